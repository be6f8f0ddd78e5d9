//! Long lists, which stand on several pages; parts count from 1.

use crate::pages::Scope;

/// So many entries of a list stand on one page.
const A_PAGE: usize = 100;

/// How many pages a list fills: none, if it is empty.
pub fn parts(entries: usize) -> usize {
    entries.div_ceil(A_PAGE)
}

/// The part in which the entry at a place from 0 stands.
pub fn part_of(place: usize) -> usize {
    place / A_PAGE + 1
}

/// The entries of a part.
pub fn part<T>(entries: impl IntoIterator<Item = T>, part: usize) -> impl Iterator<Item = T> {
    entries.into_iter().skip((part - 1) * A_PAGE).take(A_PAGE)
}

impl Scope<'_> {
    /// The entries of a list that stand on this page.
    pub fn on_page<T>(&self, entries: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        part(entries, self.part)
    }
}

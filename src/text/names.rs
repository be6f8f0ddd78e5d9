//! Names that may have been meant by many words, and what was offered for each.

use super::distance::{Parts, Plain, Search};
use super::fold::lower_tone;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Names prepared for [`nearest`](super::distance::nearest), with the same results, and for [`Self::holding`].
#[derive(Debug, Default)]
pub struct Names(Vec<Name>);

#[derive(Debug)]
struct Name {
    name: String,
    plain: Plain,
    /// With diacritics, where it has any.
    toned: Option<String>,
}

impl Names {
    /// Prepares names, in any order.
    pub fn new<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        let prepared = |name: S| {
            let name = name.into();
            let plain = Plain::new(&name);
            let toned = Some(lower_tone(&name)).filter(|toned| toned != plain.text());
            Name { name, plain, toned }
        };
        Self(names.into_iter().map(prepared).collect())
    }

    /// As [`nearest`](super::distance::nearest) among these names.
    pub fn nearest(&self, word: &str, max: usize) -> Vec<&str> {
        let Some(mut search) = Search::new(word, max) else { return Vec::new() };
        for Name { name, plain, toned } in &self.0 {
            if !search.is_far_too_long(name) {
                let toned = toned.as_deref().unwrap_or(plain.text());
                search.offer(name, plain, |word, most| word.distance(toned, most));
            }
        }
        search.found()
    }

    /// The names that hold every part of `word` (its runs of letters and digits, without letter case and diacritics), those
    /// with the fewest other parts first, then in order of code points; at most `max` of them. For names that somebody
    /// wrote in short: *nghia* for *nguyen-trong-nghia*. A word without parts, or of one letter, has none.
    pub fn holding(&self, word: &str, max: usize) -> Vec<&str> {
        let Some(parts) = Parts::new(word) else { return Vec::new() };
        let held = self.0.iter().filter_map(|name| Some((parts.held_by(&name.plain)?, name.name.as_str())));
        let found: BTreeSet<(usize, &str)> = held.collect();
        found.into_iter().take(max).map(|(_, name)| name).collect()
    }
}

/// What is offered for words that are none of certain names: searched once for each word, among names prepared once.
///
/// What is offered must depend on the word alone. Whoever asks at the same time waits.
#[derive(Debug, Default)]
pub struct Offers {
    names: OnceLock<Names>,
    offered: Mutex<HashMap<String, Arc<OnceLock<Vec<String>>>>>,
}

impl Offers {
    /// What `choose` takes for `word` from `names`, best first.
    pub fn of(
        &self,
        word: &str,
        names: impl FnOnce() -> Names,
        choose: impl FnOnce(&Names) -> Vec<String>,
    ) -> Vec<String> {
        let mut offered = self.offered.lock().unwrap_or_else(PoisonError::into_inner);
        let known = offered.entry(word.to_owned()).or_default().clone();
        drop(offered);
        known.get_or_init(|| choose(self.names.get_or_init(names))).clone()
    }
}

/// Names in texts of their own.
pub fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn names_are_prepared_once_and_each_word_is_searched_once() {
        let (prepared, searched) = (Cell::new(0), Cell::new(0));
        let offers = Offers::default();
        let ask = |word: &str| {
            let names = || {
                prepared.set(prepared.get() + 1);
                Names::new(["mot", "hai", "ba"])
            };
            offers.of(word, names, |names| {
                searched.set(searched.get() + 1);
                owned(names.nearest(word, 3))
            })
        };
        assert_eq!((prepared.get(), searched.get()), (0, 0));
        for _ in 0..3 {
            assert_eq!(ask("mott"), ["mot"]);
            assert_eq!(ask("hia"), ["hai"]);
        }
        assert_eq!((prepared.get(), searched.get()), (1, 2));
    }
}

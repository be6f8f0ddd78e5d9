//! What one run made of each of many things, for the next run, so that what did not change is not done again.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use std::sync::Arc;

/// Values by id, sorted by id as the lists are that they are made from.
#[derive(Debug)]
pub struct Shelf<V> {
    kept: Vec<(Arc<str>, Arc<V>)>,
}

impl<V> Default for Shelf<V> {
    fn default() -> Self {
        Self { kept: Vec::new() }
    }
}

impl<V: Send + Sync> Shelf<V> {
    /// The value of each of `ids`, which are sorted and different: the one that was made before if it still `holds`,
    /// or else the one that `make` makes; both are told the position. Values of other ids are forgotten.
    ///
    /// What comes out must not depend on what was kept: a value holds only where `make` would make an equal one.
    pub fn fill<'a>(
        &mut self,
        ids: impl Iterator<Item = &'a str>,
        holds: impl Fn(usize, &V) -> bool,
        make: impl Fn(usize) -> V + Sync,
    ) -> Vec<Arc<V>> {
        let mut before = std::mem::take(&mut self.kept).into_iter().peekable();
        let found: Vec<(Arc<str>, Option<Arc<V>>)> = ids
            .enumerate()
            .map(|(index, id)| {
                while before.next_if(|(kept, _)| **kept < *id).is_some() {}
                match before.next_if(|(kept, _)| **kept == *id) {
                    Some((kept, value)) => (kept, Some(value).filter(|value| holds(index, value))),
                    None => (Arc::from(id), None),
                }
            })
            .collect();
        let fill = |(index, (id, value)): (usize, (Arc<str>, Option<Arc<V>>))| {
            (id, value.unwrap_or_else(|| Arc::new(make(index))))
        };
        // Few are made anew after an edit, and all of them at first.
        self.kept = match found.iter().filter(|(_, value)| value.is_none()).count() {
            0..8 => found.into_iter().enumerate().map(fill).collect(),
            _ => found.into_par_iter().with_max_len(64).enumerate().map(fill).collect(),
        };
        self.kept.iter().map(|(_, value)| value.clone()).collect()
    }

    /// What is kept, by id.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.kept.iter().map(|(_, value)| &**value)
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.kept.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::Shelf;
    use std::sync::Mutex;

    /// Fills the shelf with ids and versions; tells which were made.
    fn fill(shelf: &mut Shelf<(u32, String)>, things: &[(&str, u32)]) -> String {
        let made = Mutex::new(Vec::new());
        let values = shelf.fill(
            things.iter().map(|thing| thing.0),
            |index, value| value.0 == things[index].1,
            |index| {
                made.lock().expect("nobody panics").push(things[index].0);
                (things[index].1, format!("{}{}", things[index].0, things[index].1))
            },
        );
        let values: Vec<String> = values.iter().map(|value| value.1.clone()).collect();
        format!("{} made {}", values.join(" "), made.into_inner().expect("nobody panics").join(" "))
    }

    #[test]
    fn only_what_changed_is_made_anew() {
        let mut shelf = Shelf::default();
        assert_eq!(fill(&mut shelf, &[("a", 1), ("b", 1)]), "a1 b1 made a b");
        assert_eq!(fill(&mut shelf, &[("a", 1), ("b", 2)]), "a1 b2 made b");
        assert_eq!(fill(&mut shelf, &[("a", 1), ("a-b", 1), ("b", 2)]), "a1 a-b1 b2 made a-b");
        assert_eq!(fill(&mut shelf, &[("b", 2)]), "b2 made ");
        assert_eq!(fill(&mut shelf, &[]), " made ");
        assert_eq!(fill(&mut shelf, &[("b", 2)]), "b2 made b");
    }
}

//! Which articles are connected with which things, for telling what articles share.

use super::Thing;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Articles and the things with which at least two of them, and not all, are connected.
///
/// Articles are told by their position in [`Site::articles_by_date`](super::Site::articles_by_date), so that neighbours in a
/// list are neighbours in time; things by their position in [`Self::things`], the rarest first, then in the order of [`Thing`].
#[derive(Debug, Default)]
pub struct Connections {
    /// The things.
    pub things: Vec<Thing>,
    /// What sharing each of them says, in 1/256 bit.
    pub weights: Vec<u32>,
    /// For each thing its articles, in order.
    pub articles: Lists,
    /// For each article its things, in order: the rarest first.
    pub of: Lists,
    /// Rows of zeros, one number for each article, for whoever counts; as many as count at the same time.
    rows: Mutex<Vec<Vec<u32>>>,
}

impl Connections {
    /// A row of zeros, one for each article.
    pub fn row(&self) -> Vec<u32> {
        let free = self.rows.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.unwrap_or_else(|| vec![0; self.of.len()])
    }

    /// Takes a row back, which must hold zeros alone.
    pub fn give_back(&self, row: Vec<u32>) {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).push(row);
    }
}

/// Lists of numbers, one behind the other.
#[derive(Debug, Default)]
pub struct Lists {
    ends: Vec<usize>,
    numbers: Vec<u32>,
}

impl Lists {
    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The list at this position.
    pub fn get(&self, at: u32) -> &[u32] {
        &self.numbers[self.range(at as usize)]
    }

    /// Adds a list behind the others.
    pub fn push(&mut self, list: &[u32]) {
        self.numbers.extend_from_slice(list);
        self.ends.push(self.numbers.len());
    }

    /// The same pairs, seen from the numbers: for each number below `count` the lists that hold it, in order.
    pub fn turned(&self, count: usize) -> Self {
        let mut ends = vec![0; count];
        for &number in &self.numbers {
            ends[number as usize] += 1;
        }
        let mut end = 0;
        for length in &mut ends {
            end += *length;
            *length = end - *length; // Where the list begins; it grows to its end below.
        }
        let mut numbers = vec![0; self.numbers.len()];
        for list in 0..self.len() {
            for &number in &self.numbers[self.range(list)] {
                let next = &mut ends[number as usize];
                numbers[*next] = list as u32;
                *next += 1;
            }
        }
        Self { ends, numbers }
    }

    fn range(&self, at: usize) -> Range<usize> {
        at.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_turned_around() {
        let mut lists = Lists::default();
        for list in [&[0, 2][..], &[], &[2, 3]] {
            lists.push(list);
        }
        let turned = lists.turned(5);
        let all: Vec<&[u32]> = (0..5).map(|number| turned.get(number)).collect();
        assert_eq!(all, [&[0][..], &[], &[0, 2], &[2], &[]]);
        assert_eq!(turned.turned(3).numbers, lists.numbers);
    }
}

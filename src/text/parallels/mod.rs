//! What texts have in common: the same syllables in the same order, word for word or with a few words between.
//!
//! A *run* is a stretch of syllables that stands in two places. Every run of [`Limits::least`] syllables is found: each
//! stretch of that length is looked up by its hash, and what is found is compared syllable by syllable and widened as far
//! as it goes. Shorter runs, from [`Limits::seed`] on, are looked up likewise unless they stand in many places. A
//! [`Chain`] then goes from a run over small gaps to the shorter runs beside it, as long as that pays, or until there is enough.
//!
//! A stretch that stands in more than [`Limits::full`] places would take the square of their number: of those each place
//! meets only its [`Limits::window`] neighbours on either side, and the number of all is told ([`Found::crowds`]). So the
//! whole takes time and memory in proportion to the texts.
//!
//! What two texts have in common depends on these two and on which of their stretches are crowded, not on the order in
//! which things are done, so that [`Corpus::change`] gives what [`Corpus::new`] would.

mod chain;
mod corpus;
mod grams;
mod search;
mod syllables;
#[cfg(test)]
mod tests;

pub use corpus::Corpus;
pub use grams::hashes;
pub use syllables::{Forms, Passages, Syllables};

/// What counts as a parallel, and what is not looked at one by one. Numbers of syllables, if nothing else is said.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A parallel has at least so many in common; every run of so many is one.
    pub least: usize,
    /// Runs of so many are looked up too, so that chains without a long run are found.
    pub seed: usize,
    /// But not those that stand in more places than this.
    pub rare: usize,
    /// In so many places at most, every two that share a run of `least` meet.
    pub full: usize,
    /// In more places, each meets so many neighbours on either side.
    pub window: usize,
    /// A chain goes over no gap that is longer on either side.
    pub gap: usize,
    /// A chain goes on with a run of at least so many.
    pub short: usize,
    /// The part of a chain that both sides have is at least this, in tenths.
    pub tenths: usize,
    /// When a syllable of the shorter of two texts stands in so many of their chains, on the average, no more are made of runs that are too
    /// short for a parallel: of two long lists of like lines each line is like all others.
    pub often: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { least: 25, seed: 8, rare: 12, full: 64, window: 8, gap: 16, short: 3, tenths: 7, often: 64 }
    }
}

/// The same syllables in two texts: where they begin in each, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// The first syllable in the one text, from 0.
    pub here: u32,
    /// In the other.
    pub there: u32,
    /// How many.
    pub length: u32,
}

/// Runs that follow each other in both texts with small gaps between.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chain {
    /// The other text; it may be the same.
    pub other: u32,
    /// The runs, in order, without overlaps on either side.
    pub runs: Vec<Run>,
}

/// What one text has in common with others, and with itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The parallels, by the other text, then by where they begin.
    pub chains: Vec<Chain>,
    /// Stretches that stand in so many places that not all were looked at: of each passage the most crowded one.
    pub crowds: Vec<Crowd>,
}

/// A stretch of [`Limits::least`] syllables that stands in many places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// Its first syllable.
    pub at: u32,
    /// In how many other places it stands.
    pub others: u32,
}

impl Chain {
    /// The same, seen from the other text `other`, to which this one is `this`.
    fn mirrored(&self, this: u32) -> Self {
        let mirror = |run: &Run| Run { here: run.there, there: run.here, length: run.length };
        Self { other: this, runs: self.runs.iter().map(mirror).collect() }
    }

    /// How many syllables both have.
    pub fn length(&self) -> u32 {
        self.runs.iter().map(|run| run.length).sum()
    }
}

//! All texts, and what each has in common with the others; kept up to date as single texts change.

use super::grams::{Grams, Place, hashes};
use super::search::Search;
use super::syllables::Syllables;
use super::{Chain, Found, Limits};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// After changes in more texts than this everything is done anew, which then costs less.
const MANY: usize = 64;

/// Texts, and what they have in common.
#[derive(Debug)]
pub struct Corpus {
    limits: Limits,
    texts: Vec<Arc<Syllables>>,
    long: Grams,
    short: Grams,
    found: Vec<Arc<Found>>,
}

impl Corpus {
    /// Finds what `texts` have in common. Takes time and memory in proportion to their length.
    pub fn new(texts: Vec<Arc<Syllables>>, limits: Limits) -> Self {
        let (long, short) = rayon::join(
            || Grams::new(&texts, limits.least, usize::MAX),
            || Grams::new(&texts, limits.seed, limits.rare),
        );
        let mut corpus = Self { limits, texts, long, short, found: Vec::new() };
        // Each two meet once.
        let all = 0..corpus.texts.len() as u32;
        let mut found: Vec<Found> = all.into_par_iter().map(|text| corpus.search(text, text)).collect();
        for this in 0..found.len() {
            let chains = std::mem::take(&mut found[this].chains);
            for chain in chains.iter().filter(|chain| chain.other as usize > this) {
                found[chain.other as usize].chains.push(chain.mirrored(this as u32));
            }
            found[this].chains = chains;
        }
        let sorted = found.into_par_iter().map(|mut found| {
            found.chains.sort();
            Arc::new(found)
        });
        corpus.found = sorted.collect();
        corpus
    }

    /// What counts.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The texts.
    pub fn texts(&self) -> &[Arc<Syllables>] {
        &self.texts
    }

    /// For each text, what it has in common with others and with itself.
    pub fn found(&self) -> &[Arc<Found>] {
        &self.found
    }

    fn search(&self, text: u32, from: u32) -> Found {
        let Self { limits, texts, long, short, .. } = self;
        Search { texts, long, short, limits }.search(text, from)
    }

    /// Puts other texts in the places of some, each once. What is found then is what [`Self::new`] would find.
    pub fn change(&mut self, changed: Vec<(u32, Arc<Syllables>)>) {
        let Limits { full, rare, .. } = self.limits;
        if changed.len() + self.long.changed() > MANY {
            return self.begin_anew(changed);
        }
        // Where a stretch is or was crowded, whom its places meet has changed for all of them.
        let mut crowded: BTreeSet<u32> = BTreeSet::new();
        let levels = [(&mut self.long, full, true), (&mut self.short, rare, false)];
        for (grams, most, meets_some) in levels {
            let touched: BTreeSet<u64> = changed
                .iter()
                .flat_map(|(id, new)| differing(&self.texts[*id as usize], new, grams.length()))
                .collect();
            let before: Vec<Vec<Place>> = touched.iter().map(|hash| grams.places(*hash)).collect();
            for (id, new) in &changed {
                grams.replace(*id, &self.texts[*id as usize], new);
            }
            for (hash, before) in touched.iter().zip(before) {
                let after = grams.places(*hash);
                let is_crowded = |places: &[Place]| places.len() > most;
                let differs = match meets_some {
                    true => is_crowded(&before) || is_crowded(&after),
                    false => is_crowded(&before) != is_crowded(&after),
                };
                if differs {
                    crowded.extend(before.iter().chain(&after).map(|place| place.0));
                }
            }
        }
        if crowded.len() > MANY {
            return self.begin_anew(changed);
        }
        crowded.extend(changed.iter().map(|(id, _)| *id));
        for (id, new) in changed {
            self.texts[id as usize] = new;
        }
        let again: Vec<u32> = crowded.iter().copied().collect();
        let new: Vec<Arc<Found>> = again.par_iter().map(|id| Arc::new(self.search(*id, 0))).collect();
        // What others have in common with these is what these have in common with them.
        let mut others: BTreeMap<u32, Vec<Chain>> = BTreeMap::new();
        for (id, new) in again.iter().zip(&new) {
            for old in self.found[*id as usize].chains.iter().filter(|chain| !crowded.contains(&chain.other))
            {
                others.entry(old.other).or_default();
            }
            for chain in new.chains.iter().filter(|chain| !crowded.contains(&chain.other)) {
                others.entry(chain.other).or_default().push(chain.mirrored(*id));
            }
        }
        for (id, mut chains) in others {
            let found = &self.found[id as usize];
            chains.extend(found.chains.iter().filter(|chain| !crowded.contains(&chain.other)).cloned());
            chains.sort();
            self.found[id as usize] = Arc::new(Found { chains, crowds: found.crowds.clone() });
        }
        for (id, new) in again.into_iter().zip(new) {
            self.found[id as usize] = new;
        }
    }

    fn begin_anew(&mut self, changed: Vec<(u32, Arc<Syllables>)>) {
        let mut texts = std::mem::take(&mut self.texts);
        for (id, new) in changed {
            texts[id as usize] = new;
        }
        *self = Self::new(texts, self.limits);
    }
}

/// The stretches that stand more often in one text than in the other.
fn differing(old: &Syllables, new: &Syllables, length: usize) -> Vec<u64> {
    let sorted = |text: &Syllables| {
        let mut all: Vec<u64> = hashes(&text.forms, length).collect();
        all.sort_unstable();
        all
    };
    let (old, new) = (sorted(old), sorted(new));
    let (mut old, mut new) = (old.as_slice(), new.as_slice());
    let mut differing = Vec::new();
    loop {
        match (old, new) {
            ([a, ..], [b, ..]) if a == b => (old, new) = (&old[1..], &new[1..]),
            ([a, rest @ ..], [b, ..]) if a < b => {
                differing.push(*a);
                old = rest;
            }
            ([a, rest @ ..], []) => {
                differing.push(*a);
                old = rest;
            }
            (_, [b, rest @ ..]) => {
                differing.push(*b);
                new = rest;
            }
            ([], []) => return differing,
        }
    }
}

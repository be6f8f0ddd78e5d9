//! The runs that one text shares with others.

use super::grams::{Grams, hashes};
use super::syllables::{Ready, Syllables};
use super::{Chain, Crowd, Found, Limits, Run, chain};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;
use std::sync::Arc;

/// What a text is compared with.
pub struct Search<'a> {
    /// All texts.
    pub texts: &'a [Arc<Syllables>],
    /// Stretches of [`Limits::least`] syllables.
    pub long: &'a Grams,
    /// Stretches of [`Limits::seed`] syllables.
    pub short: &'a Grams,
    /// What counts.
    pub limits: &'a Limits,
}

/// Up to where, in this text, a run on a diagonal of two texts is known: the key is the other text and the distance.
type Covered = HashMap<u64, u32, BuildHasherDefault<Ready>>;

/// Runs with other texts.
type Runs = Vec<(u32, Run)>;

impl Search<'_> {
    /// What the text `this` has in common with others, from the one with the number `from` on, and with itself.
    pub fn search(&self, this: u32, from: u32) -> Found {
        let Limits { full, window, rare, least, .. } = *self.limits;
        let mut runs = Runs::new();
        let mut crowds: BTreeMap<u32, Crowd> = BTreeMap::new();
        let passages = self.texts[this as usize].passages();
        self.look_up((this, from), self.long, (full, window), &mut runs, |crowd| {
            // Its middle tells to which passage it belongs.
            let passage = passages.at(crowd.at + least as u32 / 2);
            let most = crowds.entry(passage).or_insert(crowd);
            if crowd.others > most.others {
                *most = crowd;
            }
        });
        self.look_up((this, from), self.short, (rare, 0), &mut runs, |_| {});
        // Both sides see the same, as both look from the first of the two.
        for (_, run) in runs.iter_mut().filter(|(other, _)| *other < this) {
            std::mem::swap(&mut run.here, &mut run.there);
        }
        runs.sort_unstable_by_key(|(other, run)| {
            (*other, std::cmp::Reverse(run.length), run.here, run.there)
        });
        runs.dedup();
        let mut chains: Vec<Chain> = Vec::new();
        for runs in runs.chunk_by(|one, two| one.0 == two.0) {
            let other = runs[0].0;
            let first = &self.texts[this.min(other) as usize].forms;
            let second = &self.texts[this.max(other) as usize].forms;
            let runs = runs.iter().map(|(_, run)| *run);
            for runs in chain::chains(first, second, runs, this == other, self.limits) {
                let chain = Chain { other, runs };
                match this.cmp(&other) {
                    Ordering::Less => chains.push(chain),
                    Ordering::Equal => chains.extend([chain.mirrored(this), chain]),
                    Ordering::Greater => chains.push(chain.mirrored(other)),
                }
            }
        }
        chains.sort();
        Found { chains, crowds: crowds.into_values().collect() }
    }

    /// Adds the runs that begin with a stretch in `grams`, as far as they go; some of them more than once.
    fn look_up(
        &self,
        (this, from): (u32, u32),
        grams: &Grams,
        (full, window): (usize, usize),
        runs: &mut Runs,
        mut crowded: impl FnMut(Crowd),
    ) {
        let own = &self.texts[this as usize].forms;
        let mut covered = Covered::default();
        // Whether all met that have the stretch one syllable before.
        let mut all_met = false;
        for (at, hash) in hashes(own, grams.length()).enumerate() {
            let here = at as u32;
            if !grams.is_repeated((this, here)) {
                all_met = false;
                continue;
            }
            let count = grams.meet(hash, (this, here), (full, window), |(other, there)| {
                // Two places in one text do not overlap, and are seen from the first.
                if other < from || this == other && there < here + self.limits.least as u32 {
                    return;
                }
                let others = &self.texts[other as usize].forms;
                let goes_on = at > 0 && there > 0 && own[at - 1] == others[there as usize - 1];
                if goes_on && all_met {
                    return; // It was found there.
                }
                let diagonal = u64::from(other) << 32 | u64::from(there.wrapping_sub(here));
                if goes_on && covered.get(&diagonal).is_some_and(|end| here < *end) {
                    return;
                }
                let run = widened(own, others, here, there);
                // Equal hashes of other stretches are as good as impossible, but only syllables count.
                if (run.length as usize) < grams.length() {
                    return;
                }
                if window > 0 {
                    covered.insert(diagonal, run.here + run.length);
                }
                runs.push((other, run));
            });
            all_met = count <= full;
            if count > full && window > 0 {
                crowded(Crowd { at: here, others: count as u32 - 1 });
            }
        }
    }
}

/// The run in which two syllables stand, as far as it goes; empty if they differ.
fn widened(own: &[u64], others: &[u64], here: u32, there: u32) -> Run {
    let (i, j) = (here as usize, there as usize);
    let ahead = own[i..].iter().zip(&others[j..]).take_while(|(a, b)| a == b).count();
    let before = own[..i].iter().rev().zip(others[..j].iter().rev()).take_while(|(a, b)| a == b).count();
    if ahead == 0 {
        return Run { here, there, length: 0 };
    }
    Run { here: here - before as u32, there: there - before as u32, length: (before + ahead) as u32 }
}

//! The runs that one text shares with others.

use super::grams::{Grams, hashes};
use super::syllables::{Ready, Syllables};
use super::{Chain, Crowd, Found, Limits, Run, chain};
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

impl Search<'_> {
    /// What the text `this` has in common with others and with itself.
    pub fn search(&self, this: u32) -> Found {
        let mut runs: BTreeMap<u32, Vec<Run>> = BTreeMap::new();
        let mut crowds: BTreeMap<u32, Crowd> = BTreeMap::new();
        let passages = self.texts[this as usize].passages();
        let mut covered = Covered::default();
        let Limits { full, window, rare, .. } = *self.limits;
        self.look_up(this, self.long, (full, window), &mut covered, &mut runs, |crowd| {
            // Its middle tells to which passage it belongs.
            let passage = passages.at(crowd.at + self.limits.least as u32 / 2);
            let most = crowds.entry(passage).or_insert(crowd);
            if crowd.others > most.others {
                *most = crowd;
            }
        });
        covered.clear();
        self.look_up(this, self.short, (rare, 0), &mut covered, &mut runs, |_| {});
        let mut chains: Vec<Chain> = Vec::new();
        for (other, mut runs) in runs {
            // Both sides see the same, as both look from the first of the two.
            let is_first = this <= other;
            if !is_first {
                for run in &mut runs {
                    std::mem::swap(&mut run.here, &mut run.there);
                }
            }
            let first = &self.texts[this.min(other) as usize].forms;
            let second = &self.texts[this.max(other) as usize].forms;
            for runs in chain::chains(first, second, runs, this == other, self.limits) {
                let chain = Chain { other, runs };
                match (is_first, this == other) {
                    (true, false) => chains.push(chain),
                    (false, _) => chains.push(chain.mirrored(other)),
                    (true, true) => chains.extend([chain.mirrored(this), chain]),
                }
            }
        }
        chains.sort();
        Found { chains, crowds: crowds.into_values().collect() }
    }

    /// The runs that begin with a stretch in `grams`, as far as they go.
    fn look_up(
        &self,
        this: u32,
        grams: &Grams,
        (full, window): (usize, usize),
        covered: &mut Covered,
        runs: &mut BTreeMap<u32, Vec<Run>>,
        mut crowded: impl FnMut(Crowd),
    ) {
        let own = &self.texts[this as usize].forms;
        for (at, hash) in hashes(own, grams.length()).enumerate() {
            let here = at as u32;
            if !grams.is_repeated((this, here)) {
                continue;
            }
            let (meets, count) = grams.meets(hash, (this, here), full, window);
            if count > full && window > 0 {
                crowded(Crowd { at: here, others: count as u32 - 1 });
            }
            for (other, there) in meets {
                if this == other && there < here + self.limits.least as u32 {
                    continue; // Two places in one text do not overlap, and are seen from the first.
                }
                let diagonal = u64::from(other) << 32 | u64::from(there.wrapping_sub(here));
                if covered.get(&diagonal).is_some_and(|end| here < *end) {
                    continue;
                }
                let run = widened(own, &self.texts[other as usize].forms, here, there);
                // Equal hashes of other stretches are as good as impossible, but only syllables count.
                if (run.length as usize) < grams.length() {
                    continue;
                }
                covered.insert(diagonal, run.here + run.length);
                runs.entry(other).or_default().push(run);
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

//! From runs to chains: over small gaps, as long as it pays.
//!
//! A syllable that both have earns `10 - tenths`, one of a gap costs `tenths`. What is earned is more than what it costs,
//! and so the part that both have is more than `tenths` in ten, of the longer side too. The growing of a run stops where
//! a whole gap has not paid off, and goes back to where most was earned (as alignments are found that begin with a seed:
//! Altschul et al., *Gapped BLAST and PSI-BLAST*, 1997).

use super::{Limits, Run};
use std::cmp::Reverse;

/// The chains of two texts, or of one with itself, from the runs that they share, the longest first and each once; those with
/// too little in common are left out. Every run of [`Limits::least`] stands whole in a run of a chain.
pub fn chains(
    first: &[u64],
    second: &[u64],
    runs: impl Iterator<Item = Run>,
    is_one: bool,
    limits: &Limits,
) -> Vec<Vec<Run>> {
    // In one text, what stands less than this apart is the same place.
    let apart = if is_one { limits.least as isize } else { isize::MIN };
    let mut chains: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        if chains.iter().flatten().any(|known| covers(known, &run)) {
            continue;
        }
        let (i, j) = (run.here as usize, run.there as usize);
        let (end_i, end_j) = (i + run.length as usize, j + run.length as usize);
        let before = Growth { first: &first[..i], second: &second[..j], is_back: true, apart, limits };
        let after =
            Growth { first: &first[end_i..], second: &second[end_j..], is_back: false, apart, limits };
        let (before, after) =
            (before.grow(i as isize, j as isize), after.grow(end_i as isize, end_j as isize));
        let beside = before.iter().chain(&after).map(|run| run.2).sum::<usize>();
        if (run.length as usize) + beside < limits.least {
            continue;
        }
        let mut chain: Vec<Run> = before
            .into_iter()
            .rev()
            .map(|(x, y, length)| Run {
                here: (i - x - length) as u32,
                there: (j - y - length) as u32,
                length: length as u32,
            })
            .collect();
        chain.push(run);
        chain.extend(after.into_iter().map(|(x, y, length)| Run {
            here: (end_i + x) as u32,
            there: (end_j + y) as u32,
            length: length as u32,
        }));
        chains.push(chain);
    }
    chains.sort_unstable();
    chains
}

fn covers(known: &Run, run: &Run) -> bool {
    let same_diagonal = known.there.wrapping_sub(known.here) == run.there.wrapping_sub(run.here);
    same_diagonal && known.here <= run.here && run.here + run.length <= known.here + known.length
}

/// What stands on one side of a run.
struct Growth<'a> {
    first: &'a [u64],
    second: &'a [u64],
    /// Whether it is what stands before.
    is_back: bool,
    apart: isize,
    limits: &'a Limits,
}

impl Growth<'_> {
    /// The runs that follow, each as the distances of its near end from where growing began, and its length.
    ///
    /// `from` are the positions where growing begins.
    fn grow(&self, from_first: isize, from_second: isize) -> Vec<(usize, usize, usize)> {
        let Limits { tenths, gap, .. } = *self.limits;
        let mut runs = Vec::new();
        let (mut kept, mut most, mut earned) = (0, 0, 0);
        let (mut x, mut y) = (0, 0);
        while let Some((next_x, next_y, length, gain)) = self.next(x, y, from_second - from_first) {
            earned += gain;
            runs.push((next_x, next_y, length));
            if earned > most {
                (kept, most) = (runs.len(), earned);
            }
            if earned + ((tenths * gap) as isize) < most {
                break;
            }
            (x, y) = (next_x + length, next_y + length);
        }
        runs.truncate(kept);
        runs
    }

    /// The run that pays most, not farther than a gap from the distances `x` and `y`: its distances and length, and what it
    /// earns with the gap before it.
    fn next(&self, x: usize, y: usize, distance: isize) -> Option<(usize, usize, usize, isize)> {
        let Limits { tenths, gap, short, .. } = *self.limits;
        let near = |side: &'_ [u64], from: usize| {
            (from < side.len()).then(|| from..(from + gap + 1).min(side.len()))
        };
        let (places, others) = (near(self.first, x)?, near(self.second, y)?);
        let longer = |a: usize, b: usize| (a - x).max(b - y);
        // Most earned, then the smaller gap, then what comes first in the first text.
        let worth =
            |&(a, b, _, gain): &(usize, usize, usize, isize)| (gain, Reverse(longer(a, b)), Reverse(a));
        let mut best: Option<(usize, usize, usize, isize)> = None;
        for a in places {
            let syllable = self.at(self.first, a);
            for b in others.clone() {
                if self.at(self.second, b) != syllable || !self.is_apart(a, b, distance) {
                    continue;
                }
                let length = self.length(a, b);
                if length < short {
                    continue;
                }
                let gain = ((10 - tenths) * length) as isize - (tenths * longer(a, b)) as isize;
                let next = (a, b, length, gain);
                if best.is_none_or(|best| worth(&next) > worth(&best)) {
                    best = Some(next);
                }
            }
        }
        best
    }

    /// The syllable at a distance.
    fn at(&self, side: &[u64], distance: usize) -> u64 {
        if self.is_back { side[side.len() - 1 - distance] } else { side[distance] }
    }

    /// Whether two places are not one and the same.
    fn is_apart(&self, a: usize, b: usize, distance: isize) -> bool {
        let shift = b as isize - a as isize;
        (if self.is_back { distance - shift } else { distance + shift }) >= self.apart
    }

    /// How long the run is that begins at these distances, which lie within both texts.
    fn length(&self, x: usize, y: usize) -> usize {
        let (first, second) = (self.first, self.second);
        let same = |(a, b): &(&u64, &u64)| a == b;
        match self.is_back {
            true => {
                let (first, second) = (&first[..first.len() - x], &second[..second.len() - y]);
                first.iter().rev().zip(second.iter().rev()).take_while(same).count()
            }
            false => first[x..].iter().zip(&second[y..]).take_while(same).count(),
        }
    }
}

//! From runs to chains: over small gaps, as long as it pays.
//!
//! A syllable that both have earns `10 - tenths`, one of a gap costs `tenths`. What is earned is more than what it costs,
//! and so the part that both have is more than `tenths` in ten, of the longer side too. The growing of a run stops where
//! a whole gap has not paid off, and goes back to where most was earned (as alignments are found that begin with a seed:
//! Altschul et al., *Gapped BLAST and PSI-BLAST*, 1997).

use super::{Limits, Run};

/// The chains of two texts, or of one with itself, from the runs that they share; those with too little in common are left
/// out. Every run of [`Limits::least`] stands whole in a run of a chain.
pub fn chains(
    first: &[u64],
    second: &[u64],
    mut runs: Vec<Run>,
    is_one: bool,
    limits: &Limits,
) -> Vec<Vec<Run>> {
    runs.sort_unstable_by_key(|run| (std::cmp::Reverse(run.length), run.here, run.there));
    runs.dedup();
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
        let mut chain: Vec<Run> = before
            .grow(i as isize, j as isize)
            .into_iter()
            .rev()
            .map(|(x, y, length)| Run {
                here: (i - x - length) as u32,
                there: (j - y - length) as u32,
                length: length as u32,
            })
            .collect();
        chain.push(run);
        chain.extend(after.grow(end_i as isize, end_j as isize).into_iter().map(|(x, y, length)| Run {
            here: (end_i + x) as u32,
            there: (end_j + y) as u32,
            length: length as u32,
        }));
        if chain.iter().map(|run| run.length as usize).sum::<usize>() >= limits.least {
            chains.push(chain);
        }
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
        let mut best: Option<(usize, usize, usize, isize)> = None;
        for longer in 0..=gap {
            let places = (0..longer).map(|shorter| (shorter, longer));
            for (a, b) in places.chain((0..=longer).map(|shorter| (longer, shorter))) {
                let (a, b) = (x + a, y + b);
                let shift = b as isize - a as isize;
                let apart = if self.is_back { distance - shift } else { distance + shift };
                if apart < self.apart {
                    continue;
                }
                let length = self.length(a, b);
                if length < short {
                    continue;
                }
                let gain = ((10 - tenths) * length) as isize - (tenths * longer) as isize;
                if best.is_none_or(|best| gain > best.3) {
                    best = Some((a, b, length, gain));
                }
            }
        }
        best
    }

    /// How long the run is that begins at these distances.
    fn length(&self, x: usize, y: usize) -> usize {
        let same = |(a, b): (&u64, &u64)| a == b;
        match self.is_back {
            true => {
                let first = self.first.len().checked_sub(x).map(|end| &self.first[..end]);
                let second = self.second.len().checked_sub(y).map(|end| &self.second[..end]);
                let (Some(first), Some(second)) = (first, second) else { return 0 };
                first.iter().rev().zip(second.iter().rev()).take_while(|pair| same(*pair)).count()
            }
            false => {
                let (Some(first), Some(second)) = (self.first.get(x..), self.second.get(y..)) else {
                    return 0;
                };
                first.iter().zip(second).take_while(|pair| same(*pair)).count()
            }
        }
    }
}

//! From runs to chains: over small gaps, as long as it pays.
//!
//! A syllable that both have earns `10 - tenths`, one of a gap costs `tenths`. What is earned is at least what it costs,
//! and so the part that both have is at least `tenths` in ten, of the longer side too. The growing of a run stops where
//! a whole gap has not paid off, and goes back to where most was earned (as alignments are found that begin with a seed:
//! Altschul et al., *Gapped BLAST and PSI-BLAST*, 1997).
//!
//! A run that is too short for a parallel has earned something too, and what stands before it may pay for what stands behind:
//! if what pays for itself is not enough, those runs beside it are taken with which the whole is enough and alike enough.
//! Where there is enough already, nothing is taken that does not pay, lest a long run carry unlike words at its ends.

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
    let (mut told, most) = (0, limits.often * first.len().min(second.len()));
    for run in runs {
        if told > most && (run.length as usize) < limits.least {
            continue;
        }
        if chains.iter().flatten().any(|known| covers(known, &run)) {
            continue;
        }
        let (i, j) = (run.here as usize, run.there as usize);
        let (end_i, end_j) = (i + run.length as usize, j + run.length as usize);
        let before = Growth { first: &first[..i], second: &second[..j], is_back: true, apart, limits };
        let after =
            Growth { first: &first[end_i..], second: &second[end_j..], is_back: false, apart, limits };
        let sides = [before.grow(i as isize, j as isize), after.grow(end_i as isize, end_j as isize)];
        let Some([before, after]) = whole(run.length as usize, &sides, limits) else { continue };
        let mut chain: Vec<Run> = before
            .iter()
            .rev()
            .map(|&Step { x, y, length }| Run {
                here: (i - x - length) as u32,
                there: (j - y - length) as u32,
                length: length as u32,
            })
            .collect();
        chain.push(run);
        chain.extend(after.iter().map(|&Step { x, y, length }| Run {
            here: (end_i + x) as u32,
            there: (end_j + y) as u32,
            length: length as u32,
        }));
        told += chain.iter().map(|run| run.length as usize).sum::<usize>();
        chains.push(chain);
    }
    chains.sort_unstable();
    chains
}

fn covers(known: &Run, run: &Run) -> bool {
    let same_diagonal = known.there.wrapping_sub(known.here) == run.there.wrapping_sub(run.here);
    same_diagonal && known.here <= run.here && run.here + run.length <= known.here + known.length
}

/// A run on one side of another: the distances of its near end from where growing began, and its length.
struct Step {
    x: usize,
    y: usize,
    length: usize,
}

/// The runs on one side of another, the nearest first.
struct Side {
    steps: Vec<Step>,
    /// So many of them pay for themselves.
    paid: usize,
}

impl Side {
    /// After each number of steps from those that pay for themselves on: how many, the syllables that both have, and how far
    /// one has come in each text. No more than it takes to have `least` are looked at.
    fn ends(&self, limits: &Limits) -> Vec<(usize, usize, usize, usize)> {
        let mut length = self.steps[..self.paid].iter().map(|step| step.length).sum();
        let most = self.steps.len().min(self.paid + limits.least.div_ceil(limits.short));
        let reached = |count: usize| {
            let last = count.checked_sub(1).map(|last| &self.steps[last]);
            last.map_or((0, 0), |step| (step.x + step.length, step.y + step.length))
        };
        let ends = (self.paid..=most).map(|count| {
            length += if count > self.paid { self.steps[count - 1].length } else { 0 };
            let (here, there) = reached(count);
            (count, length, here, there)
        });
        ends.collect()
    }
}

/// The steps to take on both sides of a run of `length`: those that pay for themselves, or if these are not enough, those with
/// which the whole is, and earns most; none if it never is.
fn whole<'a>(length: usize, sides: &'a [Side; 2], limits: &Limits) -> Option<[&'a [Step]; 2]> {
    let all = |count: fn(&Side) -> usize| -> usize {
        sides.iter().flat_map(|side| &side.steps[..count(side)]).map(|step| step.length).sum()
    };
    let [before, after] = sides;
    if length + all(|side| side.paid) >= limits.least {
        return Some([&before.steps[..before.paid], &after.steps[..after.paid]]);
    }
    if length + all(|side| side.steps.len()) < limits.least {
        return None;
    }
    let after_ends = after.ends(limits);
    let mut best: Option<(usize, usize, usize)> = None;
    for (count, common, here, there) in before.ends(limits) {
        for (after_count, after_common, after_here, after_there) in &after_ends {
            let common = length + common + after_common;
            let longer = length + (here + after_here).max(there + after_there);
            let is_enough = common >= limits.least && 10 * common >= limits.tenths * longer;
            let earned = (10 * common).saturating_sub(limits.tenths * longer);
            if is_enough && best.is_none_or(|(most, ..)| earned > most) {
                best = Some((earned, count, *after_count));
            }
        }
    }
    best.map(|(_, count, after_count)| [&before.steps[..count], &after.steps[..after_count]])
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
    /// The runs that follow. `from` are the positions where growing begins.
    fn grow(&self, from_first: isize, from_second: isize) -> Side {
        let Limits { tenths, gap, .. } = *self.limits;
        let mut steps = Vec::new();
        let (mut paid, mut most, mut earned) = (0, 0, 0);
        let (mut x, mut y) = (0, 0);
        while let Some((next_x, next_y, length, gain)) = self.next(x, y, from_second - from_first) {
            earned += gain;
            steps.push(Step { x: next_x, y: next_y, length });
            if earned >= most {
                (paid, most) = (steps.len(), earned);
            }
            if earned + ((tenths * gap) as isize) < most {
                break;
            }
            (x, y) = (next_x + length, next_y + length);
        }
        Side { steps, paid }
    }

    /// The run that pays most, not farther than a gap from the distances `x` and `y`: its distances and length, and what it
    /// earns with the gap before it.
    fn next(&self, x: usize, y: usize, distance: isize) -> Option<(usize, usize, usize, isize)> {
        let (first, second) = (self.first, self.second);
        match self.is_back {
            true => {
                let first = first[..first.len().checked_sub(x)?].iter().rev();
                let second = second[..second.len().checked_sub(y)?].iter().rev();
                self.best((first, x), (second, y), distance)
            }
            false => self.best((first.get(x..)?.iter(), x), (second.get(y..)?.iter(), y), distance),
        }
    }

    /// The same, of the syllables that follow, each list with the distance of its first.
    fn best<'s>(
        &self,
        (first, x): (impl Iterator<Item = &'s u64>, usize),
        (second, y): (impl Iterator<Item = &'s u64> + Clone, usize),
        distance: isize,
    ) -> Option<(usize, usize, usize, isize)> {
        let Limits { tenths, gap, short, .. } = *self.limits;
        let longer = |a: usize, b: usize| (a - x).max(b - y);
        // Most earned, then the smaller gap, then what comes first in the first text.
        let worth =
            |&(a, b, _, gain): &(usize, usize, usize, isize)| (gain, Reverse(longer(a, b)), Reverse(a));
        let mut best: Option<(usize, usize, usize, isize)> = None;
        for (a, syllable) in (x..).zip(first.take(gap + 1)) {
            for (b, other) in (y..).zip(second.clone().take(gap + 1)) {
                if other != syllable || !self.is_apart(a, b, distance) {
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

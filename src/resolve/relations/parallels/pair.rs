//! What two passages have in common, gathered from chains.

use crate::text::parallels::{Passages, Run};
use std::ops::Range;

/// What stands between two parts and what they have, at most, if they are to be shown as one.
const BETWEEN: (u32, u32) = (3, 7);

/// What has fewer syllables than this in common, and is no whole passage, is the tail of a parallel of the passages beside.
const TAIL: usize = 12;

/// A stretch in one passage, and the one with common words in another.
pub type Part = (Range<u32>, Range<u32>);

/// Two passages: stretches from the first to the last common syllable in both, and the runs that both have; counted from the
/// start of the passages.
#[derive(Default)]
pub struct Pair {
    pub parts: Vec<Part>,
    pub runs: Vec<Run>,
    /// Whether a chain has nothing better to show for it than this.
    pub is_main: bool,
}

impl Pair {
    /// Adds what a chain has in the two passages.
    pub fn add(&mut self, cut: Cut, is_main: bool) {
        let (here, there) = cut.part();
        self.runs.extend(cut.0);
        self.is_main |= is_main;
        let within = |one: &Range<u32>, two: &Range<u32>| two.start <= one.start && one.end <= two.end;
        if !self.parts.iter().any(|part| within(&here, &part.0) && within(&there, &part.1)) {
            self.parts.retain(|part| !within(&part.0, &here) || !within(&part.1, &there));
            self.parts.push((here, there));
        }
    }

    /// Puts the parts in order, and joins those that follow each other on both sides if little stands between.
    pub fn join(&mut self) {
        self.parts.sort_by_key(|(here, there)| (here.start, there.start));
        self.parts.dedup_by(|next, last| {
            let length = |range: &Range<u32>| range.end - range.start;
            let between = [(&last.0, &next.0), (&last.1, &next.1)].map(|(a, b)| b.start.checked_sub(a.end));
            let [Some(here), Some(there)] = between else { return false };
            let common = [&last.0, &next.0].map(length).iter().sum::<u32>();
            let is_little = here.max(there) * BETWEEN.1 <= common * BETWEEN.0;
            if is_little {
                (last.0.end, last.1.end) = (next.0.end, next.1.end);
            }
            is_little
        });
    }

    /// How many syllables of the first passage stand in the second.
    pub fn words(&self) -> usize {
        distinct(self.runs.iter().map(here).collect())
    }

    /// Whether so little is in both, in passages of these lengths, that it only goes with what stands in those beside them.
    pub fn is_tail(&self, lengths: [u32; 2]) -> bool {
        let common = self.words().max(distinct(self.runs.iter().map(there).collect()));
        common < TAIL.min(lengths[0].min(lengths[1]) as usize)
    }
}

/// What one chain has in two passages, in order.
#[derive(Default)]
pub struct Cut(pub Vec<Run>);

impl Cut {
    /// How many syllables both have.
    pub fn words(&self) -> u32 {
        self.0.iter().map(|run| run.length).sum()
    }

    /// From the first to the last of them.
    fn part(&self) -> Part {
        let ends = |of: fn(&Run) -> Range<u32>| {
            let (first, last) = (self.0.first().map(of), self.0.last().map(of));
            first.map_or(0, |first| first.start)..last.map_or(0, |last| last.end)
        };
        (ends(here), ends(there))
    }
}

/// Where a run stands in the first text.
pub fn here(run: &Run) -> Range<u32> {
    run.here..run.here + run.length
}

/// Where it stands in the second.
pub fn there(run: &Run) -> Range<u32> {
    run.there..run.there + run.length
}

/// How many syllables a passage has.
pub fn length(passages: &Passages, passage: u32) -> u32 {
    passages.start(passage + 1) - passages.start(passage)
}

/// How many numbers lie in the ranges.
fn distinct(mut ranges: Vec<Range<u32>>) -> usize {
    ranges.sort_by_key(|range| range.start);
    let mut end = 0;
    let mut count = 0;
    for range in ranges {
        count += range.end.saturating_sub(range.start.max(end)) as usize;
        end = end.max(range.end);
    }
    count
}

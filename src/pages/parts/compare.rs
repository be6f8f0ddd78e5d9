//! Two texts side by side: which syllables both have, and which only one.
//!
//! Syllables are compared without letter case, punctuation and tone placement. What both have is a longest common
//! subsequence (Hunt and Szymanski, *A fast algorithm for computing longest common subsequences*, 1977, is the classic
//! account; the texts here are short, so the plain table serves); single syllables in common do not count, because
//! they are chance.

use crate::text::{fold, words};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// Texts longer than this many syllables are not compared.
const LIMIT: usize = 1500;

/// How two texts compare.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Stretches that only the first has: byte ranges, in order.
    pub only_first: Vec<Range<usize>>,
    /// Stretches that only the second has.
    pub only_second: Vec<Range<usize>>,
    /// Syllables that both have, over those of the shorter text: from 0 to 1.
    pub shared: f64,
    /// Syllables that both have, over those of the longer text: from 0 to 1.
    pub alike: f64,
}

/// The syllables of a text, for comparing: where each stands, and its form without case and tone placement.
pub fn syllables(text: &str) -> Vec<(Range<usize>, String)> {
    words::syllables(text).map(|range| (range.clone(), fold::lower_tone(&text[range]))).collect()
}

/// Whether two texts have the same syllables.
pub fn same(a: &str, b: &str) -> bool {
    let words = |text| syllables(text).into_iter().map(|s| s.1).collect::<Vec<_>>();
    words(a) == words(b)
}

/// A text prepared for comparing it with many.
pub struct Prepared {
    syllables: Vec<(Range<usize>, String)>,
    /// Hashes of the forms, sorted.
    bag: Vec<u64>,
}

impl Prepared {
    /// Prepares a text.
    pub fn new(text: &str) -> Self {
        let syllables = syllables(text);
        let mut bag: Vec<u64> = syllables.iter().map(|(_, form)| xxh3_64(form.as_bytes())).collect();
        bag.sort_unstable();
        Self { syllables, bag }
    }

    /// The forms of the syllables, which two texts share if they are the [`same`].
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.syllables.iter().map(|(_, form)| form.as_str())
    }

    /// As [`compare`], of two texts that share at least so much; none if they share less.
    pub fn compare(&self, other: &Self, least: f64) -> Option<Comparison> {
        let shorter = self.bag.len().min(other.bag.len());
        // In whatever order they stand.
        let most = in_common(&self.bag, &other.bag) as f64 / shorter.max(1) as f64;
        if most < least {
            return None;
        }
        Some(compared(&self.syllables, &other.syllables)).filter(|comparison| comparison.shared >= least)
    }
}

/// How many items two sorted lists have in common.
fn in_common(mut a: &[u64], mut b: &[u64]) -> usize {
    let mut common = 0;
    while let ([first, rest_a @ ..], [second, rest_b @ ..]) = (a, b) {
        match first.cmp(second) {
            Ordering::Less => a = rest_a,
            Ordering::Greater => b = rest_b,
            Ordering::Equal => {
                common += 1;
                (a, b) = (rest_a, rest_b);
            }
        }
    }
    common
}

/// Compares two texts; those that are too long count as having nothing in common.
pub fn compare(first: &str, second: &str) -> Comparison {
    compared(&syllables(first), &syllables(second))
}

fn compared(a: &[(Range<usize>, String)], b: &[(Range<usize>, String)]) -> Comparison {
    if a.is_empty() || b.is_empty() || a.len() > LIMIT || b.len() > LIMIT {
        return Comparison::default();
    }
    let numbered = numbers(a, b);
    let pairs = widened(runs(common(&numbered), 2), &numbered);
    let (mut in_a, mut in_b) = (vec![false; a.len()], vec![false; b.len()]);
    for &(i, j) in &pairs {
        in_a[i] = true;
        in_b[j] = true;
    }
    let share = |of: usize| pairs.len() as f64 / of as f64;
    Comparison {
        only_first: stretches(a, &in_a),
        only_second: stretches(b, &in_b),
        shared: share(a.len().min(b.len())),
        alike: share(a.len().max(b.len())),
    }
}

/// The syllables as small numbers, equal for equal forms.
fn numbers(a: &[(Range<usize>, String)], b: &[(Range<usize>, String)]) -> (Vec<u32>, Vec<u32>) {
    let mut known: HashMap<String, u32> = HashMap::new();
    let mut number = |list: &[(Range<usize>, String)]| -> Vec<u32> {
        list.iter()
            .map(|(_, form)| {
                let next = known.len() as u32;
                *known.entry(form.clone()).or_insert(next)
            })
            .collect()
    };
    (number(a), number(b))
}

/// A longest common subsequence, as pairs of positions.
fn common((a, b): &(Vec<u32>, Vec<u32>)) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut lengths = vec![0u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = match a[i] == b[j] {
                true => lengths[(i + 1) * width + j + 1] + 1,
                false => lengths[(i + 1) * width + j].max(lengths[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// The pairs that stand in runs of at least `least`.
fn runs(pairs: Vec<(usize, usize)>, least: usize) -> Vec<(usize, usize)> {
    let follows = |a: (usize, usize), b: (usize, usize)| b.0 == a.0 + 1 && b.1 == a.1 + 1;
    pairs.chunk_by(|a, b| follows(*a, *b)).filter(|run| run.len() >= least).flatten().copied().collect()
}

/// Runs with the equal syllables before and after them that nothing else has taken: of several longest common
/// subsequences the table finds any, perhaps one that pairs a syllable far from its run.
fn widened(pairs: Vec<(usize, usize)>, (a, b): &(Vec<u32>, Vec<u32>)) -> Vec<(usize, usize)> {
    let (mut taken_a, mut taken_b) = (vec![false; a.len()], vec![false; b.len()]);
    for &(i, j) in &pairs {
        taken_a[i] = true;
        taken_b[j] = true;
    }
    let mut out = pairs.clone();
    for &(i, j) in &pairs {
        for step in [-1isize, 1] {
            let (mut i, mut j) = (i, j);
            while let (Some(next_i), Some(next_j)) = (i.checked_add_signed(step), j.checked_add_signed(step))
            {
                let free = taken_a.get(next_i) == Some(&false) && taken_b.get(next_j) == Some(&false);
                if !free || a[next_i] != b[next_j] {
                    break;
                }
                taken_a[next_i] = true;
                taken_b[next_j] = true;
                out.push((next_i, next_j));
                (i, j) = (next_i, next_j);
            }
        }
    }
    out.sort_unstable();
    out
}

/// Neighbouring syllables that are not shared, joined.
fn stretches(syllables: &[(Range<usize>, String)], shared: &[bool]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for ((range, _), shared) in syllables.iter().zip(shared) {
        match (shared, open) {
            (true, _) => open = false,
            (false, true) => out.last_mut().expect("a stretch is open").end = range.end,
            (false, false) => {
                out.push(range.clone());
                open = true;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: &str) {
        let c = compare(a, b);
        let show = |text: &str, ranges: &[Range<usize>]| {
            ranges.iter().map(|r| text[r.clone()].to_owned()).collect::<Vec<_>>().join("|")
        };
        assert_eq!(format!("{} // {}", show(a, &c.only_first), show(b, &c.only_second)), expected);
    }

    #[test]
    fn what_shares_too_little_is_told_at_a_glance() {
        let texts = [
            "",
            "một hai ba bốn",
            "bốn ba hai một",
            "một hai năm sáu",
            "Một, hai ba bốn năm sáu",
            "bảy tám",
            "một một một",
        ];
        let prepared = texts.map(Prepared::new);
        for (a, one) in texts.iter().zip(&prepared) {
            for (b, two) in texts.iter().zip(&prepared) {
                for least in [0.0, 0.4, 0.5, 0.7, 1.0] {
                    let expected = Some(compare(a, b)).filter(|comparison| comparison.shared >= least);
                    assert_eq!(one.compare(two, least), expected, "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn what_only_one_has_is_found() {
        check(
            "huy động mọi nguồn lực cả trong nước",
            "Huy động mọi nguồn lực trên cả ba phương diện, cả trong nước",
            " // trên cả ba phương diện",
        );
        check("Thành uỷ họp, bàn", "thành ủy họp bàn", " // ");
        check("một hai ba", "hai bốn năm", "một hai ba // hai bốn năm");
        check("", "một", " // ");
    }
}

//! What an article has in common with others, passage by passage.

use super::formulas::mark;
use crate::model::site::{ArticleId, Site};
use crate::text::parallels::{Chain, Crowd, Forms};
use crate::text::words;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// A passage, and another with which it has words in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parallel {
    /// The passage, from 0.
    pub passage: u32,
    /// The other article; perhaps the same one.
    pub other: ArticleId,
    /// The passage there, from 0.
    pub other_passage: u32,
    /// How many syllables of this passage stand there.
    pub words: usize,
    /// Where the common words stand, from the first to the last of each stretch: half-open byte offsets into this article's
    /// seed, and into the other's; in the order of this one's.
    pub parts: Vec<(Range<usize>, Range<usize>)>,
    /// Whether nothing else stands in those stretches.
    pub is_same: bool,
    /// Whether most of it names a document, so that only with what stands in the passages beside it, it is a parallel.
    pub is_formula: bool,
}

/// What an article has in common with others and with itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parallels {
    /// By passage, those with most words in common first, then in the order of the other articles and their passages.
    pub list: Vec<Parallel>,
    /// Passages of which words stand in more places than are listed: which passage, and in how many other places.
    pub crowds: Vec<(u32, u32)>,
}

/// A passage: the article, and which of its passages.
type PassageKey = (ArticleId, u32);

/// What is looked up again and again while one article's parallels are told.
struct Desk<'a> {
    site: &'a Site,
    forms: Forms,
    /// Where the syllables of a passage stand: byte offsets into the seed.
    spans: HashMap<PassageKey, Vec<Range<usize>>>,
    marks: HashMap<PassageKey, Vec<bool>>,
}

/// What an article has in common with others: every chain of words but those that are mostly the names of documents.
pub fn parallels(site: &Site, id: ArticleId) -> Parallels {
    let Some(found) = site.shared.found.get(id.index()) else { return Parallels::default() };
    let mut desk = Desk { site, forms: Forms::default(), spans: HashMap::new(), marks: HashMap::new() };
    let mut pairs: BTreeMap<(u32, ArticleId, u32), Pair> = BTreeMap::new();
    for chain in &found.chains {
        if desk.is_formula(id, chain) {
            continue;
        }
        let other = ArticleId(chain.other);
        for ((passage, other_passage), (here, there, runs)) in desk.cut(id, chain) {
            let pair = pairs.entry((passage, other, other_passage)).or_default();
            pair.runs.extend(runs);
            let within = |one: &Range<u32>, two: &Range<u32>| two.start <= one.start && one.end <= two.end;
            if !pair.parts.iter().any(|part| within(&here, &part.0) && within(&there, &part.1)) {
                pair.parts.retain(|part| !within(&part.0, &here) || !within(&part.1, &there));
                pair.parts.push((here, there));
            }
        }
    }
    let mut list: Vec<Parallel> = Vec::with_capacity(pairs.len());
    for ((passage, other, other_passage), mut pair) in pairs {
        pair.join();
        let is_formula = desk.is_formula_in(id, passage, &pair.runs);
        let words = distinct(pair.runs);
        let length = |parts: fn(&Part) -> &Range<u32>| -> usize {
            pair.parts.iter().map(parts).map(|part| (part.end - part.start) as usize).sum()
        };
        let is_same = words == length(|part| &part.0) && words == length(|part| &part.1);
        let mut bytes = |article: ArticleId, passage: u32, part: &Range<u32>| {
            let spans = desk.spans(article, passage);
            spans[part.start as usize].start..spans[part.end as usize - 1].end
        };
        let parts = pair.parts.iter();
        let parts = parts.map(|(here, there)| (bytes(id, passage, here), bytes(other, other_passage, there)));
        list.push(Parallel {
            passage,
            other,
            other_passage,
            parts: parts.collect(),
            words,
            is_same,
            is_formula,
        });
    }
    list.sort_by_key(|one| (one.passage, std::cmp::Reverse(one.words), one.other, one.other_passage));
    let crowds = found.crowds.iter().filter(|crowd| !desk.is_crowded_formula(id, crowd));
    let least = crate::text::parallels::Limits::default().least as u32;
    let passages = &site.shared.passages[id.index()];
    let crowds = crowds.map(|crowd| (passages.at(crowd.at + least / 2), crowd.others)).collect();
    Parallels { list, crowds }
}

/// A stretch in one passage, and the one with common words in another.
type Part = (Range<u32>, Range<u32>);

/// Two passages: stretches from the first to the last common syllable in both, and the syllables of the one that the other
/// has too; counted from the start of the passages.
#[derive(Default)]
struct Pair {
    parts: Vec<Part>,
    runs: Vec<Range<u32>>,
}

impl Pair {
    /// Puts the parts in order, and joins those that follow each other on both sides if little stands between.
    fn join(&mut self) {
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
}

/// What stands between two parts and what they have, at most, if they are to be shown as one.
const BETWEEN: (u32, u32) = (3, 7);

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

/// What one chain has in two passages: the stretch in each, and the runs in the first.
type Cut = (Range<u32>, Range<u32>, Vec<Range<u32>>);

impl Desk<'_> {
    fn spans(&mut self, id: ArticleId, passage: u32) -> &[Range<usize>] {
        let article = &self.site.articles[id.index()];
        self.spans.entry((id, passage)).or_insert_with(|| {
            let range = &article.passages[passage as usize].range;
            let syllables = words::syllables(&article.text[range.clone()]);
            syllables.map(|s| s.start + range.start..s.end + range.start).collect()
        })
    }

    /// Cuts a chain at the ends of passages, of both articles. Counts from the starts of the passages.
    fn cut(&self, id: ArticleId, chain: &Chain) -> BTreeMap<(u32, u32), Cut> {
        let (own, others) =
            (&self.site.shared.passages[id.index()], &self.site.shared.passages[chain.other as usize]);
        let mut cuts: BTreeMap<(u32, u32), Cut> = BTreeMap::new();
        for run in &chain.runs {
            let (mut here, mut there, mut left) = (run.here, run.there, run.length);
            while left > 0 {
                let (passage, other) = (own.at(here), others.at(there));
                let length = left.min(own.start(passage + 1) - here).min(others.start(other + 1) - there);
                let (start, start_there) = (here - own.start(passage), there - others.start(other));
                let cut = cuts
                    .entry((passage, other))
                    .or_insert_with(|| (start..start, start_there..start_there, Vec::new()));
                cut.0.end = start + length;
                cut.1.end = start_there + length;
                cut.2.push(start..start + length);
                (here, there, left) = (here + length, there + length, left - length);
            }
        }
        cuts
    }

    /// Whether more than half of a chain is the name of a document, in one of the articles.
    fn is_formula(&mut self, id: ArticleId, chain: &Chain) -> bool {
        let own = chain.runs.iter().map(|run| run.here..run.here + run.length);
        let others = chain.runs.iter().map(|run| run.there..run.there + run.length);
        self.is_mostly_formula(id, own) || self.is_mostly_formula(ArticleId(chain.other), others)
    }

    /// Whether more than half of these syllables of a passage name a document.
    fn is_formula_in(&mut self, id: ArticleId, passage: u32, runs: &[Range<u32>]) -> bool {
        let start = self.site.shared.passages[id.index()].start(passage);
        self.is_mostly_formula(id, runs.iter().map(|run| start + run.start..start + run.end))
    }

    fn is_crowded_formula(&mut self, id: ArticleId, crowd: &Crowd) -> bool {
        let least = crate::text::parallels::Limits::default().least as u32;
        self.is_mostly_formula(id, std::iter::once(crowd.at..crowd.at + least))
    }

    /// Whether more than half of these syllables of an article are part of a formula.
    fn is_mostly_formula(&mut self, id: ArticleId, syllables: impl Iterator<Item = Range<u32>>) -> bool {
        let passages = self.site.shared.passages[id.index()].clone();
        let (mut marked, mut all) = (0, 0);
        for range in syllables {
            let mut at = range.start;
            while at < range.end {
                let passage = passages.at(at);
                let end = range.end.min(passages.start(passage + 1));
                let start = passages.start(passage);
                let marks = self.marks(id, passage);
                let part = &marks[(at - start) as usize..(end - start) as usize];
                marked += part.iter().filter(|mark| **mark).count();
                all += part.len();
                at = end;
            }
        }
        marked * 2 > all
    }

    fn marks(&mut self, id: ArticleId, passage: u32) -> &[bool] {
        if !self.marks.contains_key(&(id, passage)) {
            self.spans(id, passage);
            let spans = &self.spans[&(id, passage)];
            let article = &self.site.articles[id.index()];
            let marks = mark(&self.site.formulas, article, passage, spans, &mut self.forms);
            self.marks.insert((id, passage), marks);
        }
        &self.marks[&(id, passage)]
    }
}

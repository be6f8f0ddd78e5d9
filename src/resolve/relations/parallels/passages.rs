//! What an article has in common with others, passage by passage.

use super::formulas::mark;
use super::pair::{Cut, Pair, Part, here, length, there};
use crate::model::site::{ArticleId, Site};
use crate::text::parallels::{Chain, Crowd, Forms, Run};
use crate::text::words;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// So many parallels of one passage are told; of two long lists of like lines each line is like all others.
const MOST: u32 = 64;

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
}

/// What an article has in common with others and with itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parallels {
    /// By passage, those with most words in common first, then in the order of the other articles and their passages.
    pub list: Vec<Parallel>,
    /// Passages of which words stand in more places than are listed: which passage, and in how many other places.
    pub crowds: BTreeMap<u32, u32>,
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
///
/// A chain that goes over several passages is told for each two, but for those in which mostly the name of a document stands, or
/// the last few words; for one at least.
pub fn parallels(site: &Site, id: ArticleId) -> Parallels {
    let Some(found) = site.shared.found.get(id.index()) else { return Parallels::default() };
    let mut desk = Desk { site, forms: Forms::default(), spans: HashMap::new(), marks: HashMap::new() };
    let mut pairs: BTreeMap<(u32, ArticleId, u32), Pair> = BTreeMap::new();
    for chain in &found.chains {
        if desk.is_formula([id, ArticleId(chain.other)], &chain.runs) {
            continue;
        }
        let other = ArticleId(chain.other);
        let cuts = desk.cut(id, chain);
        let main = desk.main(id, other, &cuts);
        for ((passage, other_passage), cut) in cuts {
            let is_main = main == Some((passage, other_passage));
            pairs.entry((passage, other, other_passage)).or_default().add(cut, is_main);
        }
    }
    let mut list: Vec<Parallel> = Vec::with_capacity(pairs.len());
    for ((passage, other, other_passage), mut pair) in pairs {
        let lengths = [(id, passage), (other, other_passage)]
            .map(|(id, passage)| length(&site.shared.passages[id.index()], passage));
        let is_told = pair.is_main
            || !pair.is_tail(lengths)
                && !desk.is_formula_in([(id, passage), (other, other_passage)], &pair.runs);
        if !is_told {
            continue;
        }
        pair.join();
        let words = pair.words();
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
        list.push(Parallel { passage, other, other_passage, parts: parts.collect(), words, is_same });
    }
    list.sort_by_key(|one| (one.passage, std::cmp::Reverse(one.words), one.other, one.other_passage));
    let crowds = found.crowds.iter().filter(|crowd| !desk.is_crowded_formula(id, crowd));
    let least = crate::text::parallels::Limits::default().least as u32;
    let passages = &site.shared.passages[id.index()];
    let mut crowds: BTreeMap<u32, u32> =
        crowds.map(|crowd| (passages.at(crowd.at + least / 2), crowd.others)).collect();
    let mut rank: HashMap<u32, u32> = HashMap::new();
    list.retain(|one| {
        let rank = rank.entry(one.passage).or_default();
        *rank += 1;
        *rank <= MOST
    });
    for (passage, count) in rank.into_iter().filter(|(_, count)| *count > MOST) {
        let others = crowds.entry(passage).or_default();
        *others = count.max(*others);
    }
    Parallels { list, crowds }
}

impl Desk<'_> {
    fn spans(&mut self, id: ArticleId, passage: u32) -> &[Range<usize>] {
        let article = &self.site[id];
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
                let part = Run { here: start, there: start_there, length };
                cuts.entry((passage, other)).or_default().0.push(part);
                (here, there, left) = (here + length, there + length, left - length);
            }
        }
        cuts
    }

    /// The two passages that have most of a chain; if possible, more than the name of a document.
    fn main(
        &mut self,
        id: ArticleId,
        other: ArticleId,
        cuts: &BTreeMap<(u32, u32), Cut>,
    ) -> Option<(u32, u32)> {
        let mut best: Option<((bool, u32), (u32, u32))> = None;
        for (&(passage, other_passage), cut) in cuts {
            let is_formula =
                cuts.len() > 1 && self.is_formula_in([(id, passage), (other, other_passage)], &cut.0);
            let worth = (!is_formula, cut.words());
            if best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, (passage, other_passage)));
            }
        }
        best.map(|(_, passages)| passages)
    }

    /// Whether more than half of these runs is the name of a document, in one of the articles.
    fn is_formula(&mut self, ids: [ArticleId; 2], runs: &[Run]) -> bool {
        self.is_mostly_formula(ids[0], runs.iter().map(here))
            || self.is_mostly_formula(ids[1], runs.iter().map(there))
    }

    /// The same for runs that count from the starts of two passages.
    fn is_formula_in(&mut self, [own, other]: [PassageKey; 2], runs: &[Run]) -> bool {
        let start = |(id, passage): PassageKey| self.site.shared.passages[id.index()].start(passage);
        let (from, from_there) = (start(own), start(other));
        let within = |run: &Run| Run { here: from + run.here, there: from_there + run.there, ..*run };
        let runs: Vec<Run> = runs.iter().map(within).collect();
        self.is_formula([own.0, other.0], &runs)
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
            let article = &self.site[id];
            let marks = mark(&self.site.formulas, article, passage, spans, &mut self.forms);
            self.marks.insert((id, passage), marks);
        }
        &self.marks[&(id, passage)]
    }
}

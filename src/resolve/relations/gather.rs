//! Passages that hold the terms of topics.

use crate::model::site::{Article, ArticleId, Cleaned, Gathered, Topic};
use crate::text::{fold, words};
use aho_corasick::{AhoCorasick, MatchKind};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// The terms of all topics, ready to be looked for.
#[derive(Debug)]
pub struct Terms {
    /// As topics have them, to tell whether they changed.
    written: Vec<Vec<String>>,
    /// For each term the topics that have it.
    owners: Vec<Vec<usize>>,
    /// None if there are no terms.
    automaton: Option<AhoCorasick>,
}

/// For each topic the passages that hold one of its terms, in the order of articles.
pub type Lists = Vec<Arc<Vec<Gathered>>>;

impl Terms {
    /// Those of `topics`; the same as `before` if they have not changed.
    pub fn new(topics: &[Arc<Topic>], before: Option<&Arc<Self>>) -> Arc<Self> {
        let written = || topics.iter().map(|topic| &topic.terms);
        if let Some(before) = before.filter(|before| written().eq(before.written.iter())) {
            return before.clone();
        }
        let mut terms: Vec<String> = Vec::new();
        let mut owners: Vec<Vec<usize>> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (index, topic) in topics.iter().enumerate() {
            for term in &topic.terms {
                let term = words::one_line(&fold::lower_tone(term));
                if term.is_empty() {
                    continue;
                }
                let at = *places.entry(term).or_insert_with_key(|term| {
                    terms.push(term.clone());
                    owners.push(Vec::new());
                    terms.len() - 1
                });
                // Topics come one after another.
                if owners[at].last() != Some(&index) {
                    owners[at].push(index);
                }
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&terms).ok();
        let automaton = automaton.filter(|_| !terms.is_empty());
        Arc::new(Self { written: written().cloned().collect(), owners, automaton })
    }

    /// For each topic the passages that hold one of its terms, in the order of articles.
    ///
    /// Letter case, tone placement and white space are ignored; a term begins and ends where syllables do, and not within a document's
    /// mention that begins or ends outside the term.
    pub fn gather(&self, articles: &[Arc<Article>]) -> Lists {
        let found: Vec<Vec<(usize, Gathered)>> = articles
            .par_iter()
            .enumerate()
            .map(|(index, article)| self.find_in(ArticleId(index as u32), article))
            .collect();
        let mut gathered: Vec<Vec<Gathered>> = vec![Vec::new(); self.written.len()];
        for (topic, hit) in found.into_iter().flatten() {
            gathered[topic].push(hit);
        }
        gathered.into_iter().map(Arc::new).collect()
    }

    /// What [`Self::gather`] gives after some articles have changed, from what it gave before.
    pub fn gather_again(
        &self,
        lists: &Lists,
        before: &[Arc<Article>],
        articles: &[Arc<Article>],
        changed: &BTreeSet<ArticleId>,
    ) -> Lists {
        let of = |articles: &[Arc<Article>]| -> Vec<(usize, Gathered)> {
            changed.iter().flat_map(|&id| self.find_in(id, &articles[id.index()])).collect()
        };
        let (old, new) = (of(before), of(articles));
        let touched: BTreeSet<usize> = old.iter().chain(&new).map(|(topic, _)| *topic).collect();
        let mut lists = lists.clone();
        for topic in touched {
            let others = lists[topic].iter().filter(|hit| !changed.contains(&hit.article));
            let own = new.iter().filter(|(owner, _)| *owner == topic).map(|(_, hit)| hit);
            let mut list: Vec<Gathered> = others.chain(own).cloned().collect();
            list.sort_by_key(|hit| (hit.article, hit.passage));
            lists[topic] = Arc::new(list);
        }
        lists
    }

    /// The passages of one article that hold terms, with the topics whose terms they are; those of one topic in order.
    fn find_in(&self, id: ArticleId, article: &Cleaned) -> Vec<(usize, Gathered)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut gathered: Vec<(usize, Gathered)> = Vec::new();
        for (n, passage) in article.passages.iter().enumerate() {
            let first = gathered.len();
            let start = passage.range.start;
            for (term, range) in find(automaton, &article.text[passage.range.clone()]) {
                let range = range.start + start..range.end + start;
                if straddles(article, &range) {
                    continue;
                }
                for &owner in &self.owners[term] {
                    match gathered[first..].iter_mut().find(|(topic, _)| *topic == owner) {
                        Some((_, hit)) => hit.terms.push(range.clone()),
                        None => {
                            let terms = vec![range.clone()];
                            gathered.push((owner, Gathered { article: id, passage: n as u32, terms }));
                        }
                    }
                }
            }
            for (_, hit) in &mut gathered[first..] {
                hit.terms.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
                hit.terms.dedup_by(|next, kept| next.start < kept.end);
            }
        }
        gathered
    }
}

/// Whether words reach over the edge of a document's mention: in *Luật Thư viện số 46/2019/QH14* is no *thư viện số*.
fn straddles(article: &Cleaned, words: &Range<usize>) -> bool {
    // Mentions are sorted and do not overlap.
    let next = article.mentions.partition_point(|mention| mention.range.end <= words.start);
    let touching = article.mentions[next..].iter().map(|mention| &mention.range);
    touching.take_while(|mention| mention.start < words.end).any(|mention| {
        let (inner, outer) = if mention.len() < words.len() { (mention, words) } else { (words, mention) };
        inner.start < outer.start || inner.end > outer.end
    })
}

/// Terms in `text`: which, and where in `text`.
fn find(automaton: &AhoCorasick, text: &str) -> Vec<(usize, Range<usize>)> {
    let folded = words::one_line(&fold::lower_tone(text));
    let mut matches = automaton.find_overlapping_iter(&folded).peekable();
    if matches.peek().is_none() {
        return Vec::new();
    }
    // Folding keeps syllables one for one, so a syllable's position leads back to the text.
    let here: Vec<Range<usize>> = words::syllables(text).collect();
    let there: Vec<Range<usize>> = words::syllables(&folded).collect();
    if here.len() != there.len() {
        return Vec::new();
    }
    matches
        .filter_map(|found| {
            let first = there.binary_search_by_key(&found.start(), |r| r.start).ok()?;
            let last = there.binary_search_by_key(&found.end(), |r| r.end).ok()?;
            Some((found.pattern().as_usize(), here[first].start..here[last].end))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_between_the_words_of_a_term_does_not_matter() {
        let automaton = AhoCorasick::new(["nguồn lực"]).unwrap();
        let text = "Nguồn\nlực, nguồn\u{a0}lực và nguồn  lực; nguồn lựcs, nguồn-lực.";
        let found: Vec<&str> = find(&automaton, text).into_iter().map(|(_, range)| &text[range]).collect();
        assert_eq!(found, ["Nguồn\nlực", "nguồn\u{a0}lực", "nguồn  lực"]);
    }
}

//! Quotations, found in the articles that they name.

use super::context::{Context, find_in_file};
use crate::diagnostic::{Code, Location};
use crate::markup;
use crate::model::site::{ArticleId, Cleaned, Quote, Thing};
use crate::parse::metadata;
use crate::text;
use crate::text::likeness::Likeness;
use std::collections::BTreeSet;
use std::ops::Range;

impl Context<'_> {
    /// Checks block quotes that end in `— [[article:ID]]` as quotations are.
    pub(super) fn attributed(&mut self, source: &str, at: &Location, file_text: &str) {
        for quotation in markup::attributed_quotations(source) {
            let name = quotation.target.split(['#', '|']).next().unwrap_or_default();
            if let Ok(Thing::Article(article)) = self.registry.reference(name) {
                let place = find_in_file(source, quotation.range.clone(), &mut 0, at, file_text);
                self.find(article, &quotation.text, place);
            }
        }
    }

    /// Finds the words of a quotation in its article.
    pub fn quote(
        &mut self,
        quote: &metadata::Quote,
        article_at: Location,
        text_at: Location,
    ) -> Option<Quote> {
        let article = self.article(&quote.article, article_at)?;
        self.find(article, &quote.text, text_at)
    }

    /// Finds `words` in an article's text, what is omitted not included; reports where they are not.
    pub fn find(&mut self, id: ArticleId, words: &str, at: Location) -> Option<Quote> {
        let article = self.text_of(id)?;
        let folded = &self.folded[id.index()];
        // Where one quotation does not stand, more may not.
        let may_stand = folded.get().is_none_or(|folded| folded.may_hold(words));
        if may_stand && let Some((passage, ranges)) = find_words(article, words) {
            return Some(Quote { article: id, text: words.to_owned(), ranges, passage });
        }
        let folded = folded.get_or_init(|| Box::new(folded_once(article)));
        let nearest = folded.quotation(words).and_then(|quotation| {
            let written = bare_words(words);
            let likest = article.passages.iter().enumerate().filter_map(|(n, p)| {
                let part = &article.text[p.body.clone()];
                let range = folded.nearest(n, part, &quotation)?;
                Some((similarity(&written, &part[range.clone()]), n, &part[range]))
            });
            likest.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        });
        let hint = match nearest {
            Some((score, n, part)) if score > 0.3 => {
                let line = article.passages[n].lines.0;
                format!(
                    "nearest there ({} {}, line {line} of {}): “{}”",
                    article.siglum,
                    n + 1,
                    article.seed,
                    part.trim()
                )
            }
            _ => format!("copy the words from {}; omitted lines cannot be quoted", article.seed),
        };
        let message = format!("these words do not stand in the article `{}`", article.id);
        self.error(Code::QuoteNotFound, message, at, Some(hint));
        None
    }
}

/// Where `words` stand in an article: the passage of the first part, and the range of each.
pub fn find_words(article: &Cleaned, words: &str) -> Option<(u32, Vec<Range<usize>>)> {
    let shift = |ranges: Vec<Range<usize>>, by: usize| -> Vec<Range<usize>> {
        ranges.into_iter().map(|r| r.start + by..r.end + by).collect()
    };
    for (n, passage) in article.passages.iter().enumerate() {
        if let Some(ranges) = text::quote::find_quote(&article.text[passage.range.clone()], words) {
            return Some((n as u32, shift(ranges, passage.range.start)));
        }
    }
    let (first, last) = (article.passages.first()?, article.passages.last()?);
    let ranges = text::quote::find_quote(&article.text[first.range.start..last.range.end], words)?;
    let ranges = shift(ranges, first.range.start);
    let kept = |range: &Range<usize>| {
        let gaps = article.passages.windows(2).map(|pair| pair[0].range.end..pair[1].range.start);
        gaps.filter(|gap| gap.start < range.end && range.start < gap.end).all(|gap| {
            let part = gap.start.max(range.start)..gap.end.min(range.end);
            article.text[part].trim().is_empty()
        })
    };
    let passage = article.passage_at(ranges.first()?.start)?;
    ranges.iter().all(kept).then_some((passage as u32, ranges))
}

/// An article's text, which has passages, for looking up what is most like a quotation.
fn folded_once(article: &Cleaned) -> Likeness {
    let start = article.passages.first().map_or(0, |first| first.range.start);
    let end = article.passages.last().map_or(0, |last| last.range.end);
    let bodies = article.passages.iter().map(|passage| &article.text[passage.body.clone()]);
    Likeness::new(&article.text[start..end], bodies)
}

/// The share of words that a text has in common with others, from 0 to 1.
fn similarity(words: &BTreeSet<String>, text: &str) -> f64 {
    let others = bare_words(text);
    let common = words.intersection(&others).count() as f64;
    common / (words.len().max(others.len()).max(1) as f64)
}

fn bare_words(text: &str) -> BTreeSet<String> {
    text.split_whitespace().map(text::fold::bare).collect()
}

#[cfg(test)]
mod tests {
    use super::super::registry::Registry;
    use super::super::{articles, lexicon};
    use super::*;
    use crate::parse::content;
    use crate::snapshot::Snapshot;
    use std::sync::OnceLock;

    #[test]
    fn a_text_is_folded_when_a_quotation_is_missing_and_once_for_all() {
        let files = [
            ("seeds/a.txt", "Hội nghị toàn quốc.\n\nBa việc cần làm.\n"),
            ("content/articles/a.yaml", "siglum: A\nseed: a.txt\ntitle: A\n"),
        ];
        let snapshot = Snapshot::from_files(files);
        let content = content::parse(&snapshot, false).value;
        let (registry, lexicon) = (Registry::new(&content), lexicon(&content));
        let memory = &mut articles::Memory::default();
        let texts = articles::texts(&content, &snapshot, &registry, &lexicon, None, memory).value;
        let folded = [OnceLock::new()];
        let find = |words: &str| {
            let mut context = Context::new(&registry, &texts, &folded);
            let found = context.find(ArticleId(0), words, Location::new("x", 0..0));
            (found.map(|quote| quote.passage), context.diagnostics.pop().and_then(|wrong| wrong.hint))
        };
        assert_eq!(find("Ba việc cần làm"), (Some(1), None));
        assert!(folded[0].get().is_none());
        let near = "nearest there (A 2, line 3 of seeds/a.txt): “Ba việc cần làm”".to_owned();
        assert_eq!(find("Ba việc phải làm"), (None, Some(near.clone())));
        let first: *const Likeness = &**folded[0].get().unwrap();
        assert_eq!(find("Ba việc nên làm"), (None, Some(near)));
        assert!(std::ptr::eq(first, &**folded[0].get().unwrap()));
        assert_eq!(find("Hội nghị toàn quốc"), (Some(0), None));
    }
}

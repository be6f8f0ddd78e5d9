//! Quotations, found in the articles that they name.

use super::context::{Context, find_in_file};
use crate::diagnostic::{Code, Location};
use crate::markup;
use crate::model::site::{ArticleId, Cleaned, Quote, Thing};
use crate::parse::metadata;
use crate::text;
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
        if let Some((passage, ranges)) = find_words(article, words) {
            return Some(Quote { article: id, text: words.to_owned(), ranges, passage });
        }
        let nearest = article
            .passages
            .iter()
            .enumerate()
            .filter_map(|(n, p)| {
                let part = &article.text[p.body.clone()];
                let range = text::distance::nearest_passage(words, part)?;
                Some((similarity(words, &part[range.clone()]), n, &part[range]))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
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

/// The share of syllables that two texts have in common, from 0 to 1.
fn similarity(a: &str, b: &str) -> f64 {
    let words = |t: &str| -> std::collections::BTreeSet<String> {
        t.split_whitespace().map(text::fold::bare).collect()
    };
    let (a, b) = (words(a), words(b));
    let common = a.intersection(&b).count() as f64;
    common / (a.len().max(b.len()).max(1) as f64)
}

//! Quotations: the sources' own bytes, same words once, differing words marked.

use super::compare::{self, Prepared};
use crate::display::words;
use crate::markup::Plain;
use crate::model::site::{Article, Point, Quote};
use crate::pages::Scope;
use crate::text::words::one_line;
use crate::view::{PointView, QuoteBlock, QuoteSource, QuoteView, Remark};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Two quotations with this share of the shorter one's syllables in common are put side by side.
pub(super) const SIDE_BY_SIDE: f64 = 0.4;

/// From this share of the longer one's syllables on, two quotations are nearly the same.
const NEARLY: f64 = 0.7;

/// The words of a quotation as they stand in the source, cuts as *[…]*.
struct Quoted<'a> {
    text: String,
    quote: &'a Quote,
}

/// The words of a stretch of an article in Markdown, without marks.
fn read_words(article: &Article, range: &Range<usize>) -> String {
    let passage = |at: usize| article.passage_at(at).map(|index| &article.passages[index].range);
    let start = passage(range.start).map_or(range.start, |passage| passage.start);
    let end = passage(range.end.saturating_sub(1)).map_or(range.end, |passage| passage.end.max(range.end));
    Plain::new(&article.text[start..end]).within(&(range.start - start..range.end - start))
}

/// A stretch of Markdown without where its links lead, which nobody reads: `](https://…)`.
fn without_targets(text: &str) -> Cow<'_, str> {
    let Some((head, rest)) = text.split_once("](") else { return Cow::Borrowed(text) };
    let mut out = head.to_owned();
    for part in rest.split("](") {
        out.push_str(part.split_once(')').map_or("", |(_, behind)| behind));
    }
    Cow::Owned(out)
}

/// Whether a quotation begins with its sentence, and whether it ends with one, or at a colon or semicolon: but for marks, nothing stands around it.
/// What begins behind a colon or semicolon begins within its sentence: what governs it stands before.
fn whole(article: &Article, quote: &Quote) -> (bool, bool) {
    let (Some(first), Some(last)) = (quote.ranges.first(), quote.ranges.last()) else { return (true, true) };
    let is_word = char::is_alphanumeric;
    let parts = |c: char| matches!(c, ':' | ';');
    // The sentence of the first sign alone: a quotation may go on over several.
    let sign = |at: usize| at..at + article.text[at..].chars().next().map_or(0, char::len_utf8);
    let start = article.sentence(quote.passage, sign(first.start)).start;
    let last_sign = article.text[..last.end].char_indices().next_back().map_or(last.end, |(at, _)| at);
    let end = article.sentence(quote.last, sign(last_sign)).end;
    let before = without_targets(&article.text[start.min(first.start)..first.start]);
    let after = without_targets(&article.text[last.end..end.max(last.end)]);
    let marks = after.split(is_word).next().unwrap_or_default();
    // What is cut into sentences ends one at a semicolon, too.
    let goes_on =
        article.text[article.passages[quote.passage as usize].range.start..start].trim_end().ends_with(';');
    // What somebody says is a sentence of its own.
    let said = before.trim_end().strip_suffix(['“', '"', '«']);
    let is_speech = said.is_some_and(|before| before.trim_end().ends_with(':'));
    (is_speech || !before.contains(is_word) && !goes_on, !after.contains(is_word) || marks.contains(parts))
}

impl Scope<'_> {
    fn quoted<'a>(&self, quote: &'a Quote) -> Quoted<'a> {
        let article = &self.site[quote.article];
        let said = |range: &Range<usize>| match article.is_markdown {
            true => Cow::Owned(read_words(article, range)),
            false => Cow::Borrowed(&article.text[range.clone()]),
        };
        let parts: Vec<String> =
            quote.ranges.iter().map(|range| one_line(&words::nfc(&said(range)))).collect();
        let mut text = String::new();
        for part in &parts {
            if !text.is_empty() {
                // A mark that goes on with the sentence stands right behind what was left out, as it stood behind words.
                let goes_on = part.starts_with([',', ';', ':', '.', '?', '!', ')', '”', '»']);
                text.push_str(if goes_on { " […]" } else { " […] " });
            }
            text.push_str(part);
        }
        let asked = quote.text.trim();
        let (begins, ends) = whole(article, quote);
        if !begins || asked.starts_with("[…]") || asked.starts_with("[...]") {
            text.insert_str(0, "[…] ");
        }
        if !ends || asked.ends_with("[…]") || asked.ends_with("[...]") {
            text.push_str(" […]");
        }
        Quoted { text, quote }
    }

    /// The words of a quotation as they stand in the source, cuts as *[…]*, as plain text.
    pub fn quoted_text(&self, quote: &Quote) -> String {
        self.quoted(quote).text
    }

    fn quote_view(&self, quoted: &[&Quoted<'_>], marks: &[Range<usize>]) -> QuoteView {
        let body_html = words::paragraph(&quoted[0].text, marks);
        let source = |q: &&Quoted<'_>| QuoteSource {
            chip: self.quote_chip(q.quote),
            text_html: self.source_line(&self.site[q.quote.article]),
        };
        QuoteView { body_html, sources: quoted.iter().map(source).collect() }
    }

    /// Quotations in blocks: the same words once with all their sources, overlapping words of two articles side by
    /// side, others one by one. The second value tells how the closest two compare.
    pub fn quote_blocks(&self, quotes: &[Quote]) -> (Vec<QuoteBlock>, Likeness) {
        let quoted: Vec<Quoted<'_>> = quotes.iter().map(|q| self.quoted(q)).collect();
        let prepared: Vec<Prepared> = quoted.iter().map(|q| Prepared::new(&q.text)).collect();
        let mut groups: Vec<Vec<&Quoted<'_>>> = Vec::new();
        let mut firsts: Vec<&Prepared> = Vec::new();
        let mut by_forms: HashMap<Vec<&str>, usize> = HashMap::new();
        for (q, own) in quoted.iter().zip(&prepared) {
            let group = *by_forms.entry(own.forms().collect()).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
                firsts.push(own);
            }
            groups[group].push(q);
        }
        let mut likeness = Likeness::None;
        if groups.iter().any(|g| g.len() > 1) {
            likeness = Likeness::Same;
        }
        let mut blocks: Vec<QuoteBlock> = Vec::new();
        let mut used = vec![false; groups.len()];
        for first in 0..groups.len() {
            if used[first] {
                continue;
            }
            let partner = (first + 1..groups.len()).filter(|&second| !used[second]).find_map(|second| {
                let (a, b) = (groups[first][0], groups[second][0]);
                let apart = a.quote.article != b.quote.article;
                let comparison = apart.then(|| firsts[first].compare(firsts[second], SIDE_BY_SIDE));
                comparison.flatten().map(|comparison| (second, comparison))
            });
            match partner {
                Some((second, comparison)) => {
                    used[second] = true;
                    likeness = likeness.max(likeness_of(
                        &groups[first][0].text,
                        &groups[second][0].text,
                        &comparison,
                    ));
                    let quotes = vec![
                        self.quote_view(&groups[first], &comparison.only_first),
                        self.quote_view(&groups[second], &comparison.only_second),
                    ];
                    blocks.push(QuoteBlock { pair: true, quotes });
                }
                None => {
                    let view = self.quote_view(&groups[first], &[]);
                    match blocks.last_mut().filter(|block| !block.pair) {
                        Some(block) => block.quotes.push(view),
                        None => blocks.push(QuoteBlock { pair: false, quotes: vec![view] }),
                    }
                }
            }
        }
        (blocks, likeness)
    }

    /// A point with its answers.
    pub fn point(&self, point: &Point, number: usize) -> PointView {
        let (blocks, likeness) = self.quote_blocks(&point.quotes);
        let differ = self.strings.get("differ");
        let verdict = point.verdict.clone().or_else(|| match likeness {
            Likeness::Same => Some(self.strings.get("same").to_owned()),
            Likeness::Near => Some(self.strings.get("near").to_owned()),
            Likeness::None | Likeness::Overlap => None,
        });
        let text_html = self.maybe_inline(point.remark.as_ref());
        let differs = verdict.as_deref().is_some_and(|v| v.to_lowercase().contains(&differ.to_lowercase()));
        let remark =
            (verdict.is_some() || text_html.is_some()).then_some(Remark { verdict, differs, text_html });
        PointView {
            number,
            id: point.anchor.clone(),
            title_html: self.heading(&point.title),
            label: point.label.clone().unwrap_or_else(|| point.title.clone()),
            blocks,
            remark,
        }
    }

    /// All points, numbered.
    pub fn points(&self, points: &[Point]) -> Vec<PointView> {
        points.iter().enumerate().map(|(index, point)| self.point(point, index + 1)).collect()
    }
}

/// How the closest two of some quotations compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Not.
    None,
    /// Some words are the same.
    Overlap,
    /// Nearly the same.
    Near,
    /// Word for word.
    Same,
}

/// How two overlapping texts compare; where one of them has a number that the other lacks, nobody is told that they
/// are nearly the same.
fn likeness_of(first: &str, second: &str, comparison: &compare::Comparison) -> Likeness {
    let has_number = |text: &str, ranges: &[Range<usize>]| {
        ranges.iter().any(|range| text[range.clone()].contains(|c: char| c.is_ascii_digit()))
    };
    let differs = has_number(first, &comparison.only_first) || has_number(second, &comparison.only_second);
    if comparison.alike >= NEARLY && !differs { Likeness::Near } else { Likeness::Overlap }
}

//! Quotations, found in the articles that they name.

use super::context::{Context, Folded, find_in_file};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::markup::{self, BlockQuotation, Reference};
use crate::model::site::{ArticleId, Cleaned, Passage, Quote, Target, Thing, passage_anchor, passage_number};
use crate::parse::clean::Lines;
use crate::parse::metadata;
use crate::text;
use crate::text::fold::same_placement;
use crate::text::likeness::Likeness;
use crate::text::words::one_line;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::atomic::Ordering;
use unicode_normalization::UnicodeNormalization;

impl Context<'_> {
    /// Checks block quotes that end in `— [[article:ID]]` as quotations are: their words must stand in the article, and in the
    /// passage if one is named. Where none is, the reference, one of `references` with its of `targets`, leads to the one found.
    pub(super) fn attributed(
        &mut self,
        source: &str,
        at: &Location,
        file_text: &str,
        references: &[Reference],
        targets: &mut [Option<Target>],
    ) {
        let quotations = markup::attributed_quotations(source);
        self.unread_sources(source, at, file_text, references.iter().zip(&*targets), &quotations);
        for quotation in quotations {
            let known = references.binary_search_by_key(&quotation.reference.start, |one| one.range.start);
            let Some(Some(target)) = known.ok().and_then(|index| targets.get_mut(index)) else { continue };
            let Thing::Article(article) = target.thing else { continue };
            let place = || find_in_file(source, quotation.range.clone(), &mut 0, at, file_text);
            let named = target.anchor.as_deref().and_then(passage_number);
            let Some(quote) = self.find(article, &quotation.text, place()) else { continue };
            match named {
                None if target.anchor.is_none() => target.anchor = Some(passage_anchor(quote.passage)),
                Some(named) if named != quote.passage => self.elsewhere(&quote, named, place()),
                _ => {}
            }
        }
    }

    /// Warns of block quotes that name an article at their end, but not as those `quotations` do whose words are checked.
    fn unread_sources<'r>(
        &mut self,
        source: &str,
        at: &Location,
        file_text: &str,
        references: impl Iterator<Item = (&'r Reference, &'r Option<Target>)>,
        quotations: &[BlockQuotation],
    ) {
        if !source.contains('>') {
            return;
        }
        let read: HashSet<usize> = quotations.iter().map(|quotation| quotation.reference.start).collect();
        for (reference, target) in references {
            let is_article = matches!(target, Some(Target { thing: Thing::Article(_), .. }));
            if !is_article || read.contains(&reference.range.start) {
                continue;
            }
            if let Some(start) = unread_source(source, &reference.range) {
                let place = find_in_file(source, start..reference.range.end, &mut 0, at, file_text);
                let message = "the source of this block quote is not written so that its words are checked";
                let wrong = Diagnostic::warning(Code::UncheckedQuotation, message);
                let hint = format!(
                    "end the quote with `— {}`, a dash and nothing else",
                    &source[reference.range.clone()]
                );
                self.diagnostics.push(wrong.at(place).hint(hint));
            }
        }
    }

    /// Reports words that do not stand in the passage that is named, but in another; they may stand in both.
    fn elsewhere(&mut self, quote: &Quote, named: u32, at: Location) {
        let Some(article) = self.text_of(quote.article) else { return };
        let Some(passage) = article.passages.get(named as usize) else { return };
        if find_in(article, passage.range.clone(), &quote.text).is_some() {
            return;
        }
        let (id, named, found) = (&article.id, named + 1, quote.passage + 1);
        let message = format!("these words do not stand in passage {named} of the article `{id}`");
        let hint = format!("they begin in passage {found}: write `article:{id}#p{found}`");
        let wrong = Diagnostic::error(Code::QuoteNotFound, message).at(at).hint(hint);
        self.diagnostics.push(wrong.cause(format!("{named} {}", quote.text)));
    }

    /// Finds the words of a quotation in its article.
    pub fn quote(
        &mut self,
        quote: &metadata::Quote,
        article_at: Location,
        text_at: Location,
    ) -> Option<Quote> {
        let article = self.find_id(&quote.article, article_at)?;
        self.find(article, &quote.text, text_at)
    }

    /// Finds `words` in an article's text, what is omitted not included; reports where they are not.
    pub fn find(&mut self, id: ArticleId, words: &str, at: Location) -> Option<Quote> {
        let article = self.text_of(id)?;
        let folded = &self.folded[id.index()];
        // Where one quotation does not stand, more may not.
        let may_stand = folded.likeness.get().is_none_or(|likeness| likeness.may_hold(words));
        if may_stand && let Some((passage, ranges)) = find_words(article, folded, words) {
            let end = ranges.last().map_or(0, |range| range.end.saturating_sub(1));
            let last = article.passage_at(end).map_or(passage, |last| last as u32);
            return Some(Quote { article: id, text: words.to_owned(), ranges, passage, last });
        }
        let likeness = folded.likeness.get_or_init(|| Box::new(folded_once(article)));
        let nearest = likeness.quotation(words).and_then(|quotation| {
            let written = bare_words(words);
            let likest = article.passages.iter().enumerate().filter_map(|(n, p)| {
                let part = &article.text[p.body.clone()];
                let range = likeness.nearest(n, part, &quotation)?;
                Some((similarity(&written, &part[range.clone()]), n, range))
            });
            likest.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        });
        let hint = match nearest {
            _ if let Some(line) = omitted_line(article, words) => format!(
                "they stand in line {line} of {}, which an omit rule leaves out: correct the rule, or quote words that are left",
                article.seed
            ),
            Some((score, n, range)) if score > 0.3 => {
                let passage = &article.passages[n];
                let (line, text) = (passage.lines.0, &article.text[passage.body.clone()]);
                let nearest = &text[range.clone()];
                let (part, looks) = if looks_alike(words, nearest) {
                    (nearest, ", where tone marks have other places (hòa, hoà)")
                } else if have_same_letters(words, nearest) {
                    (&text[with_signs(text, &range)], ", where signs or capitals are others")
                } else {
                    (nearest, "")
                };
                format!(
                    "nearest there ({} {}, line {line} of {}{looks}): “{}”",
                    article.siglum,
                    n + 1,
                    article.seed,
                    part.trim()
                )
            }
            _ => format!("copy the words from {}; omitted lines cannot be quoted", article.seed),
        };
        let message = format!("these words do not stand in the article `{}`", article.id);
        let wrong = Diagnostic::error(Code::QuoteNotFound, message).at(at).hint(hint);
        // Two quotations may have the same nearest words, and are two mistakes.
        self.diagnostics.push(wrong.cause(format!("{} {words}", article.id)));
        None
    }
}

/// Whether two texts have the same letters and figures, and differ in signs and capitals alone.
fn have_same_letters(one: &str, two: &str) -> bool {
    let letters = |text: &str| -> String {
        text.nfc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(two)
}

/// A part of a text with the signs that stand at it.
fn with_signs(text: &str, part: &Range<usize>) -> Range<usize> {
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let start = text[..part.start].trim_end_matches(is_sign).len();
    let end = text.len() - text[part.end..].trim_start_matches(is_sign).len();
    start..end
}

/// Whether two texts are the same but for the places of their tone marks, or for a letter that looks like another.
fn looks_alike(one: &str, two: &str) -> bool {
    same_placement(&one_line(one)) == same_placement(&one_line(two))
}

/// Where what reads like the source of a block quote begins, a byte of `source`, if `reference` is the end of the quote or stands in its last
/// line behind a dash: on a line of its own, or behind the last words; but neither one item of several, nor what a colon announces. A quote
/// that is an alert (`[!NOTE]`) has no source.
fn unread_source(source: &str, reference: &Range<usize>) -> Option<usize> {
    fn quoted(line: &str) -> Option<&str> {
        Some(line.trim_start().strip_prefix('>')?.trim_start_matches(['>', ' ', '\t']))
    }
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let opens = |c: char| is_dash(c) || c.is_whitespace() || matches!(c, '(' | '*' | '_');
    let closes = |c: char| c.is_whitespace() || matches!(c, ')' | '*' | '_' | '.');
    let is_words = |words: &str| !words.starts_with(['-', '*', '+', '[']) && !words.ends_with([':', '-']);

    let behind = &source.as_bytes()[reference.end..];
    let end = behind.iter().take(LONGEST_SOURCE).position(|byte| *byte == b'\n');
    let end = reference.end + end.or_else(|| (behind.len() <= LONGEST_SOURCE).then_some(behind.len()))?;
    if !source[end..].split('\n').skip(1).map_while(quoted).all(|line| line.trim().is_empty()) {
        return None;
    }
    let mut above = source[..reference.start].rsplit('\n');
    let head = quoted(above.next()?)?;
    let start = reference.start - head.len();
    let lines: Vec<&str> =
        above.map_while(quoted).map(str::trim_end).filter(|line| !line.is_empty()).collect();
    if lines.last().is_some_and(|first| first.starts_with("[!")) {
        return None;
    }
    let ends_so = source[reference.end..end].chars().all(closes);
    let is_alone = head.chars().all(opens) && ends_so || head.starts_with(|c| is_dash(c) && c != '-');
    if is_alone {
        return lines.first().is_some_and(|words| is_words(words)).then_some(start);
    }
    let words = head.trim_end_matches(opens);
    let signs = &head[words.len()..];
    let is_source = signs.starts_with(char::is_whitespace) && signs.contains(|c| is_dash(c) || c == '(');
    let space = signs.len() - signs.trim_start().len();
    (ends_so && is_source && is_words(words)).then_some(start + words.len() + space)
}

/// What stands behind the article in the line that names a quote's source is no longer than this, in bytes.
const LONGEST_SOURCE: usize = 200;

/// So many quotations of one article are looked up without folding its passages once for all.
const FEW: usize = 16;

/// Where `words` stand in an article: the passage of the first part, and the range of each.
fn find_words(article: &Cleaned, folded: &Folded, words: &str) -> Option<(u32, Vec<Range<usize>>)> {
    let passages = (folded.asked.fetch_add(1, Ordering::Relaxed) >= FEW)
        .then(|| folded.passages.get_or_init(|| folded_passages(article)));
    let parts = text::quote::parts(words);
    for (n, passage) in article.passages.iter().enumerate() {
        if passages.is_some_and(|passages| !text::quote::holds(&passages[n], &parts)) {
            continue;
        }
        if let Some(ranges) = find_in(article, passage.range.clone(), words) {
            return Some((n as u32, ranges));
        }
    }
    let (first, last) = (article.passages.first()?, article.passages.last()?);
    let ranges = find_in(article, first.range.start..last.range.end, words)?;
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

/// The first line that is left out, from 1, of those in which `words` stand in the whole of an article's seed.
fn omitted_line(article: &Cleaned, words: &str) -> Option<usize> {
    if article.omitted.is_empty() {
        return None;
    }
    let found = text::quote::find_quote(&article.text, words)?;
    let lines = Lines::new(&article.text);
    let mut numbers =
        found.iter().flat_map(|range| lines.number(range.start)..=lines.number(range.end.saturating_sub(1)));
    numbers.find(|number| article.omitted.iter().any(|left| (left.lines.0..=left.lines.1).contains(number)))
}

/// Where `words` stand in a part of an article's text; in Markdown as it is written, or as it is read.
fn find_in(article: &Cleaned, part: Range<usize>, words: &str) -> Option<Vec<Range<usize>>> {
    let text = &article.text[part.clone()];
    let found = text::quote::find_quote(text, words).or_else(|| {
        let plain = article.is_markdown.then(|| markup::Plain::new(text))?;
        let found = text::quote::find_quote(&plain.text, words)?;
        Some(found.iter().map(|range| plain.to_source(range)).collect())
    })?;
    Some(found.into_iter().map(|range| range.start + part.start..range.end + part.start).collect())
}

/// The passages in the form in which quotations are compared.
fn folded_passages(article: &Cleaned) -> Vec<String> {
    let fold = |passage: &Passage| {
        let written = &article.text[passage.range.clone()];
        match article.is_markdown {
            true => text::quote::folded(&format!("{written}\n{}", markup::Plain::new(written).text)),
            false => text::quote::folded(written),
        }
    };
    article.passages.iter().map(fold).collect()
}

/// An article's text, which has passages, for looking up what is most like a quotation.
fn folded_once(article: &Cleaned) -> Likeness {
    let start = article.passages.first().map_or(0, |first| first.range.start);
    let end = article.passages.last().map_or(0, |last| last.range.end);
    let bodies = article.passages.iter().map(|passage| &article.text[passage.body.clone()]);
    let text = &article.text[start..end];
    match article.is_markdown {
        // As it is written, and as it is read.
        true => Likeness::new(&format!("{text}\n{}", markup::Plain::new(text).text), bodies),
        false => Likeness::new(text, bodies),
    }
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

    #[test]
    fn a_source_that_is_not_read_is_seen_at_the_end_of_a_quote_only() {
        let check = |source: &str, expected: Option<&str>| {
            let references = crate::markup::references(source);
            let last = &references.last().expect("there is one").range;
            let found = unread_source(source, last).map(|start| &source[start..last.end]);
            assert_eq!(found, expected, "{source:?}");
        };
        for source in ["> a\n>\n> - [[x]]", "> a\n> - [[x]].\n>\n\nb", "> a - [[x]]", "> a – [[x]]*"] {
            check(source, source.find(['-', '–']).map(|at| &source[at..source.find("]]").unwrap() + 2]));
        }
        check("> > a\r\n> > -[[x]]\r\n", Some("-[[x]]"));
        check("> a\n> — [[x]], 2024", Some("— [[x]]"));
        check("> a\n> — theo [[x]]", Some("— theo [[x]]"));
        check("> a\n> ― [[x]]\n", Some("― [[x]]"));
        check("> a\n>\n> ([[x]])", Some("([[x]]"));
        check("> a ([[x]]).", Some("([[x]]"));
        check("> a\n> — *[[x]]*", Some("— *[[x]]"));
        check("> a\n> [[x]]", Some("[[x]]"));
        for source in [
            "> a-[[x]]",
            "> a [[x]]",
            "> a, xem [[x]].",
            "> - [[x]]",
            "a\n- [[x]]",
            "> a:\n> - [[x]]",
            "> - [[y]]\n> - [[x]]",
            "> [!NOTE]\n> - [[x]]",
            "> [!NOTE]\n> a\n> — theo [[x]]",
            "> a - [[x]] b",
            "> a\n> - [[x]]\n> b",
            "> a\n\n- [[x]]",
        ] {
            check(source, None);
        }
    }

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
        let folded = [Folded::default()];
        let find = |words: &str| {
            let mut context = Context::new(&registry, &texts, &folded);
            let found = context.find(ArticleId(0), words, Location::new("x", 0..0));
            (found.map(|quote| quote.passage), context.diagnostics.pop().and_then(|wrong| wrong.hint))
        };
        assert_eq!(find("Ba việc cần làm"), (Some(1), None));
        assert!(folded[0].likeness.get().is_none());
        let near = "nearest there (A 2, line 3 of seeds/a.txt): “Ba việc cần làm”".to_owned();
        assert_eq!(find("Ba việc phải làm"), (None, Some(near.clone())));
        let first: *const Likeness = &**folded[0].likeness.get().unwrap();
        assert_eq!(find("Ba việc nên làm"), (None, Some(near)));
        assert!(std::ptr::eq(first, &**folded[0].likeness.get().unwrap()));
        assert_eq!(find("Hội nghị toàn quốc"), (Some(0), None));
        // Where many are looked up, passages are folded, and the same is found.
        assert!(folded[0].passages.get().is_none());
        for _ in 0..FEW {
            assert_eq!(find("Ba  việc […] làm"), (Some(1), None));
            assert_eq!(find("Hội nghị"), (Some(0), None));
            assert_eq!(find("quốc. Ba việc"), (Some(0), None));
        }
        assert!(folded[0].passages.get().is_some());
    }
}

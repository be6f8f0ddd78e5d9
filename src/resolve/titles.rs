//! Titles in metadata against the seeds: an article's against the line that its author says is the title, a document's
//! against what stands behind its number.
//!
//! Only letter case, tone marks and diacritics are looked at: another wording is another matter, and may be meant.

use super::spelling::words;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::site::{Article, Document, Mention, Site};
use crate::parse::clean::{Lines, folded};
use crate::parse::content::Content;
use crate::parse::metadata::{OmitKind, Stated};
use crate::text::fold::{bare, lower_tone, same_placement};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Shorter titles are words of the language too often.
const SYLLABLES: usize = 4;
/// Between a number and the title behind it may stand a date, an issuer, and *về*: so many bytes.
const BETWEEN: usize = 160;

/// Warns of titles that no seed spells as the metadata does, though some seed has them in another spelling.
pub fn titles(content: &Content, site: &Site) -> Vec<Diagnostic> {
    let own = content.articles.par_iter().zip(&site.articles).filter_map(|(parsed, article)| {
        let (line, printed) = other_spelling(article)?;
        let message = format!(
            "the title differs in {} from line {line} of the seed: “{printed}”",
            difference(&article.title, &printed)
        );
        let hint = "copy the title as the seed prints it; what is a misprint there can be said in a note";
        Some(Diagnostic::warning(Code::TitleVariant, message).at(parsed.at(&["title".into()])).hint(hint))
    });
    let mut diagnostics: Vec<Diagnostic> = own.collect();
    diagnostics.extend(documents(content, site));
    diagnostics
}

/// The line of the seed that is the article's title in another spelling, and its text; none if one has the same, or if all
/// that differs is that the seed prints it in capitals.
fn other_spelling(article: &Article) -> Option<(usize, String)> {
    if article.is_markdown || !article.is_current {
        return None;
    }
    let title = folded(&article.title);
    let lines = Lines::new(&article.text);
    let titles = article.omitted.iter().filter(|omitted| omitted.kind == OmitKind::Title);
    let printed: Vec<(usize, String)> = titles
        .flat_map(|omitted| omitted.lines.0..=omitted.lines.1)
        .filter_map(|number| Some((number, folded(&article.text[lines.get(number)?]))))
        .collect();
    let agrees =
        |line: &String| *line == title || (line.to_uppercase() == *line && title.to_uppercase() == *line);
    if printed.iter().any(|(_, line)| agrees(line)) {
        return None;
    }
    printed.into_iter().find(|(_, line)| bare(line) == bare(&title))
}

/// Where a document's title stands behind its number in another spelling: position of the article, line, and the words.
type Elsewhere = (usize, usize, String);

fn documents(content: &Content, site: &Site) -> Vec<Diagnostic> {
    let of_article = |(a, article): (usize, &std::sync::Arc<Article>)| {
        let mut found: Vec<(usize, Option<Elsewhere>)> = Vec::new();
        for mention in &article.mentions {
            let Some(id) = mention.document else { continue };
            let spelt = spelt_behind(article, mention, &site.documents[id.index()]);
            found.extend(spelt.map(|words| {
                let line = || article.text[..mention.range.start].matches('\n').count() + 1;
                (id.index(), words.map(|words| (a, line(), words)))
            }));
        }
        found
    };
    let found: Vec<_> = site.articles.par_iter().enumerate().flat_map_iter(of_article).collect();
    // None where a seed has the document's own spelling.
    let mut by_document: BTreeMap<usize, Option<Elsewhere>> = BTreeMap::new();
    for (document, elsewhere) in found {
        let kept = by_document.entry(document).or_insert_with(|| elsewhere.clone());
        if elsewhere.is_none() {
            *kept = None;
        }
    }
    let warning = |(index, elsewhere): (usize, Option<Elsewhere>)| {
        let (a, line, words) = elsewhere?;
        let (parsed, document) = (&content.documents[index], &site.documents[index]);
        let at = match parsed.meta.title {
            Some(Stated::Claims(_)) => parsed.at(&["title".into(), 0.into(), "value".into()]),
            _ => parsed.at(&["title".into()]),
        };
        let own = document.title.first().map(String::as_str).unwrap_or_default();
        let message = format!(
            "the title differs in {} from what stands behind the number in {} line {line}: “{words}”",
            difference(own, &words),
            site.articles[a].seed
        );
        let hint = "copy the title as the seeds print it, or list what each source says";
        Some(Diagnostic::warning(Code::TitleVariant, message).at(Location::new(at.file, at.range)).hint(hint))
    };
    by_document.into_iter().filter_map(warning).collect()
}

/// How the title of a document is spelt behind its number: none if it does not stand there, else the words if they are
/// spelt otherwise than every version of the title, letter case aside.
fn spelt_behind(article: &Article, mention: &Mention, document: &Document) -> Option<Option<String>> {
    let passage = &article.passages[mention.passage as usize].range;
    let mut other: Option<String> = None;
    let mut found = false;
    for version in &document.title.versions {
        let title = folded(&version.value);
        let wanted: Vec<String> = words(&title).into_iter().map(|word| bare(&title[word])).collect();
        if wanted.len() < SYLLABLES {
            continue;
        }
        let start = mention.range.end;
        let mut end = passage.end.min(start + BETWEEN + 2 * title.len());
        while !article.text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &article.text[start.min(end)..end];
        let spans = words(text);
        let plain: Vec<String> = spans.iter().map(|word| bare(&text[word.clone()])).collect();
        let Some(at) = plain.windows(wanted.len()).position(|window| window == wanted) else { continue };
        found = true;
        let printed = folded(&text[spans[at].start..spans[at + wanted.len() - 1].end]);
        let own =
            words(&title).first().zip(words(&title).last()).map(|(a, b)| title[a.start..b.end].to_owned());
        if own.is_some_and(|own| lower_tone(&own) == lower_tone(&printed)) {
            return Some(None);
        }
        other.get_or_insert(printed);
    }
    found.then_some(other)
}

/// In what two spellings of the same syllables differ.
fn difference(one: &str, two: &str) -> &'static str {
    let (one, two) = (folded(one), folded(two));
    match () {
        () if same_placement(&one) == same_placement(&two) => "the place of a tone mark",
        () if lower_tone(&one) == lower_tone(&two) => "letter case",
        () => "diacritics",
    }
}

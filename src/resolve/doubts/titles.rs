//! Titles in metadata against the seeds: an article's against the line that its author says is the title, a document's
//! against what stands behind its number.
//!
//! Only letter case, tone marks and diacritics are looked at: another wording is another matter, and may be meant.

use super::spelling::{ETH, ETH_FOR_D};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::site::{Article, Document, Mention, Site};
use crate::parse::clean::{Lines, folded};
use crate::parse::content::Content;
use crate::parse::metadata::{OmitKind, Stated};
use crate::shelf::Shelf;
use crate::text::fold::{bare, lower_tone, same_placement};
use crate::text::words::{line_number, syllables};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// Shorter titles are words of the language too often.
const SYLLABLES: usize = 4;
/// Between a number and the title behind it may stand a date, an issuer, and *về*: so many bytes.
const BETWEEN: usize = 160;

/// What was found in each article, for the next time.
#[derive(Debug, Default)]
pub struct Memory {
    found: Shelf<Found>,
    /// The titles of documents that were looked for.
    wanted: Vec<Vec<String>>,
}

/// What an article says of titles.
#[derive(Debug)]
struct Found {
    article: Arc<Article>,
    /// Its own title in another spelling.
    own: Option<(usize, String)>,
    /// Documents whose titles it has: none in their own spelling, or line and words.
    documents: Vec<(usize, Option<(usize, String)>)>,
}

/// Warns of titles that no seed spells as the metadata does, though some seed has them in another spelling.
pub fn titles(content: &Content, site: &Site, memory: &mut Memory) -> Vec<Diagnostic> {
    let versions =
        |document: &Arc<Document>| document.title.versions.iter().map(|v| v.value.clone()).collect();
    let wanted: Vec<Vec<String>> = site.documents.iter().map(versions).collect();
    if memory.wanted.len() != wanted.len() {
        memory.found.clear();
    }
    let pairs = memory.wanted.iter().zip(&wanted).enumerate();
    let others: HashSet<usize> = pairs.filter(|(_, (one, two))| one != two).map(|(index, _)| index).collect();
    memory.wanted = wanted;
    let names_other = |article: &Article| {
        let mut named = article.mentions.iter().filter_map(|mention| mention.document);
        !others.is_empty() && named.any(|id| others.contains(&id.index()))
    };
    let found = memory.found.fill(
        site.articles.iter().map(|article| article.id.as_str()),
        |index, found| Arc::ptr_eq(&found.article, &site.articles[index]) && !names_other(&found.article),
        |index| {
            let article = &site.articles[index];
            let own = other_spelling(article);
            Found { article: article.clone(), own, documents: documents_in(article, site) }
        },
    );
    let own = content.articles.iter().zip(&found).filter_map(|(parsed, found)| {
        let (line, printed) = found.own.as_ref()?;
        let message = format!(
            "the title differs in {} from line {line} of the seed: “{printed}”",
            difference(&found.article.title, printed)
        );
        let hint = "copy the title as the seed prints it; what is a misprint there can be said in a note";
        Some(Diagnostic::warning(Code::TitleVariant, message).at(parsed.at(&["title".into()])).hint(hint))
    });
    let mut diagnostics: Vec<Diagnostic> = own.collect();
    diagnostics.extend(documents(content, site, &found));
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

/// The documents whose titles stand behind their numbers in an article, by position: none for a document's own spelling, or
/// line and words.
fn documents_in(article: &Article, site: &Site) -> Vec<(usize, Option<(usize, String)>)> {
    let mut found = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for mention in &article.mentions {
        let Some(id) = mention.document else { continue };
        let Some(spelt) = spelt_behind(article, mention, &site[id]) else { continue };
        // Mentions are sorted.
        line += line_number(&article.text[counted..], mention.range.start - counted) - 1;
        counted = mention.range.start;
        found.push((id.index(), spelt.map(|words| (line, words))));
    }
    found
}

/// Where a title stands in another spelling: the article, the line, and the words.
type Elsewhere<'a> = (&'a Arc<Found>, usize, String);

fn documents(content: &Content, site: &Site, found: &[Arc<Found>]) -> Vec<Diagnostic> {
    let found = found.iter().flat_map(|found| {
        let of = move |(document, spelt): &(usize, Option<(usize, String)>)| {
            (*document, spelt.clone().map(|(line, words)| (found, line, words)))
        };
        found.documents.iter().map(of)
    });
    // None where a seed has the document's own spelling.
    let mut by_document: BTreeMap<usize, Option<Elsewhere<'_>>> = BTreeMap::new();
    for (document, elsewhere) in found {
        let kept = by_document.entry(document).or_insert_with(|| elsewhere.clone());
        if elsewhere.is_none() {
            *kept = None;
        }
    }
    let warning = |(index, elsewhere): (usize, Option<Elsewhere<'_>>)| {
        let (found, line, words) = elsewhere?;
        let (parsed, document) = (&content.documents[index], &site.documents[index]);
        let at = match parsed.meta.title {
            Some(Stated::Claims(_)) => parsed.at(&["title".into(), 0.into(), "value".into()]),
            _ => parsed.at(&["title".into()]),
        };
        let own = document.title.shown().map(String::as_str).unwrap_or_default();
        let message = format!(
            "the title differs in {} from what stands behind the number in {} line {line}: “{words}”",
            difference(own, &words),
            found.article.seed
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
        let wanted: Vec<String> = syllables(&title).map(|word| bare(&title[word])).collect();
        if wanted.len() < SYLLABLES {
            continue;
        }
        let start = mention.range.end;
        let mut end = passage.end.min(start + BETWEEN + 2 * title.len());
        while !article.text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &article.text[start.min(end)..end];
        let spans: Vec<Range<usize>> = syllables(text).collect();
        let plain: Vec<String> = spans.iter().map(|word| bare(&text[word.clone()])).collect();
        let Some(at) = plain.windows(wanted.len()).position(|window| window == wanted) else { continue };
        found = true;
        let printed = folded(&text[spans[at].start..spans[at + wanted.len() - 1].end]);
        let own = syllables(&title)
            .next()
            .zip(syllables(&title).last())
            .map(|(a, b)| title[a.start..b.end].to_owned());
        if own.is_some_and(|own| lower_tone(&own) == lower_tone(&printed)) {
            return Some(None);
        }
        other.get_or_insert(printed);
    }
    found.then_some(other)
}

/// In what two spellings of the same syllables differ.
fn difference(one: &str, two: &str) -> &'static str {
    let has_eth = one.contains(ETH) != two.contains(ETH);
    let (one, two) = (folded(one), folded(two));
    match () {
        () if same_placement(&one) == same_placement(&two) && has_eth => ETH_FOR_D,
        () if same_placement(&one) == same_placement(&two) => "the place of a tone mark",
        () if lower_tone(&one) == lower_tone(&two) => "letter case",
        () => "diacritics",
    }
}

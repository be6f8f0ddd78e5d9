//! The author's jump: which file and line an element of a page comes from.
//!
//! A page does not say where its words come from, and is not made to: the bytes are a build's. So the place is found again,
//! from what the page is about. The nearest comes first: the seed's line of a passage, the field of the subject's file, the
//! word of the interface, and the template.

mod field;
mod template;

use super::count::sources;
use crate::edition::Edition;
use crate::model::site::{Article, Thing};
use crate::parse::clean::folded;
use crate::render::theme;
use crate::snapshot::Snapshot;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Most places to offer.
const MOST: usize = 8;

/// What a browser asks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Question {
    /// The element and those around it, inner ones first.
    pub chain: Vec<Element>,
    /// The element's text, or its beginning.
    pub text: String,
    /// The label beside it: the term of a description.
    pub label: String,
    /// Where the nearest link leads: path and fragment, from the host's root.
    pub link: String,
}

/// An element.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Element {
    /// Its name.
    pub tag: String,
    /// Its id.
    pub id: String,
    /// Its classes, apart from each other by spaces.
    pub classes: String,
}

/// A place that an element may come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Path from the portal's root; of the built-in theme, `themes/khue/…`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// The line, without white space at its ends.
    pub text: String,
    /// Why this place: *passage 6*, *`issued`*, *template*.
    pub why: String,
}

/// The places that an element of the page `file` may come from, the nearest first.
pub fn places(edition: &Edition, snapshot: &Snapshot, file: &str, question: &Question) -> Vec<Place> {
    let Some(page) = edition.page(file) else { return Vec::new() };
    let finder = Finder { edition, snapshot };
    let mut places = Vec::new();
    // Words beside a passage, such as a note's, are none of the seed's.
    let mut beside = None;
    if let Some(Thing::Article(id)) = page.subject {
        let article = &edition.site().articles[id.index()];
        match finder.passage(article, passage(&question.chain), &question.text) {
            Some((place, true)) => places.push(place),
            other => beside = other.map(|(place, _)| place),
        }
        let is_list = |element: &Element| element.classes.split(' ').any(|class| class == "lines");
        if question.chain.iter().any(is_list) {
            places.extend(finder.omitted(article, &question.text));
        }
    }
    let own = page.subject.map(|thing| sources(edition.site(), thing)).unwrap_or_default();
    if let Some(path) = own.first() {
        places.extend(finder.field(path, question));
    }
    places.extend(beside);
    places.extend(finder.quoted(page.subject, question));
    if page.subject.is_none() || places.is_empty() {
        places.extend(finder.field("portal.yaml", question));
    }
    places.extend(finder.word(&question.text));
    places.extend(template::place(edition, page.kind, &question.chain));
    if let Some(path) = own.first().filter(|path| !places.iter().any(|place| place.file == **path)) {
        places.extend(finder.line(path, 1, "what the page is about".to_owned()));
    }
    let mut seen = Vec::new();
    places.retain(|place| {
        let is_new = !seen.contains(&(place.file.clone(), place.line));
        seen.push((place.file.clone(), place.line));
        is_new
    });
    places.truncate(MOST);
    places
}

/// The passage that an element stands in: the one with the anchor `p6`, from 0.
fn passage(chain: &[Element]) -> Option<usize> {
    chain.iter().find_map(|element| anchor(&element.id))
}

fn anchor(id: &str) -> Option<usize> {
    id.strip_prefix('p')?.parse::<usize>().ok()?.checked_sub(1)
}

struct Finder<'a> {
    edition: &'a Edition,
    snapshot: &'a Snapshot,
}

impl Finder<'_> {
    /// A file of the portal or of the built-in theme.
    fn text(&self, path: &str) -> Option<String> {
        let file = self.snapshot.get(path).cloned().or_else(|| theme::built_in(path))?;
        Some(String::from_utf8_lossy(&file).into_owned())
    }

    fn line(&self, path: &str, line: usize, why: String) -> Option<Place> {
        let text = self.text(path)?;
        let text = text.lines().nth(line.checked_sub(1)?)?.trim_start_matches('\u{feff}').trim();
        Some(Place { file: path.to_owned(), line, text: shortened(text), why })
    }

    /// The line of the seed, among those of the passage, that has the element's words, and whether one has; else the first.
    fn passage(&self, article: &Article, passage: Option<usize>, text: &str) -> Option<(Place, bool)> {
        let n = passage?;
        let lines = article.passages.get(n)?.lines;
        let found = holding(&article.text, lines.0..=lines.1, text);
        let place =
            in_text(article, found.unwrap_or(lines.0), format!("passage {} {}", article.siglum, n + 1));
        Some((place, found.is_some()))
    }

    /// A line of the seed that is not the article's.
    fn omitted(&self, article: &Article, text: &str) -> Option<Place> {
        let words = folded(text);
        let is_here = |line: &str| !line.trim().is_empty() && words.contains(&folded(line));
        let ranges = article.omitted.iter().map(|omitted| omitted.lines.0..=omitted.lines.1);
        // An element that holds many of the lines is none of them.
        let mut found = ranges.flatten().filter(|n| article.text.lines().nth(n - 1).is_some_and(is_here));
        let (first, second) = (found.next()?, found.next());
        second.is_none().then(|| in_text(article, first, "a line that is not the article".to_owned()))
    }

    /// The field of a metadata file, or the line of its Markdown.
    fn field(&self, path: &str, question: &Question) -> Vec<Place> {
        let Some(text) = self.text(path) else { return Vec::new() };
        let mut labelled = field::label(&self.edition.theme().strings, &question.label);
        // The main heading names the subject.
        if question.chain.iter().any(|element| element.tag == "h1") {
            labelled.extend(["title", "name", "number"].map(str::to_owned));
        }
        let found = field::find(path, &text, &labelled, &question.text);
        found.into_iter().filter_map(|(line, why)| self.line(path, line, why)).collect()
    }

    /// Where the link leads: the passage that a chip names, or what another thing's name comes from.
    fn quoted(&self, subject: Option<Thing>, question: &Question) -> Option<Place> {
        let (path, fragment) = question.link.split_once('#').unwrap_or((&question.link, ""));
        let path = super::path::decode(path)?;
        let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
        let base = crate::pages::base_path(self.edition.site());
        let page = self
            .edition
            .page(&path)
            .or_else(|| self.edition.page(path.strip_prefix(base.trim_start_matches('/'))?))?;
        let thing = page.subject.filter(|thing| Some(*thing) != subject)?;
        if let (Thing::Article(id), Some(n)) = (thing, anchor(fragment)) {
            let article = &self.edition.site().articles[id.index()];
            let (place, _) = self.passage(article, Some(n), &question.text)?;
            return Some(Place {
                why: format!("the passage that it leads to, {} {}", article.siglum, n + 1),
                ..place
            });
        }
        let file = *sources(self.edition.site(), thing).first()?;
        let title = field::top(file, &self.text(file)?, "title")
            .or_else(|| field::top(file, &self.text(file)?, "name"));
        self.line(file, title.unwrap_or(1), "what it leads to".to_owned())
    }

    /// The key of a word of the interface.
    fn word(&self, text: &str) -> Option<Place> {
        let text = folded(text);
        if text.is_empty() {
            return None;
        }
        let language = &self.edition.site().portal.language;
        let short = language.split('-').next().unwrap_or(language);
        for theme in &self.edition.theme().chain {
            for name in [language, short, "en"] {
                let path = format!("themes/{theme}/strings/{name}.yaml");
                let Some(words) = self.text(&path) else { continue };
                if let Some((line, key)) = field::word(&words, &text) {
                    return self.line(&path, line, format!("the word `{key}` of the interface"));
                }
            }
        }
        None
    }
}

fn in_text(article: &Article, line: usize, why: String) -> Place {
    let text = article.text.lines().nth(line - 1).unwrap_or_default().trim_start_matches('\u{feff}').trim();
    Place { file: article.seed.clone(), line, text: shortened(text), why }
}

/// The first of these lines of `text` that has the beginning of `words`, or whose words they have.
fn holding(text: &str, lines: RangeInclusive<usize>, words: &str) -> Option<usize> {
    let words = folded(words);
    let start: String = words.chars().take(40).collect();
    if start.is_empty() {
        return None;
    }
    let within = || {
        let wanted = lines.clone();
        text.lines()
            .enumerate()
            .map(|(n, line)| (n + 1, folded(line)))
            .filter(move |(n, _)| wanted.contains(n))
    };
    let has = within().find(|(_, line)| line.contains(&start));
    has.or_else(|| within().find(|(_, line)| !line.is_empty() && words.contains(line.as_str())))
        .map(|(n, _)| n)
}

/// At most 200 characters.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 200;
    let text = crate::edge::report::harmless(text);
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

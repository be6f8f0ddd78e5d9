//! What a reference resolves to, where that is defined, and everything that uses it, with places and words.

use crate::check::ids;
use crate::compile::{Known, Memory, Options, prepare};
use crate::diagnostic::did_you_mean;
use crate::display::names::document_name;
use crate::model::DocumentNumber;
use crate::model::site::{Article, Site, Thing, passage_number};
use crate::pages::paths::Paths;
use crate::parse::file;
use crate::parse::yaml::{self, Node, Value};
use crate::render::theme;
use crate::resolve::context::{no_passage, no_place_of_term};
use crate::resolve::registry::LookupError;
use crate::resolve::uses::{self, Subject, Use};
use crate::snapshot::Snapshot;
use crate::text::distance::nearest;
use crate::text::words::{line_number, one_line, sentences};
use serde::Serialize;
use std::ops::Range;

/// A reference, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// The word for the kind of thing.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The output file of its page; publishers have none.
    pub page: Option<String>,
    /// The file that describes it.
    pub file: String,
    /// The line of that file in which its name stands, from 1.
    pub line: usize,
    /// The passage that the reference names, if it names one.
    pub passage: Option<Spot>,
    /// What uses it, by file and line.
    pub used_by: Vec<Spot>,
}

/// Why nothing can be told of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unexplained {
    /// It leads to no thing.
    Name(LookupError),
    /// The thing has no such place: what is wrong, and what would mend it.
    Place(String, String),
}

impl From<LookupError> for Unexplained {
    fn from(error: LookupError) -> Self {
        Self::Name(error)
    }
}

/// A place in a file of the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// In metadata the keys that lead there, `points[0].quotes[1].article`; in an article its siglum and passage, `CP 6`;
    /// none in Markdown.
    pub field: Option<String>,
    /// What stands there.
    pub words: String,
}

/// Explains a reference such as `57-KL/TW`, `topic:ID`, `publisher:ID` or `article:ID#p7`, with or without brackets and label.
///
/// # Errors
/// What a build would say of it.
pub fn explain(known: &Known, snapshot: &Snapshot, reference: &str) -> Result<Explained, Unexplained> {
    let (site, registry) = (&known.resolved.site, &known.resolved.registry);
    let (name, anchor) =
        reference.split_once('#').map_or((reference, None), |(name, anchor)| (name, Some(anchor)));
    let subject = match name.trim().strip_prefix("publisher:") {
        Some(id) => Subject::Publisher(registry.publisher(id.trim())?),
        None => Subject::Thing(registry.reference(name.trim())?),
    };
    let file = subject.file(site);
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    if let Some((message, hint)) = anchor.and_then(|anchor| no_place(site, snapshot, subject, anchor)) {
        return Err(Unexplained::Place(message, hint));
    }
    let number = anchor.and_then(passage_number);
    let passage = number.and_then(|number| passage(site, subject, number as usize));
    let mut used_by: Vec<Spot> = uses::sorted(&known.uses)
        .into_iter()
        .filter(|one| one.subject == subject)
        .filter_map(|one| spot(snapshot, one))
        .collect();
    if let Subject::Thing(thing) = subject {
        used_by.extend(mentions(site, thing));
    }
    used_by.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Ok(Explained {
        kind: subject.kind(),
        id: subject.id(site).to_owned(),
        title: title(site, snapshot, subject),
        page: page(site, subject),
        line: text(snapshot, &file).map_or(1, |text| match subject {
            Subject::Thing(Thing::Term(id)) => line_number(text, site[id].at.start),
            _ => defined(&file, text),
        }),
        file,
        passage,
        used_by,
    })
}

/// Message and hint where the thing has no such place; none too where that cannot be told, because the portal has errors.
fn no_place(site: &Site, snapshot: &Snapshot, subject: Subject, anchor: &str) -> Option<(String, String)> {
    let thing = match subject {
        Subject::Thing(Thing::Article(id)) => {
            let article = &site[id];
            return no_passage(&article.id, article.passages.len(), anchor);
        }
        Subject::Thing(Thing::Term(_)) => return Some(no_place_of_term(anchor)),
        Subject::Publisher(_) => {
            let message = format!("a publisher has no page, and so no place `{anchor}`");
            return Some((message, format!("leave `#{anchor}` out")));
        }
        Subject::Thing(thing) => thing,
    };
    // Which places a page has, its template decides.
    let options = Options { drafts: true, base_url: None };
    let edition = prepare(snapshot, &options, &mut Memory::default()).edition?;
    let file = page(site, subject)?;
    let ids = ids(&edition.make(&file)?.ok()?);
    if ids.contains(anchor) {
        return None;
    }
    let name = format!("{}:{}", thing.kind(), site.id(thing));
    let near = nearest(anchor, ids.iter().map(String::as_str), 3);
    let near: Vec<String> = near.iter().map(|near| format!("{name}#{near}")).collect();
    let hint =
        did_you_mean(&near).unwrap_or_else(|| "leave the part after `#` out, or correct it".to_owned());
    Some((format!("the page of `{name}` has no place `{anchor}`"), hint))
}

fn text<'a>(snapshot: &'a Snapshot, path: &str) -> Option<&'a str> {
    std::str::from_utf8(snapshot.get(path)?).ok()
}

fn title(site: &Site, snapshot: &Snapshot, subject: Subject) -> String {
    let thing = match subject {
        Subject::Publisher(id) => return site[id].name.clone(),
        Subject::Thing(thing) => thing,
    };
    match thing {
        Thing::Article(id) => site[id].title.clone(),
        Thing::Document(id) => {
            let strings = theme::load(snapshot, &site.portal.theme, &site.portal.language).value.strings;
            document_name(&site[id], &strings)
        }
        Thing::Event(id) => {
            let event = &site[id];
            event.title.shown().unwrap_or(&event.id).clone()
        }
        Thing::Person(id) => site[id].name.clone(),
        Thing::Organisation(id) => site[id].name.clone(),
        Thing::Topic(id) => site[id].title.clone(),
        Thing::Page(id) => site[id].title.clone(),
        Thing::Term(id) => site[id].term.clone(),
    }
}

fn page(site: &Site, subject: Subject) -> Option<String> {
    let Subject::Thing(thing) = subject else { return None };
    Some(Paths::of_site(site).thing(site, thing, 1))
}

/// The line in which a metadata file names its thing.
fn defined(path: &str, text: &str) -> usize {
    let Some((range, _)) = file::parts(path, text) else { return 1 };
    let Ok(tree) = yaml::tree(&text[range.clone()]) else { return 1 };
    let Value::Mapping(entries) = &tree.value else { return 1 };
    let named =
        ["name", "title", "number"].iter().find_map(|key| entries.iter().find(|entry| entry.key == *key));
    named.or(entries.first()).map_or(1, |entry| line_number(text, range.start + entry.key_range.start))
}

/// A passage of an article, from 0.
fn passage(site: &Site, subject: Subject, number: usize) -> Option<Spot> {
    let Subject::Thing(Thing::Article(id)) = subject else { return None };
    let article = &site[id];
    let passage = article.passages.get(number)?;
    Some(Spot {
        file: article.seed.clone(),
        line: passage.lines.0,
        field: Some(format!("{} {}", article.siglum, number + 1)),
        words: shortened(&article.text[passage.body.clone()]),
    })
}

/// Where texts of articles mention the document of this number, which no file describes; empty if `name` is no number.
pub fn undescribed(compiled: &Known, name: &str) -> Vec<Spot> {
    let Some(number) = DocumentNumber::parse(name) else { return Vec::new() };
    let mut spots = Vec::new();
    for article in &compiled.resolved.site.articles {
        let mentions = article.mentions.iter().filter(|mention| mention.document.is_none());
        let mentions = mentions.filter(|mention| mention.number.as_ref() == Some(&number));
        spots.extend(mentions.map(|mention| mentioned(article, mention.passage, &mention.range)));
    }
    spots.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    spots
}

/// Where texts of articles mention a thing.
fn mentions(site: &Site, thing: Thing) -> Vec<Spot> {
    let links = site.links(thing);
    let mention = |link: &crate::model::site::Backlink| {
        let (id, passage, range) = link.in_text()?;
        Some(mentioned(&site[id], passage, range))
    };
    links.iter().filter_map(mention).collect()
}

/// A mention in the text of an article.
fn mentioned(article: &Article, passage: u32, range: &Range<usize>) -> Spot {
    Spot {
        file: article.seed.clone(),
        line: line_number(&*article.text, range.start),
        field: Some(format!("{} {}", article.siglum, passage + 1)),
        words: shortened(&article.text[range.clone()]),
    }
}

/// Where an author's file names a thing.
fn spot(snapshot: &Snapshot, one: &Use) -> Option<Spot> {
    let text = text(snapshot, &one.at.file)?;
    let (yaml_range, body) = file::parts(&one.at.file, text)?;
    let at = one.at.range.start;
    let (field, words) = match body.filter(|body| body.contains(&at)) {
        Some(body) => (None, sentence(text, body, &one.at.range)),
        None => {
            let tree = yaml::tree(&text[yaml_range.clone()]).ok()?;
            let mut path = String::new();
            let (value, around) = descend(&tree, at.checked_sub(yaml_range.start)?, &mut path)?;
            let stretch = yaml_range.start + value.range.start..yaml_range.start + value.range.end;
            let is_whole = stretch == one.at.range;
            // A quotation says more than the article's id.
            let quoted = ["text", "quote"].iter().find_map(|key| scalar(around.get(key)?));
            let words = match (is_whole, quoted) {
                (true, Some(quoted)) => format!("“{}”", shortened(quoted)),
                (true, None) => shortened(scalar(value)?),
                (false, _) => sentence(text, stretch, &one.at.range),
            };
            (Some(path), words)
        }
    };
    Some(Spot { file: one.at.file.clone(), line: line_number(text, at), field, words })
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text),
        _ => None,
    }
}

/// The scalar in which the offset `at` lies and the mapping around it; the keys that lead there are added to `path`.
fn descend<'a>(node: &'a Node, at: usize, path: &mut String) -> Option<(&'a Node, &'a Node)> {
    let length = path.len();
    let mut below = |child: &'a Node, step: String, around: &'a Node| {
        path.push_str(&step);
        let found = match &child.value {
            Value::Scalar { .. } => {
                (child.range.start <= at && at <= child.range.end).then_some((child, around))
            }
            _ => descend(child, at, path).map(|(value, inner)| {
                // Within a list the mapping around is the one that holds the list.
                (value, if matches!(inner.value, Value::Mapping(_)) { inner } else { around })
            }),
        };
        if found.is_none() {
            path.truncate(length);
        }
        found
    };
    match &node.value {
        Value::Scalar { .. } => None,
        Value::Mapping(entries) => entries.iter().find_map(|entry| {
            let dot = if length == 0 { "" } else { "." };
            below(&entry.value, format!("{dot}{}", entry.key), node)
        }),
        Value::Sequence(items) => {
            items.iter().enumerate().find_map(|(index, item)| below(item, format!("[{index}]"), node))
        }
    }
}

/// The sentence of the Markdown at `stretch` in which a reference stands, in one line.
fn sentence(text: &str, stretch: Range<usize>, reference: &Range<usize>) -> String {
    let within = |at: usize| at.clamp(stretch.start, stretch.end);
    let reference = within(reference.start)..within(reference.end);
    let start =
        text[stretch.start..reference.start].rfind("\n\n").map_or(stretch.start, |at| stretch.start + at + 2);
    let end = text[reference.end..stretch.end].find("\n\n").map_or(stretch.end, |at| reference.end + at);
    // One sign for another, so that places stay.
    let flowing: String = text[start..end].replace(['\n', '\r'], " ");
    let (from, to) = (reference.start - start, reference.end - start);
    let around: Vec<Range<usize>> = sentences(&flowing).filter(|s| s.start < to && from < s.end).collect();
    match (around.first(), around.last()) {
        (Some(first), Some(last)) => shortened(&flowing[first.start.min(from)..last.end.max(to)]),
        _ => shortened(&flowing[from..to]),
    }
}

/// A text in one line, cut where it grows long.
fn shortened(text: &str) -> String {
    const MOST: usize = 160;
    let words = one_line(text);
    match words.char_indices().nth(MOST) {
        None => words,
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
    }
}

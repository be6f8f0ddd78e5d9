//! All metadata of a portal: which file describes what.

use super::file::{self, Parsed};
use super::folders::{ANY, Filed, Folder, Sorted, sort_out, unread};
use super::metadata::{
    Article, Document, Event, Glossary, Organisation, Page, Person, Portal, Publisher, Topic,
};
use super::pictures;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::model::DocumentNumber;
use crate::model::site::{STATIC_FOLDER, StaticFiles, TERMS_FILE};
use crate::shelf::Shelf;
use crate::snapshot::{File, Snapshot};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// What the files in `content/` and `portal.yaml` say; every list is sorted by id.
#[derive(Debug, Default)]
pub struct Content {
    /// `portal.yaml`.
    pub portal: Option<Arc<Parsed<Portal>>>,
    /// `content/articles/`.
    pub articles: Vec<Arc<Parsed<Article>>>,
    /// `content/publishers/`.
    pub publishers: Vec<Arc<Parsed<Publisher>>>,
    /// `content/documents/`.
    pub documents: Vec<Arc<Parsed<Document>>>,
    /// `content/events/`.
    pub events: Vec<Arc<Parsed<Event>>>,
    /// `content/people/`.
    pub people: Vec<Arc<Parsed<Person>>>,
    /// `content/organisations/`.
    pub organisations: Vec<Arc<Parsed<Organisation>>>,
    /// `content/topics/`.
    pub topics: Vec<Arc<Parsed<Topic>>>,
    /// `content/pages/`.
    pub pages: Vec<Arc<Parsed<Page>>>,
    /// `static/`.
    pub static_files: Arc<StaticFiles>,
    /// `content/terms.yaml`.
    pub glossary: Option<Arc<Parsed<Glossary>>>,
    /// Things whose files cannot be understood, or that are hidden as drafts: kind and id.
    pub withheld: BTreeMap<(String, String), Withheld>,
    /// What stands behind `number:` in the files of withheld documents.
    pub withheld_numbers: Vec<(String, Withheld)>,
}

/// Why a thing that has a file is not in the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// Its file has errors, which are reported.
    Broken,
    /// It is a draft.
    Draft,
}

/// Metadata that may be a draft.
trait Draft {
    /// Whether its file says so.
    fn is_draft(&self) -> bool;
}

macro_rules! drafts {
    ($($kind:ty),+) => { $(impl Draft for $kind { fn is_draft(&self) -> bool { self.draft } })+ };
}
drafts!(Article, Publisher, Document, Event, Person, Organisation, Topic, Page);

/// What was read of each file, for the next time.
#[derive(Debug, Default)]
pub struct Memory {
    portal: Shelf<Reading<Portal>>,
    articles: Shelf<Reading<Article>>,
    publishers: Shelf<Reading<Publisher>>,
    documents: Shelf<Reading<Document>>,
    events: Shelf<Reading<Event>>,
    people: Shelf<Reading<Person>>,
    organisations: Shelf<Reading<Organisation>>,
    topics: Shelf<Reading<Topic>>,
    pages: Shelf<Reading<Page>>,
    glossary: Shelf<Reading<Glossary>>,
}

/// What a file says, if it can be understood, and what is wrong with it.
#[derive(Debug)]
struct Reading<T> {
    path: Arc<str>,
    file: File,
    parsed: Option<Arc<Parsed<T>>>,
    diagnostics: Arc<[Diagnostic]>,
}

/// Reads the files of one kind, sorted by id; what the shelf has of the same files is taken from there.
fn read<T: DeserializeOwned + JsonSchema + Send + Sync>(
    files: &[Filed<'_>],
    shelf: &mut Shelf<Reading<T>>,
) -> Vec<Arc<Reading<T>>> {
    let schema = OnceLock::new();
    shelf.fill(
        files.iter().map(|(id, ..)| *id),
        |index, reading| *reading.path == *files[index].1 && reading.file.is_same(files[index].2),
        |index| {
            let (id, path, file) = files[index];
            let outcome = file::parse(id, path, file, schema.get_or_init(file::schema::<T>));
            Reading {
                path: path.into(),
                file: file.clone(),
                parsed: outcome.value.map(Arc::new),
                diagnostics: outcome.diagnostics.into(),
            }
        },
    )
}

/// Reads all metadata of `snapshot`, with or without drafts.
pub fn parse(snapshot: &Snapshot, with_drafts: bool) -> Outcome<Content> {
    parse_again(snapshot, with_drafts, &mut Memory::default())
}

/// Reads all metadata of `snapshot` as [`parse`] does, but files that `memory` knows.
pub fn parse_again(snapshot: &Snapshot, with_drafts: bool, memory: &mut Memory) -> Outcome<Content> {
    let mut diagnostics = Vec::new();
    let Sorted { files, missed, misnamed } = sort_out(snapshot, &mut diagnostics);
    let withheld = missed.into_iter().map(|thing| (thing, Withheld::Broken)).collect();
    let mut content =
        Content { portal: portal(snapshot, &mut memory.portal, &mut diagnostics), ..Content::default() };
    let mut reader = Reader { files, with_drafts, diagnostics, withheld };
    content.articles = reader.read("articles", &mut memory.articles);
    content.publishers = reader.read("publishers", &mut memory.publishers);
    content.documents = reader.read("documents", &mut memory.documents);
    content.events = reader.read("events", &mut memory.events);
    content.people = reader.read("people", &mut memory.people);
    content.organisations = reader.read("organisations", &mut memory.organisations);
    content.topics = reader.read("topics", &mut memory.topics);
    content.pages = reader.read("pages", &mut memory.pages);
    content.glossary = reader.glossary(snapshot, &mut memory.glossary);
    content.static_files = Arc::new(static_files(snapshot));
    content.withheld = reader.withheld;
    content.withheld.extend(unread(snapshot).map(|thing| (thing, Withheld::Broken)));
    let documents = content.withheld.iter().filter(|((kind, _), _)| kind == "document");
    let named = documents.flat_map(|((_, id), why)| {
        ["yaml", "md"].map(|ending| (format!("content/documents/{id}.{ending}"), *why))
    });
    let misnamed = misnamed.into_iter().map(|path| (path.to_owned(), Withheld::Broken));
    let number = |(path, why): (String, Withheld)| Some((number_line(snapshot.get(&path)?)?, why));
    content.withheld_numbers = named.chain(misnamed).filter_map(number).collect();
    Outcome { value: content, diagnostics: reader.diagnostics }
}

/// The files of `static/`, and the sizes of pictures as their first bytes say them.
fn static_files(snapshot: &Snapshot) -> StaticFiles {
    let files = snapshot.below(STATIC_FOLDER);
    StaticFiles::new(
        files.map(|(path, bytes)| (path[STATIC_FOLDER.len()..].to_owned(), pictures::size(bytes))),
    )
}

/// What stands behind `number:` in a file that may be broken; or behind another key at the top, which may be that one
/// misspelt, if it can be a number.
fn number_line(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let value = |value: &str| value.trim().trim_matches(['"', '\'', '[', ']', '-', ' ']).to_owned();
    let mut lines = text.lines();
    let named = lines.find_map(|line| line.strip_prefix("number:")).map(value);
    // A list may begin on the next line.
    let named = named.map(|named| match named.is_empty() {
        true => lines.next().map(value).unwrap_or_default(),
        false => named,
    });
    let any = || {
        let top = text.lines().filter(|line| !line.starts_with([' ', '-', '#']));
        let values = top.filter_map(|line| Some(value(line.split_once(':')?.1)));
        values.into_iter().find(|value| DocumentNumber::parse(value).is_some())
    };
    named.or_else(any)
}

fn portal(
    snapshot: &Snapshot,
    shelf: &mut Shelf<Reading<Portal>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Parsed<Portal>>> {
    let Some(bytes) = snapshot.get("portal.yaml") else {
        // It is there, and has been told of, when it cannot be read.
        let is_told = |d: &Diagnostic| d.location.as_ref().is_some_and(|place| place.file == "portal.yaml");
        if snapshot.diagnostics.iter().any(is_told) {
            return None;
        }
        let missing =
            Diagnostic::error(Code::MissingKey, "this folder has no `portal.yaml`, so it is no portal");
        diagnostics.push(missing.hint(
            "go to the portal's folder, name it with `--root DIR`, or write `portal.yaml` with a `title:`",
        ));
        return None;
    };
    let reading = read(&[("portal", "portal.yaml", bytes)], shelf).pop()?;
    diagnostics.extend_from_slice(&reading.diagnostics);
    reading.parsed.clone()
}

struct Reader<'a> {
    files: BTreeMap<&'static str, Vec<Filed<'a>>>,
    with_drafts: bool,
    diagnostics: Vec<Diagnostic>,
    withheld: BTreeMap<(String, String), Withheld>,
}

impl Reader<'_> {
    /// The glossary, if there is one that can be understood.
    fn glossary(
        &mut self,
        snapshot: &Snapshot,
        shelf: &mut Shelf<Reading<Glossary>>,
    ) -> Option<Arc<Parsed<Glossary>>> {
        let file = snapshot.get(TERMS_FILE).map(|bytes| ("terms", TERMS_FILE, bytes));
        let reading = read(file.as_slice(), shelf).pop()?;
        self.diagnostics.extend_from_slice(&reading.diagnostics);
        if reading.parsed.is_none() {
            self.withheld.insert(("term".to_owned(), ANY.to_owned()), Withheld::Broken);
        }
        reading.parsed.clone()
    }

    fn read<T: DeserializeOwned + JsonSchema + Draft + Send + Sync>(
        &mut self,
        folder: &'static str,
        shelf: &mut Shelf<Reading<T>>,
    ) -> Vec<Arc<Parsed<T>>> {
        let kind = Folder::named(folder).map_or(folder, |folder| folder.kind);
        let files = self.files.remove(folder).unwrap_or_default();
        let mut readings = Vec::with_capacity(files.len());
        for ((id, ..), reading) in files.iter().zip(read(&files, shelf)) {
            self.diagnostics.extend_from_slice(&reading.diagnostics);
            let why = match &reading.parsed {
                None => Withheld::Broken,
                // Which of several files is meant is not known.
                Some(_) if self.withheld.contains_key(&(kind.to_owned(), (*id).to_owned())) => {
                    Withheld::Broken
                }
                Some(parsed) if parsed.meta.is_draft() && !self.with_drafts => Withheld::Draft,
                Some(parsed) => {
                    readings.push(parsed.clone());
                    continue;
                }
            };
            self.withheld.insert((kind.to_owned(), (*id).to_owned()), why);
        }
        readings
    }
}

//! All metadata of a portal: which file describes what.

use super::file::{self, Parsed};
use super::metadata::{
    Article, Document, Event, Glossary, Organisation, Page, Person, Portal, Publisher, Topic, is_id,
};
use crate::diagnostic::{Code, Diagnostic, Location, Outcome, did_you_mean};
use crate::model::DocumentNumber;
use crate::model::site::{STATIC_FOLDER, StaticFiles, TERMS_FILE};
use crate::shelf::Shelf;
use crate::snapshot::{File, Snapshot};
use crate::text::distance::nearest;
use crate::text::slug::slug;
use crate::text::unseen;
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

/// The folders of `content/`, each with the word for one thing in it, and whether its files may be Markdown, YAML.
pub const FOLDERS: &[(&str, &str, bool, bool)] = &[
    ("articles", "article", true, true),
    ("publishers", "publisher", false, true),
    ("documents", "document", true, true),
    ("events", "event", false, true),
    ("people", "person", false, true),
    ("organisations", "organisation", false, true),
    ("topics", "topic", true, false),
    ("pages", "page", true, false),
];

/// What stands for every thing of a kind whose folder cannot be read.
pub const ANY: &str = "*";

/// The things that cannot be known because their files or folders cannot be read.
fn unread(snapshot: &Snapshot) -> impl Iterator<Item = ((String, String), Withheld)> {
    let of = |path: &str| -> Vec<(String, String)> {
        let kind = |folder: &str| FOLDERS.iter().find(|f| f.0 == folder).map(|f| f.1.to_owned());
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["content"] => {
                let kinds = FOLDERS.iter().map(|f| f.1).chain(["term"]);
                kinds.map(|kind| (kind.to_owned(), ANY.to_owned())).collect()
            }
            _ if path == TERMS_FILE => vec![("term".to_owned(), ANY.to_owned())],
            ["content", folder] => kind(folder).map(|kind| (kind, ANY.to_owned())).into_iter().collect(),
            ["content", folder, name] => {
                let id = name.rsplit_once('.').map_or(*name, |(id, _)| id);
                // By which number a document is cited is not known either, so that it may be any.
                let any = (*folder == "documents").then_some(ANY);
                let ids = [Some(id), any].into_iter().flatten();
                ids.filter_map(|id| Some((kind(folder)?, id.to_owned()))).collect()
            }
            _ => Vec::new(),
        }
    };
    snapshot.unread().flat_map(of).map(|thing| (thing, Withheld::Broken))
}

/// Metadata that may be a draft.
pub trait Draft {
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
    files: &[(&str, &str, &File)],
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

type Files<'a> = BTreeMap<&'static str, Vec<(&'a str, &'a str, &'a File)>>;

/// Reads all metadata of `snapshot`, with or without drafts.
pub fn parse(snapshot: &Snapshot, with_drafts: bool) -> Outcome<Content> {
    parse_again(snapshot, with_drafts, &mut Memory::default())
}

/// Reads all metadata of `snapshot` as [`parse`] does, but files that `memory` knows.
pub fn parse_again(snapshot: &Snapshot, with_drafts: bool, memory: &mut Memory) -> Outcome<Content> {
    let mut diagnostics = Vec::new();
    let Sorted { files, withheld, misnamed } = sort_out(snapshot, &mut diagnostics);
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
    content.withheld.extend(unread(snapshot));
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
    let size = |bytes: &[u8]| {
        let size = imagesize::blob_size(bytes).ok()?;
        Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
    };
    let files = snapshot.below(STATIC_FOLDER);
    StaticFiles(files.map(|(path, bytes)| (path[STATIC_FOLDER.len()..].to_owned(), size(bytes))).collect())
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
    files: Files<'a>,
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
        let kind = FOLDERS.iter().find(|f| f.0 == folder).map_or(folder, |f| f.1);
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

/// Which file describes which thing.
#[derive(Default)]
struct Sorted<'a> {
    /// By folder, the id and the path, sorted by id.
    files: Files<'a>,
    /// Things whose files have a wrong name, or which several files describe.
    withheld: BTreeMap<(String, String), Withheld>,
    /// The paths of documents' files that are not read for their names.
    misnamed: Vec<&'a str>,
}

impl<'a> Sorted<'a> {
    /// Notes that the file at `path`, which is not read, is to describe the thing `id` of a kind.
    fn withhold(&mut self, kind: &str, id: &str, path: &'a str) {
        self.withheld.insert((kind.to_owned(), id.to_owned()), Withheld::Broken);
        if kind == "document" {
            self.misnamed.push(path);
        }
    }
}

/// Tells files of things from others, which are reported.
fn sort_out<'a>(snapshot: &'a Snapshot, diagnostics: &mut Vec<Diagnostic>) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    for (path, bytes) in snapshot.below("content/") {
        let mut stray = |message: &str, hint: String| {
            let place = Location::new(path, 0..0);
            diagnostics.push(Diagnostic::warning(Code::StrayFile, message).at(place).hint(hint));
        };
        let within = &path["content/".len()..];
        if shown_as_it_is(path) {
            let name = within.rsplit('/').next().unwrap_or(within);
            let hint =
                format!("move it to `{STATIC_FOLDER}`, and name it `../../{STATIC_FOLDER}{name}` in texts");
            stray("this file is not read", hint);
            continue;
        }
        let (folder, name) = match within.split_once('/') {
            Some((folder, name)) if !name.contains('/') => (folder, name),
            None if path == TERMS_FILE => continue,
            None if snapshot.get(TERMS_FILE).is_none()
                && renamed(within, false, true)
                    .is_some_and(|(id, _)| matches!(&*id, "terms" | "term" | "glossary")) =>
            {
                let wrong = Diagnostic::error(Code::StrayFile, "the glossary is not read");
                let place = Location::new(path, 0..0);
                diagnostics.push(wrong.at(place).hint(format!("rename the file to `{TERMS_FILE}`")));
                sorted.withhold("term", ANY, path);
                continue;
            }
            None => {
                stray(
                    "this file belongs to no kind of thing",
                    format!("move `{within}` into one of the folders of `content/`"),
                );
                continue;
            }
            Some(_) => {
                stray(
                    "folders within the folders of `content/` are not read",
                    "move the file one folder up".to_owned(),
                );
                continue;
            }
        };
        let Some(&(folder, kind, markdown, yaml)) = FOLDERS.iter().find(|f| f.0 == folder) else {
            let close = nearest(folder, FOLDERS.iter().map(|f| f.0), 2);
            let message = "no kind of thing has this folder";
            if let Some(hint) = did_you_mean(&close) {
                // What it describes is missed, and told of here alone.
                let wrong =
                    Diagnostic::error(Code::StrayFile, format!("{message}, so nothing in it is read"));
                diagnostics.push(wrong.at(Location::new(path, 0..0)).hint(hint));
                let meant = FOLDERS.iter().filter(|known| close.contains(&known.0));
                meant.for_each(|known| sorted.withhold(known.1, ANY, path));
                continue;
            }
            let known = FOLDERS.iter().map(|f| f.0).collect::<Vec<_>>().join(", ");
            stray(message, format!("known: {known}"));
            continue;
        };
        let (id, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let is_there = |name: &str| snapshot.get(&format!("content/{folder}/{name}")).is_some();
        if !matches!((ending, markdown, yaml), ("md", true, _) | ("yaml", _, true)) {
            let ending = if yaml { "yaml" } else { "md" };
            let Some((meant, better)) = renamed(name, markdown, yaml) else {
                if let Some((id, hint)) =
                    rewritten(name, markdown, yaml).filter(|(id, _)| !is_there(&format!("{id}.{ending}")))
                {
                    let wrong = Diagnostic::error(Code::StrayFile, "this file is not read")
                        .at(Location::new(path, 0..0));
                    diagnostics.push(wrong.hint(hint));
                    sorted.withhold(kind, &id, path);
                    continue;
                }
                stray("this file is not read", format!("a file here is called `ID.{ending}`"));
                continue;
            };
            let message = "this file is not read";
            if is_there(&better) {
                stray(message, format!("`{better}` is read in its place: keep one of the two"));
                continue;
            }
            // What it describes is missed, and told of here alone.
            let wrong = Diagnostic::error(Code::StrayFile, message).at(Location::new(path, 0..0));
            diagnostics.push(wrong.hint(format!("rename the file to `{better}`")));
            sorted.withhold(kind, &meant, path);
            continue;
        }
        if !is_id(id) {
            let wrong = Diagnostic::error(Code::InvalidId, format!("`{id}` cannot be the ID of a thing"));
            let better = slug(id);
            let hint = match is_there(&format!("{better}.{ending}")) {
                true => format!(
                    "`{better}.{ending}` is there already: join the two files, or rename this one, with `a`-`z`, `0`-`9` and `-`"
                ),
                false => {
                    sorted.withhold(kind, &better, path);
                    let sign = unseen::first(id).map(|unseen| {
                        format!(": a {} (U+{:04X}) stands in its name", unseen.name, unseen.sign as u32)
                    });
                    format!("rename the file to `{better}.{ending}`{}", sign.unwrap_or_default())
                }
            };
            diagnostics.push(wrong.at(Location::new(path, 0..0)).hint(hint));
            sorted.withhold(kind, id, path);
            continue;
        }
        sorted.files.entry(folder).or_default().push((id, path, bytes));
    }
    let Sorted { files, withheld, .. } = &mut sorted;
    for (folder, list) in files {
        let kind = FOLDERS.iter().find(|f| f.0 == *folder).map_or(*folder, |f| f.1);
        list.sort_by_key(|(id, path, _)| (*id, *path));
        list.dedup_by(|again, first| {
            let same = again.0 == first.0;
            if same {
                let message = format!("`{}` is described twice, here and in `{}`", again.0, first.1);
                let twice = Diagnostic::error(Code::DuplicateId, message).at(Location::new(again.1, 0..0));
                diagnostics.push(twice.hint("join the two files, or rename one"));
                withheld.insert((kind.to_owned(), again.0.to_owned()), Withheld::Broken);
            }
            same
        });
    }
    sorted
}

/// Whether a file of this name is one that readers may be shown as it is, such as a picture.
fn shown_as_it_is(name: &str) -> bool {
    const ENDINGS: [&str; 13] =
        ["avif", "csv", "docx", "gif", "jpeg", "jpg", "mp3", "mp4", "pdf", "png", "svg", "webp", "xlsx"];
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&&*ending.to_lowercase()))
}

/// The ID that is meant by the name of a file in the other form than its folder has, and how it is written in that.
fn rewritten(name: &str, markdown: bool, yaml: bool) -> Option<(String, String)> {
    let (id, other) = renamed(name, !markdown, !yaml)?;
    let hint = match other.ends_with(".md") {
        true => format!(
            "write what stands between its lines `---` in `{id}.yaml`, without these: a file here has keys only"
        ),
        false => format!("write it in `{id}.md`, between two lines `---`, its text below them"),
    };
    Some((id, hint))
}

/// The ID and the name that are meant by the name of a file that is metadata, but for its ending: `a.yml`, `a.yaml.txt`, `a.MD`.
fn renamed(name: &str, markdown: bool, yaml: bool) -> Option<(String, String)> {
    let lower = name.to_lowercase();
    let (stem, ending) = lower.strip_suffix(".txt").unwrap_or(&lower).rsplit_once('.')?;
    let ending = match ending {
        "yml" | "yaml" if yaml => "yaml",
        "md" | "markdown" if markdown => "md",
        _ => return None,
    };
    let id = slug(stem);
    let better = format!("{id}.{ending}");
    Some((id, better))
}

//! Which file of `content/` describes what, told by its folder and its name alone.

use super::metadata::is_id;
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::model::site::{STATIC_FOLDER, TERMS_FILE, is_shown_as_it_is};
use crate::snapshot::{File, Snapshot};
use crate::text::distance::nearest;
use crate::text::slug::slug;
use crate::text::unseen;
use std::collections::{BTreeMap, BTreeSet};

/// A folder of `content/`, in which each file describes one thing.
#[derive(Debug)]
pub struct Folder {
    /// Its name.
    pub name: &'static str,
    /// The word for one thing in it.
    pub kind: &'static str,
    /// Whether its files may be Markdown, `ID.md`.
    pub markdown: bool,
    /// Whether its files may be YAML, `ID.yaml`.
    pub yaml: bool,
}

/// All of them.
pub const FOLDERS: &[Folder] = &[
    Folder { name: "articles", kind: "article", markdown: true, yaml: true },
    Folder { name: "publishers", kind: "publisher", markdown: false, yaml: true },
    Folder { name: "documents", kind: "document", markdown: true, yaml: true },
    Folder { name: "events", kind: "event", markdown: false, yaml: true },
    Folder { name: "people", kind: "person", markdown: false, yaml: true },
    Folder { name: "organisations", kind: "organisation", markdown: false, yaml: true },
    Folder { name: "topics", kind: "topic", markdown: true, yaml: false },
    Folder { name: "pages", kind: "page", markdown: true, yaml: false },
];

/// In place of an ID: every thing of its kind, as of a folder that cannot be read.
pub const ANY: &str = "*";

const CONTENT: &str = "content/";

/// Kind and ID of a thing.
pub(super) type Named = (String, String);

/// A file that describes a thing: the thing's ID, its path and what is in it.
pub(super) type Filed<'a> = (&'a str, &'a str, &'a File);

impl Folder {
    /// The folder of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FOLDERS.iter().find(|folder| folder.name == name)
    }

    /// The folder of things of this kind.
    pub fn of(kind: &str) -> Option<&'static Self> {
        FOLDERS.iter().find(|folder| folder.kind == kind)
    }

    /// Whether its files may end in `.` and this.
    fn takes(&self, ending: &str) -> bool {
        match ending {
            "md" => self.markdown,
            "yaml" => self.yaml,
            _ => false,
        }
    }
}

/// Which file describes which thing.
#[derive(Default)]
pub(super) struct Sorted<'a> {
    /// By folder, sorted by ID.
    pub files: BTreeMap<&'static str, Vec<Filed<'a>>>,
    /// Things whose files have a wrong name, or which several files describe.
    pub missed: BTreeSet<Named>,
    /// The paths of documents' files that are not read for their names.
    pub misnamed: Vec<&'a str>,
}

/// Tells files of things from others, which are reported.
pub(super) fn sort_out<'a>(snapshot: &'a Snapshot, diagnostics: &mut Vec<Diagnostic>) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    for (path, file) in snapshot.below(CONTENT) {
        match place(path, snapshot) {
            Place::Thing(folder, id) => {
                sorted.files.entry(folder.name).or_default().push((id, path, file));
            }
            Place::Glossary => {}
            Place::Stray(Stray { diagnostic, missed }) => {
                diagnostics.push(diagnostic.at(Location::new(path, 0..0)));
                if missed.iter().any(|(kind, _)| *kind == "document") {
                    sorted.misnamed.push(path);
                }
                sorted.missed.extend(missed.into_iter().map(|(kind, id)| (kind.to_owned(), id)));
            }
        }
    }
    for (folder, files) in &mut sorted.files {
        let kind = Folder::named(folder).map_or(*folder, |folder| folder.kind);
        for again in repetitions(files, diagnostics) {
            sorted.missed.insert((kind.to_owned(), again));
        }
    }
    sorted
}

/// The things that cannot be known because their files or folders cannot be read.
pub(super) fn unread(snapshot: &Snapshot) -> impl Iterator<Item = Named> {
    let of = |path: &str| -> Vec<Named> {
        let kind = |name: &str| Folder::named(name).map(|folder| folder.kind.to_owned());
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["content"] => {
                let kinds = FOLDERS.iter().map(|folder| folder.kind).chain(["term"]);
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
    snapshot.unread().flat_map(of)
}

/// Sorts files by ID, takes out those whose thing another file describes, and gives these things' IDs.
fn repetitions(files: &mut Vec<Filed<'_>>, diagnostics: &mut Vec<Diagnostic>) -> BTreeSet<String> {
    let mut repeated = BTreeSet::new();
    files.sort_by_key(|(id, path, _)| (*id, *path));
    files.dedup_by(|again, first| {
        let is_same = again.0 == first.0;
        if is_same {
            let message = format!("`{}` is described twice, here and in `{}`", again.0, first.1);
            let twice = Diagnostic::error(Code::DuplicateId, message).at(Location::new(again.1, 0..0));
            diagnostics.push(twice.hint("join the two files, or rename one"));
            repeated.insert(again.0.to_owned());
        }
        is_same
    });
    repeated
}

/// What a file is, by its place.
enum Place<'a> {
    /// It describes the thing with this ID.
    Thing(&'static Folder, &'a str),
    /// It is the glossary, which describes many.
    Glossary,
    /// It is not read.
    Stray(Stray),
}

/// A file that is not read.
struct Stray {
    /// Why not.
    diagnostic: Diagnostic,
    /// Kind and ID of what it may be meant to describe: that is missed, and told of here alone.
    missed: Vec<(&'static str, String)>,
}

impl Stray {
    /// A file that describes nothing.
    fn harmless(message: &str, hint: impl Into<String>) -> Self {
        let diagnostic = Diagnostic::warning(Code::StrayFile, message).hint(hint);
        Stray { diagnostic, missed: Vec::new() }
    }

    /// A file that is meant to describe a thing of this kind and ID.
    fn missed(kind: &'static str, id: impl Into<String>, message: &str, hint: impl Into<String>) -> Self {
        let diagnostic = Diagnostic::error(Code::StrayFile, message).hint(hint);
        Stray { diagnostic, missed: vec![(kind, id.into())] }
    }
}

const NOT_READ: &str = "this file is not read";

fn place<'a>(path: &'a str, snapshot: &Snapshot) -> Place<'a> {
    let within = &path[CONTENT.len()..];
    if path == TERMS_FILE {
        return Place::Glossary;
    }
    if is_shown_as_it_is(path) {
        let name = within.rsplit('/').next().unwrap_or(within);
        let hint =
            format!("move it to `{STATIC_FOLDER}`, and name it `../../{STATIC_FOLDER}{name}` in texts");
        return Place::Stray(Stray::harmless(NOT_READ, hint));
    }
    let Some((folder, name)) = within.split_once('/') else {
        return Place::Stray(without_folder(within, snapshot));
    };
    if name.contains('/') {
        let message = "folders within the folders of `content/` are not read";
        return Place::Stray(Stray::harmless(message, "move the file one folder up"));
    }
    let Some(folder) = Folder::named(folder) else { return Place::Stray(in_unknown_folder(folder)) };
    let is_there = |name: &str| snapshot.get(&format!("{CONTENT}{}/{name}", folder.name)).is_some();
    let (id, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    if !folder.takes(ending) {
        return Place::Stray(with_other_ending(folder, name, is_there));
    }
    if !is_id(id) {
        return Place::Stray(with_wrong_id(folder, id, ending, is_there));
    }
    Place::Thing(folder, id)
}

/// A file in `content/` itself.
fn without_folder(name: &str, snapshot: &Snapshot) -> Stray {
    let is_glossary = renamed(name, false, true)
        .is_some_and(|renamed| matches!(&*renamed.id, "terms" | "term" | "glossary"));
    if is_glossary && snapshot.get(TERMS_FILE).is_none() {
        let hint = format!("rename the file to `{TERMS_FILE}`");
        return Stray::missed("term", ANY, "the glossary is not read", hint);
    }
    let hint = format!("move `{name}` into one of the folders of `content/`");
    Stray::harmless("this file belongs to no kind of thing", hint)
}

fn in_unknown_folder(name: &str) -> Stray {
    let message = "no kind of thing has this folder";
    let close = nearest(name, FOLDERS.iter().map(|folder| folder.name), 2);
    let Some(hint) = did_you_mean(&close) else {
        let known = FOLDERS.iter().map(|folder| folder.name).collect::<Vec<_>>().join(", ");
        return Stray::harmless(message, format!("known: {known}"));
    };
    let message = format!("{message}, so nothing in it is read");
    let meant = FOLDERS.iter().filter(|folder| close.contains(&folder.name));
    Stray {
        diagnostic: Diagnostic::error(Code::StrayFile, message).hint(hint),
        missed: meant.map(|folder| (folder.kind, ANY.to_owned())).collect(),
    }
}

/// A file of a folder whose files end otherwise.
fn with_other_ending(folder: &Folder, name: &str, is_there: impl Fn(&str) -> bool) -> Stray {
    let Folder { kind, markdown, yaml, .. } = *folder;
    if let Some(Renamed { id, name }) = renamed(name, markdown, yaml) {
        return match is_there(&name) {
            true => Stray::harmless(NOT_READ, format!("`{name}` is read in its place: keep one of the two")),
            false => Stray::missed(kind, id, NOT_READ, format!("rename the file to `{name}`")),
        };
    }
    let ending = if yaml { "yaml" } else { "md" };
    // It may be written in the form that files of other folders have.
    if let Some(Renamed { id, name }) = renamed(name, !markdown, !yaml)
        && !is_there(&format!("{id}.{ending}"))
    {
        let hint = match name.ends_with(".md") {
            true => format!(
                "write what stands between its lines `---` in `{id}.yaml`, without these: a file here has keys only"
            ),
            false => format!("write it in `{id}.md`, between two lines `---`, its text below them"),
        };
        return Stray::missed(kind, id, NOT_READ, hint);
    }
    Stray::harmless(NOT_READ, format!("a file here is called `ID.{ending}`"))
}

/// A file whose name is no ID.
fn with_wrong_id(folder: &Folder, id: &str, ending: &str, is_there: impl Fn(&str) -> bool) -> Stray {
    let slug = slug(id);
    let better = format!("{slug}.{ending}");
    let mut missed = vec![(folder.kind, id.to_owned())];
    let hint = if is_there(&better) {
        format!(
            "`{better}` is there already: join the two files, or rename this one, with `a`-`z`, `0`-`9` and `-`"
        )
    } else {
        missed.push((folder.kind, slug));
        let sign = unseen::first(id);
        let sign =
            sign.map(|sign| format!(": a {} (U+{:04X}) stands in its name", sign.name, sign.sign as u32));
        format!("rename the file to `{better}`{}", sign.unwrap_or_default())
    };
    let message = format!("`{id}` cannot be the ID of a thing");
    Stray { diagnostic: Diagnostic::error(Code::InvalidId, message).hint(hint), missed }
}

/// What is meant by a file's name.
struct Renamed {
    id: String,
    name: String,
}

/// What is meant by the name of a file that is metadata of one of these forms, but for its ending: `a.yml`, `a.yaml.txt`, `a.MD`.
fn renamed(name: &str, markdown: bool, yaml: bool) -> Option<Renamed> {
    let lower = name.to_lowercase();
    let (stem, ending) = lower.strip_suffix(".txt").unwrap_or(&lower).rsplit_once('.')?;
    let ending = match ending {
        "yml" | "yaml" if yaml => "yaml",
        "md" | "markdown" if markdown => "md",
        _ => return None,
    };
    let id = slug(stem);
    Some(Renamed { name: format!("{id}.{ending}"), id })
}

//! Renaming a thing: which bytes of which files change, so that every reference leads where it led before.
//!
//! The places are those at which resolving followed a reference ([`Use`]), so none is missed and nothing else is touched.
//! A plan is then tried in memory: the portal that it makes must resolve exactly as this one does, or there is no plan.

mod places;
mod trial;

use crate::compile::{Known, Options, resolve};
use crate::diagnostic::{self, Diagnostic, did_you_mean};
use crate::model::site::TERMS_FILE;
use crate::parse::folders::{FOLDERS, Folder};
use crate::parse::metadata::is_id;
use crate::resolve::registry::LookupError;
use crate::resolve::uses::{Subject, Use};
use crate::snapshot::Snapshot;
use crate::text::distance::nearest;
use crate::text::slug::slug;
use crate::text::words::one_line;
use std::collections::BTreeMap;
use std::ops::Range;

/// What is to be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The word for its kind: `article`, `publisher`, `document` …
    pub kind: String,
    /// Its id.
    pub old: String,
    /// What its id shall be.
    pub new: String,
}

/// What renaming changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The file that describes the thing, and what it will be called; paths from the portal's root.
    pub file: (String, String),
    /// What is written anew, sorted by file and place.
    pub edits: Vec<Edit>,
    /// What the author may want to know: sentences.
    pub notes: Vec<String>,
}

/// A stretch of a file that is written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Path from the portal's root, as it is before.
    pub file: String,
    /// The id: half-open byte offsets into the file as it is before.
    pub range: Range<usize>,
    /// The reference around it, as it is before and as it will be.
    pub shown: (String, String),
}

/// A file that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path from the portal's root.
    pub path: String,
    /// What it will be called, if it is renamed.
    pub moved_to: Option<String>,
    /// Its content before.
    pub before: Vec<u8>,
    /// Its content afterwards.
    pub after: Vec<u8>,
}

/// Why nothing can be renamed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// What is in the way: lower case, no full stop.
    pub message: String,
    /// What would mend it.
    pub hint: Option<String>,
    /// What is wrong with the portal, if that is in the way.
    pub diagnostics: Vec<Diagnostic>,
}

impl Refused {
    fn new(message: impl Into<String>, hint: Option<String>) -> Self {
        Self { message: message.into(), hint, diagnostics: Vec::new() }
    }
}

/// Plans to rename a thing of the portal, drafts included.
///
/// # Errors
/// [`Refused`]: the portal has errors; there is no such thing; the new id is taken, is none, or would make a reference
/// lead elsewhere; or a reference is written in a way in which the id cannot be exchanged.
pub fn plan(snapshot: &Snapshot, wish: &Wish) -> Result<Plan, Refused> {
    let Wish { kind, old, new } = wish;
    if kind == "term" {
        let hint = format!("give it another `id:` in `{TERMS_FILE}`, and correct what refers to it");
        return Err(Refused::new("a term has no file of its own that could be renamed", Some(hint)));
    }
    let Some(&Folder { name: folder, .. }) = Folder::of(kind) else {
        let kinds: Vec<&str> = FOLDERS.iter().map(|folder| folder.kind).collect();
        let near = nearest(kind, kinds.iter().copied(), 2);
        let hint = did_you_mean(&near).unwrap_or_else(|| format!("known: {}", kinds.join(", ")));
        return Err(Refused::new(format!("there is no kind of thing `{kind}`"), Some(hint)));
    };
    if !is_id(new) {
        let better = slug(new);
        let hint = match !new.is_empty() && is_id(&better) {
            true => format!("an ID has letters a–z, digits and hyphens, such as `{better}`"),
            false => "an ID has letters a–z, digits and hyphens".to_owned(),
        };
        return Err(Refused::new(format!("`{new}` cannot be the ID of a thing"), Some(hint)));
    }
    let before = resolve(snapshot, &Options { drafts: true, base_url: None });
    if diagnostic::has_errors(&before.diagnostics) {
        return Err(Refused {
            message: "the portal has errors, so not every reference is known".to_owned(),
            hint: Some("mend them first; nothing was changed".to_owned()),
            diagnostics: before.diagnostics,
        });
    }
    let subject = subject(&before, kind, old)?;
    if old == new {
        return Err(Refused::new(format!("`{kind}:{old}` is called so already"), None));
    }
    let taken = ["yaml", "md"].iter().map(|ending| format!("content/{folder}/{new}.{ending}"));
    if let Some(taken) = taken.into_iter().find(|path| snapshot.get(path).is_some()) {
        let hint = "choose another ID, or rename that one first".to_owned();
        return Err(Refused::new(format!("`{new}` is taken: there is `{taken}`"), Some(hint)));
    }
    let file = subject.file(&before.resolved.site);
    let ending = file.rsplit('.').next().unwrap_or_default();
    let moved = format!("content/{folder}/{new}.{ending}");
    let mut plan =
        Plan { file: (file, moved), edits: edits(snapshot, &before, subject, wish), notes: Vec::new() };
    trial::try_out(snapshot, &before, wish, &mut plan)?;
    Ok(plan)
}

fn subject(before: &Known, kind: &str, old: &str) -> Result<Subject, Refused> {
    let registry = &before.resolved.registry;
    let found = match kind {
        "publisher" => registry.publisher(old).map(Subject::Publisher),
        _ => registry.by_id(kind, old).map(Subject::Thing),
    };
    found.map_err(|error| {
        let near = match error {
            LookupError::Unknown(near) => near,
            _ => Vec::new(),
        };
        let elsewhere = registry.kinds_of(old);
        let hint = did_you_mean(if elsewhere.is_empty() { &near } else { &elsewhere });
        Refused::new(format!("there is no {kind} `{old}`"), hint)
    })
}

/// Every place at which the thing is named by its id.
fn edits(snapshot: &Snapshot, before: &Known, subject: Subject, wish: &Wish) -> Vec<Edit> {
    let file = subject.file(&before.resolved.site);
    let mut edits = Vec::new();
    for Use { at, .. } in before.uses.iter().filter(|one| one.subject == subject) {
        let Some(text) = snapshot.get(&at.file).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
            continue;
        };
        let Some(raw) = text.get(at.range.clone()) else { continue };
        let mut add = |around: Range<usize>, id: Range<usize>| {
            edits.push(Edit {
                file: at.file.clone(),
                shown: shown(text, &around, &id, &wish.new),
                range: id,
            });
        };
        if let Some(id) = places::id(raw, &wish.kind, &wish.old) {
            let start = at.range.start;
            add(at.range.clone(), start + id.start..start + id.end);
        } else if raw.starts_with('[') {
            for (definition, id) in places::definitions(text, &at.file, &file, &wish.old) {
                add(definition, id);
            }
        }
    }
    edits.sort_by(|a, b| (&a.file, a.range.start, a.range.end).cmp(&(&b.file, b.range.start, b.range.end)));
    edits.dedup();
    edits
}

/// The reference around an id, before and afterwards, in one line; the id alone if that would be long.
fn shown(text: &str, around: &Range<usize>, id: &Range<usize>, new: &str) -> (String, String) {
    let before = &text[around.clone()];
    if before.len() > 80 {
        return (text[id.clone()].to_owned(), new.to_owned());
    }
    let after = format!("{}{new}{}", &text[around.start..id.start], &text[id.end..around.end]);
    (one_line(before), one_line(&after))
}

/// The files that change, sorted by path: those with references, and the one that is renamed.
pub fn changes(snapshot: &Snapshot, plan: &Plan, new: &str) -> Vec<Change> {
    let mut files: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    files.entry(&plan.file.0).or_default();
    for edit in &plan.edits {
        files.entry(&edit.file).or_default().push(edit);
    }
    let change = |(path, edits): (&str, Vec<&Edit>)| {
        let before = snapshot.get(path)?.to_vec();
        let mut after = Vec::with_capacity(before.len());
        let mut at = 0;
        for edit in edits {
            after.extend_from_slice(&before[at..edit.range.start]);
            after.extend_from_slice(new.as_bytes());
            at = edit.range.end;
        }
        after.extend_from_slice(&before[at..]);
        let moved_to = (path == plan.file.0).then(|| plan.file.1.clone());
        Some(Change { path: path.to_owned(), moved_to, before, after })
    };
    files.into_iter().filter_map(change).collect()
}

//! The whole program in one function: files in, artifacts and diagnostics out.

mod causes;

use crate::diagnostic::{self, Code, Diagnostic, Location, Severity, did_you_mean};
use crate::edition::{self, Edition};
use crate::facts::{Given, Told};
use crate::model::Artifact;
use crate::model::site::Site;
use crate::pages::paths::{self, Paths};
use crate::pages::{self, Planner};
use crate::parse::content;
use crate::parse::written::{Maps, portal_part, written};
use crate::questions;
use crate::render::strings::Strings;
use crate::render::theme;
use crate::resolve::uses::Use;
use crate::resolve::{self, Resolved};
use crate::snapshot::{File, Snapshot};
use crate::text::distance::nearest;
use crate::text::file_name::folded;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a build is asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Drafts too.
    pub drafts: bool,
    /// Stands before `base_url` of `portal.yaml`.
    pub base_url: Option<String>,
}

/// What a build makes.
#[derive(Default)]
pub struct Compiled {
    /// The site, and the names in it.
    pub resolved: Arc<Resolved>,
    /// The output files, in order of their paths; none if there are errors, but where these showed only while pages were made: then
    /// the others.
    pub artifacts: Vec<Artifact>,
    /// The output files of pages that could not be made.
    pub unmade: BTreeSet<String>,
    /// The site with its theme, as far as it was read, if there are errors: to follow its links, never to be written.
    pub proof: Option<Edition>,
    /// What is wrong, sorted by file and position.
    pub diagnostics: Vec<Diagnostic>,
}

/// A site whose files can be made, or what stands in the way.
#[derive(Default)]
pub struct Prepared {
    /// The site, and the names in it.
    pub resolved: Arc<Resolved>,
    /// The site with its theme; none if there are errors.
    pub edition: Option<Edition>,
    /// The site with its theme, as far as it was read, if there are errors; none if the theme cannot be read.
    pub proof: Option<Edition>,
    /// What is wrong, sorted by file and position; mistakes that show only while a page is made are not among it.
    pub diagnostics: Vec<Diagnostic>,
}

/// What one run remembers for the next, so that what did not change is not done again.
///
/// It is only an optimisation: with any memory, an empty one too, the same comes out.
#[derive(Default)]
pub struct Memory {
    content: content::Memory,
    resolve: resolve::Memory,
    theme: theme::Memory,
    edition: edition::Memory,
}

impl Memory {
    /// Where metadata disagrees with the seeds or with itself, in what was prepared last: only warnings, sorted. Pages do not
    /// depend on them, and they take longer than what else an edit costs, so that they are asked for apart.
    pub fn doubts(&mut self) -> Vec<Diagnostic> {
        let mut doubts = self.resolve.doubts();
        diagnostic::sort(&mut doubts);
        doubts
    }
}

/// Compiles a portal.
pub fn compile(snapshot: &Snapshot, options: &Options) -> Compiled {
    let (prepared, _) = ready(snapshot, options, Given::default());
    let Prepared { resolved, edition, proof, mut diagnostics } = prepared;
    let (mut artifacts, mut unmade) = (Vec::new(), BTreeSet::new());
    if let Some(edition) = edition {
        artifacts = edition.make_all(snapshot, &mut diagnostics);
        let is_made = |file: &str| artifacts.binary_search_by(|made| made.path.as_str().cmp(file)).is_ok();
        let files = edition.pages().iter().map(|page| &page.file);
        unmade.extend(files.filter(|file| !is_made(file)).cloned());
    }
    diagnostic::sort(&mut diagnostics);
    Compiled { resolved, artifacts, unmade, proof, diagnostics }
}

/// Everything before files are made, with all that can be wrong by then, and nothing remembered; with facts of the portal's
/// articles, which are not computed where they fit, and what became of them. The same comes out with any facts that
/// `khue annotate` made.
pub fn ready(snapshot: &Snapshot, options: &Options, given: Given) -> (Prepared, Told) {
    let mut memory = Memory::default();
    memory.resolve.give(given);
    let mut prepared = prepare(snapshot, options, &mut memory);
    prepared.diagnostics.extend(memory.doubts());
    diagnostic::sort(&mut prepared.diagnostics);
    let told = memory.resolve.told();
    memory.resolve.finish();
    // What is left are many small things, and nobody has to wait until they are given back.
    rayon::spawn(move || drop(memory));
    (prepared, told)
}

/// Everything before files are made.
pub fn prepare(snapshot: &Snapshot, options: &Options, memory: &mut Memory) -> Prepared {
    let (resolved, mut diagnostics) = resolve_again(snapshot, options, memory);
    let portal = &resolved.site.portal;
    // What is wrong with the theme is told with what is wrong with the content.
    let theme = memory.theme.load(snapshot, &portal.theme, &portal.language);
    let is_theme_broken = diagnostic::has_errors(&theme.diagnostics);
    diagnostics.extend(theme.diagnostics);
    let mut kinds = event_kinds(snapshot, &resolved.site, &theme.value.strings);
    causes::name_unseen(&mut kinds, snapshot);
    diagnostics.extend(kinds);
    diagnostics
        .extend(edition::missing_formats(&resolved.site, |name| portal_part(snapshot, "formats", name)));
    // So is what is wrong with its templates and with `paths`, unless that only follows.
    let edition = match is_theme_broken {
        true => None,
        false => Edition::new(resolved.clone(), theme.value, snapshot, &mut memory.edition, &mut diagnostics),
    };
    let (edition, proof) = match diagnostic::has_errors(&diagnostics) {
        true => (None, edition),
        false => (edition, None),
    };
    diagnostic::sort(&mut diagnostics);
    Prepared { resolved, edition, proof, diagnostics }
}

/// A site without its theme.
#[derive(Debug, Default)]
pub struct Known {
    /// The site, and the names in it.
    pub resolved: Arc<Resolved>,
    /// Where each thing is named; in no order to rely on: [`uses::sorted`](crate::resolve::uses::sorted) makes one.
    pub uses: Vec<Use>,
    /// What is wrong, sorted by file and position.
    pub diagnostics: Vec<Diagnostic>,
}

/// The site and its names, and what is wrong.
pub fn resolve(snapshot: &Snapshot, options: &Options) -> Known {
    let mut memory = Memory::default();
    let (resolved, diagnostics) = resolve_again(snapshot, options, &mut memory);
    Known { resolved, uses: memory.resolve.uses(), diagnostics }
}

/// Tells of an ID whether another page stands where that of an article of this ID would: a list, or a thing of another kind.
/// Other articles do not count, and are not read.
pub fn occupied(snapshot: &Snapshot) -> impl Fn(&str) -> bool + use<> {
    let mut others = snapshot.clone();
    others.files.retain(|path, _| !path.starts_with("content/articles/") && !path.starts_with("seeds/"));
    let site = &resolve(&others, &Options { drafts: true, base_url: None }).resolved.site;
    let paths = Paths::of_site(site);
    let planner =
        Planner { site, strings: &Strings::default(), paths: &paths, asked: &questions::Once::new() };
    let pages = pages::plan(&planner).into_iter().map(|page| page.file);
    // Some lists there are only once there are articles.
    let lists = paths::names().map(|name| paths.named(name, 1));
    let files: BTreeSet<String> = pages.chain(lists).map(|file| folded(&file).into_owned()).collect();
    move |id| files.contains(&*folded(&paths.article(id, 1)))
}

fn resolve_again(
    snapshot: &Snapshot,
    options: &Options,
    memory: &mut Memory,
) -> (Arc<Resolved>, Vec<Diagnostic>) {
    let content = content::parse_again(snapshot, options.drafts, &mut memory.content);
    let base_url = options.base_url.as_deref();
    let resolved = resolve::resolve(content.value, snapshot, base_url, &mut memory.resolve);
    // Of a file with mistakes the rest is read. What seems to be missing from an entry may be what one in it was meant to be.
    let mistakes = content.diagnostics.iter().filter(|wrong| wrong.severity == Severity::Error);
    let mut mistaken: BTreeMap<&str, Vec<&Location>> = BTreeMap::new();
    for place in mistakes.filter_map(|wrong| wrong.location.as_ref()) {
        mistaken.entry(&place.file).or_default().push(place);
    }
    let mut maps: BTreeMap<String, Maps> = BTreeMap::new();
    let mut is_absence = |wrong: &Diagnostic| {
        let Some(at) = &wrong.location else { return false };
        let Some(places) = mistaken.get(at.file.as_str()) else { return false };
        let is_missing = matches!(wrong.code, Code::MissingKey | Code::MissingEvidence);
        is_missing
            && snapshot.get(&at.file).is_some_and(|file| {
                let maps = maps.entry(at.file.clone()).or_insert_with(|| Maps::new(&at.file, file));
                let entry = maps.around(&at.range);
                places.iter().any(|place| entry.start <= place.range.start && place.range.end <= entry.end)
            })
    };
    let told = resolved.diagnostics.into_iter().filter(|wrong| !is_absence(wrong));
    let mut diagnostics = snapshot.diagnostics.clone();
    diagnostics.extend(told);
    diagnostics.extend(content.diagnostics);
    causes::join_quotes(&mut diagnostics);
    causes::name_unseen(&mut diagnostics, snapshot);
    diagnostic::sort(&mut diagnostics);
    (resolved.value, diagnostics)
}

/// Kinds of events that are shown as they are, though a word that the theme knows is near: a slip of the hand.
fn event_kinds(snapshot: &Snapshot, site: &Site, strings: &Strings) -> Vec<Diagnostic> {
    let known: Vec<&str> = strings.keys().filter_map(|key| key.strip_prefix("event_")).collect();
    let mut diagnostics = Vec::new();
    for event in site.events.iter().filter(|event| !known.contains(&event.kind.as_str())) {
        let near = nearest(&event.kind, known.iter().copied(), 2);
        let Some(hint) = did_you_mean(&near) else { continue };
        let Some(File::Text(text)) = snapshot.get(&event.file) else { continue };
        let at = written(&event.file, text).into_iter().find(|w| w.key == "kind" && w.parent.is_empty());
        let message = format!("the theme has no word for the kind `{}`, and shows it as it is", event.kind);
        let at = at.map_or(Location::new(&event.file, 0..0), |written| written.at(&event.file));
        diagnostics.push(Diagnostic::warning(Code::UnknownValue, message).at(at).hint(hint));
    }
    diagnostics
}

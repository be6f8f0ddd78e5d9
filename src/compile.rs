//! The whole program in one function: files in, artifacts and diagnostics out.

use crate::diagnostic::{self, Diagnostic};
use crate::edition::{self, Edition};
use crate::model::Artifact;
use crate::parse::content;
use crate::render::theme;
use crate::resolve::uses::Use;
use crate::resolve::{self, Resolved};
use crate::snapshot::Snapshot;
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
#[derive(Debug, Default)]
pub struct Compiled {
    /// The site, and the names in it.
    pub resolved: Arc<Resolved>,
    /// The output files, in order of their paths; none if there are errors.
    pub artifacts: Vec<Artifact>,
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

/// Compiles a portal.
pub fn compile(snapshot: &Snapshot, options: &Options) -> Compiled {
    let Prepared { resolved, edition, mut diagnostics } = prepare(snapshot, options, &mut Memory::default());
    let artifacts = edition.map(|edition| edition.make_all(snapshot, &mut diagnostics)).unwrap_or_default();
    diagnostic::sort(&mut diagnostics);
    Compiled { resolved, artifacts, diagnostics }
}

/// Everything before files are made.
pub fn prepare(snapshot: &Snapshot, options: &Options, memory: &mut Memory) -> Prepared {
    let (resolved, mut diagnostics) = resolve_again(snapshot, options, memory);
    let portal = &resolved.site.portal;
    // What is wrong with the theme is told with what is wrong with the content.
    let theme = memory.theme.load(snapshot, &portal.theme, &portal.language);
    diagnostics.extend(theme.diagnostics);
    let edition = match diagnostic::has_errors(&diagnostics) {
        true => None,
        false => Edition::new(resolved.clone(), theme.value, snapshot, &mut memory.edition, &mut diagnostics),
    };
    diagnostic::sort(&mut diagnostics);
    Prepared { resolved, edition, diagnostics }
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

fn resolve_again(
    snapshot: &Snapshot,
    options: &Options,
    memory: &mut Memory,
) -> (Arc<Resolved>, Vec<Diagnostic>) {
    let content = content::parse_again(snapshot, options.drafts, &mut memory.content);
    let mut diagnostics = snapshot.diagnostics.clone();
    diagnostics.extend(content.diagnostics);
    let base_url = options.base_url.as_deref();
    let resolved = resolve::resolve(content.value, snapshot, base_url, &mut memory.resolve);
    diagnostics.extend(resolved.diagnostics);
    diagnostic::sort(&mut diagnostics);
    (resolved.value, diagnostics)
}

//! The whole program in one function: files in, artifacts and diagnostics out.

use crate::diagnostic::{self, Code, Diagnostic, Location, did_you_mean};
use crate::formats::{self, FORMATS, Input};
use crate::markup;
use crate::model::Artifact;
use crate::model::site::Site;
use crate::pages::paths::Paths;
use crate::pages::{self, KINDS, Planned, Planner, Scope};
use crate::parse::written::written;
use crate::parse::{content, record};
use crate::render::strings::Strings;
use crate::render::templates::Templates;
use crate::render::theme::{self, Theme};
use crate::resolve::{self, Resolved};
use crate::snapshot::{File, Snapshot};
use crate::text::distance::nearest;
use rayon::prelude::*;
use std::collections::BTreeMap;

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
    pub resolved: Resolved,
    /// The output files, in order of their paths; none if there are errors.
    pub artifacts: Vec<Artifact>,
    /// What is wrong, sorted by file and position.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles a portal.
pub fn compile(snapshot: &Snapshot, options: &Options) -> Compiled {
    let mut compiled = resolve(snapshot, options);
    let site = &compiled.resolved.site;
    // What is wrong with the theme is told with what is wrong with the content.
    let theme = theme::load(snapshot, &site.portal.theme, &site.portal.language);
    compiled.diagnostics.extend(theme.diagnostics);
    compiled.diagnostics.extend(event_kinds(snapshot, site, &theme.value.strings));
    if !diagnostic::has_errors(&compiled.diagnostics) {
        compiled.artifacts = render(snapshot, &theme.value, site, &mut compiled.diagnostics);
    }
    diagnostic::sort(&mut compiled.diagnostics);
    compiled
}

/// Everything before pages are made: the site and its names.
pub fn resolve(snapshot: &Snapshot, options: &Options) -> Compiled {
    let content = content::parse(snapshot, options.drafts);
    let mut diagnostics = snapshot.diagnostics.clone();
    diagnostics.extend(content.diagnostics);
    let mut resolved = resolve::resolve(&content.value, snapshot);
    diagnostics.append(&mut resolved.diagnostics);
    let portal = &mut resolved.value.site.portal;
    if let Some(url) = &options.base_url {
        portal.base_url = Some(if url.ends_with('/') { url.clone() } else { format!("{url}/") });
    }
    diagnostic::sort(&mut diagnostics);
    Compiled { resolved: resolved.value, artifacts: Vec::new(), diagnostics }
}

/// All files of a site, in order of their paths.
fn render(
    snapshot: &Snapshot,
    theme: &Theme,
    site: &Site,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Artifact> {
    let paths = Paths::new(site, &snapshot.portal_key("paths"), diagnostics);
    let planner = Planner { site, strings: &theme.strings, paths: &paths };
    let planned = pages::plan(&planner);
    let (assets, addresses) = assets(theme);
    let formats = formats::chosen(site);
    unknown_formats(site, &snapshot.portal_key("formats"), diagnostics);
    let view = pages::site_view(&planner, addresses, &formats);
    let templates = match Templates::new(theme, &view) {
        Ok(templates) => templates,
        Err(wrong) => {
            diagnostics.extend(wrong);
            return Vec::new();
        }
    };
    let pages = fill(&planner, &templates, &planned, diagnostics);
    let input = Input { site, pages: &planned, paths: &paths, strings: &theme.strings };
    let made = FORMATS.par_iter().filter(|f| formats.contains(&f.name)).flat_map_iter(|f| (f.make)(&input));
    let mut artifacts = pages;
    artifacts.extend(made.collect::<Vec<_>>());
    artifacts.extend(assets);
    artifacts.push(seed_record(site));
    artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    collisions(&artifacts, &snapshot.portal_key("paths"), diagnostics);
    artifacts
}

/// What the next build may want to know of the seeds.
fn seed_record(site: &Site) -> Artifact {
    let seeds = site.articles.par_iter().filter(|article| !article.is_markdown);
    let lines: Vec<String> = seeds.map(|a| record::encode(&a.seed, &a.sha256, &a.text)).collect();
    Artifact { path: record::FILE.to_owned(), bytes: lines.concat().into_bytes() }
}

/// The pages themselves, each on its own.
fn fill(
    planner: &Planner<'_>,
    templates: &Templates,
    planned: &[Planned],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Artifact> {
    let cards = pages::cards(planner);
    let results: Vec<Result<Artifact, Box<Diagnostic>>> = planned
        .par_iter()
        .map(|page| {
            let scope = Scope::new(planner, &cards, page);
            let kind = KINDS[page.kind];
            let made = (kind.view)(&scope);
            let mut bytes = Vec::with_capacity(16 * 1024);
            let view = scope.page(made.page);
            templates.fill(
                &format!("{}.html", kind.name),
                &view,
                (made.name, made.view),
                &page.file,
                &mut bytes,
            )?;
            bytes.shrink_to_fit();
            Ok(Artifact { path: page.file.clone(), bytes })
        })
        .collect();
    let mut artifacts = Vec::with_capacity(results.len());
    let mut wrong: Vec<(Diagnostic, usize)> = Vec::new();
    for result in results {
        match result {
            Ok(artifact) => artifacts.push(artifact),
            // One mistake in a template would else be told for every page.
            Err(d) => match wrong.iter_mut().find(|(known, _)| known.location == d.location) {
                Some((_, pages)) => *pages += 1,
                None => wrong.push((*d, 0)),
            },
        }
    }
    diagnostics.extend(wrong.into_iter().map(|(mut diagnostic, pages)| {
        if pages > 0 {
            let word = if pages == 1 { "page" } else { "pages" };
            diagnostic.message.push_str(&format!(", and so on {pages} {word} more"));
        }
        diagnostic
    }));
    artifacts
}

/// The theme's files and the stylesheet of highlighted code; and the address of each, with a hash of its content.
fn assets(theme: &Theme) -> (Vec<Artifact>, BTreeMap<String, String>) {
    let mut artifacts: Vec<Artifact> = theme
        .assets
        .iter()
        .map(|(name, bytes)| Artifact { path: format!("assets/{name}"), bytes: bytes.to_vec() })
        .collect();
    if !theme.assets.contains_key("code.css") {
        artifacts.push(Artifact {
            path: "assets/code.css".to_owned(),
            bytes: markup::stylesheet().as_bytes().to_vec(),
        });
    }
    let address = |artifact: &Artifact| {
        let hash = xxhash_rust::xxh3::xxh3_64(&artifact.bytes);
        let name = artifact.path.trim_start_matches("assets/").to_owned();
        (name, format!("{}?v={:08x}", artifact.path, hash >> 32))
    };
    let addresses = artifacts.iter().map(address).collect();
    (artifacts, addresses)
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
        let at = at.map_or(Location::new(&event.file, 0..0), |written| written.at);
        diagnostics.push(Diagnostic::warning(Code::UnknownValue, message).at(at).hint(hint));
    }
    diagnostics
}

fn unknown_formats(site: &Site, place: &Location, diagnostics: &mut Vec<Diagnostic>) {
    for name in site.portal.formats.iter().flatten() {
        if !FORMATS.iter().any(|f| f.name == name) {
            let known: Vec<&str> = FORMATS.iter().map(|f| f.name).collect();
            let wrong = Diagnostic::error(Code::UnknownValue, format!("there is no format `{name}`"));
            diagnostics.push(wrong.at(place.clone()).hint(format!("known: {}", known.join(", "))));
        }
    }
}

fn collisions(artifacts: &[Artifact], place: &Location, diagnostics: &mut Vec<Diagnostic>) {
    for pair in artifacts.windows(2).filter(|pair| pair[0].path == pair[1].path) {
        let wrong = Diagnostic::error(
            Code::PathCollision,
            format!("two pages would be written to `{}`", pair[0].path),
        );
        diagnostics.push(
            wrong
                .at(place.clone())
                .hint("rename one of the things, or give a kind another folder in `paths:`"),
        );
    }
}

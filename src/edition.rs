//! A resolved site with its theme, of which every output file can be made alone: all of them by a build, those that are
//! asked for by the preview.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::formats::{self, FORMATS, Input};
use crate::markup;
use crate::model::Artifact;
use crate::model::site::Site;
use crate::pages::paths::Paths;
use crate::pages::{self, Cards, KINDS, Planned, Planner, Scope};
use crate::parse::record;
use crate::render::templates::Templates;
use crate::render::theme::Theme;
use crate::resolve::Resolved;
use crate::snapshot::Snapshot;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

/// A site that is ready to be made, page by page.
pub struct Edition {
    resolved: Arc<Resolved>,
    theme: Arc<Theme>,
    templates: Templates,
    paths: Paths,
    planned: Vec<Planned>,
    by_file: HashMap<String, usize>,
    cards: Cards,
    formats: Vec<&'static str>,
    assets: Vec<Artifact>,
    site_wide: OnceLock<Vec<Artifact>>,
}

impl Edition {
    /// Plans the pages of `resolved` and reads the templates of `theme`.
    ///
    /// None when the templates cannot be read; what is wrong is added to `diagnostics`. Mistakes that show only while a
    /// page is made are told by [`Self::make`].
    pub fn new(
        resolved: Arc<Resolved>,
        theme: Arc<Theme>,
        snapshot: &Snapshot,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let site = &resolved.site;
        let paths = Paths::new(site, &snapshot.portal_key("paths"), diagnostics);
        let planner = Planner { site, strings: &theme.strings, paths: &paths };
        let planned = pages::plan(&planner);
        let (assets, addresses) = assets(&theme);
        let formats = formats::chosen(site);
        unknown_formats(site, &snapshot.portal_key("formats"), diagnostics);
        let view = pages::site_view(&planner, addresses, &formats);
        let templates = match Templates::new(&theme, &view) {
            Ok(templates) => templates,
            Err(wrong) => {
                diagnostics.extend(wrong);
                return None;
            }
        };
        let cards = pages::cards(&planner);
        let by_file = planned.iter().enumerate().map(|(index, page)| (page.file.clone(), index)).collect();
        let site_wide = OnceLock::new();
        Some(Self { resolved, theme, templates, paths, planned, by_file, cards, formats, assets, site_wide })
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.resolved.site
    }

    /// The theme.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// The pages, kinds in the order of [`KINDS`].
    pub fn pages(&self) -> &[Planned] {
        &self.planned
    }

    /// The page that is written to this output file.
    pub fn page(&self, file: &str) -> Option<&Planned> {
        self.by_file.get(file).map(|&index| &self.planned[index])
    }

    /// The content of an output file (`bai-viet/a.html`, `assets/portal.css`, `feed.xml`), the same bytes that a build
    /// writes; none if the site has no such file.
    ///
    /// # Errors
    /// What is wrong in a template, when the page cannot be made.
    pub fn make(&self, file: &str) -> Option<Result<Vec<u8>, Box<Diagnostic>>> {
        if let Some(page) = self.page(file) {
            return Some(self.fill(page));
        }
        if let Some(asset) = self.assets.iter().find(|asset| asset.path == file) {
            return Some(Ok(asset.bytes.clone()));
        }
        let made = self.site_wide.get_or_init(|| self.formats());
        made.iter().find(|artifact| artifact.path == file).map(|artifact| Ok(artifact.bytes.clone()))
    }

    /// All files of the site, in order of their paths; mistakes are added to `diagnostics`.
    pub fn make_all(&self, snapshot: &Snapshot, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
        let mut artifacts = self.fill_all(diagnostics);
        artifacts.extend(self.formats());
        artifacts.extend(self.assets.iter().cloned());
        artifacts.sort_by(|a, b| a.path.cmp(&b.path));
        collisions(&artifacts, &snapshot.portal_key("paths"), diagnostics);
        artifacts
    }

    fn planner(&self) -> Planner<'_> {
        Planner { site: self.site(), strings: &self.theme.strings, paths: &self.paths }
    }

    /// One page.
    fn fill(&self, page: &Planned) -> Result<Vec<u8>, Box<Diagnostic>> {
        let scope = Scope::new(&self.planner(), &self.cards, page);
        let kind = KINDS[page.kind];
        let made = (kind.view)(&scope);
        let mut bytes = Vec::with_capacity(16 * 1024);
        let view = scope.page(made.page);
        let template = format!("{}.html", kind.name);
        self.templates.fill(&template, &view, (made.name, made.view), &page.file, &mut bytes)?;
        bytes.shrink_to_fit();
        Ok(bytes)
    }

    /// The pages, each on its own.
    fn fill_all(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
        let results: Vec<Result<Artifact, Box<Diagnostic>>> = self
            .planned
            .par_iter()
            .map(|page| Ok(Artifact { path: page.file.clone(), bytes: self.fill(page)? }))
            .collect();
        let mut artifacts = Vec::with_capacity(results.len());
        let mut wrong: Vec<Diagnostic> = Vec::new();
        for result in results {
            match result {
                Ok(artifact) => artifacts.push(artifact),
                // One mistake in a template would else be told for every page.
                Err(d) if wrong.iter().any(|known| known.location == d.location) => {}
                Err(d) => wrong.push(*d),
            }
        }
        diagnostics.extend(wrong);
        artifacts
    }

    /// What is no page and no file of the theme.
    fn formats(&self) -> Vec<Artifact> {
        let input = Input {
            site: self.site(),
            pages: &self.planned,
            paths: &self.paths,
            strings: &self.theme.strings,
        };
        let chosen = FORMATS.par_iter().filter(|f| self.formats.contains(&f.name));
        let mut made: Vec<Artifact> = chosen.flat_map_iter(|f| (f.make)(&input)).collect();
        made.push(seed_record(self.site()));
        made
    }
}

/// What the next build may want to know of the seeds.
fn seed_record(site: &Site) -> Artifact {
    let seeds = site.articles.par_iter().filter(|article| !article.is_markdown);
    let lines: Vec<String> = seeds.map(|a| record::encode(&a.seed, &a.sha256, &a.text)).collect();
    Artifact { path: record::FILE.to_owned(), bytes: lines.concat().into_bytes() }
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

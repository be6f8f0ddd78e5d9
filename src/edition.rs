//! A resolved site with its theme, of which every output file can be made alone: all of them by a build, those that are
//! asked for by the preview.

mod assets;
mod misplaced;

use crate::diagnostic::{self, Code, Diagnostic, Location};
use crate::formats::{FORMATS, Format, Input, offline};
use crate::model::site::{STATIC_FOLDER, Site};
use crate::model::{Artifact, Note};
use crate::offers::{WORKER, is_chosen};
use crate::pages::paths::Paths;
use crate::pages::{self, Cards, KINDS, Planned, Planner, Scope};
use crate::parse::record;
use crate::parse::written::portal_entry;
use crate::questions;
use crate::render::templates::Templates;
use crate::render::theme::Theme;
use crate::render::wanted::Wanted;
use crate::resolve::Resolved;
use crate::shard::Shard;
use crate::snapshot::{File, Snapshot};
use crate::view::SiteView;
use assets::Assets;
use misplaced::Misplaced;
use rayon::iter::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelExtend, ParallelIterator,
};
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A site that is ready to be made, page by page.
pub struct Edition {
    resolved: Arc<Resolved>,
    theme: Arc<Theme>,
    templates: Arc<Templates>,
    paths: Arc<Paths>,
    cards: Cards,
    /// What the templates of each of [`KINDS`] show.
    wanted: Vec<OnceLock<Wanted>>,
    assets: Arc<Assets>,
    /// The files of `static/`, by path below it.
    static_files: BTreeMap<String, File>,
    asked: questions::Once,
    planned: OnceLock<Vec<Planned>>,
    /// The files of each of [`FORMATS`].
    site_wide: Vec<OnceLock<Vec<Artifact>>>,
    /// What needs all other files.
    offline: OnceLock<Vec<Artifact>>,
    /// What of the site [`Self::make_each`] makes.
    shard: Shard,
}

/// What one edition can take over from the one before.
#[derive(Default)]
pub struct Memory {
    paths: Option<(Arc<Resolved>, Arc<Paths>)>,
    assets: Option<(Arc<Theme>, Arc<Assets>)>,
    templates: Option<(Arc<Theme>, SiteView, Arc<Templates>)>,
}

impl Memory {
    /// The paths of `resolved`'s site.
    fn paths(
        &mut self,
        resolved: &Arc<Resolved>,
        snapshot: &Snapshot,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<Paths> {
        let same = |last: &Resolved| {
            let (one, two) = (&last.site.portal, &resolved.site.portal);
            // The same registry has the same things in the same places.
            Arc::ptr_eq(&last.registry, &resolved.registry)
                && (&one.paths, one.pretty_urls, &one.language)
                    == (&two.paths, two.pretty_urls, &two.language)
        };
        if let Some((_, paths)) = self.paths.as_ref().filter(|(last, _)| same(last)) {
            return paths.clone();
        }
        let before = diagnostics.len();
        let paths =
            Arc::new(Paths::new(&resolved.site, |key| portal_entry(snapshot, "paths", key), diagnostics));
        // What is wrong must be told again.
        self.paths = (diagnostics.len() == before).then(|| (resolved.clone(), paths.clone()));
        paths
    }

    fn assets(&mut self, theme: &Arc<Theme>) -> Arc<Assets> {
        if let Some((_, assets)) = self.assets.as_ref().filter(|(last, _)| Arc::ptr_eq(last, theme)) {
            return assets.clone();
        }
        let assets = Arc::new(Assets::new(theme));
        self.assets = Some((theme.clone(), assets.clone()));
        assets
    }

    fn templates(&mut self, theme: &Arc<Theme>, view: SiteView) -> Result<Arc<Templates>, Vec<Diagnostic>> {
        let same = |last: &Arc<Theme>, seen: &SiteView| Arc::ptr_eq(last, theme) && *seen == view;
        if let Some((.., templates)) = self.templates.as_ref().filter(|(last, seen, _)| same(last, seen)) {
            return Ok(templates.clone());
        }
        let templates = Arc::new(Templates::new(theme, &view)?);
        self.templates = Some((theme.clone(), view, templates.clone()));
        Ok(templates)
    }
}

impl Edition {
    /// Finds out where the pages of `resolved` stand and reads the templates of `theme`.
    ///
    /// None when the templates cannot be read; what is wrong is added to `diagnostics`. Mistakes that show only while a
    /// page is made are told by [`Self::make`].
    pub fn new(
        resolved: Arc<Resolved>,
        theme: Arc<Theme>,
        snapshot: &Snapshot,
        memory: &mut Memory,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let site = &resolved.site;
        let paths = memory.paths(&resolved, snapshot, diagnostics);
        let asked = questions::Once::new();
        let planner = Planner { site, strings: &theme.strings, paths: &paths, asked: &asked };
        let assets = memory.assets(&theme);
        let view = pages::site_view(&planner, assets.addresses.clone());
        let templates = match memory.templates(&theme, view) {
            Ok(templates) => templates,
            Err(wrong) => {
                diagnostics.extend(wrong);
                return None;
            }
        };
        let cards = Cards::new(site);
        let wanted = KINDS.iter().map(|_| OnceLock::new()).collect();
        let (planned, site_wide) = (OnceLock::new(), FORMATS.iter().map(|_| OnceLock::new()).collect());
        let offline = OnceLock::new();
        let static_files = snapshot.below(STATIC_FOLDER);
        let static_files =
            static_files.map(|(path, file)| (path[STATIC_FOLDER.len()..].to_owned(), file.clone())).collect();
        Some(Self {
            resolved,
            theme,
            templates,
            paths,
            cards,
            wanted,
            assets,
            static_files,
            asked,
            planned,
            site_wide,
            offline,
            shard: Shard::WHOLE,
        })
    }

    /// The same, of which [`Self::make_each`] makes a part.
    #[must_use]
    pub fn only(self, shard: Shard) -> Self {
        Self { shard, ..self }
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
        self.planned.get_or_init(|| pages::plan(&self.planner()))
    }

    /// Whether an author gave the site this output file: a page, a former address, or a file of `static/`.
    pub fn has(&self, file: &str) -> bool {
        self.static_files.contains_key(file)
            || !self.site().redirects_at(file).is_empty()
            || self.page(file).is_some()
    }

    /// Whether the files of `static/` are those of another edition.
    pub fn has_static_files_of(&self, other: &Self) -> bool {
        let (one, two) = (&self.static_files, &other.static_files);
        one.len() == two.len() && one.iter().zip(two).all(|((a, x), (b, y))| a == b && x.is_same(y))
    }

    /// The page that is written to this output file.
    pub fn page(&self, file: &str) -> Option<Planned> {
        pages::plan_one(&self.planner(), file)
    }

    /// The content of an output file (`bai-viet/a.html`, `assets/portal.css`, `feed.xml`), the same bytes that a build
    /// writes; none if the site has no such file.
    ///
    /// # Errors
    /// What is wrong in a template, when the page cannot be made.
    pub fn make(&self, file: &str) -> Option<Result<Vec<u8>, Box<Diagnostic>>> {
        if let Some(page) = self.page(file) {
            return Some(self.fill(&page));
        }
        if let Some(asset) = self.assets.files.iter().find(|asset| asset.path == file) {
            return Some(Ok(asset.bytes.clone()));
        }
        if let Some(bytes) = self.static_files.get(file) {
            return Some(Ok(bytes.to_vec()));
        }
        if let Some(former) = self.site().redirects_at(file).first() {
            return Some(Ok(pages::redirect(&self.planner(), former).bytes));
        }
        if file == record::FILE {
            return Some(Ok(seed_record(self.site()).bytes));
        }
        if file == WORKER || file == offline::LIST {
            let made =
                self.offline.get_or_init(|| self.offline(&self.all_but_offline(&|_, _| {}, &mut Vec::new())));
            return made
                .iter()
                .find(|artifact| artifact.path == file)
                .map(|artifact| Ok(artifact.bytes.clone()));
        }
        let at = FORMATS.iter().position(|format| format.owns(file))?;
        let made = self.site_wide[at].get_or_init(|| self.format(&FORMATS[at]));
        made.iter().find(|artifact| artifact.path == file).map(|artifact| Ok(artifact.bytes.clone()))
    }

    /// All files of the site, in order of their paths; mistakes are added to `diagnostics`.
    pub fn make_all(&self, snapshot: &Snapshot, diagnostics: &mut Vec<Diagnostic>) -> Vec<Artifact> {
        let artifacts = Mutex::new(Vec::new());
        let keep = |artifact: Artifact, _: &Note| {
            artifacts.lock().unwrap_or_else(PoisonError::into_inner).push(artifact);
        };
        self.make_each(snapshot, &keep, diagnostics);
        let mut artifacts = artifacts.into_inner().unwrap_or_else(PoisonError::into_inner);
        artifacts.sort_by(|a, b| a.path.cmp(&b.path));
        artifacts
    }

    /// Makes all files of the site, or of its shard, and hands each to `take` as soon as it is made, in no order and on any thread; returns what
    /// stays known of them, in order of their paths. Mistakes are added to `diagnostics`.
    pub fn make_each(
        &self,
        snapshot: &Snapshot,
        take: Take<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Note> {
        let mut notes = self.all_but_offline(take, diagnostics);
        if self.shard.has_rest() {
            notes.extend(handed(self.offline(&notes), take));
        }
        notes.sort_by(|a, b| a.path.cmp(&b.path));
        let elsewhere = self.elsewhere();
        let mut paths: Vec<&str> = notes.iter().map(|note| note.path.as_str()).collect();
        if !self.makes_all_pages() {
            paths.extend(&elsewhere);
        }
        paths.sort_unstable();
        diagnostics.extend(self.misplaced(snapshot).tell(&paths));
        notes.retain(|note| !elsewhere.contains(note.path.as_str()));
        notes
    }

    /// All files but those that are made from all others, in order of their paths.
    fn all_but_offline(&self, take: Take<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Note> {
        let mut notes = self.fill_all(take, diagnostics);
        if self.shard.has_rest() {
            notes.extend(self.formats(take));
            notes.extend(handed(self.assets.files.iter().cloned(), take));
            let former = self.site().redirects.iter();
            notes.extend(handed(former.map(|former| pages::redirect(&self.planner(), former)), take));
            notes.par_extend(
                self.static_files
                    .par_iter()
                    .map(|(path, file)| hand(Artifact { path: path.clone(), bytes: file.to_vec() }, take)),
            );
        }
        notes.sort_by(|a, b| a.path.cmp(&b.path));
        notes
    }

    /// Whether all pages are made, whoever writes them: the worker's list tells of each.
    fn makes_all_pages(&self) -> bool {
        self.shard == Shard::WHOLE || (self.shard.has_rest() && self.site().portal.offline == Some(true))
    }

    /// The files of pages that other shards write.
    fn elsewhere(&self) -> HashSet<&str> {
        let pages = self.pages().iter().enumerate();
        pages.filter(|(at, _)| !self.shard.has_page(*at)).map(|(_, page)| page.file.as_str()).collect()
    }

    /// The worker and its list, from all other files.
    fn offline(&self, files: &[Note]) -> Vec<Artifact> {
        offline::make(self.site().portal.offline, files, self.pages())
    }

    /// What is wrong with templates as the first page of each kind shows it: what can be told before all pages are made. Sorted.
    pub fn first_mistakes(&self) -> Vec<Diagnostic> {
        let firsts: Vec<&Planned> =
            self.pages().chunk_by(|a, b| a.kind == b.kind).map(|kind| &kind[0]).collect();
        let made: Vec<_> = firsts.into_par_iter().filter_map(|page| self.fill(page).err()).collect();
        let mut wrong: Vec<Diagnostic> = Vec::new();
        for mistake in made {
            // One mistake in what all templates share would else be told for each kind.
            if !wrong.iter().any(|known| known.location == mistake.location) {
                wrong.push(*mistake);
            }
        }
        diagnostic::sort(&mut wrong);
        wrong
    }

    /// What is wrong with where the pages and the files of the theme would be written, as `misplaced` tells it.
    pub fn collisions(&self, snapshot: &Snapshot) -> Vec<Diagnostic> {
        self.misplaced(snapshot).tell(&self.placed())
    }

    /// The files whose places authors choose, sorted, each as often as it would be written: pages, former addresses, files of the theme
    /// and of `static/`.
    pub fn placed(&self) -> Vec<&str> {
        let pages = self.pages().iter().map(|page| page.file.as_str());
        let mut paths: Vec<&str> =
            pages.chain(self.assets.files.iter().map(|file| file.path.as_str())).collect();
        paths.extend(self.static_files.keys().map(String::as_str));
        paths.extend(self.site().redirects.iter().map(|former| former.from.as_str()));
        paths.sort_unstable();
        paths
    }

    fn misplaced<'a>(&'a self, snapshot: &'a Snapshot) -> Misplaced<'a> {
        Misplaced { site: self.site(), pages: self.pages(), themes: &self.theme.chain, snapshot }
    }

    fn planner(&self) -> Planner<'_> {
        Planner { site: self.site(), strings: &self.theme.strings, paths: &self.paths, asked: &self.asked }
    }

    /// One page.
    fn fill(&self, page: &Planned) -> Result<Vec<u8>, Box<Diagnostic>> {
        let kind = KINDS[page.kind];
        let template = format!("{}.html", kind.name);
        let wanted = self.wanted[page.kind].get_or_init(|| self.templates.wanted(&template, kind.sees));
        let scope = Scope::new(&self.planner(), &self.cards, page).for_template(wanted);
        let made = (kind.view)(&scope);
        let mut bytes = Vec::with_capacity(16 * 1024);
        let view = scope.page(made.page);
        self.templates.fill(&template, &view, (kind.sees, made.view), &page.file, &mut bytes)?;
        bytes.shrink_to_fit();
        Ok(bytes)
    }

    /// The pages, each on its own.
    fn fill_all(&self, take: Take<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Note> {
        let makes_all = self.makes_all_pages();
        let nobody: Take<'_> = &|_, _| {};
        let results: Vec<Result<Note, Box<Diagnostic>>> = self
            .pages()
            .par_iter()
            // The last pages are the longest: who has finished takes a share of them.
            .with_max_len(16)
            .enumerate()
            .filter(|(at, _)| makes_all || self.shard.has_page(*at))
            .map(|(at, page)| {
                let made = Artifact { path: page.file.clone(), bytes: self.fill(page)? };
                Ok(hand(made, if self.shard.has_page(at) { take } else { nobody }))
            })
            .collect();
        let mut notes = Vec::with_capacity(results.len());
        let mut wrong: Vec<(Diagnostic, usize)> = Vec::new();
        for result in results {
            match result {
                Ok(note) => notes.push(note),
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
        notes
    }

    /// What is no page and no file of the theme.
    fn formats(&self, take: Take<'_>) -> Vec<Note> {
        let made = FORMATS.par_iter().flat_map_iter(|format| handed(self.format(format), take));
        let mut notes: Vec<Note> = made.collect();
        notes.push(hand(seed_record(self.site()), take));
        notes
    }

    /// The files of one format; none if the portal does not ask for it.
    fn format(&self, format: &Format) -> Vec<Artifact> {
        if !is_chosen(self.site(), format.name) {
            return Vec::new();
        }
        let input = Input {
            site: self.site(),
            pages: self.pages(),
            paths: &self.paths,
            strings: &self.theme.strings,
            asked: &self.asked,
        };
        let made = (format.make)(&input);
        debug_assert!(made.iter().all(|artifact| format.owns(&artifact.path)), "{} makes more", format.name);
        made
    }
}

/// Who takes files as soon as they are made, on any thread.
pub type Take<'a> = &'a (dyn Fn(Artifact, &Note) + Sync);

/// Hands a file over, and keeps what stays known of it.
fn hand(artifact: Artifact, take: Take<'_>) -> Note {
    let note = artifact.note();
    take(artifact, &note);
    note
}

fn handed(artifacts: impl IntoIterator<Item = Artifact>, take: Take<'_>) -> Vec<Note> {
    artifacts.into_iter().map(|artifact| hand(artifact, take)).collect()
}

/// What the next build may want to know of the seeds.
fn seed_record(site: &Site) -> Artifact {
    let seeds = site.articles.par_iter().filter(|article| !article.is_markdown);
    let lines: Vec<String> = seeds.map(|a| record::encode(&a.seed, &a.sha256, &a.text)).collect();
    Artifact { path: record::FILE.to_owned(), bytes: lines.concat().into_bytes() }
}

/// The formats that the portal asks for and does not get, as nobody makes them, or as it does not say where its site will stand; they are
/// written at `place`.
pub fn missing_formats(site: &Site, place: impl Fn(&str) -> Location) -> Vec<Diagnostic> {
    let asked = site.portal.formats.iter().flatten();
    let missing = asked.filter_map(|name| match FORMATS.iter().find(|format| format.name == name) {
        None => {
            let wrong = Diagnostic::error(Code::UnknownValue, format!("there is no format `{name}`"));
            let known: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            Some(wrong.at(place(name)).hint(format!("known: {}", known.join(", "))))
        }
        Some(format) if format.needs_address && site.portal.base_url.is_none() => {
            let message = format!("`{name}` is not made, as it names whole addresses and `base_url` is missing");
            let wrong = Diagnostic::warning(Code::MissingKey, message);
            let hint = "say where the site will stand, such as `base_url: https://example.org/portal/`, or give `--base-url`";
            Some(wrong.at(place(name)).hint(hint))
        }
        Some(_) => None,
    });
    missing.collect()
}

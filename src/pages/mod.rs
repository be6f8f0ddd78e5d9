//! Which pages a site has, and what each shows.
//!
//! A kind of page is one file here and one line in [`KINDS`]. Its `plan` says which pages there are; its `view` makes
//! what the template of the same name sees. A page shows its own subject in full and every other thing as a card or a
//! link, so that pages can be made alone, in any order, on any thread.

pub mod agent;
pub mod article;
pub mod document;
pub mod event;
mod glossary;
mod graph;
mod home;
mod json_ld;
mod list;
mod not_found;
pub mod parts;
pub mod paths;
mod people;
mod redirect;
pub mod search;
pub mod self_test;
mod site;
mod text;
pub mod timeline;
pub mod topic;

pub use redirect::redirect;
pub use site::site_view;

use crate::display::words;
use crate::markup::MarkupStrings;
use crate::model::site::{ArticleId, Site, Thing};
use crate::questions::{self, Asked};
use crate::render::strings::Strings;
use crate::render::templates::{self, ViewValue};
use crate::render::wanted::Wanted;
use crate::text::words::one_line;
use crate::view::{Crumb, PageView, Pager};
use parts::prose;
use parts::sources::Byline;
use paths::{Paths, root};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// A kind of page.
pub struct Kind {
    /// Its name: in `data/pages.ndjson`, and of its template.
    pub name: &'static str,
    /// The name under which the page's template sees its view.
    pub sees: &'static str,
    /// Which pages of this kind the site has.
    pub plan: Plan,
    /// Makes that view.
    pub view: fn(&Scope<'_>) -> Made,
}

/// Which pages of a kind there are.
pub enum Plan {
    /// Those of every thing of the kind that bears the same name.
    Things(fn(&Planner<'_>, Thing) -> Of),
    /// Those of no thing.
    Named(fn(&Planner<'_>) -> Vec<Planned>),
}

/// The pages of a thing.
pub struct Of {
    /// Their title in plain text.
    pub title: String,
    /// The section of the menu that they belong to.
    pub section: &'static str,
    /// How many there are.
    pub parts: usize,
}

/// All kinds of pages.
pub const KINDS: &[&Kind] = &[
    &home::KIND,
    &article::KIND,
    &list::ARTICLES,
    &document::KIND,
    &list::DOCUMENTS,
    &event::KIND,
    &agent::PERSON,
    &agent::ORGANISATION,
    &people::KIND,
    &topic::KIND,
    &list::TOPICS,
    &timeline::KIND,
    &glossary::KIND,
    &graph::KIND,
    &search::KIND,
    &self_test::KIND,
    &text::KIND,
    &not_found::KIND,
];

/// A page that the site will have.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its position in [`KINDS`].
    pub kind: usize,
    /// The id of its subject, or the name of its kind.
    pub id: String,
    /// Its output file.
    pub file: String,
    /// What it is about.
    pub subject: Option<Thing>,
    /// Which part of a long page, from 1, and of how many.
    pub part: (usize, usize),
    /// Its title in plain text.
    pub title: String,
    /// The section of the menu that it belongs to.
    pub section: &'static str,
}

/// What pages are planned from.
#[derive(Clone, Copy)]
pub struct Planner<'a> {
    /// The site.
    pub site: &'a Site,
    /// Words of the interface.
    pub strings: &'a Strings,
    /// Where pages stand.
    pub paths: &'a Paths,
    /// What readers are asked.
    pub asked: &'a questions::Once,
}

/// What a kind's `view` makes.
pub struct Made {
    /// The view.
    pub view: ViewValue,
    /// What the page as a whole adds: description, structured data, and so on.
    pub page: Additions,
}

/// What a page as a whole adds to its plan.
#[derive(Clone, Debug, Default)]
pub struct Additions {
    /// One or two sentences in plain text.
    pub description: Option<String>,
    /// Crumbs between the home page and the page itself: label and path.
    pub crumbs: Vec<(String, String)>,
    /// A shorter name for the last crumb.
    pub crumb: Option<String>,
    /// Structured data.
    pub json_ld: Vec<serde_json::Value>,
    /// Whether it is an article, for Open Graph.
    pub is_article: bool,
    /// Whether it holds highlighted code.
    pub code: bool,
    /// The author's keys for themes.
    pub extra: crate::parse::metadata::Extra,
}

/// Makes the view of a kind.
pub fn made<V: serde::Serialize>(view: &V, page: Additions) -> Made {
    Made { view: templates::view(view), page }
}

/// What many pages show of things: the cards of all but articles, which few pages show, and the few words by which articles are
/// known; the words that rendering takes for any text; and the order of people. Each is made when it is first asked for.
#[derive(Default)]
pub struct Cards {
    made: HashMap<Thing, OnceLock<ViewValue>>,
    articles: Vec<OnceLock<Byline>>,
    markup: OnceLock<Arc<MarkupStrings>>,
    agents: OnceLock<(Vec<Thing>, Vec<Thing>)>,
}

impl Cards {
    /// For the things of `site`.
    pub fn new(site: &Site) -> Self {
        let things = site.things().into_iter().filter(|thing| !matches!(thing, Thing::Article(_)));
        Self {
            made: things.map(|thing| (thing, OnceLock::new())).collect(),
            articles: site.articles.iter().map(|_| OnceLock::new()).collect(),
            markup: OnceLock::new(),
            agents: OnceLock::new(),
        }
    }
}

/// Works in the scope of no page: for what is the same on all, and for what is no page.
pub fn nowhere<T>(planner: &Planner<'_>, work: impl FnOnce(&Scope<'_>) -> T) -> T {
    let nowhere = Planned {
        kind: 0,
        id: String::new(),
        file: String::new(),
        subject: None,
        part: (1, 1),
        title: String::new(),
        section: "",
    };
    let none = Cards::default();
    work(&Scope::new(planner, &none, &nowhere))
}

/// What one page is made from.
pub struct Scope<'a> {
    /// The site.
    pub site: &'a Site,
    /// Words of the interface.
    pub strings: &'a Strings,
    /// Where pages stand.
    pub paths: &'a Paths,
    /// What readers are asked.
    asked: &'a questions::Once,
    /// Cards of all things but articles.
    cards: &'a Cards,
    /// The page.
    pub planned: &'a Planned,
    /// The page's subject.
    pub subject: Option<Thing>,
    /// Which part of a long page, from 1.
    pub part: usize,
    /// The way from the page to the site's root.
    pub root: String,
    /// What the page's template shows; none where it is not for a template.
    wanted: Option<&'a Wanted>,
}

impl<'a> Scope<'a> {
    /// The scope of a planned page.
    pub fn new(planner: &Planner<'a>, cards: &'a Cards, planned: &'a Planned) -> Self {
        let Planner { site, strings, paths, asked } = *planner;
        let root = match KINDS[planned.kind].name {
            "not-found" => not_found::root(site),
            _ => root(&planned.file),
        };
        Self {
            site,
            strings,
            paths,
            asked,
            cards,
            planned,
            subject: planned.subject,
            part: planned.part.0,
            root,
            wanted: None,
        }
    }

    /// The same for a template that shows `wanted` only.
    pub fn for_template(self, wanted: &'a Wanted) -> Self {
        Self { wanted: Some(wanted), ..self }
    }

    /// Whether a field of a view may be shown; what is not need not be made.
    pub fn wants(&self, field: &str) -> bool {
        self.wanted.is_none_or(|wanted| wanted.has(field))
    }

    /// The items of a field, where it may be shown.
    pub fn wanted<T>(&self, field: &str, make: impl FnOnce() -> Vec<T>) -> Vec<T> {
        if self.wants(field) { make() } else { Vec::new() }
    }

    /// The text of a field, where it may be shown.
    pub fn wanted_text(&self, field: &str, make: impl FnOnce() -> String) -> String {
        if self.wants(field) { make() } else { String::new() }
    }

    /// What readers are asked, in order.
    pub fn questions(&self) -> &'a [Asked] {
        self.asked.get_or_init(|| questions::all(self.site, self.strings))
    }

    /// The card of a thing.
    pub fn card(&self, thing: Thing) -> ViewValue {
        let Some(card) = self.cards.made.get(&thing) else { return templates::view(&self.make_card(thing)) };
        let Self { site, strings, paths, asked, .. } = *self;
        let make =
            || nowhere(&Planner { site, strings, paths, asked }, |s| templates::view(&s.make_card(thing)));
        card.get_or_init(make).clone()
    }

    /// The words that rendering Markdown takes.
    fn markup_strings(&self) -> Arc<MarkupStrings> {
        let make = || Arc::new(prose::markup_strings(self.strings));
        self.cards.markup.get_or_init(make).clone()
    }

    /// People and organisations, in the order of their list.
    fn agents(&self) -> &'a (Vec<Thing>, Vec<Thing>) {
        self.cards.agents.get_or_init(|| people::in_order(self.site))
    }

    /// By which words an article is known.
    pub fn byline(&self, id: ArticleId) -> Cow<'a, Byline> {
        match self.cards.articles.get(id.index()) {
            Some(made) => Cow::Borrowed(made.get_or_init(|| self.make_byline(id))),
            None => Cow::Owned(self.make_byline(id)),
        }
    }

    /// The address of a thing's page, relative to the site's root.
    pub fn path(&self, thing: Thing) -> String {
        self.paths.of(thing).to_owned()
    }

    /// The address of a page that is no thing's, relative to the site's root.
    pub fn named_path(&self, name: &str) -> String {
        self.paths.address(&self.paths.named(name, 1))
    }

    /// A heading: escaped, with numbers and compounds kept together.
    pub fn heading(&self, text: &str) -> String {
        let own = &self.site.portal.keep_together;
        let common = self.strings.list("keep_together");
        match own.is_empty() {
            true => words::heading(text, common),
            false => words::heading(text, &[own.as_slice(), common].concat()),
        }
    }

    /// The absolute address of an output file, if the portal says where it will stand.
    pub fn absolute(&self, file: &str) -> Option<String> {
        let base = self.site.portal.base_url.as_deref()?;
        Some(Paths::absolute(base, &self.paths.address(file)))
    }

    /// What every page has, with what this one adds.
    pub fn page(&self, additions: Additions) -> PageView {
        let planned = self.planned;
        let (part, parts) = planned.part;
        let kind = KINDS[planned.kind].name;
        let mut crumbs = Vec::new();
        if !matches!(kind, "home" | "not-found") && (self.wants("crumbs") || self.wants("json_ld_html")) {
            crumbs.push(Crumb {
                label: self.strings.get("home").to_owned(),
                path: Some(self.named_path("home")),
            });
            crumbs
                .extend(additions.crumbs.into_iter().map(|(label, path)| Crumb { label, path: Some(path) }));
            crumbs
                .push(Crumb { label: additions.crumb.unwrap_or_else(|| planned.title.clone()), path: None });
        }
        // Articles may bear the same title; their sigla differ.
        let name = match self.subject {
            Some(Thing::Article(id)) => {
                format!("{}: {}", self.site[id].siglum, planned.title)
            }
            _ => planned.title.clone(),
        };
        let title = match part {
            1 => name,
            _ => format!(
                "{} – {}",
                name,
                self.strings.fill("pager_part", &[("n", &part.to_string()), ("total", &parts.to_string())])
            ),
        };
        let mut json_ld = additions.json_ld;
        if self.wants("json_ld_html") {
            json_ld.extend(json_ld::breadcrumbs(self, &crumbs));
        }
        let described = additions.description.map(|d| words::shorten(&one_line(&d), 200));
        PageView {
            kind: kind.to_owned(),
            id: planned.id.clone(),
            root: self.root.clone(),
            path: self.paths.address(&planned.file),
            heading_html: self.heading(&planned.title),
            draft: self.subject.is_some_and(|thing| self.site.drafts.contains(&thing)),
            description: match kind {
                "not-found" => None,
                // Search engines show it, and want one of every page: where its subject has none, what it is a page of.
                _ => Some(described.unwrap_or_else(|| format!("{title} – {}", self.site.portal.title))),
            },
            title,
            crumbs,
            section: planned.section.to_owned(),
            canonical: self.absolute(&planned.file).filter(|_| kind != "not-found"),
            json_ld_html: json_ld
                .iter()
                .map(|value| crate::markup::escape::json_for_script(&value.to_string()))
                .collect(),
            og_type: if additions.is_article { "article" } else { "website" }.to_owned(),
            code: additions.code,
            pager: self.pager(),
            footer_html: self.wanted("footer_html", || {
                let sentences = self.site.portal.footer.iter().flatten();
                sentences.map(|sentence| self.inline_from(&self.named_path("home"), sentence)).collect()
            }),
            extra: serde_json::to_value(additions.extra).unwrap_or_default(),
        }
    }

    fn pager(&self) -> Option<Pager> {
        let (number, total) = self.planned.part;
        let path = |part: usize| self.paths.address(&self.part_file(part));
        (total > 1).then(|| Pager {
            number,
            total,
            previous_path: (number > 1).then(|| path(number - 1)),
            next_path: (number < total).then(|| path(number + 1)),
        })
    }

    fn part_file(&self, part: usize) -> String {
        match self.planned.subject {
            Some(thing) => self.paths.thing(self.site, thing, part),
            None => self.paths.named(&self.planned.id, part),
        }
    }
}

/// All pages of a site, kinds in the order of [`KINDS`].
pub fn plan(planner: &Planner<'_>) -> Vec<Planned> {
    let things = planner.site.things();
    let mut pages = Vec::new();
    for (index, kind) in KINDS.iter().enumerate() {
        match kind.plan {
            Plan::Things(plan) => {
                let own = things.iter().filter(|thing| thing.kind() == kind.name);
                pages.extend(own.flat_map(|&thing| planner.thing(index, thing, plan(planner, thing))));
            }
            Plan::Named(plan) => {
                pages.extend(plan(planner).into_iter().map(|page| Planned { kind: index, ..page }));
            }
        }
    }
    pages
}

/// The page that is written to this output file, without planning the whole site.
pub fn plan_one(planner: &Planner<'_>, file: &str) -> Option<Planned> {
    let thing = planner.paths.thing_at(file);
    KINDS.iter().enumerate().find_map(|(index, kind)| match (&kind.plan, thing) {
        (Plan::Things(plan), Some(thing)) if thing.kind() == kind.name => {
            planner.thing(index, thing, plan(planner, thing)).find(|page| page.file == file)
        }
        (Plan::Named(plan), _) => {
            let page = plan(planner).into_iter().find(|page| page.file == file);
            page.map(|page| Planned { kind: index, ..page })
        }
        _ => None,
    })
}

impl<'a> Planner<'a> {
    /// What readers are asked, in order.
    pub fn questions(&self) -> &'a [Asked] {
        self.asked.get_or_init(|| questions::all(self.site, self.strings))
    }

    /// The pages of a thing.
    fn thing(&self, kind: usize, thing: Thing, of: Of) -> impl Iterator<Item = Planned> {
        let Of { title, section, parts } = of;
        (1..=parts).map(move |part| Planned {
            kind,
            id: self.site.id(thing).to_owned(),
            file: self.paths.thing(self.site, thing, part),
            subject: Some(thing),
            part: (part, parts),
            title: title.clone(),
            section,
        })
    }

    /// The pages of something that is no thing.
    pub fn named(&self, name: &str, title: String, section: &'static str, parts: usize) -> Vec<Planned> {
        let page = |part| Planned {
            kind: 0,
            id: name.to_owned(),
            file: self.paths.named(name, part),
            subject: None,
            part: (part, parts),
            title: title.clone(),
            section,
        };
        (1..=parts).map(page).collect()
    }
}

/// The path of the address at which the site will stand: `/`, or that of `base_url`.
pub fn base_path(site: &Site) -> String {
    not_found::root(site)
}

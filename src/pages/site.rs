//! What all pages share: the menu, and where the site's own pages and files stand.

use super::{KINDS, Plan, Planner, parts, search, self_test, text};
use crate::display::names;
use crate::model::site::{MenuItem, Thing};
use crate::offers::{CALENDAR, FEED, WORKER, calendar_entries, is_chosen};
use crate::view::{MenuEntry, SiteView};
use std::collections::BTreeMap;

/// What all pages share.
pub fn site_view(planner: &Planner<'_>, assets: BTreeMap<String, String>) -> SiteView {
    let Planner { site, strings, paths, .. } = planner;
    let portal = &site.portal;
    let path = |name: &str| paths.address(&paths.named(name, 1));
    let has = |format: &str| is_chosen(site, format);
    let planned = |name: &str| {
        let kind = KINDS.iter().find(|kind| kind.name == name);
        kind.is_some_and(|kind| matches!(kind.plan, Plan::Named(plan) if !plan(planner).is_empty()))
    };
    let is_offered = crate::search::is_offered(site);
    let has_page = |item: &MenuItem| match item {
        MenuItem::Section(section) if section == "self-test" => self_test::is_offered(planner),
        _ => true,
    };
    let entry = |item: &MenuItem| match item {
        MenuItem::Section(section) => {
            let (label, page) = match section.as_str() {
                "people" => ("people_title", "agents"),
                "self-test" => ("selftest", "self-test"),
                other => (other, other),
            };
            MenuEntry { section: section.clone(), label: strings.get(label).to_owned(), path: path(page) }
        }
        MenuItem::Thing(thing) => MenuEntry {
            section: format!("{}:{}", thing.kind(), site.id(*thing)),
            label: menu_label(planner, *thing),
            path: paths.of(*thing).to_owned(),
        },
    };
    SiteView {
        title: portal.title.clone(),
        description: portal.description.clone(),
        language: portal.language.clone(),
        menu: portal.menu.iter().filter(|item| has_page(item)).map(entry).collect(),
        home_path: path("home"),
        timeline_path: path("timeline"),
        glossary_path: planned("glossary").then(|| path("glossary")),
        graph_path: planned("graph").then(|| path("graph")),
        about_path: text::about(planner).map(|thing| paths.of(thing).to_owned()),
        search_path: is_offered.then(|| path("search")),
        reader_path: is_offered.then(crate::search::reader::address),
        worker_path: (portal.offline == Some(true)).then(|| WORKER.to_owned()),
        search_kinds: if is_offered { search::kinds(site, strings) } else { Vec::new() },
        feed_path: (has("feed") && portal.base_url.is_some()).then(|| FEED.to_owned()),
        calendar_path: (has("calendar") && calendar_entries(site).next().is_some())
            .then(|| CALENDAR.to_owned()),
        files: parts::files::whole(site, strings),
        authors: portal.authors.clone(),
        licence: portal.licence.clone(),
        generator: format!("Khuê {}", env!("CARGO_PKG_VERSION")),
        assets,
        extra: serde_json::to_value(&portal.extra).unwrap_or_default(),
    }
}

fn menu_label(planner: &Planner<'_>, thing: Thing) -> String {
    let site = planner.site;
    match thing {
        Thing::Page(id) => {
            let page = &site[id];
            page.label.clone().unwrap_or_else(|| page.title.clone())
        }
        Thing::Topic(id) => site[id].title.clone(),
        Thing::Document(id) => names::document_name(&site[id], planner.strings),
        Thing::Article(id) => site[id].siglum.clone(),
        Thing::Event(id) => site[id].title.shown().cloned().unwrap_or_default(),
        Thing::Person(id) => site[id].name.clone(),
        Thing::Organisation(id) => site[id].name.clone(),
        Thing::Term(id) => site[id].term.clone(),
    }
}

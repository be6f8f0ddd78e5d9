//! `portal.epub`: the whole portal as one book (W3C Recommendation *EPUB 3.3*), to be read without a network.
//!
//! Every thing is a chapter under the name `KIND-ID.xhtml`, passages keep their anchors (`p6`), and links between things lead to
//! chapters. What leads to a page that the book does not hold leads to the site, where its address is known.

mod chapters;
mod package;
mod parts;
mod questions;
mod xhtml;
mod zip;

use super::Input;
use crate::model::Artifact;
use crate::model::site::{OrganisationId, PageId, PersonId, TermId, Thing, TimelineItem};
use crate::offers::BOOK;
use crate::pages::paths::Paths;
use crate::pages::{Planner, nowhere};
use crate::text::collate;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::{HashMap, HashSet};

/// The chapter of all terms.
const GLOSSARY: &str = "glossary.xhtml";

/// The chapter of all dates.
const TIMELINE: &str = "timeline.xhtml";

/// A part of the book: its title's key, and its chapters in order.
struct Part {
    key: &'static str,
    chapters: Vec<Chapter>,
}

/// A chapter: its file, its title in plain text, and what it is about.
struct Chapter {
    file: String,
    title: String,
    about: About,
}

/// What a chapter is about.
#[derive(Clone, Copy)]
enum About {
    Thing(Thing),
    Timeline,
    Glossary,
    /// Questions, and which chapter of them, from 1.
    Questions(usize),
}

/// Where the addresses of the site lead in the book.
struct Places<'a> {
    chapters: HashMap<String, &'a str>,
    base: Option<&'a str>,
}

impl xhtml::Chapters for Places<'_> {
    fn find(&self, address: &str) -> Option<String> {
        let chapter = self.chapters.get(address).map(|file| (*file).to_owned());
        chapter.or_else(|| Some(Paths::absolute(self.base?, address)))
    }
}

/// The book; none for a portal that holds nothing.
pub fn make(input: &Input<'_>) -> Vec<Artifact> {
    let planner = input.planner();
    let parts = plan(&planner);
    if parts.is_empty() {
        return Vec::new();
    }
    let all: Vec<&Chapter> = parts.iter().flat_map(|part| &part.chapters).collect();
    let address = |chapter: &Chapter| {
        let named = |name, part| input.paths.address(&input.paths.named(name, part));
        match chapter.about {
            About::Thing(thing) => input.paths.of(thing).to_owned(),
            About::Timeline => named("timeline", 1),
            About::Glossary => named("glossary", 1),
            About::Questions(part) => named("self-test", part),
        }
    };
    let mut chapters: HashMap<String, &str> =
        all.iter().map(|chapter| (address(chapter), chapter.file.as_str())).collect();
    // The glossary may have several pages on the site.
    for id in 0..input.site.terms.len() as u32 {
        let address = input.paths.of(Thing::Term(TermId(id))).split('#').next().unwrap_or_default();
        chapters.insert(address.to_owned(), GLOSSARY);
    }
    let places = Places { chapters, base: input.site.portal.base_url.as_deref() };
    let told = |item: &&TimelineItem| chapters::is_told(item, input.site.articles.len());
    let items: Vec<&TimelineItem> = input.site.timeline.iter().filter(told).collect();
    let bodies: Vec<xhtml::Body> = all
        .par_iter()
        .map(|chapter| {
            let html = nowhere(&planner, |scope| match chapter.about {
                About::Thing(thing) => chapters::of(scope, thing),
                About::Timeline => chapters::of_timeline(scope, &items),
                About::Glossary => chapters::of_glossary(scope),
                About::Questions(part) => questions::of(scope, &chapter.title, part),
            });
            xhtml::body(&html, &places)
        })
        .collect();
    // Links may lead to places that a page has and its chapter has not: known when all are made.
    let (ids, texts): (Vec<HashSet<String>>, Vec<String>) =
        bodies.into_iter().map(|body| (body.ids, body.xml)).unzip();
    let ids: HashMap<&str, HashSet<String>> =
        all.iter().map(|chapter| chapter.file.as_str()).zip(ids).collect();
    let packed = texts.into_par_iter().zip(all.par_iter()).map_init(
        zip::Deflater::default,
        |deflater, (xml, chapter)| {
            let has = |file: &str, id: &str| {
                let file = if file.is_empty() { chapter.file.as_str() } else { file };
                ids.get(file).is_some_and(|ids| ids.contains(id))
            };
            let page = package::document(input, &chapter.title, &xhtml::mend(&xml, has));
            deflater.deflated(&format!("{}/{}", package::FOLDER, chapter.file), page.as_bytes())
        },
    );
    let packed: Vec<zip::Packed> = packed.collect();
    let mut files = package::files(input, &parts);
    files.extend(packed);
    vec![Artifact { path: BOOK.to_owned(), bytes: zip::archive(files) }]
}

/// The parts that hold something: topics, articles, documents, events, the timeline, people, organisations, terms, other
/// pages, questions.
fn plan(planner: &Planner<'_>) -> Vec<Part> {
    let (site, strings) = (planner.site, planner.strings);
    let named = |list: Vec<Thing>| {
        nowhere(planner, |scope| {
            let chapter = |thing: Thing| {
                let name = scope.name(thing);
                let title = match thing {
                    Thing::Article(id) => format!("{}: {name}", site[id].siglum),
                    _ => name,
                };
                Chapter {
                    file: format!("{}-{}.xhtml", thing.kind(), site.id(thing)),
                    title,
                    about: About::Thing(thing),
                }
            };
            list.into_iter().map(chapter).collect::<Vec<_>>()
        })
    };
    let agents = |things: Vec<Thing>| {
        let mut things = things;
        things.sort_by_cached_key(|&thing| match thing {
            Thing::Person(id) => (collate::by_given_name(&site[id].name), thing),
            Thing::Organisation(id) => (collate::key(&site[id].name), thing),
            _ => unreachable!("asked for people and organisations"),
        });
        things
    };
    fn ids<T>(list: &[T], thing: fn(u32) -> Thing) -> Vec<Thing> {
        (0..list.len() as u32).map(thing).collect()
    }
    let alone = |file: &str, key: &str, about: About, is_empty: bool| {
        let title = strings.get(key).to_owned();
        let chapter = Chapter { file: file.to_owned(), title, about };
        if is_empty { Vec::new() } else { vec![chapter] }
    };
    let asked = || {
        let parts = questions::chapters(planner);
        let title = |part: usize| match parts {
            1 => strings.get("selftest").to_owned(),
            _ => {
                let (n, total) = (part.to_string(), parts.to_string());
                let part = strings.fill("pager_part", &[("n", &n), ("total", &total)]);
                format!("{} – {part}", strings.get("selftest"))
            }
        };
        let chapter = |part| Chapter {
            file: format!("self-test-{part}.xhtml"),
            title: title(part),
            about: About::Questions(part),
        };
        (1..=parts).map(chapter).collect()
    };
    let parts = [
        ("topics", named(site.topics_in_order().into_iter().map(Thing::Topic).collect())),
        ("articles", named(site.articles_by_date.iter().map(|&id| Thing::Article(id)).collect())),
        ("documents", named(site.documents_by_date().into_iter().map(Thing::Document).collect())),
        ("events", named(site.events_by_date().into_iter().map(Thing::Event).collect())),
        ("timeline", alone(TIMELINE, "timeline", About::Timeline, site.timeline.is_empty())),
        ("people", named(agents(ids(&site.people, |i| Thing::Person(PersonId(i)))))),
        (
            "organisations",
            named(agents(ids(&site.organisations, |i| Thing::Organisation(OrganisationId(i))))),
        ),
        ("glossary", alone(GLOSSARY, "glossary", About::Glossary, site.terms.is_empty())),
        ("pages", named(ids(&site.pages, |i| Thing::Page(PageId(i))))),
        ("selftest", asked()),
    ];
    let parts = parts.into_iter().map(|(key, chapters)| Part { key, chapters });
    parts.filter(|part| !part.chapters.is_empty()).collect()
}

//! Where each page stands: its output file, and the address that links use.

use super::parts::paging;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::site::{Site, Thing};
use crate::parse::written::Placed;
use crate::text::distance::nearest;
use std::collections::{BTreeMap, HashMap};

/// Folders of kinds of things and files of single pages: key, Vietnamese, English (which other languages use too).
const DEFAULTS: &[(&str, &str, &str)] = &[
    ("topics", "chu-de", "topics"),
    ("articles", "bai-viet", "articles"),
    ("documents", "van-ban", "documents"),
    ("events", "su-kien", "events"),
    ("people", "nhan-vat", "people"),
    ("organisations", "to-chuc", "organisations"),
    ("pages", "", ""),
    ("timeline", "dong-thoi-gian", "timeline"),
    ("glossary", "thuat-ngu", "glossary"),
    ("graph", "so-do", "map"),
    ("agents", "nguoi-to-chuc", "people-and-organisations"),
    ("search", "tim-kiem", "search"),
    ("self-test", "on-tap", "self-test"),
];

/// What stands at the site's root already: what programs read, and what the preview serves of its own.
const TAKEN: &[&str] = &["data", "_khue"];

/// The anchor of a term on the glossary's page.
pub fn term_anchor(id: &str) -> String {
    format!("term-{id}")
}

/// The keys of `paths:` in `portal.yaml`.
pub fn names() -> impl Iterator<Item = &'static str> {
    DEFAULTS.iter().map(|(key, ..)| *key)
}

/// Where pages stand.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    names: BTreeMap<&'static str, String>,
    pretty: bool,
    addresses: HashMap<Thing, String>,
    things: HashMap<String, Thing>,
    /// For each term the part of the glossary on which it stands.
    term_parts: Vec<usize>,
}

impl Paths {
    /// The language's own names, with those of `portal.yaml` over them; `place` says of each key where it stands there.
    pub fn new(site: &Site, place: impl Fn(&str) -> Placed, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let vietnamese = site.portal.language.split('-').next() == Some("vi");
        let mut names: BTreeMap<&'static str, String> = DEFAULTS
            .iter()
            .map(|(key, vi, en)| (*key, if vietnamese { *vi } else { *en }.to_owned()))
            .collect();
        for (key, path) in &site.portal.paths {
            let path = path.trim_matches('/').trim_end_matches(".html");
            let Some(slot) = DEFAULTS.iter().find(|d| d.0 == key).and_then(|d| names.get_mut(d.0)) else {
                let known: Vec<&str> = DEFAULTS.iter().map(|d| d.0).collect();
                let hint = did_you_mean(&nearest(key, known.iter().copied(), 2))
                    .unwrap_or(format!("known: {}", known.join(", ")));
                let wrong =
                    Diagnostic::error(Code::UnknownKey, format!("`paths` knows no kind of page `{key}`"));
                diagnostics.push(wrong.at(place(key).key).hint(hint));
                continue;
            };
            let valid = |part: &str| {
                !part.is_empty()
                    && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
                    && !TAKEN.contains(&part)
            };
            if path.split('/').all(valid) {
                path.clone_into(slot);
            } else {
                let wrong =
                    Diagnostic::error(Code::UnknownValue, format!("`{path}` cannot be a folder of the site"));
                diagnostics.push(
                    wrong
                        .at(place(key).value)
                        .hint("use letters a–z, digits, `-`, `_`, and `/` between folders; `data` and `_khue` are taken"),
                );
            }
        }
        let mut paths = Self {
            names,
            pretty: site.portal.pretty_urls,
            addresses: HashMap::new(),
            things: HashMap::new(),
            term_parts: vec![1; site.terms.len()],
        };
        for (place, id) in site.terms_in_order().into_iter().enumerate() {
            paths.term_parts[id.index()] = paging::part_of(place);
        }
        let mut things: Vec<(String, Thing)> =
            site.things().into_iter().map(|thing| (paths.thing(site, thing, 1), thing)).collect();
        let address = |(file, thing): &(String, Thing)| {
            let address = paths.address(file);
            let address = match thing {
                Thing::Term(id) => format!("{address}#{}", term_anchor(&site[id].id)),
                _ => address,
            };
            (*thing, address)
        };
        paths.addresses = things.iter().map(address).collect();
        things.retain(|(_, thing)| !matches!(thing, Thing::Term(_))); // Their page is no thing's.
        paths.things = things.into_iter().rev().collect(); // Where two collide, which is reported, the first.
        paths
    }

    /// The same, of a site of which it is told elsewhere what is wrong with them.
    pub fn of_site(site: &Site) -> Self {
        Self::new(site, |_| Placed::nowhere(), &mut Vec::new())
    }

    /// The thing to whose pages this output file may belong; if there is such a page, the thing's plan tells.
    pub fn thing_at(&self, file: &str) -> Option<Thing> {
        if let Some(thing) = self.things.get(file) {
            return Some(*thing);
        }
        let first = match self.pretty {
            false => file.strip_suffix(".html")?.rsplit_once('.')?.0.to_owned() + ".html",
            true => file.strip_suffix("/index.html")?.rsplit_once('/')?.0.to_owned() + "/index.html",
        };
        self.things.get(&first).copied()
    }

    /// The output file of the page with this name (`timeline`, `agents`, `search` …), or of the list of a kind of
    /// things (`topics`, `articles` …).
    pub fn named(&self, name: &str, part: usize) -> String {
        let base = self.names.get(name).map_or(name, String::as_str);
        match name {
            "home" => "index.html".to_owned(),
            "not-found" => "404.html".to_owned(),
            "timeline" | "glossary" | "graph" | "self-test" | "agents" => self.file(base, part),
            "search" => self.file(base, 1),
            _ if part > 1 && self.pretty => format!("{base}/index.{part}/index.html"),
            _ if part > 1 => format!("{base}/index.{part}.html"),
            _ => format!("{base}/index.html"),
        }
    }

    /// The output file of the page of a thing; `part` from 1. A term's is the part of the glossary on which it stands.
    pub fn thing(&self, site: &Site, thing: Thing, part: usize) -> String {
        let (kind, id) = match thing {
            Thing::Article(id) => return self.article(&site[id].id, part),
            Thing::Document(id) => ("documents", &site[id].id),
            Thing::Event(id) => ("events", &site[id].id),
            Thing::Person(id) => ("people", &site[id].id),
            Thing::Organisation(id) => ("organisations", &site[id].id),
            Thing::Topic(id) => ("topics", &site[id].id),
            Thing::Page(id) => ("pages", &site[id].id),
            Thing::Term(id) => return self.named("glossary", self.term_parts[id.index()]),
        };
        self.below(kind, id, part)
    }

    /// The output file of the page of an article that has this ID, or would have it; `part` from 1.
    pub fn article(&self, id: &str, part: usize) -> String {
        self.below("articles", id, part)
    }

    fn below(&self, kind: &str, id: &str, part: usize) -> String {
        match self.names.get(kind).map_or("", String::as_str) {
            "" => self.file(id, part),
            folder => self.file(&format!("{folder}/{id}"), part),
        }
    }

    fn file(&self, base: &str, part: usize) -> String {
        match (self.pretty, part) {
            (false, 1) => format!("{base}.html"),
            (false, part) => format!("{base}.{part}.html"),
            (true, 1) => format!("{base}/index.html"),
            (true, part) => format!("{base}/{part}/index.html"),
        }
    }

    /// The address, relative to the site's root, of an output file: the file itself, or its folder when addresses are
    /// pretty.
    pub fn address(&self, file: &str) -> String {
        match file.strip_suffix("index.html").filter(|_| self.pretty) {
            Some("") => "./".to_owned(),
            Some(folder) => folder.to_owned(),
            None => file.to_owned(),
        }
    }

    /// The absolute address of a page, from the site's (`base_url`, ends with `/`) and the page's own below it.
    ///
    /// The home page has the site's address itself.
    pub fn absolute(base: &str, address: &str) -> String {
        format!("{base}{}", if matches!(address, "index.html" | "./") { "" } else { address })
    }

    /// The address of a thing's page; of a term's place on its page.
    pub fn of(&self, thing: Thing) -> &str {
        self.addresses.get(&thing).map_or("", String::as_str)
    }
}

/// The way from the folder of an output file up to the site's root: `""`, `"../"` …
pub fn root(file: &str) -> String {
    "../".repeat(file.matches('/').count())
}

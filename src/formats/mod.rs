//! Site-wide outputs that are not pages. A format is one file here and one line in [`FORMATS`].

mod anki;
mod calendar;
mod citations;
mod data;
mod epub;
mod feed;
pub mod offline;
mod robots;
mod search;
mod sitemap;
mod xml;

use crate::model::Artifact;
use crate::model::site::Site;
use crate::offers::{ANKI, BOOK, CALENDAR, FEED};
use crate::pages::paths::Paths;
use crate::pages::{Planned, Planner};
use crate::questions::{self, Asked};
use crate::render::strings::Strings;

/// A site-wide output.
pub struct Format {
    /// Its name in `formats:` of `portal.yaml`.
    pub name: &'static str,
    /// How the paths of its files begin, and those of no other format's.
    pub prefixes: &'static [&'static str],
    /// Whether it is made only of a portal that says where its site will stand.
    pub needs_address: bool,
    /// Makes its files; none where the portal lacks what they need.
    pub make: fn(&Input<'_>) -> Vec<Artifact>,
}

impl Format {
    /// Whether an output file is one of the format's.
    pub fn owns(&self, file: &str) -> bool {
        self.prefixes.iter().any(|prefix| file.starts_with(prefix))
    }
}

/// All formats.
pub const FORMATS: &[Format] = &[
    Format { name: "data", prefixes: &["data/"], needs_address: false, make: data::make },
    Format { name: "feed", prefixes: &[FEED], needs_address: true, make: feed::make },
    Format { name: "sitemap", prefixes: &["sitemap"], needs_address: true, make: sitemap::make },
    Format {
        name: "calendar",
        prefixes: &[CALENDAR, "calendar/"],
        needs_address: false,
        make: calendar::make,
    },
    Format { name: "citations", prefixes: &["cite/"], needs_address: false, make: citations::make },
    Format { name: "epub", prefixes: &[BOOK], needs_address: false, make: epub::make },
    Format { name: "anki", prefixes: &[ANKI], needs_address: false, make: anki::make },
    Format {
        name: "robots",
        prefixes: &["robots.txt", ".nojekyll"],
        needs_address: false,
        make: robots::make,
    },
    Format { name: "search", prefixes: &["search/"], needs_address: false, make: search::make },
];

/// What formats are made from.
pub struct Input<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its pages, in order.
    pub pages: &'a [Planned],
    /// Where pages stand.
    pub paths: &'a Paths,
    /// Words of the interface.
    pub strings: &'a Strings,
    /// What readers are asked.
    pub asked: &'a questions::Once,
}

impl Input<'_> {
    /// What views of pages are made from, for formats that show what pages show.
    pub fn planner(&self) -> Planner<'_> {
        Planner { site: self.site, strings: self.strings, paths: self.paths, asked: self.asked }
    }

    /// What readers are asked, in order.
    pub fn questions(&self) -> &[Asked] {
        self.asked.get_or_init(|| questions::all(self.site, self.strings))
    }

    /// The absolute address of an output file, if the portal says where it will stand.
    pub fn absolute(&self, file: &str) -> Option<String> {
        let base = self.site.portal.base_url.as_deref()?;
        Some(Paths::absolute(base, &self.paths.address(file)))
    }
}

/// Texts in order, each once.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

fn text(path: &str, text: String) -> Artifact {
    Artifact { path: path.to_owned(), bytes: text.into_bytes() }
}

//! Where the links of a page come from: the file and line in which an author wrote them.

use crate::diagnostic::Location;
use crate::markup::{self, css::file_names};
use crate::pages::paths::Paths;
use crate::parse::written::written;
use crate::resolve::Resolved;
use crate::resolve::context::{file_at, find_in_file};
use crate::snapshot::{File, Snapshot};
use crate::text::percent;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The links that authors wrote.
#[derive(Debug, Default)]
pub struct Origins<'a> {
    /// By content file.
    links: BTreeMap<&'a str, Vec<Link>>,
    texts: HashMap<&'a str, &'a str>,
    /// For the first page of each thing, and the home page, the file that describes it.
    files: HashMap<String, String>,
    /// Where templates of the portal's themes have an attribute's value; behind `}}`, what stands behind `{{ … }}` at its beginning.
    in_templates: HashMap<&'a str, Location>,
    /// Where stylesheets of the portal's themes name a file: by the site's file, and the name.
    in_stylesheets: HashMap<(&'a str, &'a str), Location>,
}

#[derive(Debug)]
struct Link {
    leads: Leads,
    at: Location,
}

#[derive(Debug, PartialEq, Eq)]
enum Leads {
    /// An address as it stands on the page of the file; other pages that show its sentence have it with the way there, to the same file
    /// and place.
    Address { written: String, file: Option<String>, anchor: Option<String> },
    /// A page of the site, and a place on it.
    Place { file: String, anchor: String },
}

impl<'a> Origins<'a> {
    /// Collects the links of `portal.yaml` and all content files.
    pub fn new(snapshot: &'a Snapshot, resolved: &Resolved) -> Self {
        let site = &resolved.site;
        let paths = Paths::of_site(site);
        let mut origins = Self::default();
        for thing in site.things() {
            origins.files.insert(paths.thing(site, thing, 1), site.file(thing).to_owned());
        }
        origins.files.insert(paths.named("home", 1), "portal.yaml".to_owned());
        for (path, file) in snapshot.below("themes/") {
            let File::Text(text) = file else { continue };
            origins.add_theme(path, text);
        }
        let own: HashMap<&str, &str> =
            origins.files.iter().map(|(page, file)| (file.as_str(), page.as_str())).collect();
        let portal = snapshot.files.get_key_value("portal.yaml").map(|(path, file)| (path.as_str(), file));
        for (path, file) in portal.into_iter().chain(snapshot.below("content/")) {
            let File::Text(text) = file else { continue };
            origins.texts.insert(path, text);
            let page = own.get(path).copied();
            let links = links(path, text, page, resolved, &paths);
            if !links.is_empty() {
                origins.links.insert(path, links);
            }
        }
        origins
    }

    /// The places where authors wrote the link `address`, which stands on `page` and leads to `anchor` on `target`: in
    /// the file that the page is about, or else in any, or else in a template or stylesheet; none if one put it together.
    pub(super) fn of(&self, page: &str, address: &str, target: &str, anchor: Option<&str>) -> Vec<Location> {
        let own = self.file(page);
        // What climbs out of the site leads to no file; cut off at its root it is the same wherever it is repeated.
        let climbed = target.is_empty().then(|| percent::decoded(&file_at(page, address)));
        let target = climbed.as_deref().unwrap_or(target);
        let found = |links: &[Link]| -> Vec<Location> {
            let is_it = |link: &&Link| match &link.leads {
                Leads::Address { written, file, anchor: place } => {
                    written == address || file.as_deref() == Some(target) && place.as_deref() == anchor
                }
                Leads::Place { file, anchor: place } => file == target && anchor == Some(place),
            };
            links.iter().filter(is_it).map(|link| link.at.clone()).collect()
        };
        let here = own.and_then(|file| self.links.get(file)).map(|links| found(links)).unwrap_or_default();
        if !here.is_empty() {
            return here;
        }
        let anywhere: Vec<Location> = self.links.values().flat_map(|links| found(links)).collect();
        if !anywhere.is_empty() {
            return anywhere;
        }
        let in_html = own.and_then(|file| self.in_html(file, address));
        in_html.or_else(|| self.in_themes(page, address)).into_iter().collect()
    }

    /// The file that a page is about; the further pages of a long one too.
    pub(super) fn file(&self, page: &str) -> Option<&str> {
        let first = || {
            let (stem, pretty) = match page.strip_suffix("/index.html") {
                Some(stem) => (stem.rsplit_once('/'), true),
                None => (page.strip_suffix(".html")?.rsplit_once('.'), false),
            };
            let (stem, _) = stem.filter(|(_, part)| part.bytes().all(|b| b.is_ascii_digit()))?;
            self.files.get(&if pretty { format!("{stem}/index.html") } else { format!("{stem}.html") })
        };
        self.files.get(page).or_else(first).map(String::as_str)
    }

    /// Notes what a template or stylesheet names; the first place of each counts.
    fn add_theme(&mut self, path: &'a str, text: &'a str) {
        let place = |range: Range<usize>| Location::new(path, range);
        if path.ends_with(".html") {
            let mut at = 0;
            while let Some(start) = text[at..].find(['"', '\'']).map(|found| at + found + 1) {
                at = start;
                // Only a value of an attribute stands right behind a sign of equality; other marks may be apostrophes.
                let (before, mark) = text[..start].split_at(start - 1);
                let end = text[start..].find(mark).filter(|_| before.ends_with('='));
                let Some(end) = end.map(|found| start + found) else { continue };
                at = end + 1;
                let (tail, behind) = match text[start..end].rfind("}}") {
                    Some(tail) => (start + tail, start + tail + 2),
                    None => (start, start),
                };
                self.in_templates.entry(&text[tail..end]).or_insert_with(|| place(behind..end));
            }
        } else if let Some((_, page)) = path.strip_prefix("themes/").and_then(|rest| rest.split_once('/'))
            && path.ends_with(".css")
        {
            for range in file_names(text) {
                let name = &text[range.clone()];
                self.in_stylesheets.entry((page, name)).or_insert_with(|| place(range));
            }
        }
    }

    /// Where a template or stylesheet of the portal's themes has the address that `page` has: as it stands, or behind `{{ page.root }}`.
    fn in_themes(&self, page: &str, address: &str) -> Option<Location> {
        if page.ends_with(".css") {
            return self.in_stylesheets.get(&(page, address)).cloned();
        }
        let below = address.trim_start_matches("../");
        let behind = || self.in_templates.get(&*format!("}}}}{below}")).filter(|_| !below.is_empty());
        self.in_templates.get(address).or_else(behind).cloned()
    }

    /// Where HTML within a file has the address as the value of an attribute.
    fn in_html(&self, file: &str, address: &str) -> Option<Location> {
        let text = self.texts.get(file)?;
        ['"', '\''].into_iter().find_map(|quote| {
            let at = text.find(&format!("={quote}{address}{quote}"))? + 2;
            Some(Location::new(file, at..at + address.len()))
        })
    }
}

/// The links in all texts of a file; `page` is the one that it describes.
fn links(path: &str, text: &str, page: Option<&str>, resolved: &Resolved, paths: &Paths) -> Vec<Link> {
    let mut found = Vec::new();
    let leads = |thing, anchor: &str| Leads::Place {
        file: paths.thing(&resolved.site, thing, 1),
        anchor: percent::decoded(anchor),
    };
    for written in written(path, text) {
        let at = written.at(path);
        // A field that is a reference: `see: topic:learning#wells`.
        if let Some((name, anchor)) = written.text.trim().split_once('#')
            && name.contains(':')
            && let Ok(thing) = resolved.registry.reference(name)
        {
            found.push(Link { leads: leads(thing, anchor), at: at.clone() });
        }
        if !written.text.contains(['[', '<']) {
            continue;
        }
        let mut from = 0;
        let mut place = |range| find_in_file(&written.text, range, &mut from, &at, text);
        for link in markup::addresses(&written.text) {
            let file = page.map(|page| match link.address.starts_with('#') {
                true => page.to_owned(),
                false => percent::decoded(&file_at(page, &link.address)),
            });
            let anchor = link.address.split_once('#').map(|(_, anchor)| percent::decoded(anchor));
            found.push(Link {
                leads: Leads::Address { written: link.address, file, anchor },
                at: place(link.range),
            });
        }
        let mut from = 0;
        for reference in markup::references(&written.text) {
            let at = find_in_file(&written.text, reference.range, &mut from, &at, text);
            let Some((name, anchor)) = reference.target.split_once('#') else { continue };
            let thing = match reference.form {
                markup::ReferenceForm::Wiki => resolved.registry.reference(name.trim()),
                markup::ReferenceForm::Relative => resolved.registry.described_by(&file_at(path, name)),
            };
            // A reference to nothing has been reported.
            if let Ok(thing) = thing {
                found.push(Link { leads: leads(thing, anchor), at });
            }
        }
    }
    found
}

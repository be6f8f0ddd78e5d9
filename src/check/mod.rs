//! Follows every link of a compiled site: to a page that is there, and to a place that is on it.

mod origins;
mod outside;
mod proofs;
mod stylesheet;

pub use origins::Origins;
pub use outside::outside;
pub use proofs::check_proofs;

use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::markup::escape::is_elsewhere;
use crate::model::Artifact;
use crate::model::site::{STATIC_FOLDER, is_shown_as_it_is};
use crate::text::names::{Names, Offers, owned};
use crate::text::percent;
use html5gum::{Token, Tokenizer};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What a page offers and asks for.
struct Page<'a> {
    path: &'a str,
    ids: HashSet<String>,
    links: Vec<String>,
    base: &'a str,
}

/// Broken links and anchors of all pages, each told at its page; `base` is the path that root-relative links begin with.
pub fn check(artifacts: &[Artifact], base: &str) -> Vec<Diagnostic> {
    check_from(artifacts, &BTreeSet::new(), base, &Origins::default())
}

/// Broken links and anchors of all pages, each told where an author wrote it, or else at its page. Links to the pages `unmade`, of which
/// it has been told why they could not be made, are whole.
pub fn check_from(
    artifacts: &[Artifact],
    unmade: &BTreeSet<String>,
    base: &str,
    origins: &Origins<'_>,
) -> Vec<Diagnostic> {
    follow(artifacts, unmade, base, origins, |_, _| true)
}

/// As [`check_from`], but of links that `is_told` takes only; it may ask whether any page has a place.
fn follow(
    artifacts: &[Artifact],
    unmade: &BTreeSet<String>,
    base: &str,
    origins: &Origins<'_>,
    is_told: impl Fn(&Broken<'_>, &dyn Fn(&str) -> bool) -> bool,
) -> Vec<Diagnostic> {
    let pages: Vec<Page<'_>> = artifacts
        .par_iter()
        .filter_map(|a| match a.path.rsplit_once('.') {
            Some((_, "html")) => Some(read(a, base)),
            Some((_, "css")) => Some(stylesheet::read(a, base)),
            _ => None,
        })
        .collect();
    let made = artifacts.iter().map(|a| a.path.as_str());
    let files: HashSet<&str> = made.chain(unmade.iter().map(String::as_str)).collect();
    let ids: HashMap<&str, &HashSet<String>> = pages.iter().map(|p| (p.path, &p.ids)).collect();
    let mut broken: Vec<Broken<'_>> = pages
        .par_iter()
        .flat_map_iter(|page| page.links.iter().filter_map(|link| broken(page, link, &files, &ids)))
        .collect();
    let everywhere: LazyCell<HashSet<&str>, _> =
        LazyCell::new(|| pages.iter().flat_map(|page| &page.ids).map(String::as_str).collect());
    broken.retain(|link| is_told(link, &|place| everywhere.contains(place)));
    let mut diagnostics = Vec::new();
    let mut written: BTreeMap<(String, usize, usize, bool), Vec<&Broken<'_>>> = BTreeMap::new();
    for link in &broken {
        let places = origins.of(link.page, link.link, &link.target, link.anchor.as_deref());
        if places.is_empty() {
            let place = Location::new(format!("output/{}", link.page), 0..0);
            let template = || "correct the link in the template that makes this page".to_owned();
            let hint = link.past(base).unwrap_or_else(template);
            diagnostics.push(link.diagnostic(link.message()).at(place).hint(hint).cause(link.message()));
        }
        for at in places {
            let key = (at.file, at.range.start, at.range.end, link.place.is_some());
            written.entry(key).or_default().push(link);
        }
    }
    let mut near = Near { files: &files, ids: &ids, near_files: Offers::default(), near_ids: HashMap::new() };
    for ((file, start, end, _), links) in written {
        // Other pages show the text too; there the address may look otherwise.
        let own = links.iter().find(|link| origins.file(link.page) == Some(&file));
        let link = own.unwrap_or(&links[0]);
        let pages: BTreeSet<&str> = links.iter().map(|link| link.page).collect();
        let more = match pages.len() - 1 {
            0 => String::new(),
            1 => " and another page".to_owned(),
            n => format!(" and {n} pages more"),
        };
        let message = format!("{} (on `{}`{more})", link.message(), link.page);
        let hint = link.past(base).unwrap_or_else(|| link.hint(&mut near, file.starts_with("themes/")));
        diagnostics.push(link.diagnostic(message).at(Location::new(file, start..end)).hint(hint));
    }
    diagnostics
}

/// A link that leads nowhere.
struct Broken<'a> {
    page: &'a str,
    link: &'a str,
    /// The output file that it leads to, whether or not it is there.
    target: String,
    /// The place that is not on the page it leads to; none if the page itself is not there.
    place: Option<String>,
    /// The part behind `#`, decoded.
    anchor: Option<String>,
}

impl Broken<'_> {
    /// What to do if the link begins at the host's root, and leads past the site, which stands below `base`.
    fn past(&self, base: &str) -> Option<String> {
        let is_past = self.place.is_none() && self.link.starts_with('/') && !self.link.starts_with(base);
        is_past.then(|| {
            format!(
                "the site stands below `{base}`: begin the link with `{{{{ page.root }}}}` in a template, with `{base}` elsewhere"
            )
        })
    }

    fn message(&self) -> String {
        match &self.place {
            None if self.page.ends_with(".css") => {
                format!("the stylesheet names `{}`, a file that the site does not have", self.link)
            }
            None if is_shown_as_it_is(self.link) => {
                format!("`{}` leads to no file of the site", self.link)
            }
            None => format!("the link `{}` leads to no page of the site", self.link),
            Some(place) => format!("the link `{}` leads to a page that has no place `{place}`", self.link),
        }
    }

    fn diagnostic(&self, message: String) -> Diagnostic {
        let code = if self.place.is_some() { Code::BrokenAnchor } else { Code::BrokenLink };
        Diagnostic::error(code, message)
    }

    /// The address of another site that lacks its `https://`: a host of the web, and what follows.
    fn elsewhere(&self) -> Option<String> {
        const DOMAINS: [&str; 9] = ["vn", "com", "org", "net", "edu", "gov", "info", "eu", "int"];
        let host = self.link.split(['/', '?', '#']).next()?.to_ascii_lowercase();
        let is_host = host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'));
        let domain = host.rsplit_once('.').map_or("", |(_, domain)| domain);
        let is_web = host.starts_with("www.") || DOMAINS.contains(&domain);
        (is_host && is_web && self.place.is_none())
            .then(|| format!("write `https://{}` if it leads to another site", self.link))
    }

    /// What an author may have meant; `in_theme` tells that a theme's author wrote it.
    fn hint(&self, near: &mut Near<'_>, in_theme: bool) -> String {
        let near = match &self.place {
            Some(place) => near.place(&self.target, place),
            None => near.file(&self.target),
        };
        self.elsewhere().or_else(|| did_you_mean(&near)).unwrap_or_else(|| match self.place {
            Some(_) => "correct the part after `#`, or give the heading that id".to_owned(),
            None if self.page.ends_with(".css") => {
                "put the file into the theme's `assets`, or correct its name".to_owned()
            }
            None if in_theme => "correct the link".to_owned(),
            None if is_shown_as_it_is(self.link) => {
                format!("put the file into `{STATIC_FOLDER}`, and name it by its path from the text, such as `../../{STATIC_FOLDER}NAME`")
            }
            None => "correct the link; `[[topic:ID]]` or the path of its file leads to a thing of the portal"
                .to_owned(),
        })
    }
}

/// Pages and places that may have been meant by links.
struct Near<'a> {
    files: &'a HashSet<&'a str>,
    ids: &'a HashMap<&'a str, &'a HashSet<String>>,
    near_files: Offers,
    /// By page.
    near_ids: HashMap<String, Offers>,
}

impl Near<'_> {
    fn file(&self, target: &str) -> Vec<String> {
        let pages = || Names::new(self.files.iter().copied().filter(|file| file.ends_with(".html")));
        self.near_files.of(target, pages, |names| owned(names.nearest(target, 3)))
    }

    fn place(&mut self, page: &str, place: &str) -> Vec<String> {
        let ids = || Names::new(self.ids.get(page).into_iter().flat_map(|ids| ids.iter()));
        let offers = self.near_ids.entry(page.to_owned()).or_default();
        offers.of(place, ids, |names| owned(names.nearest(place, 3)))
    }
}

/// The places of a page: values of `id`.
pub fn ids(page: &[u8]) -> BTreeSet<String> {
    let artifact = Artifact { path: String::new(), bytes: page.to_vec() };
    read(&artifact, "/").ids.into_iter().collect()
}

fn read<'a>(artifact: &'a Artifact, base: &'a str) -> Page<'a> {
    let mut page = Page { path: &artifact.path, ids: HashSet::new(), links: Vec::new(), base };
    let text = String::from_utf8_lossy(&artifact.bytes);
    for Ok(token) in Tokenizer::new(&*text) {
        let Token::StartTag(tag) = token else { continue };
        let attribute =
            |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
        page.ids.extend(attribute(b"id"));
        let names: &[&[u8]] = match &**tag.name {
            b"a" | b"area" | b"link" => &[b"href"],
            b"use" | b"image" => &[b"href", b"xlink:href"],
            b"img" | b"script" | b"source" | b"iframe" | b"audio" | b"embed" | b"track" => &[b"src"],
            b"video" => &[b"src", b"poster"],
            b"object" => &[b"data"],
            b"form" => &[b"action"],
            b"button" => &[b"formaction"],
            b"input" => &[b"formaction", b"src"],
            _ => &[],
        };
        page.links.extend(names.iter().filter_map(|name| attribute(name)));
        let sets = [attribute(b"srcset"), attribute(b"imagesrcset")].into_iter().flatten();
        page.links.extend(sets.flat_map(|set| candidates(&set)));
    }
    page
}

/// The addresses of a list of images: each goes to the next blank, and commas part them only where they end one, or behind what is said of its
/// size (*HTML Living Standard*, section 4.8.4.2.1, *Parsing a srcset attribute*).
fn candidates(set: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        let Some(first) = rest.split_ascii_whitespace().next() else { return found };
        let address = first.trim_end_matches(',');
        found.push(address.to_owned());
        rest = &rest[first.len()..];
        if address.len() == first.len() {
            rest = rest.split_once(',').map_or("", |(_, behind)| behind);
        }
    }
}

fn broken<'a>(
    page: &Page<'a>,
    link: &'a str,
    files: &HashSet<&str>,
    ids: &HashMap<&str, &HashSet<String>>,
) -> Option<Broken<'a>> {
    let link = link.trim();
    if is_elsewhere(link) {
        return None;
    }
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or_default();
    let target = if path.is_empty() { Some(page.path.to_owned()) } else { resolve(page, path) };
    // A link that climbs out of the site leads to none of its pages.
    let target = target.unwrap_or_default();
    let anchor = anchor.map(percent::decoded);
    if !files.contains(target.as_str()) {
        return Some(Broken { page: page.path, link, target, place: None, anchor });
    }
    let wanted = anchor.clone().filter(|a| !a.is_empty() && !a.starts_with(":~:"))?;
    let known = ids.get(target.as_str())?;
    (!known.contains(&wanted)).then_some(Broken {
        page: page.path,
        link,
        target,
        place: Some(wanted),
        anchor,
    })
}

/// The output file that a path on a page leads to; none when it climbs out of the site, or begins at the root of a host on which the site
/// stands below a folder.
fn resolve(page: &Page<'_>, path: &str) -> Option<String> {
    let path = percent::decoded(path);
    let is_root = format!("{path}/") == page.base;
    let path = if is_root { page.base.to_owned() } else { path };
    if path.starts_with('/') && !path.starts_with(page.base) {
        return None;
    }
    let mut parts: Vec<&str> = match path.strip_prefix(page.base).filter(|_| path.starts_with('/')) {
        Some(_) => Vec::new(),
        None => page.path.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    let relative = path.strip_prefix(page.base).filter(|_| path.starts_with('/')).unwrap_or(&path);
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut file = parts.join("/");
    if relative.is_empty()
        || relative.ends_with('/')
        || relative.ends_with("/..")
        || relative == "."
        || relative == ".."
    {
        file.push_str(if file.is_empty() { "index.html" } else { "/index.html" });
    }
    Some(file)
}

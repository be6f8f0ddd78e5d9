//! Follows every link of a compiled site: to a page that is there, and to a place that is on it.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::Artifact;
use html5gum::{Token, Tokenizer};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// What a page offers and asks for.
struct Page<'a> {
    path: &'a str,
    ids: HashSet<String>,
    links: Vec<String>,
    base: &'a str,
}

/// Broken links and anchors of all pages, in the order of pages; `base` is the path that root-relative links begin with.
pub fn check(artifacts: &[Artifact], base: &str) -> Vec<Diagnostic> {
    let pages: Vec<Page<'_>> =
        artifacts.par_iter().filter(|a| a.path.ends_with(".html")).map(|a| read(a, base)).collect();
    let files: HashSet<&str> = artifacts.iter().map(|a| a.path.as_str()).collect();
    let ids: HashMap<&str, &HashSet<String>> = pages.iter().map(|p| (p.path, &p.ids)).collect();
    let broken = pages
        .par_iter()
        .flat_map_iter(|page| page.links.iter().filter_map(|link| broken(page, link, &files, &ids)));
    folded(broken.collect())
}

/// The same mistake on several pages once, at the first of them.
fn folded(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut first: Vec<(Diagnostic, usize)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for diagnostic in diagnostics {
        match known.get(&diagnostic.message) {
            Some(&at) => first[at].1 += 1,
            None => {
                known.insert(diagnostic.message.clone(), first.len());
                first.push((diagnostic, 0));
            }
        }
    }
    first
        .into_iter()
        .map(|(mut diagnostic, more)| {
            if more > 0 {
                diagnostic.message.push_str(&format!(" (and {more} times more)"));
            }
            diagnostic
        })
        .collect()
}

fn read<'a>(artifact: &'a Artifact, base: &'a str) -> Page<'a> {
    let mut page = Page { path: &artifact.path, ids: HashSet::new(), links: Vec::new(), base };
    let text = String::from_utf8_lossy(&artifact.bytes);
    for Ok(token) in Tokenizer::new(&*text) {
        let Token::StartTag(tag) = token else { continue };
        let attribute =
            |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
        page.ids.extend(attribute(b"id"));
        let links = match &**tag.name {
            b"a" | b"area" | b"link" => [attribute(b"href"), None],
            b"img" | b"script" | b"source" | b"iframe" | b"audio" | b"video" => [attribute(b"src"), None],
            b"form" => [attribute(b"action"), None],
            _ => [None, None],
        };
        page.links.extend(links.into_iter().flatten());
    }
    page
}

fn broken(
    page: &Page<'_>,
    link: &str,
    files: &HashSet<&str>,
    ids: &HashMap<&str, &HashSet<String>>,
) -> Option<Diagnostic> {
    let link = link.trim();
    let is_outside =
        link.starts_with("//") || link.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'));
    if is_outside {
        return None;
    }
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or_default();
    let target = if path.is_empty() { Some(page.path.to_owned()) } else { resolve(page, path) };
    // A link that climbs out of the site leads to none of its pages.
    let target = target.unwrap_or_default();
    let place = || Location::new(format!("output/{}", page.path), 0..0);
    if !files.contains(target.as_str()) {
        let message = format!("the link `{link}` leads to no page of the site");
        return Some(
            Diagnostic::error(Code::BrokenLink, message)
                .at(place())
                .hint("correct the link in the text or template that makes this page"),
        );
    }
    let anchor = anchor.filter(|a| !a.is_empty() && !a.starts_with(":~:"))?;
    let known = ids.get(target.as_str())?;
    let decoded = percent_decoded(anchor);
    (!known.contains(&decoded)).then(|| {
        let message = format!("the link `{link}` leads to a page that has no place `{decoded}`");
        Diagnostic::error(Code::BrokenAnchor, message)
            .at(place())
            .hint("correct the part after `#`, or give the heading that id")
    })
}

/// The output file that a relative path on a page leads to; none when it climbs out of the site.
fn resolve(page: &Page<'_>, path: &str) -> Option<String> {
    let path = percent_decoded(path);
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

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|b| (*b as char).to_digit(16));
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

//! `khue explain`: what a diagnostic means; what a reference resolves to, and who uses it.

use super::mentions::Format;
use super::{ExplainArgs, Status, terminal};
use crate::compile::{Options, resolve};
use crate::diagnostic::{Code, did_you_mean};
use crate::edge::load;
use crate::edge::report::harmless;
use crate::error::Error;
use crate::model::site::{Backlink, Place, Site, Thing};
use crate::resolve::registry::LookupError;
use crate::text::distance::nearest;
use serde_json::json;
use std::io::{self, Write};

/// Explains a code or a reference.
pub fn explain(args: &ExplainArgs) -> Result<Status, Error> {
    let mut out = String::new();
    let status = match args.what.parse::<Code>() {
        Ok(code) => {
            match args.format {
                Format::Human => {
                    out.push_str(&format!("{}\n\n{}", code.name(), unindented(code.explanation())))
                }
                Format::Json => out.push_str(
                    &json!({ "code": code.name(), "explanation": unindented(code.explanation()) })
                        .to_string(),
                ),
            }
            Status::Done
        }
        Err(()) => reference(args, &mut out)?,
    };
    // A closed pipe is no reason to fail: whoever reads has read enough.
    if !out.is_empty() {
        let _ = writeln!(io::stdout().lock(), "{}", out.trim_end());
    }
    Ok(status)
}

fn reference(args: &ExplainArgs, out: &mut String) -> Result<Status, Error> {
    let what = args.what.trim().trim_start_matches("[[").trim_end_matches("]]");
    let snapshot = load::load(&args.root)?;
    let (resolved, _) = resolve(&snapshot, &Options { drafts: true, base_url: None });
    let thing = match resolved.registry.reference(what.split(['#', '|']).next().unwrap_or(what)) {
        Ok(thing) => thing,
        Err(error) => {
            let codes = nearest(what, Code::ALL.iter().map(|code| code.name()), 3);
            let hint = match error {
                LookupError::Ambiguous(names) => {
                    Some(format!("several documents bear this number; write one of: {}", names.join(", ")))
                }
                LookupError::Unknown(near) if !near.is_empty() => did_you_mean(&near),
                _ => did_you_mean(&codes),
            };
            terminal::say(&format!(
                "error: `{}` is neither a code nor a reference to anything in this portal",
                harmless(what)
            ));
            terminal::say(&format!(
                "  help: {}",
                hint.unwrap_or_else(|| "write a code, a number such as `57-KL/TW`, or `kind:ID`".to_owned())
            ));
            return Ok(Status::Usage);
        }
    };
    let site = &resolved.site;
    let links = site.links(thing);
    let uses: Vec<(String, String)> = links.iter().map(|link| usage(site, link)).collect();
    match args.format {
        Format::Json => {
            let uses: Vec<_> =
                uses.iter().map(|(place, words)| json!({ "place": place, "words": words })).collect();
            out.push_str(&json!({ "kind": thing.kind(), "id": site.id(thing), "file": file(site, thing), "used_by": uses }).to_string());
        }
        Format::Human => {
            out.push_str(&format!(
                "{}:{}\n  defined in {}\n",
                thing.kind(),
                site.id(thing),
                file(site, thing)
            ));
            out.push_str(&format!("  used in {} places\n", uses.len()));
            for (place, words) in uses {
                out.push_str(&format!("    {place}: {}\n", harmless(&words)));
            }
        }
    }
    Ok(Status::Done)
}

/// The file that describes a thing.
fn file(site: &Site, thing: Thing) -> &str {
    match thing {
        Thing::Article(id) => &site.articles[id.index()].file,
        Thing::Document(id) => &site.documents[id.index()].file,
        Thing::Event(id) => &site.events[id.index()].file,
        Thing::Person(id) => &site.people[id.index()].file,
        Thing::Organisation(id) => &site.organisations[id.index()].file,
        Thing::Topic(id) => &site.topics[id.index()].file,
        Thing::Page(id) => &site.pages[id.index()].file,
    }
}

/// Where a reference stands, and its words.
fn usage(site: &Site, link: &Backlink) -> (String, String) {
    match (&link.place, link.source) {
        (Place::Text { range, passage }, Thing::Article(id)) => {
            let article = &site.articles[id.index()];
            let line = article.text[..range.start].matches('\n').count() + 1;
            let words = article.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            (format!("{}:{line} ({} {})", article.seed, article.siglum, passage + 1), words)
        }
        (Place::Markdown { sentence, .. }, source) => {
            (file(site, source).to_owned(), sentence.source.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        (Place::Field { field, .. }, source) => (file(site, source).to_owned(), format!("`{field}`")),
        (Place::Text { .. }, source) => (file(site, source).to_owned(), String::new()),
    }
}

/// Documentation text without the space that every line begins with.
fn unindented(text: &str) -> String {
    text.lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
        .trim()
        .to_owned()
}

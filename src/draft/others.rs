//! The drafts of publishers and documents.

use super::article;
use super::facts::{Fact, Facts, host};
use super::found;
use super::shared::Shared;
use super::yaml::{comment, lines, scalar, words};
use crate::model::DocumentNumber;
use crate::text::slug::slug;

/// The draft of a publisher.
pub(super) fn publisher(id: &str, facts: &[(&str, &Facts)], rules: &[Shared]) -> String {
    let mut out = comment(
        0,
        "Drafted by `khue import`. Whatever has a comment above it is a guess: confirm it and remove the comment.",
    );
    let holder = facts.iter().find_map(|(seed, facts)| facts.holder.as_ref().map(|holder| (seed, holder)));
    let has_id = |line: &&Fact| names(&line.value, id);
    let head =
        facts.iter().find_map(|(seed, facts)| facts.masthead.iter().find(has_id).map(|line| (seed, line)));
    let holder = holder.or(head);
    match holder {
        Some((seed, holder)) => {
            out.push_str(&comment(
                0,
                &format!("Line {} of {} {}: {}", holder.line, words(seed), holder.why, words(&holder.words)),
            ));
            out.push_str(&format!("name: {}\n", scalar(&holder.value)));
        }
        None => {
            let site = facts.iter().find_map(|(_, facts)| host(&facts.url.as_ref()?.value));
            let stand_in = if site.is_some() { "its site's address" } else { "the ID" };
            out.push_str(&comment(
                0,
                &format!("No line names the publisher: {stand_in} stands in for its name."),
            ));
            out.push_str(&format!("name: {}\n", scalar(site.unwrap_or(id))));
        }
    }
    let site = facts
        .iter()
        .find_map(|(seed, facts)| facts.url.as_ref().filter(|url| !url.is_offer).map(|url| (seed, url)));
    match site.and_then(|(seed, url)| Some((seed, url, host(&url.value)?))) {
        Some((seed, url, _)) => {
            let end = url.value.match_indices('/').nth(2).map_or(url.value.len(), |(at, _)| at);
            out.push_str(&comment(0, &format!("From the address in line {} of {}.", url.line, words(seed))));
            out.push_str(&format!("site: {}\n", scalar(&format!("{}/", &url.value[..end]))));
        }
        None => out.push_str(&comment(0, "site: not stated.")),
    }
    if rules.is_empty() {
        out.push_str(&comment(0, "omit: no menu, form or footer is shared by several of its articles."));
    } else {
        out.push_str(&list(rules));
    }
    out
}

/// Whether a line has the words of an ID in it: *Báo Nhân Dân điện tử*, `nhan-dan`; *VnExpress*, `vn-express`.
fn names(line: &str, id: &str) -> bool {
    let slug = slug(line);
    format!("-{slug}-").contains(&format!("-{id}-")) || slug.replace('-', "") == id.replace('-', "")
}

/// Rules as the key `omit` of a publisher.
pub(super) fn list(rules: &[Shared]) -> String {
    let mut out = String::from("omit:\n");
    for shared in rules {
        out.push_str(&comment(2, &format!("In {} texts ({}).", shared.texts, shared.kind.name())));
        out.push_str(&article::rule(&shared.rule, shared.kind, &[], 2));
    }
    out
}

/// The draft of a document that texts mention: in which seeds, and how.
pub(super) fn document(number: &DocumentNumber, seen: &[(String, found::Document)]) -> String {
    let mut out = comment(0, "Drafted by `khue import` from mentions. What no seed states is left out.");
    for (seed, document) in seen {
        out.push_str(&comment(0, &format!("Mentioned in {}, {}.", words(seed), lines(&document.lines))));
    }
    let name = seen.iter().find_map(|(_, document)| document.name.as_ref());
    match seen.iter().find_map(|(_, document)| document.kind.as_ref()) {
        Some(kind) => {
            out.push_str(&comment(0, "The word before the number:"));
            out.push_str(&format!("type: {}\n", scalar(kind)));
        }
        None => match name {
            Some((kind, name)) => {
                out.push_str(&comment(0, &format!("The name before the number begins so: {}", words(name))));
                out.push_str(&format!("type: {}\n", scalar(kind)));
            }
            None => out.push_str(&comment(0, "type: no word for its kind stands before the number.")),
        },
    }
    out.push_str(&format!("number: {}\n", scalar(&number.to_string())));
    let mut dates: Vec<_> = seen
        .iter()
        .flat_map(|(seed, d)| d.dates.iter().map(move |(date, line)| (*date, *line, seed)))
        .collect();
    dates.sort_by(|a, b| (a.0, a.2, a.1).cmp(&(b.0, b.2, b.1)));
    let told: Vec<String> =
        dates.iter().map(|(date, line, seed)| format!("{date} in line {line} of {}", words(seed))).collect();
    let is_one = dates.iter().all(|(date, ..)| *date == dates[0].0);
    match dates.first() {
        Some((date, ..)) if is_one => {
            out.push_str(&comment(0, &format!("Written beside the number: {}", told.join("; "))));
            out.push_str(&format!("issued: {date}\n"));
        }
        Some(_) => out.push_str(&comment(
            0,
            &format!("issued: the texts differ, or there are several documents: {}", told.join("; ")),
        )),
        None => out.push_str(&comment(0, "issued: no date stands beside the number.")),
    }
    out.push_str(&comment(0, "issuer, title: to be filled in from the texts."));
    out
}

//! `feed.xml` (RFC 4287, *The Atom Syndication Format*): the dated things of the timeline, newest first.
//!
//! Nothing in the feed depends on the day of the build: an entry is as new as the thing it tells of.

use super::{Input, text, xml};
use crate::display::{dates, names};
use crate::model::date::display_offset;
use crate::model::site::{Thing, TimelineItem};
use crate::model::{Artifact, When};
use crate::offers::FEED;
use crate::pages;

/// Entries in the feed.
const ENTRIES: usize = 50;

/// The feed; nothing without `base_url`.
pub fn make(input: &Input<'_>) -> Vec<Artifact> {
    let portal = &input.site.portal;
    let (Some(base), Some(own)) = (portal.base_url.as_deref(), input.absolute(FEED)) else {
        return Vec::new();
    };
    let items: Vec<&TimelineItem> = input.site.timeline.iter().rev().take(ENTRIES).collect();
    let newest = items.iter().map(|item| stamp(&item.when, portal.utc_offset)).max();
    let updated = newest.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned());
    let authors = match portal.authors.as_slice() {
        [] => std::slice::from_ref(&portal.title),
        authors => authors,
    };
    let e = |text: &str| xml::escape(text);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        e(&portal.language)
    ));
    out.push_str(&format!(
        "<id>{}</id>\n<title>{}</title>\n<updated>{updated}</updated>\n",
        e(base),
        e(&portal.title)
    ));
    if let Some(description) = &portal.description {
        out.push_str(&format!("<subtitle>{}</subtitle>\n", e(description)));
    }
    for author in authors {
        out.push_str(&format!("<author><name>{}</name></author>\n", e(author)));
    }
    out.push_str(&format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", e(&own), e(base)));
    out.push_str(&format!("<generator version=\"{0}\">Khuê</generator>\n", env!("CARGO_PKG_VERSION")));
    for item in items {
        out.push_str(&entry(input, item));
    }
    out.push_str("</feed>\n");
    vec![text(FEED, out)]
}

fn entry(input: &Input<'_>, item: &TimelineItem) -> String {
    let address = input.absolute(&input.paths.thing(input.site, item.thing, 1)).unwrap_or_default();
    let (title, summary) = describe(input, item.thing);
    let when = stamp(&item.when, input.site.portal.utc_offset);
    let day = dates::plain_with_inference(&item.when, input.strings);
    let summary = match summary {
        Some(summary) => format!("{day}: {summary}"),
        None => day,
    };
    format!(
        "<entry><id>{id}</id><title>{}</title><updated>{when}</updated><published>{when}</published><link rel=\"alternate\" type=\"text/html\" href=\"{id}\"/><summary>{}</summary></entry>\n",
        xml::escape(&title),
        xml::escape(&summary),
        id = xml::escape(&address),
    )
}

/// A thing's name, and a sentence about it, in plain text.
pub fn describe(input: &Input<'_>, thing: Thing) -> (String, Option<String>) {
    let site = input.site;
    match thing {
        Thing::Document(id) => {
            let document = &site[id];
            (names::document_name(document, input.strings), document.title_beside_number().cloned())
        }
        Thing::Event(id) => {
            let event = &site[id];
            let summary = event
                .summary
                .as_ref()
                .map(|text| pages::nowhere(&input.planner(), |scope| scope.plain(text)));
            (event.title.shown().cloned().unwrap_or_else(|| event.id.clone()), summary)
        }
        Thing::Article(id) => {
            let article = &site[id];
            (
                format!("{}: {}", article.siglum, article.title),
                article.publisher.map(|p| site[p].name.clone()),
            )
        }
        thing => (site.id(thing).to_owned(), None),
    }
}

/// A moment as RFC 3339 asks: the latest possible day, or the first where the end is open; midnight where no time is known, UTC
/// where no offset is.
fn stamp(when: &When, offset: Option<i16>) -> String {
    let zone = |own: Option<i16>| display_offset(own.or(offset).unwrap_or(0));
    match when {
        When::At { date, time, offset } => {
            format!("{date}T{:02}:{:02}:00{}", time.hour(), time.minute(), zone(*offset))
        }
        _ => format!("{}T00:00:00{}", when.sort_key().0, zone(None)),
    }
}

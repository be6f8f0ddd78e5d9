//! `timeline.ics` (RFC 5545, *Internet Calendaring and Scheduling Core Object Specification*): events and issuances
//! that are known to the day.

use super::feed::describe;
use super::{Input, text};
use crate::markup::escape;
use crate::model::Artifact;
use crate::model::site::{Site, TimelineKind};
use crate::pages::parts::dates;

/// Whether the site has a calendar: an event or issuance that is known to the day.
pub fn has_entries(site: &Site) -> bool {
    site.timeline.iter().any(|item| item.kind != TimelineKind::Publication && item.when.day().is_some())
}

/// The calendar; nothing when no date is known to the day.
pub fn make(input: &Input<'_>) -> Vec<Artifact> {
    if !has_entries(input.site) {
        return Vec::new();
    }
    let portal = &input.site.portal;
    let mut calendar = Calendar::default();
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line("PRODID:-//Khuê//timeline//VI");
    calendar.line("CALSCALE:GREGORIAN");
    calendar.line("METHOD:PUBLISH");
    calendar.property("X-WR-CALNAME", &portal.title);
    for item in input.site.timeline.iter().filter(|item| item.kind != TimelineKind::Publication) {
        let Some(day) = item.when.day() else { continue };
        let (title, summary) = describe(input, item.thing);
        let file = input.paths.thing(input.site, item.thing, 1);
        let id = format!("{}-{}", item.thing.kind(), input.site.id(item.thing));
        let next = day.tomorrow().unwrap_or(day);
        calendar.line("BEGIN:VEVENT");
        calendar.property("UID", &uid(input, &id));
        // The time at which the entry was made may not depend on the build: the day itself stands for it.
        calendar.line(&format!("DTSTAMP:{}T000000Z", day.strftime("%Y%m%d")));
        calendar.line(&format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")));
        calendar.line(&format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
        calendar.property("SUMMARY", &title);
        let precision = dates::precision(&item.when, None, input.strings);
        let about: Vec<String> = summary.into_iter().chain(precision).collect();
        if !about.is_empty() {
            calendar.property("DESCRIPTION", &about.join(" · "));
        }
        if let Some(address) = input.absolute(&file) {
            calendar.line(&format!("URL:{address}"));
        }
        calendar.line("TRANSP:TRANSPARENT");
        calendar.line("END:VEVENT");
    }
    calendar.line("END:VCALENDAR");
    vec![text("timeline.ics", calendar.out)]
}

/// A name that no other calendar uses (RFC 7986, section 5.3): with the portal's address, or with a hash of its title.
fn uid(input: &Input<'_>, id: &str) -> String {
    let portal = &input.site.portal;
    let address = portal.base_url.as_deref().and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
    // The path belongs to it: several portals may stand on one host.
    match address.map(|address| address.trim_matches('/').replace('/', ".")).filter(|host| !host.is_empty()) {
        Some(host) => format!("{id}@{host}"),
        None => format!("{id}-{:016x}", xxhash_rust::xxh3::xxh3_64(portal.title.as_bytes())),
    }
}

#[derive(Default)]
struct Calendar {
    out: String,
}

impl Calendar {
    /// A property with a text value, escaped (section 3.3.11).
    fn property(&mut self, name: &str, value: &str) {
        let value: String = escape::harmless(value)
            .chars()
            .flat_map(|c| match c {
                '\\' | ';' | ',' => vec!['\\', c],
                '\n' => vec!['\\', 'n'],
                c if c.is_control() => vec![],
                c => vec![c],
            })
            .collect();
        self.line(&format!("{name}:{value}"));
    }

    /// A line, folded at 75 bytes between characters (section 3.1).
    fn line(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > 75 {
                self.out.push_str("\r\n ");
                length = 1;
            }
            self.out.push(c);
            length += c.len_utf8();
        }
        self.out.push_str("\r\n");
    }
}

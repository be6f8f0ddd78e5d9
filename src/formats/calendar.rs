//! `timeline.ics` and `calendar/` (RFC 5545, *Internet Calendaring and Scheduling Core Object Specification*): events and
//! issuances that are known to the day, all in one file and each in one of its own, under the same UID.
//!
//! What is known to the month or year only, or up to a day, is left out: a calendar would show it on days that nobody states.

use super::feed::describe;
use super::{Input, distinct, text};
use crate::display::dates;
use crate::markup::escape;
use crate::model::site::{Thing, TimelineItem};
use crate::model::{Artifact, When};
use crate::offers::{CALENDAR, calendar_dates, calendar_entries, calendar_file, calendar_name};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// The calendars, the whole first; nothing when no date is known to the day.
pub fn make(input: &Input<'_>) -> Vec<Artifact> {
    let portal = &input.site.portal;
    let entries: Vec<(Thing, String)> = calendar_entries(input.site)
        .collect::<Vec<_>>()
        .par_iter()
        .map(|(item, days)| (item.thing, entry(input, item, *days)))
        .collect();
    if entries.is_empty() {
        return Vec::new();
    }
    let mut before = Calendar::default();
    before.line("BEGIN:VCALENDAR");
    before.line("VERSION:2.0");
    before.line(&format!("PRODID:-//Khuê//timeline//{}", public_language(&portal.language)));
    before.line("CALSCALE:GREGORIAN");
    before.line("METHOD:PUBLISH");
    let single = before.out.clone();
    before.property("X-WR-CALNAME", &portal.title);
    let end = "END:VCALENDAR\r\n";
    let mut whole = before.out;
    whole.extend(entries.iter().map(|(_, entry)| entry.as_str()));
    let mut files = vec![text(CALENDAR, whole + end)];
    files.extend(entries.into_iter().map(|(thing, entry)| {
        let path = calendar_file(input.site, thing).expect("an entry's day is known");
        text(&path, [&single, &entry, end].concat())
    }));
    files
}

/// The language of a formal public identifier (ISO 9070), of which two capital letters are usual: that of the tag, without its
/// region.
fn public_language(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_uppercase()
}

/// One entry (section 3.6.1).
///
/// It has no `SEQUENCE` and no `LAST-MODIFIED` (sections 3.8.7.3 and 3.8.7.4): the same portal gives the same bytes, so that nothing
/// here can tell how often an entry was revised. Who subscribes reads the whole calendar anew.
fn entry(input: &Input<'_>, item: &TimelineItem, (day, last): (Date, Date)) -> String {
    let mut calendar = Calendar::default();
    let (title, summary) = describe(input, item.thing);
    calendar.line("BEGIN:VEVENT");
    calendar.property("UID", &uid(input, &calendar_name(input.site, item.thing)));
    // The time at which the entry was made may not depend on the build: the day itself stands for it.
    calendar.line(&format!("DTSTAMP:{}T000000Z", day.strftime("%Y%m%d")));
    match item.when {
        // Nobody states when it ended; without an end it has none (section 3.6.1).
        When::At { date, time, offset } => {
            let offset = offset.or(input.site.portal.utc_offset);
            calendar.line(&format!("DTSTART:{}", moment(date, time, offset)));
        }
        _ => {
            calendar.line(&format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")));
            // The end is the day behind the last; without one it lasts a day (section 3.6.1), as it must on the last that there is.
            if let Ok(next) = last.tomorrow() {
                calendar.line(&format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
            }
        }
    }
    calendar.property("SUMMARY", &title);
    let precision = dates::precision(&item.when, None, input.strings);
    let about: Vec<String> =
        summary.into_iter().chain(precision).chain(differing(input, item.thing)).collect();
    if !about.is_empty() {
        calendar.property("DESCRIPTION", &about.join(" · "));
    }
    if let Some(address) = input.absolute(&input.paths.thing(input.site, item.thing, 1)) {
        calendar.line(&format!("URL:{address}"));
    }
    calendar.line("TRANSP:TRANSPARENT");
    calendar.line("END:VEVENT");
    calendar.out
}

/// A time in UTC, or, if `offset` (minutes east of it) is not stated, on the clock of wherever it is read (section 3.3.5, forms 2 and 1).
fn moment(date: Date, time: Time, offset: Option<i16>) -> String {
    let local = date.to_datetime(time);
    let universal = offset.and_then(|minutes| local.checked_sub(i64::from(minutes).minutes()).ok());
    let zone = if universal.is_some() { "Z" } else { "" };
    format!("{}{zone}", universal.unwrap_or(local).strftime("%Y%m%dT%H%M%S"))
}

/// All dates that sources give, where they do not agree: the entry can stand on one day only.
fn differing(input: &Input<'_>, thing: Thing) -> Option<String> {
    let dates = calendar_dates(input.site, thing).filter(|dates| dates.differs())?;
    let versions = distinct(dates.versions.iter().map(|v| dates::plain(&v.value, input.strings)));
    Some(format!("{}: {}", input.strings.get("differ"), versions.join("; ")))
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
                c if c.is_control() => vec![' '],
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

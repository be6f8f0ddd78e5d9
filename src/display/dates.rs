//! Dates as readers see them: day first, digits, always in `<time>`.

use crate::markup::escape;
use crate::model::When;
use crate::model::date::{Point, display_offset};
use crate::model::site::PartOfDay;
use crate::render::strings::{Strings, fill};
use jiff::civil::Date;

/// A date as plain text: *11/10/2023*, *tháng 9/2023*, *trước 25/9/2023*.
pub fn plain(when: &When, strings: &Strings) -> String {
    wrap(when, strings, &|text, _| text)
}

/// As [`plain`], and behind it that the year is inferred: *5/7/2023 (năm suy từ ngữ cảnh)*.
pub fn plain_with_inference(when: &When, strings: &Strings) -> String {
    match when.year_inferred() {
        true => format!("{} ({})", plain(when, strings), strings.get("year_inferred")),
        false => plain(when, strings),
    }
}

/// A date as HTML; what is open stands outside `<time>`.
pub fn html(when: &When, strings: &Strings, utc_offset: Option<i16>) -> String {
    let stamp = |text: String, machine: String| {
        format!("<time datetime=\"{machine}\">{}</time>", escape::text(&text))
    };
    match when {
        When::At { date, time, offset } => {
            let zone = offset.or(utc_offset).map(display_offset).unwrap_or_default();
            stamp(plain(when, strings), format!("{date}T{:02}:{:02}{zone}", time.hour(), time.minute()))
        }
        _ => wrap(when, strings, &stamp),
    }
}

/// Each point made by `stamp` from its text and its machine-readable form, in the words around it.
fn wrap(when: &When, strings: &Strings, stamp: &dyn Fn(String, String) -> String) -> String {
    let made = |p: &Point| stamp(point(p, strings), machine(p));
    match when {
        When::On(p) => made(p),
        When::At { date, time, .. } => {
            format!("{}, {:02}:{:02}", day(*date, strings), time.hour(), time.minute())
        }
        // Before a year is before its first day; what is meant may be its last.
        When::Before(p) if p.day.is_none() => fill(strings.get("until"), &[("d", &made(p))]),
        When::After(p) if p.day.is_none() => fill(strings.get("since"), &[("d", &made(p))]),
        When::Before(p) => fill(strings.get("before"), &[("d", &made(p))]),
        When::After(p) => fill(strings.get("after"), &[("d", &made(p))]),
        When::Between(a, b) => fill(strings.get("between"), &[("a", &made(a)), ("b", &made(b))]),
    }
}

fn machine(point: &Point) -> String {
    Point { year_inferred: false, ..*point }.to_string()
}

fn point(point: &Point, strings: &Strings) -> String {
    let (year, month) = (point.year.to_string(), point.month.unwrap_or(1));
    match (point.month, point.day()) {
        (_, Some(date)) => day(date, strings),
        (Some(_), None) => strings.fill("month", &[("m", &month.to_string()), ("y", &year)]),
        _ => year,
    }
}

/// *11/10/2023*.
pub fn day(date: Date, strings: &Strings) -> String {
    written(strings.get("day_pattern"), date)
}

/// *11/10*: without the year.
pub fn short_day(date: Date, strings: &Strings) -> String {
    written(strings.get("short_day_pattern"), date)
}

fn written(pattern: &str, date: Date) -> String {
    let (d, m, y) = (date.day().to_string(), date.month().to_string(), date.year().to_string());
    fill(pattern, &[("d", &d), ("m", &m), ("y", &y)])
}

/// A date as plain text without its clock time.
pub fn plain_day(when: &When, strings: &Strings) -> String {
    match when {
        When::At { date, .. } => day(*date, strings),
        _ => plain(when, strings),
    }
}

/// How sure the date is: `day`, `inferred` or `open`.
pub fn certainty(when: &When) -> &'static str {
    match (when.days(), when.year_inferred()) {
        (_, true) => "inferred",
        (Some(_), false) => "day",
        (None, false) => "open",
    }
}

/// Precision in words, where it is not plain: *năm suy từ ngữ cảnh*.
pub fn precision(when: &When, part: Option<PartOfDay>, strings: &Strings) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(part) = part {
        words.push(strings.get(part_key(part)).to_owned());
    }
    if when.year_inferred() {
        words.push(strings.get("year_inferred").to_owned());
    } else if when.days().is_none() {
        words.push(strings.get("day_unknown").to_owned());
    }
    words
}

/// The key of a part of the day in a theme's strings.
pub fn part_key(part: PartOfDay) -> &'static str {
    match part {
        PartOfDay::Morning => "part_morning",
        PartOfDay::Noon => "part_noon",
        PartOfDay::Afternoon => "part_afternoon",
        PartOfDay::Evening => "part_evening",
        PartOfDay::Night => "part_night",
    }
}

/// The time between two days in words: *20 ngày sau*, *11 năm 4 tháng sau*; none for less than a week.
pub fn gap(from: Date, to: Date, strings: &Strings) -> Option<String> {
    let days = from.until(to).ok()?.get_days();
    (days >= 7).then(|| worded("gap", 4, from, to, days, strings))
}

/// The time between two days, the first of which is the earlier: *118 ngày*, from a year on in years and months.
pub fn span(from: Date, to: Date, strings: &Strings) -> Option<String> {
    let days = from.until(to).ok()?.get_days();
    (days > 0).then(|| worded("span", 12, from, to, days, strings))
}

/// A number of days, or from so many months (`least`) on one of years and months, in the words whose keys have `kind` in them.
fn worded(kind: &str, least: i32, from: Date, to: Date, days: i32, strings: &Strings) -> String {
    let count = |unit: &str, n: i32| {
        strings.count(&format!("one_{kind}_{unit}"), &format!("{kind}_{unit}s"), n as usize)
    };
    let months = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
        - i32::from(from.month())
        - i32::from(to.day() < from.day());
    let (years, rest) = (months / 12, months % 12);
    match (months, years, rest) {
        (months, ..) if months < least => count("day", days),
        (_, 0, months) => count("month", months),
        (_, years, 0) => count("year", years),
        (_, years, months) => {
            // *1 year and 2 months*: each of the two may be one.
            let units = match (years, months) {
                (1, 1) => "one_year_one_month",
                (1, _) => "one_year_months",
                (_, 1) => "years_one_month",
                _ => "years_months",
            };
            let (own, usual) = (format!("{kind}_{units}"), format!("{kind}_years_months"));
            let key = if strings.find(&own).is_some() { own } else { usual };
            strings.fill(&key, &[("n", &years.to_string()), ("m", &months.to_string())])
        }
    }
}

//! Dates that stand side by side as one list or span, and the years that they lend each other.

use std::ops::Range;

use jiff::civil::Date;

use super::super::draft::Day;
use super::super::folded::fold;
use super::super::near::{is_blank, is_dash};

/// The longest stretch, in bytes, between two dates of a list.
const LONGEST_GLUE: usize = 24;

/// How many days the second date of a list may lie before the first: *8/7/2023 và 5/7*, but *25/12 và 5/1/2023*.
const LIST_SLACK: i32 = 180;

/// What makes two dates that follow each other one list or span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bond {
    /// `5/7, 6/7`: the second may as well begin a clause of its own.
    Comma,
    /// `5/7 và 6/7`
    List,
    /// `5/7 đến 8/7`, `5/7 - 8/7`: the second is never the earlier.
    Span,
}

/// What the text between two dates makes of them; `None` if they are no list.
pub(super) fn bond(text: &str, between: Range<usize>) -> Option<Bond> {
    let between = text.get(between).filter(|between| between.len() <= LONGEST_GLUE)?;
    let glue = fold(between.trim_matches(is_blank));
    let glue = glue.strip_suffix("ngày").unwrap_or(&glue).trim_end_matches(is_blank);
    let mut signs = glue.chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None) if is_dash(sign) => return Some(Bond::Span),
        (Some(',' | ';'), None) => return Some(Bond::Comma),
        _ => {}
    }
    match glue {
        "đến" | "tới" | "đến hết" => Some(Bond::Span),
        "và" | ", và" | "hoặc" | "hay" | "cùng" => Some(Bond::List),
        _ => None,
    }
}

/// Whether what stands between two dates makes one span of them: `5/7 đến 8/7`, `5/7 - 8/7`.
pub fn is_span(between: &str) -> bool {
    bond(between, 0..between.len()) == Some(Bond::Span)
}

/// Gives days without a year that of the date that they are listed with, as far as it is in `years`.
///
/// `years` are those of `days`, one each. Behind a comma nothing is lent forward. Across New Year, a span has two
/// years, and so has a list whose dates would otherwise run backwards by more than [`LIST_SLACK`] days.
pub(super) fn lend(days: &[Day], bonds: &[Option<Bond>], years: &mut [Option<i16>]) {
    for at in (0..bonds.len()).rev() {
        if let (None, Some(year), Some(bond)) = (years[at], years[at + 1], bonds[at]) {
            years[at] = year_before(&days[at], &days[at + 1], year, bond);
        }
    }
    for at in 0..bonds.len() {
        if years[at + 1].is_none() {
            years[at + 1] = lent(days, bonds, years, at + 1);
        }
    }
}

/// The year that the date before lends to the one at `at`.
pub(super) fn lent(days: &[Day], bonds: &[Option<Bond>], years: &[Option<i16>], at: usize) -> Option<i16> {
    let before = at.checked_sub(1)?;
    let bond = bonds[before].filter(|bond| *bond != Bond::Comma)?;
    let first = date_in(&days[before], years[before]?)?;
    let slack = slack(bond);
    (0..=1)
        .map(|more| first.year() + more)
        .find(|year| date_in(&days[at], *year).is_some_and(|date| days_between(date, first) <= slack))
}

/// The year of the first date of a list, from that of the second.
fn year_before(day: &Day, next: &Day, year: i16, bond: Bond) -> Option<i16> {
    let last = date_in(next, year)?;
    let slack = slack(bond);
    (0..=1)
        .map(|less| year - less)
        .find(|year| date_in(day, *year).is_some_and(|date| days_between(last, date) <= slack))
}

fn slack(bond: Bond) -> i32 {
    if bond == Bond::Span { 0 } else { LIST_SLACK }
}

/// How many days `date` lies before `first`; less than 0 if it lies behind.
fn days_between(date: Date, first: Date) -> i32 {
    first.since(date).map_or(0, |span| span.get_days())
}

fn date_in(day: &Day, year: i16) -> Option<Date> {
    Date::new(year, day.month, day.day?).ok()
}

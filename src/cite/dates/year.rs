//! The last step of a date: the year that is not written, and whether the calendar agrees.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::draft::{Day, Draft};
use super::super::{DateMention, DateProblem};
use super::chain::{Bond, bond, lend, lent};
use super::sentence::whole_sentences;

/// How far ahead a text may look when it names a day without a year: *sẽ họp ngày 5/1*, written in December.
const DAYS_AHEAD: i64 = 31;

/// Makes dates of the days of a draft; ranges stay offsets into `text`, the composed text.
///
/// A year that is not written is, if the calendar has the day in it,
/// 1. that of the date which it makes one list or span with: see [`lend`],
/// 2. that of the nearest date or `năm 2023` in the same sentence which is not the date of a document there,
/// 3. that of the last such day up to 31 days after `written`,
/// 4. that of the nearest date of a document in the same sentence.
pub(in super::super) fn finish(draft: &Draft, text: &str, written: Option<Date>) -> Vec<DateMention> {
    let days = &draft.days;
    let mut years: Vec<Option<i16>> = days.iter().map(|day| day.year).collect();
    if years.contains(&None) {
        infer(draft, text, written, &mut years);
    }
    days.iter().zip(years).map(|(day, year)| dated(day, year)).collect()
}

/// Fills in the years that are not written.
fn infer(draft: &Draft, text: &str, written: Option<Date>, years: &mut [Option<i16>]) {
    let days = &draft.days;
    let bonds: Vec<Option<Bond>> = days
        .windows(2)
        .map(|pair| bond(text, pair[0].range.end..pair[1].range.start).filter(|_| !pair[0].is_issue))
        .collect();
    lend(days, &bonds, years);
    let (issues, others): (Vec<&Day>, Vec<&Day>) = days.iter().partition(|day| day.is_issue);
    let mut near = places(&others);
    near.extend(&draft.years);
    near.sort_unstable();
    let issues = places(&issues);
    let mut sentences = whole_sentences(text).into_iter().peekable();
    for (at, day) in days.iter().enumerate() {
        if years[at].is_some() {
            continue;
        }
        while sentences.next_if(|sentence| sentence.end < day.range.end).is_some() {}
        let sentence = sentences.peek().cloned().unwrap_or_default();
        years[at] = lent(days, &bonds, years, at)
            .or_else(|| nearest(&near, day, &sentence))
            .or_else(|| last_before(day, written?))
            .or_else(|| nearest(&issues, day, &sentence));
    }
}

/// Where years are written, and which.
fn places(days: &[&Day]) -> Vec<(usize, i16)> {
    days.iter().filter_map(|day| Some((day.range.start, day.year?))).collect()
}

/// The year nearest to a day, of those written in its sentence; the one before where two are equally near.
fn nearest(years: &[(usize, i16)], day: &Day, sentence: &Range<usize>) -> Option<i16> {
    let next = years.partition_point(|(at, _)| *at < day.range.start);
    let before = next.checked_sub(1).map(|last| years[last]);
    let after = years.get(next).copied();
    [before, after]
        .into_iter()
        .flatten()
        .filter(|(at, year)| sentence.contains(at) && exists(day, *year))
        .min_by_key(|(at, _)| at.abs_diff(day.range.start))
        .map(|(_, year)| year)
}

/// The year of the last such day not more than a month after `written`.
fn last_before(day: &Day, written: Date) -> Option<i16> {
    let limit = written.checked_add(DAYS_AHEAD.days()).unwrap_or(written);
    // Eight years may lie between two leap years.
    (0..=8)
        .map(|back| limit.year() - back)
        .find(|year| Date::new(*year, day.month, day.day.unwrap_or(1)).is_ok_and(|date| date <= limit))
}

fn exists(day: &Day, year: i16) -> bool {
    Date::new(year, day.month, day.day.unwrap_or(1)).is_ok()
}

/// The finished date, in the year that was written or inferred.
fn dated(day: &Day, year: Option<i16>) -> DateMention {
    // A leap year has every day that there is.
    let is_day = exists(day, year.unwrap_or(2000));
    let date = year.and_then(|year| Date::new(year, day.month, day.day?).ok());
    let problem = match (date, day.weekday) {
        _ if !is_day => Some(DateProblem::NoSuchDay),
        _ if year.is_none() => Some(DateProblem::NoYear),
        (Some(date), Some(written)) if date.weekday() != written => {
            Some(DateProblem::WrongWeekday { written, actual: date.weekday() })
        }
        _ => None,
    };
    let mut iso = year.map_or_else(|| "-".to_owned(), |year| format!("{year:04}"));
    iso.push_str(&format!("-{:02}", day.month));
    if let Some(day) = day.day {
        iso.push_str(&format!("-{day:02}"));
    }
    if let Some((hour, minute)) = day.clock {
        iso.push_str(&format!("T{hour:02}:{minute:02}"));
    }
    DateMention { range: day.range.clone(), iso, inferred: day.year.is_none(), problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(at: usize, day: i8, month: i8, year: Option<i16>) -> Day {
        let range = at..at + 4;
        Day {
            range,
            year,
            month,
            day: Some(day),
            weekday: None,
            clock: None,
            has_part: false,
            is_issue: false,
        }
    }

    #[test]
    fn the_last_such_day_is_meant() {
        let written = Date::constant(2023, 12, 20);
        let check = |d, month, expected| {
            assert_eq!(last_before(&day(0, d, month, None), written), expected, "{d}/{month}")
        };
        check(11, 10, Some(2023));
        check(20, 12, Some(2023));
        check(5, 1, Some(2024));
        check(20, 1, Some(2024));
        check(21, 1, Some(2023));
        check(29, 2, Some(2020));
        check(30, 2, None);
    }

    #[test]
    fn the_nearest_year_of_the_sentence_is_meant() {
        let years = [(0, 2011), (20, 2020), (90, 2030)];
        let check = |at, sentence, expected| {
            assert_eq!(nearest(&years, &day(at, 11, 10, None), &sentence), expected, "{at}");
        };
        check(30, 0..99, Some(2020));
        check(80, 0..99, Some(2030));
        check(80, 0..90, Some(2020));
        check(55, 0..99, Some(2020));
        check(10, 0..20, Some(2011));
        check(10, 5..20, None);
        assert_eq!(nearest(&years, &day(25, 29, 2, None), &(0..99)), Some(2020));
        assert_eq!(nearest(&years[..1], &day(25, 29, 2, None), &(0..99)), None);
    }
}

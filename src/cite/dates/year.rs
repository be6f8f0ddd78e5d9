//! The last step of a date: the year that is not written, and whether the calendar agrees.

use std::cell::LazyCell;
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::draft::{Day, Draft};
use super::super::folded::fold;
use super::super::near::{is_blank, is_dash, is_word, skip_blanks, word_after};
use super::super::{DateMention, DateProblem};
use super::aside::{is_aside, is_term};
use super::chain::{Bond, bond, lend, lent};
use super::form::year_in;
use super::sentence::whole_sentences;
use super::told::{future_year, told_year, years_on};

/// How far ahead a text may look when it names a day without a year (*sẽ họp ngày 5/1*, written in December), and
/// how far back it surely does.
const NEAR_DAYS: i32 = 31;

/// The longest stretch, in bytes, between a day and a year that stands right beside it.
const LONGEST_GLUE: usize = 40;

/// Makes dates of the days of a draft; ranges stay offsets into `text`, the composed text.
///
/// A year that is not written is, if the calendar has the day in it,
/// 1. that of `năm 2023` or `năm 75` right behind it, what `cùng năm` or `năm sau` there mean behind the last date, or `năm nay`, `năm ngoái`, `tới` in
///    a text of `written`,
/// 2. that of the date which it makes one list or span with: see [`lend`],
/// 3. that of `Năm 2021` or `Tháng 3/2021` with which the sentence begins,
/// 4. the one in which it lies at most 31 days before or behind `written`,
/// 5. that of the nearest date or `năm 2023` in the same sentence,
/// 6. behind `sẽ` or `dự kiến`, that of the next such day from `written` on,
/// 7. that of the last such day up to 31 days after `written`,
/// 8. that of the nearest date of a document in the same sentence.
///
/// In 2, 3 and 5 the dates and years of documents do not count, nor do those of births, comparisons, plans and laws
/// (see [`is_aside`]), nor the day that an anniversary goes back to (*27/7/1947 - 27/7/2023*); in 3 and 5 not those from which something
/// holds or by which it is to be done (see [`is_term`]).
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
    let lends: Vec<bool> = (0..days.len()).map(|at| lends(days, &bonds, text, at)).collect();
    let near = evidence(draft, text, &bonds, &lends);
    let sentences = LazyCell::new(|| whole_sentences(text));
    for (at, day) in days.iter().enumerate() {
        let behind = || behind_last(draft, text, years, at, &sentences);
        let told = || told_year(text, day, written?);
        let beside = || behind().or_else(told).filter(|year| exists(day, *year));
        years[at] = match day.year {
            Some(year) => lends[at].then_some(year),
            None => attached(&draft.years, text, day, written).or_else(beside),
        };
    }
    lend(days, &bonds, years);
    let issues = places(days.iter().filter(|day| day.is_issue));
    let mut sentences = sentences.iter().cloned().peekable();
    for (at, day) in days.iter().enumerate() {
        years[at] = day.year.or(years[at]);
        if years[at].is_some() {
            continue;
        }
        while sentences.next_if(|sentence| sentence.end < day.range.end).is_some() {}
        let sentence = sentences.peek().cloned().unwrap_or_default();
        let is_behind_open = at > 0 && days[at - 1].year.is_none();
        years[at] = lent(days, &bonds, years, at)
            .filter(|_| is_behind_open)
            .or_else(|| opening(&near, text, day, &sentence))
            .or_else(|| around(day, written?))
            .or_else(|| nearest(&near, day, &sentence))
            .or_else(|| future_year(text, day, written?))
            .or_else(|| last_before(day, written?))
            .or_else(|| nearest(&issues, day, &sentence));
    }
}

/// Whether the day at `at` has a year that may be that of others, too.
fn lends(days: &[Day], bonds: &[Option<Bond>], text: &str, at: usize) -> bool {
    let day = &days[at];
    let is_span = bonds.get(at) == Some(&Some(Bond::Span));
    let goes_back = is_span && (day.day, day.month) == (days[at + 1].day, days[at + 1].month);
    day.year.is_some() && !day.is_issue && !goes_back && !is_aside(text, day.range.start)
}

/// The years that may be those of other days, and where they are written; sorted. `lends` tells which dates lend theirs.
fn evidence(draft: &Draft, text: &str, bonds: &[Option<Bond>], lends: &[bool]) -> Vec<(usize, i16)> {
    let is_apart = |at: usize| is_aside(text, at) || is_term(text, at);
    let bare = draft.years.iter().filter(|(at, _)| !is_of_document(draft, text, *at) && !is_apart(*at));
    // The end of a span is of what its beginning is of.
    let mut goes_on = false;
    let mut is_near = |at: usize| {
        let is_end = at > 0 && bonds[at - 1] == Some(Bond::Span);
        goes_on = is_end && goes_on || is_apart(draft.days[at].range.start);
        lends[at] && !goes_on
    };
    let dated = (0..draft.days.len()).filter(|at| is_near(*at)).map(|at| &draft.days[at]);
    let mut near = places(dated);
    near.extend(bare);
    near.sort_unstable();
    near
}

/// Where years are written, and which.
fn places<'a>(days: impl Iterator<Item = &'a Day>) -> Vec<(usize, i16)> {
    days.filter_map(|day| Some((day.range.start, day.year?))).collect()
}

/// Whether the year at `at` tells a document from others: *Quyết định số 749/QĐ-TTg năm 2020*.
fn is_of_document(draft: &Draft, text: &str, at: usize) -> bool {
    let next = draft.mentions.partition_point(|mention| mention.range.end <= at);
    let last = next.checked_sub(1).map(|last| draft.mentions[last].range.end);
    last.is_some_and(|end| matches!(&*glue(text, end..at), "năm" | "(năm"))
}

/// The year right behind a day: `15 tháng 6, 2019`, `30/4 năm 75`.
fn attached(years: &[(usize, i16)], text: &str, day: &Day, written: Option<Date>) -> Option<i16> {
    if let Some(year) = figures_behind(text, day.range.end).filter(|year| exists(day, *year)) {
        return Some(year);
    }
    if let Some(short) = short_behind(text, day.range.end) {
        return last_ending(short, written).filter(|year| exists(day, *year));
    }
    let (at, year) = *years.get(years.partition_point(|(at, _)| *at < day.range.end))?;
    let is_attached =
        matches!(&*glue(text, day.range.end..at), "năm" | ", năm" | "(năm" | "của năm" | "cùng năm");
    (is_attached && exists(day, year)).then_some(year)
}

/// The year of the day at `at` by that of the last date or year before it, of which the words behind the day speak: `cùng năm`, `năm sau`
/// (see [`years_on`]). Another year than that one is only looked for in the same sentence, and from a year that is written.
fn behind_last(
    draft: &Draft,
    text: &str,
    years: &[Option<i16>],
    at: usize,
    sentences: &[Range<usize>],
) -> Option<i16> {
    let day = &draft.days[at];
    let more = years_on(text, day)?;
    let dated = draft.days[..at].iter().zip(years).rev();
    let year_of = |day: &Day, told: &Option<i16>| day.year.or(told.filter(|_| more == 0));
    let dated = dated.filter_map(|(day, told)| Some((day.range.start, year_of(day, told)?))).next();
    let bare = draft.years.partition_point(|(place, _)| *place < day.range.start).checked_sub(1);
    let (place, year) = dated.max(bare.map(|bare| draft.years[bare]))?;
    let holds = |sentence: &Range<usize>| sentence.contains(&place) && sentence.contains(&day.range.start);
    (more == 0 || sentences.iter().any(holds)).then_some(year + more)
}

/// Four figures behind a day, as a year stands there without its word: behind a comma, a blank, a dash or within brackets, and followed by
/// nothing that they could count.
fn figures_behind(text: &str, end: usize) -> Option<i16> {
    let behind = &text[end..];
    let digits = behind.find(|c: char| c.is_ascii_digit()).filter(|at| *at <= LONGEST_GLUE)?;
    let figures = behind[digits..].bytes().take_while(u8::is_ascii_digit).count();
    let year = year_in(&behind[digits..digits + figures]).filter(|year| (1800..2200).contains(year))?;
    let (between, rest) = (behind[..digits].trim_matches(is_blank), &behind[digits + figures..]);
    let mut signs = between.chars();
    let is_glue = match (signs.next(), signs.next()) {
        (None | Some(','), None) => true,
        (Some('('), None) => rest.starts_with(')'),
        (Some(sign), None) => is_dash(sign),
        _ => false,
    };
    let next = rest.trim_start_matches(' ').chars().next();
    let ends = next.is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | ')' | ']' | '\n' | '\r' | '|'));
    (is_glue && ends && !is_decimal(rest)).then_some(year)
}

/// Whether figures go on with these words as a decimal number does: `,5`.
fn is_decimal(rest: &str) -> bool {
    rest.starts_with(['.', ',']) && rest[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// The last two figures of a year, behind its word: `năm 75`.
fn short_behind(text: &str, end: usize) -> Option<i16> {
    let word = word_after(text, skip_blanks(text, end)?).filter(|word| fold(&text[word.clone()]) == "năm")?;
    let behind = text[word.end..].trim_start_matches(is_blank);
    let figures = behind.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &behind[figures..];
    let is_more = rest.starts_with(|c: char| is_word(c) || matches!(c, '%' | '/')) || is_decimal(rest);
    (figures == 2 && !is_more).then(|| behind[..2].parse().ok())?
}

/// The last year with these two figures at its end, up to that of `written`; of the twentieth century where nobody knows when it was written.
fn last_ending(short: i16, written: Option<Date>) -> Option<i16> {
    let latest = written.map_or(1999, Date::year);
    Some(latest - (latest - short).rem_euclid(100))
}

/// The year or month with which the day's sentence begins: `Năm 2021, …`, `Đầu tháng 3/2021, …`.
fn opening(years: &[(usize, i16)], text: &str, day: &Day, sentence: &Range<usize>) -> Option<i16> {
    let (at, year) = *years.get(years.partition_point(|(at, _)| *at < sentence.start))?;
    if at >= day.range.start || !exists(day, year) {
        return None;
    }
    let glue = glue(text, sentence.start..at);
    let words = glue.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_month = || word_after(text, at).is_some_and(|word| fold(&text[word]) == "tháng");
    let lead = words.strip_suffix("năm").or_else(|| is_month().then_some(words))?;
    matches!(lead.trim_end(), "" | "trong" | "vào" | "đầu" | "giữa" | "cuối").then_some(year)
}

/// What stands in a short range, folded, without blanks around it; of a long one, something that is no word.
fn glue(text: &str, range: Range<usize>) -> String {
    let short = text.get(range).filter(|between| between.len() <= LONGEST_GLUE);
    short.map_or_else(|| "…".to_owned(), |between| fold(between.trim_matches(is_blank)))
}

/// The year in which a day lies at most a month before or behind `written`.
fn around(day: &Day, written: Date) -> Option<i16> {
    let is_near = |year: &i16| {
        let date = Date::new(*year, day.month, day.day.unwrap_or(1)).ok();
        let span = date.and_then(|date| written.until(date).ok());
        span.is_some_and(|span| span.get_days().abs() <= NEAR_DAYS)
    };
    (-1..=1).map(|more| written.year() + more).find(is_near)
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
    let limit = written.checked_add(NEAR_DAYS.days()).unwrap_or(written);
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

//! Times of day beside a date: `19:49`, `19h49`, `8 giờ 30 phút`.

use std::ops::Range;

use super::super::folded::fold;
use super::super::near::{char_after, is_blank, is_dash, is_word, may_start, skip_blanks, word_after};
use super::lead::Part;

/// A time of day as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) range: Range<usize>,
    pub(super) hour: i8,
    pub(super) minute: i8,
}

/// Reads the time whose hour is the run of digits at `hour`.
///
/// `19:49` (seconds may follow and are dropped), `19h49`, `8h30'`, `19h`, `19 giờ`, `8 giờ 30`, `8 giờ 5 phút`; `AM`,
/// `PM`, `SA` or `CH` behind `7:49`. Hours from 0 to 23, minutes from 0 to 59.
pub(super) fn clock_at(text: &str, hour: &Range<usize>) -> Option<Clock> {
    if hour.len() > 2 || !may_start(text, hour.start, true) {
        return None;
    }
    let (end, minute) = match char_after(text, hour.end)? {
        ':' => {
            let minute = two_digits(text, hour.end + 1)?;
            let mut end = hour.end + 3;
            if text[end..].starts_with(':') && two_digits(text, end + 1).is_some() {
                end += 3;
            }
            (end, minute)
        }
        'h' | 'g' | 'H' => match two_digits(text, hour.end + 1) {
            Some(minute) => (behind_minutes(text, hour.end + 3), minute),
            None => (hour.end + 1, 0),
        },
        _ => worded(text, hour.end)?,
    };
    let value: i8 = text[hour.clone()].parse().ok()?;
    let behind = char_after(text, end);
    if behind.is_some_and(|c| is_word(c) || c == '%') || is_tied(&text[end..]) {
        return None;
    }
    let (end, hour_value) = with_half(text, end, value);
    let is_time = (0..24).contains(&hour_value) && (0..60).contains(&minute);
    is_time.then_some(Clock { range: hour.start..end, hour: hour_value, minute })
}

/// Where a sign for minutes behind them ends: `8h30'`.
fn behind_minutes(text: &str, at: usize) -> usize {
    let sign = char_after(text, at).filter(|c| matches!(c, '\'' | '’' | '′'));
    at + sign.map_or(0, char::len_utf8)
}

/// `giờ`, `giờ 30`, `giờ 30 phút` behind the hour: where it ends, and the minute.
fn worded(text: &str, at: usize) -> Option<(usize, i8)> {
    let gio = word_after(text, skip_blanks(text, at)?).filter(|word| fold(&text[word.clone()]) == "giờ")?;
    let minute = skip_blanks(text, gio.end).filter(|start| *start > gio.end).and_then(|start| {
        let digits = text[start..].bytes().take(3).take_while(u8::is_ascii_digit).count();
        let minute = text[start..start + digits].parse().ok().filter(|_| digits <= 2)?;
        let end = start + digits;
        let phut = skip_blanks(text, end).and_then(|at| word_after(text, at));
        let phut = phut.filter(|word| fold(&text[word.clone()]) == "phút").map(|word| word.end);
        // The 15 of `8 giờ 15/3` is a day, the 5 of `8 giờ 5 người` a number.
        match phut {
            Some(end) => Some((end, minute)),
            None => (digits == 2 && !text[end..].starts_with(['/', '.', '-'])).then_some((end, minute)),
        }
    });
    Some(minute.unwrap_or((gio.end, 0)))
}

/// Adds `PM` or `CH` behind a time of twelve hours to it.
fn with_half(text: &str, end: usize, hour: i8) -> (usize, i8) {
    let Some(word) = skip_blanks(text, end).and_then(|start| word_after(text, start)) else {
        return (end, hour);
    };
    match (&text[word.clone()], hour) {
        ("AM" | "SA", 12) => (word.end, 0),
        ("AM" | "SA", 0..12) | ("PM" | "CH", 12) => (word.end, hour),
        ("PM" | "CH", 1..12) => (word.end, hour + 12),
        _ => (end, hour),
    }
}

/// The two digits at `at`, neither more nor fewer.
fn two_digits(text: &str, at: usize) -> Option<i8> {
    let digits = text.get(at..at + 2)?;
    let is_end = !text[at + 2..].starts_with(|c: char| c.is_ascii_digit());
    (is_end && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// Whether a sign ties more digits to what stands before: `2:10-3`, `8h-10h`, `1:20:300`, `19:49/2`.
fn is_tied(rest: &str) -> bool {
    let mut chars = rest.chars();
    let sign = chars.next().is_some_and(|c| is_dash(c) || matches!(c, ':' | '/' | '.' | ','));
    sign && chars.next().is_some_and(|c| c.is_ascii_digit())
}

/// The time right behind a date that ends at `at`: after blanks, a comma, a dash, a bar or `lúc`.
pub(super) fn clock_behind(text: &str, at: usize, hour: &Range<usize>) -> Option<Clock> {
    let between =
        text.get(at..hour.start).filter(|between| between.len() <= 16 && !between.contains('\n'))?;
    let glue = fold(between.trim_matches(is_blank));
    let is_glue = matches!(&*glue, "" | "," | "-" | "–" | "|" | "lúc" | ", lúc" | "vào lúc" | "•" | "·");
    let clock = clock_at(text, hour).filter(|_| is_glue && !between.is_empty())?;
    // *Ngày 5/7, 8 giờ làm việc*: a time in words is one only if it is said to be.
    let is_short = !fold(&text[clock.range.clone()]).contains("giờ") || glue.ends_with("lúc");
    is_short.then_some(clock)
}

/// The hour of a day of 24 hours for one that stands beside a part of the day: `7h tối` is 19, `1h trưa` 13.
///
/// Midnight, `12h đêm 5/7`, is the hour 0 of the day as written: nothing tells whether its night is meant.
pub(super) fn hour_in(part: Option<Part>, hour: i8) -> i8 {
    match (part, hour) {
        (Some(Part::Afternoon | Part::Evening), 1..12)
        | (Some(Part::Noon), 1..3)
        | (Some(Part::Night), 6..12) => hour + 12,
        (Some(Part::Night), 12) => 0,
        _ => hour,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, i8, i8)>) {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let clock = clock_at(text, &(0..end));
        let found = clock.as_ref().map(|clock| (&text[clock.range.clone()], clock.hour, clock.minute));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn times() {
        check("19:49", Some(("19:49", 19, 49)));
        check("19:49:30.", Some(("19:49:30", 19, 49)));
        check("7:49 PM", Some(("7:49 PM", 19, 49)));
        check("12:05 SA", Some(("12:05 SA", 0, 5)));
        check("19h49,", Some(("19h49", 19, 49)));
        check("8h ngày", Some(("8h", 8, 0)));
        check("8 giờ 30 phút ngày", Some(("8 giờ 30 phút", 8, 30)));
        check("8 giờ 5 phút ngày", Some(("8 giờ 5 phút", 8, 5)));
        check("8h30' ngày", Some(("8h30'", 8, 30)));
        check("14h00’, ngày", Some(("14h00’", 14, 0)));
        check("8 giờ 5 người", Some(("8 giờ", 8, 0)));
        check("8 giờ 5/7", Some(("8 giờ", 8, 0)));
        check("8 giờ 30 ngày", Some(("8 giờ 30", 8, 30)));
        check("8 giờ 15/3", Some(("8 giờ", 8, 0)));
        check("8 giờ, 30", Some(("8 giờ", 8, 0)));
    }

    #[test]
    fn other_numbers_are_no_times() {
        for text in [
            "24:00",
            "19:60",
            "2:1",
            "2:100",
            "8ha",
            "8",
            "8h-10h",
            "100:20",
            "19:49%",
            "6909:2001",
            "8 người",
            "8h305",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn afternoons_have_hours_beyond_twelve() {
        assert_eq!(hour_in(Some(Part::Evening), 7), 19);
        assert_eq!(hour_in(Some(Part::Morning), 7), 7);
        assert_eq!(hour_in(Some(Part::Night), 1), 1);
        assert_eq!(hour_in(Some(Part::Night), 12), 0);
        assert_eq!(hour_in(Some(Part::Noon), 1), 13);
        assert_eq!(hour_in(Some(Part::Noon), 11), 11);
        assert_eq!(hour_in(Some(Part::Noon), 12), 12);
        assert_eq!(hour_in(None, 7), 7);
    }
}

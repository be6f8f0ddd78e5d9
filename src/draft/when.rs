//! The date in a line, in figures or in words, Vietnamese or English.

use super::lines::Piece;
use super::vocabulary::VOCABULARY;
use crate::cite::{self, Lexicon};
use crate::model::date::{display_offset, month_called};
use crate::text::fold::lower_tone;
use jiff::civil::{Date, Time};
use std::ops::Range;

/// A date as a line states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// As metadata takes it: `2023-10-11`, `2023-10-11T19:49`.
    pub iso: String,
    /// Whether day and month could be taken for each other: `04/05/2023` in a text that is not Vietnamese.
    pub ambiguous: bool,
}

/// Whether a line is a date with the words that belong to it, and at most a name or a label beside it.
pub fn date_line(piece: &Piece) -> bool {
    if piece.words > 16 || piece.is_prose() || !has_date(&piece.text) {
        return false;
    }
    let (mut names, mut others) = (0, 0);
    for word in piece.text.split(|c: char| !c.is_alphanumeric() && c != '+').filter(|word| !word.is_empty()) {
        let key = lower_tone(word);
        let of_date = VOCABULARY.list("date_words").contains(&key.as_str())
            || key.bytes().any(|b| b.is_ascii_digit())
            || month_called(&key).is_some();
        match (of_date, word.starts_with(char::is_uppercase) || matches!(&*key, "by" | "bởi" | "theo")) {
            (true, _) => {}
            (false, true) => names += 1,
            (false, false) => others += 1,
        }
    }
    others <= 1 && names + others <= 6
}

/// The date that a line states; the first, if several. `vietnamese` says whether `4/5` is the fourth of May for certain.
pub fn stated(text: &str, vietnamese: bool) -> Option<Stated> {
    let key = lower_tone(text);
    if let Some((date, range)) = in_words(&key).or_else(|| iso(&key)).or_else(|| slashed(&key)) {
        let time = clock(&key[..range.start]).or_else(|| clock(&key[range.end..]));
        return Some(Stated { iso: written(date, time), ambiguous: false });
    }
    let found = cite::scan(text, &Lexicon::empty(), None).dates;
    let date = found.iter().find(|d| !d.inferred && d.problem.is_none() && d.iso.len() >= 10)?;
    let surface = &text[date.range.clone()];
    let day: Date = date.iso.get(..10)?.parse().ok()?;
    let in_figures = !surface.contains("tháng");
    let ambiguous = !vietnamese && in_figures && day.day() <= 12 && day.day() != day.month();
    let (before, behind) = (&text[..date.range.start], &text[date.range.end..]);
    let own: Option<Time> = date.iso.contains('T').then(|| date.iso[11..].parse().ok()).flatten();
    let own = own.map(|time| zoned(time, &behind.to_lowercase()));
    let time = own.or_else(|| clock(before)).or_else(|| clock(behind));
    Some(Stated { iso: written(day, time), ambiguous })
}

/// A clock time that a line states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clock {
    /// Without a time zone.
    Local(Time),
    /// With minutes east of UTC.
    Zoned(Time, i16),
    /// In a time zone that only people know: which moment it is, is not known.
    Unknown,
}

fn written(date: Date, clock: Option<Clock>) -> String {
    let shown = |time: Time| format!("{date}T{:02}:{:02}", time.hour(), time.minute());
    match clock {
        None | Some(Clock::Unknown) => date.to_string(),
        Some(Clock::Local(time)) => shown(time),
        Some(Clock::Zoned(time, offset)) => shown(time) + &display_offset(offset),
    }
}

/// Whether a full date stands in a line.
fn has_date(text: &str) -> bool {
    let key = lower_tone(text);
    in_words(&key).or_else(|| iso(&key)).or_else(|| slashed(&key)).is_some()
        || cite::scan(text, &Lexicon::empty(), None).dates.iter().any(|d| d.iso.len() >= 10 && !d.inferred)
}

/// `3 march 2021`, `march 3rd, 2021`, `sept. 3 2021` in a folded text.
fn in_words(key: &str) -> Option<(Date, Range<usize>)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for word in key.split(|c: char| !c.is_alphanumeric()) {
        words.extend((!word.is_empty()).then_some((at, word)));
        at += word.len();
        at += key[at..].chars().next().map_or(0, char::len_utf8);
    }
    for three in words.windows(3) {
        let [first, second, third] = [three[0].1, three[1].1, three[2].1];
        let (day, month) = match (month_called(first), month_called(second)) {
            (Some(month), _) => (second, month),
            (_, Some(month)) => (first, month),
            _ => continue,
        };
        let digits = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_ordinal = matches!(&day[digits.len()..], "" | "st" | "nd" | "rd" | "th");
        let (Ok(day), Ok(year)) = (digits.parse::<i8>(), third.parse::<i16>()) else { continue };
        if let Ok(date) = Date::new(year, month, day)
            && is_ordinal
            && (1900..2200).contains(&year)
        {
            return Some((date, three[0].0..three[2].0 + third.len()));
        }
    }
    None
}

/// `2021-03-04`, perhaps with `t10:32` behind it, in a folded text.
fn iso(key: &str) -> Option<(Date, Range<usize>)> {
    let starts = key.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !key[..*at].ends_with(|before: char| before.is_ascii_digit() || before == '-')
    });
    for (at, _) in starts {
        let Some(text) = key.get(at..at + 10) else { continue };
        let bytes = text.as_bytes();
        if bytes[4] == b'-'
            && bytes[7] == b'-'
            && !key[at + 10..].starts_with(|c: char| c.is_ascii_digit())
            && let Ok(date) = text.parse::<Date>()
        {
            return Some((date, at..at + 10));
        }
    }
    None
}

/// `2021/03/04`, and `07/13/2023`, in which only one order of day and month is possible, in a folded text.
fn slashed(key: &str) -> Option<(Date, Range<usize>)> {
    let mut at = 0;
    for token in key.split(|c: char| !c.is_ascii_digit() && c != '/') {
        let range = at..at + token.len();
        at = range.end + key[range.end..].chars().next().map_or(0, char::len_utf8);
        let parts: Vec<&str> = token.split('/').collect();
        let [a, b, c] = parts[..] else { continue };
        let lengths = [a.len(), b.len(), c.len()];
        let (Ok(a), Ok(b), Ok(c)) = (a.parse::<i16>(), b.parse::<i16>(), c.parse::<i16>()) else { continue };
        let (year, month, day) = match lengths {
            [4, 1..=2, 1..=2] => (a, b, c),
            [1..=2, 2, 4] if b > 12 => (c, a, b),
            _ => continue,
        };
        if let Ok(date) = Date::new(year, month as i8, day as i8) {
            return Some((date, range));
        }
    }
    None
}

/// A clock time: `19:49`, `10:32 pm`, `10h05`, `9 giờ 15`, with its time zone.
fn clock(text: &str) -> Option<Clock> {
    let text = text.to_lowercase();
    for (at, _) in text.match_indices([':', 'h']) {
        let before = &text[..at];
        let hour = &before[before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        let after = &text[at + 1..];
        let minute = &after[..after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
        if minute.len() != 2 || hour.is_empty() || hour.len() > 2 {
            continue;
        }
        let (Ok(mut hour), Ok(minute)) = (hour.parse::<i8>(), minute.parse::<i8>()) else { continue };
        let behind = after[2..].trim_start_matches(|c: char| c == ':' || c.is_ascii_digit() || c == ' ');
        if behind.starts_with("pm") || behind.starts_with("p.m") {
            hour = if hour < 12 { hour + 12 } else { hour };
        } else if (behind.starts_with("am") || behind.starts_with("a.m")) && hour == 12 {
            hour = 0;
        }
        let Ok(time) = Time::new(hour, minute, 0, 0) else { continue };
        return Some(zoned(time, &after[2..]));
    }
    None
}

/// A clock time with the zone right behind its minutes, in small letters: `z`, `+07:00`, `gmt+7`, or letters that several places share (`est`).
fn zoned(time: Time, behind: &str) -> Clock {
    const LETTERS: [&str; 14] =
        ["est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "bst", "cet", "cest", "ist", "et", "pt"];
    let seconds = |c: char| matches!(c, ':' | '.') || c.is_ascii_digit();
    let behind = behind.trim_start_matches(seconds);
    let tight = behind;
    let behind = behind.trim_start_matches(' ');
    let behind =
        ["pm", "am", "p.m.", "a.m."].iter().find_map(|half| behind.strip_prefix(half)).unwrap_or(behind);
    let behind = behind.trim_start_matches([' ', '(', ',']);
    let word = &behind[..behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len()];
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hours = |text: &str| {
        let sign = if text.starts_with('-') { -1 } else { 1 };
        let rest = text.strip_prefix(['+', '-'])?;
        let (hours, minutes) = match digits(rest) {
            4 => (&rest[..2], &rest[2..4]),
            length @ 1..=2 => {
                let more = rest[length..].strip_prefix(':').filter(|more| digits(more) == 2);
                (&rest[..length], more.map_or("0", |more| &more[..2]))
            }
            _ => return None,
        };
        let (hours, minutes) = (hours.parse::<i16>().ok()?, minutes.parse::<i16>().ok()?);
        (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
    };
    let offset = match word {
        "z" if tight.starts_with('z') => Some(0),
        "gmt" | "utc" => Some(hours(behind[word.len()..].trim_start_matches(' ')).unwrap_or(0)),
        "" => hours(tight),
        _ if LETTERS.contains(&word) => return Clock::Unknown,
        _ => None,
    };
    offset.map_or(Clock::Local(time), |offset| Clock::Zoned(time, offset))
}

#[cfg(test)]
mod tests {
    use super::super::lines::pieces;
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = stated(text, true).map(|s| s.iso).unwrap_or_default();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn dates_are_read_in_both_languages() {
        check("Thứ hai, 25/09/2023 11:00", "2023-09-25T11:00");
        check("11/10/2023 19:49", "2023-10-11T19:49");
        check("Ngày cập nhật 13/10/2023", "2023-10-13");
        check("Cập nhật lúc 08:15, ngày 05/04/2023 (GMT+7)", "2023-04-05T08:15+07:00");
        check("Published March 3rd, 2021 at 4:05 pm", "2021-03-03T16:05");
        check("10:32 GMT, 4 May 2020", "2020-05-04T10:32Z");
        check("2020-05-04T10:32:00Z", "2020-05-04T10:32Z");
        check("2023-07-06T19:30:00.000-05:00", "2023-07-06T19:30-05:00");
        check("2023-07-06T19:30:00+0545", "2023-07-06T19:30+05:45");
        check("12/10/2023 19:49 (GMT+7)", "2023-10-12T19:49+07:00");
        check("July 6, 2023, 7:30 p.m. EST", "2023-07-06");
        check("2023/07/06", "2023-07-06");
        check("07/13/2023 10:05", "2023-07-13T10:05");
        check("13/07/2023/4", "");
        check("Không có ngày", "");
        check("31/02/2023", "");
    }

    #[test]
    fn day_and_month_may_be_taken_for_each_other() {
        assert!(stated("04/05/2020", false).unwrap().ambiguous);
        assert!(!stated("24/05/2020", false).unwrap().ambiguous);
        assert!(!stated("04/05/2020", true).unwrap().ambiguous);
    }

    #[test]
    fn a_line_is_a_date_if_little_else_is_there() {
        let is_date = |text: &str| date_line(&pieces(text)[0]);
        for text in [
            "Thứ hai, 25/09/2023 11:00",
            "Ngày cập nhật 13/10/2023",
            "10:32 GMT, 4 May 2020",
            "Posted on March 3, 2021 by Jane Doe",
            "Nguyễn Văn A - 08:15 05/04/2023",
            "14 February 2024 | 3 min read",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "Kết luận số 57-KL/TW ngày 15/6/2023",
            "In May 2020 they met",
            "Lễ hội mở ngày 5/7/2023 tại làng",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}

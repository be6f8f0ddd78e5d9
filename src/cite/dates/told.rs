//! Words beside a day that say which year is meant, seen from when the text was written.

use jiff::civil::Date;

use super::super::draft::{Day, folded_before};
use super::super::folded::fold;
use super::super::near::{char_after, skip_blanks, words_after};

/// The most words before a day that are looked at for one that speaks of the future.
const MOST_WORDS: usize = 14;

/// The year that the words right behind a day tell: `năm nay`, `năm ngoái`, `năm sau`, `20/9 tới`.
pub(super) fn told_year(text: &str, day: &Day, written: Date) -> Option<i16> {
    let words: Vec<String> = words_after(text, day.range.end).take(2).map(|word| fold(&text[word])).collect();
    let word = |place: usize| words.get(place).map_or("", String::as_str);
    match (word(0), word(1)) {
        ("năm", "nay") => Some(written.year()),
        ("năm", "ngoái" | "trước") => Some(written.year() - 1),
        ("năm", "sau" | "tới") => Some(written.year() + 1),
        _ if is_coming(text, day.range.end) => next_after(day, written),
        _ => None,
    }
}

/// How many years behind the date before it the words right behind a day put it: none by `cùng năm` and `năm đó`, one by `năm sau`, one
/// less than none by `năm trước`.
pub(super) fn years_on(text: &str, day: &Day) -> Option<i16> {
    let words: Vec<String> = words_after(text, day.range.end).take(3).map(|word| fold(&text[word])).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).skip_while(|word| *word == "của").collect();
    match words[..] {
        ["cùng", "năm", ..] | ["năm", "đó" | "ấy", ..] => Some(0),
        ["năm", "sau", ..] | ["năm", "tiếp", "theo"] | ["năm", "kế", "tiếp"] => Some(1),
        ["năm", "trước", ..] => Some(-1),
        _ => None,
    }
}

/// Whether the words right behind a date that ends at `end` make it one of every year: `10/10 hằng năm`.
pub(super) fn is_yearly(text: &str, end: usize) -> bool {
    let words: Vec<String> = words_after(text, end).take(2).map(|word| fold(&text[word])).collect();
    matches!(&words[..], [first, last] if matches!(&**first, "hằng" | "hàng" | "mỗi") && last == "năm")
}

/// Whether `tới` or `sắp tới` behind a date says that it is ahead; not the `tới` of a span or of an arrival (*ngày
/// 20/9 tới 25/9*, *ngày 20/9 tới Huế*).
fn is_coming(text: &str, end: usize) -> bool {
    let mut words = words_after(text, end);
    let Some(mut last) = words.next() else { return false };
    let first = fold(&text[last.clone()]);
    if first == "sắp" {
        let Some(next) = words.next() else { return false };
        last = next;
    } else if first != "tới" {
        return false;
    }
    if fold(&text[last.clone()]) != "tới" {
        return false;
    }
    match words.next().map(|word| fold(&text[word])) {
        Some(next) => first == "sắp" || matches!(&*next, "đây" | "tại" | "sẽ" | "ở"),
        None => skip_blanks(text, last.end).is_none_or(|at| {
            char_after(text, at).is_none_or(|sign| matches!(sign, ',' | '.' | ';' | ')' | '!' | '?' | '\n'))
        }),
    }
}

/// The year of the next such day, if `dự kiến` or `sẽ` stands before the day in its clause.
pub(super) fn future_year(text: &str, day: &Day, written: Date) -> Option<i16> {
    let words = folded_before(text, day.range.start, MOST_WORDS);
    let is_future = words.iter().enumerate().any(|(place, (_, word))| {
        word == "sẽ" || word == "kiến" && words.get(place + 1).is_some_and(|(_, word)| word == "dự")
    });
    is_future.then(|| next_after(day, written))?
}

/// The year of the first such day at `written` or behind it.
fn next_after(day: &Day, written: Date) -> Option<i16> {
    // Eight years may lie between two leap years.
    (0..=8)
        .map(|ahead| written.year() + ahead)
        .find(|year| Date::new(*year, day.month, day.day.unwrap_or(1)).is_ok_and(|date| date >= written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coming_days_are_told_from_spans_and_arrivals() {
        for behind in
            [" tới", " tới, tỉnh", " tới.", " tới)", " tới đây", " sắp tới tỉnh", " tới sẽ", " tới tại"]
        {
            assert!(is_coming(behind, 0), "{behind:?}");
        }
        for behind in
            ["", " tới 25/9", " tới ngày 25/9", " tới nay", " tới Huế", " tới thăm", ", tới", " sắp"]
        {
            assert!(!is_coming(behind, 0), "{behind:?}");
        }
    }

    #[test]
    fn some_days_come_every_year() {
        for behind in [" hằng năm", " hàng năm là", " mỗi năm"] {
            assert!(is_yearly(behind, 0), "{behind:?}");
        }
        for behind in ["", " năm", " hàng loạt", ", hằng năm"] {
            assert!(!is_yearly(behind, 0), "{behind:?}");
        }
    }
}

//! Months in words: `ngày 30 tháng Tư năm 1975`, `tháng Bảy năm 2023`.

use std::ops::Range;

use super::super::folded::fold;
use super::super::near::{is_blank, may_start, skip_blanks, words_after, words_before};
use super::super::tables::MONTHS;
use super::form::{Form, Joint, year_in};

/// The most words from `tháng` to the year: `tháng Mười Hai năm`.
const MOST_WORDS: usize = 4;

/// Reads the date whose day is the first of `runs`, the runs of digits of `text` from there on, and whose month is
/// a word: `30 tháng Tư`, perhaps with a year behind.
pub(super) fn worded_at(text: &str, runs: &[Range<usize>]) -> Option<Form> {
    let first = runs.first().filter(|run| run.len() <= 2 && may_start(text, run.start, false))?;
    let thang = words_after(text, first.end).next().filter(|word| word.start > first.end)?;
    if !is_thang(&text[thang.clone()]) {
        return None;
    }
    let words: Vec<Range<usize>> = words_after(text, thang.end).take(2).collect();
    let (month, end) = month_of(text, &words)?;
    let year = runs.get(1).filter(|run| is_year_glue(text, end..run.start));
    let is_word_of_year =
        |run: &Range<usize>| is_nam(text, &words[0]) && text[words[0].end..run.start].chars().all(is_blank);
    let leads = || words_before(text, first.start).next().is_some_and(|word| leads_to_day(&text[word]));
    if year.is_some_and(is_word_of_year) && !leads() {
        // `9 tháng năm 2023` are nine months.
        return None;
    }
    let year = year.and_then(|run| Some((year_in(&text[run.clone()])?, run.end)));
    Some(Form {
        start: first.start,
        end: year.map_or(end, |(_, end)| end),
        day: Some(text[first.clone()].parse().ok()?),
        month,
        year: year.map(|(year, _)| year),
        joint: Joint::Month,
    })
}

/// Reads the month in words before a year whose figures are at `run`: where `tháng` starts, and which month and year.
pub(super) fn month_before(text: &str, run: &Range<usize>) -> Option<(usize, i8, i16)> {
    let year = year_in(&text[run.clone()])?;
    // A sign may part them: `tháng Bảy/2023`.
    let at = run.start - usize::from(text[..run.start].ends_with('/'));
    let before: Vec<Range<usize>> = words_before(text, at).take(MOST_WORDS).collect();
    let thang = before.iter().position(|word| is_thang(&text[word.clone()]))?;
    let words: Vec<Range<usize>> = before[..thang].iter().rev().cloned().collect();
    let (month, end) = month_of(text, &words)?;
    let is_counted = || before.get(thang + 1).is_some_and(|word| counts(&text[word.clone()]));
    if is_nam(text, &words[0]) && words.len() == 1 && is_counted() {
        return None;
    }
    is_year_glue(text, end..run.start).then_some((before[thang].start, month, year))
}

/// The month at the beginning of `words`, and where it ends.
fn month_of(text: &str, words: &[Range<usize>]) -> Option<(i8, usize)> {
    let first = words.first()?;
    let one = fold(&text[first.clone()]);
    let both = words.get(1).map(|next| (format!("{one} {}", fold(&text[next.clone()])), next.end));
    let find = |word: &str| MONTHS.iter().find(|(name, _)| *name == word).map(|(_, month)| *month);
    let long = both.and_then(|(both, end)| Some((find(&both)?, end)));
    long.or_else(|| Some((find(&one)?, first.end)))
}

/// Whether a word is `tháng`; most words behind a number are not.
fn is_thang(word: &str) -> bool {
    word.len() == "tháng".len() && fold(word) == "tháng"
}

/// Whether a word is `năm`: the month May, five, or a year. With a capital it is the month.
fn is_nam(text: &str, word: &Range<usize>) -> bool {
    let word = &text[word.clone()];
    let is_capitalised = word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    !is_capitalised && fold(word) == "năm"
}

/// Whether a figure behind this word is a day.
fn leads_to_day(word: &str) -> bool {
    matches!(&*fold(word), "ngày" | "mùng" | "mồng" | "hôm" | "sáng" | "trưa" | "chiều" | "tối" | "đêm")
}

/// Whether this word counts what follows it.
fn counts(word: &str) -> bool {
    const COUNTS: [&str; 14] =
        ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "các", "những", "mấy", "vài"];
    word.bytes().all(|byte| byte.is_ascii_digit()) || COUNTS.contains(&&*fold(word))
}

/// Whether what stands between a month in words and figures makes these its year.
fn is_year_glue(text: &str, between: Range<usize>) -> bool {
    let Some(between) = text.get(between).filter(|between| !between.is_empty() && between.len() <= 16) else {
        return false;
    };
    let is_near = skip_blanks(between, 0).is_some();
    is_near && matches!(&*fold(between.trim_matches(is_blank)), "" | "/" | "năm" | ", năm")
}

#[cfg(test)]
mod tests {
    use super::super::super::source::Source;
    use super::*;

    fn check(text: &str, expected: Option<(&str, i8, Option<i16>)>) {
        let source = Source::new(text);
        let form = worded_at(text, source.digits());
        let found = form.map(|form| (&text[form.start..form.end], form.month, form.year));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn months_stand_in_words_behind_days() {
        check("30 tháng Tư năm 1975", Some(("30 tháng Tư năm 1975", 4, Some(1975))));
        check("7 tháng Năm năm 1954", Some(("7 tháng Năm năm 1954", 5, Some(1954))));
        check("22 THÁNG MƯỜI HAI, năm 1944", Some(("22 THÁNG MƯỜI HAI, năm 1944", 12, Some(1944))));
        check("2 tháng Chín/1945", Some(("2 tháng Chín/1945", 9, Some(1945))));
        check("10 tháng Mười một lịch sử", Some(("10 tháng Mười một", 11, None)));
        check("30 tháng tư", Some(("30 tháng tư", 4, None)));
        check("ngày 9 tháng năm 2023", Some(("9 tháng năm 2023", 5, Some(2023))));
        check("9 tháng Năm 2023", Some(("9 tháng Năm 2023", 5, Some(2023))));
        check("7 tháng năm năm 1954", Some(("7 tháng năm năm 1954", 5, Some(1954))));
        for text in [
            "9 tháng năm 2023",
            "sơ kết 6 tháng năm 2023",
            "15 tháng Giêng",
            "23 tháng Chạp",
            "6 tháng đầu năm 2023",
            "6 tháng 7",
            "6, tháng Tư",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn months_stand_in_words_before_years() {
        let check = |text: &str, expected| {
            let source = Source::new(text);
            let run = source.digits().last().expect("a year");
            let found = month_before(text, run).map(|(start, month, _)| (&text[start..], month));
            assert_eq!(found, expected, "{text:?}");
        };
        check("đầu tháng Bảy năm 2023", Some(("tháng Bảy năm 2023", 7)));
        check("Tháng Mười Hai/2023", Some(("Tháng Mười Hai/2023", 12)));
        check("tháng Năm năm 2023", Some(("tháng Năm năm 2023", 5)));
        check("trong tháng năm 2023", Some(("tháng năm 2023", 5)));
        for text in [
            "9 tháng năm 2023",
            "ba tháng năm 2023",
            "tháng Giêng năm 2023",
            "tháng trong năm 2023",
            "năm 2023",
            "tháng Bảy, rồi năm 2023",
        ] {
            check(text, None);
        }
    }
}

//! What the scanners have found so far, in offsets of the composed text.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::folded::fold;
use super::issuer::Issuer;
use super::lexicon::{Beside, WORDS, Words};
use super::near::{is_blank, skip_blanks, word_after, words_after, words_before};
use super::phrases::Hit;
use super::{Mention, NameMention};

/// The longest stretch, in bytes, between a number and the date that belongs to it.
const LONGEST_GLUE: usize = 40;
/// The longest stretch, in bytes, between a document and its date where the issuer stands between them.
const LONGEST_ISSUER: usize = 160;

/// Small words that stand behind the name of a body that issues documents: *Đảng khóa XI*, *Chủ tịch nước*.
const BEHIND_BODIES: [&str; 3] = ["khóa", "khoá", "nước"];

/// Small words that are in no such name, and tell what is done, where or when; see also [`Words::is_of_event`].
const NOT_IN_NAMES: [&str; 13] =
    ["họp", "tổ", "mở", "từ", "vào", "trong", "sau", "trước", "đã", "sẽ", "có", "là", "nêu"];

/// Findings in the making: not yet free of overlaps, years not yet inferred.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Names and aliases, sorted by start, longer ones first; overlapping.
    pub(super) hits: Vec<Hit>,
    /// Sorted by start, without overlap.
    pub(super) days: Vec<Day>,
    /// Years written with `năm`, by themselves: where, and which. Sorted.
    pub(super) years: Vec<(usize, i16)>,
    pub(super) mentions: Vec<Mention>,
    pub(super) people: Vec<NameMention>,
    pub(super) organisations: Vec<NameMention>,
    pub(super) terms: Vec<NameMention>,
}

/// A day or month as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) range: Range<usize>,
    pub(super) year: Option<i16>,
    pub(super) month: i8,
    /// `None` for a month, which always has a year.
    pub(super) day: Option<i8>,
    pub(super) weekday: Option<Weekday>,
    /// Hours and minutes, of a day of 24 hours.
    pub(super) clock: Option<(i8, i8)>,
    /// Whether a part of the day stands before it (`Chiều 11/10`).
    pub(super) has_part: bool,
    /// Whether it is the date of a document named right before.
    pub(super) is_issue: bool,
}

impl Day {
    /// The date, if year and day are written and the calendar has it.
    pub(super) fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day?).ok()
    }

    /// Whether nothing but the date is written, as for the date of a document.
    fn is_bare(&self) -> bool {
        self.weekday.is_none() && self.clock.is_none() && !self.has_part
    }
}

impl Draft {
    /// The date or year right behind a document that ends at `end`.
    ///
    /// Between the two stand `ngày`, a comma or a bracket, perhaps with `ký` or `ban hành`; or `năm` for a
    /// year. A date of which more is told (weekday, time) is that of an event.
    pub(super) fn beside(&mut self, text: &str, end: usize) -> Beside {
        let issuer = Issuer::behind(text, end);
        let next = self.days.partition_point(|day| day.range.start < end);
        let day = self.days.get_mut(next).filter(|day| day.range.start - end <= LONGEST_ISSUER);
        let is_issue = |day: &Day| {
            let is_date = day.is_bare() && day.day.is_some() && day.year.is_some();
            is_date && is_glue(&text[end..day.range.start], &text[day.range.clone()])
        };
        if let Some(day) = day.filter(|day| is_issue(day)) {
            day.is_issue = true;
            return Beside { date: day.date(), year: day.year, issuer };
        }
        Beside { date: None, year: year_behind(text, end), issuer }
    }

    /// Gives up the date right behind a document that ends at `end`, if it may as well be that of what is done: see
    /// [`is_of_event`]. Tells whether it did.
    ///
    /// To be asked only where [`Draft::beside`] gave a date, and the document is known to have another.
    pub(super) fn release(&mut self, text: &str, end: usize) -> bool {
        let next = self.days.partition_point(|day| day.range.start < end);
        let day = self.days.get_mut(next).filter(|day| is_of_event(text, end, &day.range));
        day.map(|day| day.is_issue = false).is_some()
    }
}

/// Whether the date behind a document that ends at `end` goes with what follows: it stands behind a comma and before
/// a clause (*57-KL/TW, ngày 5/7/2025, UBND tỉnh*), or before words such as `tại`.
fn is_of_event(text: &str, end: usize, date: &Range<usize>) -> bool {
    let Some(mut at) = skip_blanks(text, date.end) else { return false };
    let is_parted = text[end..date.start].contains(',');
    let has_comma = text[at..].starts_with(',');
    at += usize::from(has_comma);
    let mut words = words_after(text, at);
    let Some(first) = words.next().map(|word| fold(&text[word])) else { return false };
    let both = words.next().map(|word| format!("{first} {}", fold(&text[word])));
    let is = |of: fn(&Words, &str) -> bool| {
        of(&WORDS, &first) || both.as_deref().is_some_and(|both| of(&WORDS, both))
    };
    let is_clause =
        is_parted && !is(Words::is_of_document) && !first.starts_with(|c: char| c.is_ascii_digit());
    is_clause || !has_comma && is(Words::is_of_event)
}

/// Whether what stands between a document and a date makes the date the document's.
fn is_glue(between: &str, date: &str) -> bool {
    let worded = date.starts_with(|c: char| c.is_alphabetic());
    let between = behind_issuer(between).unwrap_or(between);
    if between.len() > LONGEST_GLUE {
        return false;
    }
    let glue = fold(between.trim_matches(is_blank));
    let glue = glue.trim_start_matches([',', '(']).trim_matches(is_blank);
    let verb = glue.strip_suffix("ngày").map(|glue| glue.trim_end_matches(is_blank));
    match verb.or(worded.then_some(glue)) {
        Some(verb) => matches!(verb, "" | "ký" | "ra" | "ban hành" | "được ban hành" | "đề" | "ký ban hành"),
        None => glue.is_empty() && between.contains([',', '(']) && !between.contains('\n'),
    }
}

/// What stands behind the issuer of a document, if one does: *của Ban Chấp hành Trung ương ngày*. An issuer is a name, in which small words
/// stand behind large ones only, or are such as names have; a comma ends it, as what is behind that may be of another clause.
fn behind_issuer(between: &str) -> Option<&str> {
    let mut words = words_after(between, 0);
    let lead = words.next().filter(|word| matches!(&*fold(&between[word.clone()]), "của" | "do"))?;
    let (mut end, mut is_small) = (lead.end, true);
    for word in words {
        let text = &between[word.clone()];
        let folded = fold(text);
        let is_large = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let ends = !is_large && matches!(&*folded, "ngày" | "ký" | "ban" | "được");
        if ends || between[end..word.start].contains([',', '.', ';', ':', '(']) {
            break;
        }
        let is_known = end > lead.end && (WORDS.is_body_word(&folded) || BEHIND_BODIES.contains(&&*folded));
        if !is_large
            && !is_known
            && (is_small || NOT_IN_NAMES.contains(&&*folded) || WORDS.is_of_event(&folded))
        {
            return None;
        }
        // Behind `HĐND`, `XI` or another small word a small one is none of the name.
        (end, is_small) = (word.end, !text.contains(char::is_lowercase) || !is_large && !is_known);
    }
    (end > lead.end).then_some(&between[end..])
}

/// The year in `năm 2023` or `(2023)` right behind `end`.
fn year_behind(text: &str, end: usize) -> Option<i16> {
    let start = skip_blanks(text, end)?;
    let start = match text[start..].strip_prefix('(') {
        Some(_) => start + 1,
        None => {
            let word = word_after(text, start).filter(|word| word.start > end)?;
            skip_blanks(text, word.end).filter(|_| fold(&text[word]) == "năm")?
        }
    };
    let year = word_after(text, start).map(|word| &text[word])?;
    (year.len() == 4 && year.starts_with(['1', '2'])).then(|| year.parse().ok())?
}

/// The folded words before `at`, last first: at most `most`.
pub(super) fn folded_before(text: &str, at: usize, most: usize) -> Vec<(Range<usize>, String)> {
    words_before(text, at).take(most).map(|word| (word.clone(), fold(&text[word]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_belong_to_documents_by_what_stands_between() {
        for glue in [
            " ngày ",
            ", ngày ",
            " (ngày ",
            ", ",
            " (",
            " ban hành ngày ",
            ", ký ngày ",
            "\nngày ",
            " được ban hành ngày ",
        ] {
            assert!(is_glue(glue, "15/6/2023"), "{glue:?}");
        }
        for issuer in [
            "Ban Bí thư",
            "Thủ tướng Chính phủ",
            "Ban Chấp hành Trung ương Đảng khóa XI",
            "HĐND tỉnh Quảng Ninh",
            "Bộ Giáo dục và Đào tạo",
        ] {
            for behind in ["ngày ", "(ngày ", "ký ngày "] {
                assert!(is_glue(&format!(" của {issuer} {behind}"), "15/6/2023"), "{issuer} {behind}");
            }
            for behind in ["được quán triệt ngày ", "họp ngày ", "tại Hà Nội ngày ", "từ ngày "]
            {
                assert!(!is_glue(&format!(" của {issuer} {behind}"), "15/6/2023"), "{issuer} {behind}");
            }
        }
        for glue in [" ", "\n", ", sau ngày ", " và ngày ", " trước ngày ", "", ",\n"] {
            assert!(!is_glue(glue, "15/6/2023"), "{glue:?}");
        }
        assert!(is_glue(", ", "ngày 15 tháng 6 năm 2023"));
        assert!(is_glue(" ", "ngày 15 tháng 6 năm 2023"));
        assert!(!is_glue(" từ ", "ngày 15 tháng 6 năm 2023"));
    }

    #[test]
    fn years_stand_behind_documents() {
        assert_eq!(year_behind("57 năm 2023", 2), Some(2023));
        assert_eq!(year_behind("57 (2023)", 2), Some(2023));
        assert_eq!(year_behind("57 (năm 2023)", 2), None);
        assert_eq!(year_behind("57 năm qua", 2), None);
        assert_eq!(year_behind("57 2023", 2), None);
        assert_eq!(year_behind("57", 2), None);
    }
}

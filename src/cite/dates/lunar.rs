//! Dates of the lunar calendar, which are left alone: the reader's calendar has others.

use super::super::folded::fold;
use super::super::lexicon::WORDS;
use super::super::near::{skip_blanks, words_after};

/// Feasts that are named by `mùng` and a lunar day and month: those of the Hùng kings, of cold food, of midsummer.
const FEASTS: [(i8, i8); 3] = [(10, 3), (3, 3), (5, 5)];

/// The most words of a bracket looked at for `âm lịch`.
const MOST_WORDS: usize = 5;

/// Whether what stands behind a date that ends at `end` makes it one of the lunar calendar.
///
/// `âm lịch`, `AL` or `ÂL`, behind a comma or within a bracket too (`10/3 (theo âm lịch)`), or a lunar year (`năm
/// Quý Mão`, `Quý Mão`). A bracket that tells of another date (`29/4 (tức 10/3 âm lịch)`) says nothing of this one.
pub(super) fn is_lunar(text: &str, end: usize) -> bool {
    let Some(at) = skip_blanks(text, end) else { return false };
    let (at, most) = match text.as_bytes().get(at) {
        Some(b'(') => (at + 1, MOST_WORDS),
        Some(b',') => (at + 1, 1),
        _ => (at, 1),
    };
    let words: Vec<String> = words_after(text, at).take(most + 2).map(|word| fold(&text[word])).collect();
    for place in 0..most.min(words.len()) {
        let word = &*words[place];
        let next = words.get(place + 1).map_or("", String::as_str);
        let third = words.get(place + 2).map_or("", String::as_str);
        match (word, next) {
            ("al" | "âl", _) | ("âm", "lịch") | ("lịch", "âm") => return true,
            ("năm", _) if WORDS.is_lunar_year(next, third) => return true,
            _ if place == 0 && WORDS.is_lunar_year(word, next) => return true,
            ("tức" | "nhằm" | "ngày" | "mùng", _) => return false,
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => return false,
            _ => {}
        }
    }
    false
}

/// Whether `mùng` before this day and month, without a year, makes them a feast.
pub(super) fn is_feast(day: i8, month: i8) -> bool {
    FEASTS.contains(&(day, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lunar_dates_say_so_behind() {
        for behind in [
            " âm lịch",
            " (âm lịch)",
            ", âm lịch",
            " AL, tại",
            " (ÂL)",
            "(AL)",
            " năm Quý Mão (tức",
            " Tân Hợi, họ",
            " NĂM GIÁP THÌN",
            " (theo lịch âm)",
            " (tính theo âm lịch)",
        ] {
            assert!(is_lunar(behind, 0), "{behind:?}");
        }
        for behind in [
            "",
            " năm 2023",
            " (tức 10/3 âm lịch)",
            " (tức mùng 10 tháng 3 âm lịch)",
            " (10/3 âm lịch)",
            " tức 10/3 âm lịch",
            " năm Tân Trào",
            "\n\nâm lịch",
            " của tuần âm lịch",
        ] {
            assert!(!is_lunar(behind, 0), "{behind:?}");
        }
    }
}

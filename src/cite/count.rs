//! Numbers that count something: `57 đại biểu`, `2.5 triệu`.

use std::ops::Range;

use super::folded::fold;
use super::lexicon::WORDS;
use super::near::{skip_blanks, words_after};

/// Whether the word or two behind a number that ends at `end` are something that one counts.
///
/// A single word before a digit is not: *ngày 15/6* and *năm 2023* tell when.
pub(super) fn is_count(text: &str, end: usize) -> bool {
    if skip_blanks(text, end).is_none_or(|start| start == end) {
        return false;
    }
    let words: Vec<Range<usize>> = words_after(text, end).take(2).collect();
    let Some(first) = words.first().map(|word| fold(&text[word.clone()])) else { return false };
    let second = words.get(1).map(|word| &text[word.clone()]);
    let is_dated = second.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let both = second.map(|word| format!("{first} {}", fold(word)));
    !is_dated && WORDS.is_counted(&first) || both.is_some_and(|both| WORDS.is_counted(&both))
}

/// Whether the word behind a fraction that ends at `end` is something of which one takes a part: `1/2 viên`.
pub(super) fn is_dose(text: &str, end: usize) -> bool {
    let mut words = words_after(text, end);
    let Some(word) = words.next().filter(|word| word.start > end) else { return false };
    // *Sáng 5/7 viên chức đến.*
    WORDS.is_dose(&fold(&text[word])) && words.next().is_none_or(|next| fold(&text[next]) != "chức")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_from_serials() {
        for text in ["57 đại biểu", "57 điểm cầu", "57 năm qua", "57 cơ quan", "57\nngày đêm", "57 NGƯỜI"]
        {
            assert!(is_count(text, 2), "{text:?}");
        }
        for text in [
            "57",
            "57, đại biểu",
            "57 của Bộ",
            "57 ngày 15/6/2023",
            "57 năm 2023",
            "57 đã",
            "57 (điểm",
            "57điểm",
        ] {
            assert!(!is_count(text, 2), "{text:?}");
        }
    }
}

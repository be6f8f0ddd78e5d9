//! A text made comparable for finding names and aliases, with the way back.

use std::ops::Range;

use crate::text::fold::{lower_tone, same_placement};

use super::near::{is_blank, is_dash, is_word};

/// A text in lower case, with one placement of tone marks, one kind of dash and of apostrophe, and one space for each stretch
/// of blanks.
///
/// Made of pieces (words, blanks, single signs); only where pieces meet can a phrase begin or end, so that a
/// phrase found between two of these places stands at word boundaries.
#[derive(Debug)]
pub(super) struct Folded {
    text: String,
    /// Where each piece starts here and in the original, and the ends of both.
    starts: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds a text that is in NFC.
    pub(super) fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut starts = Vec::with_capacity(original.len() / 3);
        for piece in pieces(original) {
            starts.push((text.len(), piece.start));
            push(&mut text, &original[piece], fold_word);
        }
        starts.push((text.len(), original.len()));
        Self { text, starts }
    }

    /// The folded text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Where a range of the folded text stands in the original; `None` unless it begins and ends between
    /// pieces.
    pub(super) fn to_original(&self, range: Range<usize>) -> Option<Range<usize>> {
        let place = |offset| {
            self.starts.binary_search_by_key(&offset, |start| start.0).ok().map(|at| self.starts[at].1)
        };
        Some(place(range.start)?..place(range.end)?)
    }
}

/// A phrase as [`Folded`] makes it, without blanks around it: what to look for in folded texts.
pub(super) fn fold_phrase(phrase: &str) -> String {
    fold_with(phrase, fold_word)
}

/// As [`fold_phrase`], but letters keep their case: for telling exact spellings.
pub(super) fn spelling(phrase: &str) -> String {
    fold_with(phrase, |word, text| text.push_str(&same_placement(word)))
}

fn fold_with(phrase: &str, word: fn(&str, &mut String)) -> String {
    let phrase = phrase.trim_matches(is_blank);
    let mut text = String::with_capacity(phrase.len());
    for piece in pieces(phrase) {
        push(&mut text, &phrase[piece], word);
    }
    text
}

/// Adds a piece to `text`: a space for blanks within a paragraph, a line break for those between two.
fn push(text: &mut String, piece: &str, word: fn(&str, &mut String)) {
    match piece.chars().next() {
        Some(c) if is_blank(c) => text.push(if piece.matches('\n').count() > 1 { '\n' } else { ' ' }),
        Some(c) if is_dash(c) => text.push('-'),
        Some('\u{2019}' | '\u{2bc}') => text.push('\''),
        Some(c) if is_word(c) => word(piece, text),
        _ => text.push_str(piece),
    }
}

/// A word or phrase as [`lower_tone`] makes it; faster for words in NFC, which nearly all are.
pub(super) fn fold(word: &str) -> String {
    let mut text = String::with_capacity(word.len());
    fold_word(word, &mut text);
    text
}

fn fold_word(word: &str, text: &mut String) {
    let start = text.len();
    let mut before = ' ';
    for c in word.chars() {
        let lower = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
        if !is_simple(c) || may_move(before, lower) {
            text.truncate(start);
            text.push_str(&lower_tone(word));
            return;
        }
        text.push(lower);
        before = lower;
    }
}

/// Whether a letter or sign composes with nothing and has one small letter: those of Vietnamese, but for Eth.
fn is_simple(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{c0}'..='\u{1b0}' | '\u{1ea0}'..='\u{1ef9}')
            && !matches!(c, 'Ð' | 'ð' | 'İ' | '\u{189}')
}

/// Whether a tone may stand on either of two vowels, and stands on one.
fn may_move(first: char, second: char) -> bool {
    match first {
        'o' => matches!(second, 'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ'),
        'u' => matches!(second, 'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ'),
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' => matches!(second, 'a' | 'e'),
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' => second == 'y',
        _ => false,
    }
}

/// The pieces of a text: runs of word characters, runs of blanks, and every other character by itself.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = text[at..].chars().next()?;
        let same: fn(char) -> bool = match first {
            c if is_word(c) => is_word,
            c if is_blank(c) => is_blank,
            _ => |_| false,
        };
        let rest = &text[at + first.len_utf8()..];
        let end = text.len() - rest.trim_start_matches(same).len();
        let piece = at..end;
        at = end;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn folding_makes_spellings_one() {
        let check = |text: &str, expected: &str| {
            assert_eq!(fold_phrase(text), expected);
            assert_eq!(Folded::new(text.trim()).as_str(), expected);
        };
        check(" Uỷ  ban\u{a0}NHÂN\ndân ", "ủy ban nhân dân");
        check("Hoà – Ðảng", "hòa - đảng");
        check("a\n\nb", "a\nb");
        check("K. Dung, 57", "k. dung, 57");
        check("Sean O’Brien", "sean o'brien");
        check("", "");
        assert_eq!(spelling(" Uỷ  Ban"), "Ủy Ban");
    }

    proptest! {
        #[test]
        fn fast_folding_is_folding(word in "[oòoáaạeyỷuúqQUOAÝÀhHnđĐÐðƯƠẾİ\u{301}\u{189}Éß]{0,6}|\\PC{0,6}") {
            // The text that is folded is in NFC; other words only have to be recognised as such.
            let composed: String = word.nfc().collect();
            prop_assert_eq!(fold(&composed), lower_tone(&composed));
            prop_assert_eq!(fold(&word), lower_tone(&word));
        }
    }

    #[test]
    fn ranges_lead_back_to_words() {
        let text = "ở  Uỷ\u{a0}ban, Uỷ";
        let folded = Folded::new(text);
        let at = |part: &str| {
            let start = folded.as_str().find(part).expect("there");
            folded.to_original(start..start + part.len()).map(|range| &text[range])
        };
        assert_eq!(at("ủy ban"), Some("Uỷ\u{a0}ban"));
        assert_eq!(at("ủy ba"), None);
        assert_eq!(at("an,"), None);
        assert_eq!(at(", ủy"), Some(", Uỷ"));
    }
}

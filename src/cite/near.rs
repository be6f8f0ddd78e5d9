//! What stands beside a place in a text: words, blanks, dashes. Every look is bounded, so that a scan stays
//! linear.
//!
//! Offsets are byte offsets into the text given, always on character boundaries.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// The most blanks that may stand between the parts of one mention; more are a gap.
const MOST_BLANKS: usize = 4;

/// The most characters of a word that is looked at; what is longer is no word of any table.
const LONGEST_WORD: usize = 32;

/// Whether a character belongs to a word.
pub(super) fn is_word(c: char) -> bool {
    // Nearly all characters of a text are of the first kinds; the tables behind the others are slower.
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{1b0}' => !matches!(c, '×' | '÷'),
        '\u{1ea0}'..='\u{1ef9}' => true,
        _ => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// White space of any kind, no-break and zero-width spaces too.
pub(super) fn is_blank(c: char) -> bool {
    c == ' ' || c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// A sign that nobody sees and that parts no words: to a reader `1\u{200b}57` is 157.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// A hyphen or dash of any length.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// The first place at `at` or behind it that is not blank; `None` behind a gap: many blanks, or two line
/// breaks.
pub(super) fn skip_blanks(text: &str, at: usize) -> Option<usize> {
    let length = short_blanks(text[at..].chars())?;
    Some(at + length)
}

/// The last place at `at` or before it that has no blank before it; `None` before a gap, as in
/// [`skip_blanks`].
pub(super) fn skip_blanks_back(text: &str, at: usize) -> Option<usize> {
    let length = short_blanks(text[..at].chars().rev())?;
    Some(at - length)
}

/// The bytes of the blanks that `chars` begins with.
fn short_blanks(chars: impl Iterator<Item = char>) -> Option<usize> {
    let (mut count, mut breaks, mut length) = (0, 0, 0);
    for c in chars.take_while(|c| is_blank(*c)) {
        count += 1;
        breaks += usize::from(c == '\n');
        length += c.len_utf8();
        if count > MOST_BLANKS || breaks > 1 {
            return None;
        }
    }
    Some(length)
}

/// The character that ends at `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character that starts at `at`.
pub(super) fn char_after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The word that ends at `at`; `None` if there is none, or a very long one.
pub(super) fn word_before(text: &str, at: usize) -> Option<Range<usize>> {
    let length = short_word(text[..at].chars().rev())?;
    Some(at - length..at)
}

/// The word that starts at `at`; `None` if there is none, or a very long one.
pub(super) fn word_after(text: &str, at: usize) -> Option<Range<usize>> {
    let length = short_word(text[at..].chars())?;
    Some(at..at + length)
}

fn short_word(chars: impl Iterator<Item = char>) -> Option<usize> {
    let mut length = 0;
    for (count, c) in chars.take_while(|c| is_word(*c)).enumerate() {
        if count == LONGEST_WORD {
            return None;
        }
        length += c.len_utf8();
    }
    (length > 0).then_some(length)
}

/// The words before `at`, last first, as long as nothing but blanks stands between them; `at` may follow
/// blanks.
pub(super) fn words_before(text: &str, at: usize) -> impl Iterator<Item = Range<usize>> {
    let step = move |at: usize| word_before(text, skip_blanks_back(text, at)?);
    std::iter::successors(step(at), move |last| step(last.start).filter(|word| word.end < last.start))
}

/// The words behind `at`, as long as nothing but blanks stands between them; `at` may precede blanks.
pub(super) fn words_after(text: &str, at: usize) -> impl Iterator<Item = Range<usize>> {
    let step = move |at: usize| word_after(text, skip_blanks(text, at)?);
    std::iter::successors(step(at), move |last| step(last.end).filter(|word| word.start > last.end))
}

/// Whether something that begins with a digit may begin at `at`: not inside a word, nor behind a sign that
/// ties it to a word or digit before (`29A-123`, `1.234`, `a/57`, `2–57`). A dash between digits ties only if
/// `dash_ties`.
pub(super) fn may_start(text: &str, at: usize, dash_ties: bool) -> bool {
    let mut before = text[..at].chars().rev();
    let Some(mut sign) = before.next() else { return true };
    if is_unseen(sign) {
        // Behind signs that nobody sees it begins only where it would without them.
        let Some(seen) = before.by_ref().find(|c| !is_unseen(*c)) else { return true };
        sign = seen;
    }
    let other = before.next();
    let digit = other.is_some_and(|c| c.is_ascii_digit());
    let letter = !digit && other.is_some_and(is_word);
    match sign {
        c if is_word(c) => false,
        '/' | '\\' | '_' => !(digit || letter),
        '.' | ',' | ':' | '\'' => !digit,
        '-' | '\u{2010}' | '\u{2011}' => !(letter || digit && dash_ties),
        c if is_dash(c) => !(digit && dash_ties),
        _ => true,
    }
}

/// Whether `text[range]`, folded by the caller's rule, is all capitals (and has letters at all).
pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_beside_a_place() {
        let text = "theo Kết luận\u{a0}số\n57, của  Bộ";
        let at = text.find("57").expect("there");
        let before: Vec<&str> = words_before(text, at).map(|word| &text[word]).collect();
        assert_eq!(before, ["số", "luận", "Kết", "theo"]);
        let after: Vec<&str> = words_after(text, at + 3).map(|word| &text[word]).collect();
        assert_eq!(after, ["của", "Bộ"]);
        assert_eq!(words_after(text, at + 2).count(), 0);
        assert_eq!(words_before("a\n\nb", 3).count(), 0);
        assert_eq!(words_before("a-b c", 5).count(), 2);
        assert_eq!(words_before(&"a".repeat(99), 99).count(), 0);
    }

    #[test]
    fn letters_and_digits_make_words() {
        for c in '\0'..'\u{3000}' {
            assert_eq!(is_word(c), c.is_alphanumeric() || is_combining_mark(c), "{c:?}");
        }
    }

    #[test]
    fn numbers_start_where_nothing_ties_them() {
        let check = |text: &str, dash_ties, expected| {
            assert_eq!(
                may_start(
                    text,
                    text.rfind(|c: char| !c.is_ascii_digit())
                        .map_or(0, |at| { at + text[at..].chars().next().map_or(0, char::len_utf8) }),
                    dash_ties
                ),
                expected,
                "{text:?}"
            );
        };
        for text in ["57", " 57", "(57", "số:57", "- 57", " -57", "“57", "tr.57", "luận–57"] {
            check(text, true, true);
        }
        for text in ["A57", "a-57", "1.57", "1,57", "a/57", "1/57", "1:57", "1–57", "1-57", "_a_57"] {
            check(text, true, false);
        }
        check("15-57", false, true);
        check("15–57", false, true);
        check("A-57", false, false);
    }
}

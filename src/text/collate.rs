//! Vietnamese alphabetical order.
//!
//! The order is that of the Unicode Collation Algorithm (Unicode Technical Standard #10) with the rules for `vi` of the
//! Unicode Common Locale Data Repository: *a ă â b c d đ e ê … o ô ơ … u ư …* are letters of their own; tones (none,
//! huyền, hỏi, ngã, sắc, nặng) decide between words of the same letters, and letter case, small first, between words
//! of the same tones. Other than there, digits count as numbers (`2` before `10`), and white space in a row is one
//! space.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::fold::{split_tone, stroke};
use super::words::one_line;

/// The letters, each with a primary weight of its own; foreign ones have their place among them.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// Common punctuation and symbols, in the order of the root collation. Quotation marks of all shapes are alike.
const PUNCTUATION: &str = "_-‐–—―,;:!?.…·'‹›\"«»()[]{}§¶@*/\\&#%‰†‡•`´^°©®+±÷×<=>¬|~¤¢$£¥₫€";

/// Where the classes of characters begin among the primary weights.
const SPACE: u32 = 1;
const COMMON_MARKS: u32 = 2;
const OTHER_MARKS: u32 = 0x100;
const NUMBERS: u32 = 0x11_0100;
const LETTERS: u32 = 0x11_0101;
const OTHER_LETTERS: u32 = 0x11_0200;

/// The weights of a text, level by level (UTS #10, section 3, "Sort Keys").
#[derive(Default)]
struct Weights {
    primary: Vec<u8>,
    secondary: Vec<u8>,
    tertiary: Vec<u8>,
}

/// A key whose byte order is the Vietnamese order of texts.
///
/// Texts that differ only in normalization form, or in the number of white-space characters in a row, have the same key;
/// all others have keys of their own. The empty text comes first.
pub fn key(text: &str) -> Vec<u8> {
    let weights = weigh(text);
    join(&[&weights.primary, &weights.secondary, &weights.tertiary, &rest(text)])
}

/// A key for sorting people as in Vietnamese lists: by the given name, which stands last, then by all that stands before.
///
/// *Lê Văn An* comes before *Nguyễn An*, and both before *Trần Ân* and *Bùi Bình*. Tones of the given name count
/// before any letter of the rest; letter case counts last. A name of one word is its own given name.
pub fn by_given_name(name: &str) -> Vec<u8> {
    let name = name.trim();
    let (before, given) = name.rsplit_once(char::is_whitespace).unwrap_or(("", name));
    let (first, second) = (weigh(given), weigh(before.trim_end()));
    let weights = [
        &first.primary,
        &first.secondary,
        &second.primary,
        &second.secondary,
        &first.tertiary,
        &second.tertiary,
    ];
    join(&[weights.as_slice(), &[&rest(name)]].concat())
}

/// Levels in one key: where one ends before the other it comes first, as no weight has a zero byte where it begins.
fn join(levels: &[&Vec<u8>]) -> Vec<u8> {
    let mut key = Vec::with_capacity(levels.iter().map(|level| level.len() + 3).sum());
    for level in levels {
        key.extend_from_slice(level);
        key.extend([0, 0, 0]);
    }
    key
}

/// What tells apart texts whose weights are the same.
fn rest(text: &str) -> Vec<u8> {
    one_line(text).nfc().collect::<String>().into_bytes()
}

fn weigh(text: &str) -> Weights {
    let mut weights = Weights::default();
    let mut chars = text.nfc().map(stroke).peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            let mut digits = vec![c];
            while let Some(digit) = chars.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            weights.add_number(&digits);
        } else if c.is_whitespace() {
            while chars.next_if(|c| c.is_whitespace()).is_some() {}
            weights.add(SPACE, 1);
        } else {
            weights.add_letter(c);
        }
    }
    weights
}

impl Weights {
    /// A character without marks. `case` is 1 for a small letter, 2 for a capital.
    fn add(&mut self, primary: u32, case: u8) {
        // Three bytes each, the first of them never zero: the end of a level comes before all weights.
        let [_, high, middle, low] = (primary + 0x1_0000).to_be_bytes();
        self.primary.extend([high, middle, low]);
        self.secondary.push(1);
        self.tertiary.push(case);
    }

    /// A mark on the character before.
    fn add_mark(&mut self, mark: char) {
        let tones = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];
        match tones.iter().position(|tone| *tone == mark) {
            Some(tone) => self.secondary.push(2 + tone as u8),
            None => {
                let [_, high, middle, low] = (mark as u32).to_be_bytes();
                self.secondary.extend([7, high + 1, middle, low]);
            }
        }
    }

    /// A number: those of more digits come later, leading zeros apart.
    fn add_number(&mut self, digits: &[char]) {
        let value: Vec<u8> =
            digits.iter().map(|digit| *digit as u8).skip_while(|digit| *digit == b'0').collect();
        self.add(NUMBERS, 1);
        let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
        self.primary.extend(length.to_be_bytes());
        self.primary.extend(value);
    }

    fn add_letter(&mut self, c: char) {
        if is_combining_mark(c) {
            return self.add_mark(c);
        }
        let (letter, tone) = split_tone(c);
        if let Some(small) = lower(letter)
            && let Some(rank) = ALPHABET.chars().position(|other| other == small)
        {
            self.add(LETTERS + rank as u32, if letter == small { 1 } else { 2 });
            tone.into_iter().for_each(|tone| self.add_mark(tone));
            return;
        }
        let mut parts = Vec::new();
        decompose_canonical(c, |part| parts.push(part));
        for part in parts {
            match part {
                mark if is_combining_mark(mark) => self.add_mark(mark),
                part => self.add_plain(part),
            }
        }
    }

    /// A character that is neither in the Vietnamese alphabet with its marks nor a mark.
    fn add_plain(&mut self, c: char) {
        let small = lower(c).unwrap_or(c);
        let case = if small == c { 1 } else { 2 };
        let primary = match ALPHABET.chars().position(|other| other == small) {
            Some(rank) => LETTERS + rank as u32,
            None if c.is_alphanumeric() => OTHER_LETTERS + small as u32,
            None => match PUNCTUATION.chars().position(|mark| mark == straight(c)) {
                Some(rank) => COMMON_MARKS + rank as u32,
                None => OTHER_MARKS + c as u32,
            },
        };
        self.add(primary, case);
    }
}

/// The plain shape of a quotation mark or hyphen.
fn straight(c: char) -> char {
    match c {
        '‘' | '’' | '‚' => '\'',
        '“' | '”' | '„' => '"',
        '\u{2011}' => '‐',
        other => other,
    }
}

/// The small letter, if it is one character.
fn lower(c: char) -> Option<char> {
    let mut small = c.to_lowercase();
    small.next().filter(|_| small.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    /// Texts, set apart by `|`, in the order that they should have.
    fn check(key: fn(&str) -> Vec<u8>, texts: &str) {
        let expected: Vec<&str> = texts.split('|').collect();
        let mut sorted = expected.clone();
        sorted.reverse();
        sorted.sort_by_key(|text| key(text));
        assert_eq!(sorted, expected);
    }

    #[test]
    fn letters_have_their_order() {
        check(key, "a|ă|â|b|c|d|đ|e|ê|f|g|h|i|j|k|l|m|n|o|ô|ơ|p|q|r|s|t|u|ư|v|w|x|y|z");
        check(key, "an|ăn|ân|bình|da|đa|em|êm|on|ôn|ơn|u|ư");
        check(key, "az|ăa|âa|ba");
    }

    #[test]
    fn tones_come_after_letters() {
        check(key, "ma|mà|mả|mã|má|mạ|mai|màn");
        check(key, "ba|bà|bạ|bà lão|bác|băm");
        check(key, "Hoa Lan|Hòa Lan|Hoa Mai|Hòa Mai");
        check(key, "ấm áp|ấp ủ");
    }

    #[test]
    fn case_comes_last() {
        check(key, "ba|Ba|BA|bà|Bà|Bác");
        check(key, "đa|Đa|đà");
    }

    #[test]
    fn spaces_and_punctuation_come_first() {
        check(key, "|a|a b|a-b|a–b|a, b|a“b|a/b|a1|ab|ab c|abc");
        check(key, "thống nhất|thông tin|thông tin đối ngoại|thông tri");
    }

    #[test]
    fn digits_are_numbers() {
        check(key, "p1|p2|p010|p10|p11|p100|pa");
        check(key, "1|2|9|10|99999999999999999999|100000000000000000000|a");
        check(key, "57-KL/TW|57-NQ/TW|111-HD/BTGTW");
        check(key, "0|00|01|1|1a|01b|2");
    }

    #[test]
    fn other_letters_have_a_place() {
        check(key, "ete|été|etu|naïf|naive|z|ж|Ж|日");
        check(key, "đang|Đang|Đảng");
    }

    #[test]
    fn forms_of_writing_are_equal() {
        let nfd: String = "Hội  nghị".nfd().collect();
        assert_eq!(key(&nfd), key("Hội\u{a0}nghị"));
        assert_ne!(key("Ðảng"), key("Đảng"));
        assert_eq!(key(""), key(""));
    }

    #[test]
    fn people_are_sorted_by_given_name() {
        check(
            by_given_name,
            "Lê Văn An|Nguyễn An|Trần Ân|Bùi Bình|Vũ Bính|An Cường|Đào Đức|Lê Hải Nghị|Nguyễn Trọng Nghĩa",
        );
        check(by_given_name, "An|Bùi An|Lê AN|Lê An B");
        check(by_given_name, "|Nguyễn Hà|Lê Hạ");
        assert_eq!(by_given_name(" Lê  An "), by_given_name("Lê An"));
    }

    proptest! {
        #[test]
        fn letters_outrank_tones_and_case(a in "[aàAÀăằbB 19]{0,6}", b in "[aàAÀăằbB 19]{0,6}") {
            let plain = |text: &str| text.to_lowercase().replace('à', "a").replace('ằ', "ă");
            let by_letters = key(&plain(&a)).cmp(&key(&plain(&b)));
            if by_letters.is_ne() {
                prop_assert_eq!(key(&a).cmp(&key(&b)), by_letters);
            }
        }

        #[test]
        fn any_text_has_a_key(a in "[\\PC\u{301}0-9 ]{0,8}") {
            let longer = format!("{a}a");
            prop_assert!(key(&a) < key(&longer));
            prop_assert!(!by_given_name(&a).is_empty());
        }
    }
}

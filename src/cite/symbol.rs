//! The grammar of a document's number, from its first digit on: `57-KL/TW`, `30/2020/NĐ-CP`, `749/QĐ-TTg`.

use std::ops::Range;

use crate::model::DocumentNumber;

use super::folded::fold;
use super::lexicon::WORDS;
use super::near::{char_after, is_dash, is_word, may_start, skip_blanks};

/// The most digits of a serial. More are telephone numbers.
pub(super) const LONGEST_SERIAL: usize = 5;

/// The most parts of a symbol; that of a joint circular of four ministries has five.
const MOST_PARTS: usize = 8;

/// The most letters of one part of a symbol.
const LONGEST_PART: usize = 14;

/// What parts a number's parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Dash,
    Slash,
    /// Nothing but blanks.
    Blank,
}

/// A sign with the blanks around it.
#[derive(Clone, Copy, Debug)]
struct Joint {
    sign: Sign,
    /// Whether blanks stand before or behind it.
    spaced: bool,
    end: usize,
}

/// One part of a symbol: letters, perhaps with digits behind.
#[derive(Clone, Debug)]
struct Part {
    range: Range<usize>,
    is_type: bool,
    is_body: bool,
    /// Capitals, two or more, and at most one small letter.
    is_shaped: bool,
}

/// Reads the number whose serial is the run of digits at `serial`, and where it ends.
///
/// `announced` tells that a type word or `số` stands before. Types and bodies of the tables are taken in any
/// letter case and, between them, with blanks; unknown ones must be capitals without blanks, and a symbol of
/// one part without a year (`115/CP`) needs to be announced. Byte offsets; looks at no more than a few dozen
/// characters.
pub(super) fn number_at(
    text: &str,
    serial: &Range<usize>,
    announced: bool,
) -> Option<(usize, DocumentNumber)> {
    // Some write `số57-KL/TW`.
    let is_apart = may_start(text, serial.start, true) || text[..serial.start].ends_with(['ố', 'Ố']);
    if serial.len() > LONGEST_SERIAL || !is_apart {
        return None;
    }
    let Head { first, year, letter, end: mut at } = head(text, serial, announced)?;
    let mut parts = vec![part_at(text, at)?];
    let mut joints: Vec<Joint> = Vec::new();
    at = parts[0].range.end;
    while parts.len() < MOST_PARTS {
        let Some(joint) = joint_at(text, at).filter(|joint| joint.sign != Sign::Blank) else { break };
        let Some(part) = part_at(text, joint.end) else { break };
        let is_needed = joints.is_empty() && (!year || parts[0].is_type);
        // Behind what a number must have, a dash may as well belong to the sentence.
        let before_dash = text[at..].starts_with(is_dash) && part.is_body;
        // *TTLT- BTTTT - BNV*: more than one body is expected.
        let is_tied = joint.sign == Sign::Dash && part.is_body && parts[0].is_joint(text);
        if !is_needed && joint.spaced && !before_dash && !is_tied || !part.is_known() && !part.is_shaped {
            break;
        }
        at = part.range.end;
        joints.push(joint);
        parts.push(part);
    }
    let shape = Shape { first, year, letter, joints: &joints, parts: &parts, announced };
    if !shape.is_number(text) {
        return None;
    }
    at = if year { term_end(text, at) } else { at };
    let number = match first.sign {
        Sign::Blank => DocumentNumber::parse(&format!("{}-{}", &text[serial.clone()], &text[first.end..at]))?,
        _ => DocumentNumber::parse(&text[serial.start..at])?,
    };
    Some((at, number))
}

/// Where the term of the National Assembly ends that stands behind a blank, and `at`: *103/2016/QH 13*.
fn term_end(text: &str, at: usize) -> usize {
    let Some(start) = skip_blanks(text, at).filter(|start| *start > at) else { return at };
    let digits = text[start..].bytes().take(3).take_while(u8::is_ascii_digit).count();
    let end = start + digits;
    let is_end = !char_after(text, end).is_some_and(|c| is_word(c) || matches!(c, '/' | '%'));
    let is_term = text[..at].ends_with("QH") && matches!(digits, 1 | 2) && is_end;
    if is_term { end } else { at }
}

/// What stands between a serial and the symbol.
struct Head {
    /// The joint behind the serial.
    first: Joint,
    /// Whether a year follows.
    year: bool,
    /// Whether the serial has a letter: `30a`.
    letter: bool,
    /// Where the symbol starts.
    end: usize,
}

fn head(text: &str, serial: &Range<usize>, announced: bool) -> Option<Head> {
    let letter = char_after(text, serial.end).is_some_and(|c| c.is_ascii_alphabetic());
    let first = joint_at(text, serial.end + usize::from(letter))?;
    let digits = text[first.end..].bytes().take(5).take_while(u8::is_ascii_digit).count();
    if first.sign == Sign::Slash && digits == 4 && matches!(&text[first.end..first.end + 2], "19" | "20") {
        let second = joint_at(text, first.end + 4).filter(|joint| joint.sign == Sign::Slash)?;
        let spaced = first.spaced || second.spaced;
        return Some(Head { first: Joint { spaced, ..first }, year: true, letter, end: second.end });
    }
    // Without a year, a large letter makes a plate (`29A-…`), unless words before it say that it is a number: `Nghị quyết số 36A/NQ-CP`.
    let behind = &text[serial.end..];
    let is_large = behind.starts_with(['A', 'B', 'C', 'D']) && announced && first.sign == Sign::Slash;
    let is_of_serial = (is_large || behind.starts_with(['a', 'b', 'c', 'd'])) && !first.spaced;
    (!letter || is_of_serial).then_some(Head { first, year: false, letter, end: first.end })
}

/// The sign at `at`, which may have blanks before and behind it; `None` if something else stands there.
fn joint_at(text: &str, at: usize) -> Option<Joint> {
    let start = skip_blanks(text, at)?;
    let first = char_after(text, start)?;
    let sign = match first {
        '/' | '\u{2044}' | '\u{2215}' | '\u{ff0f}' => Sign::Slash,
        // A soft hyphen is what some programs leave of a hyphen at the end of a line.
        c if is_dash(c) || c == '\u{ad}' => Sign::Dash,
        _ if start > at => return Some(Joint { sign: Sign::Blank, spaced: true, end: start }),
        _ => return None,
    };
    let behind = start + first.len_utf8();
    let end = skip_blanks(text, behind)?;
    Some(Joint { sign, spaced: start > at || end > behind, end })
}

/// The part of a symbol at `at`: `KL`, `QH13`, `T.Ư`, `BGD&ĐT`.
fn part_at(text: &str, at: usize) -> Option<Part> {
    let letters_end = |at: usize| {
        let rest = text[at..].char_indices().take(LONGEST_PART);
        rest.take_while(|(_, c)| c.is_alphabetic())
            .last()
            .map_or(at, |(offset, c)| at + offset + c.len_utf8())
    };
    let mut end = letters_end(at);
    if end == at {
        return None;
    }
    // `T.Ư` and `BTGT.Ư`, with or without a space, and the ampersand of `BGD&ĐT`.
    if text[at..end].ends_with(['T', 't']) && text[end..].starts_with('.') {
        let next = text[end + 1..].strip_prefix(' ').map_or(end + 1, |_| end + 2);
        if letters_end(next) > next && matches!(&text[next..letters_end(next)], "Ư" | "ư" | "W" | "w") {
            end = letters_end(next);
        }
    } else if text[end..].starts_with('&') {
        end = letters_end(end + 1).max(end);
    }
    let letters = end;
    end += text[end..].bytes().take_while(u8::is_ascii_digit).take(3).count();
    if char_after(text, end).is_some_and(is_word) {
        return None;
    }
    let word = &text[at..letters];
    let folded = fold(word).replace(' ', "");
    let (upper, lower) = word
        .chars()
        .fold((0, 0), |(u, l), c| (u + usize::from(c.is_uppercase()), l + usize::from(c.is_lowercase())));
    let is_type = letters == end && WORDS.is_type(&folded);
    Some(Part {
        range: at..end,
        is_type,
        is_body: WORDS.is_body(&folded),
        is_shaped: upper >= 2 && lower <= 1,
    })
}

impl Part {
    fn is_known(&self) -> bool {
        self.is_type || self.is_body
    }

    /// Whether it is a type of documents that several bodies issue: `TTLT`, `NQLT`, `TTLB`.
    fn is_joint(&self, text: &str) -> bool {
        self.is_type && ["LT", "LB"].iter().any(|end| text[self.range.clone()].ends_with(end))
    }
}

/// All that tells whether something is a number.
struct Shape<'a> {
    first: Joint,
    year: bool,
    letter: bool,
    joints: &'a [Joint],
    parts: &'a [Part],
    announced: bool,
}

impl Shape<'_> {
    fn is_number(&self, text: &str) -> bool {
        let head = &self.parts[0];
        let head_text = &text[head.range.clone()];
        let spaced = self.first.spaced || self.joints.iter().any(|joint| joint.spaced);
        let all_known = self.parts.iter().all(Part::is_known);
        let all_good = self.parts.iter().all(|part| part.is_known() || part.is_shaped);
        if !all_good || WORDS.is_not_type(&fold(head_text)) {
            return false;
        }
        // *103/2016/ QH13*: a term of the National Assembly, with which no other symbol ends.
        let letters = head_text.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_term =
            self.year && letters.len() < head_text.len() && matches!(&*fold(letters), "qh" | "ubtvqh");
        if spaced && !is_term && !(head.is_type && (all_known || self.announced)) {
            return false;
        }
        if self.letter && !self.year && !head.is_type {
            return false;
        }
        // A type of one letter (`L-CTN`) is one only in the company of a known body.
        let is_single =
            head.range.len() == 1 && !(head.is_type && self.parts.get(1).is_some_and(|part| part.is_body));
        let first_joint = self.joints.first().map(|joint| joint.sign);
        match (self.first.sign, self.year, first_joint) {
            _ if is_single => false,
            (Sign::Slash, true, _) => true,
            (Sign::Slash, false, Some(Sign::Dash)) => true,
            (Sign::Slash, false, Some(_)) => head.is_type,
            (Sign::Slash, false, None) => self.announced && (head.is_known() || head.is_shaped),
            (Sign::Dash, _, Some(Sign::Slash)) => true,
            (Sign::Dash, ..) => false,
            (Sign::Blank, _, Some(Sign::Slash)) => all_known && head.is_type && head.is_shaped,
            (Sign::Blank, ..) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number that begins with the first digit, and what of the text it takes.
    fn found(text: &str, announced: bool) -> Option<String> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let end =
            text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |length| start + length);
        number_at(text, &(start..end), announced)
            .map(|(end, number)| format!("{number} = {}", &text[start..end]))
    }

    fn check(text: &str, number: &str, surface: &str) {
        assert_eq!(found(text, false), Some(format!("{number} = {surface}")), "{text:?}");
    }

    fn check_none(texts: &[&str]) {
        for text in texts {
            assert_eq!(found(text, false), None, "{text:?}");
        }
    }

    #[test]
    fn party_numbers() {
        for surface in
            ["57-KL/TW", "57- KL/TW", "57 – KL/TW", "57\u{a0}-\nKL/TW", "57-kl/tw", "57-KL/ TW", "57 KL/TW"]
        {
            check(&format!("{surface}. Hiện nay"), "57-KL/TW", surface);
        }
        check("57-KL/T.Ư, ngày", "57-KL/TW", "57-KL/T.Ư");
        check("57-KL/TW/2", "57-KL/TW", "57-KL/TW");
        check("57-KL/TW - CP đã", "57-KL/TW", "57-KL/TW");
        check("12-XYZ/ABCD-EF", "12-XYZ/ABCD-EF", "12-XYZ/ABCD-EF");
        check("5-CTrHĐ/BCSĐ", "5-CTrHĐ/BCSĐ", "5-CTrHĐ/BCSĐ");
    }

    #[test]
    fn state_numbers() {
        check("30/2020/NĐ-CP.", "30/2020/NĐ-CP", "30/2020/NĐ-CP");
        check("30 / 2020 / NÐ – CP", "30/2020/NĐ-CP", "30 / 2020 / NÐ – CP");
        check("30a/2008/NQ-CP", "30a/2008/NQ-CP", "30a/2008/NQ-CP");
        check("36a/NQ-CP", "36a/NQ-CP", "36a/NQ-CP");
        check("số57-KL/TW", "57-KL/TW", "57-KL/TW");
        check("12/2015/TTLT-BTTTT- BNV", "12/2015/TTLT-BTTTT-BNV", "12/2015/TTLT-BTTTT- BNV");
        check("12/2015/TTLT- BTTTT -BNV của", "12/2015/TTLT-BTTTT-BNV", "12/2015/TTLT- BTTTT -BNV");
        check("30/2020/NĐ-CP -BNV", "30/2020/NĐ-CP", "30/2020/NĐ-CP");
        check("103/2016/QH 13 và", "103/2016/QH13", "103/2016/QH 13");
        check("103/2016/QH 13/5", "103/2016/QH", "103/2016/QH");
        check("30/2020/NĐ-CP 13", "30/2020/NĐ-CP", "30/2020/NĐ-CP");
        check("103/2016/QH13 và", "103/2016/QH13", "103/2016/QH13");
        check("749/qđ-ttg", "749/QĐ-TTg", "749/qđ-ttg");
        check("12/2016/L-CTN", "12/2016/L-CTN", "12/2016/L-CTN");
        check("1234/BTTTT-CBC", "1234/BTTTT-CBC", "1234/BTTTT-CBC");
        check("30/2020/NĐ-CP - Nghị định", "30/2020/NĐ-CP", "30/2020/NĐ-CP");
        check("27/2020/TT-BGD&ĐT", "27/2020/TT-BGDĐT", "27/2020/TT-BGD&ĐT");
    }

    #[test]
    fn a_soft_hyphen_is_a_hyphen() {
        check("30/2020/NĐ\u{ad}CP", "30/2020/NĐ-CP", "30/2020/NĐ\u{ad}CP");
        check("749/QĐ\u{ad}TTg", "749/QĐ-TTg", "749/QĐ\u{ad}TTg");
        check("57\u{ad}KL/TW", "57-KL/TW", "57\u{ad}KL/TW");
    }

    #[test]
    fn a_symbol_of_one_part_must_be_announced() {
        assert_eq!(found("115/CP", true).as_deref(), Some("115/CP = 115/CP"));
        check_none(&["115/CP", "12/QĐ", "5/HS"]);
    }

    #[test]
    fn other_things_have_other_shapes() {
        check_none(&[
            "57/100",
            "24/7",
            "27/7/1947 - 27/7/2022",
            "2011-2020",
            "6909:2001",
            "29A-123.45",
            "30A/TW",
        ]);
        check_none(&[
            "ISO/IEC 27001",
            "80 km/h",
            "80-90 km/h",
            "1/2000",
            "15/H5N1",
            "3G/4G",
            "5 P/s",
            "57-60",
            "2-1/HAGL",
        ]);
        check_none(&[
            "2023 - UBND/HĐND",
            "13 - BCH/TW",
            "100-USD/EUR",
            "57 Trần Phú",
            "19/SARS",
            "5-ngày/tháng",
            "57-KL",
            "57-",
        ]);
        check_none(&[
            "57-Kế/hoạch",
            "57-kế hoạch/năm",
            "3/ngày",
            "4/Người-năm",
            "1.234-KL/TW",
            "Covid-19/SARS-CoV",
            "2 TT/TP",
        ]);
    }
}

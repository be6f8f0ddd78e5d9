//! Documents by type and serial (`Kết luận 57`, `Kết luận số 57`), and by their aliases.

use std::ops::Range;

use super::count::is_count;
use super::draft::Draft;
use super::folded::fold;
use super::lexicon::{Beside, Lexicon, WORDS};
use super::near::{char_after, is_dash, is_word, may_start, skip_blanks, word_after};
use super::numbered::lead;
use super::phrases::Owner;
use super::source::Source;
use super::symbol::LONGEST_SERIAL;
use super::{Form, Mention, Target};

/// Types whose words are no verbs.
const NOUNS: [&str; 9] = [
    "Nghị định",
    "Nghị quyết",
    "Thông tư",
    "Thông tư liên tịch",
    "Pháp lệnh",
    "Sắc lệnh",
    "Luật",
    "Công văn",
    "Tờ trình",
];

/// Finds short forms of documents that the lexicon has, where only one document remains.
///
/// The type word begins with a capital or is never a verb, or `số` stands between it and the serial: *kết luận 57* may be a
/// verb, *nghị định 30* is none. A serial without `số` is not followed by something that one counts (*Kết luận 57 đại biểu*), and
/// looks like no year. A year that belongs to the serial (`Nghị định 30/2020`) and the type's abbreviation
/// (`Kết luận 57-KL`) belong to the mention; a date or year behind narrows. Needs the dates to have been
/// found.
pub(super) fn scan(source: &Source<'_>, lexicon: &Lexicon, draft: &mut Draft) {
    let text = source.text();
    let numbered: Vec<Range<usize>> = draft.mentions.iter().map(|mention| mention.range.clone()).collect();
    let is_numbered = |digits: &Range<usize>| {
        let next = numbered.partition_point(|range| range.end < digits.end);
        numbered.get(next).is_some_and(|range| range.start <= digits.start)
    };
    for digits in source.digits() {
        let serial = &text[digits.clone()];
        if digits.len() > LONGEST_SERIAL
            || !lexicon.has_serial(serial)
            || !may_start(text, digits.start, true)
            || is_numbered(digits)
        {
            continue;
        }
        let lead = lead(text, digits.start, lexicon);
        let Some(kind) = lead.kind else { continue };
        let is_name = text[lead.word].starts_with(char::is_uppercase) || NOUNS.contains(&&*kind);
        let Some(tail) = tail(text, digits, &kind) else { continue };
        if !lead.has_so
            && (!is_name || !tail.is_long && (looks_like_year(serial) || is_count(text, tail.end)))
        {
            continue;
        }
        let mut beside = draft.beside(text, tail.end);
        let mut index = lexicon.short(&kind, serial, tail.year, beside);
        if index.is_none() && beside.date.is_some() {
            let other = lexicon.short(&kind, serial, tail.year, beside.undated());
            index = other.filter(|_| draft.release(text, tail.end));
            beside = if index.is_some() { beside.undated() } else { beside };
        }
        if let Some(index) = index {
            draft.mentions.push(Mention {
                range: lead.start..tail.end,
                form: Form::Short,
                number: None,
                kind: Some(kind),
                target: Target::Known(index),
                date: beside.date,
            });
        }
    }
}

/// Finds aliases that belong to one document, or to one that the date or year behind tells from the others.
///
/// Adds all that are found, those within others too.
pub(super) fn scan_aliases(source: &Source<'_>, lexicon: &Lexicon, draft: &mut Draft) {
    let text = source.text();
    let hits = std::mem::take(&mut draft.hits);
    for hit in &hits {
        let documents: Vec<usize> = hit
            .owners
            .iter()
            .filter_map(|owner| if let Owner::Document(place) = owner { Some(*place) } else { None })
            .collect();
        if documents.is_empty() || source.in_address(&hit.range) {
            continue;
        }
        let beside = draft.beside(text, hit.range.end);
        // An alias is a name, not a number: what stands behind it tells namesakes apart, and contradicts
        // nothing; but a law's year is a part of its name.
        let index = match documents[..] {
            [_] if is_law(&text[hit.range.clone()]) => {
                let year = beside.year.or_else(|| bare_year(text, hit.range.end));
                lexicon.only(&documents, Beside { year, ..beside })
            }
            [_] => lexicon.only(&documents, beside.undated()),
            _ => lexicon.only(&documents, beside),
        };
        if let Some(index) = index {
            draft.mentions.push(Mention {
                range: hit.range.clone(),
                form: Form::Alias,
                number: None,
                kind: None,
                target: Target::Known(index),
                date: beside.date,
            });
        }
    }
    draft.hits = hits;
}

/// Whether a name is that of a law: *Luật Báo chí*, *Hiến pháp*.
fn is_law(name: &str) -> bool {
    let name = fold(name);
    ["luật ", "bộ luật ", "hiến pháp", "pháp lệnh "].iter().any(|word| name.starts_with(word))
}

/// The year right behind `end`: *Hiến pháp 1992*.
fn bare_year(text: &str, end: usize) -> Option<i16> {
    let start = skip_blanks(text, end).filter(|start| *start > end)?;
    let word = word_after(text, start).filter(|word| word.start == start)?;
    let year: i16 = text[word.clone()].parse().ok()?;
    (word.len() == 4 && (1900..2100).contains(&year)).then_some(year)
}

/// What belongs to a short form behind its serial.
struct Tail {
    end: usize,
    year: Option<i16>,
    /// Whether anything does.
    is_long: bool,
}

/// Reads `/2020` or `-KL` behind a serial; `None` if something else is tied to it (`57%`, `5/7`, `5.000`).
fn tail(text: &str, digits: &Range<usize>, kind: &str) -> Option<Tail> {
    let end = digits.end;
    let Some(sign) = char_after(text, end) else { return Some(Tail { end, year: None, is_long: false }) };
    if is_word(sign) || sign == '%' {
        return None;
    }
    let next = end + sign.len_utf8();
    let word = word_after(text, next);
    let Some(word) = word.filter(|_| is_dash(sign) || matches!(sign, '/' | '.' | ',' | ':')) else {
        return Some(Tail { end, year: None, is_long: false });
    };
    let written = &text[word.clone()];
    let is_last = !char_after(text, word.end).is_some_and(|c| c == '/' || is_dash(c));
    match sign {
        '/' if is_last && written.len() == 4 && looks_like_year(written) => {
            Some(Tail { end: word.end, year: written.parse().ok(), is_long: true })
        }
        '/' => None,
        '.' | ',' | ':' if written.starts_with(|c: char| c.is_ascii_digit()) => None,
        '.' | ',' | ':' => Some(Tail { end, year: None, is_long: false }),
        _ if is_last && WORDS.abbreviates(written, kind) => {
            Some(Tail { end: word.end, year: None, is_long: true })
        }
        _ => None,
    }
}

/// Whether figures are a year as well as a serial.
pub(super) fn looks_like_year(digits: &str) -> bool {
    digits.len() == 4
        && (digits.starts_with("19") || digits.starts_with("20"))
        && digits.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_belong_to_short_forms() {
        let check = |text: &str, expected: Option<&str>| {
            let tail = tail(text, &(0..2), "Nghị định").map(|tail| &text[..tail.end]);
            assert_eq!(tail, expected, "{text:?}");
        };
        check("30/2020, của", Some("30/2020"));
        check("30-NĐ.", Some("30-NĐ"));
        check("30.", Some("30"));
        check("30. Hôm nay", Some("30"));
        check("30 - một", Some("30"));
        for text in ["30%", "30/5", "30a", "30-KL", "30.000", "30,5", "30/2020/NĐ", "30:15", "30-35"] {
            check(text, None);
        }
    }
}

//! Syllables and sentences.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a full stop may follow without ending a sentence, in lower case. Single letters need not be listed.
const ABBREVIATIONS: [&str; 35] = [
    "tp", "tx", "tt", "tr", "ttr", "gs", "pgs", "ts", "ths", "th", "bs", "ks", "ncs", "cn", "nxb", "đt",
    "đc", "ct", "mr", "mrs", "ms", "dr", "prof", "st", "cllr", "hon", "rev", "gov", "sen", "capt", "sgt",
    "messrs", "mme", "mlle", "ph",
];

/// What a full stop may follow without ending a sentence where a number stands behind it, in lower case: *Art. 6*, *Sept. 24*.
const BEFORE_NUMBERS: [&str; 29] = [
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "art", "arts",
    "para", "paras", "sec", "reg", "res", "vol", "fig", "ch", "cl", "pp", "nos", "nr", "abs", "ca", "approx",
];

/// Months behind the full stop of a day that is counted: *am 3. Juli*.
const MONTHS_BEHIND_DAYS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// In bytes, decomposed; generous.
const LONGEST_ABBREVIATION: usize = 24;

/// The syllables of a text: runs of letters and digits with the marks on them, as byte ranges in order.
///
/// A hyphen or an apostrophe parts two syllables. Any normalization form will do.
pub fn syllables(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_alphanumeric)?;
        let in_syllable = |c: char| is_alphanumeric(c) || is_combining_mark(c);
        at = text[start..].find(|c| !in_syllable(c)).map_or(text.len(), |length| start + length);
        Some(start..at)
    })
}

/// The number, from 1, of the line in which the byte `offset` of a text stands; of one behind its end that of the last.
///
/// Counts anew each time: for many places of one text there is [`Lines`](crate::parse::clean::Lines).
pub fn line_number(text: impl AsRef<[u8]>, offset: usize) -> usize {
    let text = text.as_ref();
    memchr::memchr_iter(b'\n', &text[..offset.min(text.len())]).count() + 1
}

/// A text in one line: what stands between its white space, with a single space between each two.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// As [`char::is_alphanumeric`], which takes its time for letters that are not ASCII; the Vietnamese ones are told by the block.
fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}' | 'Ạ'..='ỹ' => true,
        _ => c.is_alphanumeric(),
    }
}

/// The sentences of a text, in order, without white space at their ends and without empty ones.
///
/// A sentence ends behind `.`, `!`, `?`, `…` or `;` (and the quotation marks and brackets that close behind them), where
/// white space follows or, behind a small letter and a full stop, a capital; and at every line end. It does not end
/// where the next letter is a small one (but for `;`), behind an abbreviation (`TP.`, `tr. 12`) or an initial,
/// nor behind the number of an item (`1.`, `II.`, `a.` at its start). Takes time in proportion to the text.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    spans(text, 0).map(|span| trimmed(text, span)).filter(|sentence| !sentence.is_empty())
}

/// The sentence of `text` in which `range` stands, or the sentences from the first to the last that it touches.
///
/// Byte offsets; see [`sentences`] for where they end. A range that does not lie on character boundaries of the text
/// is widened and cut so that it does. Takes time in proportion to the lines touched: whoever asks for many ranges
/// of one text does better with [`sentences`].
pub fn sentence_around(text: &str, range: Range<usize>) -> Range<usize> {
    let start = (0..=range.start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let line = text[..start].rfind(is_line_end).map_or(0, |end| end + 1);
    let mut found: Option<Range<usize>> = None;
    for span in spans(text, line) {
        if span.end <= start && span.end < text.len() {
            continue;
        }
        let first = found.as_ref().map_or(span.start, |found| found.start);
        let is_last = span.end >= range.end;
        found = Some(first..span.end);
        if is_last {
            break;
        }
    }
    trimmed(text, found.unwrap_or(start..start))
}

/// Finds the sentences around many places of a text, all together in time in proportion to the text.
#[derive(Clone, Debug)]
pub struct Segmenter<'a> {
    text: Cow<'a, str>,
    /// What lies between the ends of sentences, from the text's start on as far as somebody asked.
    spans: Vec<Range<usize>>,
}

impl<'a> Segmenter<'a> {
    /// For a text; nothing is looked for yet.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), spans: Vec::new() }
    }

    /// As [`sentence_around`].
    pub fn around(&mut self, range: Range<usize>) -> Range<usize> {
        let text = &*self.text;
        let needed = range.end.max(range.start.saturating_add(1)).min(text.len());
        let mut end = self.spans.last().map_or(0, |span| span.end);
        while end < needed {
            let start = end;
            end = span_end(text, start);
            self.spans.push(start..end);
        }
        let first = self.spans.partition_point(|span| span.end <= range.start);
        // Behind the last line end stands nothing.
        let first = match first == self.spans.len() {
            true if text.is_empty() || text.ends_with(is_line_end) => return text.len()..text.len(),
            true => first - 1,
            false => first,
        };
        let last = self.spans.partition_point(|span| span.end < range.end).clamp(first, self.spans.len() - 1);
        trimmed(text, self.spans[first].start..self.spans[last].end)
    }
}

/// The most that [`excerpt`] leaves before and behind what stands in a sentence: bytes.
const LONGEST_SIDE: usize = 1000;

/// The part of a very long `sentence` of `text` around `part`, which stands in it, cut between words where there is a space: else excerpts
/// of a list of thousands of names would be as long, all together, as its length squared. Byte offsets.
pub fn excerpt(text: &str, sentence: Range<usize>, part: &Range<usize>) -> Range<usize> {
    let near = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (mut start, mut end) = (sentence.start, sentence.end);
    if part.start.saturating_sub(start) > LONGEST_SIDE {
        let before = &text[near(part.start - LONGEST_SIDE)..part.start];
        let words = before.find(char::is_whitespace).map_or(before, |at| before[at..].trim_start());
        start = part.start - words.len();
    }
    if end.saturating_sub(part.end) > LONGEST_SIDE {
        let behind = &text[part.end..near(part.end + LONGEST_SIDE)];
        let words = behind.rfind(char::is_whitespace).map_or(behind, |at| behind[..at].trim_end());
        end = part.end + words.len();
    }
    start..end
}

/// What lies between the ends of sentences from `start` on; together, all of the text.
fn spans(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    std::iter::from_fn(move || {
        (at < text.len()).then(|| {
            let start = at;
            at = span_end(text, start);
            start..at
        })
    })
}

/// Where the sentence that starts at `start` ends: behind its stop, or behind the line end.
fn span_end(text: &str, start: usize) -> usize {
    let mut from = start;
    while let Some(found) = text[from..].find(|c| is_stop(c) || is_line_end(c)) {
        let stop = from + found;
        if text[stop..].starts_with(is_line_end) {
            return stop + 1;
        }
        // All stops in a row are one: `?!`, `...`.
        let after = stop + (text.len() - stop - text[stop..].trim_start_matches(is_stop).len());
        let closed = text.len() - text[after..].trim_start_matches(is_closing).len();
        if is_end(text, start, stop..after, closed) {
            return closed;
        }
        from = after;
    }
    text.len()
}

/// Whether a sentence from `start` ends with the stops at `stops`, when quotation marks close up to `closed`.
fn is_end(text: &str, start: usize, stops: Range<usize>, closed: usize) -> bool {
    let mark = &text[stops.clone()];
    let before = &text[start..stops.start];
    let rest = &text[closed..];
    let spaced = rest.chars().next().is_none_or(char::is_whitespace);
    if mark.ends_with(';') {
        return spaced;
    }
    let is_small_next = rest.trim_start().trim_start_matches(is_opening).starts_with(char::is_lowercase);
    if mark != "." {
        return spaced && !is_small_next;
    }
    let glued = closed == stops.end
        && rest.starts_with(char::is_uppercase)
        && before.trim_end_matches(is_combining_mark).ends_with(char::is_lowercase);
    (spaced && !is_small_next || glued) && !is_abbreviation(before, rest.trim_start())
}

/// Whether a full stop behind this start of a sentence, and before `rest`, belongs to its last word.
fn is_abbreviation(before: &str, rest: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let (lead, word) = before.split_at(before.trim_end_matches(in_word).len());
    // Abbreviations and numbers of items are short; what is longer need not be looked at.
    if word.len() > LONGEST_ABBREVIATION {
        return false;
    }
    let word: String = word.nfc().collect();
    let is_item = lead.len() <= LONGEST_ABBREVIATION
        && lead.trim_start().trim_start_matches(is_opening).is_empty()
        && (word.bytes().all(|b| b.is_ascii_digit()) || word.bytes().all(|b| b"IVX".contains(&b)));
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let is_central = lead.ends_with("T.") && matches!(&*word, "Ư" | "W");
    let is_number_sign = word == "No";
    let is_day = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let next = &rest[..rest.len() - rest.trim_start_matches(in_word).len()];
    let is_counted = is_day && MONTHS_BEHIND_DAYS.contains(&next);
    let word = word.to_lowercase();
    let is_before_number = rest.starts_with(|c: char| c.is_ascii_digit()) && BEFORE_NUMBERS.contains(&&*word);
    is_item
        || is_initial && !is_central
        || is_number_sign
        || is_counted
        || is_before_number
        || ABBREVIATIONS.contains(&&*word)
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ';')
}

/// The ends of lines that are one byte long; others hardly occur.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}')
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '(' | '[' | '{')
}

/// The range without white space at its ends; the empty range at its end when there is nothing else.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text[range.clone()].trim_end();
    let end = range.start + part.len();
    end - part.trim_start().len()..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    /// `|` in `marked` stands where one sentence ends and the next begins; it is not part of the text.
    fn check(marked: &str) {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let text = marked.replace('|', "");
        let found: Vec<&str> = sentences(&text).map(|range| &text[range]).collect();
        assert_eq!(found, expected);
        for range in sentences(&text) {
            assert_eq!(sentence_around(&text, range.clone()), range);
            let first = text[range.clone()].chars().next().map_or(0, char::len_utf8);
            assert_eq!(sentence_around(&text, range.start..range.start + first), range);
        }
    }

    #[test]
    fn of_a_very_long_sentence_an_excerpt_is_left() {
        let names: Vec<String> = (0..1000).map(|n| format!("Tên{n}")).collect();
        let text = names.join(", ");
        let of = |name: &str| {
            let at = text.find(name).expect("it is there");
            &text[excerpt(&text, 0..text.len(), &(at..at + name.len()))]
        };
        let (start, middle, end) = (of("Tên0,"), of("Tên500"), of("Tên999"));
        assert!(start.starts_with("Tên0, ") && start.ends_with(',') && start.len() < 1010, "{start}");
        assert!(middle.starts_with("Tên") && middle.contains("Tên500") && middle.len() < 2010, "{middle}");
        assert!(end.starts_with("Tên") && end.ends_with("Tên999") && end.len() < 1010, "{end}");
        let word = "ữ".repeat(3000);
        let cut = excerpt(&word, 0..word.len(), &(4500..4503));
        assert_eq!(cut.len(), 1002 + 3 + 999, "whole signs of what has no spaces");
        assert_eq!(excerpt("Một câu.", 0..9, &(2..3)), 0..9);
    }

    #[test]
    fn stops_end_sentences() {
        check(
            "Hội nghị đã họp.| Các đại biểu đã về!| Ai ở lại?| Không ai…| Thế à?!| Phải; |nhưng không lâu.",
        );
        check("Một dòng\n| Dòng khác\r\n|\tDòng nữa.\n");
        check("Ông nói: “Đã xong.”| Rồi ông về.");
        check("Triển khai Kết luận số 57-KL/TW.| Hội nghị diễn ra ngày 11/10/2023.| Hết");
        check("Vì nước ta./.\n| Nguồn: báo");
        check("đã đề ra.Hội nghị".replace(".H", ".|H").as_str());
    }

    #[test]
    fn dots_within_words_do_not() {
        check("Ngày 11.8.2023, ông đi 3.5 km về TP. Hồ Chí Minh, TP.HCM và TP.Hồ Chí Minh.| Hết.");
        check("Ban Tuyên giáo T.Ư họp ở cand.com.vn với PGS.TS. Nguyễn A và PGS, TS. B nữa.| Hết.");
        check("Xem tr. 12 và ThS. Lê C, NXB. Sự thật, ông J. K. Lê, No. 5.| Hết.");
        check("Theo Ban Bí thư T.Ư.| Hết.");
        check(
            "On Sept. 24 Cllr. Jones, Ph.D., cited Art. 6, para. 12 of Res. 7/2023.| He loves art.| Done in Sept.| Then",
        );
        check("Der Rat tagte am 3. Juli 2023 zu Abs. 2, Nr. 3.| Es waren 12.| Danach");
    }

    #[test]
    fn a_small_letter_goes_on() {
        check("Ông nghĩ... rồi nói… và đi. thế thôi.| Hết... |Thật.");
        check("“Ai đó?” ông hỏi.| Không ai.");
    }

    #[test]
    fn numbers_of_items_are_part_of_them() {
        check("1. Mục tiêu\n|II. Nội dung\n|a. Chung.| Riêng.\n|12. Hết năm 2023.| Thôi.");
    }

    #[test]
    fn a_range_may_touch_several() {
        let text = "Một câu. Hai câu. Ba câu.\nBốn.";
        let at = |part: &str| text.find(part).expect("it stands there");
        assert_eq!(&text[sentence_around(text, at("câu")..at("Hai") + 1)], "Một câu. Hai câu.");
        assert_eq!(&text[sentence_around(text, at("Ba")..text.len())], "Ba câu.\nBốn.");
        assert_eq!(&text[sentence_around(text, at("Ba")..at("Ba"))], "Ba câu.");
        assert_eq!(&text[sentence_around(text, text.len()..text.len())], "Bốn.");
        assert_eq!(sentence_around("", 3..7), 0..0);
    }

    #[test]
    fn letters_by_block_are_those_of_unicode() {
        assert!(('\0'..=char::MAX).all(|c| is_alphanumeric(c) == c.is_alphanumeric()));
    }

    #[test]
    fn syllables_are_runs_of_letters() {
        let text = "Kết luận 57-KL/TW, \u{301}Đa\u{323}i ho\u{302}\u{323}i";
        let found: Vec<&str> = syllables(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["Kết", "luận", "57", "KL", "TW", "Đa\u{323}i", "ho\u{302}\u{323}i"]);
        assert_eq!(syllables(" – ").count(), 0);
    }

    proptest! {
        #[test]
        fn every_text_has_sentences(text in "([\\PC.!?…;a-zĐ \n”]|T\\.Ư|1\\. ){0,24}", a in 0usize..60, b in 0usize..60) {
            let mut end = 0;
            for range in sentences(&text) {
                prop_assert!(range.start >= end && range.start < range.end);
                prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
                end = range.end;
            }
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            prop_assert_eq!(sentences(&text).map(|range| letters(&text[range])).sum::<usize>(), letters(&text));
            let around = sentence_around(&text, a.min(b)..a.max(b));
            prop_assert!(text.get(around.clone()).is_some());
            let mut asked = Segmenter::new(&*text);
            asked.around(b..b);
            prop_assert_eq!(asked.around(a.min(b)..a.max(b)), around);
        }
    }
}

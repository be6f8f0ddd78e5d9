//! Where a quotation stands.

use std::cell::OnceCell;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::nfc::Nfc;

/// A text prepared for looking up quotations; for whoever has several for one text.
///
/// In it every run of white space (line breaks and no-break spaces too) is one space, and characters that cannot be
/// seen (zero-width spaces, soft hyphens, byte-order marks) are not there.
#[derive(Clone, Debug)]
pub struct Searchable<'a> {
    nfc: Nfc<'a>,
    folded: String,
    /// Where the distance between offsets of `folded` and of the composed text changes: (offset in `folded`, offset
    /// in the composed text of the same character), in order.
    shifts: Vec<(usize, usize)>,
}

impl<'a> Searchable<'a> {
    /// Prepares `text`, in any normalization form.
    pub fn new(text: &'a str) -> Self {
        let nfc = Nfc::new(text);
        let mut folded = String::with_capacity(nfc.as_str().len());
        let mut shifts = vec![(0, 0)];
        let mut distance = 0;
        fold(nfc.as_str(), |at, c| {
            if at - folded.len() != distance {
                distance = at - folded.len();
                shifts.push((folded.len(), at));
            }
            folded.push(c);
        });
        Self { nfc, folded, shifts }
    }

    /// As [`find_quote`], in this text.
    pub fn find(&self, quote: &str) -> Option<Vec<Range<usize>>> {
        let found = find_parts(&self.folded, &parts(quote)).filter(|found| !found.is_empty())?;
        Some(found.into_iter().map(|range| self.to_source(range)).collect())
    }

    /// From a range of `folded` that is not empty to one of the source.
    fn to_source(&self, range: Range<usize>) -> Range<usize> {
        let last = self.folded[..range.end].char_indices().next_back().map_or(0, |(at, _)| at);
        let composed = |offset: usize| {
            let (folded, composed) = self.shifts[self.shifts.partition_point(|shift| shift.0 <= offset) - 1];
            composed + (offset - folded)
        };
        self.nfc.to_source(composed(range.start)..composed(last) + (range.end - last))
    }
}

/// Where a quotation stands in a text: for each of its parts a half-open byte range of `text`, in order.
///
/// `[…]`, also `[...]`, in the quotation parts it and stands for anything or nothing; without it there is one part. Both
/// are compared in NFC and with white space folded (see [`Searchable`]); punctuation and letter case count. The first
/// place where all parts follow each other is taken, with as little between them as there can be before the last
/// one. `None` if there is no such place, or if the quotation is empty.
pub fn find_quote(text: &str, quote: &str) -> Option<Vec<Range<usize>>> {
    Searchable::new(text).find(quote)
}

/// A text in the form in which quotations are compared (see [`Searchable`]).
pub fn folded(text: &str) -> String {
    Searchable::new(text).folded
}

/// Whether the [`parts`] of a quotation stand in a [`folded`] text, in order.
pub fn holds(folded: &str, parts: &[String]) -> bool {
    find_parts(folded, parts).is_some_and(|found| !found.is_empty())
}

/// Where the parts of a quotation stand in a folded text, in order; no ranges if there are no parts.
fn find_parts(folded: &str, parts: &[String]) -> Option<Vec<Range<usize>>> {
    let mut found: Vec<Range<usize>> = Vec::with_capacity(parts.len());
    let mut end = 0;
    for part in parts {
        let start = Part::new(folded, part).first(end..folded.len())?;
        end = start + part.len();
        found.push(start..end);
    }
    // The last part stands where it ends first. What leads to it is taken from as near as can be.
    for index in (0..found.len().saturating_sub(1)).rev() {
        let within = found[index].start..found[index + 1].start;
        if let Some(start) = Part::new(folded, &parts[index]).last(within) {
            found[index] = start..start + parts[index].len();
        }
    }
    Some(found)
}

/// A part of a quotation, looked for in a folded text where it stands whole (see [`is_whole`]); also where such a place overlaps one where
/// it does not: `ha ha` stands in `Aha ha ha`.
struct Part<'a> {
    text: &'a str,
    part: &'a str,
    overlapping: OnceCell<AhoCorasick>,
}

impl<'a> Part<'a> {
    fn new(text: &'a str, part: &'a str) -> Self {
        Self { text, part, overlapping: OnceCell::new() }
    }

    /// Where it first stands within a range.
    fn first(&self, within: Range<usize>) -> Option<usize> {
        let mut places = self.text[within.clone()].match_indices(self.part);
        places.find_map(|(at, _)| self.around(within.start + at, &within).first().copied())
    }

    /// Where it last stands within a range.
    fn last(&self, within: Range<usize>) -> Option<usize> {
        let mut places = self.text[within.clone()].rmatch_indices(self.part);
        places.find_map(|(at, _)| self.around(within.start + at, &within).last().copied())
    }

    /// Where it stands whole, of its place at `at` and, if it does not there, of those that overlap that one.
    fn around(&self, at: usize, within: &Range<usize>) -> Vec<usize> {
        let length = self.part.len();
        let is_whole = |start: &usize| is_whole(self.text, *start..*start + length);
        if is_whole(&at) {
            return vec![at];
        }
        let overlapping = self.overlapping.get_or_init(|| {
            // An automaton with a row for each byte of the part would be large.
            let built = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build([self.part]);
            built.expect("a part of a quotation is far from the limit of patterns")
        });
        let window = at.saturating_sub(length).max(within.start)..(at + 2 * length).min(within.end);
        let places = overlapping.find_overlapping_iter(&self.text.as_bytes()[window.clone()]);
        places.map(|place| window.start + place.start()).filter(is_whole).collect()
    }
}

/// Whether neither end of a range lies within a word or a number: `57-KL/TW` is not quoted from `157-KL/TW`, though its signs stand there.
/// Scripts that part no words (Han, Thai …) have no such ends.
fn is_whole(text: &str, range: Range<usize>) -> bool {
    let parts_words =
        |c: char| c.is_alphanumeric() && (c < '\u{e00}' || ('\u{1e00}'..'\u{2e80}').contains(&c));
    let goes_on = |at: usize| {
        let (before, behind) = (text[..at].chars().next_back(), text[at..].chars().next());
        before.is_some_and(parts_words) && behind.is_some_and(parts_words)
    };
    !goes_on(range.start) && !goes_on(range.end)
}

/// The parts of a quotation, folded, without empty ones.
pub fn parts(quote: &str) -> Vec<String> {
    let quote = Nfc::new(quote);
    let mut folded = String::new();
    fold(quote.as_str(), |_, c| folded.push(c));
    let mut parts = Vec::new();
    let mut rest = folded.as_str();
    while let Some((before, after)) = split_at_omission(rest) {
        parts.push(before);
        rest = after;
    }
    parts.push(rest);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// What stands before and behind the first `[…]`.
fn split_at_omission(text: &str) -> Option<(&str, &str)> {
    text.match_indices('[').find_map(|(open, _)| {
        let inner = &text[open + 1..];
        let after = inner.trim_start_matches([' ', '.', '…']);
        let dots = inner[..inner.len() - after.len()].trim();
        let is_omission = dots == "…" || dots.len() >= 2 && dots.bytes().all(|b| b == b'.');
        after.strip_prefix(']').filter(|_| is_omission).map(|after| (&text[..open], after))
    })
}

/// Calls `keep` with each character that counts and its offset in `text`.
fn fold(text: &str, mut keep: impl FnMut(usize, char)) {
    let mut is_space = false;
    for (at, c) in text.char_indices() {
        if is_invisible(c) {
            continue;
        }
        let was_space = std::mem::replace(&mut is_space, c.is_whitespace());
        match (was_space, is_space) {
            (true, true) => {}
            (false, true) => keep(at, ' '),
            _ => keep(at, c),
        }
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, prop_assume, proptest};
    use unicode_normalization::UnicodeNormalization;

    const TEXT: &str = "Chiều 11/10, Ban Chỉ đạo tổ chức Hội nghị\nnghiên cứu,\u{a0}triển khai  Kết luận số 57- KL/TW.\n\n\
        Ban Chỉ đạo nói: Hội nghị “rất tốt”, và Hội nghị đã xong.";

    /// The parts of the text, set apart by `|`, that the quotation is found to be.
    fn check(quote: &str, expected: &str) {
        for text in [TEXT.to_owned(), TEXT.nfd().collect()] {
            let found = find_quote(&text, quote).expect("the quotation stands in the text");
            let found: Vec<String> = found.into_iter().map(|range| text[range].nfc().collect()).collect();
            assert_eq!(found.join("|"), expected, "{quote:?}");
        }
    }

    fn check_none(quote: &str) {
        assert_eq!(find_quote(TEXT, quote), None, "{quote:?}");
    }

    #[test]
    fn white_space_is_folded() {
        check("Hội nghị nghiên cứu, triển khai Kết luận", "Hội nghị\nnghiên cứu,\u{a0}triển khai  Kết luận");
        check("  Hội\nnghị\t“rất tốt” ", "Hội nghị “rất tốt”");
        check("57- KL/TW. Ban", "57- KL/TW.\n\nBan");
        check("11/10, Ban", "11/10, Ban");
    }

    #[test]
    fn the_form_of_letters_does_not_count() {
        check(&"Hội nghị nghiên cứu".nfd().collect::<String>(), "Hội nghị\nnghiên cứu");
        let text = "Kết\u{200b} lu\u{ad}ận \u{200b} xong";
        assert_eq!(find_quote(text, "Kết luận").map(|f| &text[f[0].clone()]), Some("Kết\u{200b} lu\u{ad}ận"));
        assert_eq!(find_quote(text, "xong").map(|f| &text[f[0].clone()]), Some("xong"));
        assert_eq!(find_quote(text, "luận xong").map(|f| f.len()), Some(1));
    }

    #[test]
    fn parts_are_found_in_order() {
        check("Chiều 11/10 […] Kết luận", "Chiều 11/10|Kết luận");
        check("Ban Chỉ đạo [...] đã xong", "Ban Chỉ đạo|đã xong");
        check("Ban Chỉ đạo [ … ] “rất tốt”", "Ban Chỉ đạo|“rất tốt”");
        check("[…] Hội nghị […]", "Hội nghị");
        check("Hội […] nghị", "Hội|nghị");
        check_none("đã xong […] Chiều 11/10");
        check_none("Chiều 11/10 […] Chiều 11/10");
    }

    #[test]
    fn parts_stand_as_near_as_can_be() {
        // The second, not the first of the text.
        let at = find_quote(TEXT, "Hội nghị […] “rất").map(|found| found[0].start);
        assert_eq!(at, TEXT.find("Hội nghị “"));
        let text = "a b a c b d";
        assert_eq!(find_quote(text, "a […] b […] d"), Some(vec![4..5, 8..9, 10..11]));
    }

    #[test]
    fn case_and_punctuation_count() {
        check_none("hội nghị nghiên cứu");
        check_none("Hội nghị nghiên cứu triển khai");
        check_none("57-KL/TW");
        check_none("");
        check_none(" \n ");
        check_none("[…]");
        check_none("[chú thích] Hội nghị");
        assert_eq!(find_quote("", "a"), None);
    }

    #[test]
    fn a_quotation_begins_and_ends_between_words() {
        let first = |text: &str, quote: &str| find_quote(text, quote).map(|found| found[0].clone());
        assert_eq!(first("Kết luận 157-KL/TW, 57-KL/TW", "57-KL/TW"), Some(24..32));
        assert_eq!(find_quote("11/10/2023, ông Lê An", "1/10/2023"), None);
        assert_eq!(find_quote("Không đồng ý", "ông đồng"), None);
        assert_eq!(find_quote("Không đồng ý", "Không […] ng ý"), None);
        assert_eq!(first("Ông nói: “Được”.", "Được"), Some(14..22));
        assert!(find_quote("会议在北京举行", "北京").is_some());
        assert_eq!(first("Aha ha ha", "ha ha"), Some(4..9));
        assert_eq!(first("ha ha ha haha, ông", "ha ha […] ông"), Some(3..8));
    }

    proptest! {
        #[test]
        fn what_is_cut_out_is_found(text in "[a-dạĐ \u{a0}\n,“]{1,24}", a in 0usize..24, b in 0usize..24) {
            let chars: Vec<char> = text.chars().collect();
            let (a, b) = (a.min(b).min(chars.len()), a.max(b).min(chars.len()));
            let quote: String = chars[a..b].iter().collect();
            let cuts_word = |at: usize| at > 0 && at < chars.len() && chars[at - 1].is_alphanumeric() && chars[at].is_alphanumeric();
            prop_assume!(!cuts_word(a) && !cuts_word(b));
            prop_assert_eq!(find_quote(&text, &quote).is_some(), !quote.trim().is_empty());
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(find_quote(&decomposed, &quote).is_some(), !quote.trim().is_empty());
        }

        #[test]
        fn ranges_are_good(text in "[\\PCaạ\u{301}\u{200b} \n]{0,16}", quote in "([aạ\u{301} ]|\\[…\\]){1,4}") {
            for range in find_quote(&text, &quote).into_iter().flatten() {
                prop_assert!(range.start < range.end && text.get(range).is_some());
            }
        }
    }
}

//! Documents by number: `Kết luận số 57-KL/TW`, `30/2020/NĐ-CP`.

use std::ops::Range;

use super::draft::{Draft, folded_before};
use super::lexicon::{Beside, Lexicon};
use super::near::{char_before, skip_blanks_back};
use super::series::Series;
use super::source::Source;
use super::symbol::number_at;
use super::{Form, Mention, Target};
use crate::model::DocumentNumber;

/// The most words of a type: *thông tư liên tịch* has four; a portal's own may have more.
const LONGEST_KIND: usize = 6;

/// Finds numbers in every spelling, known to the lexicon or not, and those of which the symbol stands behind another.
///
/// A date behind that is not the document's, and may as well begin the next clause, is left to that clause. Needs
/// the dates to have been found. Adds mentions in order; they do not overlap.
pub(super) fn scan(source: &Source<'_>, lexicon: &Lexicon, draft: &mut Draft) {
    let text = source.text();
    // No number is without a slash: most runs of digits end here.
    let mut slash = 0;
    let mut done = 0;
    for digits in source.digits() {
        if slash < digits.end {
            slash = match text[digits.end..].find(['/', '\u{2044}', '\u{2215}', '\u{ff0f}']) {
                Some(offset) => digits.end + offset,
                None => break,
            };
        }
        if digits.start < done || slash - digits.end > LONGEST_HEAD {
            continue;
        }
        // Few digits have the shape: only for those we look back.
        let Some(announced) = number_at(text, digits, true) else { continue };
        let mut lead = lead(text, digits.start, lexicon);
        let series = Series::before(text, &lead, lexicon)
            .filter(|series| series.lead.start >= done && series.agrees(&announced.1));
        let found = match series.is_some() || lead.is_announced() {
            true => Some(announced),
            false => number_at(text, digits, false),
        };
        let Some((end, number)) = found else { continue };
        let range = lead.start..end;
        if source.in_address(&range) {
            continue;
        }
        if let Some(series) = series {
            lead.kind.clone_from(&series.lead.kind);
            draft.mentions.extend(earlier(text, &series, &number, lexicon));
        }
        done = end;
        let mut beside = draft.beside(text, end);
        let mut target = lexicon.numbered(&number, lead.kind.as_deref(), beside);
        let is_other = matches!(&target, Target::OtherDate(all) if all.len() == 1) && beside.date.is_some();
        if is_other && draft.release(text, end) {
            beside = Beside::default();
            target = lexicon.numbered(&number, lead.kind.as_deref(), beside);
        }
        draft.mentions.push(Mention {
            range,
            form: Form::Numbered,
            number: Some(number),
            kind: lead.kind,
            target,
            date: beside.date,
        });
    }
}

/// The mentions before the last one of a series. What stands behind them all is not the date of each.
fn earlier<'a>(
    text: &'a str,
    series: &'a Series,
    last: &'a DocumentNumber,
    lexicon: &'a Lexicon,
) -> impl Iterator<Item = Mention> + 'a {
    let kind = &series.lead.kind;
    series.earlier.iter().filter_map(move |one| {
        let number = one.number(text, last)?;
        let target = lexicon.numbered(&number, kind.as_deref(), Beside::default());
        let (range, form) = (one.range(), Form::Numbered);
        Some(Mention { range, form, number: Some(number), kind: kind.clone(), target, date: None })
    })
}

/// The most bytes between a serial and the first slash of its number: blanks, a dash and a long type.
const LONGEST_HEAD: usize = 64;

/// What announces a number: where that begins, a type word, `số`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    /// Where the mention starts: at the type word, at `số`, or at the number itself.
    pub(super) start: usize,
    /// The type in its usual letter case.
    pub(super) kind: Option<String>,
    /// The type word as written, if there is one.
    pub(super) word: Range<usize>,
    /// Whether `số` stands before the number.
    pub(super) has_so: bool,
}

impl Lead {
    /// Whether a type word or `số` stands before.
    pub(super) fn is_announced(&self) -> bool {
        self.has_so || self.kind.is_some()
    }
}

/// What stands before a number that starts at `at`: `Kết luận số`, `Kết luận`, `KL`, `số`, `Số:`.
pub(super) fn lead(text: &str, at: usize, lexicon: &Lexicon) -> Lead {
    let mut lead = Lead { start: at, kind: None, word: at..at, has_so: false };
    let Some(mut place) = skip_blanks_back(text, at) else { return lead };
    let is_apart = place < at;
    if char_before(text, place) == Some(':') {
        place = skip_blanks_back(text, place - 1).unwrap_or(place);
    }
    let before = folded_before(text, place, LONGEST_KIND + 1);
    let so = before.first().filter(|(word, folded)| folded == "số" && word.end == place);
    if let Some((word, _)) = so {
        lead.start = word.start;
        lead.has_so = true;
    } else if !is_apart || place < at && text[place..at].contains(':') {
        return lead;
    }
    let before = &before[usize::from(lead.has_so)..];
    let mut phrase = String::new();
    for (word, folded) in before.iter().take(LONGEST_KIND) {
        phrase = if phrase.is_empty() { folded.clone() } else { format!("{folded} {phrase}") };
        let end = before.first().map_or(at, |(word, _)| word.end);
        // An abbreviation (`KL số 57-KL/TW`) counts only as it is written.
        let written = &text[word.clone()];
        let kind = lexicon.kind(&phrase).or_else(|| lexicon.kind(written).filter(|_| word.end == end));
        if let Some(kind) = kind {
            lead.kind = Some(kind.to_owned());
            lead.word = word.start..end;
            lead.start = word.start;
        }
    }
    lead
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str, kind: Option<&str>) {
        let at = text.find("57").expect("a number");
        let lead = lead(text, at, &Lexicon::empty());
        assert_eq!((&text[lead.start..at], lead.kind.as_deref()), (expected, kind), "{text:?}");
    }

    #[test]
    fn type_words_announce_a_number() {
        check("triển khai Kết luận số 57", "Kết luận số ", Some("Kết luận"));
        check("kết luận 57", "kết luận ", Some("Kết luận"));
        check("KẾT LUẬN\u{a0}SỐ\n57", "KẾT LUẬN\u{a0}SỐ\n", Some("Kết luận"));
        check("của Thông tư liên tịch số 57", "Thông tư liên tịch số ", Some("Thông tư liên tịch"));
        check("Thông báo kết luận số 57", "Thông báo kết luận số ", Some("Thông báo kết luận"));
        check("theo KL 57", "KL ", Some("Kết luận"));
        check("theo kl 57", "", None);
    }

    #[test]
    fn so_belongs_to_the_mention() {
        check("văn kiện số 57", "số ", None);
        check("Số: 57", "Số: ", None);
        check("Kết luận số: 57", "Kết luận số: ", Some("Kết luận"));
    }

    #[test]
    fn other_words_do_not() {
        check("trong 57", "", None);
        check("Kết luận: 57", "", None);
        check("Kết luận, 57", "", None);
        check("Kết luận\n\n57", "", None);
        check("Kết luận57", "", None);
        check("57", "", None);
    }
}

//! Several numbers with one symbol, which stands behind the last: `Nghị định số 101, 102 và 103/2024/NĐ-CP`.

use std::ops::Range;

use crate::model::DocumentNumber;

use super::folded::fold;
use super::lexicon::{Lexicon, WORDS};
use super::near::{char_before, may_start, skip_blanks_back, word_before};
use super::numbered::{Lead, lead};
use super::short::looks_like_year;
use super::symbol::LONGEST_SERIAL;

/// The most numbers before the last.
const MOST: usize = 30;

/// What may stand between the last two, folded.
const AND: [&str; 4] = ["và", "hoặc", "hay", "cùng"];

/// The numbers before the last one of a series.
pub(super) struct Series {
    /// What announces all of them; it stands before the first.
    pub(super) lead: Lead,
    /// In order.
    pub(super) earlier: Vec<Earlier>,
}

/// A number of which the symbol stands behind another.
pub(super) struct Earlier {
    /// Where it begins, with the `số` or type word before the serial.
    start: usize,
    serial: Range<usize>,
    /// The end of the year (`101/2024`), or else of the serial.
    end: usize,
}

impl Series {
    /// The series whose last serial has this lead; none where nothing announces it, or where `last` is of another type.
    pub(super) fn before(text: &str, last: &Lead, lexicon: &Lexicon) -> Option<Self> {
        if last.kind.is_some() {
            return None;
        }
        let mut earlier: Vec<Earlier> = Vec::new();
        let mut announced = None;
        let mut at = last.start;
        while earlier.len() < MOST {
            let Some(next) = joint_before(text, at).and_then(|end| Earlier::ending(text, end)) else { break };
            let lead = lead(text, next.serial.start, lexicon);
            at = lead.start;
            earlier.push(Earlier { start: at, ..next });
            let has_kind = lead.kind.is_some();
            if lead.is_announced() {
                announced = Some((earlier.len(), lead));
            }
            if has_kind {
                break;
            }
        }
        // What stands before the first that is announced are other numbers.
        let (count, lead) = announced?;
        earlier.truncate(count);
        earlier.reverse();
        Some(Self { lead, earlier })
    }

    /// Whether the type before the first and the one in the symbol of the last number can be the same.
    pub(super) fn agrees(&self, last: &DocumentNumber) -> bool {
        let head = last.symbol().split(['-', '/']).next().unwrap_or_default();
        let is_type = WORDS.is_type(&fold(head));
        self.lead.kind.as_deref().is_none_or(|kind| !is_type || WORDS.abbreviates(head, kind))
    }
}

impl Earlier {
    /// The one that ends at `end`.
    fn ending(text: &str, end: usize) -> Option<Self> {
        let digits = |end: usize| {
            let count = text[..end].bytes().rev().take(LONGEST_SERIAL + 1).take_while(u8::is_ascii_digit);
            end - count.count()..end
        };
        let last = digits(end);
        let serial = match text[..last.start].strip_suffix('/') {
            Some(before) if looks_like_year(&text[last.clone()]) => digits(before.len()),
            _ => last,
        };
        let is_serial = (1..=LONGEST_SERIAL).contains(&serial.len()) && may_start(text, serial.start, true);
        is_serial.then_some(Self { start: serial.start, serial, end })
    }

    /// Where it stands, with what announces it.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its number: with the symbol of the `last` one, and with that one's year where it has none of its own.
    pub(super) fn number(&self, text: &str, last: &DocumentNumber) -> Option<DocumentNumber> {
        let whole = last.to_string();
        let behind = whole.strip_prefix(last.serial())?;
        let behind = match self.end > self.serial.end {
            true => behind.strip_prefix('/')?.split_once('/').map(|(_, symbol)| format!("/{symbol}"))?,
            false => behind.to_owned(),
        };
        DocumentNumber::parse(&format!("{}{behind}", &text[self.serial.start..self.end]))
    }
}

/// Where what stands before a comma or an *and* ends, which end at `at`.
fn joint_before(text: &str, at: usize) -> Option<usize> {
    let mut end = skip_blanks_back(text, at).filter(|end| *end < at)?;
    let word = word_before(text, end).filter(|word| AND.contains(&&*fold(&text[word.clone()])));
    let is_and = word.is_some();
    if let Some(word) = word {
        end = skip_blanks_back(text, word.start).filter(|end| *end < word.start)?;
    }
    match char_before(text, end) {
        Some(',' | ';') => skip_blanks_back(text, end - 1),
        _ => is_and.then_some(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers before `103/2024/NĐ-CP`, each behind where it stands.
    fn check(text: &str, expected: &[&str]) {
        let at = text.rfind("103").expect("the last");
        let last = DocumentNumber::parse("103/2024/NĐ-CP").expect("a number");
        let lexicon = Lexicon::empty();
        let series = Series::before(text, &lead(text, at, &lexicon), &lexicon);
        let series = series.filter(|series| series.agrees(&last));
        let found: Vec<String> = series
            .iter()
            .flat_map(|series| &series.earlier)
            .map(|one| format!("{} = {}", &text[one.range()], one.number(text, &last).expect("a number")))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn numbers_share_the_symbol_of_the_last() {
        check(
            "các Nghị định số 101, 102 và 103/2024/NĐ-CP",
            &["Nghị định số 101 = 101/2024/NĐ-CP", "102 = 102/2024/NĐ-CP"],
        );
        check("nghị định 12 hoặc 103", &["nghị định 12 = 12/2024/NĐ-CP"]);
        check("số 99/2023, 102/2024, và 103", &["số 99/2023 = 99/2023/NĐ-CP", "102/2024 = 102/2024/NĐ-CP"]);
        check(
            "Nghị định số 12, số 13 và số 103",
            &["Nghị định số 12 = 12/2024/NĐ-CP", "số 13 = 13/2024/NĐ-CP"],
        );
        check("có 15, số 12 và 103", &["số 12 = 12/2024/NĐ-CP"]);
    }

    #[test]
    fn a_letter_of_the_last_serial_is_not_shared() {
        let last = DocumentNumber::parse("30a/2008/NQ-CP").expect("a number");
        let one = Earlier { start: 0, serial: 0..2, end: 2 };
        assert_eq!(
            one.number("29", &last).map(|number| number.to_string()).as_deref(),
            Some("29/2008/NQ-CP")
        );
    }

    #[test]
    fn others_do_not() {
        check("trong 12 và 103", &[]);
        check("Kết luận số 57 và 103", &[]);
        check("Nghị định số 15/6, 103", &[]);
        check("Nghị định số 12.000 và 103", &[]);
        check("Nghị định số 12 103", &[]);
        check("Nghị định số 12 và Nghị định 103", &[]);
        check("Nghị định số 12,103", &[]);
    }
}

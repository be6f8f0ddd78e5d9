//! Names and aliases, all in one automaton.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::folded::{Folded, fold_phrase, spelling};
use super::lexicon::WORDS;
use super::near::is_capitals;

/// The most letters of a single word in capitals that counts as an acronym, whose letter case is exact.
const LONGEST_ACRONYM: usize = 8;

/// The longest phrase, in bytes, with which all states are worked out beforehand.
const LONGEST_IN_TABLE: usize = 1000;

/// Whose name a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// A document's, by its place in the lexicon.
    Document(usize),
    /// A person's, by the caller's index.
    Person(usize),
    /// An organisation's, by the caller's index.
    Organisation(usize),
    /// A term's, by the caller's index.
    Term(usize),
}

/// A name and who bears it.
#[derive(Debug)]
struct Name {
    owner: Owner,
    /// As [`spelling`] gives it.
    spelling: String,
    /// The same with the other case of its first letter, where a person's name begins with a form of address: *bà Hạnh* for *Bà Hạnh*.
    address: Option<String>,
}

/// All names and aliases of a lexicon.
///
/// One automaton over the folded phrases finds them in one pass, however many there are (Alfred V. Aho and
/// Margaret J. Corasick, *Efficient string matching: an aid to bibliographic search*, Communications of the
/// ACM 18, 1975).
#[derive(Debug, Default)]
pub(super) struct Phrases {
    automaton: Option<AhoCorasick>,
    /// Those who bear the phrase, for each pattern of the automaton.
    names: Vec<Vec<Name>>,
}

/// A phrase found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Where, in the text that was folded.
    pub(super) range: Range<usize>,
    /// Whose, sorted, without repetition, never empty.
    pub(super) owners: Vec<Owner>,
}

impl Phrases {
    /// Prepares names for finding. Names that are empty or blank are left out.
    pub(super) fn new<'a>(all: impl Iterator<Item = (Owner, &'a str)>) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut names: Vec<Vec<Name>> = Vec::new();
        for (owner, name) in all {
            let spelling = spelling(name);
            let folded = fold_phrase(&spelling);
            if folded.is_empty() {
                continue;
            }
            let place = *places.entry(folded).or_insert_with_key(|folded| {
                patterns.push(folded.clone());
                names.push(Vec::new());
                names.len() - 1
            });
            let address = matches!(owner, Owner::Person(_)).then(|| other_address(&spelling)).flatten();
            names[place].push(Name { owner, spelling, address });
        }
        if patterns.is_empty() {
            return Self::default();
        }
        // For few patterns the fastest kind is taken, whose making takes the square of the longest one's length.
        let is_long = patterns.iter().any(|pattern| pattern.len() > LONGEST_IN_TABLE);
        let automaton = AhoCorasick::builder()
            .kind(is_long.then_some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns)
            .expect("names are far fewer than the automaton has states for");
        Self { automaton: Some(automaton), names }
    }

    /// Every phrase in a text (in NFC), at word boundaries and in an allowed letter case; overlapping ones
    /// too. Sorted by start, longer ones first.
    pub(super) fn find(&self, text: &str) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = Folded::new(text);
        let mut hits: Vec<Hit> = Vec::new();
        for found in automaton.find_overlapping_iter(folded.as_str()) {
            let Some(range) = folded.to_original(found.range()).filter(|range| is_whole(text, range)) else {
                continue;
            };
            let written = spelling(&text[range.clone()]);
            let names = self.names[found.pattern().as_usize()].iter();
            let mut owners: Vec<Owner> =
                names.filter(|name| name.allows(&written)).map(|name| name.owner).collect();
            owners.sort_unstable();
            owners.dedup();
            if !owners.is_empty() {
                hits.push(Hit { range, owners });
            }
        }
        hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
        hits
    }
}

/// A name that begins with a form of address, as it stands within a sentence if it was given as at the beginning of one, and the other way
/// round; none of a name that does not.
fn other_address(spelling: &str) -> Option<String> {
    let mut spaces = spelling.match_indices(' ').map(|(at, _)| at);
    let is_address =
        |end: Option<usize>| end.is_some_and(|end| WORDS.is_address(&fold_phrase(&spelling[..end])));
    let one = spaces.next();
    let two = spaces.next();
    let first = spelling.chars().next().filter(|_| is_address(one) || is_address(two))?;
    let rest = &spelling[first.len_utf8()..];
    Some(if first.is_uppercase() {
        first.to_lowercase().chain(rest.chars()).collect()
    } else {
        first.to_uppercase().chain(rest.chars()).collect()
    })
}

/// Whether a phrase that begins or ends in figures does not stand within a longer number: `Res. 7` in `Res. 7/2023`, `C-411/17` in
/// `C-411/17-A`.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let (before, phrase, behind) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let is_digit = |c: char| c.is_ascii_digit();
    let is_tie = |c: char| matches!(c, '-' | '\u{2011}' | '/');
    let goes_on = behind.strip_prefix(is_tie).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        || behind.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(is_digit));
    let goes_back = before.strip_suffix(is_tie).is_some_and(|rest| rest.ends_with(char::is_alphanumeric))
        || before.strip_suffix(['.', ',']).is_some_and(|rest| rest.ends_with(is_digit));
    !(phrase.ends_with(is_digit) && goes_on || phrase.starts_with(is_digit) && goes_back)
}

impl Name {
    /// Whether a text that is equal but for letter case writes this name.
    ///
    /// People: in exactly this case, but for the first letter of a form of address, or in capitals throughout. Documents and organisations: in any, but the
    /// first letter is a capital where the name's is, and an acronym (*LHQ*) is exact.
    fn allows(&self, written: &str) -> bool {
        if written == self.spelling {
            return true;
        }
        if let Owner::Person(_) = self.owner {
            return is_capitals(written) || self.address.as_deref() == Some(written);
        }
        let starts_upper = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        let is_acronym = is_capitals(&self.spelling)
            && !self.spelling.contains(' ')
            && self.spelling.chars().count() <= LONGEST_ACRONYM;
        !is_acronym && (starts_upper(written) || !starts_upper(&self.spelling))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn check(text: &str, expected: &[&str]) {
        let names = [
            (Owner::Person(0), "Nguyễn Văn Thuỷ"),
            (Owner::Person(1), "Văn Thủy Anh"),
            (Owner::Organisation(0), "Ban Tuyên giáo Trung ương"),
            (Owner::Organisation(1), "LHQ"),
            (Owner::Document(0), "Nghị quyết Đại hội XIII"),
            (Owner::Document(1), "quyết định của Ban Bí thư"),
            (Owner::Person(2), " "),
        ];
        let phrases = Phrases::new(names.into_iter());
        let found: Vec<String> = phrases
            .find(text)
            .iter()
            .map(|hit| format!("{:?} {}", hit.owners, &text[hit.range.clone()]))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn people_are_exact_or_in_capitals() {
        check("ông Nguyễn Văn Thủy.", &["[Person(0)] Nguyễn Văn Thủy"]);
        check("NGUYỄN  VĂN\nTHUỶ", &["[Person(0)] NGUYỄN  VĂN\nTHUỶ"]);
        check("Nguyễn văn Thủy, nguyễn văn thủy, Nguyễn Văn Thủyx, Nguyễn Văn\n\nThủy", &[]);
    }

    #[test]
    fn a_form_of_address_is_written_as_its_place_asks() {
        let names = [(Owner::Person(0), "Bà Hạnh"), (Owner::Person(1), "đồng chí Ba")];
        let phrases = Phrases::new(names.into_iter());
        let found = |text: &str| phrases.find(text).len();
        assert_eq!(found("Bà Hạnh và bà Hạnh, Đồng chí Ba và đồng chí Ba, BÀ HẠNH"), 5);
        assert_eq!(found("bà hạnh, Đồng Chí Ba, đồng chí ba"), 0);
        let named = Phrases::new([(Owner::Person(0), "Hà An"), (Owner::Person(1), "Bà")].into_iter());
        assert_eq!(named.find("hà An, bà"), []);
    }

    #[test]
    fn others_begin_with_a_capital_if_the_name_does() {
        check("Ban tuyên giáo trung ương", &["[Organisation(0)] Ban tuyên giáo trung ương"]);
        check("ban Tuyên giáo Trung ương", &[]);
        check("Quyết định của ban bí thư", &["[Document(1)] Quyết định của ban bí thư"]);
        check("nghị quyết đại hội XIII", &[]);
        check("NGHỊ QUYẾT ĐẠI HỘI XIII", &["[Document(0)] NGHỊ QUYẾT ĐẠI HỘI XIII"]);
        check("LHQ lhq Lhq", &["[Organisation(1)] LHQ"]);
    }

    #[test]
    fn overlapping_names_are_all_found() {
        check("Nguyễn Văn Thủy Anh", &["[Person(0)] Nguyễn Văn Thủy", "[Person(1)] Văn Thủy Anh"]);
    }

    #[test]
    fn figures_do_not_go_on() {
        let phrases =
            Phrases::new([(Owner::Document(0), "Res. 7/2023"), (Owner::Document(1), "95/46/EC")].into_iter());
        let check = |text: &str, found: bool| assert_eq!(!phrases.find(text).is_empty(), found, "{text}");
        for text in [
            "Res. 7/2023.",
            "Res. 7/2023, 8 and",
            "(Res. 7/2023)",
            "Res. 7/2023 - a",
            "Directive 95/46/EC-wide",
        ] {
            check(text, true);
        }
        for text in ["Res. 7/2023-A", "Res. 7/2023/EU", "Res. 7/2023.5", "a1/95/46/EC", "1.95/46/EC"] {
            check(text, false);
        }
    }

    #[test]
    fn nothing_is_found_with_nothing() {
        assert_eq!(Phrases::default().find("Nguyễn"), []);
        assert_eq!(Phrases::new([(Owner::Person(0), "\u{a0}")].into_iter()).find("Nguyễn\u{a0}"), []);
    }

    #[test]
    fn names_may_be_decomposed() {
        let name: String = "Nguyễn Văn Thuỷ".nfd().collect();
        let phrases = Phrases::new([(Owner::Person(0), name.as_str())].into_iter());
        assert_eq!(phrases.find("Nguyễn Văn Thủy").len(), 1);
    }
}

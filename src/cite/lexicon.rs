//! What the registry knows, prepared for scanning.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::model::DocumentNumber;

use super::Target;
use super::folded::fold_phrase;
use super::issuer::Issuer;
use super::phrases::{Hit, Owner, Phrases};
use super::tables::{
    ADDRESSES, ASIDES, BODIES, BODY_WORDS, BRANCHES, COUNTED, COUNTRIES, DOSES, FAMILY_NAMES, GIVEN_NAMES,
    LAWS, NAMESAKES, NOT_GIVEN, NOT_PLACES, NOT_TYPES, OF_DOCUMENT, OF_EVENT, OFFICES, PARTS_OF_BODIES,
    PLACE_WORDS, PLANS, STEMS, TERMS, TYPES,
};

/// A document that texts may mention.
#[derive(Clone, Debug)]
pub struct LexiconDocument<'a> {
    /// The caller's index, given back in [`Target`].
    pub index: usize,
    /// Its type word: `Kết luận`.
    pub kind: &'a str,
    /// Its number, if it has one.
    pub number: Option<&'a DocumentNumber>,
    /// Other things it is called. One that is a number is another number of the document.
    pub aliases: Vec<&'a str>,
    /// When it was issued, if known.
    pub issued: Option<Date>,
}

/// A person or an organisation that texts may name, or a term that they may use.
#[derive(Clone, Debug)]
pub struct LexiconName<'a> {
    /// The caller's index, given back in [`NameMention`](super::NameMention).
    pub index: usize,
    /// All names, in any order.
    pub names: Vec<&'a str>,
}

/// What the registry knows, prepared for scanning. Built once per build, shared between threads.
///
/// Takes memory and time in proportion to the names given; tens of thousands are no burden.
#[derive(Debug, Default)]
pub struct Lexicon {
    documents: Vec<Document>,
    /// Documents by the key of their numbers.
    by_number: HashMap<String, Vec<usize>>,
    /// Documents by their serial without leading zeros.
    by_serial: HashMap<String, Vec<usize>>,
    /// Types that the table does not have: folded, and as the registry writes them.
    kinds: HashMap<String, String>,
    phrases: Phrases,
}

/// What we keep of a document; places in the lexicon's list are those of the list given.
#[derive(Debug)]
struct Document {
    index: usize,
    kind: String,
    issuer: Option<Issuer>,
    year: Option<i16>,
    issued: Option<Date>,
}

/// What is written right behind a mention and tells documents of one number apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// A full date: `Kết luận 57, ngày 15/6/2023`.
    pub(super) date: Option<Date>,
    /// A year: `Kết luận 57 năm 2023`.
    pub(super) year: Option<i16>,
    /// Who issued it: `Kết luận 57 của Bộ Chính trị`.
    pub(super) issuer: Option<Issuer>,
}

impl Beside {
    /// The same without its date and year.
    pub(super) fn undated(self) -> Self {
        Self { date: None, year: None, ..self }
    }
}

impl Lexicon {
    /// Prepares documents, people, organisations and terms for scanning.
    ///
    /// Indices are the caller's own and come back in what is found. Names and aliases that are blank count
    /// for nothing.
    pub fn new(
        documents: &[LexiconDocument<'_>],
        people: &[LexiconName<'_>],
        organisations: &[LexiconName<'_>],
        terms: &[LexiconName<'_>],
    ) -> Self {
        let mut lexicon = Self::default();
        for (place, document) in documents.iter().enumerate() {
            let kind = fold_phrase(document.kind);
            if !kind.is_empty() && !WORDS.kinds.contains_key(&kind) {
                lexicon.kinds.entry(kind.clone()).or_insert_with(|| document.kind.trim().to_owned());
            }
            let others = document.aliases.iter().filter_map(|alias| DocumentNumber::parse(alias));
            let numbers: Vec<DocumentNumber> = document.number.cloned().into_iter().chain(others).collect();
            for number in &numbers {
                add(&mut lexicon.by_number, number.key().to_owned(), place);
                add(&mut lexicon.by_serial, serial_key(number.serial()), place);
            }
            let year = document.number.and_then(DocumentNumber::year).and_then(|year| year.parse().ok());
            let issuer = document.number.and_then(Issuer::of_number);
            let issued = document.issued;
            lexicon.documents.push(Document { index: document.index, kind, issuer, year, issued });
        }
        // A number that several bear is told apart as numbers are, not taken for the one whose alias it is.
        let is_of_several = |alias: &str| {
            let number = DocumentNumber::parse(alias);
            number
                .and_then(|number| lexicon.by_number.get(number.key()))
                .is_some_and(|places| places.len() > 1)
        };
        let aliases: Vec<(Owner, &str)> = documents
            .iter()
            .enumerate()
            .flat_map(|(place, document)| {
                document.aliases.iter().map(move |alias| (Owner::Document(place), *alias))
            })
            .filter(|(_, alias)| !is_of_several(alias))
            .collect();
        let people =
            people.iter().flat_map(|one| one.names.iter().map(|name| (Owner::Person(one.index), *name)));
        let organisations = organisations
            .iter()
            .flat_map(|one| one.names.iter().map(|name| (Owner::Organisation(one.index), *name)));
        let terms = terms.iter().flat_map(|one| one.names.iter().map(|name| (Owner::Term(one.index), *name)));
        lexicon.phrases = Phrases::new(aliases.into_iter().chain(people).chain(organisations).chain(terms));
        lexicon
    }

    /// A lexicon that knows nothing: numbers and dates are found all the same.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Names and aliases in a text (in NFC): see [`Phrases::find`].
    pub(super) fn phrases_in(&self, text: &str) -> Vec<Hit> {
        self.phrases.find(text)
    }

    /// The type that a folded type word or, exactly written, its abbreviation stands for, in its usual letter
    /// case.
    pub(super) fn kind(&self, folded: &str) -> Option<&str> {
        WORDS.kinds.get(folded).copied().or_else(|| self.kinds.get(folded).map(String::as_str))
    }

    /// The document that a number means, with what stands beside it; `kind` is a type word before the number.
    pub(super) fn numbered(&self, number: &DocumentNumber, kind: Option<&str>, beside: Beside) -> Target {
        let Some(all) = self.by_number.get(number.key()) else { return Target::Unknown };
        let kind = kind.map(fold_phrase);
        let of_kind = self.keep(all, |document| kind.as_ref() == Some(&document.kind));
        let all = if of_kind.is_empty() { all.clone() } else { of_kind };
        match self.narrow(&all, beside)[..] {
            [one] => Target::Known(self.documents[one].index),
            [] => Target::OtherDate(self.indices(&all)),
            ref several => Target::Ambiguous(self.indices(several)),
        }
    }

    /// The only document with this type and serial (and year, if its number has one), or `None`.
    pub(super) fn short(&self, kind: &str, serial: &str, year: Option<i16>, beside: Beside) -> Option<usize> {
        let kind = fold_phrase(kind);
        let all = self.by_serial.get(&serial_key(serial))?;
        let all =
            self.keep(all, |document| document.kind == kind && (year.is_none() || document.year == year));
        self.only(&all, beside)
    }

    /// The only one of the documents at these places that what stands beside allows, or `None`.
    pub(super) fn only(&self, places: &[usize], beside: Beside) -> Option<usize> {
        let denies = |document: &Document| {
            beside.issuer.is_some() && document.issuer.is_some() && document.issuer != beside.issuer
        };
        match self.narrow(&self.keep(places, |document| !denies(document)), beside)[..] {
            [one] => Some(self.documents[one].index),
            _ => None,
        }
    }

    /// Whether any document has this serial.
    pub(super) fn has_serial(&self, serial: &str) -> bool {
        !self.by_serial.is_empty() && self.by_serial.contains_key(&serial_key(serial))
    }

    /// Those whose date or year is the one beside; else those of which neither is known. All, if nothing
    /// stands beside.
    fn narrow(&self, places: &[usize], beside: Beside) -> Vec<usize> {
        let (known, unknown): (Vec<usize>, Vec<usize>) = match beside {
            Beside { date: Some(date), .. } => (
                self.keep(places, |document| document.issued == Some(date)),
                self.keep(places, |document| {
                    document.issued.is_none() && document.year.is_none_or(|year| year == date.year())
                }),
            ),
            Beside { year: Some(year), .. } => {
                let year_of = |document: &Document| document.issued.map(Date::year).or(document.year);
                (
                    self.keep(places, |document| year_of(document) == Some(year)),
                    self.keep(places, |document| year_of(document).is_none()),
                )
            }
            Beside { .. } => return places.to_vec(),
        };
        if known.is_empty() { unknown } else { known }
    }

    fn keep(&self, places: &[usize], wanted: impl Fn(&Document) -> bool) -> Vec<usize> {
        places.iter().copied().filter(|place| wanted(&self.documents[*place])).collect()
    }

    fn indices(&self, places: &[usize]) -> Vec<usize> {
        places.iter().map(|place| self.documents[*place].index).collect()
    }
}

/// The tables, ready for looking up.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

/// The tables of words, folded. Abbreviations are in lower case.
pub(super) struct Words {
    /// Type words and, in capitals as they are written, their abbreviations; with the type in its usual
    /// letter case.
    kinds: HashMap<String, &'static str>,
    types: HashSet<String>,
    bodies: HashSet<String>,
    not_types: HashSet<String>,
    counted: HashSet<String>,
    doses: HashSet<String>,
    places: HashSet<String>,
    not_places: HashSet<String>,
    family_names: HashSet<String>,
    offices: HashSet<String>,
    parts_of_bodies: HashSet<String>,
    countries: HashSet<String>,
    body_words: HashSet<String>,
    namesakes: HashSet<String>,
    asides: HashSet<String>,
    plans: HashSet<String>,
    terms: HashSet<String>,
    laws: HashSet<String>,
    of_document: HashSet<String>,
    of_event: HashSet<String>,
    stems: HashSet<String>,
    branches: HashSet<String>,
    addresses: HashSet<String>,
    given_names: HashSet<String>,
    not_given: HashSet<String>,
}

impl Words {
    fn new() -> Self {
        let mut kinds = HashMap::new();
        for (kind, abbreviations) in TYPES {
            kinds.insert(fold_phrase(kind), *kind);
            for abbreviation in *abbreviations {
                // Of types that share one, the first; the word before a number is seldom one of these.
                kinds.entry((*abbreviation).to_owned()).or_insert(*kind);
            }
        }
        let set = |words: &str, separator| words.split(separator).map(fold_phrase).collect();
        Self {
            kinds,
            types: TYPES.iter().flat_map(|(_, short)| *short).map(|short| fold_phrase(short)).collect(),
            bodies: set(BODIES, ' '),
            not_types: set(NOT_TYPES, ' '),
            counted: set(COUNTED, ','),
            doses: set(DOSES, ','),
            places: set(PLACE_WORDS, ','),
            not_places: set(NOT_PLACES, ','),
            offices: set(OFFICES, ','),
            parts_of_bodies: set(PARTS_OF_BODIES, ','),
            countries: set(COUNTRIES, ','),
            family_names: set(FAMILY_NAMES, ' '),
            body_words: set(BODY_WORDS, ' '),
            namesakes: set(NAMESAKES, ','),
            asides: set(ASIDES, ','),
            plans: set(PLANS, ','),
            terms: set(TERMS, ','),
            laws: set(LAWS, ','),
            of_document: set(OF_DOCUMENT, ','),
            of_event: set(OF_EVENT, ','),
            stems: set(STEMS, ' '),
            branches: set(BRANCHES, ' '),
            addresses: set(ADDRESSES, ','),
            given_names: set(GIVEN_NAMES, ' '),
            not_given: set(NOT_GIVEN, ','),
        }
    }

    /// Whether capitals, as written, are an abbreviation of this type.
    pub(super) fn abbreviates(&self, written: &str, kind: &str) -> bool {
        TYPES.iter().any(|(name, abbreviations)| *name == kind && abbreviations.contains(&written))
    }

    /// Whether a part of a symbol, folded, is the abbreviation of a type.
    pub(super) fn is_type(&self, folded: &str) -> bool {
        self.types.contains(folded)
    }

    /// Whether a part of a symbol, folded and without trailing digits, is the abbreviation of a body.
    pub(super) fn is_body(&self, folded: &str) -> bool {
        self.bodies.contains(folded)
    }

    /// Whether capitals, folded, never are the type of a document.
    pub(super) fn is_not_type(&self, folded: &str) -> bool {
        self.not_types.contains(folded)
    }

    /// Whether a word or two, folded, are something that one counts.
    pub(super) fn is_counted(&self, folded: &str) -> bool {
        self.counted.contains(folded)
    }

    /// Whether a word, folded, is something of which one takes a part.
    pub(super) fn is_dose(&self, folded: &str) -> bool {
        self.doses.contains(folded)
    }

    /// Whether a word, folded, is a family name.
    pub(super) fn is_family_name(&self, folded: &str) -> bool {
        self.family_names.contains(folded)
    }

    /// Whether a word or two, folded, make the person's name behind them the name of a place.
    pub(super) fn is_place(&self, folded: &str) -> bool {
        self.places.contains(folded)
    }

    /// Whether two words, folded, are no place though the second alone would be one.
    pub(super) fn is_not_place(&self, folded: &str) -> bool {
        self.not_places.contains(folded)
    }

    /// Whether a word or two, folded, make the body's name behind them that of another, a part of it.
    pub(super) fn is_part_of_body(&self, folded: &str) -> bool {
        self.parts_of_bodies.contains(folded)
    }

    /// Whether words, folded, are the name of another country.
    pub(super) fn is_country(&self, folded: &str) -> bool {
        self.countries.contains(folded)
    }

    /// Whether a word or two, folded, are the end of an office.
    pub(super) fn is_office(&self, folded: &str) -> bool {
        self.offices.contains(folded)
    }

    /// Whether a word, folded, may stand in small letters in the name of a body.
    pub(super) fn is_body_word(&self, folded: &str) -> bool {
        self.body_words.contains(folded)
    }

    /// Whether a person's name, folded, is that of many places.
    pub(super) fn is_namesake(&self, folded: &str) -> bool {
        self.namesakes.contains(folded)
    }

    /// Whether a word or two, folded, say that the year behind them is not that of the sentence's day.
    pub(super) fn is_aside(&self, folded: &str) -> bool {
        self.asides.contains(folded)
    }

    /// Whether two words, folded, are a plan.
    pub(super) fn is_plan(&self, folded: &str) -> bool {
        self.plans.contains(folded)
    }

    /// Whether a word or two, folded, tell from when something holds, or by when it is to be done.
    pub(super) fn is_term(&self, folded: &str) -> bool {
        self.terms.contains(folded)
    }

    /// Whether a word or two, folded, are a document that its year may tell from others.
    pub(super) fn is_law(&self, folded: &str) -> bool {
        self.laws.contains(folded)
    }

    /// Whether a word or two, folded, behind a document's date tell more of the document: one of those words, or
    /// another type.
    pub(super) fn is_of_document(&self, folded: &str) -> bool {
        self.of_document.contains(folded) || self.kinds.contains_key(folded)
    }

    /// Whether a word or two, folded, behind a date say that it is that of an event.
    pub(super) fn is_of_event(&self, folded: &str) -> bool {
        self.of_event.contains(folded)
    }

    /// Whether a word or two, folded, are a form of address.
    pub(super) fn is_address(&self, folded: &str) -> bool {
        self.addresses.contains(folded)
    }

    /// Whether a word, folded, ends personal names.
    pub(super) fn is_given_name(&self, folded: &str) -> bool {
        self.given_names.contains(folded)
    }

    /// Whether two words, folded, are no part of a name though the first alone might be.
    pub(super) fn is_not_given(&self, folded: &str) -> bool {
        self.not_given.contains(folded)
    }

    /// Whether two words, folded, name a lunar year.
    pub(super) fn is_lunar_year(&self, stem: &str, branch: &str) -> bool {
        self.stems.contains(stem) && self.branches.contains(branch)
    }
}

/// A serial without what does not count: leading zeros, and the case of its letter.
fn serial_key(serial: &str) -> String {
    serial.trim_start_matches('0').to_lowercase()
}

fn add(map: &mut HashMap<String, Vec<usize>>, key: String, place: usize) {
    let places = map.entry(key).or_default();
    if places.last() != Some(&place) {
        places.push(place);
    }
}

//! What can be known of one article from its text and the vocabulary alone, as a line of JSON: made by
//! `khue annotate`, on any machine, and taken over by a build in place of its own work.
//!
//! Nothing here knows of other articles, of pages or of the disk. All offsets are half-open byte offsets into the seed's
//! file, a byte-order mark included.

mod findings;
mod given;

pub use findings::{Names, found};
pub use given::{Given, Told, Used};

use crate::cite::Findings;
use crate::model::site::{Omitted, Passage};
use crate::parse::metadata::OmitKind;
use crate::text::parallels::Syllables;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use xxhash_rust::xxh3::xxh3_64;

/// The version of the lines' form.
pub const FORMAT: u32 = 1;

/// The version of the program, as lines name it: other versions may find other things.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Half-open byte offsets into the seed: the first byte, and the one behind the last.
pub type Span = (usize, usize);

/// The facts of one article: a line of `khue annotate`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
#[schemars(title = "one line of `khue annotate --format ndjson`")]
pub struct Facts {
    /// The version of this form.
    pub format: u32,
    /// The version of the program that found these facts.
    pub program: String,
    /// The SHA-256 of the vocabulary: of the portal's documents, people, organisations and terms, with all their names.
    pub vocabulary: String,
    /// The `id` of the line that asked, or the seed's path below `seeds/`; the name of a seed's file from elsewhere.
    pub id: String,
    /// The SHA-256 of the seed, in lower-case hexadecimal.
    pub sha256: String,
    /// The day from which years are inferred (`2023-10-12`), if one is known.
    pub written: Option<String>,
    /// The article's passages, in order.
    pub passages: Vec<Part>,
    /// The lines that are not the article, in order.
    pub omitted: Vec<Left>,
    /// Documents, in order, by whatever they are called.
    pub mentions: Vec<Document>,
    /// Dates, in order.
    pub dates: Vec<Day>,
    /// People, in order.
    pub people: Vec<Name>,
    /// Organisations, in order.
    pub organisations: Vec<Name>,
    /// Terms, in order.
    pub terms: Vec<Name>,
    /// What finds passages that articles share.
    pub shingles: Shingles,
    /// XXH3-64 of all that stands above, by which a damaged line is known; 16 hexadecimal digits.
    pub check: String,
}

/// A passage: a paragraph with the headings above it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
pub struct Part {
    /// Where it stands, headings included.
    pub range: Span,
    /// Where the words below the headings stand.
    pub body: Span,
    /// Where the headings stand.
    pub headings: Vec<Span>,
    /// First and last line of the seed, from 1, both included.
    pub lines: Span,
}

/// Lines that are not the article.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
pub struct Left {
    /// First and last line of the seed, from 1, both included.
    pub lines: Span,
    /// What they are.
    pub kind: OmitKind,
}

/// A place where a document is mentioned.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
pub struct Document {
    /// Where it stands.
    pub range: Span,
    /// How the document is called.
    pub form: Form,
    /// The number, if one is written in full.
    pub number: Option<String>,
    /// The type word before the number, in its usual letter case.
    pub kind: Option<String>,
    /// The date written right behind.
    pub date: Option<String>,
    /// Which of the portal's documents it is.
    pub target: Target,
    /// The IDs of the documents that `target` speaks of.
    pub documents: Vec<String>,
}

/// How a document is called.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// By its number.
    Numbered,
    /// By type and serial.
    Short,
    /// By one of its aliases.
    Alias,
}

/// Which document a mention means.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The one in `documents`.
    Known,
    /// None that the portal describes.
    Unknown,
    /// One of `documents`, and nothing tells which.
    Ambiguous,
    /// `documents` have the number, but another date.
    OtherDate,
}

/// A place where a day or a month is named.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
pub struct Day {
    /// Where it stands.
    pub range: Span,
    /// `2023-10-11`, `2023-09-25T11:00`, `2023-07`; `--10-11` where no year could be found.
    pub iso: String,
    /// Whether the year is not written with the date.
    pub inferred: bool,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// The weekday that is written, and the date's own, from 1 for Monday; only for a wrong weekday.
    pub weekdays: Option<(i8, i8)>,
}

/// What can be wrong with a date.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// The calendar has no such day.
    NoSuchDay,
    /// The weekday is not that of the date.
    WrongWeekday,
    /// The year is neither written nor could it be inferred.
    NoYear,
}

/// A place where a person, an organisation or a term is named.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
pub struct Name {
    /// Where it stands.
    pub range: Span,
    /// Which one.
    pub id: String,
}

/// The syllables of an article as hashes, equal for syllables that differ in letter case and tone placement alone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
pub struct Shingles {
    /// The first syllable of each passage, from 0; and the number of syllables.
    pub starts: Vec<u32>,
    /// XXH3-64 of each folded syllable: 16 hexadecimal digits each, without anything between.
    pub forms: String,
}

impl Facts {
    /// What was found in the passages of one seed; `findings` has an item for each passage, in offsets of the passage.
    pub fn new(
        (id, sha256, written): (&str, &str, Option<String>),
        passages: &[Passage],
        omitted: &[Omitted],
        findings: &[Findings],
        syllables: &Syllables,
        names: &Names,
    ) -> Self {
        let mut facts = Self {
            format: FORMAT,
            program: PROGRAM.to_owned(),
            vocabulary: names.hash.clone(),
            id: id.to_owned(),
            sha256: sha256.to_owned(),
            written,
            passages: passages.iter().map(Part::from).collect(),
            omitted: omitted.iter().map(|left| Left { lines: left.lines, kind: left.kind }).collect(),
            mentions: Vec::new(),
            dates: Vec::new(),
            people: Vec::new(),
            organisations: Vec::new(),
            terms: Vec::new(),
            shingles: Shingles::from(syllables),
            check: String::new(),
        };
        for (passage, findings) in passages.iter().zip(findings) {
            facts.add(passage.range.start, findings, names);
        }
        facts.seal();
        facts
    }

    /// Makes `check` what it must be.
    pub fn seal(&mut self) {
        self.check.clear();
        self.check = self.checked();
    }

    /// What `check` must be where it is empty now.
    fn checked(&self) -> String {
        let bytes = serde_json::to_vec(self).expect("facts can be written");
        format!("{:016x}", xxh3_64(&bytes))
    }
}

impl From<&Passage> for Part {
    fn from(passage: &Passage) -> Self {
        let span = |range: &std::ops::Range<usize>| (range.start, range.end);
        Self {
            range: span(&passage.range),
            body: span(&passage.body),
            headings: passage.headings.iter().map(span).collect(),
            lines: passage.lines,
        }
    }
}

impl From<&Syllables> for Shingles {
    fn from(syllables: &Syllables) -> Self {
        let mut forms = String::with_capacity(syllables.len() * 16);
        for form in syllables.forms() {
            write!(forms, "{form:016x}").expect("writing to a string");
        }
        Self { starts: syllables.passages().starts().to_vec(), forms }
    }
}

impl Shingles {
    /// The hashes; none where they are not written as they should be.
    fn decode(&self) -> Option<Vec<u64>> {
        let digits = self.forms.as_bytes();
        if !digits.len().is_multiple_of(16) || !digits.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        {
            return None;
        }
        let form = |at: usize| u64::from_str_radix(&self.forms[at..at + 16], 16).ok();
        (0..digits.len()).step_by(16).map(form).collect()
    }
}

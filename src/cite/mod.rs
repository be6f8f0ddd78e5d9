//! What a text mentions: documents by number, short form or alias, dates, people, organisations and terms.
//!
//! Pure: a text and a [`Lexicon`] go in, [`Findings`] come out. Nothing here knows of articles, passages or
//! pages, and nothing decides what a mention is worth: that is `resolve`'s work. Each family of mentions is a
//! file with one function, listed in `SCANNERS`; what all of them need to know of the text is in
//! `source::Source`.

pub mod address;
mod count;
mod dates;
mod draft;
mod folded;
mod issuer;
mod lexicon;
mod names;
mod near;
mod numbered;
mod phrases;
mod series;
mod settle;
mod short;
mod source;
mod symbol;
mod tables;
mod terms;

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use crate::model::DocumentNumber;

use draft::Draft;
use source::Source;

pub use dates::is_span;
pub use lexicon::{Lexicon, LexiconDocument, LexiconName};

/// A family of mentions: adds what it finds to the draft. Offsets are those of the source's composed text.
type Scanner = fn(&Source<'_>, &Lexicon, &mut Draft);

/// The families, in this order: documents look for dates behind them and are settled where they overlap; names
/// keep out of documents, and terms out of both.
const SCANNERS: [Scanner; 7] = [
    dates::scan,
    numbered::scan,
    short::scan,
    short::scan_aliases,
    settle::documents,
    names::scan,
    terms::scan,
];

/// Everything that one text mentions.
///
/// Each list is sorted by start, and no two entries of one list overlap. Entries of different lists may: an
/// organisation's name may hold a document's (*Ban Chỉ đạo Nghị quyết 35*), though never the other way round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Documents, by whatever they are called.
    pub mentions: Vec<Mention>,
    /// Days and months, with or without a year.
    pub dates: Vec<DateMention>,
    /// People of the lexicon.
    pub people: Vec<NameMention>,
    /// Organisations of the lexicon.
    pub organisations: Vec<NameMention>,
    /// Terms of the lexicon; none of them overlaps a document, a person or an organisation.
    pub terms: Vec<NameMention>,
}

/// A place where a text mentions a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Half-open byte offsets into the text as given; the type word and `số` belong to it.
    pub range: Range<usize>,
    /// How the document is called.
    pub form: Form,
    /// The number, if one is written in full; never for a short form or an alias.
    pub number: Option<DocumentNumber>,
    /// The type word before the number, in its usual letter case (`Kết luận`); `None` for an alias.
    pub kind: Option<String>,
    /// Which document it is.
    pub target: Target,
    /// The date written right behind: `57-KL/TW, ngày 15/6/2023`. Only a full date that exists.
    pub date: Option<Date>,
}

/// How a document is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By its number: `Kết luận số 57-KL/TW`.
    Numbered,
    /// By type and serial: `Kết luận 57`.
    Short,
    /// By one of its aliases: `Nghị quyết Đại hội XIII`.
    Alias,
}

/// Which document of the lexicon a mention means; documents are given by the caller's indices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// This one.
    Known(usize),
    /// None in the lexicon has the number.
    Unknown,
    /// Several have the number, and nothing beside it tells which; in the order of the lexicon.
    Ambiguous(Vec<usize>),
    /// These have the number, but the date written beside it is none of theirs; in the order of the lexicon.
    OtherDate(Vec<usize>),
}

/// A place where a text names a day or a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Half-open byte offsets into the text as given.
    pub range: Range<usize>,
    /// `2023-10-11`, `2023-09-25T11:00` or `2023-07`; `--10-11` or `--09-25T11:00` where no year could be
    /// found. A day that does not exist stands as written (`2023-02-31`).
    pub iso: String,
    /// Whether the year is not written with the date.
    pub inferred: bool,
    /// What is wrong with the date.
    pub problem: Option<DateProblem>,
}

/// What can be wrong with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// The calendar has no such day or month.
    NoSuchDay,
    /// The day of the week is not that of the date.
    WrongWeekday {
        /// The day of the week in the text.
        written: Weekday,
        /// The one of the date.
        actual: Weekday,
    },
    /// The year is neither written nor could it be inferred.
    NoYear,
}

/// A place where a text names a person or an organisation, or uses a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMention {
    /// Half-open byte offsets into the text as given.
    pub range: Range<usize>,
    /// Which one: the caller's index.
    pub index: usize,
}

/// Finds what `text` mentions.
///
/// Takes any text, in any normalization form; an empty one gives empty lists. `written` is the day on which
/// the text was written or published, for dates without a year. Never panics; linear in the text's length.
pub fn scan(text: &str, lexicon: &Lexicon, written: Option<Date>) -> Findings {
    let source = Source::new(text);
    let mut draft = Draft { hits: lexicon.phrases_in(source.text()), ..Draft::default() };
    for scanner in SCANNERS {
        scanner(&source, lexicon, &mut draft);
    }
    settle::findings(&source, draft, written)
}

#[cfg(test)]
mod tests;

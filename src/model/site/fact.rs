//! Facts in all their versions, and the words that state them.

use super::{ArticleId, Markdown, OrganisationId, PartOfDay};
use crate::model::When;
use std::ops::Range;

/// A fact, as sources or the portal state it: no version means that nobody states it, one that nobody disagrees.
#[derive(Clone, Debug)]
pub struct Fact<T> {
    /// The versions, in the order of the file.
    pub versions: Vec<Version<T>>,
}

impl<T> Default for Fact<T> {
    fn default() -> Self {
        Self { versions: Vec::new() }
    }
}

/// What can be stated more and less exactly.
pub trait Statement: PartialEq {
    /// Whether this is true wherever `exact` is: it says the same, or less.
    fn allows(&self, exact: &Self) -> bool {
        self == exact
    }
}

impl Statement for String {}
impl Statement for PartOfDay {}
impl<Id: PartialEq> Statement for Agency<Id> {}

/// A month allows each of its days.
impl Statement for When {
    fn allows(&self, exact: &Self) -> bool {
        When::allows(self, exact)
    }
}

/// The one of `values` that all of them allow; none where there is no such value.
pub fn agreed<'a, T: Statement + 'a>(values: impl Iterator<Item = &'a T> + Clone) -> Option<&'a T> {
    let exact = values.clone().reduce(|exact, other| if exact.allows(other) { other } else { exact })?;
    values.clone().all(|value| value.allows(exact)).then_some(exact)
}

impl<T: Statement> Fact<T> {
    /// The version that is shown where there is room for one: the most exact, or where sources differ the first.
    pub fn shown(&self) -> Option<&T> {
        self.agreed().or_else(|| self.versions.first().map(|version| &version.value))
    }

    /// What all versions allow, as exactly as any says it; none where sources differ, or none states anything.
    pub fn agreed(&self) -> Option<&T> {
        agreed(self.versions.iter().map(|version| &version.value))
    }

    /// Whether no version says, as exactly as any, what all others allow.
    pub fn differs(&self) -> bool {
        !self.versions.is_empty() && self.agreed().is_none()
    }
}

/// One version of a fact.
#[derive(Clone, Debug)]
pub struct Version<T> {
    /// The value.
    pub value: T,
    /// Who says so, where; none if the portal states it without naming a source.
    pub evidence: Option<Evidence>,
    /// Of a role: where it is held.
    pub organisation: Option<Agency<OrganisationId>>,
    /// A remark by the portal.
    pub note: Option<Markdown>,
    /// Its position in the list as its author wrote it, from 0: what could not be resolved is no version.
    pub written: usize,
}

/// An article, and the first and last passage of it that are meant, from 0; none where the whole is.
pub type Passages = (ArticleId, Option<(u32, u32)>);

/// A passage that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The article.
    pub article: ArticleId,
    /// The passage of the quotation, from 0; none when the article is named without one.
    pub passage: Option<u32>,
    /// The quoted words.
    pub quote: Option<Quote>,
}

/// Words of an article, found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The article.
    pub article: ArticleId,
    /// The words as the author quoted them.
    pub text: String,
    /// Where they stand: half-open byte offsets into the seed, one for each part between cuts, at least one.
    pub ranges: Vec<Range<usize>>,
    /// The passage in which they begin, from 0.
    pub passage: u32,
    /// The passage in which they end.
    pub last: u32,
}

/// A person or organisation: one that the portal describes, or a name only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agency<Id> {
    /// Described in the portal.
    Known(Id),
    /// A name.
    Name(String),
}

impl Evidence {
    /// Where it stands.
    pub fn passages(&self) -> Passages {
        match &self.quote {
            Some(quote) => quote.passages(),
            None => (self.article, self.passage.map(|passage| (passage, passage))),
        }
    }
}

impl Quote {
    /// Where it stands.
    pub fn passages(&self) -> Passages {
        (self.article, Some((self.passage, self.last)))
    }
}

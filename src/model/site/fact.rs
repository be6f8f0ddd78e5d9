//! Facts in all their versions, and the words that state them.

use super::{ArticleId, Markdown, OrganisationId};
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

impl<T: PartialEq> Fact<T> {
    /// The first version, which pages that show only one use.
    pub fn first(&self) -> Option<&T> {
        self.versions.first().map(|v| &v.value)
    }

    /// The value on which all agree, if any source states one.
    pub fn agreed(&self) -> Option<&T> {
        self.first().filter(|_| !self.differs())
    }

    /// Whether two versions differ.
    pub fn differs(&self) -> bool {
        self.versions.windows(2).any(|pair| pair[0].value != pair[1].value)
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

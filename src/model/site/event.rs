//! Events and the timeline.

use super::{
    Agency, ArticleId, DocumentId, Fact, Markdown, Note, OrganisationId, PersonId, Quote, Thing, TopicId,
    Version,
};
use crate::model::When;
use crate::parse::metadata;

/// A meeting, or anything else dated.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// `meeting` …: the first that is stated.
    pub kind: String,
    /// The kinds that are stated.
    pub kinds: Fact<String>,
    /// Its name.
    pub title: Fact<String>,
    /// A shorter name, for rulers.
    pub label: Option<String>,
    /// When.
    pub date: Fact<When>,
    /// Part of the day.
    pub part_of_day: Fact<PartOfDay>,
    /// Where.
    pub place: Fact<String>,
    /// Who presided.
    pub chair: Fact<Agency<PersonId>>,
    /// Who organised it.
    pub organiser: Fact<Agency<OrganisationId>>,
    /// How it was held.
    pub format: Fact<String>,
    /// Documents it dealt with.
    pub documents: Vec<DocumentId>,
    /// Topics.
    pub topics: Vec<TopicId>,
    /// Who took part.
    pub people: Vec<PersonId>,
    /// What sources say of its documents, topics and people: the field, and which of them, where.
    pub claims: Vec<(&'static str, Version<Thing>)>,
    /// One sentence.
    pub summary: Option<Markdown>,
    /// Words of sources.
    pub quotes: Vec<Quote>,
    /// Notes.
    pub notes: Vec<Note>,
    /// Whether search finds it.
    pub is_searchable: bool,
    /// For themes.
    pub extra: metadata::Extra,
}

impl Event {
    /// The articles that are quoted for it; some more than once.
    pub fn sources(&self) -> impl Iterator<Item = ArticleId> + '_ {
        fn evidence<T>(fact: &Fact<T>) -> impl Iterator<Item = ArticleId> + '_ {
            fact.versions.iter().filter_map(|version| Some(version.evidence.as_ref()?.article))
        }
        let texts = evidence(&self.title).chain(evidence(&self.place)).chain(evidence(&self.format));
        let times = evidence(&self.date).chain(evidence(&self.part_of_day));
        let agencies = evidence(&self.chair).chain(evidence(&self.organiser));
        let quoted = self.quotes.iter().map(|quote| quote.article);
        let listed = self.claims.iter().filter_map(|(_, said)| Some(said.evidence.as_ref()?.article));
        evidence(&self.kinds).chain(texts).chain(times).chain(agencies).chain(listed).chain(quoted)
    }
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PartOfDay {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

/// A dated thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineItem {
    /// When.
    pub when: When,
    /// What.
    pub kind: TimelineKind,
    /// The event, document or article.
    pub thing: Thing,
}

/// What a dated thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimelineKind {
    /// A document was issued.
    Issuance,
    /// An event took place.
    Event,
    /// An article was published.
    Publication,
}

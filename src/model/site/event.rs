//! Events and the timeline.

use super::{
    Agency, ArticleId, DocumentId, Fact, Markdown, Note, OrganisationId, PersonId, Quote, Thing, TopicId,
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
    /// Those of its documents of which the list says who says so.
    pub documents_said: Fact<DocumentId>,
    /// The same of its topics.
    pub topics_said: Fact<TopicId>,
    /// The same of its people.
    pub people_said: Fact<PersonId>,
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
    /// Where articles say what is told of it: the article, and the passage if one is quoted; some more than once.
    pub fn sources(&self) -> impl Iterator<Item = (ArticleId, Option<u32>)> + '_ {
        fn of<T>(fact: &Fact<T>) -> impl Iterator<Item = (ArticleId, Option<u32>)> + '_ {
            let evidence = fact.versions.iter().filter_map(|version| version.evidence.as_ref());
            evidence.map(|evidence| (evidence.article, evidence.passage))
        }
        let quoted = self.quotes.iter().map(|quote| (quote.article, Some(quote.passage)));
        let texts = of(&self.title).chain(of(&self.kinds)).chain(of(&self.place)).chain(of(&self.format));
        let times = of(&self.date).chain(of(&self.part_of_day));
        let agencies = of(&self.chair).chain(of(&self.organiser));
        let lists = of(&self.documents_said).chain(of(&self.topics_said)).chain(of(&self.people_said));
        quoted.chain(texts).chain(times).chain(agencies).chain(lists)
    }
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PartOfDay {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

impl PartOfDay {
    /// All, as they follow one another.
    pub const ALL: [Self; 5] = [Self::Morning, Self::Noon, Self::Afternoon, Self::Evening, Self::Night];

    /// The word by which metadata and data name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Noon => "noon",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
            Self::Night => "night",
        }
    }
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

//! The site: everything in a portal, resolved. Things refer to each other by ids, which are positions in these lists;
//! every list is sorted by the things' names, so that ids compare as names do.

mod agent;
mod article;
mod document;
mod event;
mod fact;
mod ids;
mod portal;
mod reference;
mod topic;

pub use agent::Agent;
pub use article::{Article, DateMention, Mention, Named, Note, Omitted, Passage, Publisher};
pub use document::{Document, Relation};
pub use event::{Event, PartOfDay, TimelineItem, TimelineKind};
pub use fact::{Agency, Evidence, Fact, Quote, Version};
pub use ids::{
    ArticleId, DocumentId, EventId, OrganisationId, PageId, PassageId, PersonId, PublisherId, Thing, TopicId,
};
pub use portal::{Featured, FeaturedQuestion, MenuItem, Portal};
pub use reference::{Backlink, Markdown, Place, Target};
pub use topic::{Gathered, Point, TextPage, Topic};

use std::collections::BTreeMap;

/// A portal, resolved.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// What `portal.yaml` says.
    pub portal: Portal,
    /// Source articles.
    pub articles: Vec<Article>,
    /// Publishers.
    pub publishers: Vec<Publisher>,
    /// Documents.
    pub documents: Vec<Document>,
    /// Events.
    pub events: Vec<Event>,
    /// People.
    pub people: Vec<Agent>,
    /// Organisations.
    pub organisations: Vec<Agent>,
    /// Topics.
    pub topics: Vec<Topic>,
    /// Other pages.
    pub pages: Vec<TextPage>,
    /// What refers to what, seen from the target.
    pub backlinks: BTreeMap<Thing, Vec<Backlink>>,
    /// Dated things, in order.
    pub timeline: Vec<TimelineItem>,
    /// Articles by date, then id; those without a date at the end.
    pub articles_by_date: Vec<ArticleId>,
    /// For each article its position in `articles_by_date`.
    pub place_by_date: Vec<u32>,
    /// For each topic the articles that serve it, by date.
    pub topic_articles: Vec<Vec<ArticleId>>,
    /// For each topic the pages that serve it, by their order, then id.
    pub topic_pages: Vec<Vec<PageId>>,
    /// For each topic the passages that hold one of its terms, in the order of articles.
    pub gathered: Vec<Vec<Gathered>>,
}

impl Site {
    /// Everything that has a page, kinds in the order of [`Thing`].
    pub fn things(&self) -> Vec<Thing> {
        fn ids<T>(list: &[T], thing: fn(u32) -> Thing) -> impl Iterator<Item = Thing> {
            (0..list.len() as u32).map(thing)
        }
        ids(&self.articles, |i| Thing::Article(ArticleId(i)))
            .chain(ids(&self.documents, |i| Thing::Document(DocumentId(i))))
            .chain(ids(&self.events, |i| Thing::Event(EventId(i))))
            .chain(ids(&self.people, |i| Thing::Person(PersonId(i))))
            .chain(ids(&self.organisations, |i| Thing::Organisation(OrganisationId(i))))
            .chain(ids(&self.topics, |i| Thing::Topic(TopicId(i))))
            .chain(ids(&self.pages, |i| Thing::Page(PageId(i))))
            .collect()
    }

    /// The file that describes a thing.
    pub fn file(&self, thing: Thing) -> &str {
        match thing {
            Thing::Article(id) => &self.articles[id.index()].file,
            Thing::Document(id) => &self.documents[id.index()].file,
            Thing::Event(id) => &self.events[id.index()].file,
            Thing::Person(id) => &self.people[id.index()].file,
            Thing::Organisation(id) => &self.organisations[id.index()].file,
            Thing::Topic(id) => &self.topics[id.index()].file,
            Thing::Page(id) => &self.pages[id.index()].file,
        }
    }

    /// The id of a thing: its file's stem.
    pub fn id(&self, thing: Thing) -> &str {
        match thing {
            Thing::Article(id) => &self.articles[id.index()].id,
            Thing::Document(id) => &self.documents[id.index()].id,
            Thing::Event(id) => &self.events[id.index()].id,
            Thing::Person(id) => &self.people[id.index()].id,
            Thing::Organisation(id) => &self.organisations[id.index()].id,
            Thing::Topic(id) => &self.topics[id.index()].id,
            Thing::Page(id) => &self.pages[id.index()].id,
        }
    }
}

//! The site: everything in a portal, resolved. Things refer to each other by ids, which are positions in these lists;
//! every list is sorted by the things' names, so that ids compare as names do.

mod agent;
mod article;
mod connections;
mod document;
mod event;
mod fact;
mod ids;
mod passage;
mod portal;
mod question;
mod redirect;
mod reference;
mod shared;
mod static_files;
mod term;
mod topic;

pub use agent::Agent;
pub use article::{
    Article, ArticleSentences, Cleaned, DateMention, Mention, Named, Note, Omitted, ParallelRemark, Passage,
    Publisher,
};
pub use connections::{Connections, Lists};
pub use document::{Document, Relation};
pub use event::{Event, PartOfDay, TimelineItem, TimelineKind};
pub use fact::{Agency, Evidence, Fact, Passages, Quote, Statement, Version, agreed};
pub use ids::{
    ArticleId, DocumentId, EventId, OrganisationId, PageId, PassageId, PersonId, PublisherId, TermId, Thing,
    ThingId, TopicId,
};
pub use passage::{passage_anchor, passage_number};
pub use portal::{Featured, FeaturedQuestion, MenuItem, Portal};
pub use question::{Question, RightAnswer};
pub use redirect::Redirect;
pub use reference::{Backlink, Markdown, Place, Reference, ReferenceForm, Target, Wording};
pub use shared::{Formulas, Shared};
pub use static_files::{FOLDER as STATIC_FOLDER, PictureSize, StaticFiles, below_static, is_shown_as_it_is};
pub use term::{FILE as TERMS_FILE, Term};
pub use topic::{Gathered, Point, TextPage, Topic};

use crate::model::When;
use crate::text::collate;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Index;
use std::sync::{Arc, OnceLock};

/// A portal, resolved.
///
/// What a site shares with the one that was made before an edit is shared as it is: things stand behind [`Arc`], so that
/// a new site costs what has changed in it.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// What `portal.yaml` says.
    pub portal: Portal,
    /// Source articles.
    pub articles: Vec<Arc<Article>>,
    /// Publishers.
    pub publishers: Vec<Arc<Publisher>>,
    /// Documents.
    pub documents: Vec<Arc<Document>>,
    /// Events.
    pub events: Vec<Arc<Event>>,
    /// People.
    pub people: Vec<Arc<Agent>>,
    /// Organisations.
    pub organisations: Vec<Arc<Agent>>,
    /// Topics.
    pub topics: Vec<Arc<Topic>>,
    /// Other pages.
    pub pages: Vec<Arc<TextPage>>,
    /// Terms of the glossary.
    pub terms: Vec<Arc<Term>>,
    /// The things that are drafts, of a site that has them.
    pub drafts: BTreeSet<Thing>,
    /// Former addresses of pages, sorted by address.
    pub redirects: Arc<Vec<Redirect>>,
    /// The files of `static/`.
    pub static_files: Arc<StaticFiles>,
    /// For themes, of the glossary as a whole.
    pub glossary_extra: crate::parse::metadata::Extra,
    /// For each document the relations of others that lead to it: which document, and the relation's position there.
    pub related_from: Vec<Vec<(DocumentId, usize)>>,
    /// What refers to what, seen from the target: by source, then by place in it.
    pub backlinks: BTreeMap<Thing, Arc<Vec<Backlink>>>,
    /// Dated things, in order.
    pub timeline: Arc<Vec<TimelineItem>>,
    /// Articles by date, then id; those without a date at the end.
    pub articles_by_date: Arc<Vec<ArticleId>>,
    /// For each article its position in `articles_by_date`.
    pub place_by_date: Arc<Vec<u32>>,
    /// For each topic the articles that serve it, by date.
    pub topic_articles: Vec<Vec<ArticleId>>,
    /// For each topic its events: those that it lists, in its order, then those that name it alone.
    pub topic_events: Vec<Vec<EventId>>,
    /// For each event its topics, in their order: the same from the other end.
    pub event_topics: Vec<Vec<TopicId>>,
    /// For each topic the pages that serve it, by their order, then id.
    pub topic_pages: Vec<Vec<PageId>>,
    /// For each topic the passages that hold one of its terms, in the order of articles.
    pub gathered: Vec<Arc<Vec<Gathered>>>,
    /// What articles have in common.
    pub shared: Arc<Shared>,
    /// How documents are cited, which is no parallel.
    pub formulas: Arc<Formulas>,
    /// What connects articles, once somebody asks.
    pub connections: OnceLock<Arc<Connections>>,
}

/// The thing of an ID: IDs are positions in the lists.
macro_rules! by_id {
    ($($id:ident in $list:ident: $thing:ty,)+) => { $(
        impl Index<$id> for Site {
            type Output = $thing;

            fn index(&self, id: $id) -> &$thing {
                &self.$list[id.index()]
            }
        }

        impl Index<&$id> for Site {
            type Output = $thing;

            fn index(&self, id: &$id) -> &$thing {
                &self[*id]
            }
        }
    )+ };
}

by_id! {
    ArticleId in articles: Article,
    PublisherId in publishers: Publisher,
    DocumentId in documents: Document,
    EventId in events: Event,
    PersonId in people: Agent,
    OrganisationId in organisations: Agent,
    TopicId in topics: Topic,
    PageId in pages: TextPage,
    TermId in terms: Term,
}

/// Things by the latest possible day of a date of theirs, those without one at the end.
fn by_date<'a, Id: Ord + Copy>(
    ids: impl Iterator<Item = Id>,
    when: impl Fn(Id) -> Option<&'a When>,
) -> Vec<Id> {
    let mut ids: Vec<Id> = ids.collect();
    ids.sort_by_cached_key(|&id| {
        let key = when(id).map(When::sort_key);
        (key.is_none(), key, id)
    });
    ids
}

impl Site {
    /// The former addresses at this output file: several, if authors say so twice.
    pub fn redirects_at(&self, file: &str) -> &[Redirect] {
        let start = self.redirects.partition_point(|former| former.from.as_str() < file);
        let rest = &self.redirects[start..];
        &rest[..rest.partition_point(|former| former.from == file)]
    }

    /// Everything that has a page or a place on one, kinds in the order of [`Thing`].
    pub fn things(&self) -> Vec<Thing> {
        fn ids<T, Id: Into<Thing>>(list: &[T], id: fn(u32) -> Id) -> impl Iterator<Item = Thing> {
            (0..list.len() as u32).map(move |index| id(index).into())
        }
        ids(&self.articles, ArticleId)
            .chain(ids(&self.documents, DocumentId))
            .chain(ids(&self.events, EventId))
            .chain(ids(&self.people, PersonId))
            .chain(ids(&self.organisations, OrganisationId))
            .chain(ids(&self.topics, TopicId))
            .chain(ids(&self.pages, PageId))
            .chain(ids(&self.terms, TermId))
            .collect()
    }

    /// Terms in the order of the Vietnamese alphabet, then by id.
    pub fn terms_in_order(&self) -> Vec<TermId> {
        let mut ids: Vec<TermId> = (0..self.terms.len() as u32).map(TermId).collect();
        ids.sort_by_cached_key(|id| (collate::key(&self[id].term), *id));
        ids
    }

    /// Documents by date of issue, those without one at the end, then by id.
    pub fn documents_by_date(&self) -> Vec<DocumentId> {
        let ids = (0..self.documents.len() as u32).map(DocumentId);
        by_date(ids, |id| self[id].issued.shown())
    }

    /// Events by date, those without one at the end, then by id.
    pub fn events_by_date(&self) -> Vec<EventId> {
        let ids = (0..self.events.len() as u32).map(EventId);
        by_date(ids, |id| self[id].date.shown())
    }

    /// The person or organisation that a thing is; none if it is neither.
    pub fn agent(&self, thing: Thing) -> Option<&Agent> {
        match thing {
            Thing::Person(id) => Some(&self[id]),
            Thing::Organisation(id) => Some(&self[id]),
            _ => None,
        }
    }

    /// What an organisation is called.
    pub fn organisation_name<'a>(&'a self, agency: &'a Agency<OrganisationId>) -> &'a str {
        match agency {
            Agency::Known(id) => &self[id].name,
            Agency::Name(name) => name,
        }
    }

    /// Topics by their `order`, those without one at the end, then by title.
    pub fn topics_in_order(&self) -> Vec<TopicId> {
        let mut ids: Vec<TopicId> = (0..self.topics.len() as u32).map(TopicId).collect();
        ids.sort_by_cached_key(|id| {
            let topic = &self[id];
            (topic.order.is_none(), topic.order, collate::key(&topic.title), *id)
        });
        ids
    }

    /// The questions that authors wrote, each with the topic or page that asks it: topics in their order, then pages by
    /// their order, then id; within one, as they are written.
    pub fn questions(&self) -> Vec<(Thing, &Question)> {
        let topics = self.topics_in_order().into_iter().map(|id| {
            let topic = &self[id];
            (Thing::Topic(id), topic.self_test.as_slice())
        });
        let pages = self.pages_in_order().into_iter().map(|id| {
            let page = &self[id];
            (Thing::Page(id), page.self_test.as_slice())
        });
        topics.chain(pages).flat_map(|(thing, list)| list.iter().map(move |one| (thing, one))).collect()
    }

    /// Pages by their `order`, those without one at the end, then by id.
    pub fn pages_in_order(&self) -> Vec<PageId> {
        let mut ids: Vec<PageId> = (0..self.pages.len() as u32).map(PageId).collect();
        ids.sort_by_key(|id| {
            let order = self[id].order;
            (order.is_none(), order, *id)
        });
        ids
    }

    /// What refers to a thing, by source, then by place in it.
    pub fn links(&self, thing: Thing) -> &[Backlink] {
        self.backlinks.get(&thing).map(|links| links.as_slice()).unwrap_or_default()
    }

    /// The file that describes a thing.
    pub fn file(&self, thing: Thing) -> &str {
        match thing {
            Thing::Article(id) => &self[id].file,
            Thing::Document(id) => &self[id].file,
            Thing::Event(id) => &self[id].file,
            Thing::Person(id) => &self[id].file,
            Thing::Organisation(id) => &self[id].file,
            Thing::Topic(id) => &self[id].file,
            Thing::Page(id) => &self[id].file,
            Thing::Term(_) => TERMS_FILE,
        }
    }

    /// The id of a thing: its file's stem.
    pub fn id(&self, thing: Thing) -> &str {
        match thing {
            Thing::Article(id) => &self[id].id,
            Thing::Document(id) => &self[id].id,
            Thing::Event(id) => &self[id].id,
            Thing::Person(id) => &self[id].id,
            Thing::Organisation(id) => &self[id].id,
            Thing::Topic(id) => &self[id].id,
            Thing::Page(id) => &self[id].id,
            Thing::Term(id) => &self[id].id,
        }
    }
}

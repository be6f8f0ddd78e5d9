//! What results can be narrowed by: kind, source, topic, year.

use crate::model::When;
use crate::model::site::{Article, ArticleId, Site, Thing, TopicId};
use std::collections::BTreeSet;

/// With at most this many articles each is a source of its own, named by its siglum; with more, their publishers are.
const SIGLA: usize = 24;

/// The choices that a site offers, each list in the order in which readers see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Kinds of things, as [`Thing::kind`] names them, in the order of [`Thing`].
    pub kinds: Vec<&'static str>,
    /// Sources of articles.
    pub sources: Vec<Choice>,
    /// Topics, in the portal's order.
    pub topics: Vec<Choice>,
    /// Years of dated things, the latest first.
    pub years: Vec<i16>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What addresses and the index call it: an ID; empty for articles whose publisher nobody states.
    pub id: String,
    /// What readers see; empty for the source without a name.
    pub label: String,
}

impl Facets {
    /// The choices that `site` offers: only those that search would find something for.
    pub fn new(site: &Site) -> Self {
        let things: Vec<Thing> =
            site.things().into_iter().filter(|&thing| is_searchable(site, thing)).collect();
        let kinds: BTreeSet<usize> = things.iter().map(|&thing| rank(thing)).collect();
        let years: BTreeSet<i16> = things.iter().filter_map(|&thing| year(site, thing)).collect();
        let served: BTreeSet<TopicId> = things.iter().flat_map(|&thing| topics(site, thing)).collect();
        let in_order = site.topics_in_order();
        let topic = |id: &TopicId| {
            let topic = &site[id];
            Choice { id: topic.id.clone(), label: topic.title.clone() }
        };
        Self {
            kinds: kinds.into_iter().map(|rank| Thing::KINDS[rank]).collect(),
            sources: sources(site, &things),
            topics: in_order.iter().filter(|id| served.contains(id)).map(topic).collect(),
            years: years.into_iter().rev().collect(),
        }
    }
}

/// Whether search finds a thing.
pub fn is_searchable(site: &Site, thing: Thing) -> bool {
    match thing {
        Thing::Article(id) => site[id].is_searchable,
        Thing::Document(id) => site[id].is_searchable,
        Thing::Event(id) => site[id].is_searchable,
        Thing::Person(id) => site[id].is_searchable,
        Thing::Organisation(id) => site[id].is_searchable,
        Thing::Topic(id) => site[id].is_searchable,
        Thing::Page(id) => site[id].is_searchable,
        Thing::Term(id) => site[id].is_searchable,
    }
}

/// The source of an article: its own id in a portal of few, else its publisher's, or nothing where nobody states one.
pub fn source<'a>(site: &'a Site, article: &'a Article) -> &'a str {
    match (site.articles.len() <= SIGLA, article.publisher) {
        (true, _) => &article.id,
        (false, Some(publisher)) => &site[publisher].id,
        (false, None) => "",
    }
}

/// The topics that a thing serves; a topic serves itself.
pub fn topics(site: &Site, thing: Thing) -> Vec<TopicId> {
    let all = (0..site.topics.len() as u32).map(TopicId);
    let mut topics = match thing {
        Thing::Article(id) => site[id].topics.clone(),
        Thing::Document(id) => all.filter(|topic| site[topic].documents.contains(&id)).collect(),
        Thing::Event(id) => site.event_topics[id.index()].clone(),
        Thing::Topic(id) => vec![id],
        Thing::Page(id) => site[id].topics.clone(),
        Thing::Person(_) | Thing::Organisation(_) | Thing::Term(_) => Vec::new(),
    };
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// When an article was published, a document issued, an event held; none of other things.
pub fn when(site: &Site, thing: Thing) -> Option<&When> {
    match thing {
        Thing::Article(id) => site[id].published.as_ref(),
        Thing::Document(id) => site[id].issued.shown(),
        Thing::Event(id) => site[id].date.shown(),
        _ => None,
    }
}

/// The year of [`when`]: the latest one that it may be.
pub fn year(site: &Site, thing: Thing) -> Option<i16> {
    when(site, thing)?.latest().map(|day| day.year())
}

/// The position of a thing's kind in [`Thing::KINDS`].
pub fn rank(thing: Thing) -> usize {
    Thing::KINDS.iter().position(|kind| *kind == thing.kind()).expect("every kind is listed")
}

fn sources(site: &Site, things: &[Thing]) -> Vec<Choice> {
    let articles = things.iter().filter_map(|thing| match thing {
        Thing::Article(id) => Some(*id),
        _ => None,
    });
    if site.articles.len() <= SIGLA {
        let choice = |id: ArticleId| {
            let article = &site[id];
            Choice { id: article.id.clone(), label: article.siglum.clone() }
        };
        return articles.map(choice).collect();
    }
    let publishers: BTreeSet<_> = articles.map(|id| site[id].publisher).map(|p| (p.is_none(), p)).collect();
    let choice = |(_, publisher): (bool, Option<crate::model::site::PublisherId>)| match publisher {
        Some(id) => {
            let publisher = &site[id];
            Choice { id: publisher.id.clone(), label: publisher.name.clone() }
        }
        None => Choice { id: String::new(), label: String::new() },
    };
    publishers.into_iter().map(choice).collect()
}

//! How things stand to each other: what refers to what, what comes after what, what has how much in common.

pub mod backlinks;
pub mod gather;
pub mod parallels;
pub mod related;
pub mod sentences;
mod timeline;

use super::{pages, things};
use crate::model::site::{
    ArticleId, DocumentId, EventId, OrganisationId, PageId, PersonId, Site, TermId, Thing, TopicId,
};
use gather::Terms;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Tells how the things of a site stand to each other; the site `last`, with its terms, had the same things in the same places.
pub fn relate(site: &mut Site, terms: &Arc<Terms>, last: Option<(&Site, &Arc<Terms>)>) {
    let before = last.map(|(before, _)| before).filter(|before| timeline::same_dates(before, site));
    match before {
        Some(before) => {
            site.articles_by_date = before.articles_by_date.clone();
            site.place_by_date = before.place_by_date.clone();
            site.timeline = before.timeline.clone();
        }
        None => {
            let (order, places) = timeline::by_date(&site.articles);
            (site.articles_by_date, site.place_by_date) = (Arc::new(order), Arc::new(places));
            site.timeline = Arc::new(timeline::timeline(&site.documents, &site.events, &site.articles));
        }
    }
    site.related_from = things::related_from(&site.documents);
    site.topic_articles = vec![Vec::new(); site.topics.len()];
    for &id in &*site.articles_by_date {
        for topic in &site.articles[id.index()].topics {
            site.topic_articles[topic.index()].push(id);
        }
    }
    (site.topic_events, site.event_topics) = things::topics_and_events(&site.topics, &site.events);
    site.topic_pages = pages::by_topic(site);
    match last {
        Some((before, terms_before)) => {
            let changed = changed(before, site);
            site.gathered = match Arc::ptr_eq(terms, terms_before) {
                true => {
                    let article = |thing: &Thing| match thing {
                        Thing::Article(id) => Some(*id),
                        _ => None,
                    };
                    let articles = changed.iter().filter_map(article).collect();
                    terms.gather_again(&before.gathered, &before.articles, &site.articles, &articles)
                }
                false => terms.gather(&site.articles),
            };
            site.backlinks = backlinks::backlinks_again(before, site, &changed);
        }
        None => {
            let (gathered, links) =
                rayon::join(|| terms.gather(&site.articles), || backlinks::backlinks(site));
            (site.gathered, site.backlinks) = (gathered, links);
        }
    }
}

/// The things that are not what they were, in two sites that have the same things in the same places.
fn changed(before: &Site, site: &Site) -> BTreeSet<Thing> {
    fn differ<'a, T, Id: Into<Thing> + 'a>(
        one: &'a [Arc<T>],
        two: &'a [Arc<T>],
        id: fn(u32) -> Id,
    ) -> impl Iterator<Item = Thing> + 'a {
        let pairs = one.iter().zip(two).enumerate();
        pairs.filter(|(_, (one, two))| !Arc::ptr_eq(one, two)).map(move |(index, _)| id(index as u32).into())
    }
    differ(&before.articles, &site.articles, ArticleId)
        .chain(differ(&before.documents, &site.documents, DocumentId))
        .chain(differ(&before.events, &site.events, EventId))
        .chain(differ(&before.people, &site.people, PersonId))
        .chain(differ(&before.organisations, &site.organisations, OrganisationId))
        .chain(differ(&before.topics, &site.topics, TopicId))
        .chain(differ(&before.pages, &site.pages, PageId))
        .chain(differ(&before.terms, &site.terms, TermId))
        .collect()
}

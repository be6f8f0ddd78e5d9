//! Dated things in order.

use crate::model::site::{
    Article, ArticleId, Document, DocumentId, Event, EventId, Site, Thing, TimelineItem, TimelineKind,
};
use std::sync::Arc;

/// Whether two sites of the same things have the same timeline and the same order of articles.
pub fn same_dates(one: &Site, two: &Site) -> bool {
    one.documents.iter().map(|d| d.issued.shown()).eq(two.documents.iter().map(|d| d.issued.shown()))
        && one.events.iter().map(|e| e.date.shown()).eq(two.events.iter().map(|e| e.date.shown()))
        && one
            .events
            .iter()
            .map(|e| e.part_of_day.shown())
            .eq(two.events.iter().map(|e| e.part_of_day.shown()))
        && one.articles.iter().map(|a| a.published).eq(two.articles.iter().map(|a| a.published))
}

/// Issuances, events and publications, by the latest possible day, then time, kind, part of the day, and thing.
pub fn timeline(
    documents: &[Arc<Document>],
    events: &[Arc<Event>],
    articles: &[Arc<Article>],
) -> Vec<TimelineItem> {
    let mut items = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let thing = Thing::Document(DocumentId(index as u32));
        items.extend(document.issued.shown().map(|when| TimelineItem {
            when: *when,
            kind: TimelineKind::Issuance,
            thing,
        }));
    }
    for (index, event) in events.iter().enumerate() {
        let thing = Thing::Event(EventId(index as u32));
        items.extend(event.date.shown().map(|when| TimelineItem {
            when: *when,
            kind: TimelineKind::Event,
            thing,
        }));
    }
    for (index, article) in articles.iter().enumerate() {
        let thing = Thing::Article(ArticleId(index as u32));
        items.extend(article.published.map(|when| TimelineItem {
            when,
            kind: TimelineKind::Publication,
            thing,
        }));
    }
    let part_of_day = |thing| match thing {
        Thing::Event(EventId(id)) => events[id as usize].part_of_day.shown().copied(),
        _ => None,
    };
    items.sort_by_cached_key(|item| (item.when.sort_key(), item.kind, part_of_day(item.thing), item.thing));
    items
}

/// Articles by date, then id, those without a date at the end; and for each article its position in this order.
pub fn by_date(articles: &[Arc<Article>]) -> (Vec<ArticleId>, Vec<u32>) {
    let mut order: Vec<ArticleId> = (0..articles.len() as u32).map(ArticleId).collect();
    let key = |id: &ArticleId| {
        let published = articles[id.index()].published.as_ref().map(|when| when.sort_key());
        (published.is_none(), published, *id)
    };
    order.sort_by_cached_key(key);
    let mut places = vec![0; articles.len()];
    for (place, id) in order.iter().enumerate() {
        places[id.index()] = place as u32;
    }
    (order, places)
}

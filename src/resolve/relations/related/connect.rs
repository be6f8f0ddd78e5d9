//! Which things articles are connected with.

use super::weight::weight;
use crate::model::site::{ArticleId, Connections, Lists, Site, Thing};
use std::collections::BTreeMap;

/// What connects the articles of a site: what they refer to (mentions in their texts, topics, events, references in what
/// authors write), and what quotes them or refers to them, articles aside. An article that another refers to is one of the
/// things that those who refer to it have in common.
pub fn connect(site: &Site) -> Connections {
    let place = |id: ArticleId| site.place_by_date[id.index()];
    let mut of: BTreeMap<Thing, Vec<u32>> = BTreeMap::new();
    for (&target, links) in &site.backlinks {
        let mut last = None;
        for source in links.iter().map(|link| link.source) {
            if last.replace(source) == Some(source) {
                continue;
            }
            match (source, target) {
                (Thing::Article(article), _) => of.entry(target).or_default().push(place(article)),
                (_, Thing::Article(article)) => of.entry(source).or_default().push(place(article)),
                _ => {}
            }
        }
    }
    index(of, site.articles.len())
}

/// Puts in order what connects `articles` articles: for each thing the places of those that it connects, as often as one likes.
pub fn index(of: BTreeMap<Thing, Vec<u32>>, articles: usize) -> Connections {
    let mut lists: Vec<(usize, Thing, Vec<u32>)> = Vec::with_capacity(of.len());
    for (thing, mut list) in of {
        list.sort_unstable();
        list.dedup();
        if list.len() > 1 && weight(articles, list.len()) > 0 {
            lists.push((list.len(), thing, list));
        }
    }
    lists.sort_unstable_by_key(|(length, thing, _)| (*length, *thing));
    let mut connections = Connections::default();
    let mut by_thing = Lists::default();
    for (length, thing, list) in lists {
        connections.things.push(thing);
        connections.weights.push(weight(articles, length));
        by_thing.push(&list);
    }
    connections.of = by_thing.turned(articles);
    connections.articles = by_thing;
    connections
}

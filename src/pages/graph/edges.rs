//! What is connected with what: documents with documents, events with documents, topics with both.

use crate::model::site::{DocumentId, Quote, Site, Thing, TopicId};
use crate::pages::parts::relations::declared_key;
use crate::parse::metadata::Basis;
use std::collections::BTreeMap;

/// A connection, in the direction in which it reads: *Hướng dẫn 111 – hướng dẫn – Kết luận 57*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge<'a> {
    /// One end.
    pub from: Thing,
    /// The other.
    pub to: Thing,
    /// The key of its name in the theme's strings.
    pub label: &'static str,
    /// Where a source says so.
    pub quote: Option<&'a Quote>,
    /// Whether it is a relation that the portal's editor states.
    pub is_editors: bool,
}

impl Edge<'_> {
    /// Whether it is a relation between two documents.
    pub fn is_relation(&self) -> bool {
        matches!((self.from, self.to), (Thing::Document(_), Thing::Document(_)))
    }
}

/// All connections: relations of documents by the date of the one that declares them, then events, then topics, each with
/// what they are connected with, in the order of dates.
pub fn edges(site: &Site) -> Vec<Edge<'_>> {
    let (documents, events) = (site.documents_by_date(), site.events_by_date());
    let mut edges = Vec::new();
    for &from in &documents {
        edges.extend(site[from].relations.iter().map(|relation| Edge {
            from: Thing::Document(from),
            to: Thing::Document(relation.target),
            label: declared_key(relation.kind),
            quote: relation.quote.as_ref(),
            is_editors: relation.basis == Basis::Editor,
        }));
    }
    let plain = |from, to, label| Edge { from, to, label, quote: None, is_editors: false };
    let chosen =
        |list: &[DocumentId]| documents.iter().filter(|id| list.contains(id)).copied().collect::<Vec<_>>();
    for &event in &events {
        let listed = chosen(&site[event].documents).into_iter();
        edges.extend(listed.map(|to| plain(Thing::Event(event), Thing::Document(to), "graph_about")));
    }
    for id in site.topics_in_order() {
        let topic = &site[id];
        let from = Thing::Topic(id);
        let listed = chosen(&topic.documents).into_iter();
        edges.extend(listed.map(|to| plain(from, Thing::Document(to), "graph_lists")));
        let events = events.iter().filter(|event| site.event_topics[event.index()].contains(&id));
        edges.extend(events.map(|&to| plain(from, Thing::Event(to), "graph_lists")));
    }
    edges
}

/// The things that have connections, in columns: topics, documents, events; of each at most `most`, those with the most
/// connections, in the order of topics and dates. The last value says whether some are left out.
pub fn columns(site: &Site, edges: &[Edge<'_>], most: usize) -> ([Vec<Thing>; 3], bool) {
    let mut degrees: BTreeMap<Thing, usize> = BTreeMap::new();
    for end in edges.iter().flat_map(|edge| [edge.from, edge.to]) {
        *degrees.entry(end).or_default() += 1;
    }
    let mut is_cut = false;
    let mut column = |all: Vec<Thing>| {
        let all: Vec<Thing> = all.into_iter().filter(|thing| degrees.contains_key(thing)).collect();
        if all.len() <= most {
            return all;
        }
        is_cut = true;
        let mut by_degree = all.clone();
        by_degree.sort_by_key(|thing| (std::cmp::Reverse(degrees[thing]), *thing));
        by_degree.truncate(most);
        by_degree.sort_unstable();
        all.into_iter().filter(|thing| by_degree.binary_search(thing).is_ok()).collect()
    };
    let topics: Vec<TopicId> = site.topics_in_order();
    let columns = [
        column(topics.into_iter().map(Thing::Topic).collect()),
        column(site.documents_by_date().into_iter().map(Thing::Document).collect()),
        column(site.events_by_date().into_iter().map(Thing::Event).collect()),
    ];
    (columns, is_cut)
}

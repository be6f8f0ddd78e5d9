//! `data/`: the site for other programs, one JSON object a line, with the keys that the manual lists (*The format*, *data/*). Absent values are
//! `null`; offsets are bytes of the seed, half-open; lines count from 1, both ends included.

mod schema;

use super::{Input, text};
use crate::display::names;
use crate::model::Artifact;
use crate::model::site::{
    Agency, Agent, ArticleId, DocumentId, Event, EventId, Fact, OrganisationId, PersonId, Quote, Site,
    Statement, TermId, Thing, TimelineKind, TopicId, Version, passage_anchor,
};
use crate::pages::{KINDS, Scope, nowhere, paths::term_anchor, self_test};
use crate::questions::{self, Origin};
use crate::resolve::relations::parallels::parallels;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde_json::{Value, json};
use std::sync::Arc;

/// All files of `data/`, and their schemas.
pub fn make(input: &Input<'_>) -> Vec<Artifact> {
    let site = input.site;
    let schemas = schema::FILES.iter().map(|(name, ending)| {
        let schema = format!("{:#}\n", schema::of(input, name, ending));
        text(&format!("data/schema/{name}.json"), schema)
    });
    let planner = input.planner();
    let files = vec![
        text("data/portal.json", format!("{}\n", portal(input))),
        lines("data/pages.ndjson", pages(input)),
        lines(
            "data/articles.ndjson",
            (0..site.articles.len()).into_par_iter().map(|i| article(input, ArticleId(i as u32))).collect(),
        ),
        lines(
            "data/documents.ndjson",
            (0..site.documents.len())
                .into_par_iter()
                .map(|i| document(input, DocumentId(i as u32)))
                .collect(),
        ),
        lines(
            "data/events.ndjson",
            (0..site.events.len()).map(|i| event(input, EventId(i as u32))).collect(),
        ),
        lines("data/timeline.ndjson", timeline(input)),
        lines(
            "data/topics.ndjson",
            (0..site.topics.len()).map(|i| topic(input, TopicId(i as u32))).collect(),
        ),
        nowhere(&planner, |scope| {
            let terms = (0..site.terms.len()).map(|i| term(input, scope, TermId(i as u32)));
            lines("data/terms.ndjson", terms.collect())
        }),
        nowhere(&planner, |scope| lines("data/questions.ndjson", questions(input, scope))),
        lines("data/people.ndjson", agents(input, &site.people, |i| Thing::Person(PersonId(i)))),
        lines(
            "data/organisations.ndjson",
            agents(input, &site.organisations, |i| Thing::Organisation(OrganisationId(i))),
        ),
    ];
    files.into_iter().chain(schemas).collect()
}

fn lines(path: &str, objects: Vec<String>) -> Artifact {
    let mut out = String::with_capacity(objects.iter().map(|o| o.len() + 1).sum());
    for object in objects {
        out.push_str(&object);
        out.push('\n');
    }
    text(path, out)
}

fn portal(input: &Input<'_>) -> Value {
    let site = input.site;
    json!({
        "generator": format!("khue {}", env!("CARGO_PKG_VERSION")),
        "title": site.portal.title,
        "language": site.portal.language,
        "base_url": site.portal.base_url,
        "counts": {
            "pages": input.pages.len(),
            "articles": site.articles.len(),
            "publishers": site.publishers.len(),
            "documents": site.documents.len(),
            "events": site.events.len(),
            "people": site.people.len(),
            "organisations": site.organisations.len(),
            "topics": site.topics.len(),
            "terms": site.terms.len(),
            "questions": input.questions().len(),
            "passages": site.articles.iter().map(|a| a.passages.len()).sum::<usize>(),
            "mentions": site.articles.iter().map(|a| a.mentions.len()).sum::<usize>(),
        },
    })
}

fn pages(input: &Input<'_>) -> Vec<String> {
    let mut pages: Vec<(&str, &str, &str, &str)> = input
        .pages
        .iter()
        .map(|p| (KINDS[p.kind].name, p.id.as_str(), p.file.as_str(), p.title.as_str()))
        .collect();
    pages.sort_by_key(|&(kind, id, path, _)| (id, kind, path));
    let line =
        |(kind, id, path, title)| json!({ "kind": kind, "id": id, "path": path, "title": title }).to_string();
    pages.into_iter().map(line).collect()
}

fn path(input: &Input<'_>, thing: Thing) -> String {
    input.paths.thing(input.site, thing, 1)
}

fn article(input: &Input<'_>, id: ArticleId) -> String {
    let site = input.site;
    let article = &site[id];
    let surface = |range: &std::ops::Range<usize>| &article.text[range.clone()];
    let passages: Vec<Value> = article
        .passages
        .iter()
        .enumerate()
        .map(|(n, p)| json!({ "anchor": passage_anchor(n as u32), "lines": [p.lines.0, p.lines.1], "start": p.range.start, "end": p.range.end }))
        .collect();
    let mentions: Vec<Value> = article
        .mentions
        .iter()
        .map(|m| {
            let known = m.document.and_then(|d| site[d].number.as_ref());
            json!({
                "anchor": passage_anchor(m.passage),
                "document": m.document.map(|d| &site[d].id),
                "number": known.or(m.number.as_ref()).map(ToString::to_string),
                "surface": surface(&m.range),
                "start": m.range.start,
                "end": m.range.end,
            })
        })
        .collect();
    let dates: Vec<Value> = article
        .dates
        .iter()
        .map(|d| {
            json!({
                "anchor": passage_anchor(d.passage), "surface": surface(&d.range), "start": d.range.start, "end": d.range.end,
                "iso": d.iso, "inferred": d.inferred,
            })
        })
        .collect();
    let people: Vec<Value> = article
        .people
        .iter()
        .map(|n| {
            json!({
                "anchor": passage_anchor(n.passage), "person": site[n.id].id, "surface": surface(&n.range),
                "start": n.range.start, "end": n.range.end,
            })
        })
        .collect();
    let omitted: Vec<Value> = article
        .omitted
        .iter()
        .map(|o| json!({ "lines": [o.lines.0, o.lines.1], "kind": o.kind.name() }))
        .collect();
    json!({
        "id": article.id,
        "seed": article.seed,
        "sha256": article.sha256,
        "title": article.title,
        "publisher": article.publisher.map(|p| &site[p].id),
        "author": article.author,
        "published": article.published.map(|when| when.to_string()),
        "url": article.url,
        "path": path(input, Thing::Article(id)),
        "passages": passages,
        "omitted": omitted,
        "mentions": mentions,
        "dates": dates,
        "people": people,
        "shared": shared(site, id),
    })
    .to_string()
}

/// The passages of other articles, and of this one, with which its own have words in common.
fn shared(site: &Site, id: ArticleId) -> Vec<Value> {
    let list = parallels(site, id).list.into_iter();
    list.map(|one| {
        json!({
            "anchor": passage_anchor(one.passage), "other": site[one.other].id,
            "other_anchor": passage_anchor(one.other_passage), "words": one.words,
        })
    })
    .collect()
}

fn document(input: &Input<'_>, id: DocumentId) -> String {
    let site = input.site;
    let document = &site[id];
    let mentioned_by = mentioned_by(site, Thing::Document(id));
    let relations: Vec<Value> = document
        .relations
        .iter()
        .map(|r| {
            json!({
                "kind": r.kind, "target": site[r.target].id, "basis": r.basis,
                "article": r.quote.as_ref().map(|q| &site[q.article].id),
                "anchor": r.quote.as_ref().map(|q| passage_anchor(q.passage)),
            })
        })
        .collect();
    json!({
        "id": document.id,
        "type": document.kind,
        "number": document.number.as_ref().map(ToString::to_string),
        "issued": document.issued.shown().map(ToString::to_string),
        "issuer": document.issuer.shown().map(|issuer| organisation(site, issuer)),
        "title": document.title.shown(),
        "path": path(input, Thing::Document(id)),
        "relations": relations,
        "mentioned_by": mentioned_by,
    })
    .to_string()
}

/// A term; `path` is the page on which it stands, `anchor` its place there.
fn term(input: &Input<'_>, scope: &Scope<'_>, id: TermId) -> String {
    let site = input.site;
    let term = &site[id];
    let quotes: Vec<Value> = term
        .quotes
        .iter()
        .map(
            |q| json!({ "article": site[q.article].id, "anchor": passage_anchor(q.passage), "text": q.text }),
        )
        .collect();
    json!({
        "id": term.id,
        "term": term.term,
        "aliases": term.aliases,
        "expansion": term.expansion,
        "means": term.means.as_ref().map(|means| scope.plain(means)),
        "quotes": quotes,
        "see": term.see.as_ref().map(|target| format!("{}:{}", target.thing.kind(), site.id(target.thing))),
        "path": path(input, Thing::Term(id)),
        "anchor": term_anchor(&term.id),
        "mentioned_by": mentioned_by(site, Thing::Term(id)),
    })
    .to_string()
}

/// Where texts name a thing.
fn mentioned_by(site: &Site, thing: Thing) -> Vec<Value> {
    let mentions = site.links(thing).iter().filter_map(|link| link.in_text());
    mentions
        .map(|(id, passage, range)| json!({ "article": site[id].id, "anchor": passage_anchor(passage), "start": range.start }))
        .collect()
}

fn organisation(site: &Site, agency: &Agency<OrganisationId>) -> String {
    match agency {
        Agency::Known(id) => site[id].id.clone(),
        Agency::Name(name) => name.clone(),
    }
}

fn event(input: &Input<'_>, id: EventId) -> String {
    let site = input.site;
    let event = &site[id];
    let mut conflicts = Vec::new();
    conflict(site, &mut conflicts, "kind", &event.kinds, Clone::clone);
    conflict(site, &mut conflicts, "title", &event.title, Clone::clone);
    conflict(site, &mut conflicts, "date", &event.date, ToString::to_string);
    conflict(site, &mut conflicts, "part_of_day", &event.part_of_day, |part| part.name().to_owned());
    conflict(site, &mut conflicts, "place", &event.place, Clone::clone);
    conflict(site, &mut conflicts, "chair", &event.chair, |chair| match chair {
        Agency::Known(id) => site[id].id.clone(),
        Agency::Name(name) => name.clone(),
    });
    conflict(site, &mut conflicts, "organiser", &event.organiser, |organiser| organisation(site, organiser));
    conflict(site, &mut conflicts, "format", &event.format, Clone::clone);
    json!({
        "id": event.id,
        "kind": event.kind,
        "title": event.title.shown(),
        "date": event.date.shown().map(ToString::to_string),
        "path": path(input, Thing::Event(id)),
        "documents": event.documents.iter().map(|d| &site[d].id).collect::<Vec<_>>(),
        "sources": sources(site, id, event),
        "conflicts": conflicts,
    })
    .to_string()
}

/// Where sources speak of an event: the passages quoted for it, and articles that report it without one.
fn sources(site: &Site, id: EventId, event: &Event) -> Vec<Value> {
    let mut places: Vec<(ArticleId, Option<u32>)> = event.sources().collect();
    for link in site.links(Thing::Event(id)) {
        if let Thing::Article(article) = link.source
            && !places.iter().any(|(a, _)| *a == article)
        {
            places.push((article, None));
        }
    }
    places.sort_unstable();
    places.dedup();
    let place = |(article, passage): (ArticleId, Option<u32>)| json!({ "article": site[article].id, "anchor": passage.map(passage_anchor) });
    places.into_iter().map(place).collect()
}

fn conflict<T: Statement>(
    site: &Site,
    out: &mut Vec<Value>,
    field: &str,
    fact: &Fact<T>,
    value: impl Fn(&T) -> String,
) {
    if fact.differs() {
        let version = |v: &Version<T>| {
            let evidence = v.evidence.as_ref();
            json!({
                "value": value(&v.value),
                "article": evidence.map(|e| &site[e.article].id),
                "anchor": evidence.and_then(|e| e.passage).map(passage_anchor),
            })
        };
        out.push(json!({ "field": field, "values": fact.versions.iter().map(version).collect::<Vec<_>>() }));
    }
}

fn timeline(input: &Input<'_>) -> Vec<String> {
    let site = input.site;
    let line = |item: &crate::model::site::TimelineItem| {
        let kind = match (item.kind, item.thing) {
            (TimelineKind::Issuance, _) => "issuance",
            (TimelineKind::Publication, _) => "publication",
            (TimelineKind::Event, Thing::Event(id)) => &site[id].kind,
            (TimelineKind::Event, _) => "event",
        };
        let title = match item.thing {
            Thing::Document(id) => names::document_name(&site[id], input.strings),
            Thing::Event(id) => site[id].title.shown().cloned().unwrap_or_default(),
            Thing::Article(id) => site[id].title.clone(),
            thing => site.id(thing).to_owned(),
        };
        json!({
            "date": item.when.to_string(), "kind": kind, "title": title,
            "target": format!("{}:{}", item.thing.kind(), site.id(item.thing)), "path": path(input, item.thing),
        })
        .to_string()
    };
    site.timeline.iter().map(line).collect()
}

/// Written questions and those of the register, sorted by id.
fn questions(input: &Input<'_>, scope: &Scope<'_>) -> Vec<String> {
    let site = input.site;
    let mut all: Vec<(String, &questions::Asked)> = input
        .questions()
        .iter()
        .enumerate()
        .map(|(index, one)| (self_test::file(input.paths, index), one))
        .collect();
    all.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
    let line = |(path, one): (String, &questions::Asked)| {
        let quote = |quote: &Quote| {
            json!({
                "article": site[quote.article].id, "anchor": passage_anchor(quote.passage),
                "text": quote.text, "start": quote.ranges.first().map(|r| r.start), "end": quote.ranges.last().map(|r| r.end),
            })
        };
        let said = |said: &questions::Said| {
            let sources = said
                .evidence
                .iter()
                .map(|e| json!({ "article": site[e.article].id, "anchor": e.passage.map(passage_anchor) }));
            json!({ "text": scope.worded_plain(&said.text), "note": said.note, "sources": sources.collect::<Vec<_>>() })
        };
        // Positions count from 1, as in the files of authors.
        let answer: Vec<u32> = one.answer.iter().map(|n| n + 1).collect();
        json!({
            "id": one.id,
            "kind": one.kind.name(),
            "origin": match one.origin {
                Origin::Written => "written",
                Origin::Register => "register",
            },
            "source": format!("{}:{}", one.source.kind(), site.id(one.source)),
            "topics": one.topics.iter().map(|id| &site[id].id).collect::<Vec<_>>(),
            "path": path,
            "ask": scope.worded_plain(&one.ask),
            "options": one.options.iter().map(|option| scope.worded_plain(option)).collect::<Vec<_>>(),
            "answer": answer,
            "answers": match one.options.is_empty() {
                true => one.says.iter().map(said).collect::<Vec<_>>(),
                false => one
                    .answers()
                    .into_iter()
                    .map(|text| json!({ "text": scope.worded_plain(text), "note": null, "sources": [] }))
                    .collect(),
            },
            "explain": one.explain.as_ref().map(|text| scope.plain(text)),
            "quotes": one.quotes.iter().map(quote).collect::<Vec<_>>(),
        })
        .to_string()
    };
    all.into_iter().map(line).collect()
}

fn topic(input: &Input<'_>, id: TopicId) -> String {
    let site = input.site;
    let topic = &site[id];
    let ids = |articles: &[ArticleId]| articles.iter().map(|a| site[a].id.clone()).collect::<Vec<_>>();
    let events = &site.topic_events[id.index()];
    json!({
        "id": topic.id,
        "title": topic.title,
        "path": path(input, Thing::Topic(id)),
        "documents": topic.documents.iter().map(|d| &site[d].id).collect::<Vec<_>>(),
        "events": events.iter().map(|e| &site[e].id).collect::<Vec<_>>(),
        "articles": ids(&site.topic_articles[id.index()]),
        "terms": topic.terms,
    })
    .to_string()
}

fn agents(input: &Input<'_>, agents: &[Arc<Agent>], thing: fn(u32) -> Thing) -> Vec<String> {
    let site = input.site;
    let line = |(index, agent): (usize, &Arc<Agent>)| {
        let thing = thing(index as u32);
        let mentioned_by = mentioned_by(site, thing);
        let roles: Vec<Value> = agent
            .roles
            .versions
            .iter()
            .map(|v| json!({ "value": v.value, "article": v.evidence.as_ref().map(|e| &site[e.article].id) }))
            .collect();
        json!({
            "id": agent.id, "name": agent.name, "path": path(input, thing), "aliases": agent.aliases, "roles": roles,
            "mentioned_by": mentioned_by,
        })
        .to_string()
    };
    agents.iter().enumerate().map(line).collect()
}

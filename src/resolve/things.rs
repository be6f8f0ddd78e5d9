//! Publishers, documents, events, topics: from what their files say to the model.

use super::context::Context;
use super::notes::notes;
use super::questions::questions;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::DocumentNumber;
use crate::model::site::{
    Document, DocumentId, Event, EventId, PartOfDay, Point, Publisher, Quote, Relation, Thing, Topic, TopicId,
};
use crate::parse::content::Content;
use crate::parse::file::Parsed;
use crate::parse::metadata::{self, Basis, Text};
use crate::parse::yaml::Step;
use crate::text::distance::nearest;
use crate::text::slug::slug;
use std::collections::HashMap;
use std::sync::Arc;

/// A publisher.
pub fn publisher(parsed: &Parsed<metadata::Publisher>, context: &mut Context<'_>) -> Publisher {
    let site = parsed.meta.site.as_deref().and_then(|url| context.address(url, parsed.at(&["site".into()])));
    let note = context.text(parsed, &["note".into()], parsed.meta.note.as_ref());
    Publisher { id: parsed.id.clone(), name: parsed.meta.name.0.clone(), kind: parsed.meta.kind, site, note }
}

/// For each document the relations of others that lead to it: which document, and the relation's position there.
pub fn related_from(documents: &[Arc<Document>]) -> Vec<Vec<(DocumentId, usize)>> {
    let mut related = vec![Vec::new(); documents.len()];
    for (index, document) in documents.iter().enumerate() {
        for (position, relation) in document.relations.iter().enumerate() {
            related[relation.target.index()].push((DocumentId(index as u32), position));
        }
    }
    related
}

/// A document.
pub fn document(parsed: &Parsed<metadata::Document>, context: &mut Context<'_>) -> Document {
    let meta = &parsed.meta;
    let number = meta.number.as_deref().and_then(|text| {
        let number = DocumentNumber::parse(text);
        if number.is_none() {
            let hint = match DocumentNumber::within(text) {
                Some(meant) => format!("write `{meant}`"),
                None => "write it as printed, such as `57-KL/TW` or `30/2020/NĐ-CP`; one of another form, such as `95/46/EC`, stands in `aliases`".to_owned(),
            };
            context.error(
                Code::InvalidNumber,
                format!("`{text}` is not the number of a document"),
                parsed.at(&["number".into()]),
                Some(hint),
            );
        }
        number
    });
    let issued = context.fact(parsed, "issued", meta.issued.as_ref(), |c, text, at| c.when(text, at));
    let issuer = context.fact(parsed, "issuer", meta.issuer.as_ref(), |c, text, at| c.organisation(text, at));
    let title = context.fact(parsed, "title", meta.title.as_ref(), |_, text, _| Some(text.to_owned()));
    let url = meta.url.as_deref().and_then(|url| context.address(url, parsed.at(&["url".into()])));
    let mut relations = Vec::new();
    for (index, relation) in meta.relations.iter().enumerate() {
        relations.extend(self::relation(parsed, index, relation, context));
    }
    leads_to_another(parsed, &relations, context);
    let points = points(parsed, &["points".into()], &meta.points, context);
    Document {
        id: parsed.id.clone(),
        file: parsed.file.clone(),
        kind: meta.kind.as_ref().map(|t| t.0.clone()),
        number,
        issued,
        issuer,
        title,
        aliases: meta.aliases.iter().map(|a| a.0.clone()).collect(),
        url,
        relations,
        points,
        notes: notes(context, parsed, &meta.notes, None),
        body: context.body(parsed),
        is_searchable: meta.search.unwrap_or(true),
        extra: meta.extra.clone(),
    }
}

fn relation(
    parsed: &Parsed<metadata::Document>,
    index: usize,
    relation: &metadata::Relation,
    context: &mut Context<'_>,
) -> Option<Relation> {
    let at = |field: &'static str| parsed.at(&["relations".into(), index.into(), field.into()]);
    let quote = relation
        .quote
        .as_ref()
        .and_then(|q| quote(parsed, &["relations".into(), index.into(), "quote".into()], q, context));
    let note =
        context.text(parsed, &["relations".into(), index.into(), "note".into()], relation.note.as_ref());
    let missing = match relation.basis {
        Basis::Stated if relation.quote.is_none() => Some("a stated relation needs the words that state it"),
        Basis::Context if relation.quote.is_none() => {
            Some("a relation inferred from context needs the words it was inferred from")
        }
        Basis::Context if relation.note.is_none() => {
            Some("a relation inferred from context needs a note that says what was inferred")
        }
        Basis::Editor if relation.note.is_none() => {
            Some("a relation that the portal's makers state needs a note that says why")
        }
        _ => None,
    };
    if let Some(message) = missing {
        let hint = match relation.quote {
            None if relation.basis != Basis::Editor => "add `quote:` with `article:` and `text:`",
            _ => "add `note: …`",
        };
        context.error(Code::MissingEvidence, message.to_owned(), at("basis"), Some(hint.to_owned()));
    }
    let target = context.document(&relation.target, at("target"))?;
    Some(Relation { kind: relation.kind, target, basis: relation.basis, quote, note, written: index })
}

/// Reports relations of a document to itself.
fn leads_to_another(parsed: &Parsed<metadata::Document>, relations: &[Relation], context: &mut Context<'_>) {
    let own = context.registry.by_id("document", &parsed.id);
    for relation in relations.iter().filter(|relation| own == Ok(Thing::Document(relation.target))) {
        let at = parsed.at(&["relations".into(), relation.written.into(), "target".into()]);
        let message = "this is the document that the relation leads from";
        let hint = "name the other document, or remove the relation";
        context.diagnostics.push(Diagnostic::warning(Code::SelfRelation, message).at(at).hint(hint));
    }
}

/// Reports documents of the same number and date.
pub fn numbers_are_unique(content: &Content, documents: &[Arc<Document>], context: &mut Context<'_>) {
    let mut seen = std::collections::BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        let Some(number) = &document.number else { continue };
        let date = document.issued.shown().map(ToString::to_string);
        if let Some(first) = seen.insert((number.clone(), date), index) {
            let message =
                format!("`{number}` of the same date is the document `{}` too", documents[first].id);
            let hint = "a document's identity is number and date: correct one of them".to_owned();
            context.error(
                Code::DuplicateName,
                message,
                content.documents[index].at(&["number".into()]),
                Some(hint),
            );
        }
    }
}

/// An event.
pub fn event(parsed: &Parsed<metadata::Event>, context: &mut Context<'_>) -> Event {
    let meta = &parsed.meta;
    let text = |_: &mut Context<'_>, text: &str, _| Some(text.to_owned());
    let title = context.fact(parsed, "title", Some(&meta.title), text);
    let date = context.fact(parsed, "date", meta.date.as_ref(), |c, text, at| c.when(text, at));
    let part_of_day = context.fact(parsed, "part_of_day", meta.part_of_day.as_ref(), |c, word, at| {
        let part = PartOfDay::ALL.into_iter().find(|part| part.name() == word);
        if part.is_none() {
            let known = PartOfDay::ALL.map(PartOfDay::name);
            let hint =
                did_you_mean(&nearest(word, known, 2)).unwrap_or(format!("allowed: {}", known.join(", ")));
            c.error(Code::UnknownValue, format!("`{word}` is no part of the day"), at, Some(hint));
        }
        part
    });
    let place = context.fact(parsed, "place", meta.place.as_ref(), text);
    let chair = context.fact(parsed, "chair", meta.chair.as_ref(), |c, text, at| c.agency(text, at));
    let organiser =
        context.fact(parsed, "organiser", meta.organiser.as_ref(), |c, text, at| c.organisation(text, at));
    let format = context.fact(parsed, "format", meta.format.as_ref(), text);
    let kinds = context.fact(parsed, "kind", meta.kind.as_ref(), text);
    let (documents, documents_said) =
        context.listed(parsed, "documents", &meta.documents, |c, name, at| c.document(name, at));
    let (topics, topics_said) = context.listed(parsed, "topics", &meta.topics, |c, id, at| c.find_id(id, at));
    let (people, people_said) = context.listed(parsed, "people", &meta.people, |c, id, at| c.find_id(id, at));
    let mut quotes = Vec::new();
    for (index, q) in meta.quotes.iter().enumerate() {
        quotes.extend(quote(parsed, &["quotes".into(), index.into()], q, context));
    }
    Event {
        id: parsed.id.clone(),
        file: parsed.file.clone(),
        kind: kinds.shown().cloned().unwrap_or_else(|| "other".to_owned()),
        kinds,
        title,
        label: meta.label.as_ref().map(|t| t.0.clone()),
        date,
        part_of_day,
        place,
        chair,
        organiser,
        format,
        documents,
        topics,
        people,
        documents_said,
        topics_said,
        people_said,
        summary: context.text(parsed, &["summary".into()], meta.summary.as_ref()),
        quotes,
        notes: notes(context, parsed, &meta.notes, None),
        is_searchable: meta.search.unwrap_or(true),
        extra: meta.extra.clone(),
    }
}

/// A topic.
pub fn topic(parsed: &Parsed<metadata::Topic>, context: &mut Context<'_>) -> Topic {
    let meta = &parsed.meta;
    let documents = context.list(parsed, "documents", &meta.documents, |c, name, at| c.document(name, at));
    let events = context.list(parsed, "events", &meta.events, |c, id, at| c.find_id(id, at));
    Topic {
        id: parsed.id.clone(),
        file: parsed.file.clone(),
        title: meta.title.0.clone(),
        order: meta.order,
        summary: context.text(parsed, &["summary".into()], meta.summary.as_ref()),
        documents,
        events,
        terms: meta.terms.iter().map(|t| t.0.clone()).collect(),
        points: points(parsed, &["points".into()], &meta.points, context),
        self_test: questions(parsed, &meta.self_test, context),
        body: context.body(parsed),
        is_searchable: meta.search.unwrap_or(true),
        extra: meta.extra.clone(),
    }
}

/// The topics that the key `topics` of a thing names.
pub fn topics_of<T>(parsed: &Parsed<T>, names: &[Text], context: &mut Context<'_>) -> Vec<TopicId> {
    context.list(parsed, "topics", names, |c, id, at| c.find_id(id, at))
}

/// For each topic its events, those that it lists, in its order, then those that name it alone; and for each event its topics, in their order.
pub fn topics_and_events(
    topics: &[Arc<Topic>],
    events: &[Arc<Event>],
) -> (Vec<Vec<EventId>>, Vec<Vec<TopicId>>) {
    let mut of_topics: Vec<Vec<EventId>> = topics.iter().map(|topic| topic.events.clone()).collect();
    let mut of_events: Vec<Vec<TopicId>> = vec![Vec::new(); events.len()];
    for (index, topic) in topics.iter().enumerate() {
        topic.events.iter().for_each(|event| of_events[event.index()].push(TopicId(index as u32)));
    }
    for (index, event) in events.iter().enumerate() {
        let own = &mut of_events[index];
        for topic in &event.topics {
            if !own.contains(topic) {
                own.push(*topic);
                of_topics[topic.index()].push(EventId(index as u32));
            }
        }
        own.sort_unstable();
    }
    (of_topics, of_events)
}

/// A quotation at `path`.
pub fn quote<T>(
    parsed: &Parsed<T>,
    path: &[Step<'_>],
    quote: &metadata::Quote,
    context: &mut Context<'_>,
) -> Option<Quote> {
    let at = |field: &'static str| {
        let mut path = path.to_vec();
        path.push(field.into());
        parsed.at(&path)
    };
    context.quote(quote, at("article"), at("text"))
}

/// Points at `path`, with anchors that are unique among them.
pub fn points<T>(
    parsed: &Parsed<T>,
    path: &[Step<'_>],
    points: &[metadata::Point],
    context: &mut Context<'_>,
) -> Vec<Point> {
    let mut anchors = Anchors::default();
    let mut made = Vec::with_capacity(points.len());
    for (index, point) in points.iter().enumerate() {
        let mut path = path.to_vec();
        path.push(index.into());
        made.push(self::point(parsed, &path, point, &mut anchors, context));
    }
    made
}

/// Anchors of one page that are taken, each with the number that the next of the same name gets.
#[derive(Debug, Default)]
pub struct Anchors(HashMap<String, usize>);

impl Anchors {
    /// `wanted`, or what it becomes by the first number from 2 on that is free; it is taken then.
    fn next(&mut self, wanted: String) -> String {
        let mut anchor = wanted.clone();
        let mut number = self.0.get(&wanted).copied().unwrap_or(2);
        while self.0.contains_key(&anchor) {
            anchor = format!("{wanted}-{number}");
            number += 1;
        }
        self.0.insert(wanted, number);
        self.0.entry(anchor.clone()).or_insert(2);
        anchor
    }
}

/// One point at `path`; its anchor is not among `anchors`, and is then.
pub fn point<T>(
    parsed: &Parsed<T>,
    path: &[Step<'_>],
    point: &metadata::Point,
    anchors: &mut Anchors,
    context: &mut Context<'_>,
) -> Point {
    fn below<'a>(path: &[Step<'a>], steps: &[Step<'a>]) -> Vec<Step<'a>> {
        path.iter().chain(steps).copied().collect()
    }
    let mut quotes = Vec::with_capacity(point.quotes.len());
    for (index, q) in point.quotes.iter().enumerate() {
        quotes.extend(quote(parsed, &below(path, &["quotes".into(), index.into()]), q, context));
    }
    let wanted = slug(point.id.as_deref().unwrap_or(&point.title));
    let anchor = anchors.next(wanted.clone());
    if let Some(id) = point.id.as_deref().filter(|_| anchor != wanted) {
        let message = format!(
            "another point of this file is `{wanted}` too, and references to `#{id}` lead to that one"
        );
        let hint = "give one of them another `id:`".to_owned();
        context.error(Code::DuplicateId, message, parsed.at(&below(path, &["id".into()])), Some(hint));
    }
    Point {
        title: point.title.0.clone(),
        anchor,
        label: point.label.as_ref().map(|t| t.0.clone()),
        quotes,
        verdict: point.verdict.as_ref().map(|t| t.0.clone()),
        remark: context.text(parsed, &below(path, &["remark".into()]), point.remark.as_ref()),
    }
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn anchors_are_unique_and_take_the_next_number() {
        let mut anchors = Anchors::default();
        let found: Vec<String> = ["a", "a", "a-3", "a", "a-3", "b", "a"]
            .iter()
            .map(|wanted| anchors.next((*wanted).to_owned()))
            .collect();
        assert_eq!(found, ["a", "a-2", "a-3", "a-4", "a-3-2", "b", "a-5"]);
    }
}

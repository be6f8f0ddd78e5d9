//! What refers to what, seen from the target.

use super::sentences::Sentences;
use crate::markup;
use crate::model::site::{
    Agency, Agent, Article, Backlink, Document, Event, Evidence, Fact, Markdown, OrganisationId, Place,
    Point, Question, Quote, RightAnswer, Site, Target, Term, TextPage, Thing, Topic, Version, Wording,
    passage_anchor, passage_number,
};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The anchor, on the page of a topic or other page, of what leads to its questions.
pub const SELF_TEST: &str = "_self-test";

/// References by target.
pub type Links = BTreeMap<Thing, Arc<Vec<Backlink>>>;

/// All references of a site, by target; those of one target by source, then by place in it.
pub fn backlinks(site: &Site) -> Links {
    let each: Vec<_> = site.things().into_par_iter().map(|source| references(site, source)).collect();
    let mut links: BTreeMap<Thing, Vec<Backlink>> = BTreeMap::new();
    // Sources come in their order, so that every list is sorted by source.
    for (target, link) in each.into_iter().flatten() {
        links.entry(target).or_default().push(link);
    }
    let sorted = links.into_iter().map(|(target, mut list)| {
        list.dedup();
        (target, Arc::new(list))
    });
    sorted.collect()
}

/// What [`backlinks`] gives for `site`, from those of the site before, of which only `changed` are other things than now.
pub fn backlinks_again(before: &Site, site: &Site, changed: &BTreeSet<Thing>) -> Links {
    let of = |site: &Site| -> Vec<(Thing, Backlink)> {
        changed.iter().flat_map(|&source| references(site, source)).collect()
    };
    let (old, new) = (of(before), of(site));
    let touched: BTreeSet<Thing> = old.iter().chain(&new).map(|(target, _)| *target).collect();
    let mut links = before.backlinks.clone();
    for target in touched {
        let others = before.links(target).iter().filter(|link| !changed.contains(&link.source));
        let own = new.iter().filter(|(to, _)| *to == target).map(|(_, link)| link);
        let mut list: Vec<Backlink> = others.chain(own).cloned().collect();
        list.sort_by_key(|link| link.source); // Stable: within a source, the order of collection stays.
        list.dedup();
        match list.is_empty() {
            true => links.remove(&target),
            false => links.insert(target, Arc::new(list)),
        };
    }
    links
}

/// What one thing refers to, in the order of places in it.
fn references(site: &Site, source: Thing) -> Vec<(Thing, Backlink)> {
    let mut collector = Collector::default();
    match source {
        Thing::Article(id) => collector.article(source, &site[id]),
        Thing::Document(id) => collector.document(source, &site[id]),
        Thing::Event(id) => collector.event(source, &site[id]),
        Thing::Person(id) => collector.agent(source, &site[id]),
        Thing::Organisation(id) => collector.agent(source, &site[id]),
        Thing::Topic(id) => collector.topic(source, &site[id]),
        Thing::Page(id) => collector.page(source, &site[id]),
        Thing::Term(id) => collector.term(source, &site[id]),
    }
    collector.links
}

#[derive(Default)]
struct Collector {
    links: Vec<(Thing, Backlink)>,
}

impl Collector {
    fn add(&mut self, source: Thing, target: Thing, passage: Option<u32>, place: Place) {
        if source != target {
            self.links.push((target, Backlink { source, place, passage }));
        }
    }

    fn field(&mut self, source: Thing, target: Thing, field: &'static str, anchor: Option<&str>) {
        self.add(source, target, None, Place::Field { field, anchor: anchor.map(str::to_owned) });
    }

    fn markdown(
        &mut self,
        source: Thing,
        text: Option<&Markdown>,
        field: &'static str,
        anchor: Option<&str>,
    ) {
        let Some(markdown) = text else { return };
        if markdown.targets.is_empty() {
            return;
        }
        let references = markup::references(&markdown.source);
        let mut sentences = Sentences::new(&markdown.source, &references, &markdown.targets);
        for (at, target) in markdown.targets.iter().enumerate().take(references.len()) {
            let Some(target) = target else { continue };
            let sentence = Box::new(sentences.around(at));
            let place = Place::Markdown { sentence, field, anchor: anchor.map(str::to_owned) };
            self.add(source, target.thing, passage_of(target), place);
        }
    }

    /// The references in the body of a Markdown article; of several to one thing in a sentence, the first.
    fn body(&mut self, source: Thing, article: &Article) {
        let mut last: HashMap<Thing, usize> = HashMap::new();
        let mut sentences = Sentences::of(article);
        for (at, target) in article.targets.iter().enumerate().take(article.references.len()) {
            let Some(target) = target else { continue };
            if let Some(last) = last.insert(target.thing, at) {
                let passage = article.targets[last].as_ref().and_then(passage_of);
                if passage == passage_of(target) && sentences.have_one(last, at) {
                    continue;
                }
            }
            self.add(source, target.thing, passage_of(target), Place::Body { reference: at });
        }
    }

    fn quote(&mut self, source: Thing, quote: &Quote, field: &'static str, anchor: Option<&str>) {
        let place = Place::Field { field, anchor: anchor.map(str::to_owned) };
        self.add(source, Thing::Article(quote.article), Some(quote.passage), place.clone());
        if quote.last != quote.passage {
            self.add(source, Thing::Article(quote.article), Some(quote.last), place);
        }
    }

    fn evidence(&mut self, source: Thing, evidence: Option<&Evidence>, field: &'static str) {
        if let Some(evidence) = evidence {
            self.add(
                source,
                Thing::Article(evidence.article),
                evidence.passage,
                Place::Field { field, anchor: None },
            );
        }
    }

    fn fact<T>(
        &mut self,
        source: Thing,
        fact: &Fact<T>,
        field: &'static str,
        target: impl Fn(&T) -> Option<Thing>,
    ) {
        for Version { value, evidence, organisation, note, .. } in &fact.versions {
            if let Some(target) = target(value) {
                self.field(source, target, field, None);
            }
            if let Some(Agency::Known(id)) = organisation {
                self.field(source, Thing::Organisation(*id), field, None);
            }
            self.evidence(source, evidence.as_ref(), field);
            self.markdown(source, note.as_ref(), field, None);
        }
    }

    fn points(&mut self, source: Thing, points: &[Point]) {
        for point in points {
            for quote in &point.quotes {
                self.quote(source, quote, "points", Some(&point.anchor));
            }
            self.markdown(source, point.remark.as_ref(), "points", Some(&point.anchor));
        }
    }

    fn questions(&mut self, source: Thing, questions: &[Question]) {
        for question in questions {
            for quote in &question.quotes {
                self.quote(source, quote, "self_test", Some(SELF_TEST));
            }
            let answer = match &question.answer {
                RightAnswer::Words(words) => Some(words),
                RightAnswer::Options(_) => None,
            };
            let worded = std::iter::once(&question.ask).chain(&question.options).chain(answer);
            for text in worded.map(Wording::references).chain(&question.explain) {
                self.markdown(source, Some(text), "self_test", Some(SELF_TEST));
            }
        }
    }

    fn article(&mut self, source: Thing, article: &Article) {
        let text =
            |passage: u32, range: &std::ops::Range<usize>| Place::Text { range: range.clone(), passage };
        for mention in &article.mentions {
            if let Some(document) = mention.document {
                self.add(source, Thing::Document(document), None, text(mention.passage, &mention.range));
            }
        }
        for name in &article.people {
            self.add(source, Thing::Person(name.id), None, text(name.passage, &name.range));
        }
        for name in &article.organisations {
            self.add(source, Thing::Organisation(name.id), None, text(name.passage, &name.range));
        }
        for name in &article.terms {
            self.add(source, Thing::Term(name.id), None, text(name.passage, &name.range));
        }
        article.topics.iter().for_each(|&id| self.field(source, Thing::Topic(id), "topics", None));
        article.events.iter().for_each(|&id| self.field(source, Thing::Event(id), "events", None));
        self.markdown(source, article.note.as_ref(), "note", None);
        for note in &article.notes {
            let anchor = note.passage.map(passage_anchor);
            self.markdown(source, Some(&note.text), "notes", anchor.as_deref());
        }
        for one in &article.parallels {
            let anchor = passage_anchor(one.passage);
            let place = Place::Field { field: "parallels", anchor: Some(anchor.clone()) };
            self.add(source, Thing::Article(one.other), Some(one.other_passage), place);
            self.markdown(source, Some(&one.remark), "parallels", Some(&anchor));
        }
        self.body(source, article);
    }

    fn document(&mut self, source: Thing, document: &Document) {
        self.fact(source, &document.issued, "issued", |_| None);
        self.fact(source, &document.issuer, "issuer", known_organisation);
        self.fact(source, &document.title, "title", |_| None);
        for relation in &document.relations {
            self.field(source, Thing::Document(relation.target), "relations", None);
            if let Some(quote) = &relation.quote {
                self.quote(source, quote, "relations", None);
            }
            self.markdown(source, relation.note.as_ref(), "relations", None);
        }
        self.points(source, &document.points);
        document.notes.iter().for_each(|note| self.markdown(source, Some(&note.text), "notes", None));
        self.markdown(source, document.body.as_ref(), "body", None);
    }

    fn event(&mut self, source: Thing, event: &Event) {
        self.fact(source, &event.kinds, "kind", |_| None);
        self.fact(source, &event.title, "title", |_| None);
        self.fact(source, &event.date, "date", |_| None);
        self.fact(source, &event.part_of_day, "part_of_day", |_| None);
        self.fact(source, &event.place, "place", |_| None);
        self.fact(source, &event.chair, "chair", |chair| match chair {
            Agency::Known(id) => Some(Thing::Person(*id)),
            Agency::Name(_) => None,
        });
        self.fact(source, &event.organiser, "organiser", known_organisation);
        self.fact(source, &event.format, "format", |_| None);
        event.documents.iter().for_each(|&id| self.field(source, Thing::Document(id), "documents", None));
        event.topics.iter().for_each(|&id| self.field(source, Thing::Topic(id), "topics", None));
        event.people.iter().for_each(|&id| self.field(source, Thing::Person(id), "people", None));
        self.fact(source, &event.documents_said, "documents", |_| None);
        self.fact(source, &event.topics_said, "topics", |_| None);
        self.fact(source, &event.people_said, "people", |_| None);
        event.quotes.iter().for_each(|quote| self.quote(source, quote, "quotes", None));
        event.notes.iter().for_each(|note| self.markdown(source, Some(&note.text), "notes", None));
        self.markdown(source, event.summary.as_ref(), "summary", None);
    }

    fn agent(&mut self, source: Thing, agent: &Agent) {
        self.fact(source, &agent.roles, "roles", |_| None);
        self.markdown(source, agent.note.as_ref(), "note", None);
        if let Some(parent) = agent.parent {
            self.field(source, Thing::Organisation(parent), "parent", None);
        }
    }

    fn topic(&mut self, source: Thing, topic: &Topic) {
        topic.documents.iter().for_each(|&id| self.field(source, Thing::Document(id), "documents", None));
        topic.events.iter().for_each(|&id| self.field(source, Thing::Event(id), "events", None));
        self.points(source, &topic.points);
        self.markdown(source, topic.summary.as_ref(), "summary", None);
        self.markdown(source, topic.body.as_ref(), "body", None);
        self.questions(source, &topic.self_test);
    }

    fn term(&mut self, source: Thing, term: &Term) {
        term.quotes.iter().for_each(|quote| self.quote(source, quote, "quotes", None));
        self.markdown(source, term.means.as_ref(), "means", None);
        if let Some(target) = &term.see {
            self.field(source, target.thing, "see", None);
        }
    }

    fn page(&mut self, source: Thing, page: &TextPage) {
        page.topics.iter().for_each(|&id| self.field(source, Thing::Topic(id), "topics", None));
        self.markdown(source, Some(&page.body), "body", None);
        self.questions(source, &page.self_test);
    }
}

/// The passage of the article that a reference leads to.
fn passage_of(target: &Target) -> Option<u32> {
    target.anchor.as_deref().and_then(passage_number)
}

fn known_organisation(agency: &Agency<OrganisationId>) -> Option<Thing> {
    match agency {
        Agency::Known(id) => Some(Thing::Organisation(*id)),
        Agency::Name(_) => None,
    }
}

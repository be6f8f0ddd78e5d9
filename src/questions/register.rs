//! Questions that nobody writes: number, date, issuer and subject of each document, date and place of each event, as the
//! register has them.
//!
//! What nobody states is not asked; nor what the question's own words would give away, or what could mean two things.

use super::{Asked, Origin, Said};
use crate::display::dates;
use crate::display::names::document_name;
use crate::model::When;
use crate::model::site::{
    Agency, Document, DocumentId, Event, EventId, Evidence, Fact, OrganisationId, Quote, Site, Statement,
    Thing, Wording,
};
use crate::parse::metadata::QuestionKind;
use crate::render::strings::Strings;
use crate::resolve::questions::REGISTER;
use crate::search::facets;
use crate::text::fold::bare;
use std::collections::BTreeMap;

/// The questions on all documents, then on all events, in the order of their ids.
pub fn questions(site: &Site, strings: &Strings) -> Vec<Asked> {
    let register = Register { site, strings };
    let documents: Vec<(String, String)> = site
        .documents
        .iter()
        .map(|document| {
            (document_name(document, strings), document.title.shown().cloned().unwrap_or_default())
        })
        .collect();
    let (names, titles) = (counts(documents.iter().map(|d| &d.0)), counts(documents.iter().map(|d| &d.1)));
    let mut asked = Vec::new();
    for (index, (name, title)) in documents.iter().enumerate() {
        let is_one = |counts: &BTreeMap<String, usize>, text: &str| counts.get(&bare(text)) == Some(&1);
        // Numbers repeat from one congress, or one year, to the next; the title then tells which is meant.
        let name = match is_one(&names, name) {
            true => Some(name.clone()),
            false => (title != name && is_one(&titles, title)).then(|| format!("{name} “{title}”")),
        };
        let title = Some(title).filter(|title| is_one(&titles, title));
        register.document(DocumentId(index as u32), name.as_deref(), title.map(String::as_str), &mut asked);
    }
    let title = |event: &Event| event.title.shown().cloned().unwrap_or_default();
    let titles = counts(site.events.iter().map(|event| title(event)).collect::<Vec<_>>().iter());
    for (index, event) in site.events.iter().enumerate() {
        let title = title(event);
        if titles.get(&bare(&title)) == Some(&1) {
            register.event(EventId(index as u32), &title, &mut asked);
        }
    }
    asked
}

/// How many things bear each name, letter case and signs aside.
fn counts<'a>(names: impl Iterator<Item = &'a String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for name in names.filter(|name| !name.trim().is_empty()) {
        *counts.entry(bare(name)).or_default() += 1;
    }
    counts
}

struct Register<'a> {
    site: &'a Site,
    strings: &'a Strings,
}

impl Register<'_> {
    fn document(&self, id: DocumentId, name: Option<&str>, title: Option<&str>, asked: &mut Vec<Asked>) {
        let document = &self.site[id];
        let thing = Thing::Document(id);
        if let (Some(number), Some(title)) = (&document.number, title) {
            let (evidence, quotes) = self.numbered(id, document);
            let said = Said { text: Wording::literal(number.to_string()), note: None, evidence };
            let ask = self.strings.fill("ask_number", &[("title", title)]);
            asked.extend(self.asked(thing, "number", ask, vec![said], quotes));
        }
        let Some(name) = name else { return };
        let ask = |key: &str| self.strings.fill(key, &[("name", name)]);
        asked.extend(self.fact(thing, "issued", ask("ask_issued"), &document.issued, |when| self.when(when)));
        let issuer = |issuer: &Agency<OrganisationId>| (self.site.organisation_name(issuer).to_owned(), None);
        asked.extend(self.fact(thing, "issuer", ask("ask_issuer"), &document.issuer, issuer));
        if document.number.is_some() {
            let subject = |title: &String| (title.clone(), None);
            asked.extend(self.fact(thing, "subject", ask("ask_subject"), &document.title, subject));
        }
    }

    fn event(&self, id: EventId, title: &str, asked: &mut Vec<Asked>) {
        let event = &self.site[id];
        let thing = Thing::Event(id);
        let ask = |key: &str| self.strings.fill(key, &[("title", title)]);
        asked.extend(self.fact(thing, "date", ask("ask_date"), &event.date, |when| self.when(when)));
        let place = |place: &String| (place.clone(), None);
        asked.extend(self.fact(thing, "place", ask("ask_place"), &event.place, place));
    }

    fn when(&self, when: &When) -> (String, Option<String>) {
        let precision = dates::precision(when, None, self.strings);
        (dates::plain(when, self.strings), (!precision.is_empty()).then(|| precision.join(", ")))
    }

    /// A question on a fact: equal versions once, with all who state them; where sources do not differ, the most exact one.
    /// `word` tells how a value is said, and how sure it is.
    fn fact<T: Statement>(
        &self,
        thing: Thing,
        field: &str,
        ask: String,
        fact: &Fact<T>,
        word: impl Fn(&T) -> (String, Option<String>),
    ) -> Option<Asked> {
        let mut says: Vec<Said> = Vec::new();
        let mut quotes: Vec<Quote> = Vec::new();
        let agreed = fact.agreed();
        let versions = fact.versions.iter().filter(|version| agreed.is_none_or(|it| version.value == *it));
        for version in versions {
            let (text, note) = word(&version.value);
            let text = Wording::literal(text);
            let at = says.iter().position(|said| said.text == text && said.note == note);
            let at = at.unwrap_or_else(|| {
                says.push(Said { text, note, evidence: Vec::new() });
                says.len() - 1
            });
            let Some(evidence) = &version.evidence else { continue };
            if !says[at].evidence.contains(evidence) {
                says[at].evidence.push(evidence.clone());
            }
            quotes.extend(evidence.quote.clone().filter(|quote| !quotes.contains(quote)));
        }
        self.asked(thing, field, ask, says, quotes)
    }

    /// The question, unless nobody answers it or its own words do.
    fn asked(
        &self,
        thing: Thing,
        field: &str,
        ask: String,
        says: Vec<Said>,
        quotes: Vec<Quote>,
    ) -> Option<Asked> {
        debug_assert!(REGISTER.iter().any(|(kind, fields)| *kind == thing.kind() && fields.contains(&field)));
        let question = bare(&ask);
        let tells = |said: &Said| {
            let said = bare(said.text.source());
            said.trim().is_empty() || question.contains(&said)
        };
        (!says.is_empty() && !says.iter().any(tells)).then(|| Asked {
            id: format!("{}-{}-{field}", thing.kind(), self.site.id(thing)),
            kind: QuestionKind::Recall,
            origin: Origin::Register,
            source: thing,
            topics: facets::topics(self.site, thing),
            ask: Wording::literal(ask),
            options: Vec::new(),
            answer: Vec::new(),
            says,
            explain: None,
            quotes,
        })
    }

    /// The first sentence of a source in which the number of a document stands in full.
    fn numbered(&self, id: DocumentId, document: &Document) -> (Vec<Evidence>, Vec<Quote>) {
        let Some(number) = &document.number else { return Default::default() };
        let joined = |text: &str| bare(text).split_whitespace().collect::<String>();
        let number = joined(&number.to_string());
        let found = self.site.links(Thing::Document(id)).iter().find_map(|link| {
            let (article, passage, range) = link.in_text()?;
            let text = &self.site[article];
            let is_whole = !text.is_markdown && joined(&text.text[range.clone()]).contains(&number);
            is_whole.then(|| (article, passage, text.sentence(passage, range.clone())))
        });
        let Some((article, passage, sentence)) = found else { return Default::default() };
        let text = self.site[article].text[sentence.clone()].to_owned();
        let quote = Quote { article, text, ranges: vec![sentence], passage, last: passage };
        (vec![Evidence { article, passage: Some(passage), quote: Some(quote.clone()) }], vec![quote])
    }
}

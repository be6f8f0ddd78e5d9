//! What metadata claims of events, documents, people and organisations against the words that it cites.
//!
//! A claim is told of where the quoted words have neither the date, the name nor, in their order, the words that it states. What
//! follows in another way is said in the claim's `note`, and is then left alone. A plain value cites nothing: dates and names are
//! compared with all articles that report the event; what an organisation does is told in the portal's words, of which the passage must
//! have the numbers and half of the words. Claims whose article or quotation is not found, which is reported, are not judged, and plain
//! values not while any article that may report the event is not known.

mod words;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::When;
use crate::model::site::{
    Agency, Agent, Article, Document, DocumentId, Event, EventId, Fact, OrganisationId, PersonId, Site,
    Thing, Version,
};
use crate::parse::content::Content;
use crate::parse::file::Parsed;
use crate::parse::metadata::{self, Basis, Stated};
use std::collections::BTreeSet;
use std::sync::Arc;
pub use words::Cited;

/// Dates of a passage that a message shows.
const SHOWN: usize = 4;

/// All claims that no source supports, as warnings in no order.
pub fn support(content: &Content, site: &Site) -> Vec<Diagnostic> {
    let mut claims = Claims { site, has_all_reports: has_all_reports(content, site), told: Vec::new() };
    for (index, (parsed, event)) in content.events.iter().zip(&site.events).enumerate() {
        claims.event(parsed, EventId(index as u32), event);
    }
    for (parsed, document) in content.documents.iter().zip(&site.documents) {
        claims.document(parsed, document);
    }
    for (parsed, person) in content.people.iter().zip(&site.people) {
        claims.text(parsed, "roles", &person.roles);
    }
    // What an organisation does is told in the portal's words.
    for (parsed, organisation) in content.organisations.iter().zip(&site.organisations) {
        claims.each(parsed, "roles", &organisation.roles, |cited, text| cited.is_about(text), Clone::clone);
    }
    claims.told
}

struct Claims<'a> {
    site: &'a Site,
    /// Whether every article says which events it reports.
    has_all_reports: bool,
    told: Vec<Diagnostic>,
}

impl<'a> Claims<'a> {
    fn event(&mut self, parsed: &Parsed<metadata::Event>, id: EventId, event: &'a Event) {
        let site = self.site;
        let meta = &parsed.meta;
        self.text(parsed, "title", &event.title);
        self.dates(parsed, "date", &event.date);
        self.each(
            parsed,
            "part_of_day",
            &event.part_of_day,
            |cited, part| cited.says_part(*part),
            |part| part.name().to_owned(),
        );
        self.text(parsed, "place", &event.place);
        self.text(parsed, "format", &event.format);
        // Which topics it serves is for the portal to say.
        let names = |cited: &Cited<'a>, id: &DocumentId| cited.names_document(*id, &site[id]);
        let shown = |id: &DocumentId| number(&site[id]);
        self.each(parsed, "documents", &event.documents_said, names, shown);
        let names = |cited: &Cited<'a>, id: &PersonId| cited.names_person(site, &Agency::Known(*id));
        self.each(parsed, "people", &event.people_said, names, |id| site[id].name.clone());
        self.people(parsed, "chair", &event.chair);
        self.organisations(parsed, "organiser", &event.organiser);
        let reports = reports(site, id, event);
        let is_each_known = self.has_all_reports
            && meta.quotes.len() == event.quotes.len()
            && is_found(meta.date.as_ref(), &event.date)
            && is_found(meta.place.as_ref(), &event.place)
            && is_found(meta.chair.as_ref(), &event.chair)
            && is_found(meta.organiser.as_ref(), &event.organiser)
            && reports.iter().all(Cited::is_known);
        if reports.is_empty() || !is_each_known {
            return;
        }
        if let Some(when) = plain(meta.date.as_ref(), &event.date) {
            // A report without any date cannot be compared.
            let has_dates = reports.iter().any(|cited| cited.dates().next().is_some());
            self.plainly(parsed, "date", &reports, has_dates, &when.to_string(), |cited| {
                cited.says_when(when)
            });
        }
        if let Some(who) = plain(meta.chair.as_ref(), &event.chair) {
            let name = name(who, |id: &PersonId| &site[id]);
            self.plainly(parsed, "chair", &reports, true, &name, |cited| cited.names_person(site, who));
        }
        if let Some(which) = plain(meta.organiser.as_ref(), &event.organiser) {
            let name = name(which, |id: &OrganisationId| &site[id]);
            self.plainly(parsed, "organiser", &reports, true, &name, |cited| {
                cited.names_organisation(site, which)
            });
        }
    }

    fn document<T>(&mut self, parsed: &Parsed<T>, document: &'a Document) {
        self.text(parsed, "title", &document.title);
        self.dates(parsed, "issued", &document.issued);
        self.organisations(parsed, "issuer", &document.issuer);
        for relation in &document.relations {
            let Some(quote) = relation
                .quote
                .as_ref()
                .filter(|_| relation.basis == Basis::Stated && relation.note.is_none())
            else {
                continue;
            };
            let cited = Cited::quoted(self.site, quote);
            let target = &self.site[relation.target];
            if cited.is_known() && !cited.names_document(relation.target, target) {
                let at = parsed.at(&["relations".into(), relation.written.into(), "target".into()]);
                self.tell("target", &number(target), &[cited], true, at);
            }
        }
    }

    fn text<T>(&mut self, parsed: &Parsed<T>, key: &'static str, fact: &'a Fact<String>) {
        self.each(parsed, key, fact, |cited, text| cited.says(text), Clone::clone);
    }

    fn dates<T>(&mut self, parsed: &Parsed<T>, key: &'static str, fact: &'a Fact<When>) {
        self.each(parsed, key, fact, |cited, when| cited.says_when(when), ToString::to_string);
        // A note may give the year, not another day.
        for version in &fact.versions {
            let Version { value, evidence: Some(evidence), note: Some(_), written, .. } = version else {
                continue;
            };
            let cited = Cited::new(self.site, evidence);
            if cited.is_known() && cited.says_another_day(value) {
                let at = parsed.at(&[key.into(), (*written).into(), "value".into()]);
                self.tell(key, &value.to_string(), &[cited], true, at);
            }
        }
    }

    fn people<T>(&mut self, parsed: &Parsed<T>, key: &'static str, fact: &'a Fact<Agency<PersonId>>) {
        let site = self.site;
        let shown = |who: &Agency<PersonId>| name(who, |id| &site[id]);
        self.each(parsed, key, fact, |cited, who| cited.names_person(site, who), shown);
    }

    fn organisations<T>(
        &mut self,
        parsed: &Parsed<T>,
        key: &'static str,
        fact: &'a Fact<Agency<OrganisationId>>,
    ) {
        let site = self.site;
        let shown = |which: &Agency<OrganisationId>| name(which, |id| &site[id]);
        self.each(parsed, key, fact, |cited, which| cited.names_organisation(site, which), shown);
    }

    /// Tells of the versions that their own passages do not support.
    fn each<T, V>(
        &mut self,
        parsed: &Parsed<T>,
        key: &'static str,
        fact: &'a Fact<V>,
        supports: impl Fn(&Cited<'a>, &V) -> bool,
        shown: impl Fn(&V) -> String,
    ) {
        for version in &fact.versions {
            let Version { value, evidence: Some(evidence), note: None, written, .. } = version else {
                continue;
            };
            let at = parsed.at(&[key.into(), (*written).into(), "value".into()]);
            let cited = Cited::new(self.site, evidence);
            if cited.is_known() && !supports(&cited, value) {
                self.tell(key, &shown(value), &[cited], true, at);
            }
        }
    }

    /// Tells of a plain value that none of the reports supports.
    fn plainly<T>(
        &mut self,
        parsed: &Parsed<T>,
        key: &'static str,
        reports: &[Cited<'a>],
        is_comparable: bool,
        what: &str,
        supports: impl Fn(&Cited<'a>) -> bool,
    ) {
        if is_comparable && !reports.iter().any(supports) {
            self.tell(key, what, reports, false, parsed.at(&[key.into()]));
        }
    }

    fn tell(&mut self, key: &str, what: &str, cited: &[Cited<'a>], is_quoted: bool, at: Location) {
        let names: Vec<String> = cited.iter().take(SHOWN).map(Cited::name).collect();
        let more = if cited.len() > SHOWN { " …" } else { "" };
        let verb = if cited.len() > 1 { "do" } else { "does" };
        let mut message = format!("`{key}` says “{what}”, but {}{more} {verb} not say so", names.join(", "));
        if matches!(key, "date" | "issued") {
            let dates: BTreeSet<(&str, &str)> =
                cited.iter().flat_map(Cited::dates).map(|(said, iso)| (iso, said)).collect();
            let shown: Vec<String> =
                dates.iter().take(SHOWN).map(|(iso, said)| format!("“{said}” ({iso})")).collect();
            message += &match shown.is_empty() {
                true => ": it has no date".to_owned(),
                false => format!(": its dates are {}", shown.join(", ")),
            };
        }
        let hint = match is_quoted {
            true => format!(
                "correct the value, quote the words of {} that say so, or tell in a `note` how it follows",
                names.join(", ")
            ),
            false => "correct the value, or list what each source says, with its words, and a `note` where it only follows".to_owned(),
        };
        self.told.push(Diagnostic::warning(Code::ClaimUnsupported, message).at(at).hint(hint));
    }
}

/// What a document is called in messages: its number, or its id.
fn number(document: &Document) -> String {
    document.number.as_ref().map_or_else(|| document.id.clone(), ToString::to_string)
}

/// The one value that names no source.
fn plain<'a, V>(stated: Option<&Stated>, fact: &'a Fact<V>) -> Option<&'a V> {
    let names_none = match stated? {
        Stated::Plain(_) => true,
        Stated::Claims(claims) => claims.iter().all(|claim| claim.article.is_none()),
    };
    match fact.versions.as_slice() {
        [Version { value, note: None, .. }] if names_none => Some(value),
        _ => None,
    }
}

/// Whether all evidence that is named for a fact was found.
fn is_found<V>(stated: Option<&Stated>, fact: &Fact<V>) -> bool {
    let Some(Stated::Claims(claims)) = stated else { return true };
    let named = claims.iter().filter(|claim| claim.article.is_some()).count();
    named == fact.versions.iter().filter(|version| version.evidence.is_some()).count()
}

/// Whether every article was read, and every event that one reports found.
fn has_all_reports(content: &Content, site: &Site) -> bool {
    let is_read = |(parsed, article): (&Arc<Parsed<metadata::Article>>, &Arc<Article>)| {
        let named: BTreeSet<&str> = parsed.meta.events.iter().map(|id| &**id).collect();
        parsed.is_whole && named.len() == article.events.len()
    };
    !content.withheld.keys().any(|(kind, _)| kind == "article")
        && content.articles.iter().zip(&site.articles).all(is_read)
}

/// The articles that report an event or are quoted for it.
fn reports<'a>(site: &'a Site, id: EventId, event: &Event) -> Vec<Cited<'a>> {
    let mut articles: BTreeSet<u32> = event.quotes.iter().map(|quote| quote.article.0).collect();
    articles.extend(site.links(Thing::Event(id)).iter().filter_map(|link| match link.source {
        Thing::Article(id) => Some(id.0),
        _ => None,
    }));
    let texts = articles.into_iter().map(|id| -> &'a Article { &site.articles[id as usize] });
    texts.map(Cited::whole).collect()
}

fn name<'a, Id>(agency: &Agency<Id>, agent: impl Fn(&Id) -> &'a Agent) -> String {
    match agency {
        Agency::Known(id) => agent(id).name.clone(),
        Agency::Name(name) => name.clone(),
    }
}

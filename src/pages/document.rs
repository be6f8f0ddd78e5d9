//! A document: its identity, its relations, what sources say of it.

use super::article::note_view;
use super::parts::{backlinks, sources};
use super::{Additions, Kind, Made, Of, Plan, Scope, json_ld, made};
use crate::display::{names, words};
use crate::markup::escape;
use crate::model::site::{Document, DocumentId, Thing};
use crate::view::{DocumentView, Fact};
use std::collections::BTreeSet;

/// Documents.
pub const KIND: Kind = Kind {
    name: "document",
    sees: "document",
    plan: Plan::Things(|planner, thing| {
        let Thing::Document(id) = thing else { unreachable!("planned for a document") };
        let title = names::document_name(&planner.site[id], planner.strings);
        Of { title, section: "documents", parts: backlinks::parts(planner.site, thing) }
    }),
    view,
};

fn view(scope: &Scope<'_>) -> Made {
    let Some(Thing::Document(id)) = scope.subject else { unreachable!("planned with a document") };
    let document = &scope.site[id];
    let thing = Thing::Document(id);
    let first = scope.part == 1;
    let body = document.body.as_ref().filter(|_| first).map(|body| scope.blocks(body, "t-"));
    let title = document.title_beside_number();
    let speaking: BTreeSet<_> = document.points.iter().flat_map(|p| &p.quotes).map(|q| q.article).collect();
    let facts = if first { facts(scope, document, body.is_some()) } else { Vec::new() };
    let view = DocumentView {
        kind: document.kind.as_deref().map(within_a_line),
        title_html: title.map(|t| words::html(t)),
        title_absent: match (title, document.title.shown()) {
            // The heading is the title.
            (None, Some(_)) => String::new(),
            _ => scope.strings.get("title_absent").to_owned(),
        },
        witnesses: scope.witnesses(&facts, []),
        facts,
        ruler: if first { scope.ruler_around(thing) } else { None },
        body_html: body.as_ref().map(|b| b.html.clone()),
        relations: if first { scope.document_relations(id) } else { Vec::new() },
        points: if first { scope.points(&document.points) } else { Vec::new() },
        points_empty: match (first, document.points.is_empty(), speaking.len()) {
            (true, true, _) => Some(scope.strings.get("points_none").to_owned()),
            (true, false, 0..2) => Some(scope.strings.get("points_empty").to_owned()),
            _ => None,
        },
        notes: document.notes.iter().filter(|_| first).map(|note| note_view(scope, note)).collect(),
        backlinks: scope.backlinks(thing),
        things: if first { scope.cards(related(scope, id)) } else { Vec::new() },
        citation_html: scope.document_citation(document, thing),
        citation_files: scope.citation_files(thing),
        calendar: scope.calendar_file(thing),
    };
    let page = Additions {
        description: document.title.shown().cloned(),
        crumbs: vec![(scope.strings.get("documents").to_owned(), scope.named_path("documents"))],
        crumb: document.number.as_ref().map(ToString::to_string),
        json_ld: vec![json_ld::legislation(scope, document)],
        code: body.is_some_and(|b| b.code),
        extra: document.extra.clone(),
        ..Additions::default()
    };
    made(&view, page)
}

/// A type of documents as it stands within a line: a capital that is not its first letter is meant (*Binding Decision*).
fn within_a_line(kind: &str) -> String {
    match kind.chars().skip(1).any(char::is_uppercase) {
        true => kind.to_owned(),
        false => words::uncapitalised(kind),
    }
}

/// What a document's card states.
pub fn facts(scope: &Scope<'_>, document: &Document, has_body: bool) -> Vec<Fact> {
    let mut facts = vec![
        scope.fact("issuer", &document.issuer, "absent_src", false, |issuer| scope.organisation_html(issuer)),
        scope.date_fact("issued", &document.issued, "absent_src"),
        scope.plain_fact("doc_kind", document.kind.as_deref().map(escape::text), "absent_src"),
    ];
    // A number of a form that is read nowhere else stands among the aliases.
    let is_alias = document.aliases.iter().any(|alias| alias.contains(|c: char| c.is_ascii_digit()));
    if document.number.is_some() || !is_alias {
        let number = document.number.as_ref().map(|number| words::html(&number.to_string()));
        facts.push(scope.plain_fact("number", number, "absent_src"));
    }
    if document.number.is_some() || document.title.differs() {
        let mut title = scope.text_fact("subject", &document.title, "absent_src");
        title.wide = true;
        if title.differs || title.versions.iter().any(|v| !v.chips.is_empty()) {
            facts.push(title);
        }
    }
    if !document.aliases.is_empty() {
        facts.push(scope.plain_fact("aliases", Some(escape::text(&document.aliases.join("; "))), "absent"));
    }
    if let Some(url) = &document.url {
        let mut address = scope.plain_fact("url", Some(sources::outside_link(url, url)), "absent");
        address.wide = true;
        facts.push(address);
    }
    if !has_body {
        let mut fulltext = scope.plain_fact("fulltext", None, "no_fulltext");
        fulltext.wide = true;
        facts.push(fulltext);
    }
    facts
}

/// Things that relations, topics and events connect with the document.
fn related(scope: &Scope<'_>, id: DocumentId) -> Vec<Thing> {
    let site = scope.site;
    let document = &site[id];
    let mut things: Vec<Thing> = document.relations.iter().map(|r| Thing::Document(r.target)).collect();
    things.extend(site.related_from[id.index()].iter().map(|(from, _)| Thing::Document(*from)));
    let links = site.links(Thing::Document(id));
    things.extend(links.iter().map(|l| l.source).filter(|s| matches!(s, Thing::Event(_) | Thing::Topic(_))));
    things
}

//! What each thing's chapter holds: less than its page, as a book needs no cards, rulers and lists of what is a link away.

use super::parts::Page;
use super::questions;
use crate::display::words;
use crate::markup::escape;
use crate::model::site::{
    Agent, ArticleId, Document, Event, PageId, Thing, TimelineItem, TimelineKind, Topic,
};
use crate::pages::paths::term_anchor;
use crate::pages::self_test::answered_by;
use crate::pages::{Scope, agent, article, document, event, timeline, topic};
use crate::view::{Fact, NoteView};
use std::collections::BTreeMap;

/// The chapter of a thing, as HTML whose links are relative to the site's root.
pub fn of(scope: &Scope<'_>, thing: Thing) -> String {
    let site = scope.site;
    match thing {
        Thing::Article(id) => of_article(scope, id),
        Thing::Document(id) => of_document(scope, thing, &site[id]),
        Thing::Event(id) => of_event(scope, thing, &site[id]),
        Thing::Person(id) => of_agent(scope, thing, &site[id], "kind_person"),
        Thing::Organisation(id) => of_agent(scope, thing, &site[id], "kind_organisation"),
        Thing::Topic(id) => of_topic(scope, thing, &site[id]),
        Thing::Page(id) => of_page(scope, id),
        Thing::Term(_) => of_glossary(scope),
    }
}

/// The chapter of all dates; publications only in a portal where they do not bury what they report.
pub fn of_timeline(scope: &Scope<'_>, items: &[&TimelineItem]) -> String {
    let mut page = Page::new(scope.strings, "", &escape::text(scope.strings.get("timeline")), false);
    page.paragraph("lead", &escape::text(scope.strings.get("timeline_lead")));
    page.timeline(&timeline::entries(scope, items.iter().copied()));
    let mut unplaced = timeline::unplaced(scope.site).peekable();
    if unplaced.peek().is_some() {
        page.heading("unplaced");
        page.paragraph("small", &escape::text(scope.strings.get("unplaced_help")));
        let item = |thing: Thing| format!("<li>{}</li>\n", scope.link(thing));
        let list: String = unplaced.map(item).collect();
        page.html.push_str(&format!("<ul>\n{list}</ul>\n"));
    }
    page.html
}

/// The chapter of all terms: what they stand for, what they mean in the words of the portal and of sources.
pub fn of_glossary(scope: &Scope<'_>) -> String {
    let strings = scope.strings;
    let mut page = Page::new(strings, "", &escape::text(strings.get("glossary")), false);
    page.paragraph("lead", &escape::text(strings.get("glossary_lead")));
    for id in scope.site.terms_in_order() {
        let term = &scope.site[id];
        page.html.push_str("<h2 id=\"");
        escape::attribute_into(&term_anchor(&term.id), &mut page.html);
        page.html.push_str("\">");
        escape::text_into(&term.term, &mut page.html);
        page.html.push_str("</h2>\n");
        if let Some(expansion) = &term.expansion {
            page.paragraph("lead", &words::html(expansion));
        }
        if let Some(means) = &term.means {
            page.paragraph("small", &scope.inline(means));
        }
        page.quotations(&scope.quote_blocks(&term.quotes).0, None);
    }
    page.html
}

fn of_article(scope: &Scope<'_>, id: ArticleId) -> String {
    let (thing, article) = (Thing::Article(id), &scope.site[id]);
    let strings = scope.strings;
    let kind = format!("{} {}", strings.get("kind_article"), article.siglum);
    let mut page = Page::new(strings, &kind, &words::html(&article.title), true);
    page.facts(&article::facts(scope, article));
    let passages = article::words(scope, article);
    let parallels = scope.parallel_chips(id);
    let mut notes: BTreeMap<usize, Vec<NoteView>> = BTreeMap::new();
    for note in &article.notes {
        if let Some(passage) = note.passage {
            notes.entry(passage as usize + 1).or_default().push(article::note_view(scope, note));
        }
    }
    for (number, passage) in (1..).zip(&passages) {
        if let Some(heading) = &passage.heading_html {
            page.push(&["<h2 class=\"say\">", heading, "</h2>\n"]);
        }
        let (note, gutter) = (notes.contains_key(&number).then(|| noteref(number)), gutter(number));
        let note = note.unwrap_or_default();
        page.html.push_str(&format!("<div class=\"row\" id=\"p{number}\">"));
        page.push(&match passage.is_block {
            true => [
                "<p class=\"gutter\">",
                &gutter,
                &note,
                "</p><div class=\"say\">",
                &passage.body_html,
                "</div></div>\n",
            ],
            false => ["<p class=\"say\">", &gutter, &passage.body_html, &note, "</p>", "</div>\n"],
        });
        if let Some((chips, more)) = parallels.get(&(number as u32 - 1)) {
            page.html.push_str("<p class=\"small\">");
            escape::text_into(strings.get("note_parallel"), &mut page.html);
            page.html.push(':');
            page.chips(chips);
            page.html.push_str(if *more > 0 { " …</p>\n" } else { "</p>\n" });
        }
    }
    if passages.is_empty() {
        page.paragraph("absent", &escape::text(strings.get("empty_passages")));
    }
    if !notes.is_empty() {
        page.html.push_str("<section epub:type=\"footnotes\">\n");
        page.heading("notes");
        for (number, notes) in &notes {
            footnote(&mut page, *number, notes);
        }
        page.html.push_str("</section>\n");
    }
    if let Some(links) = answered_by(scope, id) {
        page.heading("selftest");
        page.paragraph("small", &links);
    }
    page.heading("cite");
    page.paragraph("cite", &scope.citation(article, thing));
    page.html
}

/// The link from a passage's number to the passage.
fn gutter(number: usize) -> String {
    format!("<a class=\"no\" href=\"#p{number}\">{number}</a> ")
}

fn noteref(number: usize) -> String {
    format!(
        " <a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\" id=\"ref-{number}\" href=\"#note-{number}\">*</a>"
    )
}

/// The notes on a passage.
fn footnote(page: &mut Page<'_>, number: usize, notes: &[NoteView]) {
    page.html.push_str(&format!("<aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"note-{number}\">"));
    for (at, note) in notes.iter().enumerate() {
        page.html.push_str("<p>");
        if at == 0 {
            let label = escape::text(&page.strings.fill("passage", &[("n", &number.to_string())]));
            page.html.push_str(&format!("<a role=\"doc-backlink\" href=\"#ref-{number}\">{label}</a>. "));
        }
        page.note(note);
        page.html.push_str("</p>");
    }
    page.html.push_str("</aside>\n");
}

fn of_document(scope: &Scope<'_>, thing: Thing, document: &Document) -> String {
    let Thing::Document(id) = thing else { unreachable!("asked for a document") };
    let strings = scope.strings;
    let mut page = Page::new(strings, strings.get("kind_document"), &scope.name_html(thing), true);
    if let Some(title) = document.title_beside_number() {
        page.paragraph("lead say", &words::html(title));
    }
    page.facts(&document::facts(scope, document, document.body.is_some()));
    let notes: Vec<_> = document.notes.iter().map(|note| article::note_view(scope, note)).collect();
    page.notes(&notes);
    if let Some(body) = &document.body {
        page.heading("fulltext");
        page.html.push_str("<div class=\"say\">");
        page.text(&scope.blocks(body, "t-").html);
        page.html.push_str("</div>\n");
    }
    let relations = scope.document_relations(id);
    if !relations.is_empty() {
        page.heading("relations");
        page.relations(&relations);
    }
    if !document.points.is_empty() {
        page.heading("say");
        page.points(&scope.points(&document.points), 3);
    }
    page.backlinks(&scope.backlinks(thing));
    page.heading("cite_this_document");
    page.paragraph("cite", &scope.document_citation(document, thing));
    page.html
}

fn of_event(scope: &Scope<'_>, thing: Thing, event: &Event) -> String {
    let strings = scope.strings;
    let kind = words::capitalised(&scope.event_kind(event));
    let mut page = Page::new(strings, &kind, &scope.name_html(thing), false);
    if let Some(summary) = &event.summary {
        page.paragraph("lead", &scope.inline(summary));
    }
    page.facts(&event::facts(scope, event));
    let notes: Vec<_> = event.notes.iter().map(|note| article::note_view(scope, note)).collect();
    page.notes(&notes);
    if !event.quotes.is_empty() {
        page.heading("say");
        page.quotations(&scope.quote_blocks(&event.quotes).0, None);
    }
    let documents = event.documents.iter().map(|&id| Thing::Document(id));
    let people = event.people.iter().map(|&id| Thing::Person(id));
    let topics = event.topics.iter().map(|&id| Thing::Topic(id));
    let rows = [
        scope.said_row("documents", documents, &event.documents_said, Thing::Document),
        scope.said_row("people", people, &event.people_said, Thing::Person),
        scope.said_row("topics", topics, &event.topics_said, Thing::Topic),
    ];
    let rows: Vec<_> = rows.into_iter().flatten().collect();
    if !rows.is_empty() {
        page.heading("event_relations");
        page.relations(&rows);
    }
    page.backlinks(&scope.backlinks(thing));
    page.html
}

fn of_agent(scope: &Scope<'_>, thing: Thing, agent: &Agent, kind: &str) -> String {
    let strings = scope.strings;
    let mut page = Page::new(strings, strings.get(kind), &scope.name_html(thing), false);
    if let Some(note) = &agent.note {
        page.paragraph("lead", &scope.inline(note));
    }
    let label = match thing {
        Thing::Organisation(_) => "roles_organisation",
        _ => "roles_person",
    };
    // One may have several: they are no versions of one fact.
    let roles = scope.fact(label, &agent.roles, "absent_src", true, |role| words::html(role));
    let mut facts = vec![Fact { differs: false, ..roles }];
    if !agent.aliases.is_empty() {
        facts.push(scope.plain_fact("aliases", Some(escape::text(&agent.aliases.join("; "))), "absent"));
    }
    page.facts(&facts);
    page.relations(&agent::relations(scope, thing, agent));
    page.backlinks(&scope.backlinks(thing));
    page.html
}

fn of_topic(scope: &Scope<'_>, thing: Thing, topic: &Topic) -> String {
    let Thing::Topic(id) = thing else { unreachable!("asked for a topic") };
    let strings = scope.strings;
    let mut page = Page::new(strings, strings.get("kind_topic"), &scope.name_html(thing), false);
    if let Some(summary) = &topic.summary {
        page.paragraph("lead", &scope.inline(summary));
    }
    if let Some(body) = &topic.body {
        page.text(&scope.blocks(body, "t-").html);
    }
    page.points(&scope.points(&topic.points), 2);
    questions::leads(scope, &mut page, thing);
    let differing = topic::differing(scope, id);
    if !differing.is_empty() {
        page.heading("differ_list");
        page.relations(&differing);
    }
    let rows = [
        scope.things_row("documents", topic.documents.iter().map(|&id| Thing::Document(id))),
        scope.things_row("events", scope.site.topic_events[id.index()].iter().map(|&id| Thing::Event(id))),
        scope.things_row(
            "articles",
            scope.site.topic_articles[id.index()].iter().map(|&id| Thing::Article(id)),
        ),
        scope.things_row("pages", scope.site.topic_pages[id.index()].iter().map(|&id| Thing::Page(id))),
    ];
    let rows: Vec<_> = rows.into_iter().flatten().collect();
    if !rows.is_empty() {
        page.heading("related");
        page.relations(&rows);
    }
    page.html
}

fn of_page(scope: &Scope<'_>, id: PageId) -> String {
    let text = &scope.site[id];
    let mut page = Page::new(scope.strings, scope.strings.get("kind_page"), &words::html(&text.title), false);
    page.text(&scope.blocks(&text.body, "").html);
    questions::leads(scope, &mut page, Thing::Page(id));
    page.html
}

/// Whether an item stands in the chapter of all dates.
pub fn is_told(item: &TimelineItem, articles: usize) -> bool {
    item.kind != TimelineKind::Publication || articles <= timeline::PUBLICATIONS
}

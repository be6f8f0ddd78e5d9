//! An event: when, where, who, and what each source says of it.

use super::article::note_view;
use super::parts::backlinks;
use super::{Additions, Kind, Made, Of, Plan, Scope, json_ld, made};
use crate::display::{dates, words};
use crate::markup::escape;
use crate::model::site::{Event, EventId, Thing};
use crate::view::{self, EventView};

/// Events.
pub const KIND: Kind = Kind {
    name: "event",
    sees: "event",
    plan: Plan::Things(|planner, thing| {
        let Thing::Event(id) = thing else { unreachable!("planned for an event") };
        let event = &planner.site[id];
        let title = event.title.shown().cloned().unwrap_or_else(|| event.id.clone());
        Of { title, section: "timeline", parts: backlinks::parts(planner.site, thing) }
    }),
    view: made_view,
};

fn made_view(scope: &Scope<'_>) -> Made {
    let Some(Thing::Event(id)) = scope.subject else { unreachable!("planned with an event") };
    let event = &scope.site[id];
    let thing = Thing::Event(id);
    let first = scope.part == 1;
    let reporting = scope.articles_naming(thing);
    let facts = if first { facts(scope, event) } else { Vec::new() };
    let documents = || event.documents.iter().map(|&id| Thing::Document(id));
    let people = || event.people.iter().map(|&id| Thing::Person(id));
    let topics = || topics_of(scope, id);
    let rows = [
        scope.said_row("documents", documents(), &event.documents_said, Thing::Document),
        scope.said_row("people", people(), &event.people_said, Thing::Person),
        scope.said_row("topics", topics(), &event.topics_said, Thing::Topic),
        scope.things_row("reported_by", reporting.iter().copied().map(Thing::Article)),
    ];
    let view = EventView {
        kind: words::capitalised(&scope.event_kind(event)),
        summary_html: scope.maybe_inline(event.summary.as_ref()),
        witnesses: scope.witnesses(&facts, reporting),
        facts,
        ruler: if first { scope.ruler_around(thing) } else { None },
        quotes: if first { scope.quote_blocks(&event.quotes).0 } else { Vec::new() },
        relations: rows.into_iter().flatten().filter(|_| first).collect(),
        notes: event.notes.iter().filter(|_| first).map(|note| note_view(scope, note)).collect(),
        backlinks: scope.backlinks(thing),
        things: if first {
            scope.cards(documents().chain(people()).chain(topics()).chain(agencies(event)))
        } else {
            Vec::new()
        },
        calendar: scope.calendar_file(thing),
    };
    let page = Additions {
        description: event
            .summary
            .as_ref()
            .map(|summary| scope.plain(summary))
            .or_else(|| event.title.shown().cloned()),
        crumbs: vec![(scope.strings.get("timeline").to_owned(), scope.named_path("timeline"))],
        json_ld: json_ld::event(scope, event).into_iter().collect(),
        extra: event.extra.clone(),
        ..Additions::default()
    };
    made(&view, page)
}

/// What an event's card states, and its timeline entry where sources disagree.
pub fn facts(scope: &Scope<'_>, event: &Event) -> Vec<view::Fact> {
    let mut facts = vec![scope.date_fact("date", &event.date, "absent_src")];
    if !event.part_of_day.versions.is_empty() {
        let part = |part: &_| escape::text(scope.strings.get(dates::part_key(*part)));
        facts.push(scope.fact("part_of_day", &event.part_of_day, "absent_src", false, part));
    }
    facts.push(scope.text_fact("place", &event.place, "absent_src"));
    // A flood has nobody who might organise it.
    let is_held = matches!(event.kind.as_str(), "meeting" | "activity");
    if is_held || !event.organiser.versions.is_empty() {
        facts.push(scope.fact("organiser", &event.organiser, "absent_src", false, |organiser| {
            scope.organisation_html(organiser)
        }));
    }
    if is_held || !event.chair.versions.is_empty() {
        facts.push(scope.fact("chair", &event.chair, "absent_src", false, |chair| scope.person_html(chair)));
    }
    if !event.format.versions.is_empty() {
        facts.push(scope.text_fact("format", &event.format, "absent_src"));
    }
    if event.kinds.versions.iter().any(|v| v.evidence.is_some()) {
        facts.push(scope.fact("field_kind", &event.kinds, "absent_src", true, |kind| {
            escape::text(scope.event_word(kind))
        }));
    }
    if event.title.versions.iter().any(|v| v.evidence.is_some()) {
        facts.push(scope.text_fact("title_field", &event.title, "absent_src"));
    }
    for fact in &mut facts {
        fact.wide = fact.differs;
    }
    facts
}

/// Topics that the event names, or that name it.
fn topics_of(scope: &Scope<'_>, id: EventId) -> Vec<Thing> {
    let named = scope.site[id].topics.iter().map(|&t| Thing::Topic(t));
    let links = scope.site.links(Thing::Event(id));
    let naming = links.iter().map(|l| l.source).filter(|s| matches!(s, Thing::Topic(_)));
    let mut topics: Vec<Thing> = named.chain(naming).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

fn agencies(event: &Event) -> Vec<Thing> {
    use crate::model::site::Agency;
    let organisers = event.organiser.versions.iter().filter_map(|v| match v.value {
        Agency::Known(id) => Some(Thing::Organisation(id)),
        Agency::Name(_) => None,
    });
    let chairs = event.chair.versions.iter().filter_map(|v| match v.value {
        Agency::Known(id) => Some(Thing::Person(id)),
        Agency::Name(_) => None,
    });
    organisers.chain(chairs).collect()
}

//! A person or an organisation: roles as sources give them, and where they are named.

use super::parts::backlinks;
use super::{Additions, Kind, Made, Of, Plan, Planner, Scope, made};
use crate::display::words;
use crate::model::site::{Agency, Agent, Place, Thing};
use crate::view::{AgentView, RelationRow, Version};

/// People.
pub const PERSON: Kind = Kind { name: "person", sees: "person", plan: Plan::Things(plan), view };

/// Organisations.
pub const ORGANISATION: Kind =
    Kind { name: "organisation", sees: "organisation", plan: Plan::Things(plan), view };

fn plan(planner: &Planner<'_>, thing: Thing) -> Of {
    let agent = planner.site.agent(thing).expect("planned for a person or an organisation");
    Of { title: agent.name.clone(), section: "people", parts: backlinks::parts(planner.site, thing) }
}

fn view(scope: &Scope<'_>) -> Made {
    let thing = scope.subject.expect("planned with one");
    let agent = scope.site.agent(thing).expect("planned for a person or an organisation");
    let first = scope.part == 1;
    let relations = if first { relations(scope, thing, agent) } else { Vec::new() };
    let view = AgentView {
        aliases: agent.aliases.clone(),
        roles: if first { roles(scope, agent) } else { Vec::new() },
        note_html: scope.maybe_inline(agent.note.as_ref()),
        relations,
        backlinks: scope.backlinks(thing),
        things: if first { scope.cards(related(scope, thing, agent)) } else { Vec::new() },
    };
    let page = Additions {
        description: agent.roles.shown().cloned(),
        crumbs: vec![(scope.strings.get("people_title").to_owned(), scope.named_path("agents"))],
        extra: agent.extra.clone(),
        ..Additions::default()
    };
    made(&view, page)
}

/// Roles in the sources' words: the same role once, with all who give it.
pub fn roles(scope: &Scope<'_>, agent: &Agent) -> Vec<Version> {
    scope.fact("role", &agent.roles, "absent_src", true, |role| words::html(role)).versions
}

/// What belongs to a person or organisation: events, documents, members.
pub fn relations(scope: &Scope<'_>, thing: Thing, agent: &Agent) -> Vec<RelationRow> {
    let site = scope.site;
    let links = site.links(thing);
    let by_field = |fields: &[&str], wanted: fn(&Thing) -> bool| -> Vec<Thing> {
        let mut things: Vec<Thing> = links
            .iter()
            .filter(|l| matches!(&l.place, Place::Field { field, .. } if fields.contains(field)))
            .map(|l| l.source)
            .filter(wanted)
            .collect();
        things.dedup();
        things
    };
    let rows = [
        scope.things_row("parent", agent.parent.map(Thing::Organisation)),
        scope.things_row(
            "members",
            by_field(&["parent", "roles"], |s| matches!(s, Thing::Organisation(_) | Thing::Person(_))),
        ),
        scope.things_row("organiser_of", by_field(&["organiser"], |s| matches!(s, Thing::Event(_)))),
        scope.things_row("chair_of", by_field(&["chair"], |s| matches!(s, Thing::Event(_)))),
        scope.things_row("present_at", by_field(&["people"], |s| matches!(s, Thing::Event(_)))),
        scope.things_row("issuer_of", by_field(&["issuer"], |s| matches!(s, Thing::Document(_)))),
    ];
    rows.into_iter().flatten().collect()
}

fn related(scope: &Scope<'_>, thing: Thing, agent: &Agent) -> Vec<Thing> {
    let links = scope.site.links(thing);
    let roles = agent.roles.versions.iter().filter_map(|v| match &v.organisation {
        Some(Agency::Known(id)) => Some(Thing::Organisation(*id)),
        _ => None,
    });
    let sources = links.iter().map(|l| l.source).filter(|s| !matches!(s, Thing::Article(_) | Thing::Page(_)));
    sources.chain(roles).chain(agent.parent.map(Thing::Organisation)).collect()
}

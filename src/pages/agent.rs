//! A person or an organisation: roles as sources give them, and where they are named.

use super::parts::{backlinks, words};
use super::{Additions, Kind, Made, Planned, Planner, Scope, made};
use crate::model::site::{Agency, Agent, OrganisationId, PersonId, Place, Thing};
use crate::view::{AgentView, RelationRow, Version};

/// People.
pub const PERSON: Kind = Kind {
    name: "person",
    plan: |planner| plan(planner, &planner.site.people, |index| Thing::Person(PersonId(index))),
    view: |scope| {
        let Some(Thing::Person(id)) = scope.subject else { unreachable!("planned with a person") };
        view(scope, "person", &scope.site.people[id.index()])
    },
};

/// Organisations.
pub const ORGANISATION: Kind = Kind {
    name: "organisation",
    plan: |planner| {
        plan(planner, &planner.site.organisations, |index| Thing::Organisation(OrganisationId(index)))
    },
    view: |scope| {
        let Some(Thing::Organisation(id)) = scope.subject else {
            unreachable!("planned with an organisation")
        };
        view(scope, "organisation", &scope.site.organisations[id.index()])
    },
};

fn plan(planner: &Planner<'_>, agents: &[Agent], thing: fn(u32) -> Thing) -> Vec<Planned> {
    let pages = agents.iter().enumerate().flat_map(|(index, agent)| {
        let thing = thing(index as u32);
        planner.thing(thing, agent.name.clone(), "people", backlinks::parts(planner.site, thing))
    });
    pages.collect()
}

fn view(scope: &Scope<'_>, name: &'static str, agent: &Agent) -> Made {
    let thing = scope.subject.expect("planned with one");
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
        description: agent.roles.first().cloned(),
        crumbs: vec![(scope.strings.get("people_title").to_owned(), scope.named_path("agents"))],
        extra: agent.extra.clone(),
        ..Additions::default()
    };
    made(name, &view, page)
}

/// Roles in the sources' words: the same role once, with all who give it.
pub fn roles(scope: &Scope<'_>, agent: &Agent) -> Vec<Version> {
    scope.fact("role", &agent.roles, "absent_src", true, |role| words::html(role)).versions
}

fn relations(scope: &Scope<'_>, thing: Thing, agent: &Agent) -> Vec<RelationRow> {
    let site = scope.site;
    let links = site.backlinks.get(&thing).map(Vec::as_slice).unwrap_or_default();
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
    let links = scope.site.backlinks.get(&thing).map(Vec::as_slice).unwrap_or_default();
    let roles = agent.roles.versions.iter().filter_map(|v| match &v.organisation {
        Some(Agency::Known(id)) => Some(Thing::Organisation(*id)),
        _ => None,
    });
    let sources = links.iter().map(|l| l.source).filter(|s| !matches!(s, Thing::Article(_) | Thing::Page(_)));
    sources.chain(roles).chain(agent.parent.map(Thing::Organisation)).collect()
}

//! The list of people and organisations.

use super::agent::roles;
use super::{Additions, Kind, Made, Plan, Scope, made};
use crate::display::words;
use crate::model::site::{Agent, ArticleId, OrganisationId, PersonId, Thing};
use crate::text::collate;
use crate::view::{AgentRow, PeopleView};

/// The list.
pub const KIND: Kind = Kind {
    name: "people",
    sees: "people",
    plan: Plan::Named(|planner| {
        planner.named("agents", planner.strings.get("people_title").to_owned(), "people", 1)
    }),
    view,
};

fn view(scope: &Scope<'_>) -> Made {
    let site = scope.site;
    let people = site
        .people
        .iter()
        .enumerate()
        .map(|(index, agent)| (Thing::Person(PersonId(index as u32)), &**agent));
    let organisations = site
        .organisations
        .iter()
        .enumerate()
        .map(|(index, agent)| (Thing::Organisation(OrganisationId(index as u32)), &**agent));
    let view = PeopleView {
        people: rows(scope, people, collate::by_given_name),
        organisations: rows(scope, organisations, collate::key),
    };
    let description = Some(scope.strings.get("people_lead").to_owned());
    made(&view, Additions { description, ..Additions::default() })
}

/// Those named in several articles first, then by name.
fn rows<'a, K: Ord>(
    scope: &Scope<'_>,
    agents: impl Iterator<Item = (Thing, &'a Agent)>,
    key: fn(&str) -> K,
) -> Vec<AgentRow> {
    let mut rows: Vec<(usize, K, AgentRow)> = agents
        .map(|(thing, agent)| {
            let chips = first_mentions(scope, thing);
            let row = AgentRow {
                id: format!("{}-{}", thing.kind(), agent.id),
                name_html: words::html(&agent.name),
                path: scope.path(thing),
                roles: roles(scope, agent),
                chips: chips.iter().map(|&(article, passage)| scope.chip(article, Some(passage))).collect(),
            };
            (chips.len(), key(&agent.name), row)
        })
        .collect();
    rows.sort_by(|a, b| b.0.max(1).cmp(&a.0.max(1)).then_with(|| a.1.cmp(&b.1)));
    rows.into_iter().map(|(_, _, row)| row).collect()
}

/// The first passage of each article that names a thing; at most 12 articles.
fn first_mentions(scope: &Scope<'_>, thing: Thing) -> Vec<(ArticleId, u32)> {
    let links = scope.site.links(thing);
    let mut found: Vec<(ArticleId, u32)> =
        links.iter().filter_map(|link| link.in_text().map(|(id, passage, _)| (id, passage))).collect();
    found.dedup_by_key(|(id, _)| *id);
    found.truncate(12);
    found
}

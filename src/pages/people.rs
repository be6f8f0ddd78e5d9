//! The list of people and organisations.

use super::agent::roles;
use super::parts::paging;
use super::{Additions, Kind, Made, Plan, Scope, made};
use crate::display::words;
use crate::model::site::{Agent, ArticleId, OrganisationId, PersonId, Site, Thing};
use crate::text::collate;
use crate::view::{AgentRow, PeopleView};
use std::sync::Arc;

/// The list.
pub const KIND: Kind = Kind {
    name: "people",
    sees: "people",
    plan: Plan::Named(|planner| {
        let things = planner.site.people.len().max(planner.site.organisations.len());
        let title = planner.strings.get("people_title").to_owned();
        planner.named("agents", title, "people", paging::parts(things).max(1))
    }),
    view,
};

fn view(scope: &Scope<'_>) -> Made {
    let (people, organisations) = scope.agents();
    let view = PeopleView { people: rows(scope, people), organisations: rows(scope, organisations) };
    let description = Some(scope.strings.get("people_lead").to_owned());
    made(&view, Additions { description, ..Additions::default() })
}

/// People and organisations, those named in several articles first, then by name.
pub fn in_order(site: &Site) -> (Vec<Thing>, Vec<Thing>) {
    fn sorted<K: Ord>(
        site: &Site,
        agents: &[Arc<Agent>],
        thing: fn(u32) -> Thing,
        key: fn(&str) -> K,
    ) -> Vec<Thing> {
        let things = agents.iter().enumerate().map(|(index, agent)| (thing(index as u32), &*agent.name));
        let mut things: Vec<(usize, K, Thing)> = things
            .map(|(thing, name)| (first_mentions(site, thing).len().max(1), key(name), thing))
            .collect();
        things.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        things.into_iter().map(|(.., thing)| thing).collect()
    }
    let person = |index| Thing::Person(PersonId(index));
    let organisation = |index| Thing::Organisation(OrganisationId(index));
    (
        sorted(site, &site.people, person, collate::by_given_name),
        sorted(site, &site.organisations, organisation, collate::key),
    )
}

/// Those of the page.
fn rows(scope: &Scope<'_>, things: &[Thing]) -> Vec<AgentRow> {
    let agents = scope.on_page(things).filter_map(|&thing| Some((thing, scope.site.agent(thing)?)));
    agents
        .map(|(thing, agent)| {
            let chips = first_mentions(scope.site, thing);
            AgentRow {
                id: format!("{}-{}", thing.kind(), agent.id),
                name_html: words::html(&agent.name),
                path: scope.path(thing),
                roles: roles(scope, agent),
                chips: chips.iter().map(|&(article, passage)| scope.chip(article, Some(passage))).collect(),
            }
        })
        .collect()
}

/// The first passage of each article that names a thing; at most 12 articles.
fn first_mentions(site: &Site, thing: Thing) -> Vec<(ArticleId, u32)> {
    let links = site.links(thing);
    let mut found: Vec<(ArticleId, u32)> =
        links.iter().filter_map(|link| link.in_text().map(|(id, passage, _)| (id, passage))).collect();
    found.dedup_by_key(|(id, _)| *id);
    found.truncate(12);
    found
}

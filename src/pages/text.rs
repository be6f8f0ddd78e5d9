//! Any other page that an author writes.

use super::parts::backlinks;
use super::{Additions, Kind, Made, Of, Plan, Planner, Scope, made, self_test};
use crate::model::site::{PageId, Thing};
use crate::view::{Neighbour, TextView};

/// Pages of the author's own.
pub const KIND: Kind = Kind {
    name: "page",
    sees: "text",
    plan: Plan::Things(|planner, thing| {
        let Thing::Page(id) = thing else { unreachable!("planned for a page") };
        let title = planner.site[id].title.clone();
        Of { title, section: "page", parts: backlinks::parts(planner.site, thing) }
    }),
    view,
};

fn view(scope: &Scope<'_>) -> Made {
    let Some(Thing::Page(id)) = scope.subject else { unreachable!("planned with a page") };
    let page = &scope.site[id];
    let rendered = scope.blocks(&page.body, "");
    let first = scope.part == 1;
    let neighbours = neighbours(scope, id);
    let headings = rendered.headings.iter().filter(|h| h.level == 2);
    let view = TextView {
        contents: headings.map(|h| (h.id.clone(), h.text.clone())).filter(|_| first).collect(),
        self_test: self_test::link(scope, Thing::Page(id)).filter(|_| first),
        body_html: if first { rendered.html } else { String::new() },
        previous: neighbours.0.map(|id| neighbour(scope, id)),
        next: neighbours.1.map(|id| neighbour(scope, id)),
        backlinks: scope.backlinks(Thing::Page(id)),
    };
    let crumbs = match page.topics.first() {
        None => Vec::new(),
        Some(&topic) => vec![
            (scope.strings.get("topics").to_owned(), scope.named_path("topics")),
            (scope.name(Thing::Topic(topic)), scope.path(Thing::Topic(topic))),
        ],
    };
    let additions = Additions {
        description: page.description.clone().or_else(|| rendered.plain.lines().next().map(str::to_owned)),
        crumbs,
        crumb: page.label.clone(),
        code: rendered.code,
        extra: page.extra.clone(),
        ..Additions::default()
    };
    made(&view, additions)
}

/// The pages before and after in the page's first topic.
fn neighbours(scope: &Scope<'_>, id: PageId) -> (Option<PageId>, Option<PageId>) {
    let Some(topic) = scope.site[id].topics.first() else { return (None, None) };
    let pages = &scope.site.topic_pages[topic.index()];
    let at = pages.iter().position(|page| *page == id).expect("a topic lists the pages that name it");
    (at.checked_sub(1).map(|before| pages[before]), pages.get(at + 1).copied())
}

fn neighbour(scope: &Scope<'_>, id: PageId) -> Neighbour {
    let page = &scope.site[id];
    let label = page.label.clone().unwrap_or_else(|| page.title.clone());
    Neighbour { label, path: scope.path(Thing::Page(id)) }
}

/// The page that explains how to read the portal: the first by order, then id.
pub fn about(planner: &Planner<'_>) -> Option<Thing> {
    let pages = planner.site.pages.iter().enumerate();
    let first = pages.min_by_key(|(index, page)| (page.order.is_none(), page.order, *index))?;
    Some(Thing::Page(PageId(first.0 as u32)))
}

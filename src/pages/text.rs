//! Any other page that an author writes.

use super::parts::backlinks;
use super::{Additions, Kind, Made, Of, Plan, Planner, Scope, made};
use crate::model::site::{PageId, Thing};
use crate::view::TextView;

/// Pages of the author's own.
pub const KIND: Kind = Kind {
    name: "page",
    plan: Plan::Things(|planner, thing| {
        let Thing::Page(id) = thing else { unreachable!("planned for a page") };
        let title = planner.site.pages[id.index()].title.clone();
        Of { title, section: "page", parts: backlinks::parts(planner.site, thing) }
    }),
    view,
};

fn view(scope: &Scope<'_>) -> Made {
    let Some(Thing::Page(id)) = scope.subject else { unreachable!("planned with a page") };
    let page = &scope.site.pages[id.index()];
    let rendered = scope.blocks(&page.body, "");
    let first = scope.part == 1;
    let headings = rendered.headings.iter().filter(|h| h.level == 2);
    let view = TextView {
        contents: headings.map(|h| (h.id.clone(), h.text.clone())).filter(|_| first).collect(),
        body_html: if first { rendered.html } else { String::new() },
        backlinks: scope.backlinks(Thing::Page(id)),
    };
    let additions = Additions {
        description: page.description.clone().or_else(|| rendered.plain.lines().next().map(str::to_owned)),
        crumb: page.label.clone(),
        code: rendered.code,
        extra: page.extra.clone(),
        ..Additions::default()
    };
    made("text", &view, additions)
}

/// The page that explains how to read the portal: the first by order, then id.
pub fn about(planner: &Planner<'_>) -> Option<Thing> {
    let pages = planner.site.pages.iter().enumerate();
    let first = pages.min_by_key(|(index, page)| (page.order.is_none(), page.order, *index))?;
    Some(Thing::Page(PageId(first.0 as u32)))
}

//! What a host shows where there is no page.

use super::{Additions, Kind, Plan, made};
use crate::model::site::Site;
use crate::view::TextView;

/// The page `404.html`.
pub const KIND: Kind = Kind {
    name: "not-found",
    sees: "text",
    plan: Plan::Named(|planner| {
        planner.named("not-found", planner.strings.get("not_found").to_owned(), "", 1)
    }),
    view: |_| made(&TextView::default(), Additions::default()),
};

/// Nobody knows below which folder the page will be shown, so its links begin at the host's root: with the path of
/// `base_url`, if that is known.
pub fn root(site: &Site) -> String {
    let base = site.portal.base_url.as_deref();
    let path = base
        .and_then(|url| url.split_once("://"))
        .and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned()));
    path.unwrap_or_else(|| "/".to_owned())
}

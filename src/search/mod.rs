//! Search: what it can find in a site, and the reader that finds it in a browser. The files in which it is found are a format
//! ([`formats`](crate::formats)).

pub mod facets;
pub mod reader;
pub mod word;

use crate::model::site::Site;
use crate::offers::is_chosen;

/// Whether the site has search: its portal wants it (neither `search: false` nor `formats:` without `search`), and there is
/// something to find.
pub fn is_offered(site: &Site) -> bool {
    let is_wanted = site.portal.is_searchable && is_chosen(site, "search");
    is_wanted && site.things().iter().any(|&thing| facets::is_searchable(site, thing))
}

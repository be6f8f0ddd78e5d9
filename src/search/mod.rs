//! Search: what the index holds of a site, and the reader that finds it in a browser.
//!
//! [`facets`], [`word`] and [`reader`] know no pages, which use them; the rest is made of pages' texts.

mod abbreviations;
pub mod entries;
pub mod facets;
mod gather;
pub mod index;
mod pack;
mod postings;
pub mod reader;
pub mod word;

use crate::model::site::Site;

/// Whether the site has search: its portal wants it (neither `search: false` nor `formats:` without `search`), and there is
/// something to find.
pub fn is_offered(site: &Site) -> bool {
    let portal = &site.portal;
    let is_chosen = portal.formats.as_ref().is_none_or(|formats| formats.iter().any(|name| name == "search"));
    portal.is_searchable && is_chosen && site.things().iter().any(|&thing| facets::is_searchable(site, thing))
}

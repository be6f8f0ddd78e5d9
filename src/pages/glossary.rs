//! The glossary: abbreviations and terms in the order of the alphabet, and where texts use them.

use super::parts::paging;
use super::paths::term_anchor;
use super::{Additions, Kind, Made, Plan, Scope, made};
use crate::display::words;
use crate::model::site::{ArticleId, MenuItem, Portal, TermId, Thing};
use crate::view::{GlossaryTerm, GlossaryView};

/// Passages that an entry names; search finds the others.
const PASSAGES: usize = 60;

/// The glossary.
pub const KIND: Kind = Kind {
    name: "glossary",
    sees: "glossary",
    plan: Plan::Named(|planner| {
        let terms = planner.site.terms.len();
        if terms == 0 && !in_menu(&planner.site.portal, "glossary") {
            return Vec::new();
        }
        let title = planner.strings.get("glossary").to_owned();
        planner.named("glossary", title, "glossary", paging::parts(terms).max(1))
    }),
    view,
};

/// Whether the author's menu names a section, so that it must have a page even while there is nothing to show.
pub fn in_menu(portal: &Portal, section: &str) -> bool {
    portal.menu.iter().any(|item| matches!(item, MenuItem::Section(name) if name == section))
}

fn view(scope: &Scope<'_>) -> Made {
    let terms = scope.on_page(scope.site.terms_in_order());
    let view = GlossaryView { terms: terms.map(|id| entry(scope, id)).collect() };
    let description = Some(scope.strings.get("glossary_lead").to_owned());
    let extra = scope.site.glossary_extra.clone();
    made(&view, Additions { description, extra, ..Additions::default() })
}

fn entry(scope: &Scope<'_>, id: TermId) -> GlossaryTerm {
    let term = &scope.site[id];
    let passages = passages(scope, id);
    let left = passages.len().saturating_sub(PASSAGES);
    let shown = passages.iter().take(PASSAGES);
    let is_offered = crate::search::is_offered(scope.site);
    GlossaryTerm {
        id: term_anchor(&term.id),
        term_html: words::html(&term.term),
        aliases: term.aliases.clone(),
        expansion: term.expansion.clone(),
        means_html: scope.maybe_inline(term.means.as_ref()),
        is_own: term.quotes.is_empty(),
        quotes: scope.quote_blocks(&term.quotes).0,
        see_html: term.see.as_ref().map(|target| scope.target_link(target)),
        chips: shown.map(|&(article, passage)| scope.chip(article, Some(passage))).collect(),
        more: (left > 0).then(|| scope.strings.count("one_more_place", "more_places", left)),
        more_path: (left > 0 && is_offered)
            .then(|| format!("{}?q={}", scope.named_path("search"), query(&term.term))),
        extra: serde_json::to_value(&term.extra).unwrap_or_default(),
    }
}

/// The passages that use a term, each once.
fn passages(scope: &Scope<'_>, id: TermId) -> Vec<(ArticleId, u32)> {
    let links = scope.site.links(Thing::Term(id)).iter();
    let mut passages: Vec<(ArticleId, u32)> =
        links.filter_map(|link| link.in_text().map(|(id, passage, _)| (id, passage))).collect();
    passages.dedup();
    passages
}

/// A text as the value of a query: all but letters and digits of ASCII percent-encoded in UTF-8 (RFC 3986, section 2.1).
fn query(text: &str) -> String {
    let byte = |byte: u8| match byte.is_ascii_alphanumeric() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn a_query_holds_nothing_that_ends_it() {
        assert_eq!(query("TTĐN & \"#"), "TT%C4%90N%20%26%20%22%23");
    }
}

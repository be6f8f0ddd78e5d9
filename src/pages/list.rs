//! The lists of articles, documents and topics.

use super::parts::paging::parts;
use super::{Additions, Kind, Made, Plan, Planner, Scope, made};
use crate::model::site::{DocumentId, Site, Thing};
use crate::view::ListView;

/// All articles.
pub const ARTICLES: Kind = Kind {
    name: "articles",
    sees: "list",
    plan: Plan::Named(|planner| plan(planner, "articles", planner.site.articles.len())),
    view: articles,
};

/// All documents.
pub const DOCUMENTS: Kind = Kind {
    name: "documents",
    sees: "list",
    plan: Plan::Named(|planner| plan(planner, "documents", planner.site.documents.len())),
    view: documents,
};

/// All topics.
pub const TOPICS: Kind = Kind {
    name: "topics",
    sees: "list",
    plan: Plan::Named(|planner| plan(planner, "topics", planner.site.topics.len())),
    view: topics,
};

fn plan(planner: &Planner<'_>, name: &'static str, things: usize) -> Vec<super::Planned> {
    planner.named(name, planner.strings.get(name).to_owned(), name, parts(things).max(1))
}

fn list(scope: &Scope<'_>, lead: &str, view: ListView) -> Made {
    let lead = scope.strings.get(lead).to_owned();
    let additions = Additions { description: Some(lead.clone()), ..Additions::default() };
    made(&ListView { lead: Some(lead), ..view }, additions)
}

fn articles(scope: &Scope<'_>) -> Made {
    let articles = scope.on_page(&**scope.site.articles_by_date).map(|id| scope.article_row(*id)).collect();
    list(scope, "articles_lead", ListView { lead: None, cards: Vec::new(), articles })
}

fn documents(scope: &Scope<'_>) -> Made {
    let ids = documents_in_order(scope.site);
    let cards = scope.on_page(&ids).map(|id| scope.card(Thing::Document(*id))).collect();
    list(scope, "documents_lead", ListView { lead: None, cards, articles: Vec::new() })
}

/// All documents: the featured one, then by date, those without one behind.
pub fn documents_in_order(site: &Site) -> Vec<DocumentId> {
    let mut ids = site.documents_by_date();
    ids.sort_by_key(|id| Some(*id) != site.portal.featured.document);
    ids
}

fn topics(scope: &Scope<'_>) -> Made {
    let cards = scope.on_page(scope.site.topics_in_order()).map(|id| scope.card(Thing::Topic(id))).collect();
    list(scope, "topics_lead", ListView { lead: None, cards, articles: Vec::new() })
}

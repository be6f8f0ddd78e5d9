//! Pages of the author's own, and the topics that list them.

use super::context::Context;
use super::questions::questions;
use super::things::topics_of;
use crate::model::site::{PageId, Site, TextPage};
use crate::parse::file::Parsed;
use crate::parse::metadata;

/// Any other page.
pub fn page(parsed: &Parsed<metadata::Page>, context: &mut Context<'_>) -> TextPage {
    let meta = &parsed.meta;
    TextPage {
        id: parsed.id.clone(),
        file: parsed.file.clone(),
        title: meta.title.0.clone(),
        label: meta.label.as_ref().map(|t| t.0.clone()),
        description: meta.description.as_ref().map(|t| t.0.clone()),
        order: meta.order,
        topics: topics_of(parsed, &meta.topics, context),
        self_test: questions(parsed, &meta.self_test, context),
        body: context.body(parsed).unwrap_or_default(),
        is_searchable: meta.search.unwrap_or(true),
        extra: meta.extra.clone(),
    }
}

/// For each topic the pages that serve it, by their order, then id.
pub fn by_topic(site: &Site) -> Vec<Vec<PageId>> {
    let mut lists = vec![Vec::new(); site.topics.len()];
    for id in site.pages_in_order() {
        for topic in &site[id].topics {
            lists[topic.index()].push(id);
        }
    }
    lists
}

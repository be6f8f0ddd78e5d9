//! The search page.

use super::{Chip, MenuEntry};
use crate::render::templates::ViewValue;
use serde::Serialize;

/// The search page, as `search`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// What results can be narrowed by; only what leaves a choice.
    pub filters: Vec<SearchFilter>,
    /// All that search finds, by kind, for readers without JavaScript; kinds without anything are left out.
    pub groups: Vec<SearchGroup>,
    /// Where else to look when nothing is found: topics, timeline, people.
    pub ways: Vec<MenuEntry>,
}

/// One way to narrow results.
#[derive(Clone, Debug, Serialize)]
pub struct SearchFilter {
    /// `kind`, `source`, `topic`, `year`: its name in the address of results.
    pub name: String,
    /// What it says: *Loại*.
    pub title: String,
    /// The choices, at least two.
    pub choices: Vec<SearchChoice>,
    /// Whether there are so many choices that they should fold.
    pub is_long: bool,
}

/// One choice of a filter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchChoice {
    /// What the address of results calls it; empty for the source that nobody states.
    pub value: String,
    /// What it says.
    pub label: String,
}

/// All things of one kind, or the first of them.
#[derive(Clone, Debug, Serialize)]
pub struct SearchGroup {
    /// `document`, `event`, `person`, `organisation`, `topic`, `page`, `article`.
    pub kind: String,
    /// *Văn bản*.
    pub title: String,
    /// *5 mục*, or *100 trong 240 mục*.
    pub count: String,
    /// Where they all stand, when they do not stand here.
    pub all_path: Option<String>,
    /// Cards of the things; none for articles.
    pub cards: Vec<ViewValue>,
    /// Articles; none for other things.
    pub articles: Vec<SearchArticle>,
}

/// An article, and its text where the portal is small.
#[derive(Clone, Debug, Serialize)]
pub struct SearchArticle {
    /// Its siglum.
    pub chip: Chip,
    /// Its title, in the source's words.
    pub title_html: String,
    /// Publisher or author, and date.
    pub source_html: String,
    /// Its passages; none in a large portal.
    pub passages: Vec<SearchPassage>,
}

/// A passage with its text.
#[derive(Clone, Debug, Serialize)]
pub struct SearchPassage {
    /// `CP 6`.
    pub chip: Chip,
    /// The source's words, headings included.
    pub text_html: String,
}

//! Topics and other pages.

use super::{ArticleId, DocumentId, EventId, Markdown, Question, Quote, TopicId};
use crate::parse::metadata;
use std::ops::Range;

/// A passage that holds a topic's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// The article.
    pub article: ArticleId,
    /// The passage, from 0.
    pub passage: u32,
    /// Where the terms stand: half-open byte offsets into the seed, in order, without overlap.
    pub terms: Vec<Range<usize>>,
}

/// A topic.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// Its name.
    pub title: String,
    /// Its place among topics.
    pub order: Option<i64>,
    /// What it is about.
    pub summary: Option<Markdown>,
    /// Documents.
    pub documents: Vec<DocumentId>,
    /// Events.
    pub events: Vec<EventId>,
    /// Words whose passages are gathered.
    pub terms: Vec<String>,
    /// What a reader would ask.
    pub points: Vec<Point>,
    /// Questions for the reader.
    pub self_test: Vec<Question>,
    /// The author's text.
    pub body: Option<Markdown>,
    /// Whether search finds it.
    pub is_searchable: bool,
    /// For themes.
    pub extra: metadata::Extra,
}

/// What a reader would ask, answered by quotations.
#[derive(Clone, Debug)]
pub struct Point {
    /// The question.
    pub title: String,
    /// Its anchor, unique in its thing.
    pub anchor: String,
    /// A shorter form.
    pub label: Option<String>,
    /// The answers.
    pub quotes: Vec<Quote>,
    /// One to three words.
    pub verdict: Option<String>,
    /// What the portal remarks.
    pub remark: Option<Markdown>,
}

/// Any other page.
#[derive(Clone, Debug)]
pub struct TextPage {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// Its title.
    pub title: String,
    /// A shorter one.
    pub label: Option<String>,
    /// For search engines.
    pub description: Option<String>,
    /// Its place among pages.
    pub order: Option<i64>,
    /// The topics it serves.
    pub topics: Vec<TopicId>,
    /// Questions for the reader.
    pub self_test: Vec<Question>,
    /// The author's text.
    pub body: Markdown,
    /// Whether search finds it.
    pub is_searchable: bool,
    /// For themes.
    pub extra: metadata::Extra,
}

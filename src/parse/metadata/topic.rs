//! Topics, other pages, and questions for the reader.

use super::{Extra, Point, Quote, Text, form};
use schemars::JsonSchema;
use serde::Deserialize;

/// A topic: the front matter of `content/topics/ID.md`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "topics/ID.md")]
pub struct Topic {
    /// Its name.
    pub title: Text,
    /// Its place among the topics; those without come last, by title.
    pub order: Option<i64>,
    /// What it is about, in the portal's words (Markdown, one paragraph).
    pub summary: Option<Text>,
    /// Documents that belong to it (IDs or numbers).
    #[serde(default)]
    pub documents: Vec<Text>,
    /// Events that belong to it (IDs).
    #[serde(default)]
    #[schemars(inner(regex(pattern = form::ID)))]
    pub events: Vec<Text>,
    /// Words whose passages are gathered.
    #[serde(default)]
    pub terms: Vec<Text>,
    /// What a reader would ask, answered in the sources' words.
    #[serde(default)]
    pub points: Vec<Point>,
    /// Questions for the reader.
    #[serde(default)]
    pub self_test: Vec<Question>,
    /// Where its page stood before: addresses below the site's own, which lead readers on.
    #[serde(default)]
    pub redirect_from: Vec<Text>,
    /// Hidden unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
    /// Whether search finds it.
    pub search: Option<bool>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

/// A question of the self-test.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// How it is asked.
    pub kind: QuestionKind,
    /// Its ID; made from the question, if absent. What readers' browsers remember of a question, and Anki, hangs on it: give one to keep it when the question's words change.
    #[schemars(regex(pattern = form::ID))]
    pub id: Option<Text>,
    /// The question (plain text; references in it are links).
    pub ask: Text,
    /// What to choose from, or to put in order (plain text, with references).
    #[serde(default)]
    pub options: Vec<Text>,
    /// The right option's number from 1, or several; the answer itself, for `recall` (plain text, with references).
    pub answer: Answer,
    /// Why (Markdown, one paragraph).
    pub explain: Option<Text>,
    /// The source's words that give the answer.
    pub quote: Option<Quote>,
    /// The words of several sources that give the answer, behind `quote` or in its place.
    #[serde(default)]
    pub quotes: Vec<Quote>,
}

/// How a question is asked.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// One option is right.
    One,
    /// Several options are right.
    Several,
    /// The reader recalls and compares.
    Recall,
    /// Two sources are compared; one option is right.
    Compare,
    /// Which source says so; one option is right.
    Source,
    /// The options are put in order.
    Order,
}

impl QuestionKind {
    /// The word for it: in metadata, in data, and behind `q_` in a theme's strings.
    pub fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Several => "several",
            Self::Recall => "recall",
            Self::Compare => "compare",
            Self::Source => "source",
            Self::Order => "order",
        }
    }
}

/// The right answer of a question.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(untagged)]
pub enum Answer {
    /// The number of the right option, from 1.
    Option(u32),
    /// The numbers of the right options, or the right order.
    Options(Vec<u32>),
    /// The answer in words.
    Words(String),
}

/// Any other page: the front matter of `content/pages/ID.md`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "pages/ID.md")]
pub struct Page {
    /// Its title.
    pub title: Text,
    /// A shorter title for the menu.
    pub label: Option<Text>,
    /// One or two sentences for search engines and previews.
    pub description: Option<Text>,
    /// Its place among the pages.
    pub order: Option<i64>,
    /// The topics it serves (IDs): they list it, and the first one's pages lead from one to the next.
    #[serde(default)]
    pub topics: Vec<Text>,
    /// Questions for the reader.
    #[serde(default)]
    pub self_test: Vec<Question>,
    /// Where its page stood before: addresses below the site's own, which lead readers on.
    #[serde(default)]
    pub redirect_from: Vec<Text>,
    /// Hidden unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
    /// Whether search finds it.
    pub search: Option<bool>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

//! Articles and their publishers.

use super::{Extra, Note, Text, form};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One source article: `content/articles/ID.yaml`, or the front matter of `content/articles/ID.md`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "articles/ID.yaml")]
pub struct Article {
    /// Its short name, by which passages are cited (`CP 6`): up to twelve letters, digits, `-` and `.`; the ID in capitals, if absent.
    #[schemars(regex(pattern = form::SIGLUM))]
    pub siglum: Option<Text>,
    /// The raw file in `seeds/`.
    pub seed: Option<Text>,
    /// The SHA-256 of the seed for which this was written.
    #[schemars(regex(pattern = form::SHA256))]
    pub sha256: Option<Text>,
    /// The article's title as its publisher prints it.
    pub title: Text,
    /// Who published it (an ID of `content/publishers/`).
    #[schemars(regex(pattern = form::ID))]
    pub publisher: Option<Text>,
    /// Who wrote it, as the article says.
    pub author: Option<Text>,
    /// When it was published: a date or date-time; absent if the article does not say.
    #[schemars(regex(pattern = form::DATE))]
    pub published: Option<Text>,
    /// Its original address.
    #[schemars(regex(pattern = form::ADDRESS))]
    pub url: Option<Text>,
    /// Who holds the rights, or under which terms it may be shown.
    pub rights: Option<Text>,
    /// The topics it serves (IDs).
    #[serde(default)]
    #[schemars(inner(regex(pattern = form::ID)))]
    pub topics: Vec<Text>,
    /// The events it reports (IDs).
    #[serde(default)]
    #[schemars(inner(regex(pattern = form::ID)))]
    pub events: Vec<Text>,
    /// A sentence about the stored copy.
    pub note: Option<Text>,
    /// Which lines are not the article.
    #[serde(default)]
    pub omit: Vec<Omit>,
    /// Lines of the seed that are headings within the text (a heading belongs to the passage below it).
    #[serde(default)]
    #[schemars(inner(range(min = 1)))]
    pub headings: Vec<u32>,
    /// What ends a paragraph of the seed: a blank line (the default), or every line end.
    pub paragraphs: Option<Paragraphs>,
    /// Names of passages for the list of contents, by anchor: `p1: The meeting`.
    #[serde(default)]
    #[schemars(extend("propertyNames" = form::anchors()))]
    pub labels: BTreeMap<String, Text>,
    /// Notes in the margin.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Remarks on passages that stand side by side with those of other articles.
    #[serde(default)]
    pub parallels: Vec<Parallel>,
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

/// A remark on two passages that have words in common; the pages of both articles show it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parallel {
    /// This article's passage: its anchor (`p3`).
    #[schemars(regex(pattern = form::ANCHOR))]
    pub at: Text,
    /// The other passage: `article:ID#p2`.
    pub with: Text,
    /// One to three words before the remark. Computed, if absent.
    pub verdict: Option<Text>,
    /// What the portal remarks (Markdown, one paragraph).
    pub remark: Text,
}

/// What ends a paragraph of a seed.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Paragraphs {
    /// A blank line, or a line that is omitted.
    #[default]
    Blocks,
    /// Every line end.
    Lines,
}

/// Lines of a seed that are not the article: `lines: 38-40`, or `from:` with `to:` or to the end.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("allOf" = form::one_way(), "dependentRequired" = serde_json::json!({ "to": ["from"] })))]
pub struct Omit {
    /// What they are.
    pub kind: OmitKind,
    /// Line numbers of the seed, from 1: `38`, `38-40`, or several, `4, 38-40`.
    #[schemars(regex(pattern = form::LINES))]
    pub lines: Option<Text>,
    /// The first line that begins with this text is the first to go.
    pub from: Option<Text>,
    /// The first line from there that begins with this text is the last to go; without it, all to the end goes.
    pub to: Option<Text>,
}

/// What an omitted line is.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum OmitKind {
    /// The article's title, which stands in `title` already.
    Title,
    /// The line that says when it was published.
    Date,
    /// The line that says who wrote it.
    Byline,
    /// The address of the original.
    SourceUrl,
    /// What stands below a picture; shown first among what is omitted.
    Caption,
    /// Who took a picture.
    PhotoCredit,
    /// Words of the article, printed once more in large letters.
    PullQuote,
    /// A menu, or the path to the page.
    Nav,
    /// A field to search in.
    SearchBox,
    /// A field for comments, or comments.
    CommentForm,
    /// Titles of other articles.
    RelatedNews,
    /// Numbers of readers, ratings, sizes.
    Stats,
    /// What stands at the foot of every page of the publisher.
    Footer,
    /// Words of buttons and signs: *print*, *share*.
    UiResidue,
}

impl OmitKind {
    /// The word by which metadata and data name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Date => "date",
            Self::Byline => "byline",
            Self::SourceUrl => "source-url",
            Self::Caption => "caption",
            Self::PhotoCredit => "photo-credit",
            Self::PullQuote => "pull-quote",
            Self::Nav => "nav",
            Self::SearchBox => "search-box",
            Self::CommentForm => "comment-form",
            Self::RelatedNews => "related-news",
            Self::Stats => "stats",
            Self::Footer => "footer",
            Self::UiResidue => "ui-residue",
        }
    }
}

/// What a publisher publishes.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum PublisherKind {
    /// A newspaper.
    Newspaper,
    /// A magazine or journal.
    Magazine,
    /// A site that is neither.
    Site,
}

/// Who published articles: `content/publishers/ID.yaml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "publishers/ID.yaml")]
pub struct Publisher {
    /// Its name.
    pub name: Text,
    /// What it publishes, for references to its articles; if absent, they are cited as pages of the web.
    pub kind: Option<PublisherKind>,
    /// The address of its site.
    #[schemars(regex(pattern = form::ADDRESS))]
    pub site: Option<Text>,
    /// A remark by the portal, in Markdown: how the publisher is known. Shown beside its name on its articles.
    pub note: Option<Text>,
    /// Omit rules for all its articles: `from:` and `to:` only. A rule that matches no article is an error.
    #[serde(default)]
    pub omit: Vec<Omit>,
    /// Hidden unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

//! What authors write: the shape of every metadata file, exactly as it stands in YAML.
//!
//! These types serve three masters: `serde` reads files into them, `schemars` makes from them the JSON Schema that
//! [`shape`](super::shape) checks a file against (and that editors can use), and [`resolve`](crate::resolve) makes the model of them.
//! Values with a meaning of their own (dates, numbers, references) stay text here, so that one wrong value never hides
//! another: the step that gives them their meaning reports each with its own place in the file.

mod agent;
mod article;
mod document;
mod event;
pub mod form;
mod glossary;
mod portal;
mod topic;

pub use agent::{Organisation, Person};
pub use article::{Article, Omit, OmitKind, Paragraphs, Parallel, Publisher, PublisherKind};
pub use document::{Basis, Document, Relation, RelationKind};
pub use event::Event;
pub use form::is_id;
pub use glossary::{Glossary, Term};
pub use portal::{Featured, FeaturedQuestion, LinkMentions, Portal};
pub use topic::{Answer, Page, Question, QuestionKind, Topic};

use schemars::JsonSchema;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// A text that an author may also have written as a whole number: `date: 2023`, `number: 57`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(pub String);

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }
            fn visit_str<E>(self, value: &str) -> Result<Text, E> {
                // A block (`|`, `>`) ends with the line end that YAML leaves it.
                Ok(Text(value.trim_end_matches(['\n', '\r']).to_owned()))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "integer"] })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// Keys that a theme of the author's own reads; the engine passes them on unread.
pub type Extra = BTreeMap<String, serde_json::Value>;

/// One value, or what each source says of it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(untagged)]
pub enum Stated {
    /// A plain value: nobody disagrees, or nobody asked.
    Plain(Text),
    /// A list: every source's version.
    Claims(Vec<Claim>),
}

impl Default for Stated {
    fn default() -> Self {
        Self::Plain(Text::default())
    }
}

/// One of several things, or what a source says of it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(untagged)]
pub enum Listed {
    /// The thing alone.
    Plain(Text),
    /// The thing, and who says so.
    Claim(Claim),
}

/// What one source says of a fact.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The value, in the form that the field takes elsewhere.
    pub value: Text,
    /// The article that says so (its ID).
    #[schemars(regex(pattern = form::ID))]
    pub article: Option<Text>,
    /// The article's own words; checked against it.
    pub quote: Option<Text>,
    /// Of a role: the organisation it is held in (ID or name).
    pub organisation: Option<Text>,
    /// A remark by the portal.
    pub note: Option<Text>,
}

/// Words of an article, checked against it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The article's ID.
    #[schemars(regex(pattern = form::ID))]
    pub article: Text,
    /// The words, as they stand in the article's text; `[…]` for what is left out.
    pub text: Text,
}

/// A note in the margin of a passage, or about a document or an event.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The passage's anchor (`p6`); in documents and events, a field's name or nothing.
    pub at: Option<Text>,
    /// What the note is about.
    pub kind: Option<NoteKind>,
    /// The note, Markdown in one paragraph.
    pub text: Text,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// Another source says otherwise.
    Differs,
    /// Another source has the same words.
    Parallel,
    /// No other source says this.
    Only,
    /// How a date is to be read.
    Date,
}

/// What a reader would ask, answered by quotations.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The question, or the heading.
    pub title: Text,
    /// The anchor; made from the title, if absent.
    pub id: Option<Text>,
    /// A shorter form of the title for the list of contents.
    pub label: Option<Text>,
    /// The answers, in the sources' words.
    #[serde(default)]
    pub quotes: Vec<Quote>,
    /// One to three words before the remark: `Ghi khác nhau`. Computed, if absent.
    pub verdict: Option<Text>,
    /// What the portal remarks (Markdown, one paragraph).
    pub remark: Option<Text>,
}

//! Documents, and how they stand to each other.

use super::{Extra, Note, Point, Quote, Stated, Text, form};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An official text that others cite: `content/documents/ID.yaml`, or the front matter of `ID.md`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "documents/ID.yaml")]
pub struct Document {
    /// Its kind as it calls itself: `Kết luận`, `Hướng dẫn`.
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// Its number as printed: `57-KL/TW`.
    pub number: Option<Text>,
    /// When it was issued.
    #[schemars(extend("pattern" = form::DATE, "items" = form::claims(form::DATE)))]
    pub issued: Option<Stated>,
    /// Who issued it: an organisation's ID, or a name.
    pub issuer: Option<Stated>,
    /// What it is about, in its own words.
    pub title: Option<Stated>,
    /// Other names by which texts mention it.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// Where its full text stands.
    #[schemars(regex(pattern = form::ADDRESS))]
    pub url: Option<Text>,
    /// How it stands to other documents.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// What a reader would ask about it, answered in the sources' words.
    #[serde(default)]
    pub points: Vec<Point>,
    /// Notes by the portal.
    #[serde(default)]
    pub notes: Vec<Note>,
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

/// How a document stands to another; the other end shows it too.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// The kind of relation, read from this document to the target.
    pub kind: RelationKind,
    /// The other document: ID or number.
    pub target: Text,
    /// How the portal knows.
    pub basis: Basis,
    /// The words of a source that state it, or from which it was inferred.
    pub quote: Option<Quote>,
    /// What was inferred, or why.
    pub note: Option<Text>,
}

/// Kinds of relation between documents, read from the document that declares it.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// The target is its ground.
    BasedOn,
    /// It guides how the target is carried out.
    Guides,
    /// It carries the target out.
    Implements,
    /// The target came before it in the same field.
    Earlier,
    /// It takes the target's place.
    Supersedes,
    /// It changes the target.
    Amends,
    /// It mentions the target.
    Cites,
    /// Perhaps both are one and the same.
    MaybeSame,
}

/// How a relation is known.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A source says so (`quote`).
    Stated,
    /// It follows from what a source says (`quote`, and a `note` that says what was inferred).
    Context,
    /// The portal's makers say so (`note`).
    Editor,
}

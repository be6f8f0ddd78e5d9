//! Official documents, and how they stand to each other.

use super::{Agency, DocumentId, Fact, Markdown, Note, OrganisationId, Point, Quote};
use crate::model::DocumentNumber;
use crate::model::When;
use crate::parse::metadata;
use crate::parse::metadata::Basis;
use crate::parse::metadata::RelationKind;

/// An official text.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// *Kết luận*.
    pub kind: Option<String>,
    /// Its number.
    pub number: Option<DocumentNumber>,
    /// When it was issued.
    pub issued: Fact<When>,
    /// Who issued it.
    pub issuer: Fact<Agency<OrganisationId>>,
    /// What it is about.
    pub title: Fact<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Where its full text stands.
    pub url: Option<String>,
    /// Relations that its own file declares.
    pub relations: Vec<Relation>,
    /// What a reader would ask.
    pub points: Vec<Point>,
    /// Notes.
    pub notes: Vec<Note>,
    /// Its text, if the portal holds it.
    pub body: Option<Markdown>,
    /// Whether search finds it.
    pub is_searchable: bool,
    /// For themes.
    pub extra: metadata::Extra,
}

impl Document {
    /// The title that is shown beside its number; none where it has no number, as the title is its name then.
    pub fn title_beside_number(&self) -> Option<&String> {
        self.number.as_ref().and(self.title.shown())
    }
}

/// How a document stands to another.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The kind, read from the declaring document.
    pub kind: RelationKind,
    /// The other document.
    pub target: DocumentId,
    /// How the portal knows.
    pub basis: Basis,
    /// The words it knows it from.
    pub quote: Option<Quote>,
    /// What was inferred, or why.
    pub note: Option<Markdown>,
    /// Its position in the list as its author wrote it, from 0: what could not be resolved is no relation.
    pub written: usize,
}

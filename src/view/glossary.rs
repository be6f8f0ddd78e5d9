//! The glossary's pages.

use super::{Chip, QuoteBlock};
use serde::Serialize;

/// A page of the glossary, as `glossary`.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryView {
    /// The terms of this page, in the order of the alphabet.
    pub terms: Vec<GlossaryTerm>,
}

/// A term.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryTerm {
    /// Its anchor, `term-ttdn`.
    pub id: String,
    /// As texts write it.
    pub term_html: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// What an abbreviation stands for.
    pub expansion: Option<String>,
    /// What it means, in the portal's words.
    pub means_html: Option<String>,
    /// Whether no source is quoted, so that all that is said are the portal's words.
    pub is_own: bool,
    /// What it means, in the sources' words.
    pub quotes: Vec<QuoteBlock>,
    /// What else the portal has on it: a link.
    pub see_html: Option<String>,
    /// Passages where it stands.
    pub chips: Vec<Chip>,
    /// *và 12 đoạn khác*, where not all are shown.
    pub more: Option<String>,
    /// Where all are found.
    pub more_path: Option<String>,
    /// The term's `extra`.
    pub extra: serde_json::Value,
}

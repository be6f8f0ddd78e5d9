//! Terms of the glossary.

use super::{Markdown, Quote, Target};
use crate::parse::metadata;
use std::ops::Range;

/// The file that describes all terms.
pub const FILE: &str = "content/terms.yaml";

/// An abbreviation or a term.
#[derive(Clone, Debug)]
pub struct Term {
    /// The name by which references call it.
    pub id: String,
    /// As texts write it.
    pub term: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// What an abbreviation stands for.
    pub expansion: Option<String>,
    /// What it means, in the portal's words.
    pub means: Option<Markdown>,
    /// What it means, in the sources' words.
    pub quotes: Vec<Quote>,
    /// What else the portal has on it.
    pub see: Option<Target>,
    /// Where its name stands in [`FILE`]: half-open byte offsets.
    pub at: Range<usize>,
    /// Whether search finds it.
    pub is_searchable: bool,
    /// For themes.
    pub extra: metadata::Extra,
}

//! What articles have in common.

use crate::text::parallels::{Found, Passages};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// What articles have in common, in syllables of their passages; which passages those are, and what of it is more than the
/// name of a document, tells [`resolve::relations::parallels`](crate::resolve::relations::parallels).
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// By article: what it has in common with others and with itself, ids being positions of articles.
    pub found: Vec<Arc<Found>>,
    /// By article: where its passages begin.
    pub passages: Vec<Arc<Passages>>,
}

/// How documents are cited: words by their number, as [hashes](crate::text::parallels::hashes).
#[derive(Clone, Debug, Default)]
pub struct Formulas {
    /// Titles, or long enough parts of them.
    pub titles: BTreeMap<usize, HashSet<u64>>,
    /// Names of issuers, or long enough parts of them.
    pub issuers: BTreeMap<usize, HashSet<u64>>,
}

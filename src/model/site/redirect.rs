//! Addresses at which pages stood before.

use super::Thing;
use std::ops::Range;

/// A former address of a thing's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The output file that leads on: relative to the site's root.
    pub from: String,
    /// Where it leads.
    pub to: Thing,
    /// Where it is written: bytes of the file that describes the thing.
    pub written: Range<usize>,
}

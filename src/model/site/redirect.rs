//! Addresses at which pages stood before.

use super::Thing;

/// A former address of a thing's page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// The output file that leads on: relative to the site's root.
    pub from: String,
    /// Where it leads.
    pub to: Thing,
}

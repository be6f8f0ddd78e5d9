//! People and organisations.

use super::{Fact, Markdown, OrganisationId};
use crate::parse::metadata;

/// A person or an organisation.
#[derive(Clone, Debug)]
pub struct Agent {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Roles, as sources give them.
    pub roles: Fact<String>,
    /// Of an organisation: the one it belongs to.
    pub parent: Option<OrganisationId>,
    /// A remark.
    pub note: Option<Markdown>,
    /// Whether search finds it.
    pub is_searchable: bool,
    /// For themes.
    pub extra: metadata::Extra,
}

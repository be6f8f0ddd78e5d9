//! People and organisations.

use super::{Claim, Extra, Text, form};
use schemars::JsonSchema;
use serde::Deserialize;

/// A person: `content/people/ID.yaml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "people/ID.yaml")]
pub struct Person {
    /// The name, as the sources write it.
    pub name: Text,
    /// Other spellings under which texts name the person.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// Offices and roles, as each source gives them.
    #[serde(default)]
    pub roles: Vec<Claim>,
    /// A remark by the portal (Markdown).
    pub note: Option<Text>,
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

/// An organisation: `content/organisations/ID.yaml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "organisations/ID.yaml")]
pub struct Organisation {
    /// Its name, as the sources write it.
    pub name: Text,
    /// Other spellings and abbreviations under which texts name it.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// The organisation it belongs to (an ID).
    #[schemars(regex(pattern = form::ID))]
    pub parent: Option<Text>,
    /// What sources say that it is or does.
    #[serde(default)]
    pub roles: Vec<Claim>,
    /// A remark by the portal (Markdown).
    pub note: Option<Text>,
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

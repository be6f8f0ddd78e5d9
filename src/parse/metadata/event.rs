//! Events.

use super::{Extra, Listed, Note, Quote, Stated, Text, form};
use schemars::JsonSchema;
use serde::Deserialize;

/// A meeting, or anything else dated: `content/events/ID.yaml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "events/ID.yaml")]
pub struct Event {
    /// `meeting`, or another word that the theme's strings know (`event_…`).
    pub kind: Option<Stated>,
    /// What it is called.
    pub title: Stated,
    /// A shorter name, for rulers.
    pub label: Option<Text>,
    /// When: EDTF (`2023-07-05`, `2023?-07-05`, `../2023-09-25`, `2023-07/2023-12`) or a date-time.
    #[schemars(extend("pattern" = form::DATE, "items" = form::claims(form::DATE)))]
    pub date: Option<Stated>,
    /// `morning`, `noon`, `afternoon`, `evening` or `night`.
    #[schemars(extend("pattern" = form::PART_OF_DAY, "items" = form::claims(form::PART_OF_DAY)))]
    pub part_of_day: Option<Stated>,
    /// Where.
    pub place: Option<Stated>,
    /// Who presided: a person's ID, or a name.
    pub chair: Option<Stated>,
    /// Who organised it: an organisation's ID, or a name.
    pub organiser: Option<Stated>,
    /// How it was held: in one place, online …
    pub format: Option<Stated>,
    /// The documents it dealt with (IDs or numbers).
    #[serde(default)]
    pub documents: Vec<Listed>,
    /// Its topics (IDs).
    #[serde(default)]
    #[schemars(inner(regex(pattern = form::ID)))]
    pub topics: Vec<Listed>,
    /// Who took part (IDs of people).
    #[serde(default)]
    #[schemars(inner(regex(pattern = form::ID)))]
    pub people: Vec<Listed>,
    /// One sentence about it, in the portal's words (Markdown).
    pub summary: Option<Text>,
    /// Words of sources about it.
    #[serde(default)]
    pub quotes: Vec<Quote>,
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

//! `portal.yaml`.

use super::{Extra, Point, Text, form};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The portal: `portal.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "portal.yaml")]
pub struct Portal {
    /// The portal's name, as the header shows it.
    pub title: Text,
    /// A name that stays when the title does not; Anki tells by it the cards of several portals apart.
    #[schemars(regex(pattern = form::ID))]
    pub id: Option<Text>,
    /// One or two sentences for search engines, the feed and the foot of the home page.
    pub description: Option<Text>,
    /// The language of the portal's own words, a BCP 47 tag; `vi` if absent.
    #[schemars(regex(pattern = form::LANGUAGE))]
    pub language: Option<Text>,
    /// Where the site will stand, for example `https://example.org/portal/`; only the feed, the sitemap, canonical links and calendar ids need it.
    #[schemars(regex(pattern = form::ADDRESS))]
    pub base_url: Option<Text>,
    /// The folder below `themes/`, or the built-in `khue`.
    pub theme: Option<Text>,
    /// Who makes the portal.
    #[serde(default)]
    pub authors: Vec<Text>,
    /// Under which terms the portal's own words may be used.
    pub licence: Option<Text>,
    /// The entries of the menu in order: names of page kinds (`topics`, `documents`, `articles`, `timeline`, `people`, `self-test`, `glossary`, `graph`) or references such as `[[page:gioi-thieu]]`.
    pub menu: Option<Vec<Text>>,
    /// What the home page leads with.
    pub featured: Option<Featured>,
    /// The folder or file of each kind of page, instead of the language's own.
    #[serde(default)]
    pub paths: BTreeMap<String, Text>,
    /// Which site-wide outputs are made besides pages; all, if absent.
    pub formats: Option<Vec<Text>>,
    /// Folders with `index.html` instead of flat `.html` files.
    #[serde(default)]
    pub pretty_urls: bool,
    /// Whether the site can be searched.
    pub search: Option<bool>,
    /// Whether pages can be read without a network after the first visit; `false` removes what browsers kept when it was `true`.
    pub offline: Option<bool>,
    /// Whether passages that articles share are looked for.
    pub parallels: Option<bool>,
    /// How many related articles the page of an article names at most, up to 20; 5 if absent, `0` for none.
    #[schemars(range(min = 0, max = 20))]
    pub related: Option<u32>,
    /// Whether the first mention in a passage is a link, or every one.
    pub link_mentions: Option<LinkMentions>,
    /// Whether Markdown may hold HTML; if not, tags are shown as they are written.
    #[serde(default)]
    pub raw_html: bool,
    /// The offset from UTC of date-times that state none, for example `+07:00`.
    #[schemars(regex(pattern = form::OFFSET))]
    pub utc_offset: Option<Text>,
    /// Sentences (Markdown) at the foot of every page; the theme's own, if absent.
    pub footer: Option<Vec<Text>>,
    /// Compounds that a heading keeps on one line, besides those of the language.
    #[serde(default)]
    pub keep_together: Vec<Text>,
    /// Keys for a theme of your own.
    #[serde(default)]
    pub extra: Extra,
}

/// Which mentions in a passage become links.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum LinkMentions {
    /// The first mention of each thing in each passage.
    #[default]
    First,
    /// Every mention.
    All,
}

/// What the home page leads with.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Featured {
    /// The document that the portal studies (ID or number).
    pub document: Option<Text>,
    /// The documents and events on the home page's time ruler, as references without brackets (`document:ID`, `event:ID`); without it, all that the featured document is connected with.
    #[serde(default)]
    pub timeline: Vec<Text>,
    /// Two passages to put side by side.
    pub pair: Option<Point>,
    /// Questions to start from.
    #[serde(default)]
    pub questions: Vec<FeaturedQuestion>,
}

/// A question on the home page that leads into the portal.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeaturedQuestion {
    /// The question; the target's title, if absent.
    pub title: Option<Text>,
    /// Where it leads: a reference without brackets, such as `article:cp#p6` or `topic:nguon-luc`.
    pub target: Text,
    /// One sentence below it.
    pub note: Option<Text>,
}

//! What `portal.yaml` says.

use super::{DocumentId, Markdown, Point, Target, Thing};
use crate::parse::metadata;
use std::collections::BTreeMap;

/// What `portal.yaml` says.
#[derive(Clone, Debug, Default)]
pub struct Portal {
    /// The portal's name.
    pub title: String,
    /// Its own name among portals: letters a–z, digits and hyphens.
    pub id: Option<String>,
    /// One or two sentences.
    pub description: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Where the site will stand; ends in `/`.
    pub base_url: Option<String>,
    /// The theme's folder.
    pub theme: String,
    /// Who makes it.
    pub authors: Vec<String>,
    /// Terms of the portal's own words.
    pub licence: Option<String>,
    /// Entries of the menu.
    pub menu: Vec<MenuItem>,
    /// What the home page leads with.
    pub featured: Featured,
    /// Folders and files of kinds of pages that differ from the language's own.
    pub paths: BTreeMap<String, String>,
    /// The site-wide outputs to make; all, if none.
    pub formats: Option<Vec<String>>,
    /// Folders with `index.html`.
    pub pretty_urls: bool,
    /// Which mentions become links.
    pub link_mentions: metadata::LinkMentions,
    /// Whether Markdown may hold HTML.
    pub raw_html: bool,
    /// Minutes east of UTC of date-times that state none.
    pub utc_offset: Option<i16>,
    /// Markdown sentences at the foot of pages.
    pub footer: Option<Vec<Markdown>>,
    /// Compounds that headings keep together.
    pub keep_together: Vec<String>,
    /// Whether the site can be searched.
    pub is_searchable: bool,
    /// Whether the site can be read without a network; none where nobody says.
    pub offline: Option<bool>,
    /// Whether passages that articles share are looked for.
    pub has_parallels: bool,
    /// How many related articles each article names at most.
    pub related: usize,
    /// For themes.
    pub extra: metadata::Extra,
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MenuItem {
    /// A list or the timeline, by its name.
    Section(String),
    /// A thing.
    Thing(Thing),
}

/// What the home page leads with.
#[derive(Clone, Debug, Default)]
pub struct Featured {
    /// The studied document.
    pub document: Option<DocumentId>,
    /// Things on the ruler; empty means: chosen by the home page.
    pub timeline: Vec<Thing>,
    /// Two passages side by side.
    pub pair: Option<Point>,
    /// Questions to start from.
    pub questions: Vec<FeaturedQuestion>,
}

/// A question on the home page.
#[derive(Clone, Debug)]
pub struct FeaturedQuestion {
    /// The question.
    pub title: Option<String>,
    /// Where it leads.
    pub target: Target,
    /// A sentence.
    pub note: Option<Markdown>,
}

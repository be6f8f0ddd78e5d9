//! What all pages share, and what every page has.

use super::{FileLink, SearchChoice};
use serde::Serialize;

/// What all pages share, as the global `site`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SiteView {
    /// The portal's name.
    pub title: String,
    /// The portal's description.
    pub description: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Entries of the menu.
    pub menu: Vec<MenuEntry>,
    /// Where the home page stands: `index.html`, or `./` with addresses that end in a folder.
    pub home_path: String,
    /// Where the timeline stands.
    pub timeline_path: String,
    /// Where the glossary stands, if there is one.
    pub glossary_path: Option<String>,
    /// Where the graph stands, if anything is connected.
    pub graph_path: Option<String>,
    /// The page that explains how to read the portal, if there is one.
    pub about_path: Option<String>,
    /// Where the search page stands; `null` where the portal has no search.
    pub search_path: Option<String>,
    /// Where the program stands that finds things in a browser; `null` where the portal has no search.
    pub reader_path: Option<String>,
    /// Where the worker stands that lets pages be read without a network, if the portal wants one.
    pub worker_path: Option<String>,
    /// The kinds of things that search finds.
    pub search_kinds: Vec<SearchChoice>,
    /// Where the feed stands, if it is made.
    pub feed_path: Option<String>,
    /// Where the calendar stands, if it is made.
    pub calendar_path: Option<String>,
    /// The portal as a whole, to carry away: its book, its references in each syntax.
    pub files: Vec<FileLink>,
    /// Who makes the portal.
    pub authors: Vec<String>,
    /// The terms of the portal's own words.
    pub licence: Option<String>,
    /// Name and version of the program, for `<meta name="generator">`.
    pub generator: String,
    /// The theme's files by name (`portal.css`), each with its address (with a content hash in `?v=`).
    pub assets: std::collections::BTreeMap<String, String>,
    /// The author's `extra` of `portal.yaml`.
    pub extra: serde_json::Value,
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MenuEntry {
    /// `topics`, `documents`, `articles`, `timeline`, `people`, or `page`.
    pub section: String,
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub path: String,
}

/// What every page has, as `page`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageView {
    /// `home`, `article`, `articles`, `document`, `documents`, `event`, `person`, `organisation`, `people`, `topic`, `topics`, `timeline`, `glossary`, `graph`, `search`, `page`, `not-found`.
    pub kind: String,
    /// The id of its subject, or its kind.
    pub id: String,
    /// `""`, `"../"`, `"../../"`; for `not-found` an absolute path, as nobody knows below which folder it is shown.
    pub root: String,
    /// Its own address.
    pub path: String,
    /// For `<title>`, without the portal's name.
    pub title: String,
    /// For `<h1>`, compounds and numbers kept together.
    pub heading_html: String,
    /// Whether its subject is a draft, which only `--drafts` shows.
    pub draft: bool,
    /// One or two sentences, or null.
    pub description: Option<String>,
    /// The way from the home page; the last has no path. Empty on the home page.
    pub crumbs: Vec<Crumb>,
    /// The menu's section it belongs to.
    pub section: String,
    /// Absolute address, if `base_url` is set.
    pub canonical: Option<String>,
    /// Objects for `<script type="application/ld+json">`, safe inside it.
    pub json_ld_html: Vec<String>,
    /// `article` or `website`, for Open Graph.
    pub og_type: String,
    /// Whether the stylesheet of highlighted code is needed.
    pub code: bool,
    /// Previous and next part of a long list.
    pub pager: Option<Pager>,
    /// The author's sentences at the foot of the page; the theme has its own where there are none.
    pub footer_html: Vec<String>,
    /// The subject's `extra`.
    pub extra: serde_json::Value,
}

/// One step of the way from the home page.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// What it says.
    pub label: String,
    /// Where it leads; none for the page itself.
    pub path: Option<String>,
}

/// Parts of a list that is too long for one page.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// This part, from 1.
    pub number: usize,
    /// How many parts.
    pub total: usize,
    /// The part before.
    pub previous_path: Option<String>,
    /// The part after.
    pub next_path: Option<String>,
}

//! Pages of the other things, and lists.

use super::{
    ArticleRow, BacklinkGroup, BacklinkSentence, Chip, Fact, FileLink, Neighbour, NoteView, PointView,
    QuoteBlock, RelationRow, Ruler, SelfTestLink, Version, Witnesses,
};
use crate::render::templates::ViewValue;
use serde::Serialize;

/// A document's page, as `document`.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentView {
    /// *kết luận*: its kind in lower case.
    pub kind: Option<String>,
    /// What it is about, in its own words; if none states it, or the heading is it, `title_absent`.
    pub title_html: Option<String>,
    /// *Chưa nguồn nào ghi trích yếu*.
    pub title_absent: String,
    /// Issuer, date, kind, number, aliases, address, full text.
    pub facts: Vec<Fact>,
    /// What several sources say of these, source by source.
    pub witnesses: Option<Witnesses>,
    /// Its date among its neighbours.
    pub ruler: Option<Ruler>,
    /// The full text, if the portal holds it.
    pub body_html: Option<String>,
    /// Relations to other documents.
    pub relations: Vec<RelationRow>,
    /// What sources say, by question.
    pub points: Vec<PointView>,
    /// When fewer than two sources speak: what is missing.
    pub points_empty: Option<String>,
    /// Notes by the portal.
    pub notes: Vec<NoteView>,
    /// What mentions it, with sentences.
    pub backlinks: Vec<BacklinkGroup>,
    /// Cards of related things.
    pub things: Vec<ViewValue>,
    /// A reference to copy.
    pub citation_html: String,
    /// The reference for programs, in each syntax.
    pub citation_files: Vec<FileLink>,
    /// Its issuance for calendars, if the day is known.
    pub calendar: Option<FileLink>,
}

/// An event's page, as `event`.
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    /// *hội nghị*.
    pub kind: String,
    /// One sentence.
    pub summary_html: Option<String>,
    /// Date, part of day, place, chair, organiser, format.
    pub facts: Vec<Fact>,
    /// What several sources say of these, source by source.
    pub witnesses: Option<Witnesses>,
    /// Its date among its neighbours.
    pub ruler: Option<Ruler>,
    /// Words of sources about it.
    pub quotes: Vec<QuoteBlock>,
    /// Documents, topics, people, reporting articles.
    pub relations: Vec<RelationRow>,
    /// Notes by the portal.
    pub notes: Vec<NoteView>,
    /// What refers to it.
    pub backlinks: Vec<BacklinkGroup>,
    /// Cards of related things.
    pub things: Vec<ViewValue>,
    /// The event for calendars, if the day is known.
    pub calendar: Option<FileLink>,
}

/// A person's page as `person`, an organisation's as `organisation`.
#[derive(Clone, Debug, Serialize)]
pub struct AgentView {
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Roles, as each source gives them.
    pub roles: Vec<Version>,
    /// A remark by the portal.
    pub note_html: Option<String>,
    /// Events, documents issued, parent, members …
    pub relations: Vec<RelationRow>,
    /// What names them, with sentences.
    pub backlinks: Vec<BacklinkGroup>,
    /// Cards of related things.
    pub things: Vec<ViewValue>,
}

/// The list of people and organisations, as `people`.
#[derive(Clone, Debug, Serialize)]
pub struct PeopleView {
    /// People of several sources first, then by given name.
    pub people: Vec<AgentRow>,
    /// Organisations likewise.
    pub organisations: Vec<AgentRow>,
}

/// A person or organisation in a list.
#[derive(Clone, Debug, Serialize)]
pub struct AgentRow {
    /// Its anchor.
    pub id: String,
    /// The name.
    pub name_html: String,
    /// Its page.
    pub path: String,
    /// Roles in the sources' words, the same role once.
    pub roles: Vec<Version>,
    /// Where it is named: at most one chip an article.
    pub chips: Vec<Chip>,
}

/// A topic's page, as `topic`.
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    /// What it is about.
    pub summary_html: Option<String>,
    /// The author's Markdown.
    pub body_html: Option<String>,
    /// The questions.
    pub points: Vec<PointView>,
    /// Where the sources of its events and documents disagree: a row a field.
    pub differing: Vec<RelationRow>,
    /// Passages gathered by the topic's terms, by article, the terms in `<mark>`.
    pub gathered: Vec<GatheredGroup>,
    /// The terms.
    pub terms: Vec<String>,
    /// Its questions in the self-test.
    pub self_test: Option<SelfTestLink>,
    /// Cards of the pages that serve it, in their order.
    pub pages: Vec<ViewValue>,
    /// The articles that serve it.
    pub articles: Vec<ArticleRow>,
    /// What refers to it.
    pub backlinks: Vec<BacklinkGroup>,
    /// Cards of related things.
    pub things: Vec<ViewValue>,
}

/// Passages of one article that hold a topic's terms.
#[derive(Clone, Debug, Serialize)]
pub struct GatheredGroup {
    /// The article.
    pub chip: Chip,
    /// Publisher or author, and date.
    pub source_html: String,
    /// The passages' sentences.
    pub sentences: Vec<BacklinkSentence>,
}

/// The lists of topics, documents and articles, as `list`.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// A sentence above.
    pub lead: Option<String>,
    /// Cards, for topics and documents.
    pub cards: Vec<ViewValue>,
    /// Rows, for articles.
    pub articles: Vec<ArticleRow>,
}

/// Any other page, as `text`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TextView {
    /// The author's Markdown.
    pub body_html: String,
    /// Headings of the second level, for the list of contents: id and text.
    pub contents: Vec<(String, String)>,
    /// Its questions in the self-test.
    pub self_test: Option<SelfTestLink>,
    /// The page before in its first topic.
    pub previous: Option<Neighbour>,
    /// The page after in its first topic.
    pub next: Option<Neighbour>,
    /// What refers to it.
    pub backlinks: Vec<BacklinkGroup>,
}

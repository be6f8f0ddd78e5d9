//! What templates see: small, flat values, made once by the page kinds and handed over serialised.
//!
//! Conventions that every template may rely on:
//! - a field whose name ends in `_html` is finished, escaped HTML (insert with `| safe`); every other text is plain
//!   and escaped by the template engine;
//! - a field whose name is or ends in `path` is an address relative to the site's root, already percent-encoded, with
//!   its fragment; a template writes `{{ page.root }}{{ path }}`, where `page.root` is `""`, `"../"` …; inside `_html`
//!   fields addresses are already relative to the page;
//! - an absent value is `null`, an empty list is `[]`; what a source does not state is said in words by the view
//!   (`absent: true`), never left out silently.

use crate::render::templates::ViewValue;
use serde::Serialize;

/// What all pages share, as the global `site`.
#[derive(Clone, Debug, Serialize)]
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
    /// The page that explains how to read the portal, if there is one.
    pub about_path: Option<String>,
    /// Where the search page stands; `null` while the portal has no search.
    pub search_path: Option<String>,
    /// Where the feed stands, if it is made.
    pub feed_path: Option<String>,
    /// Where the calendar stands, if it is made.
    pub calendar_path: Option<String>,
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
#[derive(Clone, Debug, Serialize)]
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
    /// `home`, `article`, `articles`, `document`, `documents`, `event`, `person`, `organisation`, `people`, `topic`, `topics`, `timeline`, `page`, `not-found`.
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

/// `CP 6`: a siglum and a passage, leading there.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chip {
    /// `CP 6`, or `CP` alone.
    pub label: String,
    /// The passage's address.
    pub path: String,
    /// Source, date and passage in full.
    pub title: String,
}

/// All that a page shows of a thing that is not its subject; made once, and handed to every page that shows it
/// (as [`ViewValue`]).
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// `document`, `article`, `event`, `person`, `organisation`, `topic`, `page`.
    pub kind: String,
    /// The kind in words: *Văn bản*.
    pub kind_label: String,
    /// Unique on a page, for `id` and `data-card`: `n-document-57-kl-tw`.
    pub id: String,
    /// Its name.
    pub title_html: String,
    /// Whether the name is the source's words (serif).
    pub source_voice: bool,
    /// Its page.
    pub path: String,
    /// One to three short lines; the first is the most important.
    pub lines_html: Vec<String>,
}

/// A row of an identity card.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Fact {
    /// What it is: *Ngày ban hành*.
    pub label: String,
    /// The versions; one where nobody disagrees; none if absent.
    pub versions: Vec<Version>,
    /// What to say where there is none: *không ghi*, or a full sentence.
    pub absent: Option<String>,
    /// Whether the sources disagree.
    pub differs: bool,
    /// Over the full width.
    pub wide: bool,
}

/// One version of a fact.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Version {
    /// The value.
    pub value_html: String,
    /// Whether the value is a source's words.
    pub source_voice: bool,
    /// Who says so.
    pub chips: Vec<Chip>,
    /// A small line below: *nguồn viết “11.8.2023”*.
    pub note_html: Option<String>,
}

/// Words of one or several sources.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteView {
    /// Paragraphs `<p>…</p>`; words that only this source has in `<mark>`, in a pair.
    pub body_html: String,
    /// Where they stand; several when they are the same.
    pub sources: Vec<QuoteSource>,
}

/// The source line of a quotation.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteSource {
    /// The passage.
    pub chip: Chip,
    /// Publisher or author, and date.
    pub text_html: String,
}

/// Quotations that stand together.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteBlock {
    /// Exactly two, side by side, with differing words marked.
    pub pair: bool,
    /// The quotations.
    pub quotes: Vec<QuoteView>,
}

/// A question or heading with the quotations that answer it.
#[derive(Clone, Debug, Serialize)]
pub struct PointView {
    /// Its place, from 1.
    pub number: usize,
    /// Its anchor.
    pub id: String,
    /// The question.
    pub title_html: String,
    /// A shorter form for the list of contents.
    pub label: String,
    /// The answers.
    pub blocks: Vec<QuoteBlock>,
    /// *Ghi khác nhau*, and a sentence.
    pub remark: Option<Remark>,
}

/// What the portal remarks on quotations.
#[derive(Clone, Debug, Serialize)]
pub struct Remark {
    /// One to three words.
    pub verdict: Option<String>,
    /// Whether the verdict is that they differ.
    pub differs: bool,
    /// A sentence.
    pub text_html: Option<String>,
}

/// A row of a list of definitions: relations, differences, backlinks without sentences.
#[derive(Clone, Debug, Serialize)]
pub struct RelationRow {
    /// The kind of relation: *Căn cứ*.
    pub label: String,
    /// What stands in this relation; if empty, `absent` says so.
    pub items: Vec<RelationItem>,
    /// What to say where there is none.
    pub absent: Option<String>,
}

/// One thing in a relation.
#[derive(Clone, Debug, Serialize)]
pub struct RelationItem {
    /// The thing, linked if it has a page.
    pub title_html: String,
    /// The id of the card on the same page, for a preview.
    pub card: Option<String>,
    /// Who says so.
    pub chips: Vec<Chip>,
    /// How it is known, in a sentence.
    pub note_html: Option<String>,
}

/// What refers to the page's subject, of one kind of source.
#[derive(Clone, Debug, Serialize)]
pub struct BacklinkGroup {
    /// `article`, `topic`, `document`, `event`, `person`, `organisation`, `page`.
    pub kind: String,
    /// *Bài nguồn*, *Chủ đề* …
    pub label: String,
    /// The sources, each once.
    pub sources: Vec<BacklinkSource>,
}

/// One source of references.
#[derive(Clone, Debug, Serialize)]
pub struct BacklinkSource {
    /// Its title.
    pub title_html: String,
    /// Whether the title is a source's words.
    pub source_voice: bool,
    /// Its page.
    pub path: String,
    /// An article's siglum.
    pub siglum: Option<String>,
    /// The sentences, in order.
    pub sentences: Vec<BacklinkSentence>,
}

/// A sentence that refers to the page's subject.
#[derive(Clone, Debug, Serialize)]
pub struct BacklinkSentence {
    /// The passage, of an article.
    pub chip: Option<Chip>,
    /// Where the sentence stands.
    pub path: String,
    /// The sentence, the reference in `<mark>`; none when the reference stands in a field, not in a sentence.
    pub text_html: Option<String>,
    /// Whether these are a source's words.
    pub source_voice: bool,
    /// The field it stands in, in words: *Văn bản liên quan*.
    pub field: Option<String>,
}

/// The time ruler: positions are percentages of the width.
#[derive(Clone, Debug, Serialize)]
pub struct Ruler {
    /// The sentence for those who cannot see it.
    pub label: String,
    /// Ends of months or years: `13.56%`.
    pub ticks: Vec<String>,
    /// Names of months or years: position and text.
    pub periods: Vec<RulerPeriod>,
    /// The dated things, in order.
    pub marks: Vec<RulerMark>,
}

/// A named stretch of the ruler.
#[derive(Clone, Debug, Serialize)]
pub struct RulerPeriod {
    /// Its middle: `26.69%`.
    pub x: String,
    /// *tháng 7*.
    pub text: String,
}

/// A dated thing on the ruler.
#[derive(Clone, Debug, Serialize)]
pub struct RulerMark {
    /// Its place: `48.31%`.
    pub x: String,
    /// `start`, `middle` or `end`, for `text-anchor`.
    pub anchor: String,
    /// *11/8*; none when a neighbour stands too near.
    pub date: Option<String>,
    /// A short name; none when a neighbour stands too near.
    pub name: Option<String>,
    /// `issue` (square), `meet` (round) or `other`.
    pub shape: String,
    /// Not the page's subject: drawn as a small ring, its text pale.
    pub dim: bool,
    /// Horizontal shift in pixels that keeps the mark inside: -1 at the end, 1 at the start, 0 between.
    pub edge: i8,
}

/// An entry of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineEntry {
    /// Its anchor.
    pub id: String,
    /// `issue`, `meet`, or `post`: the class of the dot.
    pub shape: String,
    /// `day`, `inferred` (half dot), or `open` (dashed).
    pub certainty: String,
    /// The date, with `<time>`.
    pub when_html: String,
    /// Precision in words, when not plain: *năm suy từ ngữ cảnh*, *buổi chiều*.
    pub precision: Vec<String>,
    /// Its name.
    pub title_html: String,
    /// Its page.
    pub path: Option<String>,
    /// A sentence.
    pub summary_html: Option<String>,
    /// What the sources disagree on.
    pub differing: Vec<Fact>,
    /// Who says so.
    pub chips: Vec<Chip>,
    /// *20 ngày sau*: the time since the entry before, when it is long enough to be said.
    pub gap: Option<String>,
}

/// Home, as `home`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// *Học một văn bản qua năm bài nguồn*.
    pub kicker: String,
    /// The studied document, if one is featured.
    pub document: Option<HomeDocument>,
    /// The ruler of the featured dates.
    pub ruler: Option<Ruler>,
    /// *Bốn mốc trong 118 ngày*.
    pub dates_title: Option<String>,
    /// The featured dates.
    pub dates: Vec<HomeDate>,
    /// A pair of passages that disagree, with its title.
    pub pair: Option<PointView>,
    /// Questions to start from.
    pub questions: Vec<HomeQuestion>,
    /// The topics.
    pub topics: Vec<ViewValue>,
    /// *Năm bài nguồn*.
    pub articles_title: String,
    /// The articles, or the newest of them.
    pub articles: Vec<ArticleRow>,
    /// The list of all articles, when not all stand here.
    pub all_articles_path: Option<String>,
    /// A chip to explain chips with.
    pub sample_chip: Option<Chip>,
}

/// The document that the portal studies.
#[derive(Clone, Debug, Serialize)]
pub struct HomeDocument {
    /// *Kết luận số 57-KL/TW*.
    pub name_html: String,
    /// Its title.
    pub title_html: Option<String>,
    /// *Bộ Chính trị ban hành ngày 15/6/2023, theo*.
    pub issued_html: Option<String>,
    /// Who says so.
    pub chips: Vec<Chip>,
    /// Its page.
    pub path: String,
    /// The first topic or point that compares sources.
    pub compare_path: Option<String>,
}

/// One of the featured dates.
#[derive(Clone, Debug, Serialize)]
pub struct HomeDate {
    /// The date.
    pub when_html: String,
    /// *ban hành*, *hội nghị*.
    pub what: String,
    /// Its name.
    pub title_html: String,
    /// Its page.
    pub path: String,
    /// A short line.
    pub line_html: Option<String>,
}

/// A question that leads into the portal.
#[derive(Clone, Debug, Serialize)]
pub struct HomeQuestion {
    /// The question.
    pub title_html: String,
    /// Where it leads.
    pub path: String,
    /// One sentence.
    pub note_html: Option<String>,
}

/// A row of the table of articles.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleRow {
    /// Its siglum, leading to its page.
    pub chip: Chip,
    /// Its title.
    pub title_html: String,
    /// Its page.
    pub path: String,
    /// Where it was published: name, linked to the original if known.
    pub publisher_html: Option<String>,
    /// When.
    pub published_html: Option<String>,
    /// *12 đoạn*.
    pub length: String,
}

/// An article's page, as `article`.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// `CP`.
    pub siglum: String,
    /// Publisher, author, date, address, note, rights, seed (the last wide).
    pub facts: Vec<Fact>,
    /// The passages, in order.
    pub passages: Vec<PassageView>,
    /// Footnotes and the like that belong to no passage (Markdown articles).
    pub after_html: Option<String>,
    /// Captions and pull quotes, shown as what they are, and all that was left out, by kind.
    pub omitted: Vec<OmittedGroup>,
    /// How many lines were left out.
    pub omitted_count: usize,
    /// Cards of what is mentioned.
    pub things: Vec<ViewValue>,
    /// What the article serves: topics and events.
    pub belongs: Vec<RelationRow>,
    /// Where this article is cited.
    pub backlinks: Vec<BacklinkGroup>,
    /// A reference to copy.
    pub citation_html: String,
    /// The articles before and after by date.
    pub previous: Option<Neighbour>,
    /// See above.
    pub next: Option<Neighbour>,
}

/// The article before or after.
#[derive(Clone, Debug, Serialize)]
pub struct Neighbour {
    /// *CP, 11/10/2023*.
    pub label: String,
    /// Its page.
    pub path: String,
}

/// A passage of an article.
#[derive(Clone, Debug, Serialize)]
pub struct PassageView {
    /// Its number, from 1.
    pub number: usize,
    /// `p1`.
    pub anchor: String,
    /// A short name for the list of contents.
    pub label: String,
    /// A heading of the source above it.
    pub heading_html: Option<String>,
    /// The words: inline HTML for a `<p>`, or blocks when `is_block`.
    pub body_html: String,
    /// Whether the body holds blocks (Markdown articles) and must not stand in a `<p>`.
    pub is_block: bool,
    /// Lines of the seed, from 1, both ends included: *dòng 5*, *dòng 20–22*.
    pub lines: String,
    /// Notes in the margin.
    pub notes: Vec<NoteView>,
}

/// A note in the margin.
#[derive(Clone, Debug, Serialize)]
pub struct NoteView {
    /// *Ghi khác*, or none.
    pub tag: Option<String>,
    /// Whether sources differ.
    pub differs: bool,
    /// The note.
    pub text_html: String,
}

/// Lines that are not the article, of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct OmittedGroup {
    /// `caption`.
    pub kind: String,
    /// *Chú thích ảnh*.
    pub label: String,
    /// The lines.
    pub lines: Vec<OmittedLine>,
}

/// A line that is not the article.
#[derive(Clone, Debug, Serialize)]
pub struct OmittedLine {
    /// Its number in the seed, from 1.
    pub number: usize,
    /// What it says.
    pub text: String,
}

/// A document's page, as `document`.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentView {
    /// *kết luận*: its kind in lower case.
    pub kind: Option<String>,
    /// What it is about, in its own words; if none states it, `title_absent`.
    pub title_html: Option<String>,
    /// *Chưa nguồn nào ghi trích yếu*.
    pub title_absent: String,
    /// Issuer, date, kind, number, aliases, address, full text.
    pub facts: Vec<Fact>,
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

/// The timeline's page, as `timeline`.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// Ruler at true scale.
    pub ruler: Option<Ruler>,
    /// The entries in order.
    pub entries: Vec<TimelineEntry>,
    /// Articles, events and documents that cannot be placed.
    pub unplaced: Vec<ViewValue>,
}

/// Any other page, as `text`.
#[derive(Clone, Debug, Serialize)]
pub struct TextView {
    /// The author's Markdown.
    pub body_html: String,
    /// Headings of the second level, for the list of contents: id and text.
    pub contents: Vec<(String, String)>,
    /// What refers to it.
    pub backlinks: Vec<BacklinkGroup>,
}

//! An article's page.

use super::{BacklinkGroup, Fact, FileLink, QuoteBlock, RelationRow, Remark};
use crate::render::templates::ViewValue;
use serde::Serialize;

/// An article's page, as `article`.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// `CP`.
    pub siglum: String,
    /// Publisher, author, date, address, note, rights, seed (the last wide).
    pub facts: Vec<Fact>,
    /// The passages, in order.
    pub passages: Vec<PassageView>,
    /// Passages beside others that have the same words, by passage.
    pub parallels: Vec<ParallelGroup>,
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
    /// The articles that have most in common with this one, most first.
    pub related: Vec<RelatedArticle>,
    /// A reference to copy.
    pub citation_html: String,
    /// The same for any passage, as JSON: lists of texts, between which its number stands; between the lists, its address.
    pub passage_citation: String,
    /// The reference for programs, in each syntax.
    pub citation_files: Vec<FileLink>,
    /// The articles before and after by date.
    pub previous: Option<Neighbour>,
    /// See above.
    pub next: Option<Neighbour>,
}

/// An article that has much in common with the page's.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedArticle {
    /// Its siglum.
    pub siglum: String,
    /// Its title, a source's words.
    pub title_html: String,
    /// Its page.
    pub path: String,
    /// Publisher or author, and date, as far as they are known.
    pub source_html: String,
    /// What both have in common, with links: the rarest things first.
    pub common_html: String,
}

/// The article or page before or after.
#[derive(Clone, Debug, Serialize)]
pub struct Neighbour {
    /// *CP, 11/10/2023*; a page's title.
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

/// A passage, and what stands beside it.
#[derive(Clone, Debug, Serialize)]
pub struct ParallelGroup {
    /// The passage's number, from 1.
    pub number: usize,
    /// Its anchor, `p1`.
    pub anchor: String,
    /// The comparisons, those with most words in common first.
    pub pairs: Vec<ParallelPair>,
    /// *và 12 nơi khác*, where not all are shown.
    pub more: Option<String>,
}

/// Passages of two articles side by side, or one text that several have.
#[derive(Clone, Debug, Serialize)]
pub struct ParallelPair {
    /// Its anchor, `_side-p1-1`.
    pub id: String,
    /// The words.
    pub block: QuoteBlock,
    /// How they compare.
    pub remark: Option<Remark>,
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

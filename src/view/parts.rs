//! Parts that several kinds of pages show.

use crate::model::site::ArticleId;
use serde::Serialize;

/// `CP 6`: a siglum and a passage, leading there.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chip {
    /// `CP 6`, or `CP` alone.
    pub label: String,
    /// The passage's address.
    pub path: String,
    /// Source, date and passage in full.
    pub title: String,
}

/// All that a page shows of a thing that is not its subject; made once, and handed to every page that shows it
/// (as [`ViewValue`](crate::render::templates::ViewValue)).
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// `document`, `article`, `event`, `person`, `organisation`, `topic`, `page`, `term`.
    pub kind: String,
    /// The kind in words: *Văn bản*; of an article with its siglum: *Bài nguồn CP*.
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
    /// The articles that say so; not for templates.
    #[serde(skip)]
    pub articles: Vec<ArticleId>,
    /// A small line below: *nguồn viết “11.8.2023”*.
    pub note_html: Option<String>,
}

/// What each source says of each fact.
#[derive(Clone, Debug, Serialize)]
pub struct Witnesses {
    /// The sources, a column each.
    pub sources: Vec<Chip>,
    /// The facts that a source states, a row each.
    pub rows: Vec<WitnessRow>,
    /// Where not all sources have a column: how many there are.
    pub more: Option<String>,
}

/// A fact, source by source.
#[derive(Clone, Debug, Serialize)]
pub struct WitnessRow {
    /// What it is: *Ngày*.
    pub label: String,
    /// What each source says, in the order of the columns; none where it says nothing.
    pub cells: Vec<Option<WitnessCell>>,
    /// Whether they disagree.
    pub differs: bool,
    /// The same in words.
    pub verdict: String,
}

/// What one source says of a fact.
#[derive(Clone, Debug, Serialize)]
pub struct WitnessCell {
    /// The value.
    pub value_html: String,
    /// Whether the value is the source's words.
    pub source_voice: bool,
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
    /// The passages of the page's subject that it refers to without a sentence, each once.
    pub chips: Vec<Chip>,
    /// The sentences, in order.
    pub sentences: Vec<BacklinkSentence>,
}

/// A sentence that refers to the page's subject.
#[derive(Clone, Debug, Serialize)]
pub struct BacklinkSentence {
    /// The passage, of an article.
    pub chip: Option<Chip>,
    /// Whether the sentence itself begins with that chip.
    pub begins_with_chip: bool,
    /// Where the sentence stands.
    pub path: String,
    /// The sentence, the reference in `<mark>`; none when the reference stands in a field, not in a sentence.
    pub text_html: Option<String>,
    /// Whether these are a source's words.
    pub source_voice: bool,
    /// The field it stands in, in words: *Văn bản liên quan*.
    pub field: Option<String>,
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

/// A file to carry away.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileLink {
    /// *BibTeX*.
    pub label: String,
    /// The file.
    pub path: String,
    /// What a browser calls it when it is saved.
    pub name: String,
}

//! Everything between Markdown and HTML: references, blocks, rendering, highlighting, escaping.
//!
//! The dialect is CommonMark 0.31.2 with tables, footnotes, strikethrough, task lists, alerts (GitHub's forms of
//! them), definition lists, heading attributes and `[[…]]` references. Smart punctuation is off, because a
//! source's own characters are part of what it says.
//!
//! All functions are pure, never fail and never panic: every text is Markdown. Ranges are half-open byte offsets
//! into the `source` that was given. This module knows neither articles nor pages; what a reference leads to it
//! asks of its caller, through [`Links`].

mod addresses;
mod blocks;
mod code;
mod comments;
pub mod css;
pub mod escape;
mod events;
mod footnotes;
mod headings;
mod highlight;
mod html;
mod inline;
mod links;
mod marks;
mod plain;
#[cfg(test)]
mod properties;
mod quotations;
mod raw;
mod references;
mod tables;
mod unfinished;
mod writer;

use std::ops::Range;
use std::sync::Arc;

pub use self::addresses::{Address, addresses};
pub use self::blocks::{Block, blocks, outline};
pub use self::comments::without_comments;
use self::events::{events, parser};
pub use self::headings::Heading;
pub use self::highlight::stylesheet;
pub use self::inline::{emphasis, render_inline};
pub use self::links::{Link, Links, NoLinks, SiteFile};
pub use self::marks::Mark;
pub use self::plain::Plain;
pub use self::quotations::{BlockQuotation, attributed_quotations};
pub use self::references::{definitions, references};
pub use self::unfinished::{Flaw, Unfinished, unfinished};
use self::writer::Writer;
pub use crate::model::site::{Reference, ReferenceForm};

/// How to render, and the portal's own words that rendering needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Whether raw HTML passes through as it stands. Otherwise it is shown as text, and comments are left out.
    pub raw_html: bool,
    /// The level, 1 to 6, of the source's topmost heading; deeper ones follow without skipping a level.
    pub heading_base: u8,
    /// Put before every generated id, so that several texts can stand on one page. An id that the author wrote
    /// (`{#id}`) stays as it is.
    pub id_prefix: String,
    /// Where the text is shown on another page than its own: the address of its own, from which its relative addresses lead.
    pub own_page: Option<String>,
    /// The words of the portal's language, the same for all texts.
    pub strings: Arc<MarkupStrings>,
}

impl Default for Options {
    /// No raw HTML, headings from level 2, no prefix, English.
    fn default() -> Self {
        Options {
            raw_html: false,
            heading_base: 2,
            id_prefix: String::new(),
            own_page: None,
            strings: Arc::default(),
        }
    }
}

/// Words that rendering adds to an author's text; plain text in the portal's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupStrings {
    /// Title of a `[!NOTE]` alert.
    pub note: String,
    /// Title of a `[!TIP]` alert.
    pub tip: String,
    /// Title of an `[!IMPORTANT]` alert.
    pub important: String,
    /// Title of a `[!WARNING]` alert.
    pub warning: String,
    /// Title of a `[!CAUTION]` alert.
    pub caution: String,
    /// Name of the region that holds the footnotes.
    pub footnotes: String,
    /// Name of a link to a footnote; its number follows.
    pub footnote: String,
    /// Name of a link from a footnote back to the text; the footnote's number follows.
    pub back_to_text: String,
    /// Name of the region in which a wide table scrolls.
    pub table: String,
    /// Name of a ticked box in a task list.
    pub done: String,
    /// Name of an empty box in a task list.
    pub open: String,
}

impl Default for MarkupStrings {
    /// English.
    fn default() -> Self {
        MarkupStrings {
            note: "Note".into(),
            tip: "Tip".into(),
            important: "Important".into(),
            warning: "Warning".into(),
            caution: "Caution".into(),
            footnotes: "Footnotes".into(),
            footnote: "Footnote".into(),
            back_to_text: "Back to text, footnote".into(),
            table: "Table".into(),
            done: "Done".into(),
            open: "Not done".into(),
        }
    }
}

/// What a text became.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// HTML, a sequence of block elements; safe to insert into a page unless [`Options::raw_html`] let more in.
    pub html: String,
    /// The headings in order of position, without those in quotations, lists and footnotes.
    pub headings: Vec<Heading>,
    /// Whether at least one code block was highlighted, so that the page needs [`stylesheet`].
    pub code: bool,
    /// The text without markup, not escaped: a line for each block, footnotes last.
    pub plain: String,
}

/// One top-level block of an article, rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedBlock {
    /// Where the block and what it is; equal to what [`blocks()`] says of the same source.
    pub block: Block,
    /// The block's HTML.
    pub html: String,
    /// The block's text without markup, not escaped.
    pub plain: String,
}

/// An article, rendered block by block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenderedBlocks {
    /// The blocks in order of position, one for each of [`blocks()`].
    pub blocks: Vec<RenderedBlock>,
    /// As [`Rendered::headings`].
    pub headings: Vec<Heading>,
    /// As [`Rendered::code`].
    pub code: bool,
}

/// Renders a text; footnotes that are referred to stand at the end, those that are not are left out.
///
/// Text without content gives empty results. `links` is asked once for each reference that [`references()`] finds,
/// though not in the same order where footnotes are concerned.
pub fn render(source: &str, options: &Options, links: &dyn Links) -> Rendered {
    render_with_marks(source, &[], options, links)
}

/// As [`render`], with `marks` set into the text.
///
/// `marks` are sorted by position and do not overlap. One is set only where it lies wholly within plain text, line
/// breaks, escapes and character references included: not in code, a link, an image's description, raw HTML or an
/// address, and not across the edge of any markup. Others are silently not set, since the text itself forbids
/// them. To render an article's passages use [`render_blocks`]: a block on its own knows neither the footnotes
/// nor the link definitions of the others.
pub fn render_with_marks(source: &str, marks: &[Mark], options: &Options, links: &dyn Links) -> Rendered {
    Writer::new(source, options, links).with_marks(marks).run().into_rendered()
}

/// Renders an article block by block, each on its own but knowing the others' footnotes and link definitions.
///
/// `marks` as in [`render_with_marks`]. A footnote definition is rendered in its place, with its number and its
/// links back, so that it can be a passage; one that is never referred to takes a number after the others.
pub fn render_blocks(source: &str, marks: &[Mark], options: &Options, links: &dyn Links) -> RenderedBlocks {
    Writer::new(source, options, links).with_marks(marks).by_block().run().into_blocks()
}

/// A range without the line ends and spaces at its end.
fn trim_end(source: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + source[range].trim_end_matches(['\n', '\r', ' ', '\t']).len()
}

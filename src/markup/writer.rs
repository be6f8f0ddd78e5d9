//! The HTML writer: one pass over the parser's events.
//!
//! It keeps no tree and does not recurse, so depth costs nothing. Where a tag depends on what it encloses, the end of
//! the element puts it in front. `html.rs` handles the events.

use std::ops::Range;

use pulldown_cmark::Event;

use super::blocks::{Block, block, end_before};
use super::code::Code;
use super::footnotes::Footnotes;
use super::headings::Headings;
use super::links::{Links, Span, lead_to_headings};
use super::marks::{Mark, Marks};
use super::quotations::Quotes;
use super::tables::Table;
use super::{Options, Rendered, RenderedBlock, RenderedBlocks, events};

/// A text on its way from Markdown to HTML.
pub(super) struct Writer<'a> {
    pub(super) source: &'a str,
    pub(super) options: &'a Options,
    pub(super) links: &'a dyn Links,
    pub(super) html: String,
    /// The text without markup; as long as it is being written, each block ends in a line feed.
    pub(super) plain: String,
    pub(super) spans: Vec<Span<'a>>,
    pub(super) links_open: usize,
    pub(super) images_open: usize,
    /// How many quotations, lists and footnotes are open.
    pub(super) containers: usize,
    pub(super) headings: Headings<'a>,
    pub(super) footnotes: Footnotes,
    pub(super) table: Table,
    pub(super) quotes: Quotes,
    pub(super) marks: Marks<'a>,
    pub(super) code: Option<Code<'a>>,
    /// Whether some code was highlighted.
    pub(super) highlighted: bool,
    /// Whether the raw HTML that comes is within a comment, which is not shown.
    pub(super) in_comment: bool,
    shape: Shape,
    blocks: Vec<RenderedBlock>,
}

/// What is being made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Blocks,
    /// The inlines of one line, which stood at `start` of the author's text and has `prefix` bytes of ours before it.
    Line {
        start: usize,
        prefix: usize,
    },
    /// Attributed quotations; the HTML is thrown away.
    Quotations,
}

impl<'a> Writer<'a> {
    pub(super) fn new(source: &'a str, options: &'a Options, links: &'a dyn Links) -> Self {
        Writer {
            source,
            options,
            links,
            html: String::with_capacity(source.len() + source.len() / 4),
            plain: String::with_capacity(source.len()),
            spans: Vec::new(),
            links_open: 0,
            images_open: 0,
            containers: 0,
            headings: Headings::default(),
            footnotes: Footnotes::default(),
            table: Table::default(),
            quotes: Quotes::default(),
            marks: Marks::default(),
            code: None,
            highlighted: false,
            in_comment: false,
            shape: Shape::Text,
            blocks: Vec::new(),
        }
    }

    pub(super) fn with_marks(self, marks: &'a [Mark]) -> Self {
        Writer { marks: Marks::new(marks), ..self }
    }

    /// Renders each top-level block on its own.
    pub(super) fn by_block(self) -> Self {
        Writer { shape: Shape::Blocks, ..self }
    }

    /// Renders inlines only, of a source made from a line at `start` by putting `prefix` bytes in front.
    pub(super) fn line_of(self, start: usize, prefix: usize) -> Self {
        Writer { shape: Shape::Line { start, prefix }, ..self }
    }

    /// Keeps attributed quotations and highlights nothing.
    pub(super) fn for_quotations(mut self) -> Self {
        self.quotes.collect = true;
        Writer { shape: Shape::Quotations, ..self }
    }

    /// Writes everything.
    pub(super) fn run(mut self) -> Self {
        let mut depth = 0usize;
        let mut open: Option<Block> = None;
        for (event, range) in events(self.source) {
            if self.shape == Shape::Blocks && depth == 0 {
                open = block(self.source, &event, range.clone());
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            self.event(event, range);
            if depth == 0
                && let Some(block) = open.take()
            {
                if let Some(previous) = self.blocks.last_mut() {
                    end_before(self.source, &mut previous.block, &block);
                }
                let (html, plain) = (self.html.clone(), self.plain.clone());
                self.html.clear();
                self.plain.clear();
                self.blocks.push(RenderedBlock { block, html, plain });
            }
        }
        self
    }

    /// The whole text, with its footnotes at the end.
    pub(super) fn into_rendered(mut self) -> Rendered {
        let notes = self.finish_footnotes(false);
        let mut html = std::mem::take(&mut self.html);
        self.footnote_section_into(&notes, &mut html);
        lead_to_headings(&mut html, &self.headings, &self.options.id_prefix);
        let mut plain = self.plain;
        for note in &notes {
            plain.push_str(&note.plain);
        }
        plain.truncate(plain.trim_end().len());
        Rendered { html, headings: self.headings.found, code: self.highlighted, plain }
    }

    /// The blocks, with each footnote in its own place.
    pub(super) fn into_blocks(mut self) -> RenderedBlocks {
        let notes = self.finish_footnotes(true);
        let mut blocks = std::mem::take(&mut self.blocks);
        for (index, note) in notes.iter().enumerate() {
            if let Some(block) = blocks.get_mut(note.block) {
                self.footnote_block_into(index + 1, note, &mut block.html);
                block.plain.push_str(&note.plain);
            }
        }
        for block in &mut blocks {
            lead_to_headings(&mut block.html, &self.headings, &self.options.id_prefix);
            block.plain.truncate(block.plain.trim_end().len());
        }
        RenderedBlocks { blocks, headings: self.headings.found, code: self.highlighted }
    }

    /// Whether all of a text is rendered, with its headings.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.shape, Shape::Text | Shape::Blocks)
    }

    /// Whether the HTML is thrown away, so that what is costly can be left undone.
    pub(super) fn discards_html(&self) -> bool {
        self.shape == Shape::Quotations
    }

    /// Whether paragraphs go without tags.
    pub(super) fn is_line(&self) -> bool {
        matches!(self.shape, Shape::Line { .. })
    }

    /// How many top-level blocks are finished, which is the index of the one being written.
    pub(super) fn finished_blocks(&self) -> usize {
        self.blocks.len()
    }

    /// A range of what the author wrote, from one of the source that was parsed.
    pub(super) fn origin(&self, range: Range<usize>) -> Range<usize> {
        match self.shape {
            Shape::Line { start, prefix } => range.start + start - prefix..range.end + start - prefix,
            _ => range,
        }
    }

    /// Puts HTML in front of what was written from `at` on.
    pub(super) fn insert_html(&mut self, at: usize, html: &str) {
        self.html.insert_str(at, html);
        self.footnotes.shift(at, html.len());
        self.shift_line(at, html.len());
    }
}

#[cfg(test)]
mod tests {
    use crate::markup::{NoLinks, Options, render_blocks};

    #[test]
    fn a_block_is_rendered_knowing_the_others() {
        let source = "# A\n\n[b][c] d[^1]\n\n---\n\n[c]: http://e\n\n[^1]: f";
        let rendered = render_blocks(source, &[], &Options::default(), &NoLinks);
        let html: Vec<&str> = rendered.blocks.iter().map(|block| &*block.html).collect();
        assert_eq!(html[0], "<h2 id=\"a\">A</h2>\n");
        assert!(html[1].starts_with("<p><a href=\"http://e\">b</a> d<sup class=\"fn\"><a href=\"#fn-1\""));
        assert_eq!(html[2], "<hr>\n");
        assert!(html[3].starts_with("<div class=\"footnote\" role=\"note\" id=\"fn-1\">"), "{}", html[3]);
        assert_eq!(rendered.headings[0].id, "a");
        let plain: Vec<&str> = rendered.blocks.iter().map(|block| &*block.plain).collect();
        assert_eq!(plain, ["A", "b d", "", "f"]);
    }
}

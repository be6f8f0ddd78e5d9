//! The top-level blocks of a Markdown article.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::comments::is_only_comment;
use super::references::Finder;
use super::{Reference, events, trim_end};

/// A top-level block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Half-open byte offsets into the source: from the block's indentation to its last character that is no white
    /// space.
    pub range: Range<usize>,
    /// Whether it is a heading.
    pub is_heading: bool,
}

/// The top-level blocks of a text, in order and without overlap; empty for text without content.
///
/// Blocks are those of the CommonMark Spec 0.31.2, section 3 "Blocks and inlines", tables, alerts and definition
/// lists included; a footnote definition is a block of its own. Link reference definitions are no blocks: they show
/// nothing. Neither are HTML comments.
pub fn blocks(source: &str) -> Vec<Block> {
    outline(source).0
}

/// The [`blocks`] of a text and its [`references`](super::references()), for the price of one.
pub fn outline(source: &str) -> (Vec<Block>, Vec<Reference>) {
    let mut found: Vec<Block> = Vec::new();
    let mut finder = Finder::default();
    let mut depth = 0usize;
    for (event, range) in events(source) {
        finder.event(&event, &range);
        if depth == 0
            && let Some(block) = block(source, &event, range)
        {
            if let Some(previous) = found.last_mut() {
                end_before(source, previous, &block);
            }
            found.push(block);
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    (found, finder.into_found())
}

/// The block that an event outside all others opens.
pub(super) fn block(source: &str, event: &Event<'_>, range: Range<usize>) -> Option<Block> {
    let is_comment = matches!(event, Event::Start(Tag::HtmlBlock)) && is_only_comment(&source[range.clone()]);
    if !matches!(event, Event::Start(_) | Event::Rule) || is_comment {
        return None;
    }
    // The parser leaves out the indentation, without which an indented code block read alone is a paragraph.
    let line = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let start = if source[line..range.start].trim().is_empty() { line } else { range.start };
    let is_heading = matches!(event, Event::Start(Tag::Heading { .. }));
    Some(Block { range: trim_end(source, start..range.end.max(start)), is_heading })
}

/// Ends a block before the next one: the parser lets a definition list with an empty definition reach over it.
pub(super) fn end_before(source: &str, previous: &mut Block, next: &Block) {
    let Range { start, end } = previous.range;
    previous.range = trim_end(source, start..end.min(next.range.start).max(start));
}

#[cfg(test)]
mod tests {
    use super::blocks;

    fn check(source: &str, expected: &[&str]) {
        let found: Vec<String> = blocks(source)
            .into_iter()
            .map(|block| format!("{}{}", if block.is_heading { "H " } else { "" }, &source[block.range]))
            .collect();
        assert_eq!(found, expected, "{source:?}");
    }

    #[test]
    fn blocks_come_in_order_without_the_white_space_between() {
        check("", &[]);
        check(" \n\n", &[]);
        check("a\nb\n\n\nc  \n", &["a\nb", "c"]);
        check("# A\ntext\n\nB\n===\n", &["H # A", "text", "H B\n==="]);
        check("- a\n\n  b\n- c\n\n***\n> q\n", &["- a\n\n  b\n- c", "***", "> q"]);
        check("```\na\n\nb\n```\nc", &["```\na\n\nb\n```", "c"]);
        check("a\n\n    code\n    b\n", &["a", "    code\n    b"]);
        check("| a |\n|---|\n| b |\n\nđoạn\r\n\r\nhai\r\n", &["| a |\n|---|\n| b |", "đoạn", "hai"]);
        check("t\n: d\n\n<div>\nx\n</div>\n", &["t\n: d", "<div>\nx\n</div>"]);
        check("> [!NOTE]\n> x\n", &["> [!NOTE]\n> x"]);
        check("a\n: \n===\n", &["a\n:", "==="]);
    }

    #[test]
    fn a_footnote_definition_is_a_block_and_a_link_definition_is_not() {
        check("a[^1]\n\n[^1]: x\n    y\n\n[b]: /c\n\nd", &["a[^1]", "[^1]: x\n    y", "d"]);
    }
}

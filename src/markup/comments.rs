//! HTML comments: an author's notes to authors, which no reader sees.

use std::borrow::Cow;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Whether raw HTML is or begins with a comment, which is never shown.
pub(super) fn is_comment(html: &str) -> bool {
    html.starts_with(OPEN)
}

/// Whether an HTML block is a comment and nothing else. One that is never closed is shown, so that it does not hide the rest of a text.
pub(super) fn is_only_comment(block: &str) -> bool {
    let block = block.trim();
    is_comment(block) && block.find(CLOSE).is_some_and(|at| at + CLOSE.len() == block.len())
}

/// A text in which dots stand for what its comments say, byte for byte, so that nothing is found there: all else keeps its place, and the
/// blocks are the same.
pub fn without_comments(source: &str) -> Cow<'_, str> {
    if !source.contains(OPEN) {
        return Cow::Borrowed(source);
    }
    let mut text = source.as_bytes().to_vec();
    let mut in_block = false;
    let mut is_first = false;
    for (event, range) in events(source) {
        let (said, is_open) = match event {
            Event::Start(Tag::HtmlBlock) => {
                in_block = is_comment(source[range.clone()].trim_start()) && source[range].contains(CLOSE);
                is_first = true;
                continue;
            }
            Event::End(TagEnd::HtmlBlock) => {
                in_block = false;
                continue;
            }
            Event::Html(_) if in_block => {
                let open = source[range.clone()].find(OPEN).filter(|_| is_first);
                let start = range.start + open.map_or(0, |at| at + OPEN.len());
                let end = source[start..range.end].find(CLOSE);
                (start..end.map_or(range.end, |at| start + at), end.is_none())
            }
            Event::InlineHtml(html) if is_comment(&html) => {
                let end = range.end.saturating_sub(CLOSE.len());
                (range.start + OPEN.len()..end.max(range.start + OPEN.len()), false)
            }
            _ => continue,
        };
        in_block &= is_open;
        is_first = false;
        let mut begins_line = false;
        for byte in &mut text[said] {
            // The signs of lists and quotes that a comment stands in are no part of it.
            let is_sign = matches!(byte, b'\n' | b'\r') || begins_line && matches!(byte, b' ' | b'\t' | b'>');
            begins_line = is_sign;
            if !is_sign {
                *byte = b'.';
            }
        }
    }
    Cow::Owned(String::from_utf8(text).expect("whole characters were replaced"))
}

#[cfg(test)]
mod tests {
    use super::without_comments;
    use crate::markup::blocks;

    fn check(source: &str, expected: &str) {
        assert_eq!(without_comments(source), expected, "{source:?}");
        assert_eq!(source.len(), expected.len());
        assert_eq!(blocks(source), blocks(expected));
    }

    #[test]
    fn nothing_of_a_comment_can_be_found() {
        check("không", "không");
        check("a <!-- b --> c", "a <!--...--> c");
        check("a <!--é\nb--> c <!-- d -->", "a <!--..\n.--> c <!--...-->");
        check("<!-- a\n\nb -->\n\nc", "<!--..\n\n..-->\n\nc");
        check("<!-- a --> b <!-- c -->", "<!--...--> b <!-- c -->");
        check("> <!-- a\n> b -->\n>\n> c", "> <!--..\n> ..-->\n>\n> c");
        check("- x\n\n  <!-- a\n  b -->", "- x\n\n  <!--..\n  ..-->");
    }

    #[test]
    fn what_is_shown_stays() {
        check("`<!-- a -->`", "`<!-- a -->`");
        check("    <!-- a -->\n", "    <!-- a -->\n");
        check("<!-- a\n\nb", "<!-- a\n\nb");
        check("<div>\n<!-- a -->\n</div>", "<div>\n<!-- a -->\n</div>");
        check("a <!--> b", "a <!--> b");
    }

    #[test]
    fn a_comment_is_no_block() {
        assert_eq!(blocks("<!-- a -->\n\nb\n\n<!-- c\nd -->").len(), 1);
        assert_eq!(blocks("<!-- a --> b\n").len(), 1);
        assert_eq!(blocks("<!-- a\n").len(), 1);
    }
}

//! One paragraph's worth of Markdown, for titles, summaries and remarks.

use super::writer::Writer;
use super::{Links, Options, escape, events};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// Renders text as one paragraph's inline markup, without the paragraph.
///
/// Line breaks are spaces, and nothing is a block: `1. Mở đầu` and `# 1` stay as they are written. References get
/// ranges in `source`, whose offsets hold because every line break is replaced byte by byte.
pub fn render_inline(source: &str, options: &Options, links: &dyn Links) -> String {
    let trimmed = source.trim();
    if !trimmed.contains(['\\', '`', '*', '_', '[', '<', '&', '~', '\n', '\r']) {
        return escape::text(trimmed);
    }
    // A full stop in front keeps the line from opening any block, and is punctuation to the rules of emphasis, as the
    // start of a line is white space to them: both let `*` and `_` open.
    let mut line = String::with_capacity(trimmed.len() + 1);
    line.push('.');
    line.extend(trimmed.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
    let start = source.len() - source.trim_start().len();
    let mut html = Writer::new(&line, options, links).line_of(start, 1).run().html;
    if html.starts_with('.') {
        html.remove(0);
    }
    html
}

/// The signs by which parts of a text are emphasised or struck through, in order of their starts: those before each part and those behind it.
/// Half-open byte offsets.
pub fn emphasis(source: &str) -> Vec<[Range<usize>; 2]> {
    let parts = events(source).filter_map(|(event, range)| {
        let length = match event {
            Event::Start(Tag::Emphasis) => 1,
            Event::Start(Tag::Strong) => 2,
            Event::Start(Tag::Strikethrough) if source[range.start..].starts_with("~~") => 2,
            Event::Start(Tag::Strikethrough) => 1,
            _ => return None,
        };
        Some([range.start..range.start + length, range.end - length..range.end])
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::render_inline;
    use crate::markup::{Link, Links, NoLinks, Options, Reference};

    fn check(source: &str, expected: &str) {
        assert_eq!(render_inline(source, &Options::default(), &NoLinks), expected, "{source:?}");
    }

    #[test]
    fn inlines_are_rendered() {
        check("", "");
        check("a & b", "a &amp; b");
        check("*a* **b** `c` ~~d~~", "<em>a</em> <strong>b</strong> <code>c</code> <del>d</del>");
        check("_a_ \\*b\\*", "<em>a</em> *b*");
        check("*\"a\"*", "<em>\"a\"</em>");
        check("[a](http://b)", "<a href=\"http://b\">a</a>");
        check("[[a|b]]", "b");
        check(" a\nb\r\n\r\nc ", "a b    c");
        check("<b>", "&lt;b&gt;");
        check(". a *b*", ". a <em>b</em>");
    }

    #[test]
    fn nothing_is_a_block() {
        for source in
            ["1. *a*", "# *a*", "- *a*", "> *a*", "a\n# *a*", "a\n\n- *a*", "a *a*\n===", "| *a* |\n|---|"]
        {
            let expected = source.replace("*a*", "<em>a</em>").replace('>', "&gt;").replace('\n', " ");
            check(source, &expected.replace("<em&gt;", "<em>").replace("</em&gt;", "</em>"));
        }
        check("```\na\n```", "<code>a</code>");
        check("[a]: b", "[a]: b");
        check("    a *b*", "a <em>b</em>");
    }

    #[test]
    fn references_have_their_place_in_the_source() {
        struct Places(RefCell<Vec<String>>, &'static str);
        impl Links for Places {
            fn link(&self, reference: &Reference) -> Option<Link> {
                self.0.borrow_mut().push(self.1[reference.range.clone()].to_string());
                None
            }
        }
        let source = "  ế\n[[a]] [b](c.md)\n";
        let places = Places(RefCell::default(), source);
        render_inline(source, &Options::default(), &places);
        assert_eq!(places.0.into_inner(), ["[[a]]", "[b](c.md)"]);
    }
}

//! Links set into text at positions of the source.

use std::ops::Range;

use super::escape;
use super::writer::Writer;

/// A pair of tags to put around a range of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Half-open byte offsets into the source, not empty.
    pub range: Range<usize>,
    /// The start tag, `<a …>`, already escaped.
    pub open: String,
    /// The end tag.
    pub close: String,
}

/// How far back we look for the start of an address; longer ones are not addresses that people write.
const LONGEST_ADDRESS: usize = 512;

/// The marks of a text and how far they have been set.
#[derive(Default)]
pub(super) struct Marks<'a> {
    all: &'a [Mark],
    /// The first mark that is neither set nor given up.
    next: usize,
    /// Where in the HTML the mark `next` starts, once its start has been written. Its start tag is put in at its
    /// end, when nothing but text turns out to lie between.
    open: Option<usize>,
}

impl<'a> Marks<'a> {
    pub(super) fn new(all: &'a [Mark]) -> Self {
        Marks { all, next: 0, open: None }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Gives up the mark that is open: something other than text has come.
    pub(super) fn give_up(&mut self) {
        if self.open.take().is_some() {
            self.next += 1;
        }
    }
}

impl Writer<'_> {
    /// Writes text that stands at `range` of the source, with the marks that lie in it.
    pub(super) fn write_marked(&mut self, text: &str, range: Range<usize>) {
        let source = self.source;
        // Escapes and character references do not stand in the source as they are; no mark can start within one.
        let verbatim = source.get(range.clone()) == Some(text);
        let mut at = range.start;
        while let Some(mark) = self.marks.all.get(self.marks.next) {
            let marked = &mark.range;
            if let Some(open) = self.marks.open {
                if marked.end > at && marked.end < range.end {
                    if !verbatim || !source.is_char_boundary(marked.end) {
                        self.marks.give_up();
                        continue;
                    }
                    escape::text_into(&source[at..marked.end], &mut self.html);
                    at = marked.end;
                } else if marked.end >= range.end {
                    self.write_rest(text, at - range.start);
                    if marked.end > range.end {
                        return;
                    }
                    at = range.end;
                }
                if !self.reaches_into_attribution(open) {
                    self.insert_html(open, &mark.open);
                    self.html.push_str(&mark.close);
                }
                self.marks.give_up();
                if at == range.end {
                    return;
                }
            } else if marked.start >= range.end {
                break;
            } else if marked.start < at
                || marked.is_empty()
                || (!verbatim && marked.start > range.start)
                || !source.is_char_boundary(marked.start)
                || in_address(source, marked.start)
            {
                self.marks.next += 1;
            } else {
                if verbatim {
                    escape::text_into(&source[at..marked.start], &mut self.html);
                    at = marked.start;
                }
                self.marks.open = Some(self.html.len());
            }
        }
        self.write_rest(text, at - range.start);
    }

    fn write_rest(&mut self, text: &str, written: usize) {
        escape::text_into(&text[written..], &mut self.html);
    }
}

/// Whether the word before `at` is the beginning of a web address.
fn in_address(source: &str, at: usize) -> bool {
    let bytes = &source.as_bytes()[at.saturating_sub(LONGEST_ADDRESS)..at];
    let word = bytes.iter().rposition(u8::is_ascii_whitespace).map_or(bytes, |space| &bytes[space + 1..]);
    word.starts_with(b"www.") || word.windows(3).any(|part| part == b"://")
}

#[cfg(test)]
mod tests {
    use crate::markup::{Mark, NoLinks, Options, render_with_marks};

    /// Marks what stands between `{` and `}`, which are not part of the source.
    fn check(given: &str, expected: &str) {
        let mut source = String::new();
        let mut marks: Vec<Mark> = Vec::new();
        for c in given.chars() {
            match c {
                '{' => marks.push(Mark {
                    range: source.len()..source.len(),
                    open: "<m>".into(),
                    close: "</m>".into(),
                }),
                '}' => marks.last_mut().unwrap().range.end = source.len(),
                _ => source.push(c),
            }
        }
        let html = render_with_marks(&source, &marks, &Options::default(), &NoLinks).html;
        assert_eq!(html.trim_end(), expected, "{given:?}");
    }

    #[test]
    fn marks_are_set_in_text() {
        check("a {57-KL/TW} b", "<p>a <m>57-KL/TW</m> b</p>");
        check("{a}{b} {c}", "<p><m>a</m><m>b</m> <m>c</m></p>");
        check("{Kết luận\nsố 57} x", "<p><m>Kết luận\nsố 57</m> x</p>");
        check("> a {b\n> c} d", "<blockquote>\n<p>a <m>b\nc</m> d</p>\n</blockquote>");
        check("*a {b} c*", "<p><em>a <m>b</m> c</em></p>");
        check("{a\\*b} {c &amp; d} e", "<p><m>a*b</m> <m>c &amp; d</m> e</p>");
        check("{a [b] c} d", "<p><m>a [b] c</m> d</p>");
        check("{&lt;} {&lt;}x", "<p><m>&lt;</m> <m>&lt;</m>x</p>");
        check("# a {b}", "<h2 id=\"a-b\">a <m>b</m></h2>");
    }

    #[test]
    fn marks_that_are_not_wholly_in_text_are_not_set() {
        check("`a {b}` {c}", "<p><code>a b</code> <m>c</m></p>");
        check("{a *b} c* {d}", "<p>a <em>b c</em> <m>d</m></p>");
        check("{a `b` c} {d}", "<p>a <code>b</code> c <m>d</m></p>");
        check("[a {b}](/c) {d}", "<p><a href=\"/c\">a b</a> <m>d</m></p>");
        check("[[{57}|x {y}]] {d}", "<p>x y <m>d</m></p>");
        check("![a {b}](/c) {d}", "<p><img src=\"/c\" alt=\"a b\" loading=\"lazy\"> <m>d</m></p>");
        check("https://a.vn/{57-KL/TW} {d}", "<p>https://a.vn/57-KL/TW <m>d</m></p>");
        check("<{b}> {d}", "<p>&lt;b&gt; <m>d</m></p>");
        check("{a\n\nb} {c}", "<p>a</p>\n<p>b <m>c</m></p>");
        check("a {} {b}", "<p>a  <m>b</m></p>");
        check("a&a{mp};b {c}", "<p>a&amp;b <m>c</m></p>");
        check("```\n{a}\n```\n{b}", "<pre tabindex=\"0\"><code>a\n</code></pre>\n<p><m>b</m></p>");
    }

    #[test]
    fn marks_that_make_no_sense_are_not_set() {
        let mark = |range| Mark { range, open: "<m>".into(), close: "</m>".into() };
        #[expect(clippy::reversed_empty_ranges, reason = "the point of the test")]
        let marks = [mark(0..1), mark(0..2), mark(3..2), mark(4..99), mark(200..300)];
        let html = render_with_marks("ế abc", &marks, &Options::default(), &NoLinks).html;
        assert_eq!(html, "<p>ế abc</p>\n");
    }
}

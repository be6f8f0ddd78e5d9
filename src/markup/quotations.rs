//! Block quotes that say where they come from.

use std::ops::Range;

use super::links::NoLinks;
use super::writer::Writer;
use super::{Options, trim_end};

/// A block quote whose last line is `— [[target]]` or `-- [[target]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockQuotation {
    /// The block quote; half-open byte offsets into the source, without the line end.
    pub range: Range<usize>,
    /// The quotation as plain text, without the attribution; a line for each paragraph.
    pub text: String,
    /// What stands in the brackets, before the bar if there is one.
    pub target: String,
}

/// The block quotes that name their source, in order of their ends.
///
/// The attribution is the last line of the quote's own last paragraph, or a paragraph of its own; something has to
/// stand before it. Alerts (`[!NOTE]`) are no quotations.
pub fn attributed_quotations(source: &str) -> Vec<BlockQuotation> {
    if !source.contains("[[") || !source.contains('>') {
        return Vec::new();
    }
    Writer::new(source, &Options::default(), &NoLinks).for_quotations().run().quotes.found
}

/// What is known of the block quotes while they are written.
#[derive(Default)]
pub(super) struct Quotes {
    open: Vec<Quote>,
    line: Line,
    attribution: Option<Attribution>,
    found: Vec<BlockQuotation>,
    /// Whether to keep what is found.
    pub(super) collect: bool,
    /// How many events other than text there were so far.
    pub(super) events: usize,
}

/// A block quote that is open: where it starts in the HTML and in the plain text.
struct Quote {
    html: usize,
    plain: usize,
}

/// A line of a paragraph, the one that is being written or one of an attribution.
#[derive(Default, Clone, Copy)]
pub(super) struct Line {
    /// Where its paragraph starts in the HTML.
    paragraph: usize,
    /// Where the text before it ends in the HTML; after that comes the line break.
    before: usize,
    /// Where it starts in the HTML and in the plain text.
    html: usize,
    plain: usize,
    /// How many events there had been.
    events: usize,
}

impl Line {
    /// Whether text is all that an attribution has in front of its reference.
    fn is_dash(text: &str) -> bool {
        matches!(text.trim(), "—" | "--")
    }
}

/// A line that reads like an attribution and may turn out to be the last of its quote.
struct Attribution {
    line: Line,
    /// The reference in the HTML.
    link: Range<usize>,
    /// Where it ends in the plain text, and how many events there had been.
    plain: usize,
    events: usize,
    target: String,
    /// Where its paragraph ends in the HTML, once it has.
    end: Option<usize>,
}

impl Writer<'_> {
    /// Notes the start of a paragraph, whose tag begins at `html`.
    pub(super) fn start_paragraph_line(&mut self, html: usize) {
        let (before, plain, events) = (self.html.len(), self.plain.len(), self.quotes.events);
        self.quotes.line = Line { paragraph: html, before, html: before, plain, events };
        self.quotes.attribution = None;
    }

    /// Notes a line break within a paragraph; the text before it ended at `before` in the HTML.
    pub(super) fn start_line(&mut self, before: usize) {
        let (html, plain, events) = (self.html.len(), self.plain.len(), self.quotes.events);
        self.quotes.line = Line { paragraph: self.quotes.line.paragraph, before, html, plain, events };
    }

    /// The line on which a reference whose start has just come may be an attribution: a dash is all that it has so far.
    pub(super) fn line_of_dash(&self) -> Option<Line> {
        let line = self.quotes.line;
        let follows_dash = !self.quotes.open.is_empty()
            && self.quotes.events == line.events + 1
            && self.plain.get(line.plain..).is_some_and(Line::is_dash);
        follows_dash.then_some(line)
    }

    /// Notes a reference that follows the dash of `line` and has just been written from `html` on.
    pub(super) fn note_attribution(&mut self, line: Line, target: &str, html: usize) {
        let events = self.quotes.events;
        let (link, plain) = (html..self.html.len(), self.plain.len());
        let target = target.to_string();
        self.quotes.attribution = Some(Attribution { line, link, plain, events, target, end: None });
    }

    /// Whether a mark from `open` in the HTML up to here reaches over a line break into what may be an attribution,
    /// which has to stand on its own.
    pub(super) fn reaches_into_attribution(&self, open: usize) -> bool {
        let line = &self.quotes.line;
        !self.quotes.open.is_empty() && open < line.html && {
            let text = self.plain.get(line.plain..).unwrap_or_default().trim_start();
            text.starts_with(['—', '-'])
        }
    }

    /// Keeps the line's place when `length` bytes of HTML are put in at `at`, before it or within it.
    pub(super) fn shift_line(&mut self, at: usize, length: usize) {
        let line = &mut self.quotes.line;
        for place in [&mut line.before, &mut line.html] {
            if *place > at {
                *place += length;
            }
        }
    }

    /// Notes the end of a paragraph, just written: an attribution has nothing more on its line.
    pub(super) fn end_paragraph_line(&mut self) {
        let Some(attribution) = &mut self.quotes.attribution else { return };
        let is_last = self.quotes.events == attribution.events + 1;
        if is_last && self.plain.get(attribution.plain..).unwrap_or_default().trim().is_empty() {
            attribution.end = Some(self.html.len());
        } else {
            self.quotes.attribution = None;
        }
    }

    pub(super) fn open_quote(&mut self) {
        self.quotes.open.push(Quote { html: self.html.len(), plain: self.plain.len() });
        self.html.push_str("<blockquote>\n");
    }

    /// Closes a block quote that stands at `range` of the source; with an attribution it becomes a figure.
    pub(super) fn close_quote(&mut self, range: Range<usize>) {
        let quote = self.quotes.open.pop().expect("the parser's events are balanced");
        let length = self.html.len();
        // White space at the end of a block is taken back, so that a line's place may lie behind the text.
        let before = |line: &Line| self.plain.get(quote.plain..line.plain).unwrap_or_default();
        let has_text = |line: &Line| before(line).contains(|c: char| !c.is_whitespace());
        let attribution = self
            .quotes
            .attribution
            .take()
            .filter(|attribution| attribution.end == Some(length) && has_text(&attribution.line));
        let Some(Attribution { line, link, target, .. }) = attribution else {
            self.html.push_str("</blockquote>\n");
            return;
        };
        if self.quotes.collect {
            let text = self.plain.get(quote.plain..line.plain).unwrap_or_default().trim().to_string();
            self.quotes.found.push(BlockQuotation { range: trim_end(self.source, range), text, target });
        }
        let caption = self.html[link].to_string();
        let alone = line.before == line.html;
        self.html.truncate(if alone { line.paragraph } else { line.before });
        self.html.push_str(if alone {
            "</blockquote>\n<figcaption>"
        } else {
            "</p>\n</blockquote>\n<figcaption>"
        });
        self.html.push_str(&caption);
        self.html.push_str("</figcaption>\n</figure>\n");
        self.insert_html(quote.html, "<figure class=\"quote\">\n");
    }
}

#[cfg(test)]
mod tests {
    use super::attributed_quotations;
    use crate::markup::{NoLinks, Options, render};

    fn check(source: &str, expected: &[(&str, &str)]) {
        let found = attributed_quotations(source);
        let shown: Vec<_> = found.iter().map(|found| (&*found.text, &*found.target)).collect();
        assert_eq!(shown, expected, "{source:?}");
        let figures =
            render(source, &Options::default(), &NoLinks).html.matches("<figure class=\"quote\">").count();
        assert_eq!(figures, expected.len(), "{source:?}");
    }

    #[test]
    fn a_quote_that_ends_in_an_attribution_names_its_source() {
        check("> lời *dẫn*\n> hai\n> — [[article:a]]", &[("lời dẫn hai", "article:a")]);
        check("> a\n> -- [[article:a#p7]]\n\nb", &[("a", "article:a#p7")]);
        check("> a\n>\n> b\\\n> — [[article:a|Báo]]", &[("a\nb", "article:a")]);
        check("> a\n>\n> — [[x]]", &[("a", "x")]);
        check("> - a\n> - b\n>\n> —[[x]]", &[("a\nb", "x")]);
        check("> a\n— [[x]]", &[("a", "x")]);
        check("- > a\n  > — [[x]]", &[("a", "x")]);
        check("> > a\n> > — [[x]]\n>\n> — [[y]]", &[("a", "x"), ("a — x", "y")]);
        check("> a\r\n> — [[x]]\r\n", &[("a", "x")]);
    }

    /// Found by fuzzing.
    #[test]
    fn an_attribution_behind_text_that_was_taken_back_is_none() {
        check("#  \u{0}A` |\n> — [[a| [^# \u{0}|:\u{0}```r\n]]\n\n| a | b |\n|---|---|>", &[]);
        check(
            "#  \u{0}A` |\n> — [[a| [^# \u{0}\u{0}\u{0}| \u{0}\u{0}:\u{0}\u{0}\u{0}```r\n]]\n\n| a | b |\n|---|---|>",
            &[],
        );
    }

    /// Found by fuzzing.
    #[test]
    fn a_line_break_within_an_attribution_starts_no_line() {
        check("> a\n> — [[x|b\nc]]", &[("a", "x")]);
        let html = render("> a\n> — [[x|b\n1\n2|\n3]]", &Options::default(), &NoLinks).html;
        assert_eq!(
            html,
            "<figure class=\"quote\">\n<blockquote>\n<p>a</p>\n</blockquote>\n<figcaption>b 1 2| 3</figcaption>\n</figure>\n"
        );
        check("> b\n> — [[-\rar-|\n| *c*--- \u{0}\n1|\nd]]", &[("b", "-\rar-")]);
    }

    #[test]
    fn other_quotes_are_just_quotes() {
        for source in [
            "> a [[x]]",
            "> — [[x]]",
            "> a\n> — [[x]] b",
            "> a\n> — b [[x]]",
            "> a\n> [[x]]",
            "> — [[x]]\n> a",
            "a\n— [[x]]",
            "> a\n> — `[[x]]`",
            "> [!NOTE]\n> a\n> — [[x]]",
            "> a\n>\n> - — [[x]]",
            "> a\n> - [[x]]",
            "> a\n> — [[x]]\n>\n> b",
            "> a\n> *— [[x]]*",
        ] {
            check(source, &[]);
        }
    }

    #[test]
    fn the_range_is_that_of_the_block_quote() {
        let source = "a\n\n> b\n> — [[x]]\n\nc";
        let found = attributed_quotations(source);
        assert_eq!(&source[found[0].range.clone()], "> b\n> — [[x]]");
    }

    #[test]
    fn a_figure_holds_the_quote_and_its_source() {
        let html = |source: &str| render(source, &Options::default(), &NoLinks).html;
        assert_eq!(
            html("> a\n> — [[x|y]]"),
            "<figure class=\"quote\">\n<blockquote>\n<p>a</p>\n</blockquote>\n<figcaption>y</figcaption>\n</figure>\n"
        );
        assert_eq!(html("> a\n>\n> — [[x|y]]"), html("> a\n> — [[x|y]]"));
        assert_eq!(html("> a\\\n> -- [[x|y]]"), html("> a\n> — [[x|y]]"));
    }
}

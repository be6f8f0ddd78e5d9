//! Block quotes that say where they come from.

use std::ops::Range;

use super::links::NoLinks;
use super::writer::Writer;
use super::{Options, trim_end};

/// A block quote that ends in `— [[target]]`, or the same with a relative link to a content file; the dash may be `–` or `--` too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockQuotation {
    /// The block quote; half-open byte offsets into the source, without the line end.
    pub range: Range<usize>,
    /// The quotation as plain text, without the attribution; a line for each paragraph.
    pub text: String,
    /// The reference that names its source; half-open byte offsets into the source.
    pub reference: Range<usize>,
}

/// The block quotes that name their source, in order of their ends.
///
/// The attribution ends the quote's own last paragraph, or is a paragraph of its own; something has to stand before it, and nothing
/// but a full stop behind it. Alerts (`[!NOTE]`) are no quotations.
pub fn attributed_quotations(source: &str) -> Vec<BlockQuotation> {
    if !may_be_attributed(source) {
        return Vec::new();
    }
    Writer::new(source, &Options::default(), &NoLinks).for_quotations().run().quotes.found
}

/// Whether a text may have a block quote with an attribution, told without parsing it: there is `>`, and a bracket behind what a dash may end
/// in, which is `;` if it is written as an entity. Between the two only those signs stand that an attribution may have there, or which no
/// reader sees.
fn may_be_attributed(source: &str) -> bool {
    let is_between = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '>' | '!');
    let mut follows_dash = false;
    source.contains('>')
        && source.split_inclusive('[').any(|stretch| {
            let Some(before) = stretch.strip_suffix('[').map(|text| text.trim_end_matches(is_between)) else {
                return false;
            };
            if !before.is_empty() {
                follows_dash = before.ends_with(['—', '–', '-', ';']);
            }
            follows_dash
        })
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

/// A line of a paragraph, the one that is being written or one of an attribution, or the part of a line from its attribution on.
#[derive(Default, Clone, Copy)]
pub(super) struct Line {
    /// Where its paragraph starts in the HTML.
    paragraph: usize,
    /// Where the text before it ends in the HTML; after that comes the line break, or white space.
    before: usize,
    /// Where it starts in the HTML and in the plain text.
    html: usize,
    plain: usize,
    /// How many events there had been.
    events: usize,
}

/// What stands in front of an attribution's reference.
const DASHES: [&str; 3] = ["—", "–", "--"];

/// A line that reads like an attribution and may turn out to be the last of its quote.
struct Attribution {
    line: Line,
    /// The reference in the HTML.
    link: Range<usize>,
    /// Where it ends in the plain text, and how many events there had been.
    plain: usize,
    events: usize,
    /// The reference in the source.
    reference: Range<usize>,
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

    /// The line on which a reference whose start has just come may be an attribution, as a dash is all that it has so far; or the part
    /// of the line from a dash on that follows text and white space.
    pub(super) fn line_of_dash(&self) -> Option<Line> {
        let line = self.quotes.line;
        let text = self.plain.get(line.plain..).filter(|_| !self.quotes.open.is_empty())?;
        if DASHES.contains(&text.trim()) {
            return (self.quotes.events == line.events + 1).then_some(line);
        }
        // What is marked up, a dash within emphasis say, does not end the HTML as it ends the text.
        let words = text.trim_end();
        let dash = DASHES.into_iter().find(|dash| words.ends_with(dash))?;
        let before = words.strip_suffix(dash)?;
        let length = text.len() - before.len();
        let space = before.len() - before.trim_end().len();
        let ends_so = space > 0 && self.html.ends_with(&text[before.trim_end().len()..]);
        ends_so.then(|| {
            let html = self.html.len() - length;
            let (plain, events) = (line.plain + before.len(), self.quotes.events);
            Line { before: html - space, html, plain, events, ..line }
        })
    }

    /// Notes a reference that follows the dash of `line` and has just been written from `html` on.
    pub(super) fn note_attribution(&mut self, line: Line, reference: Range<usize>, html: usize) {
        let events = self.quotes.events;
        let (link, plain) = (html..self.html.len(), self.plain.len());
        self.quotes.attribution = Some(Attribution { line, link, plain, events, reference, end: None });
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

    /// Notes the end of a paragraph, just written: an attribution has nothing more on its line but a full stop.
    pub(super) fn end_paragraph_line(&mut self) {
        let Some(attribution) = &mut self.quotes.attribution else { return };
        let is_last = self.quotes.events == attribution.events + 1;
        if is_last && matches!(self.plain.get(attribution.plain..).unwrap_or_default().trim(), "" | ".") {
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
        let Some(Attribution { line, link, reference, .. }) = attribution else {
            self.html.push_str("</blockquote>\n");
            return;
        };
        if self.quotes.collect {
            let text = self.plain.get(quote.plain..line.plain).unwrap_or_default().trim().to_string();
            self.quotes.found.push(BlockQuotation { range: trim_end(self.source, range), text, reference });
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
    use super::{BlockQuotation, attributed_quotations};
    use crate::markup::{NoLinks, Options, references, render};

    fn check(source: &str, expected: &[(&str, &str)]) {
        let found = attributed_quotations(source);
        let target = |found: &BlockQuotation| {
            let all = references(source);
            all.into_iter()
                .find(|one| one.range == found.reference)
                .map_or_else(String::new, |one| one.target)
        };
        let shown: Vec<_> = found.iter().map(|found| (found.text.clone(), target(found))).collect();
        let expected: Vec<_> =
            expected.iter().map(|(text, target)| ((*text).to_owned(), (*target).to_owned())).collect();
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

    #[test]
    fn an_attribution_may_stand_behind_the_words() {
        check("> lời dẫn — [[article:a#p2]]", &[("lời dẫn", "article:a#p2")]);
        check("> lời\n> *dẫn* -- [[x]]\n\nb", &[("lời dẫn", "x")]);
        check("> a – b – [[x]].", &[("a – b", "x")]);
        check("> a\n> – [Bài A](../articles/a.yaml)", &[("a", "../articles/a.yaml")]);
        check("> a & b <— [[x]]", &[]);
        check("> a— [[x]]", &[]);
        check("> *a — [[x]]*", &[]);
        check("> a *—* [[x]]", &[]);
        check("> a &mdash;\u{a0}[[x]]", &[("a", "x")]);
        check("> a \\-<!-- b -->- <!-- c --> [[x]]", &[("a", "x")]);
        check("> a — ![[x]]", &[]);
        check("> a — [[x]] — [[y]]", &[("a — x", "y")]);
        let html = render("> a &amp; b  — [[x|y]].", &Options::default(), &NoLinks).html;
        let figure = "<figure class=\"quote\">\n<blockquote>\n<p>a &amp; b</p>\n</blockquote>\n<figcaption>y</figcaption>\n</figure>\n";
        assert_eq!(html, figure);
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
            "> a\n> — [b](https://c.example)",
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

//! From the parser's events to HTML, one by one. The files beside this one hold what belongs to one kind of element.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::escape;
use super::writer::Writer;

impl<'a> Writer<'a> {
    /// Writes what an event stands for; `range` is its place in the source.
    pub(super) fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if !matches!(event, Event::Text(_) | Event::SoftBreak) {
            self.marks.give_up();
        }
        if !matches!(event, Event::Text(_)) {
            self.quotes.events += 1;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => {
                self.html.push_str("<code>");
                escape::text_into(&text, &mut self.html);
                self.html.push_str("</code>");
                self.plain.push_str(&text);
            }
            Event::InlineHtml(html) => self.raw_inline(&html),
            Event::Html(html) => self.raw_block(&html),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::SoftBreak => {
                let before = self.html.len();
                self.html.push('\n');
                self.plain.push(' ');
                self.start_line(before);
            }
            Event::HardBreak => {
                let before = self.html.len();
                self.html.push_str("<br>\n");
                self.plain.push(' ');
                self.start_line(before);
            }
            Event::Rule => {
                self.start_block();
                self.html.push_str("<hr>\n");
            }
            Event::TaskListMarker(done) => self.task(done),
            // The dialect has no formulas.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.raw_text(&text),
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            code.push(text);
            return;
        }
        self.plain.push_str(text);
        if self.marks.is_empty() || self.links_open > 0 || self.images_open > 0 {
            escape::text_into(text, &mut self.html);
        } else {
            self.write_marked(text, range);
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.start_block();
                let html = self.html.len();
                if !self.is_line() {
                    self.html.push_str("<p>");
                }
                self.start_paragraph_line(html);
            }
            Tag::Heading { level, id, classes, .. } => {
                self.start_block();
                self.open_heading(level as u8, id, classes, range.start);
            }
            Tag::BlockQuote(kind) => {
                self.containers += 1;
                self.start_block();
                match kind {
                    Some(kind) => self.open_alert(kind),
                    None => self.open_quote(),
                }
            }
            Tag::CodeBlock(kind) => {
                self.start_block();
                self.open_code(kind);
            }
            Tag::HtmlBlock => {
                self.start_block();
                self.open_raw_block(range);
            }
            Tag::List(first) => {
                self.containers += 1;
                self.start_block();
                match first {
                    None => self.html.push_str("<ul>\n"),
                    Some(1) => self.html.push_str("<ol>\n"),
                    Some(first) => {
                        self.html.push_str("<ol start=\"");
                        self.html.push_str(&first.to_string());
                        self.html.push_str("\">\n");
                    }
                }
            }
            Tag::DefinitionList => {
                self.containers += 1;
                self.start_block();
                self.html.push_str("<dl>\n");
            }
            Tag::Item => self.html.push_str("<li>"),
            Tag::DefinitionListTitle => self.html.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.html.push_str("<dd>"),
            Tag::FootnoteDefinition(label) => {
                self.containers += 1;
                self.start_block();
                self.open_footnote(&label);
            }
            Tag::Table(alignments) => {
                self.start_block();
                self.open_table(alignments);
            }
            Tag::TableHead => self.open_head(),
            Tag::TableRow => self.open_row(),
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.open_link(link_type, dest_url, title, range.start)
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.open_image(link_type, dest_url, title, range.start)
            }
            // The dialect has neither.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => {
                let end = if self.is_line() { "" } else { "</p>\n" };
                self.end_block(end);
                self.end_paragraph_line();
            }
            TagEnd::Heading(_) => {
                self.close_heading();
                self.plain_gap('\n');
            }
            TagEnd::BlockQuote(None) => {
                self.containers -= 1;
                self.close_quote(range);
            }
            TagEnd::BlockQuote(Some(_)) => {
                self.containers -= 1;
                self.html.push_str("</div>\n");
            }
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::HtmlBlock => self.close_raw_block(),
            TagEnd::List(ordered) => {
                self.containers -= 1;
                self.html.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::DefinitionList => {
                self.containers -= 1;
                self.html.push_str("</dl>\n");
            }
            TagEnd::Item => self.end_block("</li>\n"),
            TagEnd::DefinitionListTitle => self.end_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.end_block("</dd>\n"),
            TagEnd::FootnoteDefinition => {
                self.containers -= 1;
                self.close_footnote();
            }
            TagEnd::Table => self.close_table(),
            TagEnd::TableHead => {
                self.close_head();
                self.plain_row();
            }
            TagEnd::TableRow => {
                self.html.push_str("</tr>\n");
                self.plain_row();
            }
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.html.push_str("</del>"),
            TagEnd::Link | TagEnd::Image => self.close_span(range.end),
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Begins a block on a line of its own, in the HTML and in the plain text.
    fn start_block(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
        self.plain_gap('\n');
    }

    fn end_block(&mut self, tag: &str) {
        self.html.push_str(tag);
        self.plain_gap('\n');
    }

    /// Ends a row of a table in the plain text, where each of its cells left a space.
    fn plain_row(&mut self) {
        self.plain.truncate(self.plain.trim_end_matches(' ').len());
        self.plain_gap('\n');
    }

    /// Keeps words apart in the plain text that are apart in the HTML.
    pub(super) fn plain_gap(&mut self, gap: char) {
        if !self.plain.is_empty() && !self.plain.ends_with(['\n', gap]) {
            self.plain.push(gap);
        }
    }

    fn open_alert(&mut self, kind: BlockQuoteKind) {
        let strings = &self.options.strings;
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", &strings.note),
            BlockQuoteKind::Tip => ("tip", &strings.tip),
            BlockQuoteKind::Important => ("important", &strings.important),
            BlockQuoteKind::Warning => ("warning", &strings.warning),
            BlockQuoteKind::Caution => ("caution", &strings.caution),
        };
        self.html.push_str("<div class=\"alert ");
        self.html.push_str(class);
        self.html.push_str("\" role=\"note\">\n<p class=\"alert-title\">");
        escape::text_into(title, &mut self.html);
        self.html.push_str("</p>\n");
    }

    fn task(&mut self, done: bool) {
        for (start, with_class) in
            [("<li>", "<li class=\"task\">"), ("<li>\n<p>", "<li class=\"task\">\n<p>")]
        {
            if self.html.ends_with(start) {
                self.html.truncate(self.html.len() - start.len());
                self.html.push_str(with_class);
                break;
            }
        }
        let strings = &self.options.strings;
        self.html.push_str("<input type=\"checkbox\" disabled aria-label=\"");
        escape::attribute_into(if done { &strings.done } else { &strings.open }, &mut self.html);
        self.html.push_str(if done { "\" checked> " } else { "\"> " });
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::markup::{NoLinks, Options, render};

    fn check(source: &str, expected: Expect) {
        expected.assert_eq(&render(source, &Options::default(), &NoLinks).html);
    }

    #[test]
    fn text_and_emphasis() {
        check("", expect![[""]]);
        check(
            "a *b* **c** ~~d~~ `e < f`\\\ng  \nh\n\n---\n\n\"i\" -- 'j'...",
            expect![[r#"
            <p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e &lt; f</code><br>
            g<br>
            h</p>
            <hr>
            <p>"i" -- 'j'...</p>
        "#]],
        );
    }

    #[test]
    fn quotations_and_lists() {
        check(
            "> a\n>\n> - b\n>   - c\n\n3. d\n\n   e\n4. f",
            expect![[r#"
            <blockquote>
            <p>a</p>
            <ul>
            <li>b
            <ul>
            <li>c</li>
            </ul>
            </li>
            </ul>
            </blockquote>
            <ol start="3">
            <li>
            <p>d</p>
            <p>e</p>
            </li>
            <li>
            <p>f</p>
            </li>
            </ol>
        "#]],
        );
    }

    #[test]
    fn tasks_have_named_boxes() {
        check(
            "- [ ] a\n- [x] b\n\n* [x] c\n\n* d",
            expect![[r#"
            <ul>
            <li class="task"><input type="checkbox" disabled aria-label="Not done"> a</li>
            <li class="task"><input type="checkbox" disabled aria-label="Done" checked> b</li>
            </ul>
            <ul>
            <li class="task">
            <p><input type="checkbox" disabled aria-label="Done" checked> c</p>
            </li>
            <li>
            <p>d</p>
            </li>
            </ul>
        "#]],
        );
    }

    #[test]
    fn alerts_have_a_title() {
        check(
            "> [!WARNING]\n> a\n\n> [!NOTE]\n> b",
            expect![[r#"
            <div class="alert warning" role="note">
            <p class="alert-title">Warning</p>
            <p>a</p>
            </div>
            <div class="alert note" role="note">
            <p class="alert-title">Note</p>
            <p>b</p>
            </div>
        "#]],
        );
    }

    #[test]
    fn definition_lists() {
        check(
            "a\n: b\n: c\n\nd\n\n: e",
            expect![[r#"
            <dl>
            <dt>a</dt>
            <dd>
            <p>b</p>
            </dd>
            <dd>
            <p>c</p>
            </dd>
            <dt>d</dt>
            <dd>
            <p>e</p>
            </dd>
            </dl>
        "#]],
        );
    }

    #[test]
    fn the_plain_text_has_a_line_for_each_block() {
        let plain = |source: &str| render(source, &Options::default(), &NoLinks).plain;
        let source = "# A *b*\n\nc\nd[^1] [[x|y]] ![z](i)\n\n[^1]: note\n\n- e\n  - f\n- g\n\n> h\n\n```\ni\n```\n\n`j` & <k>";
        assert_eq!(plain(source), "A b\nc d y z\ne\nf\ng\nh\ni\nj & <k>\nnote");
    }
}

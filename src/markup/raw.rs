//! Raw HTML: shown as text unless the options let it through.

use std::ops::Range;

use super::comments::is_comment;
use super::escape;
use super::writer::Writer;

impl Writer<'_> {
    /// Writes a tag within a text. A comment is an author's note to authors and is left out.
    pub(super) fn raw_inline(&mut self, html: &str) {
        if self.options.raw_html {
            self.html.push_str(html);
        } else if !is_comment(html) {
            self.raw_text(html);
        }
    }

    pub(super) fn open_raw_block(&mut self, range: Range<usize>) {
        if !self.options.raw_html {
            // A comment that is never closed would hide the rest of the text without a word: it is shown.
            let html = self.source[range].trim_start();
            self.in_comment = is_comment(html) && html.contains("-->");
            self.html.push_str("<p>");
        }
    }

    /// Writes a line of an HTML block, or what follows a comment on its last line.
    pub(super) fn raw_block(&mut self, html: &str) {
        if self.options.raw_html {
            self.html.push_str(html);
        } else if !self.in_comment {
            self.raw_text(html);
        } else if let Some(end) = html.find("-->") {
            self.in_comment = false;
            self.raw_text(&html[end + "-->".len()..]);
        }
    }

    pub(super) fn close_raw_block(&mut self) {
        if !self.options.raw_html {
            self.html.truncate(self.html.trim_end().len());
            if self.html.ends_with("<p>") {
                self.html.truncate(self.html.len() - "<p>".len());
            } else {
                self.html.push_str("</p>\n");
            }
        }
        self.plain_gap('\n');
    }

    /// Writes text that is not the source's own words, so that no mark is set in it.
    pub(super) fn raw_text(&mut self, text: &str) {
        escape::text_into(text, &mut self.html);
        self.plain.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use crate::markup::{NoLinks, Options, render};

    fn check(source: &str, shown: &str, raw: &str) {
        let options = Options::default();
        assert_eq!(render(source, &options, &NoLinks).html, shown, "{source:?}");
        let options = Options { raw_html: true, ..options };
        assert_eq!(render(source, &options, &NoLinks).html, raw, "{source:?}");
    }

    #[test]
    fn raw_html_is_text_unless_allowed() {
        check("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n", "<p>a <b>c</b></p>\n");
        check("<div>\n*a*\n</div>", "<p>&lt;div&gt;\n*a*\n&lt;/div&gt;</p>\n", "<div>\n*a*\n</div>");
        check("<script>a</script>", "<p>&lt;script&gt;a&lt;/script&gt;</p>\n", "<script>a</script>");
    }

    #[test]
    fn comments_are_left_out() {
        check("<!-- a\n\nb --> c\n\nd", "<p> c</p>\n<p>d</p>\n", "<!-- a\n\nb --> c\n<p>d</p>\n");
        check("a <!-- b --> c", "<p>a  c</p>\n", "<p>a <!-- b --> c</p>\n");
        check("<!-- a -->\n", "", "<!-- a -->\n");
        check("<!-- a\n\nb", "<p>&lt;!-- a\n\nb</p>\n", "<!-- a\n\nb");
    }
}

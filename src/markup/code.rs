//! Code blocks.

use pulldown_cmark::{CodeBlockKind, CowStr};

use super::escape;
use super::highlight::highlight_into;
use super::writer::Writer;

/// A code block that is open. Its text is set aside, for highlighting wants whole lines.
pub(super) struct Code<'a> {
    info: CowStr<'a>,
    text: String,
}

impl Code<'_> {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The language, which is the first word after the fence; `rust,ignore` and `{.rust}` are rust.
    fn language(&self) -> &str {
        let info = self.info.trim_start_matches(['{', '.', ' ']);
        info.split([' ', '\t', ',', '{', '}']).next().unwrap_or_default()
    }
}

impl<'a> Writer<'a> {
    pub(super) fn open_code(&mut self, kind: CodeBlockKind<'a>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info,
            CodeBlockKind::Indented => CowStr::Borrowed(""),
        };
        self.code = Some(Code { info, text: String::new() });
    }

    /// Writes the block, in colours where the language is known. It takes the focus, so that the keyboard can scroll
    /// what is too wide.
    pub(super) fn close_code(&mut self) {
        let code = self.code.take().expect("the parser's events are balanced");
        let language = code.language();
        self.html.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.html.push_str(" class=\"language-");
            escape::attribute_into(language, &mut self.html);
            self.html.push('"');
        }
        self.html.push('>');
        if !self.discards_html() && highlight_into(&code.text, language, &mut self.html) {
            self.highlighted = true;
        } else {
            escape::text_into(&code.text, &mut self.html);
        }
        self.html.push_str("</code></pre>\n");
        self.plain.push_str(&code.text);
        self.plain_gap('\n');
    }
}

#[cfg(test)]
mod tests {
    use crate::markup::{NoLinks, Options, render};

    fn check(source: &str, highlighted: bool, expected: &str) {
        let rendered = render(source, &Options::default(), &NoLinks);
        assert_eq!(
            rendered.html,
            format!("<pre tabindex=\"0\"><code{expected}</code></pre>\n"),
            "{source:?}"
        );
        assert_eq!(rendered.code, highlighted, "{source:?}");
    }

    #[test]
    fn code_of_an_unknown_language_is_plain() {
        check("    a < b\n\n    c", false, ">a &lt; b\n\nc");
        check("```\n[[a]] &amp;\n```", false, ">[[a]] &amp;amp;\n");
        check("~~~ klingon \"><b>\na\n", false, " class=\"language-klingon\">a\n");
        check("```a\"b\nc\n```", false, " class=\"language-a&quot;b\">c\n");
    }

    #[test]
    fn code_of_a_known_language_is_coloured() {
        let expected = "><span class=\"k\">let</span> a;\n";
        check("```rust,ignore\nlet a;\n```", true, &format!(" class=\"language-rust\"{expected}"));
        check("``` {.rs}\r\nlet a;\r\n```", true, &format!(" class=\"language-rs\"{expected}"));
    }
}

//! Syntax highlighting: a dozen short classes instead of inline styles, coloured by [`stylesheet`].

use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

use super::escape;

/// The CSS for highlighted code. It names only the custom properties `--ink`, `--soft`, `--link`, `--jade`, `--flag`
/// and `--seen` of the page, so that it follows the page into the dark, and keeps the contrast that these have on
/// `--wash` and `--card` (WCAG 2.2, success criterion 1.4.3).
pub fn stylesheet() -> &'static str {
    include_str!("code.css")
}

/// Longer blocks and longer lines, in bytes, are shown without colours: highlighting takes about 3 s a megabyte, and
/// patterns that look back take far longer on a single long line.
const LONGEST_BLOCK: usize = 32 * 1024;
const LONGEST_LINE: usize = 1024;

/// What a scope means for us; a scope matches the first row that is a prefix of it. No class ends the search, so that
/// code within a string is not shown as string.
const CLASSES: &[(&str, Option<&str>)] = &[
    ("comment", Some("c")),
    ("constant.character.escape", Some("e")),
    ("constant.other.placeholder", Some("e")),
    ("constant", Some("n")),
    ("string", Some("s")),
    ("keyword.operator.word", Some("k")),
    ("keyword.operator", None),
    ("keyword.other.unit", Some("n")),
    ("keyword", Some("k")),
    ("storage", Some("k")),
    ("entity.name.function", Some("f")),
    ("support.function", Some("f")),
    ("variable.function", Some("f")),
    ("entity.name.tag", Some("g")),
    ("entity.other.attribute-name", Some("a")),
    ("entity.name.section", Some("h")),
    ("entity.name", Some("t")),
    ("entity.other.inherited-class", Some("t")),
    ("support.type.property-name", Some("a")),
    ("support.type", Some("t")),
    ("support.class", Some("t")),
    ("variable.parameter", Some("v")),
    ("variable.language", Some("v")),
    ("meta.annotation", Some("a")),
    ("meta.mapping.key", Some("a")),
    ("markup.inserted", Some("i")),
    ("markup.deleted", Some("d")),
    ("markup.heading", Some("h")),
    ("meta.interpolation", None),
    ("source", None),
    ("text", None),
];

/// Names of languages that authors use and the syntaxes do not know.
const ALIASES: &[(&str, &str)] = &[
    ("console", "sh"),
    ("csharp", "cs"),
    ("golang", "go"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("mjs", "js"),
    ("ndjson", "json"),
    ("shell", "sh"),
    ("ts", "js"),
    ("typescript", "js"),
    ("zsh", "sh"),
];

struct Highlighter {
    syntaxes: SyntaxSet,
    classes: Vec<(Scope, Option<&'static str>)>,
}

/// The syntaxes are read on first use: most portals show no code at all.
fn highlighter() -> &'static Highlighter {
    static HIGHLIGHTER: OnceLock<Highlighter> = OnceLock::new();
    HIGHLIGHTER.get_or_init(|| Highlighter {
        syntaxes: SyntaxSet::load_defaults_newlines(),
        classes: CLASSES
            .iter()
            .map(|&(scope, class)| (Scope::new(scope).expect("our scopes are short"), class))
            .collect(),
    })
}

/// Appends `code` as HTML with a `span` for each coloured stretch.
///
/// Returns false and appends nothing where the language is unknown or the code too long; it is then for the caller
/// to write it plainly. `language` is a name or a file extension in any letter case.
pub(super) fn highlight_into(code: &str, language: &str, out: &mut String) -> bool {
    if language.is_empty() || code.len() > LONGEST_BLOCK || code.lines().any(|line| line.len() > LONGEST_LINE)
    {
        return false;
    }
    let alias = ALIASES.iter().find(|(alias, _)| language.eq_ignore_ascii_case(alias));
    let highlighter = highlighter();
    let name = alias.map_or(language, |&(_, name)| name);
    let Some(syntax) = highlighter.syntaxes.find_syntax_by_token(name) else { return false };
    if syntax.name == "Plain Text" {
        return false;
    }
    let start = out.len();
    let mut painter = Painter { out, class: None };
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    for line in code.split_inclusive('\n') {
        let Ok(operations) = state.parse_line(line, &highlighter.syntaxes) else {
            painter.out.truncate(start);
            return false;
        };
        let mut written = 0;
        for (at, operation) in operations {
            painter.paint(&line[written..at], highlighter, &stack);
            written = at;
            if stack.apply(&operation).is_err() {
                painter.out.truncate(start);
                return false;
            }
        }
        painter.paint(&line[written..], highlighter, &stack);
    }
    painter.change(None);
    true
}

/// Writes text in classes, one `span` for neighbours of the same class.
struct Painter<'o> {
    out: &'o mut String,
    class: Option<&'static str>,
}

impl Painter<'_> {
    fn paint(&mut self, text: &str, highlighter: &Highlighter, stack: &ScopeStack) {
        if text.is_empty() {
            return;
        }
        // White space has no colour: it stays in the span that is open unless that one would cross a line.
        if !text.trim().is_empty() || text.contains('\n') {
            self.change(highlighter.class(stack));
        }
        escape::text_into(text, self.out);
    }

    fn change(&mut self, class: Option<&'static str>) {
        if self.class == class {
            return;
        }
        if self.class.is_some() {
            self.out.push_str("</span>");
        }
        if let Some(class) = class {
            self.out.push_str("<span class=\"");
            self.out.push_str(class);
            self.out.push_str("\">");
        }
        self.class = class;
    }
}

impl Highlighter {
    /// The class of the innermost scope that has one.
    fn class(&self, stack: &ScopeStack) -> Option<&'static str> {
        let known = |scope: &Scope| self.classes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
        stack.as_slice().iter().rev().find_map(known).and_then(|&(_, class)| class)
    }
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, highlight_into, stylesheet};

    fn check(language: &str, code: &str, expected: &str) {
        let mut out = String::from("x");
        assert!(highlight_into(code, language, &mut out), "{language}");
        assert_eq!(out, format!("x{expected}"), "{language}");
    }

    #[test]
    fn code_gets_short_classes() {
        check(
            "rust",
            "let a: u8 = 1; // <b>\n",
            "<span class=\"k\">let</span> a: <span class=\"k\">u8 </span>= <span class=\"n\">1</span>; \
             <span class=\"c\">// &lt;b&gt;\n</span>",
        );
        check("JSON", "{\"a\": null}", "{<span class=\"s\">\"a\"</span>: <span class=\"n\">null</span>}");
    }

    #[test]
    fn markup_in_code_stays_text() {
        for language in ["html", "js", "php", "md", "xml", "python", "yaml", "sh", "typescript"] {
            let code = "<script>alert(\"1\")</script> <!-- & -->\n'\u{202e}\0";
            let mut out = String::new();
            assert!(highlight_into(code, language, &mut out), "{language}");
            let bare = out.replace("</span>", "");
            let tags = bare.split('<').skip(1).all(|tag| tag.starts_with("span class=\""));
            assert!(tags && !out.contains(['\u{202e}', '\0']), "{language}: {out}");
        }
    }

    #[test]
    fn other_code_is_left_to_the_caller() {
        let long = "a".repeat(3000);
        for (language, code) in
            [("", "a"), ("klingon", "a"), ("txt", "a"), ("rust", &long), ("rust", &"a\n".repeat(40_000))]
        {
            let mut out = String::from("x");
            assert!(!highlight_into(code, language, &mut out), "{language}");
            assert_eq!(out, "x");
        }
    }

    #[test]
    fn the_stylesheet_has_every_class_and_takes_its_colours_from_the_page() {
        let css = stylesheet();
        for class in CLASSES.iter().filter_map(|(_, class)| *class) {
            assert!(
                css.contains(&format!("pre .{class} ")) || css.contains(&format!("pre .{class},")),
                "{class}"
            );
        }
        assert!(!css.contains('#') && !css.contains("rgb"));
        for property in css.split("var(").skip(1).map(|rest| &rest[..rest.find(')').unwrap()]) {
            assert!(
                ["--ink", "--soft", "--link", "--jade", "--flag", "--seen"].contains(&property),
                "{property}"
            );
        }
    }
}

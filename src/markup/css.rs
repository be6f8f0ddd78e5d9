//! The files that a stylesheet names: in `url(…)`, and in `@import "…"` (*CSS Syntax Module Level 3*, sections 4.3.4 to 4.3.6).

use std::ops::Range;

/// Where the names of files stand in a stylesheet, in order: byte ranges, without quotation marks.
pub fn file_names(text: &str) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut rest = text;
    let mut imports = false;
    let place = |part: &str| text.len() - part.len();
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
        } else if matches!(first, '"' | '\'') {
            let start = place(rest) + 1;
            let (string, behind) = string(rest);
            names.extend(imports.then_some(start..start + string.len()));
            (imports, rest) = (false, behind);
        } else if starts(rest, "url(") {
            let inner = rest[4..].trim_start();
            let is_string = inner.starts_with(['"', '\'']);
            let (name, behind) = match is_string {
                true => string(inner),
                false => inner.split_once(')').unwrap_or((inner, "")),
            };
            let start = place(inner) + usize::from(is_string);
            let length = if is_string { name.len() } else { name.trim_end().len() };
            names.push(start..start + length);
            (imports, rest) = (false, behind);
        } else if starts(rest, "@import") {
            (imports, rest) = (true, &rest["@import".len()..]);
        } else {
            // A word that only ends so, such as `my-url(`, is another function.
            let word =
                rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
            rest = &rest[word.max(first.len_utf8())..];
        }
    }
    names
}

fn starts(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// A string from its first quotation mark on, and what stands behind it. A line end that no backslash stands before ends it, too.
fn string(text: &str) -> (&str, &str) {
    let mark = text.as_bytes()[0];
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'\n' => return (&text[1..at], &text[at..]),
            byte if byte == mark => return (&text[1..at], &text[at + 1..]),
            _ => {}
        }
    }
    (&text[1..], "")
}

#[cfg(test)]
mod tests {
    use super::file_names;
    use proptest::prelude::proptest;

    #[test]
    fn files_are_named_in_urls_and_imports() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = file_names(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("a{background:url(nen.svg)}", &["nen.svg"]);
        check("a{background:URL( \"a b.svg\" ) , url('c.svg')}", &["a b.svg", "c.svg"]);
        check("@import 'a.css';@import url(b.css);", &["a.css", "b.css"]);
        check("/* url(a.svg) */ p::before{content:\"url(b.svg)\"}", &[]);
        check("a{b:my-url(c.svg);src:local(\"x\"),url(f.woff2) format('woff2')}", &["f.woff2"]);
        check("a{content:\"b\\\nc\";d:url(e)}", &["e"]);
        check("a{content:\"\\\"url(a)\"} b{c:url(d", &["d"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(url\\(|@import |\"|'|\\\\|/\\*|\\*/|\\)|é|\n|a){0,20}") {
            file_names(&text);
        }
    }
}

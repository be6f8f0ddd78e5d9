//! What a text is that is no YAML: where the mistake was made, and what would mend it.

use super::SyntaxError;
use crate::text::unseen::{self, Unseen};
use granit_parser::ScanError;

/// Says a parser's error in words for authors; the usual mistakes get their cure.
pub(super) fn told(text: &str, bom: usize, error: &ScanError) -> SyntaxError {
    let told = |at: usize, hint: Option<String>| SyntaxError {
        at: at + bom,
        message: format!("this cannot be read as YAML: {}", error.info()),
        hint,
    };
    if let Some((at, hint)) = unseen_sign(text) {
        return told(at, Some(hint));
    }
    if let Some((at, hint)) = indented_first_key(text, error) {
        return told(at, Some(hint));
    }
    let marker = error.marker();
    let at = marker.byte_offset().unwrap_or(0).min(text.len());
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line_of = |at: usize| text[line_start(at)..].lines().next().unwrap_or_default();
    let mut at = floor_char_boundary(text, at);
    // A mistake is often noticed after the line that makes it: a quotation mark that is not closed, or a blank line.
    if let Some(open) = unclosed_quote(&text[..at]).or_else(|| unclosed_list(&text[..at])) {
        at = open;
    } else if line_of(at).trim().is_empty() && at > 0 {
        at = floor_char_boundary(text, line_start(at).saturating_sub(1));
    }
    // So it is where the line behind is indented with a tab, and seems to go on with the value.
    let next = text[at..].find('\n').map(|end| at + end + 1);
    if let Some(next) = next
        .filter(|next| text[*next..].trim_start_matches(' ').starts_with('\t') && !line_of(at).contains('\t'))
    {
        at = next + text[next..].find('\t').unwrap_or(0);
    }
    if let Some((start, hint)) = missing_colon(text, line_start(at)) {
        return told(start, Some(hint));
    }
    if let Some(comma) = comma_too_many(line_of(at)) {
        let hint = "remove a comma: nothing stands between this one and the one before".to_owned();
        return told(line_start(at) + comma, Some(hint));
    }
    let line = line_of(at);
    let value = line.split_once(": ").map(|(_, value)| value.trim());
    let hint = if line.contains('\t') {
        Some("indent with spaces; YAML allows no tab here".to_owned())
    } else if is_in_braces(&text[line_start(at)..at]) && text[at..].starts_with(['[', ']', '{', '}']) {
        Some("put quotes around the text: within `{…}` brackets and commas end it".to_owned())
    } else if value.is_some_and(|v| {
        (v.contains(": ") || v.contains(" #")) && !v.starts_with(['"', '\'', '[', '{', '|', '>'])
    }) {
        Some("put quotes around the value: it holds a colon".to_owned())
    } else if value.is_some_and(|v| v.starts_with(['"', '\''])) {
        Some("check the quotation marks: a value in quotes ends with the mark it began with, and nothing follows".to_owned())
    } else if let Some((open, close)) = value.and_then(unclosed_bracket) {
        let what = if open == '[' { "list" } else { "keys" };
        Some(format!(
            "close the {what} with `{close}`, or put quotes around the value if the `{open}` is part of a text"
        ))
    } else if value.is_some_and(|v| v.starts_with(['[', '{', '*', '&', '!', '%', '@', '`', '|', '>'])) {
        Some("put quotes around the value: it begins with a sign that YAML reads in its own way".to_owned())
    } else {
        Some("check this line and the one above it: `key: value`, a space after the colon, lists indented with `- `".to_owned())
    };
    told(at, hint)
}

/// The mistake in a key that begins with a sign which is not what it looks like, as that of a line indented with it does.
pub(super) fn in_key(key: &str, at: usize) -> Option<SyntaxError> {
    let sign = unseen::first(key).filter(|sign| sign.at == 0)?;
    let message = format!("a key cannot begin with a {}", sign.name);
    Some(SyntaxError { at, message, hint: Some(cure(sign)) })
}

fn cure(sign: Unseen) -> String {
    match sign.sign.is_whitespace() {
        true => format!("write a plain space in its place: {}", here(sign)),
        false => format!("write this line again: {}, which nobody sees", here(sign)),
    }
}

fn here(Unseen { name, sign, .. }: Unseen) -> String {
    format!("here stands a {name} (U+{:04X})", sign as u32)
}

/// Where a sign stands before, in or right behind a key that is not what it looks like, and what would mend it.
fn unseen_sign(text: &str) -> Option<(usize, String)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let key_end =
            line.char_indices().find(|(_, c)| matches!(c, ':' | '：')).map_or(0, |(at, c)| at + c.len_utf8());
        let behind = line[key_end..].chars().next().map_or(0, char::len_utf8);
        let is_key = |word: &str| {
            !word.is_empty()
                && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b' '))
        };
        let head = &line[..key_end + behind];
        let key = unseen::without(&line[..key_end]);
        if let Some(sign) = unseen::first(head).filter(|_| is_key(key.trim_end_matches(':'))) {
            let hint = match sign.sign {
                '：' => format!("write `{key} `, with a plain colon and a space: {}", here(sign)),
                _ => cure(sign),
            };
            return Some((start + sign.at, hint));
        }
        start += line.len();
    }
    None
}

/// Where the first key of a file stands that is indented, if a line below that is indented less was the mistake, and what would mend it.
fn indented_first_key(text: &str, error: &ScanError) -> Option<(usize, String)> {
    let is_content = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let before: usize = text.split_inclusive('\n').take_while(|line| !is_content(line)).map(str::len).sum();
    let first = text[before..].lines().next()?;
    let indent = first.len() - first.trim_start_matches(' ').len();
    let at = floor_char_boundary(text, error.marker().byte_offset().unwrap_or(0).min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let wrong = text[start..].lines().next().unwrap_or_default();
    let is_less =
        wrong.len() - wrong.trim_start_matches(' ').len() < indent && key_of(wrong.trim_start()).is_some();
    (is_less && key_of(first.trim_start()).is_some()).then(|| {
        let spaces = if indent == 1 { "the space" } else { "the spaces" };
        let hint = format!("remove {spaces} before the first key: all keys of a file begin in one column");
        (before + indent, hint)
    })
}

/// The key with which a line begins.
fn key_of(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let is_word = |key: &str| {
        key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'0'..=b'9'))
    };
    ((value.is_empty() || value.starts_with(' ')) && is_word(key)).then_some(key)
}

/// Where a line begins whose first word may be a key without a colon, if a mistake was noticed in it or in the key below, at `start`; and what
/// would mend it.
fn missing_colon(text: &str, start: usize) -> Option<(usize, String)> {
    let wrong = text[start..].lines().next()?;
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let (line, above) = match key_of(wrong.trim_start()) {
        Some(_) => {
            let above = text[..start].trim_end();
            let line = above.rfind('\n').map_or(0, |end| end + 1);
            (&above[line..], &text[..line])
        }
        None => (wrong.trim_end(), &text[..start]),
    };
    let line_start = above.len();
    let (word, rest) = line.trim_start().split_once(' ')?;
    key_of(&format!("{word}:"))?;
    let is_one = indent(line) == indent(wrong)
        && !line.contains(": ")
        && !line.ends_with(':')
        && !line.contains(['#', '"'])
        && !rest.trim_start().starts_with(['[', '{', '\'', '|', '>']);
    // Behind an opened bracket or quotation mark it is a part of a value.
    let is_open = unclosed_list(above).is_some() || unclosed_quote(above).is_some();
    (is_one && !is_open).then(|| {
        let rest = rest.trim();
        let short: String = rest.chars().take(30).collect();
        let dots = if short.len() < rest.len() { "…" } else { "" };
        let hint = format!("write `{word}: {short}{dots}` if `{word}` is a key: a `:` is missing behind it; if the line goes on with the value above, indent it");
        (line_start + indent(line), hint)
    })
}

/// Where in a line, in a list in brackets, a comma stands behind another with nothing between them.
fn comma_too_many(line: &str) -> Option<usize> {
    let begins = |at: &usize| matches!(line[..*at].trim_end().chars().next_back(), None | Some(':' | '-'));
    let open = line.find(['[', '{']).filter(begins)?;
    let (mut quote, mut comma) = (None, false);
    for (at, c) in line.char_indices().skip_while(|(at, _)| *at < open) {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            // An apostrophe within a word is no mark.
            (None, '"' | '\'') if line[..at].ends_with([' ', ',', '[', '{']) => {
                (quote, comma) = (Some(c), false)
            }
            (None, ',') if comma => return Some(at),
            (None, ',') => comma = true,
            (None, ' ') => {}
            (None, _) => comma = false,
        }
    }
    None
}

/// Whether a line is within `{…}` behind `before`, and in a text that does not begin there.
fn is_in_braces(before: &str) -> bool {
    let opened = before.matches('{').count() > before.matches('}').count();
    opened && before.rsplit(": ").next().is_some_and(|text| !text.trim().is_empty())
}

/// Where the last value begins that opens a bracket which nothing closes before the text ends.
fn unclosed_list(text: &str) -> Option<usize> {
    let lines = text.split_inclusive('\n').rev().scan(text.len(), |end, line| {
        *end -= line.len();
        Some((*end, line))
    });
    let mut values = lines.filter_map(|(at, line)| {
        let start = line.find(": ").or_else(|| line.find("- "))? + 2;
        line[start..].starts_with(['[', '{']).then_some(at + start)
    });
    values.next().filter(|at| unclosed_bracket(&text[*at..]).is_some())
}

/// The bracket with which a value begins, and the one that would close it, where nothing does.
fn unclosed_bracket(value: &str) -> Option<(char, char)> {
    let open = value.chars().next()?;
    let close = match open {
        '[' => ']',
        '{' => '}',
        _ => return None,
    };
    let count = |sign: char| value.matches(sign).count();
    (count(open) > count(close)).then_some((open, close))
}

/// Where a value begins with a quotation mark that nothing closes before the text ends; only the last such value counts.
fn unclosed_quote(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut open: Option<(usize, char)> = None;
    for line in text.split_inclusive('\n') {
        let value = line.find(": ").map(|i| i + 2).or_else(|| line.find("- ").map(|i| i + 2));
        if let (None, Some(start)) = (open, value)
            && let Some(mark @ ('"' | '\'')) = line[start..].trim_start().chars().next()
        {
            let start = start + (line[start..].len() - line[start..].trim_start().len());
            if !closes(&line[start + 1..], mark) {
                open = Some((at + start, mark));
            }
        } else if open.is_some_and(|(_, mark)| closes(line, mark)) {
            open = None;
        }
        at += line.len();
    }
    open.map(|(at, _)| at)
}

/// Whether `text` holds a quotation mark that ends a value: not escaped, and not doubled.
fn closes(text: &str, mark: char) -> bool {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if mark == '"' => drop(chars.next()),
            c if c == mark && mark == '\'' && chars.peek() == Some(&'\'') => drop(chars.next()),
            c if c == mark => return true,
            _ => {}
        }
    }
    false
}

fn floor_char_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::tree;

    #[test]
    fn usual_mistakes_get_their_cure() {
        let check = |text: &str, hint: &str| {
            let error = tree(text).expect_err("a mistake");
            assert!(error.hint.as_deref().unwrap_or_default().contains(hint), "{text:?} gave {error:?}");
        };
        check("title: Kết luận: về công tác\n", "quotes around the value");
        check("title: \"Kết luận\nnext: 1\n", "quotation marks");
        assert_eq!(tree("a: 1\ntitle: \"Kết luận\nnext: 1\n").expect_err("a mistake").at, 12);
        check("- {article: a, text: một […] hai}\n", "within `{…}` brackets and commas end it");
        check("documents: [57-KL/TW\nnext: 1\n", "close the list with `]`");
        check("extra: {a: 1\nnext: 1\n", "close the keys with `}`");
        check("a:\n\t- b\n", "spaces");
        let check_at = |text: &str, at: usize, hint: &str| {
            check(text, hint);
            assert_eq!(tree(text).expect_err("a mistake").at, at, "{text:?}");
        };
        check_at("topics: [a, b,, c]\n", 14, "remove a comma");
        check_at("topics: [a, , ]\n", 12, "remove a comma");
        check_at("title: A\ntopics: [a, 'b,,', , c]\n", 28, "remove a comma");
        check_at("name Trần H\naliases: [x]\n", 0, "write `name: Trần H`");
        check_at("name: A\nurl https://a.example\nnote: x\n", 8, "write `url: https://a.example`");
        check_at("kind: x\nname Trần H\naliases: [x]\n", 8, "write `name: Trần H`");
        check_at(" name: A\naliases:\n  - b\n", 1, "remove the space");
        check_at("# A\n  name: A\n  roles:\n    - b\nnote: c\n", 6, "remove the spaces");
        check("a: *b\n", "");
    }
}

//! Values and comments as YAML that reads back as what they were (YAML 1.2.2, sections 5.7 "Escaped characters", 7.3
//! "Flow scalar styles" and 6.6 "Comments").

/// The most characters of a seed that a comment repeats.
const LONGEST_WORDS: usize = 90;

/// The widest line of comments, in characters.
const WIDTH: usize = 116;

/// A text as a value on one line: without quotes where no reader could take it for anything else.
pub fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_seen(c) => out.push(c),
            c if (c as u32) < 0x10000 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
    out.push('"');
    out
}

/// Whether a text needs no quotes: it begins with a letter or a digit, and holds nothing that YAML reads in its own way.
fn is_plain(text: &str) -> bool {
    let word = text.to_ascii_lowercase();
    let reserved =
        matches!(&*word, "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n" | "nan" | "inf");
    let harmless = |c: char| c.is_alphanumeric() || " -/.,()–_“”’…?!%&+;".contains(c);
    // Numbers, dates in other notations, and versions: only what holds a letter is a text to every reader.
    let is_text =
        text.chars().any(char::is_alphabetic) && !text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    is_date(text)
        || is_text
            && !reserved
            && text.starts_with(char::is_alphanumeric)
            && !text.ends_with(' ')
            && text.chars().all(|c| harmless(c) && is_seen(c))
}

/// `2023-10-11`, `2023-10-11T19:49`: our own dates are read as texts.
fn is_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    matches!(&*shape, "0000-00-00" | "0000-00-00T00:00")
}

/// Whether a character is one that a reader sees, and that YAML lets stand as it is: no control character, no mark that
/// turns the direction of writing, nothing without width, no line separator, no noncharacter.
fn is_seen(c: char) -> bool {
    let hidden = matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}'
    );
    let space = c.is_whitespace() && c != ' ';
    !(c.is_control() || hidden || space || (c as u32) & 0xfffe == 0xfffe || (c as u32) >= 0xf0000)
}

/// Words of a seed for a comment: in quotation marks, on one line, cut, with what cannot be seen shown as its code.
pub fn words(text: &str) -> String {
    let mut shown = String::from("“");
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST_WORDS {
            shown.push('…');
            break;
        }
        match is_seen(c) {
            true => shown.push(c),
            false => shown.push_str(&format!("\\u{{{:x}}}", c as u32)),
        }
    }
    shown.push('”');
    shown
}

/// A comment, indented and broken into lines; `text` may hold anything.
pub fn comment(indent: usize, text: &str) -> String {
    let margin = " ".repeat(indent);
    let mut out = String::new();
    let mut line = String::new();
    for word in text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()) {
        let word: String = word.chars().map(|c| if is_seen(c) { c } else { '\u{fffd}' }).collect();
        if !line.is_empty() && indent + 3 + line.chars().count() + word.chars().count() > WIDTH {
            out.push_str(&format!("{margin}# {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    out.push_str(&format!("{margin}# {line}\n"));
    out
}

/// Line numbers as omit rules name them: `4, 38-40`. The lines are sorted.
pub fn ranges(lines: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for &line in lines {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => parts.push((line, line)),
        }
    }
    let shown = parts
        .iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") });
    shown.collect::<Vec<_>>().join(", ")
}

/// *line 4* or *lines 4, 38-40*.
pub fn lines(lines: &[usize]) -> String {
    format!("line{} {}", if lines.len() == 1 { "" } else { "s" }, ranges(lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml::{Value, tree};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn read_back(yaml: &str) -> Option<String> {
        let Ok(node) = tree(yaml) else { return None };
        let Value::Mapping(entries) = node.value else { return None };
        let [entry] = entries.as_slice() else { return None };
        match &entry.value.value {
            Value::Scalar { text, .. } => Some(text.clone()),
            _ => None,
        }
    }

    #[test]
    fn plain_where_nothing_can_be_mistaken() {
        assert_eq!(scalar("Ba cái giếng làng"), "Ba cái giếng làng");
        assert_eq!(scalar("2023-10-11T19:49"), "2023-10-11T19:49");
        for text in [
            "a: b", "a #b", "#a", "- a", "yes", "12", "1.5", "", " a", "a ", "[a]", "'a'", "a\nb", "@a",
            "0x1f", "1e3",
        ] {
            assert!(scalar(text).starts_with('"'), "{text:?}");
        }
        assert_eq!(scalar("a\u{202e}b\u{feff}"), "\"a\\u202eb\\ufeff\"");
    }

    #[test]
    fn line_numbers_are_joined() {
        assert_eq!(ranges(&[1, 2, 3, 7, 9, 10]), "1-3, 7, 9-10");
    }

    proptest! {
        #[test]
        fn every_text_reads_back(text in any::<String>()) {
            let yaml = format!("{}title: {}\n", comment(0, &words(&text)), scalar(&text));
            prop_assert_eq!(read_back(&yaml), Some(text.clone()));
            let typed: std::collections::BTreeMap<String, crate::parse::metadata::Text> = crate::parse::yaml::read(&yaml).unwrap();
            prop_assert_eq!(&typed["title"].0, &text);
        }

        #[test]
        fn hostile_texts_read_back(text in "[a:#'\"\\\\\\n\\r\\t{}\\[\\]*&!%@`|>?\u{85}\u{2028}\u{202e}\u{7f}\u{1}\u{feff} -]{0,24}") {
            let yaml = format!("{}title: {}\n", comment(2, &text), scalar(&text));
            prop_assert_eq!(read_back(&yaml), Some(text));
        }
    }
}

//! Comments that may be meant as words of a value.

use super::{Node, Value};
use std::ops::Range;

/// Where a value without quotes is followed by `#` and, without a space between, a word: to YAML a comment, though `Họp #5`
/// hardly is meant as one. Half-open byte offsets into `text`, of which `tree` is, up to the end of the line.
pub fn like_words(text: &str, tree: &Node) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    look(text, tree, tree.range.start, &mut found);
    found
}

/// Looks behind `node`; where nothing is written, behind `before`, where its key ends.
fn look(text: &str, node: &Node, before: usize, found: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Scalar { text: value, plain: true } => {
            let end = if value.is_empty() { before } else { node.range.end };
            found.extend(comment(text, end));
        }
        Value::Scalar { .. } => {}
        Value::Sequence(items) => items.iter().for_each(|item| look(text, item, item.range.start, found)),
        Value::Mapping(entries) => {
            entries.iter().for_each(|entry| look(text, &entry.value, entry.key_range.end, found));
        }
    }
}

/// The comment right behind `end`, if it begins with a word.
fn comment(text: &str, end: usize) -> Option<Range<usize>> {
    let rest = text.get(end..)?;
    let behind = rest.trim_start_matches([':', ' ', '\t']);
    let words = behind.strip_prefix('#')?;
    let start = end + rest.len() - behind.len();
    // Only now to the line's end: a line may have thousands of values.
    let line = behind.split(['\n', '\r']).next()?;
    words.starts_with(char::is_alphanumeric).then(|| start..start + line.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::like_words;
    use crate::parse::yaml::tree;

    #[test]
    fn a_word_right_behind_the_sign_is_hardly_a_comment() {
        let check = |text: &str, expected: &[&str]| {
            let tree = tree(text).expect("valid");
            let found: Vec<&str> = like_words(text, &tree).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("title: Họp #5 lần\nnote: #năm2023\r\nseed: a.txt\n", &["#5 lần", "#năm2023"]);
        check("a: [b, c] #d\nb:\n  - c #1\n  - d: e #2", &["#1", "#2"]);
        check("\u{feff}a: b #c", &["#c"]);
        check("a: b # c\nb: # c\n# c\nc: '#1'\nd: \"a\" #b\ne: f#1\ng: h ##\n#1\n", &[]);
        check("a:\n  #1\n  b: c\n", &[]);
    }
}

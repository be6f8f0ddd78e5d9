//! Items of lists that YAML takes for words of the item before them.

use super::{Node, Value};
use std::ops::Range;

/// Where a line within a value without quotes begins with `- `, as an item of a list does that is indented more than the one before. Half-open
/// byte offsets into `text`, of which `tree` is, from the hyphen up to the end of the line.
pub fn in_values(text: &str, tree: &Node) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    look(text, tree, &mut found);
    found
}

fn look(text: &str, node: &Node, found: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Scalar { plain: true, .. } => {
            let Some(value) = text.get(node.range.clone()) else { return };
            let mut start = node.range.start;
            for line in value.split_inclusive('\n') {
                let words = line.trim_start_matches([' ', '\t']);
                let at = start + line.len() - words.len();
                let is_first = start == node.range.start;
                if !is_first && words.starts_with("- ") {
                    found.push(at..at + words.trim_end().len());
                }
                start += line.len();
            }
        }
        Value::Scalar { .. } => {}
        Value::Sequence(items) => items.iter().for_each(|item| look(text, item, found)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| look(text, &entry.value, found)),
    }
}

#[cfg(test)]
mod tests {
    use super::in_values;
    use crate::parse::yaml::tree;

    #[test]
    fn an_item_that_is_indented_more_is_none() {
        let check = |text: &str, expected: &[&str]| {
            let tree = tree(text).expect("valid");
            let found: Vec<&str> = in_values(text, &tree).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("aliases:\n- Ông C\n - Bà C\n\n  - Cô D\r\ntitle: A\n", &["- Bà C", "- Cô D"]);
        check("title: A\n  - b\n", &["- b"]);
        check("a:\n- b\n- - c\nd: e -\n  f\ng: >\n  h\n  - i\nj: 'k\n  - l'\nm: n\n  -o\n", &[]);
    }
}

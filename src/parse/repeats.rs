//! Items that a list holds twice.

use super::yaml::{Node, Value};
use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// The key whose value the checker leaves to themes, whose lists may say what they like; and that of questions, of which those that are
/// alike are told to be.
const PASSED_OVER: [&str; 2] = ["extra", "self_test"];

/// An item that stands in the same list before.
#[derive(Debug, PartialEq, Eq)]
pub struct Repeated<'a> {
    /// The key of the list.
    pub key: &'a str,
    /// Its text; none if it has keys of its own.
    pub text: Option<&'a str>,
    /// Where the later one stands: half-open byte offsets into the text of the tree.
    pub range: Range<usize>,
}

/// Items of lists in `tree` that say the same as one before them, in order; but for those below `extra` and `self_test`.
pub fn repeated(tree: &Node) -> Vec<Repeated<'_>> {
    let mut found = Vec::new();
    look(tree, "", &mut found);
    found
}

fn look<'a>(node: &'a Node, key: &'a str, found: &mut Vec<Repeated<'a>>) {
    match &node.value {
        Value::Scalar { .. } => {}
        Value::Sequence(items) => {
            let mut seen = HashSet::new();
            for item in items {
                let text = match &item.value {
                    Value::Scalar { text, .. } => Some(text.as_str()),
                    _ => None,
                };
                if items.len() > 1 && !item.is_null() && !seen.insert(Said(item)) {
                    found.push(Repeated { key, text, range: item.range.clone() });
                }
                look(item, key, found);
            }
        }
        Value::Mapping(entries) => {
            let entries = entries.iter().filter(|entry| !PASSED_OVER.contains(&entry.key.as_str()));
            entries.for_each(|entry| look(&entry.value, &entry.key, found));
        }
    }
}

/// A node by what it says, wherever it stands and whether it is in quotes.
struct Said<'a>(&'a Node);

impl PartialEq for Said<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0.value, &other.0.value) {
            (Value::Scalar { text: one, .. }, Value::Scalar { text: two, .. }) => one == two,
            (Value::Sequence(one), Value::Sequence(two)) => one.iter().map(Said).eq(two.iter().map(Said)),
            (Value::Mapping(one), Value::Mapping(two)) => {
                one.len() == two.len()
                    && one
                        .iter()
                        .zip(two)
                        .all(|(one, two)| one.key == two.key && Said(&one.value) == Said(&two.value))
            }
            _ => false,
        }
    }
}

impl Eq for Said<'_> {}

impl Hash for Said<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0.value {
            Value::Scalar { text, .. } => text.hash(state),
            Value::Sequence(items) => items.iter().for_each(|item| Said(item).hash(state)),
            Value::Mapping(entries) => entries.iter().for_each(|entry| {
                entry.key.hash(state);
                Said(&entry.value).hash(state);
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::repeated;
    use crate::parse::yaml::tree;

    #[test]
    fn what_a_list_says_twice_is_found_where_it_stands_again() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let tree = tree(text).expect("valid");
            let found: Vec<(&str, &str)> =
                repeated(&tree).into_iter().map(|r| (r.key, &text[r.range])).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("topics: [a, b, 'a', B, a]", &[("topics", "'a'"), ("topics", "a")]);
        check("a: [{b: [c, c], d: e}]", &[("b", "c")]);
        check("a: [{b: c, d: e}, {b: c}, {b: c, d: e}]", &[("a", "{b: c, d: e}")]);
        check("a: [x]\nb: [x]\nc: x\nd: x", &[]);
        check("a: [[x, y], [x, y], [xy], [x, {y: x}]]", &[("a", "[x, y]")]);
        check("a:\n  -\n  -\nextra:\n  b: [c, c]\n", &[]);
    }
}

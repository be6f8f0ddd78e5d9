//! The one home of YAML: reads a mapping into a type, and knows where in the file each value stands.
//!
//! `granit-parser` gives a tree with byte offsets, in which duplicate keys are seen and against which the schema is checked; `serde`
//! then makes the typed value of the same tree. A text beginning with a byte-order mark is read without it.

pub mod comments;
pub mod lists;
mod mistakes;
mod tree;
mod values;

pub use tree::tree;
pub use values::Plain;

use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::ops::Range;

/// A value, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Half-open byte offsets into the text.
    pub range: Range<usize>,
    /// The value.
    pub value: Value,
}

/// A YAML value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A scalar: its text, and whether it was written without quotes.
    Scalar {
        /// The text, escapes resolved.
        text: String,
        /// Without quotes: may mean a number, a truth value or nothing.
        plain: bool,
    },
    /// Items in order.
    Sequence(Vec<Node>),
    /// Entries in order.
    Mapping(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_range: Range<usize>,
    /// The value.
    pub value: Node,
}

/// What a text is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Byte offset into the text.
    pub at: usize,
    /// What is wrong, in words for authors.
    pub message: String,
    /// What would mend it.
    pub hint: Option<String>,
}

/// Reads `text` into `T`.
///
/// # Errors
/// As [`tree()`] and [`value`].
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, SyntaxError> {
    value(&tree(text)?)
}

/// Makes `T` of a tree, once it has been found to have the right shape.
///
/// # Errors
/// The first value that does not fit.
pub fn value<T: DeserializeOwned>(tree: &Node) -> Result<T, SyntaxError> {
    let read = |skips_nulls| T::deserialize(values::Reader { node: tree, skips_nulls });
    // A key without a value counts as left out, which serde does not know of lists and mappings.
    read(false).or_else(|error| {
        read(true).map_err(|_| SyntaxError {
            at: error.at.unwrap_or(tree.range.start),
            message: error.message,
            hint: None,
        })
    })
}

impl Node {
    /// Whether it means nothing: a plain scalar such as `~`, or none at all.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if Plain::of(text) == Plain::Null)
    }

    /// The value of `key`, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Mapping(entries) => entries.iter().find(|e| e.key == key).map(|e| &e.value),
            _ => None,
        }
    }

    /// The value of `key`, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        match &mut self.value {
            Value::Mapping(entries) => entries.iter_mut().find(|e| e.key == key).map(|e| &mut e.value),
            _ => None,
        }
    }

    /// The innermost map that holds this stretch.
    pub fn map_around(&self, range: &Range<usize>) -> Option<&Node> {
        let holds = |node: &&Node| node.range.start <= range.start && range.end <= node.range.end;
        let (mut map, mut node) = (None, Some(self).filter(holds));
        while let Some(outer) = node {
            node = match &outer.value {
                Value::Scalar { .. } => None,
                Value::Sequence(items) => items.iter().find(holds),
                Value::Mapping(entries) => {
                    map = Some(outer);
                    entries.iter().map(|entry| &entry.value).find(holds)
                }
            };
        }
        map
    }

    /// Where `key` itself stands, if this is a mapping that has it.
    pub fn key_place(&self, key: &str) -> Option<&Range<usize>> {
        match &self.value {
            Value::Mapping(entries) => entries.iter().find(|e| e.key == key).map(|e| &e.key_range),
            _ => None,
        }
    }

    /// The item at `index`, if this is a sequence that has it.
    pub fn item(&self, index: usize) -> Option<&Node> {
        match &self.value {
            Value::Sequence(items) => items.get(index),
            _ => None,
        }
    }

    /// Where the value at `path` stands (`relations[0].target` is `["relations", 0, "target"]`); the nearest value
    /// above it that exists, if it does not.
    pub fn place(&self, path: &[Step<'_>]) -> Range<usize> {
        let mut node = self;
        for step in path {
            match node.step(*step) {
                Some(next) => node = next,
                None => break,
            }
        }
        node.range.clone()
    }

    /// The value at `path`, if there is one.
    pub fn find(&self, path: &[Step<'_>]) -> Option<&Node> {
        path.iter().try_fold(self, |node, step| node.step(*step))
    }

    fn step(&self, step: Step<'_>) -> Option<&Node> {
        match step {
            Step::Key(key) => self.get(key),
            Step::Index(index) => self.item(index),
        }
    }

    /// Keys that stand twice in one mapping, here or below: the key, where it first stood, where again.
    pub fn duplicates(&self) -> Vec<(String, Range<usize>, Range<usize>)> {
        let mut found = Vec::new();
        self.find_duplicates(&mut found);
        found
    }

    fn find_duplicates(&self, found: &mut Vec<(String, Range<usize>, Range<usize>)>) {
        match &self.value {
            Value::Scalar { .. } => {}
            Value::Sequence(items) => items.iter().for_each(|item| item.find_duplicates(found)),
            Value::Mapping(entries) => {
                let mut seen: BTreeMap<&str, &Range<usize>> = BTreeMap::new();
                for entry in entries {
                    if let Some(first) = seen.insert(&entry.key, &entry.key_range) {
                        found.push((entry.key.clone(), first.clone(), entry.key_range.clone()));
                    }
                    entry.value.find_duplicates(found);
                }
            }
        }
    }
}

/// A step from a value to one inside it.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// To the value of a key.
    Key(&'a str),
    /// To an item, from 0.
    Index(usize),
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(key: &'a str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_byte_offsets_of_values() {
        let text = "\u{feff}tên: Kết luận\nlist:\n  - a: 1\n";
        let node = tree(text).expect("valid");
        let place = |path: &[Step<'_>]| &text[node.place(path)];
        assert_eq!(place(&["tên".into()]), "Kết luận");
        assert_eq!(place(&["list".into(), 0.into(), "a".into()]), "1");
    }

    #[test]
    fn duplicate_keys_are_found_at_any_depth() {
        let node = tree("a: 1\nb:\n  - {c: 1, c: 2}\na: 2\n").expect("valid");
        let keys: Vec<String> = node.duplicates().into_iter().map(|d| d.0).collect();
        assert_eq!(keys, ["c", "a"]);
    }

    #[test]
    fn nothing_is_an_empty_mapping() {
        for text in ["", "\n\n", "# a remark\n", "~"] {
            assert_eq!(tree(text).expect("valid").value, Value::Mapping(Vec::new()), "{text:?}");
        }
    }
}

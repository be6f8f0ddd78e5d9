//! The texts that authors write, whatever the field: every value of a metadata file, and the Markdown below front matter.

use super::file::front_matter;
use super::yaml::{self, Node, Value};
use crate::diagnostic::Location;

/// A text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The key it stands below; `body` for the Markdown below front matter.
    pub key: String,
    /// The key around that one, as `quotes` around `text`; empty at the top.
    pub parent: String,
    /// The text, as the format understands it.
    pub text: String,
    /// Where: for a value, with its quotes.
    pub at: Location,
}

/// The texts of one file in order: YAML, or Markdown with front matter when `file` ends in `.md`. A file that cannot be
/// read, which has been reported, has none.
pub fn written(file: &str, text: &str) -> Vec<Written> {
    let mut found = Vec::new();
    let (yaml, body) = match file.ends_with(".md").then(|| front_matter(file, text)) {
        None => (0..text.len(), None),
        Some(Ok((yaml, body))) => (yaml, Some(body)),
        Some(Err(_)) => return found,
    };
    let shift = yaml.start;
    if let Ok(tree) = yaml::tree(&text[yaml]) {
        found = of_tree(file, &tree, shift);
    }
    if let Some(body) = body {
        let text = text[body.clone()].to_owned();
        let at = Location::new(file, body);
        found.push(Written { key: "body".to_owned(), parent: String::new(), text, at });
    }
    found
}

/// The texts of a tree, whose offsets are moved by `shift` bytes.
pub(super) fn of_tree(file: &str, tree: &Node, shift: usize) -> Vec<Written> {
    let mut found = Vec::new();
    collect(tree, "", "", &mut |parent, key, node, text| {
        let at = Location::new(file, node.range.start + shift..node.range.end + shift);
        found.push(Written { key: key.to_owned(), parent: parent.to_owned(), text: text.to_owned(), at });
    });
    found
}

fn collect(node: &Node, parent: &str, key: &str, found: &mut impl FnMut(&str, &str, &Node, &str)) {
    match &node.value {
        Value::Scalar { text, .. } => found(parent, key, node, text),
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, parent, key, found)),
        Value::Mapping(entries) => {
            // What stands below `extra` means what a theme makes of it.
            for entry in entries.iter().filter(|entry| entry.key != "extra") {
                collect(&entry.value, key, &entry.key, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, text: &str, expected: &[&str]) {
        let found = written(file, text);
        let shown: Vec<String> =
            found.iter().map(|w| format!("{} {:?} {:?}", w.key, w.text, &text[w.at.range.clone()])).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn every_value_and_the_body_are_found() {
        check(
            "a.md",
            "---\ntitle: 'A'\npoints:\n  - quotes: [b, c]\n---\nText\n",
            &[r#"title "A" "'A'""#, r#"quotes "b" "b""#, r#"quotes "c" "c""#, r#"body "Text\n" "Text\n""#],
        );
        check("a.yaml", "url: https://a.example/\n", &[r#"url "https://a.example/" "https://a.example/""#]);
    }

    #[test]
    fn what_cannot_be_read_has_none() {
        check("a.md", "no front matter", &[]);
        check("a.yaml", "a: [", &[]);
    }
}

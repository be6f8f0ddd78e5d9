//! The texts that authors write, whatever the field: every value of a metadata file, and the Markdown below front matter.

use super::file::front_matter;
use super::yaml::{self, Node, Value};
use crate::diagnostic::Location;

/// A text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The key it stands below; `body` for the Markdown below front matter.
    pub key: String,
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
        collect(&tree, "", &mut |key, node, text| {
            let at = Location::new(file, node.range.start + shift..node.range.end + shift);
            found.push(Written { key: key.to_owned(), text: text.to_owned(), at });
        });
    }
    if let Some(body) = body {
        let text = text[body.clone()].to_owned();
        found.push(Written { key: "body".to_owned(), text, at: Location::new(file, body) });
    }
    found
}

fn collect(node: &Node, key: &str, found: &mut impl FnMut(&str, &Node, &str)) {
    match &node.value {
        Value::Scalar { text, .. } => found(key, node, text),
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, key, found)),
        Value::Mapping(entries) => entries.iter().for_each(|e| collect(&e.value, &e.key, found)),
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

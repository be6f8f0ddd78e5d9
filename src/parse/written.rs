//! The texts that authors write, whatever the field: every value of a metadata file, and the Markdown below front matter.

use super::file::{front_matter, parts};
use super::yaml::{self, Node, Value};
use crate::diagnostic::Location;
use crate::snapshot::{File, Snapshot};
use std::borrow::Cow;
use std::ops::Range;

/// A text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<'a> {
    /// The key it stands below; `body` for the Markdown below front matter.
    pub key: Cow<'a, str>,
    /// The key around that one, as `quotes` around `text`; empty at the top.
    pub parent: Cow<'a, str>,
    /// The text, as the format understands it.
    pub text: Cow<'a, str>,
    /// Where, in bytes of the file: for a value, with its quotes.
    pub range: Range<usize>,
}

impl Written<'_> {
    /// Where it stands in `file`, whose text it is.
    pub fn at(&self, file: &str) -> Location {
        Location::new(file, self.range.clone())
    }

    fn into_owned(self) -> Written<'static> {
        Written {
            key: self.key.into_owned().into(),
            parent: self.parent.into_owned().into(),
            text: self.text.into_owned().into(),
            range: self.range,
        }
    }
}

/// The texts of one file in order: YAML, or Markdown with front matter when `file` ends in `.md`. A file that cannot be
/// read, which has been reported, has none.
pub fn written<'a>(file: &str, text: &'a str) -> Vec<Written<'a>> {
    let mut found = Vec::new();
    let (yaml, body) = match file.ends_with(".md").then(|| front_matter(file, text)) {
        None => (0..text.len(), None),
        Some(Ok((yaml, body))) => (yaml, Some(body)),
        Some(Err(_)) => return found,
    };
    let shift = yaml.start;
    if let Ok(tree) = yaml::tree(&text[yaml]) {
        found = of_tree(&tree, shift).into_iter().map(Written::into_owned).collect();
    }
    found.extend(body.map(|body| of_body(text, body)));
    found
}

/// The portal's own file.
const FILE: &str = "portal.yaml";

/// Where in `portal.yaml` the text of `part` below `key` stands, or the item `part` of the list `key`; the key, if neither is there.
pub fn portal_part(snapshot: &Snapshot, key: &str, part: &str) -> Location {
    let Some(File::Text(text)) = snapshot.get(FILE) else { return snapshot.portal_key(key) };
    let is_it = |w: &Written<'_>| {
        w.parent == key && w.key == part || w.parent.is_empty() && w.key == key && w.text == part
    };
    let found = written(FILE, text).into_iter().find(is_it);
    found.map_or_else(|| snapshot.portal_key(key), |written| written.at(FILE))
}

/// Where in `portal.yaml` the entry `name` of the map `key` stands; `key` itself, if it is not there.
pub fn portal_entry(snapshot: &Snapshot, key: &str, name: &str) -> Placed {
    let value = portal_part(snapshot, key, name);
    let entries = || {
        let Some(File::Text(text)) = snapshot.get(FILE) else { return None };
        Some(yaml::tree(text).ok()?.get(key)?.key_place(name)?.clone())
    };
    let key = entries().map_or_else(|| value.clone(), |range| Location::new(FILE, range));
    Placed { key, value }
}

/// The maps of a metadata file.
#[derive(Debug)]
pub struct Maps {
    /// None if the file cannot be read.
    tree: Option<Node>,
    shift: usize,
    length: usize,
}

impl Maps {
    /// Those of the file `file`.
    pub fn new(file: &str, content: &File) -> Self {
        let yaml = match content {
            File::Text(text) => parts(file, text).map(|(yaml, _)| (&text[yaml.clone()], yaml.start)),
            _ => None,
        };
        let tree = yaml.and_then(|(yaml, _)| yaml::tree(yaml).ok());
        Self { tree, shift: yaml.map_or(0, |(_, start)| start), length: content.len() }
    }

    /// Where the innermost map stands that holds the stretch `at`; the whole file, if none does.
    pub fn around(&self, at: &Range<usize>) -> Range<usize> {
        let map = || {
            let at = at.start.checked_sub(self.shift)?..at.end.checked_sub(self.shift)?;
            let range = &self.tree.as_ref()?.map_around(&at)?.range;
            Some(range.start + self.shift..range.end + self.shift)
        };
        map().unwrap_or(0..self.length)
    }
}

/// Where a key stands, and where its value does.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The key.
    pub key: Location,
    /// Its value.
    pub value: Location,
}

impl Placed {
    /// For what is told nowhere.
    pub fn nowhere() -> Self {
        let place = Location::new(FILE, 0..0);
        Self { key: place.clone(), value: place }
    }
}

/// The texts of a tree, whose offsets are moved by `shift` bytes.
pub(super) fn of_tree(tree: &Node, shift: usize) -> Vec<Written<'_>> {
    let mut found = Vec::new();
    collect(tree, ["", ""], &mut |[parent, key], node, text| {
        let range = node.range.start + shift..node.range.end + shift;
        found.push(Written { key: key.into(), parent: parent.into(), text: text.into(), range });
    });
    found
}

/// The Markdown that stands at `body` of a file's text.
pub(super) fn of_body(text: &str, body: Range<usize>) -> Written<'_> {
    let markdown = &text[body.clone()];
    Written { key: "body".into(), parent: "".into(), text: markdown.into(), range: body }
}

/// Tells every text at and below `node` with the keys that it stands below, the nearest last.
///
/// Both keys are handed on as one value: of two, rustc 1.95 with optimisation hands on an empty `parent` for ever.
fn collect<'a>(node: &'a Node, keys: [&'a str; 2], found: &mut impl FnMut([&'a str; 2], &'a Node, &'a str)) {
    match &node.value {
        Value::Scalar { text, .. } => found(keys, node, text),
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, keys, found)),
        Value::Mapping(entries) => {
            // What stands below `extra` means what a theme makes of it.
            for entry in entries.iter().filter(|entry| entry.key != "extra") {
                collect(&entry.value, [keys[1], &entry.key], found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, text: &str, expected: &[&str]) {
        let found = written(file, text);
        let shown: Vec<String> = found
            .iter()
            .map(|w| format!("{}/{} {:?} {:?}", w.parent, w.key, w.text, &text[w.range.clone()]))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn every_value_and_the_body_are_found() {
        check(
            "a.md",
            "---\ntitle: 'A'\npoints:\n  - quotes: [b, c]\n---\nText\n",
            &[
                r#"/title "A" "'A'""#,
                r#"points/quotes "b" "b""#,
                r#"points/quotes "c" "c""#,
                r#"/body "Text\n" "Text\n""#,
            ],
        );
        check("a.yaml", "url: https://a.example/\n", &[r#"/url "https://a.example/" "https://a.example/""#]);
        check("a.yaml", "a:\n  b:\n    c: d\n", &[r#"b/c "d" "d""#]);
    }

    #[test]
    fn what_cannot_be_read_has_none() {
        check("a.md", "no front matter", &[]);
        check("a.yaml", "a: [", &[]);
    }
}

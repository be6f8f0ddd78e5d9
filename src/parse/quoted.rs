//! Typographic quotation marks around a value, which YAML keeps as a part of it.

use super::yaml::{Node, Value};
use std::ops::Range;

/// Pairs of marks, as languages set them: “English”, „German“, «French», ‘single’.
const PAIRS: [(char, &[char]); 5] =
    [('“', &['”']), ('„', &['“', '”']), ('«', &['»']), ('»', &['«']), ('‘', &['’'])];

/// Keys whose values are names, IDs, words of the format, numbers and dates: no quotation mark can be meant as a part of one.
const PLAIN: [&str; 40] = [
    "aliases",
    "article",
    "at",
    "base_url",
    "basis",
    "chair",
    "date",
    "document",
    "documents",
    "draft",
    "events",
    "expansion",
    "formats",
    "headings",
    "id",
    "issued",
    "issuer",
    "kind",
    "language",
    "lines",
    "menu",
    "name",
    "number",
    "order",
    "organisation",
    "organiser",
    "parent",
    "part_of_day",
    "people",
    "published",
    "publisher",
    "see",
    "seed",
    "sha256",
    "siglum",
    "site",
    "target",
    "term",
    "terms",
    "topics",
];

/// A value in typographic quotation marks.
#[derive(Debug, PartialEq, Eq)]
pub struct Quoted<'a> {
    /// The value, with its marks.
    pub text: &'a str,
    /// What stands between them.
    pub inner: &'a str,
    /// Where it stands: half-open byte offsets into the text of the tree.
    pub range: Range<usize>,
}

/// The values in `tree`, written without straight quotes, that stand in typographic ones and cannot be meant so, in order.
pub fn quoted(tree: &Node) -> Vec<Quoted<'_>> {
    let mut found = Vec::new();
    look(tree, "", &mut found);
    found
}

/// What stands between the typographic quotation marks around a text, if it has no others.
pub fn inner(text: &str) -> Option<&str> {
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let is_pair = PAIRS.iter().any(|(open, close)| *open == first && close.contains(&last));
    let inner = text.strip_prefix(first)?.strip_suffix(last).filter(|_| is_pair)?;
    let is_mark = |c: char| PAIRS.iter().any(|(open, close)| *open == c || close.contains(&c));
    // An apostrophe is no second mark.
    let has_more = inner.chars().any(|c| is_mark(c) && c != '’');
    Some(inner.trim()).filter(|inner| !has_more && !inner.is_empty())
}

fn look<'a>(node: &'a Node, key: &str, found: &mut Vec<Quoted<'a>>) {
    match &node.value {
        Value::Scalar { text, plain: true } if PLAIN.contains(&key) => {
            let range = node.range.clone();
            found.extend(inner(text).map(|inner| Quoted { text, inner, range }));
        }
        Value::Scalar { .. } => {}
        Value::Sequence(items) => items.iter().for_each(|item| look(item, key, found)),
        Value::Mapping(entries) => {
            for entry in entries.iter().filter(|entry| entry.key != "extra") {
                // What a source says of a field is that field's value.
                look(&entry.value, if entry.key == "value" { key } else { &entry.key }, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::file::schema;
    use crate::parse::metadata::{
        Article, Document, Event, Glossary, Organisation, Page, Person, Portal, Publisher, Topic,
    };
    use crate::parse::yaml::tree;

    #[test]
    fn marks_around_a_whole_value_are_found() {
        for (text, expected) in [
            ("“lò gốm”", Some("lò gốm")),
            ("„a“", Some("a")),
            ("« a »", Some("a")),
            ("‘d’a’", Some("d’a")),
            ("“a” và “b”", None),
            ("“a", None),
            ("“”", None),
            ("”a“", None),
            ("\"a\"", None),
            ("“", None),
            ("", None),
        ] {
            assert_eq!(inner(text), expected, "{text}");
        }
    }

    #[test]
    fn every_key_is_one_of_the_format() {
        let schemas = [
            schema::<Article>(),
            schema::<Document>(),
            schema::<Event>(),
            schema::<Glossary>(),
            schema::<Organisation>(),
            schema::<Page>(),
            schema::<Person>(),
            schema::<Portal>(),
            schema::<Publisher>(),
            schema::<Topic>(),
        ];
        let all = schemas.map(|schema| schema.to_string()).concat();
        for key in PLAIN {
            assert!(all.contains(&format!("\"{key}\":{{")), "{key}");
        }
    }

    #[test]
    fn values_that_may_be_meant_so_are_passed_over() {
        let check = |text: &str, expected: &[&str]| {
            let tree = tree(text).expect("valid");
            let found: Vec<&str> = quoted(&tree).into_iter().map(|one| one.inner).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("name: “A”\naliases: [“B”, C]\nterms:\n  - “D”\n", &["A", "B", "D"]);
        check("date:\n  - {value: “2023”, article: “a”, quote: “b”}\n", &["2023", "a"]);
        check("title: “A”\ntext: “B”\nname: '“C”'\nextra: {name: “D”}\nplace: [{value: “E”}]\n", &[]);
    }
}

//! Metadata: any bytes are read as each kind of metadata file, with places in the file or a diagnostic that has one.

#![no_main]

use khue::parse::file::{parse, schema};
use khue::parse::metadata::{Article, Document, Event, Glossary, Organisation, Page, Person, Portal, Topic};
use khue::parse::yaml::{Node, Value, tree};
use khue::snapshot::File;
use libfuzzer_sys::fuzz_target;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::ops::Range;
use std::sync::LazyLock;

fn lies_in(text: &[u8], range: &Range<usize>) {
    assert!(range.start <= range.end && range.end <= text.len(), "{range:?} of {}", text.len());
    if let Ok(text) = std::str::from_utf8(text) {
        assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "{range:?}");
    }
}

fn look(text: &str, node: &Node, depth: usize) {
    assert!(depth <= 101, "deeper than is allowed");
    lies_in(text.as_bytes(), &node.range);
    match &node.value {
        Value::Scalar { .. } => {}
        Value::Sequence(items) => items.iter().for_each(|item| look(text, item, depth + 1)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| {
            lies_in(text.as_bytes(), &entry.key_range);
            look(text, &entry.value, depth + 1);
        }),
    }
}

fn read<T: DeserializeOwned + JsonSchema + std::fmt::Debug>(
    file: &str,
    bytes: &[u8],
    schema: &serde_json::Value,
) {
    let content = File::from(bytes.to_vec());
    let outcome = parse::<T>("x", file, &content, schema);
    assert!(outcome.value.is_some() || !outcome.diagnostics.is_empty(), "neither a value nor a reason");
    for diagnostic in &outcome.diagnostics {
        let place = diagnostic.location.as_ref().expect("a mistake in a file has a place");
        assert_eq!(place.file, file);
        match std::str::from_utf8(bytes) {
            Ok(_) => lies_in(bytes, &place.range),
            Err(_) => assert!(place.range.end <= bytes.len()),
        }
        assert!(!diagnostic.message.is_empty());
    }
    let again = parse::<T>("x", file, &content, schema);
    assert_eq!(again.diagnostics, outcome.diagnostics, "twice the same");
    if let Some(parsed) = outcome.value {
        let text = std::str::from_utf8(bytes).expect("only text has a value");
        for written in parsed.written() {
            lies_in(text.as_bytes(), &written.range);
        }
        lies_in(text.as_bytes(), &parsed.body.clone().unwrap_or(0..0));
    }
}

macro_rules! kinds {
    ($bytes:ident, $kind:expr, $($number:literal $type:ty, $file:literal;)*) => {
        match $kind {
            $($number => {
                static SCHEMA: LazyLock<serde_json::Value> = LazyLock::new(schema::<$type>);
                read::<$type>($file, $bytes, &SCHEMA);
            })*
            _ => {}
        }
    };
}

fuzz_target!(|input: &[u8]| {
    let Some((kind, bytes)) = input.split_first() else { return };
    if let Ok(text) = std::str::from_utf8(bytes) {
        let once = tree(text);
        assert_eq!(once, tree(text), "twice the same");
        match once {
            Ok(node) => look(text, &node, 0),
            Err(error) => lies_in(bytes, &(error.at..error.at)),
        }
    }
    kinds! { bytes, kind.wrapping_sub(b'0'),
        0 Article, "a.yaml";
        1 Document, "a.yaml";
        2 Event, "a.yaml";
        3 Person, "a.yaml";
        4 Organisation, "a.yaml";
        5 Topic, "a.md";
        6 Page, "a.md";
        7 Portal, "portal.yaml";
        8 Glossary, "a.yaml";
    }
});

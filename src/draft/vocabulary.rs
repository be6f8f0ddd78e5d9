//! The words of web pages, read from `vocabulary.txt` beside this file.

use crate::parse::metadata::OmitKind;
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How a phrase has to stand in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// It is all of the line, decoration and a count in brackets aside.
    Whole,
    /// The line begins with it.
    Start,
    /// It stands in the line.
    Within,
}

/// Phrases that tell what a line is.
#[derive(Debug)]
pub struct Row {
    /// What it is.
    pub kind: OmitKind,
    /// How they stand.
    pub at: At,
    /// Whether the lines below belong to it, until something else begins.
    pub opens: bool,
    /// The most words that such a line has.
    pub most: usize,
    /// The phrases.
    pub phrases: Vec<&'static str>,
}

/// All words.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// The first row that fits counts.
    pub rows: Vec<Row>,
    lists: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Vocabulary {
    /// The phrases of the list called `name`; none if there is no such list, which a test excludes.
    pub fn list(&self, name: &str) -> &[&'static str] {
        self.lists.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The words of web pages.
pub static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| read(include_str!("vocabulary.txt")));

fn read(text: &'static str) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    let mut list = "";
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix("== ") {
            let words: Vec<&'static str> = head.split(' ').collect();
            list = words[0];
            vocabulary.rows.extend(row(&words));
            if words.len() == 1 {
                vocabulary.lists.insert(list, Vec::new());
            }
            continue;
        }
        let phrases = line.split(" | ").map(str::trim);
        match (vocabulary.lists.get_mut(list), vocabulary.rows.last_mut()) {
            (Some(list), _) => list.extend(phrases),
            (None, Some(row)) => row.phrases.extend(phrases),
            (None, None) => {}
        }
    }
    vocabulary
}

fn row(head: &[&str]) -> Option<Row> {
    let (first, rest) = head.split_first()?;
    let (at, rest) = rest.split_first()?;
    let kind = OmitKind::deserialize(StrDeserializer::<'_, Error>::new(first)).ok()?;
    let at = match *at {
        "whole" => At::Whole,
        "start" => At::Start,
        _ => At::Within,
    };
    let most = rest.last()?.parse().ok()?;
    Some(Row { kind, at, opens: rest.contains(&"opens"), most, phrases: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::lower_tone;

    #[test]
    fn every_phrase_is_written_as_lines_are_folded() {
        let rows = VOCABULARY.rows.iter().flat_map(|row| &row.phrases);
        for phrase in rows.chain(VOCABULARY.lists.values().flatten()) {
            assert_eq!(lower_tone(phrase), **phrase);
            assert!(!phrase.is_empty());
        }
    }

    #[test]
    fn every_head_is_understood() {
        let heads = include_str!("vocabulary.txt").lines().filter(|line| line.starts_with("== ")).count();
        assert_eq!(VOCABULARY.rows.len() + VOCABULARY.lists.len(), heads);
        assert!(VOCABULARY.rows.iter().all(|row| row.most > 0 && !row.phrases.is_empty()));
        for name in [
            "lists",
            "fields",
            "counters",
            "credits",
            "agencies",
            "scenes",
            "persons",
            "actions",
            "headings",
            "honorifics",
            "date_words",
            "meetings",
            "answers",
        ] {
            assert!(!VOCABULARY.list(name).is_empty(), "{name}");
        }
    }
}

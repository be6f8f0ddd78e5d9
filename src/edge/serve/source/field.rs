//! Finds the field of a metadata file, or the line of its Markdown, from which words on a page come.

use crate::parse::clean::folded;
use crate::parse::yaml::{self, Node, Value};
use crate::render::strings::Strings;
use crate::text::fold::lower_tone;
use crate::text::words::{line_number, one_line};
use std::collections::BTreeSet;
use std::ops::Range;

/// Labels of identity cards whose field has another name.
const NAMES: &[(&str, &str)] = &[
    ("doc_kind", "type"),
    ("subject", "title"),
    ("title_field", "title"),
    ("orig_url", "url"),
    ("seed_file", "seed"),
    ("copy_note", "note"),
    ("role", "roles"),
    ("fulltext", "title"),
];

/// Places of one kind to offer.
const MOST: usize = 3;
/// A match that is worth less is none.
const LEAST: u32 = 45;

/// The fields that a label may stand for.
pub fn label(strings: &Strings, label: &str) -> Vec<String> {
    let label = folded(label);
    if label.is_empty() {
        return Vec::new();
    }
    let words = serde_json::to_value(strings).unwrap_or_default();
    let keys = words.as_object().into_iter().flatten();
    let keys = keys.filter(|(_, word)| word.as_str().is_some_and(|word| folded(word) == label));
    let field = |key: &String| {
        NAMES.iter().find(|(name, _)| name == key).map_or(key.clone(), |(_, field)| (*field).to_owned())
    };
    keys.map(|(key, _)| field(key)).collect()
}

/// The lines, from 1, where `words` may come from, and why; those of the fields `labelled` first.
pub fn find(path: &str, text: &str, labelled: &[String], words: &str) -> Vec<(usize, String)> {
    let (yaml, body) = parts(path, text);
    let words = plain(words);
    let mut found: Vec<(u32, usize, String)> = Vec::new();
    let mut add = |score: u32, at: usize, why: String| found.push((score, line_number(text, at), why));
    if let Ok(tree) = yaml::tree(&text[yaml.clone()]) {
        for (name, range, value) in scalars(&tree) {
            let start = range.start + yaml.start;
            let is_labelled = labelled.iter().any(|field| name.split(['.', '[']).next() == Some(field));
            let likeness = likeness(&plain(&value), &words);
            // Of a fact with several versions the value, rather than who says so.
            let is_value = name.ends_with(".value") || !name.contains('.');
            let score = match (is_labelled, is_value) {
                (true, true) => 140 + likeness,
                (true, false) => 100 + likeness,
                (false, _) => likeness,
            };
            if score >= LEAST {
                add(score, start, format!("`{name}`"));
            }
        }
    }
    let mut at = body.start;
    for one in text[body].split_inclusive('\n') {
        let likeness = likeness(&plain(one), &words);
        if likeness >= LEAST {
            add(likeness, at, "the text".to_owned());
        }
        at += one.len();
    }
    // The best first; of equals, as they stand.
    found.sort_by_key(|(score, line, _)| (std::cmp::Reverse(*score), *line));
    let best = found.first().map_or(0, |(score, ..)| *score);
    let worth = found.into_iter().filter(|(score, ..)| *score + 30 >= best);
    worth.map(|(_, line, why)| (line, why)).take(MOST).collect()
}

/// The line of a key at the top of a file.
pub fn top(path: &str, text: &str, key: &str) -> Option<usize> {
    let (yaml, _) = parts(path, text);
    let tree = yaml::tree(&text[yaml.clone()]).ok()?;
    tree.get(key).map(|node| line_number(text, node.range.start + yaml.start))
}

/// The line and the key of a word of the interface.
pub fn word(text: &str, wanted: &str) -> Option<(usize, String)> {
    let tree = yaml::tree(text).ok()?;
    let Value::Mapping(entries) = &tree.value else { return None };
    // Of long texts only the beginning is asked for.
    let is_long = wanted.chars().count() > 60;
    let is_word = |text: &str| text == wanted || is_long && text.starts_with(wanted);
    let is_it = |node: &Node| matches!(&node.value, Value::Scalar { text, .. } if is_word(&folded(text)));
    let entry = entries.iter().find(|entry| is_it(&entry.value))?;
    Some((line_number(text, entry.key_range.start), entry.key.clone()))
}

/// Where the YAML and where the Markdown stands.
fn parts(path: &str, text: &str) -> (Range<usize>, Range<usize>) {
    let none = text.len()..text.len();
    if !path.ends_with(".md") {
        return (0..text.len(), none);
    }
    let mut at = 0;
    let mut start = None;
    for one in text.split_inclusive('\n') {
        let is_fence = one.trim_start_matches('\u{feff}').trim_end() == "---";
        match start {
            None if is_fence => start = Some(at + one.len()),
            None => break,
            Some(start) if is_fence => return (start..at, at + one.len()..text.len()),
            Some(_) => {}
        }
        at += one.len();
    }
    (0..0, 0..text.len())
}

/// Every value of a tree with its name, such as `points[0].title`, and its place.
fn scalars(node: &Node) -> Vec<(String, Range<usize>, String)> {
    let mut found = Vec::new();
    let mut stack = vec![(String::new(), node)];
    while let Some((name, node)) = stack.pop() {
        match &node.value {
            Value::Scalar { text, .. } => found.push((name, node.range.clone(), text.clone())),
            Value::Sequence(items) => {
                stack.extend(items.iter().enumerate().map(|(i, item)| (format!("{name}[{i}]"), item)));
            }
            Value::Mapping(entries) => stack.extend(entries.iter().map(|entry| {
                let name = if name.is_empty() { entry.key.clone() } else { format!("{name}.{}", entry.key) };
                (name, &entry.value)
            })),
        }
    }
    found.sort_by_key(|(_, range, _)| range.start);
    found
}

/// Words as they are compared: lower case, tones in one place, without marks of any kind; of references only the words.
fn plain(text: &str) -> String {
    let shown: String = text
        .split("[[")
        .enumerate()
        .map(|(i, part)| match (i, part.split_once("]]")) {
            (0, _) | (_, None) => part.to_owned(),
            (_, Some((inside, rest))) => {
                let words = inside.split_once('|').map_or(inside, |(_, words)| words);
                format!("{words}{rest}")
            }
        })
        .collect();
    let bare: String =
        folded(&lower_tone(&shown)).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    one_line(&bare)
}

/// How much a value and words on a page are alike, from 0 to 100.
fn likeness(value: &str, words: &str) -> u32 {
    let (short, long) = if value.len() < words.len() { (value, words) } else { (words, value) };
    if short.chars().count() < 2 {
        return if value == words && !value.is_empty() { 100 } else { 0 };
    }
    let share = (short.len() * 40 / long.len().max(1)) as u32;
    if value == words {
        return 100;
    }
    if format!(" {long} ").contains(&format!(" {short} ")) {
        // A value within longer words says little, and a word or two stand in many places.
        let is_part = words.len() < value.len() && short.split(' ').count() > 2;
        return share + if is_part { 50 } else { 25 };
    }
    let (mine, theirs): (BTreeSet<&str>, BTreeSet<&str>) =
        (short.split(' ').collect(), long.split(' ').collect());
    if mine.len() < 4 {
        return 0;
    }
    let common = mine.intersection(&theirs).count();
    if common * 10 < mine.len() * 7 { 0 } else { (common * 60 / mine.len()) as u32 + share / 4 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOPIC: &str = "---\ntitle: Nước sạch\npoints:\n  - title: Có mấy giếng trong làng?\n    remark: >-\n      Nguồn ghi [[article:a|bài một]] khác nhau.\n---\n\nĐoạn đầu của trang.\n\nĐọc [[57-KL/TW|Kết luận]] trước khi bàn.\n";

    fn check(labelled: &[&str], words: &str, expected: &[(usize, &str)]) {
        let labelled: Vec<String> = labelled.iter().map(|field| (*field).to_owned()).collect();
        let found = find("content/topics/a.md", TOPIC, &labelled, words);
        let found: Vec<(usize, &str)> = found.iter().map(|(line, why)| (*line, why.as_str())).collect();
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn words_lead_to_their_field() {
        check(&[], "Nước sạch", &[(2, "`title`")]);
        check(&[], "1. Có mấy giếng trong làng?", &[(4, "`points[0].title`")]);
        check(&[], "Nguồn ghi bài một khác nhau.", &[(6, "`points[0].remark`")]);
    }

    #[test]
    fn words_lead_to_their_line() {
        check(&[], "Đoạn đầu của trang.", &[(9, "the text")]);
        check(&[], "Đọc Kết luận trước khi bàn.", &[(11, "the text")]);
    }

    #[test]
    fn a_label_leads_to_its_field_whatever_it_shows() {
        check(&["title"], "something else", &[(2, "`title`")]);
    }

    #[test]
    fn of_a_fact_the_value_comes_first() {
        let text = "issuer:\n  - value: bo-chinh-tri\n    article: sk\n    quote: Bộ Chính trị ban hành\n";
        let found = find("content/documents/a.yaml", text, &["issuer".to_owned()], "Bộ Chính trị SK 12");
        assert_eq!(found[0], (2, "`issuer[0].value`".to_owned()));
    }

    #[test]
    fn other_words_lead_nowhere() {
        check(&[], "Trang đầu", &[]);
        check(&[], "", &[]);
        check(&[], "a", &[]);
    }

    #[test]
    fn a_word_of_the_interface_is_found_by_its_text() {
        assert_eq!(word("a: x\nlist: [y]\nb: \"Kế tiếp\"\n", "Kế tiếp"), Some((3, "b".to_owned())));
        assert_eq!(word("a: x\n", "y"), None);
    }
}

//! What a metadata file says besides its mistakes: so that what else is wrong with it is told in the same run.

use super::shape;
use super::yaml::{self, Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic};
use std::ops::Range;

/// Keys that other files rely on: by them a thing is found, or its passages are counted. Without what they say, references would seem
/// wrong that are not.
const RELIED_ON: [&str; 9] =
    ["number", "issued", "aliases", "name", "seed", "omit", "headings", "paragraphs", "draft"];

/// Of a file with more mistakes the rest is not read.
const MOST: usize = 1000;

/// How often items are left out that lack something once other things are.
const ROUNDS: usize = 3;

/// What a YAML file says without the entries in which mistakes were found, and without the items of lists that lack something without them;
/// everything else at its place. None where more would be told to be wrong than is, or where there are very many mistakes. `shift` is how
/// far the places of the mistakes lie behind those in `text`; `check` finds those of a tree.
pub fn rest(
    text: &str,
    tree: &Node,
    wrong: &[Diagnostic],
    shift: usize,
    check: impl Fn(&Node) -> Vec<Diagnostic>,
) -> Option<Node> {
    let mut text = without(text, tree, wrong, shift)?;
    for _ in 0..ROUNDS {
        let tree = yaml::tree(&text).ok()?;
        let wrong = check(&tree);
        if wrong.is_empty() {
            return Some(tree);
        }
        text = without_items(&text, &tree, &wrong, shift)?;
    }
    None
}

/// The text without the items of lists in which mistakes stand; a list that has no other items goes too.
fn without_items(text: &str, tree: &Node, wrong: &[Diagnostic], shift: usize) -> Option<String> {
    let mut mended = text.to_owned().into_bytes();
    for mistake in wrong {
        let at = &mistake.location.as_ref()?.range;
        let at = at.start.checked_sub(shift)?..at.end.checked_sub(shift)?;
        let entries = around(tree, &at);
        // Anchors of points are referred to.
        let is_relied_on = |entry: &&Entry| RELIED_ON.contains(&entry.key.as_str()) || entry.key == "points";
        let list = entries.iter().rev().find(|entry| matches!(entry.value.value, Value::Sequence(_)))?;
        let Value::Sequence(items) = &list.value.value else { return None };
        let item = items.iter().find(|item| item.range.start <= at.start && at.end <= item.range.end)?;
        if entries.iter().any(is_relied_on) {
            return None;
        }
        let range = match items.len() {
            1 => list.key_range.start..list.value.range.end,
            _ => dash_before(text, item.range.start)?..item.range.end,
        };
        blank(&mut mended, range)?;
    }
    String::from_utf8(mended).ok()
}

/// Where the `-` of an item stands that begins at `start`; none in a list in brackets.
fn dash_before(text: &str, start: usize) -> Option<usize> {
    // Its first entry may have been left out.
    let before = text[..start].trim_end();
    before.ends_with('-').then(|| before.len() - 1)
}

/// Puts spaces in place of all in `range` but line ends.
fn blank(text: &mut [u8], range: Range<usize>) -> Option<()> {
    for byte in text.get_mut(range)?.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
        *byte = b' ';
    }
    Some(())
}

/// The text without the entries in which mistakes were found.
fn without(text: &str, tree: &Node, wrong: &[Diagnostic], shift: usize) -> Option<String> {
    if wrong.len() > MOST {
        return None;
    }
    let mut mended = text.to_owned().into_bytes();
    for mistake in wrong {
        let at = &mistake.location.as_ref()?.range;
        let entries = around(tree, &(at.start.checked_sub(shift)?..at.end.checked_sub(shift)?));
        let innermost = entries.last()?;
        let is_unknown = mistake.code == Code::UnknownKey;
        if entries.iter().any(|entry| RELIED_ON.contains(&entry.key.as_str()))
            || (is_unknown && !shape::near(&innermost.key, &RELIED_ON).is_empty())
            || shape::is_torn(innermost)
        {
            return None;
        }
        let range = innermost.key_range.start..innermost.value.range.end;
        blank(&mut mended, range)?;
    }
    String::from_utf8(mended).ok()
}

/// The entries, from the outermost to the innermost, that have `at` in their keys or values.
fn around<'a>(mut node: &'a Node, at: &Range<usize>) -> Vec<&'a Entry> {
    let holds = |range: &Range<usize>| range.start <= at.start && at.end <= range.end;
    let mut entries = Vec::new();
    loop {
        let next = match &node.value {
            Value::Scalar { .. } => None,
            Value::Sequence(items) => items.iter().find(|item| holds(&item.range)),
            Value::Mapping(all) => {
                let entry = all.iter().find(|entry| holds(&entry.key_range) || holds(&entry.value.range));
                entries.extend(entry);
                entry.filter(|entry| !holds(&entry.key_range)).map(|entry| &entry.value)
            }
        };
        match next {
            Some(inner) => node = inner,
            None => return entries,
        }
    }
}

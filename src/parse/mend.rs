//! What a metadata file says besides its mistakes: so that what else is wrong with it is told in the same run.

use super::shape;
use super::yaml::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic};
use std::ops::Range;

/// Keys that other files rely on: by them a thing is found, or its passages are counted. Without what they say, references would seem
/// wrong that are not.
const RELIED_ON: [&str; 9] =
    ["number", "issued", "aliases", "name", "seed", "omit", "headings", "paragraphs", "draft"];

/// Of a file with more mistakes the rest is not read.
const MOST: usize = 1000;

/// The text of a YAML file without the entries in which mistakes were found, everything else at its place; none where more would be told
/// to be wrong than is, or where there are very many mistakes. `shift` is how far the places of the mistakes lie behind those in `text`.
pub fn without(text: &str, tree: &Node, wrong: &[Diagnostic], shift: usize) -> Option<String> {
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
        for byte in mended.get_mut(range)?.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
            *byte = b' ';
        }
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

//! What a metadata file says besides its mistakes: so that what else is wrong with it is told in the same run.

use super::shape;
use super::yaml::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::distance::nearest;
use std::ops::Range;

/// Keys at the top of a file that other files rely on: by them a thing is found, or its passages are counted. Without what they say,
/// references would seem wrong that are not.
const RELIED_ON: [&str; 9] =
    ["number", "issued", "aliases", "name", "seed", "omit", "headings", "paragraphs", "draft"];

/// The key that most things must have, and by which none is found.
const TITLE: &str = "title";

/// Of a file with more mistakes the rest is not read.
const MOST: usize = 1000;

/// How often items are left out that lack something once other things are.
const ROUNDS: usize = 3;

/// What a YAML file says without the entries in which mistakes were found, and without the items of lists that lack something without them;
/// everything else at its place. What is meant stands in the place of a mistake where nothing else can be. None where more would be told to be
/// wrong than is, or where there are very many mistakes. `shift` is how far the places of the mistakes lie behind those in the tree; `names`
/// are the keys that the file may have at the top; `check` finds the mistakes of a tree.
pub fn rest(
    tree: &Node,
    wrong: &[Diagnostic],
    shift: usize,
    names: &[&str],
    check: impl Fn(&Node) -> Vec<Diagnostic>,
) -> Option<Node> {
    let mut tree = without(tree, wrong, shift, names)?;
    for _ in 0..ROUNDS {
        let wrong = check(&tree);
        if wrong.is_empty() {
            return Some(tree);
        }
        tree = without_items(tree, &wrong, shift)?;
    }
    None
}

/// A step down a tree: to the value of the entry, or to the item, at this position.
type Way = Vec<usize>;

/// Where a mistake lies in the text of the tree.
fn place(mistake: &Diagnostic, shift: usize) -> Option<Range<usize>> {
    let at = &mistake.location.as_ref()?.range;
    Some(at.start.checked_sub(shift)?..at.end.checked_sub(shift)?)
}

/// The tree without the entries in which mistakes were found, or with what is meant by them.
fn without(tree: &Node, wrong: &[Diagnostic], shift: usize, names: &[&str]) -> Option<Node> {
    if wrong.len() > MOST {
        return None;
    }
    let mut mended = tree.clone();
    let mut left_out: Vec<Way> = Vec::new();
    for mistake in wrong {
        let at = place(mistake, shift)?;
        if let Some(key) = shape::missing(mistake) {
            // What items lack is told once more of what is left.
            if lacks_at_top(tree, key, &at) {
                add_title(&mut mended, key)?;
            } else if key == "kind"
                && let Some(Value::Sequence(rules)) = mended.get_mut("omit").map(|omit| &mut omit.value)
                && let Some(rule) = rules.iter_mut().find(|rule| rule.range.start == at.start)
                && let Value::Mapping(entries) = &mut rule.value
            {
                entries.retain(|entry| entry.key != "kind");
                entries.push(added("kind", "nav", at.start));
            }
            continue;
        }
        let (way, entries) = around(tree, &at);
        let (outermost, innermost) = (entries.first()?.1, entries.last()?.1);
        if shape::is_torn(innermost) {
            return None;
        }
        let is_at_top = entries.len() == 1;
        if mistake.code == Code::UnknownKey && is_at_top {
            let near = shape::near(&innermost.key, names);
            let is_needed = |name: &str| name == TITLE || RELIED_ON.contains(&name);
            // One that means the same may have another value: `source: https://…` is no seed.
            let is_slip = |name: &&str| nearest(&innermost.key, names.iter().copied(), 1).contains(name);
            match near.as_slice() {
                [meant] if is_needed(meant) && is_slip(meant) && tree.get(meant).is_none() => {
                    entry(&mut mended, &way)?.key = (*meant).to_owned();
                    continue;
                }
                near if near.iter().any(|name| RELIED_ON.contains(name)) => return None,
                _ => {}
            }
        } else if RELIED_ON.contains(&outermost.key.as_str()) {
            let value = &mut entry(&mut mended, &way)?.value;
            match (outermost.key.as_str(), innermost.key.as_str()) {
                // What omitted lines are changes nothing in what is left.
                ("omit", "kind") => *value = word(value, "nav"),
                (key, _) if is_at_top && mistake.code == Code::WrongType => *value = meant(key, value)?,
                _ => return None,
            }
            continue;
        }
        left_out.push(way);
    }
    remove(&mut mended, left_out);
    Some(mended)
}

/// The tree without the items of lists in which mistakes stand; a list that has no other items goes too.
fn without_items(mut tree: Node, wrong: &[Diagnostic], shift: usize) -> Option<Node> {
    let mut left_out: Vec<Way> = Vec::new();
    let mut lacks_title = None;
    for mistake in wrong {
        let at = place(mistake, shift)?;
        if let Some(key) = shape::missing(mistake).filter(|key| lacks_at_top(&tree, key, &at)) {
            lacks_title = Some(key);
            continue;
        }
        let (mut way, entries) = around(&tree, &at);
        // Anchors of points are referred to, and so are terms.
        let is_relied_on = |(_, entry): &(usize, &Entry)| matches!(entry.key.as_str(), "points" | "terms");
        if entries.first().is_some_and(|(_, entry)| RELIED_ON.contains(&entry.key.as_str()))
            || entries.iter().any(is_relied_on)
        {
            return None;
        }
        let (length, items) = entries.iter().rev().find_map(|(length, entry)| match &entry.value.value {
            Value::Sequence(items) => Some((*length, items)),
            _ => None,
        })?;
        let item = items.iter().position(|item| item.range.start <= at.start && at.end <= item.range.end)?;
        way.truncate(length);
        if items.len() > 1 {
            way.push(item);
        }
        left_out.push(way);
    }
    if let Some(key) = lacks_title {
        add_title(&mut tree, key)?;
    }
    remove(&mut tree, left_out);
    Some(tree)
}

/// Whether the file itself lacks `key`, by where that was found.
fn lacks_at_top(tree: &Node, key: &str, at: &Range<usize>) -> bool {
    match tree.get(key) {
        Some(value) => value.range == *at,
        None => at.is_empty() && at.start == tree.range.start,
    }
}

/// Gives the file a title in place of one that it lacks.
fn add_title(tree: &mut Node, key: &str) -> Option<()> {
    let start = tree.range.start;
    let Value::Mapping(entries) = &mut tree.value else { return None };
    if key != TITLE {
        return None;
    }
    entries.retain(|entry| entry.key != TITLE);
    entries.push(added(TITLE, "…", start));
    Some(())
}

/// An entry that is not written.
fn added(key: &str, text: &str, at: usize) -> Entry {
    let value = Value::Scalar { text: text.to_owned(), plain: false };
    Entry { key: key.to_owned(), key_range: at..at, value: Node { range: at..at, value } }
}

/// What is meant by a value of another shape, where only one thing can be.
fn meant(key: &str, value: &Node) -> Option<Node> {
    match (key, &value.value) {
        ("number" | "name" | "seed", Value::Sequence(items)) => match items.as_slice() {
            [only @ Node { value: Value::Scalar { .. }, .. }] if !only.is_null() => Some(only.clone()),
            _ => None,
        },
        ("name" | "seed", Value::Scalar { text, .. }) if !value.is_null() => Some(word(value, text)),
        ("aliases", Value::Sequence(items)) => {
            let items: Option<Vec<Node>> = items.iter().map(|item| Some(word(item, &alias(item)?))).collect();
            Some(Node { range: value.range.clone(), value: Value::Sequence(items?) })
        }
        ("aliases", _) => {
            let text = alias(value)?;
            // It may be one name or several.
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty() && *part != text);
            let items = std::iter::once(text.as_str()).chain(parts).map(|name| word(value, name)).collect();
            Some(Node { range: value.range.clone(), value: Value::Sequence(items) })
        }
        _ => None,
    }
}

/// The name that is meant by a value: in brackets, or with a colon that makes it a key.
fn alias(value: &Node) -> Option<String> {
    match &value.value {
        Value::Scalar { text, .. } => Some(text.clone()).filter(|_| !value.is_null()),
        Value::Sequence(items) => match items.as_slice() {
            [only] => alias(only),
            _ => None,
        },
        Value::Mapping(entries) => match entries.as_slice() {
            [only] => Some(format!("{}: {}", only.key, alias(&only.value)?)),
            _ => None,
        },
    }
}

/// A word in the place of a value.
fn word(value: &Node, text: &str) -> Node {
    Node { range: value.range.clone(), value: Value::Scalar { text: text.to_owned(), plain: false } }
}

/// The way to the innermost entry that has `at` in its key or value; the entries on it from the outermost on, each with the length of the
/// way to it.
fn around<'a>(mut node: &'a Node, at: &Range<usize>) -> (Way, Vec<(usize, &'a Entry)>) {
    let holds = |range: &Range<usize>| range.start <= at.start && at.end <= range.end;
    let (mut way, mut entries) = (Way::new(), Vec::new());
    loop {
        let next = match &node.value {
            Value::Scalar { .. } => None,
            Value::Sequence(items) => items.iter().position(|item| holds(&item.range)).map(|index| {
                way.push(index);
                &items[index]
            }),
            Value::Mapping(all) => {
                let index = all.iter().position(|entry| holds(&entry.key_range) || holds(&entry.value.range));
                index.and_then(|index| {
                    way.push(index);
                    entries.push((way.len(), &all[index]));
                    (!holds(&all[index].key_range)).then_some(&all[index].value)
                })
            }
        };
        match next {
            Some(inner) => node = inner,
            None => {
                way.truncate(entries.last().map_or(0, |(length, _)| *length));
                return (way, entries);
            }
        }
    }
}

/// What lies on a way.
fn find<'a>(tree: &'a mut Node, way: &[usize]) -> Option<&'a mut Node> {
    way.iter().try_fold(tree, |node, &index| match &mut node.value {
        Value::Scalar { .. } => None,
        Value::Sequence(items) => items.get_mut(index),
        Value::Mapping(entries) => Some(&mut entries.get_mut(index)?.value),
    })
}

/// The entry to whose value a way leads.
fn entry<'a>(tree: &'a mut Node, way: &[usize]) -> Option<&'a mut Entry> {
    let (last, above) = way.split_last()?;
    match &mut find(tree, above)?.value {
        Value::Mapping(entries) => entries.get_mut(*last),
        _ => None,
    }
}

/// Takes out entries and items; what has no other says nothing then.
fn remove(tree: &mut Node, mut ways: Vec<Way>) {
    ways.sort();
    ways.dedup();
    // From the last on, what is taken out moves nothing that is still to go.
    for way in ways.iter().rev() {
        let Some((last, above)) = way.split_last() else { continue };
        let is_top = above.is_empty();
        let Some(node) = find(tree, above) else { continue };
        let is_left = match &mut node.value {
            Value::Mapping(entries) if *last < entries.len() => {
                entries.remove(*last);
                !entries.is_empty()
            }
            Value::Sequence(items) if *last < items.len() => {
                items.remove(*last);
                !items.is_empty()
            }
            _ => true,
        };
        if !is_left && !is_top {
            node.value = Value::Scalar { text: String::new(), plain: true };
        }
    }
}

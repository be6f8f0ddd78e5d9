//! From the events of YAML to a tree.

use super::{Entry, Node, SyntaxError, Value, mistakes};
use granit_parser::{Event, Options, Parser, ScalarStyle};
use std::ops::Range;

/// A key that waits for its value, and where it stands.
type Key = (String, Range<usize>);

/// Nesting deeper than this is refused.
const MAX_DEPTH: usize = 100;

/// Reads `text` into a tree; a text without a value is an empty mapping.
///
/// # Errors
/// The first syntax error, nesting beyond 100 levels, an anchor, an alias (a few lines of them can stand for gigabytes) or a tag
/// (metadata needs none, and authors who write a text that begins so would lose a word of it), or a second document.
pub fn tree(text: &str) -> Result<Node, SyntaxError> {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let text = &text[bom..];
    let mut options = Options::default();
    options.emit_comments = false;
    let mut tree = Tree::default();
    let mut documents = 0;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next.map_err(|error| mistakes::told(text, bom, &error))?;
        let span = span.byte_range().unwrap_or(0..0);
        let range = span.start + bom..span.end + bom;
        if let Some(sign) = mark(&event) {
            // The event's place may be that of what follows the sign.
            let before = text[..span.start].rfind(sign).filter(|_| !text[span.start..].starts_with(sign));
            return Err(error(
                before.map_or(range.start, |at| at + bom),
                format!("`{sign}` at the beginning of a value is a sign of YAML, not a part of the text"),
                "put quotes around the whole value; metadata has no anchors (`&`), aliases (`*`) and tags (`!`)",
            ));
        }
        match event {
            Event::DocumentStart(..) if documents > 0 => return Err(second_document(text, span.start, bom)),
            Event::DocumentStart(..) => documents += 1,
            Event::Scalar(value, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                tree.put(Node { range, value: Value::Scalar { text: value.into_owned(), plain } })?;
            }
            Event::SequenceStart(..) => tree.open(range, Value::Sequence(Vec::new()))?,
            Event::MappingStart(..) => tree.open(range, Value::Mapping(Vec::new()))?,
            Event::SequenceEnd | Event::MappingEnd => tree.close(range.end)?,
            _ => {}
        }
    }
    let root = tree.root.filter(|node| !node.is_null());
    Ok(root.unwrap_or_else(|| Node { range: bom..bom, value: Value::Mapping(Vec::new()) }))
}

/// A tree that grows.
#[derive(Default)]
struct Tree {
    /// The collections that are open, the innermost last; of a mapping, the key whose value is awaited.
    open: Vec<(Node, Option<Key>)>,
    /// The whole, once it is closed.
    root: Option<Node>,
}

impl Tree {
    fn open(&mut self, range: Range<usize>, value: Value) -> Result<(), SyntaxError> {
        let start = range.start;
        self.open.push((Node { range, value }, None));
        match self.open.len() > MAX_DEPTH {
            true => Err(error(
                start,
                "values are nested too deeply",
                "metadata is never nested so deeply; remove brackets",
            )),
            false => Ok(()),
        }
    }

    /// Closes the innermost collection.
    fn close(&mut self, end: usize) -> Result<(), SyntaxError> {
        let (mut node, _) = self.open.pop().expect("every end has its start");
        node.range.end = end.max(node.range.start);
        // Trees of all files are kept, for the places of what is wrong.
        match &mut node.value {
            Value::Sequence(items) => items.shrink_to_fit(),
            Value::Mapping(entries) => entries.shrink_to_fit(),
            Value::Scalar { .. } => {}
        }
        self.put(node)
    }

    /// Puts a node into the innermost collection, as an item, a key or a key's value.
    fn put(&mut self, node: Node) -> Result<(), SyntaxError> {
        let Some((parent, key)) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut parent.value {
            Value::Sequence(items) => items.push(node),
            Value::Mapping(entries) => match key.take() {
                Some((name, key_range)) => entries.push(Entry { key: name, key_range, value: node }),
                None => {
                    let start = node.range.start;
                    let Value::Scalar { text, .. } = node.value else {
                        return Err(error(start, "a key must be one word", "write `key: value`"));
                    };
                    if let Some(wrong) = mistakes::in_key(&text, start) {
                        return Err(wrong);
                    }
                    *key = Some((text, node.range));
                }
            },
            Value::Scalar { .. } => unreachable!("only collections are open"),
        }
        Ok(())
    }
}

fn error(at: usize, message: impl Into<String>, hint: impl Into<String>) -> SyntaxError {
    SyntaxError { at, message: message.into(), hint: Some(hint.into()) }
}

/// What is wrong with a second document that begins at `at` of the text without its mark of `bom` bytes.
fn second_document(text: &str, at: usize, bom: usize) -> SyntaxError {
    let last = text[..at].lines().rfind(|line| !line.trim().is_empty());
    let line = if last.is_some_and(|line| line.trim_end() == "...") { "..." } else { "---" };
    let hint = format!("remove the line `{line}`; one file describes one thing");
    error(at + bom, "a second document begins here", hint)
}

/// The sign with which an anchor, an alias or a tag begins.
fn mark(event: &Event<'_>) -> Option<char> {
    match event {
        Event::Alias(_) => Some('*'),
        _ => event.tag().map(|_| '!').or(event.anchor_id().map(|_| '&')),
    }
}

//! HTML as our own templates and writers put it: small letters, values in double quotes, the five common references, no comments
//! and no elements that a book has not. Nearly all chapters are such, and are read many times faster than what may be anything.

use super::{Chapters, Writer, element};
use std::borrow::Cow;

/// Character references that are understood: after the `&`, and what they stand for.
const REFERENCES: &[(&str, char)] =
    &[("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("#39;", '\''), ("nbsp;", '\u{a0}')];

/// Reads `html` to its end; none, with half of it written, where it has another form.
pub fn read(html: &str, writer: &mut Writer<'_, impl Chapters>) -> Option<()> {
    // A browser reads both as other characters.
    if html.bytes().any(|byte| byte == b'\r' || byte == 0) {
        return None;
    }
    let mut attributes: Vec<(&str, &str)> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let (words, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if !words.is_empty() {
            writer.words(&decoded(words)?);
        }
        let Some(tag) = tag.strip_prefix('<') else { break };
        rest = match tag.strip_prefix('/') {
            Some(tag) => {
                let (name, after) = tag.split_once('>')?;
                writer.end_tag(element(name)?);
                after
            }
            None => start_tag(tag, &mut attributes, writer)?,
        };
    }
    Some(())
}

/// Reads a tag from behind its `<`; the rest is what follows it.
fn start_tag<'a>(
    tag: &'a str,
    attributes: &mut Vec<(&'a str, &'a str)>,
    writer: &mut Writer<'_, impl Chapters>,
) -> Option<&'a str> {
    let (name, mut rest) = word(tag);
    let name = element(name)?;
    attributes.clear();
    loop {
        let after = rest.trim_start_matches([' ', '\n']);
        if let Some(after) = after.strip_prefix('>') {
            rest = after;
            break;
        }
        if let Some(after) = after.strip_prefix("/>") {
            rest = after;
            break;
        }
        let (key, value) = word(after);
        if key.is_empty() || after.len() == rest.len() {
            return None;
        }
        let (value, after) = match value.strip_prefix("=\"") {
            Some(value) => value.split_once('"')?,
            None if value.starts_with([' ', '\n', '>', '/']) => ("", value),
            None => return None,
        };
        decoded(value)?;
        attributes.push((key, value));
        rest = after;
    }
    // The first of a name counts.
    let attribute =
        |wanted: &str| attributes.iter().find(|one| one.0 == wanted).and_then(|one| decoded(one.1));
    writer.start(name, attribute);
    Some(rest)
}

/// The name at the start of a text.
fn word(text: &str) -> (&str, &str) {
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-:".contains(&byte);
    text.split_at(text.bytes().position(|byte| !is_name(byte)).unwrap_or(text.len()))
}

/// Text with its references resolved.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    let Some((before, mut rest)) = text.split_once('&') else { return Some(Cow::Borrowed(text)) };
    let mut out = String::with_capacity(text.len());
    out.push_str(before);
    loop {
        let (name, stands) = REFERENCES.iter().find(|(name, _)| rest.starts_with(name))?;
        out.push(*stands);
        rest = &rest[name.len()..];
        let Some((before, after)) = rest.split_once('&') else { break };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

//! Words of the interface in the portal's language.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A word, sentence or list of the interface.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize, PartialEq)]
#[serde(untagged)]
pub enum Words {
    /// A text, perhaps with `{placeholders}`.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
}

/// All words of one language, by key.
#[derive(Clone, Debug, Default, Serialize, PartialEq)]
#[serde(transparent)]
pub struct Strings {
    words: BTreeMap<String, Words>,
}

impl Strings {
    /// These words; those of `base` stand in for keys that are missing.
    pub fn new(mut base: BTreeMap<String, Words>, own: BTreeMap<String, Words>) -> Self {
        base.extend(own);
        Self { words: base }
    }

    /// The text of `key`; the key itself where the theme lacks it, so that a gap is seen and not silent.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        match self.words.get(key) {
            Some(Words::Text(text)) => text,
            _ => key,
        }
    }

    /// The text of `key`, if the theme has it.
    pub fn find(&self, key: &str) -> Option<&str> {
        match self.words.get(key)? {
            Words::Text(text) => Some(text),
            Words::List(_) => None,
        }
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// The list of `key`; empty where the theme lacks it.
    pub fn list(&self, key: &str) -> &[String] {
        match self.words.get(key) {
            Some(Words::List(list)) => list,
            _ => &[],
        }
    }

    /// The text of `key` with `{name}` replaced by each value.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// `n` things: the text of `one_…` for 1, with `{n}` otherwise.
    pub fn count(&self, one: &str, many: &str, n: usize) -> String {
        match (n, self.find(one)) {
            (1, Some(text)) => text.to_owned(),
            _ => self.fill(many, &[("n", &n.to_string())]),
        }
    }

    /// `n` in words, where the language's list reaches.
    pub fn number(&self, n: usize) -> String {
        self.list("number_words").get(n).cloned().unwrap_or_else(|| n.to_string())
    }

    /// *a, b và c*.
    pub fn enumerate(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{}{}{last}", rest.join(", "), self.get("and")),
        }
    }
}

/// Replaces `{name}` by each value; placeholders without a value stay as they are.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
        out.push_str(&rest[..open]);
        match values.iter().find(|(name, _)| *name == &rest[open + 1..close]) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

/// Like [`fill`], and leaves out `[parts in brackets]` in which a placeholder has no value.
pub fn fill_optional(text: &str, values: &[(&str, Option<&str>)]) -> String {
    let known: Vec<(&str, &str)> =
        values.iter().filter_map(|(name, value)| Some((*name, (*value)?))).collect();
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let Some(close) = rest[open..].find(']').map(|at| open + at) else { break };
        out.push_str(&fill(&rest[..open], &known));
        let part = &rest[open + 1..close];
        let missing =
            values.iter().any(|(name, value)| value.is_none() && part.contains(&format!("{{{name}}}")));
        if !missing {
            out.push_str(&fill(part, &known));
        }
        rest = &rest[close + 1..];
    }
    out.push_str(&fill(rest, &known));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once() {
        assert_eq!(fill("{n} đoạn {x} {", &[("n", "{n}")]), "{n} đoạn {x} {");
        assert_eq!(
            fill_optional("[{a}, ]“{t}”[ ({b})]", &[("a", None), ("t", Some("T")), ("b", Some("B"))]),
            "“T” (B)"
        );
    }
}

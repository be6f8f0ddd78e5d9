//! Checks a YAML tree against the JSON Schema of the type it is to be read into, and reports everything that does
//! not fit, each with its place. `serde` alone would stop at the first.
//!
//! Only the part of JSON Schema (draft 2020-12) that `schemars` makes of [`metadata`](super::metadata) is understood:
//! `type`, `properties`, `required`, `additionalProperties`, `items`, `enum`, `const`, `anyOf`, `oneOf`, `$ref`,
//! `minimum`, `maximum`.

mod cures;

pub use cures::{is_torn, near, shorten};

use super::yaml::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::text::distance::nearest;
use cures::{cure, describe, first_sentence, found, is_plain_in_braces, is_text, joined, scalars, torn};
use serde_json::Value as Json;

/// What is wrong with the shape of `node`, which stands in `file`; offsets are moved by `shift` bytes.
pub fn check(node: &Node, schema: &Json, file: &str, shift: usize) -> Vec<Diagnostic> {
    let mut checker = Checker { root: schema, file, shift, found: Vec::new() };
    for (key, _, again) in node.duplicates() {
        let diagnostic = Diagnostic::error(Code::DuplicateKey, format!("`{key}` stands here twice"))
            .hint("remove one of the two, or join their values");
        checker.report(diagnostic, &again);
    }
    checker.node(node, schema, "");
    checker.found
}

struct Checker<'a> {
    root: &'a Json,
    file: &'a str,
    shift: usize,
    found: Vec<Diagnostic>,
}

/// What is said of a key that must be there and is not, behind its name.
const MISSING: &str = " is missing";

/// The key that a mistake of [`check`] says is missing.
pub fn missing(mistake: &Diagnostic) -> Option<&str> {
    let key = mistake.message.strip_suffix(MISSING)?.strip_prefix('`')?.strip_suffix('`');
    key.filter(|_| mistake.code == Code::MissingKey)
}

impl<'a> Checker<'a> {
    fn report(&mut self, diagnostic: Diagnostic, range: &std::ops::Range<usize>) {
        let range = range.start + self.shift..range.end + self.shift;
        self.found.push(diagnostic.at(Location::new(self.file, range)));
    }

    fn resolve(&self, schema: &'a Json) -> &'a Json {
        match schema.get("$ref").and_then(Json::as_str).and_then(|r| r.strip_prefix('#')) {
            Some(pointer) => self.root.pointer(pointer).unwrap_or(&Json::Null),
            None => schema,
        }
    }

    fn node(&mut self, node: &Node, schema: &'a Json, key: &str) {
        let schema = self.resolve(schema);
        let alternatives = ["anyOf", "oneOf"].iter().find_map(|k| schema.get(k)).and_then(Json::as_array);
        if let Some(alternatives) = alternatives {
            return self.alternatives(node, alternatives, key);
        }
        if !accepts(node, schema) {
            if let (Value::Scalar { text, plain: true }, "lines") = (&node.value, key) {
                let message =
                    format!("`{key}` must be the numbers of lines, but here is the number `{text}`");
                let hint = "write the first and the last line, `1-3`, or each of several, `\"1, 3\"`";
                return self.report(Diagnostic::error(Code::WrongType, message).hint(hint), &node.range);
            }
            let expected = describe(self.root, schema);
            let message = match key {
                "" => format!("expected {expected}, found {}", found(node)),
                key => format!("`{key}` must be {expected}, but here is {}", found(node)),
            };
            let hint = self.form(node, schema, key).or_else(|| cure(node, schema));
            return self.report(Diagnostic::error(Code::WrongType, message).maybe_hint(hint), &node.range);
        }
        match &node.value {
            Value::Scalar { text, .. } => self.allowed(node, text, schema, key),
            Value::Sequence(items) => {
                if let Some(schema) = schema.get("items") {
                    items.iter().for_each(|item| self.node(item, schema, key));
                }
            }
            Value::Mapping(_) => self.mapping(node, schema),
        }
    }

    /// How an entry is written in the file's list, if the file is a list above all, its first key, and `key` is none of its keys.
    fn listed(&self, schema: &'a Json, key: &str) -> Option<String> {
        let (list, schema) = schema
            .get("properties")
            .filter(|_| std::ptr::eq(schema, self.root))?
            .as_object()?
            .iter()
            .next()?;
        self.entry(list, schema, key)
    }

    /// How a list of entries, or one of its entries, is written, if here is something else.
    fn form(&self, node: &Node, schema: &'a Json, key: &str) -> Option<String> {
        if let Some(list) = self.list_at_top(node, schema) {
            return Some(format!("write `{list}:` on a line of its own above the list"));
        }
        let items = schema.get("items").map(|items| self.resolve(items));
        let item = items.or(Some(schema)).filter(|item| item.get("properties").is_some())?;
        let required: Vec<&str> = item.get("required")?.as_array()?.iter().filter_map(Json::as_str).collect();
        match (&node.value, required.as_slice()) {
            (Value::Mapping(entries), _) if items.is_some() => {
                self.unhyphened(node, schema).or_else(|| self.entry(key, schema, &entries.first()?.key))
            }
            (Value::Scalar { .. }, _) if node.is_null() => None,
            (Value::Scalar { text, .. }, [only]) if items.is_none() => Some(match is_plain_in_braces(text) {
                true => format!("write `{{{only}: {text}}}`"),
                false => format!("write `{{{only}: \"…\"}}` with the text between the quotation marks"),
            }),
            (Value::Scalar { .. }, _) => {
                let keys: Vec<String> = required.iter().map(|name| format!("{name}: …")).collect();
                let entry = format!("{{{}}}", keys.join(", "));
                Some(match items.is_some() {
                    true => format!(
                        "write `- {entry}` on a line below `{key}:`, or the keys on lines of their own"
                    ),
                    false => format!("write `{entry}`, or the keys on lines of their own"),
                })
            }
            _ => None,
        }
    }

    /// The key of the file of which the list that stands in its place is, by the first key of the list's first entry.
    fn list_at_top(&self, node: &Node, schema: &'a Json) -> Option<&'a String> {
        let Value::Sequence(items) = &node.value else { return None };
        let Value::Mapping(entries) = &items.first()?.value else { return None };
        let first = &entries.first()?.key;
        let properties = schema.get("properties").filter(|_| std::ptr::eq(schema, self.root))?.as_object()?;
        let has = |(_, list): &(&String, &'a Json)| {
            let items = self.resolve(list).get("items").map(|items| self.resolve(items));
            items.is_some_and(|item| item.get("properties").is_some_and(|keys| keys.get(first).is_some()))
        };
        properties.iter().find(has).map(|(key, _)| key)
    }

    /// How the only entry of a list is written, if here are its keys without the hyphen.
    fn unhyphened(&self, node: &Node, schema: &'a Json) -> Option<String> {
        let Value::Mapping(entries) = &node.value else { return None };
        let first = &entries.first()?.key;
        self.resolve(schema.get("items")?).get("properties")?.get(first)?;
        Some(format!(
            "write `- {first}: …`: the entry begins with `- `, and its other keys are indented as much as the first"
        ))
    }

    /// How the entry `name` is written in a list whose entries have one required key.
    fn entry(&self, list: &str, schema: &'a Json, name: &str) -> Option<String> {
        let item = self.resolve(schema.get("items")?);
        let [required] = item.get("required")?.as_array()?.as_slice() else { return None };
        let name = if item.get("properties")?.get(name).is_some() { "…" } else { name };
        let required = required.as_str()?;
        Some(format!(
            "write `{list}:`, below it `- {required}: {name}`, and the entry's other keys below that"
        ))
    }

    fn mapping(&mut self, node: &Node, schema: &'a Json) {
        let Value::Mapping(entries) = &node.value else { return };
        let properties = schema.get("properties").and_then(Json::as_object);
        let open = schema.get("additionalProperties");
        let mut misspelt: Vec<String> = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let known = properties.and_then(|p| p.get(&entry.key));
            match (known, open) {
                (Some(known), _) => {
                    // `key:` with nothing behind it is a key left out; a required one is reported below.
                    if !entry.value.is_null() {
                        self.node(&entry.value, known, &entry.key);
                    }
                }
                // What a comma tore off is told once, with the first of its parts.
                (None, Some(Json::Bool(false)))
                    if index > 0 && is_torn(entry) && is_torn(&entries[index - 1]) => {}
                (None, Some(Json::Bool(false))) => {
                    let names: Vec<&str> =
                        properties.iter().flat_map(|p| p.keys()).map(String::as_str).collect();
                    let close = near(&entry.key, &names);
                    misspelt.extend(close.iter().map(|name| (*name).to_owned()));
                    let listed = close.is_empty().then(|| self.listed(schema, &entry.key)).flatten();
                    let torn = is_torn(entry).then(|| torn(entries, index));
                    let joined = joined(&entry.key, &names).map(|(name, value)| {
                        misspelt.push(name.to_owned());
                        format!("write `{name}: {value}`, with a space behind the colon")
                    });
                    let hint = joined.or(did_you_mean(&close)).or(torn).or(listed).unwrap_or_else(|| {
                        let own = if names.contains(&"extra") {
                            "; keys of your own belong below `extra:`"
                        } else {
                            ""
                        };
                        format!("known here: {}{own}", names.join(", "))
                    });
                    let diagnostic =
                        Diagnostic::error(Code::UnknownKey, format!("unknown key `{}`", entry.key));
                    self.report(diagnostic.hint(hint), &entry.key_range);
                }
                (None, Some(schema @ Json::Object(_))) => self.node(&entry.value, schema, &entry.key),
                (None, _) => {}
            }
        }
        for key in
            schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str)
        {
            let value = node.get(key);
            // A misspelt key is one mistake, not two.
            if value.is_none_or(is_empty) && !misspelt.iter().any(|name| name == key) {
                let place = value.map_or(node.range.start..node.range.start, |v| v.range.clone());
                let message = format!("`{key}`{MISSING}");
                let about = properties
                    .and_then(|p| p.get(key))
                    .and_then(|s| s.get("description"))
                    .and_then(Json::as_str);
                let hint = about.map_or(format!("add `{key}: …`"), |about| {
                    format!("add `{key}: …` ({})", first_sentence(about))
                });
                self.report(Diagnostic::error(Code::MissingKey, message).hint(hint), &place);
            }
        }
    }

    /// The alternative that takes the node's kind of value decides what else is checked.
    fn alternatives(&mut self, node: &Node, alternatives: &'a [Json], key: &str) {
        let fitting = alternatives
            .iter()
            .map(|a| self.resolve(a))
            .find(|a| accepts(node, a) || a.get("anyOf").is_some());
        // Words with a meaning each: `oneOf` of constants, as enumerations with documented variants are.
        let words: Vec<&str> =
            alternatives.iter().filter_map(|a| a.get("const").and_then(Json::as_str)).collect();
        if words.len() == alternatives.len()
            && let Value::Scalar { text, .. } = &node.value
        {
            return self.word(node, text, &words, key);
        }
        let numbers_or_words = |schema: &Json| {
            // Words in a list of numbers may be meant as one text.
            let item = schema.get("items").map(|items| self.resolve(items));
            item.and_then(|item| item.get("type")).is_some_and(|kind| kind == "integer")
                && alternatives
                    .iter()
                    .any(|a| self.resolve(a).get("type").is_some_and(|kind| kind == "string"))
        };
        if let Value::Sequence(items) = &node.value
            && let Some(words) = scalars(items)
            && fitting.is_some_and(numbers_or_words)
            && words.iter().any(|word| word.parse::<u32>().is_err())
        {
            let message = format!("`{key}` must be numbers or one text, but here is a list of words");
            let hint = format!(
                "write one text, `{}`, or the numbers of options, such as `[1, 3]`",
                shorten(&words.join(", "))
            );
            return self.report(Diagnostic::error(Code::WrongType, message).hint(hint), &node.range);
        }
        let is_entries = |schema: &Json| {
            let item = schema.get("items").map(|items| self.resolve(items));
            item.is_some_and(|item| item.get("properties").is_some())
        };
        if let Value::Sequence(items) = &node.value
            && let [only @ Node { value: Value::Scalar { text, .. }, .. }] = items.as_slice()
            && !only.is_null()
            && fitting.is_some_and(is_entries)
            && alternatives.iter().any(|a| accepts(only, self.resolve(a)))
        {
            let message = format!(
                "`{key}` must be one value or a list of entries, each with keys, but here is a list of one value"
            );
            let hint = format!("write `{}` without brackets and `- `", shorten(text));
            return self.report(Diagnostic::error(Code::WrongType, message).hint(hint), &node.range);
        }
        match fitting {
            Some(schema) => self.node(node, schema, key),
            None => {
                let expected: Vec<String> = alternatives
                    .iter()
                    .map(|a| self.resolve(a))
                    .filter(|a| a.get("type").and_then(Json::as_str) != Some("null"))
                    .map(|a| describe(self.root, a))
                    .collect();
                let message =
                    format!("`{key}` must be {}, but here is {}", expected.join(" or "), found(node));
                let form = alternatives.iter().find_map(|a| self.unhyphened(node, self.resolve(a)));
                let cure = form.or_else(|| alternatives.iter().find_map(|a| cure(node, self.resolve(a))));
                self.report(Diagnostic::error(Code::WrongType, message).maybe_hint(cure), &node.range);
            }
        }
    }

    fn allowed(&mut self, node: &Node, text: &str, schema: &Json, key: &str) {
        if let Some(words) = schema.get("enum").and_then(Json::as_array) {
            let words: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
            self.word(node, text, &words, key);
        }
        if let Some(minimum) = schema.get("minimum").and_then(Json::as_f64)
            && text.parse::<f64>().is_ok_and(|n| n < minimum)
        {
            let message = format!("`{key}` must not be less than {minimum}");
            let hint = format!("write {minimum} or more");
            self.report(Diagnostic::error(Code::UnknownValue, message).hint(hint), &node.range);
        }
        if let Some(maximum) = schema.get("maximum").and_then(Json::as_f64)
            && text.parse::<f64>().is_ok_and(|n| n > maximum)
        {
            let message = format!("`{key}` must not be more than {maximum}");
            let hint = format!("write {maximum} or less");
            self.report(Diagnostic::error(Code::UnknownValue, message).hint(hint), &node.range);
        }
    }

    fn word(&mut self, node: &Node, text: &str, words: &[&str], key: &str) {
        let text = text.trim_end_matches('\n');
        if !words.contains(&text) {
            let close = nearest(text, words.iter().copied(), 2);
            let hint = did_you_mean(&close).unwrap_or_else(|| format!("allowed: {}", words.join(", ")));
            let message = format!("`{key}` does not know the word `{text}`");
            self.report(Diagnostic::error(Code::UnknownValue, message).hint(hint), &node.range);
        }
    }
}

/// Whether a required value says nothing: no text, no item.
fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Scalar { text, .. } => node.is_null() || text.trim().is_empty(),
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(_) => false,
    }
}

/// Whether the schema's `type` takes the node's kind of value.
fn accepts(node: &Node, schema: &Json) -> bool {
    let types: Vec<&str> = match schema.get("type") {
        Some(Json::String(one)) => vec![one],
        Some(Json::Array(several)) => several.iter().filter_map(Json::as_str).collect(),
        _ => return schema.get("const").is_none() || matches!(node.value, Value::Scalar { .. }),
    };
    types.iter().any(|kind| match (*kind, &node.value) {
        ("object", Value::Mapping(_)) | ("array", Value::Sequence(_)) => true,
        ("null", _) => node.is_null(),
        ("string", Value::Scalar { text, plain }) => !plain || is_text(text),
        ("integer", Value::Scalar { text, plain: true }) => !is_text(text) && text.parse::<i64>().is_ok(),
        ("number", Value::Scalar { text, plain: true }) => !is_text(text) && text.parse::<f64>().is_ok(),
        ("boolean", Value::Scalar { text, plain: true }) => matches!(text.as_str(), "true" | "false"),
        _ => false,
    })
}

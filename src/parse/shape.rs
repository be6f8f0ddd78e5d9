//! Checks a YAML tree against the JSON Schema of the type it is to be read into, and reports everything that does
//! not fit, each with its place. `serde` alone would stop at the first.
//!
//! Only the part of JSON Schema (draft 2020-12) that `schemars` makes of [`metadata`](super::metadata) is understood:
//! `type`, `properties`, `required`, `additionalProperties`, `items`, `enum`, `const`, `anyOf`, `oneOf`, `$ref`,
//! `minimum`, `maximum`.

use super::yaml::{Entry, Node, Plain, Value};
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::text::distance::nearest;
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
            let expected = describe(self.root, schema);
            let message = match key {
                "" => format!("expected {expected}, found {}", found(node)),
                key => format!("`{key}` must be {expected}, but here is {}", found(node)),
            };
            let hint = self.entries(node, schema, key).or_else(|| cure(node, schema));
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

    /// How entries are written in a list, if here are keys with values instead.
    fn entries(&self, node: &Node, schema: &'a Json, key: &str) -> Option<String> {
        let Value::Mapping(entries) = &node.value else { return None };
        self.entry(key, schema, &entries.first()?.key)
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
        for entry in entries {
            let known = properties.and_then(|p| p.get(&entry.key));
            match (known, open) {
                (Some(known), _) => {
                    // `key:` with nothing behind it is a key left out; a required one is reported below.
                    if !entry.value.is_null() {
                        self.node(&entry.value, known, &entry.key);
                    }
                }
                (None, Some(Json::Bool(false))) => {
                    let names: Vec<&str> =
                        properties.iter().flat_map(|p| p.keys()).map(String::as_str).collect();
                    let close = near(&entry.key, &names);
                    misspelt.extend(close.iter().map(|name| (*name).to_owned()));
                    let listed = close.is_empty().then(|| self.listed(schema, &entry.key)).flatten();
                    let torn = is_torn(entry).then(|| {
                        "put quotes around the text before it: within `{…}` a comma ends it".to_owned()
                    });
                    let hint = did_you_mean(&close).or(torn).or(listed).unwrap_or_else(|| {
                        format!("known here: {}; keys of your own belong below `extra:`", names.join(", "))
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
                let message = format!("`{key}` is missing");
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
                let cure = alternatives.iter().find_map(|a| cure(node, self.resolve(a)));
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
        if !words.contains(&text) {
            let close = nearest(text, words.iter().copied(), 2);
            let hint = did_you_mean(&close).unwrap_or_else(|| format!("allowed: {}", words.join(", ")));
            let message = format!("`{key}` does not know the word `{text}`");
            self.report(Diagnostic::error(Code::UnknownValue, message).hint(hint), &node.range);
        }
    }
}

/// Those of `names` that may be meant by `key`.
pub fn near<'a>(key: &str, names: &[&'a str]) -> Vec<&'a str> {
    let close = nearest(key, names.iter().copied(), 3);
    match close.is_empty() {
        true => {
            meant(key).iter().filter_map(|meant| names.iter().copied().find(|name| name == meant)).collect()
        }
        false => close,
    }
}

/// What is meant by a key of another kind of file, or of another program: those of these that are known in its place.
fn meant(key: &str) -> &'static [&'static str] {
    match key.to_lowercase().as_str() {
        "abstract" | "description" | "excerpt" | "lead" | "summary" => &["summary", "description", "note"],
        "address" | "href" | "link" | "permalink" => &["url", "site"],
        "author" | "byline" | "creator" => &["author", "authors", "people"],
        "categories" | "category" | "keywords" | "tags" => &["topics", "terms"],
        "comment" | "remark" => &["remark", "note", "notes"],
        "created" | "date" | "day" | "issued" | "published" => &["date", "issued", "published"],
        "file" | "source" => &["seed", "article"],
        "heading" | "name" | "title" => &["title", "name"],
        "location" | "venue" => &["place"],
        "no" | "nr" | "num" => &["number"],
        "organisation" | "organization" | "publisher" => {
            &["publisher", "issuer", "organiser", "organisation"]
        }
        "participants" => &["people"],
        "short" | "short_title" => &["label", "siglum"],
        "weight" | "position" => &["order"],
        _ => &[],
    }
}

/// Whether an entry is no key but words behind a comma: it does not look like a key, and has no value.
pub fn is_torn(entry: &Entry) -> bool {
    let looks_like_key = entry.key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    entry.value.is_null() && entry.value.range.is_empty() && !looks_like_key
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

/// Whether a plain scalar is read as text.
fn is_text(text: &str) -> bool {
    Plain::of(text) == Plain::Text
}

fn describe(root: &Json, schema: &Json) -> String {
    let kind = match schema.get("type") {
        Some(Json::String(one)) => one.as_str(),
        Some(Json::Array(several)) => several.first().and_then(Json::as_str).unwrap_or_default(),
        _ => "",
    };
    match kind {
        "string" => "a text".to_owned(),
        "integer" => "a whole number".to_owned(),
        "number" => "a number".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "array" => {
            let item = schema.get("items").map(|items| {
                let pointer = items.get("$ref").and_then(Json::as_str).and_then(|r| r.strip_prefix('#'));
                pointer.and_then(|p| root.pointer(p)).unwrap_or(items)
            });
            match item.and_then(|i| i.get("type")).map(|t| t.to_string()) {
                Some(kind) if kind.contains("object") => "a list of entries, each with keys".to_owned(),
                _ => "a list (`- one` on each line, or `[one, two]`)".to_owned(),
            }
        }
        "object" => "keys with values, on lines of their own".to_owned(),
        _ => "another kind of value".to_owned(),
    }
}

fn found(node: &Node) -> String {
    match &node.value {
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "keys with values".to_owned(),
        Value::Scalar { .. } if node.is_null() => "nothing".to_owned(),
        Value::Scalar { text, plain: true } if !is_text(text) => {
            match matches!(text.to_ascii_lowercase().as_str(), "true" | "false") {
                true => format!("the truth value `{text}`"),
                false => format!("the number `{text}`"),
            }
        }
        Value::Scalar { text, .. } => format!("the text `{}`", shorten(text)),
    }
}

fn cure(node: &Node, schema: &Json) -> Option<String> {
    let wants = |kind: &str| {
        schema
            .get("type")
            .is_some_and(|t| t == kind || t.as_array().is_some_and(|a| a.iter().any(|k| k == kind)))
    };
    match &node.value {
        Value::Scalar { text, plain: true } if wants("string") && !node.is_null() => {
            Some(format!("put quotes around it: \"{text}\""))
        }
        Value::Scalar { text, .. }
            if wants("array") && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') =>
        {
            Some(format!("write `[{}]`", shorten(text)))
        }
        Value::Scalar { .. } if wants("array") => {
            Some("write it on a line of its own after `- `; if entries have keys, `- key: value`".to_owned())
        }
        Value::Scalar { text, plain: false }
            if wants("boolean") && matches!(text.as_str(), "true" | "false") =>
        {
            Some("remove the quotes".to_owned())
        }
        Value::Sequence(items) if wants("string") => Some(match scalars(items) {
            None if let [Node { value: Value::Sequence(inner), .. }] = items.as_slice()
                && let Some([word]) = scalars(inner).as_deref() =>
            {
                format!(
                    "write `{word}` where only a reference can stand; a text that begins with `[[` needs quotes around it"
                )
            }
            Some(words) if words.len() == 1 => {
                format!("write `{}` without brackets and `- `, or quotes around it if they are a part of the text", shorten(words[0]))
            }
            Some(words) if words.len() > 1 => {
                format!("only one value can stand here; is it one text: `{}`?", shorten(&words.join(", ")))
            }
            _ => "only one value can stand here; put quotes around a text that begins with `[`".to_owned(),
        }),
        Value::Mapping(entries) if wants("string") => Some(match entries.as_slice() {
            [Entry { key, value: value @ Node { value: Value::Scalar { text, .. }, .. }, .. }]
                if !value.is_null() =>
            {
                format!(
                    "write one text here: `{key}:{text}` without a space, or quotes around it: \"{key}: {text}\""
                )
            }
            _ => "write one text here, in quotes if it begins with `{` or holds `: `".to_owned(),
        }),
        Value::Sequence(_) if wants("object") => Some(
            "put quotes around a text that begins with `[[`; entries are `- key: value`, or keys on lines below".to_owned(),
        ),
        _ if wants("boolean") => Some("write `true` or `false`".to_owned()),
        _ if wants("integer") => Some("write a whole number, such as `3`".to_owned()),
        _ if wants("array") => Some("write `[one, two]`, or each on a line of its own after `- `".to_owned()),
        _ if wants("object") => Some("write `key: value` on lines of their own, indented".to_owned()),
        _ if wants("string") => Some("write one value in its place".to_owned()),
        _ => None,
    }
}

/// The texts of a list that holds nothing else.
fn scalars(items: &[Node]) -> Option<Vec<&str>> {
    items
        .iter()
        .map(|item| match &item.value {
            Value::Scalar { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// The beginning of a text, on one line.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace('\n', " ")
}

fn first_sentence(text: &str) -> &str {
    text.split(['\n', ';']).next().unwrap_or(text).trim_end_matches('.')
}

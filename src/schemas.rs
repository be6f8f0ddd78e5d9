//! JSON Schemas of the metadata files, for editors: draft 2020-12, made of the types that read the files.
//!
//! An editor that knows them offers keys and words, shows what each means, and marks mistakes while the author types.
//! They differ from what [`file::schema`] gives the checker of files: a key with nothing behind it counts as left out,
//! which the checker knows of itself; and words that later steps know (formats, sections of the menu) stand in them.

use crate::formats::FORMATS;
use crate::model::site::Thing;
use crate::pages::paths;
use crate::parse::file;
use crate::parse::metadata::{
    Article, Document, Event, Glossary, Organisation, Page, Person, Portal, Publisher, Topic, form,
};
use crate::render::theme::{self, ThemeFile};
use crate::resolve::portal::{OTHERS, SECTIONS};
use serde_json::{Map, Value as Json, json};

/// Begins `$comment` in every schema that we write, so that a later run knows its own files.
pub const MARK: &str = "Written by `khue schema`";

/// How a schema's file ends; before it stands the word for the kind of file.
pub const ENDING: &str = ".schema.json";

/// Makes the schema of a type.
type Make = fn() -> Json;

/// The kinds of metadata files: the word for each, and its schema.
const KINDS: &[(&str, Make)] = &[
    ("article", file::schema::<Article>),
    ("document", file::schema::<Document>),
    ("event", file::schema::<Event>),
    ("organisation", file::schema::<Organisation>),
    ("page", file::schema::<Page>),
    ("person", file::schema::<Person>),
    ("portal", portal),
    ("publisher", publisher),
    ("strings", strings),
    ("terms", file::schema::<Glossary>),
    ("theme", file::schema::<ThemeFile>),
    ("topic", file::schema::<Topic>),
];

/// The words of a theme in one language: `themes/NAME/strings/LANG.yaml`.
fn strings() -> Json {
    let mut schema = theme::words_schema();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = "strings/LANG.yaml".into();
    schema["description"] = "Each word, sentence or list of the interface by its key.".into();
    schema
}

/// `portal.yaml`, with the words that are known only beyond the file's own types.
fn portal() -> Json {
    let mut schema = file::schema::<Portal>();
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let kinds = Thing::KINDS.join("|");
    let sections = [SECTIONS, OTHERS].concat();
    let properties = &mut schema["properties"];
    properties["formats"]["items"] = json!({ "enum": formats });
    properties["paths"]["propertyNames"] = json!({ "enum": paths::names().collect::<Vec<_>>() });
    properties["menu"]["items"] = json!({ "anyOf": [{ "enum": sections }, { "type": "string", "pattern": format!(r"^(\[\[)?({kinds}):") }] });
    schema
}

/// `publishers/ID.yaml`, whose omit rules name no lines: its articles differ.
fn publisher() -> Json {
    let mut schema = file::schema::<Publisher>();
    let rule = &mut schema["$defs"]["Omit"];
    if let Some(properties) = rule["properties"].as_object_mut() {
        properties.shift_remove("lines");
    }
    rule["required"] = json!(["kind", "from"]);
    if let Some(rule) = rule.as_object_mut() {
        rule.shift_remove("allOf");
    }
    schema
}

/// A schema's file: its name, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaFile {
    /// `article.schema.json`.
    pub name: String,
    /// JSON, indented, with a line end at the end.
    pub text: String,
}

/// The schemas of all kinds of metadata files, in order of their names; the same bytes every time.
pub fn all() -> Vec<SchemaFile> {
    KINDS
        .iter()
        .map(|(word, schema)| {
            let mut text = serde_json::to_string_pretty(&editable(schema())).expect("JSON can be written");
            text.push('\n');
            SchemaFile { name: format!("{word}{ENDING}"), text }
        })
        .collect()
}

/// Whether a file was written by an earlier run: its `$comment` begins with [`MARK`].
pub fn is_ours(bytes: &[u8]) -> bool {
    let json: Option<Json> = serde_json::from_slice(bytes).ok();
    json.as_ref()
        .and_then(|json| json.get("$comment"))
        .and_then(Json::as_str)
        .is_some_and(|c| c.starts_with(MARK))
}

/// A schema as editors want it.
fn editable(mut schema: Json) -> Json {
    allow_nothing(&mut schema);
    say_forms(&mut schema);
    let Json::Object(keys) = schema else { return schema };
    let mut marked = Map::new();
    let comment = format!("{MARK} (khue {}); the next run writes it anew", env!("CARGO_PKG_VERSION"));
    let dialect = keys.get("$schema").cloned();
    marked.extend(dialect.map(|dialect| ("$schema".to_owned(), dialect)));
    marked.insert("$comment".to_owned(), json!(comment));
    marked.extend(keys.into_iter().filter(|(key, _)| key != "$schema"));
    Json::Object(marked)
}

/// Lets the value of every key that may be left out be null, here and below: `topics:` with nothing behind it.
fn allow_nothing(schema: &mut Json) {
    match schema {
        Json::Array(items) => items.iter_mut().for_each(allow_nothing),
        Json::Object(keys) => {
            let required: Vec<String> = keys
                .get("required")
                .and_then(Json::as_array)
                .into_iter()
                .flatten()
                .filter_map(|key| key.as_str().map(str::to_owned))
                .collect();
            if let Some(Json::Object(properties)) = keys.get_mut("properties") {
                let optional = properties.iter_mut().filter(|(key, _)| !required.contains(key));
                optional.for_each(|(_, property)| nullable(property));
            }
            keys.values_mut().for_each(allow_nothing);
        }
        _ => {}
    }
}

/// Puts words beside every pattern: `patternErrorMessage`, which VS Code and its relatives show instead of the pattern.
fn say_forms(schema: &mut Json) {
    match schema {
        Json::Array(items) => items.iter_mut().for_each(say_forms),
        Json::Object(keys) => {
            if let Some(message) = keys.get("pattern").and_then(Json::as_str).and_then(form::message) {
                keys.insert("patternErrorMessage".to_owned(), json!(message));
            }
            keys.values_mut().for_each(say_forms);
        }
        _ => {}
    }
}

/// Lets one value be null as well.
fn nullable(schema: &mut Json) {
    let Json::Object(keys) = schema else { return };
    match keys.get_mut("type") {
        Some(Json::Array(kinds)) => {
            if !kinds.contains(&json!("null")) {
                kinds.push(json!("null"));
            }
        }
        Some(kind) => *kind = json!([kind.take(), "null"]),
        None => {
            if let Some(reference) = keys.shift_remove("$ref") {
                keys.insert("anyOf".to_owned(), json!([{ "$ref": reference }, { "type": "null" }]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn schema(word: &str) -> Json {
        let name = format!("{word}{ENDING}");
        let file = all().into_iter().find(|file| file.name == name).expect("there is such a kind");
        serde_json::from_str(&file.text).expect("it is JSON")
    }

    fn check(word: &str, pointer: &str, expected: Expect) {
        expected.assert_eq(&schema(word).pointer(pointer).unwrap_or(&Json::Null).to_string());
    }

    #[test]
    fn every_schema_says_what_it_is_and_that_it_is_ours() {
        for file in all() {
            let json: Json = serde_json::from_str(&file.text).expect("it is JSON");
            assert_eq!(json["$schema"], "https://json-schema.org/draft/2020-12/schema", "{}", file.name);
            assert!(
                json["title"].as_str().is_some_and(|t| t.ends_with(".yaml") || t.ends_with(".md")),
                "{json}"
            );
            assert!(json["description"].as_str().is_some_and(|d| d.len() > 10), "{json}");
            assert!(is_ours(file.text.as_bytes()), "{}", file.name);
        }
        assert_eq!(all(), all());
    }

    #[test]
    fn other_files_are_not_ours() {
        for other in ["", "{}", "[]", "{\"$comment\": \"mine\"}", "{\"$comment\": 3}", "\u{feff}"] {
            assert!(!is_ours(other.as_bytes()), "{other:?}");
        }
    }

    #[test]
    fn every_key_is_described() {
        fn look(json: &Json, path: &str) {
            if let Some(properties) = json.get("properties").and_then(Json::as_object) {
                for (key, property) in properties {
                    // What stands beside a reference for the values of claims only is described with the claims.
                    let is_part = path.ends_with("/items");
                    assert!(
                        is_part || property.get("description").is_some(),
                        "{path}: `{key}` has no description"
                    );
                }
            }
            match json {
                Json::Object(keys) => {
                    keys.iter().for_each(|(key, value)| look(value, &format!("{path}/{key}")))
                }
                Json::Array(items) => items.iter().for_each(|item| look(item, path)),
                _ => {}
            }
        }
        for file in all() {
            look(&serde_json::from_str(&file.text).expect("it is JSON"), &file.name);
        }
    }

    #[test]
    fn a_key_that_may_be_left_out_may_be_empty() {
        check("topic", "/properties/order/type", expect![[r#"["integer","null"]"#]]);
        check("topic", "/properties/points/type", expect![[r#"["array","null"]"#]]);
        check("topic", "/properties/title/type", expect![[r#"["string","integer"]"#]]);
        check(
            "event",
            "/properties/place/anyOf",
            expect![[r##"[{"$ref":"#/$defs/Stated"},{"type":"null"}]"##]],
        );
        check("event", "/properties/title/anyOf", expect!["null"]);
    }

    #[test]
    fn words_have_their_meanings_and_values_their_forms() {
        check(
            "document",
            "/$defs/Basis/oneOf/0",
            expect![[r#"{"type":"string","const":"stated","description":"A source says so (`quote`)."}"#]],
        );
        check(
            "article",
            "/$defs/OmitKind/oneOf/0",
            expect![[
                r#"{"type":"string","const":"title","description":"The article's title, which stands in `title` already."}"#
            ]],
        );
        let words = r#""write an ID, a file's name without its ending: a–z, 0–9 and hyphens""#;
        let found =
            schema("article").pointer("/properties/topics/items/patternErrorMessage").map(Json::to_string);
        assert_eq!(found.as_deref(), Some(words));
        check("article", "/properties/publisher/pattern", expect![[r#""^[a-z0-9-]+$""#]]);
        check("article", "/properties/topics/items/pattern", expect![[r#""^[a-z0-9-]+$""#]]);
        check(
            "event",
            "/properties/part_of_day/pattern",
            expect![[r#""^(morning|noon|afternoon|evening|night)$""#]],
        );
    }
}

//! The page of metadata fields, made from the schemas against which Khuê checks files.

use super::blocks::project;
use super::reference::{cell, head, plain};
use khue::parse::file::schema;
use khue::parse::metadata::{
    Article, Document, Event, Glossary, Organisation, Page, Person, Portal, Publisher, Topic,
};
use khue::render::theme::ThemeFile;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The kinds of files, each with the heading of its section.
fn kinds() -> Vec<(&'static str, Value)> {
    vec![
        ("Portal", schema::<Portal>()),
        ("Articles", schema::<Article>()),
        ("Publishers", schema::<Publisher>()),
        ("Documents", schema::<Document>()),
        ("Events", schema::<Event>()),
        ("People", schema::<Person>()),
        ("Organisations", schema::<Organisation>()),
        ("Topics", schema::<Topic>()),
        ("Pages", schema::<Page>()),
        ("Terms", schema::<Glossary>()),
        ("Themes", schema::<ThemeFile>()),
    ]
}

/// The page.
pub fn fields() -> String {
    let mut page =
        head("Metadata fields", "Fields", "Every key of every file, with its form and its meaning.", 2);
    page.push_str(
        "Each table has the keys of one kind of file. Keys marked *required* must be there. How the files hang together, and more about \
         omit rules, quotations and dates, stands in [the format](format.md); your editor can [know all this](editors.md) too.\n",
    );
    let mut shapes: Shapes = Shapes::default();
    for (heading, schema) in kinds() {
        write!(page, "\n## {heading}\n\n{}\n\n{}", about(&schema, heading), table(&schema, heading)).unwrap();
        shapes.add(&schema);
    }
    page.push_str("\n## Entries and words\n\nWhat the tables above refer to.\n");
    for (name, shape) in &shapes.found {
        write!(page, "\n### {}\n\n{}\n\n", words(name), about(shape, name)).unwrap();
        match choices(shape) {
            Some(choices) => {
                for (word, meaning) in choices {
                    match meaning {
                        Some(meaning) => writeln!(page, "- `{word}`: {}", plain(&meaning)).unwrap(),
                        None => panic!("`{word}` of `{name}` has no docstring"),
                    }
                }
            }
            None if shape.get("properties").is_some() => page.push_str(&table(shape, name)),
            None => writeln!(page, "Form: {}.", form(shape)).unwrap(),
        }
    }
    page
}

/// Shapes that fields refer to, by name.
#[derive(Default)]
struct Shapes {
    found: BTreeMap<String, Value>,
}

impl Shapes {
    fn add(&mut self, schema: &Value) {
        for (name, shape) in schema["$defs"].as_object().into_iter().flatten() {
            let known = self.found.insert(name.clone(), shape.clone());
            assert!(known.is_none_or(|known| known == *shape), "two shapes are called `{name}`");
        }
    }
}

/// What the docstring of a type or a field says; none is a mistake.
fn about(schema: &Value, name: &str) -> String {
    let text = schema["description"].as_str().unwrap_or_default().trim();
    assert!(!text.is_empty(), "`{name}` has no docstring in src/parse/metadata/");
    plain(text)
}

fn table(schema: &Value, name: &str) -> String {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut table = "| key | form | meaning |\n|---|---|---|\n".to_owned();
    for (key, field) in schema["properties"].as_object().expect("a mapping") {
        // What a docstring of the field does not say, its shape must not say in its stead.
        let own = about(field, &format!("{name}.{key}"));
        let must = if required.contains(&key.as_str()) { ", *required*" } else { "" };
        writeln!(table, "| `{key}` | {}{must} | {} |", form(field), cell(&own)).unwrap();
    }
    table
}

/// The words that a shape allows, with their meanings; none if it is no list of words.
fn choices(shape: &Value) -> Option<Vec<(String, Option<String>)>> {
    if let Some(words) = shape["enum"].as_array() {
        return Some(words.iter().filter_map(|word| Some((word.as_str()?.to_owned(), None))).collect());
    }
    let all = shape["oneOf"].as_array()?;
    let one = |choice: &Value| {
        let meaning = choice["description"].as_str().map(str::to_owned);
        match &choice["enum"] {
            Value::Array(words) => words.iter().map(|w| Some((w.as_str()?.to_owned(), None))).collect(),
            _ => choice["const"].as_str().map(|word| vec![(word.to_owned(), meaning)]),
        }
    };
    let lists: Option<Vec<Vec<_>>> = all.iter().map(one).collect();
    Some(lists?.into_iter().flatten().collect())
}

/// What stands behind a key, in words.
fn form(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        let words = words(name);
        return format!("[{words}](#{})", words.replace(' ', "-"));
    }
    if let Some(all) = schema["anyOf"].as_array() {
        let mut forms: Vec<String> = all.iter().filter(|one| one["type"] != "null").map(form).collect();
        forms.dedup();
        return forms.join(", or ");
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => {
            several.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect()
        }
        other => match schema.as_object().is_some_and(|keys| keys.keys().all(|key| key == "description"))
            || *schema == true
        {
            true => return "anything".to_owned(),
            false => panic!("no words for the form {other} of {schema}"),
        },
    };
    match kinds.as_slice() {
        ["string", ..] => "text".to_owned(),
        ["integer"] => "whole number".to_owned(),
        ["boolean"] => "`true` or `false`".to_owned(),
        ["array"] => format!("list of {}", several(&form(&schema["items"]))),
        ["object"] => match &schema["additionalProperties"] {
            Value::Object(_) => {
                format!("keys of your own, each with {}", form(&schema["additionalProperties"]))
            }
            _ => "keys of your own".to_owned(),
        },
        other => panic!("no words for {other:?}"),
    }
}

fn several(form: &str) -> String {
    form.replace("whole number", "whole numbers").replace("text", "texts")
}

/// `OmitKind` as *omit kind*.
fn words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// The pages that people wrote know every key too.
#[test]
fn the_format_names_every_key() {
    let pages = ["format", "themes"].map(|page| project().join(format!("docs/content/pages/{page}.md")));
    let format = pages.map(|page| std::fs::read_to_string(page).unwrap()).concat();
    let mut shapes = Shapes::default();
    for (heading, schema) in kinds() {
        shapes.found.insert(heading.to_owned(), schema.clone());
        shapes.add(&schema);
    }
    for (name, shape) in &shapes.found {
        for key in shape["properties"].as_object().into_iter().flat_map(|keys| keys.keys()) {
            let named = [format!("`{key}`"), format!("{key}:")].iter().any(|form| format.contains(form));
            assert!(named, "neither format.md nor themes.md names `{key}` of {name}");
        }
        for (word, _) in choices(shape).into_iter().flatten() {
            assert!(format.contains(&format!("`{word}`")), "no page names the word `{word}` of {name}");
        }
    }
}

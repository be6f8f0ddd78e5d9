//! The words of a theme in a language: those that there are, and slips in an author's own.

use super::{DEFAULT, built_in};
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::parse::file;
use crate::parse::yaml::Step;
use crate::render::strings::Words;
use crate::text::distance::nearest;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The file of a theme's words in a language.
pub(super) fn strings_file(theme: &str, language: &str) -> String {
    format!("themes/{theme}/strings/{language}.yaml")
}

/// The schema of a theme's words: those that the built-in theme has, with what they are in English; a theme may have others.
pub fn words_schema() -> serde_json::Value {
    let list = || json!({ "type": "array", "items": { "type": "string" } });
    let word = |(key, words): (&String, &Words)| {
        let schema = match words {
            Words::Text(text) => json!({ "type": "string", "description": text }),
            Words::List(texts) => {
                let mut list = list();
                list["description"] = texts.join(", ").into();
                list
            }
        };
        (key.clone(), schema)
    };
    let properties: serde_json::Map<String, Value> = known_words().iter().map(word).collect();
    json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": { "anyOf": [{ "type": "string" }, list()] },
    })
}

/// The words that the built-in theme has in one of its languages, in English where it has them so.
fn known_words() -> &'static BTreeMap<String, Words> {
    static WORDS: LazyLock<BTreeMap<String, Words>> = LazyLock::new(|| {
        let mut words = BTreeMap::new();
        let any = json!({ "type": "object" });
        for language in ["vi", "en"] {
            let path = strings_file(DEFAULT, language);
            let read = built_in(&path).and_then(|bytes| {
                file::parse::<BTreeMap<String, Words>>(language, &path, &bytes, &any).value
            });
            words.extend(read.map(|parsed| parsed.meta).unwrap_or_default());
        }
        words
    });
    &WORDS
}

/// Of words that neither the built-in theme nor one of `templates` knows, those that look like slips of the hand: warnings.
pub(super) fn slips(
    own: &file::Parsed<BTreeMap<String, Words>>,
    templates: &[(String, String, String)],
) -> Vec<Diagnostic> {
    let known = known_words();
    let is_named = |key: &str| templates.iter().any(|(_, _, source)| source.contains(key));
    // Kinds of events are the author's own.
    let unknown = own
        .meta
        .keys()
        .filter(|key| !known.contains_key(*key) && !key.starts_with("event_") && !is_named(key));
    let slip = |key: &String| {
        let hint = did_you_mean(&nearest(key, known.keys().map(String::as_str), 2))?;
        let message = format!("no template shows the word `{key}`");
        let value = own.at(&[Step::Key(key)]);
        let start = own.text[..value.range.start].rfind(key.as_str()).unwrap_or(value.range.start);
        let place = Location::new(&own.file, start..start + key.len());
        Some(Diagnostic::warning(Code::UnknownKey, message).at(place).hint(hint))
    };
    let mut told: Vec<Diagnostic> = unknown.filter_map(slip).collect();
    for (key, words) in &own.meta {
        let Some(meant) = known.get(key).map(placeholders) else { continue };
        for name in placeholders(words).difference(&meant) {
            let message = format!(
                "the word `{key}` has no value for `{{{name}}}`, which pages would show as it stands"
            );
            let hint = match meant.is_empty() {
                true => "take it out".to_owned(),
                false => format!(
                    "there are: {}",
                    meant.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", ")
                ),
            };
            let place = own.at(&[Step::Key(key)]);
            told.push(Diagnostic::warning(Code::UnknownValue, message).at(place).hint(hint));
        }
    }
    told
}

/// The names in braces of a word: what pages put in their places.
fn placeholders(words: &Words) -> BTreeSet<String> {
    let texts = match words {
        Words::Text(text) => std::slice::from_ref(text),
        Words::List(texts) => texts,
    };
    let inner = texts.iter().flat_map(|text| text.split('{').skip(1).filter_map(|rest| rest.split_once('}')));
    let is_name = |name: &&str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
    inner.map(|(name, _)| name).filter(is_name).map(str::to_owned).collect()
}

//! CSL-JSON: the input of citation processors (*Citation Style Language 1.0.2*, appendices III "Types" and IV "Variables";
//! schema `csl-data.json` 1.0.2).

use super::record::{Kind, Record, parts};
use crate::model::When;
use crate::model::date::Point;
use serde_json::{Map, Value, json};

/// Appends the record as one JSON object.
pub fn write(record: &Record<'_>, out: &mut String) {
    let mut object = Map::new();
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            object.insert(name.to_owned(), value);
        }
    };
    let text = |text: &str| Some(Value::from(text));
    let literal = |name: &str| json!([{ "literal": name }]);
    add("id", text(&record.key));
    add(
        "type",
        text(match record.kind {
            Kind::Newspaper => "article-newspaper",
            Kind::Magazine => "article-magazine",
            Kind::Webpage => "webpage",
            Kind::Legislation => "legislation",
            Kind::Report => "report",
        }),
    );
    add("title", text(&record.title));
    add("title-short", record.short_title.as_deref().and_then(text));
    // A body that lays down rules is their authority; one that reports, the author.
    match record.kind {
        Kind::Legislation => add("authority", record.author.as_deref().and_then(text)),
        _ => add("author", record.author.as_deref().map(literal)),
    }
    if record.kind == Kind::Report {
        add("publisher", record.author.as_deref().and_then(text));
    }
    add("container-title", record.container.as_deref().and_then(text));
    add("genre", record.genre.as_deref().and_then(text));
    add("number", record.number.as_deref().and_then(text));
    add("issued", record.date.as_ref().map(|when| date(when, record.date_words.as_deref())));
    add("URL", record.url.as_deref().and_then(text));
    add("source", text(&record.portal));
    add("note", text(&record.note));
    out.push_str(&Value::Object(object).to_string());
}

/// A date variable: the known parts; words where an end is open.
fn date(when: &When, words: Option<&str>) -> Value {
    let known = |point: &Point| parts(point).collect::<Vec<_>>();
    let mut value = match when {
        When::On(point) => json!({ "date-parts": [known(point)] }),
        When::At { date, .. } => json!({ "date-parts": [[date.year(), date.month(), date.day()]] }),
        When::Between(start, end) => json!({ "date-parts": [known(start), known(end)] }),
        When::Before(_) | When::After(_) => return json!({ "literal": words }),
    };
    if when.year_inferred() {
        value["circa"] = Value::from(true);
    }
    value
}

//! `data/schema/`: what each file of `data/` holds, as JSON Schemas (*JSON Schema: A Media Type for Describing JSON Documents*, draft
//! 2020-12). A schema describes one line of an `.ndjson` file, or the whole of a `.json` file.
//!
//! Every key is required, and no other is allowed, so that a key which is not described here fails the tests.

use crate::formats::Input;
use crate::pages::KINDS;
use crate::parse::file;
use crate::parse::metadata::{Basis, OmitKind, QuestionKind, RelationKind};
use schemars::JsonSchema;
use serde_json::{Map, Value, json};

/// The files of `data/` with a schema of the same name: name and ending.
pub const FILES: &[(&str, &str)] = &[
    ("portal", "json"),
    ("pages", "ndjson"),
    ("articles", "ndjson"),
    ("documents", "ndjson"),
    ("events", "ndjson"),
    ("timeline", "ndjson"),
    ("topics", "ndjson"),
    ("terms", "ndjson"),
    ("questions", "ndjson"),
    ("people", "ndjson"),
    ("organisations", "ndjson"),
];

/// The schema of the file of this name.
pub fn of(input: &Input<'_>, name: &str, ending: &str) -> Value {
    let described = match name {
        "portal" => portal(),
        "pages" => pages(),
        "articles" => article(),
        "documents" => document(),
        "events" => event(),
        "timeline" => timeline(),
        "topics" => topic(),
        "terms" => term(),
        "questions" => question(),
        _ => agent(name),
    };
    let file = format!("data/schema/{name}.json");
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!(input.absolute(&file).unwrap_or_else(|| format!("{name}.json"))));
    let part = if ending == "ndjson" { "one line of " } else { "" };
    schema.insert("title".to_owned(), json!(format!("{part}data/{name}.{ending}")));
    if let Value::Object(described) = described {
        schema.extend(described);
    }
    Value::Object(schema)
}

/// An object that has all of these keys, in this order, and no other.
fn object<const N: usize>(description: &str, fields: [(&str, Value); N]) -> Value {
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({
        "description": description, "type": "object", "required": required, "additionalProperties": false,
        "properties": properties,
    })
}

fn list(description: &str, items: Value) -> Value {
    json!({ "description": description, "type": "array", "items": items })
}

fn text(description: &str) -> Value {
    json!({ "description": description, "type": "string" })
}

fn pattern(description: &str, pattern: &str) -> Value {
    json!({ "description": description, "type": "string", "pattern": pattern })
}

fn word(description: &str, words: &[&str]) -> Value {
    json!({ "description": description, "enum": words })
}

/// One of the words of an enumeration that authors write too: what a new one is called is said once, by the type.
fn word_of<T: JsonSchema>(description: &str) -> Value {
    let own = file::schema::<T>();
    let words = own["oneOf"].as_array().into_iter().flatten().map(|word| &word["const"]);
    json!({ "description": description, "enum": words.collect::<Vec<_>>() })
}

fn count(description: &str) -> Value {
    json!({ "description": description, "type": "integer", "minimum": 0 })
}

/// The same, or `null` where it is not known.
fn maybe(mut schema: Value) -> Value {
    match schema.get("type").cloned() {
        Some(kind) => schema["type"] = json!([kind, "null"]),
        None => schema["enum"].as_array_mut().expect("it has a type or words").push(Value::Null),
    }
    schema
}

/// The id of a thing: its file's stem.
fn id(description: &str) -> Value {
    pattern(description, "^[a-z0-9-]+$")
}

fn path() -> Value {
    text("The page's output file, relative to the site's root.")
}

fn anchor() -> Value {
    pattern(
        "A passage: `p` and its number from 1. The passage's address is the page's with this fragment.",
        "^p[1-9][0-9]*$",
    )
}

fn start() -> Value {
    count("Where it begins: bytes into the seed file from 0.")
}

fn end() -> Value {
    count("Where what follows it begins: bytes into the seed file from 0.")
}

fn surface() -> Value {
    text("The words of the seed from `start` to `end`, as they stand there.")
}

fn lines() -> Value {
    json!({
        "description": "First and last line of the seed file, counted from 1, both included.",
        "type": "array", "items": { "type": "integer", "minimum": 1 }, "minItems": 2, "maxItems": 2,
    })
}

/// A date in EDTF: day, month or year, `?` behind a year that is inferred, a clock time, an interval.
fn date(description: &str) -> Value {
    const POINT: &str = r"[0-9]{4}\??(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?";
    let description = format!(
        "{description} A day, month or year, with `?` behind a year that is inferred; a date-time; or an interval with `/`, in \
         which `..` is an open end (EDTF, levels 0 to 2)."
    );
    pattern(&description, &format!("^({POINT}|({POINT}|\\.\\.)/({POINT}|\\.\\.))$"))
}

/// Where articles name a thing.
fn mentioned_by() -> Value {
    let place =
        object("One place.", [("article", id("The article.")), ("anchor", anchor()), ("start", start())]);
    list("Where articles name it, in order of article and place.", place)
}

fn portal() -> Value {
    let counts = [
        "pages",
        "articles",
        "publishers",
        "documents",
        "events",
        "people",
        "organisations",
        "topics",
        "terms",
        "questions",
        "passages",
        "mentions",
    ];
    let counts = counts.map(|name| (name, count(&format!("How many {name} there are."))));
    object(
        "The portal as a whole.",
        [
            ("generator", text("The program that made the site, and its version.")),
            ("title", text("The portal's name.")),
            ("language", text("BCP 47 tag.")),
            ("base_url", maybe(text("Where the site stands; ends in `/`."))),
            ("counts", object("How much of each the portal has.", counts)),
        ],
    )
}

fn pages() -> Value {
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    object(
        "A page of the site.",
        [
            ("kind", word("What kind of page it is.", &kinds)),
            ("id", text("The id of the thing that it shows, or the name of its kind.")),
            ("path", path()),
            ("title", text("Its title.")),
        ],
    )
}

fn article() -> Value {
    let passage = object(
        "A passage: a paragraph of the source, with the headings above it.",
        [("anchor", anchor()), ("lines", lines()), ("start", start()), ("end", end())],
    );
    let omitted = object(
        "Lines of the seed that are not the article.",
        [("lines", lines()), ("kind", word_of::<OmitKind>("What they are."))],
    );
    let mention = object(
        "A document that the text names.",
        [
            ("anchor", anchor()),
            ("document", maybe(id("The document's id; `null` where no file describes it."))),
            (
                "number",
                maybe(text("The document's number, or that which the text has; `null` for other names.")),
            ),
            ("surface", surface()),
            ("start", start()),
            ("end", end()),
        ],
    );
    let dated = object(
        "A date that the text names.",
        [
            ("anchor", anchor()),
            ("surface", surface()),
            ("start", start()),
            ("end", end()),
            (
                "iso",
                text(
                    "`2023-10-11`, `2023-09-25T11:00`, `2023-07`; `--10-11` where the year is not known. As it is written: \
                     there may be no such day (`2023-02-30`).",
                ),
            ),
            ("inferred", json!({ "description": "Whether the year is inferred.", "type": "boolean" })),
        ],
    );
    let person = object(
        "A person whom the text names.",
        [
            ("anchor", anchor()),
            ("person", id("The person's id.")),
            ("surface", surface()),
            ("start", start()),
            ("end", end()),
        ],
    );
    let shared = object(
        "A passage elsewhere that has words in common with one of this article.",
        [
            ("anchor", anchor()),
            ("other", id("The other article; it may be this one.")),
            ("other_anchor", anchor()),
            ("words", count("How many syllables they share.")),
        ],
    );
    object(
        "A source article.",
        [
            ("id", id("Its id.")),
            (
                "seed",
                text(
                    "The file that holds its text, relative to the portal's folder; all offsets count its bytes.",
                ),
            ),
            ("sha256", pattern("The SHA-256 of that file.", "^[0-9a-f]{64}$")),
            ("title", text("Its title, as its publisher prints it.")),
            ("publisher", maybe(id("Who published it: an id."))),
            ("author", maybe(text("Who wrote it, as the article says."))),
            ("published", maybe(date("When it was published."))),
            ("url", maybe(text("Its original address."))),
            ("path", path()),
            ("passages", list("Its passages, in order.", passage)),
            ("omitted", list("What of the seed is not the article, in order.", omitted)),
            ("mentions", list("Documents that it names, in order.", mention)),
            ("dates", list("Dates that it names, in order.", dated)),
            ("people", list("People whom it names, in order.", person)),
            ("shared", list("What it has in common with other passages.", shared)),
        ],
    )
}

fn document() -> Value {
    let relation = object(
        "How it stands to another document, as its own file says.",
        [
            ("kind", word_of::<RelationKind>("The relation, read from this document.")),
            ("target", id("The other document.")),
            (
                "basis",
                word_of::<Basis>(
                    "How the portal knows: a source states it, it follows from the context, or the editor says so.",
                ),
            ),
            ("article", maybe(id("The article that is quoted for it."))),
            ("anchor", maybe(anchor())),
        ],
    );
    object(
        "An official text that sources cite.",
        [
            ("id", id("Its id.")),
            ("type", maybe(text("Its type: *Kết luận*, *Hướng dẫn*."))),
            ("number", maybe(text("Its number, as printed."))),
            ("issued", maybe(date("When it was issued; where sources differ, the first version."))),
            (
                "issuer",
                maybe(text(
                    "Who issued it: an organisation's id, or a name; where sources differ, the first version.",
                )),
            ),
            ("title", maybe(text("What it is about; where sources differ, the first version."))),
            ("path", path()),
            ("relations", list("How it stands to others.", relation)),
            ("mentioned_by", mentioned_by()),
        ],
    )
}

fn event() -> Value {
    let source =
        object("A source that tells of it.", [("article", id("The article.")), ("anchor", maybe(anchor()))]);
    let value = object(
        "What one source says.",
        [
            ("value", text("The value.")),
            ("article", maybe(id("Who says so; `null` where the portal does."))),
            ("anchor", maybe(anchor())),
        ],
    );
    let conflict = object(
        "A field on which sources differ.",
        [
            (
                "field",
                word(
                    "The field.",
                    &["kind", "title", "date", "part_of_day", "place", "chair", "organiser", "format"],
                ),
            ),
            ("values", list("Every version, in the order of the file.", value)),
        ],
    );
    object(
        "A meeting, or anything else dated.",
        [
            ("id", id("Its id.")),
            ("kind", text("What kind of event: `meeting`, or another word.")),
            ("title", maybe(text("Its name; where sources differ, the first version."))),
            ("date", maybe(date("When it was; where sources differ, the first version."))),
            ("path", path()),
            ("documents", list("The documents that it dealt with: ids.", id("A document."))),
            ("sources", list("Where sources tell of it.", source)),
            ("conflicts", list("What sources differ on.", conflict)),
        ],
    )
}

fn timeline() -> Value {
    object(
        "A dated thing; lines are in order of the latest possible day.",
        [
            ("date", date("When.")),
            ("kind", text("`issuance`, `publication`, or the kind of the event.")),
            ("title", text("Its name.")),
            ("target", pattern("The thing: kind and id.", "^(document|event|article):[a-z0-9-]+$")),
            ("path", path()),
        ],
    )
}

fn topic() -> Value {
    object(
        "A topic.",
        [
            ("id", id("Its id.")),
            ("title", text("Its name.")),
            ("path", path()),
            ("documents", list("Its documents: ids.", id("A document."))),
            ("events", list("Its events, and those that name it: ids.", id("An event."))),
            ("articles", list("The articles that serve it, by date: ids.", id("An article."))),
            ("terms", list("Words whose passages are gathered.", text("A word."))),
        ],
    )
}

fn term() -> Value {
    let quote = object(
        "Words of a source that explain it.",
        [("article", id("The article.")), ("anchor", anchor()), ("text", text("The words."))],
    );
    object(
        "A term of the glossary.",
        [
            ("id", id("Its id.")),
            ("term", text("The term, as texts write it.")),
            ("aliases", list("Other spellings.", text("A spelling."))),
            ("expansion", maybe(text("What an abbreviation stands for."))),
            ("means", maybe(text("What it means, in the portal's words."))),
            ("quotes", list("What it means, in the sources' words.", quote)),
            ("see", maybe(pattern("What else the portal has on it: kind and id.", "^[a-z]+:[a-z0-9-]+$"))),
            ("path", path()),
            ("anchor", text("Its place on that page, without `#`.")),
            ("mentioned_by", mentioned_by()),
        ],
    )
}

fn question() -> Value {
    let quote = object(
        "Words of a source that prove the answer.",
        [
            ("article", id("The article.")),
            ("anchor", anchor()),
            ("text", text("The words.")),
            ("start", maybe(start())),
            ("end", maybe(end())),
        ],
    );
    let source = object("Who says so.", [("article", id("The article.")), ("anchor", maybe(anchor()))]);
    let answer = object(
        "An answer in words.",
        [
            ("text", text("The answer.")),
            ("note", maybe(text("A remark."))),
            ("sources", list("Who says so.", source)),
        ],
    );
    object(
        "A question of the self-test.",
        [
            ("id", text("Its id, by which what a reader has answered is kept.")),
            ("kind", word_of::<QuestionKind>("What is asked for.")),
            (
                "origin",
                word(
                    "Whether an author wrote it, or it was made of what the portal knows.",
                    &["written", "register"],
                ),
            ),
            (
                "source",
                pattern("Where it was written, or what it is about: kind and id.", "^[a-z]+:[a-z0-9-]+$"),
            ),
            ("topics", list("Its topics: ids.", id("A topic."))),
            ("path", path()),
            ("ask", text("The question.")),
            ("options", list("What to choose from; empty where the reader recalls.", text("An option."))),
            (
                "answer",
                list(
                    "The right options, counted from 1; in order, where an order is asked for.",
                    count("An option."),
                ),
            ),
            ("answers", list("The answer in words, every version.", answer)),
            ("explain", maybe(text("Why."))),
            ("quotes", list("The words of sources that prove it.", quote)),
        ],
    )
}

fn agent(name: &str) -> Value {
    let role = object(
        "A role, as a source gives it.",
        [("value", text("The role.")), ("article", maybe(id("Who says so; `null` where the portal does.")))],
    );
    let what = if name == "people" { "A person." } else { "An organisation." };
    object(
        what,
        [
            ("id", id("The id.")),
            ("name", text("The name.")),
            ("path", path()),
            ("aliases", list("Other spellings.", text("A spelling."))),
            ("roles", list("Every version of the role.", role)),
            ("mentioned_by", mentioned_by()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check<T: JsonSchema>(expected: Expect) {
        expected.assert_eq(&word_of::<T>("D")["enum"].to_string());
    }

    #[test]
    fn words_are_those_of_the_enumerations() {
        check::<OmitKind>(expect![[
            r#"["title","date","byline","source-url","caption","photo-credit","pull-quote","nav","search-box","comment-form","related-news","stats","footer","ui-residue"]"#
        ]]);
        check::<RelationKind>(expect![[
            r#"["based-on","guides","implements","earlier","supersedes","amends","cites","maybe-same"]"#
        ]]);
        check::<Basis>(expect![[r#"["stated","context","editor"]"#]]);
        check::<QuestionKind>(expect![[r#"["one","several","recall","compare","source","order"]"#]]);
    }
}

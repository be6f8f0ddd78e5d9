//! Diagnostics as a log of the *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*, OASIS Standard.

use super::{Places, harmless};
use crate::diagnostic::{Code, Diagnostic, Explanation, Severity};
use crate::markup::escape;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Where paths begin (section 3.14.14); which folder that is, the reader knows.
const ROOT: &str = "%SRCROOT%";

/// The whole log.
pub(super) fn log(folder: &str, diagnostics: &[Diagnostic], places: &Places<'_>) -> Value {
    let mut codes: Vec<Code> = diagnostics.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut same = HashMap::new();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|d| {
            let file = d.location.as_ref().map_or("", |l| l.file.as_str());
            let nth = same.entry((d.code, file, d.cause.as_deref().unwrap_or(&d.message))).or_insert(0_usize);
            *nth += 1;
            let rule = codes.binary_search(&d.code).expect("all codes are listed");
            result(folder, d, rule, &fingerprint(d, file, *nth), places)
        })
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "khue",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            } },
            "originalUriBaseIds": { ROOT: { "description": { "text": "the root of the repository" } } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// What a code means, from the text of `khue explain`.
fn rule(code: Code) -> Value {
    let Explanation { what, why, how, .. } = code.parts();
    json!({
        "id": code.name(),
        "shortDescription": { "text": what },
        "fullDescription": { "text": format!("{what} {why}") },
        "help": {
            "text": format!("{how}\n\nkhue explain {}", code.name()),
            "markdown": code.explanation(),
        },
    })
}

fn result(folder: &str, d: &Diagnostic, rule: usize, fingerprint: &str, places: &Places<'_>) -> Value {
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let hint = d.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    let locations: Vec<Value> = d
        .location
        .iter()
        .map(|l| {
            let uri = escape::path(&format!("{folder}{}", l.file));
            let mut place = json!({ "artifactLocation": { "uri": uri, "uriBaseId": ROOT } });
            if let Some(p) = places.position(d) {
                place["region"] = json!({
                    "startLine": p.line,
                    "startColumn": p.column,
                    "endLine": p.end_line,
                    "endColumn": p.end_column,
                });
            }
            json!({ "physicalLocation": place })
        })
        .collect();
    json!({
        "ruleId": d.code.name(),
        "ruleIndex": rule,
        "level": level,
        "message": { "text": harmless(&format!("{}{hint}", d.message)) },
        "locations": locations,
        "partialFingerprints": { "khueMistake/v1": fingerprint },
    })
}

/// What stays the same of a mistake when lines above it come or go: its code, file and cause, and which of those that
/// are alike it is.
fn fingerprint(d: &Diagnostic, file: &str, nth: usize) -> String {
    let cause = d.cause.as_deref().unwrap_or(&d.message);
    let text = [d.code.name(), file, cause, &nth.to_string()].join("\0");
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Location;
    use crate::snapshot::Snapshot;

    fn fingerprints(text: &str, words: &[&str]) -> Vec<String> {
        let snapshot = Snapshot::from_files([("seeds/a.txt", text)]);
        let told: Vec<Diagnostic> = words
            .iter()
            .map(|word| {
                let at = text.find(word).expect("it stands there");
                let at = Location::new("seeds/a.txt", at..at + word.len());
                Diagnostic::warning(Code::UnknownDocument, format!("no file describes `{word}`")).at(at)
            })
            .collect();
        let log = log("", &told, &Places::new(&told, &snapshot));
        let results = log["runs"][0]["results"].as_array().expect("a list").clone();
        let of = |result: &Value| result["partialFingerprints"]["khueMistake/v1"].as_str().map(str::to_owned);
        results.iter().filter_map(of).collect()
    }

    #[test]
    fn a_mistake_keeps_its_fingerprint_when_lines_move() {
        let before = fingerprints("57-KL/TW\n58-KL/TW\n", &["57-KL/TW", "58-KL/TW"]);
        assert_eq!(before, fingerprints("một\n\n57-KL/TW hai\n58-KL/TW\n", &["57-KL/TW", "58-KL/TW"]));
        assert_ne!(before[0], before[1]);
    }

    #[test]
    fn mistakes_that_are_alike_have_fingerprints_of_their_own() {
        let found = fingerprints("57-KL/TW", &["57-KL/TW", "57-KL/TW"]);
        assert_ne!(found[0], found[1]);
        assert_eq!(found, fingerprints("57-KL/TW", &["57-KL/TW", "57-KL/TW"]));
    }
}

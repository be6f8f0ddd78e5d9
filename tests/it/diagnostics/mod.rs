//! What an author is told: every kind of metadata file of the first portal, broken in the ways in which a tired person
//! breaks it. Each mistake is an error with its code, file, line and column, the line itself, and what would mend it.

mod agreement;
mod evidence;
mod files;
mod following;
mod formats;
mod forms;
mod hidden;
mod keys;
mod links;
mod meaning;
mod names;
mod outside;
mod quoted;
mod run;
mod shapes;
mod suggestions;
mod support;
mod templates;
mod unseen;
mod values;

use crate::harness::first_portal;
use expect_test::Expect;
use khue::edge::report::{self, Format};
use khue::{Options, Snapshot};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FIRST: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(first_portal);

/// The first portal with `from`, which stands there once, replaced by `to` in the file `path`.
fn broken(path: &str, from: &str, to: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = FIRST.clone();
    let text = String::from_utf8(files[path].clone()).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from:?} in {path}");
    files.insert(path.to_owned(), text.replace(from, to).into_bytes());
    files
}

/// The diagnostics of a portal with these files, as `--format json` prints them.
fn diagnose(files: BTreeMap<String, Vec<u8>>) -> Vec<Value> {
    let snapshot = Snapshot::from_files(files);
    let compiled = khue::compile(&snapshot, &Options::default());
    let mut out = Vec::new();
    report::write(&compiled.diagnostics, &snapshot, Format::Json, false, &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// One diagnostic in two or three lines: what and where, the line itself, what would mend it.
fn shown(d: &Value) -> String {
    let text = |key: &str| d[key].as_str().unwrap_or_default();
    assert!(!text("message").ends_with('.') && !text("message").starts_with(char::is_uppercase), "{d}");
    let hint = d["hint"].as_str().map(|hint| format!("\n  = {hint}")).unwrap_or_default();
    format!(
        "{}[{}] {}:{}:{}: {}\n  | {}{hint}",
        text("severity"),
        text("code"),
        text("file"),
        d["line"],
        d["column"],
        text("message"),
        text("text").chars().take(100).collect::<String>(),
    )
}

fn check_files(files: BTreeMap<String, Vec<u8>>, expected: Expect) {
    let shown: Vec<String> = diagnose(files).iter().map(shown).collect();
    expected.assert_eq(&shown.join("\n"));
}

/// Breaks one place of the first portal and compares what is reported for that file.
fn check(path: &str, from: &str, to: &str, expected: Expect) {
    let found = diagnose(broken(path, from, to));
    let here: Vec<String> = found.iter().filter(|d| d["file"] == path).map(shown).collect();
    expected.assert_eq(&here.join("\n"));
}

/// What is reported for a portal that has nothing but these files.
fn check_small(text: &str, expected: Expect) {
    let portal = [("portal.yaml", "title: Cổng\n")].into_iter().chain(crate::harness::files(text));
    let files = portal.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    check_files(files.collect(), expected);
}

//! Every thing of a portal, renamed and back: the site differs in nothing but the id.

use super::MANY;
use khue::rename::{Wish, changes, plan};
use khue::{Options, Snapshot, compile};
use serde_json::Value;
use std::collections::BTreeMap;

fn snapshot(files: &BTreeMap<String, Vec<u8>>) -> Snapshot {
    Snapshot::from_files(files.clone())
}

/// Renames in memory; the files afterwards.
#[track_caller]
fn renamed(files: &BTreeMap<String, Vec<u8>>, kind: &str, old: &str, new: &str) -> BTreeMap<String, Vec<u8>> {
    let snapshot = snapshot(files);
    let wish = Wish { kind: kind.to_owned(), old: old.to_owned(), new: new.to_owned() };
    let plan = plan(&snapshot, &wish).unwrap_or_else(|refused| panic!("{kind}:{old}: {refused:?}"));
    let mut after = files.clone();
    for change in changes(&snapshot, &plan, new) {
        after.remove(&change.path);
        after.insert(change.moved_to.unwrap_or(change.path), change.after);
    }
    after
}

/// The whole site by path, in text where it is text; without what is packed (the index of search, the book), and what has a
/// hash of everything.
fn site(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let compiled = compile(&snapshot(files), &Options::default());
    assert!(!khue::diagnostic::has_errors(&compiled.diagnostics), "{:?}", compiled.diagnostics);
    let text = |path: &str, bytes: &[u8]| match path {
        "data/articles.ndjson" => String::from_utf8_lossy(bytes).lines().map(without_places).collect(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    let is_packed =
        |path: &str| path.starts_with("search/") || matches!(path, "portal.epub" | "offline.json" | "sw.js");
    let artifacts = compiled.artifacts.iter().filter(|artifact| !is_packed(&artifact.path));
    artifacts.map(|artifact| (artifact.path.clone(), text(&artifact.path, &artifact.bytes))).collect()
}

/// What the data say of an article; of one in Markdown, whose own text holds references, not its hash and offsets.
fn without_places(line: &str) -> String {
    let mut article: Value = serde_json::from_str(line).unwrap();
    if article["seed"].as_str().unwrap().starts_with("content/") {
        let keys = article.as_object_mut().unwrap();
        for key in ["sha256", "passages"] {
            keys.remove(key).unwrap();
        }
    }
    format!("{article}\n")
}

/// Everything in a portal that can be renamed.
fn things(files: &BTreeMap<String, Vec<u8>>) -> Vec<(&'static str, String)> {
    let kind = |path: &str| {
        khue::parse::folders::FOLDERS
            .iter()
            .find(|f| path.starts_with(&format!("content/{}/", f.name)))
            .map(|f| f.kind)
    };
    let id = |path: &str| path.rsplit('/').next().unwrap().rsplit_once('.').unwrap().0.to_owned();
    files.keys().filter_map(|path| Some((kind(path)?, id(path)))).collect()
}

/// Renames every thing of a portal and back: the site differs in nothing but the id, and then in nothing at all.
fn check_all(files: &BTreeMap<String, Vec<u8>>) -> usize {
    let before = site(files);
    let things = things(files);
    let mut last = ("", 0);
    for (kind, old) in &things {
        last = if last.0 == *kind { (kind, last.1 + 1) } else { (kind, 1) };
        // Sorted where the old one was, and found nowhere else.
        let new = format!("{old}-0zz");
        let changed = renamed(files, kind, old, &new);
        let back = |text: &str| text.replace(&new, old);
        // Two things of each kind are enough for what takes long: the site, and the way back.
        if last.1 <= 2 {
            assert_eq!(&renamed(&changed, kind, &new, old), files, "{kind}:{old}");
            let after: BTreeMap<String, String> =
                site(&changed).iter().map(|(path, text)| (back(path), back(text))).collect();
            let differs: Vec<&String> =
                before.iter().filter(|(path, text)| after.get(*path) != Some(text)).map(|f| f.0).collect();
            assert_eq!(differs, [""; 0], "{kind}:{old}");
            assert_eq!(before.len(), after.len(), "{kind}:{old}");
        }
        for (path, bytes) in &changed {
            let text = String::from_utf8_lossy(bytes);
            assert_eq!(
                files.get(&back(path)).map(|b| String::from_utf8_lossy(b)),
                Some(back(&text).into()),
                "{path}"
            );
        }
    }
    things.len()
}

#[test]
fn everything_in_the_first_portal_can_be_renamed_and_back() {
    let files = crate::harness::first_portal();
    let count = check_all(&files);
    assert!(count > 40, "{count}");
}

#[test]
fn everything_in_a_portal_with_every_form_of_reference_can_be_renamed_and_back() {
    let files: BTreeMap<String, Vec<u8>> =
        crate::harness::files(MANY).into_iter().map(|(path, text)| (path.to_owned(), text.into())).collect();
    assert_eq!(check_all(&files), 12);
    // And with the line ends and the mark of another system.
    let crlf = |(path, bytes): (&String, &Vec<u8>)| {
        let text = std::str::from_utf8(bytes).unwrap();
        let mark = if path.starts_with("seeds/") { "" } else { "\u{feff}" };
        (path.clone(), format!("{mark}{}", text.replace('\n', "\r\n")).into_bytes())
    };
    check_all(&files.iter().map(crlf).collect());
}

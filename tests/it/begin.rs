//! `init` and `schema`: what an author begins with.

use crate::browser::webdriver;
use crate::harness::{PortalTest, folder_files};
use khue::schemas;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program in an empty place; the new portal is `new` in it.
fn empty() -> (PortalTest, PathBuf) {
    let test = PortalTest::new("");
    let new = test.root().join("new");
    (test, new)
}

#[test]
fn a_new_portal_builds_and_checks_without_a_warning() {
    for language in ["vi", "en"] {
        let (test, new) = empty();
        let args: &[&str] =
            if language == "vi" { &["init", "new"] } else { &["init", "new", "--language", "en"] };
        let said = test.run(args).done();
        assert_eq!(said.stdout, "");
        assert!(said.stderr.contains("khue serve --root new"), "{}", said.stderr);
        for path in folder_files(&new).keys().filter(|path| !path.starts_with("schemas/")) {
            assert!(said.stderr.contains(&format!("  {path}")), "{path} is not told of: {}", said.stderr);
        }
        let checked = test.run(&["check", "--strict", "--root", "new"]).done();
        assert!(checked.stderr.starts_with("all is well: "), "{}", checked.stderr);
        let built = test.run(&["build", "--strict", "--root", "new"]).done();
        assert!(!built.stderr.contains("warning"), "{}", built.stderr);
        let home = fs::read_to_string(new.join("output/index.html")).unwrap();
        assert!(home.contains(&format!("<html lang=\"{language}\"")), "{home}");
        assert!(!new.join("output/schemas").exists());
    }
}

#[test]
fn every_key_of_a_new_portal_is_explained() {
    // A comment stands above each key of the first level, or above the keys beside it.
    for (path, bytes) in starters() {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let Some(yaml) = front_or_all(&path, &text) else { continue };
        let mut explained = false;
        for line in yaml.lines() {
            match line {
                "" => explained = false,
                line if line.starts_with('#') => explained = true,
                line if line.starts_with(' ') => {}
                line => assert!(explained, "{path}: no comment explains `{line}`"),
            }
        }
    }
}

#[test]
fn a_folder_that_is_not_empty_is_refused() {
    let test = PortalTest::small();
    let before = folder_files(&test.root());
    for (folder, why) in
        [(".", "not empty"), ("content", "not empty"), ("portal.yaml", "a file"), ("portal.yaml/x", "a file")]
    {
        let run = test.run(&["init", folder]).ended(2);
        assert!(run.stderr.contains(why), "{folder}: {}", run.stderr);
    }
    assert_eq!(folder_files(&test.root()), before);
    test.run(&["init", "x", "--language", "fr"]).ended(2);
    test.run(&["init"]).ended(2);
    assert!(!test.root().join("x").exists());
}

#[test]
fn an_empty_folder_and_one_that_is_not_there_are_filled() {
    let (test, new) = empty();
    test.run(&["init", "new/deep/er"]).done();
    fs::create_dir_all(new.join("bare")).unwrap();
    test.run(&["init", "new/bare"]).done();
    assert_eq!(folder_files(&new.join("deep/er")), folder_files(&new.join("bare")));
    assert_eq!(fs::read_dir(new.join("bare")).unwrap().count(), 4, "nothing of the work is left");
    let said = test.run(&["init", "a b'c"]).done();
    assert!(said.stderr.contains(r"--root 'a b'\''c'"), "{}", said.stderr);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_fails_and_keeps_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let (test, new) = empty();
    fs::create_dir(&new).unwrap();
    fs::set_permissions(&new, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(new.join("probe"), "").is_ok() {
        return; // The superuser may write everywhere.
    }
    test.run(&["init", "new"]).ended(3);
    test.run(&["init", "new/deeper"]).ended(3);
    assert_eq!(fs::read_dir(&new).unwrap().count(), 0);
}

#[test]
fn schemas_are_written_and_written_again() {
    let (test, new) = empty();
    let said = test.run(&["schema", "new"]).done();
    assert!(said.stderr.contains("12 written, 0 unchanged"), "{}", said.stderr);
    let first = folder_files(&new);
    assert_eq!(first.len(), 12);
    let said = test.run(&["schema", "new"]).done();
    assert!(said.stderr.contains("0 written, 12 unchanged"), "{}", said.stderr);
    // One of an earlier version, and a file of the author's own.
    let older = r#"{"$comment": "Written by `khue schema` (khue 0.0.1)", "type": "object"}"#;
    test.write("new/topic.schema.json", older.as_bytes());
    test.write("new/mine.json", b"{}");
    let said = test.run(&["schema", "new"]).done();
    assert!(said.stderr.contains("1 written, 11 unchanged"), "{}", said.stderr);
    let mut again = folder_files(&new);
    assert_eq!(again.remove("mine.json").unwrap(), b"{}");
    assert_eq!(again, first);
}

#[test]
fn a_file_that_is_no_schema_of_ours_is_never_overwritten() {
    let (test, new) = empty();
    test.write("new/topic.schema.json", b"{\"title\": \"mine\"}");
    let run = test.run(&["schema", "new"]).ended(2);
    assert!(run.stderr.contains("topic.schema.json"), "{}", run.stderr);
    assert_eq!(folder_files(&new).len(), 1, "nothing else was written");
    test.write("file", b"");
    test.run(&["schema", "file"]).ended(2);
    test.run(&["schema", "file/x"]).ended(2);
}

/// Which kind of file a path names.
fn kind(path: &str) -> Option<&'static str> {
    let folders = [
        ("content/articles/", "article"),
        ("content/publishers/", "publisher"),
        ("content/documents/", "document"),
        ("content/events/", "event"),
        ("content/people/", "person"),
        ("content/organisations/", "organisation"),
        ("content/topics/", "topic"),
        ("content/pages/", "page"),
    ];
    match path {
        "portal.yaml" => Some("portal"),
        path if path.ends_with("/theme.yaml") => Some("theme"),
        path if path.contains("/strings/") => Some("strings"),
        path => folders.iter().find(|(folder, _)| path.starts_with(folder)).map(|(_, kind)| *kind),
    }
}

/// The YAML of a metadata file.
fn front_or_all<'a>(path: &str, text: &'a str) -> Option<&'a str> {
    match path.rsplit_once('.')?.1 {
        "yaml" => Some(text),
        "md" => text.strip_prefix("---\n")?.split("\n---\n").next(),
        _ => None,
    }
}

/// The starters' files.
fn starters() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("starters");
    ["vi", "en"].iter().flat_map(|language| folder_files(&root.join(language))).collect()
}

/// What Ajv (draft 2020-12, strict) says of values, each to be judged by the schema of a kind: the mistakes of each.
fn judge(cases: &[(&str, Value)]) -> Vec<Vec<String>> {
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let install = webdriver::INSTALL;
    assert!(modules.join("node_modules/ajv").is_dir(), "Ajv is not installed: {install}");
    let node =
        webdriver::program(&["node", "nodejs"]).unwrap_or_else(|| panic!("Node is not installed: {install}"));
    const SCRIPT: &str = "
        const Ajv = require('ajv/dist/2020').default;
        const { schemas, cases } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
        for (const name of ['uint', 'uint32', 'int64']) ajv.addFormat(name, true);
        ajv.addKeyword('patternErrorMessage'); // Of editors, not of JSON Schema.
        const checks = {};
        for (const [name, schema] of Object.entries(schemas)) checks[name] = ajv.compile(schema);
        console.log(JSON.stringify(cases.map(([kind, value]) => checks[kind](value) ? []
            : checks[kind].errors.map(e => `${e.instancePath} ${e.message}`))));";
    let schemas: BTreeMap<String, Value> = schemas::all()
        .into_iter()
        .map(|file| {
            let kind = file.name.strip_suffix(schemas::ENDING).unwrap().to_owned();
            (kind, serde_json::from_str(&file.text).unwrap())
        })
        .collect();
    let mut child = Command::new(node)
        .args(["-e", SCRIPT])
        .current_dir(modules)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Node starts");
    let input = json!({ "schemas": schemas, "cases": cases }).to_string();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

#[test]
fn every_metadata_file_of_this_repository_fits_its_schema() {
    let mut files = crate::harness::first_portal();
    let themes = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    files.extend(folder_files(&themes).into_iter().map(|(path, bytes)| (format!("themes/{path}"), bytes)));
    let starters = starters();
    let starters = starters.iter().map(|(path, bytes)| (path, bytes));
    let named = files.iter().chain(starters).filter_map(|(path, bytes)| {
        let text = std::str::from_utf8(bytes).ok()?;
        Some((path, kind(path)?, yaml(front_or_all(path, text)?)))
    });
    let cases: Vec<(&String, &str, Value)> = named.collect();
    let kinds: std::collections::BTreeSet<&str> = cases.iter().map(|case| case.1).collect();
    assert_eq!(kinds.len(), 11, "every kind is tried: {kinds:?}");
    let values: Vec<(&str, Value)> = cases.iter().map(|(_, kind, value)| (*kind, value.clone())).collect();
    for ((path, ..), mistakes) in cases.iter().zip(judge(&values)) {
        assert_eq!(mistakes, [""; 0], "{path}");
    }
}

#[test]
fn what_the_program_takes_fits_and_usual_mistakes_do_not() {
    let fits = [
        ("topic", "title: A\nterms:\npoints: ~\norder:\n"),
        ("event", "title: 2023\ndate: 2023\n"),
        ("event", "title: A\ndate: 2023?-07-05\npart_of_day: [{value: morning, article: a}]\n"),
        ("event", "title: A\ndate: ../2023-09-25\n"),
        ("event", "title: A\ndate: 2023-07/2023-12\n"),
        ("event", "title: A\ndate: 2023-09-25/..\n"),
        ("event", "title: A\ndate: 2023-10-11T19:49:00+07:00\n"),
        ("event", "title: A\ndate: 2023-10-11 19:49\nplace: [{value: x, quote: y}]\n"),
        (
            "article",
            "title: A\nomit: [{kind: nav, lines: 3}, {kind: nav, lines: '4, 38 - 40'}, {kind: nav, from: x}]\n",
        ),
        ("article", "title: A\nsiglum: ĐẶNG-1.2\nlabels: {p1: x, p12: y}\nextra: {a: [1, {b: null}]}\n"),
        ("document", "number: 57\nissuer: Bộ Chính trị\nissued: [{value: 2023-01-01, article: a-b}]\n"),
        ("portal", "title: A\nmenu: [topics, '[[page:a]]']\nutc_offset: Z\nlanguage: pt-BR\n"),
        ("portal", "title: A\nmenu: ['topic:a']\nformats: [data, feed]\npaths: {topics: x, self-test: y}\n"),
        ("publisher", "name: A\nomit: [{kind: nav, from: x, to: y}]\n"),
        (
            "page",
            "title: A\nself_test: [{kind: one, id: b, ask: B, options: [a, 2], answer: 1, quotes: [{article: a, text: C}]}]\n",
        ),
    ];
    let wrong = [
        ("topic", "titel: A\n"),
        ("topic", "title: A\nterms: nước\n"),
        ("topic", "title: A\norder: first\n"),
        ("topic", "title: A\nevents: [Hội nghị]\n"),
        ("event", "title: A\ndate: 5/7/2023\n"),
        ("event", "title: A\ndate: [{value: 5/7/2023}]\n"),
        ("event", "title: A\npart_of_day: sáng\n"),
        ("article", "title: A\nomit: [{kind: captoin, lines: 3}]\n"),
        ("article", "title: A\nomit: [{kind: caption}]\n"),
        ("article", "title: A\nomit: [{kind: caption, lines: 3, from: x}]\n"),
        ("article", "title: A\nomit: [{kind: caption, lines: x}]\n"),
        ("article", "title: A\nlabels: {d1: x}\n"),
        ("article", "title: A\npublished: hôm qua\n"),
        ("article", "title: A\nurl: cand.com.vn\n"),
        ("article", "title: A\ndraft: 'yes'\n"),
        ("article", "siglum: A\n"),
        ("document", "relations: [{kind: based-on, target: x}]\n"),
        ("document", "relations: [{kind: base-on, target: x, basis: editor}]\n"),
        ("person", "name: [A]\n"),
        ("organisation", "name: A\nparent: Bộ A\n"),
        ("publisher", "name: A\nrole: B\n"),
        ("publisher", "name: A\nomit: [{kind: nav, lines: 3}]\n"),
        ("publisher", "name: A\nomit: [{kind: nav}]\n"),
        ("portal", "title: A\nutc_offset: '+7'\n"),
        ("portal", "title: A\nmenu: [topic]\n"),
        ("portal", "title: A\nformats: [rss]\n"),
        ("portal", "title: A\npaths: {topic: x}\n"),
        ("theme", "name: a\nextend: b\n"),
        ("strings", "topics: {a: b}\n"),
    ];
    let cases: Vec<(&str, Value)> =
        fits.iter().chain(&wrong).map(|(kind, text)| (*kind, yaml(text))).collect();
    for (index, mistakes) in judge(&cases).iter().enumerate() {
        let (kind, value) = &cases[index];
        assert_eq!(mistakes.is_empty(), index < fits.len(), "{kind}: {value}: {mistakes:?}");
    }
}

#[test]
fn a_link_that_leads_nowhere_is_told() {
    let test = PortalTest::new("-- a --\n");
    std::os::unix::fs::symlink("nowhere", test.root().join("link")).unwrap();
    for args in [["init", "link"], ["init", "link/in"], ["schema", "link"]] {
        let run = test.run(&args).ended(2);
        assert!(run.stderr.contains("`link`: this is a link that leads nowhere"), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains("help: remove the link"), "{args:?}: {}", run.stderr);
    }
}

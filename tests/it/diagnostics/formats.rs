//! How diagnostics are written: for people once for each mistake, for programs every one.

use crate::browser::webdriver;
use crate::harness::PortalTest;
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Command, Stdio};

/// A portal with two errors of one kind, warnings that are one mistake, and names that need escaping.
fn portal() -> PortalTest {
    PortalTest::small().with(
        "-- seeds/b c.txt --\nTheo Kết luận số 88-KL/TW, và Kết luận 88-KL/TW.\n\nKết luận số 88- KL/TW nói vậy.\n\
         -- content/articles/b.yaml --\nsiglum: B\nseed: b c.txt\ntitle: B\npublished: 2023-10-12\n\
         -- content/events/b.yaml --\nkind: meeting\ndate: 2023-10-12\ntitle: B\ntitel: B\n\
         -- content/topics/hai.md --\n---\ntitle: Hai\ntitel: 100%, hai\n---\n\nHai.\n\
         -- content/pages/Bài số 1.md --\n---\ntitle: Một\n---\n\nMột.\n",
    )
}

fn schema(input: Option<&str>) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let install = webdriver::INSTALL;
    assert!(
        folder.join("node_modules/@microsoft/jest-sarif").is_dir()
            && folder.join("node_modules/ajv6").is_dir(),
        "the schema of SARIF is not installed: {install}"
    );
    let node = webdriver::program(&["node"]).unwrap_or_else(|| panic!("Node is not installed: {install}"));
    let mut command = Command::new(node);
    command.arg("sarif.cjs").args(input.is_none().then_some("--schema")).current_dir(folder);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.unwrap_or_default().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn sarif_is_valid_by_its_schema() {
    assert!(schema(None).contains("SARIF) Version 2.1.0"));
    let run = portal().run(&["check", "--format", "sarif"]).ended(1);
    assert_eq!(schema(Some(&run.stdout)), "");
    // A portal without a fault, and one that cannot be read at all.
    let empty = PortalTest::small().run(&["check", "--format", "sarif"]).done();
    assert_eq!(schema(Some(&empty.stdout)), "");
    let unread =
        PortalTest::new("-- portal.yaml --\ntitle: [\n").run(&["check", "--format", "sarif"]).ended(1);
    assert_eq!(schema(Some(&unread.stdout)), "");
    // The schema would find a fault.
    let faulty =
        run.stdout.replace("\"uri\": \"content/", "\"uri\": \"con tent/").replace("\"text\"", "\"txet\"");
    assert!(schema(Some(&faulty)).contains("uri-reference"), "{}", schema(Some(&faulty)));
    assert!(schema(Some(&faulty)).contains("txet"));
}

#[test]
fn sarif_names_places_rules_and_fingerprints() {
    let run = portal().run(&["check", "--format", "sarif"]).ended(1);
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let places: Vec<&str> = results
        .iter()
        .map(|r| &r["locations"][0]["physicalLocation"]["artifactLocation"])
        .inspect(|place| assert!(run["originalUriBaseIds"][place["uriBaseId"].as_str().unwrap()].is_object()))
        .map(|place| place["uri"].as_str().unwrap())
        .collect();
    let seed = "seeds/b%20c.txt";
    let page = "content/pages/B%C3%A0i%20s%E1%BB%91%201.md";
    assert_eq!(places, ["content/events/b.yaml", page, "content/topics/hai.md", seed, seed, seed]);
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(*region, serde_json::json!({"startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 6}));
    let mut prints = std::collections::BTreeSet::new();
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].as_str().unwrap().contains("khue explain "));
        assert!(prints.insert(result["partialFingerprints"].to_string()), "{result}");
    }
}

#[test]
fn annotations_are_one_line_each() {
    let run = portal().run(&["check", "--format", "github"]).ended(1);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 6);
    assert_eq!(
        lines[0],
        "::error file=content/events/b.yaml,line=4,endLine=4,col=1,endColumn=6,title=unknown-key::\
         unknown key `titel`%0Ahelp: did you mean `title`?"
    );
    assert!(lines[1].starts_with("::error file=content/pages/Bài số 1.md,line=1,"), "{}", lines[1]);
}

#[test]
fn annotations_name_files_from_the_repository_s_root() {
    let test = PortalTest::new("-- learn/portal.yaml --\ntitle: T\ntitel: T\n");
    let told = |root: &str| test.run(&["check", "--root", root, "--format", "github"]).ended(1).stdout;
    assert!(told("learn").starts_with("::error file=learn/portal.yaml,line=2,"), "{}", told("learn"));
    assert!(told("./learn/").starts_with("::error file=learn/portal.yaml,"));
    let absolute = test.root().join("learn");
    assert!(told(absolute.to_str().unwrap()).starts_with("::error file=learn/portal.yaml,"));
}

#[test]
fn json_has_the_documented_keys_in_each_line() {
    let docs =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/pages/programs.md"))
            .unwrap();
    let documented: Vec<&str> = docs
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .map(|row| row.0)
        .collect();
    let found = portal().run(&["check", "--format", "json"]).ended(1).json();
    assert_eq!(found.len(), 6, "every diagnostic is one of its own");
    for diagnostic in &found {
        let keys: Vec<&str> = diagnostic.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, documented);
    }
    let unknown: Vec<&Value> = found.iter().filter(|d| d["code"] == "unknown-document").collect();
    assert_eq!(unknown.len(), 3);
    assert!(unknown.iter().all(|d| d["cause"] == "88-KL/TW"));
    assert_eq!((&unknown[2]["line"], &unknown[2]["end_line"]), (&Value::from(3), &Value::from(3)));
}

#[test]
fn people_read_the_same_mistake_once() {
    let told = portal().run(&["check"]).ended(1).stderr;
    assert_eq!(told.matches("no file describes").count(), 1, "{told}");
    assert!(told.contains("note: and 2 times more: seeds/b c.txt:1:"), "{told}");
    assert_eq!(told.matches("unknown key `titel`").count(), 1, "{told}");
    assert!(told.contains("note: and once more: content/topics/hai.md:3:1"), "{told}");
    assert!(told.contains("3 errors, 3 warnings"), "{told}");
}

/// What `khue check` writes to standard error when that is a terminal.
fn on_a_terminal(test: &PortalTest, environment: &[(&str, &str)]) -> String {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap().into_string().unwrap();
    let theirs: OwnedFd = fs::OpenOptions::new().read(true).write(true).open(name).unwrap().into();
    let mut command = coloured(test);
    command.envs(environment.iter().copied()).stdout(Stdio::null()).stderr(theirs);
    let mut child = command.spawn().unwrap();
    drop(command); // It holds the terminal's other end, whose closing ends our reading.
    let mut read = Vec::new();
    // At the end of a terminal's other side Linux answers with an error.
    let _ = fs::File::from(ours).read_to_end(&mut read);
    assert_eq!(child.wait().unwrap().code(), Some(1));
    String::from_utf8(read).unwrap()
}

/// `khue check` in an environment that says nothing about colours.
fn coloured(test: &PortalTest) -> Command {
    let mut command = test.command(&["check"]);
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("TERM", "xterm");
    command
}

#[test]
fn colours_are_for_terminals() {
    let test = portal();
    let check = |environment: &[(&str, &str)], expected: bool| {
        let told = on_a_terminal(&test, environment);
        assert!(told.contains("unknown key `titel`"), "{told}");
        assert_eq!(
            told.contains("\u{1b}[1m") || told.contains("\u{1b}[9"),
            expected,
            "{environment:?}: {told:?}"
        );
    };
    check(&[], true);
    check(&[("NO_COLOR", "1")], false);
    check(&[("NO_COLOR", "")], true);
    check(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false);
    check(&[("TERM", "dumb")], false);
}

#[test]
fn colours_are_for_nothing_else_unless_they_are_asked_for() {
    let test = portal();
    let check = |environment: &[(&str, &str)], expected: bool| {
        let output = coloured(&test).envs(environment.iter().copied()).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("unknown key `titel`"), "{told}");
        assert_eq!(told.contains('\u{1b}'), expected, "{environment:?}: {told:?}");
    };
    check(&[], false);
    check(&[("CLICOLOR_FORCE", "1")], true);
    check(&[("CLICOLOR_FORCE", "0")], false);
    check(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false);
}

#[test]
fn different_mistakes_are_told_each_and_one_at_every_place() {
    let mut files: Vec<String> =
        (1..=9).map(|n| format!("-- content/events/e{n}.yaml --\ndate: 2023\n")).collect();
    files.push("-- content/people/a.yaml --\nname: [A\nroles: []\n-- content/people/b.yaml --\nname: {A\nroles: []\n".to_owned());
    files.push(
        "-- content/people/c.yaml --\nname: C\n[x\n-- content/people/d.yaml --\nname: D\n]y\n".to_owned(),
    );
    let told = PortalTest::small().with(&files.concat()).run(&["check"]).ended(1).stderr;
    assert_eq!(told.matches("`title` is missing").count(), 1, "{told}");
    for n in 1..=9 {
        assert!(told.contains(&format!("content/events/e{n}.yaml:1:1")), "{told}");
    }
    for name in ["a", "b", "c", "d"] {
        assert!(told.contains(&format!("--> content/people/{name}.yaml:")), "{told}");
    }
}

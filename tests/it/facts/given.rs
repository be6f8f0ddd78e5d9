//! A build is the same with facts and without, whatever they are.

use super::{build, facts, portal};
use crate::harness::{PortalTest, Run};
use khue::facts::Facts;

/// Builds with `lines`; the site and what is said of the portal must be those of a plain build. What is said of the facts.
fn check(test: &PortalTest, plain: &Run, lines: &[String]) -> String {
    let run = build(test, lines);
    assert_eq!(run.site.changes_from(&plain.site), "", "{lines:?}");
    assert_eq!(run.stdout, plain.stdout);
    run.stderr
}

fn plain(test: &PortalTest) -> Run {
    let run = test.run(&["build", "--format", "json"]).done();
    assert!(
        run.stdout.contains("unknown-document"),
        "there is something to say of the texts: {}",
        run.stdout
    );
    run
}

/// The line with something else in it, as whole as it was.
fn forged(line: &str, change: impl FnOnce(&mut Facts)) -> String {
    let mut facts: Facts = serde_json::from_str(line).unwrap();
    change(&mut facts);
    facts.seal();
    serde_json::to_string(&facts).unwrap()
}

#[test]
fn facts_are_taken_over_and_change_nothing() {
    let test = portal();
    let plain = plain(&test);
    let mut lines = facts(&test);
    assert_eq!(check(&test, &plain, &lines), "");
    lines.reverse();
    assert_eq!(check(&test, &plain, &lines), "");
    let alone = "note: the facts of 1 of 2 articles were computed: 1 has none of this version\n";
    assert_eq!(check(&test, &plain, &lines[..1]), alone);
    // That they were taken shows where they lie.
    let lie = forged(&lines[0], |facts| facts.people.clear());
    assert_ne!(build(&test, &[lie]).site.changes_from(&plain.site), "");
}

#[test]
fn facts_of_the_first_portal_change_nothing() {
    let test = PortalTest::first();
    let plain = test.run(&["build", "--format", "json"]).done();
    assert_eq!(check(&test, &plain, &facts(&test)), "");
}

#[test]
fn stale_facts_are_computed_anew() {
    let test = portal();
    let lines = facts(&test);
    let note = |why: &str| format!("note: the facts of 1 of 2 articles were computed: 1 {why}\n");
    test.edit("seeds/a.txt", "học tập", "học");
    assert_eq!(check(&test, &plain(&test), &lines), note("has none of this version"));
    test.edit("seeds/a.txt", "là học", "là học tập");
    test.edit("content/articles/a.yaml", "lines: 1", "lines: 3");
    assert_eq!(check(&test, &plain(&test), &lines), note("is read otherwise now"));
    test.edit("content/articles/a.yaml", "lines: 3", "lines: 1");
    test.edit("content/articles/a.yaml", "2023-10-12", "2024-10-12");
    assert_eq!(check(&test, &plain(&test), &lines), note("is read otherwise now"));
    test.edit("content/articles/a.yaml", "2024-10-12", "2023-10-12");
    assert_eq!(check(&test, &plain(&test), &lines), "");
    test.edit("content/people/nguyen-van-a.yaml", "name: Nguyễn Văn A", "name: Nguyễn Văn B");
    let all = "note: the facts of 2 of 2 articles were computed: 2 have those of another vocabulary\n";
    assert_eq!(check(&test, &plain(&test), &lines), all);
}

#[test]
fn damaged_lines_and_those_of_others_are_computed() {
    let test = portal();
    let (plain, lines) = (plain(&test), facts(&test));
    let torn = lines[0][..lines[0].len() / 2].to_owned();
    let turned = lines[0].replacen("\"inferred\":false", "\"inferred\":true", 1);
    assert_ne!(turned, lines[0]);
    for wrong in [torn, turned, "nonsense".to_owned(), "{}".to_owned(), "[".repeat(100_000), "\0".to_owned()]
    {
        let said = check(&test, &plain, &[lines[1].clone(), wrong]);
        assert!(said.ends_with("; 1 line of facts is damaged, the first at ../facts.ndjson:2\n"), "{said}");
    }
    let other = forged(&lines[0], |facts| facts.program = "0.0.1".to_owned());
    let said = check(&test, &plain, &[lines[1].clone(), other]);
    assert!(said.ends_with("; 1 line of facts is of another version of khue\n"), "{said}");
    let error = r#"{"format":1,"program":"0.1.0","line":1,"error":"expected value"}"#.to_owned();
    assert_eq!(check(&test, &plain, &[vec![error, String::new()], lines].concat()), "");
}

#[test]
fn facts_that_cannot_be_true_are_computed() {
    let test = portal();
    let (plain, lines) = (plain(&test), facts(&test));
    let hostile: &[fn(&mut Facts)] = &[
        |f| f.mentions[0].range = (0, usize::MAX),
        |f| f.mentions[0].range = (usize::MAX, usize::MAX),
        |f| f.mentions[0].range.1 = f.mentions[0].range.0,
        |f| f.mentions[0].range = (f.mentions[0].range.1, f.mentions[0].range.0),
        |f| f.mentions.reverse(),
        |f| f.mentions.push(f.mentions[0].clone()),
        // `ế` of `Kết luận` has three bytes.
        |f| f.mentions[0].range.0 += 2,
        |f| f.mentions[0].documents = vec!["none".to_owned()],
        |f| f.mentions[0].documents.clear(),
        |f| f.mentions[0].number = Some("57".to_owned()),
        |f| f.mentions[0].date = Some("2023-02-31".to_owned()),
        |f| f.dates[0].range = (0, 1),
        |f| f.dates[0].iso = "hôm qua".to_owned(),
        |f| f.dates[0].weekdays = Some((9, -4)),
        |f| f.people[0].id = "../../x".to_owned(),
        |f| f.organisations[0].range.1 += 100_000,
        |f| f.terms[0].range.0 = 0,
    ];
    for (n, change) in hostile.iter().enumerate() {
        let said = check(&test, &plain, &[lines[0].clone(), forged(&lines[1], change)]);
        let note = "note: the facts of 1 of 2 articles were computed: 1 has those of another text\n";
        assert_eq!(said, note, "{n}");
    }
    let elsewhere: &[fn(&mut Facts)] = &[
        |f| f.passages[0].range.1 = usize::MAX,
        |f| f.passages.clear(),
        |f| f.written = None,
        |f| f.written = Some("hôm qua".to_owned()),
    ];
    for change in elsewhere {
        let said = check(&test, &plain, &[lines[0].clone(), forged(&lines[1], change)]);
        assert!(said.contains("1 is read otherwise now"), "{said}");
    }
    let shingles: &[fn(&mut Facts)] = &[
        |f| f.shingles.starts.clear(),
        |f| f.shingles.starts = vec![u32::MAX; f.shingles.starts.len()],
        |f| f.shingles.starts.reverse(),
        |f| f.shingles.forms.clear(),
    ];
    for change in shingles {
        assert_eq!(check(&test, &plain, &[lines[0].clone(), forged(&lines[1], change)]), "");
    }
    let said =
        check(&test, &plain, &[lines[0].clone(), forged(&lines[1], |f| f.shingles.forms = "é".repeat(8))]);
    assert!(said.contains("damaged"), "{said}");
}

#[test]
fn facts_come_from_several_files_and_from_standard_input() {
    let test = portal();
    let (plain, lines) = (plain(&test), facts(&test));
    std::fs::write(test.beside("one.ndjson"), &lines[0]).unwrap();
    let args = ["build", "--facts", "../one.ndjson", "--facts", "-", "-o", "elsewhere"];
    let run = test.run_with(&args, lines[1].as_bytes()).done();
    assert!(!run.stderr.contains("facts"), "{}", run.stderr);
    let site = crate::harness::Site::read(&test.root().join("elsewhere"));
    assert_eq!(site.changes_from(&plain.site), "");
    let none = test.run(&["build", "--facts", "none.ndjson"]).ended(3);
    assert!(none.stderr.contains("none.ndjson"), "{}", none.stderr);
}

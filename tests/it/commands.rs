//! `mentions`, `explain`, `check`, and the forms in which diagnostics are written.

use crate::harness::PortalTest;
use expect_test::{Expect, expect};
use serde_json::Value;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

fn check_mentions(args: &[&str], input: &str, expected: Expect) {
    let args: Vec<&str> = ["mentions"].iter().chain(args).copied().collect();
    let run = PortalTest::small().run_with(&args, input.as_bytes()).done();
    for found in run.json() {
        let keys: Vec<&str> = found.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["start", "end", "surface", "number", "document"]);
        let at = |key: &str| found[key].as_u64().unwrap() as usize;
        assert_eq!(&input[at("start")..at("end")], found["surface"].as_str().unwrap());
    }
    expected.assert_eq(&run.stdout);
}

#[test]
fn mentions_are_printed_with_their_places() {
    check_mentions(
        &[],
        "Kết luận số 57-KL/TW và 30/2020/NĐ-CP, không phải 57/100.",
        expect![[r#"
        {"start":0,"end":26,"surface":"Kết luận số 57-KL/TW","number":"57-KL/TW","document":null}
        {"start":31,"end":45,"surface":"30/2020/NĐ-CP","number":"30/2020/NĐ-CP","document":null}
    "#]],
    );
    check_mentions(
        &["-"],
        "\u{feff}Xem 12/2015/TTLT-BTTTT-BNV",
        expect![[r#"
        {"start":7,"end":29,"surface":"12/2015/TTLT-BTTTT-BNV","number":"12/2015/TTLT-BTTTT-BNV","document":null}
    "#]],
    );
    check_mentions(&[], "Không có gì.", expect![[""]]);
    check_mentions(&[], "", expect![[""]]);
}

#[test]
fn a_folder_that_is_no_portal_is_told() {
    let test = PortalTest::small();
    for (command, input) in
        [("mentions", "Kết luận 57-KL/TW"), ("annotate", "{\"id\":\"a\",\"text\":\"A\"}\n")]
    {
        let run = test.run_with(&[command, "--root", "content"], input.as_bytes()).ended(2);
        assert!(run.stderr.contains("`content`: this folder has no `portal.yaml`, so it is no portal"));
        assert!(run.stdout.is_empty(), "{}", run.stdout);
        test.run_with(&[command], input.as_bytes()).done();
    }
    std::fs::create_dir_all(test.root().join("content/portal.yaml")).unwrap();
    let run = test.run_with(&["mentions", "--root", "content"], b"").ended(2);
    assert!(run.stderr.contains("`portal.yaml` of this folder is no file"), "{}", run.stderr);
    for command in ["build", "check"] {
        let run = test.run(&[command, "--root", "content"]).ended(1);
        assert!(run.stderr.contains("error[unsafe-file]: this is a folder"), "{}", run.stderr);
        assert!(run.stderr.contains("--> portal.yaml"), "{}", run.stderr);
        assert!(!run.stderr.contains("missing-key"), "{}", run.stderr);
    }
}

#[test]
fn with_a_portal_mentions_know_its_documents() {
    let text = "Kết luận 57 và Kết luận số 57-KL/TW; 58-KL/TW.";
    check_mentions(
        &["--root", "."],
        text,
        expect![[r#"
            {"start":0,"end":15,"surface":"Kết luận 57","number":"57-KL/TW","document":"57-kl-tw"}
            {"start":20,"end":46,"surface":"Kết luận số 57-KL/TW","number":"57-KL/TW","document":"57-kl-tw"}
            {"start":48,"end":56,"surface":"58-KL/TW","number":"58-KL/TW","document":null}
        "#]],
    );
    check_mentions(
        &["--format", "json"],
        text,
        expect![[r#"
        {"start":20,"end":46,"surface":"Kết luận số 57-KL/TW","number":"57-KL/TW","document":null}
        {"start":48,"end":56,"surface":"58-KL/TW","number":"58-KL/TW","document":null}
    "#]],
    );
}

#[test]
fn mentions_can_be_printed_for_people() {
    let run = PortalTest::small()
        .run_with(&["mentions", "--format", "human"], "Một\nXem 57-KL/\nTW".as_bytes())
        .done();
    expect![[r#"
        line 2: 57-KL/ TW → 57-KL/TW
    "#]]
    .assert_eq(&run.stdout);
}

#[test]
fn mentions_read_a_file() {
    let test = PortalTest::small();
    let run = test.run(&["mentions", "seeds/a.txt"]).done();
    assert_eq!(run.json().len(), 2, "the caption too: nothing is omitted from a text: {}", run.stdout);
    let seed = std::fs::read(test.root().join("seeds/a.txt")).unwrap();
    for found in run.json() {
        let at = |key: &str| found[key].as_u64().unwrap() as usize;
        assert_eq!(&seed[at("start")..at("end")], found["surface"].as_str().unwrap().as_bytes());
    }
    test.write("x.bin", b"57-KL/TW \xff");
    let run = test.run(&["mentions", "x.bin"]);
    assert_ne!(run.status, Some(0));
    assert!(run.stderr.contains("UTF-8"), "{}", run.stderr);
}

#[test]
fn files_of_the_built_in_theme_are_named_and_printed() {
    let test = PortalTest::small();
    let names = test.run(&["theme"]).done().stdout;
    assert!(names.lines().any(|name| name == "templates/parts/chips.html"), "{names}");
    for name in names.lines() {
        let printed = test.run(&["theme", name]).done().stdout;
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/khue").join(name);
        assert_eq!(printed, std::fs::read_to_string(file).unwrap(), "{name}");
    }
    for also in ["parts/chips.html", "themes/khue/templates/parts/chips.html"] {
        let printed = test.run(&["theme", also]).done().stdout;
        assert_eq!(printed, test.run(&["theme", "templates/parts/chips.html"]).stdout, "{also}");
    }
    let run = test.run(&["theme", "templates/chip.html"]).ended(2);
    assert!(run.stdout.is_empty() && run.stderr.contains("no file `templates/chip.html`"), "{}", run.stderr);
    let run = test.run(&["theme", "articel.html"]).ended(2);
    assert!(run.stderr.contains("did you mean `article.html`"), "{}", run.stderr);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let test = PortalTest::small();
    test.write("lon.txt", "Kết luận số 57-KL/TW. ".repeat(20_000).as_bytes());
    for args in [
        &["mentions", "lon.txt"][..],
        &["explain", "invalid-yaml"],
        &["--help"],
        &["check", "--format", "json"],
    ] {
        let mut command = test.command(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        let mut first = [0; 1];
        let _ = out.read(&mut first);
        drop(out);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("panicked"), "{args:?}: {said}");
        assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}: {:?} {said}", output.status);
    }
}

#[test]
fn every_code_is_explained() {
    let test = PortalTest::small();
    for code in khue::diagnostic::Code::ALL {
        let run = test.run(&["explain", code.name()]).done();
        assert!(run.stdout.starts_with(code.name()), "{}", run.stdout);
        assert!(run.stdout.lines().count() >= 3, "{} has no explanation", code.name());
    }
    let run = test.run(&["explain", "quote-not-found", "--format", "json"]).done();
    assert_eq!(run.json()[0]["code"], "quote-not-found");
}

fn check_explain(args: &[&str], status: i32, expected: Expect) {
    let args: Vec<&str> = ["explain"].iter().chain(args).copied().collect();
    let run = PortalTest::small().run(&args).ended(status);
    expected.assert_eq(&(run.stdout + &run.stderr));
}

#[test]
fn references_are_explained_with_who_uses_them() {
    check_explain(
        &["57-KL/TW"],
        0,
        expect![[r#"
            document:57-kl-tw: Kết luận số 57-KL/TW
              defined in content/documents/57-kl-tw.yaml:5
              page van-ban/57-kl-tw.html
              used in 5 places
                content/events/hop.yaml:4 (documents[0]): 57-kl-tw
                content/topics/hoc.md:3 (documents[0]): 57-kl-tw
                content/topics/hoc.md:11: Chủ đề này đọc [[57-KL/TW]] cùng [[article:a#p2]].
                seeds/a.txt:3 (A 1): Kết luận số 57-KL/TW
                seeds/a.txt:5 (A 2): Kết luận 57
        "#]],
    );
    check_explain(
        &["[[topic:hoc]]"],
        0,
        expect![[r#"
            topic:hoc: Việc học
              defined in content/topics/hoc.md:2
              page chu-de/hoc.html
              used in 2 places
                content/articles/a.yaml:6 (topics[0]): hoc
                content/pages/gioi-thieu.md:5: Cổng này có [một chủ đề](../topics/hoc.md).
        "#]],
    );
    check_explain(
        &["article:a#p2", "--format", "json"],
        0,
        expect![[r#"
            {"kind":"article","id":"a","title":"Bài thứ nhất","page":"bai-viet/a.html","file":"content/articles/a.yaml","line":3,"passage":{"file":"seeds/a.txt","line":5,"field":"A 2","words":"Kết luận 57 nêu ba việc cần làm trong năm."},"used_by":[{"file":"content/topics/hoc.md","line":7,"field":"points[0].quotes[0].article","words":"“ba việc cần làm”"},{"file":"content/topics/hoc.md","line":11,"field":null,"words":"Chủ đề này đọc [[57-KL/TW]] cùng [[article:a#p2]]."}]}
        "#]],
    );
    check_explain(
        &["58-KL/TW"],
        2,
        expect![[r#"
            error: `58-KL/TW` is neither a code nor a reference to anything in this portal
              help: did you mean `57-KL/TW`?
        "#]],
    );
    check_explain(
        &["topic:hok"],
        2,
        expect![[r#"
            error: `topic:hok` is neither a code nor a reference to anything in this portal
              help: did you mean `topic:hoc`?
        "#]],
    );
    check_explain(
        &["quote-not-fuond"],
        2,
        expect![[r#"
            error: `quote-not-fuond` is neither a code nor a reference to anything in this portal
              help: did you mean `quote-not-found`?
        "#]],
    );
}

#[test]
fn check_finds_broken_links_and_anchors() {
    let broken = |link: &str| {
        let test = PortalTest::small()
            .with(&format!("-- themes/khue/templates/parts/chips.html --\n<a href=\"{link}\">x</a>\n"));
        let run = test.run(&["check", "--format", "json"]);
        let mut codes: Vec<String> =
            run.json().iter().map(|d| d["code"].as_str().unwrap().to_owned()).collect();
        codes.sort();
        codes.dedup();
        (run.status, codes.join(" "))
    };
    assert_eq!(broken("{{ page.root }}index.html"), (Some(0), String::new()));
    assert_eq!(broken("https://khac.example/x"), (Some(0), String::new()));
    assert_eq!(broken("khong-co.html"), (Some(1), "broken-link".to_owned()));
    assert_eq!(broken("{{ page.root }}index.html#khong-co"), (Some(1), "broken-anchor".to_owned()));
    assert_eq!(broken("#khong-co"), (Some(1), "broken-anchor".to_owned()));
    assert_eq!(broken("/khong-co"), (Some(1), "broken-link".to_owned()));
    assert_eq!(broken("../../../../ngoai.html"), (Some(1), "broken-link".to_owned()));
}

/// A portal with one error and one warning.
fn wrong() -> PortalTest {
    PortalTest::small().with("-- content/people/b.yaml --\nname: B\nrole: x, 100%\n-- seeds/b.txt --\nThừa\n")
}

#[test]
fn forges_get_commands_that_they_show_on_lines() {
    let run = wrong().run(&["check", "--format", "github"]).ended(1);
    expect![[r#"
        ::error file=content/people/b.yaml,line=2,endLine=2,col=1,endColumn=5,title=unknown-key::unknown key `role`%0Ahelp: did you mean `roles`?
        ::warning file=seeds/b.txt,line=1,col=1,title=unused-seed::no article describes this seed%0Ahelp: write `content/articles/ID.yaml` with `seed:` and `title:`
    "#]].assert_eq(&run.stdout);
    assert_eq!(run.stderr, "");
}

#[test]
fn sarif_has_rules_results_and_places() {
    let run = wrong().run(&["check", "--format", "sarif"]).ended(1);
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<&Value> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|r| &r["id"]).collect();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        assert!(rules.contains(&&result["ruleId"]), "{result}");
        assert!(matches!(result["level"].as_str(), Some("error" | "warning")));
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].is_string(), "{place}");
        assert!(place["region"]["startLine"].as_u64() >= Some(1), "{place}");
    }
}

#[test]
fn json_has_one_object_a_line_with_the_line_itself() {
    let found = wrong().diagnostics();
    let keys: Vec<&str> = found[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys[..4], ["severity", "code", "message", "file"]);
    assert_eq!(found[0]["text"], "role: x, 100%");
    assert_eq!(found.len(), 2);
}

#[test]
fn people_get_the_line_and_what_would_mend_it() {
    let run = wrong().run(&["check"]).ended(1);
    let (first, rest) = run.stderr.split_once("\n\n").unwrap();
    expect![[r#"
        error[unknown-key]: unknown key `role`
         --> content/people/b.yaml:2:1
          |
        2 | role: x, 100%
          | ^^^^
          |
          = help: did you mean `roles`?"#]]
    .assert_eq(first);
    assert!(rest.contains("1 error, 1 warning"), "{rest}");
}

#[cfg(unix)]
#[test]
fn a_file_without_an_end_is_refused() {
    let run = PortalTest::small().run(&["mentions", "/dev/zero"]).ended(2);
    assert!(run.stderr.contains("more than 32 MiB"), "{}", run.stderr);
}

#[test]
fn the_mark_before_a_files_first_letter_is_not_shown() {
    let test = PortalTest::small();
    test.write("portal.yaml", "\u{feff}titel: Cổng\n".as_bytes());
    let run = test.run(&["check"]).ended(1);
    assert!(run.stderr.contains("1 | titel: Cổng\n  | ^^^^^\n"), "{}", run.stderr);
}

#[test]
fn a_file_is_no_portals_folder() {
    let test = PortalTest::small();
    for command in ["build", "check", "serve"] {
        let run = test.run(&[command, "--root", "portal.yaml"]).ended(2);
        assert!(run.stderr.contains("`portal.yaml`: this is no folder"), "{command}: {}", run.stderr);
        assert!(
            run.stderr.contains("name the folder in which `portal.yaml` stands"),
            "{command}: {}",
            run.stderr
        );
    }
}

#[cfg(unix)]
#[test]
fn a_portal_that_cannot_be_read_is_not_said_to_be_missing() {
    let test = PortalTest::small();
    test.remove("portal.yaml");
    std::os::unix::fs::symlink("/nowhere", test.root().join("portal.yaml")).unwrap();
    let run = test.run(&["check"]).ended(1);
    assert!(run.stderr.contains("error[unsafe-file]"), "{}", run.stderr);
    assert!(!run.stderr.contains("this folder has no"), "{}", run.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_told() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let test = PortalTest::small();
    for args in [&["check", "--format", "sarif"][..], &["explain", "quote-not-found"]] {
        let run = test.command(args).stdout(full()).output().unwrap();
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(3), "{args:?} {told}");
        assert!(told.contains("could not write to `standard output`"), "{told}");
    }
}

#[test]
fn what_is_named_and_is_not_there_is_for_the_user_to_correct() {
    let test = PortalTest::small();
    for args in [
        &["build", "--root", "nowhere"][..],
        &["check", "--root", "nowhere"],
        &["explain", "--root", "nowhere", "topic:a"],
        &["clean", "--root", "nowhere"],
        &["build", "--facts", "nowhere"],
        &["import", "nowhere"],
        &["mentions", "nowhere"],
    ] {
        let run = test.run(args).ended(3);
        assert!(run.stderr.contains("No such file"), "{args:?} {}", run.stderr);
        assert!(run.stderr.contains("help: correct the name"), "{args:?} {}", run.stderr);
    }
}

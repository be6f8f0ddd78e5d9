//! `explain`: each code's example does what its text says, and each reference is told with all its uses.

use crate::harness::{PortalTest, SMALL, files};
use expect_test::{Expect, expect};
use khue::diagnostic::{Code, Diagnostic, Sample, Severity};
use khue::{Options, Snapshot, compile};
use std::collections::BTreeMap;

/// Codes whose examples are commands: text cannot hold what is wrong.
const COMMANDS: &[Code] = &[Code::NotUtf8, Code::UnsafeFile, Code::DeadLink, Code::UnreachableLink];

/// What `khue check` finds in the small portal with these files as well.
fn diagnose(samples: &[&Sample]) -> Vec<Diagnostic> {
    let mut all: BTreeMap<String, Vec<u8>> =
        files(SMALL).into_iter().map(|(path, text)| (path.to_owned(), text.into())).collect();
    for Sample { path, text } in samples {
        let path = path.clone().expect("it is a file");
        match text {
            Some(text) => drop(all.insert(path, text.clone().into_bytes())),
            None => drop(all.remove(&path)),
        }
    }
    let compiled = compile(&Snapshot::from_files(all), &Options::default());
    let mut found = compiled.diagnostics;
    found.extend(khue::check::check(&compiled.artifacts, &khue::pages::base_path(&compiled.resolved.site)));
    found
}

#[test]
fn every_example_provokes_its_code_and_mends_it() {
    assert!(diagnose(&[]).is_empty(), "the portal into which examples are put is sound");
    for code in Code::ALL.iter().filter(|code| !COMMANDS.contains(code)) {
        let parts = code.parts();
        let example: Vec<&Sample> = parts.example.iter().collect();
        let found = diagnose(&example);
        assert!(found.iter().any(|d| d.code == *code), "{} is not provoked: {found:#?}", code.name());
        let other = found.iter().find(|d| d.code != *code && d.severity == Severity::Error);
        assert_eq!(other, None, "the example of {} has another error", code.name());
        let mended: Vec<&Sample> = parts.example.iter().chain(&parts.mended).collect();
        let left = diagnose(&mended);
        let wrong = left.iter().find(|d| d.code == *code || d.severity == Severity::Error);
        assert_eq!(wrong, None, "the example of {} is not mended", code.name());
    }
}

#[test]
fn a_code_is_explained_with_what_why_how_and_an_example() {
    let run = PortalTest::small().run(&["explain", "duplicate-id"]).done();
    expect![[r#"
        duplicate-id

        Two files describe the same thing, `ID.yaml` and `ID.md`, or two terms or two points of one file
        have the same `id`.

        Why it matters: Only one of them could be its page, or stand where references lead.

        To mend it: Join them, or rename one of them.

        Example:
          content/documents/b.yaml
              title: Đề cương
          content/documents/b.md
              ---
              title: Đề cương
              ---

              Toàn văn.

        Mended:
          content/documents/b.yaml is gone
    "#]]
    .assert_eq(&run.stdout);
    let run = PortalTest::small().run(&["explain", "unsafe-file"]).done();
    expect![[r#"
        unsafe-file

        Part of the portal cannot be read safely: a link out of it or to a hidden file, a device, a file
        that is too large, a name that is not UTF-8 or holds a backslash. Or a theme has an asset whose name
        holds a control character, such as a line end.

        Why it matters: What lies outside the portal might become public with it, or never end; and a name
        that goes over several lines can feign a message.

        To mend it: Put the file itself into the portal, or take it out; rename the asset.

        Example:
              $ ls -l content/pages
              ghi-chep.md -> /home/lan/ghi-chep.md

        Mended:
              $ rm content/pages/ghi-chep.md
              $ cp /home/lan/ghi-chep.md content/pages/
    "#]]
    .assert_eq(&run.stdout);
    let run = PortalTest::small().run(&["explain", "unknown-key", "--format", "json"]).done();
    let json = &run.json()[0];
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["code", "explanation", "what", "why", "how", "example", "mended"]);
    assert_eq!(json["example"][0]["path"], "content/people/b.yaml");
}

#[test]
fn every_code_fits_into_a_terminal() {
    let test = PortalTest::small();
    for code in Code::ALL {
        let run = test.run(&["explain", code.name()]).done();
        assert!(run.stdout.starts_with(&format!("{}\n\n", code.name())), "{}", run.stdout);
        for head in ["Why it matters: ", "To mend it: ", "Example:", "Mended:"] {
            assert!(run.stdout.contains(&format!("\n{head}")), "{}", run.stdout);
        }
        assert!(run.stdout.lines().all(|line| line.chars().count() <= 100), "{}", run.stdout);
        assert!(!run.stdout.contains("```"), "{}", run.stdout);
    }
}

/// Every kind of use, in every kind of place.
const USES: &str = "\
-- portal.yaml --
title: Cổng
featured:
  document: 57-KL/TW
  questions:
    - target: topic:hoc#can-lam-gi
      note: Xem [[topic:hoc]] trước. Rồi đọc tiếp.
-- content/events/hop.yaml --
title: Hội nghị
chair:
  - value: nguyen-van-a
    article: a
    quote: Ông Nguyễn Văn A dự.
documents:
  - 57-kl-tw
topics: [hoc]
-- content/publishers/bao.yaml --
# Nơi đăng
name: Báo Thử
note: >-
  Xem [[topic:hoc]] và
  [[article:a#p2|đoạn
  hai]].
-- content/pages/b.md --
---
title: Ghi chép
---

Một câu. Câu này dẫn tới [bài][1],
qua hai dòng. Câu cuối.

[1]: ../articles/a.yaml
";

fn check(reference: &str, expected: Expect) {
    let run = PortalTest::small().with(USES).run(&["explain", reference]).done();
    expected.assert_eq(&(run.stdout + &run.stderr));
}

#[test]
fn a_reference_is_explained_with_everything_that_uses_it() {
    check(
        "article:a",
        expect![[r#"
        article:a: Bài thứ nhất
          defined in content/articles/a.yaml:3
          page bai-viet/a.html
          used in 5 places
            content/events/hop.yaml:4 (chair[0].article): “Ông Nguyễn Văn A dự.”
            content/pages/b.md:5: Câu này dẫn tới [bài][1], qua hai dòng.
            content/publishers/bao.yaml:5 (note): Xem [[topic:hoc]] và [[article:a#p2|đoạn hai]].
            content/topics/hoc.md:7 (points[0].quotes[0].article): “ba việc cần làm”
            content/topics/hoc.md:11: Chủ đề này đọc [[57-KL/TW]] cùng [[article:a#p2]].
    "#]],
    );
    check(
        "[[article:a#p2|đoạn hai]]",
        expect![[r#"
        article:a: Bài thứ nhất
          defined in content/articles/a.yaml:3
          page bai-viet/a.html
          passage seeds/a.txt:5 (A 2): Kết luận 57 nêu ba việc cần làm trong năm.
          used in 5 places
            content/events/hop.yaml:4 (chair[0].article): “Ông Nguyễn Văn A dự.”
            content/pages/b.md:5: Câu này dẫn tới [bài][1], qua hai dòng.
            content/publishers/bao.yaml:5 (note): Xem [[topic:hoc]] và [[article:a#p2|đoạn hai]].
            content/topics/hoc.md:7 (points[0].quotes[0].article): “ba việc cần làm”
            content/topics/hoc.md:11: Chủ đề này đọc [[57-KL/TW]] cùng [[article:a#p2]].
    "#]],
    );
    check(
        "57-kl-tw",
        expect![[r#"
        document:57-kl-tw: Kết luận số 57-KL/TW
          defined in content/documents/57-kl-tw.yaml:5
          page van-ban/57-kl-tw.html
          used in 6 places
            content/events/hop.yaml:7 (documents[0]): 57-kl-tw
            content/topics/hoc.md:3 (documents[0]): 57-kl-tw
            content/topics/hoc.md:11: Chủ đề này đọc [[57-KL/TW]] cùng [[article:a#p2]].
            portal.yaml:3 (featured.document): 57-KL/TW
            seeds/a.txt:3 (A 1): Kết luận số 57-KL/TW
            seeds/a.txt:5 (A 2): Kết luận 57
    "#]],
    );
    check(
        "topic:hoc",
        expect![[r#"
        topic:hoc: Việc học
          defined in content/topics/hoc.md:2
          page chu-de/hoc.html
          used in 6 places
            content/articles/a.yaml:6 (topics[0]): hoc
            content/events/hop.yaml:8 (topics[0]): hoc
            content/pages/gioi-thieu.md:5: Cổng này có [một chủ đề](../topics/hoc.md).
            content/publishers/bao.yaml:4 (note): Xem [[topic:hoc]] và [[article:a#p2|đoạn hai]].
            portal.yaml:5 (featured.questions[0].target): topic:hoc#can-lam-gi
            portal.yaml:6 (featured.questions[0].note): Xem [[topic:hoc]] trước.
    "#]],
    );
    check(
        "person:nguyen-van-a",
        expect![[r#"
        person:nguyen-van-a: Nguyễn Văn A
          defined in content/people/nguyen-van-a.yaml:1
          page nhan-vat/nguyen-van-a.html
          used in 2 places
            content/events/hop.yaml:3 (chair[0].value): “Ông Nguyễn Văn A dự.”
            seeds/a.txt:3 (A 1): Nguyễn Văn A
    "#]],
    );
    check(
        "publisher:bao",
        expect![[r#"
        publisher:bao: Báo Thử
          defined in content/publishers/bao.yaml:2
          used in one place
            content/articles/a.yaml:4 (publisher): bao
    "#]],
    );
    check(
        "page:b",
        expect![[r#"
        page:b: Ghi chép
          defined in content/pages/b.md:2
          page b.html
          used nowhere
    "#]],
    );
}

#[test]
fn every_use_in_the_first_portal_has_a_line_that_holds_it() {
    let test = PortalTest::first();
    for reference in
        ["57-KL/TW", "article:cp", "topic:nguon-luc", "organisation:bo-chinh-tri", "publisher:cand"]
    {
        let run = test.run(&["explain", reference, "--format", "json"]).done();
        let explained = &run.json()[0];
        let id = explained["id"].as_str().unwrap().to_owned();
        let uses = explained["used_by"].as_array().unwrap();
        assert!(!uses.is_empty(), "{reference}");
        for one in uses {
            let file = one["file"].as_str().unwrap();
            let text = std::fs::read_to_string(test.root().join(file)).unwrap();
            let line = text.lines().nth(one["line"].as_u64().unwrap() as usize - 1).unwrap();
            let folded = line.to_lowercase().replace(' ', "");
            let is_named = [id.as_str(), "57-kl", "kếtluận57", "bộchínhtrị", "kếtluậnsố"]
                .iter()
                .any(|name| folded.contains(name));
            assert!(is_named, "{reference}: {file}:{}: {line}", one["line"]);
            assert!(!one["words"].as_str().unwrap().is_empty(), "{one}");
        }
    }
}

#[test]
fn a_misspelt_reference_is_offered_what_is_near() {
    let check = |reference: &str, expected: Expect| {
        let run = PortalTest::small().run(&["explain", reference]).ended(2);
        expected.assert_eq(&(run.stdout + &run.stderr));
    };
    check(
        "topic:hok",
        expect![[r#"
        error: `topic:hok` is neither a code nor a reference to anything in this portal
          help: did you mean `topic:hoc`?
    "#]],
    );
    check(
        "topics:hoc",
        expect![[r#"
        error: `topics:hoc` is neither a code nor a reference to anything in this portal
          help: did you mean `topic:hoc`?
    "#]],
    );
    check(
        "trem:hoc",
        expect![[r#"
        error: `trem:hoc` is neither a code nor a reference to anything in this portal
          help: did you mean `term:hoc`?
    "#]],
    );
    check(
        "publisher:bap",
        expect![[r#"
        error: `publisher:bap` is neither a code nor a reference to anything in this portal
          help: did you mean `publisher:bao`?
    "#]],
    );
    check(
        "publishers:bao",
        expect![[r#"
        error: `publishers:bao` is neither a code nor a reference to anything in this portal
          help: did you mean `publisher:bao`?
    "#]],
    );
    check(
        "57-KL/TV",
        expect![[r#"
        error: `57-KL/TV` is neither a code nor a reference to anything in this portal
          help: did you mean `57-KL/TW`?
    "#]],
    );
    check(
        "nothing at all",
        expect![[r#"
        error: `nothing at all` is neither a code nor a reference to anything in this portal
          help: write a code, a number such as `57-KL/TW`, or `kind:ID`
    "#]],
    );
}

#[test]
fn a_place_that_is_not_there_is_told_as_a_build_tells_it() {
    let check = |reference: &str, expected: Expect| {
        let test = PortalTest::small()
            .with("-- content/terms.yaml --\nterms: [{term: TTĐ, expansion: trung tâm}]\n");
        let run = test.run(&["explain", reference]).ended(2);
        expected.assert_eq(&(run.stdout + &run.stderr));
    };
    check(
        "article:a#p999",
        expect![[r#"
        error: the article `a` has no passage `p999`
          help: its passages are p1 to p3
    "#]],
    );
    check(
        "[[article:a#q|đoạn]]",
        expect![[r#"
        error: the article `a` has no passage `q`
          help: its passages are p1 to p3
    "#]],
    );
    check(
        "term:ttd#x",
        expect![[r#"
        error: a term of the glossary has no place `x`
          help: leave `#x` out: the reference leads to the term itself
    "#]],
    );
    check(
        "publisher:bao#x",
        expect![[r#"
        error: a publisher has no page, and so no place `x`
          help: leave `#x` out
    "#]],
    );
    check(
        "topic:hoc#x",
        expect![[r#"
        error: the page of `topic:hoc` has no place `x`
          help: leave the part after `#` out, or correct it
    "#]],
    );
    check(
        "57-KL/TW#nhc-toi",
        expect![[r#"
        error: the page of `document:57-kl-tw` has no place `nhc-toi`
          help: leave the part after `#` out, or correct it
    "#]],
    );
    PortalTest::small().run(&["explain", "topic:hoc#can-lam-gi"]).done();
    PortalTest::small().run(&["explain", "article:a#"]).done();
}

#[test]
fn a_portal_with_errors_is_explained_as_far_as_it_is_known() {
    let test = PortalTest::small().with("-- content/people/b.yaml --\nname: [B, C]\n");
    let run = test.run(&["explain", "topic:hoc"]).done();
    assert!(run.stderr.contains("the portal has errors"), "{}", run.stderr);
    let run = test.run(&["explain", "person:b"]).ended(2);
    assert!(run.stderr.contains("its file has errors"), "{}", run.stderr);
}

#[test]
fn a_number_that_no_file_describes_is_told_where_seeds_mention_it() {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nTheo Quyết định số 123/QĐ-UBND.\n\nQuyết định 123/QĐ-UBND nói vậy.\n-- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\n",
    );
    let told = test.run(&["explain", "123/QĐ-UBND"]).ended(2).stderr;
    expect![[r#"
        error: no file describes the document `123/QĐ-UBND`
          help: write `content/documents/123-qd-ubnd.yaml` with `number: 123/QĐ-UBND`; seeds mention it:
            seeds/b.txt:1 (B 1): Quyết định số 123/QĐ-UBND
            seeds/b.txt:3 (B 2): Quyết định 123/QĐ-UBND
    "#]]
    .assert_eq(&told);
}

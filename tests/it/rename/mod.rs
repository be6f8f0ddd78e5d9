//! `rename`: another id, every reference along, and not one byte more.

mod all;

use crate::harness::{PortalTest, folder_files};
use expect_test::{Expect, expect};

/// A portal in which everything is named in every way in which it can be.
const MANY: &str = "\
-- portal.yaml --
title: Cổng
menu: [topics, \"[[page:cach-doc]]\", 'topic:hoc']   # topic:hoc is the first
featured:
  document: 57-kl-tw
  timeline: [document:57-kl-tw, \"event:hop\"]
  pair:
    title: A
    quotes:
      - {article: a, text: ba việc}
  questions:
    - target: 'topic:hoc#can-lam-gi'
      note: Xem [[topic:hoc]] và `[[topic:hoc]]`.
footer: [\"Đọc [[page:cach-doc|cách đọc]].\"]
-- content/publishers/bao.yaml --
name: Báo
note: >-
  Nơi đăng [[article:a]] và
  [[article:a#p1|một bài
  dài]].
-- content/articles/b.md --
---
siglum: B
title: Bài hai
publisher: \"bao\" # bao
---

Xem [bài](a.yaml), [họp][1] và [[person:an]].

[1]: ../events/hop.yaml \"hop\"
-- content/events/hop.yaml --
title:
  - value: Họp
    article: a
    quote: ba việc
chair: an
organiser: bo-a
documents: [57-kl-tw, 57-KL/TW]
topics:
  - hoc   # hoc, không phải hoc-2
people: [an]
-- content/people/an.yaml --
name: Nguyễn Văn An
roles:
  - {value: Chủ trì, organisation: bo-a, article: a, quote: ba việc}
-- content/organisations/bo-a.yaml --
name: Bộ A
-- content/organisations/cuc-b.yaml --
name: Cục B
parent: bo-a
note: Thuộc [[organisation:bo-a]].
-- content/topics/hoc.md --
---
title: Việc học
documents: [57-kl-tw]
events: [hop]
points:
  - title: Cần làm gì?
    quotes:
      - article: a
        text: ba việc
self_test:
  - {kind: recall, ask: A, answer: B, quote: {article: a, text: ba việc}}
---

Chủ đề hoc: [[57-KL/TW]], [[57-kl-tw]], [[article:a#p1|a]], [[topic:hoc]], `[[article:a]]`.

> ba việc
>
> — [[article:a]]
-- content/topics/hoc-2.md --
---
title: Việc học hai
---
[một](hoc.md#can-lam-gi), [[topic:hoc]], [[topic:hoc-2]]
-- content/pages/cach-doc.md --
---
title: Cách đọc
---
Xem [[topic:hoc]].
-- content/articles/a.yaml --
siglum: A
seed: a.txt
title: Bài
publisher: bao
topics: [hoc]
events: [hop]
notes:
  - {at: p1, text: 'Như [[event:hop]], ''ngày'' ấy'}
-- seeds/a.txt --
Kết luận số 57-KL/TW nêu ba việc.
-- content/documents/57-kl-tw.yaml --
type: Kết luận
number: 57-KL/TW
issuer: bo-a
-- content/documents/khac.yaml --
title: Khác
relations:
  - {kind: guides, target: 57-kl-tw, basis: stated, quote: {article: a, text: ba việc}}
  - {kind: cites, target: 57-KL/TW, basis: editor, note: \"[[document:57-kl-tw]]\"}
";

/// Runs `khue rename` in [`MANY`]; what it says, and what has changed afterwards.
fn check(args: &[&str], status: i32, expected: Expect) -> PortalTest {
    let test = PortalTest::new(MANY);
    let before = folder_files(&test.root());
    let args: Vec<&str> = ["rename"].iter().chain(args).copied().collect();
    let run = test.run(&args).ended(status);
    expected.assert_eq(&(run.stdout + &run.stderr));
    let is_same = folder_files(&test.root()) == before;
    assert_eq!(is_same, status != 0 || args.contains(&"--dry-run"));
    test
}

#[test]
fn the_plan_is_shown_and_a_dry_run_changes_nothing() {
    check(
        &["topic:hoc", "viec-hoc", "--dry-run"],
        0,
        expect![[r#"
            topic:hoc → topic:viec-hoc
              content/topics/hoc.md → content/topics/viec-hoc.md
              content/articles/a.yaml:5: hoc → viec-hoc
              content/events/hop.yaml:9: hoc → viec-hoc
              content/pages/cach-doc.md:4: [[topic:hoc]] → [[topic:viec-hoc]]
              content/topics/hoc-2.md:4: [một](hoc.md#can-lam-gi) → [một](viec-hoc.md#can-lam-gi)
              content/topics/hoc-2.md:4: [[topic:hoc]] → [[topic:viec-hoc]]
              content/topics/hoc.md:14: [[topic:hoc]] → [[topic:viec-hoc]]
              portal.yaml:2: 'topic:hoc' → 'topic:viec-hoc'
              portal.yaml:11: 'topic:hoc#can-lam-gi' → 'topic:viec-hoc#can-lam-gi'
              portal.yaml:12: [[topic:hoc]] → [[topic:viec-hoc]]
              note: its page moves from `chu-de/hoc.html` to `chu-de/viec-hoc.html`: links to it from other sites break, unless `redirect_from: [chu-de/hoc.html]` stands in its file
              note: the self-test's questions on it get new IDs: what readers and Anki noted about them is not found again
            9 references in 6 files would change, and one file would be renamed; nothing was changed
        "#]],
    );
    check(
        &["event:hop", "hop-mat", "--dry-run"],
        0,
        expect![[r#"
            event:hop → event:hop-mat
              content/events/hop.yaml → content/events/hop-mat.yaml
              content/articles/a.yaml:6: hop → hop-mat
              content/articles/a.yaml:8: [[event:hop]] → [[event:hop-mat]]
              content/articles/b.md:9: [1]: ../events/hop.yaml "hop" → [1]: ../events/hop-mat.yaml "hop"
              content/topics/hoc.md:4: hop → hop-mat
              portal.yaml:5: "event:hop" → "event:hop-mat"
              note: its page moves from `su-kien/hop.html` to `su-kien/hop-mat.html`: links to it from other sites break, unless `redirect_from: [su-kien/hop.html]` stands in its file
              note: the self-test's questions on it get new IDs: what readers and Anki noted about them is not found again
            5 references in 4 files would change, and one file would be renamed; nothing was changed
        "#]],
    );
    check(
        &["publisher:bao", "bao-a", "--dry-run"],
        0,
        expect![[r#"
        publisher:bao → publisher:bao-a
          content/publishers/bao.yaml → content/publishers/bao-a.yaml
          content/articles/a.yaml:4: bao → bao-a
          content/articles/b.md:4: "bao" → "bao-a"
        2 references in 2 files would change, and one file would be renamed; nothing was changed
    "#]],
    );
}

#[test]
fn files_are_changed_and_renamed() {
    let test = check(
        &["article:a", "bai-a"],
        0,
        expect![[r#"
        article:a → article:bai-a
          content/articles/a.yaml → content/articles/bai-a.yaml
          content/articles/b.md:7: [bài](a.yaml) → [bài](bai-a.yaml)
          content/documents/khac.yaml:3: a → bai-a
          content/events/hop.yaml:3: a → bai-a
          content/people/an.yaml:3: a → bai-a
          content/publishers/bao.yaml:3: [[article:a]] → [[article:bai-a]]
          content/publishers/bao.yaml:4: [[article:a#p1|một bài dài]] → [[article:bai-a#p1|một bài dài]]
          content/topics/hoc.md:8: a → bai-a
          content/topics/hoc.md:11: a → bai-a
          content/topics/hoc.md:14: [[article:a#p1|a]] → [[article:bai-a#p1|a]]
          content/topics/hoc.md:18: [[article:a]] → [[article:bai-a]]
          portal.yaml:9: a → bai-a
          note: its page moves from `bai-viet/a.html` to `bai-viet/bai-a.html`: links to it from other sites break, unless `redirect_from: [bai-viet/a.html]` stands in its file
        11 references in 7 files changed, and one file renamed
    "#]],
    );
    test.run(&["check"]).done();
    let text = |path: &str| std::fs::read_to_string(test.root().join(path)).unwrap();
    assert!(!test.root().join("content/articles/a.yaml").exists());
    assert!(text("content/articles/bai-a.yaml").contains("seed: a.txt"));
    assert!(text("content/publishers/bao.yaml").contains("[[article:bai-a#p1|một bài\n  dài]]"));
    assert!(text("content/topics/hoc.md").contains("`[[article:a]]`"), "code is no reference");
    test.run(&["rename", "article:bai-a", "a"]).done();
    assert_eq!(folder_files(&test.root()), folder_files(&PortalTest::new(MANY).root()));
}

#[test]
fn what_cannot_be_renamed_is_told() {
    check(
        &["topic:hok", "x"],
        2,
        expect![[r#"
        error: there is no topic `hok`
          help: did you mean `hoc`?
    "#]],
    );
    check(
        &["topics:hoc", "x"],
        2,
        expect![[r#"
        error: there is no kind of thing `topics`
          help: did you mean `topic`?
    "#]],
    );
    check(
        &["hoc", "x"],
        2,
        expect![[r#"
        error: `hoc` names no thing
          help: write the kind and the ID, such as `topic:water` or `article:wells`
    "#]],
    );
    check(
        &["event:hoc", "x"],
        2,
        expect![[r#"
        error: there is no event `hoc`
          help: did you mean `topic:hoc`?
    "#]],
    );
    check(
        &["topic:hoc", "hoc-2"],
        2,
        expect![[r#"
        error: `hoc-2` is taken: there is `content/topics/hoc-2.md`
          help: choose another ID, or rename that one first
    "#]],
    );
    check(
        &["article:a", "b"],
        2,
        expect![[r#"
        error: `b` is taken: there is `content/articles/b.md`
          help: choose another ID, or rename that one first
    "#]],
    );
    check(
        &["topic:hoc", "Việc Học"],
        2,
        expect![[r#"
        error: `Việc Học` cannot be the ID of a thing
          help: an ID has letters a–z, digits and hyphens, such as `viec-hoc`
    "#]],
    );
    check(
        &["topic:hoc", "../x"],
        2,
        expect![[r#"
        error: `../x` cannot be the ID of a thing
          help: an ID has letters a–z, digits and hyphens, such as `x`
    "#]],
    );
    check(
        &["topic:hoc", "hoc"],
        2,
        expect![[r#"
        error: `topic:hoc` is called so already
    "#]],
    );
    check(
        &["person:an", ""],
        2,
        expect![[r#"
            error: `` cannot be the ID of a thing
              help: an ID has letters a–z, digits and hyphens
        "#]],
    );
}

#[test]
fn a_portal_with_errors_is_left_alone() {
    let test = PortalTest::new(MANY).with("-- content/people/b.yaml --\nname: B\nrole: x\n");
    let before = folder_files(&test.root());
    let run = test.run(&["rename", "topic:hoc", "x"]).ended(1);
    assert!(run.stderr.contains("unknown key `role`"), "{}", run.stderr);
    assert!(run.stderr.contains("mend them first"), "{}", run.stderr);
    assert_eq!(folder_files(&test.root()), before);
}

#[test]
fn a_reference_that_cannot_be_changed_along_stops_all() {
    let test = PortalTest::new(MANY)
        .with("-- content/people/an.yaml --\nname: An\nnote: \"\\u0041 [[topic:ho\\x63]]\"\n");
    let before = folder_files(&test.root());
    let run = test.run(&["rename", "topic:hoc", "x"]).ended(1);
    assert!(run.stderr.contains("content/people/an.yaml:2"), "{}", run.stderr);
    assert!(run.stderr.contains("would no longer lead"), "{}", run.stderr);
    assert_eq!(folder_files(&test.root()), before);
}

#[test]
fn a_new_id_that_would_catch_other_words_is_refused() {
    // `chair: nam` is a name now, and would be the person's id.
    let test = PortalTest::new(MANY).with("-- content/events/hai.yaml --\ntitle: Hai\nchair: nam\n");
    let run = test.run(&["rename", "person:an", "nam"]).ended(2);
    assert!(run.stderr.contains("would become a reference"), "{}", run.stderr);
}

#[test]
fn an_article_without_a_siglum_is_told_of() {
    let test = PortalTest::new(MANY);
    test.edit("content/articles/b.md", "siglum: B\n", "");
    let run = test.run(&["rename", "article:b", "c"]).done();
    assert!(run.stdout.contains("write `siglum: B` to keep that"), "{}", run.stdout);
}

#[test]
fn drafts_are_renamed_with_the_rest() {
    let test = PortalTest::new(MANY).with(
        "-- content/topics/nhap.md --\n---\ntitle: Nháp\ndraft: true\nevents: [hop]\n---\n[[topic:nhap]] [[event:hop]]\n",
    );
    test.run(&["rename", "event:hop", "hop-mat"]).done();
    test.run(&["rename", "topic:nhap", "nhap-hai"]).done();
    test.run(&["check", "--drafts"]).done();
    let text = std::fs::read_to_string(test.root().join("content/topics/nhap-hai.md")).unwrap();
    assert!(
        text.contains("events: [hop-mat]") && text.contains("[[topic:nhap-hai]] [[event:hop-mat]]"),
        "{text}"
    );
}

#[test]
fn a_rename_that_was_interrupted_is_put_back_by_the_next() {
    let test = PortalTest::new(MANY);
    let before = folder_files(&test.root());
    let note = serde_json::json!([{ "path": "content/topics/hoc.md", "moved_to": "content/topics/moi.md",
        "before": String::from_utf8(before["content/topics/hoc.md"].clone()).unwrap(), "after": "x" }]);
    test.write(".khue-rename", note.to_string().as_bytes());
    test.remove("content/topics/hoc.md");
    test.write("content/topics/moi.md", b"x");
    assert!(test.run(&["check"]).ended(1).stderr.contains("`khue rename` was interrupted"));
    assert!(test.run(&["rename", "topic:hoc", "moi", "--dry-run"]).ended(2).stderr.contains("interrupted"));
    let run = test.run(&["rename", "topic:nowhere", "x"]).ended(2);
    assert!(run.stderr.contains("put back (1 file)"), "{}", run.stderr);
    assert_eq!(folder_files(&test.root()), before);
}

#[test]
fn a_page_may_not_take_the_place_of_one_that_every_site_has() {
    check(
        &["page:cach-doc", "index"],
        2,
        expect![[r#"
            error: the site has `index.html` already
              help: choose another ID; nothing was changed
        "#]],
    );
}

#[test]
fn a_page_may_not_take_the_place_of_a_former_address_or_of_a_file() {
    let test = PortalTest::new(MANY);
    test.write("content/pages/y.md", b"---\ntitle: Y\nredirect_from: [gone.html]\n---\ny\n");
    test.write("static/kept.html", b"x");
    for id in ["gone", "kept"] {
        let before = folder_files(&test.root());
        let run = test.run(&["rename", "page:cach-doc", id]).ended(2);
        assert!(run.stderr.contains(&format!("the site has `{id}.html` already")), "{}", run.stderr);
        assert_eq!(folder_files(&test.root()), before);
    }
}

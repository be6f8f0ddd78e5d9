//! What only follows from a mistake is not told beside it, least of all of files in which nothing is wrong.

use super::diagnose;
use crate::harness;
use expect_test::{Expect, expect};
use std::collections::BTreeMap;

/// Two reports of one event, and of two documents; nothing is wrong with them.
const PORTAL: &str = "\
-- portal.yaml --
title: Nghề gốm làng Vân
-- seeds/a1.txt --
Trang chủ | Tin tức | Thứ hai, 6/5/2023 | 99/QĐ-UBND

Sáng 5/5/2023, tại đình làng Vân, Ban Quản lý họp bàn giữ nghề gốm. Ông Trần Văn Gốm chủ trì hội nghị.

Theo Quyết định số 12/QĐ-UBND ngày 3/4/2023, làng có ba lò gốm cổ.
-- seeds/a2.txt --
Trang chủ | Tin tức

Hội nghị ngày 5/5/2023 do bà Lê Thị Lò chủ trì tại trường làng.

Kế hoạch số 7/KH-UBND ngày 1/6/2023 triển khai Quyết định số 12/QĐ-UBND.
-- content/publishers/bao-lang.yaml --
name: Báo Làng
omit:
  - {kind: nav, from: Trang chủ, to: Trang chủ}
-- content/articles/a1.yaml --
siglum: AM
seed: a1.txt
title: Làng Vân họp bàn giữ nghề gốm
publisher: bao-lang
published: 2023-05-06
topics: [lo-gom]
events: [hop-lang]
-- content/articles/a2.yaml --
siglum: AH
seed: a2.txt
title: Ba lò gốm cổ
publisher: bao-lang
published: 2023-06-02
topics: [lo-gom]
events: [hop-lang]
-- content/events/hop-lang.yaml --
title: Hội nghị bàn giữ nghề gốm
date: 2023-05-05
organiser: Ban Quản lý
place:
  - value: đình làng Vân
    article: a1
    quote: tại đình làng Vân
chair:
  - value: tran-van-gom
    article: a1
    quote: Ông Trần Văn Gốm chủ trì hội nghị.
documents: [12/QĐ-UBND]
topics: [lo-gom]
-- content/documents/12-qd-ubnd.yaml --
type: Quyết định
number: 12/QĐ-UBND
issued: 2023-04-03
-- content/documents/7-kh-ubnd.yaml --
type: Kế hoạch
number: 7/KH-UBND
issued: 2023-06-01
relations:
  - kind: implements
    target: 12/QĐ-UBND
    basis: stated
    quote: {article: a2, text: triển khai Quyết định số 12/QĐ-UBND}
-- content/people/tran-van-gom.yaml --
name: Trần Văn Gốm
-- content/topics/lo-gom.md --
---
title: Lò gốm
terms: [lò gốm]
---

> làng có ba lò gốm cổ
>
> — [[article:a1]]
";

fn portal() -> BTreeMap<String, Vec<u8>> {
    let files = harness::files(PORTAL);
    files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect()
}

/// Everything that is told of the portal with these files: what, where, and what would mend it.
fn check_files(files: BTreeMap<String, Vec<u8>>, expected: Expect) {
    let shown = diagnose(files).into_iter().map(|d| {
        let of = |key: &str| d[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}:{} {}\n  = {}", of("code"), of("file"), d["line"], of("message"), of("hint"))
    });
    expected.assert_eq(&shown.collect::<Vec<_>>().join("\n"));
}

/// The portal with `from`, which stands there once, replaced by `to` in the file `path`.
fn check(path: &str, from: &str, to: &str, expected: Expect) {
    let mut files = portal();
    let text = String::from_utf8(files[path].clone()).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from:?} in {path}");
    files.insert(path.to_owned(), text.replace(from, to).into_bytes());
    check_files(files, expected);
}

/// The portal without the file `from`, and with its text in the file `to`.
fn check_renamed(from: &str, to: &str, expected: Expect) {
    let mut files = portal();
    let text = files.remove(from).unwrap();
    files.insert(to.to_owned(), text);
    check_files(files, expected);
}

const ARTICLE: &str = "content/articles/a1.yaml";
const DOCUMENT: &str = "content/documents/12-qd-ubnd.yaml";
const PLAN: &str = "content/documents/7-kh-ubnd.yaml";
const EVENT: &str = "content/events/hop-lang.yaml";

#[test]
fn nothing_is_wrong_to_begin_with() {
    check_files(portal(), expect![[""]]);
}

#[test]
fn a_claim_is_not_held_against_another_article_than_its_own() {
    for (from, to) in [
        ("siglum: AM", "siglun: AM"),
        ("siglum: AM", "siglum: [AM"),
        ("siglum: AM", "draft: true\nsiglum: AM"),
        ("seed: a1.txt", "seed: a3.txt"),
        ("seed: a1.txt", "sha256: 0\nseed: a1.txt"),
        ("publisher: bao-lang", "omit: [{kind: nav, lines: 1-9}]"),
        ("events: [hop-lang]", "events: [hop-lagn]"),
        ("events: [hop-lang]", "event: [hop-lang]"),
    ] {
        let mut files = portal();
        let text = String::from_utf8(files[ARTICLE].clone()).unwrap();
        files.insert(ARTICLE.to_owned(), text.replace(from, to).into_bytes());
        let told = diagnose(files);
        assert!(!told.is_empty(), "{to}");
        assert!(told.iter().all(|d| d["code"] != "claim-unsupported"), "{to}: {told:#?}");
    }
    let mut files = portal();
    files.remove(ARTICLE);
    assert!(diagnose(files).iter().all(|d| d["code"] != "claim-unsupported"));
}

#[test]
fn words_that_are_not_found_are_told_alone() {
    check(
        EVENT,
        "quote: Ông Trần Văn Gốm chủ trì hội nghị.",
        "quote: Ông Trần Văn Gạch chủ trì hội nghị.",
        expect![[r#"
            quote-not-found content/events/hop-lang.yaml:11 these words do not stand in the article `a1`
              = nearest there (AM 1, line 3 of seeds/a1.txt): “Ông Trần Văn Gốm chủ trì hội nghị”"#]],
    );
    check(
        ARTICLE,
        "publisher: bao-lang",
        "omit: [{kind: nav, lines: '1,3'}]",
        expect![[r#"
            quote-not-found content/events/hop-lang.yaml:7 these words do not stand in the article `a1`
              = they stand in line 3 of seeds/a1.txt, which an omit rule leaves out: correct the rule, or quote words that are left
            quote-not-found content/events/hop-lang.yaml:11 these words do not stand in the article `a1`
              = they stand in line 3 of seeds/a1.txt, which an omit rule leaves out: correct the rule, or quote words that are left"#]],
    );
}

#[test]
fn a_wrong_name_of_a_file_is_told_alone() {
    check_renamed(
        ARTICLE,
        "content/articles/A1.yaml",
        expect![[r#"
        invalid-id content/articles/A1.yaml:1 `A1` cannot be the ID of a thing
          = rename the file to `a1.yaml`"#]],
    );
    check_renamed(
        ARTICLE,
        "content/articles/a1.yml",
        expect![[r#"
        stray-file content/articles/a1.yml:1 this file is not read
          = rename the file to `a1.yaml`"#]],
    );
    check_renamed(
        "content/people/tran-van-gom.yaml",
        "content/people/Tran-van-gom.YAML",
        expect![[r#"
        stray-file content/people/Tran-van-gom.YAML:1 this file is not read
          = rename the file to `tran-van-gom.yaml`"#]],
    );
    check_renamed(
        DOCUMENT,
        "content/documents/12-qd-ubnd.yml",
        expect![[r#"
        stray-file content/documents/12-qd-ubnd.yml:1 this file is not read
          = rename the file to `12-qd-ubnd.yaml`"#]],
    );
    check_renamed(
        DOCUMENT,
        "content/documents/12_QD_UBND.yaml",
        expect![[r#"
        invalid-id content/documents/12_QD_UBND.yaml:1 `12_QD_UBND` cannot be the ID of a thing
          = rename the file to `12-qd-ubnd.yaml`"#]],
    );
    check_renamed(
        "content/topics/lo-gom.md",
        "content/topics/lo-gom.md.txt",
        expect![[r#"
        stray-file content/topics/lo-gom.md.txt:1 this file is not read
          = rename the file to `lo-gom.md`"#]],
    );
    check_renamed(
        "content/publishers/bao-lang.yaml",
        "content/publishers/bao lang.yaml",
        expect![[r#"
        invalid-id content/publishers/bao lang.yaml:1 `bao lang` cannot be the ID of a thing
          = rename the file to `bao-lang.yaml`"#]],
    );
}

#[test]
fn a_thing_in_two_files_is_told_alone() {
    for path in [ARTICLE, DOCUMENT] {
        let mut files = portal();
        files.insert(path.replace(".yaml", ".md"), b"---\ntitle: A\n---\n\nA\n".to_vec());
        check_files(
            files,
            match path {
                ARTICLE => expect![[r#"
                duplicate-id content/articles/a1.yaml:1 `a1` is described twice, here and in `content/articles/a1.md`
                  = join the two files, or rename one"#]],
                _ => expect![[r#"
                duplicate-id content/documents/12-qd-ubnd.yaml:1 `12-qd-ubnd` is described twice, here and in `content/documents/12-qd-ubnd.md`
                  = join the two files, or rename one"#]],
            },
        );
    }
}

#[test]
fn a_copy_of_a_file_under_another_name_is_told_where_the_other_is() {
    let mut files = portal();
    files.insert("content/articles/a1.yml".to_owned(), files[ARTICLE].clone());
    files.insert("content/articles/A2.yaml".to_owned(), files["content/articles/a2.yaml"].clone());
    check_files(
        files,
        expect![[r#"
        invalid-id content/articles/A2.yaml:1 `A2` cannot be the ID of a thing
          = `a2.yaml` is there already: join the two files, or rename this one, with `a`-`z`, `0`-`9` and `-`
        stray-file content/articles/a1.yml:1 this file is not read
          = `a1.yaml` is read in its place: keep one of the two"#]],
    );
}

#[test]
fn a_wrong_number_of_a_document_is_told_once() {
    check(
        DOCUMENT,
        "number: 12/QĐ-UBND",
        "number: Quyết định số 12/QĐ-UBND",
        expect![[r#"
        invalid-number content/documents/12-qd-ubnd.yaml:2 `Quyết định số 12/QĐ-UBND` is not the number of a document
          = write `12/QĐ-UBND`"#]],
    );
    check(
        DOCUMENT,
        "number: 12/QĐ-UBND",
        "number: 12/QĐ-UBND@2023-04-03",
        expect![[r#"
        invalid-number content/documents/12-qd-ubnd.yaml:2 `12/QĐ-UBND@2023-04-03` is not the number of a document
          = write `12/QĐ-UBND`"#]],
    );
    check(
        DOCUMENT,
        "number: 12/QĐ-UBND",
        "number: [12/QĐ-UBND]",
        expect![[r#"
            wrong-type content/documents/12-qd-ubnd.yaml:2 `number` must be a text, but here is a list
              = write `12/QĐ-UBND` without brackets and `- `, or quotes around it if they are a part of the text"#]],
    );
    check(
        DOCUMENT,
        "number: 12/QĐ-UBND",
        "number:\n  - 12/QĐ-UBND",
        expect![[r#"
            wrong-type content/documents/12-qd-ubnd.yaml:3 `number` must be a text, but here is a list
              = write `12/QĐ-UBND` without brackets and `- `, or quotes around it if they are a part of the text"#]],
    );
    check(
        PLAN,
        "number: 7/KH-UBND",
        "number: 7",
        expect![[r#"
            invalid-number content/documents/7-kh-ubnd.yaml:2 `7` is not the number of a document
              = write it as printed, such as `57-KL/TW` or `30/2020/NĐ-CP`; one of another form, such as `95/46/EC`, stands in `aliases`"#]],
    );
}

#[test]
fn a_number_that_two_documents_bear_is_told_once() {
    check(
        PLAN,
        "number: 7/KH-UBND\nissued: 2023-06-01",
        "number: 12/QĐ-UBND\nissued: 2023-04-03",
        expect![[r#"
        duplicate-name content/documents/7-kh-ubnd.yaml:2 `12/QĐ-UBND` of the same date is the document `12-qd-ubnd` too
          = a document's identity is number and date: correct one of them"#]],
    );
    let mut files = portal();
    files.insert("content/documents/khac.yaml".to_owned(), files[DOCUMENT].clone());
    check_files(
        files,
        expect![[r#"
        duplicate-name content/documents/khac.yaml:2 `12/QĐ-UBND` of the same date is the document `12-qd-ubnd` too
          = a document's identity is number and date: correct one of them"#]],
    );
}

#[test]
fn lines_that_a_missing_publisher_would_omit_are_not_told_of() {
    check(
        ARTICLE,
        "publisher: bao-lang",
        "publisher: bao-lng",
        expect![[r#"
        unknown-reference content/articles/a1.yaml:4 there is no publisher `bao-lng`
          = did you mean `bao-lang`?"#]],
    );
    check(
        ARTICLE,
        "publisher: bao-lang",
        "publihser: bao-lang",
        expect![[r#"
        unknown-key content/articles/a1.yaml:4 unknown key `publihser`
          = did you mean `publisher` or `published`?"#]],
    );
    let publisher = "content/publishers/bao-lang.yaml";
    check(
        publisher,
        "name: Báo Làng",
        "nam: Báo Làng",
        expect![[r#"
        unknown-key content/publishers/bao-lang.yaml:1 unknown key `nam`
          = did you mean `name`?"#]],
    );
    check(
        publisher,
        "from: Trang chủ, to: Trang chủ",
        "lines: 1",
        expect![[r#"
        invalid-omit content/publishers/bao-lang.yaml:3 a publisher's rule cannot name line numbers: its articles differ
          = write `from: "text"` with `to: "text"` or to the end"#]],
    );
    // Both articles: nobody is of the publisher.
    let mut files = portal();
    for path in [ARTICLE, "content/articles/a2.yaml"] {
        let text = String::from_utf8(files[path].clone()).unwrap().replace("bao-lang", "bao");
        files.insert(path.to_owned(), text.into_bytes());
    }
    check_files(
        files,
        expect![[r#"
        unknown-reference content/articles/a1.yaml:4 there is no publisher `bao`
          = did you mean `bao-lang`?
        unknown-reference content/articles/a2.yaml:4 there is no publisher `bao`
          = did you mean `bao-lang`?"#]],
    );
}

#[test]
fn a_publishers_rule_is_not_held_against_seeds_whose_text_is_not_known() {
    let publisher = "content/publishers/bao-lang.yaml";
    let rule = "name: Báo Làng\nomit:\n  - {kind: nav, from: Trang chủ, to: Trang chủ}\n  - {kind: footer, from: Báo Làng giữ bản quyền}\n";
    for seed in [None, Some(&b""[..]), Some(b"\xef\xbb\xbf \n"), Some(b"Trang ch\xea\n")] {
        let mut files = portal();
        files.insert(publisher.to_owned(), rule.as_bytes().to_vec());
        match seed {
            None => drop(files.remove("seeds/a2.txt")),
            Some(bytes) => drop(files.insert("seeds/a2.txt".to_owned(), bytes.to_vec())),
        }
        let told = diagnose(files);
        assert!(told.iter().any(|d| d["severity"] == "error"), "{seed:?}");
        assert!(told.iter().all(|d| d["code"] != "omit-matches-nothing"), "{seed:?}: {told:#?}");
    }
}

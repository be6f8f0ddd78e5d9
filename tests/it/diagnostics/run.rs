//! A whole run: everything at once, in order, and how it ends.

use crate::harness::{PortalTest, told};
use serde_json::Value;

/// Ten mistakes in ten files.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("content/articles/cp.yaml", "siglum: CP", "siglun: CP"),
    ("content/articles/nv.yaml", "published: 2023-10-13", "published: 31/2/2023"),
    ("content/documents/16-kl-tw.yaml", "number: 16-KL/TW", "number: [16-KL/TW]"),
    ("content/events/so-ket-2023-07-05.yaml", "people: [nguyen-trong-nghia]", "people: [nguyen-trong-nhgia]"),
    ("content/organisations/bo-ngoai-giao.yaml", "name: Bộ Ngoại giao", "name: \"Bộ Ngoại giao"),
    ("content/pages/nguon-va-quyen.md", "- [[article:ttvn]]: cuối", "- [[article:ttvm]]: cuối"),
    ("content/people/ho-chi-minh.yaml", "    article: ttvn", "    article: tvn"),
    ("content/publishers/cand.yaml", "site: https://cand.com.vn/", "site: cand.com.vn"),
    (
        "content/topics/nguon-luc.md",
        "Có cơ chế thu hút và đãi ngộ nhân tài trong công tác TTĐN, bao gồm cả người nước ngoài\n",
        "Không có ở đâu cả\n",
    ),
    ("portal.yaml", "theme: khue", "theme: khue\ntheme: khue"),
];

fn place(d: &Value) -> (String, u64, u64) {
    (d["file"].as_str().unwrap().to_owned(), d["line"].as_u64().unwrap(), d["column"].as_u64().unwrap())
}

#[test]
fn all_problems_of_a_run_come_at_once_sorted_by_place() {
    let test = PortalTest::first();
    for (path, from, to) in MISTAKES {
        test.edit(path, from, to);
    }
    let run = test.run(&["build", "--format", "json"]).ended(1);
    let found = run.json();
    for (path, ..) in MISTAKES {
        assert!(
            found.iter().any(|d| d["file"] == *path && d["severity"] == "error"),
            "{path}: {}",
            run.stdout
        );
    }
    let places: Vec<_> = found.iter().map(place).collect();
    assert!(places.is_sorted(), "{places:?}");
    let human = test.run(&["build"]).ended(1);
    assert!(human.stderr.contains("nothing was written"), "{}", human.stderr);
    for d in &found {
        let (file, line, column) = place(d);
        assert!(human.stderr.contains(&format!("{file}:{line}:{column}")), "{file}:{line}:{column}");
        assert!(human.stderr.contains(d["message"].as_str().unwrap()), "{d}");
    }
}

/// Where errors are found in a small portal, one file of which is this: *line code*, in order.
fn check_file(path: &str, text: &str, expected: &[&str]) {
    let test = PortalTest::small();
    test.write(path, text.as_bytes());
    let found = test.diagnostics();
    let errors = found.iter().filter(|d| d["severity"] == "error");
    let shown: Vec<String> = errors
        .map(|d| {
            assert_eq!(d["file"], path, "{d}");
            format!("{} {}", d["line"], d["code"].as_str().unwrap())
        })
        .collect();
    assert_eq!(shown, expected, "{path}:\n{text}");
}

#[test]
fn a_key_that_is_not_known_hides_no_other_mistake_of_its_file() {
    check_file(
        "content/articles/a.yaml",
        "siglum: A\nbogus: 1\nseed: a.txt\ntitle: Bài thứ nhất\npublished: 31/2/2023\nurl: [x]\npublisher: bao-khac\nnote: \"[[58-KL/TW]]\"\n",
        &["2 unknown-key", "5 no-such-day", "6 wrong-type", "7 unknown-reference", "8 unknown-reference"],
    );
    check_file(
        "portal.yaml",
        "title: Cổng\nlicense: CC0\nbase_url: x\nmenu: [bogus]\nformats: [rs]\n",
        &["2 unknown-key", "3 invalid-address", "4 unknown-value", "5 unknown-value"],
    );
    check_file(
        "content/events/hop.yaml",
        "title: Hội nghị\ndate: 2023-13-01\nnotes:\n  - text: \"[[9-KL/TW]]\"\n    mood: grim\n{\"place\": Huế}\n",
        &["6 invalid-yaml"],
    );
    check_file(
        "content/events/hop.yaml",
        "title: Hội nghị\ndate: 2023-13-01\nnotes:\n  - text: \"[[9-KL/TW]]\"\n    mood: grim\n",
        &["2 no-such-day", "4 unknown-reference", "5 unknown-key"],
    );
}

#[test]
fn what_a_mistake_was_meant_to_say_is_not_told_to_be_missing() {
    // Quotations of a passage, the day and number of a document, and the names of people may be meant.
    check_file(
        "content/documents/57-kl-tw.yaml",
        "type: Kết luận\nnumbr: 57-KL/TW\nissuer: bo-chinh-tri\nurl: x y\n",
        &["2 unknown-key", "4 invalid-address"],
    );
    check_file(
        "content/articles/a.yaml",
        "siglum: A\nseed: a.txt\ntitle: Bài thứ nhất\nomitt: [{kind: title, lines: 1}]\n",
        &["4 unknown-key"],
    );
    check_file(
        "content/documents/57-kl-tw.yaml",
        "type: Kết luận\nnumber: 57-KL/TW\nrelations:\n  - kind: earlier\n    target: 57-KL/TW\n    basis: editor\n    nöte: x\n",
        &["7 unknown-key"],
    );
}

#[test]
fn a_warning_hides_no_error_of_its_file() {
    check_file(
        "content/documents/57-kl-tw.yaml",
        "number: 57-KL/TW\ntitle: Về việc #57\naliases: [a b, a b]\nrelations:\n  - {kind: guides, target: 57-KL/TW, basis: stated}\n",
        &["5 missing-evidence"],
    );
    check_file("content/articles/b.yaml", "title: Bài #5\n", &["1 missing-key"]);
}

#[test]
fn mistakes_in_paths_and_templates_come_with_those_in_content() {
    let test = PortalTest::first();
    test.edit("content/articles/cp.yaml", "siglum: CP", "siglun: CP");
    test.edit("portal.yaml", "theme: khue", "theme: mine\npaths: {topcs: a, people: a b}");
    test.write("themes/mine/theme.yaml", b"name: mine\nextends: khue\n");
    test.write("themes/mine/templates/home.html", b"{% extends \"base.html\" %}{% block x %}");
    let found = test.run(&["build", "--format", "json"]).ended(1).json();
    let told: Vec<&str> = found.iter().map(|d| d["file"].as_str().unwrap()).collect();
    let expected =
        ["content/articles/cp.yaml", "portal.yaml", "portal.yaml", "themes/mine/templates/home.html"];
    assert_eq!(told, expected, "{found:#?}");
}

/// One mistake of an author is one problem: what follows from it is not reported as well.
fn check_alone(path: &str, from: &str, to: &str) {
    let found = super::diagnose(super::broken(path, from, to));
    let places: Vec<String> = found.iter().map(super::shown).collect();
    assert_eq!(found.len(), 1, "{path}:\n{}", places.join("\n"));
}

#[test]
fn each_mistake_alone_is_one_problem() {
    for (path, from, to) in MISTAKES.iter().filter(|m| !m.0.contains("documents") && m.0 != "portal.yaml") {
        check_alone(path, from, to);
    }
}

#[test]
fn a_broken_portal_yaml_is_one_problem() {
    check_alone("portal.yaml", "theme: khue", "theme: khue\ntheme: khue");
    check_alone("portal.yaml", "theme: khue", "\ttheme: khue");
}

#[test]
fn a_document_whose_file_is_broken_is_not_unknown_as_well() {
    check_alone("content/documents/16-kl-tw.yaml", "number: 16-KL/TW", "number: [16-KL/TW]");
    check_alone("content/documents/16-kl-tw.yaml", "type: Kết luận", "tipe: Kết luận");
}

#[test]
fn a_seed_that_is_missing_is_one_problem() {
    let found = super::diagnose(super::broken(
        "content/articles/cp.yaml",
        "seed: 002_41b709bab528dade.txt",
        "seed: 002_41b709bab528dad.txt",
    ));
    let errors: Vec<String> = found.iter().filter(|d| d["severity"] == "error").map(super::shown).collect();
    assert!(errors[0].contains("did you mean `002_41b709bab528dade.txt`?"), "{}", errors[0]);
    assert_eq!(errors.len(), 1, "{}", errors[1]);
}

#[test]
fn a_language_that_is_none_is_told_of() {
    for language in ["tiếng Việt", "xx"] {
        let found =
            super::diagnose(super::broken("portal.yaml", "language: vi", &format!("language: {language}")));
        assert!(found.iter().any(|d| d["file"] == "portal.yaml" && d["line"] == 5), "{language}: {found:?}");
    }
}

#[test]
fn every_problem_says_what_would_mend_it() {
    let mut without = Vec::new();
    for (path, from, to) in [
        ("content/publishers/cand.yaml", "site: https://cand.com.vn/", "draft: có"),
        ("content/topics/nguon-luc.md", "order: 6", "order: sáu"),
        ("content/pages/nguon-va-quyen.md", "order: 2", "order: 2.5"),
        ("content/events/so-ket-2023-07-05.yaml", "topics: [cac-hoi-nghi]", "topics: {cac-hoi-nghi: 1}"),
        ("content/events/so-ket-2023-07-05.yaml", "  - value: Hà Nội\n    article: sk", "  - Hà Nội"),
        ("content/articles/nv.yaml", "headings: [20,", "headings: [21,"),
    ] {
        let found = super::diagnose(super::broken(path, from, to));
        without.extend(found.iter().filter(|d| d["hint"].is_null()).map(super::shown));
    }
    assert!(without.is_empty(), "{}", without.join("\n"));
}

#[test]
fn a_file_that_is_cut_off_anywhere_never_ends_the_program() {
    let one_of_a_kind = MISTAKES.iter().map(|(path, ..)| path);
    for path in one_of_a_kind {
        for part in 1..4 {
            let mut files = super::FIRST.clone();
            let bytes = files.get_mut(*path).unwrap();
            bytes.truncate(bytes.len() * part / 4);
            super::diagnose(files);
        }
    }
}

#[cfg(unix)]
#[test]
fn what_refers_to_a_folder_that_cannot_be_read_is_not_told_too() {
    let told = |gone: &str, link: &str| {
        let test = PortalTest::small();
        let path = test.root().join(gone);
        match path.is_dir() {
            true => std::fs::remove_dir_all(&path).unwrap(),
            false => std::fs::remove_file(&path).unwrap(),
        }
        std::os::unix::fs::symlink(link, &path).unwrap();
        let codes = test.run(&["check", "--format", "json"]).ended(1).json();
        codes.iter().map(|d| format!("{} {}", d["code"], d["file"])).collect::<Vec<_>>().join("; ")
    };
    for gone in [
        "content/topics",
        "content/topics/hoc.md",
        "content/documents",
        "content/documents/57-kl-tw.yaml",
        "content/publishers",
        "content/articles",
        "content/events/hop.yaml",
        "seeds/a.txt",
    ] {
        assert_eq!(told(gone, "/nowhere"), format!("\"unsafe-file\" \"{gone}\""));
    }
}

/// Without the word the item lacks a key, and the whole file was passed over.
#[test]
fn an_unknown_word_in_an_item_hides_no_error_of_its_file() {
    let test = PortalTest::small().with(
        "-- content/topics/hai.md --\n---\ntitle: Hai\nself_test:\n  - kind: một\n    ask: A?\n    options: [a, b]\n    answer: 1\n    quote: {article: a, text: Không có}\n\
         \x20 - kind: one\n    ask: B?\n    options: [a, b]\n    answer: 3\n    quote: {article: a, text: Cũng không}\n---\n\nXem [[event:khong]].\n",
    );
    let told = told(&test.run(&["build", "--format", "json"]).ended(1).json());
    expect_test::expect![[r#"
        unknown-value content/topics/hai.md:4:11 `kind` does not know the word `một`
          = allowed: one, several, recall, compare, source, order
        invalid-question content/topics/hai.md:12:13 the answer must be from 1 to 2
          = options are numbered from 1, in the order of `options:`
        quote-not-found content/topics/hai.md:13:31 these words do not stand in the article `a`
          = copy the words from seeds/a.txt; omitted lines cannot be quoted
        unknown-reference content/topics/hai.md:16:5 there is no event `khong`
          = write the file that describes it, or correct `khong`"#]]
    .assert_eq(&told);
}

/// What is left out because of one item is that item alone, however much is wrong with it.
#[test]
fn an_item_with_several_mistakes_takes_nothing_with_it() {
    let test = PortalTest::small().with(
        "-- content/topics/hai.md --\n---\ntitle: Hai\nself_test:\n  - kind: one\n    ask: A-B?\n    options: [a, b]\n    answer: 1\n    quote: {article: a, text: Không có}\n\
         \x20 - kind: một\n    ask: [B]\n    options: x\n    answer: 3\n---\n",
    );
    let told = told(&test.run(&["build", "--format", "json"]).ended(1).json());
    let lines: Vec<&str> = told.lines().filter(|line| !line.starts_with(' ')).collect();
    let codes: Vec<&str> = lines.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(codes, ["quote-not-found", "unknown-value", "wrong-type", "wrong-type"], "{told}");
}

#[test]
fn words_that_look_alike_are_told_apart() {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nCuối tháng 7, Uỷ ban hoà giải; từ nay đến 15/10 làm tiếp.\n-- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\n\
         -- content/people/do-van-dan.yaml --\nname: Đỗ Văn Dân\n\
         -- content/events/e.yaml --\ntitle: E\nchair: \"\u{d0}ỗ Văn Dân\"\ndate: [{value: 2024?-07, article: b, quote: Cuối tháng 7}]\n\
         -- content/events/f.yaml --\ntitle: F\ndate: [{value: ../2024-10-15, article: b, quote: từ nay đến 15/10}]\n\
         -- content/topics/hai.md --\n---\ntitle: Hai\npoints:\n  - title: A?\n    quotes: [{article: b, text: Ủy ban hòa giải}]\n---\n",
    );
    let told = told(&test.run(&["build", "--format", "json"]).json());
    expect_test::expect![[r#"
        name-variant content/events/e.yaml:2:9 `Ðỗ Văn Dân` differs from the name `Đỗ Văn Dân` in the letter Đ, for which Ð (Eth) stands
          = write `Đỗ Văn Dân`, or add `Ðỗ Văn Dân` to the `aliases` of its file
        quote-not-found content/topics/hai.md:5:33 these words do not stand in the article `b`
          = nearest there (B 1, line 1 of seeds/b.txt, where tone marks have other places (hòa, hoà)): “Uỷ ban hoà giải”"#]].assert_eq(&told);
}

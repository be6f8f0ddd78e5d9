//! What is offered for a misspelt key, id, document number or quotation.

use super::{FIRST, broken, diagnose};
use crate::harness::PortalTest;
use expect_test::{Expect, expect};

/// `what → hint` for each wrong word in the place of `right` in a file of the first portal.
fn check(path: &str, right: &str, wrong: &[&str], expected: Expect) {
    let hints = wrong.iter().map(|wrong| {
        let (from, to) = (right.to_owned(), wrong.to_string());
        let found = diagnose(broken(path, &from, &to));
        let hints: Vec<&str> =
            found.iter().filter(|d| d["severity"] == "error").filter_map(|d| d["hint"].as_str()).collect();
        format!("{} → {}", wrong.trim(), hints.join(" | "))
    });
    expected.assert_eq(&hints.collect::<Vec<_>>().join("\n"));
}

#[test]
fn keys() {
    let path = "content/events/hoi-nghi-2023-10-11.yaml";
    check(
        path,
        "organiser:\n",
        &["organizer:\n", "Organiser:\n", "organisers:\n", "orgnaiser:\n", "don_vi:\n"],
        expect![[r#"
            organizer: → did you mean `organiser`?
            Organiser: → did you mean `organiser`?
            organisers: → did you mean `organiser`?
            orgnaiser: → did you mean `organiser`?
            don_vi: → did you mean `organiser`?"#]],
    );
    check(
        path,
        "part_of_day:\n",
        &["part-of-day:\n", "partofday:\n", "part of day:\n"],
        expect![[r#"
        part-of-day: → did you mean `part_of_day`?
        partofday: → did you mean `part_of_day`?
        part of day: → did you mean `part_of_day`?"#]],
    );
    // Keys that other files have, and words of other languages and programs.
    check(
        path,
        "label: Hội nghị toàn quốc",
        &["siglum: HN", "tags: [a]", "published: 2023-10-11", "description: x", "author: x"],
        expect![[r#"
            siglum: HN → known here: kind, title, label, date, part_of_day, place, chair, organiser, format, documents, topics, people, summary, quotes, notes, redirect_from, draft, search, extra; keys of your own belong below `extra:`
            tags: [a] → did you mean `topics`?
            published: 2023-10-11 → did you mean `date`?
            description: x → did you mean `summary`?
            author: x → did you mean `people`?"#]],
    );
    check(
        "content/documents/16-kl-tw.yaml",
        "number: 16",
        &["nubmer: 16", "numbr: 16", "no: 16", "date: 16"],
        expect![[r#"
            nubmer: 16 → did you mean `number`?
            numbr: 16 → did you mean `number`?
            no: 16 → did you mean `number`?
            date: 16 → did you mean `issued`?"#]],
    );
}

#[test]
fn ids() {
    let path = "content/events/so-ket-2023-07-05.yaml";
    check(
        path,
        "people: [nguyen-trong-nghia]",
        &[
            "people: [nguyen-trong-ngia]",
            "people: [nguyen-trong-nghia-]",
            "people: [Nguyễn Trọng Nghĩa]",
            "people: [nguyen_trong_nghia]",
            "people: [trong-nghia]",
            "people: [nghia]",
        ],
        expect![[r#"
            people: [nguyen-trong-ngia] → did you mean `nguyen-trong-nghia`?
            people: [nguyen-trong-nghia-] → did you mean `nguyen-trong-nghia`?
            people: [Nguyễn Trọng Nghĩa] → did you mean `nguyen-trong-nghia`?
            people: [nguyen_trong_nghia] → did you mean `nguyen-trong-nghia`?
            people: [trong-nghia] → did you mean `nguyen-trong-nghia`?
            people: [nghia] → did you mean `nguyen-trong-nghia`?"#]],
    );
    check(
        path,
        "topics: [cac-hoi-nghi]",
        &["topics: [hoi-nghi]", "topics: [Các hội nghị]", "topics: [cac-hoi-ngi]", "topics: [cac hoi nghi]"],
        expect![[r#"
            topics: [hoi-nghi] → did you mean `cac-hoi-nghi`?
            topics: [Các hội nghị] → did you mean `cac-hoi-nghi`?
            topics: [cac-hoi-ngi] → did you mean `cac-hoi-nghi`?
            topics: [cac hoi nghi] → did you mean `cac-hoi-nghi`?"#]],
    );
}

#[test]
fn numbers() {
    check(
        "content/pages/nguon-va-quyen.md",
        "- [[article:ttvn]]: cuối",
        &[
            "[[75-KL/TW]]",
            "[[57-KL/TƯ]]",
            "[[57/KL-TW]]",
            "[[57-LK/TW]]",
            "[[57KL/TW]]",
            "[[57-KL]]",
            "[[57]]",
            "[[Kết luận 57]]",
            "[[111-HD/BTG]]",
            "[[57-KL/TW@2023-06-16]]",
        ],
        expect![[r#"
            [[75-KL/TW]] → did you mean `57-KL/TW` or `16-KL/TW`?
            [[57-KL/TƯ]] → 
            [[57/KL-TW]] → did you mean `57-KL/TW`?
            [[57-LK/TW]] → did you mean `57-KL/TW`?
            [[57KL/TW]] → did you mean `57-kl-tw`?
            [[57-KL]] → did you mean `57-kl-tw`?
            [[57]] → did you mean `57-kl-tw` or `huong-dan-trien-khai-57`?
            [[Kết luận 57]] → did you mean `57-KL/TW`?
            [[111-HD/BTG]] → did you mean `111-HD/BTGTW`?
            [[57-KL/TW@2023-06-16]] → did you mean `57-KL/TW@2023-06-15`?"#]],
    );
}

#[test]
fn a_number_that_its_own_file_misspells() {
    let found = diagnose(broken(
        "content/documents/111-hd-btgtw.yaml",
        "number: 111-HD/BTGTW",
        "number: 11-HD/BTGTW",
    ));
    let hints: Vec<&str> =
        found.iter().filter(|d| d["code"] == "unknown-document").filter_map(|d| d["hint"].as_str()).collect();
    assert!(!hints.is_empty());
    let expected = "`content/documents/111-hd-btgtw.yaml` is there, and has another `number`: correct it, or rename the file";
    assert!(hints.iter().all(|hint| *hint == expected), "{hints:?}");
}

#[test]
fn quotes() {
    assert!(FIRST.contains_key("content/topics/nguon-luc.md"));
    let right = "Có cơ chế thu hút và đãi ngộ nhân tài trong công tác TTĐN, bao gồm cả người nước ngoài\n";
    check(
        "content/topics/nguon-luc.md",
        right,
        &[
            "Có cơ chế thu hút, đãi ngộ nhân tài trong công tác TTĐN, bao gồm cả người nước ngoài\n",
            "co co che thu hut va dai ngo nhan tai trong cong tac TTDN\n",
            "Có cơ chế thu hút nhân tài bao gồm cả người nước ngoài\n",
            "Có chế độ\n",
            "Hoàn toàn khác với mọi lời của bài\n",
        ],
        expect![[r#"
            Có cơ chế thu hút, đãi ngộ nhân tài trong công tác TTĐN, bao gồm cả người nước ngoài → nearest there (NV 24, line 76 of seeds/004_576424d0b5e465e5.txt): “Có cơ chế thu hút và đãi ngộ nhân tài trong công tác TTĐN, bao gồm cả người nước ngoài”
            co co che thu hut va dai ngo nhan tai trong cong tac TTDN → nearest there (NV 24, line 76 of seeds/004_576424d0b5e465e5.txt): “Có cơ chế thu hút và đãi ngộ nhân tài trong công tác TTĐN”
            Có cơ chế thu hút nhân tài bao gồm cả người nước ngoài → nearest there (NV 24, line 76 of seeds/004_576424d0b5e465e5.txt): “Có cơ chế thu hút và đãi ngộ nhân tài trong công tác TTĐN, bao gồm cả người nước ngoài”
            Có chế độ → nearest there (NV 1, line 16 of seeds/004_576424d0b5e465e5.txt): “nước, chế độ”
            Hoàn toàn khác với mọi lời của bài → copy the words from seeds/004_576424d0b5e465e5.txt; omitted lines cannot be quoted"#]],
    );
}

/// What is warned of in the file, `message → hint`.
fn check_warning(path: &str, from: &str, to: &str, expected: Expect) {
    let found = diagnose(broken(path, from, to));
    let shown: Vec<String> = found
        .iter()
        .filter(|d| d["file"] == path)
        .map(|d| format!("{} {}:{} {} → {}", d["severity"], d["line"], d["column"], d["message"], d["hint"]))
        .collect();
    expected.assert_eq(&shown.join("\n").replace('"', ""));
}

#[test]
fn kinds_of_events() {
    let path = "content/events/hoi-nghi-2023-10-11.yaml";
    check_warning(
        path,
        "kind: meeting",
        "kind: meting",
        expect![
            "warning 1:7 the theme has no word for the kind `meting`, and shows it as it is → did you mean `meeting`?"
        ],
    );
    check_warning(
        path,
        "kind: meeting",
        "kind: activities",
        expect![
            "warning 1:7 the theme has no word for the kind `activities`, and shows it as it is → did you mean `activity`?"
        ],
    );
    // A word of the author's own is shown as it stands.
    check_warning(path, "kind: meeting", "kind: lễ kỷ niệm", expect![[""]]);
    check_warning(path, "kind: meeting", "kind: other", expect![[""]]);
}

#[test]
fn fields_that_notes_are_about() {
    let path = "content/events/hoi-nghi-2023-10-11.yaml";
    check_warning(
        path,
        "at: place",
        "at: plase",
        expect![
            "warning 90:9 the note is about `plase`, which no file of this kind has → did you mean `place`?"
        ],
    );
    check_warning(
        path,
        "at: people",
        "at: p3",
        expect![
            "warning 99:9 the note is about `p3`, which no file of this kind has → name one of kind, title, label, date, part_of_day, place, chair, organiser, format, documents, topics, people, summary, quotes, notes, redirect_from, draft, search, extra, or leave `at` out"
        ],
    );
    // A field that this event lacks, and may lack for a reason.
    check_warning(
        "content/events/quan-triet-ke-hoach-thanh-tra.yaml",
        "at: place",
        "at: chair",
        expect![[""]],
    );
}

#[test]
fn links_to_files_that_describe_no_page_are_told_so() {
    let page = "-- content/pages/b.md --\n---\ntitle: B\n---\n\n[a](../publishers/p.yaml), [b](../terms.yaml), [c](../../portal.yaml)\n";
    let more = "-- content/publishers/p.yaml --\nname: P\n-- content/terms.yaml --\nterms:\n  - {term: TTĐN, expansion: thông tin}\n";
    let told = PortalTest::small()
        .with(&(page.to_owned() + more))
        .run(&["build", "--format", "json"])
        .ended(1)
        .json();
    let shown: Vec<String> = told.iter().map(|d| d["message"].as_str().unwrap().to_owned()).collect();
    let files = ["content/publishers/p.yaml", "content/terms.yaml", "portal.yaml"];
    assert_eq!(shown, files.map(|file| format!("what `{file}` describes has no page of its own")));
}

#[test]
fn a_document_called_by_its_number_where_its_id_belongs_is_offered() {
    let test =
        PortalTest::small().with("-- content/pages/b.md --\n---\ntitle: B\n---\n\n[[document:57-KL/TW]]\n");
    let told = test.run(&["build", "--format", "json"]).ended(1).json();
    assert_eq!(told[0]["hint"], "write the number alone, without `document:`: `57-KL/TW`", "{told:?}");
}

#[test]
fn a_document_called_by_its_number_behind_its_kind_is_told_to_leave_the_kind_out() {
    super::check_small(
        "-- content/documents/a.yaml --\nnumber: 57-KL/TW\nissued: 2023-06-15\n-- content/documents/57-kl-tw-cu.yaml --\nnumber: 58-KL/TW\n\
         -- content/documents/c.yaml --\nnumber: 1-KL/TW\nissued: 2021\n-- content/documents/d.yaml --\nnumber: 1-KL/TW\nissued: 2022\n\
         -- content/pages/b.md --\n---\ntitle: B\n---\n\n[[document:57-KL/TW]] [[document:57-KL/TW@2023-06-15]] [[document:1-KL/TW]] [[document:2-KL/TW]]\n",
        expect![[r#"
            error[unknown-reference] content/pages/b.md:5:1: there is no document `57-KL/TW`
              | [[document:57-KL/TW]] [[document:57-KL/TW@2023-06-15]] [[document:1-KL/TW]] [[document:2-KL/TW]]
              = write the number alone, without `document:`: `57-KL/TW`
            error[unknown-reference] content/pages/b.md:5:23: there is no document `57-KL/TW@2023-06-15`
              | [[document:57-KL/TW]] [[document:57-KL/TW@2023-06-15]] [[document:1-KL/TW]] [[document:2-KL/TW]]
              = write the number alone, without `document:`: `57-KL/TW@2023-06-15`
            error[unknown-reference] content/pages/b.md:5:56: there is no document `1-KL/TW`
              | [[document:57-KL/TW]] [[document:57-KL/TW@2023-06-15]] [[document:1-KL/TW]] [[document:2-KL/TW]]
              = write the one that is meant, without `document:`: 1-KL/TW@2021, 1-KL/TW@2022
            error[unknown-reference] content/pages/b.md:5:77: there is no document `2-KL/TW`
              | [[document:57-KL/TW]] [[document:57-KL/TW@2023-06-15]] [[document:1-KL/TW]] [[document:2-KL/TW]]
              = write the file that describes it, or correct `2-KL/TW`"#]],
    );
}

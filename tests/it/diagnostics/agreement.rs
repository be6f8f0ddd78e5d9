//! Metadata against the seeds and against itself: dates, types and issuers of documents, spellings of names.

use crate::harness::{PortalTest, told};
use expect_test::{Expect, expect};

const DOCUMENT: &str = "content/documents/57-kl-tw.yaml";

fn check_in(test: &PortalTest, expected: Expect) {
    let run = test.run(&["check", "--format", "json"]).done();
    expected.assert_eq(&told(&run.json()));
}

/// The small portal with one place of a file edited.
fn check(path: &str, from: &str, to: &str, expected: Expect) {
    let test = PortalTest::small();
    test.edit(path, from, to);
    check_in(&test, expected);
}

/// The small portal with more files.
fn check_with(files: &str, expected: Expect) {
    check_in(&PortalTest::small().with(files), expected);
}

#[test]
fn a_portal_that_agrees_with_its_seeds_is_told_nothing() {
    check_in(&PortalTest::small(), expect![[""]]);
    check_in(&PortalTest::first(), expect![[""]]);
}

#[test]
fn a_date_that_no_seed_states_is_told_once_at_the_metadata() {
    check(
        DOCUMENT,
        "issued: 2023-06-15",
        "issued: 2023-06-16",
        expect![[r#"
        date-disagrees content/documents/57-kl-tw.yaml:3:9 `57-KL/TW` is dated 2023-06-16 here, but beside its number stands 2023-06-15 (seeds/a.txt line 3)
          = correct `issued`, or describe the other document of that number in a file of its own"#]],
    );
    check(
        DOCUMENT,
        "issued: 2023-06-15",
        "issued: 2023-07",
        expect![[r#"
        date-disagrees content/documents/57-kl-tw.yaml:3:9 `57-KL/TW` is dated 2023-07 here, but beside its number stands 2023-06-15 (seeds/a.txt line 3)
          = correct `issued`, or describe the other document of that number in a file of its own"#]],
    );
    check(DOCUMENT, "issued: 2023-06-15", "issued: 2023-06", expect![[""]]);
    check(DOCUMENT, "issued: 2023-06-15\n", "", expect![[""]]);
    check(
        DOCUMENT,
        "issued: 2023-06-15",
        "issued:\n  - value: 2022-06-15\n    article: a\n    quote: Kết luận số 57-KL/TW",
        expect![[r#"
            date-disagrees content/documents/57-kl-tw.yaml:4:12 `57-KL/TW` is dated 2022-06-15 here, but beside its number stands 2023-06-15 (seeds/a.txt line 3)
              = correct `issued`, or describe the other document of that number in a file of its own"#]],
    );
}

#[test]
fn a_date_that_one_source_states_is_right() {
    let test = PortalTest::small();
    test.edit(
        DOCUMENT,
        "issued: 2023-06-15",
        "issued:\n  - value: 2022-06-15\n  - value: 2023-06-15\n    article: a",
    );
    check_in(&test, expect![[""]]);
    let mentions = &test.build().datum("articles", "a")["mentions"];
    assert_eq!(mentions[0]["document"], "57-kl-tw", "{mentions}");
}

#[test]
fn where_seeds_disagree_the_odd_one_is_told() {
    check_with(
        "-- seeds/b.txt --\nTheo Kết luận số 57-KL/TW ngày 15/6/2018, việc học là chính.\n\
         -- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\npublished: 2023-10-12\n",
        expect![[r#"
            unknown-document seeds/b.txt:1:6 `Kết luận số 57-KL/TW` has another date here than the document that is described
              = describe the other document in a file of its own, or correct `issued`"#]],
    );
}

#[test]
fn a_type_that_no_seed_uses_is_told() {
    check(
        DOCUMENT,
        "type: Kết luận",
        "type: Hướng dẫn",
        expect![[r#"
        type-disagrees content/documents/57-kl-tw.yaml:1:7 `57-KL/TW` is a `Hướng dẫn` here, but the seeds call it `Kết luận` (seeds/a.txt line 3)
          = correct `type`, or the number"#]],
    );
    check(DOCUMENT, "type: Kết luận", "type: Kết luận chung", expect![[""]]);
}

#[test]
fn an_issuer_that_no_seed_names_is_told() {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nTheo Kết luận số 57-KL/TW, ngày 15/6/2023 của Ban Bí thư, việc học là chính.\n\
         -- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\npublished: 2023-10-12\n\
         -- content/organisations/ban-bi-thu.yaml --\nname: Ban Bí thư\n",
    );
    check_in(
        &test,
        expect![[r#"
        issuer-disagrees content/documents/57-kl-tw.yaml:4:9 `57-KL/TW` is issued by `Bộ Chính trị` here, but behind its number stands `Ban Bí thư` (seeds/b.txt line 1)
          = correct `issuer`, or list what each source says"#]],
    );
    test.edit("seeds/b.txt", " của Ban Bí thư", " của Bộ Chính trị, Ban Bí thư");
    check_in(&test, expect![[""]]);
}

#[test]
fn a_name_in_another_spelling_is_told_in_the_portal_s_own_words() {
    let test = PortalTest::small().with(
        "-- content/pages/b.md --\n---\ntitle: Bộ chính trị và việc học\n---\n\nBộ chính trị nêu rõ.\n\nÔng Nguyen Van A dự, ông NGUYỄN VĂN A nói.\n\n\
         -- content/people/hoa.yaml --\nname: Đỗ Thúy Hòa\n\
         -- content/events/b.yaml --\nkind: meeting\ntitle: B\ndate: 2023-10-12\norganiser: bộ chính trị\nsummary: 'Có Đỗ Thuý Hoà.'\n",
    );
    check_in(
        &test,
        expect![[r#"
        name-variant content/events/b.yaml:4:12 `bộ chính trị` differs from the name `Bộ Chính trị` in letter case
          = write `Bộ Chính trị`, or add `bộ chính trị` to the `aliases` of its file
        name-variant content/events/b.yaml:5:14 `Đỗ Thuý Hoà` differs from the name `Đỗ Thúy Hòa` in the place of a tone mark
          = write `Đỗ Thúy Hòa`, or add `Đỗ Thuý Hoà` to the `aliases` of its file
        name-variant content/pages/b.md:2:8 `Bộ chính trị` differs from the name `Bộ Chính trị` in letter case
          = write `Bộ Chính trị`, or add `Bộ chính trị` to the `aliases` of its file
        name-variant content/pages/b.md:5:1 `Bộ chính trị` differs from the name `Bộ Chính trị` in letter case
          = write `Bộ Chính trị`, or add `Bộ chính trị` to the `aliases` of its file
        name-variant content/pages/b.md:7:5 `Nguyen Van A` differs from the name `Nguyễn Văn A` in diacritics
          = write `Nguyễn Văn A`, or add `Nguyen Van A` to the `aliases` of its file"#]],
    );
}

#[test]
fn spellings_of_sources_are_facts() {
    // The seed prints the title so, the quotation is the seed's, the claim has the seed's spelling.
    check_with(
        "-- seeds/b.txt --\nBộ chính trị họp bàn\n\nChiều 12/10, Bộ chính trị họp.\n\
         -- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: Bộ chính trị họp bàn\npublished: 2023-10-12\nomit:\n  - kind: title\n    lines: 1\n\
         -- content/events/b.yaml --\nkind: meeting\ntitle: B\ndate: 2023-10-12\n\
         organiser:\n  - value: Bộ chính trị\n    article: b\n    quote: Bộ chính trị họp\n\
         quotes:\n  - article: b\n    text: Bộ chính trị họp\nsummary: 'Bài viết “Bộ chính trị họp”; một bộ chính trị nào đó.'\n",
        expect![[""]],
    );
}

#[test]
fn an_alias_is_a_spelling_of_its_own() {
    let files = "-- content/pages/b.md --\n---\ntitle: B\n---\n\nBộ chính trị nêu rõ.\n";
    let test = PortalTest::small().with(files);
    test.edit(
        "content/organisations/bo-chinh-tri.yaml",
        "name: Bộ Chính trị",
        "name: Bộ Chính trị\naliases: [Bộ chính trị]",
    );
    check_in(&test, expect![[""]]);
}

#[test]
fn a_name_without_a_file_that_is_spelt_in_two_ways_is_told() {
    check_with(
        "-- content/events/b.yaml --\nkind: meeting\ntitle: B\ndate: 2023-10-12\norganiser: Hội Nhà báo\n\
         -- content/events/c.yaml --\nkind: meeting\ntitle: C\ndate: 2023-10-12\norganiser: Hội Nhà báo\n\
         -- content/events/d.yaml --\nkind: meeting\ntitle: D\ndate: 2023-10-12\norganiser: Hội nhà báo\n",
        expect![[r#"
            name-variant content/events/d.yaml:4:12 `Hội nhà báo` is written `Hội Nhà báo` elsewhere in the portal
              = write `Hội Nhà báo` here too, or describe it in a file with both spellings"#]],
    );
}

#[test]
fn a_title_is_spelt_as_its_seed_prints_it() {
    check(
        "content/articles/a.yaml",
        "title: Bài thứ nhất",
        "title: Bài thứ nhât",
        expect![[r#"
        title-variant content/articles/a.yaml:3:8 the title differs in diacritics from line 1 of the seed: “Bài thứ nhất”
          = copy the title as the seed prints it; what is a misprint there can be said in a note"#]],
    );
    check("content/articles/a.yaml", "title: Bài thứ nhất", "title: Bài khác", expect![[""]]);
    check("seeds/a.txt", "Bài thứ nhất", "BÀI THỨ NHẤT", expect![[""]]);
}

#[test]
fn a_documents_title_is_spelt_as_behind_its_number() {
    let seed = "ngày 15/6/2023 của Bộ Chính trị về tiếp tục nâng cao hiệu quả.";
    let with = |title: &str, expected: Expect| {
        let test = PortalTest::small();
        test.edit("seeds/a.txt", "ngày 15/6/2023. Ông", &format!("{seed} Ông"));
        test.edit(DOCUMENT, "title: Về việc học", &format!("title: {title}"));
        check_in(&test, expected);
    };
    with("Tiếp tục nâng cao hiệu quả", expect![[""]]);
    with(
        "Tiếp tục nâng cao hiệu qủa",
        expect![[r#"
        title-variant content/documents/57-kl-tw.yaml:5:8 the title differs in diacritics from what stands behind the number in seeds/a.txt line 3: “tiếp tục nâng cao hiệu quả”
          = copy the title as the seeds print it, or list what each source says"#]],
    );
    with(
        "Tiếp túc nâng cao hiệu quả",
        expect![[r#"
        title-variant content/documents/57-kl-tw.yaml:5:8 the title differs in diacritics from what stands behind the number in seeds/a.txt line 3: “tiếp tục nâng cao hiệu quả”
          = copy the title as the seeds print it, or list what each source says"#]],
    );
    with("Tiếp tục giữ vững hiệu quả", expect![[""]]);
}

//! Well-formed files that say something that cannot be: dates, numbers, references, names.

use super::{check, check_small};
use crate::harness::PortalTest;
use expect_test::{Expect, expect};

const ARTICLE: &str = "content/articles/cp.yaml";
const DOCUMENT: &str = "content/documents/16-kl-tw.yaml";
const EVENT: &str = "content/events/so-ket-2023-07-05.yaml";
const TOPIC: &str = "content/topics/nguon-luc.md";
const PAGE: &str = "content/pages/nguon-va-quyen.md";

#[test]
fn dates_that_do_not_exist_or_are_written_otherwise() {
    check(
        ARTICLE,
        "published: 2023-10-11T19:49",
        "published: 2023-02-31",
        expect![[r#"
        error[no-such-day] content/articles/cp.yaml:7:12: the date `2023-02-31` does not exist: month 2 of 2023 has 28 days
          | published: 2023-02-31
          = correct the date"#]],
    );
    check(
        ARTICLE,
        "published: 2023-10-11T19:49",
        "published: 31/2/2023",
        expect![[r#"
        error[no-such-day] content/articles/cp.yaml:7:12: the date `31/2/2023` does not exist: month 2 of 2023 has 28 days
          | published: 31/2/2023
          = correct the date"#]],
    );
    check(
        ARTICLE,
        "published: 2023-10-11T19:49",
        "published: 2023-10-11T25:00",
        expect![[r#"
            error[invalid-date] content/articles/cp.yaml:7:12: `2023-10-11T25:00` is not a date as the format writes them
              | published: 2023-10-11T25:00
              = write year-month-day, such as `2023-07-05`, or `2023-07`, `2023-07-05T09:30`, `2023?-07-05`, `../2023-09-25`"#]],
    );
    check(
        ARTICLE,
        "published: 2023-10-11T19:49",
        "published: hôm qua",
        expect![[r#"
            error[invalid-date] content/articles/cp.yaml:7:12: `hôm qua` is not a date as the format writes them
              | published: hôm qua
              = write year-month-day, such as `2023-07-05`, or `2023-07`, `2023-07-05T09:30`, `2023?-07-05`, `../2023-09-25`"#]],
    );
    check(
        DOCUMENT,
        "  - value: 2012-02-14",
        "  - value: 14/2/2012",
        expect![[r#"
        error[invalid-date] content/documents/16-kl-tw.yaml:4:12: `14/2/2012` is not a date as the format writes them
          |   - value: 14/2/2012
          = write `2012-02-14`"#]],
    );
    check(
        DOCUMENT,
        "  - value: 2012-02-14",
        "  - value: 2012-13-14",
        expect![[r#"
        error[no-such-day] content/documents/16-kl-tw.yaml:4:12: the date `2012-13-14` does not exist: there is no month 13
          |   - value: 2012-13-14
          = correct the date"#]],
    );
    check(
        EVENT,
        "  - value: 2023?-07-05",
        "  - value: 2023-7-5",
        expect![[r#"
        error[invalid-date] content/events/so-ket-2023-07-05.yaml:8:12: `2023-7-5` is not a date as the format writes them
          |   - value: 2023-7-5
          = write `2023-07-05`"#]],
    );
    check(
        EVENT,
        "  - value: 2023?-07-05",
        "  - value: 2023-07-05/2023-06-01",
        expect![[r#"
        error[invalid-date] content/events/so-ket-2023-07-05.yaml:8:12: `2023-07-05/2023-06-01` ends before it begins
          |   - value: 2023-07-05/2023-06-01
          = write the earlier date first"#]],
    );
}

#[test]
fn numbers_of_documents_that_are_none() {
    check(
        DOCUMENT,
        "number: 16-KL/TW",
        "number: mười sáu",
        expect![[r#"
            error[invalid-number] content/documents/16-kl-tw.yaml:2:9: `mười sáu` is not the number of a document
              | number: mười sáu
              = write it as printed, such as `57-KL/TW` or `30/2020/NĐ-CP`; one of another form, such as `95/46/EC`, stands in `aliases`"#]],
    );
    check(
        DOCUMENT,
        "number: 16-KL/TW",
        "number: 16",
        expect![[r#"
            error[invalid-number] content/documents/16-kl-tw.yaml:2:9: `16` is not the number of a document
              | number: 16
              = write it as printed, such as `57-KL/TW` or `30/2020/NĐ-CP`; one of another form, such as `95/46/EC`, stands in `aliases`"#]],
    );
}

#[test]
fn references_in_metadata_to_nothing() {
    check(
        ARTICLE,
        "events: [hoi-nghi-2023-10-11]",
        "events: [hoi-nghi-2023-10-12]",
        expect![[r#"
        error[unknown-reference] content/articles/cp.yaml:12:10: there is no event `hoi-nghi-2023-10-12`
          | events: [hoi-nghi-2023-10-12]
          = did you mean `hoi-nghi-2023-10-11`?"#]],
    );
    check(
        ARTICLE,
        "vi-tri-muc-tieu, nguon-luc]",
        "vi-tri-muc-tieu, nguon-luv]",
        expect![[r#"
        error[unknown-reference] content/articles/cp.yaml:11:60: there is no topic `nguon-luv`
          | topics: [cac-hoi-nghi, to-chuc-thuc-hien, vi-tri-muc-tieu, nguon-luv]
          = did you mean `nguon-luc`?"#]],
    );
    check(
        ARTICLE,
        "author: Vũ Hiền",
        "author: Vũ Hiền\npublisher: can",
        expect![[r#"
        error[unknown-reference] content/articles/cp.yaml:7:12: there is no publisher `can`
          | publisher: can
          = did you mean `cand`?"#]],
    );
    check(
        EVENT,
        "documents: [57-kl-tw,",
        "documents: [75-kl-tw,",
        expect![[r#"
        error[unknown-reference] content/events/so-ket-2023-07-05.yaml:24:13: there is no document `75-kl-tw`
          | documents: [75-kl-tw, nghi-quyet-dai-hoi-xiii, quyet-dinh-kien-toan-ban-chi-dao]
          = did you mean `57-kl-tw` or `16-kl-tw`?"#]],
    );
    check(
        EVENT,
        "people: [nguyen-trong-nghia]",
        "people: [nguyen-trong-nhgia]",
        expect![[r#"
        error[unknown-reference] content/events/so-ket-2023-07-05.yaml:26:10: there is no person `nguyen-trong-nhgia`
          | people: [nguyen-trong-nhgia]
          = did you mean `nguyen-trong-nghia`?"#]],
    );
    check(
        EVENT,
        "  - value: ban-chi-dao-ttdn",
        "  - value: ban-chi-dao-tdn",
        expect![[r#"
        error[unknown-reference] content/events/so-ket-2023-07-05.yaml:21:12: there is no organisation `ban-chi-dao-tdn`
          |   - value: ban-chi-dao-tdn
          = did you mean `ban-chi-dao-ttdn`?"#]],
    );
    check(
        "content/documents/111-hd-btgtw.yaml",
        "    target: 57-kl-tw",
        "    target: 58-KL/TW",
        expect![[r#"
        error[unknown-reference] content/documents/111-hd-btgtw.yaml:15:13: there is no document `58-KL/TW`
          |     target: 58-KL/TW
          = did you mean `57-KL/TW` or `16-KL/TW`?"#]],
    );
    check(
        "content/organisations/vu-hop-tac-quoc-te.yaml",
        "parent: thanh-tra-chinh-phu",
        "parent: thanh-tra",
        expect![[r#"
            error[unknown-reference] content/organisations/vu-hop-tac-quoc-te.yaml:3:9: there is no organisation `thanh-tra`
              | parent: thanh-tra
              = did you mean `bao-thanh-tra`, `tap-chi-thanh-tra` or `thanh-tra-chinh-phu`?"#]],
    );
    check(
        "content/people/ho-chi-minh.yaml",
        "    article: ttvn",
        "    article: tvn",
        expect![[r#"
        error[unknown-reference] content/people/ho-chi-minh.yaml:4:14: there is no article `tvn`
          |     article: tvn
          = did you mean `ttvn`?"#]],
    );
    check(
        "portal.yaml",
        "target: topic:nguon-luc#huy-dong",
        "target: topik:nguon-luc#huy-dong",
        expect![[r#"
            error[unknown-reference] portal.yaml:55:15: `topik:nguon-luc` begins with no kind of thing
              |       target: topik:nguon-luc#huy-dong
              = did you mean `topic`?"#]],
    );
    check(
        "portal.yaml",
        "    - document:57-kl-tw",
        "    - document:57-kl-tv",
        expect![[r#"
            error[unknown-reference] portal.yaml:24:7: there is no document `57-kl-tv`
              |     - document:57-kl-tv
              = did you mean `57-kl-tw`?"#]],
    );
}

#[test]
fn references_in_markdown_to_nothing() {
    check(
        PAGE,
        "- [[article:ttvn]]: cuối",
        "- [[article:ttvm]]: cuối",
        expect![[r#"
        error[unknown-reference] content/pages/nguon-va-quyen.md:15:3: there is no article `ttvm`
          | - [[article:ttvm]]: cuối bản lưu ghi “Bản quyền thuộc Tạp chí Thanh tra”; tác giả K. Dung.
          = did you mean `ttvn`?"#]],
    );
    check(
        PAGE,
        "- [[article:ttvn]]: cuối",
        "- [[ttvn]]: cuối",
        expect![[r#"
            error[unknown-reference] content/pages/nguon-va-quyen.md:15:3: there is no document `ttvn`
              | - [[ttvn]]: cuối bản lưu ghi “Bản quyền thuộc Tạp chí Thanh tra”; tác giả K. Dung.
              = did you mean `article:ttvn`?"#]],
    );
    check(
        PAGE,
        "- [[article:ttvn]]: cuối",
        "- [[article:ttvn#p99]]: cuối",
        expect![[r#"
        error[no-such-place] content/pages/nguon-va-quyen.md:15:3: the article `ttvn` has no passage `p99`
          | - [[article:ttvn#p99]]: cuối bản lưu ghi “Bản quyền thuộc Tạp chí Thanh tra”; tác giả K. Dung.
          = its passages are p1 to p7"#]],
    );
    check(
        PAGE,
        "- [[article:ttvn]]: cuối",
        "- [[58-KL/TW]]: cuối",
        expect![[r#"
        error[unknown-reference] content/pages/nguon-va-quyen.md:15:3: there is no document `58-KL/TW`
          | - [[58-KL/TW]]: cuối bản lưu ghi “Bản quyền thuộc Tạp chí Thanh tra”; tác giả K. Dung.
          = did you mean `57-KL/TW` or `16-KL/TW`?"#]],
    );
    check(
        PAGE,
        "- [[article:ttvn]]: cuối",
        "- [chủ đề](../topics/nguon-lực.md): cuối",
        expect![[r#"
        error[unknown-reference] content/pages/nguon-va-quyen.md:15:3: there is no file `content/topics/nguon-lực.md`
          | - [chủ đề](../topics/nguon-lực.md): cuối bản lưu ghi “Bản quyền thuộc Tạp chí Thanh tra”; tác giả K.
          = did you mean `content/topics/nguon-luc.md`, `content/topics/phuong-thuc.md` or `content/topics/noi-dung.md`?"#]],
    );
    check(
        TOPIC,
        "Chỉ [[article:nv#p24]] nói.",
        "Chỉ [[atricle:nv#p24]] nói.",
        expect![[r#"
        error[unknown-reference] content/topics/nguon-luc.md:67:11: `atricle:nv` begins with no kind of thing
          |       Chỉ [[atricle:nv#p24]] nói. [[article:sk#p9]] nói đến “cơ chế phản ứng nhanh”, không nói đến l
          = did you mean `article`?"#]],
    );
    check(
        EVENT,
        "  Theo [[article:sk#p2]], Ban",
        "  Theo [[article:sk#2]], Ban",
        expect![[r#"
        error[no-such-place] content/events/so-ket-2023-07-05.yaml:28:8: the article `sk` has no passage `2`
          |   Theo [[article:sk#2]], Ban Chỉ đạo Công tác thông tin đối ngoại tổ chức tại Hà Nội; tại đây công b
          = its passages are p1 to p14"#]],
    );
}

#[test]
fn values_of_the_portal_that_nothing_knows() {
    check(
        "portal.yaml",
        "theme: khue",
        "theme: khe",
        expect![[r#"
        error[invalid-theme] portal.yaml:10:1: there is no theme `khe`: `themes/khe/theme.yaml` is missing
          | theme: khe
          = did you mean `khue`?"#]],
    );
    check(
        "portal.yaml",
        "language: vi",
        "menu: [topics, topic]",
        expect![[r#"
        error[unknown-value] portal.yaml:5:16: the menu knows no `topic`
          | menu: [topics, topic]
          = did you mean `topics`?"#]],
    );
    check(
        "portal.yaml",
        "language: vi",
        "formats: [data, rss]",
        expect![[r#"
            error[unknown-value] portal.yaml:5:17: there is no format `rss`
              | formats: [data, rss]
              = known: data, feed, sitemap, calendar, citations, epub, anki, robots, search"#]],
    );
    check(
        "portal.yaml",
        "base_url: https://cong-hoc-tap.example/",
        "formats: [data, feed]",
        expect![[r#"
        warning[missing-key] portal.yaml:8:17: `feed` is not made, as it names whole addresses and `base_url` is missing
          | formats: [data, feed]
          = say where the site will stand, such as `base_url: https://example.org/portal/`, or give `--base-url`"#]],
    );
    check(
        "portal.yaml",
        "language: vi",
        "paths: {article: bai}",
        expect![[r#"
            error[unknown-key] portal.yaml:5:9: `paths` knows no kind of page `article`
              | paths: {article: bai}
              = did you mean `articles`?"#]],
    );
    check(
        "portal.yaml",
        "language: vi",
        "paths: {articles: ../bai}",
        expect![[r#"
            error[unknown-value] portal.yaml:5:19: `../bai` cannot be a folder of the site
              | paths: {articles: ../bai}
              = use letters a–z, digits, `-`, `_`, and `/` between folders; `data` and `_khue` are taken"#]],
    );
    check(
        "portal.yaml",
        "language: vi",
        "paths: {topics: _khue}",
        expect![[r#"
            error[unknown-value] portal.yaml:5:17: `_khue` cannot be a folder of the site
              | paths: {topics: _khue}
              = use letters a–z, digits, `-`, `_`, and `/` between folders; `data` and `_khue` are taken"#]],
    );
    check(
        "portal.yaml",
        "utc_offset: \"+07:00\"",
        "utc_offset: \"7\"",
        expect![[r#"
            error[invalid-date] portal.yaml:19:13: `7` is no offset from UTC
              | utc_offset: "7"
              = write it as `+07:00`"#]],
    );
    check(
        "portal.yaml",
        "base_url: https://cong-hoc-tap.example/",
        "base_url: cong-hoc-tap.example",
        expect![[r#"
            error[invalid-address] portal.yaml:8:11: `cong-hoc-tap.example` is not an address that a link may lead to
              | base_url: cong-hoc-tap.example
              = an address begins with `https://` or `http://` and a host, such as `https://example.org`"#]],
    );
}

#[test]
fn a_number_that_two_documents_bear_needs_its_date() {
    let check = |reference: &str, expected: Expect| {
        let documents = "-- content/documents/57-cu.yaml --\nnumber: 57-KL/TW\nissued: 2018-01-02\n\
                         -- content/documents/57-moi.yaml --\nnumber: 57-KL/TW\nissued: 2023-06-15\n";
        let page = format!("-- content/pages/moi.md --\n---\ntitle: Mới\n---\nXem {reference}.\n");
        check_small(&format!("{documents}{page}"), expected);
    };
    check(
        "[[57-KL/TW]]",
        expect![[r#"
        error[ambiguous-reference] content/pages/moi.md:4:5: several documents bear the number `57-KL/TW`
          | Xem [[57-KL/TW]].
          = write the date too (57-KL/TW@2018-01-02, 57-KL/TW@2023-06-15), or the ID"#]],
    );
    check(
        "[[57-KL/TW@2019-01-02]]",
        expect![[r#"
            error[unknown-reference] content/pages/moi.md:4:5: there is no document `57-KL/TW@2019-01-02`
              | Xem [[57-KL/TW@2019-01-02]].
              = did you mean `57-KL/TW@2018-01-02` or `57-KL/TW@2023-06-15`?"#]],
    );
    check("[[57-KL/TW@2018-01-02]] và [[document:57-moi]]", expect![[""]]);
}

#[test]
fn a_number_that_no_date_decides_needs_an_id() {
    let documents = "-- content/documents/57-cu.yaml --\nnumber: 57-KL/TW\n\
                     -- content/documents/57-giua.yaml --\nnumber: 57-KL/TW\nissued: 2018-01-02\n\
                     -- content/documents/57-moi.yaml --\nnumber: 57-KL/TW\nissued: 2023-06-15\n";
    let page = "-- content/pages/moi.md --\n---\ntitle: Mới\n---\nXem [[57-KL/TW]].\n";
    check_small(
        &format!("{documents}{page}"),
        expect![[r#"
            error[ambiguous-reference] content/pages/moi.md:4:5: several documents bear the number `57-KL/TW`
              | Xem [[57-KL/TW]].
              = write the one that is meant: 57-cu, 57-KL/TW@2018-01-02, 57-KL/TW@2023-06-15"#]],
    );
    // Which is meant may be told once one of two with the same date has another.
    let again = "-- content/documents/57-nua.yaml --\nnumber: 57-KL/TW\nissued: 2023-06-15\n";
    check_small(
        &format!("{documents}{again}{page}"),
        expect![[r#"
            error[duplicate-name] content/documents/57-nua.yaml:1:9: `57-KL/TW` of the same date is the document `57-moi` too
              | number: 57-KL/TW
              = a document's identity is number and date: correct one of them"#]],
    );
}

#[test]
fn the_address_of_a_site_is_one_below_which_pages_can_stand() {
    let check = |address: &str, expected: Expect| {
        check(
            "portal.yaml",
            "base_url: https://cong-hoc-tap.example/",
            &format!("base_url: {address}"),
            expected,
        );
    };
    check(
        "https://vd.example/a b",
        expect![[r#"
            error[invalid-address] portal.yaml:8:11: no site can stand at `https://vd.example/a%20b`
              | base_url: https://vd.example/a b
              = write an address with `https://` and a host, without spaces, `%`, `?` and `#`: letters stand for themselves"#]],
    );
    check(
        "https://vd.example/?a=b",
        expect![[r#"
            error[invalid-address] portal.yaml:8:11: no site can stand at `https://vd.example/?a=b`
              | base_url: https://vd.example/?a=b
              = write an address with `https://` and a host, without spaces, `%`, `?` and `#`: letters stand for themselves"#]],
    );
    check(
        "https://vd.example/#a",
        expect![[r#"
            error[invalid-address] portal.yaml:8:11: no site can stand at `https://vd.example/#a`
              | base_url: https://vd.example/#a
              = write an address with `https://` and a host, without spaces, `%`, `?` and `#`: letters stand for themselves"#]],
    );
}

#[test]
fn a_name_that_a_person_and_an_organisation_bear_is_told() {
    super::check_small(
        "-- content/people/b.yaml --\nname: Trần B\naliases: [Ủy ban huyện]\n-- content/organisations/uy-ban.yaml --\nname: Uỷ ban huyện\n",
        expect![[r#"
            warning[duplicate-name] content/organisations/uy-ban.yaml:1:7: `Uỷ ban huyện` is a name in `content/people/b.yaml` too: texts that say it lead to the person
              | name: Uỷ ban huyện
              = give one of them a fuller name, or join the two files"#]],
    );
}

#[test]
fn a_glossary_without_its_key_or_by_another_name_is_told() {
    check_small(
        "-- content/terms.yaml --\n- term: A\n  is: b\n",
        expect![[r#"
        error[wrong-type] content/terms.yaml:1:1: expected keys with values, on lines of their own, found a list
          | - term: A
          = write `terms:` on a line of its own above the list"#]],
    );
    check_small(
        "-- content/glossary.yaml --\nterms:\n  - term: A\n",
        expect![[r#"
        error[stray-file] content/glossary.yaml:1:1: the glossary is not read
          | terms:
          = rename the file to `content/terms.yaml`"#]],
    );
}

#[test]
fn a_language_that_is_none_is_told_once() {
    check(
        "portal.yaml",
        "language: vi",
        "language: Vietnamese",
        expect![[r#"
        error[unknown-value] portal.yaml:5:11: `Vietnamese` is no language tag
          | language: Vietnamese
          = write a language tag such as `vi`, `en` or `pt-BR`"#]],
    );
    check(
        "portal.yaml",
        "language: vi",
        "language: en_GB",
        expect![[r#"
        error[unknown-value] portal.yaml:5:11: `en_GB` is no language tag
          | language: en_GB
          = write `en-GB`"#]],
    );
}

#[test]
fn a_line_that_begins_nearly_as_a_rule_is_shown() {
    let test = PortalTest::small()
        .with("-- seeds/x.txt --\nA text.\n\nFollow us on X\n-- content/articles/x.yaml --\nsiglum: X\nseed: x.txt\ntitle: X\nomit: [{kind: footer, from: Folow}]\n");
    let told = test.diagnostics();
    assert!(
        told.iter()
            .any(|d| d["hint"].as_str().is_some_and(|hint| hint.contains("near it: “Follow us on X”"))),
        "{told:#?}"
    );
}

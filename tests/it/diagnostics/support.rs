//! Claims against the passages that they cite.

use crate::harness::PortalTest;
use expect_test::{Expect, expect};

const EVENT: &str = "content/events/ban.yaml";

/// A portal with one report of an event, described with these facts.
fn portal(facts: &str) -> PortalTest {
    PortalTest::small().with(&format!(
        "-- seeds/b.txt --\nHọp bàn ba việc\n\nChiều 3/4/2023, tại Hà Nội, Ban Nước tổ chức hội nghị bàn 3 việc.\n\nÔng Trần Văn Bê chủ trì.\n\
         -- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: Họp bàn ba việc\npublished: 2023-04-05\nevents: [ban]\nomit: [{{kind: title, lines: 1}}]\n\
         -- content/people/tran-van-be.yaml --\nname: Trần Văn Bê\n\
         -- content/people/le-thi-xe.yaml --\nname: Lê Thị Xe\n\
         -- content/organisations/ban-nuoc.yaml --\nname: Ban Nước\n\
         -- content/organisations/ban-dat.yaml --\nname: Ban Đất\n\
         -- {EVENT} --\nkind: meeting\n{facts}\n"
    ))
}

fn check(facts: &str, expected: Expect) {
    let run = portal(facts).run(&["check", "--format", "json"]).done();
    let shown = run.json().into_iter().map(|d| {
        let of = |key: &str| d[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}:{} {}\n  = {}", of("code"), d["line"], d["column"], of("message"), of("hint"))
    });
    expected.assert_eq(&shown.collect::<Vec<_>>().join("\n"));
}

/// One claim that cites the first passage, in these words.
fn claim(key: &str, value: &str, quote: &str) -> String {
    format!("title: Hội nghị\n{key}:\n  - value: {value}\n    article: b\n    quote: {quote}")
}

#[test]
fn what_a_passage_says_is_supported() {
    check(
        "title:\n  - value: Hội nghị bàn 3 việc\n    article: b\n    quote: hội nghị bàn 3 việc\n\
         date:\n  - value: 2023-04-03\n    article: b\n    quote: Chiều 3/4/2023\n\
         part_of_day:\n  - value: afternoon\n    article: b\n    quote: Chiều 3/4/2023\n\
         place:\n  - value: Hà Nội\n    article: b\n    quote: tại Hà Nội\n\
         organiser:\n  - value: ban-nuoc\n    article: b\n    quote: Ban Nước tổ chức hội nghị\n\
         chair:\n  - value: tran-van-be\n    article: b\n    quote: Ông Trần Văn Bê chủ trì",
        expect![[""]],
    );
    check("title: Hội nghị\ndate: 2023-04-03\nchair: tran-van-be\norganiser: ban-nuoc", expect![[""]]);
}

#[test]
fn a_date_that_the_passage_does_not_have_is_told() {
    check(
        &claim("date", "2023-04-13", "Chiều 3/4/2023"),
        expect![[r#"
            claim-unsupported 4:12 `date` says “2023-04-13”, but B 1 does not say so: its dates are “Chiều 3/4/2023” (2023-04-03)
              = correct the value, quote the words of B 1 that say so, or tell in a `note` how it follows"#]],
    );
    check(&claim("date", "2023-04", "Chiều 3/4/2023"), expect![[""]]);
    check(
        &claim("date", "2023-04-13", "Ông Trần Văn Bê chủ trì"),
        expect![[r#"
            claim-unsupported 4:12 `date` says “2023-04-13”, but B 2 does not say so: it has no date
              = correct the value, quote the words of B 2 that say so, or tell in a `note` how it follows"#]],
    );
    // Another year, and day and month the other way round.
    for value in ["1999-04-03", "2023-03-04"] {
        let run = portal(&claim("date", value, "Chiều 3/4/2023")).run(&["check", "--format", "json"]).done();
        let codes: Vec<String> = run.json().iter().map(|d| d["code"].as_str().unwrap().to_owned()).collect();
        assert_eq!(codes, ["claim-unsupported"], "{value}");
    }
    check(&claim("date", "2023", "Chiều 3/4/2023"), expect![[""]]);
    // That of publication is what *today* would mean.
    check(&claim("date", "2023-04-05", "Ông Trần Văn Bê chủ trì"), expect![[""]]);
    let another = claim("date", "2023-04-05", "Chiều 3/4/2023");
    assert_eq!(
        portal(&another).run(&["check", "--format", "json"]).done().json().len(),
        1,
        "words with a day"
    );
    check(
        "title: Hội nghị\ndate: 2023-04-13",
        expect![[r#"
            claim-unsupported 3:7 `date` says “2023-04-13”, but B does not say so: its dates are “Chiều 3/4/2023” (2023-04-03)
              = correct the value, or list what each source says, with its words, and a `note` where it only follows"#]],
    );
}

#[test]
fn a_date_in_other_words_is_enough() {
    let said = |words: &str| {
        format!(
            "title: Hội nghị\ndate:\n  - value: 2023-04-03\n    article: c\n    quote: {words}\n-- seeds/c.txt --\n{words} they met.\n\
             -- content/articles/c.yaml --\nsiglum: C\nseed: c.txt\ntitle: Meeting"
        )
    };
    for words in [
        "On 3/4",
        "On 3 April",
        "On April 3, 2023,",
        "On 3rd April 2023",
        "On Apr. 3rd, 2023,",
        "Am 3. April 2023",
        "Le 3 avril 2023",
        "El 3 de abril de 2023",
    ] {
        check(&said(words), expect![[""]]);
    }
    check(&said("In April 2023").replace("value: 2023-04-03", "value: 2023-04"), expect![[""]]);
    let run = portal(&said("On 3 July 2023")).run(&["check", "--format", "json"]).done();
    assert_eq!(run.json().len(), 1, "another month");
    check(
        &said("On 13 April"),
        expect![[r#"
            claim-unsupported 4:12 `date` says “2023-04-03”, but C 1 does not say so: it has no date
              = correct the value, quote the words of C 1 that say so, or tell in a `note` how it follows"#]],
    );
}

#[test]
fn a_claim_is_shown_at_its_own_line_where_one_before_it_is_wrong() {
    let claims = "title: Hội nghị\norganiser:\n  - value: ban-khong-co\n    article: b\n  - value: ban-dat\n    article: b\n    quote: Ban Nước tổ chức hội nghị";
    let relations = "type: Kết luận\nrelations:\n  - {kind: earlier, target: 9-KL/TW, basis: editor, note: x}\n\
                     \x20 - {kind: earlier, target: 57-KL/TW, basis: stated, quote: {article: b, text: Ông Trần Văn Bê chủ trì}}";
    let test = portal(claims).with(&format!("-- content/documents/khac.yaml --\n{relations}\n"));
    let wrong = test.diagnostics();
    let lines = |code: &str| -> Vec<String> {
        let of_code = wrong.iter().filter(|d| d["code"] == code);
        of_code.map(|d| format!("{}:{}", d["file"].as_str().unwrap(), d["line"])).collect()
    };
    assert_eq!(lines("unknown-reference"), ["content/documents/khac.yaml:3", "content/events/ban.yaml:4"]);
    assert_eq!(lines("claim-unsupported"), ["content/documents/khac.yaml:4", "content/events/ban.yaml:6"]);
}

#[test]
fn names_and_words_that_the_passage_does_not_have_are_told() {
    check(
        &claim("organiser", "ban-dat", "Ban Nước tổ chức hội nghị"),
        expect![[r#"
            claim-unsupported 4:12 `organiser` says “Ban Đất”, but B 1 does not say so
              = correct the value, quote the words of B 1 that say so, or tell in a `note` how it follows"#]],
    );
    check(
        &claim("chair", "le-thi-xe", "Ông Trần Văn Bê chủ trì"),
        expect![[r#"
            claim-unsupported 4:12 `chair` says “Lê Thị Xe”, but B 2 does not say so
              = correct the value, quote the words of B 2 that say so, or tell in a `note` how it follows"#]],
    );
    check(
        "title: Hội nghị\nchair: le-thi-xe\norganiser: ban-dat",
        expect![[r#"
            claim-unsupported 3:8 `chair` says “Lê Thị Xe”, but B does not say so
              = correct the value, or list what each source says, with its words, and a `note` where it only follows
            claim-unsupported 4:12 `organiser` says “Ban Đất”, but B does not say so
              = correct the value, or list what each source says, with its words, and a `note` where it only follows"#]],
    );
    check(
        &claim("place", "Trụ sở Ban Đất", "tại Hà Nội"),
        expect![[r#"
            claim-unsupported 4:12 `place` says “Trụ sở Ban Đất”, but B 1 does not say so
              = correct the value, quote the words of B 1 that say so, or tell in a `note` how it follows"#]],
    );
    check(
        &claim("format", "Hội nghị bàn 4 việc", "hội nghị bàn 3 việc"),
        expect![[r#"
            claim-unsupported 4:12 `format` says “Hội nghị bàn 4 việc”, but B 1 does not say so
              = correct the value, quote the words of B 1 that say so, or tell in a `note` how it follows"#]],
    );
    check(
        &claim("part_of_day", "morning", "Chiều 3/4/2023"),
        expect![[r#"
            claim-unsupported 4:12 `part_of_day` says “morning”, but B 1 does not say so
              = correct the value, quote the words of B 1 that say so, or tell in a `note` how it follows"#]],
    );
}

#[test]
fn words_of_the_passage_that_are_not_quoted_do_not_count() {
    // The passage has *Hà Nội*, *hội nghị* and *Ban Nước*, and the quotation has not.
    check(
        &claim("place", "Nội Hà", "tại Hà Nội"),
        expect![[r#"
        claim-unsupported 4:12 `place` says “Nội Hà”, but B 1 does not say so
          = correct the value, quote the words of B 1 that say so, or tell in a `note` how it follows"#]],
    );
    check(
        &claim("place", "Hội nghị Hà Nội", "tại Hà Nội"),
        expect![[r#"
        claim-unsupported 4:12 `place` says “Hội nghị Hà Nội”, but B 1 does not say so
          = correct the value, quote the words of B 1 that say so, or tell in a `note` how it follows"#]],
    );
    check(
        &claim("organiser", "ban-nuoc", "hội nghị bàn 3 việc"),
        expect![[r#"
        claim-unsupported 4:12 `organiser` says “Ban Nước”, but B 1 does not say so
          = correct the value, quote the words of B 1 that say so, or tell in a `note` how it follows"#]],
    );
    check(
        &claim("date", "2023-04-03", "tổ chức hội nghị"),
        expect![[r#"
        claim-unsupported 4:12 `date` says “2023-04-03”, but B 1 does not say so: it has no date
          = correct the value, quote the words of B 1 that say so, or tell in a `note` how it follows"#]],
    );
}

#[test]
fn a_note_says_how_a_claim_follows() {
    let noted = |claim: String| format!("{claim}\n    note: Suy từ chỗ khác.");
    check(&noted(claim("date", "2022-04-03", "Chiều 3/4/2023")), expect![[""]]);
    check(&noted(claim("date", "2023-04-13", "Ông Trần Văn Bê chủ trì")), expect![[""]]);
    check(&noted(claim("organiser", "ban-dat", "Ban Nước tổ chức hội nghị")), expect![[""]]);
    // Another day than the one that stands there is no matter of a note.
    check(
        &noted(claim("date", "2023-04-13", "Chiều 3/4/2023")),
        expect![[r#"
        claim-unsupported 4:12 `date` says “2023-04-13”, but B 1 does not say so: its dates are “Chiều 3/4/2023” (2023-04-03)
          = correct the value, quote the words of B 1 that say so, or tell in a `note` how it follows"#]],
    );
}

#[test]
fn a_stated_relation_names_its_target() {
    let documents = |quote: &str| {
        format!(
            "title: Hội nghị\n-- seeds/c.txt --\nHướng dẫn số 5-HD/BTG thực hiện Kết luận số 57-KL/TW.\n\nBan Nước làm theo Hướng dẫn số 5-HD/BTG.\n\
             -- content/articles/c.yaml --\nsiglum: C\nseed: c.txt\ntitle: Bài C\n\
             -- content/documents/5-hd-btg.yaml --\ntype: Hướng dẫn\nnumber: 5-HD/BTG\nrelations:\n  - kind: guides\n    target: 57-kl-tw\n    basis: stated\n    quote:\n      article: c\n      text: {quote}"
        )
    };
    check(&documents("thực hiện Kết luận số 57-KL/TW"), expect![[""]]);
    check(
        &documents("Ban Nước làm theo Hướng dẫn số 5-HD/BTG"),
        expect![[r#"
            claim-unsupported 5:13 `target` says “57-KL/TW”, but C 2 does not say so
              = correct the value, quote the words of C 2 that say so, or tell in a `note` how it follows"#]],
    );
}

//! What leads back to the seeds: quotations, omitted lines, the seeds themselves.

use super::{check, check_small};
use expect_test::{Expect, expect};

use crate::harness::PortalTest;

const ARTICLE: &str = "content/articles/cp.yaml";
const DOCUMENT: &str = "content/documents/16-kl-tw.yaml";
const EVENT: &str = "content/events/so-ket-2023-07-05.yaml";
const TOPIC: &str = "content/topics/nguon-luc.md";

#[test]
fn quotations_with_a_wrong_word() {
    check(
        EVENT,
        "Cùng dự có các đồng chí thành viên Ban Chỉ đạo, thành viên",
        "Cùng dự có các ông thành viên Ban Chỉ đạo, thành viên",
        expect![[r#"
        error[quote-not-found] content/events/so-ket-2023-07-05.yaml:37:7: these words do not stand in the article `sk`
          |       Cùng dự có các ông thành viên Ban Chỉ đạo, thành viên Nhóm giúp việc Ban Chỉ đạo Công tác thôn
          = nearest there (SK 3, line 9 of seeds/003_c2b921e72daf5c1b.txt): “Cùng dự có các đồng chí thành viên Ban Chỉ đạo, thành viên Nhóm giúp việc Ban Chỉ đạo Công tác thông tin đối ngoại”"#]],
    );
    check(
        DOCUMENT,
        "về chiến lược phát triển thông tin đối ngoại giai đoạn 2011-2020\npoints",
        "về chiến lược thông tin đối ngoại giai đoạn 2011-2020\npoints",
        expect![[r#"
        error[quote-not-found] content/documents/16-kl-tw.yaml:15:12: these words do not stand in the article `cp`
          |     quote: về chiến lược thông tin đối ngoại giai đoạn 2011-2020
          = nearest there (CP 2, line 11 of seeds/002_41b709bab528dade.txt): “về chiến lược phát triển thông tin đối ngoại giai đoạn 2011-2020”"#]],
    );
    check(
        TOPIC,
        "      text: Có cơ chế thu hút và đãi ngộ nhân tài",
        "      text: Có chế độ thu hút và đãi ngộ nhân tài",
        expect![[r#"
            error[quote-not-found] content/topics/nguon-luc.md:106:13: these words do not stand in the article `nv`
              |       text: Có chế độ thu hút và đãi ngộ nhân tài trong công tác TTĐN, bao gồm cả người nước ngoài
              = nearest there (NV 24, line 76 of seeds/004_576424d0b5e465e5.txt): “cơ chế thu hút và đãi ngộ nhân tài trong công tác TTĐN, bao gồm cả người nước ngoài”"#]],
    );
    check(
        "content/people/ho-chi-minh.yaml",
        "    article: nv\n    quote: giá trị tư tưởng",
        "    article: cp\n    quote: giá trị tư tưởng",
        expect![[r#"
        error[quote-not-found] content/people/ho-chi-minh.yaml:8:12: these words do not stand in the article `cp`
          |     quote: giá trị tư tưởng, đạo đức, phong cách của Chủ tịch Hồ Chí Minh
          = copy the words from seeds/002_41b709bab528dade.txt; omitted lines cannot be quoted"#]],
    );
    check(
        "content/pages/cach-doc.md",
        "> Theo tinh thần của Kết luận 57 thì",
        "> Theo tinh thần Kết luận 57 thì",
        expect![[r#"
        error[quote-not-found] content/pages/cach-doc.md:18:1: these words do not stand in the article `cp`
          | > Theo tinh thần Kết luận 57 thì công tác thông tin đối ngoại là bộ phận quan trọng của công tác chí
          = nearest there (CP 3, line 15 of seeds/002_41b709bab528dade.txt): “Theo tinh thần của Kết luận 57 thì công tác thông tin đối ngoại là bộ phận quan trọng của công tác chính trị, tư tưởng và công tác đối ngoại của Đảng, ngoại giao nhà nước, đối ngoại Nhân dân”"#]],
    );
    // Words from a caption, which is omitted.
    check(
        EVENT,
        "    quote: Ngày 5/7, tại Hà Nội\n    note",
        "    quote: Toàn cảnh hội nghị sơ kết\n    note",
        expect![[r#"
            error[quote-not-found] content/events/so-ket-2023-07-05.yaml:10:12: these words do not stand in the article `sk`
              |     quote: Toàn cảnh hội nghị sơ kết
              = they stand in line 4 of seeds/003_c2b921e72daf5c1b.txt, which an omit rule leaves out: correct the rule, or quote words that are left"#]],
    );
    check(
        "portal.yaml",
        "Chiều 11/10, Ban Tuyên giáo Trung ương tổ chức",
        "Sáng 11/10, Ban Tuyên giáo Trung ương tổ chức",
        expect![[r#"
            error[quote-not-found] portal.yaml:39:11: these words do not stand in the article `cp`
              |           Sáng 11/10, Ban Tuyên giáo Trung ương tổ chức hội nghị trực tuyến toàn quốc nghiên cứu, tr
              = nearest there (CP 1, line 5 of seeds/002_41b709bab528dade.txt): “Chiều 11/10, Ban Tuyên giáo Trung ương tổ chức hội nghị trực tuyến toàn quốc nghiên cứu, triển khai Kết luận số 57-KL/TW ngày 15/6/2023 của Bộ Chính trị về tiếp tục nâng cao chất lượng, hiệu quả công tác thông tin đối ngoại trong tình hình mới”"#]],
    );
}

#[test]
fn omit_rules_and_lines_that_fit_no_seed() {
    check(
        ARTICLE,
        "    from: Lịch công tác trống",
        "    from: Lịch làm việc trống",
        expect![[r#"
            error[omit-matches-nothing] content/articles/cp.yaml:31:11: this omit rule matches no line of the seed
              |     from: Lịch làm việc trống
              = no line begins with “Lịch làm việc trống”"#]],
    );
    check(
        ARTICLE,
        "    to: Tin tiêu điểm",
        "    to: Tin tiêu diểm",
        expect![[r#"
            error[omit-matches-nothing] content/articles/cp.yaml:29:9: this omit rule matches no line of the seed
              |     to: Tin tiêu diểm
              = no line begins with “Tin tiêu diểm”; near it: “Tin tiêu điểm”"#]],
    );
    check(
        ARTICLE,
        "    lines: 29\n",
        "    lines: 290\n",
        expect![[r#"
            error[omit-matches-nothing] content/articles/cp.yaml:23:12: this omit rule matches no line of the seed
              |     lines: 290
              = the seed has 42 lines, and blank lines need no rule"#]],
    );
    check(
        ARTICLE,
        "    lines: 29\n",
        "    lines: 29-\n",
        expect![[r#"
            error[invalid-omit] content/articles/cp.yaml:23:12: `29-` are no line numbers
              |     lines: 29-
              = write `lines: 38-40`, or `from: "text"` with `to: "text"` or to the end"#]],
    );
    check(
        ARTICLE,
        "    lines: 29\n",
        "    lines: 30-31\n",
        expect![[r#"
            error[omit-matches-nothing] content/articles/cp.yaml:23:12: this omit rule matches no line of the seed
              |     lines: 30-31
              = the seed has 42 lines, and blank lines need no rule"#]],
    );
    check(
        ARTICLE,
        "    lines: 29\n",
        "    lines: 29\n    from: Vũ Hiền\n",
        expect![[r#"
            error[invalid-omit] content/articles/cp.yaml:23:12: a rule names lines or text, not both
              |     lines: 29
              = write `lines: 38-40`, or `from: "text"` with `to: "text"` or to the end"#]],
    );
    check(
        ARTICLE,
        "    lines: 29\n",
        "",
        expect![[r#"
        error[invalid-omit] content/articles/cp.yaml:22:5: a rule names `lines` or `from`
          |   - kind: byline
          = write `lines: 38-40`, or `from: "text"` with `to: "text"` or to the end"#]],
    );
    check(
        "content/publishers/tap-chi-thanh-tra.yaml",
        "    from: leftcenterrightdel",
        "    from: leftcentrerightdel",
        expect![[r#"
            error[omit-matches-nothing] content/publishers/tap-chi-thanh-tra.yaml:9:11: this omit rule matches no line of any of the publisher's articles
              |     from: leftcentrerightdel
              = no line begins with “leftcentrerightdel”; near it: “leftcenterrightdel”"#]],
    );
    check(
        "content/publishers/tap-chi-thanh-tra.yaml",
        "    from: leftcenterrightdel\n    to: leftcenterrightdel",
        "    lines: 8",
        expect![[r#"
            error[invalid-omit] content/publishers/tap-chi-thanh-tra.yaml:8:5: a publisher's rule cannot name line numbers: its articles differ
              |   - kind: ui-residue
              = write `from: "text"` with `to: "text"` or to the end"#]],
    );
    check(
        "content/articles/nv.yaml",
        "headings: [20,",
        "headings: [21,",
        expect![[r#"
            error[no-such-place] content/articles/nv.yaml:35:12: line 21 of the seed is no heading: it is blank, omitted or not there
              | headings: [21, 24, 38, 50, 62, 72]
              = name lines of the seed that hold a heading, or leave the number out"#]],
    );
    check(
        ARTICLE,
        "  p7: Kiện toàn và nguồn lực",
        "  p8: Kiện toàn và nguồn lực",
        expect![[r#"
            error[no-such-place] content/articles/cp.yaml:44:3: there is no passage `p8`
              |   p8: Kiện toàn và nguồn lực
              = its passages are p1 to p7"#]],
    );
    check(
        ARTICLE,
        "  - at: p7\n",
        "  - at: p70\n",
        expect![[r#"
        error[no-such-place] content/articles/cp.yaml:77:9: there is no passage `p70`
          |   - at: p70
          = its passages are p1 to p7"#]],
    );
}

#[test]
fn a_seed_that_has_changed_is_told_with_what_its_lines_are_now() {
    check(
        ARTICLE,
        "sha256: 22e52dba",
        "sha256: 22e52dbb",
        expect![[r#"
            error[seed-changed] content/articles/cp.yaml:3:9: the seed is no longer the one for which this was written
              | sha256: 22e52dbb6e334237095701f3f9fd60204fc93132c43232d7881c0e3e14b2b0a5
              = check the rules and quotations; omitted line 1 is now “Hội nghị trực tuyến nghiên cứu, triển kh”; omitted line 3 is now “11/10/2023 19:49”; omitted line 7 is now “Quang cảnh hội nghị trực tuyến tại điểm ”; omitted line 13 is now “Quang cảnh hội nghị trực tuyến tại điểm ”; omitted line 17 is now “Các đồng chí lãnh đạo Thành phố dự hội n”; omitted line 19 is now “Đồng chí Trương Thành Công, Trưởng Ban T”; omitted line 29 is now “Vũ Hiền”; omitted line 39 is now “Website liên kết”; then write `sha256: 22e52dba6e334237095701f3f9fd60204fc93132c43232d7881c0e3e14b2b0a5`"#]],
    );
}

#[test]
fn lines_of_a_changed_seed_that_moved_since_the_last_build_are_told() {
    let portal = PortalTest::first();
    portal.build();
    let seed = "seeds/002_41b709bab528dade.txt";
    portal.edit(seed, "11/10/2023 19:49\n", "11/10/2023 19:49\nLượt xem: 10\nIn bài\n");
    let told = portal.run(&["build", "--format", "json"]).ended(1).json();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        told[0]["message"],
        "the seed is no longer the one for which this was written: lines 4–5 new after line 3; \
         what was lines 4–42 is lines 6–44 now"
    );
}

#[test]
fn relations_and_questions_that_lack_something() {
    check(
        "content/documents/111-hd-btgtw.yaml",
        "    note: >-\n      CP nêu",
        "    # note: >-\n    #  CP nêu",
        expect![[r#"
        error[missing-evidence] content/documents/111-hd-btgtw.yaml:16:12: a relation inferred from context needs a note that says what was inferred
          |     basis: context
          = add `note: …`"#]],
    );
    check(
        "content/documents/bao-cao-10-nam-16-kl-tw.yaml",
        "    quote:\n      article: cp\n      text: báo cáo 10 năm thực hiện Kết luận số 16-KL/TW, ngày 14/2/2012\n",
        "",
        expect![[r#"
        error[missing-evidence] content/documents/bao-cao-10-nam-16-kl-tw.yaml:8:12: a stated relation needs the words that state it
          |     basis: stated
          = add `quote:` with `article:` and `text:`"#]],
    );
    check(
        TOPIC,
        "    answer: 1\n",
        "    answer: 4\n",
        expect![[r#"
            error[invalid-question] content/topics/nguon-luc.md:102:13: the answer must be from 1 to 3
              |     answer: 4
              = options are numbered from 1, in the order of `options:`"#]],
    );
    check(
        TOPIC,
        "    answer: 1\n    explain: NV 24 viết “bao gồm cả người nước ngoài”.\n    quote:\n      article: nv\n      text: Có cơ chế thu hút và đãi ngộ nhân tài trong công tác TTĐN, bao gồm cả người nước ngoài\n",
        "    answer: 1\n",
        expect![[r#"
            error[missing-evidence] content/topics/nguon-luc.md:97:10: the answer needs the words of a source that give it
              |     ask: Theo NV, cơ chế thu hút và đãi ngộ nhân tài bao gồm cả ai?
              = add `quote:` with `article:` and `text:`"#]],
    );
    check(
        "content/articles/cand.yaml",
        "url: https://cand.com.vn/",
        "url: javascript:alert(1)//",
        expect![[r#"
            error[invalid-address] content/articles/cand.yaml:8:6: `javascript:alert(1)//Hoat-dong-LL-CAND/tiep-tuc-nang-hieu-qu…` is not an address that a link may lead to
              | url: javascript:alert(1)//Hoat-dong-LL-CAND/tiep-tuc-nang-hieu-qua-cong-tac-thong-tin-doi-ngoai-tron
              = an address begins with `https://` or `http://` and a host, such as `https://example.org`"#]],
    );
}

/// A question of the topic `hoc`, and what is wrong with it: line, column and message of each mistake.
fn ask(question: &str, expected: expect_test::Expect) {
    let quoted = match question.contains("quote") {
        true => question.to_owned(),
        false => question.replacen("ask: A", "ask: A, quote: {article: a, text: ba việc cần làm}", 1),
    };
    let test = PortalTest::small();
    test.write(
        "content/topics/hoc.md",
        format!("---\ntitle: Việc học\nself_test:\n  - {quoted}\n---\n").as_bytes(),
    );
    let told: Vec<String> = test
        .diagnostics()
        .iter()
        .map(|d| {
            let text = |key: &str| d[key].as_str().unwrap_or_default().to_owned();
            format!("{}:{} {}: {} = {}", d["line"], d["column"], text("code"), text("message"), text("hint"))
        })
        .collect();
    expected.assert_eq(&told.join("\n"));
}

#[test]
fn questions_that_cannot_be_asked() {
    ask("{kind: one, ask: A, options: [b, c], answer: 2}", expect![""]);
    ask("{kind: several, ask: A, options: [b, c], answer: [2, 1]}", expect![""]);
    ask("{kind: recall, ask: A, answer: 63}", expect![""]);
    ask(
        "{kind: one, ask: A, answer: 1}",
        expect![
            "4:12 invalid-question: there must be at least two options to choose from or to put in order = write them under `options:`, or ask with `kind: recall`"
        ],
    );
    ask(
        "{kind: one, ask: A, options: [b], answer: 1}",
        expect![
            "4:78 invalid-question: there must be at least two options to choose from or to put in order = write them under `options:`, or ask with `kind: recall`"
        ],
    );
    ask(
        "{kind: one, ask: A, options: [b, 'b '], answer: 1}",
        expect!["4:82 invalid-question: the option `b ` stands there twice = options must differ"],
    );
    ask(
        "{kind: one, ask: A, options: [b, c], answer: [1]}",
        expect![
            "4:94 invalid-question: only one option can be right here = options are numbered from 1, in the order of `options:`"
        ],
    );
    ask(
        "{kind: source, ask: A, options: [b, c], answer: b}",
        expect![
            "4:97 invalid-question: the answer must be an option's number, from 1 to 2 = options are numbered from 1, in the order of `options:`"
        ],
    );
    ask(
        "{kind: several, ask: A, options: [b, c], answer: 1}",
        expect![
            "4:98 invalid-question: the answer must be a list of options' numbers, such as `[1, 3]` = options are numbered from 1, in the order of `options:`"
        ],
    );
    ask(
        "{kind: several, ask: A, options: [b, c], answer: [1, 1]}",
        expect![
            "4:98 invalid-question: the answer names the option 1 twice = options are numbered from 1, in the order of `options:`"
        ],
    );
    ask(
        "{kind: several, ask: A, options: [b, c], answer: [0]}",
        expect![
            "4:98 invalid-question: the answer names options from 1 to 2 = options are numbered from 1, in the order of `options:`"
        ],
    );
    ask(
        "{kind: order, ask: A, options: [b, c, d], answer: [3, 1]}",
        expect![
            "4:99 invalid-question: the answer must name each option from 1 to 3 once = options are numbered from 1, in the order of `options:`"
        ],
    );
    ask(
        "{kind: recall, ask: A, options: [b, c], answer: b}",
        expect![
            "4:81 invalid-question: a question to recall shows no options = take them out, or ask with `kind: one`"
        ],
    );
    ask(
        "{kind: recall, ask: A, answer: [1]}",
        expect![
            "4:80 invalid-question: the answer of a question to recall is words = write the answer in words"
        ],
    );
    ask(
        "{kind: recall, ask: A, answer: ' '}",
        expect![
            "4:80 missing-key: `answer` is missing = add `answer: …` (The right option's number from 1, or several)"
        ],
    );
}

#[test]
fn questions_without_their_evidence() {
    let two = "quotes: [{article: a, text: ba việc cần làm}, {article: a, text: Việc thứ ba}]";
    ask(&format!("{{kind: one, ask: A, options: [b, c], answer: 1, {two}}}"), expect![""]);
    ask(
        &format!("{{kind: compare, ask: A, options: [b, c], answer: 1, {two}}}"),
        expect![
            "4:65 missing-evidence: sources are compared, and all quotations are of the same article = quote another article too, or ask with `kind: one`"
        ],
    );
    ask(
        "{kind: one, ask: A, options: [b, c], answer: 1, quote: {article: a, text: bốn việc}}",
        expect![
            "4:79 quote-not-found: these words do not stand in the article `a` = nearest there (A 2, line 5 of seeds/a.txt): “ba việc”"
        ],
    );
}

#[test]
fn questions_of_the_same_name() {
    let quote = "quote: {article: a, text: ba việc cần làm}";
    let one = |rest: &str| format!("{{kind: recall, ask: Mấy việc?, answer: Ba, {quote}{rest}}}");
    ask(
        &format!("{}\n  - {}", one(""), one("")),
        expect![
            "5:25 duplicate-name: this is asked twice in `content/topics/hoc.md` = take one of them out, or give one an `id:` of its own"
        ],
    );
    ask(&format!("{}\n  - {}", one(""), one(", id: khac")), expect![""]);
    ask(
        &format!("{}\n  - {}", one(", id: khac"), one(", id: khac")),
        expect![
            "5:96 duplicate-name: a question in `content/topics/hoc.md` has the ID `hoc-khac` too = give one of them another `id:`"
        ],
    );
}

#[test]
fn what_an_omit_rule_hides_is_told_with_its_line() {
    let portal = |rule: &str, quote: &str| {
        format!(
            "-- seeds/a.txt --\nTrang chủ\n\nHọp bàn ba việc.\n\nTin khác\n\nXe buýt về làng.\n\
             -- content/articles/a.yaml --\nseed: a.txt\ntitle: A\nomit: [{{kind: nav, {rule}}}]\n\
             -- content/events/e.yaml --\ntitle: E\nquotes: [{{article: a, text: {quote}}}]\n"
        )
    };
    check_small(
        &portal("lines: 3-5", "bàn ba việc"),
        expect![[r#"
        error[quote-not-found] content/events/e.yaml:2:29: these words do not stand in the article `a`
          | quotes: [{article: a, text: bàn ba việc}]
          = they stand in line 3 of seeds/a.txt, which an omit rule leaves out: correct the rule, or quote words that are left"#]],
    );
    check_small(
        &portal("from: Tin khác, to: Trang", "bàn ba việc"),
        expect![[r#"
            error[omit-matches-nothing] content/articles/a.yaml:3:40: this omit rule matches no line of the seed
              | omit: [{kind: nav, from: Tin khác, to: Trang}]
              = line 1 begins with “Trang”, and stands before line 5, which begins with “Tin khác”: exchange the two, or leave `to` out to omit all from there on"#]],
    );
}

#[test]
fn a_seed_of_which_nothing_is_left_is_told_at_what_takes_most() {
    let check = |seed: &str, keys: &str, expected: Expect| {
        check_small(
            &format!("-- seeds/a.txt --\n{seed}-- content/articles/a.yaml --\ntitle: A\nseed: a.txt\n{keys}"),
            expected,
        );
    };
    check(
        "Trang chủ\n\nHọp.\n\nHết.\n",
        "omit:\n  - {kind: nav, lines: 1}\n  - {kind: footer, from: Họp}\n",
        expect![[r#"
            error[empty-article] content/articles/a.yaml:5:5: nothing of this article is left
              |   - {kind: footer, from: Họp}
              = check this omit rule: of the seed's lines with text it leaves out 2 of 3"#]],
    );
    check(
        "Trang chủ\n\nHọp.\n\nHết.\n",
        "publisher: bao\nomit: [{kind: nav, lines: 1}]\n-- content/publishers/bao.yaml --\nname: Báo\nomit: [{kind: footer, from: Họp}]\n",
        expect![[r#"
            error[empty-article] content/articles/a.yaml:3:12: nothing of this article is left
              | publisher: bao
              = check the publisher's omit rule `from: Họp`: of the seed's lines with text it leaves out 2 of 3"#]],
    );
    check(
        "",
        "omit: [{kind: nav, lines: 1}, {kind: nav, from: Trang}]\nheadings: [3]\n",
        expect![[r#"
        error[empty-article] content/articles/a.yaml:2:7: the seed of this article is empty
          | seed: a.txt
          = collect it again, or remove the article"#]],
    );
    check(
        " \n",
        "omit: [{kind: nav, lines: 1}]\n",
        expect![[r#"
        error[empty-article] content/articles/a.yaml:2:7: the seed of this article is empty
          | seed: a.txt
          = collect it again, or remove the article"#]],
    );
    check(
        "Họp.\n",
        "omit: [{kind: nav, lines: 3}]\n",
        expect![[r#"
        error[omit-matches-nothing] content/articles/a.yaml:3:27: this omit rule matches no line of the seed
          | omit: [{kind: nav, lines: 3}]
          = the seed has 1 line, and blank lines need no rule"#]],
    );
}

#[test]
fn the_end_of_a_publishers_rule_that_is_not_there_is_told_at_its_own_key() {
    let check = |to: &str, expected: Expect| {
        check_small(
            &format!(
                "-- seeds/a.txt --\nTrang chủ\n\nTin tức\n\nHọp.\n-- content/articles/a.yaml --\ntitle: A\nseed: a.txt\npublisher: bao\n\
                 -- content/publishers/bao.yaml --\nname: Báo\nomit:\n  - kind: nav\n    from: Tin tức\n    to: {to}\n"
            ),
            expected,
        );
    };
    check(
        "Họn.",
        expect![[r#"
        error[omit-matches-nothing] content/publishers/bao.yaml:5:9: this omit rule matches no line of any of the publisher's articles
          |     to: Họn.
          = no line begins with “Họn.”; near it: “Họp.”"#]],
    );
    check(
        "Trang",
        expect![[r#"
        error[omit-matches-nothing] content/publishers/bao.yaml:5:9: this omit rule matches no line of any of the publisher's articles
          |     to: Trang
          = no line behind one that begins with “Tin tức” begins with “Trang”: correct it, or leave `to` out"#]],
    );
}

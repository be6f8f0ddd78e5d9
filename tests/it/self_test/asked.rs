//! Which questions there are, how they are called, and how they stand on their page.

use crate::harness::{PortalTest, Site};
use expect_test::{Expect, expect};
use serde_json::Value;

const QUOTE: &str = "quote: {article: a, text: ba việc cần làm}";

/// The small portal, whose topic asks these questions.
fn asking(questions: &[&str]) -> PortalTest {
    let test = PortalTest::small();
    let list: Vec<String> = questions.iter().map(|q| format!("  - {{{q}, {QUOTE}}}\n")).collect();
    let topic = format!("---\ntitle: Việc học\ndocuments: [57-kl-tw]\nself_test:\n{}---\n", list.concat());
    test.write("content/topics/hoc.md", topic.as_bytes());
    test
}

/// Written questions of `data/`: id and words.
fn written(site: &Site) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let all = site.data("questions").into_iter().filter(|one| one["origin"] == "written");
    all.map(|one| (text(&one["id"]), text(&one["ask"]))).collect()
}

/// What the register asks: each id with question and answers.
fn register(test: &PortalTest, expected: Expect) {
    let site = test.build();
    let lines = site.data("questions").into_iter().filter(|one| one["origin"] == "register").map(|one| {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let answers: Vec<String> = one["answers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|answer| {
                let sources: Vec<String> = answer["sources"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|s| format!("{} {}", text(&s["article"]), text(&s["anchor"])))
                    .collect();
                format!(
                    "{}{} [{}]",
                    text(&answer["text"]),
                    answer["note"].as_str().map(|n| format!(" ({n})")).unwrap_or_default(),
                    sources.join(", ")
                )
            })
            .collect();
        format!("{}: {} {}\n", text(&one["id"]), text(&one["ask"]), answers.join(" | "))
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn an_id_stays_when_other_things_change() {
    let one = "kind: one, ask: Mấy việc?, options: [Hai, Ba], answer: 2";
    let first = written(&asking(&[one]).build())[0].0.clone();
    assert!(first.starts_with("hoc-") && first.len() == 12, "{first}");
    let same = |questions: &[&str]| written(&asking(questions).build()).iter().any(|(id, _)| *id == first);
    assert!(same(&["kind: recall, ask: Khác?, answer: x", one]), "one comes before");
    assert!(same(&["kind: one, ask: 'Mấy   việc?', options: [Hai, Ba, Bốn], answer: 2, explain: Vì thế"]));
    assert!(same(&["kind: one, ask: \"M\u{1ea5}y vi\u{1ec7}c?\", options: [Ba, Hai], answer: 1"]));
    assert!(
        same(&["kind: one, ask: \"Ma\u{302}\u{301}y vie\u{323}\u{302}c?\", options: [Hai, Ba], answer: 2"]),
        "NFD"
    );
    assert!(!same(&["kind: one, ask: Bao nhiêu việc?, options: [Hai, Ba], answer: 2"]));
    // Whoever words a question anew keeps its ID by writing it down.
    let own = first.strip_prefix("hoc-").unwrap();
    assert!(same(&[&format!("kind: one, id: '{own}', ask: Bao nhiêu việc?, options: [Hai, Ba], answer: 2")]));
}

#[test]
fn a_given_id_may_not_be_one_of_the_registers() {
    let test = PortalTest::small();
    let ask = |id: &str| {
        let page = format!(
            "---\ntitle: A\nself_test:\n  - {{kind: recall, id: {id}, ask: B, answer: C, {QUOTE}}}\n---\n"
        );
        test.write("content/pages/document-57-kl-tw.md", page.as_bytes());
        let told = test.diagnostics();
        told.iter()
            .map(|d| format!("{}:{} {}", d["line"], d["column"], d["message"]))
            .collect::<Vec<_>>()
            .join("\n")
    };
    expect![[r#"4:24 "a question of the register has the ID `document-57-kl-tw-issued` too""#]]
        .assert_eq(&ask("issued"));
    expect![""].assert_eq(&ask("khac"));
}

#[test]
fn questions_come_by_topic_then_by_page_then_from_the_register() {
    let recall = |ask: &str| format!("self_test:\n  - {{kind: recall, ask: {ask}, answer: C, {QUOTE}}}\n");
    let test = asking(&["kind: recall, ask: b, answer: x", "kind: recall, ask: a, answer: x"]);
    test.write(
        "content/topics/dau.md",
        format!("---\ntitle: Đầu\norder: 1\n{}---\n", recall("c")).as_bytes(),
    );
    test.write("content/pages/trang.md", format!("---\ntitle: Trang\n{}---\nA.\n", recall("d")).as_bytes());
    let page = test.build().page("on-tap.html");
    let asked: Vec<String> = page.texts(".q h3").into_iter().take(4).collect();
    assert_eq!(asked, ["c", "b", "a", "d"]);
    assert_eq!(
        page.attributes("#_test h2", "id"),
        ["topic-dau", "topic-hoc", "page-trang", "register-document", "register-event"]
    );
}

#[test]
fn the_register_asks_what_is_stated() {
    register(
        &PortalTest::small(),
        expect![[r#"
        document-57-kl-tw-issued: Kết luận số 57-KL/TW được ban hành ngày nào? 15/6/2023 []
        document-57-kl-tw-issuer: Cơ quan nào ban hành Kết luận số 57-KL/TW? Bộ Chính trị []
        document-57-kl-tw-number: Văn bản “Về việc học” mang số, ký hiệu nào? 57-KL/TW [a p1]
        document-57-kl-tw-subject: Kết luận số 57-KL/TW về việc gì? Về việc học []
        event-hop-date: Hội nghị: diễn ra khi nào? 11/10/2023 (năm suy từ ngữ cảnh) []
    "#]],
    );
}

#[test]
fn the_register_tells_all_versions_and_asks_nothing_twofold() {
    let test = PortalTest::small().with(
        "\
-- content/documents/16-kl-tw.yaml --
type: Kết luận
number: 16-KL/TW
issued:
  - {value: 2012-02-14, article: a, quote: ban hành Kết luận số 57-KL/TW}
  - {value: 2012-02-15, article: a}
  - {value: 2012-02-14, article: a, quote: ba việc cần làm}
-- content/documents/57-kl-tw-cu.yaml --
type: Kết luận
number: 57-KL/TW
issued: 2003-06-15
title: Về việc cũ
-- content/documents/khong-so.yaml --
type: Báo cáo
title: Báo cáo năm 2023
issued: 2023
-- content/events/hop.yaml --
kind: meeting
title: Hội nghị
date: 2023?-10-11
place: [{value: Hà Nội, article: a}, {value: Huế, article: a, quote: Ông Nguyễn Văn A dự}]
documents: ['57-KL/TW@2023-06-15']
-- content/events/mot.yaml --
title: Họp thường kỳ
date: 2023-01-01
-- content/events/hai.yaml --
title: Họp thường kỳ
date: 2023-02-01
-- content/topics/hoc.md --
---
title: Việc học
---
",
    );
    test.edit("seeds/a.txt", "57-KL/TW ngày 15/6/2023.", "57-KL/TW ngày 15/6/2023, 16-KL/TW.");
    register(
        &test,
        expect![[r#"
        document-16-kl-tw-issued: Kết luận số 16-KL/TW được ban hành ngày nào? 14/2/2012 [a p1, a p2] | 15/2/2012 [a ]
        document-57-kl-tw-cu-issued: Kết luận số 57-KL/TW “Về việc cũ” được ban hành ngày nào? 15/6/2003 []
        document-57-kl-tw-cu-number: Văn bản “Về việc cũ” mang số, ký hiệu nào? 57-KL/TW []
        document-57-kl-tw-issued: Kết luận số 57-KL/TW “Về việc học” được ban hành ngày nào? 15/6/2023 []
        document-57-kl-tw-issuer: Cơ quan nào ban hành Kết luận số 57-KL/TW “Về việc học”? Bộ Chính trị []
        document-57-kl-tw-number: Văn bản “Về việc học” mang số, ký hiệu nào? 57-KL/TW [a p1]
        event-hop-date: Hội nghị: diễn ra khi nào? 11/10/2023 (năm suy từ ngữ cảnh) []
        event-hop-place: Hội nghị: diễn ra ở đâu? Hà Nội [a ] | Huế [a p1]
    "#]],
    );
    let page = test.build().page("on-tap.html");
    let place = page.text("#q-event-hop-place details");
    assert!(place.contains("Các nguồn ghi khác nhau"), "{place}");
    assert!(place.contains("Hà Nội") && place.contains("Huế"), "{place}");
}

#[test]
fn the_page_is_a_worksheet_with_a_key() {
    let test = asking(&[
        "kind: one, ask: Một?, options: [a, b], answer: 2, explain: 'Vì [[57-KL/TW]]'",
        "kind: several, ask: Hai?, options: [c, d, e], answer: [3, 1]",
        "kind: order, ask: Ba?, options: [f, g, h], answer: [3, 1, 2]",
        "kind: recall, ask: Bốn?, answer: Câu trả lời",
    ]);
    let site = test.build();
    let page = site.page("on-tap.html");
    assert_eq!(page.attributes(".q", "data-answer"), ["2", "1 3", "2 3 1"]);
    let key: Vec<String> = page.texts(".key-page li").into_iter().take(4).collect();
    assert_eq!(
        key,
        ["b – Vì Kết luận số 57-KL/TW [A 2]", "c; e [A 2]", "h; f; g [A 2]", "Câu trả lời [A 2]"]
    );
    assert_eq!(page.all(".q details").len(), page.all(".q").len(), "every answer folds");
    assert_eq!(page.all(".q details[open]").len(), 0);
    // Controls that need the script are hidden where none runs.
    assert!(page.all("button[data-check], button[type=reset], [data-filter]").iter().all(|e| {
        e.attr("data-script").is_some()
            || e.ancestors().filter_map(scraper::ElementRef::wrap).any(|a| a.attr("data-script").is_some())
    }));
    // The topic's page leads here, and here to the topic's page and the passage.
    let topic = site.page("chu-de/hoc.html");
    assert_eq!(
        topic.attributes("section[aria-labelledby=_self-test] a", "href"),
        ["../on-tap.html#topic-hoc"]
    );
    assert_eq!(topic.text("section[aria-labelledby=_self-test] p"), "4 câu tự kiểm tra");
    assert_eq!(page.attributes("#topic-hoc a", "href"), ["chu-de/hoc.html"]);
    assert!(page.attributes(".q figcaption a", "href").contains(&"bai-viet/a.html#p2".to_owned()));
    // The article tells which of its passages are asked about, and where.
    let article = site.page("bai-viet/a.html");
    let backlinks = article.text(".back");
    assert!(backlinks.contains("Việc học A 2"), "{backlinks}");
    let links = article.attributes("section[aria-labelledby=_related] a[href*=on-tap]", "href");
    assert_eq!(links.len(), 4);
    let anchors: Vec<String> =
        page.attributes(".q", "id").into_iter().take(4).map(|id| format!("../on-tap.html#{id}")).collect();
    assert_eq!(links, anchors);
    // So does the home page.
    let home = site.page("index.html").all(".asks a[href='on-tap.html']").len();
    assert_eq!(home, 1);
}

#[test]
fn long_lists_are_parted() {
    let questions: Vec<String> =
        (0..130).map(|n| format!("kind: recall, id: c{n}, ask: Câu {n}?, answer: x")).collect();
    let test = asking(&questions.iter().map(String::as_str).collect::<Vec<_>>());
    test.write(
        "content/topics/sau.md",
        format!("---\ntitle: Sau\nself_test:\n  - {{kind: recall, ask: x, answer: y, {QUOTE}}}\n---\n")
            .as_bytes(),
    );
    let site = test.build();
    let (first, second) = (site.page("on-tap.html"), site.page("on-tap.2.html"));
    assert_eq!((first.all(".q").len(), second.all(".q").len()), (100, site.data("questions").len() - 100));
    assert_eq!(second.texts(".q .kind")[0], "Câu 101, nhớ lại");
    assert_eq!(second.attributes(".key-page li", "value")[0], "101");
    let path = |id: &str| site.datum("questions", id)["path"].clone();
    assert_eq!((path("hoc-c98"), path("hoc-c99")), ("on-tap.html".into(), "on-tap.2.html".into()));
    // Topics lead to the part in which their questions begin.
    let leads = |path: &str| site.page(path).attributes("section[aria-labelledby=_self-test] a", "href");
    assert_eq!(leads("chu-de/hoc.html"), ["../on-tap.html#topic-hoc"]);
    assert_eq!(
        leads("chu-de/sau.html"),
        ["../on-tap.html#topic-sau"],
        "without an order topics stand by title"
    );
    assert_eq!(second.all("#topic-hoc").len(), 1, "what goes on has its heading again");
}

#[test]
fn references_in_questions_are_followed() {
    let test = asking(&[
        "kind: one, id: mot, ask: '[[57-KL/TW]] & [[article:a#p2]]: mấy *việc*?', options: ['[[person:nguyen-van-a|Ông A]] <i>', Ba], answer: 1, \
         explain: 'Xem [[event:hop]]'",
        "kind: recall, id: nho, ask: Ai?, answer: '[[organisation:bo-chinh-tri]], [[topic:hoc|chủ đề]]'",
    ]);
    let site = test.build();
    let page = site.page("on-tap.html");
    assert_eq!(page.text("#q-hoc-mot h3"), "Kết luận số 57-KL/TW & A 2: mấy *việc*?");
    assert_eq!(
        page.attributes("#q-hoc-mot h3 a", "href"),
        ["van-ban/57-kl-tw.html", "bai-viet/a.html#p2"],
        "the question leads to what it names"
    );
    assert_eq!(page.texts("#q-hoc-mot .choice span"), ["Ông A <i>", "Ba"]);
    assert_eq!(page.all("#q-hoc-mot .choice a").len(), 0, "choosing leads nowhere");
    assert_eq!(page.attributes("#q-hoc-mot details strong a", "href"), ["nhan-vat/nguyen-van-a.html"]);
    assert_eq!(page.texts("#q-hoc-nho details strong a"), ["Bộ Chính trị", "chủ đề"]);
    assert!(!page.text("body").contains("[["), "on the page and in its key");
    let one = site.datum("questions", "hoc-mot");
    assert_eq!(one["ask"], "Kết luận số 57-KL/TW & A 2: mấy *việc*?");
    assert_eq!(one["options"], serde_json::json!(["Ông A <i>", "Ba"]));
    assert_eq!((&one["answers"][0]["text"], &one["explain"]), (&"Ông A <i>".into(), &"Xem Hội nghị".into()));
    assert_eq!(site.datum("questions", "hoc-nho")["answers"][0]["text"], "Bộ Chính trị, chủ đề");
    let anki = site.text("anki.txt");
    assert!(
        anki.contains("Kết luận số 57-KL/TW &amp; A 2: mấy *việc*?<ul><li>Ông A &lt;i&gt;</li>"),
        "{anki}"
    );
    assert!(anki.contains("<b>Bộ Chính trị, chủ đề</b>") && !anki.contains("[["), "{anki}");
    // What a question names shows that it is asked about.
    let person = site.page("nhan-vat/nguyen-van-a.html").text(".back");
    assert!(person.contains("Tự kiểm tra") || person.contains("Việc học"), "{person}");
}

#[test]
fn a_reference_to_nothing_is_told_where_it_stands() {
    let test = asking(&[
        "kind: one, ask: 'Theo [[article:b]]?', options: [Hai, 'Ba [[topic:hok]]'], answer: 1",
        "kind: recall, ask: Ai?, answer: 'Ông [[person:x]]'",
    ]);
    let told = test.diagnostics();
    let told: Vec<String> =
        told.iter().map(|d| format!("{}:{} {}", d["line"], d["column"], d["message"])).collect();
    expect![[r#"
        5:28 "there is no article `b`"
        5:64 "there is no topic `hok`"
        6:43 "there is no person `x`""#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn a_name_with_brackets_is_no_reference() {
    let test = asking(&["kind: recall, ask: b, answer: x"]);
    test.write(
        "content/documents/57-kl-tw.yaml",
        "type: Kết luận\nnumber: 57-KL/TW\ntitle: Về [[việc]] học\n".as_bytes(),
    );
    let site = test.build();
    assert_eq!(site.datum("questions", "document-57-kl-tw-subject")["answers"][0]["text"], "Về [[việc]] học");
}

#[test]
fn data_holds_every_question() {
    let test = asking(&[
        "kind: order, id: xep, ask: Ba?, options: [f, g, h], answer: [3, 1, 2], explain: 'Vì *thế*'",
    ]);
    let mut one = test.build().datum("questions", "hoc-xep");
    let quote = one["quotes"][0].clone();
    let seed = std::fs::read(test.root().join("seeds/a.txt")).unwrap();
    let at = |key: &str| quote[key].as_u64().unwrap() as usize;
    assert_eq!(std::str::from_utf8(&seed[at("start")..at("end")]).unwrap(), "ba việc cần làm");
    one["quotes"] = Value::Null;
    expect![[r#"{"id":"hoc-xep","kind":"order","origin":"written","source":"topic:hoc","topics":["hoc"],"path":"on-tap.html","ask":"Ba?","options":["f","g","h"],"answer":[3,1,2],"answers":[{"text":"h","note":null,"sources":[]},{"text":"f","note":null,"sources":[]},{"text":"g","note":null,"sources":[]}],"explain":"Vì thế","quotes":null}"#]].assert_eq(&one.to_string());
}

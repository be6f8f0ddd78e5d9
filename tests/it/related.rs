//! Related articles: which are chosen, in which order, and what pages say of them.

use crate::harness::{PortalTest, Site, told};
use std::fmt::Write;

/// A portal with these articles, a day apart: id, topics, text; with three documents and two topics.
fn portal(settings: &str, articles: &[(&str, &str, &str)]) -> PortalTest {
    let mut text = format!("-- portal.yaml --\ntitle: Cổng\n{settings}\n");
    for n in 1..=3 {
        write!(text, "-- content/documents/{n}-kl-tw.yaml --\ntype: Kết luận\nnumber: {n}-KL/TW\n").unwrap();
    }
    for (id, title) in [("hoc", "Việc học"), ("lam", "Việc làm")] {
        write!(text, "-- content/topics/{id}.md --\n---\ntitle: {title}\n---\n").unwrap();
    }
    for (day, (id, topics, words)) in articles.iter().enumerate() {
        let (siglum, day) = (id.to_uppercase(), day + 1);
        write!(
            text,
            "-- seeds/{id}.txt --\n{words}\n-- content/articles/{id}.yaml --\nsiglum: {siglum}\nseed: {id}.txt\n\
             title: Bài {siglum}\npublished: 2023-10-{day:02}\ntopics: [{topics}]\n"
        )
        .unwrap();
    }
    PortalTest::new(&text)
}

/// What the page of an article says of others, a line each.
fn related(site: &Site, id: &str) -> Vec<String> {
    let folder = if site.paths().contains(&"articles/x.html") { "articles" } else { "bai-viet" };
    site.page(&format!("{folder}/{id}.html")).texts("section[aria-labelledby=_related-articles] li")
}

/// Ten articles. Of the documents, `1` stands in two, `2` in three; six serve the topic `hoc`.
const TEN: &[(&str, &str, &str)] = &[
    ("d", "hoc", "Một."),
    ("e", "hoc", "Hai."),
    ("x", "hoc", "Kết luận số 1-KL/TW và 2-KL/TW."),
    ("c", "", "Theo 2-KL/TW."),
    ("f", "hoc", "Ba."),
    ("a", "", "Theo 1-KL/TW."),
    ("b", "hoc", "Theo 2-KL/TW."),
    ("g", "hoc", "Bốn."),
    ("h", "lam", "Năm."),
    ("i", "", "Sáu."),
];

#[test]
fn what_few_articles_have_weighs_more_than_what_many_have() {
    let site = portal("", TEN).build();
    assert_eq!(
        related(&site, "x"),
        [
            "B Bài B 7/10/2023. Điểm chung: Kết luận số 2-KL/TW; Việc học.",
            "A Bài A 6/10/2023. Điểm chung: Kết luận số 1-KL/TW.",
            "C Bài C 4/10/2023. Điểm chung: Kết luận số 2-KL/TW.",
        ]
    );
    // Of equal ones, the nearest in time.
    let first = |id| related(&site, id).iter().map(|line| line[..1].to_owned()).collect::<String>();
    assert_eq!(first("c"), "XB");
    assert_eq!(first("b"), "XC");
    // A topic that six of ten serve, or one that nobody else does, relates nothing, and there is no empty list.
    for lonely in ["d", "h", "i"] {
        let page = site.page(&format!("bai-viet/{lonely}.html"));
        assert!(page.all("#_related-articles").is_empty(), "{lonely}");
        assert!(!page.text("main").contains("Điểm chung"), "{lonely}");
    }
}

#[test]
fn a_portal_says_how_many_are_named() {
    let test = portal("related: 1", TEN);
    assert_eq!(related(&test.build(), "x").len(), 1);
    test.edit("portal.yaml", "related: 1", "related: 0");
    let site = test.build();
    assert!(TEN.iter().all(|(id, ..)| related(&site, id).is_empty()));
    for (wrong, message) in [
        ("21", "unknown-value portal.yaml:2:10 `related` must not be more than 20"),
        ("-1", "unknown-value portal.yaml:2:10 `related` must not be less than 0"),
        (
            "false",
            "wrong-type portal.yaml:2:10 `related` must be a whole number, but here is the truth value `false`",
        ),
    ] {
        let test = portal(&format!("related: {wrong}"), &[]);
        assert_eq!(told(&test.diagnostics()).lines().next(), Some(message));
    }
}

#[test]
fn at_most_five_are_named_in_words_of_the_portals_language() {
    let many: Vec<(String, &str)> = (0..9).map(|n| (format!("n{n}"), "Theo 3-KL/TW.")).collect();
    let mut articles: Vec<(&str, &str, &str)> =
        many.iter().map(|(id, text)| (id.as_str(), "", *text)).collect();
    let more: Vec<String> = (0..15).map(|n| format!("o{n}")).collect();
    articles.extend(more.iter().map(|id| (id.as_str(), "", "Không.")));
    articles.push(("x", "", "Không."));
    let site = portal("language: en", &articles).build();
    let expected: Vec<String> = ["N3", "N5", "N2", "N6", "N1"]
        .iter()
        .map(|id| {
            let day = id[1..].parse::<usize>().unwrap() + 1;
            format!("{id} Bài {id} {day}/10/2023. In common: Kết luận No. 3-KL/TW.")
        })
        .collect();
    assert_eq!(related(&site, "n4"), expected);
    let page = site.page("articles/n4.html");
    assert_eq!(page.text("#_related-articles"), "Related articles");
    let links = page.attributes("section[aria-labelledby=_related-articles] li a", "href");
    assert_eq!(links[..2], ["../articles/n3.html", "../documents/3-kl-tw.html"]);
}

#[test]
fn passages_with_the_same_words_relate_articles_and_three_of_many_things_are_named() {
    let words =
        |seed: usize| (0..30).map(|n| format!("tiếng{} ", (n * n + seed * 7) % 97)).collect::<String>();
    let both = format!("{}.\n\n{}.", words(1), words(2));
    let rich = "Ông Lê Một, ông Lê Hai, ông Lê Ba và ông Lê Bốn đọc 1-KL/TW.";
    let one = format!("Mở đầu.\n\n{both}");
    let two = format!("{both}\n\nKết thúc.\n\n{rich}");
    let articles = [
        ("a", "", one.as_str()),
        ("b", "", two.as_str()),
        ("c", "", rich),
        ("d", "", "Không."),
        ("e", "", "."),
    ];
    let mut test = portal("", &articles);
    for (id, name) in [("m", "Lê Một"), ("h", "Lê Hai"), ("b", "Lê Ba"), ("n", "Lê Bốn")] {
        test = test.with(&format!("-- content/people/{id}.yaml --\nname: {name}\n"));
    }
    let site = test.build();
    let line = "A Bài A 1/10/2023. Điểm chung: 2 đoạn có cùng lời.";
    // Five rare things weigh more than two passages.
    assert_eq!(
        related(&site, "b"),
        ["C Bài C 3/10/2023. Điểm chung: Kết luận số 1-KL/TW; Lê Ba; Lê Hai; 2 mục khác.", line]
    );
    test.edit("portal.yaml", "title: Cổng", "title: Cổng\nparallels: false");
    assert_eq!(related(&test.build(), "a"), Vec::<String>::new());
}

#[test]
fn what_quotes_both_is_in_common_and_a_reference_to_the_other_is_not() {
    let test = portal("", &[("a", "", "Câu thứ nhất."), ("b", "", "Câu thứ hai."), ("c", "", "."), ("d", "", ".")])
        .with(
            "-- content/topics/hoc.md --\n---\ntitle: Việc học\npoints:\n  - title: Gì?\n    quotes:\n      - {article: a, text: thứ nhất}\n      - {article: b, text: thứ hai}\n---\n\
             -- content/articles/m.md --\n---\ntitle: M\nsiglum: M\npublished: 2023-10-09\n---\n\nĐọc [[article:d]].\n",
        );
    let site = test.build();
    assert_eq!(related(&site, "a"), ["B Bài B 2/10/2023. Điểm chung: Việc học."]);
    assert!(related(&site, "m").is_empty() && related(&site, "d").is_empty());
}

#[test]
fn titles_are_escaped_and_every_link_leads_somewhere() {
    let test = portal("", TEN);
    test.edit("content/articles/b.yaml", "title: Bài B", "title: 'B <i>&'");
    let site = test.build();
    assert!(site.text("bai-viet/x.html").contains(">B &lt;i&gt;&amp;</a>"));
    test.run(&["check"]).done();
    // The same on one thread.
    assert_eq!(test.build_with(&["--jobs", "1"]).changes_from(&site), "");
}

//! Pages of the author's own: the topics that list them, and the way from one to the next.

use crate::harness::PortalTest;

const BOOK: &str = "\
-- portal.yaml --
title: A book
language: en
menu: [topics]
-- content/topics/first.md --
---
title: First chapter
---
-- content/pages/b.md --
---
title: Beginning
order: 1
topics: [first]
---

Begin here.
-- content/pages/a.md --
---
title: And on
label: On
order: 2
topics: [first]
---

Go on; see [[page:b]].
-- content/pages/c.md --
---
title: Apart
---

No topic.
";

#[test]
fn a_topic_lists_its_pages_and_they_lead_from_one_to_the_next() {
    let site = PortalTest::new(BOOK).build();
    let topic = site.page("topics/first.html");
    assert_eq!(topic.texts("section[aria-labelledby=_pages] a"), ["Beginning", "And on"]);
    assert_eq!(topic.texts("section[aria-labelledby=_backlinks]"), Vec::<String>::new());
    let page = site.page("b.html");
    assert_eq!(page.texts("main nav.bar a"), ["Next: On →"]);
    assert_eq!(page.attributes("main nav.bar a", "href"), ["a.html"]);
    assert_eq!(page.texts("nav.crumbs li"), ["Home", "Topics", "First chapter", "Beginning"]);
    assert_eq!(site.page("a.html").texts("main nav.bar a"), ["← Previous: Beginning"]);
    assert_eq!(site.page("c.html").texts("nav.crumbs li"), ["Home", "Apart"]);
    assert_eq!(site.page("c.html").texts("main nav.bar"), Vec::<String>::new());
}

#[test]
fn a_topic_that_a_page_names_twice_lists_it_once() {
    let test = PortalTest::new(BOOK);
    test.edit("content/pages/a.md", "topics: [first]", "topics: [first, first]");
    let topic = test.build().page("topics/first.html");
    assert_eq!(topic.texts("section[aria-labelledby=_pages] a"), ["Beginning", "And on"]);
}

#[test]
fn a_topic_with_another_id_keeps_its_pages() {
    let test = PortalTest::new(BOOK);
    test.run(&["rename", "topic:first", "one"]).done();
    assert_eq!(test.build().page("b.html").texts("nav.crumbs li")[2], "First chapter");
}

#[test]
fn a_page_of_an_unknown_topic_is_an_error() {
    let test = PortalTest::new(BOOK);
    test.edit("content/pages/a.md", "topics: [first]", "topics: [frist]");
    let told = test.diagnostics();
    assert_eq!(told[0]["code"], "unknown-reference");
    assert_eq!(told[0]["line"], 5);
}

#[test]
fn the_card_of_an_article_names_its_siglum() {
    let undated = "-- content/articles/c.yaml --\nsiglum: C\nseed: a.txt\ntitle: Bài thứ nhất\n";
    let site = PortalTest::small().with(undated).build();
    let kinds = site.page("dong-thoi-gian.html").texts(".thing .kind");
    assert_eq!(kinds, ["Bài nguồn C"]);
}

#[test]
fn the_home_page_is_silent_about_sources_where_there_are_none_and_the_menu_has_none() {
    let test = PortalTest::new(BOOK);
    let home = test.build().page("index.html");
    assert!(home.all("#_articles, #_howto").is_empty());
    assert_eq!(home.texts("section[aria-labelledby=_topics] a"), ["First chapter"]);
    test.edit("portal.yaml", "menu: [topics]\n", "");
    assert_eq!(test.build().page("index.html").all("#_articles, #_howto").len(), 2);
}

#[test]
fn what_texts_are_not_searched_for_is_not_denied() {
    let document = |lines: &str| {
        let test = PortalTest::small().with(&format!(
            "-- content/documents/luat-nha.yaml --\ntitle: Luật Nhà ở\ntype: Luật\n{lines}\n"
        ));
        test.write("seeds/x.txt", "Điều 9 Luật số 95/46/EC.\n".as_bytes());
        test.write("content/articles/x.yaml", b"siglum: X\nseed: x.txt\ntitle: X\n");
        test.build().page("van-ban/luat-nha.html").text("main")
    };
    let (unsought, denied) =
        ("Cổng tìm trong bài theo số hiệu và tên gọi khác", "Được nhắc đến trong Chưa nguồn nào ghi");
    let plain = document("");
    assert!(plain.contains(unsought) && plain.contains("Số, ký hiệu Chưa nguồn nào ghi"), "{plain}");
    let other = document("aliases: [Luật số 27/2023/ABC]");
    assert!(!other.contains(unsought) && other.contains(denied), "{other}");
    // A number of another form stands among the aliases: it is not said that nobody states one.
    let number = document("aliases: [95/46/EC]");
    assert!(!number.contains("Số, ký hiệu"), "{number}");
    assert!(!number.contains(denied), "{number}");
}

#[test]
fn pages_ask_for_nothing_that_a_thing_cannot_have() {
    let test = PortalTest::small().with(
        "-- content/events/lut.yaml --\ntitle: Lụt lớn\ndate: 2023\n\
         -- content/events/bao.yaml --\nkind: bão\ntitle: Bão lớn\ndate: 2024\n\
         -- content/documents/luat-nha.yaml --\ntitle: Luật Nhà ở\ntype: Binding Decision\n\
         -- content/documents/khong-ten.yaml --\nnumber: 1-NQ/TW\n",
    );
    let site = test.build();
    let flood = site.page("su-kien/lut.html");
    assert_eq!(flood.text("header.head .kind"), "Sự kiện");
    assert!(!flood.text("dl.id").contains("Chủ trì"), "{}", flood.text("dl.id"));
    assert_eq!(site.page("su-kien/bao.html").text("header.head .kind"), "Sự kiện, Bão");
    assert!(site.page("su-kien/hop.html").text("dl.id").contains("Chủ trì"));
    let law = site.page("van-ban/luat-nha.html");
    assert_eq!(law.text("header.head"), "Văn bản, Binding Decision Luật Nhà ở");
    assert!(site.page("van-ban/khong-ten.html").text("header.head").contains("Chưa nguồn nào ghi"));
}

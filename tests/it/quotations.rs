//! Block quotes that say which article they are from: checked, and led to the passage in which they stand.

use crate::harness::{PortalTest, Site, text_of, told};
use serde_json::json;

fn portal(quotation: &str) -> PortalTest {
    PortalTest::small().with(&format!("-- content/pages/x.md --\n---\ntitle: X\n---\n{quotation}\n"))
}

/// Where the caption of a quotation leads, and its text.
fn caption(site: &Site) -> (String, String) {
    let page = site.page("x.html");
    let links = page.all("figure.quote figcaption a");
    let [link] = links.as_slice() else { panic!("{} captions", links.len()) };
    (link.attr("href").unwrap().to_owned(), text_of(*link))
}

#[test]
fn a_quotation_leads_to_its_passage() {
    let check = |quotation: &str| {
        let (address, text) = caption(&portal(quotation).build());
        assert_eq!((address.as_str(), text.as_str()), ("bai-viet/a.html#p2", "A 2"), "{quotation}");
    };
    check("> ba việc cần làm\n>\n> — [[article:a]]");
    check("> ba việc cần làm — [[article:a]]");
    check("> ba việc cần làm\n> – [[article:a#p2]].");
    check("> Kết luận 57 […] ba việc\n> -- [[article:a]]");
    let (address, text) = caption(&portal("> ba việc\n> — [Bài một](../articles/a.yaml)").build());
    assert_eq!((address.as_str(), text.as_str()), ("bai-viet/a.html#p2", "Bài một"));
}

#[test]
fn words_that_no_passage_says_or_another_one_are_told() {
    let check = |quotation: &str, expected: &str| {
        let found = told(&portal(quotation).diagnostics());
        assert!(found.starts_with("quote-not-found content/pages/x.md:4:1 "), "{quotation}: {found}");
        assert!(found.contains(expected), "{quotation}: {found}");
    };
    check(
        "> bốn việc cần làm — [[article:a]]",
        "do not stand in the article `a`\n  = nearest there (A 2, line 5",
    );
    check(
        "> Ba Việc cần làm, trong — [[article:a]]",
        "where signs or capitals are others): “ba việc cần làm trong”",
    );
    check(
        "> cần làm trong năm, — [[article:a]]",
        "where signs or capitals are others): “cần làm trong năm.”",
    );
    check("> bốn việc\n> – [[article:a]]", "do not stand in the article `a`");
    check("> bốn việc\n> — [[article:a]].", "do not stand in the article `a`");
    check("> bốn việc\n> — [A](../articles/a.yaml)", "do not stand in the article `a`");
    check(
        "> ba việc cần làm\n> — [[article:a#p1]]",
        "do not stand in passage 1 of the article `a`\n  = they begin in passage 2: write `article:a#p2`",
    );
}

#[test]
fn words_that_stand_in_several_passages_may_be_of_any() {
    let seed = "Việc thứ ba là học tập.";
    let test = portal("> Việc thứ ba là học tập.\n> — [[article:a#p4]]");
    test.edit("seeds/a.txt", seed, &format!("{seed}\n\n{seed}"));
    let (address, _) = caption(&test.build());
    assert_eq!(address, "bai-viet/a.html#p4");
}

#[test]
fn an_article_shows_what_quotes_it_with_the_words() {
    let site =
        portal("Mở đầu.\n\n> Kết luận 57 nêu ba việc\n> cần làm trong năm.\n>\n> — [[article:a]]").build();
    let said = site.page("bai-viet/a.html").text("dl.back");
    assert!(said.contains("Kết luận 57 nêu ba việc cần làm trong năm. — A 2"), "{said}");
    assert!(!said.contains("Mở đầu"), "{said}");
}

#[test]
fn sentences_are_shown_without_marks_whose_meaning_stands_elsewhere() {
    let text = "Đọc [văn bản][v] ấy. Chú[^1] thích [[event:hop]].\n\n[^1]: Ghi ở [[topic:hoc]].\n\n[v]: ../documents/57-kl-tw.yaml";
    let site = portal(text).build();
    let said = |page: &str| site.page(page).text("dl.back");
    for (page, sentence) in [
        ("van-ban/57-kl-tw.html", "Đọc văn bản ấy."),
        ("su-kien/hop.html", "Chú thích Hội nghị"),
        ("chu-de/hoc.html", "Ghi ở "),
    ] {
        let said = said(page);
        assert!(said.contains(sentence) && !said.contains(['[', ']', '^']), "{page}: {said}");
    }
}

#[test]
fn an_article_in_markdown_is_quoted_as_it_is_read() {
    let test = PortalTest::small().with(
        "-- content/articles/m.md --\n---\nsiglum: M\ntitle: M\n---\nĐoạn đầu.\n\nĐoạn **hai** có `mã` &amp; [liên kết](https://a.example)\nxuống dòng.\n\n- Một\n- Hai\n\
         -- content/events/hop.yaml --\ntitle: Họp\nquotes:\n  - {article: m, text: Đoạn hai có mã & liên kết xuống dòng.}\n  - {article: m, text: hai** có `mã`}\n  - {article: m, text: \"đầu. […] Hai\"}\n",
    );
    let site = test.build();
    let page = site.page("su-kien/hop.html");
    assert_eq!(
        page.texts("figure blockquote"),
        ["Đoạn hai có mã & liên kết xuống dòng.", "[…] hai có mã […]", "[…] đầu. […] Hai"]
    );
    assert_eq!(page.texts("figure figcaption .sig"), ["M 2", "M 2", "M 1–3"]);
    test.edit("content/events/hop.yaml", "Đoạn hai có mã &", "Đoạn ba có mã &");
    let found = told(&test.diagnostics());
    assert!(found.starts_with("quote-not-found content/events/hop.yaml:3:"), "{found}");
}

#[test]
fn what_a_comment_says_is_no_part_of_an_article() {
    let test = PortalTest::small().with(
        "-- content/articles/m.md --\n---\nsiglum: M\ntitle: M\n---\n<!-- Họp ngày 1/2/2023,\n\nKết luận 57 -->\n\nĐoạn <!-- ẩn --> hai.\n\n\
         -- content/events/hop.yaml --\ntitle: Họp\nquotes:\n  - {article: m, text: Đoạn hai}\n",
    );
    let site = test.build();
    let page = site.page("bai-viet/m.html");
    assert!(!page.text("main").contains("ẩn") && !site.text("bai-viet/m.html").contains("1/2/2023"));
    let data = site.data("articles");
    let article = data.iter().find(|article| article["id"] == "m").unwrap();
    assert_eq!(article["passages"].as_array().unwrap().len(), 1);
    assert_eq!((&article["dates"], &article["mentions"]), (&json!([]), &json!([])));
    assert_eq!(site.page("su-kien/hop.html").texts("figure blockquote"), ["Đoạn hai"]);
    test.edit("content/events/hop.yaml", "Đoạn hai", "Đoạn ẩn hai");
    assert!(told(&test.diagnostics()).starts_with("quote-not-found content/events/hop.yaml:3:"));
    test.edit("content/events/hop.yaml", "Đoạn ẩn hai", "Họp ngày 1/2/2023");
    assert!(told(&test.diagnostics()).starts_with("quote-not-found content/events/hop.yaml:3:"));
}

#[test]
fn a_quotation_over_several_passages_names_them() {
    let test = PortalTest::small();
    let quotes = "quotes:\n  - {article: a, text: \"dự. Kết luận 57 nêu\"}\n  - {article: a, text: \"Chiều 11/10 […] học tập\"}\n  - {article: a, text: ba việc}\n";
    test.write("content/events/hop.yaml", format!("title: Họp\n{quotes}").as_bytes());
    let site = test.build();
    let page = site.page("su-kien/hop.html");
    assert_eq!(page.texts("figure figcaption .sig"), ["A 1–2", "A 1–3", "A 2"]);
    let chips = page.attributes("figure figcaption .sig", "href");
    assert_eq!(chips, ["../bai-viet/a.html#p1", "../bai-viet/a.html#p1", "../bai-viet/a.html#p2"]);
    assert!(page.attributes("figure figcaption .sig", "title")[1].ends_with("đoạn 1–3"));
    // Both ends show what quotes them.
    let chips = site.page("bai-viet/a.html").texts("dl.back .sig");
    for passage in ["A 1", "A 2", "A 3"] {
        assert!(chips.contains(&passage.to_owned()), "{passage}: {chips:?}");
    }
}

#[test]
fn what_is_cut_off_a_sentence_is_marked() {
    let text = "Ông A nói: “Phải học mãi.” Hôm nay, TP. Huế họp; ngày mai nghỉ. Hết!";
    let check = |words: &str, expected: &str| {
        let test = PortalTest::small().with(&format!(
            "-- seeds/b.txt --\n{text}\n-- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: B\n\
             -- content/topics/cat.md --\n---\ntitle: Cắt\npoints:\n  - title: Cắt?\n    quotes:\n      - article: b\n        text: '{words}'\n---\n"
        ));
        assert_eq!(test.build().page("chu-de/cat.html").texts("figure.quote blockquote"), [expected]);
    };
    check("Phải học mãi", "Phải học mãi");
    check("học mãi", "[…] học mãi");
    check("học mãi.” Hôm nay", "[…] học mãi.” Hôm nay […]");
    check("Huế họp", "[…] Huế họp");
    check("TP. Huế họp; ngày mai", "[…] TP. Huế họp; ngày mai […]");
    check("ngày mai nghỉ. Hết", "[…] ngày mai nghỉ. Hết");
    check("Hôm nay, TP. Huế họp", "Hôm nay, TP. Huế họp");
    let test = PortalTest::small().with(
        "-- content/articles/b.md --\n---\nsiglum: B\ntitle: B\n---\n\nLàm theo [báo cáo](https://x.example/a) ấy. Rồi theo [báo cáo](https://x.example/a).\n\
         -- content/topics/cat.md --\n---\ntitle: Cắt\npoints:\n  - title: Cắt?\n    quotes:\n      - {article: b, text: Rồi theo báo cáo}\n      - {article: b, text: Làm theo báo cáo}\n---\n",
    );
    let found = test.build().page("chu-de/cat.html").texts("figure.quote blockquote");
    assert_eq!(found, ["Rồi theo báo cáo", "Làm theo báo cáo […]"]);
    check("[…] mãi.” Hôm nay, […] ngày mai nghỉ", "[…] mãi.” Hôm nay, […] ngày mai nghỉ");
}

#[test]
fn a_source_line_says_who_is_not_stated_and_never_the_title() {
    let check = |lines: &str, expected: &str| {
        let test = PortalTest::small().with(&format!(
            "-- seeds/b.txt --\nMột câu.\n-- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: Tên bài\n{lines}\n\
             -- content/topics/cat.md --\n---\ntitle: Cắt\npoints:\n  - title: Cắt?\n    quotes:\n      - {{article: b, text: Một câu}}\n---\n"
        ));
        assert_eq!(test.build().page("chu-de/cat.html").texts("figure.quote figcaption"), [expected]);
    };
    check("author: Ông A", "B 1 Ông A, không ghi ngày đăng");
    check("published: 2023-10-13", "B 1 không ghi nơi đăng và tác giả, 13/10/2023");
    check("", "B 1 không ghi nơi đăng, tác giả và ngày đăng");
}

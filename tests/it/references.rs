//! References, both ways: what refers leads to what is referred to, and that shows what refers, with the sentence.

use crate::harness::{Page, PortalTest, Site, text_of};

/// The links in `<main>` of a page, each as text and address.
fn links(page: &Page) -> Vec<(String, String)> {
    let all = page.all("main a[href]").into_iter();
    all.map(|a| (text_of(a), a.attr("href").unwrap().to_owned())).collect()
}

fn leads_to(site: &Site, page: &str, address: &str) -> bool {
    links(&site.page(page)).iter().any(|(_, href)| href == address)
}

/// The text of the backlinks on a page.
fn backlinks(site: &Site, page: &str) -> String {
    site.page(page).text("dl.back")
}

/// With `more` in the portal, the page `from` leads to `to`, and `to` says `sentence` of `from`, with a link to it.
fn check(more: &str, from: &str, to: &str, sentence: &str) {
    let site = PortalTest::small().with(more).build();
    let (forth, back) = (format!("../{to}"), format!("../{from}"));
    let (forth, back) = match (from.contains('/'), to.contains('/')) {
        (true, true) => (forth, back),
        (false, true) => (to.to_owned(), back),
        (true, false) => (forth, from.to_owned()),
        (false, false) => (to.to_owned(), from.to_owned()),
    };
    let has = |page: &str, address: &str| {
        links(&site.page(page)).iter().any(|(_, href)| href.split('#').next() == Some(address))
    };
    assert!(has(from, &forth), "{from} does not lead to {forth}: {:?}", links(&site.page(from)));
    assert!(has(to, &back), "{to} does not lead back to {back}: {:?}", links(&site.page(to)));
    let said = backlinks(&site, to);
    assert!(said.contains(sentence), "{to} says {said:?}");
}

fn page(text: &str) -> String {
    format!("-- content/pages/x.md --\n---\ntitle: Trang X\n---\n{text}\n")
}

#[test]
fn references_in_markdown_show_at_their_targets() {
    check(
        &page("Câu một. Câu hai đọc [[57-KL/TW]]. Câu ba."),
        "x.html",
        "van-ban/57-kl-tw.html",
        "Câu hai đọc",
    );
    check(&page("Xem [[document:57-kl-tw|văn bản]] ấy."), "x.html", "van-ban/57-kl-tw.html", "văn bản");
    check(&page("Xem [[article:a#p2]] nhé."), "x.html", "bai-viet/a.html", "Xem A 2 nhé.");
    check(&page("Hôm ấy có [[event:hop]]."), "x.html", "su-kien/hop.html", "Hôm ấy có");
    check(&page("Ông [[person:nguyen-van-a]] dự."), "x.html", "nhan-vat/nguyen-van-a.html", "dự.");
    check(&page("Do [[organisation:bo-chinh-tri]] ra."), "x.html", "to-chuc/bo-chinh-tri.html", "ra.");
    check(&page("Đọc [[topic:hoc]] trước."), "x.html", "chu-de/hoc.html", "trước.");
    check(&page("Đọc [[page:gioi-thieu]] trước."), "x.html", "gioi-thieu.html", "trước.");
    check(&page("Đọc [chủ đề](../topics/hoc.md) trước."), "x.html", "chu-de/hoc.html", "chủ đề");
    check(
        &page("Đọc [văn bản](../documents/57-kl-tw.yaml) trước."),
        "x.html",
        "van-ban/57-kl-tw.html",
        "văn bản",
    );
    check(&page("| Bảng | |\n|---|---|\n| ô | [[event:hop]] |"), "x.html", "su-kien/hop.html", "Hội nghị");
    check(&page("Chú[^1].\n\n[^1]: Thấy ở [[event:hop]]."), "x.html", "su-kien/hop.html", "Thấy ở");
}

#[test]
fn references_in_metadata_show_at_their_targets() {
    check("", "bai-viet/a.html", "chu-de/hoc.html", "Bài thứ nhất");
    check("", "bai-viet/a.html", "su-kien/hop.html", "Bài thứ nhất");
    check("", "van-ban/57-kl-tw.html", "to-chuc/bo-chinh-tri.html", "57-KL/TW");
    check("", "su-kien/hop.html", "van-ban/57-kl-tw.html", "Hội nghị");
    check("", "chu-de/hoc.html", "bai-viet/a.html", "Việc học");
    let event = "-- content/events/hai.yaml --\ntitle: Hai\ndate: 2023\nchair: nguyen-van-a\norganiser: bo-chinh-tri\n\
                 topics: [hoc]\nsummary: Nói về [[57-KL/TW]] rất kỹ.\n";
    check(event, "su-kien/hai.html", "nhan-vat/nguyen-van-a.html", "Hai");
    check(event, "su-kien/hai.html", "to-chuc/bo-chinh-tri.html", "Hai");
    check(event, "su-kien/hai.html", "van-ban/57-kl-tw.html", "rất kỹ");
    let document = "-- content/documents/hd.yaml --\ntype: Hướng dẫn\ntitle: Hướng dẫn học\nrelations:\n\
                    \x20 - {kind: guides, target: 57-kl-tw, basis: editor, note: Theo tên gọi}\n";
    check(document, "van-ban/hd.html", "van-ban/57-kl-tw.html", "Hướng dẫn học");
    check(
        "-- content/people/b.yaml --\nname: B\nnote: Làm ở [[organisation:bo-chinh-tri]] lâu năm.\n",
        "nhan-vat/b.html",
        "to-chuc/bo-chinh-tri.html",
        "lâu năm",
    );
}

#[test]
fn mentions_in_articles_show_at_their_targets_with_their_sentence() {
    check(
        "",
        "bai-viet/a.html",
        "van-ban/57-kl-tw.html",
        "Chiều 11/10, Bộ Chính trị ban hành Kết luận số 57-KL/TW ngày 15/6/2023.",
    );
    check("", "bai-viet/a.html", "van-ban/57-kl-tw.html", "Kết luận 57 nêu ba việc cần làm trong năm.");
    check("", "bai-viet/a.html", "nhan-vat/nguyen-van-a.html", "Ông Nguyễn Văn A dự.");
    check("", "bai-viet/a.html", "to-chuc/bo-chinh-tri.html", "Chiều 11/10, Bộ Chính trị ban hành");
}

#[test]
fn the_other_end_of_a_relation_shows_it_too() {
    for kind in ["based-on", "guides", "implements", "earlier", "supersedes", "amends", "cites", "maybe-same"]
    {
        let site = PortalTest::small()
            .with(&format!(
                "-- content/documents/x.yaml --\ntitle: Văn bản X\nrelations:\n  - {{kind: {kind}, target: 57-kl-tw, basis: editor, note: Vì thế}}\n"
            ))
            .build();
        let (own, other) = (site.page("van-ban/x.html"), site.page("van-ban/57-kl-tw.html"));
        let row = |page: &Page| page.texts("section[aria-labelledby=_relations] dl.rel > div").join(" / ");
        assert!(row(&own).contains("57-KL/TW"), "{kind}: {}", row(&own));
        assert!(row(&other).contains("Văn bản X"), "{kind}: {}", row(&other));
        assert!(row(&own).contains("Vì thế"), "{kind}: {}", row(&own));
    }
}

#[test]
fn a_number_and_its_date_choose_between_documents() {
    let site = PortalTest::small()
        .with(
            "-- content/documents/57-cu.yaml --\ntype: Kết luận\nnumber: 57-KL/TW\nissued: 2018-01-02\n\
             -- content/topics/hoc.md --\n---\ntitle: Việc học\n---\nMới: [[57-KL/TW@2023-06-15]]. Cũ: [[57-KL/TW@2018-01-02]].\n",
        )
        .build();
    assert!(leads_to(&site, "chu-de/hoc.html", "../van-ban/57-kl-tw.html"));
    assert!(leads_to(&site, "chu-de/hoc.html", "../van-ban/57-cu.html"));
    // The date beside the mention decides in the article too.
    let mentions = &site.datum("articles", "a")["mentions"];
    assert_eq!(mentions[0]["document"], "57-kl-tw");
}

#[test]
fn a_reference_to_a_draft_is_an_error_until_drafts_are_built() {
    let test = PortalTest::small()
        .with("-- content/events/nhap.yaml --\ntitle: Nháp\ndraft: true\n")
        .with(&page("Xem [[event:nhap]]."));
    let run = test.run(&["build"]).ended(1);
    assert!(run.stderr.contains("is a draft") && run.stderr.contains("--drafts"), "{}", run.stderr);
    assert!(leads_to(&test.build_with(&["--drafts"]), "x.html", "su-kien/nhap.html"));
}

#[test]
fn only_the_first_mention_in_a_passage_is_a_link_unless_all_are_asked_for() {
    let seed = "-- seeds/a.txt --\nBài thứ nhất\n\nKết luận 57 và Kết luận số 57-KL/TW. Ba việc cần làm.\n\nẢnh: x\n";
    let count = |more: &str| {
        let test = PortalTest::small().with(seed);
        test.edit("content/topics/hoc.md", "ba việc cần làm", "Ba việc cần làm");
        test.edit("content/topics/hoc.md", "#p2", "#p1");
        test.edit("portal.yaml", "language: vi", more);
        test.build().page("bai-viet/a.html").all("#p1 .say a[href*='57-kl-tw']").len()
    };
    assert_eq!(count("language: vi"), 1);
    assert_eq!(count("link_mentions: first"), 1);
    assert_eq!(count("link_mentions: all"), 2);
}

#[test]
fn omitted_lines_reach_neither_backlinks_nor_timeline() {
    let site = PortalTest::small().build();
    let elsewhere = site.0.iter().filter(|(path, _)| *path != "bai-viet/a.html");
    for (path, bytes) in elsewhere {
        assert!(!String::from_utf8_lossy(bytes).contains("99-KL/TW"), "{path} has words from a caption");
    }
    assert!(site.page("bai-viet/a.html").text(".omitted").contains("Ảnh: Kết luận số 99-KL/TW, 1/1/2020"));
}

#[test]
fn a_number_leads_to_the_live_document_though_a_draft_bears_it_too() {
    let draft = "-- content/documents/cu.yaml --\ntype: Kết luận\nnumber: 57-KL/TW\nissued: 2011-01-02\ndraft: true\n";
    let site = PortalTest::small().with(draft).with(&page("Xem [[57-KL/TW@2023-06-15]].")).build();
    assert!(links(&site.page("x.html")).iter().any(|(_, path)| path.ends_with("57-kl-tw.html")));
}

#[test]
fn what_cannot_be_followed_is_told_and_not_dropped() {
    let draft = "-- content/documents/nhap.yaml --\ntype: Kết luận\nnumber: 2-KL/TW\ndraft: true\n\
                 -- content/topics/nhap.md --\n---\ntitle: Nháp\ndraft: true\n---\n";
    for (text, message) in [
        ("Xem [[2-KL/TW]].", "the document `2-KL/TW` is a draft"),
        ("Xem [đây](../topics/nhap.md).", "the file `content/topics/nhap.md` is a draft"),
        ("Xem [[57-KL/TW@hôm qua]].", "there is no document `57-KL/TW@hôm qua`"),
        ("Xem [đây](../articles/a.yaml#p99).", "the article `a` has no passage `p99`"),
    ] {
        let found = PortalTest::small()
            .with(draft)
            .with(&page(text))
            .run(&["build", "--format", "json"])
            .ended(1)
            .json();
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0]["message"], message);
    }
}

#[test]
fn every_broken_reference_is_told_at_its_own_place() {
    let text = "`[[topic:khong]]` là mã.\n\nXem [[topic:khong]].\n\nLại xem [[topic:khong]].";
    let found = PortalTest::small().with(&page(text)).run(&["build", "--format", "json"]).ended(1).json();
    let lines: Vec<i64> = found.iter().filter_map(|d| d["line"].as_i64()).collect();
    assert_eq!(lines.len(), 2, "{found:?}");
    assert_eq!(lines[1] - lines[0], 2);
}

#[test]
fn link_definitions_shift_no_reference() {
    let article = "-- content/articles/m.md --\n---\nsiglum: M\ntitle: Bài viết tay\n---\n\n[1]: ../people/nguyen-van-a.yaml\n\n\
                   Đọc [ông A][1] và [[topic:hoc]] ngay.\n";
    let text = "Đọc [ông A][1] và [[topic:hoc]] ngay.\n\n[1]: ../people/nguyen-van-a.yaml";
    let site = PortalTest::small().with(article).with(&page(text)).build();
    for path in ["bai-viet/m.html", "x.html"] {
        let found = links(&site.page(path));
        let leads =
            |label: &str, to: &str| found.iter().any(|(text, path)| text == label && path.ends_with(to));
        assert!(leads("Việc học", "chu-de/hoc.html"), "{path}: {found:?}");
        assert!(leads("ông A", "nguyen-van-a.html"), "{path}: {found:?}");
    }
    let back = site.page("chu-de/hoc.html");
    let wrong = links(&back)
        .into_iter()
        .find(|(text, path)| text == "Việc học" && path.ends_with("nguyen-van-a.html"));
    assert_eq!(wrong, None);
}

#[test]
fn descriptions_hold_names_and_no_markup() {
    let topic = "-- content/topics/hai.md --\n---\ntitle: Hai\nsummary: Theo [[article:a#p1]] và [[57-KL/TW|văn bản]].\n---\n";
    let site = PortalTest::small().with(topic).build();
    let description = site.page("chu-de/hai.html").attributes("meta[name=description]", "content");
    assert_eq!(description, ["Theo A 1 và văn bản."]);
}

#[test]
fn addresses_in_a_sentence_lead_from_wherever_it_is_shown() {
    let test = PortalTest::small().with(
        "-- content/pages/doc.md --\n---\ntitle: Cách đọc\n---\n\nXem [[topic:hoc]] và [họp](su-kien/hop.html), [mục](#muc).\n\n## Mục {#muc}\n\nHết.\n\
         -- content/events/hop.yaml --\ntitle: Họp\ndate: 2023-10-11\nsummary: Về [học](../chu-de/hoc.html).\n",
    );
    test.edit("portal.yaml", "language: vi", "language: vi\nfooter: [\"Đọc [cách đọc](doc.html).\"]");
    test.run(&["check"]).done();
    let site = test.build();
    let topic = site.text("chu-de/hoc.html");
    for address in ["../su-kien/hop.html", "../doc.html#muc", "../doc.html"] {
        assert!(topic.contains(&format!("href=\"{address}\"")), "{address}");
    }
    assert!(site.text("dong-thoi-gian.html").contains("href=\"su-kien/../chu-de/hoc.html\""));
}

#[test]
fn references_without_a_sentence_are_chips_behind_the_title() {
    let quote = |words: &str| format!("      - {{article: a, text: {words}}}\n");
    let test = PortalTest::small().with(&format!(
        "-- content/topics/t.md --\n---\ntitle: Chủ đề\npoints:\n  - title: Ba lần\n    quotes:\n{}{}  - title: Lại\n    \
         remark: \"[[article:a#p1]] ghi ngày.\"\n    quotes:\n{}---\n",
        quote("ba việc"),
        quote("cần làm"),
        quote("ba việc cần làm"),
    ));
    let page = test.build().page("bai-viet/a.html");
    let topic = page.texts("dl.back dd").into_iter().find(|dd| dd.starts_with("Chủ đề"));
    // The passage of the sentence stands in it, and not before it, too.
    assert_eq!(topic.as_deref(), Some("Chủ đề A 2 A 1 ghi ngày."));
}

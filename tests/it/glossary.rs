//! The glossary: its page, the marked first uses in articles, references to it, and what is wrong with its file.

use crate::harness::{PortalTest, Site, told};
use expect_test::{Expect, expect};

/// The small portal's article, with terms in it.
const TERMS: &str = "\
-- seeds/a.txt --
Bài thứ nhất

Ban TTĐ làm việc; TTĐ là trung tâm điều độ. Bộ Chính trị và Kết luận số 57-KL/TW.

TTĐ họp ở xã. Bộ Chính trị TTĐ.
-- content/articles/a.yaml --
seed: a.txt
siglum: A
title: Bài thứ nhất
publisher: bao
published: 2023-10-12
omit: [{kind: title, lines: 1}]
-- content/terms.yaml --
terms:
  - term: TTĐ
    aliases: [ban trung tâm]
    expansion: trung tâm điều độ
    quotes:
      - article: a
        text: TTĐ là trung tâm điều độ
    see: topic:hoc
  - term: xã
    means: Nơi ở, xem [[term:ttd]].
  - term: Bộ Chính trị
    means: Đã là một tổ chức.
  - term: Đặng
    means: Đứng sau D, trước E.
  - term: Ách
    means: Đứng đầu.
  - term: em
    means: Đứng sau Đ.
";

fn site() -> Site {
    let test = PortalTest::small().with(TERMS);
    for path in ["content/events/hop.yaml", "content/topics/hoc.md"] {
        test.remove(path);
    }
    test.with(
        "-- content/topics/hoc.md --\n---\ntitle: Việc học\n---\nĐọc [[term:xa]] và [[term:ttd|chữ ấy]].\n",
    )
    .build()
}

#[test]
fn terms_stand_in_the_order_of_the_alphabet_each_with_its_words_and_passages() {
    let page = site().page("thuat-ngu.html");
    assert_eq!(page.texts(".terms dt"), ["Ách", "Bộ Chính trị", "Đặng", "em", "TTĐ", "xã"]);
    assert_eq!(page.text("#term-ttd b"), "trung tâm điều độ");
    assert_eq!(page.text("#term-ttd blockquote"), "[…] TTĐ là trung tâm điều độ");
    assert_eq!(page.texts("#term-ttd .sigs a"), ["A 1", "A 2"]);
    assert_eq!(page.attributes("#term-ttd .sigs a", "href"), ["bai-viet/a.html#p1", "bai-viet/a.html#p2"]);
    assert!(page.attributes("#term-ttd dd > p > a", "href").contains(&"chu-de/hoc.html".to_owned()));
    assert!(page.text("#term-ttd").contains("ban trung tâm"));
    assert_eq!(page.attributes("#term-xa p a", "href")[0], "#term-ttd".replace('#', "thuat-ngu.html#"));
    // Who explains a term is always said.
    assert!(page.text("#term-xa").contains("Cổng giải thích bằng lời của mình"));
    assert!(!page.text("#term-ttd").contains("Cổng giải thích bằng lời của mình"));
}

#[test]
fn the_first_use_in_an_article_leads_to_the_glossary_and_carries_a_card() {
    let page = site().page("bai-viet/a.html");
    assert_eq!(page.texts("a.term"), ["TTĐ", "xã"]);
    assert_eq!(page.attributes("a.term", "href")[0], "../thuat-ngu.html#term-ttd");
    assert_eq!(page.attributes("a.term", "data-card")[0], "n-term-ttd");
    assert_eq!(page.texts("#p1 a.term"), ["TTĐ"]);
    assert!(page.text("#n-term-ttd").contains("trung tâm điều độ"));
    // A name is a name, whatever else it may be.
    assert_eq!(
        page.attributes("#p1 a[data-card='n-organisation-bo-chinh-tri']", "class"),
        Vec::<String>::new()
    );
}

#[test]
fn the_card_of_a_term_that_only_a_source_explains_has_the_words_of_the_source() {
    let test =
        PortalTest::small().with(TERMS).with("-- content/topics/hoc.md --\n---\ntitle: Việc học\n---\n");
    test.remove("content/events/hop.yaml");
    test.edit("content/terms.yaml", "    expansion: trung tâm điều độ\n", "");
    let page = test.build().page("bai-viet/a.html");
    assert_eq!(page.texts("#n-term-ttd .say:not(a)"), ["[…] TTĐ là trung tâm điều độ"]);
    assert_eq!(page.texts("#n-term-ttd .sig"), ["A 1"]);
    assert_eq!(page.texts("#n-term-xa .sig"), Vec::<String>::new(), "what the portal says comes first");
}

#[test]
fn a_portal_that_links_all_mentions_links_the_first_use_in_each_passage() {
    let test =
        PortalTest::small().with(TERMS).with("-- content/topics/hoc.md --\n---\ntitle: Việc học\n---\n");
    test.remove("content/events/hop.yaml");
    let portal = String::from_utf8(std::fs::read(test.root().join("portal.yaml")).unwrap()).unwrap();
    test.write("portal.yaml", format!("{portal}link_mentions: all\n").as_bytes());
    let page = test.build().page("bai-viet/a.html");
    assert_eq!(page.texts("#p1 a.term"), ["TTĐ"]);
    assert_eq!(page.texts("#p2 a.term"), ["TTĐ", "xã"]);
}

#[test]
fn a_term_in_a_markdown_article_is_marked_too() {
    let test = PortalTest::small().with(
        "-- content/articles/m.md --\n---\ntitle: M\n---\n## Đề TTĐ\n\nViệc *của TTĐ* và [TTĐ](https://a.example), TTĐ.\n\
         -- content/terms.yaml --\nterms: [{term: TTĐ, expansion: trung tâm}]\n",
    );
    let page = test.build().page("bai-viet/m.html");
    assert_eq!(page.all("a.term").len(), 1);
    assert_eq!(page.texts("em a.term"), ["TTĐ"]);
}

#[test]
fn references_lead_to_a_term_and_back() {
    let site = site();
    let topic = site.page("chu-de/hoc.html");
    let links: Vec<String> = topic.attributes("main a", "href");
    assert!(links.contains(&"../thuat-ngu.html#term-xa".to_owned()), "{links:?}");
    // The portal's own page says who quotes it.
    assert!(site.page("bai-viet/a.html").text("dl.back").contains("TTĐ"));
}

#[test]
fn a_long_glossary_is_parted_and_references_find_the_part() {
    let terms: String = (100..350).map(|n| format!("  - {{term: T{n}X, means: Số {n}.}}\n")).collect();
    let site = PortalTest::small()
        .with(&format!("-- content/terms.yaml --\nterms:\n{terms}-- content/pages/x.md --\n---\ntitle: X\n---\n[[term:t100x]] [[term:t299x]] [[term:t349x]]\n"))
        .build();
    let parts = ["thuat-ngu.html", "thuat-ngu.2.html", "thuat-ngu.3.html"];
    assert_eq!(parts.map(|part| site.page(part).all(".terms dt").len()), [100, 100, 50]);
    let links: Vec<String> = site.page("x.html").attributes(".md a", "href");
    assert_eq!(
        links,
        ["thuat-ngu.html#term-t100x", "thuat-ngu.2.html#term-t299x", "thuat-ngu.3.html#term-t349x"]
    );
    assert_eq!(site.datum("terms", "t299x")["path"], "thuat-ngu.2.html");
}

#[test]
fn a_term_of_many_passages_names_some_and_leads_to_search_for_the_others() {
    let words: String = (0..90).map(|n| format!("Đoạn {n} nói về điều độ.\n\n")).collect();
    let site = PortalTest::small()
        .with(&format!(
            "-- seeds/dai.txt --\n{words}-- content/articles/dai.yaml --\nseed: dai.txt\ntitle: Dài\n\
             -- content/terms.yaml --\nterms: [{{term: điều độ, means: Sắp xếp.}}]\n"
        ))
        .build();
    let page = site.page("thuat-ngu.html");
    assert_eq!(page.all("#term-dieu-do .sigs a").len(), 60);
    assert!(page.text("#term-dieu-do").contains("30"));
    let more = page.attributes("#term-dieu-do a[href*='?q=']", "href");
    assert_eq!(more, ["tim-kiem.html?q=%C4%91i%E1%BB%81u%20%C4%91%E1%BB%99"]);
    assert_eq!(site.datum("terms", "dieu-do")["mentioned_by"].as_array().unwrap().len(), 90);
}

#[test]
fn programs_read_terms_with_offsets_into_the_seed() {
    let site = site();
    let term = site.datum("terms", "ttd");
    assert_eq!(term["term"], "TTĐ");
    assert_eq!(term["expansion"], "trung tâm điều độ");
    assert_eq!(term["see"], "topic:hoc");
    assert_eq!((&term["path"], &term["anchor"]), (&"thuat-ngu.html".into(), &"term-ttd".into()));
    assert_eq!(term["quotes"][0]["anchor"], "p1");
    let seed = crate::harness::files(TERMS)[0].1.as_bytes();
    let places = term["mentioned_by"].as_array().unwrap();
    assert_eq!(places.len(), 4, "{places:?}");
    for place in places {
        let start = place["start"].as_u64().unwrap() as usize;
        assert!(seed[start..].starts_with("TTĐ".as_bytes()), "{place}");
    }
    assert_eq!(site.datum("terms", "xa")["expansion"], serde_json::Value::Null);
}

#[test]
fn explain_tells_where_a_term_stands_and_who_uses_it() {
    let test =
        PortalTest::small().with(TERMS).with("-- content/topics/hoc.md --\n---\ntitle: Việc học\n---\n");
    test.remove("content/events/hop.yaml");
    let told = test.run(&["explain", "term:xa"]).done();
    assert!(told.stdout.contains("content/terms.yaml:9"), "{}", told.stdout);
    assert!(told.stdout.contains("seeds/a.txt:5 (A 2): xã"), "{}", told.stdout);
}

#[test]
fn programs_read_what_a_term_means_without_brackets() {
    let site = PortalTest::small()
        .with("-- content/terms.yaml --\nterms: [{term: TTĐ, means: 'Xem [[article:a]] và *[[topic:hoc|chủ đề]]*.'}]\n")
        .build();
    assert_eq!(site.datum("terms", "ttd")["means"], "Xem A và chủ đề.");
}

#[test]
fn a_portal_without_terms_has_no_glossary_unless_its_menu_names_it() {
    let test = PortalTest::small();
    let site = test.build();
    assert!(!site.paths().iter().any(|path| path.contains("thuat-ngu")));
    assert!(!site.text("index.html").contains("thuat-ngu"));
    let portal = String::from_utf8(std::fs::read(test.root().join("portal.yaml")).unwrap()).unwrap();
    test.write("portal.yaml", format!("{portal}menu: [topics, glossary]\n").as_bytes());
    let site = test.build();
    assert_eq!(site.page("thuat-ngu.html").all("main .empty").len(), 1);
    assert_eq!(site.page("index.html").texts(".menu a"), ["Chủ đề", "Thuật ngữ"]);
}

fn check_told(terms: &str, expected: Expect) {
    let test = PortalTest::small().with(&format!("-- content/terms.yaml --\n{terms}"));
    expected.assert_eq(&told(&test.diagnostics()));
}

#[test]
fn what_is_wrong_with_a_term_is_told_at_its_place() {
    check_told(
        "terms: [{term: A B}]\n",
        expect![[r#"
        missing-key content/terms.yaml:1:16 nothing says what `A B` means
          = write what it stands for (`expansion:`), what it means (`means:`), or what a source says (`quotes:`)"#]],
    );
    check_told(
        "terms:\n  - {term: A B, means: x}\n  - {term: a-b, means: y}\n",
        expect![[r#"
        duplicate-id content/terms.yaml:3:12 the term `A B` has the ID `a-b` too
          = give one of them another `id:`, or join the two"#]],
    );
    check_told(
        "terms:\n  - {term: A, means: x, aliases: [C]}\n  - {term: B, means: y, aliases: [D, c]}\n",
        expect![[r#"
            duplicate-name content/terms.yaml:3:38 `c` is a spelling of the term `A` too: texts lead to neither
              = keep it with one of them, or join the two"#]],
    );
    check_told(
        "terms:\n  - {term: b, id: B C, means: x}\n",
        expect![[r#"
            invalid-id content/terms.yaml:2:19 `B C` cannot be the ID of a term
              = write `id: b-c`"#]],
    );
    check_told(
        "terms:\n  - {term: A, means: '[[term:b]] [[topic:hoc]] [[term:a#x]]'}\n",
        expect![[r#"
            unknown-reference content/terms.yaml:2:23 there is no term `b`
              = describe it in `content/terms.yaml`, or correct `b`
            no-such-place content/terms.yaml:2:48 a term of the glossary has no place `x`
              = leave `#x` out: the reference leads to the term itself"#]],
    );
    check_told(
        "terms:\n  - {term: A, quotes: [{article: a, text: không có lời này}]}\n",
        expect![[r#"
        quote-not-found content/terms.yaml:2:43 these words do not stand in the article `a`
          = copy the words from seeds/a.txt; omitted lines cannot be quoted"#]],
    );
    check_told(
        "terms:\n  - {term: A, expand: x}\n",
        expect![[r#"
        unknown-key content/terms.yaml:2:15 unknown key `expand`
          = known here: term, id, aliases, expansion, means, quotes, see, extra; keys of your own belong below `extra:`"#]],
    );
}

#[test]
fn terms_written_as_a_map_are_told_the_list() {
    check_told(
        "TTĐ: trung tâm\n",
        expect![[r#"
        unknown-key content/terms.yaml:1:1 unknown key `TTĐ`
          = write `terms:`, below it `- term: TTĐ`, and the entry's other keys below that"#]],
    );
    check_told(
        "terms:\n  TTĐ: trung tâm\n",
        expect![[r#"
        wrong-type content/terms.yaml:2:3 `terms` must be a list of entries, each with keys, but here is keys with values
          = write `terms:`, below it `- term: TTĐ`, and the entry's other keys below that"#]],
    );
}

#[test]
fn a_broken_glossary_is_reported_once() {
    let test = PortalTest::small().with(
        "-- content/terms.yaml --\nterms: [\n-- content/pages/x.md --\n---\ntitle: X\n---\n[[term:a]]\n",
    );
    let codes: Vec<serde_json::Value> = test.diagnostics().into_iter().map(|d| d["code"].clone()).collect();
    assert_eq!(codes, ["invalid-yaml"]);
}

#[test]
fn a_term_is_not_renamed_as_a_file_is() {
    let test = PortalTest::small().with("-- content/terms.yaml --\nterms: [{term: A, means: x}]\n");
    let run = test.run(&["rename", "term:a", "b"]);
    assert!(run.stderr.contains("content/terms.yaml"), "{}", run.stderr);
}

//! What `import` writes.

use crate::harness::{PortalTest, Run, first_portal, folder_files};
use expect_test::expect;

const EMPTY: &str = "-- portal.yaml --\ntitle: Cổng mới\n";

const BODY: &str = "Cái giếng đầu làng được đào từ lâu, nước trong và mát, cả làng cùng dùng chung quanh năm không cạn \
                    bao giờ.";

/// `khue import` of these paths, with more arguments.
fn import(test: &PortalTest, args: &[&str]) -> Run {
    test.run(&[&["import"], args].concat())
}

fn text(test: &PortalTest, path: &str) -> String {
    std::fs::read_to_string(test.root().join(path)).unwrap_or_else(|_| panic!("no `{path}`"))
}

#[test]
fn the_five_seeds_make_a_portal_without_errors() {
    let test = PortalTest::new(EMPTY);
    let seeds: Vec<(String, Vec<u8>)> =
        first_portal().into_iter().filter(|(path, _)| path.starts_with("seeds/")).collect();
    let outside: Vec<String> = seeds
        .iter()
        .map(|(path, bytes)| {
            let file = test.beside(path.trim_start_matches("seeds/"));
            std::fs::write(&file, bytes).unwrap();
            file.to_str().unwrap().to_owned()
        })
        .collect();
    let files: Vec<&str> = outside.iter().map(String::as_str).collect();
    let run = import(&test, &[&files[..], &["--documents"]].concat()).done();
    assert!(run.stderr.ends_with(
        "5 drafted; look at the comments in content/articles/, correct what is wrong, then run `khue check`\n"
    ));
    for (path, bytes) in &seeds {
        assert_eq!(&std::fs::read(test.root().join(path)).unwrap(), bytes, "{path}");
    }
    assert_eq!(folder_files(&test.root().join("content/articles")).len(), 5);
    let errors: Vec<_> = test.diagnostics().into_iter().filter(|d| d["severity"] == "error").collect();
    assert!(errors.is_empty(), "{errors:?}");
    let site = test.build();
    let all = site.data("articles");
    let of = |seed: &str| all.iter().find(|a| a["seed"] == format!("seeds/{seed}")).unwrap();
    assert_eq!(of("002_41b709bab528dade.txt")["published"], "2023-10-11T19:49");
    assert_eq!(of("002_41b709bab528dade.txt")["author"], "Vũ Hiền");
    assert!(of("003_c2b921e72daf5c1b.txt")["published"].is_null());
    assert!(of("000_e8fcc64d60a61b56.txt")["url"].as_str().unwrap().starts_with("https://cand.com.vn/"));
    // Again: nothing is new, and nothing changes.
    let before = folder_files(&test.root());
    let run = import(&test, &files).done();
    assert!(run.stderr.contains("0 drafted, 5 skipped"), "{}", run.stderr);
    assert_eq!(folder_files(&test.root()), before);
}

/// Sentences are the article's, however short and however they begin.
#[test]
fn an_article_of_short_sentences_is_left_whole() {
    for text in [
        "Old bridges\n\nThe first bridge was built in 1801.\n\nIt was of wood.\n\nThe second one is of stone, and it stands to \
         this day, as everybody who crosses it on foot can see.\n",
        "Old bridges\n\nThe first was built in 1801.\n\nBy then the village had a railway.\n\nIt burnt in 1850.\n",
        "Lũ lớn về\n\nNước dâng nhanh.\n\nTìm kiếm người mất tích kéo dài ba ngày.\n\nMọi người đã về nhà.\n",
    ] {
        let test = PortalTest::new(EMPTY);
        std::fs::write(test.beside("bai.txt"), text).unwrap();
        import(&test, &[test.beside("bai.txt").to_str().unwrap()]).done();
        let draft = text_of(&test);
        assert!(draft.contains(&format!("title: {}\n", text.lines().next().unwrap())), "{draft}");
        assert_eq!(draft.matches("- kind: ").count(), 1, "the title alone is omitted: {draft}");
        assert!(!draft.contains("\nauthor:"), "{draft}");
    }
}

fn text_of(test: &PortalTest) -> String {
    text(test, "content/articles/bai.yaml")
}

/// A box of other news within the text: what stands behind it may be the article's own.
#[test]
fn paragraphs_that_are_left_out_are_named() {
    let test = PortalTest::new(EMPTY);
    let box_and_rest = format!(
        "Tin liên quan\nKhởi công cầu mới\nTuyến tránh thông xe\n\n{BODY}\n\nVướng ở đâu?\n\n{BODY}\n\nHướng gỡ\n\n{BODY}\n\nHải Nam\n"
    );
    std::fs::write(test.beside("a.txt"), format!("Gỡ vướng mặt bằng\n\n{BODY}\n\n{box_and_rest}")).unwrap();
    let run = import(&test, &[test.beside("a.txt").to_str().unwrap()]).done();
    assert!(
        run.stderr.contains("; omitted, but like text of the article: lines 9, 13, 17;"),
        "{}",
        run.stderr
    );
    let draft = text(&test, "content/articles/a.yaml");
    assert!(
        draft.contains("# Omitted, but like text of the article: lines 9, 13, 17. Look at them.\n"),
        "{draft}"
    );
}

#[test]
fn a_draft_says_where_each_guess_is_from() {
    let test = PortalTest::small().with(&format!(
        "-- raw/Giếng làng.txt --\nTrang chủ | Tin tức | Liên hệ\nBa cái giếng của làng ta\n05/04/2024 08:15\n\n{BODY}\n\n\
         Chiều 6/4, ông Nguyễn Văn A dự hội nghị về nước sạch theo Kết luận số 57-KL/TW và 12-QĐ/TW ngày 1/2/2024.\n\n\
         Quang cảnh hội nghị tại đình làng\n\nViệc đào giếng còn tiếp tục trong nhiều năm nữa.\n\nLê Thị B\n\n\
         Nguồn: https://lang.example/gieng-1\n\nBình luận (2)\nHọ và tên *\n"
    ));
    import(&test, &["raw/Giếng làng.txt", "--documents"]).done();
    expect![[r##"
        # Drafted by `khue import`. Whatever has a comment above it is a guess: compare it with the seed's line, correct it,
        # and remove the comment. What the seed does not state is left out.

        # From the address; readers cite passages by it.
        siglum: LANG
        seed: Giếng làng.txt
        sha256: SHA
        # Line 2, a line above the text, no sentence, with the text's words: “Ba cái giếng của làng ta”
        title: Ba cái giếng của làng ta
        # publisher: not stated.
        # Line 13, a name by itself, or a line that says who wrote: “Lê Thị B”
        author: Lê Thị B
        # Line 3, a line of its own with a date: “05/04/2024 08:15”
        published: 2024-04-05T08:15
        # Line 15, a line that names its source: “Nguồn: https://lang.example/gieng-1”
        url: "https://lang.example/gieng-1"
        # rights: not stated.
        # Events that the article may report: dates with a word of meetings in their sentence.
        # - line 7: “Chiều 6/4, ông Nguyễn Văn A dự hội nghị về nước sạch theo Kết luận số 57-KL/TW và 12-QĐ/TW…”
        #   if so, write `content/events/hoi-nghi-2024-04-06.yaml`:
        #     kind: meeting
        #     title: hội nghị về nước sạch theo Kết luận số 57-KL/TW và 12-QĐ/TW ngày 1/2/2024
        #     date: 2024?-04-06
        #   the year is inferred: the article writes “Chiều 6/4”
        # events: [hoi-nghi-2024-04-06]
        # Documents that the text mentions; nothing needs to be written here for them.
        # - line 7: `content/documents/57-kl-tw.yaml`
        # - line 7: 12-QĐ/TW, for which `content/documents/12-qd-tw.yaml` can be written (`--documents` drafts it)
        # People and organisations of the portal in the text: person:nguyen-van-a (line 7)
        omit:
          # Line 1, short words parted by signs, as in a menu: “Trang chủ | Tin tức | Liên hệ”
          - kind: nav
            from: "Trang chủ | Tin tức | Liên hệ"
            to: "Trang chủ | Tin tức | Liên hệ"
          # Line 2, a line above the text, no sentence, with the text's words: “Ba cái giếng của làng ta”
          - kind: title
            lines: 2
          # Line 3, a date, and hardly anything else: “05/04/2024 08:15”
          - kind: date
            lines: 3
          # Line 9, reads as captions do, and is no sentence: “Quang cảnh hội nghị tại đình làng”
          - kind: caption
            lines: 9
          # Line 13, a name below the last paragraph: “Lê Thị B”
          - kind: byline
            lines: 13
          # Line 15, begins with “nguồn:”: “Nguồn: https://lang.example/gieng-1”
          - kind: source-url
            from: "Nguồn: https://lang.example/"
            to: "Nguồn: https://lang.example/"
          # Lines 17 to 18, the label “bình luận”: “Bình luận (2)”
          - kind: comment-form
            from: Bình luận
    "##]]
    .assert_eq(&without_hash(&text(&test, "content/articles/gieng-lang.yaml")));
    expect![[r#"
        # Drafted by `khue import` from mentions. What no seed states is left out.
        # Mentioned in “Giếng làng.txt”, line 7.
        # type: no word for its kind stands before the number.
        number: "12-QĐ/TW"
        # Written beside the number: 2024-02-01 in line 7 of “Giếng làng.txt”
        issued: 2024-02-01
        # issuer, title: to be filled in from the texts.
    "#]]
    .assert_eq(&text(&test, "content/documents/12-qd-tw.yaml"));
    assert!(test.diagnostics().iter().all(|d| d["severity"] != "error"));
}

fn without_hash(yaml: &str) -> String {
    let line =
        |line: &str| if line.starts_with("sha256: ") { "sha256: SHA".to_owned() } else { line.to_owned() };
    yaml.lines().map(|l| line(l) + "\n").collect()
}

/// A page of one site: menu and footer are everywhere the same, title and body are its own.
fn page(title: &str, body: &str) -> String {
    format!(
        "Trang chủ\nThời sự\n{title}\n\n{body} {BODY}\n\nHôm nay: {}\nBản quyền thuộc Báo Làng\nĐiện thoại: 1\n",
        title.len()
    )
}

#[test]
fn what_articles_share_becomes_the_publishers() {
    let test = PortalTest::new(EMPTY);
    test.write("raw/gieng.txt", page("Giếng làng trong mùa khô năm nay", "Giếng làng mùa khô.").as_bytes());
    test.write("raw/dinh.txt", page("Đình làng được sửa sau bao năm", "Đình làng đã sửa.").as_bytes());
    import(&test, &["raw/gieng.txt", "raw/dinh.txt", "--publisher", "bao-lang"]).done();
    expect![[r#"
        # Drafted by `khue import`. Whatever has a comment above it is a guess: confirm it and remove the comment.
        # Line 8 of “gieng.txt” claims the rights: “Bản quyền thuộc Báo Làng”
        name: Báo Làng
        # site: not stated.
        omit:
          # In 2 texts (nav).
          - kind: nav
            from: Trang chủ
            to: Thời sự
          # In 2 texts (stats).
          - kind: stats
            from: Hôm nay
            to: Hôm nay
          # In 2 texts (footer).
          - kind: footer
            from: Bản quyền thuộc Báo Làng
    "#]]
    .assert_eq(&text(&test, "content/publishers/bao-lang.yaml"));
    let article = text(&test, "content/articles/gieng.yaml");
    assert!(article.contains("publisher: bao-lang\n"), "{article}");
    assert!(article.contains("# The publisher's rules omit lines 1-2, 7-9.\n"), "{article}");
    assert_eq!(article.matches("- kind:").count(), 1, "{article}");
    assert!(test.diagnostics().iter().all(|d| d["severity"] != "error"));
    // A third article finds the publisher's file, repeats none of its rules, and leaves it as it is.
    let before = text(&test, "content/publishers/bao-lang.yaml");
    test.write("raw/cho.txt", page("Chợ làng họp sớm hơn mọi năm", "Chợ họp sớm.").as_bytes());
    let run = import(&test, &["raw/cho.txt", "--publisher", "bao-lang"]).done();
    assert_eq!(run.stdout, "");
    assert_eq!(text(&test, "content/articles/cho.yaml").matches("- kind:").count(), 1);
    assert_eq!(text(&test, "content/publishers/bao-lang.yaml"), before);
    assert!(test.diagnostics().iter().all(|d| d["severity"] != "error"));
}

#[test]
fn rules_are_printed_where_a_file_is_there_already() {
    let test = PortalTest::new(EMPTY).with("-- content/publishers/bao.yaml --\nname: Báo Làng\n");
    test.write("raw/gieng.txt", page("Giếng làng trong mùa khô năm nay", "Giếng làng mùa khô.").as_bytes());
    test.write("raw/dinh.txt", page("Đình làng được sửa sau bao năm", "Đình làng đã sửa.").as_bytes());
    let run = import(&test, &["raw/gieng.txt", "raw/dinh.txt", "--publisher", "bao"]).done();
    assert!(
        run.stdout
            .starts_with("# its articles share these lines; they can stand in content/publishers/bao.yaml")
    );
    assert!(run.stdout.contains("  - kind: nav\n    from: Trang chủ\n    to: Thời sự\n"), "{}", run.stdout);
    assert_eq!(text(&test, "content/publishers/bao.yaml"), "name: Báo Làng\n");
    assert!(text(&test, "content/articles/gieng.yaml").contains("from: Trang chủ"));
    assert!(test.diagnostics().iter().all(|d| d["severity"] != "error"));
}

#[test]
fn an_address_on_a_known_site_names_the_publisher() {
    let test = PortalTest::new(EMPTY)
        .with("-- content/publishers/bao.yaml --\nname: Báo\nsite: https://www.bao.example/\n")
        .with(&format!(
            "-- seeds/tin/gieng.txt --\nGiếng làng trong mùa khô\n\n{BODY}\n\nNguồn: https://bao.example/a\n"
        ));
    let run = import(&test, &["seeds/tin/gieng.txt"]).done();
    assert!(!run.stderr.contains("copied"), "{}", run.stderr);
    let article = text(&test, "content/articles/gieng.yaml");
    assert!(article.contains("seed: tin/gieng.txt\n") && article.contains("publisher: bao\n"), "{article}");
    assert!(test.diagnostics().iter().all(|d| d["severity"] != "error"));
}

#[test]
fn what_a_comment_offers_is_not_said_to_be_nowhere() {
    let test = PortalTest::new("-- portal.yaml --\ntitle: Wells\nlanguage: en\n");
    let body =
        "The oldest of the three wells was dug long ago, and the village drew its water from it for years.";
    test.write("raw/wells.txt", format!("Three wells of a village\n03/04/2024\n\n{body}\n").as_bytes());
    let run = import(&test, &["raw/wells.txt"]).done();
    let article = text(&test, "content/articles/wells.yaml");
    assert!(article.contains("\n# published: ") && !article.contains("\npublished: "), "{article}");
    let told = "to confirm: title; offered in comments: published; not stated: publisher, author, url";
    assert!(run.stderr.contains(told), "{}", run.stderr);
}

#[test]
fn a_short_line_alone_above_the_text_is_its_title() {
    let test = PortalTest::new("-- portal.yaml --\ntitle: A\nlanguage: vi\n");
    test.write("raw/hop.txt", format!("Lễ khánh thành\n\n{BODY}\n").as_bytes());
    import(&test, &["raw/hop.txt"]).done();
    let article = text(&test, "content/articles/hop.yaml");
    assert!(article.contains("title: Lễ khánh thành"), "{article}");
}

#[test]
fn an_article_does_not_take_the_place_of_another_page() {
    let check = |keys: &str, name: &str, expected: &str| {
        let test = PortalTest::small();
        test.edit("portal.yaml", "language: vi", &format!("language: vi\n{keys}"));
        test.write(&format!("raw/{name}.txt"), format!("Giếng làng trong mùa khô\n\n{BODY}\n").as_bytes());
        let run = import(&test, &[&format!("raw/{name}.txt")]).done();
        assert!(run.stderr.contains(&format!("content/articles/{expected}.yaml: drafted")), "{}", run.stderr);
        test.run(&["check"]).done();
    };
    check("", "index", "gieng-lang-trong-mua-kho");
    check("pretty_urls: true", "index", "index");
    check("paths: {articles: chung, people: Chung}", "nguyen-van-a", "gieng-lang-trong-mua-kho");
    check("paths: {articles: chung, timeline: chung/dong}", "dong", "gieng-lang-trong-mua-kho");
    check("", &"q".repeat(251), &"q".repeat(200));
}

#[test]
fn a_paragraph_that_a_publishers_rule_takes_is_named() {
    let test = PortalTest::new("-- portal.yaml --\ntitle: Wells\nlanguage: en\n");
    let body =
        "The oldest of the three wells was dug long ago, and the village drew its water from it for years.";
    for n in ["one", "two"] {
        test.write(&format!("raw/{n}.txt"), format!("Search\n\nWells in year {n}\n\n{body}\n").as_bytes());
    }
    import(&test, &["raw/one.txt", "raw/two.txt", "--publisher", "gaz"]).done();
    let search = "Search parties were sent out at dawn, and forty volunteers joined them on their way.";
    test.write("raw/three.txt", format!("Search\n\nLost wells\n\n{body}\n\n{search}\n\n{body}\n").as_bytes());
    let run = import(&test, &["raw/three.txt", "--publisher", "gaz"]).done();
    assert!(run.stderr.contains("omitted, but like text of the article: line 7"), "{}", run.stderr);
}

#[test]
fn a_writer_and_a_day_that_are_stated_are_drafted() {
    let check = |line: &str, expected: &str| {
        let test = PortalTest::new("-- portal.yaml --\ntitle: Wells\nlanguage: en\n");
        let body = "The oldest of the three wells was dug long ago, and the village drew its water from it for years.";
        test.write("raw/a.txt", format!("Three wells of a village\n{line}\n\n{body}\n").as_bytes());
        import(&test, &["raw/a.txt"]).done();
        let article = text(&test, "content/articles/a.yaml");
        assert!(article.contains(expected), "{line}: {article}");
    };
    check("By Jane Roe | July 6, 2023", "\nauthor: Jane Roe\n");
    check("By Jane Roe | July 6, 2023", "\npublished: 2023-07-06\n");
    check("14 February 2024 | 3 min read", "\npublished: 2024-02-14\n");
    check("Event date: 12 August 2023", "\n# published: 2023-08-12\n");
    check("2023-07-06T19:30:00-05:00", "\npublished: \"2023-07-06T19:30-05:00\"\n");
}

#[test]
fn what_stands_above_the_title_names_the_publisher_and_not_the_writer() {
    let test = PortalTest::new(EMPTY);
    test.write(
        "raw/gieng.txt",
        format!(
            "Báo Làng Giếng điện tử\n\nTrang chủ\nThời sự\n\nHội nghị bàn việc nạo giếng làng ở đình\n\n15/08/2024 09:14\n\nA- A A+\n\n{BODY}\n\n\
             Từ ngày 29/7 đến 31/7/2024, hội nghị bàn việc nạo giếng họp ở đình làng. {BODY}\n\n{BODY}\n"
        )
        .as_bytes(),
    );
    let run = import(&test, &["raw/gieng.txt", "--publisher", "lang-gieng"]).done();
    let publisher = text(&test, "content/publishers/lang-gieng.yaml");
    assert!(publisher.contains("\nname: Báo Làng Giếng điện tử\n"), "{publisher}");
    let article = text(&test, "content/articles/gieng.yaml");
    assert!(!article.contains("author: A"), "{article}");
    assert!(
        article.contains("date: 2024?-07-29/2024-07-31") && article.matches("if so, write").count() == 1,
        "{article}\n{}",
        run.stderr
    );
}

#[test]
fn documents_can_be_drafted_later() {
    let test = PortalTest::new(EMPTY);
    test.write(
        "raw/gieng.txt",
        format!("Giếng làng\n\n{BODY}\n\nTheo Nghị định số 12, 13/2024/NĐ-CP. {BODY}\n").as_bytes(),
    );
    import(&test, &["raw/gieng.txt"]).done();
    let before = folder_files(&test.root());
    let run = import(&test, &["raw/gieng.txt", "--documents"]).done();
    let files = folder_files(&test.root());
    let new: Vec<&String> = files.keys().filter(|path| !before.contains_key(*path)).collect();
    assert_eq!(
        new,
        ["content/documents/12-2024-nd-cp.yaml", "content/documents/13-2024-nd-cp.yaml"],
        "{}",
        run.stderr
    );
    assert!(before.iter().all(|(path, bytes)| files.get(path) == Some(bytes)));
}

#[test]
fn a_law_is_drafted_with_the_type_that_begins_its_name() {
    let test = PortalTest::new(EMPTY);
    test.write(
        "raw/luat.txt",
        format!("Giếng làng\n\n{BODY}\n\nTheo Luật Thư viện số 46/2019/QH14. {BODY}\n").as_bytes(),
    );
    import(&test, &["raw/luat.txt", "--documents"]).done();
    let draft = std::fs::read_to_string(test.root().join("content/documents/46-2019-qh14.yaml")).unwrap();
    assert!(draft.contains("begins so: “Luật Thư viện”\ntype: Luật\n"), "{draft}");
}

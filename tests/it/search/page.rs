//! The search page without JavaScript, and what pages tell the scripts of search.

use crate::harness::{PortalTest, Site};

/// A portal with `n` passages in one article.
fn passages(n: usize) -> PortalTest {
    let seed: Vec<String> = (1..=n).map(|i| format!("Đoạn thứ {i} của bài.")).collect();
    let test = PortalTest::new(
        "-- portal.yaml --\ntitle: Cổng\n-- content/articles/a.yaml --\nsiglum: A\nseed: a.txt\ntitle: Đoạn thứ 1 của bài.\n",
    );
    test.write("seeds/a.txt", seed.join("\n\n").as_bytes());
    test
}

/// Every kind with the titles under it.
fn groups(site: &Site) -> Vec<(String, Vec<String>)> {
    let page = site.page("tim-kiem.html");
    let kinds = page.texts("[data-when^=idle] h2");
    let titles = |i: usize| page.texts(&format!("[data-when^=idle] section:nth-of-type({}) h3", i + 1));
    kinds.into_iter().enumerate().map(|(i, kind)| (kind, titles(i))).collect()
}

#[test]
fn without_javascript_everything_is_listed_by_kind() {
    let site = PortalTest::small().build();
    let groups = groups(&site);
    let expected = [
        ("Văn bản 1 mục", "Kết luận số 57-KL/TW"),
        ("Sự kiện 1 mục", "Hội nghị"),
        ("Người 1 mục", "Nguyễn Văn A"),
        ("Tổ chức 1 mục", "Bộ Chính trị"),
        ("Chủ đề 1 mục", "Việc học"),
        ("Trang 1 mục", "Giới thiệu"),
        ("Bài nguồn 1 mục", "A Bài thứ nhất"),
    ];
    assert_eq!(groups, expected.map(|(kind, title)| (kind.to_owned(), vec![title.to_owned()])));
    let page = site.page("tim-kiem.html");
    assert_eq!(page.texts("p > .say").len(), 3);
    assert_eq!(page.texts("p > .say")[2], "Việc thứ ba là học tập.");
    assert_eq!(page.attributes("p > a.sig", "href")[2], "bai-viet/a.html#p3");
    assert!(page.text("noscript").contains("Ctrl F"));
}

#[test]
fn what_search_is_not_to_find_is_not_listed() {
    let test = PortalTest::small();
    test.edit("content/topics/hoc.md", "title: Việc học", "title: Việc học\nsearch: false");
    test.edit("content/articles/a.yaml", "siglum: A", "siglum: A\nsearch: false");
    let site = test.build();
    let kinds: Vec<String> = groups(&site).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds.len(), 5);
    let page = site.page("tim-kiem.html");
    assert!(page.all("p > .say").is_empty());
    let kinds = |path: &str| site.page(path).attributes("[data-seek] [name=kind]", "value");
    assert_eq!(kinds("tim-kiem.html"), ["document", "event", "person", "organisation", "page"]);
    assert_eq!(kinds("index.html"), kinds("tim-kiem.html"));
}

#[test]
fn a_portal_may_do_without_search() {
    for key in ["search: false", "formats: [data]"] {
        let test = PortalTest::small();
        test.edit("portal.yaml", "language: vi", &format!("language: vi\n{key}"));
        let site = test.build();
        assert!(!site.0.contains_key("tim-kiem.html"), "{key}");
        for page in site.pages() {
            assert!(page.all("[data-find], [data-seek], [role=search]").is_empty(), "{key}: {}", page.path);
        }
    }
}

#[test]
fn every_page_has_the_dialog_and_the_search_page_has_its_box() {
    let site = PortalTest::small().build();
    for page in site.pages() {
        let (dialogs, boxes) = match page.path.as_str() {
            "tim-kiem.html" => (0, 1),
            _ => (1, 0),
        };
        assert_eq!(page.all("dialog[data-find][data-seek]").len(), dialogs, "{}", page.path);
        assert_eq!(page.all("[data-seek][data-page]").len(), boxes, "{}", page.path);
        assert_eq!(page.all("a[data-find]").len(), 1, "{}", page.path);
        let root = match page.path.as_str() {
            "404.html" => "/hoc/".to_owned(),
            path => "../".repeat(path.matches('/').count()),
        };
        let reader = &page.attributes("[data-seek]", "data-reader")[0];
        assert!(reader.starts_with(&format!("{root}search/reader.js?v=")), "{}: {reader}", page.path);
        let script = &page.attributes("[data-seek]", "data-ui")[0];
        assert!(script.starts_with(&format!("{root}assets/search.js?v=")), "{}: {script}", page.path);
        assert_eq!(
            page.attributes("[role=search]", "action")[0],
            format!("{root}tim-kiem.html"),
            "{}",
            page.path
        );
    }
}

#[test]
fn only_what_leaves_a_choice_narrows() {
    let test = PortalTest::small();
    let names = |site: &Site| {
        let mut names = site.page("tim-kiem.html").attributes("[type=checkbox]", "name");
        names.dedup();
        names
    };
    assert_eq!(names(&test.build()), ["kind"]);
    let test = test.with(
        "-- seeds/b.txt --\nBài thứ hai\n-- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: Bài thứ hai\npublished: 2021\n\
         -- content/topics/hai.md --\n---\ntitle: Hai\n---\n\nHai.\n",
    );
    let site = test.build();
    assert_eq!(names(&site), ["kind", "source", "topic", "year"]);
    let page = site.page("tim-kiem.html");
    assert_eq!(page.attributes("[name=source]", "value"), ["a", "b"]);
    assert_eq!(page.attributes("[name=year]", "value"), ["2023", "2021"]);
}

#[test]
fn many_choices_fold_and_a_publisher_that_nobody_states_has_words() {
    let mut text =
        String::from("-- portal.yaml --\ntitle: Cổng\n-- content/publishers/bao.yaml --\nname: Báo Thử\n");
    for i in 0..30 {
        let publisher = if i % 2 == 0 { "publisher: bao\n" } else { "" };
        text.push_str(&format!(
            "-- seeds/{i}.txt --\nBài {i}\n-- content/articles/a{i}.yaml --\nsiglum: A{i}\nseed: {i}.txt\ntitle: Bài {i}\npublished: {}\n{publisher}",
            1990 + i
        ));
    }
    let page = PortalTest::new(&text).build().page("tim-kiem.html");
    assert_eq!(page.attributes("[name=source]", "value"), ["bao", ""]);
    assert_eq!(page.texts("legend"), ["Nơi đăng", "Năm"]);
    assert!(page.texts(".choice").contains(&"Không ghi nơi đăng".to_owned()));
    assert_eq!(page.all("details details [name=year]").len(), 30);
    assert!(page.all("details details [name=source]").is_empty());
}

#[test]
fn a_large_portal_lists_articles_without_their_text() {
    let page = |n: usize| passages(n).build().page("tim-kiem.html");
    assert_eq!(page(150).all("p > .say").len(), 150);
    let large = page(151);
    assert!(large.all("p > .say").is_empty());
    assert_eq!(large.texts("[data-when^=idle] h3"), ["A Đoạn thứ 1 của bài."]);
}

#[test]
fn a_long_list_says_how_much_of_it_stands_there_and_leads_to_the_rest() {
    let mut text = String::from("-- portal.yaml --\ntitle: Portal\nlanguage: en\n");
    for i in 0..101 {
        text.push_str(&format!("-- content/people/p{i}.yaml --\nname: Person {i}\n"));
    }
    let page = PortalTest::new(&text).build().page("search.html");
    assert_eq!(page.texts("[data-when^=idle] h2"), ["People 100 of 101 items"]);
    assert_eq!(page.all("[data-when^=idle] h3").len(), 100);
    assert_eq!(page.attributes("[data-when^=idle] section > p a", "href"), ["people-and-organisations.html"]);
}

#[test]
fn markdown_articles_are_listed_by_their_words() {
    let test = PortalTest::small().with(
        "-- content/articles/m.md --\n---\nsiglum: M\ntitle: Bài *viết*\n---\n\nMột **hai** <ba>\n\n- bốn\n- năm\n",
    );
    let page = test.build().page("tim-kiem.html");
    let texts = page.texts("p > .say");
    assert!(texts.contains(&"Một hai <ba>".to_owned()), "{texts:?}");
}

#[test]
fn addresses_that_end_in_a_folder_work_too() {
    let test = PortalTest::small();
    test.edit("portal.yaml", "language: vi", "language: vi\npretty_urls: true");
    let site = test.build();
    let page = site.page("tim-kiem/index.html");
    assert_eq!(page.attributes("[role=search]", "action"), ["../tim-kiem/"]);
    assert_eq!(site.page("bai-viet/a/index.html").attributes("a[data-find]", "href"), ["../../tim-kiem/"]);
}

#[test]
fn a_portal_with_nothing_to_find_has_no_search() {
    let empty = PortalTest::new("-- portal.yaml --\ntitle: Cổng\n");
    let hidden = PortalTest::new(
        "-- portal.yaml --\ntitle: Cổng\n-- content/people/a.yaml --\nname: A\nsearch: false\n",
    );
    for test in [empty, hidden] {
        let site = test.build();
        assert!(
            !site.0.keys().any(|path| path.starts_with("search/") || path == "tim-kiem.html"),
            "{site:?}"
        );
        assert!(site.page("index.html").all("[data-find], [role=search]").is_empty());
    }
}

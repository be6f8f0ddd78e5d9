//! What the preview notices: edits of every kind, storms of them, folders that go and come, mistakes.

use super::preview::Preview;
use crate::harness::PortalTest;
use std::fs;
use std::time::{Duration, Instant};

/// Edits a file once; the page must show it, and no other words.
fn check(path: &str, from: &str, to: &str, page: &str, shown: &str) {
    let preview = Preview::of(PortalTest::small());
    assert!(!preview.get(page).text().contains(shown), "{page} shows {shown:?} already");
    preview.test.edit(path, from, to);
    preview.shows(page, shown);
    preview.hears(&format!("{path}: "));
}

#[test]
fn an_edit_of_a_seed_is_shown() {
    check(
        "seeds/a.txt",
        "Việc thứ ba là học tập.",
        "Việc thứ ba là đọc sách.",
        "/bai-viet/a.html",
        "đọc sách",
    );
}

#[test]
fn an_edit_of_metadata_is_shown_on_other_pages_too() {
    check(
        "content/articles/a.yaml",
        "title: Bài thứ nhất",
        "title: Bài mới",
        "/bai-viet/index.html",
        "Bài mới",
    );
    check(
        "content/articles/a.yaml",
        "title: Bài thứ nhất",
        "title: Bài mới",
        "/van-ban/57-kl-tw.html",
        "Bài mới",
    );
}

#[test]
fn an_edit_of_markdown_is_shown() {
    check("content/topics/hoc.md", "Chủ đề này đọc", "Chủ đề này xem", "/chu-de/hoc.html", "Chủ đề này xem");
}

#[test]
fn an_edit_of_the_portal_is_shown() {
    check("portal.yaml", "title: Cổng thử", "title: Cổng khác", "/chu-de/hoc.html", "Cổng khác");
}

#[test]
fn new_templates_strings_and_styles_are_shown() {
    let preview = Preview::of(PortalTest::small());
    preview.shows("/", "Cổng thử");
    preview.test.write("themes/khue/strings/vi.yaml", "portal: Cổng đọc\n".as_bytes());
    preview.shows("/", "Cổng đọc");
    let mine = "{%- extends \"khue/page.html\" %}\n{%- block head %}{{ super() }}<p>MINE</p>{% endblock %}\n";
    preview.test.write("themes/mine/theme.yaml", b"name: mine\n");
    preview.test.write("themes/mine/templates/page.html", mine.as_bytes());
    preview.test.edit("portal.yaml", "language: vi", "language: vi\ntheme: mine");
    preview.shows("/gioi-thieu.html", "<p>MINE</p>");
    preview.test.write("themes/mine/assets/portal.css", b"body { color: red }");
    preview.shows("/assets/portal.css", "color: red");
    preview.test.write("static/doc/a.txt", b"STATIC");
    preview.shows("/doc/a.txt", "STATIC");
    preview.test.edit("static/doc/a.txt", "STATIC", "OTHER");
    preview.shows("/doc/a.txt", "OTHER");
}

#[test]
fn a_rebuild_says_what_changed_and_how_many_pages_differ() {
    let preview = Preview::of(PortalTest::small());
    preview.hears("ready: ");
    preview.test.edit("content/topics/hoc.md", "Chủ đề này đọc", "Chủ đề này xem");
    let line = preview.hears("content/topics/hoc.md: ");
    let count: usize =
        line.split(' ').nth(1).and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{line}"));
    assert!((1..10).contains(&count) && line.ends_with(" ms"), "{line}");
    // The same content again is no change.
    preview.test.edit("content/topics/hoc.md", "Chủ đề này xem", "Chủ đề này xem");
    preview.test.edit("portal.yaml", "title: Cổng thử", "title: Cổng khác");
    let line = preview.hears("portal.yaml: ");
    assert!(line.contains(" pages differ"), "{line}");
    assert_eq!(preview.said().matches("content/topics/hoc.md").count(), 1, "{}", preview.said());
}

#[test]
fn a_thousand_saves_end_in_a_rebuild_or_two_and_the_right_page() {
    let preview = Preview::of(PortalTest::small());
    preview.hears("ready: ");
    let mut events = preview.events();
    let first = events.next()["generation"].as_str().unwrap().to_owned();
    let start = Instant::now();
    let path = preview.test.root().join("content/pages/gioi-thieu.md");
    for n in 0..1000 {
        fs::write(&path, format!("---\ntitle: Giới thiệu\n---\n\nLần {n}.\n")).unwrap();
        std::thread::sleep((start + Duration::from_millis(n + 1)).saturating_duration_since(Instant::now()));
    }
    preview.shows("/gioi-thieu.html", "Lần 999.");
    std::thread::sleep(Duration::from_millis(400));
    preview.shows("/gioi-thieu.html", "Lần 999.");
    let number = |name: &str| name.rsplit('-').next().unwrap().parse::<u32>().unwrap();
    let last = preview.events().next()["generation"].as_str().unwrap().to_owned();
    let rebuilds = number(&last) - number(&first);
    // At most one in a second and a half, and the last.
    let most = 2 + (start.elapsed().as_millis() / 1500) as u32;
    assert!((1..=most).contains(&rebuilds), "{rebuilds} rebuilds\n{}", preview.said());
}

#[test]
fn a_file_that_is_replaced_by_renaming_is_shown_each_time() {
    let preview = Preview::of(PortalTest::small());
    preview.hears("ready: ");
    let folder = preview.test.root().join("content/pages");
    for n in 0..4 {
        // As editors do: the old file is put aside, the new one written beside it and renamed.
        let (file, new) = (folder.join("gioi-thieu.md"), folder.join("gioi-thieu.md.tmp~"));
        fs::rename(&file, folder.join("gioi-thieu.md~")).unwrap();
        fs::write(&new, format!("---\ntitle: Giới thiệu\n---\n\nLần {n}.\n")).unwrap();
        fs::rename(&new, &file).unwrap();
        preview.shows("/gioi-thieu.html", &format!("Lần {n}."));
    }
    assert!(!preview.said().contains("error"), "{}", preview.said());
}

#[test]
fn a_folder_may_go_and_come_again() {
    let preview = Preview::of(PortalTest::small());
    preview.hears("ready: ");
    for top in ["content/pages", "content"] {
        let (folder, aside) = (preview.test.root().join(top), preview.test.beside("aside"));
        fs::rename(&folder, &aside).unwrap();
        preview.waits("the page to go", || {
            (preview.get("/gioi-thieu.html").status != 200 || preview.said().contains("error")).then_some(())
        });
        // Made again rather than renamed back, so that nothing that was watched is left.
        for (path, bytes) in crate::harness::folder_files(&aside) {
            preview.test.write(&format!("{top}/{path}"), &bytes);
        }
        fs::remove_dir_all(&aside).unwrap();
        preview.waits("the page to come", || (preview.get("/gioi-thieu.html").status == 200).then_some(()));
        let mark = format!("Lại {}", top.len());
        std::thread::sleep(Duration::from_millis(400));
        preview.test.write(
            "content/pages/gioi-thieu.md",
            format!("---\ntitle: Giới thiệu\n---\n\n{mark}\n").as_bytes(),
        );
        preview.shows("/gioi-thieu.html", &mark);
    }
}

#[test]
fn the_whole_portal_may_go_and_come_again() {
    let preview = Preview::of(PortalTest::small());
    preview.hears("ready: ");
    let (root, aside) = (preview.test.root(), preview.test.beside("aside"));
    fs::rename(&root, &aside).unwrap();
    for (path, bytes) in crate::harness::folder_files(&aside) {
        preview.test.write(&path, &bytes);
    }
    preview.test.edit("portal.yaml", "title: Cổng thử", "title: Cổng khác");
    preview.shows("/", "Cổng khác");
    preview.test.edit("portal.yaml", "title: Cổng khác", "title: Cổng nữa");
    preview.shows("/", "Cổng nữa");
}

#[test]
fn folders_within_new_folders_are_watched() {
    let preview = Preview::of(PortalTest::small());
    preview.hears("ready: ");
    preview.test.write("themes/mine/assets/a/b/c.css", b"one");
    preview.test.write("themes/mine/theme.yaml", b"name: mine\n");
    preview.test.edit("portal.yaml", "language: vi", "language: vi\ntheme: mine");
    preview.shows("/assets/a/b/c.css", "one");
    std::thread::sleep(Duration::from_millis(400));
    preview.test.write("themes/mine/assets/a/b/c.css", b"two");
    preview.shows("/assets/a/b/c.css", "two");
}

#[cfg(unix)]
#[test]
fn what_links_lead_to_is_shown_wherever_it_lies_and_whenever_it_comes() {
    let test = PortalTest::small();
    test.write("notes/x.md", "---\ntitle: Ghi\n---\n\nBản một.\n".as_bytes());
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(target, test.root().join("content/pages").join(name)).unwrap();
    };
    link("../../notes/x.md", "ghi.md");
    link("later.md", "sau.md");
    let preview = Preview::of(test);
    preview.hears("this link leads out of the portal, or nowhere");
    preview.test.write("content/pages/later.md", "---\ntitle: Sau\n---\n\nĐến sau.\n".as_bytes());
    preview.shows("/sau.html", "Đến sau");
    preview.shows("/ghi.html", "Bản một");
    preview.test.edit("notes/x.md", "Bản một", "Bản hai");
    preview.shows("/ghi.html", "Bản hai");
}

#[test]
fn a_mistake_on_a_page_that_nobody_looks_at_is_told_too() {
    let wrong = "{%- extends \"khue/page.html\" %}\n{%- block head %}{{ no.such.value }}{% endblock %}\n";
    let test = PortalTest::small();
    test.edit("portal.yaml", "language: vi", "language: vi\ntheme: mine");
    test.write("themes/mine/theme.yaml", b"name: mine\n");
    let preview = Preview::of(test);
    preview.hears("ready: ");
    preview.test.write("themes/mine/templates/page.html", wrong.as_bytes());
    preview.hears("error[template]");
    assert_eq!(preview.get("/chu-de/hoc.html").status, 200);
}

#[test]
fn polling_notices_the_same() {
    let preview = Preview::with(PortalTest::small(), &["--poll"]);
    preview.hears("ready: ");
    for n in 0..3 {
        // The same length each time: two saves in one second differ in their date alone.
        preview.test.write(
            "content/pages/gioi-thieu.md",
            format!("---\ntitle: Giới thiệu\n---\n\nLần {n}.\n").as_bytes(),
        );
        preview.shows("/gioi-thieu.html", &format!("Lần {n}."));
    }
    preview.test.remove("content/pages/gioi-thieu.md");
    preview.waits("the page to go", || (preview.get("/gioi-thieu.html").status == 404).then_some(()));
}

#[test]
fn a_mistake_is_told_with_its_place_and_the_last_good_site_stays() {
    let preview = Preview::of(PortalTest::small());
    let good = preview.get("/chu-de/hoc.html");
    let mut events = preview.events();
    assert_eq!(events.next()["diagnostics"].as_array().unwrap().len(), 0);
    preview.test.edit("content/topics/hoc.md", "text: ba việc cần làm", "text: bốn việc cần làm");
    let told = events.next()["diagnostics"][0].clone();
    assert_eq!(told["severity"], "error");
    assert_eq!(told["code"], "quote-not-found");
    assert_eq!((told["file"].as_str(), told["line"].as_u64()), (Some("content/topics/hoc.md"), Some(8)));
    assert_eq!(told["marked"], "bốn việc cần làm");
    assert!(told["hint"].as_str().is_some_and(|hint| !hint.is_empty()));
    assert_eq!(preview.get("/chu-de/hoc.html").body, good.body);
    preview.hears("error[quote-not-found]");
    preview.hears("content/topics/hoc.md: 1 error; the last good site stays");
    preview.test.edit("content/topics/hoc.md", "text: bốn việc cần làm", "text: ba việc cần làm");
    assert_eq!(events.next()["diagnostics"].as_array().unwrap().len(), 0);
    preview.hears("mended");
    assert_eq!(preview.get("/chu-de/hoc.html").body, good.body);
}

#[test]
fn a_page_whose_template_breaks_stays_as_it_was() {
    let preview = Preview::of(PortalTest::small());
    let good = preview.get("/gioi-thieu.html");
    let mut events = preview.events();
    events.next();
    let wrong = "{%- extends \"khue/page.html\" %}\n{%- block head %}{{ no.such.value }}{% endblock %}\n";
    preview.test.write("themes/mine/theme.yaml", b"name: mine\n");
    preview.test.write("themes/mine/templates/page.html", wrong.as_bytes());
    preview.test.edit("portal.yaml", "language: vi", "language: vi\ntheme: mine");
    let told = preview.waits("a mistake", || {
        assert_eq!(preview.get("/gioi-thieu.html").body, good.body);
        let told = preview.events().next()["diagnostics"][0].clone();
        told.is_object().then_some(told)
    });
    assert_eq!(
        (told["file"].as_str(), told["line"].as_u64()),
        (Some("themes/mine/templates/page.html"), Some(2))
    );
    preview.hears("error[template]");
    preview.test.write("themes/mine/templates/page.html", b"{%- extends \"khue/page.html\" %}\n");
    preview.waits("all to be well", || {
        preview.events().next()["diagnostics"].as_array().unwrap().is_empty().then_some(())
    });
    assert_eq!(preview.get("/gioi-thieu.html").status, 200);
}

#[test]
fn a_template_that_breaks_is_a_mistake_like_others() {
    let test = PortalTest::small();
    test.edit("portal.yaml", "language: vi", "language: vi\ntheme: mine");
    test.write("themes/mine/theme.yaml", b"name: mine\n");
    let preview = Preview::of(test);
    preview.hears("ready: ");
    let base = "themes/mine/templates/base.html";
    preview
        .test
        .write(base, b"{%- extends \"khue/base.html\" %}{% block extra_body %}{{ nope }}{% endblock %}\n");
    preview.hears("themes/mine/templates/base.html: 1 error; the last good site stays");
    // Nobody has seen this page yet.
    assert_eq!(preview.get("/chu-de/hoc.html").status, 200);
    preview.test.edit("content/topics/hoc.md", "Chủ đề này đọc", "Chủ đề này xem");
    preview.hears("content/topics/hoc.md: 1 error; the last good site stays");
    preview.test.write(base, b"{%- extends \"khue/base.html\" %}\n");
    preview.hears("mended: the portal has no errors any more");
    preview.shows("/chu-de/hoc.html", "Chủ đề này xem");
}

#[test]
fn places_of_a_page_are_found() {
    let preview = Preview::of(PortalTest::small());
    let ask = |page: &str, question: &str| {
        let encoded: String = question.bytes().map(|b| format!("%{b:02X}")).collect();
        let text = preview.get(&format!("/_khue/source?page={page}&q={encoded}")).text();
        let found: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
        let first = &found["places"][0];
        assert!(first.is_object(), "{text}");
        format!("{}:{}", first["file"].as_str().unwrap_or_default(), first["line"])
    };
    let passage = r#"{"chain": [{"tag": "p", "classes": "say"}, {"tag": "div", "id": "p2", "classes": "row"}], "text": "Kết luận 57 nêu ba việc"}"#;
    assert_eq!(ask("/bai-viet/a.html", passage), "seeds/a.txt:5");
    let card = r#"{"chain": [{"tag": "dd"}, {"tag": "dl", "classes": "id"}], "text": "15/6/2023", "label": "Ngày ban hành"}"#;
    assert_eq!(ask("/van-ban/57-kl-tw.html", card), "content/documents/57-kl-tw.yaml:3");
    let text = r#"{"chain": [{"tag": "p"}, {"tag": "div", "classes": "md"}], "text": "Chủ đề này đọc Kết luận số 57-KL/TW cùng A 2."}"#;
    assert_eq!(ask("/hoc/chu-de/hoc.html", text), "content/topics/hoc.md:11");
    let frame = r#"{"chain": [{"tag": "header", "classes": "top"}], "text": ""}"#;
    assert_eq!(ask("/chu-de/hoc.html", frame).split(':').next(), Some("themes/khue/templates/base.html"));
    for wrong in ["/_khue/source", "/_khue/source?page=/&q=x", "/_khue/source?page=..&q=%7B%7D"] {
        assert_eq!(preview.get(wrong).status, 400, "{wrong}");
    }
}

#[test]
fn pages_that_collide_are_told_here_as_in_a_build() {
    let preview = Preview::of(PortalTest::small().with("-- content/people/hoc.yaml --\nname: Học\n"));
    preview.test.edit("portal.yaml", "language: vi", "language: vi\npaths: {topics: chung, people: chung}");
    preview.hears("two pages would be written to `chung/hoc.html`");
}

#[test]
fn what_metadata_says_against_the_seeds_is_told_and_mended() {
    let preview = Preview::of(PortalTest::small());
    let file = "content/documents/57-kl-tw.yaml";
    preview.test.edit(file, "issued: 2023-06-15", "issued: 2023-06-16");
    preview.hears("is dated 2023-06-16 here");
    let mut events = preview.events();
    let told = |event: &serde_json::Value| event["diagnostics"].to_string().contains("date-disagrees");
    assert!(told(&events.next()));
    preview.test.edit(file, "issued: 2023-06-16", "issued: 2023-06-15");
    while told(&events.next()) {}
}

#[test]
fn a_page_in_the_place_of_another_is_told_as_by_a_build() {
    let preview = Preview::of(PortalTest::small());
    preview.hears("ready: ");
    preview.test.write("content/pages/index.md", "---\ntitle: Của tôi\n---\n".as_bytes());
    preview.hears("error[path-collision]");
    preview.test.remove("content/pages/index.md");
    preview.hears("content/pages/index.md: 1 page differs");
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_is_no_text_is_told_and_mended() {
    use std::os::unix::ffi::OsStrExt;
    for (name, options) in [(&b"a\xff.md"[..], &[][..]), (b"a\\b.md", &[]), (b"a\xff.md", &["--poll"])] {
        let preview = Preview::with(PortalTest::small(), options);
        let file = preview.test.root().join("content/topics").join(std::ffi::OsStr::from_bytes(name));
        fs::write(&file, "---\ntitle: A\n---\n").unwrap();
        preview.hears("rename the file");
        fs::remove_file(&file).unwrap();
        preview.hears("mended: the portal has no errors any more");
    }
}

//! What is served: the bytes of a build, with the fields that a browser needs.

use super::preview::Preview;
use crate::harness::PortalTest;

const LINE: &str = "<script src=\"/_khue/preview.js\" defer></script>\n";

#[test]
fn every_file_is_the_one_that_a_build_writes_but_for_one_line() {
    let test = PortalTest::first();
    // What a portal that says so has besides, the preview leaves out: see below.
    test.edit("portal.yaml", "offline: true\n", "");
    let site = test.build();
    let preview = Preview::of(test);
    assert!(site.0.len() > 60, "{site:?}");
    for (path, bytes) in &site.0 {
        let served = preview.get(&format!("/{path}"));
        assert_eq!(served.status, 200, "{path}");
        let served = match path.ends_with(".html") {
            true => {
                let text = served.text();
                assert_eq!(text.matches(LINE).count(), 1, "{path}");
                text.replace(LINE, "").into_bytes()
            }
            false => served.body,
        };
        assert!(served == *bytes, "{path} differs");
    }
}

#[test]
fn a_preview_has_no_worker_and_sends_one_away_that_another_site_left_behind() {
    let test = PortalTest::first();
    let site = test.build();
    let worker = " data-worker=\"sw.js\"";
    assert!(site.text("index.html").contains(worker));
    let preview = Preview::of(test);
    let page = preview.get("/index.html").text();
    assert_eq!(page.replace(LINE, ""), site.text("index.html").replace(worker, ""));
    let served = preview.get("/sw.js");
    assert_eq!((served.status, served.text().contains("unregister")), (200, true));
    assert!(site.text("sw.js") != served.text());
    assert_eq!(preview.get("/offline.json").status, 404);
}

#[test]
fn nothing_is_written() {
    let preview = Preview::of(PortalTest::small());
    preview.shows("/index.html", "Cổng thử");
    preview.test.edit("portal.yaml", "title: Cổng thử", "title: Cổng khác");
    preview.shows("/index.html", "Cổng khác");
    let names: Vec<_> =
        std::fs::read_dir(preview.test.root()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn every_answer_says_what_it_is_and_is_not_kept() {
    let preview = Preview::of(PortalTest::small());
    for (path, status, kind) in [
        ("/", 200, "text/html; charset=utf-8"),
        ("/bai-viet/a.html", 200, "text/html; charset=utf-8"),
        ("/assets/portal.css", 200, "text/css; charset=utf-8"),
        ("/assets/portal.js?v=1", 200, "text/javascript; charset=utf-8"),
        ("/assets/mark.svg", 200, "image/svg+xml; charset=utf-8"),
        ("/feed.xml", 200, "application/xml; charset=utf-8"),
        ("/data/pages.ndjson", 200, "application/x-ndjson; charset=utf-8"),
        ("/timeline.ics", 200, "text/calendar; charset=utf-8"),
        ("/nothing.html", 404, "text/html; charset=utf-8"),
        ("/_khue/preview.js", 200, "text/javascript; charset=utf-8"),
        ("/_khue/preview.css", 200, "text/css; charset=utf-8"),
        ("/_khue/nothing", 404, "text/plain; charset=utf-8"),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.field("content-type")), (status, kind), "{path}");
        assert_eq!(answer.field("cache-control"), "no-store", "{path}");
        assert_eq!(answer.field("x-content-type-options"), "nosniff", "{path}");
        assert!(answer.field("content-security-policy").starts_with("default-src 'self';"), "{path}");
    }
    let missing = preview.get("/nothing.html");
    assert!(missing.text().contains("href=\"/hoc/"), "it is 404.html: {}", missing.text());
}

#[test]
fn a_file_of_the_theme_that_is_like_a_page_is_served_as_it_is() {
    let test = PortalTest::small().with("-- themes/khue/assets/demo.html --\n<p>x</p>\n");
    let preview = Preview::of(test);
    let answer = preview.get("/assets/demo.html");
    assert_eq!((answer.status, answer.text()), (200, "<p>x</p>\n".to_owned()));
    assert_eq!(preview.get("/assets/other.html").status, 404);
}

#[test]
fn folders_have_an_index_and_no_listing() {
    let preview = Preview::of(PortalTest::small());
    let moved = preview.get("/bai-viet?x=1");
    assert_eq!((moved.status, moved.field("location")), (307, "/bai-viet/?x=1"));
    assert_eq!(preview.get("/bai-viet/").body, preview.get("/bai-viet/index.html").body);
    for path in ["/assets/", "/assets", "/data/", "/seeds/", "/content/"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
}

#[test]
fn folders_of_former_addresses_and_of_an_author_s_files_are_found() {
    let test = PortalTest::small();
    test.edit("content/topics/hoc.md", "---\ntitle:", "---\nredirect_from: [cu]\ntitle:");
    test.write("static/trinh-bay/index.html", b"x");
    let preview = Preview::of(test);
    for folder in ["/cu", "/trinh-bay"] {
        let moved = preview.get(folder);
        assert_eq!((moved.status, moved.field("location")), (307, &*format!("{folder}/")));
        assert_eq!(preview.get(&format!("{folder}/")).status, 200);
    }
}

#[test]
fn pretty_addresses_work() {
    let preview =
        Preview::of(PortalTest::small().with("-- portal.yaml --\ntitle: Cổng thử\npretty_urls: true\n"));
    assert_eq!(preview.get("/bai-viet/a/").status, 200);
    let moved = preview.get("/bai-viet/a");
    assert_eq!((moved.status, moved.field("location")), (307, "/bai-viet/a/"));
}

#[test]
fn the_site_also_stands_below_the_path_of_its_address() {
    let preview = Preview::of(PortalTest::small());
    assert_eq!(preview.get("/hoc/index.html").body, preview.get("/").body);
    assert_eq!(preview.get("/hoc/assets/portal.css").status, 200);
    let moved = preview.get("/hoc");
    assert_eq!((moved.status, moved.field("location")), (307, "/hoc/"));
    assert_eq!(preview.get("/hoc/hoc/index.html").status, 404);
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let preview = Preview::of(PortalTest::small());
    let first = preview.get("/index.html");
    let tag = first.field("etag");
    assert!(tag.starts_with('"') && tag.len() == 34, "{tag}");
    let again = preview.ask("GET", "/index.html", &[("If-None-Match", &format!("\"x\", W/{tag}"))]);
    assert_eq!((again.status, again.body.len(), again.field("etag")), (304, 0, tag));
    preview.test.edit("portal.yaml", "title: Cổng thử", "title: Cổng khác");
    preview.shows("/index.html", "Cổng khác");
    assert_eq!(preview.ask("GET", "/index.html", &[("If-None-Match", tag)]).status, 200);
}

#[test]
fn a_part_of_a_file_is_served() {
    let preview = Preview::of(PortalTest::small());
    let whole = preview.get("/assets/portal.css");
    let part = preview.ask("GET", "/assets/portal.css", &[("Range", "bytes=10-19")]);
    assert_eq!((part.status, &part.body[..]), (206, &whole.body[10..20]));
    assert_eq!(part.field("content-range"), format!("bytes 10-19/{}", whole.body.len()));
    let head = preview.ask("HEAD", "/assets/portal.css", &[("Range", "bytes=10-19")]);
    assert_eq!((head.status, head.field("content-range")), (200, ""));
    let wrong = preview.ask("GET", "/assets/portal.css", &[("Range", "bytes=99999999-")]);
    assert_eq!(
        (wrong.status, wrong.field("content-range")),
        (416, &*format!("bytes */{}", whole.body.len()))
    );
    let stale = preview.ask("GET", "/assets/portal.css", &[("Range", "bytes=10-19"), ("If-Range", "\"x\"")]);
    assert_eq!((stale.status, stale.body.len()), (200, whole.body.len()));
}

#[test]
fn head_is_get_without_content() {
    let preview = Preview::of(PortalTest::small());
    let (head, get) = (preview.ask("HEAD", "/", &[]), preview.get("/"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.field("content-length"), get.body.len().to_string());
    assert_eq!(head.field("etag"), get.field("etag"));
}

#[test]
fn drafts_are_shown_when_asked_for() {
    let draft = "-- content/pages/draft.md --\n---\ntitle: Nháp\ndraft: true\n---\n\nx\n";
    assert_eq!(Preview::of(PortalTest::small().with(draft)).get("/draft.html").status, 404);
    assert_eq!(Preview::with(PortalTest::small().with(draft), &["--drafts"]).get("/draft.html").status, 200);
}

//! Where the pages and files of a site stand, and which may not stand side by side.

use crate::harness::{PortalTest, Site};
use expect_test::{Expect, expect};

/// Files of every site whatever its language.
const COMMON: &[&str] = &[
    ".nojekyll",
    "404.html",
    "assets/code.css",
    "assets/mark.svg",
    "assets/portal.css",
    "assets/portal.js",
    "assets/search.js",
    "data/articles.ndjson",
    "data/documents.ndjson",
    "data/events.ndjson",
    "data/organisations.ndjson",
    "data/pages.ndjson",
    "data/people.ndjson",
    "data/portal.json",
    "data/timeline.ndjson",
    "data/topics.ndjson",
    "feed.xml",
    "index.html",
    "robots.txt",
    "search/index.js",
    "search/reader.js",
    "sitemap.xml",
    "timeline.ics",
];

/// The paths of a site without those that every site has; the index's files bear names of their content.
fn own_paths(site: &Site) -> String {
    let is_own = |path: &&str| !COMMON.contains(path) && !is_of_the_index(path);
    site.paths().into_iter().filter(is_own).collect::<Vec<_>>().join("\n")
}

/// Whether a file is one of the index, whose names come from their content.
pub fn is_of_the_index(path: &str) -> bool {
    path.starts_with("search/") && path != "search/reader.js"
}

fn check_paths(more: &str, expected: Expect) {
    let test = PortalTest::small();
    let portal = format!("title: Cổng\nbase_url: https://a.example/\n{more}");
    test.write("portal.yaml", portal.as_bytes());
    let site = test.build();
    for path in COMMON {
        assert!(site.0.contains_key(*path), "no {path} in {site:?}");
    }
    expected.assert_eq(&own_paths(&site));
}

#[test]
fn folders_are_vietnamese_by_default() {
    check_paths(
        "",
        expect![[r#"
            .khue-seeds
            anki.txt
            assets/self-test.js
            bai-viet/a.html
            bai-viet/index.html
            calendar/document-57-kl-tw.ics
            calendar/event-hop.ics
            chu-de/hoc.html
            chu-de/index.html
            cite/articles/a.bib
            cite/articles/a.csl.json
            cite/articles/a.ris
            cite/documents/57-kl-tw.bib
            cite/documents/57-kl-tw.csl.json
            cite/documents/57-kl-tw.ris
            cite/portal.bib
            cite/portal.csl.json
            cite/portal.ris
            data/questions.ndjson
            data/schema/articles.json
            data/schema/documents.json
            data/schema/events.json
            data/schema/organisations.json
            data/schema/pages.json
            data/schema/people.json
            data/schema/portal.json
            data/schema/questions.json
            data/schema/terms.json
            data/schema/timeline.json
            data/schema/topics.json
            data/terms.ndjson
            dong-thoi-gian.html
            gioi-thieu.html
            nguoi-to-chuc.html
            nhan-vat/nguyen-van-a.html
            on-tap.html
            portal.epub
            so-do.html
            su-kien/hop.html
            tim-kiem.html
            to-chuc/bo-chinh-tri.html
            van-ban/57-kl-tw.html
            van-ban/index.html"#]],
    );
}

#[test]
fn folders_are_english_in_an_english_portal() {
    check_paths(
        "language: en\n",
        expect![[r#"
            .khue-seeds
            anki.txt
            articles/a.html
            articles/index.html
            assets/self-test.js
            calendar/document-57-kl-tw.ics
            calendar/event-hop.ics
            cite/articles/a.bib
            cite/articles/a.csl.json
            cite/articles/a.ris
            cite/documents/57-kl-tw.bib
            cite/documents/57-kl-tw.csl.json
            cite/documents/57-kl-tw.ris
            cite/portal.bib
            cite/portal.csl.json
            cite/portal.ris
            data/questions.ndjson
            data/schema/articles.json
            data/schema/documents.json
            data/schema/events.json
            data/schema/organisations.json
            data/schema/pages.json
            data/schema/people.json
            data/schema/portal.json
            data/schema/questions.json
            data/schema/terms.json
            data/schema/timeline.json
            data/schema/topics.json
            data/terms.ndjson
            documents/57-kl-tw.html
            documents/index.html
            events/hop.html
            gioi-thieu.html
            map.html
            organisations/bo-chinh-tri.html
            people-and-organisations.html
            people/nguyen-van-a.html
            portal.epub
            search.html
            self-test.html
            timeline.html
            topics/hoc.html
            topics/index.html"#]],
    );
}

#[test]
fn pretty_addresses_are_folders() {
    check_paths(
        "pretty_urls: true\n",
        expect![[r#"
            .khue-seeds
            anki.txt
            assets/self-test.js
            bai-viet/a/index.html
            bai-viet/index.html
            calendar/document-57-kl-tw.ics
            calendar/event-hop.ics
            chu-de/hoc/index.html
            chu-de/index.html
            cite/articles/a.bib
            cite/articles/a.csl.json
            cite/articles/a.ris
            cite/documents/57-kl-tw.bib
            cite/documents/57-kl-tw.csl.json
            cite/documents/57-kl-tw.ris
            cite/portal.bib
            cite/portal.csl.json
            cite/portal.ris
            data/questions.ndjson
            data/schema/articles.json
            data/schema/documents.json
            data/schema/events.json
            data/schema/organisations.json
            data/schema/pages.json
            data/schema/people.json
            data/schema/portal.json
            data/schema/questions.json
            data/schema/terms.json
            data/schema/timeline.json
            data/schema/topics.json
            data/terms.ndjson
            dong-thoi-gian/index.html
            gioi-thieu/index.html
            nguoi-to-chuc/index.html
            nhan-vat/nguyen-van-a/index.html
            on-tap/index.html
            portal.epub
            so-do/index.html
            su-kien/hop/index.html
            tim-kiem/index.html
            to-chuc/bo-chinh-tri/index.html
            van-ban/57-kl-tw/index.html
            van-ban/index.html"#]],
    );
}

#[test]
fn folders_can_be_named_by_the_portal() {
    check_paths(
        "paths:\n  articles: doc/bai\n  documents: vb\n  timeline: moc\n",
        expect![[r#"
            .khue-seeds
            anki.txt
            assets/self-test.js
            calendar/document-57-kl-tw.ics
            calendar/event-hop.ics
            chu-de/hoc.html
            chu-de/index.html
            cite/articles/a.bib
            cite/articles/a.csl.json
            cite/articles/a.ris
            cite/documents/57-kl-tw.bib
            cite/documents/57-kl-tw.csl.json
            cite/documents/57-kl-tw.ris
            cite/portal.bib
            cite/portal.csl.json
            cite/portal.ris
            data/questions.ndjson
            data/schema/articles.json
            data/schema/documents.json
            data/schema/events.json
            data/schema/organisations.json
            data/schema/pages.json
            data/schema/people.json
            data/schema/portal.json
            data/schema/questions.json
            data/schema/terms.json
            data/schema/timeline.json
            data/schema/topics.json
            data/terms.ndjson
            doc/bai/a.html
            doc/bai/index.html
            gioi-thieu.html
            moc.html
            nguoi-to-chuc.html
            nhan-vat/nguyen-van-a.html
            on-tap.html
            portal.epub
            so-do.html
            su-kien/hop.html
            tim-kiem.html
            to-chuc/bo-chinh-tri.html
            vb/57-kl-tw.html
            vb/index.html"#]],
    );
}

#[test]
fn every_address_form_has_only_links_that_lead_somewhere() {
    for more in ["", "language: en\n", "pretty_urls: true\n", "paths: {articles: doc/bai, pages: trang}\n"] {
        let test = PortalTest::small();
        test.write("portal.yaml", format!("title: Cổng\nbase_url: https://a.example/b/\n{more}").as_bytes());
        test.run(&["check", "--strict"]).done();
    }
}

#[test]
fn two_kinds_in_one_folder_may_not_collide() {
    let test = PortalTest::small().with("-- content/people/hoc.yaml --\nname: Học\n");
    test.edit("portal.yaml", "language: vi", "language: vi\npaths: {topics: chung, people: chung}");
    let run = test.run(&["build"]).ended(1);
    assert!(run.stderr.contains("path-collision") && run.stderr.contains("chung/hoc.html"), "{}", run.stderr);
    assert!(run.stderr.contains("`content/people/hoc.yaml` and `content/topics/hoc.md`"), "{}", run.stderr);
}

/// Build and check end with one mistake, this one at this place; a build writes nothing.
fn check_misplaced(test: &PortalTest, code: &str, place: &str, message: &str) {
    for command in ["build", "check"] {
        let run = test.run(&[command]).ended(1);
        assert!(run.stderr.contains(&format!("error[{code}]: ")), "{command}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("--> {place}")), "{command}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{command}: {}", run.stderr);
        assert_eq!(run.stderr.matches("error[").count(), 1, "{command}: {}", run.stderr);
        assert!(run.site.0.is_empty(), "{command}: something was written");
    }
}

#[test]
fn folders_of_pages_differ_by_more_than_letter_case() {
    let with = |keys: &str| {
        let test = PortalTest::small();
        test.edit("portal.yaml", "language: vi", &format!("language: vi\n{keys}"));
        test
    };
    let message = "on some systems `Bai-Viet/index.html` (the site's own page `topics`) and `bai-viet/index.html` (the site's own page `articles`)";
    check_misplaced(&with("paths: {topics: Bai-Viet}"), "path-collision", "portal.yaml:4:1", message);
    let test = with("pretty_urls: true\npaths: {topics: Tim-Kiem.html}");
    let message = "on some systems `Tim-Kiem/index.html` (the site's own page `topics`) and `tim-kiem/index.html` (the site's own page `search`)";
    check_misplaced(&test, "path-collision", "portal.yaml:5:1", message);
}

#[test]
fn names_are_no_longer_than_file_systems_take() {
    let test = PortalTest::small();
    test.edit(
        "portal.yaml",
        "language: vi",
        &format!("language: vi\npaths: {{topics: {}}}", "q".repeat(256)),
    );
    check_misplaced(&test, "unknown-value", "portal.yaml:4:1", "its path has a name of more than 255 bytes");
    let test = PortalTest::small();
    let folder = vec!["q"; 400].join("/");
    test.edit("portal.yaml", "language: vi", &format!("language: vi\npaths: {{topics: {folder}}}"));
    check_misplaced(&test, "unknown-value", "portal.yaml:4:1", "its path has more than 768 bytes");
    for length in [247, 250] {
        let article = format!("content/articles/{}.md", "q".repeat(length));
        let test = PortalTest::small();
        test.write(&article, b"---\ntitle: Q\nsiglum: Q\n---\n\nQ\n");
        check_misplaced(&test, "invalid-id", &article, "its path has a name of more than 255 bytes");
    }
    let test = PortalTest::small();
    test.write(&format!("content/articles/{}.md", "q".repeat(246)), b"---\ntitle: Q\nsiglum: Q\n---\n\nQ\n");
    test.run(&["build"]).done();
}

#[test]
fn a_page_in_anothers_place_is_told_without_the_links_that_it_breaks() {
    let test = PortalTest::small()
        .with("-- content/articles/index.md --\n---\ntitle: Mục\nsiglum: M\n---\n\nMột.\n");
    check_misplaced(
        &test,
        "path-collision",
        "content/articles/index.md",
        "is a page that the site has already",
    );
}

#[test]
fn a_page_may_not_stand_in_the_place_of_one_that_every_site_has() {
    let test = PortalTest::small().with("-- content/pages/index.md --\n---\ntitle: Của tôi\n---\n");
    let run = test.run(&["build"]).ended(1);
    assert!(run.stderr.contains("`index.html` is a page that the site has already"), "{}", run.stderr);
    assert!(run.stderr.contains("--> content/pages/index.md"), "{}", run.stderr);
}

//! `khue build` and `khue clean`: which files come out, what is written again, how a run ends.

use crate::harness::{PortalTest, Site, folder_files};
use crate::paths::is_of_the_index;
use expect_test::{Expect, expect};
use std::fs;
use std::time::SystemTime;

#[test]
fn the_first_portal_builds_without_a_warning() {
    let test = PortalTest::first();
    let run = test.run(&["build", "--strict"]).done();
    assert_eq!(run.stdout, "");
    assert_eq!(run.stderr.lines().count(), 1, "only the closing line: {}", run.stderr);
    let counts =
        &serde_json::from_str::<serde_json::Value>(run.site.text("data/portal.json")).unwrap()["counts"];
    let count = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!((count("articles"), count("topics"), count("events")), (5, 8, 3));
    test.run(&["check", "--strict"]).done();
}

#[test]
fn outputs_besides_pages_can_be_chosen() {
    let test = PortalTest::small();
    test.edit("portal.yaml", "language: vi", "formats: [robots]");
    let site = test.build();
    let paths = site.paths();
    assert!(paths.contains(&"robots.txt") && paths.contains(&".nojekyll"));
    for absent in ["feed.xml", "sitemap.xml", "timeline.ics", "data/articles.ndjson"] {
        assert!(!paths.contains(&absent), "{absent}");
    }
    assert!(!site.text("robots.txt").contains("Sitemap"));
    assert!(!site.text("index.html").contains("feed.xml"), "no link to a feed that is not there");
}

#[test]
fn only_outputs_that_name_absolute_addresses_need_one() {
    let test = PortalTest::small();
    test.edit("portal.yaml", "base_url: https://cong.example/hoc/\n", "");
    let site = test.build();
    assert!(!site.0.contains_key("feed.xml") && !site.0.contains_key("sitemap.xml"));
    assert!(site.0.contains_key("timeline.ics") && site.0.contains_key("data/articles.ndjson"));
    test.run(&["check", "--strict"]).done();
}

/// Modification times, by path.
fn times(test: &PortalTest) -> Vec<(String, SystemTime)> {
    let output = test.root().join("output");
    let time = |path: &String| fs::metadata(output.join(path)).unwrap().modified().unwrap();
    folder_files(&output).into_keys().map(|path| (path.clone(), time(&path))).collect()
}

#[test]
fn a_second_build_writes_nothing() {
    let test = PortalTest::small();
    test.build();
    // The manifest is no file of the site: it may note anew what the site was made from.
    let times = || times(&test).into_iter().filter(|(path, _)| path != ".khue-manifest").collect::<Vec<_>>();
    let before = times();
    let run = test.run(&["build"]).done();
    let all = format!(" 0 written, {} unchanged, 0 removed", before.len());
    assert!(run.stderr.contains(&all), "{}", run.stderr);
    assert_eq!(times(), before);
}

/// What changes in the site when `from` in `path` becomes `to`; what is not named is not even written again.
fn check_edit(path: &str, from: &str, to: &str, expected: Expect) {
    let test = PortalTest::small();
    let before = test.build();
    let old = times(&test);
    test.edit(path, from, to);
    let after = test.build();
    let changed = after.changes_from(&before);
    let pages = changed.split(' ').filter(|change| !is_of_the_index(&change[1..]));
    expected.assert_eq(&pages.collect::<Vec<_>>().join(" "));
    let old: std::collections::BTreeMap<String, SystemTime> = old.into_iter().collect();
    for (path, time) in times(&test) {
        let named = changed.split(' ').any(|change| change[1..] == path) || path == ".khue-manifest";
        assert_eq!(old.get(&path) == Some(&time), !named, "{path}");
    }
}

#[test]
fn an_edit_of_a_pages_text_rewrites_that_page() {
    check_edit(
        "content/pages/gioi-thieu.md",
        "Cổng này",
        "Cổng nhỏ",
        expect!["~chu-de/hoc.html ~gioi-thieu.html ~portal.epub"],
    );
}

#[test]
fn an_edit_of_a_persons_name_rewrites_what_names_the_person() {
    check_edit(
        "content/people/nguyen-van-a.yaml",
        "Nguyễn Văn A",
        "Văn A",
        expect![
            "~bai-viet/a.html ~data/articles.ndjson ~data/pages.ndjson ~data/people.ndjson ~nguoi-to-chuc.html ~nhan-vat/nguyen-van-a.html ~portal.epub ~tim-kiem.html"
        ],
    );
}

#[test]
fn a_removed_article_takes_its_page_away() {
    let test = PortalTest::small()
        .with("-- seeds/b.txt --\nHai\n-- content/articles/b.yaml --\nseed: b.txt\ntitle: Bài hai\n");
    let before = test.build();
    assert!(before.0.contains_key("bai-viet/b.html"));
    test.remove("content/articles/b.yaml");
    test.remove("seeds/b.txt");
    let run = test.run(&["build"]).done();
    assert!(!run.stderr.contains(" 0 removed"), "{}", run.stderr);
    assert!(!run.site.0.contains_key("bai-viet/b.html"));
    assert!(run.site.pages().iter().all(|page| !page.text("main").contains("Bài hai")));
}

#[test]
fn files_that_no_build_wrote_stay() {
    let test = PortalTest::small();
    let foreign =
        [("output/CNAME", "a.example"), ("output/bai-viet/ghi-chu.txt", "x"), ("output/.gitignore", "*")];
    for (path, text) in foreign {
        test.write(path, text.as_bytes());
    }
    test.build();
    test.edit("content/articles/a.yaml", "title: Bài thứ nhất", "title: Bài khác");
    test.build();
    for (path, text) in foreign {
        assert_eq!(fs::read_to_string(test.root().join(path)).unwrap(), text, "{path}");
    }
    let run = test.run(&["clean"]).done();
    assert_eq!(run.site.paths(), [".gitignore", "CNAME", "bai-viet/ghi-chu.txt"]);
    assert!(run.stderr.contains("3 files stay that no build wrote"), "{}", run.stderr);
}

#[test]
fn a_page_that_somebody_edited_is_written_anew() {
    let test = PortalTest::small();
    let site = test.build();
    test.write("output/index.html", b"torn");
    test.remove("output/404.html");
    assert_eq!(test.build(), site);
}

#[test]
fn clean_removes_the_whole_site_and_nothing_twice() {
    let test = PortalTest::small();
    test.build();
    let run = test.run(&["clean"]).done();
    assert_eq!(run.site, Site::default());
    assert!(!test.root().join("output").exists());
    test.run(&["clean"]).done();
    assert!(test.root().join("portal.yaml").exists() && test.root().join("seeds/a.txt").exists());
}

#[test]
fn the_site_can_be_written_elsewhere() {
    let test = PortalTest::small();
    let site = test.build();
    for folder in ["xuất bản", "a/b/c"] {
        let folder = test.beside(folder);
        test.run(&["build", "-o", folder.to_str().unwrap()]).done();
        assert_eq!(Site::read(&folder), site);
    }
    let from_elsewhere = test.beside("khác");
    let root = test.root();
    let mut command = test.command(&[
        "build".as_ref(),
        "--root".as_ref(),
        root.as_os_str(),
        "-o".as_ref(),
        from_elsewhere.as_os_str(),
    ]);
    assert!(command.current_dir("/").output().unwrap().status.success());
    assert_eq!(Site::read(&from_elsewhere), site);
}

#[test]
fn the_command_line_can_say_where_the_site_will_stand() {
    let test = PortalTest::small();
    for url in ["https://khac.example/a/b", "https://khac.example/a/b/"] {
        let site = test.build_with(&["-u", url]);
        assert!(
            site.text("sitemap.xml").contains("<loc>https://khac.example/a/b/bai-viet/a.html</loc>"),
            "{url}"
        );
        let canonical = site.page("bai-viet/a.html").attributes("link[rel=canonical]", "href");
        assert_eq!(canonical, ["https://khac.example/a/b/bai-viet/a.html"]);
        assert!(
            site.0.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("cong.example")),
            "{url}"
        );
    }
}

#[test]
fn drafts_are_hidden_unless_asked_for() {
    let test = PortalTest::small().with(
        "-- content/topics/nhap.md --\n---\ntitle: Bản nháp\ndraft: true\n---\nĐọc [[57-KL/TW]].\n\
         -- content/people/nguyen-van-b.yaml --\nname: Nguyễn Văn B\ndraft: true\n",
    );
    let public = test.build();
    assert!(public.0.values().all(|bytes| {
        let text = String::from_utf8_lossy(bytes);
        !text.contains("Bản nháp") && !text.contains("Nguyễn Văn B") && !text.contains("nhap.html")
    }));
    let own = test.build_with(&["--drafts"]);
    assert!(own.0.contains_key("chu-de/nhap.html") && own.0.contains_key("nhan-vat/nguyen-van-b.html"));
    assert!(own.page("van-ban/57-kl-tw.html").text("main").contains("Bản nháp"));
    assert_eq!(test.build(), public);
}

/// The exit status of `khue ARGS` on the smallest portal with `more` files, and a part of what it says.
fn check_status(more: &str, args: &[&str], status: i32, says: &str) {
    let run = PortalTest::small().with(more).run(args).ended(status);
    let said = run.stdout + &run.stderr;
    assert!(said.contains(says), "{args:?} says {said:?}");
}

#[test]
fn exit_statuses_are_as_promised() {
    let warning = "-- seeds/thua.txt --\nThừa\n";
    let error = "-- content/people/x.yaml --\nnmae: X\n";
    check_status("", &["build"], 0, "17 pages");
    check_status("", &["check"], 0, "all is well");
    check_status("", &["--help"], 0, "Usage");
    check_status("", &["--version"], 0, "khue ");
    check_status(warning, &["build"], 0, "unused-seed");
    check_status(warning, &["check"], 0, "1 warning");
    check_status(warning, &["build", "--strict"], 1, "nothing was written");
    check_status(warning, &["check", "--strict"], 1, "unused-seed");
    check_status(error, &["build"], 1, "nothing was written: 1 error");
    check_status(error, &["check"], 1, "did you mean `name`?");
    check_status("", &[], 2, "Usage");
    check_status("", &["bulid"], 2, "build");
    for jobs in ["0", "257", "65535"] {
        check_status("", &["build", "--jobs", jobs], 2, "--jobs");
    }
    check_status("", &["check", "--external", "--external-timeout", "65535"], 0, "all is well");
    check_status("", &["build", "--format", "xml"], 2, "sarif");
    for address in ["javascript:alert(1)", "https://a.example/?b#c", "https://"] {
        check_status("", &["build", "-u", address], 2, "https://");
    }
    check_status("", &["build", "-o", "content"], 2, "builds only read");
    check_status("", &["build", "-o", "."], 2, "the portal itself");
    check_status("", &["build", "-o", "/"], 2, "root of the file system");
    check_status("", &["explain", "nothing-like-it"], 2, "neither a code nor a reference");
    check_status("", &["build", "--root", "khong-co"], 3, "khong-co");
    check_status("", &["mentions", "khong-co.txt"], 3, "khong-co.txt");
}

#[test]
fn a_folder_without_portal_yaml_says_what_a_portal_is() {
    let test = PortalTest::new("-- seeds/a.txt --\nMột\n");
    let run = test.run(&["build"]).ended(1);
    assert!(run.stderr.contains("no portal") && run.stderr.contains("--root"), "{}", run.stderr);
}

#[test]
fn an_output_below_a_file_is_refused_and_a_system_that_takes_no_files_is_a_machine_failure() {
    let test = PortalTest::small();
    let run = test.run(&["build", "-o", "portal.yaml/site"]).ended(2);
    assert!(run.stderr.contains("is a file"), "{}", run.stderr);
    // The kernel's own folders take no files, not even root's.
    if cfg!(target_os = "linux") {
        let run = test.run(&["build", "-o", "/proc/khue-site"]).ended(3);
        assert!(run.stderr.contains("/proc/"), "{}", run.stderr);
    }
}

#[test]
fn the_page_of_a_draft_says_so() {
    let test = PortalTest::small();
    let marked = |site: &Site| -> Vec<String> {
        let pages = site.pages().into_iter().filter(|page| !page.all("main > .draft").is_empty());
        pages.map(|page| page.path).collect()
    };
    test.edit("content/people/nguyen-van-a.yaml", "name:", "draft: true\nname:");
    test.edit("content/pages/gioi-thieu.md", "title:", "draft: true\ntitle:");
    let site = test.build_with(&["--drafts"]);
    assert_eq!(marked(&site), ["gioi-thieu.html", "nhan-vat/nguyen-van-a.html"]);
    assert_eq!(site.page("gioi-thieu.html").attributes("meta[name=robots]", "content"), ["noindex"]);
    assert!(site.page("chu-de/hoc.html").all("meta[name=robots]").is_empty());
    assert_eq!(marked(&test.build()), [""; 0]);
}

#[test]
fn parts_of_a_list_stand_beside_things_with_numbers_for_names() {
    let mut more = String::new();
    for n in 1..=101 {
        more.push_str(&format!(
            "-- content/documents/{n}.yaml --\ntype: Kết luận\nnumber: {n}-KL/TH\nissued: 2020-01-02\n"
        ));
    }
    for pretty in ["", "pretty_urls: true\n"] {
        let portal = PortalTest::small().with(&more);
        portal.edit("portal.yaml", "language: vi\n", &format!("language: vi\n{pretty}"));
        portal.run(&["check"]).ended(0);
    }
}

#[test]
fn a_long_list_of_people_has_several_pages() {
    let people: String =
        (100..350).map(|n| format!("-- content/people/p{n}.yaml --\nname: Trần Văn N{n}\n")).collect();
    let more: String =
        (0..120).map(|n| format!("-- content/organisations/t{n}.yaml --\nname: Tổ {n}\n")).collect();
    let site = PortalTest::small().with(&(people + &more)).build();
    let shown = |number: &str| {
        let page = site.page(&format!("nguoi-to-chuc{number}.html"));
        let rows = |kind: &str| page.all(&format!("main [id^='{kind}-']")).len();
        [rows("person"), rows("organisation")]
    };
    // The small portal has one of each.
    assert_eq!(["", ".2", ".3"].map(shown), [[100, 100], [100, 21], [51, 0]]);
    let page = site.page("nguoi-to-chuc.html");
    assert_eq!(page.attributes("nav.pager a", "href"), ["nguoi-to-chuc.2.html"]);
    assert!(page.text("main").contains("Nguyễn Văn A"), "who is named in an article comes first");
    assert_eq!(
        site.page("nguoi-to-chuc.3.html").all("main section[aria-labelledby='_organisations']").len(),
        0
    );
}

#[test]
fn an_empty_seed_and_an_empty_title_are_told_of() {
    let portal = PortalTest::small();
    portal.write("seeds/a.txt", b"");
    let found = portal.run(&["build", "--format", "json"]).ended(1).json();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "empty-article");
    let portal = PortalTest::small();
    portal.edit("content/topics/hoc.md", "title: Việc học", "title: ''");
    let found = portal.run(&["build", "--format", "json"]).ended(1).json();
    assert_eq!(found[0]["code"], "missing-key", "{found:?}");
}

#[test]
fn a_name_that_two_people_bear_is_warned_of() {
    let portal = PortalTest::small();
    portal.write("content/people/hai.yaml", "name: Trần B\naliases: [Nguyễn Văn A]\n".as_bytes());
    let found = portal.run(&["build", "--format", "json"]).ended(0).json();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "duplicate-name");
}

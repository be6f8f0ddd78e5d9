//! Former addresses of pages, which lead on to where these stand now.

use crate::harness::{PortalTest, told};

/// The small portal, whose page on a topic stood at these addresses before.
fn portal(former: &str) -> PortalTest {
    let test = PortalTest::small();
    test.edit(
        "content/topics/hoc.md",
        "title: Việc học\n",
        &format!("title: Việc <học>\nredirect_from: {former}\n"),
    );
    test
}

#[test]
fn a_former_address_leads_on() {
    let check = |settings: &str, now: &str| {
        let test = portal("[cu.html, 2020/cu/, '2020/b%C3%A0i', chu-de/cu.html]");
        test.edit("portal.yaml", "language: vi\n", &format!("language: vi\n{settings}"));
        let site = test.build();
        for (file, up) in [
            ("cu.html", ""),
            ("2020/cu/index.html", "../../"),
            ("2020/bài/index.html", "../../"),
            ("chu-de/cu.html", "../"),
        ] {
            let page = site.page(file);
            assert_eq!(page.attributes("meta[http-equiv=refresh]", "content"), [format!("0; url={up}{now}")]);
            assert_eq!(page.attributes("main a", "href"), [format!("{up}{now}")]);
            assert_eq!(
                page.attributes("link[rel=canonical]", "href"),
                [format!("https://cong.example/hoc/{now}")]
            );
            assert_eq!([page.text("title"), page.text("main a")], ["Việc <học>", "Việc <học>"]);
            assert!(page.all("script, link[rel=stylesheet]").is_empty());
            assert!(
                !site.text("sitemap.xml").contains(file) && !site.text("data/pages.ndjson").contains(file)
            );
        }
        assert_eq!(told(&test.diagnostics()), "", "links are followed on those pages too");
    };
    check("", "chu-de/hoc.html");
    check("pretty_urls: true\n", "chu-de/hoc/");
}

#[test]
fn what_has_a_page_may_have_stood_elsewhere() {
    let test = PortalTest::small();
    for (n, path) in [
        "content/articles/a.yaml",
        "content/documents/57-kl-tw.yaml",
        "content/events/hop.yaml",
        "content/people/nguyen-van-a.yaml",
        "content/organisations/bo-chinh-tri.yaml",
    ]
    .iter()
    .enumerate()
    {
        let text = std::fs::read_to_string(test.root().join(path)).unwrap();
        test.write(path, format!("redirect_from: [cu/{n}.html]\n{text}").as_bytes());
    }
    test.edit("content/pages/gioi-thieu.md", "title:", "redirect_from: [cu/5.html]\ntitle:");
    let site = test.build();
    let leads = |n: usize| site.page(&format!("cu/{n}.html")).attributes("main a", "href").remove(0);
    assert_eq!(
        [0, 1, 2, 3, 4, 5].map(leads),
        [
            "../bai-viet/a.html",
            "../van-ban/57-kl-tw.html",
            "../su-kien/hop.html",
            "../nhan-vat/nguyen-van-a.html",
            "../to-chuc/bo-chinh-tri.html",
            "../gioi-thieu.html"
        ]
    );
}

#[test]
fn an_address_that_is_none_is_an_error_at_its_place() {
    let check = |former: &str, expected: &str| assert_eq!(told(&portal(former).diagnostics()), expected);
    check(
        "[cu.html, /cu.html]",
        "invalid-address content/topics/hoc.md:3:26 `/cu.html` is no address below that of the site\n  = write what follows the site's own address, such as `cu.html`",
    );
    check(
        "[feed.rss]",
        "invalid-address content/topics/hoc.md:3:17 `feed.rss` is no address below that of the site\n  = only pages lead on: an address ends in `.html` or `/`",
    );
}

#[test]
fn a_page_that_is_there_is_not_led_away_from() {
    let check = |former: &str, words: &str| {
        let test = portal(former);
        test.write("static/anh/index.html", b"x");
        let said = told(&test.diagnostics());
        assert!(said.starts_with("path-collision ") && said.contains(words), "{said}");
        assert!(test.run(&["build"]).ended(1).site.0.is_empty());
    };
    check(
        "[index.html]",
        "3:17 `index.html` is the address of a file that the site has (the site's own page `home`)",
    );
    check(
        "[chu-de/hoc.html]",
        "3:17 `chu-de/hoc.html` is the address of a file that the site has (`content/topics/hoc.md`)",
    );
    check(
        "[bai-viet/a.html]",
        "3:17 `bai-viet/a.html` is the address of a file that the site has (`content/articles/a.yaml`)",
    );
    check("[cu.html, cu.html]", "3:26 `cu.html` is said twice to be a former address");
    check(
        "[anh/]",
        "3:17 `anh/index.html` is the address of a file that the site has (`static/anh/index.html`)",
    );
    check(
        "[Cu.html, cu.html]",
        "3:17 on some systems the former address `Cu.html` would stand in the place of `cu.html`",
    );
    check("[chu-de/Hoc.html]", "would stand in the place of `chu-de/hoc.html` (`content/topics/hoc.md`)");
    check(
        "[chu-de/hoc.html/a.html]",
        "cannot stand beside each other: one needs a folder where the other is a file",
    );
    check("[chu-de]", "`chu-de/index.html`");
}

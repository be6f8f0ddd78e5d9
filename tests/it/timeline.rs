//! The timeline, the calendar and the feed; the files for crawlers.

use crate::harness::{PortalTest, Site};
use expect_test::{Expect, expect};
use std::collections::BTreeSet;

const BASE: &str = "-- portal.yaml --\ntitle: Cổng\nbase_url: https://a.example/b/\n";

/// Builds a portal that has nothing but `events`, each an id and its further lines.
fn with_events(events: &[(&str, &str)]) -> Site {
    let test = PortalTest::new(BASE);
    for (id, lines) in events {
        test.write(&format!("content/events/{id}.yaml"), format!("title: Việc {id}\n{lines}\n").as_bytes());
    }
    test.build()
}

fn timeline(site: &Site) -> Vec<String> {
    let field = |o: &serde_json::Value, key: &str| o[key].as_str().unwrap().to_owned();
    site.data("timeline").iter().map(|o| format!("{} {}", field(o, "date"), field(o, "target"))).collect()
}

#[test]
fn entries_stand_in_order_of_their_dates() {
    let site = with_events(&[
        ("a", "date: 2023-10-11"),
        ("b", "date: 2012-02-14"),
        ("c", "date: 2023-07"),
        ("d", "date: 2023?-07-05"),
        ("e", "date: 2023-07-05T08:00"),
        ("f", "date: ../2023-09-25"),
        ("g", "date: 2023"),
        ("h", "date: 2023-07/2023-12"),
        ("i", ""),
    ]);
    let dated: Vec<String> = timeline(&site);
    assert_eq!(dated.len(), 8, "what has no date has no place: {dated:?}");
    let order: Vec<&str> = dated.iter().map(|line| line.split(' ').next().unwrap()).collect();
    // What is known to a month or a year stands at its end, when it is certainly over.
    let expected = [
        "2012-02-14",
        "2023?-07-05",
        "2023-07-05T08:00",
        "2023-07",
        "../2023-09-25",
        "2023-10-11",
        "2023",
        "2023-07/2023-12",
    ];
    assert_eq!(order, expected);
    // The page shows the same order, and what has no date below.
    let page = site.page("dong-thoi-gian.html");
    let shown = page.texts("ol.line > li > div > h3");
    let expected: Vec<String> =
        dated.iter().map(|line| format!("Việc {}", line.rsplit_once(':').unwrap().1)).collect();
    assert_eq!(shown, expected);
    assert!(page.text("section[aria-labelledby=_unplaced]").contains("Việc i"));
}

#[test]
fn what_is_on_one_day_follows_the_parts_of_the_day() {
    let on = |part: &str| format!("date: 2024-01-02\npart_of_day: {part}");
    let [a, b, c, d, e] = ["night", "afternoon", "morning", "evening", "noon"].map(on);
    let site =
        with_events(&[("a", &a), ("b", &b), ("c", &c), ("d", &d), ("e", &e), ("f", "date: 2024-01-02")]);
    let order: Vec<String> =
        timeline(&site).iter().map(|line| line.rsplit(':').next().unwrap().to_owned()).collect();
    assert_eq!(order, ["f", "c", "e", "b", "d", "a"]);
}

/// How the page shows a date, precision and inference included.
fn check_date(date: &str, expected: Expect) {
    let site = with_events(&[("x", &format!("date: {date}"))]);
    let page = site.page("dong-thoi-gian.html");
    let dots = page.attributes("ol.line .dot", "class").join("");
    // No source is named for these dates.
    let when = page.text("ol.line .when");
    let when = when.strip_suffix("Người làm cổng ghi").expect("who says so stands behind the date");
    expected.assert_eq(&format!("{when} [{dots}]"));
}

#[test]
fn precision_and_inference_are_marked() {
    check_date("2023-07-05", expect!["5/7/2023 [dot meet]"]);
    check_date("2023?-07-05", expect!["5/7/2023năm suy từ ngữ cảnh [dot meet inferred]"]);
    check_date("2023-07", expect!["tháng 7/2023không rõ ngày [dot meet open]"]);
    check_date("2023", expect!["2023không rõ ngày [dot meet open]"]);
    check_date("../2023-09-25", expect!["trước 25/9/2023không rõ ngày [dot meet open]"]);
    check_date("../2023", expect!["đến hết 2023không rõ ngày [dot meet open]"]);
    check_date("2023-09/..", expect!["từ tháng 9/2023không rõ ngày [dot meet open]"]);
    check_date("2023-07/2023-12", expect!["từ tháng 7/2023 đến tháng 12/2023không rõ ngày [dot meet open]"]);
    check_date("2023-07-05/2023-07-07", expect!["từ 5/7/2023 đến 7/7/2023 [dot meet]"]);
    check_date("2023-10-11T14:30", expect!["11/10/2023, 14:30 [dot meet]"]);
}

#[test]
fn a_source_is_named_for_a_date_only_where_it_writes_it() {
    let check = |text: &str, when: &str, chips: &[&str]| {
        let test = PortalTest::new(BASE).with(&format!(
            "-- seeds/b.txt --\n{text}\n-- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: Bài\n\
             -- content/documents/d.yaml --\ntype: Quyết định\nnumber: 12/QĐ-BTC\nissued: 1995-10-24\n"
        ));
        let page = test.build().page("dong-thoi-gian.html");
        assert_eq!(page.text("ol.line .when"), when, "{text}");
        assert_eq!(page.texts("ol.line .sig"), chips, "{text}");
    };
    check("Quyết định số 12/QĐ-BTC được nhắc lại.", "24/10/1995Người làm cổng ghi", &[]);
    check("Quyết định số 12/QĐ-BTC ngày 24/10/1995 được nhắc lại.", "24/10/1995", &["B 1"]);
}

#[test]
fn issuing_a_document_is_an_event_without_being_written_down() {
    let site = PortalTest::small().build();
    assert!(timeline(&site).contains(&"2023-06-15 document:57-kl-tw".to_owned()), "{:?}", timeline(&site));
    let kinds: Vec<String> =
        site.data("timeline").iter().map(|o| o["kind"].as_str().unwrap().to_owned()).collect();
    assert!(kinds.contains(&"issuance".to_owned()) && kinds.contains(&"meeting".to_owned()), "{kinds:?}");
}

#[test]
fn articles_that_are_too_many_stand_in_their_list() {
    let articles = |count: usize| {
        let test = PortalTest::new(BASE);
        test.write("seeds/a.txt", "Một bài.\n".as_bytes());
        for n in 0..count {
            let text = format!("siglum: B{n}\nseed: a.txt\ntitle: Bài {n}\npublished: 2023-10-12\n");
            test.write(&format!("content/articles/b{n:03}.yaml"), text.as_bytes());
        }
        test.build().page("dong-thoi-gian.html")
    };
    let few = articles(100);
    assert_eq!(few.all("ol.line > li").len(), 100);
    assert!(few.text("main").contains("ngày đăng bài") && !few.text("main").contains("danh sách bài ghi đủ"));
    let many = articles(101).text("main");
    assert!(many.contains("danh sách bài ghi đủ. Xem mọi bài nguồn"), "{many}");
    assert!(!many.contains("Chưa có mốc nào") && !many.contains("ngày đăng bài"), "{many}");
}

#[test]
fn the_first_portal_has_its_days() {
    let site = PortalTest::first().build();
    let dated = timeline(&site);
    for day in [
        "2012-02-14 document:16-kl-tw",
        "2023-06-15 document:57-kl-tw",
        "2023?-07-05 event:so-ket-2023-07-05",
        "2023-08-11 document:111-hd-btgtw",
        "2023-10-11 event:hoi-nghi-2023-10-11",
    ] {
        assert!(dated.contains(&day.to_owned()), "{day} not in {dated:?}");
    }
    // The home page, too, says of which day the year is inferred.
    let days = site.page("index.html").texts("section[aria-labelledby=_dates] .kind");
    let expected = [
        "15/6/2023, ban hành",
        "5/7/2023, hội nghị, năm suy từ ngữ cảnh",
        "11/8/2023, ban hành",
        "11/10/2023, hội nghị",
    ];
    assert_eq!(days, expected);
}

#[test]
fn a_year_is_inferred_by_those_who_leave_it_out_alone() {
    let test = PortalTest::small().with(
        "-- seeds/b.txt --\nHọp ngày 11/10/2023 ở xã.\n\
         -- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: Bài hai\n\
         -- content/events/hop.yaml --\ntitle: Hội nghị\ndate:\n\
         \x20 - {value: 2023?-10-11, article: a, quote: Chiều 11/10}\n\
         \x20 - {value: 2023-10-11, article: b, quote: 11/10/2023}\n",
    );
    let page = test.build().page("su-kien/hop.html").text("dl.id");
    assert_eq!(page.matches("năm suy").count(), 1, "{page}");
    assert!(page.find("năm suy") < page.find("B 1"), "it is said of A: {page}");
}

#[test]
fn where_sources_disagree_every_version_stands_with_its_source() {
    let site = PortalTest::small()
        .with(
            "-- seeds/b.txt --\nBáo B ghi: Ban Y tổ chức hội nghị.\n\
             -- content/articles/b.yaml --\nsiglum: B\nseed: b.txt\ntitle: Bài hai\n\
             -- content/events/hop.yaml --\ntitle: Hội nghị\ndate: 2023-10-11\norganiser:\n\
             \x20 - {value: Ban X, article: a, quote: Bộ Chính trị ban hành}\n\
             \x20 - {value: Ban Y, article: b, quote: Ban Y tổ chức}\nplace:\n\
             \x20 - {value: Hà Nội, article: a}\n  - {value: Hà Nội, article: b}\n",
        )
        .build();
    let conflicts = &site.datum("events", "hop")["conflicts"];
    assert_eq!(
        conflicts.to_string(),
        r#"[{"field":"organiser","values":[{"value":"Ban X","article":"a","anchor":"p1"},{"value":"Ban Y","article":"b","anchor":"p1"}]}]"#
    );
    for (path, selector) in [("su-kien/hop.html", "dl.id .vs"), ("dong-thoi-gian.html", ".versions")] {
        let page = site.page(path);
        let text = page.text(selector);
        for part in ["Ban X", "Ban Y"] {
            assert!(text.contains(part), "{path}: {text}");
        }
        let chips = page.attributes(&format!("{selector} a.sig"), "href").join(" ");
        assert!(
            chips.contains("bai-viet/a.html#p1") && chips.contains("bai-viet/b.html#p1"),
            "{path}: {chips}"
        );
    }
    assert!(!site.page("su-kien/hop.html").text("dl.id .vs").contains("Hà Nội"), "both say the same");
}

/// The lines of the calendar, unfolded (RFC 5545, section 3.1), after a look at each line as it is written.
fn calendar(site: &Site) -> Vec<String> {
    let text = site.text("timeline.ics");
    assert!(text.ends_with("\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "every line ends in CRLF");
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.is_empty() && !line.contains(|c: char| c.is_control() && c != '\t'), "{line:?}");
    }
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

fn check_calendar(site: &Site) {
    let lines = calendar(site);
    assert_eq!(&lines[..2], ["BEGIN:VCALENDAR", "VERSION:2.0"]);
    assert_eq!(lines.last().unwrap(), "END:VCALENDAR");
    assert_eq!(lines.iter().filter(|line| line.starts_with("PRODID:")).count(), 1);
    let events: Vec<&[String]> = lines.split(|line| line == "BEGIN:VEVENT").skip(1).collect();
    let mut uids = BTreeSet::new();
    for event in &events {
        let end = event.iter().position(|line| line == "END:VEVENT").expect("every event ends");
        let of = |name: &str| -> Vec<&String> {
            event[..end].iter().filter(|line| line.split([':', ';']).next() == Some(name)).collect()
        };
        for once in ["UID", "DTSTAMP", "DTSTART", "SUMMARY"] {
            assert_eq!(of(once).len(), 1, "{once} in {event:?}");
        }
        assert!(of("DTSTAMP")[0].ends_with('Z'), "section 3.8.7.2: in UTC");
        let is_day = of("DTSTART")[0].starts_with("DTSTART;VALUE=DATE:");
        assert!(is_day || of("DTSTART")[0].starts_with("DTSTART:") && of("DTEND").is_empty(), "{event:?}");
        assert!(uids.insert(of("UID")[0].clone()), "{} stands twice", of("UID")[0]);
    }
    let with_a_day = site
        .data("timeline")
        .iter()
        .filter(|o| o["kind"] != "publication")
        .filter(|o| {
            let date = o["date"].as_str().unwrap().replace('?', "");
            date.len() >= 10 && date.bytes().next().unwrap().is_ascii_digit() && !date.contains('/')
        })
        .count();
    assert_eq!(events.len(), with_a_day);
}

#[test]
fn the_calendar_follows_its_standard() {
    check_calendar(&PortalTest::first().build());
    check_calendar(&PortalTest::small().build());
    let title = format!("title: \"Dài; dấu, gạch \\\\ và \\n {}\"\ndate: 2023-12-31", "chữ ".repeat(80));
    let test = PortalTest::new(BASE);
    test.write("content/events/a.yaml", title.as_bytes());
    let site = test.build();
    check_calendar(&site);
    let lines = calendar(&site);
    let summary = lines.iter().find(|line| line.starts_with("SUMMARY:")).unwrap();
    assert!(summary.starts_with("SUMMARY:Dài\\; dấu\\, gạch \\\\ và"), "{summary}");
    assert!(
        lines.contains(&"DTEND;VALUE=DATE:20240101".to_owned()),
        "the end is the next day, over the year"
    );
}

#[test]
fn the_last_day_that_there_is_has_no_end() {
    let test = PortalTest::small()
        .with("-- content/events/cuoi.yaml --\nkind: meeting\ntitle: Ngày cuối\ndate: 9999-12-31\n");
    let site = test.build();
    check_calendar(&site);
    let lines = calendar(&site);
    let start = lines.iter().position(|line| line == "DTSTART;VALUE=DATE:99991231").unwrap();
    assert!(lines[start + 1].starts_with("SUMMARY:"), "{}", lines[start + 1]);
}

#[test]
fn an_event_with_a_time_stands_at_its_hour() {
    let test = PortalTest::small().with(
        "-- content/events/gio.yaml --\ntitle: Giờ\ndate: 2023-07-05T08:30\n\
         -- content/events/mui.yaml --\ntitle: Múi giờ\ndate: 2023-07-05T08:30+07:00\n\
         -- content/events/dau.yaml --\ntitle: Đầu năm\ndate: 2024-01-01T00:15+07:00\n",
    );
    let starts = |site: &Site| -> BTreeSet<String> {
        check_calendar(site);
        calendar(site).into_iter().filter(|line| line.starts_with("DTSTART:")).collect()
    };
    let expected = |starts: [&str; 3]| BTreeSet::from(starts.map(|start| format!("DTSTART:{start}")));
    assert_eq!(starts(&test.build()), expected(["20230705T083000", "20230705T013000Z", "20231231T171500Z"]));
    assert!(test.build().text("su-kien/gio.html").contains(r#""startDate":"2023-07-05T08:30:00""#));
    test.edit("portal.yaml", "title:", "utc_offset: \"+09:00\"\ntitle:");
    assert!(test.build().text("su-kien/gio.html").contains(r#""startDate":"2023-07-05T08:30:00+09:00""#));
    assert_eq!(starts(&test.build()), expected(["20230704T233000Z", "20230705T013000Z", "20231231T171500Z"]));
}

#[test]
fn a_long_timeline_has_several_pages() {
    let events: String = (0..250)
        .map(|n| format!("-- content/events/e{n}.yaml --\ntitle: Buổi {n}\ndate: {}-01-01\n", 1700 + n))
        .collect();
    let undated: String =
        (0..120).map(|n| format!("-- content/events/k{n}.yaml --\ntitle: Không ngày {n}\n")).collect();
    let site = PortalTest::small().with(&(events + &undated)).build();
    let page = |number: &str| site.page(&format!("dong-thoi-gian{number}.html"));
    let entries = ["", ".2", ".3"].map(|number| page(number).all("ol.line > li[id]").len());
    // The small portal has three more.
    assert_eq!(entries, [100, 100, 53]);
    let gaps = ["", ".2", ".3"].map(|number| page(number).all("ol.line > li.gap").len());
    assert!(gaps.iter().zip(entries).all(|(gaps, entries)| *gaps + 3 >= entries), "{gaps:?}");
    assert_eq!(["", ".2"].map(|number| page(number).text("main").matches("Không ngày").count()), [100, 20]);
    assert_eq!(
        page(".2").attributes("nav.pager a", "href"),
        ["dong-thoi-gian.html", "dong-thoi-gian.3.html"]
    );
    assert_eq!(site.text("timeline.ics").matches("BEGIN:VEVENT").count(), 252);
}

#[test]
fn identifiers_of_the_calendar_do_not_change_with_the_rest_of_the_portal() {
    let uids = |site: &Site| -> BTreeSet<String> {
        calendar(site).into_iter().filter(|line| line.starts_with("UID:")).collect()
    };
    let test = PortalTest::small();
    let before = uids(&test.build());
    test.edit("content/events/hop.yaml", "title: Hội nghị", "title: Hội nghị khác");
    test.write("content/events/them.yaml", b"title: A\ndate: 2020-01-01\n");
    assert!(uids(&test.build()).is_superset(&before));
}

fn xml(text: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

const ATOM: &str = "http://www.w3.org/2005/Atom";

fn check_feed(site: &Site) {
    let document = xml(site.text("feed.xml"));
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM, "feed")));
    let children = |node: roxmltree::Node<'_, '_>, name: &str| {
        node.children().filter(|n| n.has_tag_name((ATOM, name))).count()
    };
    let text = |node: roxmltree::Node<'_, '_>, name: &str| {
        let child = node.children().find(|n| n.has_tag_name((ATOM, name)));
        child.and_then(|n| n.text()).unwrap_or_else(|| panic!("no {name}")).to_owned()
    };
    // RFC 4287, sections 4.1.1 and 4.1.2: what a feed and an entry must have, and have once.
    for once in ["id", "title", "updated"] {
        assert_eq!(children(feed, once), 1, "{once}");
    }
    assert_eq!(children(feed, "author"), 1, "entries without an author need one of the feed");
    let own = feed.children().find(|n| n.attribute("rel") == Some("self")).expect("a link to itself");
    assert!(own.attribute("href").unwrap().ends_with("/feed.xml"));
    let mut ids = BTreeSet::new();
    let mut newest = String::new();
    for entry in feed.children().filter(|n| n.has_tag_name((ATOM, "entry"))) {
        for once in ["id", "title", "updated"] {
            assert_eq!(children(entry, once), 1, "{once}");
        }
        assert!(ids.insert(text(entry, "id")), "{} stands twice", text(entry, "id"));
        let updated = text(entry, "updated");
        let stamp: jiff::Timestamp = updated.parse().unwrap_or_else(|e| panic!("{updated}: {e}"));
        assert!(stamp <= text(feed, "updated").parse().unwrap(), "the feed is as new as its newest entry");
        newest = newest.max(updated);
        let link = entry.children().find(|n| n.attribute("rel") == Some("alternate")).expect("a link");
        let base = feed.children().find(|n| n.has_tag_name((ATOM, "id"))).unwrap().text().unwrap();
        let path = link.attribute("href").unwrap().strip_prefix(base).expect("an address of the site");
        assert!(site.0.contains_key(path), "{path}");
    }
    assert_eq!(ids.len(), site.data("timeline").len().min(50));
}

#[test]
fn the_feed_follows_its_standard() {
    check_feed(&PortalTest::first().build());
    check_feed(&PortalTest::small().build());
    check_feed(&with_events(&[("a", "date: 2023"), ("b", "date: 2023?-07-05")]));
}

#[test]
fn the_sitemap_lists_every_page_and_nothing_else() {
    for more in ["", "pretty_urls: true\n"] {
        let test = PortalTest::first();
        test.edit("portal.yaml", "language: vi\n", &format!("language: vi\n{more}"));
        let site = test.build();
        let document = xml(site.text("sitemap.xml"));
        let listed: Vec<String> = document
            .descendants()
            .filter(|n| n.tag_name().name() == "loc")
            .map(|n| n.text().unwrap().strip_prefix("https://cong-hoc-tap.example/").unwrap().to_owned())
            .collect();
        let mut files: Vec<String> = listed
            .iter()
            .map(|path| match path.ends_with('/') || path.is_empty() {
                true => format!("{path}index.html"),
                false => path.clone(),
            })
            .collect();
        files.sort();
        let pages: Vec<String> = site
            .paths()
            .into_iter()
            .filter(|p| p.ends_with(".html") && *p != "404.html")
            .map(str::to_owned)
            .collect();
        assert_eq!(files, pages, "{more}");
        // The address in the sitemap is the one that the page calls canonical.
        for (file, address) in files.iter().zip({
            let mut sorted = listed.clone();
            sorted.sort_by_key(|path| {
                if path.ends_with('/') || path.is_empty() {
                    format!("{path}index.html")
                } else {
                    path.clone()
                }
            });
            sorted
        }) {
            let canonical = site.page(file).attributes("link[rel=canonical]", "href");
            assert_eq!(canonical, [format!("https://cong-hoc-tap.example/{address}")], "{file}");
        }
    }
}

#[test]
fn crawlers_and_hosts_find_their_files() {
    let site = PortalTest::small().build();
    let robots = site.text("robots.txt");
    assert!(robots.starts_with("User-agent: *\n") && !robots.contains("Disallow: /"), "{robots}");
    assert!(robots.contains("\nSitemap: https://cong.example/hoc/sitemap.xml\n"), "{robots}");
    assert_eq!(site.text(".nojekyll"), "");
    assert_eq!(site.page("404.html").attributes("meta[name=robots]", "content"), ["noindex"]);
}

#[test]
fn the_time_between_entries_stands_between_neighbours() {
    let site = with_events(&[
        ("a", "date: 2020-01-01"),
        ("b", "date: 2023"),
        ("c", "date: 2024-03-12"),
        ("d", "date: 2024-05-12"),
    ]);
    let page = site.page("dong-thoi-gian.html");
    assert_eq!(page.texts(".gap"), ["61 ngày sau"]);
}

#[test]
fn a_ruler_over_years_names_them_and_none_has_a_part_of_all() {
    let ruler = |count: usize| {
        let events: Vec<(String, String)> =
            (0..count).map(|n| (format!("e{n:02}"), format!("date: {}-07-05", 1950 + n))).collect();
        let events: Vec<(&str, &str)> = events.iter().map(|(id, text)| (&**id, &**text)).collect();
        with_events(&events).page("dong-thoi-gian.html").text(".ruler")
    };
    assert!(ruler(3).contains("5/7/1950"), "{}", ruler(3));
    assert!(ruler(60).contains("5/7/1950"));
    assert_eq!(ruler(61), "");
}

#[test]
fn what_one_version_alone_says_is_underlined() {
    let article = |id: &str, words: &str| {
        format!(
            "-- seeds/{id}.txt --\nViệc nâng cao hiệu quả {words}.\n-- content/articles/{id}.yaml --\n\
             siglum: {id}\nseed: {id}.txt\ntitle: Bài {id}\n"
        )
    };
    let title = |id: &str, words: &str| {
        format!(
            "  - {{value: Việc nâng cao hiệu quả {words}, article: {id}, quote: Việc nâng cao hiệu quả {words}}}\n"
        )
    };
    let test = PortalTest::new(&format!(
        "{BASE}{}{}-- content/events/e.yaml --\ndate: 2023-07-05\ntitle:\n{}{}",
        article("a", "công tác"),
        article("b", "tuyên truyền"),
        title("a", "công tác"),
        title("b", "tuyên truyền")
    ));
    let page = test.build().page("dong-thoi-gian.html");
    assert_eq!(page.texts(".versions mark"), ["công tác", "tuyên truyền"]);
    assert_eq!(
        page.texts(".versions p"),
        ["Ghi khác nhau: Tên gọi Phần gạch chân là phần chỉ có ở một nguồn."]
    );
}

#[test]
fn the_home_page_says_how_long_its_dates_span() {
    let check = |to: &str, expected: &str| {
        let featured = "featured:\n  timeline: [\"event:a\", \"event:b\"]\n";
        let event =
            |id: &str, date: &str| format!("-- content/events/{id}.yaml --\ntitle: {id}\ndate: {date}\n");
        let test =
            PortalTest::new(&format!("{BASE}{featured}{}{}", event("a", "2003-12-31"), event("b", to)));
        assert_eq!(test.build().page("index.html").texts("#_dates"), [expected]);
    };
    check("2004-01-01", "Hai mốc trong 1 ngày");
    check("2004-12-30", "Hai mốc trong 365 ngày");
    check("2004-12-31", "Hai mốc trong 1 năm");
    check("2023-08-20", "Hai mốc trong 19 năm 7 tháng");
}

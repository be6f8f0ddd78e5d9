//! The map of relations: a drawing, and a table that says the same.

use crate::harness::{Page, PortalTest, text_of};
use std::collections::BTreeSet;

const MORE: &str = "\
-- content/documents/hd.yaml --
type: Hướng dẫn
number: 111-HD/BTG
issued: 2023-08-11
relations:
  - {kind: guides, target: 57-kl-tw, basis: stated, quote: {article: a, text: Kết luận số 57-KL/TW}}
-- content/documents/cu.yaml --
title: Văn bản <cũ> không ngày
relations:
  - {kind: cites, target: hd, basis: editor, note: x}
-- content/documents/le.yaml --
title: Văn bản lẻ
-- content/events/hai.yaml --
title: Họp trước
date: 2022-01-01
topics: [hoc]
documents: [57-kl-tw]
";

/// The rows of a page's table: each cell's text.
fn rows(page: &Page) -> Vec<String> {
    let all = page.all("main tbody tr").into_iter();
    all.map(|row| row.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn the_table_has_every_connection_in_order() {
    let site = PortalTest::small().with(MORE).build();
    let page = site.page("so-do.html");
    assert_eq!(
        rows(&page),
        [
            "Hướng dẫn số 111-HD/BTG Hướng dẫn thực hiện cho Kết luận số 57-KL/TW A 1",
            "Văn bản <cũ> không ngày Nhắc đến Hướng dẫn số 111-HD/BTG Người làm cổng ghi",
            "Họp trước Bàn về Kết luận số 57-KL/TW",
            "Hội nghị Bàn về Kết luận số 57-KL/TW",
            "Việc học Gồm Kết luận số 57-KL/TW",
            "Việc học Gồm Họp trước",
        ]
    );
    assert_eq!(page.attributes("tbody .sig", "href"), ["bai-viet/a.html#p1"]);
}

#[test]
fn the_drawing_leads_to_the_same_things_with_a_line_for_each_row() {
    let site = PortalTest::small().with(MORE).build();
    let page = site.page("so-do.html");
    let addresses =
        |selector: &str| -> BTreeSet<String> { page.attributes(selector, "href").into_iter().collect() };
    assert_eq!(addresses(".graph a"), addresses("tbody a:not(.sig)"));
    assert_eq!(page.all(".graph path:not(.tip)").len(), rows(&page).len());
    assert_eq!(page.all(".graph path.rel").len(), 2);
    assert_eq!(page.all(".graph path.tip").len(), 2);
    assert!(
        page.texts(".graph path title").contains(&"Họp trước – Bàn về – Kết luận số 57-KL/TW".to_owned())
    );
    // Documents and events by date, those without one at the end.
    assert_eq!(
        page.texts(".graph a.document title"),
        [
            "Văn bản: Kết luận số 57-KL/TW",
            "Văn bản: Hướng dẫn số 111-HD/BTG",
            "Văn bản: Văn bản <cũ> không ngày"
        ]
    );
    assert_eq!(page.texts(".graph a.event title"), ["Sự kiện: Họp trước", "Sự kiện: Hội nghị"]);
    // What is not connected is not there.
    assert!(!page.text("main").contains("Văn bản lẻ"));
    assert!(!site.text("so-do.html").contains(" style="));
}

#[test]
fn boxes_do_not_overlap_and_lie_inside_the_drawing() {
    let site = PortalTest::first().build();
    let page = site.page("so-do.html");
    let size: Vec<i32> =
        page.attributes(".graph svg", "viewBox")[0].split(' ').map(|n| n.parse().unwrap()).collect();
    let numbers = |name: &str| -> Vec<i32> {
        page.attributes(".graph rect", name).iter().map(|n| n.parse().unwrap()).collect()
    };
    let (x, y, width, height) = (numbers("x"), numbers("y"), numbers("width"), numbers("height"));
    assert!(x.len() > 15);
    for a in 0..x.len() {
        assert!(x[a] >= 0 && y[a] >= 0 && x[a] + width[a] <= size[2] && y[a] + height[a] <= size[3]);
        for b in a + 1..x.len() {
            let apart = x[a] + width[a] <= x[b]
                || x[b] + width[b] <= x[a]
                || y[a] + height[a] <= y[b]
                || y[b] + height[b] <= y[a];
            assert!(apart, "{a} and {b}");
        }
    }
}

#[test]
fn a_large_portal_draws_the_most_connected_and_lists_all() {
    let mut files = String::new();
    for n in 100..230 {
        files.push_str(&format!(
            "-- content/documents/d{n}.yaml --\ntitle: Văn bản {n}\nrelations: [{{kind: cites, target: 57-kl-tw, basis: editor, note: x}}]\n"
        ));
    }
    files.push_str("-- content/documents/z.yaml --\ntitle: Văn bản Z\nrelations: [{kind: cites, target: d100, basis: editor, note: x}, {kind: cites, target: d228, basis: editor, note: x}]\n");
    let site = PortalTest::small().with(&files).build();
    let first = site.page("so-do.html");
    let drawn = first.texts(".graph a.document title");
    assert_eq!(drawn.len(), 24);
    for name in ["Kết luận số 57-KL/TW", "Văn bản Z", "Văn bản 228"] {
        assert!(drawn.iter().any(|title| title.ends_with(name)), "{name}: {drawn:?}");
    }
    assert!(first.text("main").contains("Hình vẽ có 26 mục nhiều liên kết nhất trong 134; bảng có tất cả."));
    let second = site.page("so-do.2.html");
    assert!(second.all("svg[viewBox='0 0 1120 1728']").is_empty() && second.all(".graph").is_empty());
    assert_eq!((rows(&first).len(), rows(&second).len()), (100, 34));
    assert_eq!(second.attributes(".pager a", "href"), ["so-do.html"]);
}

#[test]
fn a_portal_without_connections_has_no_map_unless_its_menu_names_it() {
    let test = PortalTest::new(
        "-- portal.yaml --\ntitle: A\nlanguage: en\n-- content/documents/a.yaml --\ntitle: A\n",
    );
    let site = test.build();
    assert!(!site.paths().contains(&"map.html") && !site.text("index.html").contains("map.html"));
    test.write("portal.yaml", b"title: A\nlanguage: en\nmenu: [graph]\n");
    let page = test.build().page("map.html");
    assert_eq!(page.all("main .empty").len(), 1);
    assert_eq!(page.texts(".menu a"), ["Map of relations"]);
}

#[test]
fn the_foot_leads_to_the_map_and_the_glossary() {
    let site = PortalTest::first().build();
    let page = site.page("bai-viet/cp.html");
    let links: Vec<String> = page.all(".foot a").into_iter().map(text_of).collect();
    assert!(
        links.contains(&"Sơ đồ quan hệ".to_owned()) && links.contains(&"Thuật ngữ".to_owned()),
        "{links:?}"
    );
}

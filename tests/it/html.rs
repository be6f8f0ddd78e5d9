//! Every page is valid HTML with a sound outline: judged by the Nu HTML checker, and by a few rules that it leaves to
//! the author.

use crate::browser::{rich, webdriver};
use crate::harness::{PortalTest, Site, text_of};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// What the checker says of all pages below a folder, each message with page, line and what kind it is; warnings and
/// remarks too. HTML Living Standard, CSS and SVG as the checker of the version in `tests/browser` knows them.
pub fn checked(folder: &Path) -> Vec<String> {
    let jar =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/vnu-jar/build/dist/vnu.jar");
    let install = webdriver::INSTALL;
    assert!(jar.is_file(), "the Nu HTML checker is not installed: {install}");
    let java = webdriver::program(&["java"]).unwrap_or_else(|| panic!("Java is not installed: {install}"));
    let output = Command::new(java)
        .args(["-Xss2m", "-jar"])
        .arg(jar)
        .args(["--skip-non-html", "--exit-zero-always", "--format", "json"])
        .arg(folder)
        .output()
        .expect("Java starts");
    // The checker reports on standard error.
    let report: Value = serde_json::from_slice(&output.stderr)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let messages = report["messages"].as_array().expect("a list of messages");
    let told = |m: &Value| {
        let page = m["url"].as_str().and_then(|url| url.split("/output/").nth(1)).unwrap_or("?");
        let kind = m["subType"].as_str().or(m["type"].as_str()).unwrap_or("?");
        format!("{page}:{}: {kind}: {}: {}", m["lastLine"], m["message"], m["extract"])
    };
    messages.iter().map(told).collect()
}

/// Builds a portal and asks for no message about any of its pages, and a sound outline of each.
fn check(test: &PortalTest) {
    let site = test.build();
    assert_eq!(checked(&test.root().join("output")), [""; 0]);
    let faults: Vec<String> = site.pages().iter().flat_map(outline_faults).collect();
    assert_eq!(faults, [""; 0]);
}

/// Ids that stand twice, a heading of the first level that is missing or not alone, levels that are skipped, and headings
/// of the theme that the page's contents leave out.
fn outline_faults(page: &crate::harness::Page) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    for id in page.attributes("[id]", "id") {
        *ids.entry(id).or_default() += 1;
    }
    faults.extend(ids.iter().filter(|(_, n)| **n > 1).map(|(id, n)| format!("{n} elements are `{id}`")));
    let tops = page.all("h1").len();
    if tops != 1 {
        faults.push(format!("{tops} headings of the first level"));
    }
    let listed = page.attributes(".rail a", "href");
    let headings = page.attributes("main h2[id^=_]", "id").into_iter();
    let unlisted = headings.filter(|id| !listed.is_empty() && !listed.contains(&format!("#{id}")));
    faults.extend(unlisted.map(|id| format!("the contents leave out `{id}`")));
    let mut before = 0;
    for heading in page.all("h1, h2, h3, h4, h5, h6") {
        let level = heading.value().name()[1..].parse::<u32>().expect("a digit follows the h");
        if level > before + 1 {
            faults.push(format!("h{level} after h{before}: {}", text_of(heading)));
        }
        if text_of(heading).is_empty() {
            faults.push(format!("an empty h{level}"));
        }
        before = level;
    }
    faults.into_iter().map(|fault| format!("{}: {fault}", page.path)).collect()
}

#[test]
fn the_first_portals_pages_are_valid() {
    check(&PortalTest::first());
}

#[test]
fn pages_with_all_that_markdown_and_metadata_can_hold_are_valid() {
    check(&rich::portal());
}

#[test]
fn pages_with_addresses_of_folders_are_valid() {
    check(&PortalTest::small().with("-- portal.yaml --\ntitle: Cổng\npretty_urls: true\n"));
}

#[test]
fn the_manuals_pages_are_valid() {
    check(&PortalTest::manual());
}

#[test]
fn a_portal_without_content_has_valid_pages() {
    check(&PortalTest::new("-- portal.yaml --\ntitle: Nothing yet\nlanguage: en\n"));
}

#[test]
fn a_fault_would_be_found() {
    let test = PortalTest::small();
    test.build();
    let page = test.root().join("output/index.html");
    let html = std::fs::read_to_string(&page).expect("the home page");
    let html =
        html.replace("</main>", "<h4 id=_main></p></h4><img src=a.png><b style=colour:red></b></main>");
    std::fs::write(&page, html).expect("the page is ours");
    let messages = checked(&test.root().join("output"));
    assert!(messages.len() >= 4, "{messages:#?}");
    let faults = outline_faults(&Site::read(&test.root().join("output")).page("index.html"));
    assert_eq!(faults.len(), 3, "{faults:?}");
}

//! Accessibility, as far as a program can judge it: axe-core with the rules of WCAG 2.2, levels A and AA.

use super::{Browser, Portal, Server, rich, webdriver};
use serde_json::json;
use std::path::Path;

/// The rules of the W3C Recommendation "Web Content Accessibility Guidelines (WCAG) 2.2" at levels A and AA, with
/// those of the earlier versions that it contains, and what axe-core's authors advise beyond them.
pub const RULES: &[&str] = &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// The program, as text.
pub fn axe() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(path)
        .unwrap_or_else(|_| panic!("axe-core is not installed: {}", webdriver::INSTALL))
}

/// Shows pages at a width and with a colour scheme; what axe-core finds, one line for each rule and page.
pub fn check(portal: &Portal, pages: &[String], width: u32, scheme: &str) {
    check_after(portal, pages, width, scheme, |_| ());
}

/// The same, once something was done on each page.
pub fn check_after(portal: &Portal, pages: &[String], width: u32, scheme: &str, act: impl Fn(&Browser)) {
    let axe = axe();
    let (host, browser) = (Server::without_policy(portal.folder()), Browser::start());
    browser.resize(width, 800);
    browser.prefer(scheme);
    let options = json!({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]});
    let mut found = Vec::new();
    for path in pages {
        browser.open(&host.url(path));
        act(&browser);
        browser.script(&axe);
        let results = browser.promise(&format!("axe.run(document, {options})"));
        assert!(results["passes"].as_array().is_some_and(|rules| rules.len() > 10), "{path}: {results}");
        let violations = results["violations"].as_array().expect("a list");
        found.extend(violations.iter().map(|violation| {
            let nodes = violation["nodes"].as_array().expect("a list");
            let places: Vec<&str> = nodes.iter().take(3).filter_map(|n| n["html"].as_str()).collect();
            format!("{path}: {}: {} {}", violation["id"], violation["help"], places.join(" "))
        }));
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn no_barriers_are_found_on_light_pages() {
    let portal = Portal::built();
    check(&portal, &portal.pages(), 1280, "light");
}

#[test]
fn no_barriers_are_found_on_dark_pages() {
    let portal = Portal::built();
    check(&portal, &portal.pages(), 1280, "dark");
}

#[test]
fn no_barriers_are_found_on_a_small_screen() {
    let portal = Portal::built();
    check(&portal, &portal.pages(), 320, "light");
}

#[test]
fn no_barriers_are_found_in_whatever_markdown_can_hold() {
    let portal = Portal::of(rich::portal());
    check(&portal, &portal.pages(), 1280, "light");
    check(&portal, &portal.pages(), 1280, "dark");
}

#[test]
fn no_barriers_are_found_in_results() {
    let portal = Portal::built();
    let asked = |words: &str| format!("tim-kiem.html?q={words}");
    let pages = [asked("th%C3%B4ng+tin"), asked("qwzxqwzx"), "bai-viet/cp.html".to_owned()];
    let status = "document.querySelector('[data-seek] [role=status]').textContent";
    let ask = |browser: &Browser| {
        // On a page that shows no results the dialog does.
        browser.script(
            "const dialog = document.querySelector('dialog');
             if (!dialog) return;
             document.querySelector('a[data-find]').click();
             dialog.querySelector('[name=q]').value = 'nguồn lực';
             dialog.querySelector('[name=q]').dispatchEvent(new Event('input', {bubbles: true}));",
        );
        browser.wait_until(&format!("{status}.includes('kết quả')"));
        browser.script("document.querySelectorAll('[data-seek] details').forEach(d => { d.open = true; })");
    };
    for (width, scheme) in [(1280, "light"), (1280, "dark"), (320, "light")] {
        check_after(&portal, &pages, width, scheme, ask);
    }
}

#[test]
fn a_barrier_would_be_found() {
    let portal = Portal::built();
    let page = portal.folder().join("index.html");
    std::fs::write(&page, "<!doctype html><title>x</title><main><h1>x</h1><img src=x.png></main>")
        .expect("it is ours");
    let found = std::panic::catch_unwind(|| check(&portal, &["index.html".to_owned()], 1280, "light"));
    assert!(found.is_err(), "axe-core is blind");
}

//! A site of 200 articles that a machine made up: as sound as the repository's own portal, page for page.
//!
//! Every page goes through the Nu HTML checker and is weighed; the longest page of each kind and some others are opened under the
//! strict policy and looked at with axe-core, light, dark and on a small screen. `scripts/audit-site` opens all.

use super::opening::said;
use super::{Browser, Portal, axe, webdriver};
use crate::harness::{Page, PortalTest, Site};
use crate::html::checked;
use flate2::{Compression, write::GzEncoder};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

/// The most bytes that a page and all that it loads by itself may be when compressed.
const WEIGHT: usize = 60 * 1024;

/// How many pages are opened beside the longest of each kind.
const OTHERS: usize = 20;

pub static PORTAL: LazyLock<Portal> = LazyLock::new(|| Portal::of(corpus()));

/// The portal of `bench/corpus.py`.
fn corpus() -> PortalTest {
    let test = PortalTest::new("");
    // The folder must be new.
    std::fs::remove_dir(test.root()).expect("it is empty");
    let python = webdriver::program(&["python3"])
        .unwrap_or_else(|| panic!("Python is not installed: {}", webdriver::INSTALL));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/corpus.py");
    let output = Command::new(python)
        .arg("-B")
        .arg(script)
        .arg("200")
        .arg(test.root())
        .output()
        .expect("Python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    test
}

#[test]
fn every_page_is_valid() {
    assert_eq!(checked(&PORTAL.folder()), [""; 0]);
}

#[test]
fn every_link_and_anchor_leads_somewhere() {
    let run = PORTAL.test.run(&["check", "--format", "json"]);
    let links: Vec<_> = run
        .json()
        .into_iter()
        .filter(|d| d["code"].as_str().is_some_and(|c| ["broken-link", "broken-anchor"].contains(&c)))
        .collect();
    assert_eq!(links, [serde_json::Value::Null; 0]);
}

/// The pages to which nothing leads from the home page. The page for missing pages needs no link.
fn out_of_reach(site: &Site) -> Vec<String> {
    let pages: BTreeMap<String, Page> =
        site.pages().into_iter().map(|page| (page.path.clone(), page)).collect();
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut next = vec!["index.html".to_owned()];
    while let Some(path) = next.pop() {
        let Some(page) = pages.get(&path) else { continue };
        for href in page.attributes("a[href]", "href") {
            let to = joined(&path, href.split(['#', '?']).next().unwrap_or_default());
            if reached.insert(to.clone()) {
                next.push(to);
            }
        }
    }
    pages.into_keys().filter(|path| path != "404.html" && !reached.contains(path)).collect()
}

/// The path to which a relative address on a page leads.
fn joined(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for step in address.split('/') {
        match step {
            ".." => drop(parts.pop()),
            "." => {}
            step => parts.push(step),
        }
    }
    parts.join("/")
}

#[test]
fn links_lead_from_the_home_page_to_every_page() {
    assert_eq!(out_of_reach(&Portal::built().site), [""; 0]);
    assert_eq!(out_of_reach(&PORTAL.site), [""; 0]);
    // Something of each kind that more than a hundred others refer to.
    let test = PortalTest::small();
    for n in 0..105 {
        let links = "[[article:a]] [[57-KL/TW]] [[event:hop]] [[person:nguyen-van-a]] [[organisation:bo-chinh-tri]] [[topic:hoc]] [[page:gioi-thieu]]";
        let page = format!("---\ntitle: Trang {n}\n---\n{links}\n");
        test.write(&format!("content/pages/n{n}.md"), page.as_bytes());
    }
    let site = test.build();
    let parts = site.paths().into_iter().filter(|path| path.ends_with(".2.html")).count();
    assert!(parts >= 7, "{parts} have a further page");
    assert_eq!(out_of_reach(&site), [""; 0]);
}

#[test]
fn pages_open_without_a_word_from_the_browser() {
    let host = PORTAL.host();
    assert_eq!(said(&Browser::start(), PORTAL.drawn(OTHERS).iter().map(|path| host.url(path))), [""; 0]);
}

#[test]
fn no_barriers_are_found_on_light_pages() {
    axe::check(&PORTAL, &PORTAL.drawn(OTHERS), 1280, "light");
}

#[test]
fn no_barriers_are_found_on_dark_pages() {
    axe::check(&PORTAL, &PORTAL.drawn(OTHERS), 1280, "dark");
}

#[test]
fn no_barriers_are_found_on_a_small_screen() {
    axe::check(&PORTAL, &PORTAL.drawn(OTHERS), 320, "light");
}

#[test]
fn each_run_looks_at_the_same_pages() {
    let (kinds, drawn) = (PORTAL.kinds(), PORTAL.drawn(OTHERS));
    assert_eq!(drawn, PORTAL.drawn(OTHERS));
    assert!(kinds.len() > 10 && kinds.iter().all(|path| drawn.contains(path)));
    assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len(), "each once");
    assert!(drawn.len() >= kinds.len() + OTHERS);
}

/// Compressed as hosts do (RFC 1952 "GZIP file format specification", at the usual level).
fn weight(bytes: &[u8]) -> usize {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).expect("memory takes all");
    packed.finish().expect("memory takes all").len()
}

/// Pages that are heavier than allowed with all that they load by themselves, and how heavy.
fn too_heavy(portal: &Portal) -> Vec<String> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for page in portal.site.pages() {
        let mut loads: BTreeSet<String> =
            page.attributes("link[rel=stylesheet], link[rel=icon]", "href").into_iter().collect();
        loads.extend(page.attributes("script[src], img", "src"));
        let mut sum = weight(portal.site.text(&page.path).as_bytes());
        for address in loads {
            // All assets stand in one folder, whatever leads there.
            let path =
                address.split('?').next().and_then(|path| path.rsplit_once("assets/")).expect("an asset").1;
            let path = format!("assets/{path}");
            sum += *known.entry(path).or_insert_with_key(|path| weight(&portal.site.0[path]));
        }
        if sum > WEIGHT {
            found.push(format!("{}: {sum} bytes", page.path));
        }
    }
    found
}

#[test]
fn no_page_is_heavy() {
    assert_eq!(too_heavy(&Portal::built()), [""; 0]);
    assert_eq!(too_heavy(&PORTAL), [""; 0]);
}

#[test]
fn a_heavy_page_would_be_found() {
    let mut portal = Portal::built();
    let noise: String = (0u32..40_000).map(|n| format!("{:x} ", n.wrapping_mul(2_654_435_761))).collect();
    let page = portal.site.0.get_mut("index.html").expect("the home page");
    page.extend(noise.bytes());
    assert_eq!(too_heavy(&portal).len(), 1);
}

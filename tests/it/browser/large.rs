//! A site of 200 articles that a machine made up: as sound as the repository's own portal, page for page.
//!
//! Every page goes through the Nu HTML checker and is weighed; the longest page of each kind and some others are opened under the
//! strict policy and looked at with axe-core, light, dark and on a small screen. `scripts/audit-site` opens all.

use super::opening::said;
use super::{Browser, Portal, axe, webdriver};
use crate::harness::PortalTest;
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

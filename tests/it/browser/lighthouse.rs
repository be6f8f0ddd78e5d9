//! Lighthouse gives full marks for accessibility, best practices and search engines, and nothing moves while a page loads.
//!
//! Its mark for performance depends on how busy the machine is: `scripts/audit-site` asks for it, no test does. What costs marks
//! there and depends on the pages alone is held here and by the weights in [`large`](super::large).

use super::{Browser, Portal, Server};
use crate::harness::node;
use serde_json::{Value, json};

/// Where a page loses marks, one line for each loss.
fn lost(portal: &Portal, pages: &[String]) -> Vec<String> {
    // Lighthouse starts a browser of its own: this one holds its place among those that run at the same time.
    let _turn = Browser::start();
    let folder = portal.folder();
    let folder = folder.to_str().expect("a folder of this test");
    let mut arguments = vec![folder, "accessibility,best-practices,seo", "phone"];
    arguments.extend(pages.iter().map(String::as_str));
    let said = node("browser/lighthouse.mjs", &arguments, &Value::Null);
    let rows: Vec<Value> =
        said.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert_eq!(rows.len(), pages.len(), "{said}");
    let full = json!({"accessibility": 100, "best-practices": 100, "seo": 100});
    let less = rows.iter().filter(|row| row["scores"] != full || row["faults"] != json!([]));
    less.map(Value::to_string).collect()
}

/// The page for missing pages asks not to be found, and is answered with status 404; both are right, and cost marks.
fn to_be_found(portal: &Portal) -> Vec<String> {
    portal.kinds().into_iter().filter(|path| path != "404.html").collect()
}

#[test]
fn pages_of_each_kind_get_full_marks() {
    let portal = Portal::built();
    assert_eq!(lost(&portal, &to_be_found(&portal)), [""; 0]);
}

#[test]
fn a_lost_mark_would_be_seen() {
    let portal = Portal::built();
    let page = portal.folder().join("index.html");
    std::fs::write(&page, "<!doctype html><h1>x</h1><a>y</a><img src=x.png>").expect("it is ours");
    let lost = lost(&portal, &["index.html".to_owned()]);
    for what in ["document-title", "html-has-lang", "image-alt", "viewport", "errors-in-console"] {
        assert!(lost.len() == 1 && lost[0].contains(what), "{what}: {lost:?}");
    }
}

/// What moved on a page, of which the second half came late, without anybody having done anything: score and elements of each
/// unexpected move (W3C Draft "Layout Instability").
const MOVES: &str = "new Promise(done => {
    const moves = [];
    const note = entry => moves.push(`${entry.value.toFixed(4)} ${entry.sources.map(({ node }) => (node?.outerHTML ?? '').slice(0, 80))}`);
    new PerformanceObserver(list => list.getEntries().forEach(note)).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(moves), 200);
})";

/// The score from which moves of a page are too many. Lighthouse gives full marks up to twice as much; a table whose columns
/// grow with its rows, and the buttons for light and size, which are there with the script alone, need half of it.
const LIMIT: f64 = 0.02;

/// The moves on pages at a width that move too much.
fn moves(portal: &Portal, pages: &[String], width: u32) -> Vec<String> {
    let (host, browser) = (Server::in_halves(portal.folder()), Browser::start());
    browser.resize(width, 800);
    let mut found = Vec::new();
    for path in pages {
        browser.open(&host.url(path));
        let moves = browser.promise(MOVES);
        let moves: Vec<&str> = moves.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        let scores = moves.iter().filter_map(|one| one.split(' ').next()?.parse::<f64>().ok());
        if scores.sum::<f64>() > LIMIT {
            found.push(format!("{path}: {moves:?}"));
        }
    }
    found
}

#[test]
fn nothing_moves_while_a_page_loads() {
    let portal = Portal::built();
    for width in [412, 1280] {
        assert_eq!(moves(&portal, &portal.kinds(), width), [""; 0], "{width} px wide");
    }
}

#[test]
fn a_move_would_be_seen() {
    let portal = Portal::built();
    let page = portal.folder().join("index.html");
    let filler = "<p>x</p>".repeat(2000);
    let html = format!(
        "<!doctype html><p id=late hidden>late<br>late<br>late</p>{filler}<script src=late.js></script>"
    );
    std::fs::write(&page, html).expect("it is ours");
    std::fs::write(portal.folder().join("late.js"), "late.hidden = false").expect("it is ours");
    assert_eq!(moves(&portal, &["index.html".to_owned()], 412).len(), 1);
}

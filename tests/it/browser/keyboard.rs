//! Pages by keyboard alone: skip link, order and sight of the focus, menu, colours.

use super::{Browser, Portal};
use serde_json::{Value, json};

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";

/// The focused element: its place among all elements, what it is, and whether a reader sees where the focus is. At
/// the end of the page, where the browser's own controls follow, null.
const FOCUS: &str = "
    const at = document.activeElement;
    if (at === document.body || !at) return null;
    const style = getComputedStyle(at), boxes = [...at.getClientRects()];
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const seen = boxes.some(b => {
        const x = Math.max(b.left, 0) + Math.min(b.right, innerWidth);
        const y = Math.max(b.top, 0) + Math.min(b.bottom, innerHeight);
        const top = document.elementFromPoint(x / 2, y / 2);
        return b.width > 0 && top && (at.contains(top) || top.contains(at));
    });
    const place = [...document.querySelectorAll('*')].indexOf(at);
    return [place, at.outerHTML.slice(0, 120), ring, seen];
";

/// Tabs through a page to its end, at most `most` times; every element that had the focus, in that order.
fn walk(browser: &Browser, most: usize) -> Vec<Value> {
    let mut walked = Vec::new();
    for _ in 0..most {
        browser.press(TAB);
        match browser.script(FOCUS) {
            Value::Null => break,
            focus => walked.push(focus),
        }
    }
    walked
}

/// Tabs through a page: focus goes forward, is seen at every step, and reaches all that can be operated.
fn check(path: &str, width: u32) {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.resize(width, 800);
    browser.open(&host.url(path));
    let walked = walk(&browser, 600);
    for (i, focus) in walked.iter().enumerate() {
        assert_eq!(focus[2], json!(true), "{path}: no ring around {}", focus[1]);
        assert_eq!(focus[3], json!(true), "{path}: out of sight or covered: {}", focus[1]);
        if i > 0 {
            let (before, now) = (walked[i - 1][0].as_u64(), focus[0].as_u64());
            assert!(now > before, "{path}: the focus jumps back to {}", focus[1]);
        }
    }
    let operable = "[...document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]')]
        .filter(e => e.checkVisibility() && e.getClientRects().length).length";
    assert_eq!(walked.len().to_string(), browser.text(operable), "{path}: what Tab reaches, what there is");
}

#[test]
fn tab_goes_through_an_event_in_order_and_in_sight() {
    check("su-kien/hoi-nghi-2023-10-11.html", 1280);
}

#[test]
fn tab_goes_through_an_article_in_order_and_in_sight() {
    check("bai-viet/cp.html", 360);
}

#[test]
fn tab_goes_through_the_search_page_in_order_and_in_sight() {
    check("tim-kiem.html", 1280);
    check("tim-kiem.html", 360);
}

#[test]
fn the_skip_link_comes_first_and_leads_past_the_menu() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("index.html"));
    browser.press(TAB);
    let shown =
        "document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().top >= 0";
    browser.wait_until(shown);
    browser.press(ENTER);
    browser.wait_until("document.activeElement.matches('main')");
    browser.press(TAB);
    assert!(
        browser.holds("document.activeElement.closest('main') && !document.activeElement.matches('main')")
    );
}

#[test]
fn the_menu_opens_on_a_small_screen_and_closes_again() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.resize(360, 640);
    browser.open(&host.url("bai-viet/index.html"));
    let open = "[...document.querySelectorAll('.menu a')].every(a => { const b = a.getBoundingClientRect();
        return a.checkVisibility() && b.height >= 24 && b.left >= 0 && b.right <= innerWidth && b.bottom <= innerHeight;
    })";
    assert!(!browser.holds(open));
    browser.click(".menu-open");
    browser.wait_until(open);
    assert!(browser.holds("document.querySelector('.menu a[aria-current=page]')"));
    browser.press(ESCAPE);
    browser.wait_until(&format!("!({open})"));
    // By keyboard, the entries follow the button.
    while !browser.holds("document.activeElement.matches('.menu-open')") {
        browser.press(TAB);
    }
    browser.press(ENTER);
    browser.wait_until(open);
    browser.press(TAB);
    assert!(browser.holds("document.activeElement.matches('.menu a')"));
    browser.press(ENTER);
    browser.wait_until("location.pathname === '/chu-de/index.html'");
}

//! Pages on small screens: nothing needs scrolling sideways, and nothing hides behind an edge.

use super::{Browser, Portal, Server, rich};
use serde_json::json;

/// What stands out of the page on the left or right, without an ancestor that scrolls or hides it on purpose.
const OUTSIDE: &str = "
    const root = document.documentElement, width = root.clientWidth;
    const name = e => e.localName + (e.className && !e.className.baseVal ? '.' + e.className : '');
    const kept = e => {
        for (let at = e; at && at !== document.body; at = at.parentElement) {
            const style = getComputedStyle(at);
            if (style.overflowX !== 'visible' || style.clipPath !== 'none') return true;
        }
        return false;
    };
    const found = [...document.querySelectorAll('body *')].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width > 0 && (box.right > width + 1 || box.left < -1) && !kept(e);
    }).map(name);
    if (root.scrollWidth > width) {
        /* text can stand out of boxes that do not */
        const burst = e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && !kept(e);
        found.unshift(`the page is ${root.scrollWidth} px wide`);
        found.push(...[...document.querySelectorAll('body *')].filter(burst).map(name));
    }
    return found.slice(0, 5).join(', ');
";

/// Chips behind an opening bracket or quotation mark on an earlier line, or before punctuation on a later one.
const TORN: &str = "
    const box = (text, at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect();
    };
    return [...document.querySelectorAll('main .sig')].filter(chip => {
        const boxes = [...chip.getClientRects()], before = chip.previousSibling, behind = chip.nextSibling;
        if (!boxes.length) return false;
        const opens = before?.nodeType === 3 && /[(“]$/.test(before.data);
        const closes = behind?.nodeType === 3 && /^[,.;:)”]/.test(behind.data);
        return opens && box(before, before.data.length - 1).bottom < boxes[0].top + 2
            || closes && box(behind, 0).top > boxes.at(-1).bottom - 2;
    }).map(chip => chip.textContent).join(', ');
";

/// Opens pages at the given widths, in CSS pixels; what stands out, with page and width.
fn check(host: &Server, pages: &[String], widths: &[u32]) {
    check_in(&Browser::start(), host, pages, widths);
}

fn check_in(browser: &Browser, host: &Server, pages: &[String], widths: &[u32]) {
    let mut found = Vec::new();
    for path in pages {
        browser.resize(widths[0], 640);
        browser.open(&host.url(path));
        for &width in widths {
            browser.resize(width, 640);
            browser.script("document.querySelectorAll('details').forEach(d => d.open = true)");
            let outside = browser.script(OUTSIDE);
            if outside != "" {
                found.push(format!("{path} at {width} px: {outside}"));
            }
        }
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn nothing_stands_out_at_the_sides_of_a_small_screen() {
    let portal = Portal::built();
    check(&portal.host(), &portal.pages(), &[320, 360]);
}

/// A reader of a phone may have set letters to twice their size (WCAG 2.2, 1.4.4).
#[test]
fn nothing_stands_out_at_the_sides_where_letters_are_large() {
    let portal = Portal::built();
    let browser = Browser::start();
    let large = json!({"fontSizes": {"standard": 32, "fixed": 26}});
    browser.devtools("Page.setFontSizes", large);
    let host = portal.host();
    browser.open(&host.url("index.html"));
    assert_eq!(browser.text("getComputedStyle(document.documentElement).fontSize"), "32px");
    check_in(&browser, &host, &portal.pages(), &[360]);
}

#[test]
fn nothing_stands_out_at_the_sides_of_larger_screens() {
    let portal = Portal::built();
    check(&portal.host(), &portal.kinds(), &[480, 768, 1024, 1280, 1920]);
}

#[test]
fn punctuation_stays_with_its_chip() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    let mut torn = Vec::new();
    browser.resize(360, 640);
    for path in portal.pages() {
        browser.open(&host.url(&path));
        browser.script("document.querySelectorAll('details').forEach(d => d.open = true)");
        let chips = browser.script(TORN);
        if chips != "" {
            torn.push(format!("{path}: {chips}"));
        }
    }
    assert_eq!(torn, [""; 0]);
}

#[test]
fn wide_tables_and_code_scroll_by_themselves() {
    let portal = Portal::of(rich::portal());
    check(&portal.host(), &portal.pages(), &[320, 1280]);
}

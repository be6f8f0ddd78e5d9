//! What stays on the reader's device: size of text, and where the reader was.

use super::{Browser, Portal, Server};

const LINK: &str = "document.querySelector('[data-resume] a')";
const BAR: &str = "document.querySelector('[data-resume]')";
const BUTTON: &str = "document.querySelector('[data-resume] button')";

/// The page's size of text in CSS pixels.
fn size(browser: &Browser) -> f64 {
    browser
        .text("String(parseFloat(getComputedStyle(document.documentElement).fontSize))")
        .parse()
        .expect("a number")
}

#[test]
fn a_chosen_size_of_text_stays_and_is_there_before_anything_is_painted() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("index.html"));
    let name = "document.querySelector('[data-size-button] span').textContent";
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push((browser.text(name), size(&browser)));
        browser.click("[data-size-button]");
        // The script stands in the head: what it sets is there before the page has a body.
        let early = format!(
            "fetch('{}').then(r => r.text()).then(t => t.indexOf('portal.js') < t.indexOf('<body'))",
            host.url("index.html")
        );
        assert_eq!(browser.promise(&early), serde_json::json!(true));
        browser.open(&host.url("bai-viet/cp.html"));
    }
    let words = ["Cỡ chữ: vừa", "Cỡ chữ: lớn", "Cỡ chữ: rất lớn", "Cỡ chữ: vừa"].map(str::to_owned);
    assert_eq!(seen, words.into_iter().zip([16.0, 18.0, 21.0, 16.0]).collect::<Vec<_>>());
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn the_largest_text_stays_inside_a_small_screen() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.resize(320, 640);
    browser.open(&host.url("index.html"));
    browser.script("localStorage.setItem('size', '2')");
    for path in portal.kinds() {
        browser.open(&host.url(&path));
        assert_eq!(size(&browser) as i32, 21);
        let width = browser.text("String(document.documentElement.scrollWidth)");
        assert_eq!(width, "320", "{path}");
    }
}

#[test]
fn a_size_that_is_none_is_left_alone() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("index.html"));
    browser.script("localStorage.setItem('size', '9'); localStorage.setItem('theme', '\"><b>')");
    browser.open(&host.url("index.html"));
    assert_eq!(size(&browser) as i32, 16);
    assert!(browser.holds("!document.documentElement.dataset.theme"));
}

/// Reads an article as far as a passage.
fn read(browser: &Browser, host: &Server, path: &str, passage: usize) {
    browser.open(&host.url(path));
    browser.wait_until("document.querySelector('.row')");
    browser.script(&format!("document.querySelector('#p{passage}').scrollIntoView({{behavior: 'instant'}})"));
    browser.wait_until(&format!("Object.values(localStorage).some(kept => kept.includes('[{passage},'))"));
}

#[test]
fn the_last_passage_read_is_offered_on_its_page_and_on_the_home_page() {
    let portal = Portal::built();
    let host = Server::start(portal.folder(), "/trong/cong/");
    let browser = Browser::start();
    browser.open(&host.url("index.html"));
    assert!(browser.holds(&format!("{BAR}.hidden")));
    read(&browser, &host, "bai-viet/nv.html", 12);
    read(&browser, &host, "bai-viet/cand.html", 5);
    browser.open(&host.url("index.html"));
    assert_eq!(browser.text(&format!("{LINK}.textContent")), "Đọc tiếp CAND từ đoạn 5");
    browser.open(&host.url("bai-viet/nv.html"));
    assert_eq!(browser.text(&format!("{LINK}.textContent")), "Đọc tiếp từ đoạn 12");
    browser.click("[data-resume] a");
    browser.wait_until("location.hash === '#p12' && document.querySelector('.row:target')");
    browser.open(&host.url("index.html"));
    browser.wait_until(&format!("{LINK}.textContent === 'Đọc tiếp NV từ đoạn 12'"));
    assert_eq!(browser.text(&format!("{LINK}.href")), host.url("bai-viet/nv.html#p12"));
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn it_can_be_forgotten_and_switched_off_and_on() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    read(&browser, &host, "bai-viet/nv.html", 9);
    browser.open(&host.url("bai-viet/nv.html"));
    browser.click("[data-resume] button");
    assert!(browser.holds("!Object.values(localStorage).some(kept => kept.includes('bai-viet'))"));
    assert!(browser.holds(&format!("{LINK}.hidden && !{BAR}.hidden")));
    assert_eq!(browser.text(&format!("{BUTTON}.textContent")), "Nhớ chỗ đang đọc trên máy này");
    // Nothing is written while it is off.
    browser.script("document.querySelector('#p9').scrollIntoView({behavior: 'instant'})");
    browser.pause(600);
    assert!(browser.holds("!Object.values(localStorage).some(kept => kept.includes('bai-viet'))"));
    browser.open(&host.url("index.html"));
    assert!(browser.holds(&format!("{BAR}.hidden")));
    browser.open(&host.url("bai-viet/nv.html"));
    browser.click("[data-resume] button");
    read(&browser, &host, "bai-viet/nv.html", 6);
    browser.open(&host.url("index.html"));
    assert_eq!(browser.text(&format!("{LINK}.textContent")), "Đọc tiếp NV từ đoạn 6");
}

#[test]
fn a_reader_at_the_first_passage_is_offered_nothing() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("bai-viet/nv.html"));
    browser.pause(500);
    browser.open(&host.url("index.html"));
    assert!(browser.holds(&format!("{BAR}.hidden")));
    // What others wrote there leads to no other place.
    browser.script(&format!(
        "localStorage.setItem('read {}', JSON.stringify({{'javascript:alert(1)//': [3, '<b>x</b>']}}))",
        host.url("")
    ));
    browser.open(&host.url("index.html"));
    assert!(browser.text(&format!("{LINK}.href")).starts_with(&host.url("")));
    assert_eq!(browser.text(&format!("{LINK}.textContent")), "Đọc tiếp <b>x</b> từ đoạn 3");
}

//! Previews of passages, and previews for fingers.

use super::{Browser, Portal};
use serde_json::json;

const FOLD: &str = "const fold = e => e.textContent.replace(/\\s+/g, ' ').trim();";
const OPEN: &str =
    "!document.querySelector('#_preview')?.hidden && document.querySelector('a[aria-describedby=_preview]')";
const CLOSED: &str = "document.querySelector('#_preview')?.hidden !== false";
const CHIP: &str = ".quote a.sig[href*='#p']";

/// What the preview says of a passage.
fn shown(browser: &Browser) -> String {
    browser.text("document.querySelector('#_preview .say').textContent.trim()")
}

/// The words of the passage that a chip leads to, from its own page.
fn words(browser: &Browser, chip: &str) -> String {
    let address = browser.text(&format!("document.querySelector(\"{chip}\").href"));
    browser.open(&address);
    let words = browser.script(&format!("{FOLD} return fold(document.querySelector('.row:target .say'))"));
    words.as_str().expect("text").to_owned()
}

/// Puts a finger on the first element that a selector finds, and lifts it.
fn tap(browser: &Browser, selector: &str) {
    let place = browser.script(&format!(
        "const e = document.querySelector({}); e.scrollIntoView({{block: 'center', behavior: 'instant'}});
         const b = e.getClientRects()[0]; return [b.left + b.width / 2, b.top + b.height / 2];",
        json!(selector)
    ));
    let whole = |i: usize| place[i].as_f64().expect("a position") as i64;
    browser.act(json!({"actions": [{
        "type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"}, "actions": [
            {"type": "pointerMove", "duration": 0, "x": whole(0), "y": whole(1)},
            {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0},
        ],
    }]}));
}

#[test]
fn a_chip_shows_the_words_of_its_passage_fetched_once() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("chu-de/noi-dung.html"));
    browser.wait_until(&format!("document.querySelector(\"{CHIP}\")"));
    for _ in 0..2 {
        browser.hover(CHIP);
        browser.wait_until(OPEN);
        browser.hover("h1");
        browser.wait_until(CLOSED);
    }
    let asked = "String(performance.getEntriesByType('resource').filter(e => e.initiatorType === 'xmlhttprequest').length)";
    assert_eq!(browser.text(asked), "1");
    browser.hover(CHIP);
    browser.wait_until(OPEN);
    let (preview, about) =
        (shown(&browser), browser.text("document.querySelector('#_preview .kind').textContent"));
    assert!(about.contains("đoạn"), "{about}");
    assert!(browser.holds("document.querySelectorAll('#_preview a, #_preview [id]').length === 0"));
    assert_eq!(browser.console(), [""; 0]);
    let whole = words(&browser, CHIP);
    assert!(
        preview.chars().count() > 40 && whole.starts_with(preview.trim_end_matches('…')),
        "{preview} | {whole}"
    );
}

#[test]
fn a_chip_to_the_same_page_asks_nobody() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("bai-viet/cp.html"));
    let own = "a.sig[href*='cp.html#p']";
    browser.wait_until(&format!("document.querySelector(\"{own}\")"));
    browser.hover(own);
    browser.wait_until(OPEN);
    assert!(shown(&browser).chars().count() > 20);
    assert!(
        browser.holds(
            "!performance.getEntriesByType('resource').some(e => e.initiatorType === 'xmlhttprequest')"
        )
    );
}

#[test]
fn a_chip_shows_its_passage_to_the_keyboard_and_escape_closes_it() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.resize(360, 500);
    browser.open(&host.url("thuat-ngu.html"));
    for _ in 0..60 {
        browser.press("\u{E004}");
        if browser.holds("document.activeElement.matches('a.sig')") {
            break;
        }
    }
    browser.wait_until(OPEN);
    assert!(browser.holds("document.documentElement.scrollWidth <= innerWidth"));
    let inside = "(b => b.left >= 0 && b.right <= innerWidth)(document.querySelector('#_preview').getBoundingClientRect())";
    assert!(browser.holds(inside));
    browser.press("\u{E00C}");
    browser.wait_until(CLOSED);
    assert!(browser.holds("document.activeElement.matches('a.sig')"));
}

#[test]
fn a_first_use_of_a_term_shows_what_it_means() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("bai-viet/nv.html"));
    browser.wait_until("document.querySelector('a.term')");
    browser.hover("a.term[href$='#term-ttdn']");
    browser.wait_until(OPEN);
    assert!(browser.text("document.querySelector('#_preview').textContent").contains("thông tin đối ngoại"));
    browser.click("a.term[href$='#term-ttdn']");
    browser.wait_until("location.pathname.endsWith('/thuat-ngu.html') && location.hash === '#term-ttdn'");
}

#[test]
fn a_finger_opens_the_preview_first_and_then_the_link_in_it() {
    let portal = Portal::built();
    for (path, link) in [("bai-viet/cp.html", ".row a[data-card]"), ("chu-de/noi-dung.html", CHIP)] {
        let (host, browser) = (portal.host(), Browser::start());
        browser.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": true}));
        browser.resize(360, 640);
        browser.open(&host.url(path));
        browser.wait_until(&format!("document.querySelector(\"{link}\")"));
        let (here, there) = (
            browser.text("location.href"),
            browser.text(&format!("document.querySelector(\"{link}\").href")),
        );
        tap(&browser, link);
        browser.wait_until(OPEN);
        assert_eq!(browser.text("location.href"), here, "the first tap leads away");
        // The way on is a link that has the focus, so that whoever does not see the preview hears of it.
        browser.wait_until("document.activeElement === document.querySelector('#_preview a')");
        assert_eq!(browser.text("document.querySelector('#_preview a').textContent"), "Mở");
        for part in ["#_preview", "#_preview a"] {
            let inside = format!(
                "(b => b.top >= 0 && b.bottom <= innerHeight)(document.querySelector('{part}').getBoundingClientRect())"
            );
            assert!(browser.holds(&inside), "{path}: {part} leaves the window");
        }
        // Elsewhere closes it.
        tap(&browser, "h1");
        browser.wait_until(CLOSED);
        tap(&browser, link);
        browser.wait_until("document.activeElement === document.querySelector('#_preview a')");
        tap(&browser, "#_preview a");
        browser.wait_until(&format!("location.href === {}", json!(there)));
        assert_eq!(browser.console(), [""; 0]);
    }
}

#[test]
fn a_finger_is_led_on_where_there_is_no_preview() {
    let portal = Portal::built();
    let folder = portal.folder().canonicalize().expect("it was just built");
    let browser = Browser::start();
    browser.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": true}));
    browser.open(&format!("file://{}/chu-de/noi-dung.html", folder.display()));
    let there = browser.text(&format!("document.querySelector(\"{CHIP}\").href"));
    tap(&browser, CHIP);
    browser.wait_until(&format!("location.href === {}", json!(there)));
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn a_mouse_follows_links_at_once() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    for link in [CHIP, "main a[data-card]"] {
        browser.open(&host.url("chu-de/cac-hoi-nghi.html"));
        if browser.holds(&format!("!document.querySelector(\"{link}\")")) {
            continue;
        }
        let there = browser.text(&format!("document.querySelector(\"{link}\").href"));
        browser.click(link);
        browser.wait_until(&format!("location.href === {}", json!(there)));
    }
}

#[test]
fn links_to_things_without_a_card_show_the_head_of_their_page_fetched_once() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    let part = |selector: &str| {
        format!(
            "[...document.querySelectorAll('{selector}')].map(e => e.textContent.replace(/\\s+/g, ' ').trim()).join(' | ')"
        )
    };
    let head = part("main > .head .kind, main > .head h1, main > .head .lead");
    for (path, link) in [
        ("index.html", ".four a[data-card]"),
        ("dong-thoi-gian.html", ".line h3 a[data-card]"),
        ("so-do.html", ".graph a.event"),
        ("so-do.html", ".graph + section td a[data-card]"),
        ("on-tap.html", "h2 > a[data-card]"),
        ("thuat-ngu.html", "dd > p > a[data-card]"),
        ("nguoi-to-chuc.html", "dt > a[data-card]"),
        ("van-ban/57-kl-tw.html", ".id a[data-card]"),
        ("chu-de/noi-dung.html", ".back a[data-card]"),
        ("cach-doc.html", ".md a[data-card]"),
    ] {
        browser.open(&host.url(path));
        browser.wait_until(&format!("document.querySelector('{link}')"));
        let there = browser
            .text(&format!("new URL(document.querySelector('{link}').getAttribute('href'), location).href"));
        for _ in 0..2 {
            browser.hover(link);
            browser.wait_until(OPEN);
            browser.hover("h1");
            browser.wait_until(CLOSED);
        }
        let asked = "String(performance.getEntriesByType('resource').filter(e => e.initiatorType === 'xmlhttprequest').length)";
        assert_eq!(browser.text(asked), "1", "{path}: {link}");
        browser.hover(link);
        browser.wait_until(OPEN);
        let preview = browser.text(&part("#_preview > *"));
        assert!(
            browser.holds("!document.querySelector('#_preview a, #_preview h1, #_preview [id]')"),
            "{path}"
        );
        assert_eq!(browser.console(), [""; 0], "{path}");
        browser.open(&there);
        assert_eq!(preview, browser.text(&head), "{path}: {link}");
    }
}

#[test]
fn the_ways_through_the_site_have_no_previews() {
    let portal = Portal::built();
    for path in ["index.html", "dong-thoi-gian.html", "bai-viet/cp.html", "van-ban/57-kl-tw.html"] {
        let page = portal.site.page(path);
        assert_eq!(page.all("header a[data-card], nav a[data-card], footer a[data-card]").len(), 0, "{path}");
    }
}

#[test]
fn a_finger_on_a_box_of_the_map_sees_the_head_first_and_is_then_led_on() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": true}));
    browser.resize(360, 640);
    browser.open(&host.url("so-do.html"));
    browser.wait_until("document.querySelector('.graph a')");
    let there =
        browser.text("new URL(document.querySelector('.graph a').getAttribute('href'), location).href");
    tap(&browser, ".graph a");
    browser.wait_until("document.activeElement === document.querySelector('#_preview a')");
    tap(&browser, "#_preview a");
    browser.wait_until(&format!("location.href === {}", json!(there)));
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn a_page_that_cannot_be_fetched_shows_no_preview_and_its_link_still_leads_there() {
    let portal = Portal::built();
    let folder = portal.folder().canonicalize().expect("it was just built");
    let browser = Browser::start();
    for (path, link) in [("chu-de/noi-dung.html", CHIP), ("dong-thoi-gian.html", ".line h3 a[data-card]")] {
        browser.open(&format!("file://{}/{path}", folder.display()));
        browser.hover(link);
        browser.pause(700);
        assert!(browser.holds(CLOSED));
        let there = browser.text(&format!("document.querySelector(\"{link}\").href"));
        browser.click(link);
        browser.wait_until(&format!("location.href === {}", json!(there)));
        assert_eq!(browser.console(), [""; 0]);
    }
}

/// On a page of a disk, which may fetch nothing: what has no card has no preview, and the one that was open goes.
#[test]
fn a_preview_goes_when_the_mouse_comes_to_a_link_that_has_none() {
    let portal = Portal::built();
    let folder = portal.folder().canonicalize().expect("it was just built");
    let browser = Browser::start();
    browser.open(&format!("file://{}/bai-viet/cp.html", folder.display()));
    browser.hover(".row a[data-card]");
    browser.wait_until("document.querySelector('#_preview')?.hidden === false");
    browser.hover("a.sig[href*='#p']");
    browser.wait_until(CLOSED);
    assert!(browser.holds("!document.querySelector('[aria-describedby=_preview]')"));
}

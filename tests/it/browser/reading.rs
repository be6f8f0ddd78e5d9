//! What a reader does on a page: follows a chip to its passage, looks at a preview, opens what is folded away.

use super::{Browser, Portal};

/// Shown at all, and inside the window.
const IN_VIEW: &str = "(selector => {
    const b = document.querySelector(selector)?.getClientRects()[0];
    return b && b.height > 0 && b.bottom > 0 && b.top < innerHeight && b.left >= 0 && b.right <= innerWidth;
})";

/// The preview is open, and says what the page's own card says.
const PREVIEW: &str = "(() => {
    const pop = document.querySelector('#_preview'), link = document.querySelector('a[aria-describedby=_preview]');
    const fold = e => e.textContent.replace(/\\s+/g, '');
    if (!link || pop.hidden) return false;
    return fold(pop).length > 10 && fold(pop) === fold(document.getElementById(link.dataset.card));
})()";

/// No preview is open.
const NO_PREVIEW: &str =
    "document.querySelector('#_preview').hidden && !document.querySelector('a[aria-describedby=_preview]')";

/// An article's page, with its first mention of something.
fn article(portal: &Portal) -> (Browser, super::Server) {
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("bai-viet/cp.html"));
    browser.wait_until("document.querySelector('.row a[data-card]')");
    (browser, host)
}

#[test]
fn a_chip_leads_to_its_passage_which_stands_out() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("chu-de/noi-dung.html"));
    let chip = ".quote a.sig[href*='#p']";
    let address = browser.text(&format!("document.querySelector(\"{chip}\").href"));
    let label = browser.text(&format!("document.querySelector(\"{chip}\").textContent"));
    browser.click(chip);
    browser.wait_until(&format!("location.href === '{address}' && document.querySelector('.row:target')"));
    assert!(browser.holds(&format!("{IN_VIEW}('.row:target > .no')")), "{address} is not in view");
    // `CP 6`: the siglum of the page, and the number in the gutter.
    let there =
        "['.head .sig', '.row:target > .no'].map(s => document.querySelector(s).textContent).join(' ')";
    assert_eq!(browser.text(there), label);
    let ground = |row: &str| {
        browser.text(&format!("getComputedStyle(document.querySelector('{row} > .say')).backgroundColor"))
    };
    assert_ne!(ground(".row:target"), ground(".row:not(:target)"));
}

#[test]
fn a_quotation_stands_in_the_passage_that_its_chip_names() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("chu-de/phuong-thuc.html"));
    let fold = "const fold = t => t.replace(/\\s+/g, ' ').trim();";
    let quotes = browser.script(&format!(
        "{fold} return [...document.querySelectorAll('figure.quote, .pair figure')].flatMap(f =>
            [...f.querySelectorAll('a.sig')].map(a => [a.href, fold(f.querySelector('blockquote').textContent)]));"
    ));
    let quotes = quotes.as_array().expect("a list");
    assert!(quotes.len() > 5, "{quotes:?}");
    for quote in quotes {
        let (address, words) = (quote[0].as_str().expect("text"), quote[1].as_str().expect("text"));
        browser.open(address);
        let passage =
            browser.script(&format!("{fold} return fold(document.querySelector('.row:target').textContent)"));
        let passage = passage.as_str().expect("text");
        for part in words.split("[…]").map(str::trim) {
            assert!(passage.contains(part), "{address}: {part:?} is not in {passage:?}");
        }
    }
}

#[test]
fn a_mention_shows_its_card_while_the_mouse_rests_on_it() {
    let portal = Portal::built();
    let (browser, _host) = article(&portal);
    browser.hover(".row a[data-card]");
    browser.wait_until(PREVIEW);
    assert!(browser.holds(&format!("{IN_VIEW}('#_preview')")));
    assert!(browser.holds("document.querySelectorAll('#_preview a, #_preview [id]').length === 0"));
    // It stays while the mouse rests on the preview itself, and goes when the mouse leaves.
    browser.hover("#_preview");
    browser.pause(500);
    assert!(browser.holds(PREVIEW));
    browser.hover("h1");
    browser.wait_until(NO_PREVIEW);
}

#[test]
fn escape_closes_a_preview() {
    let portal = Portal::built();
    let (browser, _host) = article(&portal);
    browser.hover(".row a[data-card]");
    browser.wait_until(PREVIEW);
    browser.press("\u{E00C}");
    browser.wait_until(NO_PREVIEW);
}

#[test]
fn a_mention_shows_its_card_to_the_keyboard() {
    let portal = Portal::built();
    let (browser, _host) = article(&portal);
    for _ in 0..150 {
        browser.press("\u{E004}");
        if browser.holds("document.activeElement.matches('a[data-card]')") {
            break;
        }
    }
    browser.wait_until(PREVIEW);
    browser.press("\u{E00C}");
    browser.wait_until(NO_PREVIEW);
}

#[test]
fn a_preview_stays_inside_a_small_window() {
    let portal = Portal::built();
    let (browser, _host) = article(&portal);
    browser.resize(360, 500);
    browser.hover(".row a[data-card]");
    browser.wait_until(PREVIEW);
    assert!(browser.holds("document.documentElement.scrollWidth <= innerWidth"));
    assert!(browser.holds(&format!("{IN_VIEW}('#_preview')")));
}

#[test]
fn omitted_lines_open() {
    let portal = Portal::built();
    let (browser, _host) = article(&portal);
    let shown = "document.querySelector('.omitted .lines li').checkVisibility({contentVisibilityAuto: true})";
    assert!(!browser.holds(shown));
    browser.click(".omitted summary");
    browser.wait_until(shown);
    let lines = portal.site.datum("articles", "cp")["omitted"].as_array().expect("a list").len();
    assert!(lines > 0);
    assert!(browser.holds(&format!("document.querySelectorAll('.omitted .lines li').length >= {lines}")));
}

//! Reading without a network: what was kept is there, and what the network has comes first.

use super::{Browser, Portal, Server};
use serde_json::Value;

/// Opens the home page and waits until the worker keeps what it keeps from the first visit on.
fn visited(host: &Server) -> Browser {
    let browser = Browser::start();
    browser.open(&host.url("index.html"));
    browser.wait_until("navigator.serviceWorker.controller");
    browser
}

/// Waits until a promise has a value of which something holds.
fn until(browser: &Browser, promise: &str, holds: impl Fn(&Value) -> bool) {
    let mut last = Value::Null;
    for _ in 0..100 {
        last = browser.promise(promise);
        if holds(&last) {
            return;
        }
        browser.pause(100);
    }
    panic!("waited in vain: {last}");
}

fn heading(browser: &Browser) -> String {
    browser.text("document.querySelector('main h1').textContent.trim()")
}

#[test]
fn pages_and_search_are_there_without_a_network_after_the_first_visit() {
    let portal = Portal::built();
    let host = Server::start(portal.folder(), "/trong/cong/");
    let url = |path: &str| host.url(path);
    let browser = visited(&host);
    assert_eq!(browser.console(), [""; 0]);
    let pages: Vec<(String, String)> =
        ["", "chu-de/noi-dung.html", "bai-viet/cp.html", "van-ban/57-kl-tw.html", "so-do.html"]
            .iter()
            .map(|path| {
                (
                    url(path),
                    portal.site.page(if path.is_empty() { "index.html" } else { path }).text("main h1"),
                )
            })
            .collect();
    let (find, data, none) =
        (url("tim-kiem.html?q=ngu%E1%BB%93n+l%E1%BB%B1c"), url("data/portal.json"), url("khong-co.html"));
    drop(host);
    for (address, title) in pages {
        browser.open(&address);
        assert_eq!(heading(&browser), title, "{address}");
        assert!(browser.holds("getComputedStyle(document.querySelector('.skip')).position === 'absolute'"));
    }
    browser.open(&find);
    browser.wait_until("document.querySelectorAll('.hits li').length > 3");
    // What is not kept is not made up.
    let lost = |address: &str| format!("fetch('{address}').then(() => 'there', () => 'lost')");
    assert_eq!(browser.promise(&lost(&data)), "lost");
    assert_eq!(browser.promise(&lost(&none)), "lost");
    browser.open(&none);
    assert_eq!(heading(&browser), portal.site.page("404.html").text("main h1"));
    assert!(browser.text("document.querySelector('main').textContent").contains("chưa được giữ trong máy"));
}

/// Hosts lead from `chu-de/noi-dung` to the folder; without one the worker does.
#[test]
fn a_folder_is_found_without_its_stroke() {
    let test = crate::harness::PortalTest::first();
    test.edit("portal.yaml", "language: vi\n", "language: vi\npretty_urls: true\n");
    let portal = Portal::of(test);
    let host = portal.host();
    let browser = visited(&host);
    let (there, asked) = (host.url("chu-de/noi-dung/"), host.url("chu-de/noi-dung"));
    drop(host);
    browser.open(&asked);
    assert_eq!(browser.text("location.href"), there);
    assert_eq!(heading(&browser), portal.site.page("chu-de/noi-dung/index.html").text("main h1"));
}

#[test]
fn a_changed_page_is_new_at_once_and_what_was_kept_of_the_old_site_goes() {
    let portal = Portal::built();
    let host = portal.host();
    let browser = visited(&host);
    let caches = "caches.keys().then(all => all.join())";
    let before = browser.promise(caches);
    portal.test.edit("content/topics/noi-dung.md", "---\ntitle: ", "---\ntitle: Mới – ");
    portal.test.build();
    browser.open(&host.url("chu-de/noi-dung.html"));
    let new = heading(&browser);
    assert!(new.starts_with("Mới – "), "{new}");
    // The next worker takes over by itself, and leaves one cache.
    browser.script("navigator.serviceWorker.getRegistration().then(r => r.update())");
    until(&browser, caches, |now| *now != before && !now.as_str().is_some_and(|names| names.contains(',')));
    let (page, other) = (host.url("chu-de/noi-dung.html"), host.url("chu-de/index.html"));
    drop(host);
    browser.open(&page);
    assert_eq!(heading(&browser), new);
    browser.open(&other);
    assert!(browser.text("document.querySelector('main').textContent").contains(&new));
}

#[test]
fn a_page_that_is_not_kept_at_first_is_kept_when_it_is_read() {
    let portal = Portal::built();
    let host = portal.host();
    let browser = visited(&host);
    let data = host.url("data/portal.json");
    assert_eq!(browser.promise(&format!("fetch('{data}').then(r => r.status)")), 200);
    browser.pause(200);
    drop(host);
    assert_eq!(browser.promise(&format!("fetch('{data}').then(r => r.status)")), 200);
}

#[test]
fn a_portal_that_switches_it_off_sends_the_worker_away_with_all_that_it_kept() {
    let portal = Portal::built();
    let host = portal.host();
    let browser = visited(&host);
    portal.test.edit("portal.yaml", "offline: true", "offline: false");
    portal.test.build();
    browser.open(&host.url("chu-de/noi-dung.html"));
    let left = "Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()]).then(all => all.flat().length)";
    until(&browser, left, |now| *now == 0);
    browser.open(&host.url("index.html"));
    browser.pause(300);
    assert_eq!(browser.promise(left), 0);
}

#[test]
fn a_portal_that_says_nothing_has_no_worker() {
    let portal = Portal::built();
    portal.test.edit("portal.yaml", "offline: true\n", "");
    let site = portal.test.build();
    assert!(!site.paths().contains(&"sw.js") && !site.paths().contains(&"offline.json"));
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("index.html"));
    browser.pause(300);
    assert_eq!(browser.promise("navigator.serviceWorker.getRegistrations().then(all => all.length)"), 0);
}

#[test]
fn a_worker_keeps_to_its_own_site() {
    let portal = Portal::built();
    let host = Server::start(portal.folder(), "/a/");
    let browser = visited(&host);
    browser.promise("caches.open('khue of others').then(() => 1)");
    assert_eq!(browser.promise("navigator.serviceWorker.getRegistration().then(r => r.scope)"), host.url(""));
    portal.test.edit("portal.yaml", "offline: true", "offline: false");
    portal.test.build();
    browser.open(&host.url("index.html"));
    until(&browser, "caches.keys().then(all => all.join())", |now| *now == "khue of others");
}

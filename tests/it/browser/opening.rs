//! Pages open wherever the site stands, and the browser has nothing to say about them.

use super::{Browser, Portal, Server};
use serde_json::json;

/// Opens addresses one after the other; what the console said, with the page that made it say so.
pub fn said(browser: &Browser, urls: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut said = Vec::new();
    for url in urls {
        browser.open(&url);
        assert_eq!(browser.script(STATE), json!([true, true, true]), "{url}: page, stylesheet, script");
        said.extend(browser.console().into_iter().map(|line| format!("{url}: {line}")));
    }
    said
}

/// Whether the page is one of the site's, has its stylesheet, and ran its script.
const STATE: &str = "
    const one = selector => document.querySelector(selector);
    const styled = getComputedStyle(one('.skip')).position === 'absolute';
    return [!!one('main h1'), styled, !one('[data-theme-button]').hidden];
";

/// Nothing at all.
const NOTHING: [String; 0] = [];

#[test]
fn pages_open_at_the_root_of_a_host() {
    let portal = Portal::built();
    let host = portal.host();
    assert_eq!(said(&Browser::start(), portal.pages().iter().map(|path| host.url(path))), NOTHING);
}

#[test]
fn pages_open_below_a_path() {
    let portal = Portal::built();
    let host = Server::start(portal.folder(), "/trong/cong/");
    // Shown at any address, the page for missing pages must know the host's root: see the next test.
    let pages = portal.pages().into_iter().filter(|path| path != "404.html");
    assert_eq!(said(&Browser::start(), pages.map(|path| host.url(&path))), NOTHING);
}

#[test]
fn a_missing_page_leads_back_from_any_depth() {
    let portal = Portal::built();
    portal.test.build_with(&["-u", "https://host.example/trong/cong/"]);
    let host = Server::start(portal.folder(), "/trong/cong/");
    let browser = Browser::start();
    let lines = said(&browser, [host.url("khong/co/o/day.html")]);
    // The browser itself notes the status.
    assert!(lines.iter().all(|line| line.contains("status of 404")), "{lines:?}");
    browser.click("main a");
    browser.wait_until("location.pathname.startsWith('/trong/cong/') && !location.pathname.includes('day')");
    assert_eq!(browser.console(), NOTHING);
}

#[test]
fn pages_open_from_a_disk() {
    let portal = Portal::built();
    let folder = portal.folder().canonicalize().expect("it was just built");
    let pages = portal.pages().into_iter().filter(|path| path != "404.html");
    let addresses = pages.map(|path| format!("file://{}/{path}", folder.display()));
    assert_eq!(said(&Browser::start(), addresses), NOTHING);
}

#[test]
fn a_breach_of_the_policy_would_be_seen() {
    let portal = Portal::built();
    let path = "themes/ours/templates/base.html";
    portal.test.write("themes/ours/theme.yaml", b"name: ours\n");
    let inline = "{% extends \"khue/base.html\" %}{% block extra_body %}<p style=\"color: red\" onclick=\"f()\">x</p>\
                  <script>document.body.innerHTML = ''</script>{% endblock %}";
    portal.test.write(path, inline.as_bytes());
    portal.test.edit("portal.yaml", "theme: khue", "theme: ours");
    portal.test.build();
    let host = portal.host();
    let lines = said(&Browser::start(), [host.url("index.html")]);
    assert!(lines.len() >= 3, "{lines:?}");
}

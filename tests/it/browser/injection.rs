//! Hostile text in every field, read in a real browser: nothing of it runs, wherever it is shown.

use super::{Browser, Portal, Server};
use crate::escaping::portal;
use crate::injection::{GROUPS, together};
use crate::serve::preview::Preview;
use serde_json::{Value, json};

/// What must not be on a page: a sentinel that was set; an element, attribute or address that the site does not write; a
/// request to elsewhere.
const SCAN: &str = "
    const bad = [];
    if ('__pwned' in window) bad.push('a script ran');
    for (const e of document.querySelectorAll('*')) {
        const name = e.localName, own = name === 'script' && (e.type === 'application/ld+json' || e.src.startsWith(location.origin + '/'));
        if (/^(script|iframe|img|object|embed|style|base|textarea|math|animate|frame|applet|plaintext)$/.test(name) && !own) bad.push(e.outerHTML.slice(0, 200));
        if (name === 'noscript' && /<(script|img|svg|iframe|style)/i.test(e.textContent)) bad.push(e.textContent);
        if (name === 'meta' && e.httpEquiv) bad.push(e.outerHTML.slice(0, 200));
        for (const { name: key, value } of e.attributes) {
            // A preview is put where its link is.
            if (key === 'style' && e.id === '_preview') continue;
            if (/^(on|style$|srcdoc|formaction|autofocus)/i.test(key)) bad.push(key + '=' + value);
            if (/^(href|src|action|xlink:href|poster|data|ping)$/.test(key)) {
                const { protocol, origin } = new URL(value, document.baseURI);
                if (!/^(https?|mailto|tel):$/.test(protocol) || key !== 'href' && origin !== location.origin) bad.push(key + '=' + value);
            }
        }
    }
    for (const { name } of performance.getEntriesByType('resource')) if (!name.startsWith(location.origin + '/')) bad.push('asked ' + name);
    return bad;
";

/// What is wrong with the page that is shown. An open dialog of a script would fail the command itself.
fn faults(browser: &Browser, place: &str) -> Vec<String> {
    let found = browser.script(SCAN);
    let found = found.as_array().expect("a list").iter().map(Value::to_string);
    found.map(|fault| format!("{place}: {fault}")).collect()
}

fn check_group(group: &[&str], strict: bool) {
    let portal = Portal::of(portal(&together(group)));
    let host = if strict { portal.host() } else { Server::without_policy(portal.folder()) };
    let browser = Browser::start();
    let mut found = Vec::new();
    let mut look = |place: &str| {
        found.extend(faults(&browser, place));
        found.extend(browser.console().iter().map(|line| format!("{place}: {line}")));
    };
    // Whatever can be clicked, opened and hovered without leaving the page.
    let act = "window.confirm = () => false; window.print = () => {};
        document.querySelectorAll('details').forEach(d => { d.open = true; });
        document.querySelectorAll('main button').forEach(b => b.checkVisibility() && !b.closest('dialog') && !b.matches('[type=submit]') && b.click());
        document.querySelectorAll('main a, main [tabindex]').forEach(a => { a.focus(); a.dispatchEvent(new PointerEvent('pointerover', {bubbles: true})); });";
    for path in portal.pages() {
        browser.open(&host.url(&path));
        if strict && path != "404.html" {
            browser.script(act);
        }
        look(&path);
    }
    // Excerpts of hostile texts, and hostile questions.
    let mut asked = vec!["câu đầu", "7x7", "pwned"];
    asked.extend(group);
    browser.open(&host.url("tim-kiem.html"));
    for words in asked {
        browser.script(&format!(
            "const box = document.querySelector('[data-seek] [name=q]');
             box.value = {}; box.dispatchEvent(new Event('input', {{bubbles: true}}))",
            json!(words)
        ));
        let quoted = "document.querySelector('[data-seek] [role=status]').textContent";
        browser.wait_until(&format!("/kết quả|Không thấy/.test({quoted})"));
        if words == "câu đầu" {
            browser.wait_until("document.querySelector('[data-list] h3 a')");
            assert!(
                browser.holds("document.querySelector('[data-list]').textContent.includes('7x7')"),
                "excerpts"
            );
        }
        look(&format!("search for {words}"));
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn elements_and_addresses_run_nowhere() {
    GROUPS[..2].iter().for_each(|group| check_group(group, true));
}

#[test]
fn what_templates_and_foreign_elements_read_runs_nowhere() {
    GROUPS[2..4].iter().for_each(|group| check_group(group, true));
}

#[test]
fn what_swallows_the_rest_of_a_page_runs_nowhere() {
    GROUPS[4..].iter().for_each(|group| check_group(group, true));
}

#[test]
fn nothing_runs_where_no_policy_would_stop_it() {
    GROUPS[..1].iter().chain(&GROUPS[3..5]).for_each(|group| check_group(group, false));
}

#[test]
fn previews_of_passages_hold_text_alone() {
    let portal = Portal::of(portal(&together(GROUPS[0])));
    let (host, browser) = (Server::without_policy(portal.folder()), Browser::start());
    browser.open(&host.url("chu-de/t.html"));
    browser.hover(".quote a.sig[href*='#p']");
    browser.wait_until("document.querySelector('#_preview')?.hidden === false && document.querySelector('#_preview .say').textContent.includes('7x7')");
    assert_eq!(faults(&browser, "preview"), [""; 0]);
}

#[test]
fn what_is_kept_for_reading_offline_runs_nothing() {
    let test = portal(&together(GROUPS[0]));
    test.edit("portal.yaml", "menu: [topics]", "menu: [topics]\noffline: true");
    let portal = Portal::of(test);
    let (host, browser) = (Server::without_policy(portal.folder()), Browser::start());
    browser.open(&host.url("index.html"));
    browser.wait_until("navigator.serviceWorker.controller");
    let pages = ["index.html", "chu-de/t.html", "bai-viet/a.html", "van-ban/d2.html", "khong-co.html"];
    pages.iter().for_each(|path| browser.open(&host.url(path)));
    let urls = pages.map(|path| host.url(path));
    drop(host);
    for url in urls {
        browser.open(&url);
        assert!(browser.holds("document.body.textContent.includes('7x7')"), "{url}");
        assert_eq!(faults(&browser, &url), [""; 0]);
    }
}

#[test]
fn the_authors_preview_runs_nothing_of_a_text() {
    let preview = Preview::of(portal(&together(GROUPS[0])));
    let browser = Browser::start();
    for path in ["", "chu-de/t.html", "bai-viet/a.html"] {
        browser.open(&format!("http://{}/{path}", preview.host));
        // Its warnings about the portal quote the text.
        browser.wait_until("document.querySelector('khue-preview')?.shadowRoot");
        assert!(browser.holds("!('__pwned' in window)"));
        let own = "document.querySelector('khue-preview').shadowRoot.querySelectorAll('script, img, iframe, [onerror], [onload]').length";
        assert_eq!(browser.text(own), "0", "{path}");
    }
}

#[test]
fn a_script_that_ran_would_be_seen() {
    let portal = Portal::built();
    let page = portal.folder().join("index.html");
    std::fs::write(
        &page,
        "<!doctype html><title>x</title><a href=' javascript:1' onclick=x>y</a><script>__pwned = 1</script>",
    )
    .expect("it is ours");
    let (host, browser) = (Server::without_policy(portal.folder()), Browser::start());
    browser.open(&host.url("index.html"));
    assert_eq!(faults(&browser, "index.html").len(), 4);
}

//! Pages without JavaScript: all that is to be read and followed is there.

use super::{Browser, Portal};
use serde_json::{Value, json};

/// The lines of text that can be seen when all that folds is open, and the addresses of all links that can be seen.
/// The buttons of the script, and the box and filters of the search page, are all that nobody has without it.
const SHOWN: &str = "
    document.querySelectorAll('[data-theme-button], [data-size-button], [data-resume], [data-copy], .carry, .seek form, [data-tally], [data-script], [data-grades], noscript').forEach(b => b.remove());
    document.querySelectorAll('details').forEach(d => { d.open = true; });
    const links = [...document.querySelectorAll('a[href]')].filter(a => a.getClientRects().length);
    const lines = document.body.innerText.split(/\\n+/).map(line => line.trim()).filter(line => line);
    return [lines, links.map(a => a.href)];
";

#[test]
fn all_text_and_links_are_there_without_javascript() {
    let portal = Portal::built();
    let host = portal.host();
    let browser = Browser::start();
    for path in portal.kinds() {
        let see = |off: bool| {
            browser.devtools("Emulation.setScriptExecutionDisabled", json!({"value": off}));
            browser.open(&host.url(&path));
            assert_eq!(browser.holds("document.querySelector('[data-theme-button]').hidden"), off, "{path}");
            browser.script(SHOWN)
        };
        let (with, without) = (see(false), see(true));
        for (name, i) in [("line", 0), ("link", 1)] {
            let (with, without) = (list(&with, i), list(&without, i));
            let first = with.iter().zip(&without).find(|(with, without)| with != without);
            assert!(first.is_none(), "{path}: with and without the script, a {name} is {first:?}");
            assert_eq!(with.len(), without.len(), "{path}: {name}s");
            assert!(without.len() > 3, "{path}: {without:?}");
        }
    }
}

#[test]
fn the_menu_opens_without_javascript() {
    let portal = Portal::built();
    let host = portal.host();
    let browser = Browser::start();
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    browser.resize(360, 640);
    browser.open(&host.url("index.html"));
    browser.click(".menu-open");
    browser.wait_until("document.querySelector('.menu a').getClientRects().length");
    browser.click(".menu a");
    browser.wait_until("location.pathname === '/chu-de/index.html'");
}

fn list(shown: &Value, i: usize) -> Vec<&str> {
    shown[i].as_array().expect("it is a list").iter().filter_map(Value::as_str).collect()
}

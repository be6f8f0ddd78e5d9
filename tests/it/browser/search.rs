//! Search as readers use it: from the dialog and from its page, by mouse and by keyboard, wherever the site stands.

use super::{Browser, Portal, Server};
use crate::harness::PortalTest;
use serde_json::{Value, json};

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const UP: &str = "\u{E013}";
const DOWN: &str = "\u{E015}";

/// What the live region says.
const STATUS: &str = "document.querySelector('[data-seek] [role=status]').textContent";

/// The addresses of the results that are shown, relative to the site.
const HITS: &str = "[...document.querySelectorAll('[data-list] h3 a')].filter(a => a.getClientRects().length)
    .map(a => a.href.replace(/^.*?([^/]+\\/[^/]+)$/, '$1'))";

/// Results are shown, and the list of all items is not.
const FOUND: &str = "document.querySelector('[data-list] h3 a')?.checkVisibility() && !document.querySelector('[data-when^=idle]')?.checkVisibility()";

/// The list of all items is shown, and no result is.
const IDLE: &str = "document.querySelector('[data-when^=idle]').checkVisibility() && !document.querySelector('[data-list]').checkVisibility()";

/// What was fetched of the program that finds things, and of its index.
const FETCHED: &str = "performance.getEntriesByType('resource').map(r => r.name).filter(name => /search[./]/.test(name.replace(/^.*\\/assets/, '')))";

fn hits(browser: &Browser) -> Vec<String> {
    let hits = browser.script(&format!("return {HITS}"));
    hits.as_array().expect("a list").iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Puts words into the box of the search page or the dialog, as typing does.
fn ask(browser: &Browser, words: &str) {
    browser.script(&format!(
        "const box = document.querySelector('[data-seek] [name=q]');
         box.value = {};
         box.dispatchEvent(new Event('input', {{bubbles: true}}))",
        json!(words)
    ));
}

/// Ticks a choice, or takes it back.
fn choose(browser: &Browser, name: &str, value: &str) {
    browser.script(&format!("document.querySelector('[data-seek] [name={name}][value={value}]').click()"));
}

/// Opens the dialog on a page and looks for words that the portal has.
fn dialog(browser: &Browser, url: &str) {
    browser.open(url);
    browser.click("a[data-find]");
    browser.wait_until("document.querySelector('dialog').open && document.activeElement.name === 'q'");
    browser.press("nguồn lực");
    browser.wait_until(FOUND);
}

#[test]
fn the_dialog_finds_as_you_type_and_leads_to_the_passage() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    dialog(&browser, &host.url("chu-de/noi-dung.html"));
    assert!(browser.text(STATUS).contains("kết quả cho “nguồn lực”"), "{}", browser.text(STATUS));
    let found = hits(&browser);
    assert!(found.len() <= 6 && found.contains(&"bai-viet/cp.html#p7".to_owned()), "{found:?}");
    assert!(
        browser
            .holds("[...document.querySelectorAll('dialog mark')].some(m => /nguồn/i.test(m.textContent))")
    );
    browser.click("dialog a[href$='cp.html#p7']");
    browser.wait_until("location.hash === '#p7' && document.querySelector('.row:target')");
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn the_dialog_works_by_keyboard_alone() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("bai-viet/cp.html"));
    browser.press(TAB);
    let control_k = json!({"actions": [{"type": "key", "id": "keys", "actions": [
        {"type": "keyDown", "value": "\u{E009}"}, {"type": "keyDown", "value": "k"},
        {"type": "keyUp", "value": "k"}, {"type": "keyUp", "value": "\u{E009}"}]}]});
    browser.act(control_k.clone());
    browser.wait_until("document.querySelector('dialog').open && document.activeElement.name === 'q'");
    browser.press("nguon luc");
    browser.wait_until(FOUND);
    browser.press(DOWN);
    assert!(browser.holds("document.activeElement === document.querySelector('[data-list] h3 a')"));
    browser.press(DOWN);
    assert!(browser.holds("document.activeElement === document.querySelectorAll('[data-list] h3 a')[1]"));
    browser.press(UP);
    browser.press(UP);
    assert!(browser.holds("document.activeElement.name === 'q'"));
    // Closed and opened again, it is as it was; the focus returns meanwhile.
    browser.press(ESCAPE);
    browser.wait_until("!document.querySelector('dialog').open && document.activeElement.matches('.skip')");
    browser.act(control_k);
    browser.wait_until("document.activeElement.value === 'nguon luc'");
    assert!(browser.holds(FOUND));
    browser.press(DOWN);
    let to = browser.text("document.activeElement.href");
    browser.press(ENTER);
    browser.wait_until(&format!("location.href === {}", json!(to)));
}

#[test]
fn enter_in_the_dialog_opens_the_page_with_the_question() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    dialog(&browser, &host.url("index.html"));
    choose(&browser, "kind", "article");
    browser.wait_until("document.querySelector('[data-more]').href.includes('kind=article')");
    let more = browser.text("document.querySelector('[data-more]').href");
    browser.press(ENTER);
    browser.wait_until(&format!("location.href === {}", json!(more)));
    browser.wait_until(FOUND);
    assert!(
        browser.text("location.href").contains("/tim-kiem.html?q=ngu%E1%BB%93n+l%E1%BB%B1c&kind=article")
    );
    assert!(browser.holds("document.querySelector('[name=q]').value === 'nguồn lực'"));
    assert!(browser.holds("document.querySelector('[name=kind][value=article]').checked"));
}

#[test]
fn the_dialog_closes_by_its_button_and_by_a_click_outside_and_not_by_one_inside() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("bai-viet/cp.html"));
    let open = "document.querySelector('dialog').open";
    let press_at = |x: i64, y: i64| {
        browser.act(json!({"actions": [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [
            {"type": "pointerMove", "duration": 0, "x": x, "y": y},
            {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]}]}));
    };
    for close in [true, false] {
        browser.click("a[data-find]");
        browser.wait_until(open);
        // Its padding is inside.
        let left = browser.script("const b = document.querySelector('dialog').getBoundingClientRect(); return [b.left + 4, b.top + 4]");
        press_at(left[0].as_f64().expect("a number") as i64, left[1].as_f64().expect("a number") as i64);
        assert!(browser.holds(open));
        if close {
            browser.click("dialog form[method=dialog] button");
        } else {
            press_at(10, 400);
        }
        browser.wait_until(&format!("!{open}"));
        assert!(browser.holds("document.activeElement.matches('a[data-find]')"));
    }
}

#[test]
fn nothing_is_fetched_before_somebody_asks() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    for path in ["index.html", "tim-kiem.html"] {
        browser.open(&host.url(path));
        browser.click("a[data-find]");
        browser.wait_until("document.activeElement.name === 'q'");
        browser.pause(400);
        assert_eq!(browser.script(&format!("return {FETCHED}")), json!([]), "{path}");
        browser.press("tin");
        browser.wait_until(FOUND);
        let fetched = browser.script(&format!("return {FETCHED}"));
        assert!(fetched.as_array().is_some_and(|list| list.len() >= 2), "{path}: {fetched}");
    }
}

#[test]
fn the_page_is_at_the_address_of_its_results() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("tim-kiem.html?q=th%C3%B4ng%20tin&kind=article&kind=topic&page=2"));
    browser.wait_until(FOUND);
    let second = hits(&browser);
    // Going there changes nothing in the address; then turning a page does, and so does typing.
    assert!(browser.text("location.search").contains("%20"));
    browser.click("[rel=prev]:not([hidden])");
    browser
        .wait_until("!location.search.includes('page') && document.activeElement.matches('[data-list] a')");
    let first = hits(&browser);
    assert!(first.len() == 10 && first != second, "{first:?} {second:?}");
    ask(&browser, "nguồn lực");
    browser.wait_until(&format!("{STATUS}.includes('nguồn lực')"));
    ask(&browser, "hội nghị");
    browser.wait_until(&format!("{STATUS}.includes('hội nghị')"));
    let typed = hits(&browser);
    assert_eq!(browser.text("new URLSearchParams(location.search).get('q')"), "hội nghị");
    browser.script("history.back()");
    browser.wait_until(&format!("{STATUS}.includes('thông tin')"));
    assert_eq!(hits(&browser), first);
    browser.script("history.back()");
    browser.wait_until(&format!(
        "location.search.includes('page=2') && String({HITS}) === {}",
        json!(second.join(","))
    ));
    browser.script("history.go(2)");
    browser.wait_until(&format!("{STATUS}.includes('hội nghị')"));
    assert_eq!(hits(&browser), typed);
    // A page of results can be opened by itself, and one that is not there is the last.
    browser.open(&host.url("tim-kiem.html?q=th%C3%B4ng+tin&page=999"));
    browser.wait_until(FOUND);
    assert!(browser.holds("document.querySelector('[rel=prev]:not([hidden])') && !document.querySelector('[rel=next]:not([hidden])')"));
}

#[test]
fn what_was_sent_stays_in_the_history() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("index.html"));
    browser.open(&host.url("tim-kiem.html"));
    browser.click("[name=q]");
    browser.press("hội");
    browser.wait_until(FOUND);
    browser.press(" nghị\u{E007}");
    browser.wait_until(&format!("{STATUS}.includes('hội nghị')"));
    browser.press(" a");
    browser.wait_until(&format!("{STATUS}.includes('nghị a')"));
    browser.script("history.back()");
    browser.wait_until("document.querySelector('[name=q]').value === 'hội nghị'");
    browser.script("history.back()");
    browser.wait_until("location.pathname === '/index.html'");
}

#[test]
fn results_are_narrowed_and_sorted_and_the_list_returns() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("tim-kiem.html"));
    assert!(browser.holds(IDLE));
    // A choice without words shows what passes it.
    choose(&browser, "kind", "document");
    browser.wait_until(FOUND);
    let documents = portal.site.data("documents").len();
    assert_eq!(browser.text(STATUS), format!("{documents} mục"));
    choose(&browser, "kind", "document");
    browser.wait_until(IDLE);
    assert_eq!(browser.text("location.search + document.querySelector('[name=q]').value"), "");
    ask(&browser, "nguồn lực");
    browser.wait_until(FOUND);
    choose(&browser, "source", "cp");
    browser.wait_until(&format!("{HITS}.length && {HITS}.every(path => path.includes('/cp.html'))"));
    assert_eq!(browser.text("document.querySelector('[data-narrowed]').textContent"), "(1)");
    browser.script("const sort = document.querySelector('[name=sort]'); sort.value = 'date'; sort.dispatchEvent(new Event('input', {bubbles: true}))");
    browser.wait_until("location.search.includes('sort=date')");
    ask(&browser, "");
    choose(&browser, "source", "cp");
    browser.wait_until(IDLE);
}

#[test]
fn what_is_not_found_is_said() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("tim-kiem.html?q=qwzxqwzx"));
    browser.wait_until("document.querySelector('[data-when=nothing]').checkVisibility()");
    assert_eq!(browser.text(STATUS), "0 kết quả cho “qwzxqwzx”");
    assert!(browser.holds("document.querySelectorAll('[data-when=nothing] a').length === 3"));
}

#[test]
fn only_the_last_of_several_answers_is_shown() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("tim-kiem.html?q=tin"));
    browser.wait_until(FOUND);
    browser.script(
        "const find = khueSearch.find;
         khueSearch.find = async (text, options) => {
             await new Promise(done => setTimeout(done, text === 'hội nghị' ? 1200 : 0));
             return find.call(khueSearch, text, options);
         };",
    );
    ask(&browser, "hội nghị");
    browser.wait_until(&format!("{STATUS} === 'Đang tìm…'"));
    ask(&browser, "nguồn lực");
    browser.wait_until(&format!("{STATUS}.includes('nguồn lực')"));
    browser.pause(1300);
    assert!(browser.text(STATUS).contains("nguồn lực"));
}

#[test]
fn words_that_an_input_method_composes_wait() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("tim-kiem.html?q=tin"));
    browser.wait_until(FOUND);
    browser.script("window.asked = []; const find = khueSearch.find; khueSearch.find = (text, o) => { asked.push(text); return find.call(khueSearch, text, o); }");
    browser.script("const box = document.querySelector('[name=q]'); box.value = ''; box.focus()");
    for part in ["n", "ng", "ngu", "nguo", "nguô", "nguồ", "nguồn"] {
        browser.devtools(
            "Input.imeSetComposition",
            json!({"text": part, "selectionStart": part.encode_utf16().count(), "selectionEnd": part.encode_utf16().count()}),
        );
        browser.pause(150);
    }
    assert_eq!(browser.script("return asked"), json!([]));
    browser.devtools("Input.insertText", json!({"text": "nguồn"}));
    browser.wait_until("asked.length");
    assert_eq!(browser.script("return asked"), json!(["nguồn"]));
}

#[test]
fn search_works_below_a_path_and_from_a_disk() {
    let portal = Portal::built();
    let host = Server::start(portal.folder(), "/trong/cong/");
    let folder = portal.folder().canonicalize().expect("it was just built");
    let browser = Browser::start();
    for base in [host.url(""), format!("file://{}/", folder.display())] {
        dialog(&browser, &format!("{base}su-kien/hoi-nghi-2023-10-11.html"));
        assert!(hits(&browser).contains(&"bai-viet/cp.html#p7".to_owned()), "{base}");
        browser.press(ENTER);
        browser.wait_until("location.pathname.endsWith('/tim-kiem.html')");
        browser.wait_until(FOUND);
        ask(&browser, "hội nghị");
        browser
            .wait_until(&format!("{STATUS}.includes('hội nghị') && location.search.includes('h%E1%BB%99i')"));
        browser.script("document.querySelector('[data-list] h3 a').click()");
        browser.wait_until("!location.pathname.endsWith('/tim-kiem.html')");
        assert_eq!(browser.console(), [""; 0], "{base}");
    }
}

#[test]
fn a_page_for_a_missing_address_can_be_searched_from() {
    let portal = Portal::built();
    portal.test.build_with(&["-u", "https://host.example/trong/cong/"]);
    let host = Server::start(portal.folder(), "/trong/cong/");
    let browser = Browser::start();
    dialog(&browser, &host.url("khong/co/o/day.html"));
    assert!(hits(&browser).contains(&"bai-viet/cp.html#p7".to_owned()));
}

#[test]
fn a_file_that_is_missing_is_told_and_asked_for_again() {
    // A worker that keeps the site would meet the missing files too, and share what it was told.
    let test = PortalTest::first();
    test.edit("portal.yaml", "offline: true", "offline: false");
    let portal = Portal::of(test);
    let (host, browser) = (portal.host(), Browser::start());
    let (search, aside) = (portal.folder().join("search"), portal.test.beside("aside"));
    let is_retry = "document.querySelector('[data-retry]').checkVisibility()";
    // Without anything, without the index alone.
    for keeps_reader in [false, true] {
        std::fs::rename(&search, &aside).expect("both are ours");
        if keeps_reader {
            std::fs::create_dir(&search).expect("it was moved");
            std::fs::copy(aside.join("reader.js"), search.join("reader.js")).expect("it is there");
        }
        for path in ["tim-kiem.html", "bai-viet/cp.html"] {
            browser.open(&host.url(path));
            browser.script("document.querySelector('a[data-find]').click()");
            ask(&browser, "nguồn lực");
            browser.wait_until(is_retry);
            assert!(browser.text(STATUS).starts_with("Chưa tải được"), "{}", browser.text(STATUS));
            assert!(!browser.holds("document.querySelector('[data-list]').checkVisibility()"));
            if path == "bai-viet/cp.html" {
                if keeps_reader {
                    std::fs::remove_dir_all(&search).expect("it is ours");
                }
                std::fs::rename(&aside, &search).expect("both are ours");
            }
        }
        browser.click("[data-retry]");
        browser.wait_until(FOUND);
        assert!(!browser.holds(is_retry));
        assert!(browser.holds("document.activeElement.name === 'q'"));
    }
}

#[test]
fn a_slow_network_is_waited_for_and_said_so() {
    // Offline, nothing shall be there but what was fetched for an answer.
    let test = PortalTest::first();
    test.edit("portal.yaml", "offline: true", "offline: false");
    let portal = Portal::of(test);
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("tim-kiem.html"));
    browser.devtools("Network.enable", json!({}));
    let network = |offline: bool, latency: u32| {
        let conditions = json!({"offline": offline, "latency": latency, "downloadThroughput": 50_000, "uploadThroughput": 50_000});
        browser.devtools("Network.emulateNetworkConditions", conditions);
    };
    network(false, 500);
    ask(&browser, "nguồn lực");
    browser.wait_until(&format!("{STATUS} === 'Đang tìm…'"));
    browser.wait_until(FOUND);
    // What was fetched once is there without a network; what was not is there when the network is.
    network(true, 0);
    ask(&browser, "");
    browser.wait_until(IDLE);
    ask(&browser, "nguồn lực");
    browser.wait_until(FOUND);
    ask(&browser, "tuyên truyền");
    browser.wait_until("document.querySelector('[data-retry]').checkVisibility()");
    network(false, 0);
    browser.click("[data-retry]");
    browser.wait_until(&format!("{STATUS}.includes('tuyên truyền')"));
}

#[test]
fn what_looks_like_markup_stays_text() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("tim-kiem.html?q=%3Cimg+src%3Dx+onerror%3D%22document.title%3D1%22%3E"));
    browser.wait_until(&format!("{STATUS}.includes('<img')"));
    browser.script(
        "const evil = '<img src=x onerror=\"window.hurt = true\">';
         khueSearch.find = async () => ({ total: 1, forgiven: [[evil, evil]], hits: [{ kind: 'article', heading: [[evil, true]], about: evil,
             label: evil, address: location.href, anchor: '', date: '', parts: [[evil, false], [evil, true]],
             more: [{ label: evil, address: location.href }] }] });",
    );
    ask(&browser, "hội nghị");
    browser.wait_until("document.querySelectorAll('[data-list] li').length === 1");
    browser.pause(200);
    assert!(browser.holds("!window.hurt && !document.querySelector('main img')"));
    assert_eq!(
        browser.text("document.querySelector('[data-list]').textContent.split('<img').length - 1"),
        "6"
    );
    assert!(browser.text(STATUS).starts_with("Không thấy “<img"));
}

#[test]
fn nothing_stands_out_on_a_small_screen() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    for (width, height) in [(360, 640), (320, 256)] {
        browser.resize(width, height);
        browser.open(&host.url("tim-kiem.html?q=th%C3%B4ng+tin"));
        browser.wait_until(FOUND);
        browser.script("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        assert!(
            browser.holds("document.documentElement.scrollWidth <= innerWidth"),
            "the page at {width} px"
        );
        dialog(&browser, &host.url("bai-viet/cp.html"));
        let fits = "(() => { const d = document.querySelector('dialog'), b = d.getBoundingClientRect();
            return b.left >= 0 && b.right <= innerWidth && b.top >= 0 && b.bottom <= innerHeight && d.scrollWidth <= d.clientWidth; })()";
        assert!(browser.holds(fits), "the dialog at {width} px");
        // All of it can be reached, and what has the focus is in sight.
        for _ in 0..40 {
            browser.press(TAB);
            let seen = "(() => { const a = document.activeElement; if (a === document.body) return true;
                const b = a.getBoundingClientRect(), top = document.elementFromPoint(b.left + Math.min(b.width / 2, 20), b.top + b.height / 2);
                return a.contains(top) || top?.contains(a); })()";
            assert!(browser.holds(seen), "{width} px: {}", browser.text("document.activeElement.outerHTML"));
        }
    }
}

#[test]
fn targets_are_large_enough_for_fingers() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.resize(360, 640);
    let small = "[...document.querySelectorAll('[data-seek] :is(.choice, .btn, select, [type=search], summary, h3 a)')]
        .filter(e => e.checkVisibility()).filter(e => e.getBoundingClientRect().height < 24).map(e => e.outerHTML).join(' ')";
    browser.open(&host.url("tim-kiem.html?q=th%C3%B4ng+tin"));
    browser.wait_until(FOUND);
    browser.script("document.querySelectorAll('details').forEach(d => { d.open = true; })");
    assert_eq!(browser.text(small), "");
    dialog(&browser, &host.url("bai-viet/cp.html"));
    assert_eq!(browser.text(small), "");
}

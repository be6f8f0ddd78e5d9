//! Beside each passage: a link to it with its first and last words, and a reference to it.

use super::{Browser, Portal};
use crate::harness::PortalTest;
use serde_json::{Value, json};

/// What is copied stands in `copied` from now on.
const CATCH: &str = "navigator.clipboard.writeText = async text => { window.copied = text; };";

/// What the buttons of every passage copy: its anchor, the link, the reference.
fn copied(browser: &Browser) -> Vec<Value> {
    browser.script(CATCH);
    let all = "(async () => {
        const all = [];
        for (const row of document.querySelectorAll('.row')) {
            const one = [row.id];
            for (const button of row.querySelectorAll('.carry button')) {
                window.copied = null;
                button.click();
                await null;
                one.push(window.copied);
            }
            all.push(one);
        }
        return all;
    })()";
    browser.promise(all).as_array().expect("a list of passages").clone()
}

/// Where a text directive leads, found as the specification finds it (URL Fragment Text Directives, section 3.6.1): the first
/// place of the first words, and the first place of the last words behind it, letter case aside; whether that is
/// the whole passage of this anchor and nothing else.
const LEADS: &str = "
    const [start, end] = arguments_.directive.split(',').map(decodeURIComponent), fold = t => t.toLowerCase().replace(/\\s+/g, ' ');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), places = [];
    let text = '';
    for (let node; node = walker.nextNode();) {
        if (node.parentElement.closest('script, style, dialog, [hidden]')) continue;
        for (const c of node.data) if (!/\\s/.test(c) || !/\\s$/.test(text)) { text += c; places.push(node); }
    }
    text = fold(text);
    const from = text.indexOf(fold(start));
    if (from < 0) return 'the first words are nowhere';
    const to = end === undefined ? from + start.length : text.indexOf(fold(end), from + start.length) + end.length;
    const row = document.getElementById(arguments_.anchor), said = row.querySelector('.say');
    if (!said.contains(places[from]) || !said.contains(places[to - 1])) return 'it leads elsewhere: ' + text.slice(from, to);
    return fold(said.innerText).trim() === text.slice(from, to).trim() ? null : 'another text: ' + text.slice(from, to);
";

/// Checks the links to all passages of a page; how many there are, and how many have no words.
fn check_links(browser: &Browser, address: &str) -> (usize, usize) {
    let (all, mut bare) = (copied(browser), 0);
    for one in &all {
        let (anchor, link) = (one[0].as_str().unwrap(), one[1].as_str().expect("a link"));
        let rest = link.strip_prefix(&format!("{address}#{anchor}")).unwrap_or_else(|| panic!("{link}"));
        let Some(directive) = rest.strip_prefix(":~:text=") else {
            assert_eq!(rest, "", "{link}");
            bare += 1;
            continue;
        };
        // TextDirectiveExplicitChar and percent-encoded bytes, with one comma between start and end.
        let parts: Vec<&str> = directive.split(',').collect();
        assert!(parts.len() <= 2, "{link}");
        for part in parts {
            assert!(
                part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!$'()*+./:;=?@_~%".contains(&b)),
                "{link}"
            );
        }
        let arguments = json!({ "directive": directive, "anchor": anchor });
        let found = browser.script(&format!("const arguments_ = {arguments}; {LEADS}"));
        assert_eq!(found, Value::Null, "{anchor}: {directive}");
    }
    (all.len(), bare)
}

#[test]
fn links_to_all_passages_lead_to_their_first_and_last_words() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    for article in portal.site.data("articles") {
        let path = article["path"].as_str().unwrap();
        browser.open(&host.url(path));
        let (count, bare) = check_links(&browser, &format!("https://cong-hoc-tap.example/{path}"));
        assert_eq!(count, article["passages"].as_array().unwrap().len(), "{path}");
        assert_eq!(bare, 0, "{path}: what repeats a passage stands behind it");
        assert_eq!(browser.console(), Vec::<String>::new(), "{path}");
    }
}

/// Passages that repeat each other, that are short, that hold every character with a meaning in a directive.
const REPEATING: &str = "\
-- seeds/r.txt --
Một đoạn ngắn

Cùng mở đầu bằng những lời này, rồi nói một việc - việc thứ nhất.

Cùng mở đầu bằng những lời này, rồi nói một việc - việc thứ hai, & việc thứ hai.

Lặp lại.

Lặp lại.

A, b & c - d: 100% “ngoặc” <b> ?x=1#y; một hai ba bốn năm sáu bảy tám chín mười.
-- content/articles/r.yaml --
seed: r.txt
siglum: R
title: Tựa \"{passage}\" ] [ 0 </template>
author: 'Vũ￹ Hiền'
";

#[test]
fn passages_that_repeat_each_other_are_told_apart() {
    let test = PortalTest::small().with(REPEATING);
    test.edit("portal.yaml", "base_url: https://cong.example/hoc/\n", "");
    let portal = Portal::of(test);
    let (host, browser) = (portal.host(), Browser::start());
    let address = host.url("bai-viet/r.html");
    browser.open(&format!("{address}#p2"));
    assert_eq!(
        check_links(&browser, &address),
        (6, 3),
        "without an address of the site, that of the page itself"
    );
    let all = copied(&browser);
    let link = |n: usize| all[n][1].as_str().unwrap().split_once('#').unwrap().1.to_owned();
    assert!(link(1).starts_with("p2:~:text=C%C3%B9ng"), "{}", link(1));
    assert_ne!(link(1).strip_prefix("p2"), link(2).strip_prefix("p3"));
    assert_eq!([link(3), link(4)], ["p4", "p5"], "all their words stand twice: the anchor alone");
    assert!(link(5).contains("A%2C%20b%20%26%20c"), "{}", link(5));
    assert_eq!(
        all[5][2],
        format!(
            "Vũ Hiền, “Tựa \"{{passage}}\" ] [ 0 </template>” (bản lưu không ghi nơi đăng, ngày đăng và địa chỉ), đoạn 6. \
             Đọc tại cổng học tập Cổng thử, ký hiệu R 6: {address}#p6"
        )
    );
}

/// Whether the buttons are at least twice as far from the words of the next passage as from those of their own.
fn nearer(within: &str) -> String {
    format!(
        "(() => {{
            const box = e => {{ const r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect(); }};
            return [...document.querySelectorAll('.row')].every((row, i, rows) => {{
                const next = rows[i + 1], tools = row.querySelector('.carry');
                if (!next || next.previousElementSibling !== row || row.querySelector('.note') || !tools.closest('{within}')) return true;
                const words = box(tools.querySelector('button')), above = words.top - box(row.querySelector('.say')).bottom;
                return box(next.querySelector('.say')).top - words.bottom >= 2 * Math.max(above, 5);
            }});
        }})()"
    )
}

#[test]
fn buttons_are_there_when_they_are_wanted() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("bai-viet/cp.html"));
    browser.script(CATCH);
    let opacity = "getComputedStyle(document.querySelector('#p3 .carry')).opacity";
    assert_eq!(browser.text(opacity), "0");
    browser.hover("#p3 .no");
    assert_eq!(browser.text(opacity), "1");
    browser.hover("h1");
    assert_eq!(browser.text(opacity), "0");
    browser.script("document.querySelector('#p3 .carry button').focus()");
    assert_eq!(browser.text(opacity), "1", "by keyboard too");
    browser.press("\u{E007}");
    browser.wait_until("document.querySelector('#p3 [role=status]').textContent === 'Đã chép'");
    assert!(browser.text("copied").contains("#p3:~:text="));
    assert_eq!(browser.text("document.activeElement.ariaLabel"), "Chép liên kết: Đoạn 3");
    assert!(browser.holds(&nearer("#p3")), "they belong to the passage above");
    let boxes = "[...document.querySelectorAll('.carry button')].map(b => b.getBoundingClientRect())";
    assert!(
        browser.holds(&format!("{boxes}.length > 6 && {boxes}.every(b => b.height >= 24 && b.width >= 24)"))
    );
    // On a screen that is touched nothing can be hovered over.
    browser.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true }));
    let metrics = json!({"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": true});
    browser.devtools("Emulation.setDeviceMetricsOverride", metrics);
    browser.open(&host.url("bai-viet/cp.html"));
    assert!(browser.holds("matchMedia('(hover: none)').matches"));
    assert_eq!(browser.text(opacity), "1");
    let apart = "[...document.querySelectorAll('.row')].every((row, i, rows) => !rows[i + 1]
        || row.querySelector('.carry').getBoundingClientRect().bottom <= rows[i + 1].getBoundingClientRect().top + 1)";
    assert!(browser.holds(apart), "they stand in the gap");
    assert!(browser.holds(&nearer(".text")), "they belong to the passage above");
}

#[test]
fn a_page_does_not_grow_with_its_passages() {
    let site = PortalTest::first().build();
    for article in site.data("articles") {
        let page = site.page(article["path"].as_str().unwrap());
        assert_eq!(page.all("template[data-cite]").len(), 1);
        assert_eq!(page.all(".row button").len(), 0, "the script makes them");
    }
}

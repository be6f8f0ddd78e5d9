//! The self-test as a reader takes it: by keyboard, over several days, from one browser to another, without script, on paper.

use super::{Browser, Portal, axe};
use crate::harness::PortalTest;
use serde_json::{Value, json};

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const DOWN: &str = "\u{E015}";
const SPACE: &str = " ";

/// One question of each kind on the topic *Việc học*, one on *Việc khác*.
fn portal() -> Portal {
    let quote = "quote: {article: a, text: ba việc cần làm}";
    let one = |rest: &str| format!("  - {{{rest}, {quote}}}\n");
    let topic = [
        one(
            "kind: one, id: mot, ask: Mấy việc?, options: [Hai, Ba, Bốn], answer: 2, explain: Bài viết ba việc.",
        ),
        one("kind: several, id: nhieu, ask: Việc nào?, options: [Học, Chơi, Làm], answer: [1, 3]"),
        one("kind: order, id: xep, ask: Xếp theo vần., options: [C, A, B], answer: [2, 3, 1]"),
        one("kind: recall, id: nho, ask: Ai dự?, answer: Ông Nguyễn Văn A"),
    ];
    let test = PortalTest::small();
    test.write(
        "content/topics/hoc.md",
        format!("---\ntitle: Việc học\ndocuments: [57-kl-tw]\nself_test:\n{}---\n", topic.concat())
            .as_bytes(),
    );
    let other = one("kind: source, id: ai, ask: Ai viết?, options: [A, B], answer: 1");
    test.write(
        "content/topics/khac.md",
        format!("---\ntitle: Việc khác\nself_test:\n{other}---\n").as_bytes(),
    );
    Portal::of(test)
}

/// Puts a script's clock some days on, on every page that is opened from now on.
fn days_on(browser: &Browser, days: u32) {
    let source = format!(
        "(() => {{ const Real = Date, ahead = {days} * 864e5; window.Date = class extends Real {{
           constructor(...a) {{ a.length ? super(...a) : super(Real.now() + ahead); }}
           static now() {{ return Real.now() + ahead; }} }}; }})()"
    );
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
}

fn focus(browser: &Browser, selector: &str) {
    browser.script(&format!("document.querySelector({}).focus()", json!(selector)));
}

/// The text of the first element that a selector finds.
fn said(browser: &Browser, selector: &str) -> String {
    browser.text(&format!("document.querySelector({}).textContent.trim()", json!(selector)))
}

fn verdict(browser: &Browser, id: &str) -> String {
    said(browser, &format!("#q-{id} > .verdict"))
}

fn score(browser: &Browser) -> String {
    said(browser, "[data-tally]")
}

fn due(browser: &Browser) -> String {
    said(browser, "[data-by=due] + span")
}

/// The ids of the questions that are shown, `q-` left out.
fn shown(browser: &Browser) -> String {
    browser.text("[...document.querySelectorAll('.q')].filter(q => q.checkVisibility()).map(q => q.id.slice(2)).join(' ')")
}

/// The anchor of what follows after choosing a value of a filter.
fn choose(browser: &Browser, by: &str, value: &str) {
    browser.script(&format!(
        "const s = document.querySelector('[data-by={by}]'); s.value = '{value}'; s.dispatchEvent(new Event('change', {{bubbles: true}}))"
    ));
}

/// What the browser keeps, without the times of reviews.
fn kept(browser: &Browser) -> Value {
    browser.script(
        "const key = Object.keys(localStorage).find(k => k.startsWith('khue:self-test:'));
         return key ? [key, JSON.parse(localStorage[key])] : null",
    )
}

#[test]
fn each_kind_is_answered_by_keyboard() {
    let portal = portal();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("on-tap.html"));
    assert_eq!(score(&browser), "Chưa làm câu nào");

    // Arrows choose without being taken for answers; Enter checks.
    focus(&browser, "#q-hoc-mot input");
    browser.press(DOWN);
    browser.press(DOWN);
    assert_eq!(verdict(&browser, "hoc-mot"), "");
    browser.press(ENTER);
    assert_eq!(verdict(&browser, "hoc-mot"), "Chưa đúng. Thử lại hoặc mở đáp án. Gặp lại: hôm nay.");
    assert!(!browser.holds("document.querySelector('#q-hoc-mot details').open"), "another try is left");
    assert_eq!(score(&browser), "Đúng 0 trong 1 câu đã làm");
    browser.press("\u{E013}");
    assert_eq!(verdict(&browser, "hoc-mot"), "", "a verdict is on what was chosen");
    browser.press(ENTER);
    assert_eq!(verdict(&browser, "hoc-mot"), "Đúng.");
    assert!(browser.holds("document.querySelector('#q-hoc-mot details').open"), "the source is shown");
    assert!(said(&browser, "#q-hoc-mot details").contains("ba việc cần làm"));
    assert_eq!(score(&browser), "Đúng 1 trong 1 câu đã làm");

    // Several: boxes by space, then the button.
    focus(&browser, "#q-hoc-nhieu input");
    browser.press(SPACE);
    browser.press(TAB);
    browser.press(TAB);
    browser.press(SPACE);
    browser.press(TAB);
    browser.press(SPACE);
    assert_eq!(verdict(&browser, "hoc-nhieu"), "Đúng. Gặp lại: sau 2 ngày.");

    // Order: a number for each.
    focus(&browser, "#q-hoc-xep select");
    for place in ["3", "1", "2"] {
        browser.press(place);
        browser.press(TAB);
    }
    browser.press(SPACE);
    assert_eq!(verdict(&browser, "hoc-xep"), "Đúng. Gặp lại: sau 2 ngày.");

    // Recall: open, compare, say how it went.
    focus(&browser, "#q-hoc-nho summary");
    browser.press(ENTER);
    let grades = browser
        .text("[...document.querySelectorAll('#q-hoc-nho [data-grade]')].map(b => b.textContent).join('|')");
    assert_eq!(grades, "Quên hôm nay|Khó sau 1 ngày|Nhớ sau 2 ngày|Dễ sau 8 ngày");
    while browser.text("document.activeElement.dataset.grade") != "4" {
        browser.press(TAB);
    }
    browser.press(ENTER);
    assert_eq!(verdict(&browser, "hoc-nho"), "Gặp lại: sau 8 ngày.");
    assert_eq!(
        browser.text("document.activeElement.localName"),
        "summary",
        "the focus is not lost with the buttons"
    );

    // Nothing chosen is no answer.
    focus(&browser, "#q-khac-ai [data-check]");
    browser.press(ENTER);
    assert_eq!(verdict(&browser, "khac-ai"), "Hãy trả lời trước khi chấm.");
    assert_eq!(score(&browser), "Đúng 3 trong 3 câu đã làm");

    browser.script("document.querySelector('[type=reset]').click()");
    assert_eq!(score(&browser), "Chưa làm câu nào");
    assert!(!browser.holds("document.querySelector('.q input:checked, .q details[open]')"));
    assert_eq!(browser.console(), [""; 0], "nothing offends the policy");
}

#[test]
fn the_source_is_shown_after_the_second_wrong_answer_too() {
    let portal = portal();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("on-tap.html"));
    let is_open = "document.querySelector('#q-hoc-mot details').open";
    browser.click("#q-hoc-mot label:nth-of-type(1)");
    browser.click("#q-hoc-mot [data-check]");
    let first = verdict(&browser, "hoc-mot");
    assert!(first.starts_with("Chưa đúng.") && first.ends_with("Gặp lại: hôm nay."), "{first}");
    assert!(!browser.holds(is_open));
    let graded = kept(&browser);
    browser.click("#q-hoc-mot label:nth-of-type(3)");
    browser.click("#q-hoc-mot [data-check]");
    assert!(verdict(&browser, "hoc-mot").starts_with("Chưa đúng."));
    assert!(browser.holds(is_open), "the source is shown");
    assert_eq!(kept(&browser), graded, "the first answer counts");
    // Who has seen it mends nothing.
    browser.click("#q-hoc-mot label:nth-of-type(2)");
    browser.click("#q-hoc-mot [data-check]");
    assert_eq!(
        (verdict(&browser, "hoc-mot").as_str(), score(&browser).as_str()),
        ("Đúng.", "Đúng 0 trong 1 câu đã làm")
    );
}

#[test]
fn who_has_seen_the_answer_is_not_counted() {
    let portal = portal();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("on-tap.html"));
    browser.click("#q-hoc-mot summary");
    browser.click("#q-hoc-mot label:nth-of-type(2)");
    browser.click("#q-hoc-mot [data-check]");
    assert_eq!(verdict(&browser, "hoc-mot"), "Đúng.");
    assert_eq!(score(&browser), "Chưa làm câu nào");
    assert_eq!(kept(&browser), Value::Null);
}

#[test]
fn questions_are_filtered() {
    let portal = portal();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("on-tap.html"));
    let all = shown(&browser);
    assert!(all.starts_with("hoc-mot hoc-nhieu hoc-xep hoc-nho khac-ai document-57-kl-tw-"), "{all}");
    choose(&browser, "topics", "khac");
    assert_eq!(shown(&browser), "khac-ai");
    let headings = "[...document.querySelectorAll('#_test h2')].filter(h => h.checkVisibility()).length";
    assert_eq!(browser.text(headings), "1", "no heading without questions");
    choose(&browser, "topics", "hoc");
    choose(&browser, "kind", "register");
    assert!(
        shown(&browser)
            .split(' ')
            .all(|id| id.starts_with("document-57-kl-tw-") || id.starts_with("event-hop-"))
    );
    choose(&browser, "kind", "source");
    assert_eq!(shown(&browser), "");
    assert_eq!(said(&browser, "[data-empty]"), "Không có câu nào khớp.");
    assert!(browser.holds("document.querySelector('[data-empty]').checkVisibility()"));
    choose(&browser, "topics", "");
    choose(&browser, "kind", "");
    assert_eq!(shown(&browser), all);
}

#[test]
fn questions_come_again_when_they_are_due() {
    let portal = portal();
    let (host, browser) = (portal.host(), Browser::start());
    let answer = |id: &str, n: u32| {
        browser.click(&format!("#q-{id} label:nth-of-type({n})"));
        browser.click(&format!("#q-{id} [data-check]"));
    };
    browser.open(&host.url("on-tap.html"));
    answer("hoc-mot", 1);
    answer("khac-ai", 1);
    assert_eq!(due(&browser), "Chỉ câu đến hạn hôm nay (1)", "what was wrong comes again today");
    browser.open(&host.url("on-tap.html"));
    assert_eq!(due(&browser), "Chỉ câu đến hạn hôm nay (1)");
    browser.click("[data-by=due]");
    assert_eq!(shown(&browser), "hoc-mot");
    answer("hoc-mot", 2);
    assert_eq!(verdict(&browser, "hoc-mot"), "Đúng. Gặp lại: sau 1 ngày.");
    assert_eq!(due(&browser), "Chỉ câu đến hạn hôm nay (0)");
    assert_eq!(shown(&browser), "hoc-mot", "what is being answered does not vanish");

    days_on(&browser, 2);
    browser.open(&host.url("on-tap.html"));
    assert_eq!(due(&browser), "Chỉ câu đến hạn hôm nay (2)");
    browser.click("[data-by=due]");
    assert_eq!(shown(&browser), "hoc-mot khac-ai");
    answer("khac-ai", 1);
    assert_eq!(
        verdict(&browser, "khac-ai"),
        "Đúng. Gặp lại: sau 11 ngày.",
        "two days after a first Good, as published"
    );
}

#[test]
fn what_is_due_on_another_part_is_a_link_away() {
    let list: Vec<String> = (0..130)
        .map(|n| format!("  - {{kind: one, id: c{n}, ask: Câu {n}?, options: [a, b], answer: 1, quote: {{article: a, text: ba việc cần làm}}}}\n"))
        .collect();
    for pretty in [false, true] {
        let test = PortalTest::small();
        test.write(
            "content/topics/hoc.md",
            format!("---\ntitle: Việc học\nself_test:\n{}---\n", list.concat()).as_bytes(),
        );
        if pretty {
            test.edit("portal.yaml", "language: vi\n", "language: vi\npretty_urls: true\n");
        }
        let portal = Portal::of(test);
        let (host, browser) = (portal.host(), Browser::start());
        let (first, second) =
            if pretty { ("on-tap/", "on-tap/2/") } else { ("on-tap.html", "on-tap.2.html") };
        browser.open(&host.url(second));
        browser.click("#q-hoc-c120 label:nth-of-type(2)");
        browser.click("#q-hoc-c120 [data-check]");
        let is_offered = "document.querySelector('[data-more]').checkVisibility()";
        assert!(!browser.holds(is_offered));
        browser.open(&host.url(first));
        assert_eq!(due(&browser), "Chỉ câu đến hạn hôm nay (0)");
        browser.click("[data-more]");
        browser.wait_until("document.getElementById('q-hoc-c120')");
        assert_eq!(due(&browser), "Chỉ câu đến hạn hôm nay (1)");
        assert!(!browser.holds(is_offered));
        assert_eq!(browser.console(), [""; 0]);
    }
}

#[test]
fn progress_goes_from_one_browser_to_another() {
    let portal = portal();
    let host = portal.host();
    let folder = tempfile::tempdir().unwrap();
    let mut browser = Browser::start();
    browser.downloads_to(folder.path());
    browser.open(&host.url("on-tap.html"));
    for id in ["hoc-mot", "khac-ai"] {
        browser.click(&format!("#q-{id} label"));
        browser.click(&format!("#q-{id} [data-check]"));
    }
    let before = kept(&browser);
    assert_eq!(before[0], "khue:self-test:/", "the key tells portals of one host apart");
    assert_eq!(before[1]["cards"].as_object().unwrap().len(), 2);
    browser.script("document.querySelectorAll('.side details').forEach(d => { d.open = true; })");
    browser.click("[data-save]");
    let file = folder.path().join("Cổng thử.json");
    let start = std::time::Instant::now();
    while !file.exists() && start.elapsed().as_secs() < 20 {
        browser.pause(50);
    }
    let saved: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(saved, before[1]);

    browser.script("window.confirm = () => false");
    browser.click("[data-wipe]");
    assert_eq!(kept(&browser), before, "nothing is wiped without a yes");
    browser.script("window.confirm = () => true");
    browser.click("[data-wipe]");
    assert_eq!(kept(&browser)[1]["cards"], json!({}));
    assert_eq!(said(&browser, "[data-told]"), "Đã xoá.");

    load(&browser, &saved.to_string());
    browser.wait_until("document.querySelector('[data-told]').textContent === 'Đã nhập 2 câu.'");
    assert_eq!(kept(&browser), before);

    // The newer review stays, whichever side it is on.
    let with = |id: &str, t: f64| {
        let mut one = saved.clone();
        one["cards"][id]["t"] = json!(saved["cards"][id]["t"].as_f64().unwrap() + t);
        one["cards"][id]["s"] = json!(77);
        one
    };
    load(&browser, &with("hoc-mot", 1000.0).to_string());
    load(&browser, &with("khac-ai", -1000.0).to_string());
    browser.wait_until("Object.values(localStorage).some(v => v.includes('77'))");
    browser.pause(200);
    assert_eq!(kept(&browser)[1]["cards"]["hoc-mot"]["s"], 77);
    assert_eq!(kept(&browser)[1]["cards"]["khac-ai"], before[1]["cards"]["khac-ai"]);

    let sound = kept(&browser);
    let mut newer = saved.clone();
    newer["version"] = json!(2);
    let mut unsound = saved.clone();
    unsound["cards"]["hoc-mot"]["d"] = json!("5");
    for bad in [
        "",
        "{}",
        "[1]",
        "null",
        "{\"khue\":\"self-test\",\"version\":1}",
        &newer.to_string(),
        &unsound.to_string(),
    ] {
        browser.script("document.querySelector('[data-told]').textContent = ''");
        load(&browser, bad);
        browser
            .wait_until("document.querySelector('[data-told]').textContent.startsWith('Tệp này không phải')");
        assert_eq!(kept(&browser), sound, "{bad}");
    }
    assert_eq!(browser.console(), [""; 0]);
}

/// Gives a file of this text to the field that loads progress.
fn load(browser: &Browser, text: &str) {
    browser.script(&format!(
        "const field = document.querySelector('[data-load]'), given = new DataTransfer();
         given.items.add(new File([{}], 'a.json'));
         field.files = given.files;
         field.dispatchEvent(new Event('change', {{bubbles: true}}))",
        json!(text)
    ));
}

#[test]
fn nothing_is_kept_where_the_reader_or_the_browser_refuses() {
    let portal = portal();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("on-tap.html"));
    browser.script("document.querySelectorAll('.side details').forEach(d => { d.open = true; })");
    browser.click("[data-keep]");
    browser.click("#q-hoc-mot label:nth-of-type(2)");
    browser.click("#q-hoc-mot [data-check]");
    assert_eq!(verdict(&browser, "hoc-mot"), "Đúng.");
    assert_eq!(kept(&browser)[1]["cards"], json!({}));
    browser.open(&host.url("on-tap.html"));
    assert!(!browser.holds("document.querySelector('[data-keep]').checked"), "the choice is remembered");
    browser.click("#q-hoc-nho summary");
    assert!(!browser.holds("document.querySelector('[data-grade]').checkVisibility()"));

    browser.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({"source": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"}),
    );
    browser.open(&host.url("on-tap.html"));
    browser.click("#q-hoc-mot label:nth-of-type(2)");
    browser.click("#q-hoc-mot [data-check]");
    assert_eq!(verdict(&browser, "hoc-mot"), "Đúng. Gặp lại: sau 2 ngày.");
    assert_eq!(score(&browser), "Đúng 1 trong 1 câu đã làm");
    assert!(said(&browser, "[data-told]").starts_with("Trình duyệt không cho ghi tiến độ."));
}

#[test]
fn without_script_answers_open_by_themselves() {
    let portal = portal();
    let (host, browser) = (portal.host(), Browser::start());
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    browser.open(&host.url("on-tap.html"));
    let buttons = "[...document.querySelectorAll('main button, main select[data-by], main [type=file]')].filter(e => e.checkVisibility()).length";
    assert_eq!(browser.text(buttons), "0", "nothing is offered that does not work");
    browser.click("#q-hoc-mot summary");
    assert!(browser.holds("document.querySelector('#q-hoc-mot details').open"));
    browser.click("noscript a[href='#topic-khac']");
    assert!(browser.holds("location.hash === '#topic-khac'"));
}

#[test]
fn paper_has_questions_and_at_the_end_a_key() {
    let portal = portal();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("on-tap.html"));
    let seen = |selector: &str| {
        browser.holds(&format!("document.querySelector({}).checkVisibility()", json!(selector)))
    };
    assert!(!seen(".key-page"), "not on screen");
    browser.click("#q-hoc-nho summary");
    choose(&browser, "topics", "hoc");
    browser.media("print", "light");
    assert!(seen(".key-page li") && seen("#q-hoc-mot input"));
    assert!(!seen(".side") && !seen("#q-hoc-mot [data-check]") && !seen("#q-hoc-mot details"));
    assert!(seen("#q-hoc-nho details figure"), "what is open is printed");
    assert_eq!(browser.text("[...document.querySelectorAll('.key-page li')].filter(l => l.checkVisibility() && l.dataset.of.startsWith('khac')).length"), "0");
    let key = browser.text("getComputedStyle(document.querySelector('.key-page')).breakBefore");
    assert_eq!(key, "page");
    let pdf = browser.devtools("Page.printToPDF", json!({"preferCSSPageSize": true}));
    assert!(pdf["data"].as_str().is_some_and(|data| data.len() > 10_000));
}

#[test]
fn no_barriers_are_found_while_questions_are_answered() {
    let portal = portal();
    let answer = |browser: &Browser| {
        browser.script(
            "document.querySelectorAll('.q label:first-of-type input').forEach(i => i.click());
             document.querySelectorAll('[data-check]').forEach(b => b.click());
             document.querySelectorAll('details').forEach(d => { d.open = true; })",
        );
    };
    for (width, scheme) in [(1280, "light"), (1280, "dark"), (320, "light")] {
        axe::check_after(&portal, &["on-tap.html".to_owned()], width, scheme, answer);
    }
}

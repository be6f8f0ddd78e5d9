//! What an author sees while editing: `khue serve` in a real browser.

use super::{Browser, axe};
use crate::harness::PortalTest;
use crate::serve::preview::Preview;
use serde_json::json;
use std::time::{Duration, Instant};

const PAGE: &str = "/chu-de/hoc.html";
const FILE: &str = "content/topics/hoc.md";

/// The root of what the preview shows over the page.
const OWN: &str = "document.querySelector('khue-preview').shadowRoot";

/// A portal with a page that is long enough to scroll, with a form and a fold.
fn portal() -> PortalTest {
    let long: String = (1..80).map(|n| format!("Đoạn thứ {n} của trang dài.\n\n")).collect();
    let test = PortalTest::small();
    test.edit(FILE, "Chủ đề này đọc", &format!("{long}Chủ đề này đọc"));
    test.with(
        "-- themes/mine/theme.yaml --\nname: mine\n\
         -- themes/mine/templates/topic.html --\n{%- extends \"khue/topic.html\" %}\n\
         {%- block extra_topic %}<form><input id=\"field\"></form><details id=\"fold\"><summary>x</summary><p>y</p></details>{% endblock %}\n\
         -- themes/mine/assets/mine.css --\n#field { color: rgb(1, 2, 3) }\n\
         -- themes/mine/templates/base.html --\n{%- extends \"khue/base.html\" %}\n\
         {%- block extra_head %}<link rel=\"stylesheet\" href=\"{{ page.root }}{{ site.assets[\"mine.css\"] }}\">{% endblock %}\n\
         -- portal.yaml --\ntitle: Cổng thử\nlanguage: vi\ntheme: mine\n",
    )
}

/// A preview with its page open, and listening.
fn open(test: PortalTest, page: &str) -> (Preview, Browser) {
    let (preview, browser) = (Preview::of(test), Browser::start());
    browser.open(&format!("http://{}{page}", preview.host));
    browser.script(
        "window.kept = true; window.updates = 0; window.refused = [];
         document.addEventListener('khue:update', () => updates++);
         document.addEventListener('securitypolicyviolation', e => refused.push(e.blockedURI + e.violatedDirective));",
    );
    // The first look at the page is what changes are compared with.
    browser.wait_until(
        "performance.getEntriesByType('resource').filter(e => e.name === location.href && e.responseEnd > 0).length > 0",
    );
    (preview, browser)
}

/// Scrolls, fills, opens and focuses.
fn read(browser: &Browser) -> i64 {
    browser.script(
        "document.getElementById('field').value = 'half';
         document.getElementById('field').focus();
         document.getElementById('fold').open = true;
         document.body.dataset.mine = 'script';
         scrollTo({top: 900, behavior: 'instant'});",
    );
    browser.wait_until("scrollY === 900");
    browser.script("return Math.round([...document.querySelectorAll('.md p')].find(p => p.textContent.includes('thứ 40 ')).getBoundingClientRect().top)").as_i64().unwrap()
}

/// The page was not loaded anew, and what the reader did is still there.
fn is_kept(browser: &Browser, top: i64) {
    let state = browser.script(
        "const p = [...document.querySelectorAll('.md p')].find(p => p.textContent.includes('thứ 40 '));
         return [window.kept === true, document.getElementById('field').value, document.activeElement.id,
            document.getElementById('fold').open, document.body.dataset.mine, Math.round(p.getBoundingClientRect().top)];",
    );
    assert_eq!(state, json!([true, "half", "field", true, "script", top]));
    assert_eq!(browser.script("return refused"), json!([]));
}

/// Nothing was refused by the policy, and no script failed.
fn is_quiet(browser: &Browser) {
    let said = browser.console();
    assert!(said.is_empty(), "{said:?}");
}

fn waits_for(browser: &Browser, words: &str) {
    browser.wait_until(&format!("document.body.textContent.includes('{words}')"));
}

#[test]
fn an_edit_is_swapped_in_and_what_the_reader_did_stays() {
    let (preview, browser) = open(portal(), PAGE);
    let top = read(&browser);
    // Above what is read, below it, in metadata, and new paragraphs.
    preview.test.edit(FILE, "Đoạn thứ 3 của", "Đoạn sửa thứ 3 của");
    waits_for(&browser, "Đoạn sửa thứ 3");
    is_kept(&browser, top);
    preview.test.edit(FILE, "title: Việc học", "title: Việc mới");
    browser.wait_until(
        "document.title.includes('Việc mới') && document.querySelector('h1').textContent.includes('mới')",
    );
    is_kept(&browser, top);
    preview.test.edit(FILE, "Đoạn thứ 60 của", "Một đoạn chen vào.\n\nĐoạn thứ 60 của");
    waits_for(&browser, "chen vào");
    is_kept(&browser, top);
    preview.test.edit(FILE, "Đoạn thứ 60 của trang dài.\n\n", "");
    browser.wait_until("!document.body.textContent.includes('thứ 60 ')");
    is_kept(&browser, top);
    assert!(browser.script("return updates").as_u64() >= Some(4));
    // What came is what a page loaded now would be.
    browser.script("document.getElementById('fold').open = false");
    let live = browser.text("document.querySelector('main').innerHTML");
    browser.open(&format!("http://{}{PAGE}", preview.host));
    assert_eq!(live, browser.text("document.querySelector('main').innerHTML"));
    is_quiet(&browser);
}

#[test]
fn paragraphs_above_do_not_move_what_is_read() {
    let (preview, browser) = open(portal(), PAGE);
    let top = read(&browser);
    preview.test.edit(FILE, "Đoạn thứ 2 của", "Mới một.\n\nMới hai.\n\nMới ba.\n\nĐoạn thứ 2 của");
    waits_for(&browser, "Mới ba");
    // The browser holds on to what is in view; it may do so a frame later.
    browser.wait_until(&format!(
        "Math.abs([...document.querySelectorAll('.md p')].find(p => p.textContent.includes('thứ 40 ')).getBoundingClientRect().top - {top}) <= 2"
    ));
    assert_eq!(
        browser.script("return [window.kept, document.getElementById('field').value]"),
        json!([true, "half"])
    );
}

#[test]
fn a_style_is_swapped_without_a_reload() {
    let (preview, browser) = open(portal(), PAGE);
    let top = read(&browser);
    let color = "getComputedStyle(document.getElementById('field')).color";
    assert_eq!(browser.text(color), "rgb(1, 2, 3)");
    preview.test.write("themes/mine/assets/mine.css", b"#field { color: rgb(4, 5, 6) }\n");
    browser.wait_until(&format!("{color} === 'rgb(4, 5, 6)'"));
    browser.wait_until("document.querySelectorAll('link[href*=\"mine.css\"]').length === 1");
    is_kept(&browser, top);
    // And again, from the stylesheet that came.
    preview.test.write("themes/mine/assets/mine.css", b"#field { color: rgb(7, 8, 9) }\n");
    browser.wait_until(&format!("{color} === 'rgb(7, 8, 9)'"));
    is_kept(&browser, top);
    is_quiet(&browser);
}

#[test]
fn templates_words_and_the_portal_are_swapped_in_too() {
    let (preview, browser) = open(portal(), PAGE);
    let top = read(&browser);
    preview.test.edit("themes/mine/templates/topic.html", "<p>y</p>", "<p>mẫu mới</p>");
    waits_for(&browser, "mẫu mới");
    is_kept(&browser, top);
    preview.test.write("themes/mine/strings/vi.yaml", "portal: Cổng đọc\n".as_bytes());
    waits_for(&browser, "Cổng đọc");
    is_kept(&browser, top);
    preview.test.edit("portal.yaml", "title: Cổng thử", "title: Cổng khác");
    waits_for(&browser, "Cổng khác");
    is_kept(&browser, top);
    is_quiet(&browser);
}

#[test]
fn a_script_is_loaded_anew_and_the_place_is_kept() {
    let (preview, browser) = open(portal(), PAGE);
    read(&browser);
    preview.test.write("themes/mine/assets/portal.js", b"document.documentElement.dataset.script = 'new';\n");
    browser.wait_until("document.documentElement.dataset.script === 'new' && window.kept === undefined");
    browser.wait_until("Math.abs(scrollY - 900) <= 2");
}

#[test]
fn mistakes_lie_over_the_page_until_they_are_mended() {
    let (preview, browser) = open(portal(), PAGE);
    let top = read(&browser);
    preview.test.edit(FILE, "text: ba việc cần làm", "text: bốn việc cần làm");
    browser.wait_until(&format!("{OWN}.querySelectorAll('.panel:not([hidden]) .error').length === 1"));
    let text = browser.text(&format!("{OWN}.querySelector('.panel').innerText"));
    for words in
        [format!("{FILE}:8:"), "quote-not-found".to_owned(), "bốn việc cần làm".to_owned(), "help".to_owned()]
    {
        assert!(text.contains(&words), "{words} in {text}");
    }
    assert_eq!(browser.text(&format!("{OWN}.querySelector('mark').textContent")), "bốn việc cần làm");
    assert!(text.contains("The last good page stays below"), "{text}");
    is_kept(&browser, top);
    // A second mistake, in another file.
    preview.test.edit("content/articles/a.yaml", "publisher: bao", "publisher: boa");
    browser.wait_until(&format!("{OWN}.querySelectorAll('.panel:not([hidden]) .error').length === 2"));
    // Escape hides them; a button brings them back.
    browser.press("\u{E00C}");
    browser.wait_until(&format!(
        "{OWN}.querySelector('.panel').hidden && !{OWN}.querySelector('.count').hidden"
    ));
    browser.script(&format!("{OWN}.querySelector('.count').click()"));
    browser.wait_until(&format!("!{OWN}.querySelector('.panel').hidden"));
    browser.script("document.getElementById('field').focus({preventScroll: true})");
    preview.test.edit(FILE, "text: bốn việc cần làm", "text: ba việc cần làm");
    browser.wait_until(&format!("{OWN}.querySelectorAll('li.error').length === 1"));
    preview.test.edit("content/articles/a.yaml", "publisher: boa", "publisher: bao");
    browser
        .wait_until(&format!("{OWN}.querySelector('.panel').hidden && {OWN}.querySelector('.count').hidden"));
    is_kept(&browser, top);
    is_quiet(&browser);
}

#[test]
fn the_overlay_fits_a_small_screen() {
    let (preview, browser) = open(portal(), PAGE);
    browser.resize(320, 560);
    let line = format!("text: {}", "bốnviệccầnlàm".repeat(12));
    preview.test.edit(FILE, "text: ba việc cần làm", &line);
    browser.wait_until(&format!("{OWN}.querySelectorAll('.panel:not([hidden]) .error').length === 1"));
    browser.wait_until(&format!("getComputedStyle({OWN}.querySelector('.panel')).position === 'fixed'"));
    assert!(browser.holds(&format!(
        "[...{OWN}.querySelectorAll('.panel, .panel *')].every(e => e.getBoundingClientRect().right <= 320.5 && e.getBoundingClientRect().left >= -0.5)"
    )));
    assert!(
        browser
            .holds(&format!("{OWN}.querySelector('.panel').getBoundingClientRect().height <= 560 * 0.6 + 1"))
    );
    is_quiet(&browser);
}

#[test]
fn what_lies_over_the_page_has_no_barriers() {
    let (preview, browser) = open(portal(), PAGE);
    preview.test.edit(FILE, "text: ba việc cần làm", "text: bốn việc cần làm");
    preview.test.edit("seeds/a.txt", "Ông Nguyễn Văn A dự.", "Ông Nguyễn Văn A dự, theo 88-QĐ/TW.");
    browser.wait_until(&format!("{OWN}.querySelectorAll('.panel:not([hidden]) li').length >= 2"));
    browser.script(&format!("{OWN}.querySelector('details').open = true"));
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        browser.script(&axe::axe());
        let options =
            json!({"runOnly": {"type": "tag", "values": axe::RULES}, "resultTypes": ["violations"]});
        let results = browser.promise(&format!("axe.run('khue-preview', {options})"));
        assert!(results["passes"].as_array().is_some_and(|rules| rules.len() > 5), "{results}");
        assert_eq!(results["violations"], json!([]), "{scheme}");
    }
}

#[test]
fn what_the_policy_refuses_is_told() {
    let test = portal();
    test.edit("themes/mine/templates/topic.html", "<p>y</p>", "<p style=\"color: red\">y</p>");
    let (preview, browser) = open(test, PAGE);
    browser.wait_until(&format!("{OWN}.querySelector('.count').textContent === '1 warning'"));
    // What has nothing to do with it is swapped in as ever.
    read(&browser);
    preview.test.edit(FILE, "Đoạn thứ 3 của", "Đoạn khác của");
    waits_for(&browser, "Đoạn khác của");
    assert!(browser.holds("window.kept === true && document.getElementById('field').value === 'half'"));
    preview.test.edit("themes/mine/templates/topic.html", "style=\"color: red\"", "class=\"red\"");
    browser.wait_until(&format!(
        "document.querySelector('#fold p').className === 'red' && {OWN}.querySelector('.count').hidden"
    ));
}

#[test]
fn a_broken_template_is_told_over_the_last_good_page() {
    let (preview, browser) = open(portal(), PAGE);
    let top = read(&browser);
    preview.test.edit("themes/mine/templates/topic.html", "<p>y</p>", "<p>{{ no.such.value }}</p>");
    browser.wait_until(&format!("{OWN}.querySelectorAll('.panel:not([hidden]) .error').length === 1"));
    let text = browser.text(&format!("{OWN}.querySelector('.panel').innerText"));
    assert!(text.contains("themes/mine/templates/topic.html:2:"), "{text}");
    is_kept(&browser, top);
    preview.test.edit("themes/mine/templates/topic.html", "<p>{{ no.such.value }}</p>", "<p>mended</p>");
    waits_for(&browser, "mended");
    browser.wait_until(&format!("{OWN}.querySelector('.panel').hidden"));
    is_kept(&browser, top);
}

#[test]
fn a_portal_that_begins_with_a_mistake_becomes_the_site() {
    let test = portal();
    test.edit(FILE, "text: ba việc cần làm", "text: bốn việc cần làm");
    let (preview, browser) = (Preview::of(test), Browser::start());
    browser.open(&format!("http://{}{PAGE}", preview.host));
    browser.wait_until(&format!("{OWN}.querySelectorAll('.panel:not([hidden]) .error').length === 1"));
    let text = browser.text(&format!("{OWN}.querySelector('.panel').innerText"));
    assert!(!text.contains("last good page"), "there is none: {text}");
    // Of very many mistakes the first are shown, and all are counted.
    for n in 0..150 {
        preview.test.write(&format!("content/topics/t{n}.md"), b"---\ntitel: A\n---\n");
    }
    browser.wait_until(&format!("{OWN}.querySelector('.panel h2').textContent.startsWith('151 errors')"));
    browser.wait_until(&format!(
        "{OWN}.querySelector('.panel').textContent.includes('51 more stand in the terminal')"
    ));
    for n in 0..150 {
        std::fs::remove_file(preview.test.root().join(format!("content/topics/t{n}.md"))).unwrap();
    }
    preview.test.edit(FILE, "text: bốn việc cần làm", "text: ba việc cần làm");
    browser.wait_until(
        "document.querySelector('#fold') && document.querySelector('h1').textContent.includes('học')",
    );
}

#[test]
fn a_file_saved_by_renaming_keeps_its_page() {
    let (preview, browser) = open(portal(), PAGE);
    let top = read(&browser);
    let file = preview.test.root().join(FILE);
    let text = std::fs::read_to_string(&file).unwrap();
    for n in 0..3 {
        // Slow enough that the page is gone for a while.
        std::fs::rename(&file, file.with_extension("md~")).unwrap();
        browser.pause(60);
        let new = file.with_extension("new~");
        std::fs::write(&new, text.replace("Đoạn thứ 3 của", &format!("Đoạn lần {n} của"))).unwrap();
        std::fs::rename(&new, &file).unwrap();
        waits_for(&browser, &format!("Đoạn lần {n} của"));
        is_kept(&browser, top);
    }
    browser
        .wait_until(&format!("{OWN}.querySelector('.panel').hidden && {OWN}.querySelector('.count').hidden"));
}

#[test]
fn a_page_that_comes_into_being_is_shown_and_one_that_goes_is_told() {
    let preview = Preview::of(PortalTest::small());
    let browser = Browser::start();
    browser.open(&format!("http://{}/moi.html", preview.host));
    browser.wait_until(&format!("document.querySelector('khue-preview') && {OWN}.querySelector('.bar')"));
    browser.pause(300);
    let text = "---\ntitle: Trang mới\n---\n\nĐã có.\n";
    preview.test.write("content/pages/moi.md", text.as_bytes());
    waits_for(&browser, "Đã có.");
    browser.pause(300);
    preview.test.remove("content/pages/moi.md");
    browser.wait_until(&format!(
        "{OWN}.querySelector('.count').textContent.includes('not in the site any more')"
    ));
    waits_for(&browser, "Đã có.");
    preview.test.write("content/pages/moi.md", text.replace("Đã có.", "Lại có.").as_bytes());
    waits_for(&browser, "Lại có.");
    browser.wait_until(&format!("{OWN}.querySelector('.count').hidden"));
}

#[test]
fn a_storm_of_saves_ends_in_the_right_page() {
    let (preview, browser) = open(portal(), PAGE);
    let top = read(&browser);
    let file = preview.test.root().join(FILE);
    let text = std::fs::read_to_string(&file).unwrap();
    let start = Instant::now();
    for n in 0..1000 {
        std::fs::write(&file, text.replace("Đoạn thứ 3 của", &format!("Đoạn bão {n} của"))).unwrap();
        std::thread::sleep((start + Duration::from_millis(n + 1)).saturating_duration_since(Instant::now()));
    }
    // One for each second and a half that it took on a busy machine, and the last.
    let most = 2 + start.elapsed().as_millis() as u64 / 1500;
    waits_for(&browser, "Đoạn bão 999 của");
    browser.pause(300);
    waits_for(&browser, "Đoạn bão 999 của");
    is_kept(&browser, top);
    assert!(browser.script("return updates").as_u64() <= Some(most), "{}", preview.said());
    is_quiet(&browser);
}

#[test]
fn chosen_answers_stay_when_a_question_comes_before_them() {
    let question = |id: &str| {
        format!(
            "  - {{kind: one, id: {id}, ask: Hỏi {id}?, options: [Hai, Ba], answer: 2, quote: {{article: a, text: ba việc cần làm}}}}\n"
        )
    };
    let questions = |ids: &[&str]| {
        let all: String = ids.iter().map(|id| question(id)).collect();
        format!("---\ntitle: Việc học\ndocuments: [57-kl-tw]\nself_test:\n{all}---\n")
    };
    let test = PortalTest::small();
    test.write(FILE, questions(&["mot", "hai"]).as_bytes());
    let (preview, browser) = open(test, "/on-tap.html");
    browser.script(
        "for (const q of document.querySelectorAll('fieldset.q')) q.querySelector('input').checked = true",
    );
    let chosen = |expected: serde_json::Value| {
        let chosen = browser.script("return [...document.querySelectorAll('fieldset.q')].map(q => q.id + ' ' + [...q.querySelectorAll('input')].map(i => i.checked).join(' '))");
        assert_eq!(chosen, expected);
    };
    preview.test.write(FILE, questions(&["khong", "mot", "hai"]).as_bytes());
    waits_for(&browser, "Hỏi khong?");
    chosen(json!(["q-hoc-khong false false", "q-hoc-mot true false", "q-hoc-hai true false"]));
    // They come along where a question goes elsewhere.
    preview.test.write(FILE, questions(&["hai", "mot", "moi"]).as_bytes());
    waits_for(&browser, "Hỏi moi?");
    chosen(json!(["q-hoc-hai true false", "q-hoc-mot true false", "q-hoc-moi false false"]));
    is_quiet(&browser);
}

/// Ends the preview, which the browser notices, edits the page's file, and starts it again at the same address.
fn restart(mut preview: Preview, browser: &Browser, from: &str, to: &str) -> Preview {
    preview.signal("TERM");
    browser.wait_until(&format!("{OWN}.querySelector('.count').textContent.includes('does not answer')"));
    preview.test.edit(FILE, from, to);
    let port = preview.host.rsplit(':').next().unwrap().to_owned();
    let test = std::mem::replace(&mut preview.test, PortalTest::new(""));
    Preview::exactly(test, &["serve", "--port", &port])
}

#[test]
fn a_server_that_starts_again_is_caught_up_with() {
    let (preview, browser) = open(portal(), PAGE);
    let top = read(&browser);
    let _again = restart(preview, &browser, "Đoạn thứ 3 của", "Đoạn sau của");
    waits_for(&browser, "Đoạn sau của");
    is_kept(&browser, top);
}

#[test]
fn a_server_that_starts_again_with_a_mistake_leaves_the_page_below_it() {
    let (preview, browser) = open(portal(), PAGE);
    let top = read(&browser);
    let again = restart(preview, &browser, "text: ba việc cần làm", "text: bốn việc cần làm");
    browser.wait_until(&format!("{OWN}.querySelectorAll('.panel:not([hidden]) .error').length === 1"));
    is_kept(&browser, top);
    again.test.edit(FILE, "text: bốn việc cần làm", "text: ba việc cần làm");
    again.test.edit(FILE, "Đoạn thứ 3 của", "Đoạn sau của");
    waits_for(&browser, "Đoạn sau của");
    browser.wait_until(&format!("{OWN}.querySelector('.panel').hidden"));
    is_kept(&browser, top);
}

#[test]
fn mistakes_lie_over_an_open_dialog_too() {
    let (preview, browser) = open(portal(), PAGE);
    browser.click("a[data-find]");
    browser.wait_until("document.activeElement.name === 'q'");
    preview.test.edit(FILE, "text: ba việc cần làm", "text: bốn việc cần làm");
    let over = format!(
        "(() => {{ const box = {OWN}.querySelector('.panel:not([hidden]) .close')?.getBoundingClientRect();
           return box && document.elementFromPoint(box.x + 3, box.y + 3)?.localName === 'khue-preview'; }})()"
    );
    browser.wait_until(&over);
    browser.script(&format!("{OWN}.querySelector('.close').click()"));
    browser.wait_until(&format!("{OWN}.querySelector('.panel').hidden"));
    // It goes with the page again when the dialog closes.
    browser.script("document.querySelector('dialog:modal').close()");
    browser.wait_until("document.querySelector('khue-preview').parentNode === document.documentElement");
    preview.test.edit(FILE, "text: bốn việc cần làm", "text: ba việc cần làm");
    browser.wait_until(&format!("{OWN}.querySelector('.count').hidden"));
    is_quiet(&browser);
}

#[test]
fn new_mentions_get_what_the_theme_gives_them() {
    let (preview, browser) = open(PortalTest::small(), "/bai-viet/a.html");
    browser.script("document.querySelector('.row a[data-card]').dataset.mine = 'kept'");
    preview.test.edit(
        "seeds/a.txt",
        "Việc thứ ba là học tập.",
        "Việc thứ ba là học tập Kết luận số 57-KL/TW.",
    );
    browser.wait_until("document.querySelectorAll('.row a[data-card*=\"57\"]').length >= 3");
    let last = "[...document.querySelectorAll('.row a[data-card*=\"57\"]')].at(-1)";
    browser.script(&format!("{last}.id = 'last'"));
    browser.hover("#last");
    browser.wait_until(&format!("{last}.getAttribute('aria-describedby') === '_preview' && !document.querySelector('#_preview').hidden"));
    assert!(browser.holds("document.querySelector('.row a[data-card]').dataset.mine === 'kept'"));
    assert_eq!(browser.script("return document.querySelectorAll('#_preview').length"), json!(1));
}

/// Asks where an element comes from, with the pointer; the first answer.
fn comes_from(browser: &Browser, selector: &str) -> String {
    browser.script(&format!("const b = {OWN}.querySelector('.jump'); if (b.getAttribute('aria-pressed') === 'true') b.click(); b.click();"));
    browser.script(&format!("{OWN}.querySelector('.source').replaceChildren()"));
    browser.click(selector);
    browser.wait_until(&format!("{OWN}.querySelector('.source:not([hidden]) li code')"));
    browser.text(&format!("{OWN}.querySelector('.source li code').textContent"))
}

#[test]
fn a_place_of_the_page_leads_to_its_file_and_line() {
    let test = PortalTest::small();
    test.edit("content/topics/hoc.md", "cùng [[article:a#p2]].", "cùng [[article:a#p2]].\n\nLời của cổng.");
    let (preview, browser) = open(test, "/bai-viet/a.html");
    browser.resize(1280, 1600);
    assert_eq!(comes_from(&browser, "#p2 p"), "seeds/a.txt:5");
    // Nothing is followed while asking.
    assert_eq!(comes_from(&browser, "#p1 .no"), "seeds/a.txt:3");
    assert!(browser.holds("location.hash === ''"));
    assert_eq!(comes_from(&browser, "h1"), "content/articles/a.yaml:3");
    assert_eq!(comes_from(&browser, ".id div:nth-child(3) dd"), "content/articles/a.yaml:5");
    assert_eq!(comes_from(&browser, ".id div:nth-child(1) dd"), "content/articles/a.yaml:4");
    let words = include_str!("../../../themes/khue/strings/vi.yaml");
    let line = words.lines().position(|line| line.starts_with("neutral:")).expect("it is there") + 1;
    assert_eq!(comes_from(&browser, "footer .wrap > p"), format!("themes/khue/strings/vi.yaml:{line}"));
    browser.open(&format!("http://{}/chu-de/hoc.html", preview.host));
    assert_eq!(comes_from(&browser, ".md p:last-child"), "content/topics/hoc.md:13");
    assert_eq!(comes_from(&browser, "figure.quote blockquote"), "content/topics/hoc.md:8");
    assert_eq!(comes_from(&browser, "h2"), "content/topics/hoc.md:5");
    is_quiet(&browser);
}

#[test]
fn the_keyboard_asks_too() {
    let (_preview, browser) = open(PortalTest::small(), "/bai-viet/a.html");
    browser.script("document.querySelector('#p2 .no').focus()");
    let chord = json!({"actions": [{"type": "key", "id": "keys", "actions": [
        {"type": "keyDown", "value": "\u{E00A}"}, {"type": "keyDown", "value": "\u{E008}"},
        {"type": "keyDown", "value": "S"}, {"type": "keyUp", "value": "S"},
        {"type": "keyUp", "value": "\u{E008}"}, {"type": "keyUp", "value": "\u{E00A}"},
    ]}]});
    browser.act(chord);
    browser.wait_until(&format!("{OWN}.querySelector('.jump').getAttribute('aria-pressed') === 'true'"));
    // Up to the passage, then ask.
    browser.press("\u{E013}\u{E007}");
    browser.wait_until(&format!(
        "{OWN}.querySelector('.source:not([hidden]) li code')?.textContent === 'seeds/a.txt:5'"
    ));
    browser.press("\u{E00C}");
    browser.wait_until(&format!(
        "{OWN}.querySelector('.source').hidden && document.activeElement.matches('#p2 .no')"
    ));
}

#[test]
fn search_works_in_the_preview_and_follows_its_changes() {
    for (page, open_box) in [(PAGE, "a[data-find]"), ("/tim-kiem.html", "[data-seek] [name=q]")] {
        let (preview, browser) = open(PortalTest::small(), page);
        browser.click(open_box);
        browser.wait_until("document.activeElement.name === 'q'");
        browser.press("việc thứ");
        let says = |words: &str| {
            browser.wait_until(&format!(
                "document.querySelector('[data-list]').textContent.includes('{words}')"
            ));
        };
        says("Việc thứ ba là học tập.");
        // The page is swapped below what is found.
        preview.test.edit("portal.yaml", "title: Cổng thử", "title: Cổng hay");
        waits_for(&browser, "Cổng hay");
        says("Việc thứ ba là học tập.");
        assert!(
            browser
                .holds("document.activeElement.name === 'q' && document.activeElement.value === 'việc thứ'")
        );
        // An article that has nothing to do with the page.
        preview.test.edit("seeds/a.txt", "Việc thứ ba là học tập.", "Việc thứ tư là học tập.");
        says("Việc thứ tư là học tập.");
        assert!(browser.holds("window.kept === true"), "{page} was loaded anew");
        assert_eq!(browser.script("return refused"), json!([]));
        // A question between two changes may ask for a file that the second has taken away; it then asks once more.
        let said =
            browser.console().into_iter().filter(|line| !line.contains("/search/") || !line.contains("404"));
        assert_eq!(said.collect::<Vec<_>>(), [""; 0]);
    }
}

#[test]
fn pictures_are_shown_as_they_are_now() {
    let picture =
        |width: u32| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"20\"/>");
    let test = portal();
    test.write("static/ban-do/a.svg", picture(40).as_bytes());
    test.edit(FILE, "Chủ đề này đọc", "![Bản đồ](../../static/ban-do/a.svg) Chủ đề này đọc");
    let (preview, browser) = open(test, PAGE);
    let shows = |width: u32| {
        browser
            .wait_until(&format!("document.querySelector('img[alt=\"Bản đồ\"]').naturalWidth === {width}"));
    };
    // What nobody sees yet is not loaded.
    browser.script("document.querySelector('img[alt=\"Bản đồ\"]').scrollIntoView()");
    shows(40);
    preview.test.write("static/ban-do/a.svg", picture(41).as_bytes());
    shows(41);
    // The page itself comes anew too, and other edits leave pictures alone.
    preview.test.edit(FILE, "Chủ đề này đọc", "Chủ đề ấy đọc");
    waits_for(&browser, "Chủ đề ấy đọc");
    shows(41);
    preview.test.write("static/ban-do/a.svg", picture(60).as_bytes());
    shows(60);
    assert_eq!(browser.script("return [kept, refused]"), json!([true, []]));
    is_quiet(&browser);
}

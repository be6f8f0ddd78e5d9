//! How pages look: light and dark, on paper, and in which of the two voices words are set.

use super::{Browser, Portal};
use crate::harness::first_portal;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

/// The lightness of the page's ground and of its text, from 0 to 255.
const LIGHT: &str = "
    const style = getComputedStyle(document.body);
    const light = colour => colour.match(/[0-9.]+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) / 3;
    return [light(style.backgroundColor), light(style.color)];
";

/// Whether the page is light, dark, or neither.
fn tone(browser: &Browser) -> &'static str {
    let light = browser.script(LIGHT);
    let (ground, text) = (light[0].as_f64().expect("a number"), light[1].as_f64().expect("a number"));
    match (ground, text) {
        (200.0.., ..80.0) => "light",
        (..60.0, 180.0..) => "dark",
        _ => "neither",
    }
}

#[test]
fn pages_are_light_or_dark_as_the_machine_prefers() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    for path in portal.kinds() {
        for scheme in ["light", "dark"] {
            browser.prefer(scheme);
            browser.open(&host.url(&path));
            assert_eq!(tone(&browser), scheme, "{path}");
        }
    }
}

#[test]
fn a_chosen_theme_stays_on_all_pages_and_visits() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.open(&host.url("index.html"));
    let name = "document.querySelector('[data-theme-button]').textContent.trim()";
    let mut seen = vec![(browser.text(name), tone(&browser))];
    for _ in 0..3 {
        browser.click("[data-theme-button]");
        seen.push((browser.text(name), tone(&browser)));
        browser.open(&host.url("bai-viet/cp.html"));
        seen.push((browser.text(name), tone(&browser)));
    }
    let (auto, light, dark) = ("Nền: theo máy", "Nền: sáng", "Nền: tối");
    let expected = [
        (auto, "light"),
        (light, "light"),
        (light, "light"),
        (dark, "dark"),
        (dark, "dark"),
        (auto, "light"),
        (auto, "light"),
    ];
    let seen: Vec<(&str, &str)> = seen.iter().map(|(name, tone)| (name.as_str(), *tone)).collect();
    assert_eq!(seen, expected);
    // A choice stands against what the machine prefers.
    browser.click("[data-theme-button]");
    browser.prefer("dark");
    browser.open(&host.url("index.html"));
    assert_eq!(tone(&browser), "light");
}

#[test]
fn paper_shows_the_text_and_leaves_out_what_only_a_screen_needs() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    browser.media("print", "dark");
    for path in portal.kinds() {
        browser.open(&host.url(&path));
        let shown = |selector: &str| {
            let count = format!(
                "[...document.querySelectorAll('{selector}')].filter(e => e.getClientRects().length).length > 0"
            );
            browser.holds(&count)
        };
        // The boxes of a worksheet are for a pencil.
        let fields = "input:not(.q .choice input)";
        for hidden in [
            ".top",
            ".menu",
            ".menu-open",
            ".foot",
            ".rail",
            ".crumbs",
            ".skip",
            "button",
            fields,
            "a[download]",
        ] {
            assert!(!shown(hidden), "{path} prints {hidden}");
        }
        assert!(shown("h1"), "{path} prints no heading");
        let ground = browser.text("getComputedStyle(document.body).backgroundColor");
        assert_eq!(ground, "rgb(255, 255, 255)", "{path}");
        let printed = browser.devtools("Page.printToPDF", json!({"preferCSSPageSize": true}));
        let pdf = printed["data"].as_str().expect("Base64 text");
        // `%PDF-`, and more than an empty page.
        assert!(pdf.starts_with("JVBERi0") && pdf.len() > 8000, "{path}: {} characters of PDF", pdf.len());
    }
}

/// The text of every outermost element that is set in the typeface of sources, but for the name of that typeface,
/// which the home page sets in it to show what it means.
const SERIF: &str = "
    const serif = e => getComputedStyle(e).fontFamily.startsWith('\"Noto Serif\"');
    const outermost = e => serif(e) && !serif(e.parentElement) && !e.matches('dt');
    return [...document.querySelectorAll('body *')].filter(outermost).map(e => {
        const words = e.cloneNode(true);
        words.querySelectorAll('.no, sup').forEach(x => x.remove()); /* numbers of passages and footnotes */
        return words.textContent;
    });
";

#[test]
fn only_the_words_of_sources_are_set_with_serifs() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    let words = sources();
    let mut strange = Vec::new();
    for path in portal.pages() {
        browser.open(&host.url(&path));
        for text in browser.script(SERIF).as_array().expect("a list").iter().filter_map(Value::as_str) {
            // Cuts, and lists of names and of words that are looked for, are several extracts.
            let parts = text.split("[…]").flat_map(|part| {
                let whole = folded(part);
                if words.contains(&whole) {
                    vec![whole]
                } else {
                    whole.split([',', ';']).map(folded).collect()
                }
            });
            strange.extend(parts.filter(|part| !words.contains(part)).map(|part| format!("{path}: {part}")));
        }
    }
    assert_eq!(strange, [""; 0]);
}

#[test]
fn titles_passages_and_quotations_are_set_with_serifs_and_the_portals_words_without() {
    let portal = Portal::built();
    let (host, browser) = (portal.host(), Browser::start());
    let check = |path: &str, selectors: &[&str], voice: &str| {
        browser.open(&host.url(path));
        for selector in selectors {
            let font =
                browser.text(&format!("getComputedStyle(document.querySelector(\"{selector}\")).fontFamily"));
            assert!(font.ends_with(&format!(" {voice}")), "{path}: {selector} is set in {font}");
        }
    };
    check("bai-viet/cp.html", &["h1", ".row > p"], "serif");
    check(
        "bai-viet/cp.html",
        &["body", ".row > .no", ".note", "h2#_cite", ".kind", "dl dt", ".thing .small"],
        "sans-serif",
    );
    check("chu-de/noi-dung.html", &["figure blockquote"], "serif");
    check("chu-de/noi-dung.html", &["h1", "main h2", "figcaption", ".remark", ".sig"], "sans-serif");
    check("index.html", &[".top", ".menu a", ".foot p", "main h2"], "sans-serif");
}

/// All that sources say: the seeds, and what the first portal's metadata takes from them as titles.
fn sources() -> String {
    let files = first_portal();
    let of = |folder: &str| {
        let files = files.iter().filter(|(path, _)| path.starts_with(folder));
        files.map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect::<Vec<_>>().join("\n")
    };
    folded(&(of("seeds/") + &of("content/articles/") + &of("content/documents/")))
}

/// Text in NFC and small letters with its white space folded: a fact may begin with a capital that its source lacks.
fn folded(text: &str) -> String {
    text.nfc().collect::<String>().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

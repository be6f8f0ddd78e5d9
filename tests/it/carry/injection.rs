//! Hostile text in every field, in the files that readers carry away: the book and the feed are still sound, and nothing in them
//! would run. [`self_test`](crate::self_test) looks at the file for Anki, and `escaping` at the calendars and data.

use super::{book, feed};
use crate::escaping::{INJECTIONS, portal};
use crate::harness::PortalTest;
use crate::injection::{GROUPS, together};

const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// What a chapter has that only hostile text could have brought in.
fn faults(file: &str, text: &str) -> Vec<String> {
    let document = book::xml(text);
    let mut faults = Vec::new();
    for element in document.descendants().filter(|node| node.is_element()) {
        let name = element.tag_name().name();
        let is_known = element.tag_name().namespace() == Some(XHTML)
            && !matches!(
                name,
                "script"
                    | "iframe"
                    | "img"
                    | "object"
                    | "embed"
                    | "style"
                    | "base"
                    | "meta"
                    | "form"
                    | "input"
                    | "textarea"
                    | "template"
                    | "noscript"
                    | "select"
                    | "button"
                    | "plaintext"
            );
        // The package's own stylesheet and its encoding stand in every head.
        let is_head = element.parent().is_some_and(|parent| parent.has_tag_name((XHTML, "head")))
            && matches!(name, "meta" | "link" | "title");
        let is_cover =
            file == "cover.xhtml" && name == "img" && element.attribute("src") == Some("cover.svg");
        if !is_known && !is_head && !is_cover {
            faults.push(format!("{file}: <{name}>"));
        }
        for attribute in element.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            let scheme = value.split_once(':').map(|(scheme, _)| scheme.trim().to_lowercase());
            let leads_out = matches!(key, "href" | "src" | "action" | "data" | "poster")
                && scheme.is_some_and(|scheme| !["http", "https", "mailto"].contains(&scheme.as_str()));
            if key.starts_with("on") || matches!(key, "style" | "srcdoc" | "formaction") || leads_out {
                faults.push(format!("{file}: {key}={value:?}"));
            }
        }
    }
    faults
}

fn check(text: &str) -> PortalTest {
    let test = portal(text);
    let site = test.build();
    let chapters = book::chapters(&site);
    let chapters: Vec<_> = chapters.iter().filter(|(file, _)| file.ends_with(".xhtml")).collect();
    let found: Vec<String> = chapters.iter().flat_map(|(file, text)| faults(file, text)).collect();
    assert_eq!(found, [""; 0], "{text:?}");
    let showing = chapters.iter().filter(|(_, text)| text.contains("7x7")).count();
    assert!(showing == chapters.len() && showing > 10, "{showing} of {} chapters", chapters.len());
    assert!(site.text("feed.xml").contains("7x7"));
    test
}

/// The same, and by the validators, which take seconds.
fn check_by_validators(text: &str) {
    let test = check(text);
    book::epubcheck(&test);
    assert_eq!(feed::jing(&test.root().join("output/feed.xml")), "", "{text:?}");
}

#[test]
fn markup_in_every_field_stays_text_in_book_and_feed() {
    GROUPS.iter().for_each(|group| drop(check(&together(group))));
    check_by_validators(&GROUPS.concat().join(" "));
}

#[test]
fn signs_that_xml_or_readers_trip_over_do_no_harm_in_book_and_feed() {
    check_by_validators(&INJECTIONS.join(" "));
}

#[test]
fn a_script_in_a_chapter_would_be_found() {
    let chapter = |body: &str| {
        format!("<html xmlns=\"{XHTML}\"><head><title>x</title></head><body>{body}</body></html>")
    };
    for body in [
        "<script>1</script>",
        "<a href=\" javascript:1\">x</a>",
        "<p onclick=\"f()\">x</p>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<p style=\"color: red\">x</p>",
    ] {
        assert_eq!(faults("x", &chapter(body)).len(), 1, "{body}");
    }
    assert_eq!(faults("x", &chapter("<p><a href=\"https://a.example/\">x</a></p>")), [""; 0]);
    assert!(std::panic::catch_unwind(|| faults("x", &chapter("<p>"))).is_err(), "what is no XML");
}

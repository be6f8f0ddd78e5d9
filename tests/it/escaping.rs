//! Hostile text in every field: it comes out as text. Pages have no element, attribute or address that came from it,
//! and the other outputs stay well-formed.

use crate::harness::{Page, PortalTest, Site};
use serde_json::Value;

/// What somebody might put into a field. Each holds `7x7`, by which it is found again.
pub const INJECTIONS: &[&str] = &[
    "7x7<script>alert(1)</script>",
    "7x7\"><img src=x onerror=alert(1)>",
    "7x7'><svg onload=alert(1)>",
    "7x7</title></textarea></style><iframe srcdoc=x>",
    "7x7 javascript:alert(1)",
    "7x7{{ 7*7 }}{% raw %}{# x",
    "7x7]]><!--<![CDATA[",
    "7x7\u{202e}\u{2066}\u{200f}gnol",
    "7x7\u{2028}\u{2029}\u{85}",
    "7x7&lt;b&gt;&amp;&#x3c;script&#x3e;",
    "7x7[a](javascript:alert(1)) <javascript:alert(1)> [b](data:text/html,x) ![c](vbscript:x)",
    "7x7<a href=\"javascript:alert(1)\" style=\"x\" onclick=\"y\">z</a>",
    "7x7\\\",\\u003cscript\\u003e\r\n BEGIN:VEVENT",
    "7x7\u{1b}[31m\u{7}\u{8}",
];

/// A text as a double-quoted YAML scalar, with control characters escaped.
fn yaml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control()
                || ('\u{2028}'..='\u{202f}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c) =>
            {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A portal with `text` in every field that takes free text.
pub fn portal(text: &str) -> PortalTest {
    let y = yaml(text);
    // In Markdown bodies and seeds a line end would start another block, and control characters are not of interest.
    let plain: String = text.chars().filter(|c| *c != '\r' && *c != '\n').collect();
    let files = format!(
        "-- portal.yaml --
title: {y}
description: {y}
base_url: https://a.example/
authors: [{y}]
licence: {y}
footer: [{y}]
extra: {{ghi: {y}}}
keep_together: [{y}]
menu: [topics]
featured:
  document: d
  timeline: ['document:d', 'event:e']
  pair: {{title: {y}, verdict: {y}, remark: {y}, quotes: [{{article: a, text: câu đầu}}, {{article: a, text: câu hai}}]}}
  questions: [{{title: {y}, target: 'topic:t', note: {y}}}]
-- seeds/a.txt --
bị bỏ {plain}

Đây là câu đầu {plain} Kết luận số 1-KL/TW ngày 1/2/2023.

Đây là câu hai. {plain}

Cuối trang {plain}
-- content/publishers/n.yaml --
name: {y}
note: {y}
omit: [{{kind: footer, from: Cuối trang, to: Cuối trang}}]
-- content/articles/a.yaml --
siglum: A
seed: a.txt
title: {y}
publisher: n
author: {y}
published: 2023-02-02
rights: {y}
topics: [t]
events: [e]
note: {y}
omit: [{{kind: caption, lines: 1}}]
parallels: [{{at: p1, with: 'article:b#p1', verdict: {y}, remark: {y}}}]
labels: {{p1: {y}}}
notes: [{{at: p1, kind: differs, text: {y}}}]
extra: {{ghi: {y}}}
-- seeds/b.txt --
Đây là câu đầu {plain} Kết luận số 1-KL/TW ngày 1/2/2023.
-- content/articles/b.yaml --
siglum: B
seed: b.txt
title: {y}
publisher: n
-- content/terms.yaml --
terms:
  - {{term: câu đầu, aliases: [{y}], expansion: {y}, means: {y}, quotes: [{{article: a, text: câu đầu}}], see: 'document:d'}}
-- content/documents/d.yaml --
type: {y}
number: 1-KL/TW
issued: [{{value: 2023-02-01, article: a, note: {y}}}]
issuer: [{{value: {y}, article: a, organisation: o, note: {y}}}]
title: [{{value: {y}, article: a}}, {{value: Khác, article: a}}]
aliases: [{y}]
relations: [{{kind: cites, target: d2, basis: editor, note: {y}, quote: {{article: a, text: câu đầu}}}}]
points: [{{title: {y}, label: {y}, quotes: [{{article: a, text: câu đầu}}], verdict: {y}, remark: {y}}}]
notes: [{{text: {y}}}]
-- content/documents/d2.md --
---
title: {y}
type: {y}
---
# {plain}

{plain}

> {plain}

| {plain} | a |
|---|---|
| {plain} | b |

`{plain}`

```html {plain}
{plain}
```

[^1]: {plain}

- {plain}[^1]
-- content/events/e.yaml --
kind: [{{value: {y}, article: a, note: {y}}}]
title: [{{value: {y}, article: a, note: {y}}}, {{value: Khác, article: a}}]
date: [{{value: 2023-02-03, article: a, note: {y}}}]
part_of_day: [{{value: morning, article: a}}]
topics: [t, {{value: t, article: a, note: {y}}}]
people: [p, {{value: p, article: a, note: {y}}}]
label: {y}
place: [{{value: {y}, article: a}}, {{value: Khác, article: a}}]
chair: [{{value: {y}, article: a}}]
organiser: [{{value: {y}, article: a, note: {y}}}]
format: [{{value: {y}, article: a}}]
documents: [d, {{value: d, article: a, note: {y}}}]
summary: {y}
quotes: [{{article: a, text: câu hai}}]
notes: [{{text: {y}}}]
-- content/people/p.yaml --
name: {y}
aliases: [{y}]
roles: [{{value: {y}, article: a, note: {y}, organisation: {y}}}]
note: {y}
-- content/organisations/o.yaml --
name: {y}
roles: [{{value: {y}, article: a}}]
note: {y}
-- content/topics/t.md --
---
title: {y}
summary: {y}
documents: [d]
events: [e]
terms: [câu hai, {y}]
points: [{{title: {y}, quotes: [{{article: a, text: câu đầu}}, {{article: a, text: câu hai}}], verdict: {y}, remark: {y}}}]
self_test: [{{kind: one, ask: {y}, options: [{y}, b], answer: 1, explain: {y}, quote: {{article: a, text: câu đầu}}, quotes: [{{article: a, text: câu đầu}}]}}, {{kind: recall, id: b, ask: {y}, answer: {y}, quote: {{article: a, text: câu hai}}}}, {{kind: order, id: c, ask: {y}, options: [{y}, b], answer: [2, 1], quote: {{article: a, text: câu hai}}}}]
---
{plain} [[document:d|{bar}]] [[article:a#p1]]
-- content/pages/g.md --
---
title: {y}
label: {y}
description: {y}
topics: [t]
self_test: [{{kind: one, ask: {y}, options: [{y}, b], answer: 1, explain: {y}, quote: {{article: a, text: câu đầu}}, quotes: [{{article: a, text: câu đầu}}]}}]
---
{plain}

## {plain}
",
        bar = plain.replace(['|', ']', '['], ""),
    );
    PortalTest::new(&files)
}

/// Elements and attributes that only hostile text could have brought in.
pub fn check_page(page: &Page, injection: &str) {
    let bad = |what: &str| panic!("{what} in {} from {injection:?}", page.path);
    for element in page.all("*") {
        let name = element.value().name();
        match name {
            "script" => {
                let scripts = ["assets/portal.js?", "assets/self-test.js?"];
                let own = element.attr("src").is_some_and(|src| scripts.iter().any(|one| src.contains(one)));
                let data = element.attr("type") == Some("application/ld+json");
                if !own && !data {
                    bad("a script");
                }
                if data {
                    let text: String = element.text().collect();
                    let _: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e} in {text}"));
                }
            }
            "iframe" | "img" | "object" | "embed" | "style" | "base" | "textarea" | "math" => bad(name),
            _ => {}
        }
        for (attribute, value) in element.value().attrs() {
            if attribute.starts_with("on")
                || matches!(attribute, "style" | "srcdoc" | "srcset" | "formaction")
            {
                bad(attribute);
            }
            let address = matches!(attribute, "href" | "src" | "action" | "xlink:href");
            let value: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let scheme = value.split([':', '/', '?', '#']).next().unwrap_or_default().to_lowercase();
            let has_scheme = value[scheme.len().min(value.len())..].starts_with(':');
            if address && has_scheme && !matches!(scheme.as_str(), "http" | "https" | "mailto") {
                bad(&format!("the address {value}"));
            }
        }
    }
    let text: String = page.html.root_element().text().collect();
    assert!(!text.contains('\0') && !text.contains('\u{1b}'), "control characters in {}", page.path);
    assert!(!text.contains("7x749"), "the template engine read {injection:?} in {}", page.path);
}

fn check_others(site: &Site, injection: &str) {
    for path in ["feed.xml", "sitemap.xml"] {
        let text = site.text(path);
        let document =
            roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{path}: {e}: {injection:?}"));
        assert!(
            document.descendants().all(|n| !matches!(n.tag_name().name(), "script" | "img" | "svg" | "b"))
        );
    }
    for (path, bytes) in site.0.iter().filter(|(path, _)| path.starts_with("data/")) {
        let text = std::str::from_utf8(bytes).unwrap();
        // A schema is one value in many lines.
        let end = if path.starts_with("data/schema/") { '\0' } else { '\n' };
        for line in text.split_terminator(end) {
            let _: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{path}: {e}: {line}"));
        }
    }
    let calendar = site.text("timeline.ics");
    for line in calendar.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(|c: char| c.is_control()), "{line:?} from {injection:?}");
    }
    assert_eq!(
        calendar.matches("\r\nBEGIN:VEVENT\r\n").count(),
        calendar.matches("\r\nEND:VEVENT\r\n").count()
    );
    assert_eq!(calendar.matches("\r\nBEGIN:VEVENT\r\n").count(), 2, "two days, whatever a title says");
    assert_eq!(site.text("robots.txt").lines().count(), 4);
}

pub fn check(injection: &str) {
    let test = portal(injection);
    let run = test.run(&["build"]);
    assert_eq!(run.status, Some(0), "{injection:?}: {}", run.stderr);
    let site = run.site;
    let pages = site.pages();
    assert!(pages.len() > 12, "{site:?}");
    for page in &pages {
        check_page(page, injection);
    }
    let everywhere = pages.iter().filter(|page| page.text("html").contains("7x7")).count();
    assert_eq!(everywhere, pages.len(), "every page shows it: the title is on each");
    check_others(&site, injection);
    test.run(&["check"]).done();
}

#[test]
fn markup_stays_text() {
    INJECTIONS[..4].iter().for_each(|injection| check(injection));
}

#[test]
fn addresses_and_template_signs_stay_text() {
    INJECTIONS[4..7].iter().for_each(|injection| check(injection));
}

#[test]
fn invisible_characters_do_no_harm() {
    INJECTIONS[7..10].iter().for_each(|injection| check(injection));
}

#[test]
fn markdown_links_and_html_do_no_harm() {
    INJECTIONS[10..12].iter().for_each(|injection| check(injection));
}

#[test]
fn line_ends_and_control_characters_do_no_harm() {
    INJECTIONS[12..].iter().for_each(|injection| check(injection));
}

#[test]
fn text_runs_cannot_turn_the_rest_of_a_page_around() {
    // A bidirectional override in a title would reverse what follows it (Unicode Standard Annex #9).
    let site = portal("7x7\u{202e}abc\u{2067}def").build();
    for page in site.pages() {
        let text: String = page.html.root_element().text().collect();
        for control in ['\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}'] {
            assert!(!text.contains(control), "{:04x} in {}", control as u32, page.path);
        }
    }
}

#[test]
fn nul_is_refused_or_made_visible() {
    let test = PortalTest::small();
    test.edit("content/people/nguyen-van-a.yaml", "name: Nguyễn Văn A", "name: \"A\\0B\"");
    test.write("seeds/a.txt", "Bài thứ nhất\n\nba việc cần làm\0ở đây\n\nKết luận 57\n\nẢnh: x\n".as_bytes());
    test.edit("content/topics/hoc.md", "#p2", "#p1");
    let run = test.run(&["build"]);
    assert!(matches!(run.status, Some(0 | 1)), "{}", run.stderr);
    // The index of search and the book are packed.
    let is_text = |path: &str| !path.starts_with("search/") && path != "portal.epub";
    for (path, bytes) in run.site.0.iter().filter(|(path, _)| is_text(path)) {
        assert!(!bytes.contains(&0), "{path}");
    }
}

#[test]
fn addresses_in_metadata_are_links_only_when_they_are_safe() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:x",
        "data:text/html,x",
        "//evil.example",
        "vbscript:x",
        "java\\tscript:x",
    ] {
        for (path, from, to) in [
            ("content/articles/a.yaml", "title: Bài thứ nhất", format!("title: Bài\nurl: \"{address}\"")),
            ("content/documents/57-kl-tw.yaml", "title: Về việc học", format!("url: \"{address}\"")),
            ("content/publishers/bao.yaml", "name: Báo Thử", format!("name: B\nsite: \"{address}\"")),
            ("portal.yaml", "base_url: https://cong.example/hoc/", format!("base_url: \"{address}\"")),
        ] {
            let test = PortalTest::small();
            test.edit(path, from, &to);
            let run = test.run(&["build"]).ended(1);
            assert!(run.stderr.contains("invalid-address"), "{address} in {path}: {}", run.stderr);
        }
    }
}

#[test]
fn diagnostics_do_not_repeat_control_characters_of_a_terminal() {
    let test = PortalTest::small();
    test.edit(
        "content/people/nguyen-van-a.yaml",
        "name: Nguyễn Văn A",
        "name: \"\\e[31mđỏ\"\n\"\\e[2Jx\": 1",
    );
    test.write("content/people/b.yaml", "nmae: \u{1b}[31mđỏ\u{202e}\n".as_bytes());
    let run = test.run(&["build"]).ended(1);
    assert!(!run.stderr.contains('\u{1b}') && !run.stderr.contains('\u{202e}'), "{:?}", run.stderr);
}

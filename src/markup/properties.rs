//! What holds for every text, however odd, and what hostile texts cost.

use std::cell::RefCell;
use std::collections::HashSet;
use std::time::{Duration, Instant};

use proptest::prelude::{ProptestConfig, Strategy, prop, proptest};

use super::{
    Link, Links, Mark, NoLinks, Options, Reference, attributed_quotations, blocks, references, render,
    render_blocks, render_inline, render_with_marks, without_comments,
};

/// Answers every reference and remembers it.
#[derive(Default)]
struct Asked(RefCell<Vec<Reference>>);

impl Links for Asked {
    fn link(&self, reference: &Reference) -> Option<Link> {
        self.0.borrow_mut().push(reference.clone());
        let keep = reference.target.len().is_multiple_of(2);
        Some(Link { href: "x.html".into(), title: Some("\"<".into()), keep, ..Link::default() })
    }
}

/// Pieces of Markdown that mean something side by side.
const PIECES: &[&str] = &[
    "a",
    "Kết luận",
    "57-KL/TW",
    " ",
    "  ",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "> ",
    "- ",
    "1. ",
    "[[",
    "]]",
    "|",
    "\\|",
    "[",
    "]",
    "(",
    ")",
    "](b.md)",
    "](http://b)",
    "](javascript:x)",
    "![",
    "![[",
    "] ",
    "[^1]",
    "\n\n[^1]: ",
    "\n\n[^2]: ",
    "[^2]",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "\n```rust\n",
    "\n```\n",
    "\\",
    "&amp;",
    "&",
    "<",
    ">",
    "<b>",
    "<!-- ",
    " -->",
    " -->",
    "<div>\n",
    "#",
    "\n# ",
    "\n### ",
    "{#a .b}",
    "\n---\n",
    "\n===\n",
    "\n| a | b |\n|---|:-:|\n",
    "\n> — [[x]]",
    "— ",
    "-- ",
    "\n: ",
    "[ ] ",
    "[x] ",
    "[!NOTE]\n",
    "\n[a]: /b.md\n",
    "<http://c>",
    "\0",
    "\u{202e}",
    "\u{feff}",
    "ế",
    "e\u{301}",
    "\u{1f600}",
];

fn markdown() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

/// Whether tags are balanced, no link stands in a link, and every `<` is a tag of ours.
fn is_well_formed(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    for rest in html.split('<').skip(1) {
        let Some(tag) = rest.split('>').next() else { return Err(format!("`<{rest}`")) };
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop();
            if last != Some(name) {
                return Err(format!("`</{name}>` closes {last:?}"));
            }
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
            return Err(format!("`<{tag}>`"));
        }
        if name == "a" && open.contains(&"a") {
            return Err("a link in a link".into());
        }
        if !["br", "hr", "img", "input"].contains(&name) {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} left open")) }
}

fn check(source: &str) {
    let options = Options::default();
    let asked = Asked::default();
    let rendered = render(source, &options, &asked);
    if let Err(problem) = is_well_formed(&rendered.html) {
        panic!("{problem}\n{source:?}\n{}", rendered.html);
    }
    let is_unsafe =
        |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202e}' | '\u{feff}');
    assert!(!rendered.html.contains(is_unsafe), "{source:?}");
    assert!(!rendered.html.contains("javascript:x\""), "{source:?}");

    let mut ids = HashSet::new();
    for id in rendered.html.split(" id=\"").skip(1).map(|rest| rest.split('"').next()) {
        assert!(ids.insert(id), "{id:?} twice in {source:?}");
    }
    let is_footnote = |id: &str| ids.iter().flatten().any(|known| known.strip_prefix("fn") == Some(id));
    for target in rendered.html.split(" href=\"#fn").skip(1).map(|rest| rest.split('"').next()) {
        assert!(target.is_some_and(is_footnote), "{target:?} leads nowhere in {source:?}");
    }
    let levels = rendered.headings.iter().map(|heading| heading.level);
    let above = std::iter::once(1).chain(levels.clone());
    assert!(levels.zip(above).all(|(level, above)| level <= above + 1), "{source:?}");

    let mut found = asked.0.into_inner();
    found.sort_by_key(|reference| reference.range.start);
    assert_eq!(found, references(source), "{source:?}");

    let unsaid = without_comments(source);
    assert_eq!((unsaid.len(), blocks(&unsaid)), (source.len(), blocks(source)), "{source:?} {unsaid:?}");
    assert_eq!(
        render(&unsaid, &options, &NoLinks).html,
        render(source, &options, &NoLinks).html,
        "{source:?} {unsaid:?}"
    );

    let quotations = attributed_quotations(source);
    assert!(quotations.len() >= rendered.html.matches("<figure").count(), "{source:?}");

    let by_block = render_blocks(source, &[], &options, &NoLinks);
    let expected = blocks(source);
    assert_eq!(
        by_block.blocks.iter().map(|block| block.block.clone()).collect::<Vec<_>>(),
        expected,
        "{source:?}"
    );
    assert!(expected.is_sorted_by(|a, b| a.range.end <= b.range.start), "{source:?} {expected:?}");
    for block in by_block.blocks {
        assert_eq!(is_well_formed(&block.html), Ok(()), "{source:?}");
    }
    assert_eq!(is_well_formed(&render_inline(source, &options, &Asked::default())), Ok(()), "{source:?}");

    let mark = |(at, c): (usize, char)| Mark {
        range: at..at + c.len_utf8(),
        open: "<mark>".into(),
        close: "</mark>".into(),
    };
    let marks: Vec<Mark> = source.char_indices().step_by(3).map(mark).collect();
    let marked = render_with_marks(source, &marks, &options, &Asked::default()).html;
    assert_eq!(marked.replace("<mark>", "").replace("</mark>", ""), rendered.html, "{source:?}");
    let marks: Vec<Mark> =
        (0..source.len()).step_by(5).map(|at| Mark { range: at..at + 4, ..mark((at, 'a')) }).collect();
    let marked = render_with_marks(source, &marks, &options, &Asked::default()).html;
    assert_eq!(is_well_formed(&marked), Ok(()), "{source:?}");
    assert_eq!(marked.replace("<mark>", "").replace("</mark>", ""), rendered.html, "{source:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_markdown_render_well(source in markdown()) {
        check(&source);
    }

    #[test]
    fn any_text_renders_well(source in "\\PC{0,80}") {
        check(&source);
    }
}

#[test]
fn hostile_texts_cost_little() {
    let n = 10_000;
    let repeated = |pieces: &[&str]| pieces.iter().map(|piece| piece.repeat(n)).collect::<String>();
    let numbered = |make: fn(usize) -> String| (0..n).map(make).collect::<String>();
    for (name, source) in [
        ("quotes", repeated(&["> "])),
        ("quotes with text", format!("{}a\n— [[x]]", "> ".repeat(n))),
        ("lists", repeated(&["- "])),
        ("nested list", (0..500).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect()),
        ("open brackets", repeated(&["["])),
        ("open references", repeated(&["[["])),
        ("closed references", repeated(&["[[", "a", "]]"])),
        ("references", repeated(&["[[a|b]] "])),
        ("images", repeated(&["![", "a", "](b)"])),
        ("nested images", format!("{}a{}", "![".repeat(n), "](b)".repeat(n))),
        ("nested links", format!("{}a{}", "[".repeat(n), "](b)".repeat(n))),
        ("nested references", format!("{}a{}", "[[".repeat(n), "]]".repeat(n))),
        ("nested emphasis", format!("{}a{}", "*a ".repeat(n), "*".repeat(n))),
        ("a long footnote", format!("[^1]\n\n[^1]: a\n\n{}", "    [^1]\n\n    # b\n\n".repeat(n))),
        ("emphasis", repeated(&["*a **b "])),
        ("code spans", numbered(|index| format!("a{}", "`".repeat(index % 300)))),
        ("tables", format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), "|a|\n".repeat(500))),
        ("footnotes", numbered(|index| format!("[^{index}]\n\n[^{index}]: [^{}]\n\n", index / 2))),
        ("one footnote", format!("{}\n\n[^1]: a", "[^1] ".repeat(n))),
        ("unused footnotes", numbered(|index| format!("[^{index}]: a\n\n"))),
        ("headings", repeated(&["# a\n"])),
        ("definitions", repeated(&["a\n: b\n\n"])),
        ("attributed quotes", repeated(&["> a\n> — [[x]]\n\n"])),
        (
            "nested attributions",
            (0..300).map(|depth| format!("{}— [[x]]\n>\n", "> ".repeat(300 - depth))).collect(),
        ),
        ("entities", repeated(&["&amp;"])),
        ("comments", repeated(&["<!-- "])),
        ("tags", repeated(&["<a "])),
        ("one long line", "a ".repeat(500_000)),
        ("one long word", "a".repeat(1_000_000)),
        ("zeros", "\0".repeat(1_000_000)),
        ("code", format!("```rust\n{}\n```", "(".repeat(n))),
        ("long code", format!("```rust\n{}\n```", "let a = 1;\n".repeat(n))),
    ] {
        let start = Instant::now();
        let marks: Vec<Mark> = (0..source.len() / 8)
            .map(|index| Mark { range: index * 8..index * 8 + 5, open: "<b>".into(), close: "</b>".into() })
            .collect();
        let rendered = render_with_marks(&source, &marks, &Options::default(), &Asked::default());
        render_blocks(&source, &[], &Options::default(), &NoLinks);
        render_inline(&source, &Options::default(), &NoLinks);
        references(&source);
        attributed_quotations(&source);
        let time = start.elapsed();
        eprintln!("{name}: {} bytes, {} bytes of HTML, {time:?}", source.len(), rendered.html.len());
        // An unoptimised build on a busy machine; anything quadratic takes minutes.
        assert!(time < Duration::from_secs(20), "{name}: {time:?}");
    }
}

//! How far `import`'s guesses agree with what people wrote: line by line, kind by kind.

use crate::harness::first_portal;
use khue::compile::{self, Options};
use khue::draft::Reading;
use khue::parse::metadata::OmitKind;
use khue::snapshot::Snapshot;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Kinds by line number; none for the article's own lines.
type Kinds = BTreeMap<usize, Option<OmitKind>>;

/// How many of `expected` are guessed: kind for kind, and as to whether a line is the article's. Tells the others.
fn agreement(name: &str, text: &str, expected: &Kinds) -> (f64, f64) {
    let guessed: Kinds = Reading::new(text).line_kinds().collect();
    assert_eq!(guessed.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{name}: lines");
    let lines: Vec<&str> = text.lines().collect();
    let (mut kinds, mut body) = (0, 0);
    for (line, expected) in expected {
        let guessed = guessed[line];
        kinds += usize::from(guessed == *expected);
        body += usize::from(guessed.is_none() == expected.is_none());
        if guessed != *expected {
            let words: String = lines[line - 1].chars().take(70).collect();
            println!("  {name}:{line}: guessed {guessed:?}, is {expected:?}: {words}");
        }
    }
    let of = |n: usize| 100.0 * n as f64 / expected.len() as f64;
    println!(
        "{name}: {kinds} of {} lines agree ({:.1} %), body or not {:.1} %",
        expected.len(),
        of(kinds),
        of(body)
    );
    (of(kinds), of(body))
}

#[test]
fn the_first_portals_seeds_are_read_as_people_read_them() {
    let snapshot = Snapshot::from_files(first_portal());
    let resolved = compile::resolve(&snapshot, &Options::default()).resolved;
    let site = &resolved.site;
    assert_eq!(site.articles.len(), 5);
    for article in &site.articles {
        let lines = article.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let mut kinds: Kinds = lines.map(|(at, _)| (at + 1, None)).collect();
        for omitted in &article.omitted {
            for line in omitted.lines.0..=omitted.lines.1 {
                kinds.entry(line).and_modify(|kind| *kind = Some(omitted.kind));
            }
        }
        let (kinds, _) = agreement(&article.id, &article.text, &kinds);
        assert!(kinds >= 90.0, "{}: {kinds:.1} %", article.id);
    }
}

/// Pages that were written for this test, in other styles than the first portal's; each line's kind stands before it.
const PAGES: [(&str, &str); 8] = [
    ("vi-bao-tinh", include_str!("../../data/import/vi-bao-tinh.txt")),
    ("vi-cong-xa", include_str!("../../data/import/vi-cong-xa.txt")),
    ("vi-tap-chi", include_str!("../../data/import/vi-tap-chi.txt")),
    ("en-local-paper", include_str!("../../data/import/en-local-paper.txt")),
    ("en-blog", include_str!("../../data/import/en-blog.txt")),
    ("vi-bao-dien-tu", include_str!("../../data/import/vi-bao-dien-tu.txt")),
    ("en-magazine", include_str!("../../data/import/en-magazine.txt")),
    ("en-wrapped", include_str!("../../data/import/en-wrapped.txt")),
];

/// The text of a page, and its lines' kinds.
fn page(marked: &str) -> (String, Kinds) {
    let mut text = String::new();
    let mut kinds = Kinds::new();
    for (at, line) in marked.lines().enumerate() {
        if let Some((kind, words)) = line.split_once("| ") {
            let kind = (kind != "body").then(|| serde_json::from_value::<OmitKind>(kind.into()).unwrap());
            kinds.insert(at + 1, kind);
            text.push_str(words);
        }
        text.push('\n');
    }
    (text, kinds)
}

#[test]
fn pages_of_other_sites_are_read_too() {
    for (name, marked) in PAGES {
        let (text, kinds) = page(marked);
        let (agree, _) = agreement(name, &text, &kinds);
        assert!(agree >= 85.0, "{name}: {agree:.1} %");
    }
}

#[test]
fn line_ends_and_normalization_make_no_difference() {
    for (name, marked) in PAGES {
        let (text, _) = page(marked);
        let kinds = |text: &str| Reading::new(text).line_kinds().collect::<Kinds>();
        let decomposed: String = text.nfd().collect();
        assert_eq!(kinds(&text.replace('\n', "\r\n")), kinds(&text), "{name} with CRLF");
        assert_eq!(kinds(&decomposed), kinds(&text), "{name} in NFD");
        assert_eq!(kinds(&format!("\u{feff}{text}")), kinds(&text), "{name} with a byte-order mark");
    }
}

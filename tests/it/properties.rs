//! Properties of every portal: no input makes the program panic, every link inside the site leads somewhere, and what
//! is built does not depend on how.

use crate::harness::{SMALL, files};
use khue::{Options, Snapshot};
use proptest::prelude::{
    ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::{select, subsequence};
use std::collections::BTreeMap;

/// Texts by path: text rather than bytes, so that a failure can be read.
type Files = BTreeMap<String, String>;

/// Pieces of which seeds and Markdown are made: what recognisers look for, and what could confuse them.
const PIECES: &[&str] = &[
    "Kết luận số 57-KL/TW",
    "Kết luận 57",
    "57- KL/",
    "TW",
    "ngày 15/6/2023",
    "Chiều 11/10",
    "31/2/2023",
    "30/2020/NĐ-CP",
    "Nguyễn Văn A",
    "Bộ Chính trị",
    "ba việc cần làm",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\u{a0}",
    ". ",
    "“",
    "”",
    "<b>",
    "&amp;",
    "[[",
    "]]",
    "[[57-KL/TW]]",
    "[[article:a#p1]]",
    "[[event:hop|x]]",
    "|",
    "---",
    "# ",
    "> ",
    "- ",
    "1. ",
    "```",
    "`",
    "*",
    "_",
    "[^1]",
    "[^1]: x",
    "\n: y",
    "| a | b |\n|---|---|\n",
    "../topics/hoc.md",
    "](",
    "e\u{301}",
    "\u{202e}",
    "\u{feff}",
    "😀",
    "— [[article:a]]",
];

fn text(pieces: usize) -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![4 => select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..pieces).prop_map(|pieces| pieces.concat())
}

/// A portal of some of these files, with random text in its seed, a topic and a Markdown article.
fn portal() -> impl Strategy<Value = Files> {
    let more = [
        ("content/documents/58.yaml", "number: 57-KL/TW\nissued: 2018-01-02\n"),
        (
            "content/documents/nd.md",
            "---\nnumber: 30/2020/NĐ-CP\nrelations: [{kind: cites, target: 57-kl-tw, basis: editor, note: x}]\n---\n# A\n",
        ),
        (
            "content/events/hai.yaml",
            "title: [{value: A, article: a}, {value: B}]\ndate: 2023-07/2023-12\nchair: nguyen-van-a\n",
        ),
        ("content/people/b.yaml", "name: Nguyễn Văn A\ndraft: true\n"),
        ("content/topics/hai.md", "---\ntitle: Hai\nterms: [kết luận, A]\n---\n[[topic:hoc]]\n"),
        ("themes/khue/assets/mark.svg", "<svg/>\n"),
    ];
    let all: Vec<(String, String)> = files(SMALL)
        .into_iter()
        .filter(|(path, _)| *path != "portal.yaml")
        .chain(more)
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect();
    let count = all.len();
    let settings = subsequence(
        vec![
            "language: en\n",
            "pretty_urls: true\n",
            "link_mentions: all\n",
            "base_url: https://a.example/b\n",
            "raw_html: true\n",
            "menu: [timeline]\n",
        ],
        0..=6,
    );
    (subsequence(all, count / 2..=count), settings, text(40), text(30), text(30)).prop_map(
        |(files, settings, seed, body, article)| {
            let mut files: Files = files.into_iter().collect();
            files.insert("portal.yaml".to_owned(), format!("title: Cổng\n{}", settings.concat()));
            files.insert("seeds/r.txt".to_owned(), format!("Một.\n{seed}"));
            files.insert(
                "content/articles/r.yaml".to_owned(),
                "siglum: R\nseed: r.txt\ntitle: R\n".to_owned(),
            );
            files.insert(
                "content/articles/m.md".to_owned(),
                format!("---\nsiglum: M\ntitle: M\n---\nM.\n\n{article}\n"),
            );
            files.insert("content/pages/r.md".to_owned(), format!("---\ntitle: R\n---\n{body}\n"));
            files
        },
    )
}

/// Takes away, one after the other, the files in which errors are told, until the portal builds.
fn mended(mut files: Files) -> Option<khue::Compiled> {
    for _ in 0..40 {
        let compiled = khue::compile(&Snapshot::from_files(files.clone()), &Options::default());
        let wrong = compiled.diagnostics.iter().find(|d| d.severity == khue::diagnostic::Severity::Error);
        match wrong.map(|d| d.location.as_ref().map(|l| l.file.clone())) {
            None => return Some(compiled),
            Some(Some(file)) if file != "portal.yaml" => files.remove(&file)?,
            Some(_) => return None,
        };
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_link_of_a_portal_that_builds_leads_somewhere(files in portal()) {
        let compiled = mended(files);
        prop_assert!(compiled.is_some(), "it does not build, even without the files that have errors");
        let compiled = compiled.expect("it is some");
        prop_assert!(compiled.artifacts.iter().any(|a| a.path == "index.html"));
        let base = khue::pages::base_path(&compiled.resolved.site);
        let broken = khue::check::check(&compiled.artifacts, &base);
        prop_assert!(broken.is_empty(), "{:#?}", broken);
    }

    #[test]
    fn positions_are_true_whatever_a_seed_holds(files in portal()) {
        let Some(compiled) = mended(files.clone()) else { return Ok(()) };
        for article in &compiled.resolved.site.articles {
            for m in &article.mentions {
                prop_assert!(article.text.get(m.range.clone()).is_some_and(|surface| !surface.trim().is_empty()));
                let passage = &article.passages[m.passage as usize].range;
                prop_assert!(passage.start <= m.range.start && m.range.end <= passage.end);
            }
            for pair in article.passages.windows(2) {
                prop_assert!(pair[0].range.end <= pair[1].range.start);
            }
        }
    }

    #[test]
    fn broken_files_never_end_the_program(files in portal(), cut in 0usize..400, noise in any::<[u8; 4]>(), which in any::<prop::sample::Index>()) {
        let mut files: BTreeMap<String, Vec<u8>> =
            files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
        let path = which.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        let bytes = files.get_mut(&path).expect("it is one of them");
        bytes.truncate(cut);
        bytes.extend(noise);
        khue::compile(&Snapshot::from_files(files), &Options { drafts: true, base_url: None });
    }

    #[test]
    fn one_thread_and_many_give_the_same_site(files in portal()) {
        let snapshot = Snapshot::from_files(files);
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| khue::compile(&snapshot, &Options::default()))
        };
        let (one, many) = (with(1), with(4));
        prop_assert_eq!(&one.diagnostics, &many.diagnostics);
        prop_assert!(one.artifacts == many.artifacts);
    }
}

//! What the measuring programs make of what they measure.

use crate::harness::{PortalTest, folder_files};
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

/// The exit status of the comparison of two counts of instructions, and what is said.
fn compared(stored: u64, counted: u64) -> (i32, String) {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/instructions");
    let output = Command::new("python3")
        .arg(program)
        .arg("--compare")
        .args([stored, counted].map(|n| n.to_string()))
        .output()
        .expect("python3 is installed: scripts/setup-tests brings it");
    (output.status.code().expect("it ended by itself"), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn more_than_a_tenth_more_instructions_fail() {
    for (counted, expected, words) in
        [(1_000, 0, "+0.0%"), (1_100, 0, "+10.0%"), (1_101, 1, "more than 10% more"), (890, 0, "--store")]
    {
        let (status, said) = compared(1_000, counted);
        assert_eq!(status, expected, "{said}");
        assert!(said.contains(words), "{said}");
    }
}

/// Writes a corpus of eight articles below the test's folder; the articles' files, by name.
fn corpus(test: &PortalTest, folder: &str, options: &[&str]) -> Vec<(String, String)> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/corpus.py");
    let status =
        Command::new("python3").arg(program).arg("8").arg(test.beside(folder)).args(options).output();
    let output = status.expect("python3 is installed: scripts/setup-tests brings it");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files = folder_files(&test.beside(folder)).into_iter();
    let articles = files.filter(|(path, _)| path.contains("articles/bai-"));
    articles.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn every_generator_gets_the_same_paragraphs() {
    let test = PortalTest::new("");
    let khue = corpus(&test, "khue", &["--markdown"]);
    assert_eq!(khue.len(), 8);
    for peer in ["--hugo", "--eleventy", "--mdbook"] {
        let theirs = corpus(&test, peer, &[peer]);
        for ((_, own), (path, their)) in khue.iter().zip(&theirs) {
            // Below the front matter, headings, quotations and other paragraphs without links.
            let (_, own) = own.split_once("---\n\n").unwrap();
            let lines: Vec<&str> =
                own.lines().filter(|line| !line.is_empty() && !line.contains("](")).collect();
            assert!(lines.len() > 12 && lines.iter().all(|line| their.contains(line)), "{path}");
        }
        assert_eq!(theirs.len(), khue.len());
    }
}

#[test]
fn the_portals_that_are_measured_build_and_only_one_theme_names_related_articles() {
    let test = PortalTest::new("");
    for (folder, options) in [("long", &["--markdown"][..]), ("short", &["--markdown", "--short"])] {
        corpus(&test, folder, options);
        for (theme, names) in [("equal", false), ("related", true)] {
            let settings = test.beside(folder).join("portal.yaml");
            let text = std::fs::read_to_string(&settings).unwrap();
            let line = text.lines().find(|line| line.starts_with("theme:")).unwrap();
            std::fs::write(&settings, text.replace(line, &format!("theme: {theme}"))).unwrap();
            let (root, output) = (test.beside(folder), test.beside(&format!("{folder}-{theme}")));
            let flags: [&OsStr; 5] =
                ["build".as_ref(), "--strict".as_ref(), "--root".as_ref(), root.as_ref(), "-o".as_ref()];
            test.run(&[&flags[..], &[output.as_ref()]].concat()).done();
            let pages = folder_files(&output);
            let article = String::from_utf8(pages["bai-viet/bai-0000003.html"].clone()).unwrap();
            assert_eq!(article.contains("<h2>Liên quan</h2>"), names, "{folder} {theme}");
        }
    }
}

//! Parts of a site, each built for itself, are the site.

use super::portal;
use crate::harness::{PortalTest, folder_files};
use std::collections::BTreeMap;

const MANIFEST: &str = ".khue-manifest";

/// The files of one part, built from nothing, without what the build notes for itself.
fn part(test: &PortalTest, shard: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = test.beside("part");
    std::fs::remove_dir_all(&folder).ok();
    test.run(&["build", "--output", "../part", "--shard", shard]).done();
    let mut files = folder_files(&folder);
    assert!(files.remove(MANIFEST).is_some(), "{shard}");
    files
}

/// Builds the portal in so many parts, which must be those of the whole; the number of files in each.
fn check(test: &PortalTest, whole: &BTreeMap<String, Vec<u8>>, of: usize) -> Vec<usize> {
    let mut union = BTreeMap::new();
    let mut counts = Vec::new();
    for number in 1..=of {
        let files = part(test, &format!("{number}/{of}"));
        counts.push(files.len());
        for (path, bytes) in files {
            assert!(whole.get(&path) == Some(&bytes), "{path} of {number}/{of} is not the site's");
            assert!(union.insert(path.clone(), ()).is_none(), "{path} is in two of {of}");
        }
    }
    assert!(union.keys().eq(whole.keys()), "{of}");
    counts
}

fn whole(test: &PortalTest) -> BTreeMap<String, Vec<u8>> {
    test.build();
    let mut files = folder_files(&test.root().join("output"));
    files.remove(MANIFEST);
    files
}

#[test]
fn parts_together_are_the_site() {
    let test = portal();
    test.write("static/a/b.pdf", b"%PDF-1.7\n");
    let whole = whole(&test);
    assert!(whole.contains_key("a/b.pdf"));
    let pages = whole.keys().filter(|path| path.ends_with(".html")).count();
    for of in [1, 2, 3, 7] {
        let counts = check(&test, &whole, of);
        let most = counts[1..].iter().max().copied().unwrap_or(0);
        assert!(most <= pages.div_ceil(of), "pages are shared out evenly: {counts:?}");
    }
    assert!(part(&test, "1000/1000").is_empty(), "more parts than pages");
}

#[test]
fn the_first_part_knows_every_page_that_is_kept_for_reading_without_a_network() {
    let test = portal();
    test.edit("portal.yaml", "title:", "offline: true\ntitle:");
    let whole = whole(&test);
    assert!(whole.contains_key("sw.js") && whole.contains_key("offline.json"));
    check(&test, &whole, 3);
    let run = test.run(&["build", "--output", "../other", "--shard", "1/3"]).done();
    let pages = folder_files(&test.beside("other")).into_keys().filter(|path| path.ends_with(".html"));
    assert!(run.stderr.contains(&format!("\n{} pages from", pages.count())), "{}", run.stderr);
}

#[test]
fn a_build_of_another_part_in_the_same_folder_is_not_taken_for_done() {
    let test = portal();
    let second = part(&test, "2/3");
    part(&test, "1/3");
    test.run(&["build", "--output", "../part", "--shard", "2/3"]).done();
    let mut files = folder_files(&test.beside("part"));
    files.remove(MANIFEST);
    assert!(files == second);
}

#[test]
fn a_page_of_one_part_may_not_have_the_name_of_a_file_of_another() {
    let test = portal();
    test.edit("portal.yaml", "title:", "paths: { pages: assets }\ntitle:");
    test.write("content/pages/a.md", b"---\ntitle: A\n---\nA.\n");
    test.write("themes/khue/assets/a.html", b"A");
    for (shard, status) in [("1/1", 1), ("1/2", 1), ("1/7", 1)] {
        let run = test.run(&["build", "--output", "../part", "--shard", shard]).ended(status);
        assert!(run.stderr.contains("would be written to `assets/a.html`"), "{shard}: {}", run.stderr);
    }
}

#[test]
fn a_part_is_not_built_over_the_site() {
    let test = portal();
    test.run(&["build"]).done();
    let before = folder_files(&test.root().join("output"));
    let run = test.run(&["build", "--shard", "1/2"]).ended(2);
    assert!(run.stderr.contains("--output <DIR>"), "{}", run.stderr);
    assert!(folder_files(&test.root().join("output")) == before);
}

#[test]
fn what_is_no_part_is_told() {
    let test = portal();
    for (shard, message) in [
        ("x", "a shard is written K/N, the K-th of N, such as 2/8"),
        ("-1/2", "a shard is written K/N, the K-th of N, such as 2/8"),
        ("1/2/3", "a shard is written K/N, the K-th of N, such as 2/8"),
        ("1/0", "there must be one shard at least, such as 1/1"),
        ("0/3", "shards are counted from 1 to 3: 1/3 is the first, 3/3 the last"),
        ("4/3", "shards are counted from 1 to 3: 1/3 is the first, 3/3 the last"),
    ] {
        let run = test.run(&["build", &format!("--shard={shard}")]).ended(2);
        assert!(run.stderr.contains(message), "{shard}: {}", run.stderr);
    }
    assert!(!test.root().join("output").exists());
}

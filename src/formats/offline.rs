//! Reading without a network: the worker that keeps pages, and the list of what it keeps from the first visit on.
//!
//! No line in [`FORMATS`](super::FORMATS): it is made from the files of all others. The worker follows the W3C Candidate
//! Recommendation Draft "Service Workers", sections 2 and 4.

use super::text;
use crate::model::{Artifact, Note};
use crate::offers::WORKER;
use crate::pages::{KINDS, Planned};
use std::collections::HashMap;
use xxhash_rust::xxh3::Xxh3;

/// The list's file.
pub const LIST: &str = "offline.json";

/// What is kept from the first visit on weighs at most this, in bytes; other pages are kept when they are read.
pub const MOST: usize = 4 << 20;

/// The worker, with `VERSION` in place of the version.
const PROGRAM: &str = include_str!("worker.min.js");

/// What takes a worker's place where none is wanted any more.
pub const GONE: &str = include_str!("gone.min.js");

/// The files for a site of which `wanted` says whether it can be read without a network: none where nobody says.
///
/// `files` are all other files of the site, sorted by path.
pub fn make(wanted: Option<bool>, files: &[Note], pages: &[Planned]) -> Vec<Artifact> {
    match wanted {
        None => Vec::new(),
        Some(false) => vec![text(WORKER, GONE.to_owned())],
        Some(true) => {
            let version = version(files);
            let list = serde_json::json!({ "version": version, "files": kept(files, pages, MOST) });
            vec![text(LIST, format!("{list}\n")), text(WORKER, PROGRAM.replace("VERSION", &version))]
        }
    }
}

/// A hash of all files that browsers may ask for, as 16 hexadecimal digits.
fn version(files: &[Note]) -> String {
    let mut hash = Xxh3::new();
    for file in files.iter().filter(|file| !file.path.starts_with('.')) {
        hash.update(&(file.path.len() as u64).to_le_bytes());
        hash.update(file.path.as_bytes());
        hash.update(&file.hash.to_le_bytes());
    }
    format!("{:016x}", hash.digest())
}

/// The paths that are kept from the first visit on: what every page needs, lists and topics first, then search as a whole,
/// articles, and what is left; those that would make more than `most` bytes are passed over.
fn kept<'a>(files: &'a [Note], pages: &[Planned], most: usize) -> Vec<&'a str> {
    let kinds: HashMap<&str, &str> =
        pages.iter().map(|page| (page.file.as_str(), KINDS[page.kind].name)).collect();
    let is_index = |file: &Note| is_search(file) && !kinds.contains_key(file.path.as_str());
    let search: usize = files.iter().filter(|file| is_index(file)).map(|file| file.size).sum();
    let mut ranked: Vec<(usize, &Note)> = files
        .iter()
        .filter(|file| !file.path.contains(['?', '#', '%', '\\']))
        .filter_map(|file| Some((rank(file, kinds.get(file.path.as_str()).copied())?, file)))
        .collect();
    ranked.sort_by_key(|(rank, file)| (*rank, &file.path));
    let mut left = most;
    let mut has_search = None;
    let mut kept = Vec::with_capacity(ranked.len());
    for (_, file) in ranked {
        let fits = match is_index(file) {
            // A part of the index would find a part of what there is.
            true => *has_search.get_or_insert(search <= left),
            false => file.size <= left,
        };
        if fits {
            left -= file.size;
            kept.push(file.path.as_str());
        }
    }
    kept
}

fn is_search(file: &Note) -> bool {
    file.path.starts_with("search/")
}

/// How early a file is thought of; none for what readers do not read.
fn rank(file: &Note, kind: Option<&str>) -> Option<usize> {
    Some(match kind {
        None if file.path.starts_with("assets/") => 0,
        None if is_search(file) => 3,
        None => return None,
        Some("topic" | "page") => 2,
        Some("article") => 4,
        Some("document" | "event") => 5,
        Some("person" | "organisation") => 6,
        Some(_) => 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, bytes: usize) -> Note {
        Artifact { path: path.to_owned(), bytes: vec![b'x'; bytes] }.note()
    }

    fn page(kind: &str, file: &str) -> Planned {
        Planned {
            kind: KINDS.iter().position(|one| one.name == kind).expect("there is such a kind"),
            id: String::new(),
            file: file.to_owned(),
            subject: None,
            part: (1, 1),
            title: String::new(),
            section: "",
        }
    }

    #[test]
    fn what_is_kept_is_bounded_and_search_is_kept_whole_or_not_at_all() {
        let files = [
            file(".nojekyll", 0),
            file("404.html", 5),
            file("a/1.html", 40),
            file("a/2.html", 10),
            file("assets/portal.css", 10),
            file("d/1.html", 10),
            file("data/x.ndjson", 1),
            file("index.html", 10),
            file("search/a.js", 10),
            file("search/b.js", 20),
            file("t/1.html", 10),
        ];
        let pages = [
            page("not-found", "404.html"),
            page("article", "a/1.html"),
            page("article", "a/2.html"),
            page("document", "d/1.html"),
            page("home", "index.html"),
            page("topic", "t/1.html"),
        ];
        let shell = ["assets/portal.css", "404.html", "index.html", "t/1.html"];
        let search = ["search/a.js", "search/b.js"];
        let check =
            |most: usize, expected: &[&[&str]]| assert_eq!(kept(&files, &pages, most), expected.concat());
        check(1000, &[&shell, &search, &["a/1.html", "a/2.html", "d/1.html"]]);
        check(80, &[&shell, &search, &["a/2.html"]]);
        check(64, &[&shell, &["a/2.html", "d/1.html"]]);
        check(25, &[&shell[..3]]);
        check(0, &[]);
    }

    #[test]
    fn a_page_in_the_folder_of_the_index_is_no_part_of_it() {
        let files = [file("index.html", 10), file("search/a.js", 30), file("search/index.html", 10)];
        let pages = [page("home", "index.html"), page("search", "search/index.html")];
        assert_eq!(kept(&files, &pages, 60), ["index.html", "search/index.html", "search/a.js"]);
        assert_eq!(kept(&files, &pages, 40), ["index.html", "search/index.html"]);
    }

    #[test]
    fn another_file_is_another_version() {
        let one = version(&[file("a", 1), file("b", 1)]);
        assert_eq!(one, version(&[file(".x", 3), file("a", 1), file("b", 1)]));
        assert_ne!(one, version(&[file("a", 1), file("b", 2)]));
        assert_ne!(one, version(&[file("a", 1), file("c", 1)]));
        assert_eq!(one.len(), 16);
    }

    #[test]
    fn the_worker_carries_the_version() {
        assert_eq!(PROGRAM.matches("VERSION").count(), 1);
        let made = make(Some(true), &[file("index.html", 1)], &[page("home", "index.html")]);
        let list: serde_json::Value = serde_json::from_slice(&made[0].bytes).expect("it is JSON");
        assert_eq!(list["files"], serde_json::json!(["index.html"]));
        let worker = String::from_utf8(made[1].bytes.clone()).expect("it is text");
        assert!(worker.contains(list["version"].as_str().expect("it is text")));
        assert_eq!(make(None, &[], &[]), []);
        assert_eq!(make(Some(false), &[], &[]).len(), 1);
    }
}

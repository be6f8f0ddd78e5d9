//! Which paths an artifact may have.

use std::collections::HashMap;
use std::path::{Component, Path};

use super::stage;
use crate::edge::manifest;
use crate::error::Error;
use crate::text::file_name::folded;

/// Checks that every file system can hold the files of these paths, sorted by their bytes, side by side.
///
/// A path is relative, `/`-separated, without empty components, `.`, `..`, `\` or control characters, and not one of
/// our own names. Two paths must differ by more than letter case and Unicode normalisation (NFC, Unicode Standard Annex
/// #15), because many file systems see no difference there; and a file cannot be the folder of another. The
/// error names the path, or both.
pub(super) fn check(sorted: &[&str]) -> Result<(), Error> {
    let mut files: HashMap<String, &str> = HashMap::with_capacity(sorted.len());
    for path in sorted {
        check_one(path)?;
        if let Some(other) = files.insert(folded(path), path) {
            return Err(collision(other, path));
        }
    }
    // Neighbours mostly share their folder, so each folder is looked up about once.
    let mut seen = "";
    for path in sorted {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != seen {
            seen = folder;
            if let Some(file) = above(path).find_map(|folder| files.get(&folded(folder))) {
                return Err(collision(file, path));
            }
        }
    }
    Ok(())
}

/// Checks a path on its own, as [`check`] does.
pub(super) fn check_one(path: &str) -> Result<(), Error> {
    match flaw(path) {
        None => Ok(()),
        Some(flaw) => Err(Error::refused(Path::new(path), format!("this output path {flaw}"))),
    }
}

/// The folders on the way to a path, outermost first, without the empty one.
pub(super) fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

fn flaw(path: &str) -> Option<&'static str> {
    if path.starts_with('/') {
        return Some("is absolute");
    }
    if path.split('/').any(str::is_empty) {
        return Some("has an empty component");
    }
    if path.split('/').any(|component| component == ".." || component == ".") {
        return Some("has the component `.` or `..`");
    }
    if path.contains('\\') {
        return Some("has a backslash");
    }
    if path.contains(char::is_control) {
        return Some("has a control character");
    }
    if !Path::new(path).components().all(|component| matches!(component, Component::Normal(_))) {
        return Some("is not relative on this system");
    }
    let first = path.split('/').next().unwrap_or_default().to_ascii_lowercase();
    (first == manifest::NAME || first.starts_with(stage::INSIDE))
        .then_some("is a name that builds need for themselves")
}

fn collision(left: &str, right: &str) -> Error {
    let (first, second) = if left < right { (left, right) } else { (right, left) };
    let reason = format!("cannot be written beside `{first}`: on some systems the two are in the same place");
    Error::refused(Path::new(second), reason).hint("give one of the two another id")
}

#[cfg(test)]
mod tests {

    fn check(paths: &[&str], refused: Option<&[&str]>) {
        let mut sorted = paths.to_vec();
        sorted.sort_unstable();
        match (super::check(&sorted), refused) {
            (Ok(()), None) => {}
            (Err(error), Some(words)) => {
                let message = error.to_string();
                assert!(words.iter().all(|word| message.contains(word)), "{message}");
            }
            (found, _) => panic!("{paths:?}: {found:?}"),
        }
    }

    #[test]
    fn ordinary_paths_are_allowed() {
        check(&[], None);
        check(&["b.html", "a/b.html", "a.html", "a-b/c.html", ".nojekyll", ".well-known/x"], None);
        check(&["bài viết/một.html", "a/..b", "a/b..", "..."], None);
    }

    #[test]
    fn a_path_stays_below_the_output() {
        check(&["/a"], Some(&["absolute"]));
        check(&["../a"], Some(&["`..`"]));
        check(&["a/../../b"], Some(&["`..`"]));
        check(&["./a"], Some(&["`.`"]));
        check(&["a\\..\\b"], Some(&["backslash"]));
    }

    #[test]
    fn a_path_is_well_formed() {
        check(&[""], Some(&["empty"]));
        check(&["a//b"], Some(&["empty"]));
        check(&["a/"], Some(&["empty"]));
        check(&["a\0b"], Some(&["control"]));
        check(&["a\nb"], Some(&["control"]));
    }

    #[test]
    fn our_own_names_are_taken() {
        check(&[".khue-manifest"], Some(&["builds need"]));
        check(&[".Khue-Manifest/x"], Some(&["builds need"]));
        check(&[".khue-stage-abc/x"], Some(&["builds need"]));
    }

    #[test]
    fn two_artifacts_need_two_places() {
        check(&["a", "a"], Some(&["beside `a`"]));
        check(&["x", "tin/A.html", "tin/a.html"], Some(&["`tin/A.html`", "`tin/a.html`:"]));
        check(&["Ệ.html", "e\u{323}\u{302}.html"], Some(&["Ệ.html`"]));
        check(&["\u{1ea4}", "\u{c2}\u{301}"], Some(&["beside"]));
    }

    #[test]
    fn a_file_is_no_folder() {
        check(&["a", "a-b", "a/b"], Some(&["`a/b`", "beside `a`"]));
        check(&["A", "a/b/c"], Some(&["`a/b/c`", "beside `A`"]));
    }

    #[test]
    fn folders_may_differ_by_case() {
        check(&["A/x", "a/y"], None);
    }
}

//! Names of files, as file systems compare them: which files may stand side by side, and which nowhere.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Component, Path};
use unicode_normalization::UnicodeNormalization;

/// The longest name of a file or folder, in bytes: ext4 takes no more, and APFS and NTFS take at least as many.
pub const LONGEST_NAME: usize = 255;

/// The longest path, in bytes: macOS takes 1,024, with the folder in which the site stands.
pub const LONGEST_PATH: usize = 768;

/// A path as those file systems see it that tell no letter case and no Unicode normalisation apart: two paths with the same
/// result may be one place. In lower case and NFC (Unicode Standard Annex #15).
pub fn folded(path: &str) -> Cow<'_, str> {
    if path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(path);
    }
    // Lower case may decompose (`İ`), so composition comes last.
    Cow::Owned(path.nfc().flat_map(char::to_lowercase).nfc().collect())
}

/// The folders on the way to a path, outermost first, without the empty one.
pub fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Why no file of a site can have this path, as the end of a sentence (*has a backslash*); none if one can.
///
/// A path is relative, `/`-separated, without empty components, `.`, `..`, `\` or control characters, and no longer than file
/// systems take.
pub fn flaw(path: &str) -> Option<&'static str> {
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
    if path.split('/').any(|component| component.len() > LONGEST_NAME) {
        return Some("has a name of more than 255 bytes");
    }
    if path.len() > LONGEST_PATH {
        return Some("has more than 768 bytes");
    }
    let is_normal = Path::new(path).components().all(|component| matches!(component, Component::Normal(_)));
    (!is_normal).then_some("is not relative on this system")
}

/// Those of some paths, sorted by their bytes, that not every file system can hold side by side, in pairs: each with one that
/// is in its place.
///
/// Two paths must differ by more than letter case and Unicode normalisation, because many file systems see no
/// difference there; the later one stands second. And a file cannot be the folder of another: the file stands first, and of
/// what would be in that folder, one for each folder there.
pub fn clashes<'a>(sorted: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut files: HashMap<Cow<'_, str>, &str> = HashMap::with_capacity(sorted.len());
    let mut clashes = Vec::new();
    for path in sorted {
        clashes.extend(files.insert(folded(path), path).map(|other| (other, *path)));
    }
    // Neighbours mostly share their folder, so each folder is looked up about once.
    let mut seen = "";
    for path in sorted {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != seen {
            seen = folder;
            let file = above(path).find_map(|folder| files.get(&folded(folder)));
            clashes.extend(file.map(|file| (*file, *path)));
        }
    }
    clashes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_flaw(path: &str, words: Option<&str>) {
        match (flaw(path), words) {
            (None, None) => {}
            (Some(flaw), Some(words)) => assert!(flaw.contains(words), "{path:?}: {flaw}"),
            (found, _) => panic!("{path:?}: {found:?}"),
        }
    }

    fn check(paths: &[&str], expected: &[(&str, &str)]) {
        let mut sorted = paths.to_vec();
        sorted.sort_unstable();
        assert_eq!(clashes(&sorted), expected, "{paths:?}");
        assert!(sorted.iter().all(|path| flaw(path).is_none()), "{paths:?}");
    }

    #[test]
    fn ordinary_paths_are_allowed() {
        check(&[], &[]);
        check(&["b.html", "a/b.html", "a.html", "a-b/c.html", ".nojekyll", ".well-known/x"], &[]);
        check(&["bài viết/một.html", "a/..b", "a/b..", "..."], &[]);
        check(&[&format!("{}/b", "a".repeat(LONGEST_NAME))], &[]);
    }

    #[test]
    fn a_path_stays_below_the_output() {
        check_flaw("/a", Some("absolute"));
        check_flaw("../a", Some("`..`"));
        check_flaw("a/../../b", Some("`..`"));
        check_flaw("./a", Some("`.`"));
        check_flaw("a\\..\\b", Some("backslash"));
    }

    #[test]
    fn a_path_is_well_formed() {
        check_flaw("", Some("empty"));
        check_flaw("a//b", Some("empty"));
        check_flaw("a/", Some("empty"));
        check_flaw("a\0b", Some("control"));
        check_flaw("a\nb", Some("control"));
    }

    #[test]
    fn a_path_is_no_longer_than_file_systems_take() {
        check_flaw(&"a".repeat(LONGEST_NAME + 1), Some("a name of more than 255 bytes"));
        check_flaw(&format!("{}/b", "ộ".repeat(86)), Some("a name of more than 255 bytes"));
        check_flaw(&vec!["a"; LONGEST_PATH].join("/"), Some("more than 768 bytes"));
    }

    #[test]
    fn two_artifacts_need_two_places() {
        check(&["a", "a"], &[("a", "a")]);
        check(&["x", "tin/A.html", "tin/a.html"], &[("tin/A.html", "tin/a.html")]);
        check(&["Ệ.html", "e\u{323}\u{302}.html"], &[("e\u{323}\u{302}.html", "Ệ.html")]);
        check(&["\u{1ea4}", "\u{c2}\u{301}"], &[("\u{c2}\u{301}", "\u{1ea4}")]);
        check(&["A", "a", "b", "B"], &[("A", "a"), ("B", "b")]);
    }

    #[test]
    fn a_file_is_no_folder() {
        check(&["a", "a-b", "a/b"], &[("a", "a/b")]);
        check(&["A", "a/b/c", "a/b/d"], &[("A", "a/b/c")]);
    }

    #[test]
    fn folders_may_differ_by_case() {
        check(&["A/x", "a/y"], &[]);
    }
}

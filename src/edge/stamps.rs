//! What tells the files of a portal from what they were, for who looks from time to time instead of being told.

use super::load::{FOLDERS, PORTAL, is_hidden, slashed};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;
use walkdir::{DirEntry, WalkDir};

/// Where in the portal at `root` something stands, or, where its name is not UTF-8, the folder with it: `/`-separated. None elsewhere.
pub(super) fn place(root: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root).ok()?;
    let place = inside.ancestors().find_map(Path::to_str)?;
    Some(slashed(place.to_owned()))
}

/// What tells one state of a file from another: when it was written, its size, whether it is a link, and on Unix its number and when
/// its record changed last, which nobody can set: other content of the same size and date is seen by it, and other rights.
pub(super) type Stamp = (Option<SystemTime>, u64, bool, Option<(u64, i64, i64)>);

fn stamp(entry: &DirEntry) -> Option<Stamp> {
    // A link counts by what it leads to, whose content is read.
    let meta = std::fs::metadata(entry.path()).or_else(|_| std::fs::symlink_metadata(entry.path())).ok()?;
    #[cfg(unix)]
    let record = {
        use std::os::unix::fs::MetadataExt;
        Some((meta.ino(), meta.ctime(), meta.ctime_nsec()))
    };
    #[cfg(not(unix))]
    let record = None;
    Some((meta.modified().ok(), meta.len(), entry.path_is_symlink(), record))
}

/// The stamps of a portal's files, links and folders, by [`place`]. A folder's tells that something in it came and went.
pub(super) fn stamps(root: &Path) -> BTreeMap<String, Stamp> {
    let mut stamps = BTreeMap::new();
    for top in FOLDERS.iter().chain([&PORTAL]).map(|place| root.join(place)) {
        let is_top = |path: &Path| path == top;
        let walk = WalkDir::new(&top)
            .follow_root_links(false)
            .into_iter()
            .filter_entry(|entry| is_top(entry.path()) || !is_hidden(&entry.file_name().to_string_lossy()));
        for entry in walk.flatten() {
            if let (Some(place), Some(stamp)) = (place(root, entry.path()), stamp(&entry)) {
                stamps.insert(place, stamp);
            }
        }
    }
    stamps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_are_told_by_their_folder() {
        use std::os::unix::ffi::OsStrExt;
        let root = Path::new("/p");
        let bad = root.join("content/topics").join(std::ffi::OsStr::from_bytes(b"a\xff.md"));
        assert_eq!(place(root, &bad).as_deref(), Some("content/topics"));
        assert_eq!(place(root, &root.join("content/a\\b.md")).as_deref(), Some("content/a\\b.md"));
        assert_eq!(place(root, Path::new("/q/content")), None);
    }
}

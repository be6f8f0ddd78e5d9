//! Where links lead, station by station, and whether anything happened there.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

/// A chain of more links than this is taken for a loop, as Linux does.
const LONGEST: usize = 40;

/// What tells one state of a file or link from another; none where nothing is.
pub(super) type Stamp = Option<(Option<SystemTime>, u64, bool)>;

/// A place on the way of a link, as it was when it was looked at.
#[derive(Clone, Debug)]
pub(super) struct Station {
    pub path: PathBuf,
    stamp: Stamp,
}

impl Station {
    fn see(path: PathBuf) -> Self {
        let stamp = stamp(&path);
        Self { path, stamp }
    }

    /// Looks again; whether something else is there now.
    pub(super) fn look(&mut self) -> bool {
        let now = stamp(&self.path);
        std::mem::replace(&mut self.stamp, now) != now
    }
}

fn stamp(path: &Path) -> Stamp {
    let meta = fs::symlink_metadata(path).ok()?;
    Some((meta.modified().ok(), meta.len(), meta.is_symlink()))
}

/// The places of which the content of `link` depends, but for itself: every other link on its way, and its end, whether there is
/// anything or not. The folder of `link` is free of links.
pub(super) fn stations(link: &Path) -> Vec<Station> {
    let mut stations = Vec::new();
    let mut at = PathBuf::new();
    let mut ahead: VecDeque<OsString> = parts(link).collect();
    while let Some(part) = ahead.pop_front() {
        if part == ".." {
            at.pop();
            continue;
        }
        // A root begins anew.
        at.push(part);
        let Ok(target) = fs::read_link(&at) else { continue };
        stations.push(at.clone());
        if stations.len() > LONGEST {
            return stations.drain(1..).map(Station::see).collect();
        }
        at.pop();
        for part in parts(&target).rev() {
            ahead.push_front(part);
        }
    }
    stations.push(at);
    stations.drain(1..).map(Station::see).collect()
}

/// The steps of a way; a step to where one is already is none.
fn parts(path: &Path) -> impl DoubleEndedIterator<Item = OsString> {
    path.components().filter(|part| *part != Component::CurDir).map(|part| part.as_os_str().to_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn every_link_on_the_way_is_a_station() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let check = |link: &str, expected: &[&str]| {
            let found: Vec<PathBuf> = stations(&root.join(link)).into_iter().map(|s| s.path).collect();
            assert_eq!(found, expected.iter().map(|path| root.join(path)).collect::<Vec<_>>(), "{link}");
        };
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("a/b/file"), "").unwrap();
        for (target, link) in [
            ("b/file", "a/plain"),
            ("../to-a/./b/../plain", "a/chain"),
            ("a", "to-a"),
            ("../nowhere/../none", "a/broken"),
            ("turn", "a/round"),
            ("round", "a/turn"),
        ] {
            symlink(target, root.join(link)).unwrap();
        }
        symlink(root.join("a/plain"), root.join("absolute")).unwrap();
        check("a/plain", &["a/b/file"]);
        check("a/chain", &["to-a", "a/plain", "a/b/file"]);
        check("a/broken", &["none"]);
        check("absolute", &["a/plain", "a/b/file"]);
        assert_eq!(stations(&root.join("a/round")).len(), LONGEST);
    }

    #[test]
    fn what_comes_or_goes_is_seen_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut station = Station::see(folder.path().join("a"));
        assert!(!station.look());
        for change in [|path: &Path| fs::write(path, "a"), |path: &Path| fs::remove_file(path)] {
            change(&station.path).unwrap();
            assert!(station.look());
            assert!(!station.look());
        }
    }
}

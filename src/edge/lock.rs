//! One build at a time writes to an output folder.
//!
//! The lock is the operating system's advisory lock (`flock`) on a handle of the *parent* of the output folder. The
//! parent, unlike the output itself, exists before the first build and is never exchanged, so whoever holds it holds
//! the right thing; nothing is created, so nothing is left behind; and a killed build releases it by dying. The price:
//! builds into sibling folders wait for each other while they write. They do not while they compile.
//!
//! One output may lie in another (`public` and `public/en`), and the outer one's exchange carries the inner one along. So
//! the output itself is locked too, where there is one, and every output around it is shared: who would exchange that waits.
//! Folders are always locked from the outermost on, so that no two builds wait for each other.
//!
//! Where the parent may not be opened, the output itself is locked. Where folders cannot be locked at all (some
//! network file systems, systems other than Unix) builds go on without: each still publishes whole sites, and the
//! stage of a running build has its own lock.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::edge::manifest;
use crate::error::Error;

/// How long a build waits for another one to finish writing.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

const PAUSE: Duration = Duration::from_millis(10);

/// Held as long as this value lives.
#[derive(Debug)]
pub(crate) struct Lock {
    _handles: Vec<File>,
}

/// Locks `output` for writing; the folder need not exist, its parent must.
///
/// Waits while another build holds the lock, at most `patience`. An error says that another build is running, or
/// that neither folder can be opened.
pub(crate) fn acquire(output: &Path, patience: Duration) -> Result<Lock, Error> {
    let give_up = Instant::now() + patience;
    let busy = || {
        let reason = format!("another build has been writing here for {} s", patience.as_secs());
        let hint = "wait until it has finished, or build into another folder with `-o`";
        Error::refused(output, reason).hint(hint)
    };
    let parent = output.parent().unwrap_or(output);
    let is_output = |folder: &&Path| folder.join(manifest::NAME).is_file();
    let mut around: Vec<&Path> = parent.ancestors().skip(1).filter(is_output).collect();
    around.reverse();
    let mut handles = Vec::new();
    for folder in around {
        // Who may not open it may not exchange it either, but somebody else may.
        let open = || Ok(File::open(folder).ok().map(|handle| (folder, handle)));
        handles.extend(locked(open, File::try_lock_shared, give_up, busy)?);
    }
    handles.extend(locked(|| open(output).map(Some), File::try_lock, give_up, busy)?);
    // What this process holds already, it would wait for in vain.
    let is_held = || handles.iter().any(|handle| still_names(output, handle));
    let own = || Ok(File::open(output).ok().filter(|_| !is_held()).map(|handle| (output, handle)));
    let own = locked(own, File::try_lock, give_up, busy)?;
    handles.extend(own);
    Ok(Lock { _handles: handles })
}

/// A folder that `open` opens, locked by `lock`; none where there is none to be opened, or where folders cannot be locked.
fn locked<'a>(
    open: impl Fn() -> Result<Option<(&'a Path, File)>, Error>,
    lock: fn(&File) -> Result<(), TryLockError>,
    give_up: Instant,
    busy: impl Fn() -> Error,
) -> Result<Option<File>, Error> {
    loop {
        let Some((folder, handle)) = open()? else { return Ok(None) };
        match lock(&handle) {
            // Somebody may have put another folder in this place while we waited.
            Ok(()) if still_names(folder, &handle) => return Ok(Some(handle)),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if Instant::now() >= give_up => return Err(busy()),
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
}

fn open(output: &Path) -> Result<(&Path, File), Error> {
    let parent = output.parent().unwrap_or(output);
    match File::open(parent) {
        Ok(handle) => Ok((parent, handle)),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied && output.exists() => {
            File::open(output)
                .map(|handle| (output, handle))
                .map_err(|error| Error::io("lock", output, error))
        }
        Err(error) => Err(Error::io("lock", parent, error)),
    }
}

fn still_names(folder: &Path, handle: &File) -> bool {
    match (fs::metadata(folder), handle.metadata()) {
        (Ok(named), Ok(held)) => same(&named, &held),
        _ => false,
    }
}

#[cfg(unix)]
fn same(named: &fs::Metadata, held: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (named.dev(), named.ino()) == (held.dev(), held.ino())
}

#[cfg(not(unix))]
fn same(_named: &fs::Metadata, _held: &fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hold_for: Option<Duration>, patience: Duration, expected: Result<(), &str>) {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("output");
        let held = hold_for.map(|_| acquire(&output, PATIENCE).unwrap());
        let holder = thread::spawn(move || {
            thread::sleep(hold_for.unwrap_or_default());
            drop(held);
        });
        let found = acquire(&output, patience).map(drop);
        holder.join().unwrap();
        match expected {
            Ok(()) => assert!(found.is_ok(), "{found:?}"),
            Err(words) => assert!(format!("{:?}", found.unwrap_err()).contains(words)),
        }
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "a lock leaves nothing behind");
    }

    #[test]
    fn a_free_folder_is_locked_at_once() {
        check(None, Duration::ZERO, Ok(()));
    }

    #[test]
    fn the_second_waits_for_the_first() {
        check(Some(Duration::from_millis(60)), Duration::from_secs(20), Ok(()));
    }

    #[test]
    fn patience_ends() {
        check(Some(Duration::from_millis(300)), Duration::from_millis(30), Err("another build"));
    }

    #[test]
    fn an_output_in_another_is_not_carried_away() {
        let place = tempfile::tempdir().unwrap();
        let (outer, inner, deep) = ("public", "public/en", "public/a/b");
        let at = |path: &str| place.path().join(path);
        fs::create_dir_all(at("public/a")).unwrap();
        fs::write(at(outer).join(manifest::NAME), "").unwrap();
        for (one, other) in [(outer, inner), (inner, outer), (outer, deep), (deep, outer)] {
            let held = acquire(&at(one), Duration::ZERO).unwrap();
            assert!(acquire(&at(other), Duration::ZERO).is_err(), "{other} while {one} is held");
            drop(held);
            acquire(&at(other), Duration::ZERO).unwrap();
        }
        let _one = acquire(&at(inner), Duration::ZERO).unwrap();
        acquire(&at(deep), Duration::ZERO).unwrap_err();
        let other = place.path().join("other/x");
        fs::create_dir_all(&other).unwrap();
        acquire(&other, Duration::ZERO).unwrap();
    }

    #[test]
    fn a_missing_parent_is_an_error() {
        let place = tempfile::tempdir().unwrap();
        assert!(acquire(&place.path().join("not/there"), Duration::ZERO).is_err());
    }
}

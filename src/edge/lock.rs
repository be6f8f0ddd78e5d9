//! One build at a time writes to an output folder.
//!
//! The lock is the operating system's advisory lock (`flock`) on a handle of the *parent* of the output folder. The
//! parent, unlike the output itself, exists before the first build and is never exchanged, so whoever holds it holds
//! the right thing; nothing is created, so nothing is left behind; and a killed build releases it by dying. The price:
//! builds into sibling folders wait for each other while they write. They do not while they compile.
//!
//! Where the parent may not be opened, the output itself is locked. Where folders cannot be locked at all (some
//! network file systems, systems other than Unix) builds go on without: each still publishes whole sites, and the
//! stage of a running build has its own lock.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::error::Error;

/// How long a build waits for another one to finish writing.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

const PAUSE: Duration = Duration::from_millis(10);

/// Held as long as this value lives.
#[derive(Debug)]
pub(crate) struct Lock {
    _handle: Option<File>,
}

/// Locks `output` for writing; the folder need not exist, its parent must.
///
/// Waits while another build holds the lock, at most `patience`. An error says that another build is running, or
/// that neither folder can be opened.
pub(crate) fn acquire(output: &Path, patience: Duration) -> Result<Lock, Error> {
    let give_up = Instant::now() + patience;
    loop {
        let (folder, handle) = open(output)?;
        match handle.try_lock() {
            // Somebody may have put another folder in this place while we waited.
            Ok(()) if still_names(folder, &handle) => return Ok(Lock { _handle: Some(handle) }),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if Instant::now() >= give_up => {
                let reason = format!("another build has been writing here for {} s", patience.as_secs());
                let hint = "wait until it has finished, or build into another folder with `-o`";
                return Err(Error::refused(output, reason).hint(hint));
            }
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            Err(TryLockError::Error(_)) => return Ok(Lock { _handle: None }),
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
    fn a_missing_parent_is_an_error() {
        let place = tempfile::tempdir().unwrap();
        assert!(acquire(&place.path().join("not/there"), Duration::ZERO).is_err());
    }
}

//! Whether anything that a site is made from has changed since the last build, as far as the file system tells.

use super::load::Found;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::fs::{self, Metadata};
use std::io;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use xxhash_rust::xxh3::Xxh3;

/// A file that changed this shortly before it was looked at may change again without a sign, as the clock of a file system goes
/// in steps: of up to ten milliseconds on Linux.
const SETTLED: Duration = Duration::from_millis(100);

/// The same where a time without a fraction tells of steps of one second, or two on FAT.
const SETTLED_IN_SECONDS: Duration = Duration::from_millis(2_100);

/// A hash of the state of all files of a portal, of this program, and of what was `asked` of it.
///
/// A file's state is its size, its number, and the times at which its content and its record were changed, the last of which
/// nobody can set. None where a file changed so recently that it could change again unseen, where something is wrong with
/// one, or where the machine does not tell.
pub(crate) fn state(found: &Found, asked: &str) -> Option<u128> {
    if !found.flaws.is_empty() {
        return None;
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_nanos() as i128;
    let look = |(_, path): &(String, std::path::PathBuf)| fs::metadata(path).and_then(|found| stamp(&found));
    let stamps: io::Result<Vec<Stamp>> = found.files.par_iter().with_min_len(256).map(look).collect();
    let stamps = stamps.ok()?;
    if !stamps.iter().all(|stamp| is_settled(stamp.changed, now)) {
        return None;
    }
    let program = fs::metadata(std::env::current_exe().ok()?).and_then(|found| stamp(&found)).ok()?;
    let mut hash = Xxh3::new();
    let mut add = |text: &str, stamp: &Stamp| {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
        hash.update(&stamp.size.to_le_bytes());
        hash.update(&stamp.number.to_le_bytes());
        hash.update(&stamp.modified.to_le_bytes());
        hash.update(&stamp.changed.to_le_bytes());
    };
    add(asked, &program);
    found.files.iter().zip(&stamps).for_each(|((name, _), stamp)| add(name, stamp));
    Some(hash.digest128())
}

/// Whether a file that changed at a time cannot change again `now` without another time; both in nanoseconds since 1970-01-01 UTC.
fn is_settled(changed: i128, now: i128) -> bool {
    let step = if changed % 1_000_000_000 == 0 { SETTLED_IN_SECONDS } else { SETTLED };
    changed + (step.as_nanos() as i128) < now
}

/// What the file system tells of a file; times in nanoseconds since 1970-01-01 UTC.
struct Stamp {
    size: u64,
    /// Its inode, where there are such.
    number: u64,
    modified: i128,
    /// When its content or its record last changed; where that is not known, its content.
    changed: i128,
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems may not tell")]
fn stamp(found: &Metadata) -> io::Result<Stamp> {
    use std::os::unix::fs::MetadataExt;
    let time = |seconds: i64, nanoseconds: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
    Ok(Stamp {
        size: found.size(),
        number: found.ino(),
        modified: time(found.mtime(), found.mtime_nsec()),
        changed: time(found.ctime(), found.ctime_nsec()),
    })
}

#[cfg(not(unix))]
fn stamp(found: &Metadata) -> io::Result<Stamp> {
    let modified = found.modified()?.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as i128);
    Ok(Stamp { size: found.len(), number: 0, modified, changed: modified })
}

#[cfg(test)]
mod tests {
    use super::is_settled;

    #[test]
    fn what_has_just_changed_is_not_settled() {
        let second = 1_000_000_000;
        let check = |changed: i128, after: i128, expected| {
            assert_eq!(is_settled(changed, changed + after), expected, "{changed} {after}");
        };
        check(7 * second + 1, 10_000_000, false);
        check(7 * second + 1, 101_000_000, true);
        check(7 * second, 2 * second, false);
        check(7 * second, 3 * second, true);
        // A clock that was set back.
        check(7 * second + 1, -second, false);
    }
}

//! The system calls that writing a site makes, gathered so that tests can let any of them fail.
//!
//! In a release build a [`Disk`] is empty and each method is one call of the standard library. In tests it can carry
//! a plan: fail the n-th call, deny one kind of call, or play dead from the n-th call on, as if the process had been
//! killed there.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The disk, or in tests a disk that fails as planned.
#[derive(Debug, Default)]
pub(super) struct Disk {
    #[cfg(test)]
    pub(super) plan: plan::Plan,
}

/// The kinds of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Read,
    CreateFolder,
    Create,
    Write,
    Sync,
    Link,
    Rename,
    Exchange,
    SetMode,
    RemoveFile,
    RemoveFolder,
}

/// Whether an error says "this cannot be done here" (another file system, not supported, not permitted) rather than
/// "this went wrong", so that the second best way of writing is worth trying.
pub(super) fn is_impossible(error: &io::Error) -> bool {
    use io::ErrorKind::{
        CrossesDevices, InvalidFilename, InvalidInput, PermissionDenied, ReadOnlyFilesystem, ResourceBusy,
        TooManyLinks, Unsupported,
    };
    matches!(
        error.kind(),
        CrossesDevices
            | InvalidFilename
            | InvalidInput
            | PermissionDenied
            | ReadOnlyFilesystem
            | ResourceBusy
            | TooManyLinks
            | Unsupported
    )
}

impl Disk {
    #[cfg(not(test))]
    #[inline]
    #[expect(clippy::unused_self, reason = "in tests the plan is consulted")]
    fn before(&self, _call: Call) -> io::Result<()> {
        Ok(())
    }

    #[cfg(test)]
    fn before(&self, call: Call) -> io::Result<()> {
        self.plan.before(call)
    }

    /// The bytes of a file, or `None` when there is no such file.
    pub(super) fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.before(Call::Read)?;
        absent_is_none(fs::read(path))
    }

    /// What is at `path`, itself and not what a symlink points to; `None` when nothing is.
    pub(super) fn look(&self, path: &Path) -> io::Result<Option<Metadata>> {
        self.before(Call::Read)?;
        absent_is_none(fs::symlink_metadata(path))
    }

    /// The names in a folder, sorted.
    pub(super) fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        self.before(Call::Read)?;
        let names = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.file_name()));
        let mut names = names.collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }

    /// A new folder with a name that nobody has, `prefix` and six letters or digits, which only we may enter.
    pub(super) fn create_unique_folder(&self, parent: &Path, prefix: &OsStr) -> io::Result<PathBuf> {
        self.before(Call::CreateFolder)?;
        Ok(tempfile::Builder::new().prefix(prefix).rand_bytes(6).tempdir_in(parent)?.keep())
    }

    pub(super) fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.before(Call::CreateFolder)?;
        fs::create_dir(path)
    }

    pub(super) fn create_folders(&self, path: &Path) -> io::Result<()> {
        self.before(Call::CreateFolder)?;
        fs::create_dir_all(path)
    }

    /// An empty new file, open for writing; one that exists is an error.
    pub(super) fn create(&self, path: &Path) -> io::Result<File> {
        self.before(Call::Create)?;
        File::create_new(path)
    }

    /// Writes a new file and says what the system then knows about it.
    pub(super) fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<Metadata> {
        self.write(path, bytes)?.metadata()
    }

    /// Writes a new file and waits until it is safe from power loss.
    pub(super) fn write_new_durably(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let file = self.write(path, bytes)?;
        self.before(Call::Sync)?;
        // Tests build thousands of times, and cannot cut the power.
        if cfg!(test) { Ok(()) } else { file.sync_all() }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<File> {
        let mut file = self.create(path)?;
        if let Err(error) = self.before(Call::Write) {
            // A call that fails in the middle has often done half of its work.
            file.write_all(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        file.write_all(bytes)?;
        Ok(file)
    }

    /// Writes behind what was written to an open file.
    pub(super) fn append(&self, mut file: &File, bytes: &[u8]) -> io::Result<()> {
        self.before(Call::Write)?;
        file.write_all(bytes)
    }

    /// Gives a file, or a symlink itself, a second name.
    pub(super) fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.before(Call::Link)?;
        fs::hard_link(from, to)
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.before(Call::Rename)?;
        fs::rename(from, to)
    }

    /// Exchanges two folders in one step: `renameat2` with `RENAME_EXCHANGE`, Linux manual page rename(2).
    pub(super) fn exchange(&self, left: &Path, right: &Path) -> io::Result<()> {
        self.before(Call::Exchange)?;
        exchange(left, right)
    }

    pub(super) fn set_permissions(&self, path: &Path, permissions: Permissions) -> io::Result<()> {
        self.before(Call::SetMode)?;
        fs::set_permissions(path, permissions)
    }

    /// Removes a file or a symlink; one that is already gone is fine.
    pub(super) fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.before(Call::RemoveFile)?;
        absent_is_none(fs::remove_file(path)).map(|_| ())
    }

    /// Removes a folder if it is empty, and says whether it did; one that is gone already, or is not a folder, or is
    /// where something is mounted, stays as it is.
    pub(super) fn remove_empty_folder(&self, path: &Path) -> io::Result<bool> {
        self.before(Call::RemoveFolder)?;
        match fs::remove_dir(path) {
            Ok(()) => Ok(true),
            Err(error) => match error.kind() {
                io::ErrorKind::DirectoryNotEmpty
                | io::ErrorKind::NotFound
                | io::ErrorKind::NotADirectory
                | io::ErrorKind::ResourceBusy => Ok(false),
                _ => Err(error),
            },
        }
    }

    /// Removes a folder and everything in it, following no symlinks.
    pub(super) fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.before(Call::RemoveFolder)?;
        fs::remove_dir_all(path)
    }
}

fn absent_is_none<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn exchange(left: &Path, right: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, left, CWD, right, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn exchange(_left: &Path, _right: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

/// Whether something is mounted at this folder, which therefore cannot be renamed. `false` when we cannot know.
#[cfg(target_os = "linux")]
pub(super) fn is_mount_point(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let known = statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty());
    known.is_ok_and(|known| known.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

/// Whether something is mounted at this folder, which therefore cannot be renamed. `false` when we cannot know.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_mount_point(_folder: &Path) -> bool {
    false
}

/// A number that tells a file from all others on its file system; 0 where the system has none.
#[cfg(unix)]
pub(super) fn identity(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

/// A number that tells a file from all others on its file system; 0 where the system has none.
#[cfg(not(unix))]
pub(super) fn identity(_metadata: &Metadata) -> u64 {
    0
}

#[cfg(test)]
pub(super) mod plan {
    use std::io;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::Call;

    /// Which calls fail. Calls are counted from 1.
    #[derive(Debug, Default)]
    pub(in super::super) struct Plan {
        /// This one call fails with this error.
        pub(in super::super) fail: Option<(usize, io::ErrorKind)>,
        /// This call and all later ones fail: the process is dead.
        pub(in super::super) kill: Option<usize>,
        /// Calls of this kind fail always.
        pub(in super::super) deny: Option<(Call, io::ErrorKind)>,
        /// How many calls have been made.
        pub(in super::super) calls: AtomicUsize,
    }

    impl Plan {
        pub(in super::super) fn before(&self, call: Call) -> io::Result<()> {
            let number = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
            match (self.fail, self.kill, self.deny) {
                (Some((n, kind)), _, _) if n == number => Err(kind.into()),
                (_, Some(n), _) if number >= n => Err(io::Error::other("killed")),
                (_, _, Some((denied, kind))) if denied == call => Err(kind.into()),
                _ => Ok(()),
            }
        }
    }
}

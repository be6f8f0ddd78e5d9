//! Writes a site so that a reader meets the old one or the new one, and never a mixture of both.
//!
//! # How
//!
//! The new site is put together on a *stage*, a folder beside the output: what changed is written as soon as it is made
//! ([`Writing`]), so that a build need not hold its site in memory; what did not change is given a second name there (a hard link), and so is every *foreign* file, one that no build recorded, such
//! as `CNAME` or `.gitignore`. Then the two folders are exchanged in one step (`renameat2` with `RENAME_EXCHANGE`),
//! and the old one is taken apart. A kill, an error or a full disk leaves the output as it was, or as it is to be; what
//! a killed build leaves beside it, the next build or clean removes. Nothing changed means that nothing is written.
//!
//! Only what a manifest (`.khue-manifest`) records is ever deleted, and only where a walk that follows no symlinks
//! finds it as an ordinary file. A recorded file that somebody edited is still ours: it is written anew, or removed.
//!
//! # Two exceptions
//!
//! 1. Where the folders cannot be exchanged (the output is a mount point, its parent may not be written to, the file
//!    system or the operating system knows no exchange or no hard links, or refuses them), the changed files are
//!    put together inside the output and then moved into place one by one. Each file is then old or new and never
//!    torn, but a reader may meet new files beside old ones, and a kill may leave such a mixture until the next build.
//! 2. Power loss. Only the manifest is forced to the disk, before the exchange. What the system had not yet written
//!    of the other files may be lost. On ext4 they are then empty; the next build sees it by their sizes and writes
//!    them anew. Forcing everything would about double the time of writing 10,000 files on an idle machine,
//!    and on a busy one wait for everybody else's files too, for a site that can be built again at any time.
//!
//! # What it costs
//!
//! An exchange makes the output another folder of the same name. A process that has the old one as its working
//! directory, or a container into which it is bind-mounted, keeps seeing the old, emptied one, until it is started
//! anew. A reader that opens each file by its path, as web servers do, notices nothing.
//!
//! Edits are noticed by size and modification time. One that keeps both, or that happens within the tick of the
//! clock (some milliseconds) in which we wrote the file and keeps its size, is not.

mod disk;
mod names;
mod place;
mod plan;
mod publish;
mod stage;
#[cfg(test)]
#[cfg(unix)]
mod tests;
mod writing;

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use disk::Disk;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::sync::LazyLock;

pub use writing::Writing;

use crate::edge::lock;
use crate::edge::manifest::{self, Maker, Sources};
use crate::error::Error;
use crate::model::artifact::Artifact;

/// The machine's disk.
static DISK: LazyLock<Disk> = LazyLock::new(Disk::default);

/// What a build wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of the whole site, without the manifest.
    pub files: usize,
    /// Bytes of the whole site, without the manifest.
    pub bytes: u64,
    /// Files whose content is new, or that were missing or edited.
    pub written: usize,
    /// Files of the last build that this one no longer makes.
    pub removed: usize,
    /// Files that were as they should be.
    pub kept: usize,
    /// What was left alone though one might expect it to be removed, and why: sentences for a person, sorted.
    pub left: Vec<String>,
}

/// A site that need not be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The state of the sources that it was made from.
    pub state: u128,
    /// Articles that it was made from.
    pub articles: usize,
    /// Its pages.
    pub pages: usize,
    /// What a build that wrote nothing would say of it.
    pub written: Written,
}

/// What a clean removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Files that builds had recorded, without the manifest.
    pub files: usize,
    /// Folders that were left empty by this, with the output itself if it was.
    pub folders: usize,
    /// What stays because no build recorded it: paths below the output, `/`-separated, sorted, folders only where they
    /// are empty.
    pub foreign: Vec<String>,
    /// What was left alone though one might expect it to be removed, and why: sentences for a person, sorted.
    pub left: Vec<String>,
}

/// Makes `artifacts` the content of the folder `output`, as [`Writing`] does.
///
/// # Errors
/// As [`Writing::begin`] and [`Writing::finish`].
pub fn write(
    output: &Path,
    portal_root: &Path,
    artifacts: &[Artifact],
    maker: &Maker,
) -> Result<Written, Error> {
    write_with(&DISK, lock::PATIENCE, output, portal_root, artifacts, maker)
}

fn write_with(
    disk: &Disk,
    patience: Duration,
    output: &Path,
    portal_root: &Path,
    artifacts: &[Artifact],
    maker: &Maker,
) -> Result<Written, Error> {
    let writing = Writing::begin_with(disk, patience, output, portal_root)?;
    artifacts.par_iter().with_min_len(16).for_each(|artifact| writing.put(artifact, &artifact.note()));
    writing.finish(maker)
}

/// The site in `output`, if a build by `version` noted what it was made from, and every file of it is as it was written; none
/// too where another build is at work.
///
/// The same folders are refused as by [`Writing::begin`].
///
/// # Errors
/// As [`Writing::begin`].
pub fn standing(output: &Path, portal_root: &Path, version: &str) -> Result<Option<Standing>, Error> {
    let disk = Disk::default();
    let folder = place::judge(output, portal_root, std::env::home_dir().as_deref())?;
    if !folder.exists() {
        return Ok(None);
    }
    let Ok(_lock) = lock::acquire(&folder, Duration::ZERO) else { return Ok(None) };
    let left = stage::sweep(&disk, &folder);
    let manifest = plan::read_record(&disk, &folder)?.manifest;
    let Some(Sources { state, articles }) = manifest.maker.sources else { return Ok(None) };
    if manifest.maker.version != version || !left.is_empty() || !plan::stands(&disk, &folder, &manifest)? {
        return Ok(None);
    }
    let pages = manifest.entries.iter().filter(|entry| entry.path.ends_with(".html")).count();
    let bytes = manifest.entries.iter().map(|entry| entry.size).sum();
    let files = manifest.entries.len();
    let written = Written { files, bytes, kept: files, ..Written::default() };
    Ok(Some(Standing { state, articles, pages, written }))
}

/// Removes from `output` what builds recorded, then the folders that this left empty, and nothing else.
///
/// The same folders are refused as by [`Writing::begin`]. A folder that does not exist, or in which no build recorded
/// anything, stays as it is. After an error or a kill, a second clean removes the rest.
pub fn clean(output: &Path, portal_root: &Path) -> Result<Cleaned, Error> {
    clean_with(&Disk::default(), lock::PATIENCE, output, portal_root)
}

fn clean_with(disk: &Disk, patience: Duration, output: &Path, portal_root: &Path) -> Result<Cleaned, Error> {
    let folder = place::judge(output, portal_root, std::env::home_dir().as_deref())?;
    if !folder.parent().is_some_and(Path::exists) {
        return Ok(Cleaned::default());
    }
    let _lock = lock::acquire(&folder, patience)?;
    let mut left = stage::sweep(disk, &folder);
    let record = plan::read_record(disk, &folder)?;
    left.extend(
        record.flaw.map(|flaw| format!("the manifest {}, so nothing is known to be ours", flaw.describe())),
    );
    let mut plan = plan::plan(disk, &folder, &record, Vec::new())?;
    left.append(&mut plan.left);
    left.sort();
    let recorded: Vec<&str> = plan.orphans.iter().map(String::as_str).collect();
    let mut folders = publish::remove(disk, &folder, &recorded, plan.folders.iter().map(String::as_str))?;
    if record.exists {
        let manifest = folder.join(manifest::NAME);
        disk.remove_file(&manifest).map_err(|error| Error::io("remove", &manifest, error))?;
        // A symlink that somebody made to this folder would point to nothing.
        if !output.is_symlink() {
            let removed =
                disk.remove_empty_folder(&folder).map_err(|error| Error::io("remove", &folder, error))?;
            folders += usize::from(removed);
        }
    }
    let mut foreign: Vec<String> = plan.foreign.iter().map(|path| path.display().to_string()).collect();
    let is_empty = |path: &&OsString| disk.list(&folder.join(path)).is_ok_and(|names| names.is_empty());
    foreign.extend(plan.foreign_folders.iter().filter(is_empty).map(|path| path.display().to_string()));
    foreign.sort();
    Ok(Cleaned { files: recorded.len(), folders, foreign, left })
}

//! The stage: a folder in which a site is put together before anybody sees it.
//!
//! ```text
//! .output.khue-stage-a1B2c3/     beside `output/`, or `.khue-stage-a1B2c3/` inside it
//!     khue-stage-1234            the marker, locked while the build runs; 1234 is the inode of the `site/` it made, and
//!                                in it stands its own
//!     site/                      the new site, and after the exchange the old one
//! ```
//!
//! A killed build leaves its stage behind. The next one knows it by its name and its marker, and by the marker's lock
//! that no build holds it any more. If `site/` still is the folder that the killed build made, everything in it is
//! ours, or another name of a file that is still in the output; if it is another, the exchange has happened, and it is
//! an old site in which somebody's own files may be. Where the marker is another file than the one that the build made,
//! the stage is a copy, from which nobody can tell either: it is left alone.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::disk::{Disk, identity, is_impossible, is_mount_point};
use super::plan::{self, Kind};
use crate::edge::manifest;
use crate::error::Error;

/// What the names of stages inside an output folder begin with; no artifact's may.
pub(super) const INSIDE: &str = ".khue-stage-";

const MARKER: &str = "khue-stage-";
const SITE: &str = "site";
const UNIQUE: usize = 6;

/// A stage of this build. Dropping it removes it, unless it holds the old site.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    disk: &'a Disk,
    folder: PathBuf,
    /// The folder for the new site.
    pub(super) site: PathBuf,
    /// Whether it is inside the output, and not beside it.
    pub(super) is_inside: bool,
    holds_old_site: bool,
    marker: Option<File>,
}

impl<'a> Stage<'a> {
    /// A stage with an empty site where one can be: beside `output`, or inside it where that is impossible or would be of no
    /// use, as a mount point cannot be exchanged.
    pub(super) fn near(disk: &'a Disk, output: &Path) -> Result<Stage<'a>, Error> {
        let exists = disk.look(output).map_err(|error| Error::io("look at", output, error))?.is_some();
        if !(exists && is_mount_point(output)) {
            match Stage::beside(disk, output) {
                Err(error) if exists && is_impossible(&error) => {}
                made => return made.map_err(|error| Error::io("make a stage for", output, error)),
            }
        }
        Stage::inside(disk, output).map_err(|error| Error::io("make a stage in", output, error))
    }

    /// A stage with an empty site in the folder where `output` is, on the same file system unless `output` is a mount
    /// point.
    pub(super) fn beside(disk: &'a Disk, output: &Path) -> io::Result<Stage<'a>> {
        Stage::create(disk, output.parent().unwrap_or(output), &prefix_beside(output), false)
    }

    /// A stage with an empty site inside `output`.
    pub(super) fn inside(disk: &'a Disk, output: &Path) -> io::Result<Stage<'a>> {
        Stage::create(disk, output, OsStr::new(INSIDE), true)
    }

    fn create(disk: &'a Disk, parent: &Path, prefix: &OsStr, is_inside: bool) -> io::Result<Stage<'a>> {
        let folder = disk.create_unique_folder(parent, prefix)?;
        let site = folder.join(SITE);
        let mut stage = Stage { disk, folder, site, is_inside, holds_old_site: false, marker: None };
        disk.create_folder(&stage.site)?;
        let made = disk.look(&stage.site)?.ok_or(io::ErrorKind::NotFound)?;
        let marker = disk.create(&stage.folder.join(format!("{MARKER}{}", identity(&made))))?;
        match marker.try_lock() {
            // Without locks, the builds' own order has to do.
            Ok(()) | Err(TryLockError::Error(_)) => {}
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::ResourceBusy.into()),
        }
        disk.append(&marker, identity(&marker.metadata()?).to_string().as_bytes())?;
        stage.marker = Some(marker);
        Ok(stage)
    }

    /// Says that `site` has been exchanged with the output.
    pub(super) fn now_holds_old_site(&mut self) {
        self.holds_old_site = true;
    }

    /// Where a file may be written that is on the way into the output, but not as part of `site`.
    pub(super) fn aside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Removes the old site, and the stage if nothing stays in it; says what does. See [`dismantle`].
    pub(super) fn dismantle(mut self, output: &Path) -> Result<Vec<String>, Error> {
        let left = dismantle(self.disk, &self.site, output)?;
        self.holds_old_site = !left.is_empty();
        Ok(left)
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if !self.holds_old_site {
            // Whatever withstands is removed by the next build, which says so if it cannot.
            let _ = remove(self.disk, &self.folder);
        }
    }
}

/// Removes the stages of killed builds for `output`, and says what could not be removed. Call it with the lock held.
pub(super) fn sweep(disk: &Disk, output: &Path) -> Vec<String> {
    let mut left = Vec::new();
    let parent = output.parent().unwrap_or(output);
    for (folder, prefix) in [(parent, prefix_beside(output)), (output, INSIDE.into())] {
        let names = match disk.list(folder) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                left.push(format!(
                    "`{}` could not be searched for what killed builds left: {error}",
                    folder.display()
                ));
                continue;
            }
        };
        for name in names.iter().filter(|name| is_stage(name, &prefix)) {
            let stage = folder.join(name);
            match sweep_one(disk, &stage, output) {
                Ok(kept) => left.extend(kept),
                Err(error) => {
                    left.push(format!(
                        "`{}`, left by a killed build, could not be removed: {error}",
                        stage.display()
                    ));
                }
            }
        }
    }
    left
}

fn prefix_beside(output: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(output.file_name().unwrap_or_default());
    prefix.push(INSIDE);
    prefix
}

fn is_stage(name: &OsStr, prefix: &OsStr) -> bool {
    let unique = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
    unique.is_some_and(|unique| unique.len() == UNIQUE && unique.iter().all(u8::is_ascii_alphanumeric))
}

fn sweep_one(disk: &Disk, folder: &Path, output: &Path) -> io::Result<Vec<String>> {
    if !disk.look(folder)?.is_some_and(|found| found.is_dir()) {
        return Ok(Vec::new());
    }
    let site = folder.join(SITE);
    let names = disk.list(folder)?;
    let marked =
        names.iter().find_map(|name| Some((name, name.to_str()?.strip_prefix(MARKER)?.parse::<u64>().ok()?)));
    let Some((marker_name, made)) = marked else {
        // Killed before there was a marker, when there was nothing else either; or not a stage.
        disk.remove_empty_folder(&site)?;
        disk.remove_empty_folder(folder)?;
        return Ok(Vec::new());
    };
    let marker = File::options().write(true).open(folder.join(marker_name))?;
    if let Err(TryLockError::WouldBlock) = marker.try_lock() {
        return Ok(Vec::new());
    }
    if disk.look(&site)?.is_some_and(|found| identity(&found) != made) {
        let own = disk.read(&folder.join(marker_name))?.unwrap_or_default();
        if own != identity(&marker.metadata()?).to_string().as_bytes() {
            return Ok(vec![format!(
                "`{}` is a copy of what a killed build left, and stays: remove it if you put nothing into it",
                folder.display()
            )]);
        }
        let left = dismantle(disk, &site, output)
            .map_err(|error| error.source.unwrap_or(io::ErrorKind::Other.into()))?;
        if !left.is_empty() {
            return Ok(left);
        }
    }
    remove(disk, folder)?;
    Ok(Vec::new())
}

/// Removes a stage, its marker last: what a kill leaves without one is nobody's.
fn remove(disk: &Disk, folder: &Path) -> io::Result<()> {
    let is_marker = |name: &OsString| name.to_str().is_some_and(|name| name.starts_with(MARKER));
    let (markers, others): (Vec<OsString>, Vec<OsString>) =
        disk.list(folder)?.into_iter().partition(is_marker);
    for name in others.iter().chain(&markers) {
        let path = folder.join(name);
        match disk.look(&path)?.is_some_and(|found| found.is_dir()) {
            true => disk.remove_tree(&path)?,
            false => disk.remove_file(&path)?,
        }
    }
    disk.remove_empty_folder(folder).map(|_| ())
}

/// Takes an old site apart that `output` has replaced.
///
/// What the old site's own manifest records is deleted. So are second names of things that are in the output too.
/// Anything else came here after the stage was filled: it is moved into the output, or stays, where the output has
/// something else of that name, and is listed.
fn dismantle(disk: &Disk, old: &Path, output: &Path) -> Result<Vec<String>, Error> {
    let failed = |path: &Path, error| Error::io("remove", path, error);
    let record = plan::read_record(disk, old)?.manifest;
    let survey = plan::survey(disk, old)?;
    // The new site has folders of its own, with the permissions of these.
    for (path, _) in survey.iter().filter(|&(_, &kind)| kind == Kind::Folder) {
        open_up(disk, &old.join(path));
    }
    let things: Vec<(&OsString, Kind)> =
        survey.iter().map(|(path, &kind)| (path, kind)).filter(|&(_, kind)| kind != Kind::Folder).collect();
    let late = things.par_iter().with_min_len(32).map(|&(path, kind)| {
        let thing = old.join(path);
        let is_recorded = kind == Kind::File && path.to_str().is_some_and(|path| record.get(path).is_some());
        let is_ours =
            is_recorded || is_same(disk, &thing, &output.join(path)).map_err(|e| failed(&thing, e))?;
        if is_ours {
            disk.remove_file(&thing).map_err(|error| failed(&thing, error))?;
        }
        Ok((!is_ours).then_some(path))
    });
    let late: Vec<Option<&OsString>> = late.collect::<Result<_, Error>>()?;

    let mut left = Vec::new();
    for path in late.into_iter().flatten() {
        let (from, to) = (old.join(path), output.join(path));
        if disk.look(&to).map_err(|error| failed(&from, error))?.is_none() {
            move_without_replacing(disk, &from, &to).map_err(|error| Error::io("move back", &from, error))?;
        } else {
            left.push(format!(
                "`{}` is not ours, and the new site has another `{}`",
                from.display(),
                path.display()
            ));
        }
    }
    let manifest = old.join(manifest::NAME);
    disk.remove_file(&manifest).map_err(|error| failed(&manifest, error))?;
    for (path, _) in survey.iter().rev().filter(|&(_, &kind)| kind == Kind::Folder) {
        let folder = old.join(path);
        disk.remove_empty_folder(&folder).map_err(|error| failed(&folder, error))?;
    }
    disk.remove_empty_folder(old).map_err(|error| failed(old, error))?;
    Ok(left)
}

/// Lets us remove what is in a folder, if we may; if not, the removal says so.
fn open_up(disk: &Disk, folder: &Path) {
    #[cfg(unix)]
    {
        use std::fs::Permissions;
        use std::os::unix::fs::PermissionsExt;
        let mode = disk.look(folder).ok().flatten().map_or(0o700, |meta| meta.permissions().mode());
        if mode & 0o700 != 0o700 {
            let _ = disk.set_permissions(folder, Permissions::from_mode(mode | 0o700));
        }
    }
    #[cfg(not(unix))]
    let _ = (disk, folder);
}

fn is_same(disk: &Disk, left: &Path, right: &Path) -> io::Result<bool> {
    Ok(match (disk.look(left)?, disk.look(right)?) {
        (Some(left), Some(right)) => identity(&left) == identity(&right) && identity(&left) != 0,
        _ => false,
    })
}

fn move_without_replacing(disk: &Disk, from: &Path, to: &Path) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        disk.create_folders(parent)?;
    }
    disk.link(from, to)?;
    disk.remove_file(from)
}

/// Makes folders below `base`, each once, outer before inner, and those of one depth in parallel. One that is there
/// already is fine.
pub(super) fn create_folders<'p>(
    disk: &Disk,
    base: &Path,
    folders: impl IntoIterator<Item = &'p OsStr>,
) -> Result<(), Error> {
    let mut levels: BTreeMap<usize, Vec<PathBuf>> = BTreeMap::new();
    for folder in folders {
        let depth = Path::new(folder).components().count();
        levels.entry(depth).or_default().push(base.join(folder));
    }
    levels.values().try_for_each(|level| {
        level.par_iter().with_min_len(16).try_for_each(|folder| match disk.create_folder(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_folder(folder) => Ok(()),
            result => result.map_err(|error| Error::io("create the folder", folder, error)),
        })
    })
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

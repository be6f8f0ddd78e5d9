//! Puts a planned site in place of the old one: by exchange where that is possible, otherwise file by file.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::Path;

use rayon::iter::{
    IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator,
};

use super::disk::{Disk, is_impossible};
use super::plan::{Plan, Record, Work, folders, modified};
use super::stage::{Stage, create_folders};
use crate::edge::manifest::{self, Maker, Manifest};
use crate::error::Error;
use crate::text::file_name::above;

/// Why the best way of writing came to nothing.
enum Setback {
    /// The file system cannot do this at all; another way may work.
    Impossible(Error),
    Failed(Error),
}

impl Setback {
    fn of(operation: &str, path: &Path, error: std::io::Error) -> Setback {
        let kind = if is_impossible(&error) { Setback::Impossible } else { Setback::Failed };
        kind(Error::io(operation, path, error))
    }
}

impl From<Error> for Setback {
    fn from(error: Error) -> Setback {
        Setback::Failed(error)
    }
}

/// Publishes a site into `output`, what is new of it from `stage`, and says what was left alone, as sentences.
///
/// After an error, `output` is what it was before, but in the second best way, where any file may be old or new. That the old site could
/// not be removed when the new one was in place is no error, but one of the sentences.
pub(super) fn publish(
    disk: &Disk,
    output: &Path,
    record: &Record,
    plan: &mut Plan,
    maker: &Maker,
    mut stage: Stage<'_>,
) -> Result<Vec<String>, Error> {
    let exists = disk.look(output).map_err(|error| Error::io("look at", output, error))?.is_some();
    if stage.is_inside {
        return in_place(disk, output, record, plan, maker, &stage);
    }
    match at_once(disk, output, exists, plan, maker, &mut stage) {
        Ok(()) if !exists => Ok(Vec::new()),
        Ok(()) => Ok(stage.dismantle(output).unwrap_or_else(|error| {
            vec![format!("{error}: this is a part of the old site, which the next build removes")]
        })),
        Err(Setback::Impossible(_)) if exists => {
            let inside =
                Stage::inside(disk, output).map_err(|error| Error::io("make a stage in", output, error))?;
            restage(disk, output, plan, &stage, &inside)?;
            drop(stage);
            in_place(disk, output, record, plan, maker, &inside)
        }
        Err(Setback::Impossible(error) | Setback::Failed(error)) => Err(error),
    }
}

/// The whole site is put together on a stage beside the output and takes its place in one step.
fn at_once(
    disk: &Disk,
    output: &Path,
    exists: bool,
    plan: &Plan,
    maker: &Maker,
    stage: &mut Stage<'_>,
) -> Result<(), Setback> {
    create_folders(disk, &stage.site, staged_folders(plan).iter().map(OsString::as_os_str))?;
    let kept = plan.works.par_iter().with_min_len(16).filter(|work| work.kept.is_some());
    kept.try_for_each(|work| {
        if work.staged.is_some() {
            let staged = stage.site.join(&work.path);
            disk.remove_file(&staged).map_err(|error| Error::io("remove", &staged, error))?;
        }
        link(disk, stage, output, OsStr::new(&work.path))
    })?;
    plan.foreign.par_iter().with_min_len(16).try_for_each(|path| link(disk, stage, output, path))?;
    write_manifest(disk, &stage.site.join(manifest::NAME), &plan.manifest(maker))?;
    if !exists {
        return disk.rename(&stage.site, output).map_err(|error| Setback::of("write", output, error));
    }
    copy_modes(disk, stage, output, plan)?;
    disk.exchange(&stage.site, output).map_err(|error| Setback::of("exchange", output, error))?;
    stage.now_holds_old_site();
    Ok(())
}

/// Writes what is new on one stage to another, which may be on another file system.
fn restage(
    disk: &Disk,
    output: &Path,
    plan: &mut Plan,
    from: &Stage<'_>,
    to: &Stage<'_>,
) -> Result<(), Error> {
    let changed = plan.works.iter().filter(|work| work.kept.is_none());
    let needed = folders(changed.map(|work| work.path.as_str()));
    create_folders(disk, &to.site, needed.iter().map(OsStr::new))?;
    let changed = plan.works.par_iter_mut().with_min_len(16).filter(|work| work.kept.is_none());
    changed.try_for_each(|work| {
        let failed = |error| Error::io("write", &output.join(&work.path), error);
        let bytes = disk.read(&from.site.join(&work.path)).map_err(failed)?.unwrap_or_default();
        let written = disk.write_new(&to.site.join(&work.path), &bytes).map_err(failed)?;
        work.staged = Some(modified(&written));
        Ok(())
    })
}

/// Every folder of the new site: those of artifacts, of foreign files, and those that are foreign themselves.
fn staged_folders(plan: &Plan) -> BTreeSet<OsString> {
    let mut staged: BTreeSet<OsString> = artifact_folders(plan).into_iter().map(OsString::from).collect();
    for path in &plan.foreign {
        let above = Path::new(path).ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
        staged.extend(above.map(|above| above.as_os_str().to_owned()));
    }
    for folder in &plan.foreign_folders {
        staged.extend(Path::new(folder).ancestors().map(|above| above.as_os_str().to_owned()));
    }
    staged.remove(OsStr::new(""));
    staged
}

fn artifact_folders(plan: &Plan) -> BTreeSet<&str> {
    folders(plan.works.iter().map(|work| work.path.as_str()))
}

fn link(disk: &Disk, stage: &Stage<'_>, output: &Path, path: &OsStr) -> Result<(), Setback> {
    let from = output.join(path);
    disk.link(&from, &stage.site.join(path)).map_err(|error| Setback::of("link", &from, error))
}

fn write_manifest(disk: &Disk, path: &Path, manifest: &Manifest) -> Result<(), Error> {
    disk.write_new_durably(path, &manifest.encode()).map_err(|error| Error::io("write", path, error))
}

/// Gives the staged folders the permissions of those that they replace.
fn copy_modes(disk: &Disk, stage: &Stage<'_>, output: &Path, plan: &Plan) -> Result<(), Error> {
    let failed = |path: &Path, error| Error::io("set the permissions of", path, error);
    let look = |path: &Path| disk.look(path).map_err(|error| failed(path, error));
    let Some(usual) = look(&stage.site)?.map(|known| known.permissions()) else { return Ok(()) };
    let inner_first = staged_folders(plan).into_iter().rev().chain([OsString::new()]);
    for folder in inner_first {
        let old = output.join(&folder);
        let permissions = look(&old)?.filter(|known| known.is_dir()).map(|known| known.permissions());
        if let Some(permissions) = permissions.filter(|permissions| *permissions != usual) {
            disk.set_permissions(&stage.site.join(&folder), permissions)
                .map_err(|error| failed(&old, error))?;
        }
    }
    Ok(())
}

/// The second best: what changed is put together inside the output and then moved into place file by file.
///
/// Before the first move the manifest records old and new files alike, so that after a kill the next build knows all
/// of them as ours, sees by size and modification time which are not as recorded, and mends them.
fn in_place(
    disk: &Disk,
    output: &Path,
    record: &Record,
    plan: &Plan,
    maker: &Maker,
    stage: &Stage<'_>,
) -> Result<Vec<String>, Error> {
    let changed: Vec<&Work> = plan.works.iter().filter(|work| work.kept.is_none()).collect();
    let needed = folders(changed.iter().map(|work| work.path.as_str()));
    let new = plan.manifest(maker);
    replace_manifest(disk, stage, output, &record.manifest.joined(&new))?;

    let (in_the_way, orphans): (Vec<&str>, Vec<&str>) =
        plan.orphans.iter().map(String::as_str).partition(|orphan| is_in_the_way(orphan, &needed, &new));
    remove_orphans(disk, output, plan, &in_the_way)?;
    create_folders(disk, output, needed.iter().map(OsStr::new))?;
    changed.par_iter().with_min_len(16).try_for_each(|work| {
        let path = output.join(&work.path);
        disk.rename(&stage.site.join(&work.path), &path).map_err(|error| Error::io("write", &path, error))
    })?;
    remove_orphans(disk, output, plan, &orphans)?;
    replace_manifest(disk, stage, output, &new)?;
    Ok(Vec::new())
}

/// Notes anew what made a site whose files are as they should be.
pub(super) fn note(disk: &Disk, output: &Path, record: &Record, maker: &Maker) -> Result<(), Error> {
    let stage = Stage::inside(disk, output).map_err(|error| Error::io("make a stage in", output, error))?;
    let manifest = Manifest { maker: maker.clone(), entries: record.manifest.entries.clone() };
    replace_manifest(disk, &stage, output, &manifest)
}

fn replace_manifest(disk: &Disk, stage: &Stage<'_>, output: &Path, manifest: &Manifest) -> Result<(), Error> {
    let (aside, path) = (stage.aside("manifest"), output.join(manifest::NAME));
    write_manifest(disk, &aside, manifest)?;
    disk.rename(&aside, &path).map_err(|error| Error::io("write", &path, error))
}

/// A file where now a folder must be, or in a folder where now a file must be.
fn is_in_the_way(orphan: &str, needed: &BTreeSet<&str>, new: &Manifest) -> bool {
    needed.contains(orphan) || above(orphan).any(|above| new.get(above).is_some())
}

fn remove_orphans(disk: &Disk, output: &Path, plan: &Plan, orphans: &[&str]) -> Result<(), Error> {
    let needed = artifact_folders(plan);
    let folders = plan.folders.iter().map(String::as_str).filter(|folder| !needed.contains(folder));
    remove(disk, output, orphans, folders).map(drop)
}

/// Removes files, and then those of `folders` (outer before inner) that are empty; returns how many of these. All paths
/// must come from a walk that follows no symlinks.
pub(super) fn remove<'p>(
    disk: &Disk,
    output: &Path,
    files: &[&str],
    folders: impl DoubleEndedIterator<Item = &'p str>,
) -> Result<usize, Error> {
    let failed = |path: &Path, error| Error::io("remove", path, error);
    files.par_iter().with_min_len(32).try_for_each(|file| {
        let path = output.join(file);
        disk.remove_file(&path).map_err(|error| failed(&path, error))
    })?;
    let mut removed = 0;
    for folder in folders.rev() {
        let path = output.join(folder);
        removed += usize::from(disk.remove_empty_folder(&path).map_err(|error| failed(&path, error))?);
    }
    Ok(removed)
}

//! What a build has to do: which files are as they should be, which are written, which are removed, whose the rest is.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use walkdir::WalkDir;

use super::disk::Disk;
use crate::edge::manifest::{self, Entry, Flaw, Maker, Manifest};
use crate::error::Error;
use crate::text::file_name::above;

/// What earlier builds recorded, and why it is nothing if something is wrong with the manifest.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) manifest: Manifest,
    pub(super) flaw: Option<Flaw>,
    /// Whether there is a manifest that can be read.
    pub(super) exists: bool,
}

/// One file of the site and what happens with it.
#[derive(Debug)]
pub(super) struct Work {
    /// Its path, as an artifact's.
    pub(super) path: String,
    /// In bytes.
    pub(super) size: u64,
    pub(super) hash: u128,
    /// The modification time of the file in the output if it is as it should be.
    pub(super) kept: Option<i128>,
    /// The modification time of the file on the stage if it was written there.
    pub(super) staged: Option<i128>,
}

/// Everything that is to happen. Lists are sorted.
#[derive(Debug)]
pub(super) struct Plan {
    /// One for each artifact, by path.
    pub(super) works: Vec<Work>,
    /// Recorded files that are still there and are no artifact any more.
    pub(super) orphans: Vec<String>,
    /// Folders that recorded files are or were in, outer before inner.
    pub(super) folders: Vec<String>,
    /// Files that no build recorded, symlinks, and whatever else is in the output.
    pub(super) foreign: Vec<OsString>,
    /// Folders that exist and have never held a recorded file.
    pub(super) foreign_folders: Vec<OsString>,
    /// What we leave alone though the manifest names it, as sentences.
    pub(super) left: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// A symlink, or something that is neither file nor folder.
    Other,
}

/// What is in a folder: paths relative to it and `/`-separated. Symlinks are not followed.
pub(super) type Survey = BTreeMap<OsString, Kind>;

impl Plan {
    /// The manifest of the new site.
    pub(super) fn manifest(&self, maker: &Maker) -> Manifest {
        Manifest { maker: maker.clone(), entries: self.works.iter().map(Work::entry).collect() }
    }
}

impl Work {
    /// The manifest's entry for the file.
    pub(super) fn entry(&self) -> Entry {
        let modified = self.kept.or(self.staged).unwrap_or_default();
        Entry { path: self.path.clone(), size: self.size, hash: self.hash, modified }
    }
}

/// Reads the manifest in `folder`.
pub(super) fn read_record(disk: &Disk, folder: &Path) -> Result<Record, Error> {
    let path = folder.join(manifest::NAME);
    // A symlink or a folder of this name is not something that a build wrote.
    let is_file =
        disk.look(&path).map_err(|error| Error::io("read", &path, error))?.is_some_and(|it| it.is_file());
    let bytes =
        if is_file { disk.read(&path).map_err(|error| Error::io("read", &path, error))? } else { None };
    Ok(match bytes.map(|bytes| Manifest::decode(&bytes)) {
        None => Record::default(),
        Some(Ok(manifest)) => Record { manifest, flaw: None, exists: true },
        Some(Err(flaw)) => Record { flaw: Some(flaw), ..Record::default() },
    })
}

/// Whether all files that a build recorded are as it wrote them, as far as size and modification time tell.
pub(super) fn stands(disk: &Disk, folder: &Path, record: &Manifest) -> Result<bool, Error> {
    let real = real_folders(disk, folder, record.entries.iter().map(|entry| entry.path.as_str()))?;
    let stands = |entry: &Entry| {
        let path = folder.join(&entry.path);
        let found = disk.look(&path).map_err(|error| Error::io("look at", &path, error))?;
        Ok(is_as_recorded(found.as_ref(), entry)
            && above(&entry.path).last().is_none_or(|parent| real.contains(parent)))
    };
    let each = record.entries.par_iter().with_min_len(256).map(stands);
    each.try_reduce(|| true, |one, other| Ok(one && other))
}

pub(super) fn is_as_recorded(found: Option<&Metadata>, entry: &Entry) -> bool {
    found.is_some_and(|found| {
        found.is_file() && found.len() == entry.size && modified(found) == entry.modified
    })
}

/// The folders of files that are folders all the way down, and not reached through a symlink.
fn real_folders<'a>(
    disk: &Disk,
    output: &Path,
    files: impl Iterator<Item = &'a str>,
) -> Result<HashSet<&'a str>, Error> {
    let mut real = HashSet::new();
    for folder in folders(files) {
        let path = output.join(folder);
        let below_real = above(folder).last().is_none_or(|parent| real.contains(parent));
        let found = disk.look(&path).map_err(|error| Error::io("look at", &path, error))?;
        if below_real && found.is_some_and(|found| found.is_dir()) {
            real.insert(folder);
        }
    }
    Ok(real)
}

/// All folders on the way to some paths, outer before inner.
pub(super) fn folders<'a>(paths: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut folders = BTreeSet::new();
    let mut last = "";
    for path in paths {
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        if parent != last {
            folders.extend(above(path));
            last = parent;
        }
    }
    folders
}

/// The modification time in nanoseconds since 1970-01-01 UTC; 0 where the system has none.
pub(super) fn modified(metadata: &Metadata) -> i128 {
    let nanoseconds =
        |duration: std::time::Duration| i128::try_from(duration.as_nanos()).unwrap_or(i128::MAX);
    metadata.modified().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
        Ok(after) => nanoseconds(after),
        Err(before) => -nanoseconds(before.duration()),
    })
}

/// Walks a folder. The manifest itself is not listed; a folder that does not exist is empty.
pub(super) fn survey(disk: &Disk, folder: &Path) -> Result<Survey, Error> {
    let mut survey = Survey::new();
    let failed = |error: std::io::Error| Error::io("look through", folder, error);
    if disk.look(folder).map_err(failed)?.is_none() {
        return Ok(survey);
    }
    for item in WalkDir::new(folder).min_depth(1) {
        let item = item.map_err(|error| failed(error.into()))?;
        let kind = match item.file_type() {
            kind if kind.is_file() => Kind::File,
            kind if kind.is_dir() => Kind::Folder,
            _ => Kind::Other,
        };
        let path = item.path().strip_prefix(folder).expect("a walk stays below where it began");
        if kind != Kind::File || path != Path::new(manifest::NAME) {
            survey.insert(slashed(path), kind);
        }
    }
    Ok(survey)
}

fn slashed(path: &Path) -> OsString {
    if cfg!(unix) {
        return path.as_os_str().to_owned();
    }
    path.iter().collect::<Vec<&OsStr>>().join(OsStr::new("/"))
}

/// Sorts everything in the output into ours and not ours.
///
/// A file that nobody recorded, at the path of an artifact, is adopted if it has the artifact's bytes. Otherwise the
/// build is refused, with the first few of the paths that are in the way, as it is where something that is not a
/// file, or a folder with foreign things in it, has the path of an artifact, or anything but a folder has the path of
/// an artifact's folder.
pub(super) fn plan(disk: &Disk, folder: &Path, record: &Record, mut works: Vec<Work>) -> Result<Plan, Error> {
    let survey = survey(disk, folder)?;
    let recorded = &record.manifest;
    let recorded_folders = folders(recorded.entries.iter().map(|entry| entry.path.as_str()));
    let mut in_the_way = BTreeSet::new();
    let (mut orphans, mut ours, mut foreign, mut foreign_folders) = (vec![], vec![], vec![], vec![]);
    let mut left = vec![];

    for (path, &kind) in &survey {
        let name = path.to_str();
        let is_recorded = name.is_some_and(|name| recorded.get(name).is_some());
        let work = name.and_then(|name| works.binary_search_by(|work| work.path.as_str().cmp(name)).ok());
        match (kind, work) {
            _ if name == Some(manifest::NAME) => drop(in_the_way.insert(path.clone())),
            (Kind::File, Some(_)) if is_recorded => {}
            (Kind::File, None) if is_recorded => orphans.extend(name.map(str::to_owned)),
            (Kind::File, Some(index)) => match adopted(disk, folder, &works[index])? {
                Some(modified) => works[index].kept = Some(modified),
                None => drop(in_the_way.insert(path.clone())),
            },
            // Whether a folder is in the way depends on what is in it, and that comes later.
            (Kind::Folder, _) if name.is_some_and(|name| recorded_folders.contains(name)) => {
                ours.extend(name.map(str::to_owned));
            }
            (Kind::Folder, _) => foreign_folders.push(path.clone()),
            (Kind::File | Kind::Other, _) => {
                if is_recorded && work.is_none() {
                    left.push(format!("`{}` is no longer a file", path.display()));
                }
                foreign.push(path.clone());
            }
        }
    }

    let artifact_at = |path: &Path| {
        let name = path.to_str()?;
        works.binary_search_by(|work| work.path.as_str().cmp(name)).ok()
    };
    for path in foreign.iter().chain(&foreign_folders) {
        let place = Path::new(path);
        if place.ancestors().any(|place| artifact_at(place).is_some()) {
            in_the_way.insert(path.clone());
        }
    }
    for needed in folders(works.iter().map(|work| work.path.as_str())) {
        let is_orphan = orphans.binary_search_by(|orphan| orphan.as_str().cmp(needed)).is_ok();
        if matches!(survey.get(OsStr::new(needed)), Some(Kind::File | Kind::Other)) && !is_orphan {
            in_the_way.insert(needed.into());
        }
    }
    if !in_the_way.is_empty() {
        return Err(refusal(folder, &in_the_way, record.flaw));
    }
    for Entry { path, .. } in &recorded.entries {
        if let Some(link) = above(path).find(|above| survey.get(OsStr::new(above)) == Some(&Kind::Other)) {
            left.push(format!("`{path}` is behind `{link}`, which is no longer a folder"));
        }
    }
    left.sort();
    Ok(Plan { works, orphans, folders: ours, foreign, foreign_folders, left })
}

/// The modification time of a file that nobody recorded but that is byte for byte what we would write.
fn adopted(disk: &Disk, folder: &Path, work: &Work) -> Result<Option<i128>, Error> {
    let path: PathBuf = folder.join(&work.path);
    let failed = |error| Error::io("read", &path, error);
    let Some(found) = disk.look(&path).map_err(failed)? else { return Ok(None) };
    if found.len() != work.size {
        return Ok(None);
    }
    let bytes = disk.read(&path).map_err(failed)?;
    Ok(bytes.is_some_and(|bytes| manifest::hash(&bytes) == work.hash).then(|| modified(&found)))
}

/// Why no site is written beside these files: they may be of an earlier build, which a new site would not have.
pub(super) fn unknown_owner(folder: &Path, foreign: &[OsString], flaw: Flaw) -> Error {
    let reason = format!(
        "the manifest {}, so nobody knows whether an earlier build wrote {}",
        flaw.describe(),
        listed(foreign)
    );
    let hint = format!("empty the folder; or, if these are yours, remove `{}` from it", manifest::NAME);
    Error::refused(folder, reason).hint(hint)
}

/// The first few of some paths, and how many more there are.
fn listed<'a>(paths: impl IntoIterator<Item = &'a OsString, IntoIter: ExactSizeIterator>) -> String {
    const SHOWN: usize = 3;
    let paths = paths.into_iter();
    let more = paths.len().saturating_sub(SHOWN);
    let mut names: Vec<String> = paths.take(SHOWN).map(|path| format!("`{}`", path.display())).collect();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    names.join(", ")
}

fn refusal(folder: &Path, in_the_way: &BTreeSet<OsString>, flaw: Option<Flaw>) -> Error {
    let why = flaw.map_or_else(String::new, |flaw| format!("; the manifest {}", flaw.describe()));
    let reason =
        format!("{} would be overwritten, though no build recorded writing this{why}", listed(in_the_way));
    Error::refused(folder, reason).hint("empty the folder, or choose another with `-o`")
}

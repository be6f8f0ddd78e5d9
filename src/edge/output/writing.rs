//! Writing a site while it is being made: each file goes to the stage as soon as it is there.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use super::disk::Disk;
use super::names;
use super::plan::{self, Record, Work, is_as_recorded, modified};
use super::stage::{self, Stage};
use super::{DISK, Written, place, publish};
use crate::edge::lock::{self, Lock};
use crate::edge::manifest::Maker;
use crate::error::Error;
use crate::model::artifact::{Artifact, Note};
use crate::text::file_name::above;

/// A site that is being written. Dropping it removes what was written so far, and leaves the old site as it was.
#[derive(Debug)]
pub struct Writing<'a> {
    disk: &'a Disk,
    /// The output, free of symlinks.
    folder: PathBuf,
    record: Record,
    /// What killed builds left and could not be removed, as sentences.
    left: Vec<String>,
    works: Mutex<Vec<Work>>,
    /// Whether folders of the output are folders all the way down, and not reached through a symlink.
    real: Mutex<HashMap<String, bool>>,
    /// Where what is new is written; made when the first such file comes. It goes before the lock does.
    stage: OnceLock<Stage<'a>>,
    /// Folders on the stage; held while one is made, and while the stage itself is.
    staged: Mutex<HashSet<String>>,
    /// What went wrong first. What comes after it is not written.
    failed: Mutex<Option<Error>>,
    has_failed: AtomicBool,
    _lock: Lock,
}

impl Writing<'static> {
    /// Begins to write into the folder `output`, beside whatever foreign files are there.
    ///
    /// `portal_root` is the portal's folder, into whose sources nothing is written. `output` and folders on the way to it
    /// are made where needed; a symlink is followed. Waits for another build that is writing there.
    ///
    /// # Errors
    /// One of kind `Refused` says that the folder may not be used or that another build is running.
    pub fn begin(output: &Path, portal_root: &Path) -> Result<Self, Error> {
        Self::begin_with(&DISK, lock::PATIENCE, output, portal_root)
    }
}

impl<'a> Writing<'a> {
    pub(super) fn begin_with(
        disk: &'a Disk,
        patience: Duration,
        output: &Path,
        portal_root: &Path,
    ) -> Result<Self, Error> {
        let folder = place::judge(output, portal_root, std::env::home_dir().as_deref())?;
        if let Some(parent) = folder.parent().filter(|parent| !parent.exists()) {
            disk.create_folders(parent).map_err(|error| Error::io("create the folder", parent, error))?;
        }
        let lock = lock::acquire(&folder, patience)?;
        let left = stage::sweep(disk, &folder);
        let record = plan::read_record(disk, &folder)?;
        Ok(Self {
            disk,
            folder,
            record,
            left,
            works: Mutex::default(),
            real: Mutex::default(),
            stage: OnceLock::new(),
            staged: Mutex::default(),
            failed: Mutex::default(),
            has_failed: AtomicBool::new(false),
            _lock: lock,
        })
    }

    /// Takes a file of the new site; threads may call this at once. What goes wrong is told by [`Self::finish`].
    ///
    /// `note` is the file's own.
    pub fn put(&self, artifact: &Artifact, note: &Note) {
        if self.has_failed.load(Ordering::Relaxed) {
            return;
        }
        let mut work = Work {
            path: note.path.clone(),
            size: note.size as u64,
            hash: note.hash,
            kept: None,
            staged: None,
        };
        // What is wrong with the paths of a site is told of all of them together.
        let settled = match names::check_one(&work.path) {
            Ok(()) => self.settle(&mut work, artifact),
            Err(_) => Ok(()),
        };
        open(&self.works).push(work);
        if let Err(error) = settled {
            open(&self.failed).get_or_insert(error);
            self.has_failed.store(true, Ordering::Relaxed);
        }
    }

    /// Finds out whether the file is in the output as it should be, and else writes it to the stage.
    fn settle(&self, work: &mut Work, artifact: &Artifact) -> Result<(), Error> {
        work.kept = self.kept(work)?;
        if work.kept.is_none() {
            work.staged = Some(self.write(artifact)?);
        }
        Ok(())
    }

    /// The modification time of a file that is as an earlier build wrote it: same hash as now, and size and modification
    /// time as recorded. Reads no content.
    fn kept(&self, work: &Work) -> Result<Option<i128>, Error> {
        let recorded = self.record.manifest.get(&work.path);
        let Some(entry) = recorded.filter(|entry| entry.hash == work.hash && entry.size == work.size) else {
            return Ok(None);
        };
        if let Some(parent) = above(&work.path).last()
            && !self.is_real(parent)?
        {
            return Ok(None);
        }
        let path = self.folder.join(&work.path);
        let found = self.disk.look(&path).map_err(|error| Error::io("look at", &path, error))?;
        Ok(is_as_recorded(found.as_ref(), entry).then_some(entry.modified))
    }

    fn is_real(&self, folder: &str) -> Result<bool, Error> {
        let mut real = open(&self.real);
        let mut is_real = true;
        for one in above(folder).chain([folder]) {
            if !is_real {
                break;
            }
            is_real = match real.get(one) {
                Some(known) => *known,
                None => {
                    let path = self.folder.join(one);
                    let found = self.disk.look(&path).map_err(|error| Error::io("look at", &path, error))?;
                    let is_folder = found.is_some_and(|found| found.is_dir());
                    real.insert(one.to_owned(), is_folder);
                    is_folder
                }
            };
        }
        Ok(is_real)
    }

    /// Writes a file to the stage and gives its modification time.
    fn write(&self, artifact: &Artifact) -> Result<i128, Error> {
        let site = self.stage_with(&artifact.path)?;
        let written = self.disk.write_new(&site.join(&artifact.path), &artifact.bytes);
        // The reader of a message knows the place in the output, not the one on the stage.
        written
            .map(|known| modified(&known))
            .map_err(|error| Error::io("write", &self.folder.join(&artifact.path), error))
    }

    /// The site on the stage, with the folders of `path` in it.
    fn stage_with(&self, path: &str) -> Result<&Path, Error> {
        let mut staged = open(&self.staged);
        if self.stage.get().is_none() {
            let made = Stage::near(self.disk, &self.folder)?;
            let _ = self.stage.set(made);
        }
        let site = &self.stage.get().expect("it was just made").site;
        for folder in above(path) {
            if staged.contains(folder) {
                continue;
            }
            let place = site.join(folder);
            match self.disk.create_folder(&place) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(Error::io("create the folder", &self.folder.join(folder), error));
                }
                _ => staged.insert(folder.to_owned()),
            };
        }
        Ok(site)
    }

    /// Makes what was put the content of the output. Nothing that was put gives an empty site.
    ///
    /// `maker` goes into the manifest.
    ///
    /// # Errors
    /// One of kind `Refused` says that a path is not allowed or collides with another's, or that something is in the way
    /// that no build recorded; one of kind `Machine` names the operation and the file. After either the old site stands,
    /// apart from the first exception in the module's documentation, and unless the error's hint says that the new one
    /// does.
    pub fn finish(self, maker: &Maker) -> Result<Written, Error> {
        let Self { disk, folder, record, mut left, works, stage, failed, _lock, .. } = self;
        let mut works = works.into_inner().unwrap_or_else(PoisonError::into_inner);
        works.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        names::check(&works.iter().map(|work| work.path.as_str()).collect::<Vec<_>>())?;
        if let Some(error) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        let files = works.len();
        let bytes = works.iter().map(|work| work.size).sum();
        let is_same_list = record.exists && record.manifest.entries.len() == files;
        if is_same_list && works.iter().all(|work| work.kept.is_some()) {
            // The note only spares the next build its work; a site stands without it.
            if maker.sources.is_some() && record.manifest.maker != *maker {
                let _ = publish::note(disk, &folder, &record, maker);
            }
            return Ok(Written { files, bytes, kept: files, left, ..Written::default() });
        }
        let mut plan = plan::plan(disk, &folder, &record, works)?;
        if let Some(flaw) = record.flaw.filter(|_| !plan.foreign.is_empty()) {
            return Err(plan::unknown_owner(&folder, &plan.foreign, flaw));
        }
        let stage = stage.into_inner().map_or_else(|| Stage::near(disk, &folder), Ok)?;
        left.extend(publish::publish(disk, &folder, &record, &mut plan, maker, stage)?);
        left.extend(plan.left);
        left.sort();
        let kept = plan.works.iter().filter(|work| work.kept.is_some()).count();
        Ok(Written { files, bytes, written: files - kept, removed: plan.orphans.len(), kept, left })
    }
}

fn open<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

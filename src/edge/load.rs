//! Reads a portal's files, and nothing else: no hidden file, no link out of the portal, no device.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::error::Error;
use crate::parse::record;
use crate::snapshot::{File, Snapshot};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// The folders of a portal that are read.
const FOLDERS: &[&str] = &["content", "seeds", "themes"];

/// Files larger than this are not read: 256 MiB.
pub(super) const LARGEST: u64 = 256 << 20;

/// Reads the portal whose root is `root`.
///
/// What cannot be read safely (a link that leads out of the portal, a device, a file that is too large, a name that is
/// not UTF-8) is left out and reported in the snapshot.
///
/// # Errors
/// A file or folder that the machine does not let us read.
pub fn load(root: &Path) -> Result<Snapshot, Error> {
    let real = fs::canonicalize(root).map_err(|e| Error::io("open the portal's folder", root, e))?;
    let mut diagnostics = Vec::new();
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    let own = real.join("portal.yaml");
    if own.symlink_metadata().is_ok() {
        walk(&real, &own, &mut files, &mut diagnostics)?;
    }
    for folder in FOLDERS {
        let top = real.join(folder);
        if top.is_dir() {
            walk(&real, &top, &mut files, &mut diagnostics)?;
        }
    }
    let files: Result<BTreeMap<String, File>, Error> = files
        .into_par_iter()
        .map(|(name, path)| Ok((name, File::from(fs::read(&path).map_err(|e| Error::io("read", &path, e))?))))
        .collect();
    Ok(Snapshot { files: files?, last_seeds: None, diagnostics })
}

/// Reads the portal as [`load`] does, and what the last build into `output` remembered of its seeds.
///
/// # Errors
/// As [`load`]; a record that cannot be read is as good as none, since it only serves messages.
pub fn load_after(root: &Path, output: &Path) -> Result<Snapshot, Error> {
    let mut snapshot = load(root)?;
    let record = output.join(record::FILE);
    let is_plain = fs::symlink_metadata(&record).is_ok_and(|meta| meta.is_file() && meta.len() <= LARGEST);
    if is_plain {
        snapshot.last_seeds = fs::read(&record).ok().map(Arc::from);
    }
    Ok(snapshot)
}

fn walk(
    root: &Path,
    top: &Path,
    files: &mut Vec<(String, PathBuf)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), Error> {
    let hidden = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 0 && (name.starts_with('.') || name.ends_with('~'))
    };
    for entry in WalkDir::new(top).sort_by_file_name().into_iter().filter_entry(|e| !hidden(e)) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(top).to_owned();
            Error::io(
                "read",
                &path,
                error.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links")),
            )
        })?;
        let path = entry.path();
        let mut unsafe_file = |message: String, hint: &str| {
            let shown = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
            diagnostics
                .push(Diagnostic::error(Code::UnsafeFile, message).at(Location::new(shown, 0..0)).hint(hint));
        };
        if entry.file_type().is_dir() {
            continue;
        }
        let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str) else {
            unsafe_file("the name of this file is not UTF-8 text".to_owned(), "rename the file");
            continue;
        };
        let name = name.replace('\\', "/");
        let mut target = path.to_owned();
        if entry.path_is_symlink() {
            match fs::canonicalize(path) {
                Ok(real) if real.starts_with(root) => target = real,
                _ => {
                    unsafe_file(
                        "this link leads out of the portal, or nowhere".to_owned(),
                        "put the file itself here",
                    );
                    continue;
                }
            }
        }
        let meta = fs::metadata(&target).map_err(|e| Error::io("read", &target, e))?;
        if !meta.is_file() {
            unsafe_file("this is no ordinary file".to_owned(), "remove it from the portal");
        } else if meta.len() > LARGEST {
            unsafe_file(
                format!("this file has {} MiB; at most {} are read", meta.len() >> 20, LARGEST >> 20),
                "split it, or leave it out",
            );
        } else {
            files.push((name, target));
        }
    }
    Ok(())
}

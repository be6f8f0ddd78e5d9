//! Puts files where none have been: a new portal, and the schemas for editors.

use crate::error::Error;
use crate::schemas::{self, SchemaFile};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// How the folder begins in which a new portal is put together.
const STAGE: &str = ".khue-init-";

/// Writes a new portal's `files` (by path from its root, `/`-separated) into `folder`, which is made if it is missing.
///
/// All files are written into a hidden folder inside it first and then moved into place, `portal.yaml` last, so that a
/// folder with a `portal.yaml` has all the rest. After an error the folder is as it was; what could not be removed is
/// named in the hint.
///
/// # Errors
/// `Refused` when `folder` is a file, a link that leads nowhere, or not empty; `Machine` when something cannot be written.
pub fn portal(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
    refuse_unless_empty(folder)?;
    let made = first_missing(folder);
    let result = fs::create_dir_all(folder)
        .map_err(|error| Error::io("create the folder", folder, error))
        .and_then(|()| stage(folder, files));
    result.map_err(|error| match made.filter(|made| made.exists()) {
        // Only folders are left by now, and empty ones: anything else in them is not ours, and stays.
        Some(made) if remove_empty(folder, &made).is_err() => {
            error.hint(format!("the folder `{}` was made, and could not be removed", made.display()))
        }
        _ => error,
    })
}

/// Refuses a folder that a link on the way to it keeps from being made.
fn refuse_broken_link(folder: &Path) -> Result<(), Error> {
    match folder.ancestors().find(|path| path.is_symlink() && !path.exists()) {
        None => Ok(()),
        Some(link) => Err(Error::refused(link, "this is a link that leads nowhere")
            .hint("remove the link, or name another folder")),
    }
}

fn refuse_unless_empty(folder: &Path) -> Result<(), Error> {
    refuse_broken_link(folder)?;
    let mut entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Error::refused(folder, "this is a file").hint("name a folder for the new portal"));
        }
        Err(error) => return Err(Error::io("open the folder", folder, error)),
    };
    match entries.next() {
        None => Ok(()),
        Some(Err(error)) => Err(Error::io("read the folder", folder, error)),
        Some(Ok(entry)) => {
            let name = entry.file_name().to_string_lossy().into_owned();
            let hint = match name.starts_with(STAGE) {
                true => "an earlier `khue init` was interrupted and left it: remove it, and start again",
                false => "name a folder that is not there yet, or an empty one",
            };
            Err(Error::refused(folder, format!("this folder is not empty: `{name}` is in it")).hint(hint))
        }
    }
}

/// The uppermost folder on the way to `folder` that does not exist.
fn first_missing(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
        .last()
        .map(Path::to_owned)
}

/// Removes `folder` and the empty folders around it, up to `top`.
fn remove_empty(folder: &Path, top: &Path) -> io::Result<()> {
    for path in folder.ancestors() {
        if path.exists() {
            fs::remove_dir(path)?;
        }
        if path == top {
            break;
        }
    }
    Ok(())
}

/// Writes all files into a hidden folder, then moves them into place.
fn stage(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
    let stage = Builder::new().prefix(STAGE).tempdir_in(folder);
    let stage = stage.map_err(|error| Error::io("write into the folder", folder, error))?;
    let mut tops: Vec<&str> = Vec::new();
    for (path, bytes) in files {
        let target = stage.path().join(path);
        let parent = target.parent().unwrap_or(stage.path());
        fs::create_dir_all(parent).map_err(|error| Error::io("create the folder", parent, error))?;
        fs::write(&target, bytes).map_err(|error| Error::io("write", &target, error))?;
        let top = path.split('/').next().unwrap_or(path);
        if !tops.contains(&top) {
            tops.push(top);
        }
    }
    tops.sort_by_key(|top| (*top == "portal.yaml", *top));
    for (index, top) in tops.iter().enumerate() {
        let target = folder.join(top);
        // Somebody may have put something here in the meantime; a folder would not be replaced, a file would.
        let moved = match target.symlink_metadata() {
            Ok(_) => Err(io::Error::from(io::ErrorKind::AlreadyExists)),
            Err(_) => fs::rename(stage.path().join(top), &target),
        };
        if let Err(error) = moved {
            let back = |top: &&str| fs::rename(folder.join(top), stage.path().join(top)).is_err();
            let left: Vec<&str> = tops[..index].iter().filter(|top| back(top)).copied().collect();
            let error = Error::io("write", &target, error);
            return Err(match left.as_slice() {
                [] => error,
                left => {
                    error.hint(format!("these were written, and could not be removed: {}", left.join(", ")))
                }
            });
        }
    }
    Ok(())
}

/// What became of the schemas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or that changed.
    pub written: usize,
    /// Files that were there already, with the same bytes.
    pub unchanged: usize,
}

/// Writes schemas into `folder`, which is made if it is missing; each file is exchanged whole.
///
/// Files of other names stay as they are.
///
/// # Errors
/// `Refused`, before anything is written, when a file of the same name is there that no earlier run wrote, or when
/// `folder` is a file or a link that leads nowhere; `Machine` when something cannot be read or written.
pub fn schemas(folder: &Path, files: &[SchemaFile]) -> Result<Written, Error> {
    refuse_broken_link(folder)?;
    let mut changed: Vec<&SchemaFile> = Vec::new();
    for file in files {
        let path = folder.join(&file.name);
        match fs::read(&path) {
            Ok(bytes) if bytes == file.text.as_bytes() => {}
            Ok(bytes) if schemas::is_ours(&bytes) => changed.push(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => changed.push(file),
            Ok(_) => {
                return Err(Error::refused(&path, "`khue schema` did not write this file")
                    .hint("move it away, or name another folder"));
            }
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
                return Err(
                    Error::refused(&path, "this is a folder").hint("move it away, or name another folder")
                );
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(Error::refused(folder, "this is a file").hint("name a folder"));
            }
            Err(error) => return Err(Error::io("read", &path, error)),
        }
    }
    fs::create_dir_all(folder).map_err(|error| Error::io("create the folder", folder, error))?;
    for file in &changed {
        replace(&folder.join(&file.name), file.text.as_bytes())?;
    }
    Ok(Written { written: changed.len(), unchanged: files.len() - changed.len() })
}

/// Puts `bytes` in the place of the file `path`, in one step: a reader meets the old file or the new one.
///
/// The new file has the old one's permissions; a symlink stays, and what it leads to is exchanged.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let real = match fs::canonicalize(path) {
        Ok(real) => real,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(Error::io("find", path, error)),
    };
    let parent = real.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = || -> io::Result<NamedTempFile> {
        let mut builder = Builder::new();
        builder.prefix(".khue-");
        if let Ok(meta) = fs::metadata(&real) {
            builder.permissions(meta.permissions());
        } else {
            #[cfg(unix)]
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        }
        let mut file = builder.tempfile_in(parent)?;
        io::Write::write_all(&mut file, bytes)?;
        if let Ok(meta) = fs::metadata(&real) {
            // What the umask took away when the file was made.
            fs::set_permissions(file.path(), meta.permissions())?;
        }
        Ok(file)
    };
    let file = written().map_err(|error| Error::io("write", path, error))?;
    file.persist(&real).map_err(|error| Error::io("write", path, error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Vec<(String, Vec<u8>)> {
        paths.iter().map(|path| ((*path).to_owned(), path.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_failed_portal_leaves_nothing() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let folder = place.path().join("a/b");
        // A file cannot also be a folder, so writing fails half-way.
        let error =
            portal(&folder, &files(&["content/x", "portal.yaml", "portal.yaml/y"])).expect_err("it fails");
        assert!(error.to_string().contains("portal.yaml"), "{error}");
        assert_eq!(fs::read_dir(place.path()).expect("it is there").count(), 0);
        fs::create_dir_all(&folder).expect("it can be made");
        portal(&folder, &files(&["content/x", "portal.yaml", "portal.yaml/y"])).expect_err("it fails");
        assert_eq!(fs::read_dir(&folder).expect("what was there stays").count(), 0);
        portal(&folder, &files(&["content/x", "portal.yaml"])).expect("it can be written");
        assert_eq!(fs::read_dir(&folder).expect("it is there").count(), 2);
    }

    #[test]
    fn what_an_interrupted_run_left_is_told_apart() {
        let place = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(place.path().join(".khue-init-a1b2c3")).expect("it can be made");
        let error = portal(place.path(), &files(&["portal.yaml"])).expect_err("it is refused");
        assert!(error.to_string().contains("interrupted and left it"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_keeps_its_permissions_and_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let place = tempfile::tempdir().expect("a temporary folder");
        let (file, link) = (place.path().join("file"), place.path().join("link"));
        fs::write(&file, "old").expect("it can be written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).expect("it can be set");
        symlink("file", &link).expect("it can be made");
        replace(&link, b"new").expect("it can be written");
        assert_eq!(fs::read(&file).expect("it is there"), b"new");
        assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o664);
        assert!(link.symlink_metadata().expect("it is there").is_symlink());
        assert_eq!(fs::read_dir(place.path()).expect("it is there").count(), 2);
    }
}

//! What `khue rename` is about to change, kept in a hidden file of the portal while it does: a rename that was interrupted
//! (a closed terminal, a flat battery) can so be undone by the next.

use super::begin::replace;
use super::load::{LARGEST_ASSET, PORTAL, is_hidden};
use crate::error::Error;
use crate::rename::Change;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Component, Path};
use tempfile::Builder;

/// The file's name in the portal's folder.
const FILE: &str = ".khue-rename";

/// How files are called that are written and not yet in their place; six letters follow.
const UNFINISHED: &str = ".khue-";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    moved_to: Option<String>,
    before: String,
    after: String,
}

/// What became of a rename that was interrupted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Files that are again as they were.
    pub files: usize,
    /// Files that somebody has changed since, and which stay as they are: paths from the root.
    pub left: Vec<String>,
}

/// Whether a rename of the portal at `root` was interrupted, or is at work.
pub fn is_there(root: &Path) -> bool {
    root.join(FILE).symlink_metadata().is_ok()
}

/// Notes `changes` before the first of them is made.
///
/// # Errors
/// The note cannot be written.
pub(super) fn begin(root: &Path, changes: &[Change]) -> Result<(), Error> {
    let path = root.join(FILE);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec());
    let entry = |change: &Change| -> Result<Entry, std::string::FromUtf8Error> {
        let (before, after) = (text(&change.before)?, text(&change.after)?);
        Ok(Entry { path: change.path.clone(), moved_to: change.moved_to.clone(), before, after })
    };
    let written = || -> std::io::Result<()> {
        let entries: Result<Vec<Entry>, _> = changes.iter().map(entry).collect();
        let bytes = serde_json::to_vec(&entries.map_err(std::io::Error::other)?)?;
        let mut file = Builder::new().prefix(UNFINISHED).tempfile_in(root)?;
        file.write_all(&bytes)?;
        file.as_file().sync_all()?;
        file.persist(&path)?;
        Ok(())
    };
    written().map_err(|error| Error::io("write", &path, error))
}

/// Forgets the changes: they are made, or undone.
///
/// # Errors
/// The note cannot be removed.
pub(super) fn end(root: &Path) -> Result<(), Error> {
    let path = root.join(FILE);
    fs::remove_file(&path).map_err(|error| Error::io("remove", &path, error))
}

/// Undoes what an interrupted rename of the portal at `root` did; none if there was none. No rename may be at work.
///
/// # Errors
/// `Refused` when the note is not one of ours; `Machine` when something cannot be read or written: the note stays then.
pub(super) fn undo(root: &Path) -> Result<Option<Undone>, Error> {
    let note = root.join(FILE);
    match note.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io("read", &note, error)),
        Ok(_) => {}
    }
    let foreign = || {
        Error::refused(&note, "this is no note of an interrupted `khue rename`")
            .hint("remove the file, and start again")
    };
    let meta = note.symlink_metadata().map_err(|error| Error::io("read", &note, error))?;
    if !meta.is_file() || meta.len() > LARGEST_ASSET {
        return Err(foreign());
    }
    let bytes = fs::read(&note).map_err(|error| Error::io("read", &note, error))?;
    let entries: Vec<Entry> = serde_json::from_slice(&bytes).map_err(|_| foreign())?;
    let paths = || entries.iter().flat_map(|entry| [Some(&entry.path), entry.moved_to.as_ref()]).flatten();
    if !paths().all(|path| is_of_content(root, path)) {
        return Err(foreign());
    }
    let mut undone = Undone::default();
    for entry in &entries {
        put_back(root, entry, &mut undone)?;
    }
    let folders: BTreeSet<&Path> = paths().filter_map(|path| Path::new(path).parent()).collect();
    for folder in folders {
        sweep(&root.join(folder), &entries)?;
    }
    end(root)?;
    Ok(Some(undone))
}

fn put_back(root: &Path, entry: &Entry, undone: &mut Undone) -> Result<(), Error> {
    let path = root.join(&entry.path);
    let content = |path: &Path| match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", path, error)),
    };
    let is_ours = |bytes: &[u8]| bytes == entry.before.as_bytes() || bytes == entry.after.as_bytes();
    let mut is_undone = false;
    let mut found = content(&path)?;
    if let (None, Some(to)) = (&found, &entry.moved_to) {
        let target = root.join(to);
        found = content(&target)?;
        if found.as_deref().is_some_and(is_ours) {
            fs::rename(&target, &path).map_err(|error| Error::io("rename a file to", &path, error))?;
            is_undone = true;
        }
    }
    match found {
        Some(bytes) if bytes == entry.before.as_bytes() => {}
        Some(bytes) if is_ours(&bytes) => {
            replace(&path, entry.before.as_bytes())?;
            is_undone = true;
        }
        _ => undone.left.push(entry.path.clone()),
    }
    undone.files += usize::from(is_undone);
    Ok(())
}

/// Removes what was written into `folder` and never came to its place.
fn sweep(folder: &Path, entries: &[Entry]) -> Result<(), Error> {
    let Ok(files) = fs::read_dir(folder) else { return Ok(()) };
    for file in files.flatten() {
        let name = file.file_name();
        let letters = name.to_str().and_then(|name| name.strip_prefix(UNFINISHED));
        let is_named = letters.is_some_and(|l| l.len() == 6 && l.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !is_named || !file.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let Ok(bytes) = fs::read(file.path()) else { continue };
        let is_part = |text: &String| text.as_bytes().starts_with(&bytes);
        if entries.iter().any(|entry| is_part(&entry.after) || is_part(&entry.before)) {
            fs::remove_file(file.path()).map_err(|error| Error::io("remove", &file.path(), error))?;
        }
    }
    Ok(())
}

/// Whether a rename may change a file at this path: a note that came with somebody else's portal names no other. No part of the path
/// is hidden or a link, which might lead to where other programs look for commands (`.git/hooks`).
pub(super) fn is_of_content(root: &Path, path: &str) -> bool {
    let parts: Option<Vec<&str>> = Path::new(path)
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str().filter(|name| !is_hidden(name)),
            _ => None,
        })
        .collect();
    let Some(parts) = parts else { return false };
    let is_named = path == PORTAL || matches!(parts[..], ["content", _, ..]);
    let mut place = root.to_path_buf();
    let (file, folders) = parts.split_last().map_or(("", &[][..]), |(file, folders)| (*file, folders));
    let are_folders = folders.iter().all(|folder| {
        place.push(folder);
        is_nothing_or(&place, fs::Metadata::is_dir)
    });
    is_named && are_folders && is_nothing_or(&place.join(file), fs::Metadata::is_file)
}

fn is_nothing_or(path: &Path, is_meant: impl FnOnce(&fs::Metadata) -> bool) -> bool {
    match path.symlink_metadata() {
        Ok(meta) => is_meant(&meta),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes() -> Vec<Change> {
        let change = |path: &str, moved_to: Option<&str>, before: &str, after: &str| Change {
            path: path.to_owned(),
            moved_to: moved_to.map(str::to_owned),
            before: before.into(),
            after: after.into(),
        };
        vec![
            change("content/a", Some("content/c"), "1", "one"),
            change("content/b", None, "2", "two"),
            change("portal.yaml", None, "3", "three"),
        ]
    }

    /// What is undone when a rename was interrupted that had left these files.
    fn check(files: &[(&str, &str)], left: &[&str], expected: &str) {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("content")).unwrap();
        for (path, text) in files {
            fs::write(place.path().join(path), text).unwrap();
        }
        begin(place.path(), &changes()).unwrap();
        assert!(is_there(place.path()));
        let undone = undo(place.path()).unwrap().unwrap();
        assert_eq!(undone.left, left);
        let mut found = Vec::new();
        for file in walkdir::WalkDir::new(place.path()).sort_by_file_name().into_iter().flatten() {
            if file.file_type().is_file() {
                let name = file.file_name().to_string_lossy().into_owned();
                found.push(format!("{name}={}", fs::read_to_string(file.path()).unwrap()));
            }
        }
        assert_eq!(found.join(" "), expected);
        assert_eq!(undo(place.path()).unwrap(), None);
    }

    #[test]
    fn wherever_it_was_interrupted_all_is_put_back() {
        let (a, b, p) = (("content/a", "1"), ("content/b", "2"), ("portal.yaml", "3"));
        let old = "a=1 b=2 portal.yaml=3";
        check(&[a, b, p], &[], old);
        check(&[("content/a", "one"), b, p], &[], old);
        check(&[("content/a", "one"), ("content/b", "two"), p, ("content/.khue-a1b2C3", "thr")], &[], old);
        check(&[("content/c", "one"), ("content/b", "two"), ("portal.yaml", "three")], &[], old);
    }

    #[test]
    fn what_somebody_changed_since_stays() {
        let files = [("content/c", "one"), ("content/b", "mine"), ("portal.yaml", "three")];
        check(&files, &["content/b"], "a=1 b=mine portal.yaml=3");
        let files = [("content/c", "mine"), ("content/b", "two"), ("portal.yaml", "3")];
        check(&files, &["content/a"], "b=2 c=mine portal.yaml=3");
    }

    /// A clone of somebody's portal must not change what other programs run: links to `.git` lead into the portal's own folder.
    #[test]
    fn a_note_that_leads_out_of_the_content_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("portal");
        fs::create_dir_all(root.join("content/.hidden")).unwrap();
        fs::create_dir_all(root.join(".git/hooks")).unwrap();
        let secrets = [place.path().join("secret"), root.join(".git/config"), root.join("content/.hidden/a")];
        for secret in &secrets {
            fs::write(secret, "one").unwrap();
        }
        fs::write(root.join("content/p"), "one").unwrap();
        let mut named = vec!["../secret", "/secret", "content/../../secret", "content/.hidden/a", "seeds/a"];
        named.extend(["content", "content/.git/config", ".git/config"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(place.path(), root.join("content/out")).unwrap();
            symlink("../.git/hooks", root.join("content/h")).unwrap();
            symlink("../.git/config", root.join("content/note.yaml")).unwrap();
            named.extend(["content/out/secret", "content/h/post-checkout", "content/note.yaml"]);
        }
        for path in named {
            for moved_to in [None, Some("content/p".to_owned())] {
                let mut change = changes().remove(0);
                (change.path, change.moved_to) = (path.to_owned(), moved_to);
                begin(&root, &[change]).unwrap();
                let error = undo(&root).unwrap_err();
                assert!(error.to_string().contains("no note"), "{path}: {error}");
                assert!(secrets.iter().all(|secret| fs::read_to_string(secret).unwrap() == "one"), "{path}");
                assert_eq!(fs::read_dir(root.join(".git/hooks")).unwrap().count(), 0, "{path}");
            }
        }
        fs::write(root.join(FILE), "nonsense").unwrap();
        assert!(undo(&root).unwrap_err().to_string().contains("no note"));
    }
}

//! Changes files that authors wrote: the only place that does, and only for `khue rename`.

use crate::edge::begin::replace;
use crate::edge::{journal, lock};
use crate::error::{Error, ErrorKind};
use crate::rename::Change;
use std::fs;
use std::path::Path;

/// What is locked lies in the portal's folder; the lock is that of the folder itself.
const PLACE: &str = "content";

/// Makes `changes` to the portal whose root is `root`: first the contents, each file in one step, then the names.
///
/// After an error everything is put back; what could not be put back is named in the error's hint. What is being changed
/// is noted meanwhile, so that [`recover`] can put it back after we were killed.
///
/// # Errors
/// `Refused`, before anything is written, when a file is no longer as it was when the changes were planned, or when
/// something has the new name; `Machine` when something cannot be read or written.
pub fn rewrite(root: &Path, changes: &[Change]) -> Result<(), Error> {
    let _lock = lock::acquire(&root.join(PLACE), lock::PATIENCE)?;
    for change in changes {
        let path = root.join(&change.path);
        let now = fs::read(&path).map_err(|error| Error::io("read", &path, error))?;
        if now != change.before {
            return Err(Error::refused(&path, "this file has just been changed by somebody else")
                .hint("nothing was changed; start again"));
        }
        let target = change.moved_to.as_ref().map(|to| root.join(to));
        if let Some(target) = target.filter(|target| target.symlink_metadata().is_ok()) {
            return Err(Error::refused(&target, "there is something of this name already")
                .hint("nothing was changed; choose another ID, or move it away"));
        }
    }
    let mut paths =
        changes.iter().flat_map(|change| [Some(&change.path), change.moved_to.as_ref()]).flatten();
    if let Some(path) = paths.find(|path| !journal::is_of_content(root, path)) {
        return Err(Error::refused(
            &root.join(path),
            "this is reached through a link, which a rename does not follow",
        )
        .hint("nothing was changed; put the file itself into `content/`"));
    }
    journal::begin(root, changes)?;
    for (index, change) in changes.iter().enumerate() {
        if change.before != change.after
            && let Err(error) = replace(&root.join(&change.path), &change.after)
        {
            return Err(put_back(root, &changes[..index], &[], error));
        }
    }
    let moves: Vec<&Change> = changes.iter().filter(|change| change.moved_to.is_some()).collect();
    for (index, change) in moves.iter().enumerate() {
        let Some(to) = &change.moved_to else { continue };
        let target = root.join(to);
        if let Err(error) = fs::rename(root.join(&change.path), &target) {
            return Err(put_back(
                root,
                changes,
                &moves[..index],
                Error::io("rename a file to", &target, error),
            ));
        }
    }
    journal::end(root)
}

/// Puts back what an interrupted [`rewrite`] of the portal at `root` had changed; none if there was none.
///
/// # Errors
/// As [`rewrite`].
pub fn recover(root: &Path) -> Result<Option<journal::Undone>, Error> {
    if !journal::is_there(root) {
        return Ok(None);
    }
    // Whoever holds the lock is not interrupted, but at work.
    let _lock = lock::acquire(&root.join(PLACE), lock::PATIENCE)?;
    journal::undo(root)
}

/// Undoes what was done before `error`, and says in it what could not be undone.
fn put_back(root: &Path, changed: &[Change], moved: &[&Change], error: Error) -> Error {
    let mut left: Vec<String> = Vec::new();
    for change in moved {
        let Some(to) = &change.moved_to else { continue };
        if fs::rename(root.join(to), root.join(&change.path)).is_err() {
            left.push(format!("`{to}` (was `{}`)", change.path));
        }
    }
    for change in changed.iter().filter(|change| change.before != change.after) {
        if replace(&root.join(&change.path), &change.before).is_err() {
            left.push(format!("`{}`", change.path));
        }
    }
    let hint = match left.as_slice() {
        [] => match journal::end(root) {
            Ok(()) => "nothing was changed: what had been written was put back".to_owned(),
            Err(error) => format!("what had been written was put back, but we {error}"),
        },
        left => format!(
            "these files are changed, and could not be put back: {}; the next `khue rename` tries again",
            left.join(", ")
        ),
    };
    Error { kind: ErrorKind::Machine, ..error }.hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: &str, moved_to: Option<&str>, before: &str, after: &str) -> Change {
        let moved_to = moved_to.map(|to| format!("content/{to}"));
        Change { path: format!("content/{path}"), moved_to, before: before.into(), after: after.into() }
    }

    /// A portal with the files `a` and `b` in `content/`, which say `1` and `2`.
    fn folder() -> tempfile::TempDir {
        let place = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(place.path().join("content")).expect("it can be made");
        fs::write(place.path().join("content/a"), "1").expect("it can be written");
        fs::write(place.path().join("content/b"), "2").expect("it can be written");
        place
    }

    /// The files and what they say.
    fn said(place: &tempfile::TempDir) -> String {
        let names = fs::read_dir(place.path().join("content")).expect("it is there").flatten();
        let names = names.map(|entry| entry.path());
        let mut all: Vec<String> = names
            .map(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                format!("{name}={}", fs::read_to_string(&path).expect("it is text"))
            })
            .collect();
        all.sort();
        all.join(" ")
    }

    #[test]
    fn contents_and_names_change() {
        let place = folder();
        let changes = [change("a", Some("c"), "1", "3"), change("b", None, "2", "4")];
        rewrite(place.path(), &changes).expect("it works");
        assert_eq!(said(&place), "b=4 c=3");
    }

    #[test]
    fn a_file_that_changed_meanwhile_stops_all() {
        let place = folder();
        let changes = [change("a", None, "1", "3"), change("b", None, "5", "4")];
        let error = rewrite(place.path(), &changes).expect_err("it is refused");
        assert_eq!((error.kind, said(&place).as_str()), (ErrorKind::Refused, "a=1 b=2"));
    }

    #[test]
    fn a_name_that_is_taken_stops_all() {
        let place = folder();
        let error = rewrite(place.path(), &[change("a", Some("b"), "1", "3")]).expect_err("it is refused");
        assert_eq!((error.kind, said(&place).as_str()), (ErrorKind::Refused, "a=1 b=2"));
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_stays() {
        let place = folder();
        std::os::unix::fs::symlink("b", place.path().join("content/l")).expect("it can be made");
        let error = rewrite(place.path(), &[change("l", None, "2", "3")]).expect_err("it is refused");
        assert_eq!((error.kind, said(&place).as_str()), (ErrorKind::Refused, "a=1 b=2 l=2"));
    }

    #[test]
    fn after_a_failure_all_is_put_back() {
        let place = folder();
        // There is no such folder, so the last step fails.
        let changes = [change("a", None, "1", "3"), change("b", Some("no/c"), "2", "4")];
        let error = rewrite(place.path(), &changes).expect_err("it fails");
        assert_eq!((error.kind, said(&place).as_str()), (ErrorKind::Machine, "a=1 b=2"));
        assert!(error.to_string().contains("nothing was changed"), "{error}");
    }
}

//! Which folder may be the output.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::edge::load::FOLDERS;
use crate::error::Error;

/// Resolves `output` to a path without symlinks, `.` and `..`, or says why nothing may be written there.
///
/// Refused are the root of the file system, the home folder and every folder around it, the portal's root and every
/// folder around it, the portal's sources with everything in and around them (also where a source is a symlink), a file,
/// and a symlink to nothing. The folder need not exist. `home` is `None` where there is none.
pub(super) fn judge(output: &Path, portal_root: &Path, home: Option<&Path>) -> Result<PathBuf, Error> {
    if output.as_os_str().is_empty() {
        return Err(refused(output, "the output folder has no name"));
    }
    let root = fs::canonicalize(portal_root)
        .map_err(|error| Error::named("open the portal's folder", portal_root, error))?;
    let folder = resolve(output)?;
    if folder.parent().is_none() {
        return Err(refused(output, "this is the root of the file system"));
    }
    if let Some(home) = home.and_then(|home| fs::canonicalize(home).ok())
        && home.starts_with(&folder)
    {
        return Err(refused(
            output,
            if home == folder { "this is your home folder" } else { "your home folder is in it" },
        ));
    }
    for source in FOLDERS {
        let written = root.join(source);
        for source_folder in [fs::canonicalize(&written).ok(), Some(written)].into_iter().flatten() {
            if folder.starts_with(&source_folder) {
                return Err(refused(
                    output,
                    format!("this is the portal's `{source}/`, which builds only read"),
                ));
            }
            if source_folder.starts_with(&folder) && !root.starts_with(&folder) {
                return Err(refused(output, format!("the portal's `{source}/` is in it")));
            }
        }
    }
    if root.starts_with(&folder) {
        return Err(refused(
            output,
            if root == folder { "this is the portal itself" } else { "the portal is in it" },
        ));
    }
    if folder.exists() && !folder.is_dir() {
        return Err(refused(output, "this is a file"));
    }
    Ok(folder)
}

/// Follows the symlinks of the part that exists; the rest is taken as written.
fn resolve(path: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(path).map_err(|error| Error::io("find", path, error))?;
    let mut exists = absolute.as_path();
    let mut rest: Vec<&OsStr> = Vec::new();
    let mut real = loop {
        match fs::canonicalize(exists) {
            Ok(real) => break real,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(refused(path, "a folder on the way to it is a file"));
            }
            Err(error) => return Err(Error::io("find", path, error)),
        }
        if fs::symlink_metadata(exists).is_ok() {
            return Err(refused(path, format!("`{}` is a symlink to nothing", exists.display())));
        }
        let (Some(parent), Some(last)) = (exists.parent(), exists.components().next_back()) else {
            return Err(refused(path, "no folder on the way to it exists"));
        };
        rest.push(last.as_os_str());
        exists = parent;
    };
    for name in rest.into_iter().rev() {
        match Path::new(name).components().next() {
            Some(Component::ParentDir) => drop(real.pop()),
            _ => real.push(name),
        }
    }
    Ok(real)
}

fn refused(output: &Path, reason: impl Into<String>) -> Error {
    let reason = format!("cannot build here: {}", reason.into());
    Error::refused(output, reason).hint("choose another folder with `-o`")
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// Judges `output`, relative to a folder with a home, in which is a portal, in which is a little of everything.
    fn check(output: &str, expected: Result<&str, &str>) {
        let place = tempfile::tempdir().unwrap();
        let base = fs::canonicalize(place.path()).unwrap();
        let root = base.join("home/portal");
        for folder in ["content", "themes", "output/bai-viet", "empty"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        fs::create_dir_all(base.join("archive/seeds")).unwrap();
        fs::write(root.join("portal.yaml"), "").unwrap();
        symlink(base.join("archive/seeds"), root.join("seeds")).unwrap();
        symlink("content", root.join("to-content")).unwrap();
        symlink("/", root.join("to-root")).unwrap();
        symlink("empty", root.join("to-empty")).unwrap();
        symlink("nowhere", root.join("to-nowhere")).unwrap();
        let output = if output.is_empty() { PathBuf::new() } else { base.join("home/portal").join(output) };
        match (judge(&output, &root, Some(&base.join("home"))), expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, base.join(expected)),
            (Err(error), Err(words)) => assert!(error.to_string().contains(words), "{error:?}"),
            (found, _) => panic!("{}: {found:?}", output.display()),
        }
    }

    #[test]
    fn ordinary_folders_are_accepted() {
        check("output", Ok("home/portal/output"));
        check("new", Ok("home/portal/new"));
        check("new/deep/./er", Ok("home/portal/new/deep/er"));
        check("../site", Ok("home/site"));
        check("contents", Ok("home/portal/contents"));
        check("output/../new", Ok("home/portal/new"));
        check("not/there/../../new", Ok("home/portal/new"));
    }

    #[test]
    fn a_symlink_is_resolved_and_then_judged() {
        check("to-empty", Ok("home/portal/empty"));
        check("to-empty/new", Ok("home/portal/empty/new"));
        check("to-content", Err("`content/`"));
        check("to-root", Err("root of the file system"));
        check("to-nowhere", Err("symlink to nothing"));
        check("to-nowhere/new", Err("symlink to nothing"));
    }

    #[test]
    fn the_portal_and_what_is_around_it_is_refused() {
        check(".", Err("the portal itself"));
        check("..", Err("your home folder"));
        check("../..", Err("your home folder is in it"));
        check("/", Err("root of the file system"));
        check("new/../../../../../../../../../../../..", Err("root of the file system"));
        check("", Err("no name"));
    }

    #[test]
    fn the_sources_are_refused() {
        check("content", Err("`content/`"));
        check("content/new", Err("`content/`"));
        check("output/../content", Err("`content/`"));
        check("themes/mine", Err("`themes/`"));
        check("seeds", Err("`seeds/`"));
        check("seeds/new", Err("`seeds/`"));
        check("../../archive", Err("`seeds/` is in it"));
    }

    #[test]
    fn a_file_is_refused() {
        check("portal.yaml", Err("this is a file"));
        check("portal.yaml/new", Err("is a file"));
    }

    #[test]
    fn a_folder_around_the_portal_is_refused_without_a_home() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("a/portal");
        fs::create_dir_all(&root).unwrap();
        let error = judge(&place.path().join("a"), &root, None).unwrap_err();
        assert!(error.to_string().contains("the portal is in it"));
    }
}

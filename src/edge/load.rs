//! Reads a portal's files, and nothing else: no hidden file, no link out of the portal, no device.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::error::Error;
use crate::model::site::STATIC_FOLDER;
use crate::parse::record;
use crate::snapshot::{File, Snapshot};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// The folders of a portal that are read, and never written to.
pub(super) const FOLDERS: &[&str] = &["content", "seeds", "static", "themes"];

/// The file that makes a folder a portal.
pub(super) const PORTAL: &str = "portal.yaml";

/// Files larger than this are not read: 256 MiB.
pub(crate) const LARGEST_ASSET: u64 = 256 << 20;

/// Nor are texts (seeds, metadata, Markdown) larger than this, 32 MiB: a build takes about eighty times as much memory, and more where passages are very short.
pub(crate) const LARGEST_TEXT: u64 = 32 << 20;

/// Reads the portal whose root is `root`.
///
/// What cannot be read safely (a link that leads out of the portal or to a hidden file, a device, a file that is too
/// large, a name that is not UTF-8 or holds a backslash) is left out and reported in the snapshot.
///
/// # Errors
/// A file or folder that the machine does not let us read.
pub fn load(root: &Path) -> Result<Snapshot, Error> {
    find(root)?.read()
}

/// The folder of the portal at `root`, without links.
///
/// # Errors
/// There is no such folder, or it is no portal.
pub fn portal(root: &Path) -> Result<PathBuf, Error> {
    let real = folder(root)?;
    let (reason, name) = match fs::symlink_metadata(real.join(PORTAL)) {
        Err(_) => (NO_PORTAL, misnamed(&real)),
        Ok(_) if real.join(PORTAL).is_file() => return Ok(real),
        Ok(_) => ("`portal.yaml` of this folder is no file, so it is no portal", None),
    };
    let hint =
        name.map_or_else(|| "go to the portal's folder, or name it with `--root DIR`".to_owned(), renamed);
    Err(Error::refused(root, reason).hint(hint))
}

/// The folder at `root`, without links.
///
/// # Errors
/// There is none.
pub(super) fn folder(root: &Path) -> Result<PathBuf, Error> {
    let real = fs::canonicalize(root).map_err(|e| Error::named("open the portal's folder", root, e))?;
    match real.is_dir() {
        true => Ok(real),
        false => {
            Err(Error::refused(root, "this is no folder")
                .hint("name the folder in which `portal.yaml` stands"))
        }
    }
}

/// Why a folder is no portal in which nothing is called so.
const NO_PORTAL: &str = "this folder has no `portal.yaml`, so it is no portal";

/// What mends it where a file has nearly its name.
fn renamed(name: String) -> String {
    format!("rename `{name}` to `{PORTAL}`")
}

/// The file in `root` that is meant to be `portal.yaml`, by its name.
fn misnamed(root: &Path) -> Option<String> {
    let names = fs::read_dir(root).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_meant = |name: &String| {
        let lower = name.to_lowercase();
        let lower = lower.strip_suffix(".txt").unwrap_or(&lower);
        matches!(lower, "portal.yaml" | "portal.yml") && name != PORTAL
    };
    names.filter(is_meant).min()
}

/// What is wrong where the portal's `folder` is not there, and another in `root` is meant to be it: its name differs in letter case or an
/// `s`.
pub(super) fn misnamed_folder(root: &Path, folder: &str) -> Option<Diagnostic> {
    let entries = fs::read_dir(root).ok()?.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let is_meant = |name: &String| {
        let lower = name.to_lowercase();
        let is_plural = lower.strip_suffix('s') == Some(folder) || folder.strip_suffix('s') == Some(&*lower);
        lower == folder || !matches!(folder, "static" | "themes") && is_plural
    };
    let name = names.filter(|name| !is_hidden(name)).filter(is_meant).min()?;
    let message = format!("this folder is not called `{folder}`, so nothing in it is read");
    let wrong = Diagnostic::error(Code::StrayFile, message).at(Location::new(name, 0..0));
    Some(wrong.hint(format!("rename it to `{folder}`")))
}

/// Finds the files of the portal whose root is `root`, without reading them.
///
/// # Errors
/// A folder that the machine does not let us read.
pub(crate) fn find(root: &Path) -> Result<Found, Error> {
    let real = folder(root)?;
    let mut found = Found::default();
    if real.join(PORTAL).symlink_metadata().is_ok() {
        found.walk(&real, PORTAL);
    } else if let Some(name) = misnamed(&real) {
        let wrong = Diagnostic::error(Code::MissingKey, NO_PORTAL).at(Location::new(PORTAL, 0..0));
        found.flaws.push((PORTAL.to_owned(), wrong.hint(renamed(name))));
    }
    for folder in FOLDERS {
        // A link to nowhere is one too: a site without its content is not what anybody wants.
        if real.join(folder).symlink_metadata().is_ok() {
            found.walk(&real, folder);
        } else {
            found.flaws.extend(misnamed_folder(&real, folder).map(|wrong| ((*folder).to_owned(), wrong)));
        }
    }
    match found.failed.is_empty() {
        true => Ok(found),
        false => Err(found.failed.swap_remove(0).1),
    }
}

/// Reads the portal as [`load`] does, and what the last build into `output` remembered of its seeds.
///
/// # Errors
/// As [`load`]; a record that cannot be read is as good as none, since it only serves messages.
pub fn load_after(root: &Path, output: &Path) -> Result<Snapshot, Error> {
    load_found(find(root)?, output)
}

/// Reads what was [found](find), and what the last build into `output` remembered of its seeds.
///
/// # Errors
/// A file that the machine does not let us read.
pub(crate) fn load_found(found: Found, output: &Path) -> Result<Snapshot, Error> {
    let mut snapshot = found.without(output).read()?;
    snapshot.last_seeds = last_seeds(output);
    Ok(snapshot)
}

/// What the last build into `output` remembered of the seeds.
pub(super) fn last_seeds(output: &Path) -> Option<Arc<[u8]>> {
    let record = output.join(record::FILE);
    let is_plain =
        fs::symlink_metadata(&record).is_ok_and(|meta| meta.is_file() && meta.len() <= LARGEST_ASSET);
    is_plain.then(|| fs::read(&record).ok().map(Arc::from)).flatten()
}

/// The content of a file that was found safe.
pub(super) fn read(path: &Path) -> Result<File, Error> {
    Ok(File::from(fs::read(path).map_err(|e| Error::io("read", path, e))?))
}

/// Whether a file or folder of this name is passed over, with all in it: hidden ones, and what editors and systems put beside files.
pub(super) fn is_hidden(name: &str) -> bool {
    let is_lock = name.starts_with("~$") || name.starts_with('#') && name.ends_with('#');
    name.starts_with('.') || name.ends_with('~') || is_lock || matches!(name, "Thumbs.db" | "desktop.ini")
}

/// A path with `/` between its parts.
pub(super) fn slashed(path: String) -> String {
    // Elsewhere `\` is a sign like any other, and `a\b` is not `b` in the folder `a`.
    if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path }
}

/// Whether a path that is free of links lies in `root` and is hidden there, or lies in a folder that is.
fn is_hidden_below(root: &Path, real: &Path) -> bool {
    real.strip_prefix(root).is_ok_and(|inside| inside.iter().any(|part| is_hidden(&part.to_string_lossy())))
}

/// What there is at a place of the portal and below it.
#[derive(Default)]
pub(crate) struct Found {
    /// Files that may be read: path from the root, `/`-separated, and where they really are.
    pub files: Vec<(String, PathBuf)>,
    /// What may not be read: path from the root, and why.
    pub flaws: Vec<(String, Diagnostic)>,
    /// What the machine does not let us see: path from the root, and why.
    pub failed: Vec<(String, Error)>,
}

impl Found {
    /// The same without links to files of `output`, which are no sources: what a build reads may not be what one wrote.
    fn without(mut self, output: &Path) -> Self {
        let Ok(output) = fs::canonicalize(output) else { return self };
        let leads_in = |(name, path): &(String, PathBuf)| path.starts_with(&output) && !path.ends_with(name);
        let (inside, files) = self.files.into_iter().partition(leads_in);
        self.files = files;
        self.flaws.extend(inside.into_iter().map(|(name, _): (String, PathBuf)| {
            let wrong = Diagnostic::error(Code::UnsafeFile, "this link leads into the folder of the site");
            let wrong = wrong.at(Location::new(&name, 0..0)).hint("put the file itself here");
            (name, wrong)
        }));
        self
    }

    /// Reads all files.
    fn read(self) -> Result<Snapshot, Error> {
        let files: Result<BTreeMap<String, File>, Error> =
            self.files.into_par_iter().map(|(name, path)| Ok((name, read(&path)?))).collect();
        let diagnostics = self.flaws.into_iter().map(|(_, flaw)| flaw).collect();
        Ok(Snapshot { files: files?, last_seeds: None, diagnostics })
    }

    /// Looks at `place`, a path from the portal's root, which itself is free of links.
    ///
    /// Of links, only those are followed that lead to a file in the portal.
    pub(super) fn walk(&mut self, root: &Path, place: &str) {
        let top = root.join(place);
        if place == PORTAL && top.symlink_metadata().is_ok_and(|meta| meta.is_dir()) {
            let wrong = Diagnostic::error(
                Code::UnsafeFile,
                "this is a folder, where the file is that makes a portal",
            )
            .at(Location::new(PORTAL, 0..0))
            .hint("move it elsewhere, and write `portal.yaml` with a `title:`");
            return self.flaws.push((PORTAL.to_owned(), wrong));
        }
        let shown =
            |path: &Path| slashed(path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned());
        let hidden =
            |entry: &walkdir::DirEntry| entry.depth() > 0 && is_hidden(&entry.file_name().to_string_lossy());
        let entries: Vec<_> = WalkDir::new(&top)
            .follow_root_links(false)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| !hidden(entry))
            .collect();
        let seen = entries.into_par_iter().with_min_len(64).map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => {
                let name = shown(entry.path());
                let judged = judge(root, &entry, &name);
                Some((name, judged))
            }
            Err(error) => {
                let path = error.path().unwrap_or(&top).to_owned();
                let source =
                    error.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
                Some((shown(&path), Seen::Failed(Error::io("read", &path, source))))
            }
        });
        for (name, seen) in seen.collect::<Vec<_>>().into_iter().flatten() {
            match seen {
                Seen::File(path) => self.files.push((name, path)),
                Seen::Flaw(flaw) => self.flaws.push((name, flaw)),
                Seen::Failed(error) => self.failed.push((name, error)),
            }
        }
    }
}

/// What there is at one place.
enum Seen {
    /// A file that may be read, and where it really is.
    File(PathBuf),
    /// What may not be read, and why.
    Flaw(Diagnostic),
    /// What the machine does not let us see, and why.
    Failed(Error),
}

/// Judges one file; `shown` is its path from the portal's root.
fn judge(root: &Path, entry: &walkdir::DirEntry, shown: &str) -> Seen {
    let path = entry.path();
    let flaw = |message: &str, hint: &str| {
        let wrong = Diagnostic::error(Code::UnsafeFile, message);
        Seen::Flaw(wrong.at(Location::new(shown, 0..0)).hint(hint))
    };
    if path.to_str().is_none() {
        return flaw("the name of this file is not UTF-8 text", "rename the file");
    }
    if shown.contains('\\') {
        let message = "the name of this file holds `\\`, which divides folders on some systems";
        return flaw(message, "rename the file");
    }
    let mut target = path.to_owned();
    if entry.path_is_symlink() {
        match fs::canonicalize(path) {
            Ok(real) if is_hidden_below(root, &real) => {
                return flaw("this link leads to a hidden file", "put the file itself here");
            }
            Ok(real) if real.starts_with(root) => target = real,
            _ => return flaw("this link leads out of the portal, or nowhere", "put the file itself here"),
        }
    }
    let most = if shown.starts_with("themes/") || shown.starts_with(STATIC_FOLDER) {
        LARGEST_ASSET
    } else {
        LARGEST_TEXT
    };
    match fs::metadata(&target) {
        Err(e) => Seen::Failed(Error::io("read", &target, e)),
        Ok(meta) if !meta.is_file() => flaw("this is no ordinary file", "remove it from the portal"),
        Ok(_) if FOLDERS.contains(&shown) => {
            flaw("this is a file where a folder belongs", "give the file another name")
        }
        Ok(meta) if meta.len() > most => {
            let message = format!("this file has {} MiB; at most {} are read", meta.len() >> 20, most >> 20);
            flaw(&message, "split it, or leave it out")
        }
        Ok(_) => Seen::File(target),
    }
}

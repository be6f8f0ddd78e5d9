//! Reads raw files that are brought in, keeps them in `seeds/`, and writes drafts; never over anything that is there.

use super::load::LARGEST_TEXT;
use crate::draft::portal::{NewFile, Raw};
use crate::error::Error;
use crate::model::hash::sha256;
use crate::text::words::line_number;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// A raw file, read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its text, and its name in `seeds/`.
    pub raw: Raw,
    /// Whether it lies in `seeds/` already.
    pub is_there: bool,
}

/// Reads `file` for the portal at `root`, whose path is without links.
///
/// # Errors
/// The file cannot be read; it is no ordinary file, too large, empty, no text, or not in UTF-8; its name cannot stand in
/// `seeds/`, or another file has that name there.
pub fn read(root: &Path, file: &Path) -> Result<Source, Error> {
    let meta = fs::metadata(file).map_err(|e| Error::named("read", file, e))?;
    if meta.is_dir() {
        return Err(Error::refused(file, "this is a folder").hint("name the files in it"));
    }
    if !meta.is_file() {
        return Err(Error::refused(file, "this is no ordinary file"));
    }
    if meta.len() > LARGEST_TEXT {
        let reason =
            format!("this file has {} MiB; at most {} are read", meta.len() >> 20, LARGEST_TEXT >> 20);
        return Err(Error::refused(file, reason).hint("split it"));
    }
    let seed = name(root, file)?;
    let bytes = fs::read(file).map_err(|e| Error::io("read", file, e))?;
    let sha256 = sha256(&bytes);
    let is_there = is_kept(&root.join("seeds").join(&seed), &bytes, file)?;
    let text = text(file, bytes)?;
    Ok(Source { raw: Raw { seed, text, sha256 }, is_there })
}

/// What [`bring_in`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brought {
    /// The draft is written.
    Drafted {
        /// Whether the raw file was copied to `seeds/`, as it was not there before.
        copied: bool,
    },
    /// Nothing: a file with the draft's name is there, which stays as it is.
    Nothing,
}

/// Copies a raw file to `seeds/`, byte for byte, if it is not there, and writes its draft: both, or neither.
///
/// # Errors
/// One of them cannot be written, or meanwhile another file has the raw file's name.
pub fn bring_in(root: &Path, source: &Source, draft: &NewFile) -> Result<Brought, Error> {
    let copied = keep(root, source)?;
    let written = write(root, draft);
    let seed = seed(root, source);
    match written {
        Ok(true) => return Ok(Brought::Drafted { copied }),
        // It was written a moment ago, where nothing was.
        _ if copied => fs::remove_file(&seed).map_err(|e| Error::io("remove", &seed, e))?,
        _ => {}
    }
    written.map(|_| Brought::Nothing)
}

fn seed(root: &Path, source: &Source) -> PathBuf {
    root.join("seeds").join(&source.raw.seed)
}

/// Copies a raw file to `seeds/`; whether it was not there before.
fn keep(root: &Path, source: &Source) -> Result<bool, Error> {
    let target = seed(root, source);
    refuse_links(root, &target)?;
    let bytes = source.raw.text.as_bytes();
    if source.is_there || is_kept(&target, bytes, &target)? {
        return Ok(false);
    }
    match write_new(&target, bytes)? {
        true => Ok(true),
        false => is_kept(&target, bytes, &target).map(|_| false),
    }
}

/// Writes a draft, all of it or nothing; `false` if a file of its name is there, which stays as it is.
///
/// # Errors
/// It cannot be written, or would not stand in the portal.
pub fn write(root: &Path, file: &NewFile) -> Result<bool, Error> {
    let target = root.join(&file.path);
    refuse_links(root, &target)?;
    write_new(&target, file.text.as_bytes())
}

/// Refuses a path, in the portal at `root`, that a link to a folder leads to: the file might land outside of the portal, and no
/// build would follow the link to it.
fn refuse_links(root: &Path, path: &Path) -> Result<(), Error> {
    let below = |folder: &&Path| folder.starts_with(root) && *folder != root;
    let link = path.ancestors().skip(1).filter(below).find(|folder| folder.is_symlink());
    link.map_or(Ok(()), |link| {
        Err(Error::refused(link, "this is a link, and a build follows no link to a folder")
            .hint("put the folder itself here"))
    })
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    let wrong = |e: io::Error| Error::io("write", path, e);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|e| Error::io("create the folder", folder, e))?;
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".khue-import-");
    #[cfg(unix)]
    {
        // As any program's new file: what the umask leaves of it.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(wrong)?;
    file.write_all(bytes).map_err(wrong)?;
    file.as_file().sync_all().map_err(wrong)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(wrong(error.error)),
    }
}

/// Whether `target` has these bytes; an error if it has others.
fn is_kept(target: &Path, bytes: &[u8], file: &Path) -> Result<bool, Error> {
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Error::io("read", target, error)),
        Ok(_) => {}
    }
    let is_same = fs::metadata(target).is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64)
        && fs::read(target).map_err(|e| Error::io("read", target, e))? == bytes;
    match is_same {
        true => Ok(true),
        false => {
            let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Err(Error::refused(file, format!("`seeds/` has another file of this name, `{name}`"))
                .hint("seeds are never overwritten: rename this file, or remove that one"))
        }
    }
}

/// The name that a file has, or would have, in `seeds/`, `/`-separated.
fn name(root: &Path, file: &Path) -> Result<String, Error> {
    let real = fs::canonicalize(file).map_err(|e| Error::io("read", file, e))?;
    let seeds = fs::canonicalize(root.join("seeds")).unwrap_or_else(|_| root.join("seeds"));
    let inside = real.strip_prefix(&seeds).map(Path::to_owned);
    let path = inside.unwrap_or_else(|_| PathBuf::from(file.file_name().unwrap_or_default()));
    let refused = |reason: &str| Err(Error::refused(file, reason).hint("rename the file"));
    let mut parts = Vec::new();
    for part in path.components() {
        let Component::Normal(part) = part else { continue };
        let Some(part) = part.to_str() else { return refused("the name of this file is not UTF-8 text") };
        if part.starts_with('.') || part.ends_with('~') {
            return refused("names that begin with `.` or end in `~` are not read in `seeds/`");
        }
        if part.contains('\\') || part.chars().any(char::is_control) || part.trim() != part {
            return refused("the name of this file has a sign that a seed's name cannot have");
        }
        parts.push(part);
    }
    match parts.is_empty() {
        true => refused("this file has no name"),
        false => Ok(parts.join("/")),
    }
}

/// What a file begins with that is no plain text, and what it is.
const FORMATS: [(&[u8], &str); 7] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word file (.docx), another file of an office program, or an archive"),
    (b"\xd0\xcf\x11\xe0", "a file of an old office program (.doc)"),
    (b"{\\rtf", "rich text (.rtf)"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
];

/// How many characters are shown before a byte that is no text.
const SHOWN: usize = 20;

/// The text of a raw file.
fn text(file: &Path, bytes: Vec<u8>) -> Result<String, Error> {
    const SAVE: &str = "open it in its program, and save it as plain text in UTF-8";
    if let Some((_, what)) = FORMATS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Error::refused(file, format!("this is {what}, not plain text")).hint(SAVE));
    }
    if is_wide(&bytes) {
        return Err(Error::refused(file, "this looks like text in UTF-16, not in UTF-8").hint(SAVE));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..at];
        let line = line_number(before, at);
        let begin = before.iter().rposition(|b| *b == b'\n').map_or(0, |newline| newline + 1);
        let words = String::from_utf8_lossy(&before[begin..]);
        let last = words.char_indices().rev().nth(SHOWN - 1).map_or(0, |(at, _)| at);
        let place = match words[last..].trim_start() {
            "" => format!("line {line}"),
            words => format!("line {line}, behind `{words}`"),
        };
        Error::refused(file, format!("this is not UTF-8 text: {place}"))
            .hint("keep the original elsewhere, and bring in a copy saved in UTF-8")
    })?;
    if text.contains('\0') {
        return Err(Error::refused(file, "this is no plain text: it holds NUL characters").hint(SAVE));
    }
    let shown = |c: char| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}');
    if !text.contains(shown) {
        return Err(Error::refused(file, "this file is empty").hint("collect it again"));
    }
    let head: String =
        text.trim_start_matches('\u{feff}').trim_start().chars().take(15).collect::<String>().to_lowercase();
    if head.starts_with("<!doctype") || head.starts_with("<html") || head.starts_with("<?xml") {
        return Err(Error::refused(file, "this is HTML or XML, not plain text")
            .hint("save the text of the page instead"));
    }
    Ok(text)
}

/// Whether bytes look like UTF-16: its mark stands before them, or every other one of the first is zero.
fn is_wide(bytes: &[u8]) -> bool {
    let zeros = |odd: usize| bytes.iter().take(200).skip(odd).step_by(2).filter(|b| **b == 0).count();
    let most = bytes.len().min(200) / 2 * 2 / 3;
    bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || most > 1 && (zeros(0) >= most && zeros(1) == 0 || zeros(1) >= most && zeros(0) == 0)
}

//! The files of a portal, read once. Every later step sees this and nothing else.

use crate::diagnostic::{Code, Diagnostic, Location};
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// The content of a file, shared by all that use it.
#[derive(Clone, Debug)]
pub enum File {
    /// UTF-8 text.
    Text(Arc<str>),
    /// Anything else.
    Bytes(Arc<[u8]>),
}

impl File {
    /// Whether both are one reading of one file, so that nothing made from them can differ; two readings of the same
    /// bytes are not.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(two)) => Arc::ptr_eq(one, two),
            (Self::Bytes(one), Self::Bytes(two)) => Arc::ptr_eq(one, two),
            _ => false,
        }
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        match simdutf8::basic::from_utf8(&bytes) {
            Ok(text) => Self::Text(text.into()),
            Err(_) => Self::Bytes(bytes.into()),
        }
    }
}

impl std::ops::Deref for File {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// A portal's files, by path relative to its root (`/`-separated).
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// `portal.yaml`, and everything below `content/`, `seeds/`, `static/` and `themes/` that is not hidden.
    pub files: BTreeMap<String, File>,
    /// What the last build remembered of the seeds ([`record`](crate::parse::record)), if its output is there.
    pub last_seeds: Option<Arc<[u8]>>,
    /// What could not be read safely.
    pub diagnostics: Vec<Diagnostic>,
}

impl Snapshot {
    /// The content of one file.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// The files below `folder` (`content/`), in order of their paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a File)> {
        let files = self.files.range::<str, _>((Bound::Included(folder), Bound::Unbounded));
        files
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, bytes)| (path.as_str(), bytes))
    }

    /// The files and folders that could not be read, which has been reported: paths from the root.
    pub fn unread(&self) -> impl Iterator<Item = &str> {
        let unsafe_files = self.diagnostics.iter().filter(|d| d.code == Code::UnsafeFile);
        unsafe_files.filter_map(|d| d.location.as_ref().map(|location| location.file.as_str()))
    }

    /// Where `key` stands at the top level of `portal.yaml`; its beginning, if the key is not there.
    pub fn portal_key(&self, key: &str) -> Location {
        let bytes = self.get("portal.yaml").map(|bytes| &bytes[..]).unwrap_or_default();
        let mut at = 0;
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            if line.strip_prefix(key.as_bytes()).is_some_and(|rest| rest.first() == Some(&b':')) {
                return Location::new("portal.yaml", at..at + key.len());
            }
            at += line.len();
        }
        Location::new("portal.yaml", 0..0)
    }

    /// A snapshot of these files, for tests and for portals that live in memory.
    pub fn from_files<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (path.into(), File::from(bytes.into()))).collect();
        Self { files, ..Self::default() }
    }
}

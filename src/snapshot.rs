//! The files of a portal, read once. Every later step sees this and nothing else.

use crate::diagnostic::{Diagnostic, Location};
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// A portal's files, by path relative to its root (`/`-separated).
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// `portal.yaml`, and everything below `content/`, `seeds/` and `themes/` that is not hidden.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// What the last build remembered of the seeds ([`record`](crate::parse::record)), if its output is there.
    pub last_seeds: Option<Arc<[u8]>>,
    /// What could not be read safely.
    pub diagnostics: Vec<Diagnostic>,
}

impl Snapshot {
    /// The content of one file.
    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// The files below `folder` (`content/`), in order of their paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Arc<[u8]>)> {
        let files = self.files.range::<str, _>((Bound::Included(folder), Bound::Unbounded));
        files
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, bytes)| (path.as_str(), bytes))
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
        let files = files.into_iter().map(|(path, bytes)| (path.into(), Arc::from(bytes.into()))).collect();
        Self { files, ..Self::default() }
    }
}

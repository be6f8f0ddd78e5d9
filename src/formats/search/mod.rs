//! `search/`: the index, in the files that a browser asks for, and the reader that asks for them.

mod abbreviations;
mod entries;
mod gather;
mod index;
mod pack;
mod postings;

use super::Input;
use crate::model::Artifact;
use crate::search::{is_offered, reader};

/// All files of `search/`; none where the portal shall not be searched, or has nothing to find.
pub fn make(input: &Input<'_>) -> Vec<Artifact> {
    if !is_offered(input.site) {
        return Vec::new();
    }
    let mut files = index::files(input);
    files.push(Artifact { path: reader::FILE.to_owned(), bytes: reader::PROGRAM.as_bytes().to_vec() });
    files
}

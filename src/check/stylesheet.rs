//! What a stylesheet asks for.

use super::Page;
use crate::markup::css::file_names;
use crate::model::Artifact;
use std::collections::HashSet;

/// The files that it names. Names with escapes, which hardly anybody writes, are passed over.
pub(super) fn read<'a>(artifact: &'a Artifact, base: &'a str) -> Page<'a> {
    let text = String::from_utf8_lossy(&artifact.bytes);
    let names = file_names(&text).into_iter().map(|range| &text[range]).filter(|name| !name.contains('\\'));
    // What stands behind `#` is a part of a picture.
    let files = names.filter_map(|name| name.split('#').next().filter(|file| !file.is_empty()));
    let links = files.map(str::to_owned).collect();
    Page { path: &artifact.path, ids: HashSet::new(), links, base }
}

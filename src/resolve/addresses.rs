//! Ordinary links and images in texts: files of `static/` that are not there, and images of other hosts.

use super::context::{Context, file_at, find_in_file, shorten, to_root};
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::markup::{self, escape};
use crate::model::site::{STATIC_FOLDER, below_static};
use crate::text::percent;

impl Context<'_> {
    /// Tells of addresses in a Markdown text, which stands in the file at `at`, that lead to no file of `static/` though they name one,
    /// and of images that are not shown.
    pub(super) fn addresses(&mut self, source: &str, at: &Location, file_text: &str) {
        let names_folder = || source.to_ascii_lowercase().contains(STATIC_FOLDER.trim_end_matches('/'));
        if !source.contains("![") && !names_folder() {
            return;
        }
        let root = to_root(&at.file);
        let mut from = 0;
        for link in markup::addresses(source) {
            let wrong = match below_static(&link.address) {
                Some((path, rest)) => {
                    let written = &link.address[..link.address.len() - rest.len()];
                    let file = percent::decoded(&file_at(&at.file, written));
                    self.missing(&root, &file, &percent::decoded(path))
                }
                None if let Some(path) = self.meant_below_static(&link.address) => {
                    let message = format!("`{}` leads to no file", shorten(&percent::decoded(&link.address)));
                    let meant = format!("{root}{STATIC_FOLDER}{}", escape::path(path));
                    Some(Diagnostic::error(Code::UnknownReference, message).hint(format!("write `{meant}`")))
                }
                None if link.is_image && escape::is_elsewhere(&link.address) => Some(remote(&root)),
                None => None,
            };
            let place = find_in_file(source, link.range, &mut from, at, file_text);
            self.diagnostics.extend(wrong.map(|wrong| wrong.at(place)));
        }
    }

    /// The file of `static/` that is meant by an address which names the folder in another way: from the root, in other letters, with `\`.
    fn meant_below_static(&self, address: &str) -> Option<&str> {
        if escape::is_elsewhere(address) {
            return None;
        }
        let path = percent::decoded(&address[..address.find(['?', '#']).unwrap_or(address.len())])
            .replace('\\', "/");
        let folder = STATIC_FOLDER.trim_end_matches('/');
        let mut parts = path.split('/');
        parts.find(|part| part.eq_ignore_ascii_case(folder))?;
        let below = parts.collect::<Vec<_>>().join("/");
        self.registry.static_files.find(&below).map(|(path, _)| path)
    }

    /// What is wrong where a text, from whose file `root` leads to the portal's root, names `file`, a path from there; `path` is what it
    /// wrote behind `static/`.
    fn missing(&self, root: &str, file: &str, path: &str) -> Option<Diagnostic> {
        let find = |path: &str| self.registry.static_files.find(path).map(|(path, _)| path);
        let (named, behind) = (file.strip_prefix(STATIC_FOLDER).and_then(find), find(path));
        if named.is_some() && named == behind {
            return None;
        }
        let meant = match named.or(behind) {
            Some(path) => vec![path.to_owned()],
            None => self.registry.near_static(path),
        };
        let meant: Vec<String> =
            meant.iter().map(|path| format!("{root}{STATIC_FOLDER}{}", escape::path(path))).collect();
        let hint = did_you_mean(&meant)
            .unwrap_or_else(|| format!("put the file into `{STATIC_FOLDER}`, or correct its name"));
        let message = format!("there is no file `{}`", shorten(file));
        Some(Diagnostic::error(Code::UnknownReference, message).hint(hint))
    }
}

/// What is told of an image of another host, in a text from whose file `root` leads to the portal's root.
fn remote(root: &str) -> Diagnostic {
    let message = "this image lies on another host: the page has a link to it in its place";
    Diagnostic::warning(Code::RemoteImage, message)
        .hint(format!("put the image into `{STATIC_FOLDER}`, and write `{root}{STATIC_FOLDER}NAME`"))
}

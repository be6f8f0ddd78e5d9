//! The files of `static/`.

use crate::text::nfc::is_composed;
use crate::text::percent;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Width and height of a picture, in pixels.
pub type PictureSize = (u32, u32);

/// The files that the site has as they are: paths below `static/`, `/`-separated, each with its size if it is a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaticFiles {
    sizes: BTreeMap<String, Option<PictureSize>>,
    /// The paths that are not in NFC, by how they are in it.
    composed: BTreeMap<String, String>,
}

/// The folder of the portal in which they lie.
pub const FOLDER: &str = "static/";

impl StaticFiles {
    /// Those of these paths and sizes.
    pub fn new(files: impl IntoIterator<Item = (String, Option<PictureSize>)>) -> Self {
        let sizes: BTreeMap<String, Option<PictureSize>> = files.into_iter().collect();
        let others = sizes.keys().filter(|path| !is_composed(path));
        let composed = others.map(|path| (path.nfc().collect(), path.clone())).collect();
        Self { sizes, composed }
    }

    /// Their paths, in order.
    pub fn paths(&self) -> impl ExactSizeIterator<Item = &String> {
        self.sizes.keys()
    }

    /// The file at this path below `static/`, as its path is spelt, and its size if it is a picture. Letters may be composed otherwise in it than in
    /// `path`: to the eye the two are equal.
    pub fn find(&self, path: &str) -> Option<(&str, Option<PictureSize>)> {
        let found = self.sizes.get_key_value(path).or_else(|| {
            let composed: String = path.nfc().collect();
            let spelt = self.composed.get(&composed).unwrap_or(&composed);
            self.sizes.get_key_value(spelt.as_str())
        });
        found.map(|(path, size)| (path.as_str(), *size))
    }

    /// The file that a relative address names, with what follows its path (`?…`, `#…`), and its size if it is a picture; none if
    /// there is no such file.
    ///
    /// How many folders up the address begins with is not looked at: where texts are shown is not where they are written.
    pub fn named<'a>(&self, address: &'a str) -> Option<(&str, &'a str, Option<PictureSize>)> {
        let (path, rest) = below_static(address)?;
        let (path, size) = self.find(&percent::decoded(path))?;
        Some((path, rest, size))
    }
}

/// The path below `static/` that a relative address names, as it is written there, and what follows it; none if it names no such path.
pub fn below_static(address: &str) -> Option<(&str, &str)> {
    let mut path = address;
    while let Some(rest) = path.strip_prefix("./").or_else(|| path.strip_prefix("../")) {
        path = rest;
    }
    let path = path.strip_prefix(FOLDER)?;
    Some(path.split_at(path.find(['?', '#']).unwrap_or(path.len())))
}

/// Whether a file of this name is one that readers may be shown as it is, such as a picture.
pub fn is_shown_as_it_is(name: &str) -> bool {
    const ENDINGS: [&str; 13] =
        ["avif", "csv", "docx", "gif", "jpeg", "jpg", "mp3", "mp4", "pdf", "png", "svg", "webp", "xlsx"];
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&&*ending.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_file_from_any_folder() {
        let files =
            [("a b.png", Some((2, 3))), ("c/d.pdf", None), ("a\u{309}nh.png", None), ("\u{e0}.png", None)];
        let files = StaticFiles::new(files.map(|(path, size)| (path.to_owned(), size)));
        let check = |address: &str, expected: Option<(&str, &str, Option<PictureSize>)>| {
            assert_eq!(files.named(address), expected, "{address}");
        };
        check("../../static/a%20b.png", Some(("a b.png", "", Some((2, 3)))));
        check("static/a b.png", Some(("a b.png", "", Some((2, 3)))));
        check("./../static/c/d.pdf#page=2", Some(("c/d.pdf", "#page=2", None)));
        check("static/\u{1ea3}nh.png", Some(("a\u{309}nh.png", "", None)));
        check("static/a%CC%89nh.png", Some(("a\u{309}nh.png", "", None)));
        check("static/a\u{300}.png", Some(("\u{e0}.png", "", None)));
        for none in [
            "../../static/e.png",
            "../../static/",
            "/static/a b.png",
            "x/static/a b.png",
            "https://a.example/static/c/d.pdf",
            "",
        ] {
            check(none, None);
        }
    }
}

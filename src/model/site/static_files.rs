//! The files of `static/`.

use crate::text::percent;
use std::collections::BTreeMap;

/// Width and height of a picture, in pixels.
pub type PictureSize = (u32, u32);

/// The files that the site has as they are: paths below `static/`, `/`-separated, each with its size if it is a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaticFiles(pub BTreeMap<String, Option<PictureSize>>);

/// The folder of the portal in which they lie.
pub const FOLDER: &str = "static/";

impl StaticFiles {
    /// Whether there is a file at this path below `static/`.
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The file that a relative address names, with what follows its path (`?…`, `#…`), and its size if it is a picture; none if
    /// there is no such file.
    ///
    /// How many folders up the address begins with is not looked at: where texts are shown is not where they are written.
    pub fn named<'a>(&self, address: &'a str) -> Option<(&str, &'a str, Option<PictureSize>)> {
        let (path, rest) = below_static(address)?;
        let (path, size) = self.0.get_key_value(&percent::decoded(path))?;
        Some((path, rest, *size))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_file_from_any_folder() {
        let files = StaticFiles([("a b.png".to_owned(), Some((2, 3))), ("c/d.pdf".to_owned(), None)].into());
        let check = |address: &str, expected: Option<(&str, &str, Option<PictureSize>)>| {
            assert_eq!(files.named(address), expected, "{address}");
        };
        check("../../static/a%20b.png", Some(("a b.png", "", Some((2, 3)))));
        check("static/a b.png", Some(("a b.png", "", Some((2, 3)))));
        check("./../static/c/d.pdf#page=2", Some(("c/d.pdf", "#page=2", None)));
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

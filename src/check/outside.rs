//! The addresses outside the site that its content names.

use crate::diagnostic::Location;
use crate::markup;
use crate::parse::written::{Written, written};
use crate::resolve::context::find_in_file;
use crate::snapshot::{File, Snapshot};
use std::collections::BTreeMap;

/// Every `http` and `https` address that `portal.yaml` and the content name, with all places in order: values of the keys
/// `url` and `site`, and links in Markdown, without what stands behind `#`. Files of drafts are passed over unless `drafts`.
pub fn outside(snapshot: &Snapshot, drafts: bool) -> BTreeMap<String, Vec<Location>> {
    let mut found: BTreeMap<String, Vec<Location>> = BTreeMap::new();
    let portal = snapshot.files.get_key_value("portal.yaml").map(|(path, file)| (path.as_str(), file));
    for (path, file) in portal.into_iter().chain(snapshot.below("content/")) {
        let File::Text(text) = file else { continue };
        let texts = written(path, text);
        if !drafts && texts.iter().any(|w| w.key == "draft" && w.text == "true") {
            continue;
        }
        for written in &texts {
            for (address, at) in named(written, path, text) {
                let address = address.split('#').next().unwrap_or_default().to_owned();
                found.entry(address).or_default().push(at);
            }
        }
    }
    found
}

fn named(written: &Written<'_>, path: &str, file: &str) -> Vec<(String, Location)> {
    let is_outside = |address: &str| {
        let scheme = address.split_once("://").map(|(scheme, _)| scheme);
        scheme.is_some_and(|s| s.eq_ignore_ascii_case("http") || s.eq_ignore_ascii_case("https"))
    };
    if matches!(&*written.key, "url" | "site") {
        let address = markup::escape::url(&written.text).filter(|address| is_outside(address));
        return address.map(|address| (address, written.at(path))).into_iter().collect();
    }
    let (mut from, at) = (0, written.at(path));
    let links = markup::addresses(&written.text)
        .into_iter()
        .map(|link| (link.address, find_in_file(&written.text, link.range, &mut from, &at, file)));
    links.filter(|(address, _)| is_outside(address)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_gathered_with_their_places() {
        let snapshot = Snapshot::from_files([
            (
                "portal.yaml",
                "title: T\nbase_url: https://own.example/\nfooter: ['[x](https://a.example/#p)']\n",
            ),
            (
                "content/articles/a.yaml",
                "title: A\nurl: https://a.example/\nnote: 'see <https://b.example/b>'\n",
            ),
            ("content/publishers/p.yaml", "name: P\nsite: HTTP://c.example\n"),
            (
                "content/topics/t.md",
                "---\ntitle: T\n---\n\n[b](https://b.example/b) [x](../a.html) `<https://d.example>`\n",
            ),
            ("content/topics/u.md", "---\ntitle: U\ndraft: true\n---\n\n<https://e.example/>\n"),
            ("seeds/a.txt", "[x](https://f.example/)"),
        ]);
        let shown = |drafts| {
            let found = outside(&snapshot, drafts);
            let places =
                |places: &[Location]| places.iter().map(|p| p.file.clone()).collect::<Vec<_>>().join(" ");
            found.iter().map(|(address, at)| format!("{address} {}", places(at))).collect::<Vec<_>>()
        };
        assert_eq!(
            shown(false),
            [
                "HTTP://c.example content/publishers/p.yaml",
                "https://a.example/ portal.yaml content/articles/a.yaml",
                "https://b.example/b content/articles/a.yaml content/topics/t.md",
            ]
        );
        assert_eq!(shown(true).len(), 4);
    }
}

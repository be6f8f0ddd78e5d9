//! The files of a theme as the site has them, and their addresses.

use crate::markup::{self, css, escape};
use crate::model::Artifact;
use crate::render::theme::{ASSETS, CODE_STYLES, Theme};
use std::collections::{BTreeMap, BTreeSet};

/// The theme's files and the stylesheet of highlighted code.
pub(super) struct Assets {
    /// The files, in order of their paths.
    pub(super) files: Vec<Artifact>,
    /// By name, the address of each from the site's root, with a hash of its content: another content is another address.
    pub(super) addresses: BTreeMap<String, String>,
}

impl Assets {
    /// The files of `theme`, which name each other with the hashes of what they name.
    pub(super) fn new(theme: &Theme) -> Self {
        let mut contents: BTreeMap<&str, Vec<u8>> =
            theme.assets.iter().map(|(name, bytes)| (name.as_str(), bytes.to_vec())).collect();
        contents.entry(CODE_STYLES).or_insert_with(|| markup::stylesheet().as_bytes().to_vec());
        let mut hashes: BTreeMap<&str, String> = BTreeMap::new();
        // A stylesheet's hash is known once those of all that it names are, so that rounds of stylesheets that name each other go without.
        let mut open: BTreeSet<&str> = BTreeSet::new();
        for (name, bytes) in &contents {
            match name.ends_with(".css") {
                true => drop(open.insert(name)),
                false => drop(hashes.insert(name, hash(bytes))),
            }
        }
        while !open.is_empty() {
            let waits =
                |name: &&str| named(name, &contents[*name]).iter().any(|(_, other)| open.contains(&**other));
            let ready: Vec<&str> = open.iter().copied().filter(|name| !waits(name)).collect();
            let ready = if ready.is_empty() { open.iter().copied().collect() } else { ready };
            for name in ready {
                let made = with_hashes(name, &contents[name], &hashes);
                hashes.insert(name, hash(&made));
                contents.insert(name, made);
                open.remove(name);
            }
        }
        let path = |name: &str| format!("{ASSETS}{name}");
        let address = |(name, hash): (&&str, &String)| {
            ((*name).to_owned(), format!("{}?v={hash}", escape::path(&path(name))))
        };
        let addresses = hashes.iter().map(address).collect();
        let files = contents.into_iter().map(|(name, bytes)| Artifact { path: path(name), bytes }).collect();
        Self { files, addresses }
    }
}

fn hash(bytes: &[u8]) -> String {
    format!("{:08x}", xxhash_rust::xxh3::xxh3_64(bytes) >> 32)
}

/// The files that a stylesheet names by relative paths without anything behind them: where, and the name of each as an asset.
fn named(name: &str, bytes: &[u8]) -> Vec<(usize, String)> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    let folder: Vec<&str> = name.split('/').rev().skip(1).collect();
    let asset = |path: &str| {
        let mut parts: Vec<&str> = folder.iter().rev().copied().collect();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    };
    let is_plain =
        |path: &str| !path.is_empty() && !path.contains([':', '?', '#', '%', '\\']) && !path.starts_with('/');
    let files = css::file_names(text).into_iter().filter(|range| is_plain(&text[range.clone()]));
    files.filter_map(|range| Some((range.end, asset(&text[range])?))).collect()
}

/// A stylesheet with the hash of each file behind its name.
fn with_hashes(name: &str, bytes: &[u8], hashes: &BTreeMap<&str, String>) -> Vec<u8> {
    let mut made = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for (end, other) in named(name, bytes) {
        if let Some(hash) = hashes.get(&*other) {
            made.extend(&bytes[done..end]);
            made.extend(format!("?v={hash}").bytes());
            done = end;
        }
    }
    made.extend(&bytes[done..]);
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::File;

    /// What becomes of `a.css`, with the address under which pages name it.
    fn made(files: &[(&str, &str)]) -> (String, String) {
        let files =
            files.iter().map(|(name, text)| ((*name).to_owned(), File::from(text.as_bytes().to_vec())));
        let assets = Assets::new(&Theme { assets: files.collect(), ..Theme::default() });
        let file = assets.files.iter().find(|file| file.path == "assets/a.css").expect("it is there");
        (String::from_utf8(file.bytes.clone()).expect("it is text"), assets.addresses["a.css"].clone())
    }

    #[test]
    fn what_a_stylesheet_names_changes_its_address_too() {
        let sheet =
            "@import 'css/b.css'; a{b:url(n.svg)} c{d:url(gone.svg)} e{f:url(https://g.example/n.svg)}";
        let with = |picture: &str| {
            made(&[("a.css", sheet), ("css/b.css", "h{i:url(../n.svg)}"), ("n.svg", picture)])
        };
        let (text, address) = with("<svg/>");
        let (other, other_address) = with("<svg></svg>");
        let names = |text: &str| -> Vec<String> {
            let names = css::file_names(text).into_iter().map(|range| text[range].to_owned());
            names.map(|name| name.split('=').next().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(names(&text), ["css/b.css?v", "n.svg?v", "gone.svg", "https://g.example/n.svg"]);
        assert!(text != other && address != other_address, "{address} {other_address}");
        assert_eq!(text.len(), other.len());
    }

    #[test]
    fn stylesheets_may_name_each_other() {
        let (text, _) = made(&[("a.css", "@import 'b.css';@import 'a.css'"), ("b.css", "@import 'a.css'")]);
        assert!(text.starts_with("@import 'b.css"), "{text}");
    }
}

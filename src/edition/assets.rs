//! The files of a theme as the site has them, and their addresses.

use crate::markup::{self, css, escape};
use crate::model::Artifact;
use crate::render::theme::{ASSETS, CODE_STYLES, Theme};
use crate::resolve::context::file_at;
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
        let mut sheets: BTreeMap<&str, Vec<(usize, String)>> = BTreeMap::new();
        for (name, bytes) in &contents {
            match name.ends_with(".css") {
                true => drop(sheets.insert(name, named(name, bytes))),
                false => drop(hashes.insert(name, hash(bytes))),
            }
        }
        for name in in_order(&sheets) {
            let made = with_hashes(&contents[name], &sheets[name], &hashes);
            hashes.insert(name, hash(&made));
            contents.insert(name, made);
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

/// Stylesheets, each behind those that it names; of some that name each other in a circle, one stands before what it names.
fn in_order<'a>(sheets: &BTreeMap<&'a str, Vec<(usize, String)>>) -> Vec<&'a str> {
    let mut waits: BTreeMap<&'a str, BTreeSet<&'a str>> = BTreeMap::new();
    let mut serves: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    for (&name, named) in sheets {
        let others =
            named.iter().filter_map(|(_, other)| sheets.get_key_value(&**other).map(|(other, _)| *other));
        let others: BTreeSet<&str> = others.filter(|other| *other != name).collect();
        others.iter().for_each(|other| serves.entry(other).or_default().push(name));
        waits.insert(name, others);
    }
    let mut ready: Vec<&str> =
        waits.iter().filter(|(_, others)| others.is_empty()).map(|(name, _)| *name).collect();
    let mut ordered = Vec::with_capacity(sheets.len());
    loop {
        while let Some(name) = ready.pop() {
            if waits.remove(name).is_none() {
                continue;
            }
            ordered.push(name);
            for user in serves.get(name).into_iter().flatten() {
                if let Some(others) = waits.get_mut(user) {
                    others.remove(name);
                    ready.extend(others.is_empty().then_some(*user));
                }
            }
        }
        // Whoever follows what is waited for comes to a circle.
        let Some(mut at) = waits.keys().next().copied() else { break };
        let mut seen = BTreeSet::new();
        while seen.insert(at) {
            at = waits[at].first().copied().unwrap_or(at);
        }
        ready.push(at);
    }
    ordered
}

fn hash(bytes: &[u8]) -> String {
    format!("{:08x}", xxhash_rust::xxh3::xxh3_64(bytes) >> 32)
}

/// The files that a stylesheet names by relative paths without anything behind them: where, and the name of each as an asset.
fn named(name: &str, bytes: &[u8]) -> Vec<(usize, String)> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    let page = format!("{ASSETS}{name}");
    let asset = |path: &str| file_at(&page, path).strip_prefix(ASSETS).map(str::to_owned);
    let is_plain =
        |path: &str| !path.is_empty() && !path.contains([':', '?', '#', '%', '\\']) && !path.starts_with('/');
    let files = css::file_names(text).into_iter().filter(|range| is_plain(&text[range.clone()]));
    files.filter_map(|range| Some((range.end, asset(&text[range])?))).collect()
}

/// A stylesheet with the hash of each file that it names behind the name.
fn with_hashes(bytes: &[u8], named: &[(usize, String)], hashes: &BTreeMap<&str, String>) -> Vec<u8> {
    let mut made = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for (end, other) in named {
        if let Some(hash) = hashes.get(&**other) {
            made.extend(&bytes[done..*end]);
            made.extend(format!("?v={hash}").bytes());
            done = *end;
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
        // Who names a circle waits for it.
        let (text, _) =
            made(&[("a.css", "@import 'b.css'"), ("b.css", "@import 'c.css'"), ("c.css", "@import 'b.css'")]);
        assert!(text.starts_with("@import 'b.css?v="), "{text}");
    }
}

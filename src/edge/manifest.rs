//! The manifest: what the last build wrote, so that the next one can tell its own files from anybody else's.
//!
//! It is a text file, `.khue-manifest`, inside the output folder:
//!
//! ```text
//! khue-manifest 2
//! generator 0.1.0
//! sources 71be…(32 hexadecimal digits) 5
//! 5a0b…(32 hexadecimal digits) 1432 1700000000123456789 bai-viet/mot.html
//! end 99c1…(32 hexadecimal digits)
//! ```
//!
//! The third line says what the site was made from (see [`Sources`]), or `sources unknown`; format 1 did not have it. Then
//! one line a file, sorted by the bytes of its path: XXH3-128 of the content, size in bytes, modification time in
//! nanoseconds since 1970-01-01 UTC, path. The last line hashes everything before it, so that a torn or edited
//! manifest is recognised; it is no protection against somebody who wants to deceive us, which is why whoever deletes
//! by a manifest walks the folder and never follows the paths. Modification times are the only thing here that
//! depends on the clock; no output is made from them.

use std::fmt::Write;

/// The manifest's name in the output folder; no artifact may have it.
pub(crate) const NAME: &str = ".khue-manifest";

const FORMAT: &str = "khue-manifest";
const VERSION: u32 = 2;

/// One file that a build wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Below the output folder, `/`-separated.
    pub(crate) path: String,
    /// In bytes.
    pub(crate) size: u64,
    /// XXH3-128 of the content.
    pub(crate) hash: u128,
    /// Nanoseconds since 1970-01-01 UTC, negative before.
    pub(crate) modified: i128,
}

/// What made a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maker {
    /// The version of the program that wrote the files; only the first line of it is kept.
    pub version: String,
    /// What the site was made from; none where a build that finds the same must still be made, as it would say something.
    pub sources: Option<Sources>,
}

/// What a site was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sources {
    /// A hash of the state of all files that were read, of the program, and of what was asked of it.
    pub state: u128,
    /// How many articles there were, for the closing line.
    pub articles: usize,
}

impl Maker {
    /// A program of this version, which remembers nothing else.
    pub fn new(version: &str) -> Self {
        Self { version: version.to_owned(), sources: None }
    }
}

/// All that a build wrote. The default records nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// What wrote it.
    pub(crate) maker: Maker,
    /// Sorted by path (bytes), each path once.
    pub(crate) entries: Vec<Entry>,
}

/// Why a manifest cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Torn, edited, or not a manifest at all.
    Damaged,
    /// Written in a format that only a later program knows.
    Newer,
}

impl Flaw {
    /// A claim about the manifest for a message, such as "is damaged".
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Flaw::Damaged => "is damaged",
            Flaw::Newer => "was written by a newer version of khue",
        }
    }
}

pub(crate) use crate::model::artifact::hash;

impl Manifest {
    /// The entry for a path, if there is one.
    pub(crate) fn get(&self, path: &str) -> Option<&Entry> {
        let found = self.entries.binary_search_by(|entry| entry.path.as_str().cmp(path));
        found.ok().map(|index| &self.entries[index])
    }

    /// Everything that either manifest records; where both do, `newer` prevails.
    pub(crate) fn joined(&self, newer: &Manifest) -> Manifest {
        let mut entries = newer.entries.clone();
        entries.extend(self.entries.iter().filter(|entry| newer.get(&entry.path).is_none()).cloned());
        entries.sort_by(|left, right| left.path.cmp(&right.path));
        Manifest { maker: newer.maker.clone(), entries }
    }

    /// The bytes of the manifest file. Paths must be free of control characters, as checked artifacts are.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let version = self.maker.version.lines().next().unwrap_or_default();
        let mut text = format!("{FORMAT} {VERSION}\ngenerator {version}\n");
        match self.maker.sources {
            Some(Sources { state, articles }) => writeln!(text, "sources {state:032x} {articles}"),
            None => writeln!(text, "sources unknown"),
        }
        .expect("a string takes every write");
        text.reserve(self.entries.iter().map(|entry| entry.path.len() + 68).sum::<usize>() + 40);
        for Entry { path, size, hash, modified } in &self.entries {
            writeln!(text, "{hash:032x} {size} {modified} {path}").expect("a string takes every write");
        }
        let seal = hash(text.as_bytes());
        writeln!(text, "end {seal:032x}").expect("a string takes every write");
        text.into_bytes()
    }

    /// Reads the bytes of a manifest file.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Manifest, Flaw> {
        let text = std::str::from_utf8(bytes).map_err(|_| Flaw::Damaged)?;
        let first = text.lines().next().and_then(|line| line.strip_prefix(FORMAT)?.strip_prefix(' '));
        match first.and_then(|version| version.parse::<u32>().ok()) {
            Some(version @ 1..=VERSION) => decode_known(text, version).ok_or(Flaw::Damaged),
            Some(version) if version > VERSION => Err(Flaw::Newer),
            _ => Err(Flaw::Damaged),
        }
    }
}

/// Format 1 knew no sources.
fn decode_known(text: &str, version: u32) -> Option<Manifest> {
    let seal_at = text.strip_suffix('\n')?.rfind('\n')? + 1;
    let (sealed, seal) = text.split_at(seal_at);
    if seal.strip_prefix("end ")?.trim_end_matches('\n') != format!("{:032x}", hash(sealed.as_bytes())) {
        return None;
    }
    let mut lines = sealed.lines().skip(1);
    let generator = lines.next()?.strip_prefix("generator ")?.to_owned();
    let sources = match version {
        1 => None,
        _ => decode_sources(lines.next()?.strip_prefix("sources ")?)?,
    };
    let maker = Maker { version: generator, sources };
    let entries = lines.map(decode_entry).collect::<Option<Vec<_>>>()?;
    let sorted = entries.windows(2).all(|pair| pair[0].path < pair[1].path);
    sorted.then_some(Manifest { maker, entries })
}

fn decode_sources(line: &str) -> Option<Option<Sources>> {
    if line == "unknown" {
        return Some(None);
    }
    let (state, articles) = line.split_once(' ')?;
    Some(Some(Sources { state: u128::from_str_radix(state, 16).ok()?, articles: articles.parse().ok()? }))
}

fn decode_entry(line: &str) -> Option<Entry> {
    let mut fields = line.splitn(4, ' ');
    let hash = u128::from_str_radix(fields.next()?, 16).ok()?;
    let size = fields.next()?.parse().ok()?;
    let modified = fields.next()?.parse().ok()?;
    Some(Entry { path: fields.next()?.to_owned(), size, hash, modified })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, modified: i128) -> Entry {
        Entry { path: path.into(), size: 3, hash: hash(path.as_bytes()), modified }
    }

    fn manifest(paths: &[&str]) -> Manifest {
        let entries = paths.iter().map(|path| entry(path, 1_700_000_000_123_456_789)).collect();
        Manifest { maker: Maker::new("0.1.0"), entries }
    }

    fn check(manifest: &Manifest) {
        assert_eq!(Manifest::decode(&manifest.encode()).as_ref(), Ok(manifest));
    }

    fn check_flaw(bytes: &[u8], flaw: Flaw) {
        assert_eq!(Manifest::decode(bytes), Err(flaw), "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        check(&manifest(&[]));
        check(&manifest(&["index.html"]));
        check(&manifest(&["bài viết/một  hai.html", "end 0", "zz.html"]));
        check(&Manifest { entries: vec![entry("a", -5)], ..Manifest::default() });
        let sources = Some(Sources { state: 7, articles: 10_000 });
        check(&Manifest { maker: Maker { version: "1".into(), sources }, ..Manifest::default() });
    }

    #[test]
    fn only_the_first_line_of_the_generator_is_kept() {
        let odd = Manifest { maker: Maker::new("1.0\nend 0"), ..Manifest::default() };
        assert_eq!(Manifest::decode(&odd.encode()).map(|read| read.maker.version), Ok("1.0".into()));
    }

    #[test]
    fn every_torn_manifest_is_recognised() {
        let whole = manifest(&["a", "b"]).encode();
        for length in 0..whole.len() {
            check_flaw(&whole[..length], Flaw::Damaged);
        }
    }

    #[test]
    fn every_changed_byte_is_recognised() {
        let whole = manifest(&["a", "b"]).encode();
        for index in 0..whole.len() {
            let mut changed = whole.clone();
            changed[index] ^= 1;
            assert!(Manifest::decode(&changed).is_err(), "byte {index}");
        }
    }

    #[test]
    fn a_newer_format_is_told_from_a_damaged_one() {
        check_flaw(b"khue-manifest 3\nwhatever", Flaw::Newer);
        check_flaw(b"khue-manifest 1\nwhatever", Flaw::Damaged);
    }

    #[test]
    fn a_manifest_of_the_first_format_is_read() {
        let sealed = "khue-manifest 1\ngenerator 0.1.0\n0000000000000000000000000000000a 3 -5 a b.html\n";
        let read = Manifest::decode(format!("{sealed}end {:032x}\n", hash(sealed.as_bytes())).as_bytes());
        let entries = vec![Entry { path: "a b.html".into(), size: 3, hash: 10, modified: -5 }];
        assert_eq!(read, Ok(Manifest { maker: Maker::new("0.1.0"), entries }));
        check_flaw(b"khue-manifest 0\n", Flaw::Damaged);
        check_flaw(b"khue-manifest two\n", Flaw::Damaged);
        check_flaw(b"\xff\xfe", Flaw::Damaged);
    }

    #[test]
    fn unsorted_entries_are_damage() {
        check_flaw(&manifest(&["b", "a"]).encode(), Flaw::Damaged);
        check_flaw(&manifest(&["a", "a"]).encode(), Flaw::Damaged);
    }

    #[test]
    fn the_newer_of_two_manifests_prevails() {
        let newer = Manifest { entries: vec![entry("a", 1), entry("c", 1)], ..Manifest::default() };
        let older = Manifest { entries: vec![entry("a", 0), entry("b", 0)], ..Manifest::default() };
        let joined = older.joined(&newer);
        let found: Vec<_> =
            joined.entries.iter().map(|entry| (entry.path.as_str(), entry.modified)).collect();
        assert_eq!(found, [("a", 1), ("b", 0), ("c", 1)]);
    }
}

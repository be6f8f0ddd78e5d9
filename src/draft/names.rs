//! IDs and sigla for what is brought in.

use super::facts::host;
use crate::text::fold::bare;
use crate::text::slug::slug;
use std::collections::BTreeSet;

/// The longest ID made of a title, in characters.
const LONGEST_ID: usize = 56;

/// The longest ID made of a file's name, in characters: file systems take names of 255 bytes, and files of the site are named after
/// an ID with an ending behind it.
const LONGEST_STEM: usize = 200;

/// Where a siglum is from that is the beginning of an ID.
const CUT: &str = "the beginning of the ID";

/// The longest siglum.
const LONGEST_SIGLUM: usize = 12;

/// The ID for a seed.
///
/// The file's stem, as whoever named it expects; where a crawler named it with a number or a hash, or where the page of that ID
/// would be `occupied` by another, the title's words, and a number behind them where `taken` has that ID already. An ID is
/// never so long that the site could not have its files.
pub fn id(
    seed: &str,
    title: Option<&str>,
    taken: &BTreeSet<String>,
    occupied: impl Fn(&str) -> bool,
) -> String {
    let name = seed.rsplit('/').next().unwrap_or(seed);
    let stem = slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let says_nothing = is_opaque(&stem) || occupied(&stem);
    let base = match title.filter(|_| says_nothing) {
        Some(title) => cut(&slug(title), LONGEST_ID),
        None if stem.len() > LONGEST_STEM => cut(&stem, LONGEST_STEM),
        None if occupied(&stem) => stem,
        None => return stem,
    };
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    let mut candidates = std::iter::once(base.clone()).chain(numbered);
    candidates.find(|id| !taken.contains(id) && !occupied(id)).unwrap_or(base)
}

/// The beginning of an ID, up to a word's end.
fn cut(id: &str, longest: usize) -> String {
    match id.get(..longest) {
        Some(start) if start.len() < id.len() => id[..start.rfind('-').unwrap_or(longest)].to_owned(),
        _ => id.to_owned(),
    }
}

/// Whether a stem is a crawler's: numbers and hashes, no words.
fn is_opaque(stem: &str) -> bool {
    let is_hash = |part: &str| {
        part.len() >= 8
            && part.bytes().any(|b| b.is_ascii_digit())
            && part.bytes().all(|b| b.is_ascii_hexdigit())
    };
    let parts: Vec<&str> = stem.split('-').collect();
    parts.iter().any(|part| is_hash(part))
        || parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
        || stem == "x"
}

/// A siglum that `taken` does not have, and where it is from.
pub fn siglum(
    id: &str,
    title: Option<&str>,
    url: Option<&str>,
    taken: &BTreeSet<String>,
) -> (String, &'static str) {
    let site = url.and_then(host).and_then(|host| host.split('.').next()).map(str::to_uppercase);
    let initials = title.map(|title| {
        let words = bare(title);
        let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.take(5).filter_map(|word| word.chars().next()).collect::<String>().to_uppercase()
    });
    let short = |text: String| {
        text.chars().take(LONGEST_SIGLUM).collect::<String>().trim_matches(['-', '.']).to_owned()
    };
    let choices = [
        (site, "from the address"),
        ((id.len() <= LONGEST_SIGLUM).then(|| id.to_uppercase()), "from the ID"),
        (initials, "the first letters of the title"),
        (Some(short(id.to_uppercase())), CUT),
    ];
    let is_siglum = |text: &String| {
        (1..=LONGEST_SIGLUM).contains(&text.chars().count())
            && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'))
    };
    let usable: Vec<(String, &'static str)> = choices
        .into_iter()
        .filter_map(|(text, from)| text.map(|text| (text, from)))
        .filter(|(text, _)| is_siglum(text))
        .collect();
    // What is left of a long ID is no name; it serves where nothing else does.
    let good = usable.iter().filter(|(text, from)| *from != CUT || usable[0].0 == *text);
    if let Some(free) = good.clone().find(|(text, _)| !taken.contains(text)) {
        return free.clone();
    }
    let base: String =
        usable.first().map_or("S", |(text, _)| text).chars().take(LONGEST_SIGLUM - 4).collect();
    let numbered = (2..10_000).map(|n| format!("{base}{n}")).find(|text| !taken.contains(text));
    (numbered.unwrap_or(base), "with a number, as the shorter one is taken")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_file_with_a_name_keeps_it() {
        let id =
            |seed: &str, title: Option<&str>, taken: &BTreeSet<String>| id(seed, title, taken, |_| false);
        assert_eq!(id("Giếng làng.txt", Some("Ba cái giếng"), &taken(&[])), "gieng-lang");
        assert_eq!(id("a/b.txt", None, &taken(&[])), "b");
        assert_eq!(id("000_e8fcc64d60a61b56.txt", Some("Ba cái giếng"), &taken(&[])), "ba-cai-gieng");
        assert_eq!(id("12.txt", Some("Ba cái giếng"), &taken(&["ba-cai-gieng"])), "ba-cai-gieng-2");
        assert_eq!(id("12.txt", None, &taken(&[])), "12");
        assert_eq!(id("12.txt", Some(&"giếng ".repeat(90)), &taken(&[])), ["gieng"; 9].join("-"));
    }

    #[test]
    fn the_place_of_another_page_is_left_to_it() {
        let check = |seed: &str, title: Option<&str>, have: &[&str], expected: &str| {
            let occupied = |id: &str| id == "index";
            assert_eq!(id(seed, title, &taken(have), occupied), expected);
        };
        check("index.txt", Some("Ba cái giếng"), &[], "ba-cai-gieng");
        check("index.txt", Some("Ba cái giếng"), &["ba-cai-gieng"], "ba-cai-gieng-2");
        check("index.txt", Some("Index"), &[], "index-2");
        check("index.txt", None, &["index-2"], "index-3");
        check("index-cards.txt", Some("Ba cái giếng"), &[], "index-cards");
    }

    #[test]
    fn a_long_name_is_cut() {
        let check = |seed: &str, have: &[&str], expected: &str| {
            assert_eq!(id(&format!("{seed}.txt"), Some("Ba cái giếng"), &taken(have), |_| false), expected);
        };
        check(&"a".repeat(200), &[], &"a".repeat(200));
        check(&"a".repeat(251), &[], &"a".repeat(200));
        check(&"a".repeat(251), &[&"a".repeat(200)], &format!("{}-2", "a".repeat(200)));
        check(&"gieng ".repeat(41), &[], &["gieng"; 33].join("-"));
    }

    #[test]
    fn a_siglum_is_short_and_free() {
        let check = |id: &str, title: &str, url: Option<&str>, have: &[&str], expected: &str| {
            assert_eq!(siglum(id, Some(title), url, &taken(have)).0, expected);
        };
        check("gieng", "Ba cái giếng", Some("https://www.lang.example/a"), &[], "LANG");
        check("gieng", "Ba cái giếng", None, &[], "GIENG");
        check("gieng", "Ba cái giếng", None, &["GIENG"], "BCG");
        check("gieng", "Ba cái giếng", None, &["GIENG", "BCG"], "GIENG2");
        check("ba-cai-gieng-cua-lang", "日本", None, &[], "BA-CAI-GIENG");
    }
}

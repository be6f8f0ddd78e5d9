//! Abbreviations that the portal explains, so that what is written in full is found by its letters, and the reverse.
//!
//! An abbreviation is a word of two to eight capitals. It is explained by an article that writes *thông tin đối ngoại
//! (TTĐN)* or *TTĐN (thông tin đối ngoại)*, and by a thing or topic of which one name has the letters where another has the
//! words; always the letters are the words' initials. An alias that is nothing but capitals stands for the whole name.

use super::entries::Name;
use crate::model::site::Site;
use crate::search::word::{Folding, Word, spans};
use crate::text::fold::bare;
use crate::text::words::one_line;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// How many articles an explanation by the portal's authors outweighs.
const REGISTRY: usize = 1_000_000;

/// The longest explanation within brackets, in bytes.
const LONGEST: usize = 120;

/// Abbreviations and what they stand for.
#[derive(Debug, Default)]
pub struct Abbreviations {
    pairs: Vec<[Written; 2]>,
    /// By the first word of either: which pair, and which of its two.
    first: HashMap<Word, Vec<(usize, usize)>>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Written {
    words: Vec<Word>,
    text: String,
}

/// What an abbreviation may stand for, by its words: how many say so, and both as they are written.
type Meanings = BTreeMap<Vec<Word>, (usize, [Written; 2])>;

impl Abbreviations {
    /// Those that `site` explains. One that is explained in several ways stands for what most articles say, or for nothing
    /// where two are as common.
    pub fn new(site: &Site, folding: Folding) -> Self {
        let read = |text: &str| Written { words: folding.words(text), text: text.to_owned() };
        let mut votes: BTreeMap<Vec<Word>, Meanings> = BTreeMap::new();
        let mut vote = |short: &str, long: &str, weight: usize| {
            let (short, long) = (read(short), read(long));
            let known = votes.entry(short.words.clone()).or_default();
            known.entry(long.words.clone()).or_insert((0, [short, long])).0 += weight;
        };
        for names in registry(site) {
            for (short, long) in explained_by_names(&names) {
                vote(short, long, REGISTRY);
            }
        }
        let articles = site.articles.par_iter().filter(|article| article.is_searchable);
        let explained: Vec<Vec<(String, String)>> = articles
            .map(|article| {
                let texts = article.passages.iter().map(|passage| &article.text[passage.range.clone()]);
                let mut found: Vec<(String, String)> = texts.flat_map(explained_in).collect();
                found.sort();
                found.dedup();
                found
            })
            .collect();
        for (short, long) in explained.iter().flatten() {
            vote(short, long, 1);
        }
        let mut pairs = Vec::new();
        for meanings in votes.into_values() {
            let most = meanings.values().map(|(count, ..)| *count).max().unwrap_or_default();
            let mut best = meanings.into_values().filter(|(count, ..)| *count == most);
            if let (Some((_, pair)), None) = (best.next(), best.next()) {
                pairs.push(pair);
            }
        }
        let mut first: HashMap<Word, Vec<(usize, usize)>> = HashMap::new();
        for (index, pair) in pairs.iter().enumerate() {
            for (which, written) in pair.iter().enumerate() {
                first.entry(written.words[0].clone()).or_default().push((index, which));
            }
        }
        Self { pairs, first }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// What stands in `text`, whose words are `words` at `ranges`, by its other name; each once.
    pub fn names(&self, text: &str, words: &[&Word], ranges: &[Range<usize>]) -> Vec<Name> {
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for &(index, which) in self.first.get(*word).into_iter().flatten() {
                let written = &self.pairs[index][which];
                let is_here = words[at..].iter().zip(&written.words).filter(|(a, b)| ***a == **b).count();
                if is_here == written.words.len() {
                    let surface = text[ranges[at].start..ranges[at + is_here - 1].end].to_owned();
                    found.push(Name { surface, other: self.pairs[index][1 - which].text.clone() });
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

/// The names of each thing and the terms of each topic.
fn registry(site: &Site) -> Vec<Vec<&str>> {
    let agents = site.people.iter().chain(&site.organisations);
    let agents =
        agents.map(|agent| [&agent.name].into_iter().chain(&agent.aliases).map(String::as_str).collect());
    let documents = site.documents.iter().map(|document| {
        let titles = document.title.versions.iter().map(|version| version.value.as_str());
        titles.chain(document.aliases.iter().map(String::as_str)).collect()
    });
    let topics = site.topics.iter().map(|topic| topic.terms.iter().map(String::as_str).collect());
    agents.chain(documents).chain(topics).collect()
}

/// Abbreviations in one of several names of one thing, and what another of them has instead.
fn explained_by_names<'a>(names: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let words: Vec<Vec<Range<usize>>> = names.iter().map(|name| spans(name).collect()).collect();
    // Which names have the words of an abbreviation, and which; many names may share one.
    let mut meanings: HashMap<&str, Vec<(usize, &'a str)>> = HashMap::new();
    let mut found = Vec::new();
    for (one, name) in names.iter().enumerate() {
        for range in words[one].iter().filter(|range| is_abbreviation(&name[(*range).clone()])) {
            let short = &name[range.clone()];
            let in_full = meanings.entry(short).or_insert_with(|| written_in_full(short, names, &words));
            if short.len() != name.trim().len() {
                found.extend(in_full.iter().filter(|(two, _)| *two != one).map(|(_, long)| (short, *long)));
                continue;
            }
            let mut in_full = in_full.iter().peekable();
            for (two, other) in names.iter().enumerate().filter(|(two, _)| *two != one) {
                while in_full.next_if(|(known, _)| *known < two).is_some() {}
                match in_full.peek().filter(|(known, _)| *known == two) {
                    Some((_, long)) => found.push((short, *long)),
                    None if words[two].len() > 1 => found.push((short, *other)),
                    None => {}
                }
            }
        }
    }
    found
}

/// The names, by their position, that have words with these initials, and the first of these words; `words` are the names'.
fn written_in_full<'a>(short: &str, names: &[&'a str], words: &[Vec<Range<usize>>]) -> Vec<(usize, &'a str)> {
    let letters = short.chars().count();
    let window = |at: usize| words[at].windows(letters).find(|window| are_initials(short, names[at], window));
    let in_full = (0..names.len()).filter_map(|at| Some((at, window(at)?)));
    in_full.map(|(at, window)| (at, &names[at][window[0].start..window[letters - 1].end])).collect()
}

/// Abbreviations that a text explains in brackets.
fn explained_in(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let inside = &text[open + 1..];
        let end = inside.bytes().take(LONGEST + 1).position(|byte| byte == b')');
        let Some(inside) = end.map(|end| inside[..end].trim()) else { continue };
        let from =
            (0..=open.saturating_sub(LONGEST)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let before = &text[from..open];
        let ranges: Vec<Range<usize>> = spans(before).collect();
        let written = |text: &str, window: &[Range<usize>]| {
            let long = &text[window[0].start..window[window.len() - 1].end];
            one_line(long)
        };
        if is_abbreviation(inside) {
            let start = ranges.len().checked_sub(inside.chars().count());
            let window = start.map(|start| &ranges[start..]);
            if let Some(window) = window.filter(|window| are_initials(inside, before, window)) {
                found.push((inside.to_owned(), written(before, window)));
            }
        } else if let Some(short) =
            ranges.last().map(|range| &before[range.clone()]).filter(|s| is_abbreviation(s))
        {
            let window: Vec<Range<usize>> = spans(inside).collect();
            if window.len() == short.chars().count() && are_initials(short, inside, &window) {
                found.push((short.to_owned(), written(inside, &window)));
            }
        }
    }
    found
}

fn is_abbreviation(word: &str) -> bool {
    (2..=8).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// Whether the letters of `short` are the initials of the words of `text` at `window`; *W* may stand for *Ư*, as in *TW*.
fn are_initials(short: &str, text: &str, window: &[Range<usize>]) -> bool {
    let initial = |range: &Range<usize>| text[range.clone()].chars().next();
    let is_one = |(letter, range): (char, &Range<usize>)| {
        let Some(initial) = initial(range) else { return false };
        let central = letter == 'W' && initial.to_lowercase().eq(['ư']);
        central || bare(&letter.to_string()) == bare(&initial.to_string())
    };
    short.chars().count() == window.len() && short.chars().zip(window).all(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<String> = explained_in(text).into_iter().map(|(a, b)| format!("{a} = {b}")).collect();
        assert_eq!(found.join("; "), expected, "{text}");
    }

    #[test]
    fn texts_explain_abbreviations_in_brackets() {
        check("Công tác thông tin\nđối ngoại (TTĐN) là", "TTĐN = thông tin đối ngoại");
        check("của TTĐN (thông tin đối ngoại), và", "TTĐN = thông tin đối ngoại");
        check("Ban Tuyên giáo Trung ương (BTGTW) họp", "BTGTW = Ban Tuyên giáo Trung ương");
        check("một nước (ASEAN), Hà Nội (HN) và Hải Phòng (ba)", "HN = Hà Nội");
        check("(A) (", "");
    }

    #[test]
    fn names_of_one_thing_explain_each_other() {
        let found =
            explained_by_names(&["Ban Chỉ đạo thông tin đối ngoại", "Ban Chỉ đạo TTĐN Trung ương", "BCĐ"]);
        let expected = [("TTĐN", "thông tin đối ngoại"), ("BCĐ", "Ban Chỉ đạo"), ("BCĐ", "Ban Chỉ đạo")];
        assert_eq!(found, expected);
        assert_eq!(
            explained_by_names(&["Hiệp hội các quốc gia", "ASEAN"]),
            [("ASEAN", "Hiệp hội các quốc gia")]
        );
    }
}

//! Names in the portal's own words, spelt in another way than their own files spell them.
//!
//! Sources spell as they like, and that is a fact to be kept: seeds, quotations, titles of articles as their seeds print
//! them, and claims in a source's spelling are not looked at. What is looked at is compared by syllables without letter
//! case and diacritics, and then a spelling is doubted only where hardly anything else can be meant.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::markup;
use crate::model::site::Article;
use crate::parse::clean::folded;
use crate::parse::content::Content;
use crate::parse::file::Parsed;
use crate::parse::written::Written;
use crate::resolve::context::find_in_file;
use crate::text::fold::{bare, lower_tone, push_bare, same_placement};
use crate::text::words::syllables;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// Keys whose whole value is a name.
const NAMES: &[&str] = &["issuer", "organiser", "chair", "organisation", "author"];

/// Keys whose values are no words of the portal: those of sources, of machines, and the names themselves.
const PASSED: &[&str] = &[
    "quote",
    "article",
    "from",
    "to",
    "lines",
    "terms",
    "aliases",
    "seed",
    "sha256",
    "url",
    "site",
    "siglum",
    "id",
    "number",
    "type",
    "kind",
    "date",
    "issued",
    "published",
    "rights",
    "target",
    "documents",
    "topics",
    "events",
    "people",
    "at",
];

/// The registered names.
#[derive(Default)]
struct Known {
    /// By the bare name, its spellings, the first being the name itself.
    spellings: HashMap<String, Vec<String>>,
    /// By the first syllable of a bare name, how many syllables such names have, the longest first.
    lengths: HashMap<String, Vec<usize>>,
}

impl Known {
    fn new(content: &Content) -> Self {
        let mut known = Self::default();
        let people = content.people.iter().map(|p| (&p.meta.name, &p.meta.aliases));
        let organisations = content.organisations.iter().map(|p| (&p.meta.name, &p.meta.aliases));
        for (name, aliases) in people.chain(organisations) {
            for name in std::iter::once(name).chain(aliases) {
                known.add(&folded(name));
            }
        }
        for lengths in known.lengths.values_mut() {
            lengths.sort_unstable_by(|a, b| b.cmp(a));
            lengths.dedup();
        }
        known
    }

    fn add(&mut self, name: &str) {
        let plain = bare(name);
        let mut syllables = plain.split(' ');
        // A name of one syllable is a word of the language too often.
        if let (Some(first), count @ 1..) = (syllables.next(), syllables.count()) {
            self.lengths.entry(first.to_owned()).or_default().push(count + 1);
            let spellings = self.spellings.entry(plain.clone()).or_default();
            if !spellings.iter().any(|spelling| spelling == name) {
                spellings.push(name.to_owned());
            }
        }
    }

    /// The names in a text, whatever their spelling: where, and their spellings. The leftmost, and of those the longest.
    fn find<'a>(&'a self, text: &str) -> Vec<(Range<usize>, &'a [String])> {
        let words: Vec<Range<usize>> = syllables(text).collect();
        // All words, bare, with spaces between: a name is a stretch of them.
        let mut plain = String::with_capacity(text.len());
        let mut places: Vec<Range<usize>> = Vec::with_capacity(words.len());
        for word in &words {
            let start = plain.len();
            push_bare(&text[word.clone()], &mut plain);
            places.push(start..plain.len());
            plain.push(' ');
        }
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let lengths = self.lengths.get(&plain[places[at].clone()]).map_or(&[][..], Vec::as_slice);
            let hit = lengths.iter().filter(|count| at + **count <= words.len()).find_map(|&count| {
                let last = at + count - 1;
                let range = words[at].start..words[last].end;
                // Nothing but blanks may stand within a name.
                let blank =
                    |pair: &[Range<usize>]| text[pair[0].end..pair[1].start].chars().all(char::is_whitespace);
                let spellings = words[at..=last]
                    .windows(2)
                    .all(blank)
                    .then(|| self.spellings.get(&plain[places[at].start..places[last].end]))
                    .flatten()?;
                Some((count, (range, spellings.as_slice())))
            });
            at += hit.as_ref().map_or(1, |(count, _)| *count);
            found.extend(hit.map(|(_, hit)| hit));
        }
        found
    }
}

/// How a spelling differs from a registered one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Difference {
    /// The tone mark stands on the other vowel: *hoà* and *hòa*.
    Placement,
    /// Letter case.
    Case,
    /// Diacritics.
    Marks,
}

/// How `written` differs from the nearest of the registered spellings, and that one; none if it is one of them, or is so
/// different that another thing may be meant.
fn difference<'a>(written: &str, spellings: &'a [String], is_name: bool) -> Option<(Difference, &'a str)> {
    let written = folded(written);
    if spellings.contains(&written) {
        return None;
    }
    let placed = same_placement(&written);
    if let Some(name) = spellings.iter().find(|name| same_placement(name) == placed) {
        return Some((Difference::Placement, name));
    }
    let lower = lower_tone(&written);
    if let Some(name) = spellings.iter().find(|name| lower_tone(name) == lower) {
        let has = |wanted: fn(char) -> bool| written.chars().any(wanted);
        // All in small letters it may be no name, all in capitals it is a headline.
        let is_meant = is_name || written.starts_with(char::is_uppercase) && has(char::is_lowercase);
        return is_meant.then_some((Difference::Case, name));
    }
    let is_plain = bare(&written) == written.to_lowercase();
    let is_meant = |name: &&String| {
        let letters = lower_tone(name).chars().zip(lower.chars()).filter(|(a, b)| a != b).count();
        let capitals =
            |text: &str| text.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count();
        let is_long = name.split(' ').count() > 2;
        (is_plain || letters == 1 && is_long) && (is_name || capitals(&written) == capitals(name))
    };
    spellings.iter().find(is_meant).map(|name| (Difference::Marks, name.as_str()))
}

/// Warns of spellings that differ from the registered ones, and of unregistered names that the portal spells in two ways.
pub fn spelling(content: &Content, articles: &[Arc<Article>]) -> Vec<Diagnostic> {
    let known = Known::new(content);
    let sources: HashMap<&str, &Article> = articles.iter().map(|a| (a.file.as_str(), &**a)).collect();
    let mut found: Vec<Doubt> = Vec::new();
    let mut names: Vec<(&str, Written<'_>)> = Vec::new();
    macro_rules! gather {
        ($($list:ident),*) => {
            $(for (doubts, own) in content.$list.par_iter().map(|p| look(&known, &sources, p)).collect::<Vec<_>>() {
                found.extend(doubts);
                names.extend(own);
            })*
        };
    }
    gather!(articles, publishers, documents, events, people, organisations, topics, pages);
    if let Some(portal) = &content.portal {
        let (doubts, own) = look(&known, &sources, portal);
        found.extend(doubts);
        names.extend(own);
    }
    // What a seed prints is a source's spelling, or the name of another; a seed is searched for each spelling once.
    let mut printed: HashMap<String, bool> = HashMap::new();
    let mut is_printed = |words: &str| {
        let find = || articles.iter().any(|a| !a.is_markdown && a.text.contains(words));
        *printed.entry(words.to_owned()).or_insert_with(find)
    };
    let doubted = found.into_iter().filter(|d| !(d.may_be_printed && is_printed(&d.written)));
    let mut diagnostics: Vec<Diagnostic> = doubted.map(Doubt::diagnostic).collect();
    diagnostics.extend(unregistered(&known, &names));
    diagnostics
}

/// The doubts in one file, and the texts in it that are names as a whole.
fn look<'a, T>(
    known: &Known,
    sources: &HashMap<&str, &Article>,
    parsed: &'a Parsed<T>,
) -> (Vec<Doubt>, Vec<(&'a str, Written<'a>)>) {
    let own = sources.get(&*parsed.file).filter(|article| !article.is_markdown).copied();
    let mut texts = texts(parsed);
    let place = (parsed.file.as_str(), &*parsed.text);
    let found = texts.iter().flat_map(|written| doubts(known, written, place, own)).collect();
    // A claim below such a key has a source's spelling; its own key is `value`.
    texts.retain(|written| NAMES.contains(&&*written.key));
    (found, texts.into_iter().map(|written| (place.0, written)).collect())
}

/// The texts of a file that are the portal's own words.
fn texts<T>(parsed: &Parsed<T>) -> Vec<Written<'_>> {
    let is_agent =
        parsed.file.starts_with("content/people/") || parsed.file.starts_with("content/organisations/");
    let is_own = |w: &Written<'_>| {
        let is_quoted = w.key == "text" && matches!(&*w.parent, "quote" | "quotes");
        let is_its_name = is_agent && w.key == "name";
        !PASSED.contains(&&*w.key) && !is_quoted && !is_its_name
    };
    // A Markdown article is a source.
    let is_source = parsed.file.starts_with("content/articles/");
    parsed.written().into_iter().filter(|w| is_own(w) && !(is_source && w.key == "body")).collect()
}

/// The letters of another language that look like Đ.
pub const ETH: [char; 2] = ['Ð', 'ð'];

/// In what a word with one of them differs from one with Đ.
pub const ETH_FOR_D: &str = "the letter Đ, for which Ð (Eth) stands";

/// A spelling that is doubted.
struct Doubt {
    written: String,
    name: String,
    difference: Difference,
    at: Location,
    /// Whether it may stand if a seed prints it so.
    may_be_printed: bool,
}

impl Doubt {
    fn diagnostic(self) -> Diagnostic {
        let Self { written, name, difference, .. } = &self;
        let differs = match difference {
            Difference::Placement if written.contains(ETH) => ETH_FOR_D,
            Difference::Placement => "the place of a tone mark",
            Difference::Case => "letter case",
            Difference::Marks => "diacritics",
        };
        let message = format!("`{written}` differs from the name `{name}` in {differs}");
        let hint = format!("write `{name}`, or add `{written}` to the `aliases` of its file");
        Diagnostic::warning(Code::NameVariant, message).at(self.at).hint(hint)
    }
}

/// The doubts in one text of a file, which is known by its path and its text.
fn doubts(
    known: &Known,
    written: &Written<'_>,
    (path, file): (&str, &str),
    own: Option<&Article>,
) -> Vec<Doubt> {
    let text = &written.text;
    let is_name = NAMES.contains(&&*written.key);
    let mut found = Vec::new();
    let mut quoted: Option<Vec<Range<usize>>> = None;
    let mut from = 0;
    for (range, spellings) in known.find(text) {
        let words = &text[range.clone()];
        let is_whole = text.trim() == words;
        let Some((difference, name)) = difference(words, spellings, is_name && is_whole) else { continue };
        let quoted = quoted.get_or_insert_with(|| quotations(text));
        if quoted.iter().any(|q| q.start < range.end && range.start < q.end) {
            continue;
        }
        // The title and author of an article stand as its seed prints them.
        if own.is_some_and(|article| article.text.contains(words)) {
            continue;
        }
        found.push(Doubt {
            written: words.to_owned(),
            name: name.to_owned(),
            difference,
            at: find_in_file(text, range, &mut from, &written.at(path), file),
            may_be_printed: difference == Difference::Marks || matches!(&*written.key, "value" | "title"),
        });
    }
    found
}

/// What of a Markdown text is somebody else's words, or no words: between quotation marks, in lines of block quotes, in
/// references without a label and in addresses.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (open, close) in [('“', '”'), ('"', '"'), ('«', '»'), ('‘', '’'), ('`', '`')] {
        let mut from = 0;
        while let Some(start) = text[from..].find(open).map(|at| from + at) {
            let inner = start + open.len_utf8();
            let Some(end) = text[inner..].find(close).map(|at| inner + at + close.len_utf8()) else { break };
            found.push(start..end);
            from = end;
        }
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('>') {
            found.push(at..at + line.len());
        }
        at += line.len();
    }
    found.extend(markup::references(text).into_iter().filter(|r| r.label.is_none()).map(|r| r.range));
    let address = |link: markup::Address| {
        let at = text[link.range.clone()].rfind("](").unwrap_or(0);
        link.range.start + at..link.range.end
    };
    found.extend(markup::addresses(text).into_iter().map(address));
    found
}

/// Names without a file that the portal spells in several ways, in keys that hold names: the rarer ones are told.
fn unregistered(known: &Known, names: &[(&str, Written<'_>)]) -> Vec<Diagnostic> {
    let mut spelt: BTreeMap<String, BTreeMap<String, Vec<Location>>> = BTreeMap::new();
    for (file, written) in names {
        let name = folded(&written.text);
        if !known.spellings.contains_key(&bare(&name)) {
            spelt.entry(lower_tone(&name)).or_default().entry(name).or_default().push(written.at(file));
        }
    }
    let mut diagnostics = Vec::new();
    for ways in spelt.into_values().filter(|ways| ways.len() > 1) {
        let most = ways.values().map(Vec::len).max().unwrap_or_default();
        let Some(usual) = ways.iter().find(|(_, places)| places.len() == most).map(|(name, _)| name.clone())
        else {
            continue;
        };
        for (name, places) in ways.iter().filter(|(name, _)| **name != usual) {
            let message = format!("`{name}` is written `{usual}` elsewhere in the portal");
            let hint = format!("write `{usual}` here too, or describe it in a file with both spellings");
            let warning = Diagnostic::warning(Code::NameVariant, message).hint(hint);
            diagnostics.extend(places.iter().map(|at| warning.clone().at(at.clone())));
        }
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, name: &str, expected: Option<Difference>) {
        let spellings = [name.to_owned()];
        assert_eq!(difference(written, &spellings, false).map(|d| d.0), expected, "{written}");
    }

    #[test]
    fn differences_are_told_apart() {
        check("Bộ Chính trị", "Bộ Chính trị", None);
        check("Bộ chính trị", "Bộ Chính trị", Some(Difference::Case));
        check("Đỗ Thuý Hoà", "Đỗ Thúy Hòa", Some(Difference::Placement));
        check("Nguyen Trong Nghia", "Nguyễn Trọng Nghĩa", Some(Difference::Marks));
        check("Nguyễn Trọng Nghỉa", "Nguyễn Trọng Nghĩa", Some(Difference::Marks));
    }

    #[test]
    fn what_may_be_something_else_is_not_doubted() {
        check("bộ chính trị", "Bộ Chính trị", None);
        check("BỘ CHÍNH TRỊ", "Bộ Chính trị", None);
        check("chinh phu", "Chính phủ", None);
        check("Lê Ánh", "Lê Anh", None);
        check("Nguyễn Văn Hùng", "Nguyễn Vân Hưng", None);
    }

    #[test]
    fn names_are_found_in_any_spelling() {
        let mut known = Known::default();
        for name in ["Chính phủ", "Thanh tra Chính phủ", "Lan"] {
            known.add(name);
        }
        let text = "THANH TRA\nchính phủ, chinh phu; Chính-phủ và Lan";
        let found: Vec<&str> = known.find(text).into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(found, ["THANH TRA\nchính phủ", "chinh phu"]);
    }

    #[test]
    fn words_of_others_are_known() {
        let text = "Bài viết “Bộ chính trị” và [[a|Bộ chính trị]] [b](c) [[d]] `e`\n> f\ng";
        let shown: Vec<&str> = quotations(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(shown, ["“Bộ chính trị”", "`e`", "> f\n", "[[d]]", "](c)"]);
    }
}

//! How the words of two passages compare, and how they are quoted.

use crate::display::words;
use crate::model::site::Article;
use crate::pages::parts::compare;
use crate::text::fold::lower_tone;
use crate::text::words::{one_line, syllables};
use std::collections::BTreeSet;
use std::ops::Range;

/// Two whole passages with this share of the longer one's syllables are nearly the same.
const NEARLY: f64 = 0.7;

/// How two passages compare.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The same syllables.
    Same,
    /// Nearly.
    Near,
    /// Nearly, but for numbers, negations or names.
    Differ,
}

impl Verdict {
    /// The theme's word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Near => "near",
            Self::Differ => "differ",
        }
    }
}

/// How two passages compare in their common parts; `are_whole` if they are whole passages that an author puts side by side.
pub fn verdict(
    articles: [&Article; 2],
    passages: [u32; 2],
    ranges: &[Vec<Range<usize>>; 2],
    texts: &[String; 2],
    are_whole: bool,
) -> Option<Verdict> {
    if compare::same(&texts[0], &texts[1]) {
        return Some(Verdict::Same);
    }
    let comparison = compare::compare(&texts[0], &texts[1]);
    if are_whole && comparison.alike < NEARLY {
        return None;
    }
    let says = |text: &str, ranges: &[Range<usize>]| ranges.iter().any(|range| decides(&text[range.clone()]));
    let decided = says(&texts[0], &comparison.only_first) || says(&texts[1], &comparison.only_second);
    let [one, two] = [0, 1].map(|side| named(articles[side], passages[side], &ranges[side]));
    // Who names more says more; who names another says otherwise.
    let names = one.iter().zip(&two).any(|(one, two)| !one.is_subset(two) && !two.is_subset(one));
    Some(if decided || names { Verdict::Differ } else { Verdict::Near })
}

/// Words that say how many, on which day, or that something is not so, folded. What is as often an article or part of another word (*một*,
/// *năm*, *tư*, *one*) is not among them; between spaces.
const DECIDING: &str = "\
    hai ba bốn sáu bảy tám chín mười mươi trăm nghìn ngàn triệu tỷ tỉ không chưa chẳng two three four \
    five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen \
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion \
    dozen half not no never monday tuesday wednesday thursday friday saturday sunday january february \
    march april june july august september october november december without none";

/// Whether a part of a text has a figure or one of [`DECIDING`].
fn decides(part: &str) -> bool {
    part.contains(|c: char| c.is_ascii_digit())
        || syllables(part)
            .map(|word| lower_tone(&part[word]))
            .any(|word| DECIDING.split(' ').any(|own| own == word))
}

/// What parts of a passage name: documents, people, organisations.
fn named(article: &Article, passage: u32, parts: &[Range<usize>]) -> [BTreeSet<u32>; 3] {
    let inside = |of: u32, range: &Range<usize>| {
        of == passage && parts.iter().any(|part| part.start <= range.start && range.end <= part.end)
    };
    let documents =
        article.mentions.iter().filter(|m| inside(m.passage, &m.range)).filter_map(|m| m.document);
    let people = article.people.iter().filter(|n| inside(n.passage, &n.range)).map(|n| n.id.0);
    let organisations = article.organisations.iter().filter(|n| inside(n.passage, &n.range)).map(|n| n.id.0);
    [documents.map(|id| id.0).collect(), people.collect(), organisations.collect()]
}

/// Parts of a passage as a quotation: with the punctuation around them, and *[…]* for what stands around in the same sentence.
pub fn text(article: &Article, passage: u32, parts: &[Range<usize>]) -> String {
    let whole = &article.passages[passage as usize].range;
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        let before = article.text[whole.start..part.start]
            .trim_end_matches(|c: char| !c.is_alphanumeric() && !ends(c));
        let opening = article.text[whole.start + before.len()..part.start].trim_start();
        let begins = before.is_empty() || before.ends_with(ends);
        let after = &article.text[part.end..whole.end];
        let closing =
            after.len() - after.trim_start_matches(|c: char| ends(c) || "”\"’»)]".contains(c)).len();
        let is_end = after[..closing].contains(ends) || after.trim().is_empty();
        let close_end = part.end + if is_end { closing } else { 0 };
        if index > 0 {
            out.push(' ');
        }
        if !begins && !out.ends_with("[…] ") {
            out.push_str("[…] ");
        }
        if begins {
            out.push_str(opening);
        }
        out.push_str(&article.text[part.start..close_end]);
        if !is_end && !after[closing..].trim().is_empty() {
            out.push_str(" […]");
        }
    }
    one_line(&words::nfc(&out))
}

fn ends(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ';' | ':')
}

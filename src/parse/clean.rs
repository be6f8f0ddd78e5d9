//! Finds the article in a seed: which lines are not it, and where its passages stand.
//!
//! Nothing is cut out or copied. Everything is a range of the seed's own bytes, so that every position that anyone
//! sees later is one in the seed file, and cleaning needs no map back.

use super::metadata::OmitKind;
use crate::model::site::{Omitted, Passage};
use crate::text::nfc::is_composed;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The lines of a text: half-open byte ranges without their ends (`\n`, `\r\n`), a byte-order mark not included.
#[derive(Clone, Debug)]
pub struct Lines {
    ranges: Vec<Range<usize>>,
}

impl Lines {
    /// Splits `text`; a last line without an end counts, an empty one after the last end does not.
    pub fn new(text: &str) -> Self {
        let mut at = 0;
        let mut ranges: Vec<Range<usize>> = text
            .split_inclusive('\n')
            .map(|line| {
                let start = at;
                at += line.len();
                start..start + line.trim_end_matches(['\n', '\r']).len()
            })
            .collect();
        if let Some(first) = ranges.first_mut()
            && text.starts_with('\u{feff}')
        {
            first.start = '\u{feff}'.len_utf8().min(first.end);
        }
        Self { ranges }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The line with this number, from 1.
    pub fn get(&self, number: usize) -> Option<Range<usize>> {
        self.ranges.get(number.checked_sub(1)?).cloned()
    }

    /// The number of the line, from 1, in which the byte `offset` lies.
    pub fn number(&self, offset: usize) -> usize {
        self.ranges.partition_point(|line| line.start <= offset).max(1)
    }
}

/// An omit rule, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// These lines, from 1, both ends included.
    Lines(Vec<(usize, usize)>),
    /// From each line that begins with `from` to the next that begins with `to` (perhaps the same line), or, without
    /// `to`, from the first to the end.
    Text {
        /// How the first line begins.
        from: String,
        /// How the last line begins.
        to: Option<String>,
    },
}

/// The first and last line, from 1, of each stretch that a rule names (`3, 5-7`); none if they cannot be read.
pub fn parse_lines(text: &str) -> Option<Vec<(usize, usize)>> {
    let number = |s: &str| s.trim().parse::<usize>().ok().filter(|n| *n > 0);
    text.split(',')
        .map(|part| match part.split_once(['-', '–']) {
            None => number(part).map(|n| (n, n)),
            Some((first, last)) => {
                Some((number(first)?, number(last)?)).filter(|(first, last)| first <= last)
            }
        })
        .collect()
}

/// Marks the lines that `rule` names with `kind`, where no rule before has marked them; whether it names any line.
///
/// `kinds` has an item for each line. Text is compared in NFC, with white space folded.
pub fn omit(text: &str, lines: &Lines, rule: &Rule, kind: OmitKind, kinds: &mut [Option<OmitKind>]) -> bool {
    let mut mark = |first: usize, last: usize| {
        for slot in &mut kinds[first - 1..last] {
            slot.get_or_insert(kind);
        }
    };
    match rule {
        Rule::Lines(ranges) => {
            for &(first, last) in ranges {
                if first > lines.len() || blank_between(text, lines, first, last.min(lines.len())) {
                    return false;
                }
                mark(first, last.min(lines.len()));
            }
            true
        }
        Rule::Text { from, to } => {
            let (from, to) = (folded(from), to.as_deref().map(folded));
            let begins = |at: usize, with: &str| {
                !with.is_empty() && begins_with(&text[lines.ranges[at].clone()], with)
            };
            let (mut at, mut any) = (0, false);
            while let Some(first) = (at..lines.len()).find(|&line| begins(line, &from)) {
                let last = match &to {
                    None => Some(lines.len() - 1),
                    Some(to) => (first..lines.len()).find(|&line| begins(line, to)),
                };
                let Some(last) = last else { break };
                mark(first + 1, last + 1);
                any = true;
                at = last + 1;
            }
            any
        }
    }
}

fn blank_between(text: &str, lines: &Lines, first: usize, last: usize) -> bool {
    (first..=last).filter_map(|n| lines.get(n)).all(|line| is_blank(&text[line]))
}

/// NFC, white space folded to single spaces, none at the ends.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        match is_composed(word) {
            true => out.push_str(word),
            false => out.extend(word.nfc()),
        }
    }
    out
}

/// Whether `line`, folded, begins with `start`, which is folded; reads no more of the line than it must.
fn begins_with(line: &str, start: &str) -> bool {
    let mut words = line.split_whitespace();
    let mut wanted = start.split(' ').peekable();
    while let Some(want) = wanted.next() {
        let Some(word) = words.next() else { return false };
        let mut have = word.nfc();
        let same = want.chars().all(|c| have.next() == Some(c));
        if !same || (have.next().is_some() && wanted.peek().is_some()) {
            return false;
        }
    }
    true
}

/// Whether nothing can be read in a text.
pub fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
}

/// The passages of what is left: a run of lines that are neither blank nor omitted; with `every_line`, each line.
///
/// A line whose number is in `headings` begins nothing of its own: it belongs to the passage below it; at the end, or
/// with omitted lines below it, it is a passage itself.
pub fn passages(
    text: &str,
    lines: &Lines,
    kinds: &[Option<OmitKind>],
    headings: &[u32],
    every_line: bool,
) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    let mut open = false;
    for (index, line) in lines.ranges.iter().enumerate() {
        let number = index + 1;
        let words = trimmed(text, line.clone());
        if kinds[index].is_some() && !words.is_empty() {
            // What is left out may not lie within a passage: headings above it stand alone.
            close_headings(text, lines, &mut waiting, &mut passages);
            open = false;
        } else if words.is_empty() || kinds[index].is_some() {
            open = false;
        } else if headings.contains(&(number as u32)) {
            waiting.push(number);
            open = false;
        } else if open && !every_line {
            let last = passages.last_mut().expect("a passage is open");
            last.range.end = words.end;
            last.body.end = words.end;
            last.lines.1 = number;
        } else {
            passages.push(passage(text, lines, &mut waiting, words, number));
            open = true;
        }
    }
    close_headings(text, lines, &mut waiting, &mut passages);
    passages
}

/// Headings below which no words stand are a passage themselves.
fn close_headings(text: &str, lines: &Lines, waiting: &mut Vec<usize>, passages: &mut Vec<Passage>) {
    if let Some(number) = waiting.pop() {
        let words = trimmed(text, lines.ranges[number - 1].clone());
        passages.push(passage(text, lines, waiting, words, number));
    }
}

fn passage(
    text: &str,
    lines: &Lines,
    waiting: &mut Vec<usize>,
    words: Range<usize>,
    number: usize,
) -> Passage {
    let first = waiting.first().copied().unwrap_or(number);
    let headings: Vec<Range<usize>> =
        waiting.drain(..).map(|heading| trimmed(text, lines.ranges[heading - 1].clone())).collect();
    let start = headings.first().map_or(words.start, |h| h.start);
    Passage { range: start..words.end, body: words, headings, lines: (first, number), label: None }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}');
    let start = range.start + (line.len() - line.trim_start_matches(blank).len());
    let end = range.end - (line.len() - line.trim_end_matches(blank).len());
    start..end.max(start)
}

/// Joins neighbouring lines of one kind; blank lines join what is on both sides of them, and are dropped at the ends.
pub fn omitted(text: &str, lines: &Lines, kinds: &[Option<OmitKind>]) -> Vec<Omitted> {
    let mut out: Vec<Omitted> = Vec::new();
    let mut joined = false;
    for (index, line) in lines.ranges.iter().enumerate() {
        let number = index + 1;
        match kinds[index] {
            None => joined &= is_blank(&text[line.clone()]),
            Some(_) if is_blank(&text[line.clone()]) => {}
            Some(kind) => {
                match out.last_mut().filter(|last| joined && last.kind == kind) {
                    Some(last) => last.lines.1 = number,
                    None => out.push(Omitted { lines: (number, number), kind }),
                }
                joined = true;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn clean(text: &str, rules: &[(Rule, OmitKind)], headings: &[u32]) -> (Vec<Passage>, Vec<Omitted>) {
        let lines = Lines::new(text);
        let mut kinds = vec![None; lines.len()];
        for (rule, kind) in rules {
            omit(text, &lines, rule, *kind, &mut kinds);
        }
        (passages(text, &lines, &kinds, headings, false), omitted(text, &lines, &kinds))
    }

    fn check(text: &str, rules: &[(Rule, OmitKind)], headings: &[u32], expected: &str) {
        let (passages, omitted) = clean(text, rules, headings);
        let mut shown: Vec<String> =
            passages.iter().map(|p| format!("{:?} {:?}", p.lines, &text[p.range.clone()])).collect();
        shown.extend(omitted.iter().map(|o| format!("-{:?} {:?}", o.lines, o.kind)));
        assert_eq!(shown.join("; "), expected);
    }

    fn from(text: &str, to: Option<&str>) -> Rule {
        Rule::Text { from: text.to_owned(), to: to.map(str::to_owned) }
    }

    #[test]
    fn paragraphs_are_runs_of_lines() {
        check("Một\nhai\n\n ba \r\n", &[], &[], "(1, 2) \"Một\\nhai\"; (4, 4) \"ba\"");
    }

    #[test]
    fn omitted_lines_end_a_paragraph() {
        let rule = (Rule::Lines(vec![(2, 2)]), OmitKind::Caption);
        check("Một\nẢnh: X\nhai\n", &[rule], &[], "(1, 1) \"Một\"; (3, 3) \"hai\"; -(2, 2) Caption");
    }

    #[test]
    fn a_text_rule_reaches_to_the_end_or_to_another_line() {
        let text = "Một\n\nTrả lời\nEmail\n\nCuối";
        check(
            text,
            &[(from("Trả  lời", None), OmitKind::CommentForm)],
            &[],
            "(1, 1) \"Một\"; -(3, 6) CommentForm",
        );
        let to = (from("Trả lời", Some("Email")), OmitKind::CommentForm);
        check(text, &[to], &[], "(1, 1) \"Một\"; (6, 6) \"Cuối\"; -(3, 4) CommentForm");
    }

    #[test]
    fn a_line_begins_with_a_text_whatever_its_spaces_and_form() {
        let check = |line: &str, start: &str, expected: bool| {
            assert_eq!(begins_with(line, start), expected, "{line:?}")
        };
        check("  Trả\u{a0} lời ngay", "Trả lời", true);
        check("Tra\u{309} lời", "Trả lời", true);
        check("Trả lời", "Trả lờ", true);
        check("Trảx lời", "Trả lời", false);
        check("Trả", "Trả lời", false);
    }

    #[test]
    fn headings_belong_to_the_passage_below() {
        check("Mục 1\n\nMột\n\nMục 2", &[], &[1, 5], "(1, 3) \"Mục 1\\n\\nMột\"; (5, 5) \"Mục 2\"");
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        check("\u{feff}Một", &[], &[], "(1, 1) \"Một\"");
    }

    #[test]
    fn line_numbers_are_read() {
        assert_eq!(parse_lines("38-40, 4"), Some(vec![(38, 40), (4, 4)]));
        for wrong in ["", "0", "4-3", "x", "3-", "3 4"] {
            assert_eq!(parse_lines(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in "[a-z \\n\\r\u{a0}ệ]{0,80}", first in 1usize..8, last in 1usize..8) {
            let rule = (Rule::Lines(vec![(first.min(last), first.max(last))]), OmitKind::Nav);
            let (passages, _) = clean(&text, &[rule], &[]);
            let words = |text: &str, passages: &[Passage]| -> Vec<String> {
                passages.iter().map(|p| text[p.range.clone()].to_owned()).collect()
            };
            let once = words(&text, &passages);
            let cleaned = once.join("\n\n");
            let (again, _) = clean(&cleaned, &[], &[]);
            prop_assert_eq!(words(&cleaned, &again), once);
        }

        #[test]
        fn every_word_is_in_a_passage_or_omitted(text in "[a-c\\n ]{0,60}", line in 1usize..6) {
            let lines = Lines::new(&text);
            let rule = (Rule::Lines(vec![(line, line)]), OmitKind::Nav);
            let (passages, omitted) = clean(&text, &[rule], &[2]);
            for (at, _) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let number = lines.number(at);
                let inside = passages.iter().any(|p| p.range.contains(&at));
                let out = omitted.iter().any(|o| o.lines.0 <= number && number <= o.lines.1);
                prop_assert!(inside != out, "byte {} of {:?}", at, text);
            }
        }
    }
}

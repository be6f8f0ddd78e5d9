//! From guesses to omit rules: words where they hold for other pages too, line numbers elsewhere.

use super::Reading;
use super::yaml::ranges;
use crate::parse::clean::{self, Lines, Rule, folded};
use crate::parse::metadata::OmitKind;

/// The longest start of a line that a rule names, in characters.
const LONGEST_START: usize = 60;

/// An omit rule, and what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// What it omits.
    pub kind: OmitKind,
    /// The rule.
    pub rule: Rule,
    /// The lines it names, sorted.
    pub lines: Vec<usize>,
    /// What was seen, in the first of them.
    pub why: String,
}

/// The rules that omit what `reading` guesses is not the article, in the order of their first lines.
///
/// `covered` are lines that a publisher's rules omit already; they are left to these. Together the rules mark exactly
/// the other lines, each with its kind.
pub fn rules(text: &str, reading: &Reading, covered: &[usize]) -> Vec<Drafted> {
    let lines = Lines::new(text);
    let mut out: Vec<Drafted> = Vec::new();
    for run in runs(reading, covered) {
        let Some(kind) = reading.guesses[run[0]].kind else { continue };
        let numbers: Vec<usize> =
            run.iter().flat_map(|&at| reading.pieces[at].lines.0..=reading.pieces[at].lines.1).collect();
        let why = reading.guesses[run[0]].why.clone();
        let own = matches!(
            kind,
            OmitKind::Title
                | OmitKind::Byline
                | OmitKind::Caption
                | OmitKind::PhotoCredit
                | OmitKind::PullQuote
        );
        if own {
            // What belongs to this article alone is named by its lines, all of a kind in one rule.
            match out.iter_mut().find(|drafted| drafted.kind == kind) {
                Some(drafted) => drafted.lines.extend(&numbers),
                None => out.push(Drafted { kind, rule: Rule::Lines(Vec::new()), lines: numbers, why }),
            }
            continue;
        }
        let rule = worded(text, &lines, reading, &run, &numbers).unwrap_or(Rule::Lines(Vec::new()));
        out.push(Drafted { kind, rule, lines: numbers, why });
    }
    for drafted in &mut out {
        if let Rule::Lines(named) = &mut drafted.rule {
            *named = clean::parse_lines(&ranges(&drafted.lines)).expect("line numbers from 1 are written so");
        }
    }
    out.sort_by_key(|drafted| drafted.lines[0]);
    out
}

/// Neighbouring pieces of one kind, as positions; those covered part them.
fn runs(reading: &Reading, covered: &[usize]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<(usize, OmitKind)> = None;
    for (at, guess) in reading.guesses.iter().enumerate() {
        let free = covered.binary_search(&reading.pieces[at].lines.0).is_err();
        let Some(kind) = guess.kind.filter(|_| free) else { continue };
        match out.last_mut() {
            Some(run) if last.is_some_and(|last| last.0 + 1 == at && last.1 == kind) => run.push(at),
            _ => out.push(vec![at]),
        }
        last = Some((at, kind));
    }
    out
}

/// A rule by words that marks exactly the lines of a run.
fn worded(text: &str, lines: &Lines, reading: &Reading, run: &[usize], numbers: &[usize]) -> Option<Rule> {
    let (first, last) = (*run.first()?, *run.last()?);
    if !reading.guesses[first].is_label {
        return None;
    }
    let start =
        |line: usize| lines.get(line).map(|range| start_of(&text[range])).filter(|start| !start.is_empty());
    let from = start(*numbers.first()?)?;
    let to_end = last + 1 == reading.pieces.len() && run.len() > 1;
    let mut tries = Vec::new();
    if to_end {
        tries.push(Rule::Text { from: from.clone(), to: None });
    }
    let ends_in_label = reading.guesses[last].is_label || reading.pieces[last].words <= 6;
    if let Some(to) = start(*numbers.last()?).filter(|_| ends_in_label) {
        tries.push(Rule::Text { from, to: Some(to) });
    }
    tries.into_iter().find(|rule| marked(text, lines, rule) == numbers)
}

/// The lines, not blank, that a rule marks.
pub fn marked(text: &str, lines: &Lines, rule: &Rule) -> Vec<usize> {
    let mut kinds = vec![None; lines.len()];
    clean::omit(text, lines, rule, OmitKind::Nav, &mut kinds);
    let is_words = |number: &usize| {
        lines
            .get(*number)
            .is_some_and(|range| !folded(&text[range].replace(['\u{200b}', '\u{feff}'], " ")).is_empty())
    };
    (1..=lines.len()).filter(|number| kinds[number - 1].is_some()).filter(is_words).collect()
}

/// The start of a line by which a rule names it: up to figures that change from page to page, and not for ever.
pub fn start_of(line: &str) -> String {
    let words = folded(line);
    let is_address = |at: usize| words[..at].contains("://");
    let figures =
        words.find(|c: char| c.is_ascii_digit()).filter(|at| !is_address(*at)).unwrap_or(words.len());
    let head = words[..figures].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*');
    let head = if head.chars().filter(|c| c.is_alphabetic()).count() >= 5 { head } else { &words };
    let address = head.find("://").and_then(|at| head[at + 3..].find('/').map(|slash| at + 3 + slash + 1));
    if let Some(end) = address {
        return head[..end].to_owned();
    }
    match head.char_indices().nth(LONGEST_START) {
        None => head.to_owned(),
        Some((at, _)) => head[..at].rsplit_once(' ').map_or(&head[..at], |(head, _)| head).to_owned(),
    }
}

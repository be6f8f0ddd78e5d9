//! From guesses to omit rules: words where they hold for other pages too, line numbers elsewhere.

use super::Reading;
use super::yaml::ranges;
use crate::parse::clean::{self, Lines, Rule, folded};
use crate::parse::metadata::OmitKind;

/// The longest start of a line that a rule names, in characters.
const LONGEST_START: usize = 60;

/// So many rules by words are tried; each is held against the whole text, and no page has as many.
const MOST_TRIED: usize = 200;

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
    for (tried, run) in runs(reading, covered).into_iter().enumerate() {
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
        let by_words = (tried < MOST_TRIED).then(|| worded(text, &lines, reading, &run, &numbers)).flatten();
        let rule = by_words.unwrap_or(Rule::Lines(Vec::new()));
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
    // What stands before the figures; of a line without any, all: `Search...` begins no sentence.
    let cut = words[..figures].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*');
    let head = if figures < words.len() { cut } else { &words };
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
    use std::collections::BTreeMap;

    const BODY: &str = "The oldest of the three wells was dug long ago, and the whole village drew its water from it for years.";

    fn check(text: &str, expected: &str) {
        let shown: Vec<String> = rules(text, &Reading::new(text), &[])
            .into_iter()
            .map(|drafted| match drafted.rule {
                Rule::Text { from, to: None } => format!("{:?} {from} ..", drafted.kind),
                Rule::Text { from, to: Some(to) } => format!("{:?} {from} .. {to}", drafted.kind),
                Rule::Lines(_) => format!("{:?} {}", drafted.kind, ranges(&drafted.lines)),
            })
            .collect();
        assert_eq!(shown.join("; "), expected);
    }

    #[test]
    fn labels_name_themselves_and_an_articles_own_lines_have_numbers() {
        check(
            &format!(
                "Home\nNews\nThree wells and what they gave us\nPosted on 3 May 2020\n\n{BODY}\n\nRelated news\nA\nB\n"
            ),
            "Nav Home .. News; Title 3; Date Posted on .. Posted on; RelatedNews Related news ..",
        );
    }

    #[test]
    fn words_that_would_take_the_articles_own_lines_are_not_used() {
        let text = format!(
            "Share\nThree wells and what they gave us\n\n{BODY}\n\nShare of the water went to the mill.\n\n{BODY}\n"
        );
        check(&text, "UiResidue 1; Title 2");
    }

    #[test]
    fn starts_of_lines_leave_out_what_changes() {
        assert_eq!(start_of("  Hôm  nay: 4447"), "Hôm nay");
        assert_eq!(start_of("12 lượt xem"), "12 lượt xem");
        assert_eq!(start_of("Nguồn: https://a.example/b/c-1"), "Nguồn: https://a.example/");
        assert_eq!(start_of("Họ và tên *"), "Họ và tên *");
    }

    /// Lines as pages have them, and lines that nobody expects.
    fn line() -> impl Strategy<Value = String> {
        prop_oneof![
            Just(String::new()),
            Just("Trang chủ".to_owned()),
            Just("Home | News | Sport".to_owned()),
            Just("Three wells and what they gave us".to_owned()),
            Just("Three wells and what they gave us -0".to_owned()),
            Just("05/04/2023 08:15".to_owned()),
            Just("Ảnh: A".to_owned()),
            Just("Quang cảnh hội nghị tại làng".to_owned()),
            Just("Bình luận (2)".to_owned()),
            Just("Email *".to_owned()),
            Just("Hôm nay: 12".to_owned()),
            Just("Tin liên quan".to_owned()),
            Just("https://a.example/b".to_owned()),
            Just("© 2020 A".to_owned()),
            Just("\u{200b}".to_owned()),
            Just(BODY.to_owned()),
            "[a-zA-Zệ \u{200b}\u{a0}:*#.0-9]{0,30}",
            "\\PC{0,20}",
        ]
    }

    proptest! {
        #[test]
        fn the_rules_omit_what_was_guessed_and_nothing_else(lines in proptest::collection::vec(line(), 0..30), crlf in any::<bool>()) {
            let text = lines.join(if crlf { "\r\n" } else { "\n" });
            let reading = Reading::new(&text);
            let places = Lines::new(&text);
            let mut kinds = vec![None; places.len()];
            for drafted in rules(&text, &reading, &[]) {
                prop_assert!(clean::omit(&text, &places, &drafted.rule, drafted.kind, &mut kinds), "{:?}", drafted);
            }
            let guessed: BTreeMap<usize, Option<OmitKind>> = reading.line_kinds().collect();
            for (line, kind) in guessed {
                prop_assert_eq!(kinds[line - 1], kind, "line {} of {:?}", line, text);
            }
        }

        #[test]
        fn no_text_makes_reading_panic(text in any::<String>()) {
            let reading = Reading::new(&text);
            prop_assert_eq!(reading.pieces.len(), reading.guesses.len());
        }
    }
}

//! The reader of seeds: any text, with an omit rule, has lines and passages that are stretches of the text itself.

#![no_main]

use khue::parse::clean::{Lines, Rule, folded, omit, omitted, parse_lines, passages};
use khue::parse::metadata::OmitKind;
use khue::text::nfc::Nfc;
use libfuzzer_sys::fuzz_target;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The first line of an input is a rule, the rest a seed.
fn rule(line: &str) -> Rule {
    match parse_lines(line) {
        Some(lines) => Rule::Lines(lines),
        None => match line.split_once('|') {
            Some((from, to)) => Rule::Text { from: from.to_owned(), to: Some(to.to_owned()) },
            None => Rule::Text { from: line.to_owned(), to: None },
        },
    }
}

fn lies_in(text: &str, range: &Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} is no stretch of the text");
}

fuzz_target!(|input: &str| {
    let (first, text) = input.split_once('\n').unwrap_or(("", input));
    let lines = Lines::new(text);
    for number in 1..=lines.len() {
        let line = lines.get(number).expect("it is there");
        lies_in(text, &line);
        assert!(!text[line.clone()].contains('\n'));
        assert_eq!(lines.number(line.start), number);
    }
    assert!(lines.get(0).is_none() && lines.get(lines.len() + 1).is_none());

    let mut kinds = vec![None; lines.len()];
    let rule = rule(first);
    let found = omit(text, &lines, &rule, OmitKind::Caption, &mut kinds);
    if !found {
        assert!(kinds.iter().all(Option::is_none) || matches!(rule, Rule::Lines(_)));
    }
    for every_line in [false, true] {
        let all = passages(text, &lines, &kinds, &[1, 3], every_line);
        let mut end = 0;
        for passage in &all {
            lies_in(text, &passage.range);
            lies_in(text, &passage.body);
            assert!(!text[passage.range.clone()].trim().is_empty(), "an empty passage");
            assert!(end <= passage.range.start, "passages overlap");
            assert!(passage.range.start <= passage.body.start && passage.body.end <= passage.range.end);
            assert!(passage.lines.0 <= passage.lines.1 && passage.lines.1 <= lines.len());
            for heading in &passage.headings {
                lies_in(text, heading);
            }
            for number in passage.lines.0..=passage.lines.1 {
                let line = lines.get(number).expect("it is there");
                assert!(kinds[number - 1].is_none() || text[line].trim().is_empty(), "an omitted line");
            }
            end = passage.range.end;
        }
        assert_eq!(all, passages(text, &lines, &kinds, &[1, 3], every_line));
    }
    for one in omitted(text, &lines, &kinds) {
        assert!(1 <= one.lines.0 && one.lines.0 <= one.lines.1 && one.lines.1 <= lines.len());
    }

    let once = folded(text);
    assert_eq!(folded(&once), once, "folding twice is folding once");
    let decomposed: String = text.nfd().collect();
    assert_eq!(folded(&decomposed), once, "both normalization forms fold alike");
    let nfc = Nfc::new(&decomposed);
    assert_eq!(nfc.as_str(), text.nfc().collect::<String>());
    for (at, c) in nfc.as_str().char_indices() {
        lies_in(&decomposed, &nfc.to_source(at..at + c.len_utf8()));
    }
});

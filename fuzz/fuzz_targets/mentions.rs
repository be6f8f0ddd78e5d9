//! Mentions: any text, with a registry, has mentions that are stretches of it, in order, the same in either
//! normalization form.

#![no_main]

use khue::cite::{Findings, Lexicon, LexiconDocument, LexiconName, Target, scan};
use khue::model::DocumentNumber;
use libfuzzer_sys::fuzz_target;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let number = |text| DocumentNumber::parse(text).expect("it is a number");
    let (one, two) = (number("57-KL/TW"), number("30/2020/NĐ-CP"));
    let documents = [
        LexiconDocument {
            index: 0,
            kind: "Kết luận",
            number: Some(&one),
            aliases: vec!["Nghị quyết Đại hội XIII"],
            issued: None,
        },
        LexiconDocument { index: 1, kind: "Kết luận", number: Some(&one), aliases: vec![], issued: None },
        LexiconDocument {
            index: 2, kind: "Nghị định", number: Some(&two), aliases: vec![], issued: None
        },
    ];
    let people = [LexiconName { index: 0, names: vec!["Nguyễn Văn A", "A"] }];
    let organisations = [LexiconName { index: 0, names: vec!["Bộ Chính trị", "LHQ"] }];
    let terms = [LexiconName { index: 0, names: vec!["học tập"] }];
    Lexicon::new(&documents, &people, &organisations, &terms)
});

fn ranges(found: &Findings) -> [Vec<Range<usize>>; 5] {
    let names = |list: &[khue::cite::NameMention]| list.iter().map(|one| one.range.clone()).collect();
    [
        found.mentions.iter().map(|one| one.range.clone()).collect(),
        found.dates.iter().map(|one| one.range.clone()).collect(),
        names(&found.people),
        names(&found.organisations),
        names(&found.terms),
    ]
}

/// What is found, in words: surfaces composed, numbers, dates.
fn told(text: &str, found: &Findings) -> Vec<String> {
    let surface = |range: &Range<usize>| text[range.clone()].nfc().collect::<String>();
    let mentions =
        found.mentions.iter().map(|m| format!("{} {:?} {:?}", surface(&m.range), m.number, m.target));
    let dates = found.dates.iter().map(|d| format!("{} {} {:?}", surface(&d.range), d.iso, d.problem));
    let names = [&found.people, &found.organisations, &found.terms];
    let names = names.into_iter().flatten().map(|n| format!("{} {}", surface(&n.range), n.index));
    mentions.chain(dates).chain(names).collect()
}

fuzz_target!(|text: &str| {
    let found = scan(text, &LEXICON, None);
    for list in ranges(&found) {
        let mut end = 0;
        for range in list {
            let surface = text.get(range.clone()).expect("it is a stretch of the text");
            assert!(!surface.trim().is_empty(), "an empty mention");
            assert!(end <= range.start, "mentions of one list overlap, or are not sorted");
            end = range.end;
        }
    }
    for mention in &found.mentions {
        let indices = match &mention.target {
            Target::Known(index) => vec![*index],
            Target::Ambiguous(all) | Target::OtherDate(all) => all.clone(),
            Target::Unknown => Vec::new(),
        };
        assert!(indices.iter().all(|index| *index < 3));
        if let Some(number) = &mention.number {
            let shown = number.to_string();
            let again = DocumentNumber::parse(&shown).expect("a number is shown as one");
            assert_eq!(again.key(), number.key(), "{shown}");
        }
    }
    assert_eq!(found, scan(text, &LEXICON, None), "twice the same");
    let (composed, decomposed): (String, String) = (text.nfc().collect(), text.nfd().collect());
    let expected = told(&composed, &scan(&composed, &LEXICON, None));
    assert_eq!(told(&decomposed, &scan(&decomposed, &LEXICON, None)), expected, "NFC and NFD");
    assert_eq!(told(text, &found), expected, "as given and in NFC");
});

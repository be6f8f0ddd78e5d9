//! The recogniser as a whole: the tables of `tests/data`, names beside documents, and properties of any text.

use std::collections::HashMap;
use std::time::Instant;

use proptest::prelude::{Strategy, TestCaseError, prop, prop_assert, prop_assert_eq, proptest};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::*;

#[derive(Deserialize)]
struct Head {
    lexicon: Registry,
}

#[derive(Deserialize)]
struct Registry {
    documents: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    kind: String,
    number: Option<String>,
    issued: Option<Date>,
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Row {
    text: String,
    mentions: Vec<Expected>,
    note: String,
}

#[derive(Deserialize)]
struct Expected {
    surface: String,
    number: Option<String>,
    document: Option<String>,
    /// `other-date` or `ambiguous`, where that is the point.
    target: Option<String>,
    date: Option<Date>,
}

impl Registry {
    fn lexicon(&self) -> Lexicon {
        let numbers: Vec<Option<DocumentNumber>> = self
            .documents
            .iter()
            .map(|entry| entry.number.as_deref().and_then(DocumentNumber::parse))
            .collect();
        let documents: Vec<LexiconDocument<'_>> = self
            .documents
            .iter()
            .zip(&numbers)
            .enumerate()
            .map(|(index, (entry, number))| LexiconDocument {
                index,
                kind: &entry.kind,
                number: number.as_ref(),
                aliases: entry.aliases.iter().map(String::as_str).collect(),
                issued: entry.issued,
            })
            .collect();
        Lexicon::new(&documents, &[], &[], &[])
    }
}

#[test]
fn citations_are_those_of_the_table() {
    let mut lines = include_str!("../../tests/data/citations.jsonl").lines();
    let head: Head = serde_json::from_str(lines.next().expect("a first row")).expect("the lexicon");
    let lexicon = head.lexicon.lexicon();
    let mut wrong = Vec::new();
    for line in lines {
        let row: Row = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let found: Vec<String> = scan(&row.text, &lexicon, None)
            .mentions
            .iter()
            .map(|mention| {
                let (document, target) = match &mention.target {
                    Target::Known(index) => (Some(head.lexicon.documents[*index].id.as_str()), None),
                    Target::Unknown => (None, None),
                    Target::Ambiguous(_) => (None, Some("ambiguous")),
                    Target::OtherDate(_) => (None, Some("other-date")),
                };
                let number = mention.number.as_ref().map(DocumentNumber::to_string);
                shown(&row.text[mention.range.clone()], number.as_deref(), document, target, mention.date)
            })
            .collect();
        let expected: Vec<String> = row
            .mentions
            .iter()
            .map(|e| {
                shown(&e.surface, e.number.as_deref(), e.document.as_deref(), e.target.as_deref(), e.date)
            })
            .collect();
        if found != expected {
            wrong.push(format!(
                "{:?} ({})\n  found    {found:?}\n  expected {expected:?}",
                row.text, row.note
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn shown(
    surface: &str,
    number: Option<&str>,
    document: Option<&str>,
    target: Option<&str>,
    date: Option<Date>,
) -> String {
    let date = date.map(|date| date.to_string());
    let parts = [number, document, target, date.as_deref()].map(|part| part.unwrap_or("-"));
    format!("{surface:?} {}", parts.join(" "))
}

#[derive(Deserialize)]
struct DateRow {
    text: String,
    written: Option<Date>,
    dates: Vec<ExpectedDate>,
    note: String,
}

#[derive(Deserialize)]
struct ExpectedDate {
    surface: String,
    iso: String,
    #[serde(default)]
    inferred: bool,
    /// `no-such-day`, `wrong-weekday` or `no-year`.
    problem: Option<String>,
}

#[test]
fn dates_are_those_of_the_table() {
    let mut wrong = Vec::new();
    for line in include_str!("../../tests/data/dates.jsonl").lines() {
        let row: DateRow = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let found: Vec<String> = scan(&row.text, &Lexicon::empty(), row.written)
            .dates
            .iter()
            .map(|date| {
                let problem = date.problem.map_or("-", |problem| match problem {
                    DateProblem::NoSuchDay => "no-such-day",
                    DateProblem::WrongWeekday { .. } => "wrong-weekday",
                    DateProblem::NoYear => "no-year",
                });
                format!("{:?} {} {} {problem}", &row.text[date.range.clone()], date.iso, date.inferred)
            })
            .collect();
        let expected: Vec<String> = row
            .dates
            .iter()
            .map(|e| {
                format!("{:?} {} {} {}", e.surface, e.iso, e.inferred, e.problem.as_deref().unwrap_or("-"))
            })
            .collect();
        if found != expected {
            wrong.push(format!(
                "{:?} ({})\n  found    {found:?}\n  expected {expected:?}",
                row.text, row.note
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A small registry with people and organisations.
fn registry() -> Lexicon {
    let number = DocumentNumber::parse("57-KL/TW").expect("a number");
    let document =
        |index, kind, number, aliases| LexiconDocument { index, kind, number, aliases, issued: None };
    Lexicon::new(
        &[
            document(0, "Kết luận", Some(&number), vec![]),
            document(1, "Nghị quyết", None, vec!["Nghị quyết của Bộ Chính trị"]),
        ],
        &[
            LexiconName { index: 10, names: vec!["Nguyễn Văn Thuỷ", "Anh Ba"] },
            LexiconName { index: 11, names: vec!["Hồ Chí Minh"] },
            LexiconName { index: 12, names: vec!["Trần An"] },
            LexiconName { index: 13, names: vec!["Trần An"] },
        ],
        &[
            LexiconName { index: 20, names: vec!["Chính phủ"] },
            LexiconName { index: 21, names: vec!["Thanh tra Chính phủ"] },
            LexiconName { index: 22, names: vec!["Bộ Chính trị"] },
            LexiconName { index: 23, names: vec!["Ban Chỉ đạo Kết luận 57"] },
        ],
        &[
            LexiconName { index: 30, names: vec!["TTĐN"] },
            LexiconName { index: 31, names: vec!["kết luận", "thanh tra"] },
            LexiconName { index: 32, names: vec!["điểm cầu"] },
            LexiconName { index: 33, names: vec!["Điểm cầu chính"] },
            LexiconName { index: 34, names: vec!["sơ kết"] },
            LexiconName { index: 35, names: vec!["Sơ kết"] },
        ],
    )
}

fn check_names(text: &str, people: &[(&str, usize)], organisations: &[(&str, usize)]) {
    let lexicon = registry();
    for form in [text.to_owned(), text.nfd().collect()] {
        let findings = scan(&form, &lexicon, None);
        let shown = |names: &[NameMention]| {
            names
                .iter()
                .map(|name| (form[name.range.clone()].nfc().collect(), name.index))
                .collect::<Vec<_>>()
        };
        let expected = |names: &[(&str, usize)]| {
            names.iter().map(|(name, index)| ((*name).to_owned(), *index)).collect::<Vec<(String, usize)>>()
        };
        assert_eq!(
            (shown(&findings.people), shown(&findings.organisations)),
            (expected(people), expected(organisations))
        );
    }
}

#[test]
fn a_number_that_is_another_documents_alias_too_is_ambiguous() {
    let number = |text: &str| DocumentNumber::parse(text).expect("a number");
    let (one, other) = (number("57-KL/TW"), number("5-NQ/TW"));
    let document = |index, number, kind, aliases| LexiconDocument {
        index,
        kind,
        number: Some(number),
        aliases,
        issued: None,
    };
    let documents = [
        document(0, &one, "Kết luận", vec!["5-NQ/TW", "Kết luận mới"]),
        document(1, &other, "Nghị quyết", vec![]),
    ];
    let lexicon = Lexicon::new(&documents, &[], &[], &[]);
    let targets = |text: &str| -> Vec<Target> {
        scan(text, &lexicon, None).mentions.into_iter().map(|mention| mention.target).collect()
    };
    assert_eq!(targets("Theo 5-NQ/TW"), [Target::Ambiguous(vec![0, 1])]);
    assert_eq!(targets("Nghị quyết số 5-NQ/TW, Kết luận mới"), [Target::Known(1), Target::Known(0)]);
}

#[test]
fn names_are_found() {
    check_names("Ông Nguyễn Văn Thủy và anh Ba.", &[("Nguyễn Văn Thủy", 10), ("anh Ba", 10)], &[]);
    check_names("NGUYỄN VĂN\nTHUỶ, Anh\u{a0}Ba", &[("NGUYỄN VĂN\nTHUỶ", 10), ("Anh\u{a0}Ba", 10)], &[]);
    check_names(
        "Thanh tra chính phủ, Chính phủ, chính phủ",
        &[],
        &[("Thanh tra chính phủ", 21), ("Chính phủ", 20)],
    );
}

#[test]
fn places_and_namesakes_are_not_people() {
    check_names("Chủ tịch Hồ Chí Minh; Thành phố Hồ Chí Minh, TP. Hồ Chí Minh", &[("Hồ Chí Minh", 11)], &[]);
    check_names("Trần An", &[], &[]);
}

#[test]
fn a_name_within_a_longer_one_is_not_found() {
    check_names("Ông Nguyễn Văn Thuỷ Anh và NGUYỄN VĂN THỦY ANH", &[], &[]);
    check_names("NGUYỄN VĂN THỦY PHÁT BIỂU", &[("NGUYỄN VĂN THỦY", 10)], &[]);
    check_names("NGUYỄN VĂN THỦY Anh", &[("NGUYỄN VĂN THỦY", 10)], &[]);
    check_names("Nguyễn Văn Thuỷ Thanh tra viên", &[("Nguyễn Văn Thuỷ", 10)], &[]);
    check_names(
        "Nguyễn Văn Thuỷ Chính phủ, Nguyễn Văn Thuỷ Hồ Chí Minh",
        &[("Nguyễn Văn Thuỷ", 10), ("Nguyễn Văn Thuỷ", 10), ("Hồ Chí Minh", 11)],
        &[("Chính phủ", 20)],
    );
}

#[test]
fn a_document_wins_over_the_names_within() {
    check_names("Nghị quyết của Bộ Chính trị", &[], &[]);
    check_names("Kết luận 57 của Bộ Chính trị", &[], &[("Bộ Chính trị", 22)]);
    check_names("Ban Chỉ đạo Kết luận 57", &[], &[("Ban Chỉ đạo Kết luận 57", 23)]);
}

fn check_terms(text: &str, expected: &[(&str, usize)]) {
    for form in [text.to_owned(), text.nfd().collect()] {
        let found: Vec<(String, usize)> = scan(&form, &registry(), None)
            .terms
            .iter()
            .map(|name| (form[name.range.clone()].nfc().collect(), name.index))
            .collect();
        let expected: Vec<(String, usize)> = expected.iter().map(|(t, i)| ((*t).to_owned(), *i)).collect();
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn terms_are_whole_words_and_abbreviations_exact() {
    check_terms("công tác TTĐN, TTĐN; ttđn, TTĐNx, xTTĐN", &[("TTĐN", 30), ("TTĐN", 30)]);
    check_terms("ĐIỂM  CẦU, điểm\ncầu, điểm\n\ncầu", &[("ĐIỂM  CẦU", 32), ("điểm\ncầu", 32)]);
    check_terms("Điểm cầu chính, điểm cầu chính", &[("Điểm cầu chính", 33), ("điểm cầu", 32)]);
    check_terms("xem https://a.example/TTĐN", &[]);
}

#[test]
fn terms_keep_out_of_all_other_mentions() {
    check_terms("Kết luận 57, kết luận, Kết luận số 57-KL/TW", &[("kết luận", 31)]);
    check_terms("Thanh tra Chính phủ, thanh tra chính phủ", &[("thanh tra", 31)]);
    check_terms("Ban Chỉ đạo Kết luận 57", &[]);
}

#[test]
fn a_spelling_of_two_terms_is_neithers() {
    check_terms("Sơ kết", &[]);
    check_terms("sơ kết", &[("sơ kết", 34)]);
}

/// Texts made of pieces of the grammar, which come nearest to the edges of the scanners.
fn fragments() -> impl Strategy<Value = String> {
    const PIECES: [&str; 64] = [
        "57",
        "5",
        "30",
        "2020",
        "2023",
        "1945",
        "11",
        "10",
        "0",
        "-",
        "–",
        "/",
        ".",
        ",",
        ":",
        " ",
        " ",
        " ",
        "\u{a0}",
        "\n",
        "\n\n",
        "KL",
        "TW",
        "TƯ",
        "T.Ư",
        "NĐ",
        "Ð",
        "CP",
        "QĐ",
        "TTg",
        "QH13",
        "kl",
        "tw",
        "Kết luận",
        "số",
        "Số:",
        "kết luận",
        "Nghị định",
        "ngày",
        "Chiều",
        "thứ hai",
        "Thứ 2,",
        "tháng",
        "năm",
        "19h49",
        "11:00",
        "giờ",
        "mùng",
        "từ",
        "đến",
        "và",
        "âm lịch",
        "(",
        ")",
        "Nguyễn Văn Thuỷ",
        "Bộ Chính trị",
        "Nghị quyết của Bộ Chính trị",
        "https://",
        "a.vn/",
        "@",
        "\u{301}",
        "đại biểu",
        "&",
        "%",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24).prop_map(|pieces| pieces.concat())
}

fn check_findings(text: &str) -> Result<(), TestCaseError> {
    let findings = scan(text, &registry(), Some(Date::constant(2023, 10, 12)));
    let names = |names: &[NameMention]| names.iter().map(|name| name.range.clone()).collect::<Vec<_>>();
    for ranges in [
        findings.mentions.iter().map(|mention| mention.range.clone()).collect(),
        findings.dates.iter().map(|date| date.range.clone()).collect(),
        names(&findings.people),
        names(&findings.organisations),
    ] {
        let mut end = 0;
        for range in ranges {
            prop_assert!(range.start >= end && range.end > range.start, "{:?} in {:?}", range, text);
            prop_assert!(text.get(range.clone()).is_some(), "{:?} in {:?}", range, text);
            end = range.end;
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_scanned(text in "\\PC{0,60}") {
        check_findings(&text)?;
    }

    #[test]
    fn any_fragments_are_scanned(text in fragments()) {
        check_findings(&text)?;
        check_findings(&text.nfd().collect::<String>())?;
    }

    #[test]
    fn normalization_forms_are_alike(text in fragments()) {
        let (composed, decomposed) = (text.nfc().collect::<String>(), text.nfd().collect::<String>());
        let written = Some(Date::constant(2023, 10, 12));
        let surfaces = |text: &str| {
            let found = scan(text, &registry(), written);
            let mentions = found.mentions.iter().map(|mention| mention.range.clone());
            let dates = found.dates.iter().map(|date| date.range.clone());
            mentions.chain(dates).map(|range| text[range].nfc().collect::<String>()).collect::<Vec<_>>()
        };
        prop_assert_eq!(surfaces(&composed), surfaces(&decomposed));
    }
}

#[test]
fn time_is_linear() {
    // A quadratic scan of so much text takes minutes; the limit is wide for the sake of slow machines.
    let lexicon = registry();
    for piece in [
        "5/",
        "57-",
        "57-KL/TW ",
        "ngày 5/7 ",
        "Kết luận 57 ",
        "a",
        " ",
        "5 ",
        "KL/",
        "thứ 2, ",
        "5 và ",
        "é",
        "a.b/",
        ".",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let start = Instant::now();
        scan(&text, &lexicon, None);
        let seconds = start.elapsed().as_secs_f64();
        assert!(seconds < 10.0, "{piece:?} takes {seconds} s");
    }
}

#[test]
fn many_names_are_no_burden() {
    let names: Vec<String> = (0..40_000).map(|i| format!("Nguyễn Văn Thứ {i}")).collect();
    let people: Vec<LexiconName<'_>> =
        names.iter().enumerate().map(|(index, name)| LexiconName { index, names: vec![name] }).collect();
    let lexicon = Lexicon::new(&[], &people, &[], &[]);
    let found: HashMap<usize, _> = scan("Nguyễn Văn Thứ 39999, Nguyễn Văn Thứ 5", &lexicon, None)
        .people
        .into_iter()
        .map(|n| (n.index, n))
        .collect();
    assert_eq!(found.len(), 2);
}

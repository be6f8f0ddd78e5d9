//! Very much of one thing, very deep, or without an end.

use super::{check_page, check_told};

const ARTICLE: &[u8] = b"siglum: X\nseed: x.txt\ntitle: X\n";
const PERSON: &str = "content/people/b.yaml";

fn check_seed(what: &str, seed: &[u8]) {
    check_page(what, &[("seeds/x.txt", seed), ("content/articles/x.yaml", ARTICLE)]);
}

fn check_markdown(what: &str, body: &[u8]) {
    let text = [b"---\ntitle: T\n---\n", body].concat();
    check_page(what, &[("content/topics/t.md", &text)]);
}

fn check_yaml(what: &str, yaml: &[u8], place: &str) {
    check_told(what, &[(PERSON, yaml)], "invalid-yaml", &format!("{PERSON}:{place}"));
}

#[test]
fn seeds_may_be_large() {
    check_seed("one word of 8 MiB", &vec![b'a'; 8 << 20]);
    check_seed("300,000 lines", &b"a\n".repeat(300_000));
    check_seed("500,000 marks on a letter", format!("e{}", "\u{301}".repeat(500_000)).as_bytes());
    check_seed("digits", &[vec![b'1'; 300_000], b"-1/".repeat(100_000)].concat());
    check_seed("parts of numbers", "57-KL/ số Kết luận ngày 14 tháng ".repeat(3_000).as_bytes());
    check_seed("open quotation marks", "“".repeat(100_000).as_bytes());
    check_seed("open brackets", "(".repeat(1_000_000).as_bytes());
}

#[test]
fn a_document_may_have_thousands_of_numbers_for_aliases() {
    let aliases: String = (1..8_000).map(|n| format!("  - {n}-NQ/TW\n")).collect();
    let document = format!("title: T\naliases:\n{aliases}");
    check_page("aliases", &[("content/documents/t.yaml", document.as_bytes())]);
}

#[test]
fn thousands_of_dates_may_stand_in_one_passage() {
    check_seed("dates", "ngày 15/6/2023, ".repeat(5_000).as_bytes());
}

#[test]
fn a_crowd_of_mentions_in_one_passage_takes_no_square_of_time() {
    let mention = "Theo Kết luận số 57-KL/TW ngày 15/6/2023, ";
    check_seed("mentions", mention.repeat(30_000).as_bytes());
}

/// Each in a sentence of its own, all in one passage: of a person, a document and the terms of a topic.
#[test]
fn a_crowd_of_sentences_in_one_passage_takes_no_square_of_time() {
    let seed = "Trần Thị B đọc Kết luận số 91-KL/TW về ba giếng. ".repeat(10_000);
    check_page(
        "sentences",
        &[
            ("seeds/x.txt", seed.as_bytes()),
            ("content/articles/x.yaml", ARTICLE),
            (PERSON, "name: Trần Thị B\n".as_bytes()),
            ("content/documents/d.yaml", "number: 91-KL/TW\n".as_bytes()),
            ("content/topics/t.md", "---\ntitle: T\nterms: [giếng]\n---\n".as_bytes()),
        ],
    );
}

/// Each line is like each: of two such lists the square would be told.
#[test]
fn two_lists_of_like_lines_take_no_square_of_time() {
    let line = |n: usize| format!("câu chuyện thứ {n} kể rằng có một người đi chợ mua {n} quả cam.\n\n");
    let (up, down): (String, String) =
        ((0..1_500).map(line).collect(), (0..1_500).map(|n| line(1_500 - n)).collect());
    check_page(
        "like lines",
        &[
            ("seeds/x.txt", up.as_bytes()),
            ("content/articles/x.yaml", ARTICLE),
            ("seeds/y.txt", down.as_bytes()),
            ("content/articles/y.yaml", b"siglum: Y\nseed: y.txt\ntitle: Y\n"),
        ],
    );
}

#[test]
fn markdown_may_be_nested_ten_thousand_times() {
    for sign in [
        "> ",
        "- > ",
        ">",
        "- ",
        "1. ",
        "*a ",
        "[[a|",
        "![",
        "<a ",
        "<!--",
        "&#x",
        "[a](<",
        "**a*b_c__",
        "```\n",
        "`` ",
    ] {
        check_markdown(sign, format!("{}a\n", sign.repeat(10_000)).as_bytes());
    }
    check_markdown("links", format!("{}a{}\n", "[".repeat(10_000), "](x)".repeat(10_000)).as_bytes());
    check_markdown(
        "lists",
        (0..800).map(|n| format!("{}- a\n", "  ".repeat(n))).collect::<String>().as_bytes(),
    );
    check_markdown("emphasis", format!("{0}a{0}\n", "*".repeat(20_000)).as_bytes());
}

#[test]
fn markdown_may_have_thousands_of_one_thing() {
    check_markdown("headings", &b"# a\n\n".repeat(3_000));
    check_markdown(
        "a wide table",
        format!("|{0}\n|{1}\n|{0}\n", "a|".repeat(5_000), "-|".repeat(5_000)).as_bytes(),
    );
    check_markdown(
        "short rows",
        format!("|{}\n|{}\n{}", "a|".repeat(3_000), "-|".repeat(3_000), "|a\n".repeat(500)).as_bytes(),
    );
    check_markdown(
        "footnotes",
        (0..2_000).map(|n| format!("[^{n}]\n\n[^{n}]: x [^{n}]\n\n")).collect::<String>().as_bytes(),
    );
    check_markdown(
        "definitions",
        format!("{}\n{}\n", "[a]: x\n".repeat(10_000), "[a] ".repeat(5_000)).as_bytes(),
    );
    check_markdown("lines", &b"a\n".repeat(200_000));
}

#[test]
fn thousands_of_references_in_one_sentence_take_no_gigabytes() {
    check_markdown("references", &b"[[article:a#p2]] ".repeat(4_000));
    check_markdown("links", &b"[a](../topics/hoc.md) ".repeat(4_000));
}

#[test]
fn hostile_code_is_highlighted_or_shown_as_it_is() {
    for (language, code) in [
        ("rust", "fn a(){ \"\\x"),
        ("html", "<a "),
        ("js", "`${"),
        ("js", "/(["),
        ("yaml", "a: "),
        ("markdown", "> *a "),
        ("c", "#if (\n"),
        ("python", "f\"{"),
        ("php", "<?php <<<A\n"),
        ("perl", "s{"),
        ("ruby", "%Q("),
        ("sh", "$("),
        ("cpp", "template<"),
        ("json", "["),
    ] {
        check_markdown(language, format!("```{language}\n{}\n```\n", code.repeat(3_000)).as_bytes());
    }
}

#[test]
fn yaml_that_is_too_deep_or_stands_for_gigabytes_is_told() {
    check_yaml("brackets", format!("name: A\nextra: {{x: {}", "[".repeat(100_000)).as_bytes(), "2");
    check_yaml("braces", format!("name: A\nextra: {}", "{a: ".repeat(100_000)).as_bytes(), "2");
    check_yaml("questions", format!("name: A\nextra:\n  {}a\n", "? ".repeat(50_000)).as_bytes(), "3");
    let deep: String = (0..1_000).map(|n| format!("{}a:\n", " ".repeat(n + 1))).collect();
    check_yaml("indents", format!("name: A\nextra:\n{deep}").as_bytes(), "102");
    let mut bomb = "name: A\nextra:\n  a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (one, next) in ('a'..'i').zip('b'..'j') {
        bomb.push_str(&format!("  {next}: &{next} [{}]\n", vec![format!("*{one}"); 9].join(", ")));
    }
    check_yaml("aliases", bomb.as_bytes(), "3");
    check_yaml("documents", &b"---\n".repeat(50_000), "2");
    check_yaml("a quote without end", format!("name: \"{}", "x\n ".repeat(100_000)).as_bytes(), "1");
}

#[test]
fn yaml_may_have_thousands_of_keys() {
    let own: String = (0..20_000).map(|n| format!("  k{n}: 1\n")).collect();
    check_page("keys of one's own", &[(PERSON, format!("name: B\nextra:\n{own}").as_bytes())]);
    let unknown: String = (0..3_000).map(|n| format!("k{n}: 1\n")).collect();
    check_told(
        "unknown keys",
        &[(PERSON, format!("name: B\n{unknown}").as_bytes())],
        "unknown-key",
        "content/people/b.yaml:2:1",
    );
    let twice = "  k: 1\n".repeat(3_000);
    check_told(
        "one key",
        &[(PERSON, format!("name: B\nextra:\n{twice}").as_bytes())],
        "duplicate-key",
        "content/people/b.yaml:4:3",
    );
}

#[test]
fn a_name_may_be_very_long() {
    // A table of all states of the search for names took the square of their length.
    check_page("one word", &[(PERSON, format!("name: {}\n", "x".repeat(100_000)).as_bytes())]);
    check_page("words", &[(PERSON, format!("name: {}\n", "xy ".repeat(30_000)).as_bytes())]);
    check_page(
        "a title",
        &[("content/topics/t.md", format!("---\ntitle: {}\n---\n", "xy ".repeat(30_000)).as_bytes())],
    );
}

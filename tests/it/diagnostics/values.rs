//! Slips of the keyboard in values: quotation marks, tabs, the wrong kind of value, the wrong word.

use super::{check, check_small};
use crate::harness::PortalTest;
use expect_test::{Expect, expect};

const ARTICLE: &str = "content/articles/cp.yaml";
const PUBLISHER: &str = "content/publishers/cand.yaml";
const DOCUMENT: &str = "content/documents/16-kl-tw.yaml";
const EVENT: &str = "content/events/so-ket-2023-07-05.yaml";
const PERSON: &str = "content/people/ho-chi-minh.yaml";
const TOPIC: &str = "content/topics/nguon-luc.md";
const PAGE: &str = "content/pages/nguon-va-quyen.md";

#[test]
fn what_yaml_reads_otherwise_than_it_was_meant_gets_its_cure() {
    let check = |file: &str, text: &str, expected: Expect| {
        check_small(&format!("-- content/{file} --\n{text}\n"), expected);
    };
    check(
        "events/e.yaml",
        "title: {A}",
        expect![[r#"
            error[wrong-type] content/events/e.yaml:1:8: `title` must be a text or a list of entries, each with keys, but here is keys with values
              | title: {A}
              = write one text here, in quotes if it begins with `{` or holds `: `"#]],
    );
    check(
        "events/e.yaml",
        "title: [[57-KL/TW]]",
        expect![[r#"
            error[wrong-type] content/events/e.yaml:1:9: `title` must be keys with values, on lines of their own, but here is a list
              | title: [[57-KL/TW]]
              = put quotes around a text that begins with `[[`; entries are `- key: value`, or keys on lines below"#]],
    );
    check(
        "topics/t.md",
        "---\ntitle: A\nterms:\n  - topic: t\n---",
        expect![[r#"
        error[wrong-type] content/topics/t.md:4:5: `terms` must be a text, but here is keys with values
          |   - topic: t
          = write one text here: `topic:t` without a space, or quotes around it: "topic: t""#]],
    );
    check(
        "publishers/p.yaml",
        "name: A\nomit:\n  - lines: [1, 2]",
        expect![[r#"
        error[missing-key] content/publishers/p.yaml:3:5: `kind` is missing
          |   - lines: [1, 2]
          = add `kind: …` (What they are)
        error[wrong-type] content/publishers/p.yaml:3:12: `lines` must be a text, but here is a list
          |   - lines: [1, 2]
          = only one value can stand here; is it one text: `1, 2`?"#]],
    );
    check(
        "articles/x.yaml",
        "title: [A]",
        expect![[r#"
            error[wrong-type] content/articles/x.yaml:1:8: `title` must be a text, but here is a list
              | title: [A]
              = write `A` without brackets and `- `, or quotes around it if they are a part of the text"#]],
    );
    check(
        "articles/x.yaml",
        "title: A\ntopics: [a",
        expect![[r#"
        error[invalid-yaml] content/articles/x.yaml:2:9: this cannot be read as YAML: unclosed bracket '['
          | topics: [a
          = close the list with `]`, or put quotes around the value if the `[` is part of a text"#]],
    );
}

#[test]
fn a_missing_quotation_mark_is_found_near_its_line() {
    check(
        ARTICLE,
        "siglum: CP",
        "siglum: \"CP",
        expect![[r#"
        error[invalid-yaml] content/articles/cp.yaml:1:9: this cannot be read as YAML: invalid indentation in multiline quoted scalar
          | siglum: "CP
          = check the quotation marks: a value in quotes ends with the mark it began with, and nothing follows"#]],
    );
    check(
        PUBLISHER,
        "name: cand.com.vn",
        "name: 'cand.com.vn",
        expect![[r#"
        error[invalid-yaml] content/publishers/cand.yaml:1:7: this cannot be read as YAML: invalid indentation in multiline quoted scalar
          | name: 'cand.com.vn
          = check the quotation marks: a value in quotes ends with the mark it began with, and nothing follows"#]],
    );
    check(
        DOCUMENT,
        "type: Kết luận",
        "type: \"Kết luận",
        expect![[r#"
        error[invalid-yaml] content/documents/16-kl-tw.yaml:1:7: this cannot be read as YAML: invalid indentation in multiline quoted scalar
          | type: "Kết luận
          = check the quotation marks: a value in quotes ends with the mark it began with, and nothing follows"#]],
    );
    check(
        EVENT,
        "label: Hội nghị sơ kết",
        "label: \"Hội nghị\" sơ kết",
        expect![[r#"
        error[invalid-yaml] content/events/so-ket-2023-07-05.yaml:6:19: this cannot be read as YAML: invalid trailing content after double-quoted scalar
          | label: "Hội nghị" sơ kết
          = check the quotation marks: a value in quotes ends with the mark it began with, and nothing follows"#]],
    );
    check(
        TOPIC,
        "title: Nguồn lực\n",
        "title: \"Nguồn lực\n",
        expect![[r#"
        error[invalid-yaml] content/topics/nguon-luc.md:2:8: this cannot be read as YAML: invalid indentation in multiline quoted scalar
          | title: "Nguồn lực
          = check the quotation marks: a value in quotes ends with the mark it began with, and nothing follows"#]],
    );
    check(
        PAGE,
        "title: Nguồn và quyền",
        "title: Nguồn: và quyền",
        expect![[r#"
        error[invalid-yaml] content/pages/nguon-va-quyen.md:2:13: this cannot be read as YAML: mapping values are not allowed in this context
          | title: Nguồn: và quyền
          = put quotes around the value: it holds a colon"#]],
    );
}

#[test]
fn a_tab_is_told_to_be_spaces() {
    check(
        ARTICLE,
        "  - kind: title\n",
        "\t- kind: title\n",
        expect![[r#"
        error[invalid-yaml] content/articles/cp.yaml:15:2: this cannot be read as YAML: tabs disallowed within this context (block indentation)
          | 	- kind: title
          = indent with spaces; YAML allows no tab here"#]],
    );
    check(
        DOCUMENT,
        "    article: cp\n    quote: Kết luận số 16-KL/TW, ngày 14/2/2012 của Bộ Chính trị (khóa XI)\nissuer",
        "\tarticle: cp\nissuer",
        expect![[r#"
            error[invalid-yaml] content/documents/16-kl-tw.yaml:5:1: this cannot be read as YAML: while scanning a plain scalar, found a tab
              | 	article: cp
              = indent with spaces; YAML allows no tab here"#]],
    );
    check(
        PERSON,
        "  - value: Chủ tịch\n    article: nv",
        "  - value: Chủ tịch\n\tarticle: nv",
        expect![[r#"
            error[invalid-yaml] content/people/ho-chi-minh.yaml:7:1: this cannot be read as YAML: while scanning a plain scalar, found a tab
              | 	article: nv
              = indent with spaces; YAML allows no tab here"#]],
    );
}

/// Each of these lost its first word, or was told of in the words of a program.
#[test]
fn a_text_that_begins_with_a_sign_of_yaml_is_told() {
    for (value, sign) in [("!Quan trọng", '!'), ("&Hội nghị", '&'), ("&a", '&'), ("!", '!')] {
        let test =
            PortalTest::small().with(&format!("-- content/people/b.yaml --\nnote: a ! & b\nname: {value}\n"));
        let run = test.run(&["check"]).ended(1);
        let told = format!("`{sign}` at the beginning of a value is a sign of YAML, not a part of the text");
        assert!(run.stderr.contains(&told), "{}", run.stderr);
        assert!(run.stderr.contains("content/people/b.yaml:2:7"), "{}", run.stderr);
        assert!(run.stderr.contains("put quotes around the whole value"), "{}", run.stderr);
    }
}

#[test]
fn words_that_are_a_comment_to_yaml_are_told() {
    let test =
        PortalTest::small().with("-- content/people/b.yaml --\nname: Trần B #57\nnote: # một ghi chú\n");
    let run = test.run(&["check"]).ended(0);
    assert!(run.stderr.contains("warning[comment-in-value]: `#57` is a comment to YAML"), "{}", run.stderr);
    assert!(run.stderr.contains("content/people/b.yaml:1:14"), "{}", run.stderr);
    assert!(run.stderr.contains("1 warning"), "{}", run.stderr);
    test.run(&["check", "--strict"]).ended(1);
    let listed =
        test.with("-- content/people/b.yaml --\nname: B\naliases:\n  - #57\n").run(&["check"]).ended(1);
    assert!(listed.stderr.contains("content/people/b.yaml:3"), "{}", listed.stderr);
}

#[test]
fn a_value_of_the_wrong_kind_is_told_what_belongs_there() {
    check(
        ARTICLE,
        "author: Vũ Hiền",
        "author: [Vũ Hiền]",
        expect![[r#"
            error[wrong-type] content/articles/cp.yaml:6:9: `author` must be a text, but here is a list
              | author: [Vũ Hiền]
              = write `Vũ Hiền` without brackets and `- `, or quotes around it if they are a part of the text"#]],
    );
    check(
        ARTICLE,
        "events: [hoi-nghi-2023-10-11]",
        "events: hoi-nghi-2023-10-11",
        expect![[r#"
        error[wrong-type] content/articles/cp.yaml:12:9: `events` must be a list (`- one` on each line, or `[one, two]`), but here is the text `hoi-nghi-2023-10-11`
          | events: hoi-nghi-2023-10-11
          = write `[hoi-nghi-2023-10-11]`"#]],
    );
    check(
        PUBLISHER,
        "site: https://cand.com.vn/",
        "draft: có",
        expect![[r#"
            error[wrong-type] content/publishers/cand.yaml:2:8: `draft` must be `true` or `false`, but here is the text `có`
              | draft: có
              = write `true` or `false`"#]],
    );
    check(
        DOCUMENT,
        "number: 16-KL/TW",
        "aliases: Kết luận 16",
        expect![[r#"
            error[wrong-type] content/documents/16-kl-tw.yaml:2:10: `aliases` must be a list (`- one` on each line, or `[one, two]`), but here is the text `Kết luận 16`
              | aliases: Kết luận 16
              = write `[Kết luận 16]`"#]],
    );
    check(
        EVENT,
        "topics: [cac-hoi-nghi]",
        "topics: {cac-hoi-nghi: 1}",
        expect![[r#"
            error[wrong-type] content/events/so-ket-2023-07-05.yaml:25:9: `topics` must be a list (`- one` on each line, or `[one, two]`), but here is keys with values
              | topics: {cac-hoi-nghi: 1}
              = write `[one, two]`, or each on a line of its own after `- `"#]],
    );
    check(
        PERSON,
        "name: Hồ Chí Minh",
        "name: true",
        expect![[r#"
        error[wrong-type] content/people/ho-chi-minh.yaml:1:7: `name` must be a text, but here is the truth value `true`
          | name: true
          = put quotes around it: "true""#]],
    );
    // A number with zeros before it is a text, to the check as to the reader.
    check(
        TOPIC,
        "order: 6",
        "order: 007",
        expect![[r#"
            error[wrong-type] content/topics/nguon-luc.md:3:8: `order` must be a whole number, but here is the text `007`
              | order: 007
              = write a whole number, such as `3`"#]],
    );
    for number in [".nan", ".NaN", "-.Inf", "1e3", "0x1f", "0b11"] {
        let test = PortalTest::small().with(&format!("-- content/people/b.yaml --\nname: {number}\n"));
        let run = test.run(&["check"]).ended(1);
        assert!(run.stderr.contains(&format!("but here is the number `{number}`")), "{}", run.stderr);
    }
    check(
        TOPIC,
        "order: 6",
        "order: sáu",
        expect![[r#"
            error[wrong-type] content/topics/nguon-luc.md:3:8: `order` must be a whole number, but here is the text `sáu`
              | order: sáu
              = write a whole number, such as `3`"#]],
    );
    check(
        PAGE,
        "order: 2",
        "order: 2.5",
        expect![[r#"
            error[wrong-type] content/pages/nguon-va-quyen.md:5:8: `order` must be a whole number, but here is the number `2.5`
              | order: 2.5
              = write a whole number, such as `3`"#]],
    );
    check(
        EVENT,
        "  - value: Hà Nội\n    article: sk",
        "  - Hà Nội\n  - article: sk",
        expect![[r#"
            error[wrong-type] content/events/so-ket-2023-07-05.yaml:13:5: `place` must be keys with values, on lines of their own, but here is the text `Hà Nội`
              |   - Hà Nội
              = write `{value: Hà Nội}`
            error[missing-key] content/events/so-ket-2023-07-05.yaml:14:5: `value` is missing
              |   - article: sk
              = add `value: …` (The value, in the form that the field takes elsewhere)"#]],
    );
}

#[test]
fn a_word_that_is_not_in_the_list_is_told_the_near_ones() {
    check(
        ARTICLE,
        "  - kind: byline",
        "  - kind: by-line",
        expect![[r#"
        error[unknown-value] content/articles/cp.yaml:22:11: `kind` does not know the word `by-line`
          |   - kind: by-line
          = did you mean `byline`?"#]],
    );
    check(
        ARTICLE,
        "kind: differs\n    text: \"[[article:cand#p2]]",
        "kind: different\n    text: \"[[article:cand#p2]]",
        expect![[r#"
        error[unknown-value] content/articles/cp.yaml:47:11: `kind` does not know the word `different`
          |     kind: different
          = did you mean `differs`?"#]],
    );
    check(
        "content/documents/111-hd-btgtw.yaml",
        "  - kind: guides",
        "  - kind: guide",
        expect![[r#"
        error[unknown-value] content/documents/111-hd-btgtw.yaml:14:11: `kind` does not know the word `guide`
          |   - kind: guide
          = did you mean `guides`?"#]],
    );
    check(
        "content/documents/111-hd-btgtw.yaml",
        "basis: context",
        "basis: inferred",
        expect![[r#"
        error[unknown-value] content/documents/111-hd-btgtw.yaml:16:12: `basis` does not know the word `inferred`
          |     basis: inferred
          = allowed: stated, context, editor"#]],
    );
    check(
        TOPIC,
        "  - kind: recall",
        "  - kind: open",
        expect![[r#"
        error[unknown-value] content/topics/nguon-luc.md:85:11: `kind` does not know the word `open`
          |   - kind: open
          = allowed: one, several, recall, compare, source, order"#]],
    );
    check(
        EVENT,
        "place:\n",
        "part_of_day: sáng\nplace:\n",
        expect![[r#"
        error[unknown-value] content/events/so-ket-2023-07-05.yaml:12:14: `sáng` is no part of the day
          | part_of_day: sáng
          = allowed: morning, noon, afternoon, evening, night"#]],
    );
}

#[test]
fn what_a_list_says_twice_is_a_warning() {
    check_small(
        "-- content/people/b.yaml --\nname: Trần B\naliases: [Ông B, ông C, Ông B]\nextra: {own: [a, a]}\n-- content/documents/d.yaml --\ntitle: A\n\
         relations:\n  - {kind: cites, target: e, basis: editor, note: x}\n  - {kind: cites, target: e, basis: editor, note: y}\n  \
         - {kind: cites, target: e, basis: editor, note: x}\n-- content/documents/e.yaml --\ntitle: B\n",
        expect![[r#"
            warning[repeated-value] content/documents/d.yaml:5:5: this entry stands twice in `relations`
              |   - {kind: cites, target: e, basis: editor, note: x}
              = remove one of the two, or write what the other was to be
            warning[repeated-value] content/people/b.yaml:2:25: `Ông B` stands twice in `aliases`
              | aliases: [Ông B, ông C, Ông B]
              = remove one of the two, or write what the other was to be"#]],
    );
}

#[test]
fn a_document_does_not_relate_to_itself() {
    check_small(
        "-- content/documents/d.yaml --\ntype: Kết luận\nnumber: 57-KL/TW\nrelations:\n  - {kind: cites, target: d, basis: editor, note: x}\n  \
         - {kind: earlier, target: 57-KL/TW, basis: editor, note: x}\n",
        expect![[r#"
            warning[self-relation] content/documents/d.yaml:4:27: this is the document that the relation leads from
              |   - {kind: cites, target: d, basis: editor, note: x}
              = name the other document, or remove the relation
            warning[self-relation] content/documents/d.yaml:5:29: this is the document that the relation leads from
              |   - {kind: earlier, target: 57-KL/TW, basis: editor, note: x}
              = name the other document, or remove the relation"#]],
    );
}

#[test]
fn one_value_in_brackets_where_entries_may_be_is_told_to_lose_them() {
    super::check_small(
        "-- content/events/a.yaml --\ntitle: A\ndate: [2024-04-20]\nplace:\n  - Hà Nội\n",
        expect![[r#"
            error[wrong-type] content/events/a.yaml:2:7: `date` must be one value or a list of entries, each with keys, but here is a list of one value
              | date: [2024-04-20]
              = write `2024-04-20` without brackets and `- `
            error[wrong-type] content/events/a.yaml:4:3: `place` must be one value or a list of entries, each with keys, but here is a list of one value
              |   - Hà Nội
              = write `Hà Nội` without brackets and `- `"#]],
    );
}

#[test]
fn a_wrong_weekday_is_told_the_right_one() {
    super::check_small(
        "-- seeds/a.txt --\nThứ ba, 25/09/2023, họp.\n\nHội nghị diễn ra chủ nhật, ngày 24/9/2023 và thứ hai, ngày 26/9/2023.\n-- content/articles/a.yaml --\nseed: a.txt\ntitle: A\n",
        expect![[r#"
            warning[wrong-weekday] seeds/a.txt:1:1: the weekday of `Thứ ba, 25/09/2023` is wrong: the day is a Monday (`thứ hai`)
              | Thứ ba, 25/09/2023, họp.
              = the seed stays as it is; say so in a note at this passage
            warning[wrong-weekday] seeds/a.txt:3:46: the weekday of `thứ hai, ngày 26/9/2023` is wrong: the day is a Tuesday (`thứ ba`)
              | Hội nghị diễn ra chủ nhật, ngày 24/9/2023 và thứ hai, ngày 26/9/2023.
              = the seed stays as it is; say so in a note at this passage"#]],
    );
}

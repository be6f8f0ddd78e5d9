//! Values in another form than the one that their key takes.

use super::check_small;
use expect_test::{Expect, expect};

/// A portal with an article, an event, a topic and a document, of which some files are others.
fn check(files: &str, expected: Expect) {
    const GOOD: &str = "\
-- seeds/a.txt --
Theo Kết luận số 57-KL/TW, Hội nghị bàn ba việc.
-- content/articles/a.yaml --
seed: a.txt
title: Bài
-- content/events/hop.yaml --
title: Hội nghị
-- content/people/van-a.yaml --
name: Nguyễn Văn A
-- content/documents/57-kl-tw.yaml --
number: 57-KL/TW
-- content/topics/hoc.md --
---
title: Việc học
---
";
    check_small(&format!("{GOOD}{files}"), expected);
}

/// The portal with these keys in its event.
fn check_event(keys: &str, expected: Expect) {
    check(&format!("-- content/events/hop.yaml --\ntitle: Hội nghị\n{keys}\n"), expected);
}

#[test]
fn a_reference_in_the_form_of_texts_is_told_its_own() {
    check_event(
        "documents: [document:57-kl-tw, '[[57-KL/TW]]']\ntopics: [topic:hoc]",
        expect![[r#"
        error[unknown-reference] content/events/hop.yaml:2:13: there is no document `document:57-kl-tw`
          | documents: [document:57-kl-tw, '[[57-KL/TW]]']
          = write `57-kl-tw` alone
        error[unknown-reference] content/events/hop.yaml:2:32: there is no document `[[57-KL/TW]]`
          | documents: [document:57-kl-tw, '[[57-KL/TW]]']
          = write `57-KL/TW` alone
        error[unknown-reference] content/events/hop.yaml:3:10: there is no topic `topic:hoc`
          | topics: [topic:hoc]
          = write `hoc` alone"#]],
    );
    check_event(
        "place: [{value: Hội nghị, article: a#p1}]",
        expect![[r#"
        error[unknown-reference] content/events/hop.yaml:2:36: there is no article `a#p1`
          | place: [{value: Hội nghị, article: a#p1}]
          = write `a` alone"#]],
    );
    check_event(
        "place: [{value: Hội nghị, article: article:a}]\nchair: person:van-a",
        expect![[r#"
        error[unknown-reference] content/events/hop.yaml:2:36: there is no article `article:a`
          | place: [{value: Hội nghị, article: article:a}]
          = write `a` alone
        error[unknown-reference] content/events/hop.yaml:3:8: there is no person `person:van-a`
          | chair: person:van-a
          = write `van-a` alone"#]],
    );
    check(
        "-- content/articles/a.yaml --\nseed: a.txt\ntitle: Bài\nevents: ['[[event:hop|H]]', [[hop]]]\n",
        expect![[r#"
            error[wrong-type] content/articles/a.yaml:3:29: `events` must be a text, but here is a list
              | events: ['[[event:hop|H]]', [[hop]]]
              = write `hop` where only a reference can stand; a text that begins with `[[` needs quotes around it"#]],
    );
    let terms =
        |see: &str| format!("-- content/terms.yaml --\nterms:\n  - {{term: VH, means: V, see: {see}}}\n");
    check(
        &terms("\"[[topic:hoc]]\""),
        expect![[r#"
            error[unknown-reference] content/terms.yaml:2:31: `[[topic:hoc]]` is in brackets, which references have within texts only
              |   - {term: VH, means: V, see: "[[topic:hoc]]"}
              = write `topic:hoc`"#]],
    );
    check(
        &terms("[[topic:hoc]]"),
        expect![[r#"
            error[wrong-type] content/terms.yaml:2:31: `see` must be a text, but here is a list
              |   - {term: VH, means: V, see: [[topic:hoc]]}
              = write `topic:hoc` where only a reference can stand; a text that begins with `[[` needs quotes around it"#]],
    );
    check(
        "-- portal.yaml --\ntitle: Cổng\nfeatured:\n  document: document:57-kl-tw\n  timeline: [\"[[event:hop]]\", event:hop]\n",
        expect![[r#"
            error[unknown-reference] portal.yaml:3:13: there is no document `document:57-kl-tw`
              |   document: document:57-kl-tw
              = write `57-kl-tw` alone
            error[unknown-reference] portal.yaml:4:14: `[[event:hop]]` is in brackets, which references have within texts only
              |   timeline: ["[[event:hop]]", event:hop]
              = write `event:hop`"#]],
    );
}

/// The topic with a question that has these keys.
fn check_question(keys: &str, expected: Expect) {
    let quote = "quote: {article: a, text: Hội nghị bàn ba việc}";
    check(
        &format!(
            "-- content/topics/hoc.md --\n---\ntitle: T\nself_test:\n  - {{ask: Hỏi?, {keys}, {quote}}}\n---\n"
        ),
        expected,
    );
}

#[test]
fn a_question_whose_options_or_answer_have_another_form_is_told_once() {
    check_question(
        "kind: one, options: Hai, answer: 1",
        expect![[r#"
            error[wrong-type] content/topics/hoc.md:4:37: `options` must be a list (`- one` on each line, or `[one, two]`), but here is the text `Hai`
              |   - {ask: Hỏi?, kind: one, options: Hai, answer: 1, quote: {article: a, text: Hội nghị bàn ba việc}}
              = write `[Hai]`"#]],
    );
    check_question(
        "kind: one, options: [{a: Hai}, Ba], answer: 1",
        expect![[r#"
            error[wrong-type] content/topics/hoc.md:4:38: `options` must be a text, but here is keys with values
              |   - {ask: Hỏi?, kind: one, options: [{a: Hai}, Ba], answer: 1, quote: {article: a, text: Hội nghị bà
              = write one text here: `a:Hai` without a space, or quotes around it: "a: Hai""#]],
    );
    check_question(
        "kind: recall, answer: [một, hai]",
        expect![[r#"
        error[wrong-type] content/topics/hoc.md:4:39: `answer` must be numbers or one text, but here is a list of words
          |   - {ask: Hỏi?, kind: recall, answer: [một, hai], quote: {article: a, text: Hội nghị bàn ba việc}}
          = write one text, `một, hai`, or the numbers of options, such as `[1, 3]`"#]],
    );
    check_question(
        "kind: several, options: [Một, Hai], answer: [1, Hai]",
        expect![[r#"
        error[wrong-type] content/topics/hoc.md:4:61: `answer` must be numbers or one text, but here is a list of words
          |   - {ask: Hỏi?, kind: several, options: [Một, Hai], answer: [1, Hai], quote: {article: a, text: Hội 
          = write one text, `1, Hai`, or the numbers of options, such as `[1, 3]`"#]],
    );
}

#[test]
fn a_term_that_stands_twice_is_told_once() {
    let terms = |second: &str| {
        format!(
            "-- content/terms.yaml --\nterms:\n  - {{term: Học, means: H}}\n  - {{term: Học, means: T, {second}}}\n"
        )
    };
    check(
        &terms("aliases: [VH]"),
        expect![[r#"
        error[duplicate-id] content/terms.yaml:3:12: the term `Học` has the ID `hoc` too
          |   - {term: Học, means: T, aliases: [VH]}
          = give one of them another `id:`, or join the two"#]],
    );
    check(
        &terms("id: hoc-2"),
        expect![[r#"
        warning[duplicate-name] content/terms.yaml:3:12: `Học` is a spelling of the term `Học` too: texts lead to neither
          |   - {term: Học, means: T, id: hoc-2}
          = keep it with one of them, or join the two"#]],
    );
}

#[test]
fn letter_case_has_no_meaning_in_a_language_tag() {
    for tag in ["VI", "En", "EN-gb"] {
        check(&format!("-- portal.yaml --\ntitle: Cổng\nlanguage: {tag}\n"), expect![[""]]);
    }
}

#[test]
fn a_value_of_the_portal_is_told_at_its_own_line() {
    check(
        "-- portal.yaml --\ntitle: Cổng\nformats:\n  - data\n  - fed\n",
        expect![[r#"
            error[unknown-value] portal.yaml:4:5: there is no format `fed`
              |   - fed
              = known: data, feed, sitemap, calendar, citations, epub, anki, robots, search"#]],
    );
    check(
        "-- portal.yaml --\ntitle: Cổng\npaths:\n  topics: a b\n  topcs: c\n",
        expect![[r#"
            error[unknown-value] portal.yaml:3:11: `a b` cannot be a folder of the site
              |   topics: a b
              = use letters a–z, digits, `-`, `_`, and `/` between folders; `data` and `_khue` are taken
            error[unknown-key] portal.yaml:4:3: `paths` knows no kind of page `topcs`
              |   topcs: c
              = did you mean `topics`?"#]],
    );
}

#[test]
fn a_number_beyond_its_bounds_is_told_them() {
    check(
        "-- portal.yaml --\ntitle: Cổng\nrelated: 21\n",
        expect![[r#"
        error[unknown-value] portal.yaml:2:10: `related` must not be more than 20
          | related: 21
          = write 20 or less"#]],
    );
    check(
        "-- content/articles/a.yaml --\nseed: a.txt\ntitle: Bài\nheadings: [-1, 0]\n",
        expect![[r#"
        error[unknown-value] content/articles/a.yaml:3:12: `headings` must not be less than 1
          | headings: [-1, 0]
          = write 1 or more
        error[unknown-value] content/articles/a.yaml:3:16: `headings` must not be less than 1
          | headings: [-1, 0]
          = write 1 or more"#]],
    );
}

#[test]
fn the_line_end_of_a_block_is_no_part_of_a_value() {
    super::check_small(
        "-- seeds/a.txt --\nTrang chủ\n\nHọp.\n-- content/articles/a.yaml --\nseed: >\n  a.txt\ntitle: |\n  A\ntopics:\n  - |\n    b\nomit:\n  - kind: >\n      nav\n    from: |\n      Trang\n    to: >\n      Trang\n\
         -- content/topics/b.md --\n---\ntitle: >\n  B\n---\n\nB.\n-- content/events/c.yaml --\nkind: >\n  meeting\ntitle: >\n  C\ndate: >\n  2023-05-05\n\
         -- content/documents/d.yaml --\nnumber: >\n  1-KL/TW\nissued: |\n  2023\n",
        expect![[""]],
    );
}

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


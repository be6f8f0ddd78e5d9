//! Mistakes beside others: one hides no other, in its file or elsewhere.

use expect_test::{Expect, expect};

#[test]
fn a_mistake_hides_no_other_of_its_file() {
    let check = |file: &str, text: &str, expected: Expect| {
        super::check_small(
            &format!(
                "-- seeds/a.txt --\nTrang chủ\n\nHọp.\n-- content/articles/b.yaml --\nseed: a.txt\ntitle: B\n-- {file} --\n{text}"
            ),
            expected,
        );
    };
    let article = "content/articles/a.yaml";
    let rest = "published: 21.04.2024\ntopics: [khong-co]\n";
    check(
        article,
        &format!("siglum: A\nseed: a.txt\ntitle: A\nomit: [{{kind: captions, lines: 1}}]\n{rest}"),
        expect![[r#"
            error[unknown-value] content/articles/a.yaml:4:15: `kind` does not know the word `captions`
              | omit: [{kind: captions, lines: 1}]
              = did you mean `caption`?
            error[invalid-date] content/articles/a.yaml:5:12: `21.04.2024` is not a date as the format writes them
              | published: 21.04.2024
              = write `2024-04-21`
            error[unknown-reference] content/articles/a.yaml:6:10: there is no topic `khong-co`
              | topics: [khong-co]
              = write the file that describes it, or correct `khong-co`"#]],
    );
    check(
        article,
        &format!("siglum: A\nseed: a.txt\ntitle: A\nomit: [{{lines: 1}}]\n{rest}"),
        expect![[r#"
            error[missing-key] content/articles/a.yaml:4:8: `kind` is missing
              | omit: [{lines: 1}]
              = add `kind: …` (What they are)
            error[invalid-date] content/articles/a.yaml:5:12: `21.04.2024` is not a date as the format writes them
              | published: 21.04.2024
              = write `2024-04-21`
            error[unknown-reference] content/articles/a.yaml:6:10: there is no topic `khong-co`
              | topics: [khong-co]
              = write the file that describes it, or correct `khong-co`"#]],
    );
    check(
        article,
        &format!("siglum: A\nseed: [a.txt]\ntitle: [A]\n{rest}"),
        expect![[r#"
        error[wrong-type] content/articles/a.yaml:2:7: `seed` must be a text, but here is a list
          | seed: [a.txt]
          = write `a.txt` without brackets and `- `, or quotes around it if they are a part of the text
        error[wrong-type] content/articles/a.yaml:3:8: `title` must be a text, but here is a list
          | title: [A]
          = write `A` without brackets and `- `, or quotes around it if they are a part of the text
        error[invalid-date] content/articles/a.yaml:4:12: `21.04.2024` is not a date as the format writes them
          | published: 21.04.2024
          = write `2024-04-21`
        error[unknown-reference] content/articles/a.yaml:5:10: there is no topic `khong-co`
          | topics: [khong-co]
          = write the file that describes it, or correct `khong-co`"#]],
    );
    check(
        article,
        &format!("siglum: A\nseed: a.txt\n{rest}"),
        expect![[r#"
        error[missing-key] content/articles/a.yaml:1:1: `title` is missing
          | siglum: A
          = add `title: …` (The article's title as its publisher prints it)
        error[invalid-date] content/articles/a.yaml:3:12: `21.04.2024` is not a date as the format writes them
          | published: 21.04.2024
          = write `2024-04-21`
        error[unknown-reference] content/articles/a.yaml:4:10: there is no topic `khong-co`
          | topics: [khong-co]
          = write the file that describes it, or correct `khong-co`"#]],
    );
    let relation = "relations: [{kind: guides, target: 1-KL/TW, basis: editor, note: x}]\n";
    let document = "content/documents/a.yaml";
    for aliases in ["Nghị quyết A", "{a: b}", "[[A]]", "[{a: b}]"] {
        check(
            document,
            &format!("number: 2-KL/TW\naliases: {aliases}\nurl: abc\n{relation}"),
            match aliases {
                "Nghị quyết A" => expect![[r#"
                    error[wrong-type] content/documents/a.yaml:2:10: `aliases` must be a list (`- one` on each line, or `[one, two]`), but here is the text `Nghị quyết A`
                      | aliases: Nghị quyết A
                      = write `[Nghị quyết A]`
                    error[invalid-address] content/documents/a.yaml:3:6: `abc` is not an address that a link may lead to
                      | url: abc
                      = an address begins with `https://` or `http://` and a host, such as `https://example.org`
                    error[unknown-reference] content/documents/a.yaml:4:36: there is no document `1-KL/TW`
                      | relations: [{kind: guides, target: 1-KL/TW, basis: editor, note: x}]
                      = did you mean `2-KL/TW`?"#]],
                "{a: b}" => expect![[r#"
                    error[wrong-type] content/documents/a.yaml:2:10: `aliases` must be a list (`- one` on each line, or `[one, two]`), but here is keys with values
                      | aliases: {a: b}
                      = write `[one, two]`, or each on a line of its own after `- `
                    error[invalid-address] content/documents/a.yaml:3:6: `abc` is not an address that a link may lead to
                      | url: abc
                      = an address begins with `https://` or `http://` and a host, such as `https://example.org`
                    error[unknown-reference] content/documents/a.yaml:4:36: there is no document `1-KL/TW`
                      | relations: [{kind: guides, target: 1-KL/TW, basis: editor, note: x}]
                      = did you mean `2-KL/TW`?"#]],
                "[[A]]" => expect![[r#"
                    error[wrong-type] content/documents/a.yaml:2:11: `aliases` must be a text, but here is a list
                      | aliases: [[A]]
                      = write `A` without brackets and `- `, or quotes around it if they are a part of the text
                    error[invalid-address] content/documents/a.yaml:3:6: `abc` is not an address that a link may lead to
                      | url: abc
                      = an address begins with `https://` or `http://` and a host, such as `https://example.org`
                    error[unknown-reference] content/documents/a.yaml:4:36: there is no document `1-KL/TW`
                      | relations: [{kind: guides, target: 1-KL/TW, basis: editor, note: x}]
                      = did you mean `2-KL/TW`?"#]],
                _ => expect![[r#"
                    error[wrong-type] content/documents/a.yaml:2:11: `aliases` must be a text, but here is keys with values
                      | aliases: [{a: b}]
                      = write one text here: `a:b` without a space, or quotes around it: "a: b"
                    error[invalid-address] content/documents/a.yaml:3:6: `abc` is not an address that a link may lead to
                      | url: abc
                      = an address begins with `https://` or `http://` and a host, such as `https://example.org`
                    error[unknown-reference] content/documents/a.yaml:4:36: there is no document `1-KL/TW`
                      | relations: [{kind: guides, target: 1-KL/TW, basis: editor, note: x}]
                      = did you mean `2-KL/TW`?"#]],
            },
        );
    }
    let topic = "content/topics/a.md";
    check(
        topic,
        "---\ntitel: A\n---\n\n[[topic:zzz]]\n",
        expect![[r#"
        error[unknown-key] content/topics/a.md:2:1: unknown key `titel`
          | titel: A
          = did you mean `title`?
        error[unknown-reference] content/topics/a.md:5:1: there is no topic `zzz`
          | [[topic:zzz]]
          = write the file that describes it, or correct `zzz`"#]],
    );
    check(
        topic,
        "---\norder: 1\n---\n\n[[topic:zzz]]\n",
        expect![[r#"
        error[missing-key] content/topics/a.md:2:1: `title` is missing
          | order: 1
          = add `title: …` (Its name)
        error[unknown-reference] content/topics/a.md:5:1: there is no topic `zzz`
          | [[topic:zzz]]
          = write the file that describes it, or correct `zzz`"#]],
    );
    check(
        topic,
        "---\ntitle: A\npoints:\n  - title: B\n    quotes: [{article: b, not: x, text: Hết.}]\n---\n\n[[topic:zzz]]\n",
        expect![[r#"
            error[unknown-key] content/topics/a.md:5:27: unknown key `not`
              |     quotes: [{article: b, not: x, text: Hết.}]
              = known here: article, text
            error[quote-not-found] content/topics/a.md:5:41: these words do not stand in the article `b`
              |     quotes: [{article: b, not: x, text: Hết.}]
              = copy the words from seeds/a.txt; omitted lines cannot be quoted
            error[unknown-reference] content/topics/a.md:8:1: there is no topic `zzz`
              | [[topic:zzz]]
              = write the file that describes it, or correct `zzz`"#]],
    );
    check(
        "content/topics/a.md",
        "---\ntitle: A\nsumary: x\n---\n\n[[topic:zzz]]\n",
        expect![[r#"
        error[unknown-key] content/topics/a.md:3:1: unknown key `sumary`
          | sumary: x
          = did you mean `summary`?
        error[unknown-reference] content/topics/a.md:6:1: there is no topic `zzz`
          | [[topic:zzz]]
          = write the file that describes it, or correct `zzz`"#]],
    );
}

#[test]
fn what_is_missing_is_told_beside_mistakes_of_other_entries() {
    let check = |text: &str, expected: Expect| {
        super::check_small(
            &format!(
                "-- content/documents/a.yaml --\nnumber: 1-KL/TW\n-- content/documents/b.yaml --\n{text}"
            ),
            expected,
        );
    };
    check(
        "titel: x\nrelations:\n  - {kind: guides, target: 1-KL/TW, basis: stated}\n",
        expect![[r#"
        error[unknown-key] content/documents/b.yaml:1:1: unknown key `titel`
          | titel: x
          = did you mean `title`?
        error[missing-evidence] content/documents/b.yaml:3:44: a stated relation needs the words that state it
          |   - {kind: guides, target: 1-KL/TW, basis: stated}
          = add `quote:` with `article:` and `text:`"#]],
    );
    check(
        "relations:\n  - {kind: guides, target: 1-KL/TW, basis: stated, qoute: {article: a, text: x}}\n",
        expect![[r#"
            error[unknown-key] content/documents/b.yaml:2:52: unknown key `qoute`
              |   - {kind: guides, target: 1-KL/TW, basis: stated, qoute: {article: a, text: x}}
              = did you mean `quote`?"#]],
    );
}

#[test]
fn an_error_hides_no_broken_link_that_it_cannot_have_made() {
    let portal = |topic: &str| {
        let test = crate::harness::PortalTest::new(&format!(
            "-- portal.yaml --\ntitle: Cổng\ndescripton: x\n-- content/pages/a.md --\n---\ntitle: A\n---\n\n[x](x.png), [y](y.html), [[topic:b#zzz]], [[topic:b#phan-hai]], [[topic:b#documents]].\n\
             -- content/topics/b.md --\n---\n{topic}\n---\n\n## Phần hai\n\nB.\n"
        ));
        crate::harness::told(&test.run(&["check", "--format", "json"]).ended(1).json())
    };
    expect![[r#"
        broken-link content/pages/a.md:5:1 `x.png` leads to no file of the site (on `a.html` and another page)
          = put the file into `static/`, and name it by its path from the text, such as `../../static/NAME`
        broken-anchor content/pages/a.md:5:26 the link `chu-de/b.html#zzz` leads to a page that has no place `zzz` (on `a.html` and another page)
          = correct the part after `#`, or give the heading that id
        broken-anchor content/pages/a.md:5:43 the link `chu-de/b.html#phan-hai` leads to a page that has no place `phan-hai` (on `a.html` and another page)
          = did you mean `t-phan-hai`?
        broken-anchor content/pages/a.md:5:65 the link `chu-de/b.html#documents` leads to a page that has no place `documents` (on `a.html` and another page)
          = correct the part after `#`, or give the heading that id
        unknown-key portal.yaml:2:1 unknown key `descripton`
          = did you mean `description`?"#]]
    .assert_eq(&portal("title: B"));
    // Of what has errors itself some places may be missing.
    expect![[r#"
        broken-link content/pages/a.md:5:1 `x.png` leads to no file of the site (on `a.html` and another page)
          = put the file into `static/`, and name it by its path from the text, such as `../../static/NAME`
        unknown-key content/topics/b.md:3:1 unknown key `point`
          = did you mean `points`?
        unknown-key portal.yaml:2:1 unknown key `descripton`
          = did you mean `description`?"#]]
    .assert_eq(&portal("title: B\npoint: []"));
}

//! Typographic quotation marks, which a word processor sets in place of straight ones.

use super::check_small;
use expect_test::{Expect, expect};

const SEED: &str = "-- seeds/a.txt --\nTrang chủ\n\nÔng Nguyễn Văn A dự họp.\n";

/// A portal with these files, besides a seed.
fn check(files: &str, expected: Expect) {
    check_small(&format!("{SEED}{files}"), expected);
}

/// An article with these keys.
fn check_article(keys: &str, expected: Expect) {
    check(&format!("-- content/articles/a.yaml --\ntitle: “Bài”\n{keys}\n"), expected);
}

#[test]
fn a_name_in_quotation_marks_is_told() {
    let article = "-- content/articles/a.yaml --\ntitle: Bài\nseed: a.txt\n";
    let person = "-- content/people/a.yaml --\nname: “Nguyễn Văn A”\naliases: [A, ‘B’]\nnote: “Ông A”\n";
    check(
        &format!("{article}{person}"),
        expect![[r#"
        warning[typographic-quotes] content/people/a.yaml:1:7: the quotation marks of `“Nguyễn Văn A”` are a part of the value
          | name: “Nguyễn Văn A”
          = write `Nguyễn Văn A`
        warning[typographic-quotes] content/people/a.yaml:2:14: the quotation marks of `‘B’` are a part of the value
          | aliases: [A, ‘B’]
          = write `B`"#]],
    );
}

#[test]
fn a_value_that_is_wrong_for_its_quotation_marks_is_told_once() {
    check_article(
        "seed: a.txt\npublished: “2023-05-06”",
        expect![[r#"
        error[invalid-date] content/articles/a.yaml:3:12: `“2023-05-06”` is not a date as the format writes them
          | published: “2023-05-06”
          = write `2023-05-06`: its quotation marks are a part of the value"#]],
    );
    check_article(
        "seed: “a.txt”",
        expect![[r#"
        error[missing-seed] content/articles/a.yaml:2:7: there is no file `seeds/“a.txt”`
          | seed: “a.txt”
          = write `a.txt`: its quotation marks are a part of the value"#]],
    );
    check_article(
        "seed: a.txt\nsiglum: “A”",
        expect![[r#"
        error[unknown-value] content/articles/a.yaml:3:9: `“A”` cannot be a siglum
          | siglum: “A”
          = write `A`: its quotation marks are a part of the value"#]],
    );
    check_article(
        "seed: a.txt\npublisher: “bao”\n-- content/publishers/bao.yaml --\nname: Báo",
        expect![[r#"
            error[unknown-reference] content/articles/a.yaml:3:12: there is no publisher `“bao”`
              | publisher: “bao”
              = write `bao`: its quotation marks are a part of the value"#]],
    );
    check_article(
        "seed: a.txt\nomit:\n  - {kind: “nav”, lines: “1”}",
        expect![[r#"
            error[unknown-value] content/articles/a.yaml:4:12: `kind` does not know the word `“nav”`
              |   - {kind: “nav”, lines: “1”}
              = write `nav`: its quotation marks are a part of the value
            error[invalid-omit] content/articles/a.yaml:4:26: `“1”` are no line numbers
              |   - {kind: “nav”, lines: “1”}
              = write `1`: its quotation marks are a part of the value"#]],
    );
    check_article(
        "seed: a.txt\nomit:\n  - {kind: nav, from: “Trang chủ”, to: Trang}",
        expect![[r#"
        error[omit-matches-nothing] content/articles/a.yaml:4:23: this omit rule matches no line of the seed
          |   - {kind: nav, from: “Trang chủ”, to: Trang}
          = write `Trang chủ`: the quotation marks are a part of the text"#]],
    );
    check_article(
        "seed: a.txt\npublisher: bao\n-- content/publishers/bao.yaml --\nname: Báo\nomit: [{kind: nav, from: «Trang chủ»}]",
        expect![[r#"
            error[omit-matches-nothing] content/publishers/bao.yaml:2:26: this omit rule matches no line of any of the publisher's articles
              | omit: [{kind: nav, from: «Trang chủ»}]
              = write `Trang chủ`: the quotation marks are a part of the text"#]],
    );
}

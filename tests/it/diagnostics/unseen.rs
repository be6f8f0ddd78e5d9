//! Signs that nobody sees: what is wrong looks right, so that the help names them.

use super::{check_files, diagnose, shown};
use expect_test::{Expect, expect};
use std::collections::BTreeMap;

/// What is told of a portal with these files, its signs that nobody sees written as `‹U+200B›`.
fn check_small(text: &str, expected: Expect) {
    let portal = [("portal.yaml", "title: Cổng\n")].into_iter().chain(crate::harness::files(text));
    let files = portal.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    let told: Vec<String> = diagnose(files).iter().map(shown).collect();
    let seen = |c: char| match c {
        '\u{a0}' | '\u{ad}' | '\u{200b}' | '\u{feff}' => format!("‹U+{:04X}›", u32::from(c)),
        c => c.to_string(),
    };
    expected.assert_eq(&told.join("\n").chars().map(seen).collect::<String>());
}

/// An article with these lines.
fn check(lines: &str, expected: Expect) {
    let seed = "-- seeds/a.txt --\nTrang chủ\n\nHọp.\n";
    check_small(&format!("{seed}-- content/articles/a.yaml --\ntitle: Bài\n{lines}\n"), expected);
}

#[test]
fn a_sign_in_a_name_is_named() {
    check(
        "seed: a\u{200b}.txt",
        expect![[r#"
            error[missing-seed] content/articles/a.yaml:2:7: there is no file `seeds/a‹U+200B›.txt`
              | seed: a‹U+200B›.txt
              = write `a.txt`: a zero-width space (U+200B) stands behind `a`"#]],
    );
    check(
        "seed: a.txt\nsig\u{ad}lum: A",
        expect![[r#"
            error[unknown-key] content/articles/a.yaml:3:1: unknown key `sig‹U+00AD›lum`
              | sig‹U+00AD›lum: A
              = write `siglum`: a soft hyphen (U+00AD) stands behind `sig`"#]],
    );
    check(
        "seed: a.txt\npublished: 2023-05\u{200b}-06",
        expect![[r#"
            error[invalid-date] content/articles/a.yaml:3:12: `2023-05‹U+200B›-06` is not a date as the format writes them
              | published: 2023-05‹U+200B›-06
              = write `2023-05-06`: a zero-width space (U+200B) stands behind `2023-05`"#]],
    );
    check(
        "seed: a.txt\ntopics: [hoc\u{feff}]\n-- content/topics/hoc.md --\n---\ntitle: H\n---\n",
        expect![[r#"
            error[unknown-reference] content/articles/a.yaml:3:10: there is no topic `hoc‹U+FEFF›`
              | topics: [hoc‹U+FEFF›]
              = write `hoc`: a byte-order mark (U+FEFF) stands behind `hoc`"#]],
    );
    check(
        "seed: a.txt\nomit: [{kind: nav\u{a0}, from: Trang\u{200b} chủ}]",
        expect![[r#"
            error[unknown-value] content/articles/a.yaml:3:15: `kind` does not know the word `nav‹U+00A0›`
              | omit: [{kind: nav‹U+00A0›, from: Trang‹U+200B› chủ}]
              = write `nav`: a no-break space (U+00A0) stands behind `nav`
            error[omit-matches-nothing] content/articles/a.yaml:3:27: this omit rule matches no line of the seed
              | omit: [{kind: nav‹U+00A0›, from: Trang‹U+200B› chủ}]
              = write `Trang chủ`: a zero-width space (U+200B) stands behind `Trang`"#]],
    );
    check(
        "seed: a.txt\n\u{feff}siglum: A",
        expect![[r#"
            error[invalid-yaml] content/articles/a.yaml:3:1: this cannot be read as YAML: a BOM must not appear inside a document
              | ‹U+FEFF›siglum: A
              = write this line again: here stands a byte-order mark (U+FEFF), which nobody sees"#]],
    );
    check(
        "seed: a.txt\n-- content/topics/ho\u{200b}c.md --\n---\ntitle: H\n---\n",
        expect![[r#"
            error[invalid-id] content/topics/ho‹U+200B›c.md:1:1: `ho‹U+200B›c` cannot be the ID of a thing
              | ---
              = rename the file to `hoc.md`: a zero-width space (U+200B) stands in its name"#]],
    );
}

#[test]
fn a_space_or_colon_that_is_none_to_yaml_is_named() {
    check(
        "seed: a.txt\nsiglum:\u{a0}A",
        expect![[r#"
            error[invalid-yaml] content/articles/a.yaml:3:8: this cannot be read as YAML: simple key expected ':'
              | siglum:‹U+00A0›A
              = write a plain space in its place: here stands a no-break space (U+00A0)"#]],
    );
    check(
        "seed: a.txt\nsiglum：A",
        expect![[r#"
        error[invalid-yaml] content/articles/a.yaml:3:7: this cannot be read as YAML: simple key expected ':'
          | siglum：A
          = write `siglum: `, with a plain colon and a space: here stands a wide colon (U+FF1A)"#]],
    );
    check(
        "seed: a.txt\nomit:\n  - kind: nav\n\u{a0}\u{a0}\u{a0}\u{a0}lines: 1",
        expect![[r#"
            error[invalid-yaml] content/articles/a.yaml:5:1: a key cannot begin with a no-break space
              | ‹U+00A0›‹U+00A0›‹U+00A0›‹U+00A0›lines: 1
              = write a plain space in its place: here stands a no-break space (U+00A0)"#]],
    );
    check(
        "seed: a.txt\nomit:\n\u{a0}\u{a0}- kind: nav\n\u{a0}\u{a0}  lines: 1",
        expect![[r#"
            error[invalid-yaml] content/articles/a.yaml:4:1: a key cannot begin with a no-break space
              | ‹U+00A0›‹U+00A0›- kind: nav
              = write a plain space in its place: here stands a no-break space (U+00A0)"#]],
    );
    check(
        "seed: a.txt\nomit:\n  - kind:\u{a0}nav\n    lines: 1",
        expect![[r#"
            error[invalid-yaml] content/articles/a.yaml:4:10: this cannot be read as YAML: mapping values are not allowed in this context
              |   - kind:‹U+00A0›nav
              = write a plain space in its place: here stands a no-break space (U+00A0)"#]],
    );
    check_small(
        "-- content/people/a.yaml --\nname:\u{a0}A\n",
        expect![[r#"
            error[wrong-type] content/people/a.yaml:1:1: expected keys with values, on lines of their own, found the text `name:‹U+00A0›A`
              | name:‹U+00A0›A
              = write `name: A`: a no-break space (U+00A0) stands behind `name:`"#]],
    );
    check_small(
        "-- content/people/a.yaml --\nname：A\n",
        expect![[r#"
            error[wrong-type] content/people/a.yaml:1:1: expected keys with values, on lines of their own, found the text `name：A`
              | name：A
              = write `name: A`: a wide colon (U+FF1A) stands behind `name`"#]],
    );
}

#[test]
fn a_seed_is_found_however_its_name_is_composed() {
    let article = "-- content/articles/a.yaml --\ntitle: Bài\nseed: họp.txt\n";
    check_small(&format!("{article}-- seeds/ho\u{323}p.txt --\nHọp.\n"), expect![[""]]);
    let files = [
        ("portal.yaml", "title: Cổng"),
        ("content/articles/a.yaml", "title: Bài\nseed: ho\u{323}p.txt"),
        ("seeds/họp.txt", "Họp."),
    ];
    let files: BTreeMap<_, _> = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
    check_files(files, expect![[""]]);
}

#[test]
fn a_sign_in_the_kind_of_an_event_is_named() {
    check_small(
        "-- content/events/a.yaml --\ntitle: A\ndate: 2023\nkind: mee\u{200b}ting\n",
        expect![[r#"
            warning[unknown-value] content/events/a.yaml:3:7: the theme has no word for the kind `mee‹U+200B›ting`, and shows it as it is
              | kind: mee‹U+200B›ting
              = write `meeting`: a zero-width space (U+200B) stands behind `mee`"#]],
    );
}

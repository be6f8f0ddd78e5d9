//! Lists, entries and texts in another shape: what the help says, mends.

use super::check_small;
use expect_test::{Expect, expect};

/// A person with these keys.
fn check_person(keys: &str, expected: Expect) {
    check_small(&format!("-- content/people/a.yaml --\nname: A\n{keys}\n"), expected);
}

/// An article with these keys.
fn check_article(keys: &str, expected: Expect) {
    check_small(
        &format!(
            "-- seeds/a.txt --\nA\n\nB\n\nC\n-- content/articles/a.yaml --\nseed: a.txt\ntitle: A\n{keys}\n"
        ),
        expected,
    );
}

#[test]
fn an_empty_item_is_told_to_be_filled_or_removed() {
    check_person(
        "aliases:\n  - B\n  -",
        expect![[r#"
        error[wrong-type] content/people/a.yaml:4:4: `aliases` must be a text, but here is nothing
          |   -
          = write a value here, or remove what is empty"#]],
    );
    check_person(
        "aliases: [~, B]",
        expect![[r#"
        error[wrong-type] content/people/a.yaml:2:11: `aliases` must be a text, but here is nothing
          | aliases: [~, B]
          = write a value here, or remove what is empty"#]],
    );
    check_person(
        "roles:\n  -",
        expect![[r#"
        error[wrong-type] content/people/a.yaml:3:4: `roles` must be keys with values, on lines of their own, but here is nothing
          |   -
          = write a value here, or remove what is empty"#]],
    );
}

#[test]
fn a_text_in_place_of_a_list_of_entries_is_told_the_keys() {
    check_article(
        "omit: 1-3",
        expect![[r#"
        error[wrong-type] content/articles/a.yaml:3:7: `omit` must be a list of entries, each with keys, but here is the text `1-3`
          | omit: 1-3
          = write `- {kind: …}` on a line below `omit:`, or the keys on lines of their own"#]],
    );
    check_article(
        "notes: xyz",
        expect![[r#"
        error[wrong-type] content/articles/a.yaml:3:8: `notes` must be a list of entries, each with keys, but here is the text `xyz`
          | notes: xyz
          = write `- {text: …}` on a line below `notes:`, or the keys on lines of their own"#]],
    );
    check_person(
        "roles: [Thợ gốm]",
        expect![[r#"
        error[wrong-type] content/people/a.yaml:2:9: `roles` must be keys with values, on lines of their own, but here is the text `Thợ gốm`
          | roles: [Thợ gốm]
          = write `{value: Thợ gốm}`"#]],
    );
    check_person(
        "roles:\n  - Thợ gốm, ông",
        expect![[r#"
        error[wrong-type] content/people/a.yaml:3:5: `roles` must be keys with values, on lines of their own, but here is the text `Thợ gốm, ông`
          |   - Thợ gốm, ông
          = write `{value: "…"}` with the text between the quotation marks"#]],
    );
    check_small(
        "-- content/documents/a.yaml --\ntitle: A\nrelations: [12/QĐ-UBND]\n",
        expect![[r#"
        error[wrong-type] content/documents/a.yaml:2:13: `relations` must be keys with values, on lines of their own, but here is the text `12/QĐ-UBND`
          | relations: [12/QĐ-UBND]
          = write `{kind: …, target: …, basis: …}`, or the keys on lines of their own"#]],
    );
    check_small(
        "-- content/events/a.yaml --\ntitle: A\nchair: [A, B]\n",
        expect![[r#"
        error[wrong-type] content/events/a.yaml:2:9: `chair` must be keys with values, on lines of their own, but here is the text `A`
          | chair: [A, B]
          = write `{value: A}`
        error[wrong-type] content/events/a.yaml:2:12: `chair` must be keys with values, on lines of their own, but here is the text `B`
          | chair: [A, B]
          = write `{value: B}`"#]],
    );
}

#[test]
fn an_entry_without_its_hyphen_is_told_to_have_one() {
    check_small(
        "-- content/events/a.yaml --\ntitle: A\nplace:\n  value: B\n  note: C\n",
        expect![[r#"
        error[wrong-type] content/events/a.yaml:3:3: `place` must be a text or a list of entries, each with keys, but here is keys with values
          |   value: B
          = write `- value: …`: the entry begins with `- `, and its other keys are indented as much as the first"#]],
    );
    check_article(
        "omit:\n  kind: nav\n  lines: 1",
        expect![[r#"
        error[wrong-type] content/articles/a.yaml:4:3: `omit` must be a list of entries, each with keys, but here is keys with values
          |   kind: nav
          = write `- kind: …`: the entry begins with `- `, and its other keys are indented as much as the first"#]],
    );
    check_small(
        "-- content/documents/a.yaml --\ntitle: A\nrelations:\n  kind: guides\n  target: B\n",
        expect![[r#"
            error[wrong-type] content/documents/a.yaml:3:3: `relations` must be a list of entries, each with keys, but here is keys with values
              |   kind: guides
              = write `- kind: …`: the entry begins with `- `, and its other keys are indented as much as the first"#]],
    );
}

#[test]
fn a_list_of_texts_is_told_its_form() {
    check_person(
        "aliases: Bê, Cụ Bê",
        expect![[r#"
        error[wrong-type] content/people/a.yaml:2:10: `aliases` must be a list (`- one` on each line, or `[one, two]`), but here is the text `Bê, Cụ Bê`
          | aliases: Bê, Cụ Bê
          = write `[Bê, Cụ Bê]`"#]],
    );
    check_person(
        "aliases:\n  -Bê\n  -Cụ Bê",
        expect![[r#"
        error[wrong-type] content/people/a.yaml:3:3: `aliases` must be a list (`- one` on each line, or `[one, two]`), but here is the text `-Bê -Cụ Bê`
          |   -Bê
          = write a space behind each `-` of the list"#]],
    );
    check_person(
        "aliases: 'Bê: cụ'",
        expect![[r#"
        error[wrong-type] content/people/a.yaml:2:10: `aliases` must be a list (`- one` on each line, or `[one, two]`), but here is the text `Bê: cụ`
          | aliases: 'Bê: cụ'
          = write it on a line of its own after `- `; if entries have keys, `- key: value`"#]],
    );
}

#[test]
fn what_braces_tear_apart_is_told_whole() {
    check_article(
        "omit:\n  - {kind: nav, lines: 1, 3, 5}",
        expect![[r#"
        error[unknown-key] content/articles/a.yaml:4:27: unknown key `3`
          |   - {kind: nav, lines: 1, 3, 5}
          = write `lines: "1, 3, 5"`: within `{…}` a comma ends a text without quotes"#]],
    );
    check_article(
        "omit: [{kind:nav, lines:1}]",
        expect![[r#"
            error[unknown-key] content/articles/a.yaml:3:9: unknown key `kind:nav`
              | omit: [{kind:nav, lines:1}]
              = write `kind: nav`, with a space behind the colon
            error[unknown-key] content/articles/a.yaml:3:19: unknown key `lines:1`
              | omit: [{kind:nav, lines:1}]
              = write `lines: 1`, with a space behind the colon"#]],
    );
    check_article(
        "omit: [{kind: nav, lines: 1.3}]",
        expect![[r#"
        error[wrong-type] content/articles/a.yaml:3:27: `lines` must be the numbers of lines, but here is the number `1.3`
          | omit: [{kind: nav, lines: 1.3}]
          = write the first and the last line, `1-3`, or each of several, `"1, 3"`"#]],
    );
}

#[test]
fn three_stops_are_told_as_they_stand() {
    check_person(
        "...\naliases: [B]",
        expect![[r#"
        error[invalid-yaml] content/people/a.yaml:3:1: a second document begins here
          | aliases: [B]
          = remove the line `...`; one file describes one thing"#]],
    );
    check_person(
        "---\naliases: [B]",
        expect![[r#"
        error[invalid-yaml] content/people/a.yaml:2:1: a second document begins here
          | ---
          = remove the line `---`; one file describes one thing"#]],
    );
}

#[test]
fn a_file_that_is_a_list_is_told_to_be_keys() {
    super::check_small(
        "-- content/people/a.yaml --\n- name: A\n  roles: []\n",
        expect![[r#"
        error[wrong-type] content/people/a.yaml:1:1: expected keys with values, on lines of their own, found a list
          | - name: A
          = write keys here, `key: value` on lines of their own, without `- ` or `[` before them"#]],
    );
}

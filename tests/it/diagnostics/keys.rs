//! Slips of the keyboard in keys: misspelt, twice, missing.

use super::check;
use expect_test::expect;

const ARTICLE: &str = "content/articles/cp.yaml";
const PUBLISHER: &str = "content/publishers/cand.yaml";
const DOCUMENT: &str = "content/documents/16-kl-tw.yaml";
const EVENT: &str = "content/events/so-ket-2023-07-05.yaml";
const PERSON: &str = "content/people/ho-chi-minh.yaml";
const ORGANISATION: &str = "content/organisations/bo-ngoai-giao.yaml";
const TOPIC: &str = "content/topics/nguon-luc.md";
const PAGE: &str = "content/pages/nguon-va-quyen.md";

#[test]
fn a_misspelt_key_is_told_with_the_right_one() {
    check(
        ARTICLE,
        "siglum: CP",
        "siglun: CP",
        expect![[r#"
        error[unknown-key] content/articles/cp.yaml:1:1: unknown key `siglun`
          | siglun: CP
          = did you mean `siglum`?"#]],
    );
    check(
        PUBLISHER,
        "site:",
        "sight:",
        expect![[r#"
            error[unknown-key] content/publishers/cand.yaml:2:1: unknown key `sight`
              | sight: https://cand.com.vn/
              = known here: name, kind, site, note, omit, draft, extra; keys of your own belong below `extra:`"#]],
    );
    check(
        DOCUMENT,
        "number:",
        "numer:",
        expect![[r#"
        error[unknown-key] content/documents/16-kl-tw.yaml:2:1: unknown key `numer`
          | numer: 16-KL/TW
          = did you mean `number`?"#]],
    );
    check(
        EVENT,
        "place:",
        "palce:",
        expect![[r#"
        error[unknown-key] content/events/so-ket-2023-07-05.yaml:12:1: unknown key `palce`
          | palce:
          = did you mean `place`?"#]],
    );
    check(
        PERSON,
        "name:",
        "nmae:",
        expect![[r#"
        error[unknown-key] content/people/ho-chi-minh.yaml:1:1: unknown key `nmae`
          | nmae: Hồ Chí Minh
          = did you mean `name`?"#]],
    );
    check(
        ORGANISATION,
        "roles:",
        "rolls:",
        expect![[r#"
        error[unknown-key] content/organisations/bo-ngoai-giao.yaml:2:1: unknown key `rolls`
          | rolls:
          = did you mean `roles`?"#]],
    );
    check(
        TOPIC,
        "order: 6",
        "oder: 6",
        expect![[r#"
        error[unknown-key] content/topics/nguon-luc.md:3:1: unknown key `oder`
          | oder: 6
          = did you mean `order`?"#]],
    );
    check(
        PAGE,
        "description:",
        "descripton:",
        expect![[r#"
        error[unknown-key] content/pages/nguon-va-quyen.md:3:1: unknown key `descripton`
          | descripton: >-
          = did you mean `description`?"#]],
    );
}

#[test]
fn words_behind_a_comma_within_braces_are_told_to_be_torn_off() {
    check(
        EVENT,
        "quotes:\n",
        "quotes:\n  - {article: sk, text: Một, hai ba}\n",
        expect![[r#"
            error[unknown-key] content/events/so-ket-2023-07-05.yaml:31:30: unknown key `hai ba`
              |   - {article: sk, text: Một, hai ba}
              = write `text: "Một, hai ba"`: within `{…}` a comma ends a text without quotes"#]],
    );
    check(
        EVENT,
        "quotes:\n",
        "quotes:\n  - {article: sk, text: Một […] hai}\n",
        expect![[r#"
        error[invalid-yaml] content/events/so-ket-2023-07-05.yaml:31:29: this cannot be read as YAML: while parsing a flow mapping, did not find expected ',' or '}'
          |   - {article: sk, text: Một […] hai}
          = put quotes around the text: within `{…}` brackets and commas end it"#]],
    );
}

#[test]
fn a_key_in_vietnamese_is_told_in_the_words_of_the_format() {
    check(
        PERSON,
        "name:",
        "Chức vụ: Chủ tịch\nname:",
        expect![[r#"
            error[unknown-key] content/people/ho-chi-minh.yaml:1:1: unknown key `Chức vụ`
              | Chức vụ: Chủ tịch
              = did you mean `roles`?"#]],
    );
    check(
        EVENT,
        "title:",
        "dia_diem: Hà Nội\nngày: 5/7/2023\ntitle:",
        expect![[r#"
            error[unknown-key] content/events/so-ket-2023-07-05.yaml:2:1: unknown key `dia_diem`
              | dia_diem: Hà Nội
              = did you mean `place`?
            error[unknown-key] content/events/so-ket-2023-07-05.yaml:3:1: unknown key `ngày`
              | ngày: 5/7/2023
              = did you mean `date`?"#]],
    );
}

#[test]
fn a_key_of_ones_own_is_told_where_such_keys_belong() {
    check(
        PERSON,
        "name:",
        "mau_sac: đỏ\nname:",
        expect![[r#"
            error[unknown-key] content/people/ho-chi-minh.yaml:1:1: unknown key `mau_sac`
              | mau_sac: đỏ
              = known here: name, aliases, roles, note, redirect_from, draft, search, extra; keys of your own belong below `extra:`"#]],
    );
}

#[test]
fn a_key_that_stands_twice_is_told_at_the_second() {
    check(
        ARTICLE,
        "author: Vũ Hiền",
        "author: Vũ Hiền\nsiglum: CP2",
        expect![[r#"
        error[duplicate-key] content/articles/cp.yaml:7:1: `siglum` stands here twice
          | siglum: CP2
          = remove one of the two, or join their values"#]],
    );
    check(
        DOCUMENT,
        "number: 16-KL/TW",
        "number: 16-KL/TW\ntype: Nghị quyết",
        expect![[r#"
        error[duplicate-key] content/documents/16-kl-tw.yaml:3:1: `type` stands here twice
          | type: Nghị quyết
          = remove one of the two, or join their values"#]],
    );
    check(
        PERSON,
        "    article: ttvn\n",
        "    article: ttvn\n    article: nv\n",
        expect![[r#"
        error[duplicate-key] content/people/ho-chi-minh.yaml:5:5: `article` stands here twice
          |     article: nv
          = remove one of the two, or join their values"#]],
    );
    check(
        TOPIC,
        "order: 6",
        "order: 6\norder: 7",
        expect![[r#"
        error[duplicate-key] content/topics/nguon-luc.md:4:1: `order` stands here twice
          | order: 7
          = remove one of the two, or join their values"#]],
    );
}

#[test]
fn a_key_that_must_be_there_is_asked_for() {
    check(
        ARTICLE,
        "title: Hội nghị trực tuyến nghiên cứu, triển khai kết luận số 57-KL/TW của Bộ chính trị\n",
        "",
        expect![[r#"
        error[missing-key] content/articles/cp.yaml:1:1: `title` is missing
          | siglum: CP
          = add `title: …` (The article's title as its publisher prints it)"#]],
    );
    check(
        PERSON,
        "name: Hồ Chí Minh\n",
        "",
        expect![[r#"
        error[missing-key] content/people/ho-chi-minh.yaml:1:1: `name` is missing
          | roles:
          = add `name: …` (The name, as the sources write it)"#]],
    );
    check(
        PAGE,
        "title: Nguồn và quyền",
        "title:",
        expect![[r#"
        error[missing-key] content/pages/nguon-va-quyen.md:2:6: `title` is missing
          | title:
          = add `title: …` (Its title)"#]],
    );
}

#[test]
fn mistakes_in_portal_yaml_are_told_and_nothing_else() {
    check(
        "portal.yaml",
        "licence:",
        "license:",
        expect![[r#"
            error[unknown-key] portal.yaml:16:1: unknown key `license`
              | license: Lời của cổng theo CC BY 4.0; lời của nguồn thuộc nơi đăng.
              = did you mean `licence`?"#]],
    );
    check(
        "portal.yaml",
        "  document: 57-kl-tw",
        "  documnt: 57-kl-tw",
        expect![[r#"
            error[unknown-key] portal.yaml:22:3: unknown key `documnt`
              |   documnt: 57-kl-tw
              = did you mean `document`?"#]],
    );
    check(
        "portal.yaml",
        "  document: 57-kl-tw",
        "\tdocument: 57-kl-tw",
        expect![[r#"
            error[invalid-yaml] portal.yaml:22:2: this cannot be read as YAML: tabs disallowed within this context (block indentation)
              | 	document: 57-kl-tw
              = indent with spaces; YAML allows no tab here"#]],
    );
    check(
        "portal.yaml",
        "language: vi",
        "pretty_urls: yes",
        expect![[r#"
            error[wrong-type] portal.yaml:5:14: `pretty_urls` must be `true` or `false`, but here is the text `yes`
              | pretty_urls: yes
              = write `true` or `false`"#]],
    );
    check(
        "portal.yaml",
        "theme: khue",
        "theme: khue\nlanguage: en",
        expect![[r#"
            error[duplicate-key] portal.yaml:11:1: `language` stands here twice
              | language: en
              = remove one of the two, or join their values"#]],
    );
    check(
        "portal.yaml",
        "title: Thông tin đối ngoại\n",
        "",
        expect![[r#"
            error[missing-key] portal.yaml:1:1: `title` is missing
              | description: >-
              = add `title: …` (The portal's name, as the header shows it)"#]],
    );
    check(
        "portal.yaml",
        "language: vi",
        "link_mentions: every",
        expect![[r#"
            error[unknown-value] portal.yaml:5:16: `link_mentions` does not know the word `every`
              | link_mentions: every
              = allowed: first, all"#]],
    );
}

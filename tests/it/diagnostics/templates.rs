//! Mistakes in templates: which template, which line, which page was being made; all of them in one run.

use crate::harness::PortalTest;
use expect_test::{Expect, expect};

/// The small portal with a theme that has these templates (name and source).
fn themed(templates: &[(&str, &str)]) -> PortalTest {
    let test = PortalTest::small().with("-- themes/rieng/theme.yaml --\nname: rieng\n");
    test.edit("portal.yaml", "language: vi", "language: vi\ntheme: rieng");
    for (name, source) in templates {
        test.write(&format!("themes/rieng/templates/{name}"), source.as_bytes());
    }
    test
}

fn check(templates: &[(&str, &str)], expected: Expect) {
    let found = themed(templates).run(&["build", "--format", "json"]).ended(1).json();
    let text = |d: &serde_json::Value, key: &str| d[key].as_str().unwrap_or_default().to_owned();
    let shown = found.iter().map(|d| {
        assert_eq!(d["code"], "template", "{d}");
        let file = text(d, "file").replace("themes/rieng/templates/", "");
        format!("{file}:{}:{} {}\n  = {}", d["line"], d["column"], text(d, "message"), text(d, "hint"))
    });
    expected.assert_eq(&shown.collect::<Vec<_>>().join("\n"));
}

/// A template for articles whose block `cite` holds `rest`.
fn cite(rest: &str) -> String {
    format!("{{% extends \"khue/article.html\" %}}\n{{% block cite %}}\n{rest}\n{{% endblock %}}\n")
}

fn check_cite(rest: &str, expected: Expect) {
    check(&[("article.html", &cite(rest))], expected);
}

#[test]
fn an_unknown_value_is_told_with_the_page() {
    check_cite(
        "<b>{{ artikel.siglum }}</b>",
        expect![[r#"
            article.html:3:7 variable `artikel` is not defined (while making `bai-viet/a.html`)
              = did you mean `article`?"#]],
    );
    check_cite(
        "<b>{{ article.siglun }}</b>",
        expect![[r#"
            article.html:3:15 field `siglun` is not defined (while making `bai-viet/a.html`)
              = did you mean `siglum`?"#]],
    );
    check_cite(
        "{% for x in article.nothing %}{{ x }}{% endfor %}",
        expect![[r#"
            article.html:3:13 iteration not possible on type `undefined` (while making `bai-viet/a.html`)
              = there is no such value: correct its name, or write `or []` behind it"#]],
    );
}

#[test]
fn an_unknown_value_before_a_filter_is_told() {
    check_cite(
        "{% for p in article.passages %}{{ p.bodi_html | safe }}{% endfor %}",
        expect![[r#"
        article.html:3:35 `p.bodi_html` is not defined (while making `bai-viet/a.html`)
          = did you mean `body_html` or `note_html`?"#]],
    );
    check_cite(
        "{% set v = article.nothing %}{{ v | safe }}",
        expect![[r#"
            article.html:3:33 `v` is not defined (while making `bai-viet/a.html`)
              = correct its name; without a filter behind it, the message lists the names that there are"#]],
    );
    check_cite(
        "{{ s[\"nothing\"] | fill(n=2) }}",
        expect![[r#"
            article.html:3:4 `s["nothing"]` is not defined (while making `bai-viet/a.html`)
              = did you mean `thing`?"#]],
    );
    check_cite(
        "{{ artikel | upper }}",
        expect![[r#"
        article.html:3:4 `artikel` is not defined (while making `bai-viet/a.html`)
          = did you mean `article`?"#]],
    );
}

#[test]
fn links_to_pages_that_cannot_be_made_are_not_told_too() {
    let test = themed(&[("article.html", &cite("<b>{{ artikel.siglum }}</b>"))]);
    let found = test.diagnostics();
    let codes: Vec<&str> = found.iter().filter_map(|d| d["code"].as_str()).collect();
    assert_eq!(codes, ["template"]);
    // What is broken besides is.
    test.write(
        "content/pages/x.md",
        "---\ntitle: X\n---\n[y](nirgends.html) [z](bai-viet/a.html)\n".as_bytes(),
    );
    let found = test.diagnostics();
    let codes: Vec<&str> = found.iter().filter_map(|d| d["code"].as_str()).collect();
    assert_eq!(codes, ["broken-link", "template"]);
}

#[test]
fn an_unknown_filter_test_or_function_is_told_with_its_place() {
    check_cite(
        "<b>{{ article.siglum | uper }}</b>",
        expect![[r#"
            article.html:3:24 unknown filter `uper`
              = did you mean `upper`?"#]],
    );
    check_cite(
        "{% if article.siglum is strin %}x{% endif %}",
        expect![[r#"
            article.html:3:25 unknown test `strin`
              = did you mean `string`?"#]],
    );
    check_cite(
        "{{ date() }}",
        expect![[r#"
        article.html:3:4 unknown function `date`
          = mend the template; the manual's page on themes says which values and filters there are"#]],
    );
}

#[test]
fn what_is_not_closed_is_told() {
    check(
        &[("article.html", "{% extends \"khue/article.html\" %}\n{% block cite %}\n<p>\n")],
        expect![[r#"
        article.html:2:17 unexpected end of input
          = something is not closed: `{% endblock %}`, `{% endif %}`, `{% endfor %}`, `}}` or `%}`"#]],
    );
    check_cite(
        "{% if article.siglum %}x",
        expect![[r#"
            article.html:4:4 unknown tag `endblock`
              = a tag above that is to be closed first is not (`{% endif %}`, `{% endfor %}`, `{% endblock %}`); or this one stands twice: remove it"#]],
    );
    check_cite(
        "{{ article.siglum",
        expect![[r#"
            article.html:4:1 found `{` but expected }}
              = close the value with `}}`"#]],
    );
    check_cite(
        "{% fro x in y %}{% endfor %}",
        expect![[r#"
            article.html:3:4 unknown tag `fro`
              = correct the word; or a tag above is not closed: `{% endif %}`, `{% endfor %}`, `{% endblock %}`"#]],
    );
}

#[test]
fn a_template_that_is_not_there_is_told_with_those_that_are() {
    check(
        &[("article.html", "{% extends \"khue/artcle.html\" %}\n")],
        expect![[r#"
            article.html:1:13 there is no template `khue/artcle.html` to extend
              = did you mean `khue/article.html`, `khue/articles.html` or `khue/people.html`?"#]],
    );
    check_cite(
        "{% include \"parts/chip.html\" %}",
        expect![[r#"
        article.html:3:13 unknown template `parts/chip.html`
          = did you mean `parts/chips.html`, `parts/said.html` or `parts/things.html`?"#]],
    );
    check(
        &[("article.html", "{% extends \"khue/article.html\" %}\n{% block nothing %}{% endblock %}")],
        expect![[r#"
            article.html:2:10 block `nothing` is not defined in any parent template
              = correct its name; or give the template that this one extends such a block: `{% block NAME %}{% endblock %}`"#]],
    );
}

#[test]
fn templates_that_lead_back_to_themselves_are_told() {
    check(
        &[("article.html", "{% extends \"article.html\" %}\n")],
        expect![[r#"
        article.html:1:4 this template extends itself: rieng/article.html
          = name the template of the theme below, such as `khue/article.html`"#]],
    );
    check(
        &[
            ("article.html", &cite("{% include \"a.html\" %}")),
            ("a.html", "{% include \"b.html\" %}"),
            ("b.html", "{% include \"a.html\" %}"),
        ],
        expect![[r#"
            a.html:1:4 this template includes itself: rieng/a.html → rieng/b.html → rieng/a.html
              = take out the include that leads back"#]],
    );
}

#[test]
fn a_value_of_another_kind_is_told() {
    check_cite(
        "{{ article.siglum + 1 }}",
        expect![[r#"
            article.html:3:4 `+` requires both operands to be numbers, found a text and a number (while making `bai-viet/a.html`)
              = give it a value of that kind, or take the filter or the sign out"#]],
    );
    check_cite(
        "{% for x in article.siglum.a %}{% endfor %}",
        expect![[r#"
            article.html:3:13 iteration not possible on type `undefined` (while making `bai-viet/a.html`)
              = there is no such value: correct its name, or write `or []` behind it"#]],
    );
    check_cite(
        "{{ article.passages | upper }}",
        expect![[r#"
            article.html:3:4 invalid type for the value, expected a text but got a list (while making `bai-viet/a.html`)
              = give it a value of that kind, or take the filter or the sign out"#]],
    );
    check_cite(
        "{{ article.siglum | truncate }}",
        expect![[r#"
        article.html:3:21 missing keyword argument `length` (while making `bai-viet/a.html`)
          = mend the template; the manual's page on themes says which values and filters there are"#]],
    );
}

#[test]
fn a_mistake_in_an_included_template_names_those_that_lead_to_it() {
    check(
        &[
            ("article.html", &cite("\n{% include \"one.html\" %}")),
            ("one.html", "<p>\n{% include \"two.html\" %}"),
            ("two.html", "<p>\n\n{{ artikel.siglum }}"),
        ],
        expect![[r#"
            two.html:3:4 variable `artikel` is not defined, called from `themes/rieng/templates/one.html` line 2, called from `themes/rieng/templates/article.html` line 4 (while making `bai-viet/a.html`)
              = did you mean `article`?"#]],
    );
}

#[test]
fn a_mistake_in_a_parent_s_block_names_the_parent() {
    check(
        &[
            ("article.html", "{% extends \"middle.html\" %}\n{% block cite %}{{ super() }}{% endblock %}"),
            (
                "middle.html",
                "{% extends \"khue/article.html\" %}\n{% block cite %}\n{{ artikel }}{% endblock %}",
            ),
        ],
        expect![[r#"
            middle.html:3:4 variable `artikel` is not defined (while making `bai-viet/a.html`)
              = did you mean `article`?"#]],
    );
}

#[test]
fn several_broken_templates_are_told_in_one_run() {
    check(
        &[
            ("article.html", "{% extends \"khue/artcle.html\" %}\n"),
            ("topic.html", "{% extends \"khue/topic.html\" %}\n{% block head %}"),
            ("event.html", "{% extends \"khue/event.html\" %}\n{% if %}"),
            ("person.html", "{{ 1 | nofilter }}{{ 1 | nofilter }}\n{{ notest() }}"),
            ("page.html", "{% include \"none.html\" %}"),
        ],
        expect![[r#"
            article.html:1:13 there is no template `khue/artcle.html` to extend
              = did you mean `khue/article.html`, `khue/articles.html` or `khue/people.html`?
            event.html:2:7 found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
              = mend the template; the manual's page on themes says which values and filters there are
            page.html:1:13 unknown template `none.html`
              = did you mean `home.html`, `base.html` or `page.html`?
            person.html:1:8 unknown filter `nofilter`
              = there are: abs, capitalize, default, escape_html, escape_xml, fill, first, float, get, group_by, indent, int, join, keys, last, length, lower, newlines_to_br, nth, pairs, pluralize, replace, reverse, round, safe, sort, split, str, title, trim, trim_end, trim_start, truncate, unique, upper, values
            person.html:1:26 unknown filter `nofilter`
              = there are: abs, capitalize, default, escape_html, escape_xml, fill, first, float, get, group_by, indent, int, join, keys, last, length, lower, newlines_to_br, nth, pairs, pluralize, replace, reverse, round, safe, sort, split, str, title, trim, trim_end, trim_start, truncate, unique, upper, values
            person.html:2:4 unknown function `notest`
              = mend the template; the manual's page on themes says which values and filters there are
            topic.html:2:15 unexpected end of input
              = something is not closed: `{% endblock %}`, `{% endif %}`, `{% endfor %}`, `}}` or `%}`"#]],
    );
}

#[test]
fn what_follows_from_a_broken_template_is_not_told() {
    check(
        &[
            ("article.html", "{% extends \"middle.html\" %}\n"),
            ("middle.html", "{% extends \"khue/article.html\" %}\n{% block cite %}"),
            (
                "page.html",
                "{% extends \"khue/page.html\" %}{% block main %}{% include \"middle.html\" %}{% endblock %}",
            ),
        ],
        expect![[r#"
            middle.html:2:15 unexpected end of input
              = something is not closed: `{% endblock %}`, `{% endif %}`, `{% endfor %}`, `}}` or `%}`"#]],
    );
}

#[test]
fn mistakes_of_several_pages_are_told_in_one_run() {
    check(
        &[
            ("article.html", &cite("{{ one }}")),
            ("topic.html", "{% extends \"khue/topic.html\" %}\n{% block head %}{{ two }}{% endblock %}"),
            (
                "base.html",
                "{% extends \"khue/base.html\" %}\n{% block extra_body %}{{ page.three }}{% endblock %}",
            ),
        ],
        expect![[r#"
            article.html:3:4 variable `one` is not defined (while making `bai-viet/a.html`)
              = there are: article, backlinks, backlinks_title, cards, facts, page, resume, rows, s, siglum, site
            base.html:2:31 field `three` is not defined (while making `index.html`), and so on 14 pages more
              = there are: canonical, code, crumbs, description, draft, extra, footer_html, heading_html, id, json_ld_html, kind, og_type, pager, path, root, section, title
            topic.html:2:20 variable `two` is not defined (while making `chu-de/hoc.html`)
              = there are: page, s, site, topic"#]],
    );
}

#[test]
fn an_asset_that_is_not_there_is_named_with_its_brackets() {
    let test = crate::harness::PortalTest::small()
        .with("-- themes/khue/templates/parts/chips.html --\n{{ site.assets[\"mini.css\"] }}\n");
    let found = test.run(&["check", "--format", "json"]).ended(1).json();
    let message = found[0]["message"].as_str().unwrap();
    assert!(message.starts_with("there is no `site.assets[\"mini.css\"]` to show"), "{message}");
}

#[test]
fn words_are_not_told_to_be_unread_where_the_language_is_none() {
    let test = crate::harness::PortalTest::small().with(
        "-- portal.yaml --\ntitle: A\nlanguage: english\n-- themes/khue/strings/vi.yaml --\nsearch: Tìm\n",
    );
    let found = test.run(&["check", "--format", "json"]).ended(1).json();
    let codes: Vec<&str> = found.iter().map(|d| d["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["unknown-value"], "{found:#?}");
}

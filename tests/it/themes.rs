//! Themes of a portal's own: one block, one file, one word, one asset; and what is said when a theme is wrong.

use crate::harness::{PortalTest, Site, told};
use expect_test::{Expect, expect};

/// The small portal with the theme `rieng`, which has these files besides its `theme.yaml`.
fn themed(files: &str) -> PortalTest {
    let test = PortalTest::small().with("-- themes/rieng/theme.yaml --\nname: rieng\n").with(files);
    test.edit("portal.yaml", "language: vi", "language: vi\ntheme: rieng");
    test
}

/// The site of the small portal with the built-in theme.
fn plain() -> Site {
    PortalTest::small().build()
}

#[test]
fn a_theme_without_anything_of_its_own_is_the_built_in_one() {
    assert_eq!(themed("").build().changes_from(&plain()), "");
}

#[test]
fn one_block_can_be_replaced_and_the_rest_stays() {
    let site = themed(
        "-- themes/rieng/templates/article.html --\n{% extends \"khue/article.html\" %}\n\
         {% block cite %}<p class=\"rieng\">Trích: {{ article.siglum }}</p>{% endblock %}\n",
    )
    .build();
    assert_eq!(site.changes_from(&plain()), "~bai-viet/a.html");
    let page = site.page("bai-viet/a.html");
    assert_eq!(page.texts("p.rieng"), ["Trích: A"]);
    assert!(page.all("#_cite").is_empty() && !page.all("#p2").is_empty());
}

#[test]
fn a_block_of_the_frame_shows_on_every_page() {
    let site = themed(
        "-- themes/rieng/templates/base.html --\n{% extends \"khue/base.html\" %}\n\
         {% block extra_body %}<p class=\"rieng\">{{ page.path }}</p>{% endblock %}\n",
    )
    .build();
    for page in site.pages() {
        assert_eq!(page.texts("p.rieng").len(), 1, "{}", page.path);
    }
}

#[test]
fn a_block_can_add_to_what_it_replaces() {
    let site = themed(
        "-- themes/rieng/templates/topic.html --\n{% extends \"khue/topic.html\" %}\n\
         {% block head %}{{ super() }}<p class=\"rieng\">Thêm</p>{% endblock %}\n",
    )
    .build();
    let page = site.page("chu-de/hoc.html");
    assert_eq!(page.texts("p.rieng"), ["Thêm"]);
    assert_eq!(page.all("h1").len(), 1);
}

#[test]
fn one_template_can_be_replaced_as_a_whole() {
    let site =
        themed("-- themes/rieng/templates/not-found.html --\n<!doctype html><title>Không có</title>\n")
            .build();
    assert_eq!(site.changes_from(&plain()), "~404.html");
    assert_eq!(site.text("404.html").trim(), "<!doctype html><title>Không có</title>");
}

#[test]
fn a_frame_of_its_own_needs_the_blocks_of_templates_that_are_used_only() {
    let names =
        ["article", "articles", "document", "documents", "event", "glossary", "graph", "home", "not-found"];
    let more =
        ["organisation", "page", "people", "person", "search", "self-test", "timeline", "topic", "topics"];
    let frame = "-- themes/rieng/templates/base.html --\n<title>x</title>{% block body %}{% endblock %}\n";
    let own = "{% extends \"base.html\" %}{% block body %}<h1>{{ page.title }}</h1>{% endblock %}";
    let pages =
        names.iter().chain(&more).map(|name| format!("-- themes/rieng/templates/{name}.html --\n{own}\n"));
    let site = themed(&(frame.to_owned() + &pages.collect::<String>())).build();
    assert_eq!(site.page("chu-de/hoc.html").all("h1").len(), 1);
    check_wrong(
        frame,
        expect![[r#"
        template themes/rieng/templates/base.html:1:1 this template has no block `extra_head`, which templates of the theme below fill = add `{% block extra_head %}{% endblock %}`, or write all templates of pages yourself
        template themes/rieng/templates/base.html:1:1 this template has no block `main`, which templates of the theme below fill = add `{% block main %}{% endblock %}`, or write all templates of pages yourself"#]],
    );
}

#[test]
fn a_mark_before_a_template_is_no_text() {
    let template = "\u{feff}{% extends \"khue/topic.html\" %}\n{% block head %}{{ topik }}{% endblock %}\n";
    let file = format!("-- themes/rieng/templates/topic.html --\n{template}");
    let told = themed(&file).run(&["build", "--format", "json"]).ended(1).json();
    assert_eq!((told[0]["line"].as_u64(), told[0]["column"].as_u64()), (Some(2), Some(20)), "{told:?}");
}

#[test]
fn a_part_that_pages_share_can_be_replaced() {
    let site = themed(
        "-- themes/rieng/templates/parts/chips.html --\n<b class=\"rieng\">{{ chips | length }}</b>\n",
    )
    .build();
    let pages = site.pages();
    assert!(pages.iter().any(|page| !page.all("b.rieng").is_empty()));
    assert!(pages.iter().all(|page| page.all(".sigs").is_empty()));
}

#[test]
fn one_word_of_the_interface_can_be_changed() {
    let site = themed("-- themes/rieng/strings/vi.yaml --\nskip: Bỏ qua đầu trang\n").build();
    for page in site.pages() {
        assert_eq!(page.texts("a.skip"), ["Bỏ qua đầu trang"], "{}", page.path);
    }
}

#[test]
fn some_words_of_another_language_leave_the_others_english() {
    for theme in ["rieng", "khue"] {
        let words = format!("-- themes/{theme}/strings/de.yaml --\nskip: Zum Text\n");
        let test = themed(&words);
        test.edit("portal.yaml", "language: vi\n", "language: de\n");
        let page = test.build().page("index.html");
        assert_eq!(page.texts("a.skip"), ["Zum Text"], "{theme}");
        assert_eq!(page.texts("nav[aria-label=Menu] li")[0], "Topics", "{theme}");
    }
}

#[test]
fn words_of_another_shape_and_slips_in_their_keys_are_told() {
    check_wrong(
        "-- themes/rieng/strings/vi.yaml --\nprotal: x\ntopics: [a, b]\nnumber_words: x\nevent_hop: Họp\nlời: x\nof_mine: x\n\
         -- themes/rieng/templates/topic.html --\n{% extends \"khue/topic.html\" %}\n{% block head %}{{ s.of_mine }}{% endblock %}\n",
        expect![[r#"
            unknown-key themes/rieng/strings/vi.yaml:1:1 no template shows the word `protal` = did you mean `portal`?
            wrong-type themes/rieng/strings/vi.yaml:2:9 `topics` must be a text, but here is a list = only one value can stand here; is it one text: `a, b`?
            wrong-type themes/rieng/strings/vi.yaml:3:15 `number_words` must be a list (`- one` on each line, or `[one, two]`), but here is the text `x` = write `[x]`"#]],
    );
}

#[test]
fn letter_case_of_a_language_does_not_matter() {
    let test = themed("-- themes/rieng/strings/en-GB.yaml --\nskip: To the text\n");
    test.edit("portal.yaml", "language: vi\n", "language: en-gb\n");
    assert_eq!(test.build().page("index.html").texts("a.skip"), ["To the text"]);
}

#[test]
fn the_first_language_of_a_theme_stands_in_for_one_that_is_missing() {
    let test = PortalTest::small().with(
        "-- themes/rieng/theme.yaml --\nname: rieng\nlanguages: [fr, en]\n-- themes/rieng/strings/fr.yaml --\nskip: Au texte\n",
    );
    test.edit("portal.yaml", "language: vi\n", "language: de\ntheme: rieng\n");
    assert_eq!(test.build().page("index.html").texts("a.skip"), ["Au texte"]);
}

#[test]
fn assets_within_a_folder_of_that_name_have_their_own_address() {
    let test = PortalTest::small().with(
        "-- themes/khue/assets/a.css --\na{}\n-- themes/khue/assets/assets/a.css --\nb{}\n-- themes/khue/templates/not-found.html --\n\
         {{ site.assets[\"a.css\"] }} {{ site.assets[\"assets/a.css\"] }}\n",
    );
    let site = test.build();
    let addresses: Vec<&str> = site.text("404.html").split_whitespace().collect();
    assert!(addresses[0].starts_with("assets/a.css?v="), "{addresses:?}");
    assert!(addresses[1].starts_with("assets/assets/a.css?v="), "{addresses:?}");
}

#[test]
fn assets_need_names_that_every_file_system_tells_apart() {
    let check = |files: &[&str], at: &str| {
        let test = PortalTest::new(
            "-- portal.yaml --\ntitle: Cổng\ntheme: ours\n-- themes/ours/theme.yaml --\nname: ours\n",
        );
        for file in files {
            test.write(&format!("themes/ours/assets/{file}"), b"<svg xmlns='http://www.w3.org/2000/svg'/>");
        }
        for command in ["build", "check"] {
            let run = test.run(&[command]).ended(1);
            assert!(run.stderr.contains("error[path-collision]"), "{}", run.stderr);
            assert!(run.stderr.contains(&format!("themes/ours/assets/{at}:1:1")), "{}", run.stderr);
        }
    };
    check(&["Hình.svg", "hình.svg"], "hình.svg");
    check(&["a/b.svg", "A/b.svg"], "a/b.svg");
    check(&["\u{1ea4}.svg", "\u{c2}\u{301}.svg"], "\u{1ea4}.svg");
    check(&["Mark.svg"], "Mark.svg");
    check(&["Code.css"], "Code.css");
    check(&["portal.css/y"], "portal.css/y");
    check(&["code.css/y"], "code.css/y");
}

#[test]
fn one_asset_can_be_replaced_and_others_added() {
    let site = themed(
        "-- themes/rieng/assets/portal.css --\nbody{color:red}\n-- themes/rieng/assets/them/x.svg --\n<svg/>\n",
    )
    .build();
    assert_eq!(site.text("assets/portal.css"), "body{color:red}\n");
    assert_eq!(site.text("assets/them/x.svg"), "<svg/>\n");
    let own = |site: &Site| site.page("index.html").attributes("link[rel=stylesheet]", "href")[0].clone();
    assert_ne!(own(&site), own(&plain()), "browsers are told of the new content");
    assert!(site.0.contains_key("assets/portal.js"));
}

#[test]
fn keys_of_the_portals_own_reach_the_templates() {
    let test = themed(
        "-- themes/rieng/templates/person.html --\n{% extends \"khue/person.html\" %}\n\
         {% block extra_head %}<meta name=\"rieng\" content=\"{{ site.extra.mau }}\">{% endblock %}\n",
    );
    test.edit("portal.yaml", "language: vi", "language: vi\nextra: {mau: đỏ}");
    let test = test.with(
        "-- content/terms.yaml --\nextra: {mau: xanh}\nterms:\n  - {term: TTĐN, expansion: thông tin, extra: {mau: vàng}}\n\
         -- themes/rieng/templates/glossary.html --\n<title>x</title><b>{{ page.extra.mau }} {{ glossary.terms[0].extra.mau }}</b>\n",
    );
    assert_eq!(test.build().page("thuat-ngu.html").texts("b"), ["xanh vàng"]);
    let page = test.build().page("nhan-vat/nguyen-van-a.html");
    assert_eq!(page.attributes("meta[name=rieng]", "content"), ["đỏ"]);
}

#[test]
fn the_built_in_theme_can_be_changed_in_place() {
    let test = PortalTest::small().with("-- themes/khue/assets/mark.svg --\n<svg/>\n");
    assert_eq!(test.build().text("assets/mark.svg"), "<svg/>\n");
}

/// What is said of a theme with these files; nothing is written.
fn check_wrong(files: &str, expected: Expect) {
    let test = themed(files);
    let run = test.run(&["build", "--format", "json"]).ended(1);
    assert_eq!(run.site, Site::default());
    let line = |d: &serde_json::Value| {
        let text = |key: &str| d[key].as_str().unwrap_or("null").to_owned();
        let [code, file, message, hint] = ["code", "file", "message", "hint"].map(text);
        format!("{code} {file}:{}:{} {message} = {hint}", d["line"], d["column"])
    };
    expected.assert_eq(&run.json().iter().map(line).collect::<Vec<_>>().join("\n"));
}

/// A template for articles that goes on with `rest` after its first line.
fn article(rest: &str) -> String {
    format!("-- themes/rieng/templates/article.html --\n{{% extends \"khue/article.html\" %}}\n{rest}\n")
}

#[test]
fn mistakes_in_templates_name_the_template_the_line_and_the_page() {
    check_wrong(
        &article("{% block cite %}"),
        expect![
            "template themes/rieng/templates/article.html:2:17 unexpected end of input = something is not closed: `{% endblock %}`, `{% endif %}`, `{% endfor %}`, `}}` or `%}`"
        ],
    );
    check_wrong(
        &article("{% block cite %}{{ article.sigil.x }}{% endblock %}"),
        expect![
            "template themes/rieng/templates/article.html:2:28 field `sigil` is not defined (while making `bai-viet/a.html`) = there are: backlinks, belongs, citation_files, citation_html, facts, next, omitted, omitted_count, parallels, passage_citation, passages, previous, related, siglum, things"
        ],
    );
}

#[test]
fn names_that_no_template_bears_are_told_where_they_stand() {
    for (files, line) in [
        (article("{% block cite %}{{ s.skip | nofilter }}{% endblock %}"), 2),
        (article("{% block cite %}{% include \"parts/nothing.html\" %}{% endblock %}"), 2),
        ("-- themes/rieng/templates/article.html --\n{% extends \"khue/artikel.html\" %}\n".to_owned(), 1),
        ("-- themes/rieng/templates/article.html --\n{% extends \"article.html\" %}\n".to_owned(), 1),
    ] {
        let found = themed(&files).run(&["build", "--format", "json"]).ended(1).json();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0]["file"], "themes/rieng/templates/article.html", "{}", found[0]);
        assert_eq!(found[0]["line"], line, "{}", found[0]);
    }
}

#[test]
fn mistakes_in_the_themes_own_files_are_told_like_others() {
    check_wrong(
        "-- themes/rieng/theme.yaml --\nname: rieng\nextend: khue\n",
        expect!["unknown-key themes/rieng/theme.yaml:2:1 unknown key `extend` = did you mean `extends`?"],
    );
    check_wrong(
        "-- themes/rieng/theme.yaml --\nname: rieng\nextends: khac\n",
        expect![
            "invalid-theme themes/rieng/theme.yaml:2:10 there is no theme `khac`: `themes/khac/theme.yaml` is missing = write `themes/khac/theme.yaml` with `name: khac`, or use `theme: khue`"
        ],
    );
    check_wrong(
        "-- themes/rieng/strings/vi.yaml --\nskip: {a: b}\n",
        expect![[
            r#"wrong-type themes/rieng/strings/vi.yaml:1:7 `skip` must be a text, but here is keys with values = write one text here: `a:b` without a space, or quotes around it: "a: b""#
        ]],
    );
}

#[test]
fn a_theme_that_extends_itself_is_told_of() {
    let two = "-- themes/rieng/theme.yaml --\nname: rieng\nextends: hai\n\
               -- themes/hai/theme.yaml --\nname: hai\nextends: rieng\n";
    check_wrong(
        "-- themes/rieng/theme.yaml --\nname: rieng\nextends: rieng\n",
        expect![
            "invalid-theme themes/rieng/theme.yaml:2:10 the theme `rieng` extends itself = a theme extends another one, and at last `khue`: correct `extends`"
        ],
    );
    check_wrong(
        two,
        expect![
            "invalid-theme themes/hai/theme.yaml:2:10 the theme `rieng` extends itself = a theme extends another one, and at last `khue`: correct `extends`"
        ],
    );
}

#[test]
fn a_mistake_on_every_page_is_told_once() {
    let test = themed(
        "-- themes/rieng/templates/base.html --\n{% extends \"khue/base.html\" %}\n\
         {% block extra_body %}{{ nothing.here }}{% endblock %}\n",
    );
    assert_eq!(test.run(&["build", "--format", "json"]).ended(1).json().len(), 1);
}

#[test]
fn files_of_a_theme_that_nothing_reads_are_told_of() {
    let check = |path: &str, hint: &str| {
        let test = themed(&format!("-- themes/rieng/{path} --\n\n"));
        let told = told(&test.run(&["build", "--format", "json"]).done().json());
        match hint {
            "" => assert_eq!(told, "", "{path}"),
            hint => assert!(
                told.starts_with(&format!("stray-file themes/rieng/{path}:"))
                    && told.ends_with(&format!("= {hint}"))
                    && told.lines().count() == 2,
                "{path}: {told}"
            ),
        }
    };
    check("templates/artcle.html", "did you mean `article.html` or `articles.html`?");
    check(
        "templates/moi.html",
        "give it the name of a page's template, such as `article.html`, or name it in one: `{% include \"moi.html\" %}`",
    );
    check(
        "strings/vn.yaml",
        "name it `vi.yaml`, after the portal's language, or name its language in `languages` of `theme.yaml`",
    );
    check(
        "strings/vi.yml",
        "name it `vi.yaml`, after the portal's language, or name its language in `languages` of `theme.yaml`",
    );
    check("template/article.html", "did you mean `templates`?");
    check("article.html", "put it into the theme's folder `templates`");
    check("css/rieng.css", "put it into the theme's folder `assets`");
    check("theme.yml", "a theme has `theme.yaml` and the folders `assets`, `strings` and `templates`");
    for path in
        ["assets/rieng.css", "scss/rieng.scss", "README.md", "templates/article.html", "strings/vi.yaml"]
    {
        check(path, "");
    }
}

#[test]
fn every_page_has_what_the_frame_s_head_adds() {
    let site = themed(
        "-- themes/rieng/templates/base.html --\n{% extends \"khue/base.html\" %}\n\
         {% block extra_head %}<link rel=\"stylesheet\" href=\"{{ page.root }}{{ site.assets[\"rieng.css\"] }}\">{% endblock %}\n\
         -- themes/rieng/assets/rieng.css --\na{color:red}\n",
    )
    .build();
    for page in site.pages() {
        assert_eq!(page.all("link[href*='rieng.css?v=']").len(), 1, "{}", page.path);
    }
}

#[test]
fn a_place_in_a_word_that_nothing_fills_is_told() {
    let test = themed(
        "-- themes/rieng/strings/vi.yaml --\npassages: \"{m} đoạn\"\nn_articles: \"{n} bài\"\nskip: \"{x}\"\n",
    );
    let told = told(&test.run(&["build", "--format", "json"]).done().json());
    expect![[r#"
        unknown-value themes/rieng/strings/vi.yaml:1:11 the word `passages` has no value for `{m}`, which pages would show as it stands
          = there are: `{n}`
        unknown-value themes/rieng/strings/vi.yaml:3:7 the word `skip` has no value for `{x}`, which pages would show as it stands
          = take it out"#]].assert_eq(&told);
}

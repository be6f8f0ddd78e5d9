//! Broken links within the site: told where an author wrote them, or at the page if a template made them.

use crate::harness::{PortalTest, told};
use expect_test::{Expect, expect};

fn check(files: &str, expected: Expect) {
    check_in(&PortalTest::small().with(files), expected);
}

fn check_in(test: &PortalTest, expected: Expect) {
    let run = test.run(&["check", "--format", "json"]);
    expected.assert_eq(&told(&run.json()));
}

#[test]
fn a_link_in_a_page_is_told_at_its_line() {
    check(
        "-- content/pages/a.md --\n---\ntitle: A\n---\n\nMột.\n\nHai [ba](gioi-thiu.html) bốn.\n",
        expect![[r#"
            broken-link content/pages/a.md:7:5 the link `gioi-thiu.html` leads to no page of the site (on `a.html`)
              = did you mean `gioi-thieu.html`?"#]],
    );
}

#[test]
fn a_link_that_climbs_out_of_the_site_is_told_once_though_other_pages_repeat_it() {
    check(
        "-- content/pages/a.md --\n---\ntitle: A\n---\n\nBản [b](../tep/b.pdf) của [[topic:hoc]].\n",
        expect![[r#"
            broken-link content/pages/a.md:5:5 `../tep/b.pdf` leads to no file of the site (on `a.html` and another page)
              = put the file into `static/`, and name it by its path from the text, such as `../../static/NAME`"#]],
    );
}

/// What is told of a template of the home page that ends with this, where the site stands below `/cong/`.
fn check_home(html: &str, expected: Expect) {
    let test = PortalTest::small().with(&format!(
        "-- themes/rieng/theme.yaml --\nname: rieng\n-- themes/rieng/assets/r.css --\n@import \"code.css\"; a{{b:url(gone.svg)}}\n\
         -- themes/rieng/templates/home.html --\n{{% extends \"khue/home.html\" %}}{{% block extra_home %}}{html}{{% endblock %}}\n"
    ));
    test.edit("portal.yaml", "language: vi", "language: vi\ntheme: rieng");
    let run = test.run(&["check", "--format", "json", "--base-url", "https://e.example/cong/"]);
    expected.assert_eq(&told(&run.json()));
}

#[test]
fn a_link_from_the_root_of_a_host_leads_to_the_site_only_where_it_stands() {
    check_home(
        "<a href=\"/cong/chu-de/\">A</a> <a href=\"/cong\">B</a> <a href=\"/chu-de/index.html\">C</a>",
        expect![[r#"
            broken-link themes/rieng/assets/r.css:1:29 the stylesheet names `gone.svg`, a file that the site does not have (on `assets/r.css`)
              = put the file into the theme's `assets`, or correct its name
            broken-link themes/rieng/templates/home.html:1:114 the link `/chu-de/index.html` leads to no page of the site (on `index.html`)
              = the site stands below `/cong/`: begin the link with `{{ page.root }}` in a template, with `/cong/` elsewhere"#]],
    );
}

#[test]
fn every_attribute_that_names_a_file_is_followed() {
    check_home(
        "<img src=\"assets/code.css\" srcset=\"assets/code.css 1x, a.png 2x\" alt=\"\"><video poster=\"b.png\"></video>\
         <object data=\"c.svg\"></object><embed src=\"d.svg\"><svg><use href=\"e.svg#x\"/></svg><button formaction=\"f.html\"></button>\
         <img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" srcset=\"data:image/gif;base64,R0lG,AAAA 1x, https://h.example/w_1,h_2/a.jpg 2x\" alt=\"\">",
        expect![[r#"
            broken-link output/index.html:null:null `a.png` leads to no file of the site
              = correct the link in the template that makes this page
            broken-link themes/rieng/assets/r.css:1:29 the stylesheet names `gone.svg`, a file that the site does not have (on `assets/r.css`)
              = put the file into the theme's `assets`, or correct its name
            broken-link themes/rieng/templates/home.html:1:140 `b.png` leads to no file of the site (on `index.html`)
              = correct the link
            broken-link themes/rieng/templates/home.html:1:169 `c.svg` leads to no file of the site (on `index.html`)
              = correct the link
            broken-link themes/rieng/templates/home.html:1:197 `d.svg` leads to no file of the site (on `index.html`)
              = correct the link
            broken-link themes/rieng/templates/home.html:1:220 the link `e.svg#x` leads to no page of the site (on `index.html`)
              = correct the link
            broken-link themes/rieng/templates/home.html:1:256 the link `f.html` leads to no page of the site (on `index.html`)
              = correct the link"#]],
    );
}

#[test]
fn every_place_of_the_same_link_is_told() {
    check(
        "-- content/pages/a.md --\n---\ntitle: A\n---\n\n[x](zzz/yyy.html) và\n[y](zzz/yyy.html).\n",
        expect![[r#"
            broken-link content/pages/a.md:5:1 the link `zzz/yyy.html` leads to no page of the site (on `a.html`)
              = correct the link; `[[topic:ID]]` or the path of its file leads to a thing of the portal
            broken-link content/pages/a.md:6:1 the link `zzz/yyy.html` leads to no page of the site (on `a.html`)
              = correct the link; `[[topic:ID]]` or the path of its file leads to a thing of the portal"#]],
    );
}

#[test]
fn a_place_that_a_page_lacks_is_told_where_it_is_referred_to() {
    check(
        "-- content/pages/a.md --\n---\ntitle: A\n---\n\n[[topic:hoc#can-lam-gi]], [[topic:hoc#can-lam-j]] và [b](../topics/hoc.md#can-gi).\n\n\
         ## Phần hai\n\nTừ [đây](#phan-hay).\n",
        expect![[r#"
            broken-anchor content/pages/a.md:5:27 the link `chu-de/hoc.html#can-lam-j` leads to a page that has no place `can-lam-j` (on `a.html` and another page)
              = did you mean `can-lam-gi`?
            broken-anchor content/pages/a.md:5:54 the link `chu-de/hoc.html#can-gi` leads to a page that has no place `can-gi` (on `a.html` and another page)
              = correct the part after `#`, or give the heading that id
            broken-anchor content/pages/a.md:9:4 the link `#phan-hay` leads to a page that has no place `phan-hay` (on `a.html`)
              = did you mean `phan-hai`?"#]],
    );
}

#[test]
fn a_place_that_a_field_names_is_told_at_the_field() {
    check(
        "-- portal.yaml --\ntitle: Cổng\nlanguage: vi\nfeatured:\n  questions:\n    - target: \"topic:hoc#can-gi\"\n\
         -- content/terms.yaml --\nterms:\n  - term: giếng\n    means: Chỗ lấy nước.\n    see: topic:hoc#gieng\n",
        expect![[r#"
            broken-anchor content/terms.yaml:4:10 the link `chu-de/hoc.html#gieng` leads to a page that has no place `gieng` (on `thuat-ngu.html`)
              = correct the part after `#`, or give the heading that id
            broken-anchor portal.yaml:5:15 the link `chu-de/hoc.html#can-gi` leads to a page that has no place `can-gi` (on `index.html`)
              = correct the part after `#`, or give the heading that id"#]],
    );
}

#[test]
fn a_link_in_yaml_is_told_at_its_line() {
    check(
        "-- content/events/b.yaml --\nkind: meeting\ntitle: B\ndate: 2023-10-12\n\
         summary: >\n  Một câu dài,\n  với [một trang](khong-co.html) ở dòng sau.\n",
        expect![[r#"
            broken-link content/events/b.yaml:6:7 the link `khong-co.html` leads to no page of the site (on `su-kien/b.html` and another page)
              = did you mean `su-kien/hop.html`?"#]],
    );
}

#[test]
fn a_text_that_many_pages_show_is_told_once() {
    let test = PortalTest::small();
    test.edit("portal.yaml", "language: vi", "language: vi\nfooter: ['Xem [trang](/zzz/yyy.html)']");
    check_in(
        &test,
        expect![[r#"
            broken-link portal.yaml:4:15 the link `/zzz/yyy.html` leads to no page of the site (on `index.html` and 16 pages more)
              = the site stands below `/hoc/`: begin the link with `{{ page.root }}` in a template, with `/hoc/` elsewhere"#]],
    );
}

#[test]
fn html_that_an_author_wrote_is_found_too() {
    let test = PortalTest::small()
        .with("-- content/pages/a.md --\n---\ntitle: A\n---\n\n<p><a href=\"zzz/yyy.html\">x</a></p>\n");
    test.edit("portal.yaml", "language: vi", "language: vi\nraw_html: true");
    check_in(
        &test,
        expect![[r#"
        broken-link content/pages/a.md:5:13 the link `zzz/yyy.html` leads to no page of the site (on `a.html`)
          = correct the link; `[[topic:ID]]` or the path of its file leads to a thing of the portal"#]],
    );
}

#[test]
fn an_image_that_is_not_there_is_told() {
    check(
        "-- content/topics/b.md --\n---\ntitle: B\n---\n\n![Ảnh](anh.png)\n",
        expect![[r#"
            broken-link content/topics/b.md:5:1 `anh.png` leads to no file of the site (on `chu-de/b.html`)
              = put the file into `static/`, and name it by its path from the text, such as `../../static/NAME`"#]],
    );
}

#[test]
fn a_link_of_a_template_is_told_at_every_page_and_to_people_once() {
    // Addresses that a template puts together stand nowhere.
    let test = PortalTest::small()
        .with("-- themes/khue/templates/parts/chips.html --\n<a href=\"khong-{{ 1 }}.html\">x</a>\n");
    let found = test.run(&["check", "--format", "json"]).ended(1).json();
    let files: Vec<&str> = found.iter().filter_map(|d| d["file"].as_str()).collect();
    assert!(files.len() > 3 && files.iter().all(|file| file.starts_with("output/")), "{files:?}");
    let told = test.run(&["check"]).ended(1).stderr;
    assert!(told.contains("times more: output/"), "{told}");
}

#[test]
fn a_link_that_stands_in_a_template_is_told_once_at_its_line() {
    check(
        "-- themes/khue/templates/parts/chips.html --\n<a href=\"{{ page.root }}khong-co.html\">x</a>\n",
        expect![[r#"
            broken-link themes/khue/templates/parts/chips.html:1:25 the link `khong-co.html` leads to no page of the site (on `dong-thoi-gian.html` and 3 pages more)
              = correct the link"#]],
    );
}

#[test]
fn further_pages_of_a_long_list_belong_to_the_same_file() {
    let mut files = String::from(
        "-- content/topics/dai.md --\n---\ntitle: Dài\nterms: [chung]\n---\n\nXem [x](zzz/yyy.html).\n",
    );
    for n in 0..130 {
        files.push_str(&format!("-- seeds/s{n}.txt --\nMột đoạn có từ chung, số {n}.\n"));
        files.push_str(&format!(
            "-- content/articles/s{n}.yaml --\nsiglum: S{n}\nseed: s{n}.txt\ntitle: S{n}\npublished: 2023-10-12\ntopics: [dai]\n"
        ));
    }
    let test = PortalTest::small().with(&files);
    let found = test.run(&["check", "--format", "json"]).ended(1).json();
    let broken: Vec<String> =
        found.iter().filter(|d| d["code"] == "broken-link").map(|d| d["file"].to_string()).collect();
    assert_eq!(broken, ["\"content/topics/dai.md\""]);
}

#[test]
fn what_looks_like_a_link_and_is_none_is_told() {
    super::check_small(
        "-- content/topics/x.md --\n---\ntitle: X\nsummary: \"Xem [[topic:x].\"\n---\n\n[[topic:x] [[]] [g](htps://example.org/x) [h](ftp://a) [i]()\n\n| A | B |\n|---|---|\n| [[topic:x|label]] | B | C |\n\n`[[topic:x]`\n",
        expect![[r#"
            warning[unfinished-reference] content/topics/x.md:3:15: `[[topic:x]` lacks a bracket, and is shown as it stands
              | summary: "Xem [[topic:x]."
              = write `[[topic:x]]`; if it is no reference, write `\[` for its first bracket
            warning[unfinished-reference] content/topics/x.md:6:1: `[[topic:x]` lacks a bracket, and is shown as it stands
              | [[topic:x] [[]] [g](htps://example.org/x) [h](ftp://a) [i]()
              = write `[[topic:x]]`; if it is no reference, write `\[` for its first bracket
            warning[unfinished-reference] content/topics/x.md:6:12: `[[]]` refers to nothing, and is shown as it stands
              | [[topic:x] [[]] [g](htps://example.org/x) [h](ftp://a) [i]()
              = write what it refers to, such as `[[topic:ID]]`; if it is no reference, write `\[` for its first bracket
            warning[invalid-address] content/topics/x.md:6:17: `htps://example.org/x` is not an address that a link may lead to, and is shown without one
              | [[topic:x] [[]] [g](htps://example.org/x) [h](ftp://a) [i]()
              = did you mean `https://example.org/x`?
            warning[invalid-address] content/topics/x.md:6:43: `ftp://a` is not an address that a link may lead to, and is shown without one
              | [[topic:x] [[]] [g](htps://example.org/x) [h](ftp://a) [i]()
              = begin it with `https://`, `http://`, `mailto:` or `tel:`; a file of the site has no `:` in its name
            warning[invalid-address] content/topics/x.md:6:56: `[i]()` has no address, and leads to its own page
              | [[topic:x] [[]] [g](htps://example.org/x) [h](ftp://a) [i]()
              = write the address between `(` and `)`, or take the brackets out
            warning[unfinished-reference] content/topics/x.md:10:3: `[[topic:x|label]]` is cut in two: in a table `|` ends a cell
              | | [[topic:x|label]] | B | C |
              = write `[[topic:x\|label]]`"#]],
    );
}

#[test]
fn another_site_is_told_its_whole_address() {
    let test = PortalTest::new(
        "-- portal.yaml --\ntitle: Cổng\n-- content/pages/a.md --\n---\ntitle: A\n---\n\n[h](www.example.org), [i](example.org/x), [j](x.png).\n",
    );
    let told = crate::harness::told(&test.run(&["check", "--format", "json"]).ended(1).json());
    expect![[r#"
        broken-link content/pages/a.md:5:1 the link `www.example.org` leads to no page of the site (on `a.html`)
          = write `https://www.example.org` if it leads to another site
        broken-link content/pages/a.md:5:23 the link `example.org/x` leads to no page of the site (on `a.html`)
          = write `https://example.org/x` if it leads to another site
        broken-link content/pages/a.md:5:43 `x.png` leads to no file of the site (on `a.html`)
          = put the file into `static/`, and name it by its path from the text, such as `../../static/NAME`"#]].assert_eq(&told);
}

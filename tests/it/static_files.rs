//! The files of `static/`: the site has them as they are, and texts name them.

use crate::harness::{PortalTest, told};
use std::os::unix::fs::symlink;

/// The beginning of a PNG of 640 × 480 pixels (Portable Network Graphics, third edition, sections 5.2 and 11.2.1).
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0";

/// A portal with a picture, a file in a folder, and this text on a page.
fn portal(text: &str) -> PortalTest {
    let test = PortalTest::small().with(&format!("-- content/pages/x.md --\n---\ntitle: X\n---\n{text}\n"));
    test.write("static/gieng.png", PICTURE);
    test.write("static/ban do/làng.pdf", b"%PDF-1.7\0\xff");
    test
}

/// The first diagnostic, which is the only one.
fn diagnostic(test: &PortalTest) -> String {
    let all = test.diagnostics();
    assert_eq!(all.len(), 1, "{}", told(&all));
    told(&all)
}

#[test]
fn they_are_in_the_site_as_they_are() {
    let test = portal("X");
    test.write("static/CNAME", b"cong.example\r\n");
    let site = test.build();
    assert_eq!(site.0["gieng.png"], PICTURE);
    assert_eq!(site.0["ban do/làng.pdf"], b"%PDF-1.7\0\xff");
    assert_eq!(site.0["CNAME"], b"cong.example\r\n");
    test.remove("static/gieng.png");
    test.write("static/CNAME", b"hoc.example\n");
    assert_eq!(test.build().changes_from(&site), "~CNAME -gieng.png");
}

#[test]
fn texts_name_them_by_relative_paths() {
    let text =
        "![Cái giếng](../../static/gieng.png \"Giếng\") [bản đồ](<../../static/ban do/làng.pdf#page=2>)";
    let test = portal(text)
        .with(&format!("-- content/articles/m.md --\n---\nsiglum: M\ntitle: M\n---\n{text}\n"))
        .with(
            "-- content/terms.yaml --\nterms:\n  - term: Bài\n    means: Xem [giếng](../static/gieng.png).\n",
        );
    test.edit("content/people/nguyen-van-a.yaml", "name:", "note: '[ảnh](../../static/gieng.png)'\nname:");
    let site = test.build();
    let check = |page: &str, root: &str| {
        let page = site.page(page);
        let picture = page.all(".md img, .text img, main img");
        let [picture] = picture.as_slice() else { panic!("{} pictures on {}", picture.len(), page.path) };
        let of = |name: &str| picture.attr(name).unwrap_or_default().to_owned();
        assert_eq!(of("src"), format!("{root}gieng.png"));
        assert_eq!([of("width"), of("height"), of("alt"), of("title")], ["640", "480", "Cái giếng", "Giếng"]);
        let links = page.attributes("main a", "href");
        assert!(links.contains(&format!("{root}ban%20do/l%C3%A0ng.pdf#page=2")), "{links:?}");
    };
    check("x.html", "");
    check("bai-viet/m.html", "../");
    for (page, address) in [("thuat-ngu.html", "gieng.png"), ("nhan-vat/nguyen-van-a.html", "../gieng.png")] {
        let links = site.page(page).attributes("main a", "href");
        assert!(links.iter().any(|link| link == address), "{page}: {links:?}");
    }
    assert_eq!(told(&test.diagnostics()), "");
}

#[test]
fn one_that_is_not_there_is_an_error_at_its_link() {
    let check = |text: &str, message: &str, hint: &str| {
        let expected =
            format!("unknown-reference content/pages/x.md:4:1 there is no file `{message}`\n  = {hint}");
        assert_eq!(diagnostic(&portal(text)), expected);
    };
    check("![](../../static/gien.png)", "static/gien.png", "did you mean `../../static/gieng.png`?");
    check("![](../static/gieng.png)", "content/static/gieng.png", "did you mean `../../static/gieng.png`?");
    check(
        "[a](../../static/ban%20do/./làng.pdf)",
        "static/ban do/làng.pdf",
        "did you mean `../../static/ban%20do/l%C3%A0ng.pdf`?",
    );
    check(
        "[a](../../static/anh-chup.jpg#x)",
        "static/anh-chup.jpg",
        "put the file into `static/`, or correct its name",
    );
}

#[test]
fn one_in_the_place_of_another_file_is_an_error() {
    let check = |path: &str, words: &str, hint: &str| {
        let test = PortalTest::small();
        test.write(&format!("static/{path}"), b"x");
        let said = diagnostic(&test);
        assert!(said.starts_with(&format!("path-collision static/{path}:1:1 ")), "{said}");
        assert!(said.contains(words) && said.contains(hint), "{said}");
        assert!(test.run(&["build"]).ended(1).site.0.is_empty());
    };
    check("index.html", "`index.html`", "the site has this one already");
    check("bai-viet/a.html", "`content/articles/a.yaml` and `static/bai-viet/a.html`", "rename the file");
    check("robots.txt", "`robots.txt`", "without `robots`");
    check("assets/mark.svg", "`assets/mark.svg`", "rename the file");
    check("Bai-Viet/A.html", "on some systems", "rename the file");
}

#[test]
fn one_that_lies_in_another_folder_is_offered() {
    let test = portal("![x](../../static/cu/GIENG.png)");
    assert!(diagnostic(&test).contains("did you mean `../../static/gieng.png`?"), "{}", diagnostic(&test));
    // Of very many only those of the same name are: comparing each with each would take minutes.
    for n in 0..1_000 {
        test.write(&format!("static/nhieu/{n}.png"), b"x");
    }
    assert!(diagnostic(&test).contains("did you mean `../../static/gieng.png`?"), "{}", diagnostic(&test));
    test.edit("content/pages/x.md", "GIENG", "giengg");
    assert!(diagnostic(&test).contains("put the file into `static/`"), "{}", diagnostic(&test));
}

#[test]
fn no_line_of_a_picture_is_shown() {
    let test = portal("X");
    test.write("static/x.html", b"\xff\xd8\xff\xe0 no zero");
    let run = test.run(&["check"]).ended(1);
    assert!(run.stderr.contains("--> static/x.html"), "{}", run.stderr);
    assert!(!run.stderr.contains("no zero"), "{}", run.stderr);
}

#[test]
fn one_whose_place_no_site_has_is_an_error() {
    for (path, words) in [("_khue/a.txt", "keeps for itself"), ("a\u{1}b.txt", "control character")] {
        let test = PortalTest::small();
        test.write(&format!("static/{path}"), b"x");
        let said = diagnostic(&test);
        assert!(said.starts_with("unknown-value static/") && said.contains(words), "{said}");
        assert!(said.ends_with("rename the file"), "{said}");
    }
}

#[test]
fn a_portal_may_have_its_own_robots() {
    let test = PortalTest::small();
    test.edit("portal.yaml", "language: vi\n", "language: vi\nformats: [feed]\n");
    test.write("static/robots.txt", b"User-agent: *\nDisallow: /\n");
    assert_eq!(test.build().text("robots.txt"), "User-agent: *\nDisallow: /\n");
}

#[test]
fn hidden_ones_and_links_out_are_not_published() {
    let test = portal("X");
    test.write("static/.env", b"SECRET");
    test.write("static/.git/config", b"SECRET");
    let site = test.build();
    assert!(!site.paths().iter().any(|path| path.contains(".env") || path.contains(".git/")), "{site:?}");
    symlink("/etc/passwd", test.root().join("static/passwd")).unwrap();
    assert!(diagnostic(&test).contains("this link leads out of the portal"));
}

#[test]
fn a_picture_in_the_folder_of_texts_is_told_where_it_belongs() {
    let test = portal("X");
    test.write("content/pages/anh.jpg", b"\xff\xd8\xff");
    assert!(diagnostic(&test).ends_with("move it to `static/`, and name it `../../static/anh.jpg` in texts"));
}

#[test]
fn a_picture_of_another_host_becomes_a_link() {
    let test = portal(
        "![Xa](https://a.example/x.png \"T\") ![](//a.example/y.png) [![Z](https://a.example/z.png)](../topics/hoc.md)",
    );
    let site = test.build();
    let page = site.page("x.html");
    assert!(page.all("main img").is_empty());
    let links: Vec<(String, String)> =
        page.attributes("main .md a", "href").into_iter().zip(page.texts("main .md a")).collect();
    let pair = |address: &str, text: &str| (address.to_owned(), text.to_owned());
    assert_eq!(
        links,
        [
            pair("https://a.example/x.png", "Xa"),
            pair("//a.example/y.png", "//a.example/y.png"),
            pair("chu-de/hoc.html", "Z")
        ]
    );
    let codes: Vec<String> =
        test.diagnostics().iter().map(|d| d["code"].as_str().unwrap().to_owned()).collect();
    assert_eq!(codes, ["remote-image"; 3]);
}

#[test]
fn another_way_to_the_folder_is_an_error_that_says_the_way() {
    for address in [
        "../../Static/gieng.png",
        "/static/gieng.png",
        "..\\..\\static\\gieng.png",
        "../../content/../static/gieng.png",
    ] {
        let test = portal(&format!("![x]({address})"));
        let said = diagnostic(&test);
        assert!(said.starts_with("unknown-reference content/pages/x.md:4:1 "), "{said}");
        assert!(said.contains("write `../../static/gieng.png`"), "{said}");
    }
    // Where no such file is, nobody knows what was meant.
    let said = diagnostic(&portal("[x](/static/khac.png)"));
    assert!(said.starts_with("broken-link content/pages/x.md:4:1 "), "{said}");
}

#[test]
fn an_address_with_spaces_is_told_how_it_is_written() {
    let said = diagnostic(&portal("[bản đồ](../../static/ban do/làng.pdf)"));
    assert!(said.starts_with("unfinished-reference content/pages/x.md:4:1 "), "{said}");
    assert!(said.contains("write `[bản đồ](<../../static/ban do/làng.pdf>)`"), "{said}");
}

#[test]
fn a_place_on_the_author_s_disk_is_none_of_the_site() {
    for address in ["C:/Users/a/gieng.png", "file:///home/a/gieng.png"] {
        let said = diagnostic(&portal(&format!("![x]({address})")));
        assert!(said.contains("put the file into `static/`, and write `../../static/NAME`"), "{said}");
    }
}

#[test]
fn names_are_found_however_their_letters_are_composed() {
    for (name, link) in [("a\u{309}nh.png", "\u{1ea3}nh.png"), ("\u{1ea3}nh.png", "a\u{309}nh.png")] {
        let test = portal(&format!("![x](../../static/{link})"));
        test.write(&format!("static/{name}"), PICTURE);
        let site = test.build();
        let page = site.text("x.html");
        let src =
            page.split("<img src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        assert_eq!(src, khue::markup::escape::path(name), "{link:?}");
        assert!(site.0.contains_key(name));
    }
}

#[test]
fn a_link_into_the_site_is_no_source() {
    let test = portal("X");
    test.build();
    symlink("../output/feed.xml", test.root().join("static/a.xml")).unwrap();
    symlink("../output/index.html", test.root().join("static/b.html")).unwrap();
    let run = test.run(&["build"]).ended(1);
    assert!(run.stderr.contains("static/b.html"), "{}", run.stderr);
    assert!(run.stderr.contains("this link leads into the folder of the site"), "{}", run.stderr);
}

#[test]
fn a_picture_on_its_side_has_the_size_that_browsers_show() {
    let test = portal("![x](../../static/ngang.jpg)");
    let exif =
        b"\xff\xd8\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let head = b"\xff\xc0\0\x0b\x08\0\x1e\0\x28\x01\x01\x11\0\xff\xd9";
    test.write("static/ngang.jpg", &[&exif[..], head].concat());
    assert!(test.build().text("x.html").contains("width=\"30\" height=\"40\""));
}

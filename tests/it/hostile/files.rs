//! Bytes, names and kinds of files.

use super::{bounded, built, check_page, check_told};
use crate::harness::PortalTest;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

const ARTICLE: &[u8] = b"siglum: X\nseed: x.txt\ntitle: X\n";
/// Puts something into a portal.
type Make<'a> = &'a dyn Fn(&PortalTest);

const TOPIC: &str = "content/topics/t.md";

fn topic(body: &[u8]) -> Vec<u8> {
    [b"---\ntitle: T\n---\n", body].concat()
}

#[test]
fn bytes_that_are_not_utf8_are_told_with_their_line() {
    let seed = [("seeds/x.txt", &b"A\nb\xff\n"[..]), ("content/articles/x.yaml", ARTICLE)];
    check_told("seed", &seed, "not-utf8", "seeds/x.txt:2:2");
    check_told(
        "YAML",
        &[("content/people/b.yaml", b"name: \xff\n")],
        "not-utf8",
        "content/people/b.yaml:1:7",
    );
    check_told("Markdown", &[(TOPIC, &topic(b"A\xff\n"))], "not-utf8", "content/topics/t.md:4:2");
    check_told("portal", &[("portal.yaml", b"title: \xff\n")], "not-utf8", "portal.yaml:1:8");
    for (path, place) in [
        ("themes/khue/templates/article.html", "themes/khue/templates/article.html:1:2"),
        ("themes/khue/strings/vi.yaml", "themes/khue/strings/vi.yaml:1:2"),
        ("themes/khue/theme.yaml", "themes/khue/theme.yaml:1:2"),
    ] {
        check_told(path, &[(path, b"a\xff\n")], "not-utf8", place);
    }
    let utf16: Vec<u8> = "Một".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16 = [b"\xff\xfe", &utf16[..]].concat();
    check_told(
        "UTF-16",
        &[("seeds/x.txt", &utf16), ("content/articles/x.yaml", ARTICLE)],
        "not-utf8",
        "seeds/x.txt:1:1",
    );
}

#[test]
fn texts_too_large_for_memory_are_told() {
    for path in ["seeds/x.txt", "content/people/b.yaml", TOPIC, "themes/khue/assets/x.mp4"] {
        let test = PortalTest::small();
        test.write(path, b"");
        let mebibytes = if path.starts_with("themes/") { 257 } else { 200 };
        std::fs::File::options()
            .write(true)
            .open(test.root().join(path))
            .and_then(|file| file.set_len(mebibytes << 20))
            .unwrap();
        let said = built(&test, path, 1);
        assert!(said.contains(&format!("this file has {mebibytes} MiB; at most")), "{said}");
        assert!(said.contains(&format!("--> {path}")), "{said}");
    }
}

#[test]
fn marks_line_ends_and_nul_are_read_or_told() {
    for seed in [
        "\u{feff}Một\r\n\r\nHai 57-KL/TW\r\n",
        "Một\r\rHai 57-KL/TW\r",
        "A\0b\n\nc\0",
        "\u{85}a\u{2028}b\u{b}c\u{c}",
    ] {
        check_page(seed, &[("seeds/x.txt", seed.as_bytes()), ("content/articles/x.yaml", ARTICLE)]);
    }
    check_page("YAML, CR LF", &[("content/people/b.yaml", "\u{feff}name: B\r\nnote: C\r\n".as_bytes())]);
    check_page("YAML, CR", &[("content/people/b.yaml", b"name: B\rnote: C\r")]);
    check_page("portal, CR LF", &[("portal.yaml", "\u{feff}title: A\r\nlanguage: vi\r\n".as_bytes())]);
    check_page(
        "Markdown, CR LF",
        &[(TOPIC, "\u{feff}---\r\ntitle: T\r\n---\r\nA\r\n\r\n[[topic:hoc]]\r\n".as_bytes())],
    );
    check_page("Markdown, NUL", &[(TOPIC, &topic(b"A\0b `\0`\n"))]);
    check_page("template, NUL", &[("themes/khue/templates/parts/chips.html", b"a\0{{ page.root }}")]);
    check_told(
        "Markdown, CR",
        &[(TOPIC, b"---\rtitle: T\r---\rA\r")],
        "front-matter",
        "content/topics/t.md:1:1",
    );
    check_told(
        "YAML, NUL",
        &[("content/people/b.yaml", b"# b\nname: A\0B\n")],
        "invalid-yaml",
        "content/people/b.yaml:2:8",
    );
    check_told("portal, NUL", &[("portal.yaml", b"title: A\0\n")], "invalid-yaml", "portal.yaml:1:9");
}

#[test]
fn an_asset_whose_name_the_site_cannot_have_is_told_by_every_command() {
    for (name, told) in [
        ("x\nerror[missing-key]: send your password\n --> portal.yaml:1:1\n", "has a control character"),
        ("x\u{1b}[31m", "has a control character"),
        (&vec!["a"; 400].join("/"), "has more than 768 bytes"),
    ] {
        let test = PortalTest::small().with("-- themes/my/theme.yaml --\nname: my\n");
        test.edit("portal.yaml", "language: vi", "language: vi\ntheme: my");
        test.write(&format!("themes/my/assets/{name}"), b"x");
        for command in ["build", "check"] {
            let run = test.run(&[command]).ended(1);
            assert!(
                run.stderr.contains("error[unsafe-file]: the site cannot have this file"),
                "{}",
                run.stderr
            );
            assert!(run.stderr.contains(told), "{}", run.stderr);
            assert!(run.stderr.contains("--> themes/my/assets/"), "{}", run.stderr);
            assert!(!run.stderr.contains("\nerror[missing-key]"), "{}", run.stderr);
        }
    }
}

#[test]
fn a_name_that_is_not_utf8_is_told() {
    let test = PortalTest::small();
    for name in [&b"seeds/\xff\xfe.txt"[..], b"content/people/\xff.yaml"] {
        std::fs::write(test.root().join(OsStr::from_bytes(name)), "x").unwrap();
    }
    let said = built(&test, "names", 1);
    assert!(said.contains("error[unsafe-file]: the name of this file is not UTF-8 text"), "{said}");
    assert!(
        said.contains("content/people/\u{fffd}.yaml") && said.contains("seeds/\u{fffd}\u{fffd}.txt"),
        "{said}"
    );
}

#[test]
fn a_backslash_in_a_name_does_not_take_the_place_of_another_file() {
    let test = PortalTest::small();
    test.write("seeds/x/b.txt", b"A seed.\n");
    test.write("seeds/x\\b.txt", b"Another.\n");
    let said = built(&test, "backslash", 1);
    assert!(said.contains("error[unsafe-file]: the name of this file holds `\\`"), "{said}");
    assert!(said.contains("--> seeds/x\\b.txt"), "{said}");
    test.remove("seeds/x\\b.txt");
    test.write("content/articles/x.yaml", b"siglum: X\nseed: x/b.txt\ntitle: X\n");
    assert!(test.build().text("bai-viet/x.html").contains("A seed."));
}

#[test]
fn names_that_some_systems_take_for_one_are_not_written_over_each_other() {
    for [one, two] in [["A.svg", "a.svg"], ["\u{e9}.svg", "e\u{301}.svg"]] {
        let test = PortalTest::small();
        test.write(&format!("themes/khue/assets/{one}"), b"<svg/>");
        test.write(&format!("themes/khue/assets/{two}"), b"<svg></svg>");
        let output = bounded(&test, &["build"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(1 | 2)), "{said}");
        assert!(said.contains(one) && said.contains(two), "{said}");
    }
    let (one, two) = ("seeds/\u{e9}.txt", "seeds/e\u{301}.txt");
    let test = check_page(
        "seeds in NFC and NFD",
        &[
            (one, b"One.\n"),
            (two, b"Two.\n"),
            ("content/articles/x.yaml", "siglum: X\nseed: \u{e9}.txt\ntitle: X\n".as_bytes()),
            ("content/articles/y.yaml", "siglum: Y\nseed: e\u{301}.txt\ntitle: Y\n".as_bytes()),
        ],
    );
    let site = test.build();
    assert!(site.text("bai-viet/x.html").contains("One.") && site.text("bai-viet/y.html").contains("Two."));
}

#[test]
fn no_name_leads_out_of_its_folder() {
    for seed in ["../portal.yaml", "/etc/passwd", "x/../../portal.yaml", ".an.txt"] {
        let article = format!("siglum: X\nseed: '{seed}'\ntitle: X\n");
        check_told(
            seed,
            &[("seeds/.an.txt", b"x"), ("content/articles/x.yaml", article.as_bytes())],
            "missing-seed",
            "content/articles/x.yaml:2:7",
        );
    }
    let paths = b"title: A\nlanguage: vi\npaths: {topics: ../../x}\n";
    check_told("paths", &[("portal.yaml", paths)], "unknown-value", "portal.yaml:3:1");
    check_told(
        "an ID",
        &[("content/people/a...yaml", b"name: A\n")],
        "invalid-id",
        "content/people/a...yaml:1:1",
    );
    // Names that one system keeps for its devices are files like others here.
    let all = ["con", "nul", "aux", "com1"]
        .map(|id| (format!("content/people/{id}.yaml"), format!("name: {id} x\n")));
    let all: Vec<(&str, &[u8])> = all.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let site = check_page("reserved names", &all).build();
    assert!(site.text("nhan-vat/nul.html").contains("nul x"));
}

#[test]
fn what_is_no_ordinary_file_is_told_and_never_waited_for() {
    let fifo =
        |path: std::path::PathBuf| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    let replace = |test: &PortalTest, folder: &str| {
        std::fs::rename(test.root().join(folder), test.root().join("elsewhere")).unwrap();
        test.root().join(folder)
    };
    let cases: [(&str, &str, Make<'_>); 10] = [
        ("content behind a link to nowhere", "content", &|test| {
            symlink("/mnt/gone", replace(test, "content")).unwrap();
        }),
        ("a pipe for seeds", "seeds", &|test| fifo(replace(test, "seeds"))),
        ("a file for content", "content", &|test| std::fs::write(replace(test, "content"), "").unwrap()),
        ("a pipe", "seeds/x.txt", &|test| fifo(test.root().join("seeds/x.txt"))),
        ("a pipe for a portal", "portal.yaml", &|test| {
            test.remove("portal.yaml");
            fifo(test.root().join("portal.yaml"));
        }),
        ("a socket", "seeds/s", &|test| {
            std::os::unix::net::UnixListener::bind(test.root().join("seeds/s")).unwrap();
        }),
        ("a link to a device", "seeds/z.txt", &|test| {
            symlink("/dev/zero", test.root().join("seeds/z.txt")).unwrap()
        }),
        ("a link to itself", "seeds/l.txt", &|test| {
            symlink("l.txt", test.root().join("seeds/l.txt")).unwrap()
        }),
        ("a loop of folders", "seeds/up", &|test| symlink("..", test.root().join("seeds/up")).unwrap()),
        ("a link out of the portal", "seeds/p.txt", &|test| {
            symlink("/etc/passwd", test.root().join("seeds/p.txt")).unwrap()
        }),
    ];
    for (what, place, make) in cases {
        let test = PortalTest::small();
        make(&test);
        for command in ["build", "check"] {
            let output = bounded(&test, &[command]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(1), "{what}: {said}");
            assert!(
                said.contains("error[unsafe-file]") && said.contains(&format!("--> {place}")),
                "{what}: {said}"
            );
        }
    }
    // Where the output is, or what it should remember.
    for place in ["output", "output/.khue-manifest", "output/.khue-seeds", "output/index.html"] {
        let test = PortalTest::small();
        std::fs::create_dir_all(test.root().join(place).parent().unwrap()).unwrap();
        fifo(test.root().join(place));
        let output = bounded(&test, &["build"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{place}: {said}");
    }
    let test = PortalTest::small();
    fifo(test.root().join("f.txt"));
    assert_eq!(bounded(&test, &["import", "f.txt", "/dev/zero"]).status.code(), Some(2));
}

#[test]
fn no_hidden_file_is_published() {
    let secret = b"---\ntitle: SECRET\n---\nSECRET\n";
    let paths = [
        "content/topics/.t.md",
        "seeds/.x.txt",
        "static/.env",
        "themes/khue/assets/.git/config",
        "themes/khue/assets/a~",
    ];
    let files: Vec<(&str, &[u8])> = paths.iter().map(|path| (*path, &secret[..])).collect();
    let site = check_page("hidden", &files).build();
    for (path, bytes) in &site.0 {
        assert!(!bytes.windows(6).any(|part| part == b"SECRET"), "{path}");
        assert!(
            !path
                .split('/')
                .any(|part| part.starts_with('.') && part != ".khue-seeds" && part != ".nojekyll"),
            "{path}"
        );
    }
}

#[test]
fn a_link_to_a_hidden_file_does_not_publish_it() {
    for hidden in [".env", "seeds/.an.txt", ".git/config", "seeds/cu~"] {
        let test = PortalTest::small();
        test.write(hidden, b"SECRET\n");
        test.write("content/articles/x.yaml", ARTICLE);
        symlink(test.root().join(hidden), test.root().join("seeds/x.txt")).unwrap();
        let said = built(&test, hidden, 1);
        assert!(said.contains("error[unsafe-file]: this link leads to a hidden file"), "{said}");
        assert!(said.contains("--> seeds/x.txt") && !said.contains("SECRET"), "{said}");
    }
}

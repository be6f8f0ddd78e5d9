//! What `import` does not bring in, and how it says so.

use crate::harness::{PortalTest, Run, folder_files};

const BODY: &str = "Cái giếng đầu làng được đào từ lâu, nước trong và mát, cả làng cùng dùng chung quanh năm không cạn bao giờ.\n";

/// Brings in `raw/NAME` with these bytes, and a good file after it: the message, and that the good file came in.
fn check(name: &str, bytes: &[u8], status: i32, message: &str) {
    let test = PortalTest::new("-- portal.yaml --\ntitle: A\n");
    test.write(&format!("raw/{name}"), bytes);
    test.write("raw/tot.txt", format!("Giếng làng trong mùa khô\n\n{BODY}").as_bytes());
    let run = test.run(&["import", &format!("raw/{name}"), "raw/tot.txt"]).ended(status);
    assert!(run.stderr.contains(message), "{}", run.stderr);
    assert!(run.stderr.contains("1 drafted, 1 not brought in"), "{}", run.stderr);
    let seeds = folder_files(&test.root().join("seeds"));
    assert_eq!(seeds.keys().collect::<Vec<_>>(), ["tot.txt"]);
    assert!(test.root().join("content/articles/tot.yaml").is_file());
}

#[test]
fn what_is_no_text_is_refused_and_the_others_go_on() {
    check("a.txt", b"", 2, "`raw/a.txt`: this file is empty");
    check("a.txt", " \u{a0}\n\u{feff}\n".as_bytes(), 2, "this file is empty");
    check("a.txt", b"Mot\nhai \xff ba", 2, "this is not UTF-8 text: line 2, behind `hai `");
    check("a.txt", b"Mot\n\xff ba", 2, "this is not UTF-8 text: line 2\n");
    check("a.txt", b"\xff\xfeM\0", 2, "this looks like text in UTF-16");
    check("a.txt", b"M\0o\0t\0 \0", 2, "this looks like text in UTF-16");
    check("a.txt", b"a\0b", 2, "it holds NUL characters");
    check("a.docx", b"PK\x03\x04\x14\0", 2, "this is a Word file (.docx)");
    check("a.docx", b"PK\x03\x04\x14\0", 2, "open it in its program, and save it as plain text in UTF-8");
    check("a.rtf", b"{\\rtf1 A}", 2, "this is rich text (.rtf)");
    check("a.txt", b"\n<!DOCTYPE html><p>A", 2, "this is HTML or XML, not plain text");
    check(".a.txt", BODY.as_bytes(), 2, "names that begin with `.`");
    check("a.txt~", BODY.as_bytes(), 2, "end in `~`");
}

#[test]
fn what_is_no_file_is_refused_and_the_others_go_on() {
    let test = PortalTest::new("-- portal.yaml --\ntitle: A\n").with(&format!("-- raw/tot.txt --\n{BODY}"));
    let run = test.run(&["import", "khong-co.txt", "raw", "raw/tot.txt"]).ended(3);
    assert!(run.stderr.contains("could not read `khong-co.txt`"), "{}", run.stderr);
    assert!(run.stderr.contains("`raw`: this is a folder"), "{}", run.stderr);
    assert!(run.stderr.contains("1 drafted, 2 not brought in"), "{}", run.stderr);
}

#[test]
fn a_seed_of_the_same_name_is_never_overwritten() {
    let test = PortalTest::small().with(&format!("-- raw/a.txt --\n{BODY}-- raw/b.txt --\n{BODY}"));
    let before = folder_files(&test.root());
    let run = test.run(&["import", "raw/a.txt"]).ended(2);
    assert!(run.stderr.contains("`seeds/` has another file of this name, `a.txt`"), "{}", run.stderr);
    assert_eq!(folder_files(&test.root()), before);
    // The same bytes are used as they are.
    test.write("seeds/b.txt", BODY.as_bytes());
    let run = test.run(&["import", "raw/b.txt"]).done();
    assert!(!run.stderr.contains("copied"), "{}", run.stderr);
}

#[test]
fn bytes_that_an_article_has_already_are_not_brought_in_under_another_name() {
    let test = PortalTest::small();
    test.write("raw/ten-khac.txt", &std::fs::read(test.root().join("seeds/a.txt")).unwrap());
    let before = folder_files(&test.root());
    let run = test.run(&["import", "raw/ten-khac.txt"]).done();
    assert!(run.stderr.contains("content/articles/a.yaml"), "{}", run.stderr);
    assert_eq!(folder_files(&test.root()), before);
}

#[test]
fn no_link_to_a_folder_is_followed() {
    for folder in ["seeds", "content", "content/articles"] {
        let test =
            PortalTest::new("-- portal.yaml --\ntitle: A\n").with(&format!("-- raw/tot.txt --\n{BODY}"));
        let outside = test.beside("outside");
        std::fs::create_dir(&outside).unwrap();
        let link = test.root().join(folder);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(&outside, link).unwrap();
        let run = test.run(&["import", "raw/tot.txt"]).ended(2);
        assert!(
            run.stderr.contains(&format!("{folder}`: this is a link, and a build follows")),
            "{}",
            run.stderr
        );
        assert!(folder_files(&outside).is_empty(), "{folder}");
        assert!(!test.root().join("seeds/tot.txt").exists(), "{folder}");
    }
}

#[test]
fn a_seed_whose_draft_cannot_be_written_is_not_kept() {
    let test = PortalTest::new("-- portal.yaml --\ntitle: A\n-- content/articles --\nA file.\n")
        .with(&format!("-- raw/tot.txt --\n{BODY}-- seeds/khac.txt --\n{BODY}."));
    let run = test.run(&["import", "raw/tot.txt", "seeds/khac.txt"]).ended(3);
    assert!(run.stderr.contains("0 drafted, 2 not brought in"), "{}", run.stderr);
    let seeds = folder_files(&test.root().join("seeds"));
    assert_eq!(seeds.keys().collect::<Vec<_>>(), ["khac.txt"], "what was there already stays");
}

#[test]
fn articles_that_are_there_are_told_and_skipped() {
    let skipped = |test: &PortalTest, file: &str, told: &str| -> Run {
        let before = folder_files(&test.root());
        let run = test.run(&["import", file]).done();
        assert!(run.stderr.contains(told) && run.stderr.contains("1 skipped"), "{}", run.stderr);
        assert_eq!(folder_files(&test.root()), before);
        run
    };
    // For the same seed, under the same name or another, also in a file that cannot be understood.
    skipped(&PortalTest::small(), "seeds/a.txt", "`content/articles/a.yaml` is there already");
    let test = PortalTest::small();
    let seed = std::fs::read(test.root().join("seeds/a.txt")).unwrap();
    let hash = khue::model::hash::sha256(&seed);
    test.edit("content/articles/a.yaml", "siglum: A\n", &format!("siglum: A\nsha256: {hash}\n"));
    test.write("raw/khac.txt", &seed);
    skipped(&test, "raw/khac.txt", "`content/articles/a.yaml` is there already");
    test.edit("content/articles/a.yaml", "topics: [hoc]", "topics: [hoc");
    skipped(&test, "seeds/a.txt", "`content/articles/a.yaml` is there already");
    // With the same ID.
    let test = PortalTest::small().with(&format!(
        "-- raw/A.md.txt --\n{BODY}-- content/articles/a-md.md --\n---\ntitle: A\n---\n\nA\n"
    ));
    skipped(&test, "raw/A.md.txt", "`content/articles/a-md.md` is there already");
}

#[test]
fn files_named_twice_come_in_once() {
    let text = format!(
        "-- portal.yaml --\ntitle: A\n-- x/a.txt --\n{BODY}-- y/a.txt --\n{BODY}-- z/a.txt --\nKhác. {BODY}"
    );
    let test = PortalTest::new(&text);
    let run = test.run(&["import", "x/a.txt", "y/a.txt", "x/a.txt", "z/a.txt"]).ended(2);
    assert!(run.stderr.contains("y/a.txt: skipped: the same file as `x/a.txt`"), "{}", run.stderr);
    assert!(run.stderr.contains("`x/a.txt` has the same name and other bytes"), "{}", run.stderr);
    assert!(run.stderr.contains("1 drafted, 2 skipped, 1 not brought in"), "{}", run.stderr);
    // The same bytes under another name are the same article, in one run as in two.
    test.write("x/b.txt", "Giếng khác. ".as_bytes());
    test.write("x/c.txt", "Giếng khác. ".as_bytes());
    let run = test.run(&["import", "x/b.txt", "x/c.txt", "--publisher", "bao"]).done();
    assert!(run.stderr.contains("`content/articles/b.yaml` is there already"), "{}", run.stderr);
    assert!(!test.root().join("seeds/c.txt").exists());
}

#[test]
fn the_command_line_is_checked() {
    let test = PortalTest::small();
    let run = test.run(&["import", "seeds/a.txt", "--publisher", "Báo Làng"]).ended(2);
    assert!(run.stderr.contains("`bao-lang`"), "{}", run.stderr);
    test.run(&["import"]).ended(2);
    let run = test.run(&["import", "a.txt", "--root", "seeds"]).ended(2);
    assert!(run.stderr.contains("this folder has no `portal.yaml`"), "{}", run.stderr);
    test.run(&["import", "a.txt", "--root", "khong-co"]).ended(3);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_told() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let test = PortalTest::new("-- portal.yaml --\ntitle: A\n").with(&format!("-- raw/a.txt --\n{BODY}"));
    // A file where a folder is needed fails for everybody, also for those who may write anywhere.
    test.write("content", b"no folder");
    let run = test.run(&["import", "raw/a.txt"]).ended(3);
    assert!(run.stderr.contains("could not create the folder"), "{}", run.stderr);
    test.remove("content");
    // Drafts are as readable as any other new file.
    test.run(&["import", "raw/a.txt"]).done();
    let mode = std::fs::metadata(test.root().join("content/articles/a.yaml")).unwrap().permissions().mode();
    assert_eq!(mode & 0o400, 0o400);
    // A link that is there, though it leads nowhere, is not written through.
    std::fs::remove_file(test.root().join("seeds/a.txt")).unwrap();
    std::fs::remove_file(test.root().join("content/articles/a.yaml")).unwrap();
    symlink("khong-co", test.root().join("seeds/a.txt")).unwrap();
    test.run(&["import", "raw/a.txt"]).ended(2);
    assert!(!test.root().join("seeds/khong-co").exists());
}

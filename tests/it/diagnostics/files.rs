//! Files themselves: their names, encodings, and the lines that divide them.

use super::{FIRST, check, check_files, diagnose};
use crate::harness::PortalTest;
use expect_test::{Expect, expect};

const PAGE: &str = "content/pages/nguon-va-quyen.md";

/// Adds one file to the first portal.
fn check_added(path: &str, text: &str, expected: Expect) {
    let mut files = FIRST.clone();
    files.insert(path.to_owned(), text.as_bytes().to_vec());
    check_files(files, expected);
}

#[test]
fn a_name_that_is_no_id_is_told_a_better_one() {
    check_added(
        "content/people/Nguyễn Văn A.yaml",
        "name: A\n",
        expect![[r#"
        error[invalid-id] content/people/Nguyễn Văn A.yaml:1:1: `Nguyễn Văn A` cannot be the ID of a thing
          | name: A
          = rename the file to `nguyen-van-a.yaml`"#]],
    );
    check_added(
        "content/topics/chu_de.md",
        "---\ntitle: A\n---\n",
        expect![[r#"
        error[invalid-id] content/topics/chu_de.md:1:1: `chu_de` cannot be the ID of a thing
          | ---
          = rename the file to `chu-de.md`"#]],
    );
}

#[test]
fn files_that_nothing_reads_are_told_of() {
    check_added(
        "content/topic/a.md",
        "---\ntitle: A\n---\n",
        expect![[r#"
            error[stray-file] content/topic/a.md:1:1: no kind of thing has this folder, so nothing in it is read
              | ---
              = did you mean `topics`?"#]],
    );
    check_added(
        "content/people/a.yml",
        "name: A\n",
        expect![[r#"
            error[stray-file] content/people/a.yml:1:1: this file is not read
              | name: A
              = rename the file to `a.yaml`"#]],
    );
    check_added(
        "content/people/khac/a.yaml",
        "name: A\n",
        expect![[r#"
        warning[stray-file] content/people/khac/a.yaml:1:1: folders within the folders of `content/` are not read
          | name: A
          = move the file one folder up"#]],
    );
    check_added(
        "content/a.yaml",
        "name: A\n",
        expect![[r#"
        warning[stray-file] content/a.yaml:1:1: this file belongs to no kind of thing
          | name: A
          = move `a.yaml` into one of the folders of `content/`"#]],
    );
    check_added(
        "seeds/thua.txt",
        "Thừa\n",
        expect![[r#"
        warning[unused-seed] seeds/thua.txt:1:1: no article describes this seed
          | Thừa
          = write `content/articles/ID.yaml` with `seed:` and `title:`"#]],
    );
}

#[test]
fn one_thing_in_two_files_is_told_at_the_second() {
    check_added(
        "content/documents/16-kl-tw.md",
        "---\ntype: Kết luận\n---\n",
        expect![[r#"
            error[duplicate-id] content/documents/16-kl-tw.yaml:1:1: `16-kl-tw` is described twice, here and in `content/documents/16-kl-tw.md`
              | type: Kết luận
              = join the two files, or rename one"#]],
    );
}

#[test]
fn front_matter_must_be_there_and_end() {
    check(
        PAGE,
        "---\ntitle: Nguồn và quyền",
        "title: Nguồn và quyền",
        expect![[r#"
        error[front-matter] content/pages/nguon-va-quyen.md:1:1: the front matter is missing
          | title: Nguồn và quyền
          = begin the file with a line `---`, the metadata (`title: …`), and another line `---`"#]],
    );
    check(
        PAGE,
        "order: 2\n---\n",
        "order: 2\n",
        expect![[r#"
            error[front-matter] content/pages/nguon-va-quyen.md:1:1: the front matter does not end
              | ---
              = write a line `---` behind the last line of the metadata, before the text"#]],
    );
    check(
        PAGE,
        "---\ntitle: Nguồn và quyền",
        "----\ntitle: Nguồn và quyền",
        expect![[r#"
        error[front-matter] content/pages/nguon-va-quyen.md:1:1: the front matter is missing
          | ----
          = begin the file with a line `---`, the metadata (`title: …`), and another line `---`"#]],
    );
}

#[test]
fn text_that_is_not_utf_8_is_told_with_its_line() {
    let mut files = FIRST.clone();
    files.insert("content/people/a.yaml".to_owned(), b"# ten\nname: Nguy\xean\n".to_vec());
    check_files(
        files,
        expect![[r#"
        error[not-utf8] content/people/a.yaml:2:11: this file is not UTF-8 text
          | name: Nguy�n
          = save it again with the encoding UTF-8"#]],
    );
    let mut files = FIRST.clone();
    files.insert("seeds/002_41b709bab528dade.txt".to_owned(), b"H\xf4i".to_vec());
    let found = diagnose(files);
    assert!(found.iter().any(|d| d["code"] == "not-utf8" && d["file"] == "seeds/002_41b709bab528dade.txt"));
}

#[test]
fn byte_order_marks_and_line_ends_of_another_system_are_no_mistake() {
    let with_mark = |text: String| format!("\u{feff}{text}");
    let with_ends = |text: String| text.replace('\n', "\r\n");
    for change in [with_mark as fn(String) -> String, with_ends] {
        let mut files = FIRST.clone();
        for (_, bytes) in files.iter_mut().filter(|(path, _)| !path.starts_with("seeds/")) {
            *bytes = change(String::from_utf8(bytes.clone()).unwrap()).into_bytes();
        }
        check_files(files, expect![[""]]);
    }
}

#[test]
fn places_after_a_byte_order_mark_are_counted_as_an_editor_counts() {
    let mut files = FIRST.clone();
    files.insert("content/people/a.yaml".to_owned(), "\u{feff}nmae: A\r\nrole: B\r\n".as_bytes().to_vec());
    check_files(
        files,
        expect![[r#"
        error[unknown-key] content/people/a.yaml:1:1: unknown key `nmae`
          | ﻿nmae: A
          = did you mean `name`?
        error[unknown-key] content/people/a.yaml:2:1: unknown key `role`
          | role: B
          = did you mean `roles`?"#]],
    );
}

#[test]
fn a_glossary_of_another_name_is_told_its_own() {
    let page = "-- content/pages/a.md --\n---\ntitle: A\n---\n\n[[term:vh]]\n";
    for path in ["content/terms.yml", "content/Terms.yaml"] {
        super::check_small(
            &format!("{page}-- {path} --\nterms:\n  - {term}\n", term = "{term: VH, means: V}"),
            match path {
                "content/terms.yml" => expect![[r#"
                    error[stray-file] content/terms.yml:1:1: the glossary is not read
                      | terms:
                      = rename the file to `content/terms.yaml`"#]],
                _ => expect![[r#"
                    error[stray-file] content/Terms.yaml:1:1: the glossary is not read
                      | terms:
                      = rename the file to `content/terms.yaml`"#]],
            },
        );
    }
}

#[test]
fn a_date_in_an_article_in_markdown_is_its_authors() {
    super::check_small(
        "-- content/articles/a.md --\n---\ntitle: A\n---\n\nHọp ngày 31/2/2023.\n",
        expect![[r#"
            warning[date-in-text] content/articles/a.md:5:10: the date `31/2/2023` does not exist
              | Họp ngày 31/2/2023.
              = correct it; if the source has it so, say so in a note at this passage"#]],
    );
}

#[test]
fn a_portals_own_file_of_another_name_is_told_its_own() {
    for name in ["portal.yml", "portal.yaml.txt", "Portal.yaml"] {
        let test = PortalTest::new(&format!("-- {name} --\ntitle: A\n"));
        let run = test.run(&["check"]).ended(1);
        assert!(run.stderr.contains("this folder has no `portal.yaml`"), "{}", run.stderr);
        assert!(run.stderr.contains(&format!("rename `{name}` to `portal.yaml`")), "{}", run.stderr);
        let run = test.run_with(&["mentions", "--root", "."], b"").ended(2);
        assert!(run.stderr.contains(&format!("rename `{name}` to `portal.yaml`")), "{}", run.stderr);
    }
}

#[test]
fn a_folder_whose_name_is_nearly_right_is_told() {
    for (folder, name) in
        [("content", "Content"), ("content", "contents"), ("seeds", "seed"), ("themes", "Themes")]
    {
        let test = PortalTest::small();
        std::fs::create_dir_all(test.root().join(folder)).unwrap();
        std::fs::rename(test.root().join(folder), test.root().join(name)).unwrap();
        let run = test.run(&["build"]).ended(1);
        let told =
            format!("error[stray-file]: this folder is not called `{folder}`, so nothing in it is read");
        assert!(run.stderr.contains(&told), "{}", run.stderr);
        assert!(run.stderr.contains(&format!("rename it to `{folder}`")), "{}", run.stderr);
    }
}

#[test]
fn a_file_in_the_other_form_than_its_folder_has_is_told_how_to_write_it() {
    check_added(
        "content/events/hop.md",
        "---\ntitle: Họp\n---\n",
        expect![[r#"
        error[stray-file] content/events/hop.md:1:1: this file is not read
          | ---
          = write what stands between its lines `---` in `hop.yaml`, without these: a file here has keys only"#]],
    );
    check_added(
        "content/topics/moi.yaml",
        "title: Mới\n",
        expect![[r#"
        error[stray-file] content/topics/moi.yaml:1:1: this file is not read
          | title: Mới
          = write it in `moi.md`, between two lines `---`, its text below them"#]],
    );
}

#[test]
fn a_file_that_is_no_text_is_told_without_its_bytes() {
    let mut files = FIRST.clone();
    files.insert("content/topics/x.png".to_owned(), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec());
    check_files(
        files,
        expect![[r#"
            warning[stray-file] content/topics/x.png:1:1: this file is not read
              | 
              = move it to `static/`, and name it `../../static/x.png` in texts"#]],
    );
}

#[test]
fn pages_in_one_place_are_told_whose_they_are() {
    check_added(
        "content/pages/tim-kiem.md",
        "---\ntitle: Tìm\n---\n\nTìm.\n",
        expect![[r#"
            error[path-collision] content/pages/tim-kiem.md:1:1: `tim-kiem.html` is a page that the site has already, its own page `search`; `content/pages/tim-kiem.md` would be written there too
              | ---
              = rename one of the things, or give a kind another folder in `paths:`"#]],
    );
}

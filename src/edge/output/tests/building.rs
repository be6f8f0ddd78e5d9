//! What a build makes of the last one, and what it leaves as it is.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;

use expect_test::{Expect, expect};

use super::{NEW, OLD, Place, WAYS, sorted};
use crate::edge::output::Written;
use crate::edge::output::disk::Disk;
use crate::edge::output::disk::plan::Plan;

/// Builds `old`, lets somebody add `foreign`, builds `new`, in each of the ways.
fn check(old: &str, foreign: &str, new: &str, expected: Expect) {
    let mut results = WAYS.iter().map(|&deny| {
        let place = Place::with(old, foreign);
        let disk = Disk { plan: Plan { deny, ..Plan::default() } };
        let result = match place.build_on(&disk, new) {
            Ok(Written { files, bytes, written, removed, kept, left }) => {
                format!(
                    "{files} files, {bytes} bytes: {written} written, {removed} removed, {kept} kept {left:?}"
                )
            }
            Err(error) => error.to_string().replace(&place.output().display().to_string(), "output"),
        };
        assert_eq!(place.beside(), Vec::<String>::new());
        let again = place.build_on(&disk, new);
        assert!(
            again.is_err() || again.unwrap().written == 0,
            "{result}: a second build finds nothing to do"
        );
        format!("{}\n{result}\n", place.tree())
    });
    let first = results.next().unwrap();
    assert!(results.all(|other| other == first), "every way of writing has the same result");
    expected.assert_eq(&first);
}

#[test]
fn a_build_replaces_the_last_one() {
    check(
        OLD,
        "",
        NEW,
        expect![[r#"
        index.html new
        menu/a.html same
        menu/d.html new
        to-file new
        to-folder/deep/e new
        5 files, 16 bytes: 4 written, 3 removed, 1 kept []
    "#]],
    );
}

#[test]
fn an_empty_site_is_a_site() {
    check(
        "",
        "",
        "a one",
        expect![[r#"
        a one
        1 files, 3 bytes: 1 written, 0 removed, 0 kept []
    "#]],
    );
    check(
        "a/b one",
        "",
        "",
        expect![[r#"

        0 files, 0 bytes: 0 written, 1 removed, 0 kept []
    "#]],
    );
}

#[test]
fn foreign_files_stay() {
    check(
        OLD,
        "CNAME x.vn\n.git/config y\nmenu/note z\nempty\nlink -> ../..",
        NEW,
        expect![[r#"
        .git/config y
        CNAME x.vn
        empty
        index.html new
        link -> ../..
        menu/a.html same
        menu/d.html new
        menu/note z
        to-file new
        to-folder/deep/e new
        5 files, 16 bytes: 4 written, 3 removed, 1 kept []
    "#]],
    );
}

#[test]
fn a_folder_stays_for_the_foreign_file_in_it() {
    check(
        "a/b/c one",
        "a/mine two",
        "d three",
        expect![[r#"
        a/mine two
        d three
        1 files, 5 bytes: 1 written, 1 removed, 0 kept []
    "#]],
    );
}

#[test]
fn an_edited_file_is_written_anew_or_removed() {
    check(
        "a one\nb one\nc one",
        "a other\nb other",
        "a one\nc one",
        expect![[r#"
        a one
        c one
        2 files, 6 bytes: 1 written, 1 removed, 1 kept []
    "#]],
    );
}

#[test]
fn a_foreign_file_of_the_same_content_is_adopted() {
    check(
        "a one",
        "b two",
        "a one\nb two",
        expect![[r#"
        a one
        b two
        2 files, 6 bytes: 0 written, 0 removed, 2 kept []
    "#]],
    );
}

#[test]
fn a_foreign_file_is_not_overwritten() {
    check(
        "a one",
        "b other",
        "a one\nb two",
        expect![[r#"
        a one
        b other
        `output`: `b` would be overwritten, though no build recorded writing this
          help: empty the folder, or choose another with `-o`
    "#]],
    );
    check(
        "a one",
        "b other",
        "a one\nb/c two",
        expect![[r#"
        a one
        b other
        `output`: `b` would be overwritten, though no build recorded writing this
          help: empty the folder, or choose another with `-o`
    "#]],
    );
    check(
        "a one",
        "b/c other\nb/d other\nb/e other\nb/f other",
        "a one\nb two",
        expect![[r#"
        a one
        b/c other
        b/d other
        b/e other
        b/f other
        `output`: `b`, `b/c`, `b/d`, 2 more would be overwritten, though no build recorded writing this
          help: empty the folder, or choose another with `-o`
    "#]],
    );
    check(
        "a one",
        "b",
        "a one\nb two",
        expect![[r#"
        a one
        b
        `output`: `b` would be overwritten, though no build recorded writing this
          help: empty the folder, or choose another with `-o`
    "#]],
    );
    check(
        "a/b one",
        "a/mine two",
        "a one",
        expect![[r#"
        a/b one
        a/mine two
        `output`: `a/mine` would be overwritten, though no build recorded writing this
          help: empty the folder, or choose another with `-o`
    "#]],
    );
}

#[test]
fn nothing_is_written_through_a_symlink() {
    check(
        "a one",
        "b -> ../elsewhere",
        "a one\nb two",
        expect![[r#"
        a one
        b -> ../elsewhere
        `output`: `b` would be overwritten, though no build recorded writing this
          help: empty the folder, or choose another with `-o`
    "#]],
    );
    check(
        "a one",
        "b -> ../elsewhere",
        "a one\nb/c two",
        expect![[r#"
        a one
        b -> ../elsewhere
        `output`: `b` would be overwritten, though no build recorded writing this
          help: empty the folder, or choose another with `-o`
    "#]],
    );
}

/// What a write would change: inode, size, times of status and content, of everything including the folders.
fn marks(place: &Place) -> Vec<(PathBuf, u64, u64, i64, i64)> {
    let walk = walkdir::WalkDir::new(place.base.path()).sort_by_file_name().into_iter();
    let mark = |item: walkdir::DirEntry| {
        let known = item.metadata().unwrap();
        (item.into_path(), known.ino(), known.size(), known.ctime_nsec(), known.mtime_nsec())
    };
    walk.map(|item| mark(item.unwrap())).collect()
}

#[test]
fn nothing_is_written_when_nothing_changed() {
    let place = Place::with(NEW, "CNAME x.vn");
    let before = marks(&place);
    let written = place.build(NEW).unwrap();
    assert_eq!((written.written, written.kept), (0, 5));
    assert_eq!(marks(&place), before);
}

#[test]
fn what_did_not_change_stays_the_same_file() {
    let place = Place::with("a one\nb two", "c three");
    fs::set_permissions(place.output(), fs::Permissions::from_mode(0o750)).unwrap();
    let inodes = || ["a", "c"].map(|name| fs::metadata(place.output().join(name)).unwrap().ino());
    let before = inodes();
    place.build("a one\nb other").unwrap();
    assert_eq!(inodes(), before);
    assert_eq!(fs::metadata(place.output()).unwrap().mode() & 0o777, 0o750);
}

#[test]
fn edits_and_deletions_by_hand_are_mended() {
    let place = Place::with(NEW, "index.html NEW");
    fs::remove_dir_all(place.output().join("to-folder")).unwrap();
    assert_eq!(place.build(NEW).unwrap().written, 2);
    assert_eq!(place.tree(), sorted(NEW));
}

//! Whose a file is: what the manifest says, what is deleted, which folders are refused.

use std::fs;
use std::os::unix::fs::symlink;

use expect_test::{Expect, expect};

use super::{NEW, OLD, Place, artifacts, lines, sorted, tree};
use crate::edge::manifest;
use crate::edge::manifest::Maker;
use crate::edge::output::{Cleaned, clean, write};

/// Spoils the manifest and builds.
fn check_spoilt(manifest: Option<&str>, site: &str, expected: Expect) {
    let place = Place::with("a one\nb two", "");
    let path = place.output().join(manifest::NAME);
    match manifest {
        Some(text) => fs::write(path, text).unwrap(),
        None => fs::remove_file(path).unwrap(),
    }
    let result = match place.build(site) {
        Ok(written) => format!("{} written, {} kept", written.written, written.kept),
        Err(error) => error.to_string().replace(&place.output().display().to_string(), "output"),
    };
    expected.assert_eq(&format!("{}\n{result}\n", place.tree()));
}

#[test]
fn without_a_manifest_nothing_is_ours() {
    check_spoilt(
        None,
        "a one\nb two",
        expect![[r#"
        a one
        b two
        0 written, 2 kept
    "#]],
    );
    check_spoilt(
        None,
        "a new",
        expect![[r#"
        a one
        b two
        `output`: `a` would be overwritten, though no build recorded writing this
          help: empty the folder, or choose another with `-o`
    "#]],
    );
    check_spoilt(
        None,
        "c new",
        expect![[r#"
        a one
        b two
        c new
        1 written, 0 kept
    "#]],
    );
}

#[test]
fn nothing_is_written_beside_what_may_be_stale() {
    check_spoilt(
        Some("khue-manifest 1\nend"),
        "a one",
        expect![[r#"
        a one
        b two
        `output`: the manifest is damaged, so nobody knows whether an earlier build wrote `b`
          help: empty the folder; or, if these are yours, remove `.khue-manifest` from it
    "#]],
    );
    check_spoilt(
        Some("khue-manifest 1\nend"),
        "a one\nb two\nc three",
        expect![[r#"
        a one
        b two
        c three
        1 written, 2 kept
    "#]],
    );
}

#[test]
fn a_spoilt_manifest_records_nothing() {
    check_spoilt(
        Some("khue-manifest 1\nend"),
        "a new",
        expect![[r#"
        a one
        b two
        `output`: `a` would be overwritten, though no build recorded writing this; the manifest is damaged
          help: empty the folder, or choose another with `-o`
    "#]],
    );
    check_spoilt(
        Some("khue-manifest 3\n"),
        "a new\nb new",
        expect![[r#"
        a one
        b two
        `output`: `a`, `b` would be overwritten, though no build recorded writing this; the manifest was written by a newer version of khue
          help: empty the folder, or choose another with `-o`
    "#]],
    );
    check_spoilt(
        Some("khue-manifest 3\n"),
        "a one\nb two\nc new",
        expect![[r#"
        a one
        b two
        c new
        1 written, 2 kept
    "#]],
    );
}

#[test]
fn the_manifest_depends_on_the_artifacts_and_their_times_alone() {
    let place = Place::with(NEW, "");
    let path = place.output().join(manifest::NAME);
    let first = fs::read(&path).unwrap();
    place.build(OLD).unwrap();
    let reversed: Vec<&str> = NEW.lines().rev().collect();
    place.build(&reversed.join("\n")).unwrap();
    let [first, second] =
        [first, fs::read(&path).unwrap()].map(|bytes| manifest::Manifest::decode(&bytes).unwrap());
    let timeless = |manifest: manifest::Manifest| {
        let entries = manifest.entries.into_iter().map(|entry| manifest::Entry { modified: 0, ..entry });
        (manifest.maker, entries.collect::<Vec<_>>())
    };
    assert_eq!(timeless(first), timeless(second));
}

#[test]
fn nothing_is_deleted_through_a_symlink() {
    let place = Place::with("a/b one\nc two\nd three", "");
    let elsewhere = place.base.path().join("elsewhere");
    fs::rename(place.output().join("a"), &elsewhere).unwrap();
    fs::remove_file(place.output().join("c")).unwrap();
    place.put("a -> ../../elsewhere\nc -> ../../elsewhere/b");
    let refused = place.build("a/b one\nd other").unwrap_err();
    assert!(refused.to_string().contains("`a` would be overwritten"), "{refused}");
    let written = place.build("d other").unwrap();
    expect![[r#"
        a -> ../../elsewhere
        c -> ../../elsewhere/b
        d other
        ["`a/b` is behind `a`, which is no longer a folder", "`c` is no longer a file"]"#]]
    .assert_eq(&format!("{}\n{:?}", place.tree(), written.left));
    assert_eq!(tree(&elsewhere), ["b one"]);
}

fn check_clean(site: &str, foreign: &str, expected: Expect) {
    let place = Place::with(site, foreign);
    let Cleaned { files, folders, foreign, left } = place.clean();
    let exists = if place.output().exists() { "exists" } else { "is gone" };
    let tree = place.tree();
    expected.assert_eq(&format!(
        "{tree}\n{files} files, {folders} folders, {foreign:?} {left:?}, the output {exists}\n"
    ));
    let again = place.clean();
    assert_eq!((again.files, again.folders, again.foreign), (0, 0, foreign));
}

#[test]
fn clean_removes_what_was_built() {
    check_clean(
        "",
        "",
        expect![[r#"

        0 files, 1 folders, [] [], the output is gone
    "#]],
    );
    check_clean(
        NEW,
        "",
        expect![[r#"

        5 files, 4 folders, [] [], the output is gone
    "#]],
    );
    check_clean(
        NEW,
        "index.html edited",
        expect![[r#"

        5 files, 4 folders, [] [], the output is gone
    "#]],
    );
}

#[test]
fn clean_leaves_what_was_not_built() {
    check_clean(
        NEW,
        "CNAME x\nmenu/mine y\nempty\nto-folder/link -> /",
        expect![[r#"
        CNAME x
        empty
        menu/mine y
        to-folder/link -> /
        5 files, 1 folders, ["CNAME", "empty", "menu/mine", "to-folder/link"] [], the output exists
    "#]],
    );
}

#[test]
fn clean_does_not_follow_symlinks() {
    let place = Place::with("a/b/c one\nd/e two", "");
    let elsewhere = place.base.path().join("elsewhere");
    fs::rename(place.output().join("a"), &elsewhere).unwrap();
    place.put("a -> ../../elsewhere");
    let cleaned = place.clean();
    assert_eq!((cleaned.files, cleaned.folders), (1, 1));
    assert_eq!(tree(&elsewhere), ["b/c one"]);
    expect![[r#"
        a -> ../../elsewhere
        ["`a/b/c` is behind `a`, which is no longer a folder"]"#]]
    .assert_eq(&format!("{}\n{:?}", place.tree(), cleaned.left));
}

#[test]
fn clean_needs_a_manifest() {
    let place = Place::with("a one", "");
    fs::write(place.output().join(manifest::NAME), "khue-manifest 9").unwrap();
    let cleaned = place.clean();
    expect![[
        r#"["a"] ["the manifest was written by a newer version of khue, so nothing is known to be ours"]"#
    ]]
    .assert_eq(&format!("{:?} {:?}", cleaned.foreign, cleaned.left));
    assert_eq!(place.tree(), "a one");
}

#[test]
fn nothing_to_clean_is_fine() {
    assert_eq!(Place::new().clean(), Cleaned::default());
}

#[test]
fn a_symlinked_output_stays_a_symlink() {
    let place = Place::new();
    let real = place.base.path().join("real");
    fs::create_dir(&real).unwrap();
    symlink(&real, place.output()).unwrap();
    place.build(OLD).unwrap();
    place.build(NEW).unwrap();
    assert_eq!(lines(&tree(&real)), sorted(NEW));
    place.clean();
    assert!(place.output().is_symlink() && place.output().is_dir());
}

#[test]
fn a_refused_folder_is_not_touched() {
    let place = Place::new();
    let root = place.base.path().join("portal");
    for output in ["portal", "portal/content", "portal/seeds/new", "."] {
        let output = place.base.path().join(output);
        assert!(write(&output, &root, &artifacts(NEW), &Maker::new("1.0")).is_err());
        assert!(clean(&output, &root).is_err());
    }
    assert_eq!(tree(&root), ["content"]);
}

#[test]
fn folders_on_the_way_are_made() {
    let place = Place::new();
    let output = place.base.path().join("portal/new/deep/output");
    write(&output, &place.base.path().join("portal"), &artifacts(NEW), &Maker::new("1.0")).unwrap();
    assert_eq!(lines(&tree(&output)), sorted(NEW));
}

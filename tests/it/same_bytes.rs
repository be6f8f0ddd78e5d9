//! The same portal gives the same bytes, however and wherever it is built.

use crate::harness::{PortalTest, Site, first_portal, folder_files};
use std::fs;

/// The site of the first portal, as one cold build makes it.
fn cold() -> Site {
    PortalTest::first().build()
}

fn check(site: &Site, expected: &Site) {
    assert_eq!(site.changes_from(expected), "");
}

#[test]
fn a_warm_build_is_like_a_cold_one() {
    let expected = cold();
    let test = PortalTest::first();
    let path = "content/topics/nguon-luc.md";
    let before = fs::read(test.root().join(path)).unwrap();
    test.build();
    // A detour: another title, a page more, a page less, and back again.
    test.edit(path, "title: Nguồn lực\n", "title: Tạm\n");
    test.write("content/pages/them.md", "---\ntitle: Thêm\n---\nĐọc [[57-KL/TW]].\n".as_bytes());
    assert_ne!(test.build(), expected);
    test.remove("content/pages/them.md");
    test.write(path, &before);
    check(&test.build(), &expected);
}

#[test]
fn the_manifest_alone_knows_when_it_was_built() {
    let written = || {
        let test = PortalTest::small();
        test.build();
        folder_files(&test.root().join("output"))
    };
    let (one, other) = (written(), written());
    assert!(one.keys().eq(other.keys()));
    let differ: Vec<&String> =
        one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(p, _)| p).collect();
    assert_eq!(differ, [".khue-manifest"]);
}

#[test]
fn the_number_of_threads_does_not_show() {
    let test = PortalTest::first();
    let expected = test.build_with(&["--jobs", "1"]);
    for jobs in ["2", "7"] {
        let other = PortalTest::first();
        check(&other.build_with(&["--jobs", jobs]), &expected);
    }
}

#[test]
fn time_zone_and_language_of_the_machine_do_not_show() {
    let expected = cold();
    for (zone, language) in
        [("Asia/Ho_Chi_Minh", "vi_VN.UTF-8"), ("America/New_York", "tr_TR.UTF-8"), ("nonsense", "C")]
    {
        let test = PortalTest::first().env("TZ", zone).env("LANG", language).env("LC_ALL", language);
        check(&test.build(), &expected);
    }
}

#[test]
fn the_order_in_which_files_were_made_does_not_show() {
    let expected = cold();
    let test = PortalTest::new("");
    let mut files: Vec<(String, Vec<u8>)> = first_portal().into_iter().collect();
    // Neither forwards nor backwards: by the last letters of the names.
    files.sort_by_key(|(path, _)| path.chars().rev().collect::<String>());
    for (path, bytes) in files {
        test.write(&path, &bytes);
    }
    check(&test.build(), &expected);
}

#[test]
fn the_day_of_the_build_does_not_show() {
    let test = PortalTest::small();
    let site = test.build();
    let year = this_year();
    for (path, bytes) in &site.0 {
        assert!(
            !String::from_utf8_lossy(bytes).contains(&format!("{year}-")),
            "{path} names the year {year}"
        );
    }
}

/// The year by the clock, which is later than every year in the small portal.
fn this_year() -> i16 {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).year()
}

#[test]
fn the_folder_of_the_portal_does_not_show() {
    let test = PortalTest::small();
    let site = test.build();
    let folder = test.beside("");
    let name = folder.file_name().unwrap().to_str().unwrap();
    for (path, bytes) in &site.0 {
        assert!(!String::from_utf8_lossy(bytes).contains(name), "{path} names the folder");
    }
}

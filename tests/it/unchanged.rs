//! A build that finds everything as it was reads no file of the portal; one that finds any difference is a whole build.

use crate::harness::{PortalTest, Run};
use crate::hostile::quiet::calls;
use std::fs::{self, File, FileTimes};
use std::thread::sleep;
use std::time::Duration;

/// How long files must have been left alone: the clocks of file systems go in steps.
const SETTLED: Duration = Duration::from_millis(2100);

/// A portal whose site is as a build found nothing to do would leave it.
fn built() -> PortalTest {
    let test = PortalTest::small();
    sleep(SETTLED);
    test.build();
    test
}

/// How many files of the portal a build reads.
fn read(test: &PortalTest, args: &[&str]) -> usize {
    let portal = fs::canonicalize(test.root()).unwrap().display().to_string();
    let is_source = |path: &str| {
        let path = path.strip_prefix(&portal).unwrap_or(path).trim_start_matches(['/', '.']);
        ["content/", "seeds/", "portal.yaml"].iter().any(|place| path.starts_with(place))
            && fs::metadata(test.root().join(path)).is_ok_and(|found| found.is_file())
    };
    let calls = calls(test, "open,openat,openat2", args);
    calls.iter().filter_map(|call| call.split('"').nth(1)).filter(|path| is_source(path)).count()
}

fn said(run: &Run) -> String {
    let text = run.stderr.clone();
    text.rsplit_once(';').map_or(text.clone(), |(counts, _)| counts.to_owned())
}

/// After `change`, a build reads the portal again.
fn check_read(change: impl FnOnce(&PortalTest), args: &[&str]) {
    let test = built();
    change(&test);
    assert!(read(&test, args) > 3);
}

#[test]
fn a_build_with_nothing_changed_reads_nothing_and_says_the_same() {
    let test = built();
    let site = test.build();
    assert_eq!(read(&test, &["build"]), 0);
    let one = said(&test.run(&["build"]).done());
    // A manifest that remembers less makes the next build a whole one, which finds nothing to write either.
    fs::write(test.root().join("output/extra.txt"), "").unwrap();
    sleep(SETTLED);
    assert_eq!(said(&test.run(&["build", "--facts", "/dev/null"]).done()), one);
    fs::remove_file(test.root().join("output/extra.txt")).unwrap();
    assert_eq!(test.build().changes_from(&site), "");
}

#[test]
fn an_edit_that_keeps_size_and_time_is_noticed() {
    let test = built();
    let path = test.root().join("content/people/nguyen-van-a.yaml");
    let times = fs::metadata(&path).unwrap().modified().unwrap();
    test.edit("content/people/nguyen-van-a.yaml", "Nguyễn Văn A", "Nguyễn Văn B");
    File::options().write(true).open(&path).unwrap().set_times(FileTimes::new().set_modified(times)).unwrap();
    assert_ne!(test.build().changes_from(&PortalTest::small().build()), "");
}

#[test]
fn what_was_added_or_removed_is_noticed() {
    check_read(|test| test.write("content/pages/moi.md", b"---\ntitle: M\n---\nx\n"), &["build"]);
    check_read(|test| test.remove("content/pages/gioi-thieu.md"), &["build"]);
    check_read(|test| test.write("static/CNAME", b"a.example\n"), &["build"]);
}

#[test]
fn what_is_asked_for_is_noticed() {
    check_read(|_| {}, &["build", "--drafts"]);
    check_read(|_| {}, &["build", "-u", "https://a.example/"]);
}

#[test]
fn a_site_that_was_touched_is_mended() {
    let test = built();
    let before = test.build();
    for harm in [|path| fs::remove_file(path), |path| fs::write(path, "x")] {
        harm(test.root().join("output/index.html")).unwrap();
        assert_eq!(test.build().changes_from(&before), "");
    }
}

#[test]
fn what_a_build_has_to_say_it_says_again() {
    let test = PortalTest::small();
    test.edit("content/articles/a.yaml", "title:", "publishe: x\ntitle:");
    test.run(&["build"]).ended(1);
    let test = PortalTest::small();
    test.write("seeds/unused.txt", b"x\n");
    sleep(SETTLED);
    let first = test.run(&["build"]).done();
    assert!(first.stderr.contains("warning"), "{}", first.stderr);
    assert_eq!(
        said(&test.run(&["build"]).done()).matches("warning").count(),
        said(&first).matches("warning").count()
    );
}

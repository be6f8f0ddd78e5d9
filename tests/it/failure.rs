//! Builds that fail: a reader meets the old site or the new one, whole.

use crate::harness::{PortalTest, Site, folder_files};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Instant;

/// What stands in the output folder, the manifest too.
fn output(test: &PortalTest) -> std::collections::BTreeMap<String, Vec<u8>> {
    folder_files(&test.root().join("output"))
}

/// Files and folders beside the portal's own, which no build may leave behind.
fn rubbish(test: &PortalTest) -> Vec<String> {
    let known = ["portal.yaml", "seeds", "content", "themes", "output"];
    let entries = std::fs::read_dir(test.root()).unwrap().flatten();
    let names = entries.map(|e| e.file_name().to_string_lossy().into_owned());
    names.filter(|name| !known.contains(&name.as_str()) && !name.contains("lock")).collect()
}

/// After `break_it`, a build ends with status 1 and leaves the site, byte for byte, and the manifest.
fn check_error(break_it: impl Fn(&PortalTest)) {
    let test = PortalTest::small();
    test.build();
    let before = output(&test);
    break_it(&test);
    let run = test.run(&["build"]).ended(1);
    assert!(run.stderr.contains("nothing was written"), "{}", run.stderr);
    assert!(output(&test) == before, "the site changed");
    assert_eq!(rubbish(&test), Vec::<String>::new());
}

#[test]
fn an_error_leaves_the_previous_site() {
    check_error(|test| test.edit("content/topics/hoc.md", "ba việc cần làm", "bốn việc cần làm"));
    check_error(|test| test.edit("seeds/a.txt", "ba việc", "bốn việc"));
    check_error(|test| test.remove("seeds/a.txt"));
    check_error(|test| test.remove("portal.yaml"));
    check_error(|test| test.write("content/pages/x.md", b"no front matter"));
    check_error(|test| test.write("themes/khue/templates/article.html", b"{{ nothing.at.all }"));
}

#[test]
fn an_error_without_a_previous_site_writes_nothing() {
    let test = PortalTest::small();
    test.remove("seeds/a.txt");
    test.run(&["build"]).ended(1);
    assert!(!test.root().join("output").exists());
}

#[test]
fn check_writes_nothing() {
    let test = PortalTest::small();
    test.run(&["check"]).done();
    assert!(!test.root().join("output").exists());
}

/// A portal with `n` articles besides the small one's, so that a build takes a while.
fn larger(n: usize) -> PortalTest {
    let test = PortalTest::small();
    for i in 0..n {
        let seed = format!("Đoạn {i}: Kết luận số 57-KL/TW ngày 15/6/2023.\n\n").repeat(5);
        test.write(&format!("seeds/s{i}.txt"), seed.as_bytes());
        let article = format!("siglum: S{i}\nseed: s{i}.txt\ntitle: Bài {i}\n");
        test.write(&format!("content/articles/s{i}.yaml"), article.as_bytes());
    }
    test
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let test = larger(40);
    let old = test.build();
    let begin = Instant::now();
    test.edit("portal.yaml", "title: Cổng thử", "title: Cổng mới");
    let new = test.build();
    let whole = begin.elapsed();
    assert_ne!(old, new);
    let (mut killed, mut saw_old, mut saw_new) = (0, 0, 0);
    const TRIES: u32 = 30;
    for n in 0..TRIES {
        // Back to the old site, whatever the kill before left.
        test.edit("portal.yaml", "title: Cổng mới", "title: Cổng thử");
        assert_eq!(test.build().changes_from(&old), "", "the build after a kill mends everything");
        test.edit("portal.yaml", "title: Cổng thử", "title: Cổng mới");
        let mut command = test.command(&["build"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(whole * n / TRIES);
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let now = Site::read(&test.root().join("output"));
        match (now == old, now == new) {
            (true, _) => saw_old += 1,
            (_, true) => saw_new += 1,
            _ => panic!("try {n}: neither old nor new: {}", now.changes_from(&old)),
        }
    }
    assert!(killed > TRIES / 10, "only {killed} builds were still running when they were killed");
    assert!(saw_old > 0, "{saw_old} old, {saw_new} new");
    test.build();
    assert_eq!(rubbish(&test), Vec::<String>::new());
}

#[test]
fn two_builds_at_once_give_one_whole_site() {
    let test = larger(10);
    let expected = test.build();
    test.run(&["clean"]).done();
    let spawn = || test.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut children = [spawn(), spawn(), spawn()];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(Site::read(&test.root().join("output")), expected);
}

/// Runs `khue build` where no file may grow beyond `blocks` of 512 bytes: writing fails as on a full disk, with an error
/// of the system in the middle of a file.
#[cfg(unix)]
fn build_on_a_full_disk(test: &PortalTest, blocks: u32) -> std::process::Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build");
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_khue")]).current_dir(test.root());
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_site() {
    for blocks in [0, 1, 8] {
        let test = PortalTest::small();
        test.build();
        test.edit("portal.yaml", "title: Cổng thử", "title: Cổng mới");
        let before = output(&test);
        let result = build_on_a_full_disk(&test, blocks);
        let said = String::from_utf8_lossy(&result.stderr).into_owned();
        assert_eq!(result.status.code(), Some(3), "{said}");
        let what = if blocks == 0 { "make a stage for" } else { "write" };
        assert!(said.contains(&format!("could not {what}")), "{said}");
        assert!(output(&test) == before, "the site changed");
        assert_eq!(rubbish(&test), Vec::<String>::new());
        test.build();
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_without_an_old_site_leaves_none() {
    let test = PortalTest::small();
    assert_eq!(build_on_a_full_disk(&test, 1).status.code(), Some(3));
    assert_eq!(output(&test), Default::default());
    test.build();
}

#[test]
fn an_error_after_the_first_lets_the_next_build_go_on() {
    let test = PortalTest::small();
    let site = test.build();
    test.edit("content/topics/hoc.md", "ba việc cần làm", "bốn việc cần làm");
    test.run(&["build"]).ended(1);
    test.edit("content/topics/hoc.md", "bốn việc cần làm", "ba việc cần làm");
    assert_eq!(test.build(), site);
}

//! Builds, readers and kills at the same time.

use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::{NEW, OLD, Place, artifacts, sorted};
use crate::edge::lock;
use crate::edge::manifest::Maker;
use crate::edge::output::disk::Disk;
use crate::edge::output::{write, write_with};

#[test]
fn builds_at_once_wait_for_each_other() {
    let place = Place::with(OLD, "CNAME x.vn");
    thread::scope(|scope| {
        for site in [OLD, NEW, OLD, NEW] {
            let place = &place;
            scope.spawn(move || (0..15).for_each(|_| drop(place.build(site).unwrap())));
        }
    });
    let found = place.tree();
    assert!([OLD, NEW].iter().any(|site| found == sorted(&format!("{site}\nCNAME x.vn"))), "{found}");
    assert_eq!(place.beside(), Vec::<String>::new());
}

#[test]
fn a_build_does_not_wait_for_ever() {
    let place = Place::with(OLD, "");
    let _held = lock::acquire(&fs::canonicalize(place.output()).unwrap(), Duration::ZERO).unwrap();
    let root = place.base.path().join("portal");
    let refused = write_with(
        &Disk::default(),
        Duration::ZERO,
        &place.output(),
        &root,
        &artifacts(NEW),
        &Maker::new("1"),
    )
    .unwrap_err();
    assert!(refused.to_string().contains("another build"), "{refused}");
}

#[test]
fn a_reader_meets_whole_files_only() {
    let big = |word: &str| format!("index.html {}\nmenu/a.html {}", word.repeat(50_000), word.repeat(50_000));
    let (one, two) = (big("1"), big("2"));
    let place = Place::with(&one, "CNAME x.vn");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let read = |path: &'static str| {
            let (place, done) = (&place, &done);
            scope.spawn(move || {
                while !done.load(Ordering::Relaxed) {
                    let text =
                        fs::read_to_string(place.output().join(path)).expect("a file is never missing");
                    let first = &text[..1];
                    assert!(text.len() == 50_000 && text.bytes().all(|byte| byte == first.as_bytes()[0]));
                }
            })
        };
        let readers = [read("index.html"), read("menu/a.html")];
        for _ in 0..40 {
            place.build(&two).unwrap();
            place.build(&one).unwrap();
        }
        done.store(true, Ordering::Relaxed);
        readers.into_iter().for_each(|reader| reader.join().unwrap());
    });
}

#[test]
#[ignore = "the process that `a_killed_process_leaves_a_whole_site` kills"]
fn victim() {
    let Some(base) = std::env::var_os("KHUE_TEST_VICTIM").map(PathBuf::from) else { return };
    let (output, root) = (base.join("site/output"), base.join("portal"));
    for site in [NEW, OLD].iter().cycle() {
        write(&output, &root, &artifacts(site), &Maker::new("1.0")).unwrap();
        File::create(base.join("ready")).unwrap();
    }
}

#[test]
fn a_killed_process_leaves_a_whole_site() {
    let place = Place::with(OLD, "CNAME x.vn");
    let (_, module) = module_path!().split_once("::").unwrap();
    let ready = place.base.path().join("ready");
    for round in 0..30 {
        let mut process = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &format!("{module}::victim"), "--ignored"])
            .env("KHUE_TEST_VICTIM", place.base.path())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        while !ready.exists() && process.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_micros(137 * round));
        process.kill().unwrap();
        process.wait().unwrap();
        let found = place.tree();
        assert!(
            [OLD, NEW].iter().any(|site| found == sorted(&format!("{site}\nCNAME x.vn"))),
            "{round}: {found}"
        );
        fs::remove_file(&ready).unwrap();
    }
    place.build(NEW).unwrap();
    assert_eq!(place.beside(), Vec::<String>::new());
}

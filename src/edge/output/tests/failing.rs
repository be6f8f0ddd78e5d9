//! Errors and kills at every call, and what they leave behind.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{NEW, OLD, Place, count, sorted, tree};
use crate::edge::output::disk::plan::Plan;
use crate::edge::output::disk::{Call, Disk};
use crate::edge::output::{clean_with, stage};

/// Builds `new` over `old` and a foreign file, failing at the n-th call, for every n; each time the output must
/// be entirely old or entirely new, and the next build must mend everything.
fn check_failing(old: Option<&str>, new: &str, plan: impl Fn(usize) -> Plan) -> usize {
    let foreign = "CNAME x.vn";
    for n in 1.. {
        let place = Place::new();
        if let Some(old) = old {
            place.build(old).unwrap();
            place.put(foreign);
        }
        let before = place.tree();
        let after = sorted(&if old.is_some() { format!("{new}\n{foreign}") } else { new.to_owned() });
        let disk = Disk { plan: plan(n) };
        let result = place.build_on(&disk, new);
        let reached = count(&disk) >= n;
        let found = place.tree();
        assert!(found == before || found == after, "call {n}: {found}");
        assert_eq!(result.is_ok(), found == after, "call {n}: a new site is success, and nothing else is");
        place.build(new).unwrap();
        assert_eq!(place.tree(), after, "after call {n}");
        assert_eq!(place.beside(), Vec::<String>::new(), "after call {n}");
        if !reached {
            result.unwrap();
            return n;
        }
    }
    unreachable!("some build is reached by no fault")
}

#[test]
fn any_failing_call_leaves_the_old_site_or_the_new_one() {
    for kind in [io::ErrorKind::StorageFull, io::ErrorKind::Other] {
        let plan = |n| Plan { fail: Some((n, kind)), ..Plan::default() };
        assert!(check_failing(Some(OLD), NEW, plan) > 30);
        assert!(check_failing(None, NEW, plan) > 15);
    }
}

#[test]
fn a_kill_at_any_call_leaves_the_old_site_or_the_new_one() {
    let plan = |n| Plan { kill: Some(n), ..Plan::default() };
    assert!(check_failing(Some(OLD), NEW, plan) > 30);
    assert!(check_failing(None, NEW, plan) > 15);
}

#[test]
fn an_error_cleans_up_after_itself() {
    for n in 1.. {
        let place = Place::with(OLD, "");
        let disk = Disk { plan: Plan { fail: Some((n, io::ErrorKind::StorageFull)), ..Plan::default() } };
        let result = place.build_on(&disk, NEW);
        let is_whole = place.tree() == sorted(OLD);
        assert!(result.is_ok() || !is_whole || place.beside().is_empty(), "call {n}: {:?}", place.beside());
        if count(&disk) < n {
            break;
        }
    }
}

#[test]
fn moving_file_by_file_tears_no_file_and_is_mended() {
    let deny = Some((Call::Exchange, io::ErrorKind::CrossesDevices));
    let plans: [fn(usize) -> Plan; 2] = [
        |n| Plan { fail: Some((n, io::ErrorKind::StorageFull)), ..Plan::default() },
        |n| Plan { kill: Some(n), ..Plan::default() },
    ];
    let allowed: Vec<&str> = OLD.lines().chain(NEW.lines()).chain(["CNAME x.vn"]).collect();
    // A build of a third site must know the files of both others as ours, and so must a clean.
    let third = "index.html third\nmenu/d.html third\nz third";
    for (n, plan) in (1..).flat_map(|n| plans.map(|plan| (n, plan))) {
        let place = Place::with(OLD, "CNAME x.vn");
        let disk = Disk { plan: Plan { deny, ..plan(n) } };
        let result = place.build_on(&disk, NEW);
        for line in place.tree().lines().filter(|line| !line.starts_with(".khue-stage")) {
            let is_folder = !line.contains(' ');
            assert!(is_folder || allowed.contains(&line), "call {n}: {line}");
        }
        if n % 2 == 0 {
            place.build(third).unwrap();
            assert_eq!(place.tree(), sorted(&format!("{third}\nCNAME x.vn")), "after call {n}");
        }
        place.clean();
        assert_eq!(place.tree(), "CNAME x.vn", "after call {n}");
        if count(&disk) < n {
            result.unwrap();
            break;
        }
    }
}

#[test]
fn a_failing_clean_can_be_repeated() {
    for n in 1.. {
        let place = Place::with(NEW, "CNAME x.vn");
        let disk = Disk { plan: Plan { kill: Some(n), ..Plan::default() } };
        let result = clean_with(&disk, Duration::ZERO, &place.output(), &place.base.path().join("portal"));
        place.clean();
        assert_eq!(place.tree(), "CNAME x.vn", "after call {n}");
        if count(&disk) < n {
            result.unwrap();
            break;
        }
    }
}

/// A place whose build of NEW over OLD was killed right after the exchange, and the stage that it left.
fn killed_after_exchange() -> (Place, PathBuf) {
    for n in 1.. {
        let place = Place::with(OLD, "CNAME x.vn");
        let disk = Disk { plan: Plan { kill: Some(n), ..Plan::default() } };
        let _ = place.build_on(&disk, NEW);
        if place.tree().contains("index.html new") {
            let stage = place.base.path().join("site").join(&place.beside()[0]);
            assert_eq!(fs::read_to_string(stage.join("site/index.html")).unwrap(), "old");
            return (place, stage);
        }
    }
    unreachable!("a build exchanges at some call")
}

#[test]
fn a_file_that_somebody_added_during_the_exchange_is_moved_back() {
    let (place, stage) = killed_after_exchange();
    fs::write(stage.join("site/late"), "mine").unwrap();
    let written = place.build(NEW).unwrap();
    assert_eq!((written.left, place.beside()), (vec![], vec![]));
    assert_eq!(place.tree(), sorted(&format!("{NEW}\nCNAME x.vn\nlate mine")));
}

#[test]
fn what_cannot_be_moved_back_stays_and_is_reported() {
    let (place, stage) = killed_after_exchange();
    fs::write(stage.join("site/late"), "mine").unwrap();
    place.put("late other");
    for _ in 0..2 {
        let left = place.build(NEW).unwrap().left;
        assert!(left.len() == 1 && left[0].contains("late"), "{left:?}");
    }
    assert_eq!(tree(&stage.join("site")), ["late mine"]);
}

#[test]
fn clean_removes_the_stages_of_killed_builds() {
    let (place, _) = killed_after_exchange();
    place.clean();
    assert_eq!((place.tree().as_str(), place.beside()), ("CNAME x.vn", vec![]));
}

#[test]
fn only_stages_that_nobody_holds_are_swept() {
    let place = Place::with(OLD, "");
    let (disk, output) = (Disk::default(), place.output());
    let held = stage::Stage::beside(&disk, &output).unwrap();
    let mine = [
        ".output.khue-stage-abcdef/mine",
        ".output.khue-stage-abc/khue-stage-1",
        ".output.khue-stage-a.b.c.",
    ];
    for path in mine.map(|path| output.parent().unwrap().join(path)) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    assert_eq!(place.build(NEW).unwrap().left, Vec::<String>::new());
    assert_eq!(place.beside().len(), 4);
    drop(held);
    assert_eq!(place.beside().len(), 3);
}

#[test]
fn a_kill_while_a_stage_is_removed_leaves_a_stage_that_is_known() {
    // The first build leaves a stage that is filled; the second is killed on the way, at its removal too.
    let leaves = |kill: usize| {
        let place = Place::with(OLD, "CNAME x.vn");
        let _ = place.build_on(&Disk { plan: Plan { kill: Some(kill), ..Plan::default() } }, NEW);
        place
    };
    let filled = |place: &Place| {
        let folder = place.base.path().join("site");
        place.beside().iter().any(|stage| folder.join(stage).join("site/index.html").exists())
    };
    let first = (1..100).find(|&kill| filled(&leaves(kill))).expect("some kill leaves a filled stage");
    for n in 1.. {
        let place = leaves(first);
        let disk = Disk { plan: Plan { kill: Some(n), ..Plan::default() } };
        let result = place.build_on(&disk, NEW);
        place.build(NEW).unwrap();
        assert_eq!(place.beside(), Vec::<String>::new(), "call {n}");
        if count(&disk) < n {
            result.unwrap();
            break;
        }
    }
}

#[test]
fn a_copy_of_what_a_killed_build_left_gives_nothing_to_the_site() {
    let mut copied = 0;
    for n in 1.. {
        let place = Place::with(OLD, "CNAME x.vn");
        let before = place.tree();
        let disk = Disk { plan: Plan { kill: Some(n), ..Plan::default() } };
        if place.build_on(&disk, &format!("{NEW}\nsecret draft")).is_ok() {
            break;
        }
        let beside = place.beside();
        let Some(stage) = beside.first().filter(|_| place.tree() == before) else { continue };
        let folder = place.base.path().join("site");
        let copy = folder.join(stage.replace(&stage[stage.len() - 6..], "copied"));
        copy_tree(&folder.join(stage), &copy);
        fs::remove_dir_all(folder.join(stage)).unwrap();
        let left = place.build(NEW).unwrap().left;
        assert_eq!(place.tree(), sorted(&format!("{NEW}\nCNAME x.vn")), "call {n}");
        assert!(left.len() == 1 && left[0].contains("is a copy of") || !copy.exists(), "call {n}: {left:?}");
        copied += 1;
    }
    assert!(copied > 10, "{copied}");
}

fn copy_tree(from: &Path, to: &Path) {
    for item in walkdir::WalkDir::new(from) {
        let item = item.unwrap();
        let place = to.join(item.path().strip_prefix(from).unwrap());
        match item.file_type().is_dir() {
            true => fs::create_dir(place).unwrap(),
            false => drop(fs::copy(item.path(), place).unwrap()),
        }
    }
}

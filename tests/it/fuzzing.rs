//! `fuzz/run` fails where a target finds something, or does not get to look for it. The targets here are small programs that end
//! as fuzz targets do: the script is what is tried.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// What libFuzzer prints at the end of a run that was not cut short.
const STATISTICS: &str = "echo '#7 DONE cov: 5 ft: 5'; echo 'stat::number_of_executed_units: 7'";

/// What a target does that finds an input which ends it: it keeps the input where it is told to.
const KEEP: &str =
    "for a; do case $a in -artifact_prefix=*) printf x >\"${a#-artifact_prefix=}crash-1\";; esac; done";

/// The exit status of `fuzz/run` with targets of these names and scripts, and what it says.
fn run(targets: &[(&str, &str)]) -> (i32, String) {
    let folder = tempfile::Builder::new().prefix("khue-it-").tempdir().unwrap();
    // Corpora, logs and findings lie beside the script.
    let script = folder.path().join("run");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/run"), &script).unwrap();
    let programs = folder.path().join("programs");
    fs::create_dir(&programs).unwrap();
    for (name, text) in targets {
        let program = programs.join(name);
        fs::write(&program, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut command = Command::new("bash");
    command.arg(&script).arg("1").args(targets.iter().map(|(name, _)| name)).env("PROGRAMS", &programs);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    (output.status.code().expect("it ended by itself"), said)
}

fn check(targets: &[(&str, &str)], status: i32, words: &[&str]) {
    let (found, said) = run(targets);
    assert_eq!(found, status, "{said}");
    for words in words {
        assert!(said.contains(words), "{words:?} is not in: {said}");
    }
}

#[test]
fn targets_that_find_nothing_pass() {
    check(&[("seed", STATISTICS), ("urls", STATISTICS)], 0, &["seed: 7 runs, cov: 5", "urls: 7 runs"]);
}

#[test]
fn a_crash_fails_and_is_shown() {
    let crash = format!("{KEEP}; echo 'panicked at planted'; {STATISTICS}; exit 77");
    check(
        &[("seed", STATISTICS), ("urls", &crash)],
        1,
        &["seed: 7 runs", "urls: FAILED", "panicked at planted", "crash-1"],
    );
}

#[test]
fn a_kept_input_fails_whatever_the_status_is() {
    check(&[("seed", &format!("{KEEP}; {STATISTICS}"))], 1, &["seed: FAILED", "crash-1"]);
}

#[test]
fn a_status_fails_whatever_was_printed() {
    check(&[("seed", &format!("{STATISTICS}; exit 1"))], 1, &[]);
}

#[test]
fn a_target_that_is_killed_or_does_not_start_fails() {
    check(&[("seed", "kill -9 $$"), ("urls", STATISTICS)], 1, &["seed: FAILED", "urls: 7 runs"]);
    check(&[("seed", "exit 0")], 1, &["seed: FAILED"]);
    // Nothing more is started after such a status.
    check(&[("seed", "exit 255"), ("urls", STATISTICS)], 1, &["seed: FAILED"]);
}

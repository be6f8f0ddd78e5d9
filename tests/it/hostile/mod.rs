//! Input that somebody made to do harm, or that a broken disk did: the program ends by itself with a page or a diagnostic,
//! within bounds of memory and time, and never by a panic or a signal.

mod files;
mod long;
pub mod quiet;
mod said;
mod templates;

use crate::harness::PortalTest;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How long one run may take, in seconds: far more than any needs, so that only what never ends meets it.
const LONGEST: u64 = 120;

/// What one run may have of memory, in KiB: addresses, of which threads take more than they use.
const MEMORY: u64 = 3 << 20;

/// Runs the program as [`LONGEST`] and [`MEMORY`] allow.
fn bounded(test: &PortalTest, args: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_khue")]);
    command.args(args).current_dir(test.root()).env("NO_COLOR", "1").stdin(Stdio::null());
    let (out, err) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    command.stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap());
    let mut child = command.spawn().unwrap();
    let begin = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begin.elapsed() > Duration::from_secs(LONGEST) {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{args:?} did not end within {LONGEST} s");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    Output { status, stdout: whole(out), stderr: whole(err) }
}

fn whole(mut file: std::fs::File) -> Vec<u8> {
    use std::io::{Read, Seek};
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

/// What `khue build` says, which ended with `status`.
fn built(test: &PortalTest, what: &str, status: i32) -> String {
    let output = bounded(test, &["build"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let start: String = said.chars().take(2000).collect();
    assert_eq!(output.status.code(), Some(status), "{what}: {:?}\n{start}", output.status);
    said
}

/// A build of the small portal with these files ends well.
fn check_page(what: &str, files: &[(&str, &[u8])]) -> PortalTest {
    let test = PortalTest::small();
    files.iter().for_each(|(path, bytes)| test.write(path, bytes));
    built(&test, what, 0);
    assert!(test.root().join("output/index.html").is_file(), "{what}");
    test
}

/// A build of the small portal with these files ends with a diagnostic of this code at this place, `FILE:LINE` or `FILE`.
fn check_told(what: &str, files: &[(&str, &[u8])], code: &str, place: &str) {
    let test = PortalTest::small();
    files.iter().for_each(|(path, bytes)| test.write(path, bytes));
    let said = built(&test, what, 1);
    assert!(said.contains(&format!("error[{code}]")), "{what}: {said}");
    assert!(said.contains(&format!("--> {place}")), "{what}: {said}");
    assert!(!test.root().join("output").exists(), "{what}: something was written");
}

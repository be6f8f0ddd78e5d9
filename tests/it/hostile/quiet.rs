//! What the program asks of the system, as `strace` tells: a build opens no connection, starts no program, and opens no
//! file but those of the portal, of the site, and of the system's libraries.

use crate::harness::PortalTest;
use std::path::Path;
use std::process::Command;

/// The calls of a run, `CALL(ARGUMENTS) = RESULT` a line; paths are quoted.
pub fn calls(test: &PortalTest, which: &str, args: &[&str]) -> Vec<String> {
    let log = test.beside("calls");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-s", "4096", "-e", &format!("trace={which}"), "-o"]).arg(&log);
    command.arg(env!("CARGO_BIN_EXE_khue")).args(args).current_dir(test.root());
    let output = command.output().expect("strace is installed: scripts/setup-tests brings it");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    let text = std::fs::read(&log).unwrap();
    let text = String::from_utf8_lossy(&text);
    // Each line begins with the number of the thread. `???(` is a thread that ended with the program, before it asked for anything.
    let calls = text.lines().filter_map(|line| line.split_once(' ')).map(|(_, call)| call.trim());
    calls.filter(|call| !call.starts_with("???(")).map(str::to_owned).collect()
}

const COMMANDS: &[&[&str]] = &[
    &["build"],
    &["check"],
    &["explain", "topic:hoc"],
    &["mentions", "seeds/a.txt"],
    &["import", "raw.txt"],
    &["clean"],
];

#[test]
fn no_command_opens_a_connection_or_starts_a_program() {
    let test = PortalTest::small();
    test.write("raw.txt", "Một bài báo.\n\nKết luận số 57-KL/TW.\n".as_bytes());
    for args in COMMANDS {
        let calls = calls(&test, "%network,execve,execveat,fork,vfork", args);
        let started = calls.iter().filter(|call| call.starts_with("execve")).count();
        assert_eq!(started, 1, "{args:?} starts a program: {calls:#?}");
        // The standard library joins a thread's and its starter's ends by a pair of sockets on no system of ours.
        let network: Vec<&String> = calls
            .iter()
            .filter(|call| {
                !call.starts_with("execve") && !call.starts_with("+++") && !call.starts_with("---")
            })
            .collect();
        assert!(network.is_empty(), "{args:?}: {network:#?}");
    }
}

#[test]
fn a_build_opens_nothing_outside_the_portal_but_the_systems_own() {
    let test = PortalTest::small();
    test.write("ghi-chu.txt", b"SECRET");
    test.write(".env", b"SECRET");
    test.write("content/.env", b"SECRET");
    let portal = std::fs::canonicalize(test.root()).unwrap();
    let mut inside = 0;
    for call in calls(&test, "open,openat,openat2,creat", &["build"]) {
        let Some(path) = call.split('"').nth(1) else { continue };
        let system = [
            "/etc/ld.so",
            "/lib",
            "/usr/lib",
            "/proc/self/",
            "/sys/fs/cgroup/",
            "/sys/kernel/mm/",
            "/proc/sys/",
            "/sys/devices/system/cpu",
        ];
        if system.iter().any(|start| path.starts_with(start)) || call.contains("ENOENT") {
            continue;
        }
        let whole = match Path::new(path).is_absolute() {
            true => Path::new(path).to_owned(),
            false => portal.join(path),
        };
        // Relative paths below a folder that is open count from there, and hold its files alone.
        assert!(whole.starts_with(&portal) && !path.contains("/../"), "{call}");
        for own in ["ghi-chu.txt", ".env"] {
            assert!(!path.ends_with(own), "{call}");
        }
        inside += 1;
    }
    assert!(inside > 20, "the portal's files were seen: {inside}");
}

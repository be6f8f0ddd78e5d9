//! What is said: through pipes that nobody reads, to disks that are full, and never with a control character that a
//! terminal would obey.

use crate::harness::PortalTest;
use serde_json::Value;
use std::fs::OpenOptions;
use std::io::Read;
use std::process::{Output, Stdio};

/// Commands that print, and a portal with enough to say.
fn talkative() -> (PortalTest, Vec<Vec<&'static str>>) {
    let test = PortalTest::small();
    test.write("lon.txt", "Kết luận số 57-KL/TW. ".repeat(5_000).as_bytes());
    for n in 0..300 {
        test.write(&format!("content/people/p{n}.yaml"), b"nmae: x\n");
    }
    let commands = [
        "build",
        "check",
        "check --format json",
        "check --format github",
        "check --format sarif",
        "mentions lon.txt",
        "mentions lon.txt --format human",
        "explain topic:hoc",
        "explain quote-not-found --format json",
        "import lon.txt",
        "rename topic:hoc khac --dry-run",
        "init moi",
        "schema so-do",
        "theme",
        "theme assets/portal.css",
        "clean",
        "--help",
        "--version",
        "nothing",
    ];
    (test, commands.iter().map(|line| line.split(' ').collect()).collect())
}

fn ended(args: &[&str], output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked"), "{args:?}: {said}");
    assert!(matches!(output.status.code(), Some(0..=3)), "{args:?}: {:?} {said}", output.status);
}

#[test]
fn no_command_minds_a_closed_pipe() {
    let (test, commands) = talkative();
    for args in &commands {
        // The pipes are closed before anything can have been written, as `| head -0` does.
        let mut child = test.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        drop(child.stderr.take());
        ended(args, &child.wait_with_output().unwrap());
        // Standard output alone, behind its first byte.
        let mut child = test.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        let _ = out.read(&mut [0]);
        drop(out);
        ended(args, &child.wait_with_output().unwrap());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn no_command_panics_where_nothing_can_be_written() {
    let (test, commands) = talkative();
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    for args in &commands {
        ended(args, &test.command(args).stdout(full()).stderr(Stdio::piped()).output().unwrap());
        ended(args, &test.command(args).stdout(full()).stderr(full()).output().unwrap());
        // No standard output and error at all.
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", "exec \"$0\" \"$@\" >&- 2>&-", env!("CARGO_BIN_EXE_khue")]).args(args);
        ended(args, &shell.current_dir(test.root()).output().unwrap());
    }
}

/// Signs that a terminal obeys, or that turn what follows around.
const SIGNS: &str = "\u{1b}[31m\u{1b}]0;x\u{7}\u{8}\u{9b}2J\u{90}\u{7f}\u{202e}\u{2066}";

/// No control character but line ends.
fn check_said(what: &str, bytes: &[u8]) {
    let said = String::from_utf8_lossy(bytes);
    let bad = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}".contains(c);
    assert!(!said.contains(bad), "{what}: {said:?}");
}

/// A portal with [`SIGNS`] in names of files and folders, keys, values, seeds and templates.
fn signed() -> PortalTest {
    let test = PortalTest::small();
    let name = SIGNS.replace('/', "");
    test.write(&format!("content/people/{name}.yaml"), b"name: A\n");
    test.write(&format!("content/{name}/x.yaml"), b"name: A\n");
    test.write(&format!("seeds/{name}\nerror: x.txt"), SIGNS.as_bytes());
    test.write("content/people/k.yaml", b"name: K\n\"\\e[31m\\x9b\\u202e\": 1\n");
    test.write("content/people/v.yaml", "name: V\nnote: \"[[topic:\\e[31m\\x9b\\u202e]]\"\n".as_bytes());
    test.write("content/people/r.yaml", format!("nmae: {SIGNS}\n").as_bytes());
    test.write(
        "content/topics/t.md",
        format!("---\ntitle: T\n---\n[[topic:{SIGNS}]] [a]({SIGNS}.md)\n").as_bytes(),
    );
    test.write("seeds/y.txt", format!("{SIGNS} Kết luận số 99-KL/TW {SIGNS}, 31/2/2023\n").as_bytes());
    test.write("content/articles/y.yaml", b"siglum: Y\nseed: y.txt\ntitle: Y\n");
    test.write("themes/khue/templates/article.html", format!("{{{{ x{SIGNS} }}}}").as_bytes());
    test
}

#[test]
fn no_message_holds_a_control_character_in_any_form() {
    let test = signed();
    for args in [
        &["build"][..],
        &["check", "--format", "human"],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["check", "--format", "sarif"],
    ] {
        let output = test.command(args).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let told = [&output.stdout[..], &output.stderr].concat();
        assert!(told.len() > 500, "{args:?} has much to say");
        check_said(&args.join(" "), &told);
    }
    // What programs read still means the signs themselves.
    let told = test.run(&["check", "--format", "json"]).json();
    assert!(told.iter().any(|d| d["file"].as_str().is_some_and(|file| file.contains(SIGNS))), "{told:?}");
    let log: Value = serde_json::from_str(&test.run(&["check", "--format", "sarif"]).stdout).unwrap();
    assert!(log["runs"][0]["results"].as_array().is_some_and(|all| all.len() > 5));
}

#[test]
fn the_name_of_a_file_cannot_feign_a_message() {
    let test = PortalTest::small();
    test.write("seeds/x\nerror[x]: all is lost.txt", b"A\n");
    let run = test.run(&["check"]);
    assert!(!run.stderr.lines().any(|line| line.starts_with("error[x]")), "{}", run.stderr);
    let run = test.run(&["check", "--format", "github"]);
    assert!(run.stdout.lines().all(|line| line.starts_with("::")), "{}", run.stdout);
}

#[test]
fn a_name_in_an_error_stays_on_its_line() {
    let test = PortalTest::small();
    test.write("a\nerror[x]: all is lost.txt", b"A\n");
    test.write("b\nerror[x]: all is lost/c.txt", b"A\n");
    for args in [
        &["rename", "topic:x\nerror[x]: all is lost", "y"][..],
        &["import", "a\nerror[x]: all is lost.txt"],
        &["import", "b\nerror[x]: all is lost/d.txt"],
        &["build", "-o", "a\nerror[x]: all is lost.txt"],
        &["build", "-o", "content/\nerror[x]: all is lost"],
        &["build", "--root", "\nerror[x]: all is lost"],
        &["init", "b\nerror[x]: all is lost"],
        &["init", "d\nerror[x]: all is lost"],
        &["explain", "\nerror[x]: all is lost"],
        // Brings it in, and so comes last.
        &["import", "b\nerror[x]: all is lost/c.txt"],
    ] {
        let run = test.run(args);
        assert!(run.stderr.contains("all is lost"), "{args:?}: {}", run.stderr);
        assert!(!run.stderr.lines().any(|line| line.starts_with("error[x]")), "{args:?}: {}", run.stderr);
    }
}

#[test]
fn what_was_typed_is_told_without_control_characters() {
    let test = PortalTest::small();
    test.write("y.txt", format!("{SIGNS} Kết luận{SIGNS} số 57-KL/TW {SIGNS}").as_bytes());
    test.write("\u{1b}[31m.txt", b"x\n");
    for args in [
        &["explain", SIGNS][..],
        &["explain", SIGNS, "--format", "json"],
        &["theme", SIGNS],
        &["build", "--root", SIGNS],
        &["build", "-o", "/dev/null/\u{1b}[31m"],
        &["build", "-u", SIGNS],
        &["build", SIGNS],
        &[SIGNS],
        &["check", "--format", SIGNS],
        &["mentions", SIGNS],
        &["mentions", "y.txt"],
        &["mentions", "y.txt", "--format", "human"],
        &["import", "\u{1b}[31m.txt", SIGNS],
        &["rename", SIGNS, "x"],
        &["rename", "topic:hoc", SIGNS],
        &["clean", "-o", SIGNS],
        &["serve", "--host", SIGNS],
    ] {
        let output = test.command(args).env("CLICOLOR_FORCE", "1").output().unwrap();
        ended(args, &output);
        check_said(&format!("{args:?}"), &[&output.stdout[..], &output.stderr].concat());
    }
}

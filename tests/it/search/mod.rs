//! Search: its page without JavaScript, its index, and the program that reads it, run in Node as a browser would.

mod finding;
mod page;
mod quality;
mod reader;
mod words;

use crate::browser::webdriver;
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a script of `tests/data/search` or `tests/browser` in Node, with a JSON value on its standard input; what it printed.
fn node(script: &str, args: &[&str], input: &Value) -> String {
    let install = webdriver::INSTALL;
    let node = webdriver::program(&["node"]).unwrap_or_else(|| panic!("Node is not installed: {install}"));
    let mut command = Command::new(node);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(script)).args(args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_string();
    let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

//! What the measuring programs make of what they measure.

use std::path::Path;
use std::process::Command;

/// The exit status of the comparison of two counts of instructions, and what is said.
fn compared(stored: u64, counted: u64) -> (i32, String) {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/instructions");
    let output = Command::new("python3")
        .arg(program)
        .arg("--compare")
        .args([stored, counted].map(|n| n.to_string()))
        .output()
        .expect("python3 is installed: scripts/setup-tests brings it");
    (output.status.code().expect("it ended by itself"), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn more_than_a_tenth_more_instructions_fail() {
    for (counted, expected, words) in
        [(1_000, 0, "+0.0%"), (1_100, 0, "+10.0%"), (1_101, 1, "more than 10% more"), (890, 0, "--store")]
    {
        let (status, said) = compared(1_000, counted);
        assert_eq!(status, expected, "{said}");
        assert!(said.contains(words), "{said}");
    }
}

//! Files for other programs that the manual shows: read as those programs read them, as far as that is possible here.

use std::process::Command;

/// Checks one.
pub fn check(place: &str, name: &str, _text: &str) {
    panic!("{place}: there is no recipe `{name}`");
}

/// Checks commands without running them: the shell understands them, and Khuê those that are its own.
pub fn shell(place: &str, text: &str) {
    let output = Command::new("sh").args(["-n", "-c", text]).output().unwrap();
    assert!(output.status.success(), "{place}: {}", String::from_utf8_lossy(&output.stderr));
    for line in text.lines() {
        command(place, line);
    }
}

/// Checks that a line that begins with `khue` is a command that there is.
pub fn command(place: &str, line: &str) {
    let words: Vec<&str> =
        line.split_whitespace().take_while(|word| !word.starts_with(['#', '>', '|', '&'])).collect();
    if words.first() == Some(&"khue") {
        let known = khue::cli::command().try_get_matches_from(&words);
        assert!(known.is_ok(), "{place}: `{line}`: {}", known.unwrap_err());
    }
}

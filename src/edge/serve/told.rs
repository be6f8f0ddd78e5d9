//! What is wrong, as the preview tells it: to the browser as JSON, to the terminal in words.

use crate::diagnostic::{Diagnostic, Severity};
use crate::edge::report::{self, Format, harmless};
use crate::snapshot::Snapshot;
use serde_json::{Value, json};

/// Characters of a line that are shown before and after the marked ones, and of those.
const AROUND: usize = 60;
const MARKED: usize = 120;

/// How the preview speaks to the person at the terminal.
#[derive(Clone, Copy)]
pub struct Voice {
    /// Writes a line.
    pub say: fn(&str),
    /// Whether colours are understood.
    pub color: bool,
}

impl Voice {
    /// Tells what is wrong.
    pub fn tell(&self, diagnostics: &[Diagnostic], snapshot: &Snapshot) {
        let mut bytes = Vec::new();
        report::write(diagnostics, snapshot, Format::Human, self.color, &mut bytes)
            .expect("writing to memory");
        let text = String::from_utf8_lossy(&bytes);
        if !text.trim().is_empty() {
            (self.say)(text.trim_end());
        }
    }
}

/// So many more things of a kind than are told one by one, for the overlay: `severity`, `more`.
pub fn more(severity: Severity, count: usize) -> Value {
    json!({ "severity": severity, "more": count })
}

/// One thing that is wrong, for the overlay: `severity`, `code`, `message`, `hint`; where it has a place `file`, `line`,
/// `column`, and the line in three parts, `before`, `marked` and `after`.
pub fn value(diagnostic: &Diagnostic, snapshot: &Snapshot) -> Value {
    let mut told = json!({
        "severity": diagnostic.severity,
        "code": diagnostic.code.name(),
        "message": harmless(&diagnostic.message),
        "hint": diagnostic.hint.as_deref().map(harmless),
    });
    let Some(location) = &diagnostic.location else { return told };
    told["file"] = json!(harmless(&location.file));
    let Some(position) = report::position(diagnostic, snapshot) else { return told };
    if location.range == (0..0) && position.text.is_empty() {
        return told;
    }
    told["line"] = json!(position.line);
    told["column"] = json!(position.column);
    let characters: Vec<char> = position.text.trim_start_matches('\u{feff}').chars().collect();
    let at = (position.column - 1).min(characters.len());
    let text: String = characters[at..].iter().collect();
    let bytes = location.range.len().min(text.len());
    let marked = text.char_indices().take_while(|(start, _)| *start < bytes).count();
    let (start, end) = (at.saturating_sub(AROUND), at + marked.min(MARKED));
    let part = |from: usize, to: usize| harmless(&characters[from..to].iter().collect::<String>());
    let more = |is_more: bool| if is_more { "…" } else { "" };
    let last = (end + AROUND).min(characters.len());
    told["before"] = json!(format!("{}{}", more(start > 0), part(start, at)));
    told["marked"] = json!(format!("{}{}", part(at, end), more(marked > MARKED)));
    told["after"] = json!(format!("{}{}", part(end, last), more(last < characters.len())));
    told
}

/// That the program itself failed, which is never the author's mistake.
pub fn failure(what: &str) -> Value {
    json!({
        "severity": Severity::Error,
        "code": "internal",
        "message": format!("khue itself failed at {what}; this is a mistake of the program, not yours"),
        "hint": "undo the last change or make another one, and please report what you changed",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Location};

    fn check(text: &str, range: std::ops::Range<usize>, expected: (u64, u64, &str, &str, &str)) {
        let snapshot = Snapshot::from_files([("a.md", text)]);
        let wrong = Diagnostic::error(Code::UnknownReference, "x").at(Location::new("a.md", range));
        let told = value(&wrong, &snapshot);
        let text = |key: &str| told[key].as_str().unwrap().to_owned();
        let found = (
            told["line"].as_u64().unwrap(),
            told["column"].as_u64().unwrap(),
            text("before"),
            text("marked"),
            text("after"),
        );
        let (line, column, before, marked, after) = expected;
        assert_eq!(found, (line, column, before.to_owned(), marked.to_owned(), after.to_owned()));
    }

    #[test]
    fn the_line_is_told_in_three_parts() {
        check("một\nhai ba bốn\nnăm", 10..12, (2, 5, "hai ", "ba", " bốn"));
        check("ab", 0..2, (1, 1, "", "ab", ""));
        check("\u{feff}ab", 3..4, (1, 1, "", "a", "b"));
        check("a\nb\n", 4..4, (3, 1, "", "", ""));
    }

    #[test]
    fn a_long_line_is_cut_around_its_mistake() {
        let line = "x".repeat(500);
        let told = value(
            &Diagnostic::error(Code::QuoteNotFound, "x").at(Location::new("a", 250..400)),
            &Snapshot::from_files([("a", line)]),
        );
        assert_eq!(told["before"].as_str().unwrap().chars().count(), AROUND + 1);
        assert_eq!(told["marked"].as_str().unwrap().chars().count(), MARKED + 1);
        assert_eq!(told["after"].as_str().unwrap().chars().count(), AROUND + 1);
    }
}

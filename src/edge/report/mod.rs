//! Diagnostics for people and for programs.

mod github;
mod human;
mod json;
mod places;
mod sarif;

pub use places::{Places, Position, position};

use crate::diagnostic::Diagnostic;
use crate::snapshot::Snapshot;
use std::io::{self, Write};

/// *1 page*, *2 pages*.
pub fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the line, and what would mend it.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
    /// Workflow commands, which a forge shows on the lines of a change.
    Github,
    /// One SARIF 2.1.0 log.
    Sarif,
}

/// Writes all diagnostics, which are sorted, to `out`; the portal lies at the root of its repository.
///
/// # Errors
/// As [`write_below`].
pub fn write(
    diagnostics: &[Diagnostic],
    snapshot: &Snapshot,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_below("", diagnostics, snapshot, format, color, out)
}

/// Writes all diagnostics, which are sorted, to `out`: for people the same mistake once, for programs every one.
///
/// `folder` is where the portal lies in its repository: empty, or a path that ends in `/`. Forges look for files from
/// there; people and `json` are told paths from the portal's folder.
///
/// # Errors
/// What `out` says; a closed pipe is for the caller to ignore.
pub fn write_below(
    folder: &str,
    diagnostics: &[Diagnostic],
    snapshot: &Snapshot,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let places = Places::new(diagnostics, snapshot);
    match format {
        Format::Human => human::write(diagnostics, &places, color, out),
        Format::Json => diagnostics.iter().try_for_each(|d| writeln!(out, "{}", json::object(d, &places))),
        Format::Github => {
            diagnostics.iter().try_for_each(|d| writeln!(out, "{}", github::command(folder, d, &places)))
        }
        Format::Sarif => writeln!(out, "{:#}", sarif::log(folder, diagnostics, &places)),
    }
}

/// Text without control characters, which a terminal would obey.
pub fn harmless(text: &str) -> String {
    let bidi = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    text.chars()
        .map(|c| if (c.is_control() && c != '\n') || bidi(c) || c == '\u{feff}' { '\u{fffd}' } else { c })
        .collect()
}

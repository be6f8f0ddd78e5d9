//! Diagnostics for people and for programs.

mod github;
mod human;
mod json;
mod places;
mod sarif;

pub use crate::text::harmless::{harmless, harmless_name};
pub use places::{Places, Position, position};

use crate::diagnostic::Diagnostic;
use crate::snapshot::Snapshot;
use crate::text::harmless::is_harmful;
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
        Format::Json => diagnostics
            .iter()
            .try_for_each(|d| writeln!(out, "{}", harmless_json(&json::object(d, &places).to_string()))),
        Format::Github => {
            diagnostics.iter().try_for_each(|d| writeln!(out, "{}", github::command(folder, d, &places)))
        }
        Format::Sarif => {
            writeln!(out, "{}", harmless_json(&format!("{:#}", sarif::log(folder, diagnostics, &places))))
        }
    }
}

/// A JSON value without a raw control character: JSON (RFC 8259, section 7) wants only those below U+0020 escaped, but
/// terminals obey U+0080 to U+009F as well, and turn text around at others.
pub fn harmless_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // Outside of strings there is no such character, and all of them are written by one UTF-16 unit.
            c if c != '\n' && is_harmful(c) => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

//! What a run has to tell of a portal, and with which status it therefore ends.

use super::{Status, terminal};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::edge::report::{self, Format, plural};
use crate::error::Error;
use crate::snapshot::Snapshot;
use std::io::{self, Write};
use std::path::{Component, Path};

/// How a run ends that has this to tell.
pub fn judge(diagnostics: &[Diagnostic], strict: bool) -> Status {
    match diagnostic::has_errors(diagnostics) || (strict && !diagnostics.is_empty()) {
        true => Status::Portal,
        false => Status::Done,
    }
}

/// For people on standard error; for programs on standard output.
pub fn tell(
    diagnostics: &[Diagnostic],
    snapshot: &Snapshot,
    root: &Path,
    format: Format,
) -> Result<(), Error> {
    let color = terminal::color();
    let mut bytes = Vec::new();
    report::write_below(&folder(root), diagnostics, snapshot, format, color, &mut bytes)
        .expect("writing to memory");
    match format {
        // Nobody can be told that telling failed.
        Format::Human => drop(io::stderr().lock().write_all(&bytes)),
        _ => terminal::print(&bytes)?,
    }
    Ok(())
}

/// Where the portal lies below the current folder, which is the repository's root when a forge runs us: empty, or a path
/// that ends in `/`; empty too where that cannot be told from `root` alone.
fn folder(root: &Path) -> String {
    let mut folder = String::new();
    // An absolute one is named from the current folder too, if it lies below it.
    let here = std::env::current_dir().unwrap_or_default();
    for part in root.strip_prefix(here).unwrap_or(root).components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => folder.push_str(&format!("{}/", name.to_string_lossy())),
            _ => return String::new(),
        }
    }
    folder
}

/// The last line of a run, for people.
pub fn closing(format: Format, text: &str) {
    if format == Format::Human {
        terminal::say(text);
    }
}

/// *2 errors, 1 warning*.
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let of = |severity, word: &str| {
        let n = diagnostics.iter().filter(|d| d.severity == severity).count();
        (n > 0).then(|| plural(n, word))
    };
    let parts: Vec<String> =
        [of(Severity::Error, "error"), of(Severity::Warning, "warning")].into_iter().flatten().collect();
    parts.join(", ")
}

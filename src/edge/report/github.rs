//! Diagnostics for a forge that shows them on the lines of a change: workflow commands, as GitHub's documentation
//! *Workflow commands for GitHub Actions* describes them.

use super::{Places, harmless, harmless_name};
use crate::diagnostic::{Diagnostic, Severity};

/// One command on one line.
pub(super) fn command(folder: &str, d: &Diagnostic, places: &Places<'_>) -> String {
    let kind = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut place = String::new();
    if let Some(location) = &d.location {
        place.push_str(&format!("file={},", property(&harmless_name(&format!("{folder}{}", location.file)))));
        if let Some(p) = places.position(d) {
            place.push_str(&format!("line={},", p.line));
            // Columns count within one line only.
            match p.end_line == p.line && p.end_column > p.column {
                true => place
                    .push_str(&format!("endLine={},col={},endColumn={},", p.line, p.column, p.end_column)),
                false => place.push_str(&format!("col={},", p.column)),
            }
        }
    }
    let hint = d.hint.as_ref().map(|hint| format!("\nhelp: {hint}")).unwrap_or_default();
    let message = data(&harmless(&format!("{}{hint}", d.message)));
    format!("::{kind} {place}title={}::{message}", property(d.code.name()))
}

/// What may stand as a command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What may stand as the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Location};
    use crate::snapshot::Snapshot;

    fn check(folder: &str, file: &str, message: &str, expected: &str) {
        let snapshot = Snapshot::from_files([(file, "a: 1\nb: 2\n")]);
        let found =
            [Diagnostic::error(Code::UnknownKey, message).at(Location::new(file, 5..6)).hint("mend it")];
        assert_eq!(command(folder, &found[0], &Places::new(&found, &snapshot)), expected);
    }

    #[test]
    fn a_command_names_the_place() {
        check(
            "",
            "portal.yaml",
            "unknown key `b`",
            "::error file=portal.yaml,line=2,endLine=2,col=1,endColumn=2,title=unknown-key::unknown key `b`%0Ahelp: mend it",
        );
    }

    #[test]
    fn what_means_something_in_a_command_is_escaped() {
        check(
            "docs/",
            "content/a,b: 50%.yaml",
            "50%: a, b\r\n::warning::",
            "::error file=docs/content/a%2Cb%3A 50%25.yaml,line=2,endLine=2,col=1,endColumn=2,title=unknown-key\
             ::50%25: a, b\u{fffd}%0A::warning::%0Ahelp: mend it",
        );
    }

    #[test]
    fn without_a_place_none_is_named() {
        let found = [Diagnostic::warning(Code::UnusedSeed, "x")];
        let told = command("", &found[0], &Places::new(&found, &Snapshot::default()));
        assert_eq!(told, "::warning title=unused-seed::x");
    }
}

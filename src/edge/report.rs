//! Diagnostics for people and for programs.

use crate::diagnostic::{Diagnostic, Explanation, Severity};
use crate::render::theme;
use crate::snapshot::Snapshot;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};
use std::io::{self, Write};

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

/// Diagnostics of one code and place shown in full; more of the same code are counted.
const SAME_CODE: usize = 20;

/// Where a diagnostic points: line and column from 1 (the column in characters), and the line itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line, without its end.
    pub text: String,
}

/// Finds the position of a diagnostic in the files it was made from.
pub fn position(diagnostic: &Diagnostic, snapshot: &Snapshot) -> Option<Position> {
    let location = diagnostic.location.as_ref()?;
    let text = source(snapshot, &location.file)?;
    let at = floor(&text, location.range.start);
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    let bom = |s: &str| s.trim_start_matches('\u{feff}').chars().count();
    Some(Position {
        line: text[..start].matches('\n').count() + 1,
        column: bom(&text[start..at]) + 1,
        text: text[start..end].trim_end_matches('\r').to_owned(),
    })
}

/// The text of a file of the portal, or of the built-in theme.
fn source(snapshot: &Snapshot, file: &str) -> Option<String> {
    let bytes = snapshot.get(file).cloned().or_else(|| theme::built_in(file))?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Writes all diagnostics, which are sorted, to `out`.
///
/// # Errors
/// What `out` says; a closed pipe is for the caller to ignore.
pub fn write(
    diagnostics: &[Diagnostic],
    snapshot: &Snapshot,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Human => human(diagnostics, snapshot, color, out),
        Format::Json => diagnostics.iter().try_for_each(|d| writeln!(out, "{}", as_json(d, snapshot))),
        Format::Github => diagnostics.iter().try_for_each(|d| writeln!(out, "{}", as_command(d, snapshot))),
        Format::Sarif => writeln!(out, "{:#}", sarif(diagnostics, snapshot)),
    }
}

fn human(
    diagnostics: &[Diagnostic],
    snapshot: &Snapshot,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut shown: std::collections::BTreeMap<crate::diagnostic::Code, usize> =
        std::collections::BTreeMap::new();
    for diagnostic in diagnostics {
        let count = shown.entry(diagnostic.code).or_default();
        *count += 1;
        if *count > SAME_CODE && diagnostic.severity == Severity::Warning {
            continue;
        }
        writeln!(out, "{}\n", one(diagnostic, snapshot, &renderer))?;
    }
    for (code, count) in shown.into_iter().filter(|(_, count)| *count > SAME_CODE) {
        let same = diagnostics.iter().filter(|d| d.code == code && d.severity == Severity::Warning).count();
        if same > SAME_CODE {
            writeln!(
                out,
                "and {} more of `{}` (all of them: `--format json`)\n",
                count - SAME_CODE,
                code.name()
            )?;
        }
    }
    Ok(())
}

fn one(diagnostic: &Diagnostic, snapshot: &Snapshot, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = harmless(&diagnostic.message);
    let hint = diagnostic.hint.as_deref().map(harmless);
    let place = diagnostic.location.as_ref();
    let text = place.and_then(|l| source(snapshot, &l.file));
    let file = place.map(|l| harmless(&l.file)).unwrap_or_default();
    let mut group = Group::with_title(level.primary_title(&message).id(diagnostic.code.name()));
    let position = position(diagnostic, snapshot);
    // Only the lines that matter are handed over: a passage of a seed may be very long, and a file has many of them.
    let window = match (place, &text, &position) {
        (Some(l), Some(text), Some(position)) => Some(window(text, l.range.clone(), position)),
        _ => None,
    };
    match &window {
        Some((line, lines, range)) => {
            group = group.element(
                Snippet::source(lines)
                    .line_start(*line)
                    .path(&file)
                    .annotation(AnnotationKind::Primary.span(range.clone())),
            );
        }
        None if !file.is_empty() => group = group.element(annotate_snippets::Origin::path(&file)),
        None => {}
    }
    if let Some(hint) = &hint {
        group = group.element(Level::HELP.message(hint));
    }
    renderer.render(&[group])
}

/// The first line of a stretch, cut around it if it is long: its number, the text, and the stretch within the text.
fn window(
    text: &str,
    range: std::ops::Range<usize>,
    position: &Position,
) -> (usize, String, std::ops::Range<usize>) {
    const WIDTH: usize = 96;
    let at = floor(text, range.start);
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    let end = floor(text, range.end.clamp(at, line_end));
    let before: String = harmless(&text[start..at]);
    let marked: String = harmless(&text[at..end]);
    let after: String = harmless(text[end..line_end].trim_end_matches('\r'));
    let keep = |s: &str, n: usize, from_end: bool| -> String {
        let count = s.chars().count();
        match (count > n, from_end) {
            (false, _) => s.to_owned(),
            (true, true) => format!("…{}", s.chars().skip(count - n).collect::<String>()),
            (true, false) => format!("{}…", s.chars().take(n).collect::<String>()),
        }
    };
    let before = keep(&before, WIDTH / 2, true);
    let marked = keep(&marked, WIDTH, false);
    let after = keep(&after, WIDTH / 2, false);
    let span = before.len()..before.len() + marked.len();
    (position.line, format!("{before}{marked}{after}"), span)
}

/// Text without control characters, which a terminal would obey.
pub fn harmless(text: &str) -> String {
    let bidi = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    text.chars()
        .map(|c| if (c.is_control() && c != '\n') || bidi(c) || c == '\u{feff}' { '\u{fffd}' } else { c })
        .collect()
}

fn as_json(d: &Diagnostic, snapshot: &Snapshot) -> Value {
    let position = position(d, snapshot);
    json!({
        "severity": d.severity,
        "code": d.code.name(),
        "message": d.message,
        "file": d.location.as_ref().map(|l| &l.file),
        "line": position.as_ref().map(|p| p.line),
        "column": position.as_ref().map(|p| p.column),
        "start": d.location.as_ref().map(|l| l.range.start),
        "end": d.location.as_ref().map(|l| l.range.end),
        "text": position.as_ref().map(|p| &p.text),
        "hint": d.hint,
    })
}

/// A workflow command, as GitHub's documentation *Workflow commands for GitHub Actions* describes it.
fn as_command(d: &Diagnostic, snapshot: &Snapshot) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let kind = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut place = String::new();
    if let Some(location) = &d.location {
        place.push_str(&format!("file={},", property(&location.file)));
        if let Some(p) = position(d, snapshot) {
            place.push_str(&format!("line={},col={},", p.line, p.column));
        }
    }
    let hint = d.hint.as_ref().map(|hint| format!("\nhelp: {hint}")).unwrap_or_default();
    format!("::{kind} {place}title={}::{}", property(d.code.name()), data(&format!("{}{hint}", d.message)))
}

/// A log of the *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*, OASIS Standard.
fn sarif(diagnostics: &[Diagnostic], snapshot: &Snapshot) -> Value {
    let mut codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            let Explanation { what, why, how, .. } = code.parts();
            json!({
                "id": code.name(),
                "shortDescription": { "text": what },
                "fullDescription": { "text": format!("{what} {why}") },
                "help": { "text": how, "markdown": code.explanation() },
            })
        })
        .collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|d| {
            let level = match d.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            let hint = d.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
            let locations: Vec<Value> = d
                .location
                .iter()
                .map(|l| {
                    let mut place = json!({ "artifactLocation": { "uri": l.file.replace(' ', "%20") } });
                    if let Some(p) = position(d, snapshot) {
                        place["region"] = json!({ "startLine": p.line, "startColumn": p.column });
                    }
                    json!({ "physicalLocation": place })
                })
                .collect();
            json!({ "ruleId": d.code.name(), "level": level, "message": { "text": format!("{}{hint}", d.message) }, "locations": locations })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "khue", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

//! Diagnostics for programs: one JSON object a line, as docs/content/pages/programs.md promises.

use super::Places;
use crate::diagnostic::Diagnostic;
use serde_json::{Value, json};

/// One diagnostic; every key is always there.
pub(super) fn object(d: &Diagnostic, places: &Places<'_>) -> Value {
    let position = places.position(d);
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
        "end_line": position.as_ref().map(|p| p.end_line),
        "end_column": position.as_ref().map(|p| p.end_column),
        "cause": d.cause,
    })
}

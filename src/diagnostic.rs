//! Diagnostics: what is wrong with a seed, content or theme, where, and what would mend it. The build goes on.

mod code;
mod explanation;
mod fold;

pub use code::Code;
pub use explanation::{Explanation, Sample};
pub use fold::{Group, groups};

use serde::Serialize;
use std::ops::Range;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site is not written.
    Error,
    /// The site is written, and somebody should look.
    Warning,
}

/// A stretch of a file of the portal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// Path relative to the portal's root, `/`-separated; templates of the built-in theme begin with `themes/khue/`.
    pub file: String,
    /// Half-open byte offsets into the file; empty at a point, `0..0` for the file as a whole.
    pub range: Range<usize>,
}

impl Location {
    /// The stretch `range` of `file`.
    pub fn new(file: impl Into<String>, range: Range<usize>) -> Self {
        Self { file: file.into(), range }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// Which kind of mistake; stable.
    pub code: Code,
    /// What was found: lower case, no full stop, names in backticks.
    pub message: String,
    /// Where.
    pub location: Option<Location>,
    /// What would mend it.
    pub hint: Option<String>,
    /// What several places that need one cure have in common, such as the number of a document that no file describes;
    /// if none, the message and the hint are what they have in common.
    pub cause: Option<String>,
}

impl Diagnostic {
    /// An error: the site will not be written.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            location: None,
            hint: None,
            cause: None,
        }
    }

    /// A warning: the site is written.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// Says what would mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says what it has in common with others of its code that need the same cure.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Says what would mend it, if anything comes to mind.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }
}

/// A value, and what was found wrong on the way to it.
#[derive(Clone, Debug, Default)]
pub struct Outcome<T> {
    /// What the step made, as far as it could.
    pub value: T,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Sorts by file and position (those without a place come first), and drops repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    fn key(d: &Diagnostic) -> (Option<(&str, usize, usize)>, Severity, Code, &str) {
        let place = d.location.as_ref().map(|l| (l.file.as_str(), l.range.start, l.range.end));
        (place, d.severity, d.code, &d.message)
    }
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
    diagnostics.dedup();
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// *did you mean `a`, `b` or `c`?*; none if there is nothing to offer.
pub fn did_you_mean<S: AsRef<str>>(nearest: &[S]) -> Option<String> {
    let quoted: Vec<String> = nearest.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.as_slice() {
        [] => None,
        [one] => Some(format!("did you mean {one}?")),
        [rest @ .., last] => Some(format!("did you mean {} or {last}?", rest.join(", "))),
    }
}

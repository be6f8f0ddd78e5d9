//! Errors: the machine failed us, or a path may not be used. What is wrong with a portal is a
//! [`Diagnostic`](crate::diagnostic::Diagnostic) instead.

use crate::text::harmless::harmless_name;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why the work could not be done at all: what was being done, and to what. Shown, it is one line, and one for the hint, whatever
/// names are in it.
#[derive(Debug)]
pub struct Error {
    /// What was being done: *write*, *create the folder*.
    pub operation: String,
    /// To which file or folder.
    pub path: PathBuf,
    /// What the operating system said.
    pub source: Option<std::io::Error>,
    /// Whose turn it is.
    pub kind: ErrorKind,
    /// What would mend it.
    pub hint: Option<String>,
}

/// Who has to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The machine: a full disk, a missing permission. Exit status 3.
    Machine,
    /// The user: a folder that may not be used so. Exit status 2.
    Refused,
}

impl Error {
    /// The operating system refused `operation` on `path`.
    pub fn io(operation: &str, path: &Path, source: std::io::Error) -> Self {
        Self {
            operation: operation.to_owned(),
            path: path.to_owned(),
            source: Some(source),
            kind: ErrorKind::Machine,
            hint: None,
        }
    }

    /// The operating system refused `operation` on a `path` that the user named: where nothing is, another may be meant.
    pub fn named(operation: &str, path: &Path, source: std::io::Error) -> Self {
        let is_missing = source.kind() == std::io::ErrorKind::NotFound;
        let told = Self::io(operation, path, source);
        match is_missing {
            true => told.hint("correct the name; one that does not begin with `/` is looked for from the folder in which the command runs"),
            false => told,
        }
    }

    /// We refuse to use `path`, for `reason`.
    pub fn refused(path: &Path, reason: impl Into<String>) -> Self {
        Self {
            operation: reason.into(),
            path: path.to_owned(),
            source: None,
            kind: ErrorKind::Refused,
            hint: None,
        }
    }

    /// Adds what would mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, operation) = (self.path.display(), &self.operation);
        let told = match (&self.source, self.kind) {
            (Some(source), _) => format!("could not {operation} `{path}`: {source}"),
            (None, ErrorKind::Refused) => format!("`{path}`: {operation}"),
            (None, ErrorKind::Machine) => format!("could not {operation} `{path}`"),
        };
        // Reasons name files too.
        f.write_str(&harmless_name(&told))?;
        if let Some(hint) = &self.hint {
            write!(f, "\n  help: {}", harmless_name(hint))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}

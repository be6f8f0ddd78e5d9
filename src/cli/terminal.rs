//! What the program says to the person who runs it.

use crate::edge::journal;
use crate::edge::report::harmless;
use crate::error::Error;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

/// Whether standard error takes colours: it is a terminal that knows them, or `CLICOLOR_FORCE` asks for them; with
/// `NO_COLOR` never. A variable that is set to nothing, or `CLICOLOR_FORCE` to `0`, is as good as not set.
pub fn color() -> bool {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let forced = set("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    let is_dumb = set("TERM").is_some_and(|value| value == "dumb");
    set("NO_COLOR").is_none() && (forced || io::stderr().is_terminal() && !is_dumb)
}

/// Writes to standard error; a closed pipe is ignored, as nobody reads there.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes to standard output. A closed pipe is no reason to fail: whoever reads has read enough.
///
/// # Errors
/// What was asked for cannot be written; a full disk above all.
pub fn print(text: &[u8]) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::io("write to", "standard output".as_ref(), error))
        }
        _ => Ok(()),
    }
}

/// Tells of an error.
pub fn error(error: &Error) {
    say(&format!("error: {}", harmless(&error.to_string())));
}

/// Says that the portal at `root` may be half renamed.
pub fn half_renamed(root: &Path) {
    if journal::is_there(root) {
        say(
            "note: `khue rename` was interrupted half-way, or is at work; run it again: it first puts back what it had changed",
        );
    }
}

/// A line that moves while a person waits; nothing when nobody looks at a terminal, and nothing within the first
/// second.
pub struct Waiting {
    bar: Option<ProgressBar>,
}

impl Waiting {
    /// Begins to wait for `what`.
    pub fn new(what: &'static str) -> Self {
        if !io::stderr().is_terminal() {
            return Self { bar: None };
        }
        let bar = ProgressBar::hidden();
        bar.set_style(
            ProgressStyle::with_template("{spinner} {msg} ({elapsed})").expect("the template is right"),
        );
        bar.set_message(what);
        let shown = bar.clone();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_secs(1));
            if !shown.is_finished() {
                shown.set_draw_target(indicatif::ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(120));
            }
        });
        Self { bar: Some(bar) }
    }

    /// Says what is waited for now.
    pub fn now(&self, what: &'static str) {
        if let Some(bar) = &self.bar {
            bar.set_message(what);
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

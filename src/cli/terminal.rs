//! What the program says to the person who runs it.

use crate::edge::report::harmless;
use crate::error::Error;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

/// Whether standard error takes colours: a terminal, and `NO_COLOR` (no-color.org) not set.
pub fn color() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Writes to standard error; a closed pipe is ignored, as nobody reads there.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Tells of an error.
pub fn error(error: &Error) {
    say(&format!("error: {}", harmless(&error.to_string())));
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

//! The `khue` program: see [`khue::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    khue::cli::run()
}

//! The `khue` program: see [`khue::cli`].

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A build makes millions of short-lived strings on all threads; the system's allocator takes a quarter of its time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    khue::cli::run()
}

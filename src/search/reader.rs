//! The program that reads the index in a browser: `reader.js`, beside this file.

use std::sync::LazyLock;

/// Its file in the site.
pub const FILE: &str = "search/reader.js";

/// The program as a site has it: without the comments and the indentation that only its developers need.
///
/// It is a third shorter so. A comment begins a line or follows a space, and ends its line; no other `/*` stands in the program,
/// which a test sees to.
pub static PROGRAM: LazyLock<String> = LazyLock::new(|| {
    let mut program = String::new();
    let mut is_comment = false;
    for line in include_str!("reader.js").lines().map(str::trim) {
        let code = match line.find("/* ").filter(|_| !is_comment) {
            Some(start) => {
                is_comment = true;
                line[..start].trim_end()
            }
            None if is_comment => "",
            None => line,
        };
        is_comment = is_comment && !line.ends_with("*/");
        if !code.is_empty() {
            program.push_str(code);
            program.push('\n');
        }
    }
    program
});

/// Its address, with a hash of its content.
pub fn address() -> String {
    format!("{FILE}?v={:08x}", xxhash_rust::xxh3::xxh3_64(PROGRAM.as_bytes()) >> 32)
}

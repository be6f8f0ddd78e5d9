//! The program that reads the index in a browser: `reader.js`, beside this file; sites get it minified.

/// Its file in the site.
pub const FILE: &str = "search/reader.js";

/// The program as a site has it, made of `reader.js` (`tests/it/scripts.rs`).
pub const PROGRAM: &str = include_str!("reader.min.js");

/// Its address, with a hash of its content.
pub fn address() -> String {
    format!("{FILE}?v={:08x}", xxhash_rust::xxh3::xxh3_64(PROGRAM.as_bytes()) >> 32)
}

//! The program that reads the index in a browser: `reader.js`, beside this file.

/// Its file in the site.
pub const FILE: &str = "search/reader.js";

/// The program.
pub const PROGRAM: &str = include_str!("reader.js");

/// Its address, with a hash of its content.
pub fn address() -> String {
    format!("{FILE}?v={:08x}", xxhash_rust::xxh3::xxh3_64(PROGRAM.as_bytes()) >> 32)
}

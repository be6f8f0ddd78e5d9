//! SHA-256 (FIPS 180-4), by which seeds and vocabularies are known again: in hexadecimal, 64 small letters and digits.

use sha2::{Digest, Sha256};
use std::fmt::{self, Write};

/// The hash of `bytes`.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Hashes the text that is written to it, which need not be in memory as a whole.
#[derive(Clone, Debug, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// The hash of all that was written.
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

impl Write for Hasher {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut out, byte| {
        write!(out, "{byte:02x}").expect("writing to a string");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash of *abc*: FIPS 180-4's example.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn a_text_has_one_hash_whole_or_in_parts() {
        assert_eq!(sha256(b"abc"), ABC);
        let mut parts = Hasher::default();
        parts.write_str("a").and_then(|()| parts.write_str("bc")).unwrap();
        assert_eq!(parts.finish(), ABC);
    }
}

//! Packing: what the index's files are on the way to a browser.
//!
//! A file is a script with one call, `khueSearch.put(`NAME`,`…`)`, whose text is a compressed stream, a character for a byte
//! as in the *Encoding Standard*'s x-user-defined. So the same file serves a reader that fetches it (it takes the bytes between
//! the marks) and one on a disk, where only scripts can be loaded. Streams are those of *DEFLATE Compressed Data
//! Format Specification version 1.3* (RFC 1951), which browsers unpack by themselves.

use crate::model::Artifact;
use flate2::{Compress, Compression, FlushCompress, Status};

/// Above that, nothing gets noticeably smaller.
const LEVEL: u32 = 6;

/// Compresses, perhaps with a text that all streams have in common.
#[derive(Debug, Default)]
pub struct Packer {
    common: Vec<u8>,
}

impl Packer {
    /// Streams may repeat what stands in `common`, at most 32 KiB.
    pub fn new(common: Vec<u8>) -> Self {
        Self { common }
    }

    /// A stream that gives the common text and does not end: put before a packed one, it makes that a whole stream, which
    /// gives the common text and what was packed. Empty without a common text.
    pub fn head(&self) -> Vec<u8> {
        match self.common.is_empty() {
            true => Vec::new(),
            false => compressed(&mut stream(), &self.common, FlushCompress::Sync),
        }
    }

    /// How long the common text is, in bytes.
    pub fn common(&self) -> usize {
        self.common.len()
    }

    /// `bytes`, compressed.
    pub fn pack(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = stream();
        if !self.common.is_empty() {
            stream.set_dictionary(&self.common).expect("a stream that has not begun takes a text");
        }
        compressed(&mut stream, bytes, FlushCompress::Finish)
    }
}

fn stream() -> Compress {
    Compress::new(Compression::new(LEVEL), false)
}

fn compressed(stream: &mut Compress, bytes: &[u8], flush: FlushCompress) -> Vec<u8> {
    // A stream is at most a little longer than what it holds; the loop does not rely on it.
    let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
    loop {
        let done = stream.total_in() as usize;
        let status =
            stream.compress_vec(&bytes[done..], &mut out, flush).expect("memory is all that it needs");
        let is_whole = stream.total_in() as usize == bytes.len() && out.len() < out.capacity();
        if status == Status::StreamEnd || flush == FlushCompress::Sync && is_whole {
            return out;
        }
        out.reserve(out.capacity().max(64));
    }
}

/// A name for a stream, from what it holds: ten hexadecimal digits; another one for each `salt`.
pub fn name(stream: &[u8], salt: u64) -> String {
    format!("{:010x}", xxhash_rust::xxh3::xxh3_64_with_seed(stream, salt) >> 24)
}

/// The script that hands a stream to the reader under this name; its path is `search/NAME.js`.
///
/// The text is a template, in which only what would end it, a backslash, and a carriage return, which would become a line
/// feed, must be written otherwise: *ECMAScript 2023 Language Specification*, section 12.9.6.
pub fn file(name: &str, stream: &[u8]) -> Artifact {
    let mut bytes = Vec::with_capacity(stream.len() + stream.len() / 64 + 40);
    bytes.extend(format!("khueSearch.put(`{name}`,`").bytes());
    for (at, &byte) in stream.iter().enumerate() {
        match byte {
            b'`' | b'\\' => bytes.extend([b'\\', byte]),
            b'$' if stream.get(at + 1) == Some(&b'{') => bytes.extend([b'\\', byte]),
            b'\r' => bytes.extend(b"\\r"),
            byte => bytes.push(byte),
        }
    }
    bytes.extend(b"`)");
    Artifact { path: format!("search/{name}.js"), bytes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::DeflateDecoder;
    use std::io::Read;

    fn unpacked(stream: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        DeflateDecoder::new(stream).read_to_end(&mut out).expect("it is a whole stream");
        out
    }

    #[test]
    fn packing_keeps_everything() {
        let long: Vec<u8> = (0..200_000u32).flat_map(|n| n.wrapping_mul(n).to_le_bytes()).collect();
        for bytes in [&b""[..], b"a", "Thông tin đối ngoại".as_bytes(), &long] {
            assert_eq!(unpacked(&Packer::default().pack(bytes)), bytes);
        }
    }

    #[test]
    fn a_common_text_is_repeated_and_stands_before() {
        let common = "công tác thông tin đối ngoại của các cơ quan, đơn vị trong cả nước ".repeat(20);
        let packer = Packer::new(common.clone().into_bytes());
        let text = "Đẩy mạnh công tác thông tin đối ngoại của các cơ quan";
        let whole = [packer.head(), packer.pack(text.as_bytes())].concat();
        assert_eq!(String::from_utf8(unpacked(&whole)).expect("it is text"), format!("{common}{text}"));
        assert!(packer.pack(text.as_bytes()).len() < Packer::default().pack(text.as_bytes()).len());
    }

    #[test]
    fn a_file_is_one_call_with_one_text() {
        let stream: Vec<u8> = (0..=255).chain(*b"${").collect();
        let file = file("0123456789", &stream);
        assert_eq!(file.path, "search/0123456789.js");
        assert!(file.bytes.starts_with(b"khueSearch.put(`0123456789`,`\x00\x01"));
        assert!(file.bytes.ends_with(b"\\${`)"));
        let returns = file.bytes.iter().filter(|byte| **byte == b'\r').count();
        assert_eq!((returns, file.bytes.len()), (0, 29 + 256 + 3 + 3 + 2));
    }
}

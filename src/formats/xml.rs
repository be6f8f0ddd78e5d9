//! The little XML that feeds, sitemaps and books need.

use crate::markup::escape::harmless;

/// Escapes `text` for element content and attributes; characters that do no good are taken out before.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&harmless(text), &mut out);
    out
}

/// Appends `text` as element content or as an attribute's value (XML 1.0, sections 2.2 and 2.4): characters that XML does not allow
/// become U+FFFD.
pub fn escape_into(text: &str, xml: &mut String) {
    let bytes = text.as_bytes();
    let mut written = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let (replacement, length) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\t' | b'\n' => continue,
            0..0x20 => ("\u{fffd}", 1),
            // U+FFFE and U+FFFF.
            0xef if matches!(bytes[at..], [_, 0xbf, 0xbe | 0xbf, ..]) => ("\u{fffd}", 3),
            _ => continue,
        };
        xml.push_str(&text[written..at]);
        xml.push_str(replacement);
        written = at + length;
    }
    xml.push_str(&text[written..]);
}

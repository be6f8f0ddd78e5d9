//! Makes text safe to stand in HTML, in attributes, in addresses and in scripts.
//!
//! Besides the characters with a meaning in HTML, text from outside may hold characters that change how its
//! neighbours are read without being seen. What comes out here holds none of them:
//!
//! - Control characters (C0 but tab and line feed, DEL, C1) become U+FFFD, because they are damage worth seeing.
//!   A carriage return is dropped, as it only doubles a line feed.
//! - Bidirectional controls (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069), U+FEFF inside a text and
//!   the interlinear annotation characters (U+FFF9 to U+FFFB) are dropped: without them the text reads as it is
//!   stored. See Unicode Standard Annex #9 "Unicode Bidirectional Algorithm", section 2.

use std::borrow::Cow;

/// The replacement for a control character.
const DAMAGE: &str = "\u{fffd}";

/// Text as the content of an element: `&`, `<` and `>` become references, unsafe characters go as the module says.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    text_into(text, &mut out);
    out
}

/// As [`text`], appended to `out`.
pub fn text_into(text: &str, out: &mut String) {
    escape_into(text, out, false);
}

/// Text as a double-quoted attribute's value: as [`text_into`], and `"` and `'` become references too.
pub fn attribute_into(text: &str, out: &mut String) {
    escape_into(text, out, true);
}

/// As [`attribute_into`], borrowed where there is nothing to look at.
pub fn attribute(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| CLOSER[byte as usize]) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    attribute_into(text, &mut out);
    Cow::Owned(out)
}

/// JSON as the content of a `script` element: `<`, `>`, `&`, U+2028 and U+2029 become `\u` escapes.
///
/// `json` is valid JSON, in which these characters stand only inside strings; the result means the same and can
/// neither close the element nor open a comment (HTML Living Standard, section 4.12.1.3 "Restrictions for contents
/// of script elements").
pub fn json_for_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c if is_dropped(c) => {}
            c if c.is_control() => out.push_str(DAMAGE),
            _ => out.push(c),
        }
    }
    out
}

/// Text without the characters that the module's description keeps out, and otherwise as it is; for outputs that escape
/// in a way of their own.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let is_damage = |c: char| c.is_control() && !matches!(c, '\t' | '\n');
    if !text.chars().any(|c| is_dropped(c) || is_damage(c)) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|c| !is_dropped(*c));
    Cow::Owned(kept.map(|c| if is_damage(c) { '\u{fffd}' } else { c }).collect())
}

/// A path as a relative reference (RFC 3986, sections 2.1 and 4.2): every byte but unreserved ones and `/` is percent-encoded.
pub fn path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(byte as char),
            _ if byte.is_ascii_alphanumeric() => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The address of a site, to which the paths of its files are added; none if no site can stand there.
pub fn site(address: &str) -> Option<String> {
    let address = url(address)?;
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    (is_web && host(&address).is_some() && !address.contains(['%', '?', '#'])).then_some(address)
}

/// The host of an address on the web, as [`url`] gives it, with its port; none if it has none. Letter case does not tell schemes apart
/// (RFC 3986, section 3.1).
pub fn host(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = ["https", "http"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    let host = rest.split(['/', '?', '#']).next().filter(|_| is_web)?;
    (!host.is_empty() && !host.starts_with([':', '@']) && !host.contains('%')).then_some(host)
}

/// Whether an address leads to another host, whichever the site's is: it has a scheme or a host of its own (RFC 3986, section 4.2).
pub fn is_elsewhere(url: &str) -> bool {
    let head = &url[..url.find(['/', '?', '#']).unwrap_or(url.len())];
    url.starts_with("//") || head.contains(':')
}

/// The schemes that links may have.
pub const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// An address that is safe in `href` and `src`, or `None`; the result still has to be escaped as an attribute.
///
/// Allowed are the schemes `http`, `https`, `mailto` and `tel` in any letter case, and relative references
/// (RFC 3986 "Uniform Resource Identifier (URI): Generic Syntax", section 4.2), the empty one included. Spaces
/// around are trimmed; spaces within, quotes, angle brackets, backslashes, percent signs that begin no byte and the like are percent-encoded.
/// Refused are other schemes, any control character or bidirectional control, white space other than a space, and
/// a character reference where a scheme could stand (`javascript&colon;`), which a careless reader would decode.
pub fn url(address: &str) -> Option<String> {
    let address = address.trim_matches(' ');
    let unsafe_character =
        |c: char| c.is_control() || is_dropped(c) || (c.is_whitespace() && c != ' ') || c == '\u{fffd}';
    if address.chars().any(unsafe_character) {
        return None;
    }
    let head = &address[..address.find(['/', '?']).unwrap_or(address.len())];
    if has_character_reference(head) {
        return None;
    }
    let head = &head[..head.find('#').unwrap_or(head.len())];
    if let Some((scheme, _)) = head.split_once(':')
        && !SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
    {
        return None;
    }
    let mut out = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        match c {
            ' ' => out.push_str("%20"),
            '%' if !is_encoded(&address[at..]) => out.push_str("%25"),
            '"' => out.push_str("%22"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '^' => out.push_str("%5E"),
            '`' => out.push_str("%60"),
            '{' => out.push_str("%7B"),
            '|' => out.push_str("%7C"),
            '}' => out.push_str("%7D"),
            _ => out.push(c),
        }
    }
    Some(out)
}

/// Whether the percent sign at the start of a text begins an encoded byte (RFC 3986, section 2.1).
fn is_encoded(text: &str) -> bool {
    text.as_bytes().get(1..3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// Whether an ampersand opens something that looks like a character reference: `&#`, or a name up to a semicolon.
fn has_character_reference(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        let name = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        rest.starts_with('#') || (name > 0 && rest.as_bytes().get(name) == Some(&b';'))
    })
}

/// Whether a character is left out of every text, see the module's description.
fn is_dropped(c: char) -> bool {
    matches!(c, '\r' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Bytes at which the writer has to look closer: characters to escape, and first bytes of unsafe characters.
const CLOSER: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != 0x09 && byte != 0x0a;
        byte += 1;
    }
    table[0x7f] = true;
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'"' as usize] = true;
    table[b'\'' as usize] = true;
    table[0xc2] = true; // U+0080..U+00BF
    table[0xd8] = true; // U+0600..U+063F
    table[0xe2] = true; // U+2000..U+2FFF
    table[0xef] = true; // U+F000..U+FFFF
    table
};

fn escape_into(text: &str, out: &mut String, attribute: bool) {
    let bytes = text.as_bytes();
    let mut written = 0;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if !CLOSER[byte as usize] {
            at += 1;
            continue;
        }
        let (length, replacement) = match byte {
            b'&' => (1, Some("&amp;")),
            b'<' => (1, Some("&lt;")),
            b'>' => (1, Some("&gt;")),
            b'"' => (1, attribute.then_some("&quot;")),
            b'\'' => (1, attribute.then_some("&#39;")),
            b'\r' => (1, Some("")),
            0..=0x7f => (1, Some(DAMAGE)),
            _ => {
                let c = text[at..].chars().next().expect("a lead byte starts a character");
                let replacement = match c {
                    '\u{80}'..='\u{9f}' => Some(DAMAGE),
                    c if is_dropped(c) => Some(""),
                    _ => None,
                };
                (c.len_utf8(), replacement)
            }
        };
        if let Some(replacement) = replacement {
            out.push_str(&text[written..at]);
            out.push_str(replacement);
            written = at + length;
        }
        at += length;
    }
    out.push_str(&text[written..]);
}

#[cfg(test)]
mod tests {
    use super::{attribute_into, json_for_script, path, site, text, url};

    #[test]
    fn paths_are_relative_references() {
        assert_eq!(path("seeds/Kết luận.txt"), "seeds/K%E1%BA%BFt%20lu%E1%BA%ADn.txt");
        assert_eq!(path("content/a:b#c?d%.yaml"), "content/a%3Ab%23c%3Fd%25.yaml");
        assert_eq!(path("docs/themes/x/templates/a_b-c~d.html"), "docs/themes/x/templates/a_b-c~d.html");
    }

    #[test]
    fn a_site_stands_at_a_host() {
        for right in ["https://a.example", "http://a.example/b/", "https://[::1]:8000/"] {
            assert_eq!(site(right).as_deref(), Some(right));
        }
        let wrong = [
            "https://",
            "https:///a",
            "https://a.example/?b",
            "https://a.example/#b",
            "https://a.example/b c",
        ];
        for wrong in wrong.iter().chain(&["a.example", "mailto:a@b.example", "//a.example", "https://a/%41"])
        {
            assert_eq!(site(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn text_is_harmless_and_otherwise_as_written() {
        for (given, expected) in [
            ("", ""),
            ("Kết luận số 57-KL/TW", "Kết luận số 57-KL/TW"),
            ("a < b & \"c\" > 'd'", "a &lt; b &amp; \"c\" &gt; 'd'"),
            ("“tin” – … €", "“tin” – … €"),
            ("tab\tline\r\nend", "tab\tline\nend"),
            ("nul\0 bell\x07 del\x7f c1\u{85}", "nul\u{fffd} bell\u{fffd} del\u{fffd} c1\u{fffd}"),
            ("a\u{202e}b\u{2066}c\u{2069}d\u{200e}e\u{200f}f\u{61c}g\u{feff}h\u{fff9}i", "abcdefghi"),
            ("nbsp\u{a0}zwj\u{200d}zwsp\u{200b}", "nbsp\u{a0}zwj\u{200d}zwsp\u{200b}"),
        ] {
            assert_eq!(text(given), expected, "{given:?}");
        }
    }

    #[test]
    fn an_attribute_cannot_be_closed_from_within() {
        let mut out = String::new();
        attribute_into("\"><script>'&amp;\u{202e}\0", &mut out);
        assert_eq!(out, "&quot;&gt;&lt;script&gt;&#39;&amp;amp;\u{fffd}");
        assert_eq!(super::attribute("\"><script>'&amp;\u{202e}\0"), out);
        assert_eq!(super::attribute("Kết luận số 57"), "Kết luận số 57");
    }

    #[test]
    fn json_cannot_close_its_script() {
        assert_eq!(
            json_for_script("{\"a\":\"</script><!-- & \u{2028}\u{2029} ệ\"}"),
            "{\"a\":\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\\u2029 ệ\"}"
        );
    }

    #[test]
    fn addresses_with_allowed_schemes_and_relative_ones_pass() {
        for (given, expected) in [
            ("", ""),
            ("https://a.vn/b?c=d&e=f#g", "https://a.vn/b?c=d&e=f#g"),
            ("HTTP://A.VN", "HTTP://A.VN"),
            ("mailto:a@b.vn", "mailto:a@b.vn"),
            ("tel:+84-24", "tel:+84-24"),
            ("../chu-de/nội dung.html#p1", "../chu-de/nội%20dung.html#p1"),
            ("#a:b", "#a:b"),
            ("a/b:c", "a/b:c"),
            ("?q=a:b", "?q=a:b"),
            ("//a.vn/b", "//a.vn/b"),
            ("R&D.html", "R&D.html"),
            (" a ", "a"),
            ("\\\\a\\b", "%5C%5Ca%5Cb"),
            ("a\"><b>", "a%22%3E%3Cb%3E"),
            ("giam-50%-phi/100%.html?a=%20%c3%A0%2", "giam-50%25-phi/100%25.html?a=%20%c3%A0%252"),
        ] {
            assert_eq!(url(given).as_deref(), Some(expected), "{given:?}");
        }
    }

    #[test]
    fn disguised_scripts_are_refused() {
        for given in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "java script:alert(1)",
            "java\u{a0}script:alert(1)",
            "javascript\u{200f}:alert(1)",
            "\u{feff}javascript:alert(1)",
            "javascript&colon;alert(1)",
            "javascript&#58;alert(1)",
            "&#106;avascript:alert(1)",
            "java&Tab;script:alert(1)",
            "data:text/html,<b>",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://a",
            "view-source:https://a",
            "a:b",
            ":a",
            "https://a\0b",
            "https\u{202e}://a",
        ] {
            assert_eq!(url(given), None, "{given:?}");
        }
    }
}

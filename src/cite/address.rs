//! Addresses of the Internet in a text: nothing in them is a mention.

use memchr::memchr3;
use std::ops::Range;

/// Finds the stretches of `text` that belong to a URL, an e-mail address or a host with a path.
///
/// Sorted half-open byte ranges without overlap. Each begins where the address does and lasts to the end of
/// its chunk: to white space, a quotation mark or an angle bracket. Generous at the end, as the delimiters of
/// the *Uniform Resource Identifier (URI): Generic Syntax* (RFC 3986, appendix C) are.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    // Every address has one of these, and prose has few.
    while let Some(at) = memchr3(b'/', b'@', b'w', &text.as_bytes()[from..]).map(|at| from + at) {
        let before = text[from..at].char_indices().rfind(|(_, c)| parts_chunks(*c));
        let start = before.map_or(from, |(offset, c)| from + offset + c.len_utf8());
        let end = text[at..].find(parts_chunks).map_or(text.len(), |length| at + length);
        if let Some(offset) = address_in(&text[start..end]) {
            found.push(start + offset..end);
        }
        from = end;
    }
    found
}

fn parts_chunks(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»')
}

/// Where in a chunk without white space an address begins.
fn address_in(chunk: &str) -> Option<usize> {
    if !chunk.bytes().any(|b| matches!(b, b'/' | b'@' | b'.')) {
        return None;
    }
    let tail_start = |end: usize, belongs: fn(char) -> bool| chunk[..end].trim_end_matches(belongs).len();
    let scheme = chunk.find("://").map(|at| tail_start(at, |c| c.is_ascii_alphanumeric()));
    let www = chunk.find("www.");
    let mail = chunk
        .find('@')
        .filter(|at| chunk[at + 1..].contains('.'))
        .map(|at| tail_start(at, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')));
    let mail = mail.filter(|start| !chunk[*start..].starts_with('@'));
    [scheme, www, mail, host_in(chunk)].into_iter().flatten().min()
}

/// Where a host that is followed by a path begins: `cand.com.vn/…`, its last label in lower-case letters.
fn host_in(chunk: &str) -> Option<usize> {
    let end = chunk.find('/')?;
    let start =
        chunk[..end].trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).len();
    let (name, last) = chunk[start..end].rsplit_once('.')?;
    let is_label = last.len() >= 2 && last.bytes().all(|b| b.is_ascii_lowercase());
    (is_label && name.ends_with(|c: char| c.is_ascii_alphanumeric())).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn urls() {
        check("Nguồn: https://a.vn/57-KL/TW.html và 57-KL/TW", &["https://a.vn/57-KL/TW.html"]);
        check("(xem:http://a.vn/1/2)", &["http://a.vn/1/2)"]);
        check("www.a.vn/57-KL/TW “cand.com.vn/57-kl/tw”", &["www.a.vn/57-KL/TW", "cand.com.vn/57-kl/tw"]);
        check("https://a https://b", &["https://a", "https://b"]);
    }

    #[test]
    fn mail() {
        check("gửi 57-KL/TW@a.vn", &["57-KL/TW@a.vn"].map(|_| "TW@a.vn"));
        check("a.b-57@c.vn, @ban 57-KL/TW", &["a.b-57@c.vn,"]);
    }

    #[test]
    fn other_text() {
        for text in [
            "",
            " ",
            "57-KL/TW. ngày 15/6/2023",
            "TP.HCM/57",
            "T.Ư/1",
            "v.v/57",
            "30/2020/NĐ.cp",
            "../a",
            "1.5/km",
            "a.vn",
        ] {
            check(text, &[]);
        }
    }
}

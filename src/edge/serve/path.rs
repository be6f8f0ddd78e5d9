//! From the path of a request to a file of the site. Nothing is looked for on a disk, so no path can leave the site; what
//! looks as if it wanted to is refused all the same.

/// The file that a request's path names: decoded once (RFC 3986, section 2.1), without the leading `/`; empty for the
/// root, ending in `/` for a folder. None where no file of a site can be meant.
pub fn decode(path: &str) -> Option<String> {
    let rest = path.strip_prefix('/')?;
    // A separator that hides behind its code is no name's.
    if rest.to_ascii_lowercase().contains("%2f") {
        return None;
    }
    let file = unescape(rest)?;
    let is_wrong = file.contains(|c: char| c.is_control() || c == '\\')
        || file.trim_end_matches('/').split('/').any(|part| matches!(part, "." | "..") || part.is_empty())
            && !file.is_empty();
    (!is_wrong && !file.ends_with("//") && file != "/").then_some(file)
}

/// Text with codes such as `%20`, read once; none where it is not UTF-8 then, or a code is broken.
pub fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut left = text.as_bytes();
    while let Some((&first, after)) = left.split_first() {
        left = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let (digits, after) = left.split_at_checked(2)?;
        left = after;
        let digit = |b: u8| char::from(b).to_digit(16);
        bytes.push((digit(digits[0])? * 16 + digit(digits[1])?) as u8);
    }
    String::from_utf8(bytes).ok()
}

/// The media type of a file (RFC 6838), with the encoding of text.
pub fn media_type(file: &str) -> &'static str {
    let name = file.rsplit('/').next().unwrap_or(file);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("html" | "htm") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json" | "map") => "application/json; charset=utf-8",
        Some("ndjson") => "application/x-ndjson; charset=utf-8",
        Some("xml") => "application/xml; charset=utf-8",
        Some("ics") => "text/calendar; charset=utf-8",
        Some("epub") => "application/epub+zip",
        Some("bib") => "application/x-bibtex; charset=utf-8",
        Some("ris") => "application/x-research-info-systems; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("txt" | "md" | "yaml") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("webmanifest") => "application/manifest+json; charset=utf-8",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("ico") => "image/vnd.microsoft.icon",
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        Some("ttf") => "font/ttf",
        Some("otf") => "font/otf",
        Some("pdf") => "application/pdf",
        Some("mp3") => "audio/mpeg",
        Some("mp4") => "video/mp4",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::escape;

    fn check(path: &str, expected: Option<&str>) {
        assert_eq!(decode(path).as_deref(), expected, "{path:?}");
    }

    #[test]
    fn a_path_names_a_file() {
        check("/", Some(""));
        check("/index.html", Some("index.html"));
        check("/bai-viet/", Some("bai-viet/"));
        check("/b%C3%A0i/a%20b.html", Some("bài/a b.html"));
        check("/100%25.html", Some("100%.html"));
    }

    #[test]
    fn codes_are_read_once() {
        check("/%252e%252e/x", Some("%2e%2e/x"));
    }

    #[test]
    fn tricks_are_refused() {
        for path in [
            "",
            "x",
            "*",
            "//",
            "//x",
            "/x//y",
            "/x//",
            "/..",
            "/../x",
            "/x/../y",
            "/%2e%2e/x",
            "/.%2E/x",
            "/./x",
            "/x/.",
            "/%2fetc",
            "/x%2F..%2fy",
            "/a\\b",
            "/%5c..%5Cx",
            "/a%00b",
            "/a%0d%0ab",
            "/%ff",
            "/%",
            "/%2",
            "/%zz",
            "http://x/",
        ] {
            check(path, None);
        }
    }

    #[test]
    fn an_address_is_encoded_and_decoded() {
        let file = "bài viết/100%.html";
        assert_eq!(decode(&format!("/{}", escape::path(file))).as_deref(), Some(file));
    }

    #[test]
    fn text_says_its_encoding() {
        assert_eq!(media_type("a/b.HTML"), "text/html; charset=utf-8");
        assert_eq!(media_type("data/pages.ndjson"), "application/x-ndjson; charset=utf-8");
        assert_eq!(media_type("a.html/b"), "application/octet-stream");
    }
}

//! The one line that a served page has more than a built one.

/// The line: it loads the script that swaps the page when it changes.
pub const LINE: &str = "<script src=\"/_khue/preview.js\" defer></script>\n";

/// What in a page asks for the worker that keeps pages: a preview wants none.
const WORKER: &[u8] = b" data-worker=\"sw.js\"";

/// The page with [`LINE`] at the end of its head, and without a worker; where it has no head, at its end.
pub fn with_script(page: &[u8]) -> Vec<u8> {
    let worker = page.windows(WORKER.len()).position(|part| part == WORKER);
    let page = &worker.map_or_else(|| page.to_vec(), |at| [&page[..at], &page[at + WORKER.len()..]].concat());
    let end = |name: &[u8]| page.windows(name.len()).position(|part| part.eq_ignore_ascii_case(name));
    let at = end(b"</head>").or_else(|| end(b"</body>")).unwrap_or(page.len());
    [&page[..at], LINE.as_bytes(), &page[at..]].concat()
}

/// The page that is shown while there is no good site; `wrong` is what stands in the way, in words.
pub fn waiting(wrong: &[String]) -> String {
    let list: String =
        wrong.iter().map(|text| format!("<pre>{}</pre>\n", crate::markup::escape::text(text))).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\" data-khue-waiting>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>The portal has errors</title>\n{LINE}</head>\n\
         <body>\n<h1>The portal has errors</h1>\n\
         <p>There is nothing to show until they are mended; this page then becomes the site by itself.</p>\n{list}</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        assert_eq!(String::from_utf8(with_script(page.as_bytes())).unwrap(), expected.replace('@', LINE));
    }

    #[test]
    fn the_line_stands_at_the_end_of_the_head() {
        check("<head><title>x</title></head><body></body>", "<head><title>x</title>@</head><body></body>");
        check("<HEAD></HEAD>", "<HEAD>@</HEAD>");
        check("<p>x</body>", "<p>x@</body>");
        check("x", "x@");
        check(
            "<head><script src=\"a\" data-worker=\"sw.js\"></script></head>",
            "<head><script src=\"a\"></script>@</head>",
        );
        check("", "@");
    }

    #[test]
    fn what_is_wrong_is_escaped() {
        assert!(waiting(&["<b>".to_owned()]).contains("<pre>&lt;b&gt;</pre>"));
    }
}

//! The files that the server adds for the browser.

use super::path::media_type;
use hyper::body::Bytes;

/// What runs in the page, part by part.
const SCRIPT: &str = concat!(
    "/* khue serve: swaps a page when it changes, shows mistakes, and finds where things come from. */\n",
    "(() => {\n\"use strict\";\n",
    include_str!("client/align.js"),
    include_str!("client/morph.js"),
    include_str!("client/panel.js"),
    include_str!("client/source.js"),
    include_str!("client/main.js"),
    "})();\n",
);

/// The content of `/_khue/NAME`, and its media type.
pub fn file(name: &str) -> Option<(Bytes, &'static str)> {
    let text = match name {
        "preview.js" => SCRIPT,
        "preview.css" => include_str!("client/preview.css"),
        _ => return None,
    };
    Some((Bytes::from_static(text.as_bytes()), media_type(name)))
}

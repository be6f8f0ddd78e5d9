//! The ordinary links of a Markdown text: all that are no references.

use super::references::{is_wiki, target};
use super::{escape, events};
use pulldown_cmark::{Event, LinkType, Tag};
use std::ops::Range;

/// An ordinary link or image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The whole construct, brackets included; bytes of the source, half-open.
    pub range: Range<usize>,
    /// The address as it stands on the page.
    pub address: String,
    /// Whether it is that of an image.
    pub is_image: bool,
}

/// The links and images of a text that are no [`references`](super::references()), in order of position; those that are
/// shown as text alone, because their address is unsafe, are not among them.
pub fn addresses(source: &str) -> Vec<Address> {
    if !source.contains(['[', '<']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (event, range) in events(source) {
        let address = match &event {
            Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => {
                escape::url(&format!("mailto:{dest_url}"))
            }
            Event::Start(Tag::Link { link_type, dest_url, .. })
                if !is_wiki(*link_type) && target(*link_type, dest_url).is_none() =>
            {
                escape::url(dest_url)
            }
            Event::Start(Tag::Image { link_type, dest_url, .. }) if !is_wiki(*link_type) => {
                escape::url(dest_url)
            }
            _ => None,
        };
        let is_image = matches!(event, Event::Start(Tag::Image { .. }));
        found.extend(address.map(|address| Address { range, address, is_image }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::addresses;

    fn check(source: &str, expected: &[&str]) {
        let found: Vec<String> =
            addresses(source).into_iter().map(|a| format!("{} @{}", a.address, &source[a.range])).collect();
        assert_eq!(found, expected, "{source:?}");
    }

    #[test]
    fn links_and_images_are_found() {
        check("a [b](c.html#d) ![e](f.png)", &["c.html#d @[b](c.html#d)", "f.png @![e](f.png)"]);
        check(
            "<https://a.example/> [b][c]\n\n[c]: d \"e\"",
            &["https://a.example/ @<https://a.example/>", "d @[b][c]"],
        );
        check("> - [a](/b \"c\")", &["/b @[a](/b \"c\")"]);
        check("<a@b.example>", &["mailto:a@b.example @<a@b.example>"]);
    }

    #[test]
    fn references_code_and_unsafe_addresses_are_none() {
        check("[[article:a]] [b](../topics/b.md) `[c](d)` [e](javascript:f) https://a.example", &[]);
        check("", &[]);
    }
}

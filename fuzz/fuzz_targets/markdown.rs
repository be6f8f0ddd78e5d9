//! Markdown: any text becomes HTML in which nothing stands that the text brought in, and blocks that are stretches of it.

#![no_main]

use khue::markup::{
    NoLinks, Options, addresses, attributed_quotations, blocks, definitions, render, render_blocks,
    render_inline,
};
use libfuzzer_sys::fuzz_target;
use std::ops::Range;

/// The elements that rendering writes.
const ELEMENTS: &str = "a aside blockquote br code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr img input li mark \
    ol p pre s section small span strong sub summary sup table tbody td th thead tr ul";

fn lies_in(text: &str, range: &Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} is no stretch of the text");
}

/// Looks at HTML sign by sign: a `<` begins a tag of ours, with attributes in double quotes, of which none is a script's
/// and every address has a scheme that is allowed.
fn check(html: &str) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a raw > in {html}");
        rest = &rest[at + 1..];
        let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '/').expect("a tag has an end");
        let name = rest[..name_end].trim_matches('/');
        assert!(ELEMENTS.split(' ').any(|element| element == name), "<{name}> in {html}");
        rest = &rest[name_end..];
        loop {
            rest = rest.trim_start_matches([' ', '/']);
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break;
            }
            let end = rest.find(['=', ' ', '>', '/']).expect("a tag has an end");
            let attribute = &rest[..end];
            assert!(
                attribute.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{attribute:?} in {html}"
            );
            assert!(!attribute.starts_with("on") && attribute != "style", "{attribute} in {html}");
            rest = &rest[end..];
            if let Some(value) = rest.strip_prefix("=\"") {
                let close = value.find('"').expect("a value ends");
                assert!(!value[..close].contains(['<', '>']), "a raw < in {html}");
                if matches!(attribute, "href" | "src") {
                    address(&value[..close]);
                }
                rest = &value[close + 1..];
            }
        }
    }
    let is_hidden =
        |c: char| (c.is_control() && c != '\n' && c != '\t') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!html.contains(is_hidden), "a control character in {html:?}");
}

fn address(value: &str) {
    let decoded = value.replace("&amp;", "&");
    let head = decoded.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some((scheme, _)) = head.split_once(':') {
        let scheme = scheme.to_ascii_lowercase();
        assert!(matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel"), "{value}");
    }
}

fuzz_target!(|text: &str| {
    let options = Options::default();
    let rendered = render(text, &options, &NoLinks);
    check(&rendered.html);
    check(&render_inline(text, &options, &NoLinks));
    assert_eq!(rendered, render(text, &options, &NoLinks), "twice the same");
    let parts = render_blocks(text, &[], &options, &NoLinks);
    let known = blocks(text);
    assert_eq!(
        parts.blocks.iter().map(|part| &part.block).collect::<Vec<_>>(),
        known.iter().collect::<Vec<_>>()
    );
    let mut end = 0;
    for part in &parts.blocks {
        check(&part.html);
        lies_in(text, &part.block.range);
        assert!(end <= part.block.range.start, "blocks overlap");
        end = part.block.range.end;
    }
    addresses(text).iter().for_each(|one| lies_in(text, &one.range));
    definitions(text).iter().for_each(|one| lies_in(text, &one.0));
    let figures = rendered.html.matches("<figure").count();
    assert!(attributed_quotations(text).len() >= figures, "one is shown that was not looked for");
});

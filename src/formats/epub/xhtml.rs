//! HTML of the site as content documents of a book: *EPUB 3.3*, section 6.1 "XHTML content documents".
//!
//! What pages show is HTML for browsers. A book holds well-formed XML, without scripts and forms, and its links lead to its own
//! chapters. Elements and attributes that a book has no use for are left out; their words stay.

use html5gum::{Token, Tokenizer};
use std::collections::HashSet;

/// Elements that a chapter may have, sorted.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements whose content is no text of the chapter.
const DROPPED: &[&str] = &[
    "script", "style", "template", "svg", "math", "iframe", "object", "video", "audio", "select", "textarea",
    "button", "noscript", "canvas", "head", "title",
];

/// Elements that end where they begin (HTML Living Standard, section 13.1.2).
const VOID: &[&str] = &["br", "hr", "wbr"];

/// Elements of running text, within which no block may stand: an open paragraph ends before one.
const BLOCKS: &[&str] = &[
    "aside",
    "blockquote",
    "div",
    "dl",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// Attributes that any element of a chapter may have.
const ATTRIBUTES: &[&str] =
    &["id", "class", "title", "dir", "role", "aria-label", "aria-labelledby", "epub:type"];

/// Finds the chapter that an address of the site leads to.
pub trait Chapters {
    /// What stands for `address`, which is relative to the site's root and has no fragment: a chapter's file, or an absolute
    /// address; none where it leads nowhere that a book knows of.
    fn find(&self, address: &str) -> Option<String>;
}

/// A chapter's content as XML, and the ids in it.
#[derive(Default)]
pub struct Body {
    /// The content.
    pub xml: String,
    /// Its ids.
    pub ids: HashSet<String>,
}

/// An element that is open: its name, and what stands in its place; nothing where it is left out.
struct Open {
    name: String,
    shown: Option<&'static str>,
}

/// Turns `html`, whose links are relative to the site's root, into XML.
pub fn body(html: &str, chapters: &impl Chapters) -> Body {
    let mut body = Body { xml: String::with_capacity(html.len() + html.len() / 8), ids: HashSet::new() };
    let mut open: Vec<Open> = Vec::new();
    let mut dropped = 0;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                if DROPPED.contains(&&*name) {
                    dropped += usize::from(!tag.self_closing);
                    continue;
                }
                if dropped > 0 {
                    continue;
                }
                let attribute = |wanted: &str| {
                    let value = tag.attributes.get(wanted.as_bytes())?;
                    Some(String::from_utf8_lossy(value).into_owned())
                };
                match &*name {
                    // A book holds no pictures of others, and the portal none of its own.
                    "img" => text(&attribute("alt").unwrap_or_default(), &mut body.xml),
                    "input" if attribute("type").as_deref() == Some("checkbox") => {
                        body.xml.push(if attribute("checked").is_some() { '☑' } else { '☐' });
                    }
                    _ => start(&name, &attribute, chapters, &mut open, &mut body),
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                if DROPPED.contains(&&*name) {
                    dropped = dropped.saturating_sub(1);
                } else if let Some(at) =
                    open.iter().rposition(|one| one.name == *name).filter(|_| dropped == 0)
                {
                    close(at, &mut open, &mut body.xml);
                }
            }
            Token::String(words) if dropped == 0 => text(&String::from_utf8_lossy(&words), &mut body.xml),
            _ => {}
        }
    }
    close(0, &mut open, &mut body.xml);
    body
}

fn start(
    name: &str,
    attribute: &impl Fn(&str) -> Option<String>,
    chapters: &impl Chapters,
    open: &mut Vec<Open>,
    body: &mut Body,
) {
    let Some(known) = ELEMENTS.binary_search(&name).ok().map(|at| ELEMENTS[at]) else {
        open.push(Open { name: name.to_owned(), shown: None });
        return;
    };
    if BLOCKS.contains(&name)
        && let Some(at) = open.iter().rposition(|one| one.name == "p")
        && !open[at..].iter().any(|one| matches!(one.name.as_str(), "td" | "th" | "li" | "dd"))
    {
        close(at, open, &mut body.xml);
    }
    let (ending, beyond) = implied_ends(name);
    let reach = open.iter().rposition(|one| beyond.contains(&one.name.as_str())).unwrap_or(0);
    if let Some(at) = open[reach..].iter().position(|one| ending.contains(&one.name.as_str())) {
        close(reach + at, open, &mut body.xml);
    }
    let href = (name == "a").then(|| attribute("href").and_then(|href| link(&href, chapters))).flatten();
    // A link that leads nowhere is words.
    let shown = if name == "a" && href.is_none() { "span" } else { known };
    body.xml.push('<');
    body.xml.push_str(shown);
    let mut write = |name: &str, value: &str| {
        body.xml.push(' ');
        body.xml.push_str(name);
        body.xml.push_str("=\"");
        text(value, &mut body.xml);
        body.xml.push('"');
    };
    let mut role = None;
    for &name in ATTRIBUTES {
        let Some(value) = attribute(name) else { continue };
        match name {
            "id" if value.is_empty()
                || value.contains(char::is_whitespace)
                || !body.ids.insert(value.clone()) => {}
            "role" if !value.starts_with("doc-") => {}
            // Names belong to what has a role; `span` and `div` have none.
            "aria-label" | "aria-labelledby" if shown == "span" || shown == "div" => {}
            _ => write(name, &value),
        }
        if name == "role" {
            role = Some(value);
        }
    }
    if let Some(href) = &href {
        write("href", href);
    }
    for (name, of) in [
        ("datetime", "time"),
        ("colspan", "td"),
        ("rowspan", "td"),
        ("colspan", "th"),
        ("rowspan", "th"),
        ("scope", "th"),
        ("start", "ol"),
    ] {
        if let Some(value) = (of == shown).then(|| attribute(name)).flatten() {
            write(name, &value);
        }
    }
    if let Some(language) = attribute("lang") {
        write("lang", &language);
        write("xml:lang", &language);
    }
    let in_notes = || {
        open.last().is_some_and(|list| list.name == "ol")
            && attribute("id").is_some_and(|id| id.contains("fn-"))
    };
    let kind = match role.as_deref() {
        Some("doc-noteref") => Some("noteref"),
        Some("doc-endnotes") => Some("footnotes"),
        _ if name == "li" && in_notes() => Some("footnote"),
        _ => None,
    };
    if let Some(kind) = kind.filter(|_| attribute("epub:type").is_none()) {
        write("epub:type", kind);
    }
    if VOID.contains(&name) {
        body.xml.push_str("/>");
    } else {
        body.xml.push('>');
        open.push(Open { name: name.to_owned(), shown: Some(shown) });
    }
}

/// The elements that end where one of this name begins, and those beyond which none ends (HTML Living Standard, section 13.1.2.4
/// "Optional tags").
fn implied_ends(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ol", "ul"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["tr"]),
        "tr" => (&["tr"], &["table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
        _ => (&[], &[]),
    }
}

/// Closes the elements from `at` on.
fn close(at: usize, open: &mut Vec<Open>, xml: &mut String) {
    for one in open.drain(at..).rev() {
        if let Some(shown) = one.shown {
            xml.push_str("</");
            xml.push_str(shown);
            xml.push('>');
        }
    }
}

/// Where a link leads: an address outside, or a chapter with the fragment.
fn link(href: &str, chapters: &impl Chapters) -> Option<String> {
    let scheme =
        href.split(['/', '?', '#']).next().unwrap_or_default().split_once(':').map(|(scheme, _)| scheme);
    match scheme {
        Some(scheme)
            if ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) =>
        {
            return outside(href);
        }
        Some(_) => return None,
        None => {}
    }
    let (address, fragment) =
        href.split_once('#').map_or((href, None), |(address, fragment)| (address, Some(fragment)));
    let file = if address.is_empty() { String::new() } else { chapters.find(address)? };
    Some(match fragment {
        Some(fragment) if !fragment.is_empty() => format!("{file}#{fragment}"),
        _ if file.is_empty() => return None,
        _ => file,
    })
}

/// An address of the web as an URI (RFC 3986): other characters than its own are percent-encoded.
fn outside(href: &str) -> Option<String> {
    use std::fmt::Write;
    let host =
        href.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
    if href.contains("://")
        && (host.is_empty() || !host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:[]@".contains(&b)))
    {
        return None;
    }
    let mut out = String::with_capacity(href.len());
    for byte in href.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(byte as char),
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'?' | b'#' | b'@' | b'!' | b'$' | b'&' | b'\''
            | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b'%' => out.push(byte as char),
            _ => write!(out, "%{byte:02X}").expect("a string can be written to"),
        }
    }
    Some(out)
}

/// Characters as content or as an attribute's value; those that XML 1.0 (section 2.2) does not know become U+FFFD.
pub fn text(text: &str, xml: &mut String) {
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

/// Takes the fragments out of links that lead to no place of their chapter.
///
/// `has` tells whether a chapter, or for the empty name this one, has an id.
pub fn mend(xml: &str, has: impl Fn(&str, &str) -> bool) -> String {
    const LINK: &str = " href=\"";
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(at) = rest.find(LINK) {
        let (before, link) = rest.split_at(at + LINK.len());
        out.push_str(before);
        let end = link.find('"').unwrap_or(link.len());
        let href = &link[..end];
        match href.split_once('#') {
            Some((file, fragment)) if !href.contains(':') && !has(file, fragment) => {
                // Within its own chapter nothing is left to lead to but its beginning.
                out.push_str(if file.is_empty() { "#_top" } else { file });
            }
            _ => out.push_str(href),
        }
        rest = &link[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Site;

    impl Chapters for Site {
        fn find(&self, address: &str) -> Option<String> {
            (address == "bai-viet/a.html").then(|| "article-a.xhtml".to_owned())
        }
    }

    fn check(html: &str, expected: &str) {
        assert_eq!(body(html, &Site).xml, expected, "{html}");
    }

    #[test]
    fn html_becomes_well_formed() {
        check("<p>a<br>b &amp; &nbsp;c", "<p>a<br/>b &amp; \u{a0}c</p>");
        check("<p>a<div>b</div>", "<p>a</p><div>b</div>");
        check("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>");
        check(
            "<table><tr><td>a<td>b<tr><td>c</table>",
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        );
        check("<b><i>a</b>c</i>", "<b><i>a</i></b>c");
        check("<script>x</script><svg><path/></svg>a", "a");
        check("<img src=x alt='<hình>'><input type=checkbox checked> a", "&lt;hình&gt;☑ a");
        check("<center onclick=x>a</center>", "a");
        check("<p id=a>x</p><p id=a data-x=1 class=c>y</p>", "<p id=\"a\">x</p><p class=\"c\">y</p>");
        check("a\u{1}\u{ffff}", "a\u{fffd}\u{fffd}");
    }

    #[test]
    fn elements_are_sorted() {
        assert!(ELEMENTS.is_sorted());
    }

    #[test]
    fn links_lead_to_chapters() {
        check("<a href='bai-viet/a.html#p2'>A</a>", "<a href=\"article-a.xhtml#p2\">A</a>");
        check("<a href='tim-kiem.html'>A</a>", "<span>A</span>");
        check("<a href='#x'>A</a>", "<a href=\"#x\">A</a>");
        check("<a href='javascript:x'>A</a>", "<span>A</span>");
        check(
            "<a href='https://a.vn/ế?a={b}&c'>A</a>",
            "<a href=\"https://a.vn/%E1%BA%BF?a=%7Bb%7D&amp;c\">A</a>",
        );
    }

    #[test]
    fn fragments_that_are_not_there_are_taken_out() {
        let has = |file: &str, id: &str| (file, id) == ("b.xhtml", "p1");
        assert_eq!(mend("<a href=\"b.xhtml#p1\"/>", has), "<a href=\"b.xhtml#p1\"/>");
        assert_eq!(
            mend("<a href=\"b.xhtml#p2\"/><a href=\"#x\"/>", has),
            "<a href=\"b.xhtml\"/><a href=\"#_top\"/>"
        );
        assert_eq!(mend("<a href=\"https://a.vn/#p2\"/>", has), "<a href=\"https://a.vn/#p2\"/>");
    }
}

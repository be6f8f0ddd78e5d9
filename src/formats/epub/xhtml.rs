//! HTML of the site as content documents of a book: *EPUB 3.3*, section 6.1 "XHTML content documents".
//!
//! What pages show is HTML for browsers. A book holds well-formed XML, without scripts and forms, and its links lead to its own
//! chapters. Elements and attributes that a book has no use for are left out; their words stay.

mod plain;

use crate::formats::xml::escape_into as text;
use crate::markup::escape::SCHEMES;
use html5gum::{Token, Tokenizer};
use std::borrow::Cow;
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

/// Where in [`ELEMENTS`] those of each letter begin, from `a` on, and where the last end.
const BY_LETTER: [usize; 27] = {
    let mut starts = [ELEMENTS.len(); 27];
    let mut at = ELEMENTS.len();
    let mut letter = 26;
    while letter > 0 {
        letter -= 1;
        while at > 0 && ELEMENTS[at - 1].as_bytes()[0] >= b'a' + letter as u8 {
            at -= 1;
        }
        starts[letter] = at;
    }
    starts
};

/// The element of this name, if a chapter may have it.
fn element(name: &str) -> Option<&'static str> {
    let letter = usize::from(name.bytes().next()?.checked_sub(b'a')?);
    let (from, to) = (*BY_LETTER.get(letter)?, *BY_LETTER.get(letter + 1)?);
    ELEMENTS[from..to].iter().find(|known| **known == name).copied()
}

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
    name: Cow<'static, str>,
    shown: Option<&'static str>,
}

/// Turns `html`, whose links are relative to the site's root, into XML.
pub fn body(html: &str, chapters: &impl Chapters) -> Body {
    let mut writer = Writer::new(html, chapters);
    if plain::read(html, &mut writer).is_none() {
        writer = Writer::new(html, chapters);
        any(html, &mut writer);
    }
    writer.close(0);
    writer.body
}

/// Reads HTML of whatever form, as browsers do.
fn any(html: &str, writer: &mut Writer<'_, impl Chapters>) {
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let attribute = |wanted: &str| {
                    let value = tag.attributes.get(wanted.as_bytes())?;
                    Some(Cow::Owned(String::from_utf8_lossy(value).into_owned()))
                };
                writer.start_tag(&String::from_utf8_lossy(&tag.name), tag.self_closing, attribute);
            }
            Token::EndTag(tag) => writer.end_tag(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => writer.words(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
}

/// What makes XML of tags and words.
struct Writer<'a, C> {
    chapters: &'a C,
    body: Body,
    open: Vec<Open>,
    /// How many of the open elements are paragraphs.
    paragraphs: usize,
    /// How many elements are open whose content is left out.
    dropped: usize,
}

impl<'a, C: Chapters> Writer<'a, C> {
    fn new(html: &str, chapters: &'a C) -> Self {
        let body = Body { xml: String::with_capacity(html.len() + html.len() / 8), ids: HashSet::new() };
        Self { chapters, body, open: Vec::new(), paragraphs: 0, dropped: 0 }
    }

    fn words(&mut self, words: &str) {
        if self.dropped == 0 {
            text(words, &mut self.body.xml);
        }
    }

    fn start_tag<'t>(
        &mut self,
        name: &str,
        self_closing: bool,
        attribute: impl Fn(&str) -> Option<Cow<'t, str>>,
    ) {
        if DROPPED.contains(&name) {
            self.dropped += usize::from(!self_closing);
            return;
        }
        if self.dropped > 0 {
            return;
        }
        match name {
            // A book holds no pictures of others, and the portal none of its own.
            "img" => text(&attribute("alt").unwrap_or_default(), &mut self.body.xml),
            "input" if attribute("type").as_deref() == Some("checkbox") => {
                self.body.xml.push(if attribute("checked").is_some() { '☑' } else { '☐' });
            }
            _ => match element(name) {
                Some(known) => self.start(known, attribute),
                None => self.open.push(Open { name: Cow::Owned(name.to_owned()), shown: None }),
            },
        }
    }

    fn end_tag(&mut self, name: &str) {
        // Nearly always the element that was opened last.
        if self.dropped == 0 && self.open.last().is_some_and(|one| one.name == name) {
            self.close(self.open.len() - 1);
        } else if DROPPED.contains(&name) {
            self.dropped = self.dropped.saturating_sub(1);
        } else if self.dropped == 0
            && let Some(at) = self.open.iter().rposition(|one| one.name == name)
        {
            self.close(at);
        }
    }

    /// An element that a chapter may have.
    fn start<'t>(&mut self, name: &'static str, attribute: impl Fn(&str) -> Option<Cow<'t, str>>) {
        if self.paragraphs > 0
            && BLOCKS.contains(&name)
            && let Some(at) = self.open.iter().rposition(|one| one.name == "p")
            && !self.open[at..].iter().any(|one| matches!(&*one.name, "td" | "th" | "li" | "dd"))
        {
            self.close(at);
        }
        let (ending, beyond) = implied_ends(name);
        if !ending.is_empty() {
            let reach = self.open.iter().rposition(|one| beyond.contains(&&*one.name)).unwrap_or(0);
            if let Some(at) = self.open[reach..].iter().position(|one| ending.contains(&&*one.name)) {
                self.close(reach + at);
            }
        }
        let href = (name == "a").then(|| attribute("href").and_then(|href| link(&href, self.chapters)));
        let href = href.flatten();
        // A link that leads nowhere is words.
        let shown = if name == "a" && href.is_none() { "span" } else { name };
        let Self { body, open, paragraphs, .. } = self;
        body.xml.push('<');
        body.xml.push_str(shown);
        let mut write = |name: &str, value: &str| {
            for part in [" ", name, "=\""] {
                body.xml.push_str(part);
            }
            text(value, &mut body.xml);
            body.xml.push('"');
        };
        let mut role = None;
        for &name in ATTRIBUTES {
            let Some(value) = attribute(name) else { continue };
            match name {
                "id" if value.is_empty()
                    || value.contains(char::is_whitespace)
                    || !body.ids.insert(value.to_string()) => {}
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
            *paragraphs += usize::from(name == "p");
            open.push(Open { name: Cow::Borrowed(name), shown: Some(shown) });
        }
    }

    /// Closes the elements from `at` on.
    fn close(&mut self, at: usize) {
        for one in self.open.drain(at..).rev() {
            self.paragraphs -= usize::from(one.name == "p");
            if let Some(shown) = one.shown {
                for part in ["</", shown, ">"] {
                    self.body.xml.push_str(part);
                }
            }
        }
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

/// Where a link leads: an address outside, or a chapter with the fragment.
fn link(href: &str, chapters: &impl Chapters) -> Option<String> {
    let scheme =
        href.split(['/', '?', '#']).next().unwrap_or_default().split_once(':').map(|(scheme, _)| scheme);
    match scheme {
        Some(scheme) if SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
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
    fn html_of_our_own_is_read_as_any_other() {
        for html in [
            "<p class=\"a\">x &amp; \"y\" > &quot;z&quot; &#39;<br>\u{1}</p>\n<hr/>",
            "<p><a href=\"bai-viet/a.html#p2\" title=\"a &lt;&amp;&quot; 'b'\">A</a> <b>x",
            "<ol><li id=\"fn-1\" id=\"b\">a<li hidden>b</ol></p>",
            "<td\ncolspan=\"2\" lang=\"vi\">a</td><ul ><li/>",
        ] {
            let (mut ours, mut others) = (Writer::new(html, &Site), Writer::new(html, &Site));
            any(html, &mut others);
            assert!(plain::read(html, &mut ours).is_some(), "{html}");
            assert_eq!((ours.body.xml, ours.body.ids), (others.body.xml, others.body.ids), "{html}");
        }
        let html = [
            "<P>",
            "<p a=b>",
            "<p a='b'>",
            "&copy;",
            "&",
            "a\rb",
            "\0",
            "<!-- -->",
            "<svg>",
            "<",
            "</p a>",
            "<p",
            "<a b=\"",
        ];
        for html in html {
            assert!(plain::read(html, &mut Writer::new(html, &Site)).is_none(), "{html}");
        }
    }

    #[test]
    fn elements_are_found() {
        assert!(ELEMENTS.is_sorted());
        for name in ELEMENTS {
            assert_eq!(element(name), Some(*name));
        }
        for name in ["", "A", "abb", "ax", "wbrs", "x", "é", "{"] {
            assert_eq!(element(name), None, "{name}");
        }
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

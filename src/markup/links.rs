//! Links, images and references while their text is being written.
//!
//! What a link becomes can depend on its text, which comes after its start. So a start only notes how much had been
//! written by then, and the end puts the tag in front or replaces the text.

use pulldown_cmark::{CowStr, LinkType};

use super::escape;
use super::headings::Headings;
use super::quotations::Line;
use super::references::{is_labelled, is_wiki, reference, target};
use super::writer::Writer;
use super::{Reference, ReferenceForm};
use crate::model::site::PictureSize;

/// What a reference leads to, as an anchor shows it. All texts are plain: escaping is done here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// Address, taken as it is: the caller makes it.
    pub href: String,
    /// `title`; where it is absent, the title that the author wrote after a relative address.
    pub title: Option<String>,
    /// `data-card`, the id of the card that a preview shows; empty for the head of the page that it leads to.
    pub card: Option<String>,
    /// The text if the author gave none; where this is absent too, the target.
    pub label: Option<String>,
    /// `class`.
    pub class: Option<String>,
    /// Whether a line must not break within the link: it is wrapped in `span.keep`.
    pub keep: bool,
}

/// Knows what references lead to.
pub trait Links {
    /// What a reference leads to; `None` shows its label as plain text (the problem was reported earlier).
    fn link(&self, reference: &Reference) -> Option<Link>;

    /// The file of the site that an ordinary address names; `None` where it names none.
    fn file(&self, _address: &str) -> Option<SiteFile> {
        None
    }
}

/// A file of the site that is no page, as a text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFile {
    /// Address, taken as it is: the caller makes it.
    pub href: String,
    /// Width and height in pixels, if it is a picture.
    pub size: Option<PictureSize>,
}

/// Leads nowhere: every reference is shown as its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoLinks;

impl Links for NoLinks {
    fn link(&self, _: &Reference) -> Option<Link> {
        None
    }
}

/// A link or image that is open, with the lengths of what was written before it.
pub(super) struct Span<'a> {
    html: usize,
    plain: usize,
    kind: SpanKind<'a>,
}

enum SpanKind<'a> {
    /// A reference, and the title that the author gave.
    Reference {
        link_type: LinkType,
        address: CowStr<'a>,
        title: CowStr<'a>,
        start: usize,
        /// The line, or its part from a dash on, where nothing stands between that dash and it.
        dash: Option<Line>,
    },
    /// An ordinary link whose start tag is written.
    Anchor,
    /// An image; its text becomes its description.
    Image { address: CowStr<'a>, title: CowStr<'a> },
    /// An image within an image's description, shown as its own description.
    InnerImage,
    /// Shown as its text alone: unsafe, or within another link or an image.
    Text,
    /// Double brackets around nothing that could be a target.
    Brackets,
}

/// Stands in an address before a place on the text's own page until all its headings are known; no text has this character when it is escaped.
const OWN_PLACE: &str = "#\0";

/// Lets links within a text lead to its headings by their slugs, as they do in an editor, whatever stands before those on the page.
pub(super) fn lead_to_headings(html: &mut String, headings: &Headings<'_>, prefix: &str) {
    if !html.contains('\0') {
        return;
    }
    let mut out = String::with_capacity(html.len() + 16);
    let mut parts = html.split(OWN_PLACE);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let place = part.split('"').next().unwrap_or_default();
        let is_slug = !headings.has(place) && headings.has(&format!("{prefix}{place}"));
        out.push('#');
        out.push_str(if is_slug { prefix } else { "" });
        out.push_str(part);
    }
    *html = out;
}

impl<'a> Writer<'a> {
    /// Opens `[…](…)`, `<…>` or `[[…]]`; `start` is the construct's offset in the source.
    pub(super) fn open_link(
        &mut self,
        link_type: LinkType,
        address: CowStr<'a>,
        title: CowStr<'a>,
        start: usize,
    ) {
        let (html, plain) = (self.html.len(), self.plain.len());
        let kind = if is_wiki(link_type) && target(link_type, &address).is_none() {
            SpanKind::Brackets
        } else if self.links_open > 0 || self.images_open > 0 {
            SpanKind::Text
        } else if target(link_type, &address).is_some() {
            self.links_open += 1;
            let dash = self.line_of_dash();
            SpanKind::Reference { link_type, address, title, start, dash }
        } else {
            self.open_anchor(link_type, &address, &title)
        };
        self.spans.push(Span { html, plain, kind });
    }

    /// Writes an ordinary link's start tag. There is no `rel`: we open no new windows and do not hide where readers
    /// come from.
    fn open_anchor(&mut self, link_type: LinkType, address: &str, title: &str) -> SpanKind<'a> {
        let url = match link_type {
            LinkType::Email => escape::url(&format!("mailto:{address}")),
            _ => self.links.file(address).map(|file| file.href).or_else(|| self.address(address)),
        };
        let Some(url) = url else { return SpanKind::Text };
        self.links_open += 1;
        self.html.push_str("<a href=\"");
        match url.strip_prefix('#').filter(|place| self.is_whole() && !place.is_empty()) {
            Some(place) => {
                self.html.push_str(OWN_PLACE);
                escape::attribute_into(place, &mut self.html);
            }
            None => escape::attribute_into(&url, &mut self.html),
        }
        self.attribute("\" title=\"", Some(title).filter(|title| !title.is_empty()));
        // Paper adds the addresses of links; this one shows its own.
        self.html.push_str(if link_type == LinkType::Autolink { "\" class=\"url\">" } else { "\">" });
        SpanKind::Anchor
    }

    /// An ordinary address as it leads from the page on which the text is shown; none if it is unsafe.
    fn address(&self, address: &str) -> Option<String> {
        escape::url(address).map(|url| self.leading_from_here(url))
    }

    /// A relative address as it leads from the page on which the text is shown.
    fn leading_from_here(&self, url: String) -> String {
        let Some(page) = &self.options.own_page else { return url };
        let first = url.split(['/', '?', '#']).next().unwrap_or_default();
        if url.starts_with('/') || first.contains(':') {
            return url;
        }
        let is_there = url.is_empty() || url.starts_with(['#', '?']);
        let folder = page.rfind('/').map_or(0, |at| at + 1);
        format!("{}{url}", if is_there { page } else { &page[..folder] })
    }

    /// Opens `![…](…)`. `![[…]]` is a reference after an exclamation mark: nothing can be embedded.
    pub(super) fn open_image(
        &mut self,
        link_type: LinkType,
        address: CowStr<'a>,
        title: CowStr<'a>,
        start: usize,
    ) {
        if is_wiki(link_type) {
            self.html.push('!');
            self.plain.push('!');
            return self.open_link(link_type, address, title, start + 1);
        }
        self.images_open += 1;
        let kind =
            if self.images_open == 1 { SpanKind::Image { address, title } } else { SpanKind::InnerImage };
        self.spans.push(Span { html: self.html.len(), plain: self.plain.len(), kind });
    }

    /// Closes the innermost link or image; `end` is the construct's end in the source.
    pub(super) fn close_span(&mut self, end: usize) {
        let span = self.spans.pop().expect("the parser's events are balanced");
        match span.kind {
            SpanKind::Reference { link_type, address, title, start, dash } => {
                self.links_open -= 1;
                let (form, target) =
                    target(link_type, &address).expect("it was a reference when it was opened");
                let label = is_labelled(link_type).then(|| &self.plain[span.plain..]);
                let reference = reference(form, target.into_owned(), label, self.origin(start..end));
                self.close_reference(&reference, &title, span.html, span.plain);
                if let Some(line) = dash {
                    self.note_attribution(line, reference.range, span.html);
                }
            }
            SpanKind::Anchor => {
                self.links_open -= 1;
                self.html.push_str("</a>");
            }
            SpanKind::Image { address, title } => {
                self.images_open -= 1;
                self.close_image(&address, &title, span.html, span.plain);
            }
            SpanKind::InnerImage => self.images_open -= 1,
            SpanKind::Text => {}
            SpanKind::Brackets => {
                self.insert_html(span.html, "[[");
                self.html.push_str("]]");
                self.plain.insert_str(span.plain, "[[");
                self.plain.push_str("]]");
            }
        }
    }

    fn close_reference(&mut self, reference: &Reference, title: &str, html: usize, plain: usize) {
        let link = self.links.link(reference);
        // A relative link keeps what stands between its brackets, markup and images included.
        if reference.form == ReferenceForm::Wiki || self.html.len() == html {
            let given = link.as_ref().and_then(|link| link.label.as_deref());
            let label = reference.label.as_deref().or(given).unwrap_or(&reference.target);
            self.plain.truncate(plain);
            self.plain.push_str(label);
            self.html.truncate(html);
            escape::text_into(label, &mut self.html);
        }
        if let Some(link) = link {
            let title = link.title.as_deref().or(Some(title).filter(|title| !title.is_empty()));
            let text = self.html.split_off(html);
            self.html.push_str(if link.keep { "<span class=\"keep\"><a href=\"" } else { "<a href=\"" });
            escape::attribute_into(&link.href, &mut self.html);
            self.attribute("\" class=\"", link.class.as_deref());
            self.attribute("\" title=\"", title);
            self.attribute("\" data-card=\"", link.card.as_deref());
            self.html.push_str("\">");
            self.html.push_str(&text);
            self.html.push_str(if link.keep { "</a></span>" } else { "</a>" });
        }
    }

    fn close_image(&mut self, address: &str, title: &str, html: usize, plain: usize) {
        self.html.truncate(html);
        let description = self.plain[plain..].trim();
        let title = Some(title).filter(|title| !title.is_empty());
        let file = self.links.file(address);
        let size = file.as_ref().and_then(|file| file.size);
        let Some(url) = file.map(|file| file.href).or_else(|| self.address(address)) else {
            escape::text_into(description, &mut self.html);
            return;
        };
        if escape::is_elsewhere(&url) {
            return self.close_remote_image(&url, title, plain);
        }
        self.html.push_str("<img src=\"");
        escape::attribute_into(&url, &mut self.html);
        self.html.push_str("\" alt=\"");
        escape::attribute_into(description, &mut self.html);
        self.attribute("\" title=\"", title);
        if let Some((width, height)) = size {
            self.html.push_str(&format!("\" width=\"{width}\" height=\"{height}"));
        }
        self.html.push_str("\" loading=\"lazy\">");
    }

    /// Writes a link in place of an image of another host: pages load nothing from elsewhere.
    fn close_remote_image(&mut self, url: &str, title: Option<&str>, plain: usize) {
        let is_link = self.links_open == 0;
        if is_link {
            self.html.push_str("<a href=\"");
            escape::attribute_into(url, &mut self.html);
            self.attribute("\" title=\"", title);
            self.html.push_str("\">");
        }
        let description = self.plain[plain..].trim();
        escape::text_into(if description.is_empty() { url } else { description }, &mut self.html);
        self.html.push_str(if is_link { "</a>" } else { "" });
    }

    /// Writes the end of one attribute and the start and value of the next, if it has a value.
    fn attribute(&mut self, start: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.html.push_str(start);
            escape::attribute_into(value, &mut self.html);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::markup::{Link, Links, NoLinks, Options, Reference, render};

    struct Known;

    impl Links for Known {
        fn link(&self, reference: &Reference) -> Option<Link> {
            let link = Link { href: format!("{}.html", reference.target), ..Link::default() };
            match &*reference.target {
                "none" => None,
                "full" => Some(Link {
                    href: "a\"b.html".into(),
                    title: Some("t<".into()),
                    card: Some("c".into()),
                    label: Some("l&".into()),
                    class: Some("sig".into()),
                    keep: true,
                }),
                _ => Some(link),
            }
        }
    }

    fn check_with(links: &dyn Links, source: &str, html: &str, plain: &str) {
        let rendered = render(source, &Options::default(), links);
        assert_eq!(rendered.html, format!("<p>{html}</p>\n"), "{source:?}");
        assert_eq!(rendered.plain, plain, "{source:?}");
    }

    #[test]
    fn relative_addresses_lead_from_the_page_of_the_text() {
        let options = Options { own_page: Some("../bai-viet/a.html".into()), ..Options::default() };
        let check = |address: &str, expected: &str| {
            let rendered = render(&format!("[a]({address}) ![b]({address})"), &options, &NoLinks);
            let image = match address.contains(':') {
                true => format!("<a href=\"{expected}\">b</a>"),
                false => format!("<img src=\"{expected}\" alt=\"b\" loading=\"lazy\">"),
            };
            assert_eq!(rendered.html, format!("<p><a href=\"{expected}\">a</a> {image}</p>\n"), "{address}");
        };
        check("x.html#p1", "../bai-viet/x.html#p1");
        check("../x.html", "../bai-viet/../x.html");
        check("#p1", "../bai-viet/a.html#p1");
        for address in ["https://a.example/x", "/x", "mailto:a@b.example"] {
            check(address, address);
        }
    }

    #[test]
    fn references_become_what_the_caller_knows() {
        let check = |source: &str, html: &str, plain: &str| check_with(&Known, source, html, plain);
        check("a [[b]] c", "a <a href=\"b.html\">b</a> c", "a b c");
        check("[[b|*c* <d>]]", "<a href=\"b.html\">c &lt;d&gt;</a>", "c <d>");
        check("[[none]] [[none|x < y]]", "none x &lt; y", "none x < y");
        let full =
            "<span class=\"keep\"><a href=\"a&quot;b.html\" class=\"sig\" title=\"t&lt;\" data-card=\"c\">";
        check("[[full]]", &format!("{full}l&amp;</a></span>"), "l&");
        check("[[full|x]]", &format!("{full}x</a></span>"), "x");
        check("[*b*](c.md)", "<a href=\"c.md.html\"><em>b</em></a>", "b");
        check("[b](c.md \"t\")", "<a href=\"c.md.html\" title=\"t\">b</a>", "b");
        check("[](c.md)", "<a href=\"c.md.html\">c.md</a>", "c.md");
        check("![[b]]", "!<a href=\"b.html\">b</a>", "!b");
        check("[[ ]] [[`b`]] *[[b]]*", "[[ ]] [[`b`]] <em><a href=\"b.html\">b</a></em>", "[[ ]] [[`b`]] b");
        check("[x <http://y> z](b.md)", "<a href=\"b.md.html\">x http://y z</a>", "x http://y z");
    }

    #[test]
    fn other_links_keep_safe_addresses_only() {
        let check = |source: &str, html: &str, plain: &str| check_with(&NoLinks, source, html, plain);
        check("[*a*](http://b?c&d \"e\")", "<a href=\"http://b?c&amp;d\" title=\"e\"><em>a</em></a>", "a");
        check(
            "<http://a> <b@c.vn>",
            "<a href=\"http://a\" class=\"url\">http://a</a> <a href=\"mailto:b@c.vn\">b@c.vn</a>",
            "http://a b@c.vn",
        );
        check("[a](javascript:b) [c](JAVASCRIPT&colon;d) <data:e>", "a c data:e", "a c data:e");
        check("[a]\n\n[a]: vbscript:b", "a", "a");
        check("[a](</b c\"d>)", "<a href=\"/b%20c%22d\">a</a>", "a");
    }

    #[test]
    fn images_are_described_and_load_late() {
        let check = |source: &str, html: &str, plain: &str| check_with(&NoLinks, source, html, plain);
        check(
            "![*a* \"b\"](c.png)",
            "<img src=\"c.png\" alt=\"a &quot;b&quot;\" loading=\"lazy\">",
            "a \"b\"",
        );
        check("![](c.png \"t\")", "<img src=\"c.png\" alt=\"\" title=\"t\" loading=\"lazy\">", "");
        check("![a ![b](c) d](e)", "<img src=\"e\" alt=\"a b d\" loading=\"lazy\">", "a b d");
        check("![a](javascript:b) c", "a c", "a c");
        check("![a](https://b/c \"t\")", "<a href=\"https://b/c\" title=\"t\">a</a>", "a");
        check("![](//b/c)", "<a href=\"//b/c\">//b/c</a>", "");
        check("[![](https://b/c)](/d)", "<a href=\"/d\">https://b/c</a>", "");
        check("[![a](b)](/c)", "<a href=\"/c\"><img src=\"b\" alt=\"a\" loading=\"lazy\"></a>", "a");
    }
}

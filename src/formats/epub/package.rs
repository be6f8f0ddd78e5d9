//! The files around the chapters: the container's, the package document (EPUB 3.3, section 5), navigation (section 7) and its
//! older form (*Open Packaging Format 2.0.1*, section 2.4.1, "NCX"), cover, title page, stylesheet.

use super::{About, Chapter, Part, zip};
use crate::display::words;
use crate::formats::Input;
use crate::formats::xml::escape as escaped;
use std::fmt::Write;

/// The folder of all that is the book's own.
pub const FOLDER: &str = "EPUB";

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// All files but the chapters, in the order in which they stand in the archive.
pub fn files(input: &Input<'_>, parts: &[Part]) -> Vec<zip::Packed> {
    let mut deflater = zip::Deflater::default();
    let container = deflater.deflated("META-INF/container.xml", CONTAINER.as_bytes());
    let mut own =
        |name: &str, content: &str| deflater.deflated(&format!("{FOLDER}/{name}"), content.as_bytes());
    vec![
        zip::stored("mimetype", b"application/epub+zip"),
        container,
        own("package.opf", &package(input, parts)),
        own("nav.xhtml", &navigation(input, parts)),
        own("toc.ncx", &ncx(input, parts)),
        own("book.css", include_str!("book.css")),
        own("cover.svg", &cover(input)),
        own("cover.xhtml", &cover_page(input)),
        own("title.xhtml", &title_page(input)),
    ]
}

/// A content document around `body`, which is XML.
pub fn document(input: &Input<'_>, title: &str, body: &str) -> String {
    page(input, title, &["<section epub:type=\"chapter\" id=\"_top\">\n", body, "</section>"])
}

fn page(input: &Input<'_>, title: &str, body: &[&str]) -> String {
    let language = escaped(&input.site.portal.language);
    let mut out = String::with_capacity(body.iter().map(|part| part.len()).sum::<usize>() + 512);
    for part in [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"",
        &language,
        "\" xml:lang=\"",
        &language,
        "\">\n<head><title>",
        &escaped(title),
        "</title><link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/></head>\n<body>\n",
    ] {
        out.push_str(part);
    }
    out.extend(body.iter().copied());
    out.push_str("\n</body>\n</html>\n");
    out
}

/// The day of the newest thing that the portal dates: the clock must not tell, as the same portal gives the same book.
fn modified(input: &Input<'_>) -> String {
    let newest = input.site.timeline.iter().filter_map(|item| item.when.latest()).max();
    newest.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |day| format!("{day}T00:00:00Z"))
}

/// A name that stays as long as the portal's address does, or its title where it has none: a UUID of version 8 (RFC 9562, section
/// 5.8) made from a hash.
fn identifier(input: &Input<'_>) -> String {
    let portal = &input.site.portal;
    let name = portal.base_url.as_deref().unwrap_or(&portal.title);
    let hash = xxhash_rust::xxh3::xxh3_128(format!("khue {name}").as_bytes());
    let hash = hash & !(0xf << 76) & !(0x3 << 62) | 0x8 << 76 | 0x2 << 62;
    let digits = format!("{hash:032x}");
    let part = |from: usize, to: usize| &digits[from..to];
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn package(input: &Input<'_>, parts: &[Part]) -> String {
    let portal = &input.site.portal;
    let language = escaped(&portal.language);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"{language}\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:identifier id=\"id\">{}</dc:identifier>\n\
         <dc:title>{}</dc:title>\n<dc:language>{language}</dc:language>\n",
        identifier(input),
        escaped(&portal.title)
    );
    let mut add = |name: &str, value: &str| {
        if !value.trim().is_empty() {
            let _ = writeln!(out, "<dc:{name}>{}</dc:{name}>", escaped(value.trim()));
        }
    };
    for author in &portal.authors {
        add("creator", author);
    }
    add("description", portal.description.as_deref().unwrap_or_default());
    add("rights", portal.licence.as_deref().unwrap_or_default());
    add("source", portal.base_url.as_deref().unwrap_or_default());
    let _ = writeln!(out, "<meta property=\"dcterms:modified\">{}</meta>", modified(input));
    // Schema.org, as EPUB Accessibility 1.1 (section 2) asks for.
    for (property, value) in [
        ("accessMode", "textual"),
        ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityFeature", "readingOrder"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "displayTransformability"),
        ("accessibilityFeature", "alternativeText"),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", input.strings.get("book_access")),
    ] {
        let _ = writeln!(out, "<meta property=\"schema:{property}\">{}</meta>", escaped(value));
    }
    out.push_str("<meta name=\"cover\" content=\"cover-image\"/>\n</metadata>\n<manifest>\n");
    for (id, file, kind, properties) in [
        ("nav", "nav.xhtml", "application/xhtml+xml", " properties=\"nav\""),
        ("ncx", "toc.ncx", "application/x-dtbncx+xml", ""),
        ("css", "book.css", "text/css", ""),
        ("cover-image", "cover.svg", "image/svg+xml", " properties=\"cover-image\""),
        ("cover", "cover.xhtml", "application/xhtml+xml", ""),
        ("title", "title.xhtml", "application/xhtml+xml", ""),
    ] {
        let _ = writeln!(out, "<item id=\"{id}\" href=\"{file}\" media-type=\"{kind}\"{properties}/>");
    }
    let chapters = || parts.iter().flat_map(|part| &part.chapters);
    for (n, chapter) in chapters().enumerate() {
        let _ = writeln!(
            out,
            "<item id=\"c{n}\" href=\"{}\" media-type=\"application/xhtml+xml\"/>",
            chapter.file
        );
    }
    out.push_str("</manifest>\n<spine toc=\"ncx\">\n<itemref idref=\"cover\"/>\n<itemref idref=\"title\"/>\n<itemref idref=\"nav\"/>\n");
    for (n, _) in chapters().enumerate() {
        let _ = writeln!(out, "<itemref idref=\"c{n}\"/>");
    }
    out.push_str("</spine>\n</package>\n");
    out
}

/// The chapter that is a whole part, and has its name.
fn alone(part: &Part) -> Option<&Chapter> {
    match part.chapters.as_slice() {
        [one] if !matches!(one.about, About::Thing(_)) => Some(one),
        _ => None,
    }
}

fn navigation(input: &Input<'_>, parts: &[Part]) -> String {
    let strings = input.strings;
    let mut out = format!(
        "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\"><h1 id=\"toc-title\">{}</h1>\n<ol>\n",
        escaped(strings.get("menu"))
    );
    for part in parts {
        match alone(part) {
            Some(one) => {
                let _ = writeln!(out, "<li><a href=\"{}\">{}</a></li>", one.file, escaped(&one.title));
            }
            None => {
                let _ = writeln!(out, "<li><span>{}</span><ol>", escaped(strings.get(part.key)));
                for chapter in &part.chapters {
                    let _ = writeln!(
                        out,
                        "<li><a href=\"{}\">{}</a></li>",
                        chapter.file,
                        escaped(&chapter.title)
                    );
                }
                out.push_str("</ol></li>\n");
            }
        }
    }
    let first = &parts[0].chapters[0].file;
    let _ = write!(
        out,
        "</ol></nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\" aria-label=\"{0}\"><ol>\n\
         <li><a epub:type=\"cover\" href=\"cover.xhtml\">{1}</a></li>\n\
         <li><a epub:type=\"toc\" href=\"#toc\">{0}</a></li>\n\
         <li><a epub:type=\"bodymatter\" href=\"{first}\">{2}</a></li>\n</ol></nav>",
        escaped(strings.get("menu")),
        escaped(strings.get("book_cover")),
        escaped(&input.site.portal.title)
    );
    page(input, strings.get("menu"), &[&out])
}

fn ncx(input: &Input<'_>, parts: &[Part]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" xml:lang=\"{}\">\n\
         <head><meta name=\"dtb:uid\" content=\"{}\"/></head>\n<docTitle><text>{}</text></docTitle>\n<navMap>\n",
        escaped(&input.site.portal.language),
        identifier(input),
        escaped(&input.site.portal.title)
    );
    let mut order = 0;
    let mut point = |label: &str, file: &str, end: &str, out: &mut String| {
        order += 1;
        let _ = writeln!(
            out,
            "<navPoint id=\"n{order}\"><navLabel><text>{}</text></navLabel><content src=\"{file}\"/>{end}",
            escaped(label)
        );
    };
    for part in parts {
        let first = &part.chapters[0].file;
        point(input.strings.get(part.key), first, "", &mut out);
        for chapter in part.chapters.iter().filter(|_| alone(part).is_none()) {
            point(&chapter.title, &chapter.file, "</navPoint>", &mut out);
        }
        out.push_str("</navPoint>\n");
    }
    out.push_str("</navMap>\n</ncx>\n");
    out
}

/// Characters in a line of the cover, and lines.
const COVER: (usize, usize) = (17, 9);

/// The cover: the portal's title in the theme's colours, and its mark.
fn cover(input: &Input<'_>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let title = crate::markup::escape::harmless(&input.site.portal.title);
    for word in title.split_whitespace() {
        let room = |line: &String| line.chars().count() + 1 + word.chars().count() <= COVER.0;
        match lines.last_mut().filter(|line| room(line)) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(words::shorten(word, COVER.0)),
        }
    }
    if lines.len() > COVER.1 {
        lines.truncate(COVER.1);
        lines[COVER.1 - 1].push('…');
    }
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 1800\" role=\"img\" aria-label=\"{}\">\n\
         <rect width=\"1200\" height=\"1800\" fill=\"#eaf0ec\"/>\n<rect width=\"1200\" height=\"24\" fill=\"#1c6657\"/>\n\
         <g fill=\"none\" stroke=\"#1c6657\" stroke-width=\"2.6\" stroke-linecap=\"round\" transform=\"translate(110 190) scale(6)\"><path d=\"M6 27 17 17l11 10\"/><path d=\"M17 11 23 4\"/><path d=\"M11 31h12\"/></g>\n\
         <text x=\"130\" y=\"500\" font-family=\"sans-serif\" font-size=\"44\" fill=\"#4e5b57\">{}</text>\n\
         <g font-family=\"serif\" font-size=\"104\" fill=\"#1a2321\">\n",
        escaped(&title),
        escaped(input.strings.get("portal"))
    );
    for (n, line) in lines.iter().enumerate() {
        let _ = writeln!(out, "<text x=\"130\" y=\"{}\">{}</text>", 640 + 132 * n, escaped(line));
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn cover_page(input: &Input<'_>) -> String {
    let title = escaped(&input.site.portal.title);
    let label = input.strings.get("book_cover");
    let image = format!(
        "<section epub:type=\"cover\" class=\"cover\"><img src=\"cover.svg\" alt=\"{}: {title}\"/></section>",
        escaped(label)
    );
    page(input, label, &[&image])
}

fn title_page(input: &Input<'_>) -> String {
    let (portal, strings) = (&input.site.portal, input.strings);
    let mut body =
        format!("<section epub:type=\"titlepage\" class=\"title\">\n<h1>{}</h1>\n", escaped(&portal.title));
    let mut add = |class: &str, words: &str| {
        let _ = writeln!(body, "<p class=\"{class}\">{}</p>", escaped(words));
    };
    if let Some(description) = &portal.description {
        add("lead", description);
    }
    if !portal.authors.is_empty() {
        add("small", &format!("{}: {}", strings.get("made_by"), portal.authors.join(", ")));
    }
    if let Some(licence) = &portal.licence {
        add("small", &format!("{}: {licence}", strings.get("licence")));
    }
    add("small", strings.get("neutral"));
    add("small", strings.get("rights_note"));
    if let Some(base) = &portal.base_url {
        add("small", base);
    }
    body.push_str("</section>");
    page(input, &portal.title, &[&body])
}

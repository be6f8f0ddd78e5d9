//! Headings: their levels in the page, and addresses that stay unique.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::CowStr;

use super::escape;
use super::writer::Writer;
use crate::text::slug::slug;

/// A heading of a rendered text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as it stands in the HTML.
    pub level: u8,
    /// The element's id: the author's own, or prefix and slug of the text, with `-2`, `-3` … where that is taken.
    pub id: String,
    /// The text without markup, not escaped.
    pub text: String,
    /// Where it starts; a byte offset into the source.
    pub offset: usize,
}

/// The headings of a text so far.
#[derive(Default)]
pub(super) struct Headings<'a> {
    pub(super) found: Vec<Heading>,
    open: Option<OpenHeading<'a>>,
    /// The headings around the place that has been reached: level in the source, level in the HTML.
    around: Vec<(u8, u8)>,
    taken: HashSet<String>,
    /// For a slug that is taken, the last number tried.
    numbers: HashMap<String, usize>,
}

/// A heading being written, with the lengths of what was written before it.
struct OpenHeading<'a> {
    level: u8,
    id: Option<CowStr<'a>>,
    classes: Vec<CowStr<'a>>,
    offset: usize,
    html: usize,
    plain: usize,
}

impl Headings<'_> {
    /// Whether a heading has this id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.taken.contains(id)
    }

    /// The level in the HTML for a level in the source: one below the heading around it, however many levels the
    /// author skipped, so that headings on one level stay on one level.
    fn level(&mut self, source: u8, base: u8, nested: bool) -> u8 {
        let base = base.clamp(1, 6);
        if nested {
            return self.around.last().map_or(base, |&(_, level)| (level + 1).min(6));
        }
        while self.around.last().is_some_and(|&(above, _)| above >= source) {
            self.around.pop();
        }
        let level = self.around.last().map_or(base, |&(_, level)| (level + 1).min(6));
        self.around.push((source, level));
        level
    }

    /// An id that no heading has yet. Slugs that were numbered before go on from there, so that a thousand equal
    /// headings take a thousand steps.
    fn unique(&mut self, wanted: String) -> String {
        if self.taken.insert(wanted.clone()) {
            return wanted;
        }
        let number = self.numbers.entry(wanted.clone()).or_insert(1);
        loop {
            *number += 1;
            let id = format!("{wanted}-{number}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

impl<'a> Writer<'a> {
    pub(super) fn open_heading(
        &mut self,
        level: u8,
        id: Option<CowStr<'a>>,
        classes: Vec<CowStr<'a>>,
        offset: usize,
    ) {
        let (html, plain) = (self.html.len(), self.plain.len());
        self.headings.open = Some(OpenHeading { level, id, classes, offset, html, plain });
    }

    pub(super) fn close_heading(&mut self) {
        let open = self.headings.open.take().expect("the parser's events are balanced");
        let text = self.plain[open.plain..].trim();
        let wanted = match open.id.as_deref().map(str::trim).filter(|id| !id.is_empty()) {
            Some(id) => id.to_string(),
            None => {
                let slug = slug(text);
                format!("{}{slug}", self.options.id_prefix)
            }
        };
        let nested = self.containers > 0;
        let level = self.headings.level(open.level, self.options.heading_base, nested);
        let id = self.headings.unique(wanted);
        let mut tag = format!("<h{level} id=\"");
        escape::attribute_into(&id, &mut tag);
        for (index, class) in open.classes.iter().enumerate() {
            tag.push_str(if index == 0 { "\" class=\"" } else { " " });
            escape::attribute_into(class, &mut tag);
        }
        tag.push_str("\">");
        if !nested {
            let text = text.to_string();
            self.headings.found.push(Heading { level, id, text, offset: open.offset });
        }
        self.insert_html(open.html, &tag);
        self.html.push_str("</h");
        self.html.push(char::from(b'0' + level));
        self.html.push_str(">\n");
    }
}

#[cfg(test)]
mod tests {
    use crate::markup::{NoLinks, Options, render};

    /// `level id text` for each heading.
    fn check(source: &str, options: &Options, expected: &[&str]) {
        let rendered = render(source, options, &NoLinks);
        let found: Vec<String> = rendered
            .headings
            .iter()
            .map(|heading| {
                assert!(source[heading.offset..].starts_with(['#', 'A']));
                format!("{} {} {}", heading.level, heading.id, heading.text)
            })
            .collect();
        assert_eq!(found, expected, "{source:?}");
    }

    #[test]
    fn levels_follow_the_base_and_skip_none() {
        let options = Options::default();
        check("# A\n## B\n### C\n## D", &options, &["2 a A", "3 b B", "4 c C", "3 d D"]);
        check("## A\n#### B\n#### C\n## D", &options, &["2 a A", "3 b B", "3 c C", "2 d D"]);
        check("### A\n# B", &options, &["2 a A", "2 b B"]);
        check("A\n===\n", &options, &["2 a A"]);
        let deep = Options { heading_base: 5, ..Options::default() };
        check("# A\n## B\n### C\n", &deep, &["5 a A", "6 b B", "6 c C"]);
        let odd = Options { heading_base: 0, ..Options::default() };
        check("# A\n", &odd, &["1 a A"]);
    }

    #[test]
    fn ids_are_unique() {
        let options = Options { id_prefix: "t-".into(), ..Options::default() };
        check("# A\n# A\n# A-2\n# A", &options, &["2 t-a A", "2 t-a-2 A", "2 t-a-2-2 A-2", "2 t-a-3 A"]);
        check("# !\n# *A* `b` [[c|d]]", &options, &["2 t-x !", "2 t-a-b-d A b d"]);
        check("# A {#own .x .y k=v}\n# B {#own}", &options, &["2 own A", "2 own-2 B"]);
    }

    #[test]
    fn the_tag_has_classes_and_no_other_attributes() {
        let html = |source: &str| render(source, &Options::default(), &NoLinks).html;
        assert_eq!(html("# A {.x .y onclick=z}"), "<h2 id=\"a\" class=\"x y\">A</h2>\n");
        assert_eq!(html("# A {#x\"y.'z}"), "<h2 id=\"x&quot;y.&#39;z\">A</h2>\n");
    }

    #[test]
    fn a_link_to_a_slug_leads_to_its_heading_whatever_stands_before_it() {
        let options = Options { id_prefix: "t-".into(), ..Options::default() };
        let html = |source: &str| render(source, &options, &NoLinks).html;
        assert!(html("[a](#dieu-1)\n\n## Điều 1").contains("<a href=\"#t-dieu-1\">"));
        assert!(html("## Điều 1\n\n[a](#t-dieu-1)").contains("<a href=\"#t-dieu-1\">"));
        assert!(html("## A {#dieu-1}\n\n## Điều 1\n\n[a](#dieu-1)").contains("<a href=\"#dieu-1\">"));
        assert!(html("[a](#p2) [b](#) [c](#\"x) ## Điều 1").contains("<a href=\"#p2\">"));
        assert!(!html("[a](#p2) [b](#x) \0").contains('\0'));
        let blocks = crate::markup::render_blocks("[a](#b)\n\n## B", &[], &options, &NoLinks);
        assert_eq!(blocks.blocks[0].html, "<p><a href=\"#t-b\">a</a></p>\n");
    }

    #[test]
    fn headings_in_quotations_are_not_the_texts_own() {
        check("# A\n> # B\n\n- # C\n\n## D", &Options::default(), &["2 a A", "3 d D"]);
        let html = render("# A\n> #### B", &Options::default(), &NoLinks).html;
        assert!(html.contains("<h3 id=\"b\">B</h3>"), "{html}");
    }
}

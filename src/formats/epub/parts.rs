//! Parts of chapters, as HTML whose links are relative to the site's root: the views of pages in the plainest form.

use crate::markup::escape;
use crate::render::strings::Strings;
use crate::view::{
    BacklinkGroup, Chip, Fact, NoteView, PointView, QuoteBlock, RelationRow, Remark, TimelineEntry, Version,
};

/// A chapter that is being written.
pub struct Page<'a> {
    /// What it holds.
    pub html: String,
    /// Words of the interface.
    pub strings: &'a Strings,
}

impl<'a> Page<'a> {
    /// A chapter with its heading; `kind` stands above it.
    pub fn new(strings: &'a Strings, kind: &str, title_html: &str, source_voice: bool) -> Self {
        let mut page = Self { html: String::with_capacity(4096), strings };
        page.html.push_str("<header>");
        if !kind.is_empty() {
            page.paragraph("kind", &escape::text(kind));
        }
        page.html.push_str(if source_voice { "<h1 class=\"say\">" } else { "<h1>" });
        page.html.push_str(title_html);
        page.html.push_str("</h1></header>\n");
        page
    }

    /// HTML that is at hand in pieces.
    pub fn push(&mut self, parts: &[&str]) {
        self.html.extend(parts.iter().copied());
    }

    /// A paragraph of a class.
    pub fn paragraph(&mut self, class: &str, html: &str) {
        self.push(&["<p class=\"", class, "\">", html, "</p>\n"]);
    }

    /// A heading of the second level.
    pub fn heading(&mut self, key: &str) {
        self.html.push_str("<h2>");
        escape::text_into(self.strings.get(key), &mut self.html);
        self.html.push_str("</h2>\n");
    }

    /// A link.
    pub fn link(&mut self, path: &str, html: &str) {
        self.html.push_str("<a href=\"");
        escape::attribute_into(path, &mut self.html);
        self.push(&["\">", html, "</a>"]);
    }

    /// Text by the portal's authors.
    pub fn text(&mut self, html: &str) {
        self.html.push_str(html);
        self.html.push('\n');
    }

    /// What is known, from whom, and what is not: every version of a fact.
    pub fn facts(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.html.push_str("<dl class=\"id\">\n");
        for fact in facts {
            self.html.push_str("<dt>");
            escape::text_into(&fact.label, &mut self.html);
            if fact.differs {
                self.html.push_str(" – ");
                escape::text_into(self.strings.get("differ"), &mut self.html);
            }
            self.html.push_str("</dt>\n");
            for version in &fact.versions {
                self.html.push_str("<dd>");
                self.version(version);
                self.html.push_str("</dd>\n");
            }
            if fact.versions.is_empty() {
                let absent = fact.absent.as_deref().unwrap_or_else(|| self.strings.get("absent"));
                self.absent(absent);
            }
        }
        self.html.push_str("</dl>\n");
    }

    fn absent(&mut self, words: &str) {
        self.html.push_str("<dd class=\"absent\">∅ ");
        escape::text_into(words, &mut self.html);
        self.html.push_str("</dd>\n");
    }

    /// One version of a fact, and who says so.
    pub fn version(&mut self, version: &Version) {
        self.html.push_str(if version.source_voice { "<span class=\"say\">" } else { "<span>" });
        self.html.push_str(&version.value_html);
        self.html.push_str("</span>");
        self.chips(&version.chips);
        if let Some(note) = &version.note_html {
            self.html.push_str("<br><small>");
            self.html.push_str(note);
            self.html.push_str("</small>");
        }
    }

    /// Links to passages.
    pub fn chips(&mut self, chips: &[Chip]) {
        for chip in chips {
            self.html.push_str(" <a class=\"sig\" href=\"");
            escape::attribute_into(&chip.path, &mut self.html);
            self.html.push_str("\">");
            escape::text_into(&chip.label, &mut self.html);
            self.html.push_str("</a>");
        }
    }

    /// Relations, each with who says so.
    pub fn relations(&mut self, rows: &[RelationRow]) {
        if rows.is_empty() {
            return;
        }
        self.html.push_str("<dl class=\"rel\">\n");
        for row in rows {
            self.html.push_str("<dt>");
            escape::text_into(&row.label, &mut self.html);
            self.html.push_str("</dt>\n");
            for item in &row.items {
                self.html.push_str("<dd>");
                self.html.push_str(&item.title_html);
                self.chips(&item.chips);
                if let Some(note) = &item.note_html {
                    self.html.push_str("<br><small>");
                    self.html.push_str(note);
                    self.html.push_str("</small>");
                }
                self.html.push_str("</dd>\n");
            }
            if row.items.is_empty() {
                let absent = row.absent.as_deref().unwrap_or_else(|| self.strings.get("absent_src"));
                self.absent(absent);
            }
        }
        self.html.push_str("</dl>\n");
    }

    /// Notes of the portal on a whole thing.
    pub fn notes(&mut self, notes: &[NoteView]) {
        for note in notes {
            self.html.push_str("<div class=\"note\"><p>");
            self.note(note);
            self.html.push_str("</p></div>\n");
        }
    }

    /// A note's tag and text.
    pub fn note(&mut self, note: &NoteView) {
        if let Some(tag) = &note.tag {
            self.html.push_str("<b>");
            escape::text_into(tag, &mut self.html);
            self.html.push_str(":</b> ");
        }
        self.html.push_str(&note.text_html);
    }

    /// Questions with the quotations that answer them.
    pub fn points(&mut self, points: &[PointView], level: u8) {
        for point in points {
            self.html.push_str(&format!("<h{level} id=\""));
            escape::attribute_into(&point.id, &mut self.html);
            self.html.push_str("\">");
            self.html.push_str(&point.title_html);
            self.html.push_str(&format!("</h{level}>\n"));
            self.quotations(&point.blocks, point.remark.as_ref());
        }
    }

    /// Quotations with their sources, and the portal's remark.
    pub fn quotations(&mut self, blocks: &[QuoteBlock], remark: Option<&Remark>) {
        let is_marked =
            |block: &QuoteBlock| block.pair && block.quotes.iter().any(|q| q.body_html.contains("<mark>"));
        if blocks.iter().any(is_marked) {
            self.paragraph("small", &escape::text(self.strings.get("diff_help")));
        }
        let quotes = blocks.iter().flat_map(|block| block.quotes.iter().map(|quote| (block.pair, quote)));
        for (is_pair, quote) in quotes {
            let class = if is_pair { "quote pair" } else { "quote" };
            self.html.push_str(&format!("<figure class=\"{class}\"><blockquote>"));
            self.html.push_str(&quote.body_html);
            self.html.push_str("</blockquote><figcaption>");
            for source in &quote.sources {
                self.html.push_str("<div>");
                self.chips(std::slice::from_ref(&source.chip));
                self.html.push(' ');
                self.html.push_str(&source.text_html);
                self.html.push_str("</div>");
            }
            self.html.push_str("</figcaption></figure>\n");
        }
        let Some(remark) = remark else { return };
        let verdict = remark.verdict.iter().map(|verdict| format!("<b>{}.</b>", escape::text(verdict)));
        let words: Vec<String> = verdict.chain(remark.text_html.clone()).collect();
        self.paragraph("remark", &words.join(" "));
    }

    /// What refers to a thing, with the sentences.
    pub fn backlinks(&mut self, groups: &[BacklinkGroup]) {
        if groups.is_empty() {
            return;
        }
        self.heading("mentioned_in");
        self.html.push_str("<dl class=\"rel\">\n");
        for group in groups {
            self.html.push_str("<dt>");
            escape::text_into(&group.label, &mut self.html);
            self.html.push_str("</dt>\n");
            for source in &group.sources {
                self.html.push_str("<dd><a href=\"");
                escape::attribute_into(&source.path, &mut self.html);
                self.html.push_str("\">");
                if let Some(siglum) = &source.siglum {
                    escape::text_into(siglum, &mut self.html);
                    self.html.push_str(": ");
                }
                self.html.push_str(&source.title_html);
                self.html.push_str("</a>");
                self.chips(&source.chips);
                for sentence in &source.sentences {
                    self.html.push_str("<br>");
                    if !sentence.begins_with_chip {
                        self.chips(sentence.chip.as_slice());
                    }
                    let said = sentence.text_html.clone();
                    let said =
                        said.or_else(|| sentence.field.as_deref().map(escape::text)).unwrap_or_default();
                    self.html.push_str(if sentence.source_voice {
                        " <span class=\"say\">"
                    } else {
                        " <span>"
                    });
                    self.html.push_str(&said);
                    self.html.push_str("</span>");
                }
                self.html.push_str("</dd>\n");
            }
        }
        self.html.push_str("</dl>\n");
    }

    /// Entries of the timeline.
    pub fn timeline(&mut self, entries: &[TimelineEntry]) {
        self.html.push_str("<ol class=\"line\">\n");
        for entry in entries {
            self.html.push_str("<li id=\"");
            escape::attribute_into(&entry.id, &mut self.html);
            self.html.push_str("\"><p class=\"when\">");
            self.html.push_str(&entry.when_html);
            for words in &entry.precision {
                self.html.push_str(" <small>(");
                escape::text_into(words, &mut self.html);
                self.html.push_str(")</small>");
            }
            self.html.push_str("</p><p>");
            match &entry.path {
                Some(path) => self.link(path, &entry.title_html),
                None => self.html.push_str(&entry.title_html),
            }
            self.chips(&entry.chips);
            self.html.push_str("</p>\n");
            if let Some(summary) = &entry.summary_html {
                self.paragraph("small", summary);
            }
            self.facts(&entry.differing);
            self.html.push_str("</li>\n");
        }
        self.html.push_str("</ol>\n");
    }
}

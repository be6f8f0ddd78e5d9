//! Footnotes: numbered in order of first reference, with links back.
//!
//! A definition may stand anywhere, so each is set aside when it ends. References in the body are numbered as they
//! come. Those within definitions wait for the end, since their turn comes when the reader gets to the notes.

use std::collections::HashMap;
use std::fmt::Write;

use super::escape;
use super::writer::Writer;

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Footnotes {
    by_label: HashMap<String, usize>,
    notes: Vec<Note>,
    /// The notes that have a number: the first is 1.
    order: Vec<usize>,
    /// Definitions that are open, with the lengths of what was written before them.
    open: Vec<OpenNote>,
}

struct OpenNote {
    note: usize,
    html: usize,
    plain: usize,
}

/// One footnote.
#[derive(Default)]
struct Note {
    number: Option<usize>,
    /// How many references link here.
    references: usize,
    is_defined: bool,
    html: String,
    plain: String,
    /// References within this definition: where in `html`, and to which note.
    within: Vec<(usize, usize)>,
    /// The top-level block that it was defined in.
    block: usize,
}

/// A reference within a definition, numbered.
struct ResolvedReference {
    place: usize,
    number: usize,
    nth: usize,
}

/// A definition, finished.
pub(super) struct FinishedNote {
    pub(super) html: String,
    pub(super) plain: String,
    pub(super) block: usize,
}

impl Footnotes {
    /// Moves the references of open definitions that stand after `at`, where `length` bytes were put in.
    pub(super) fn shift(&mut self, at: usize, length: usize) {
        for open in &self.open {
            // References come in order, and few stand after the place: start from the end.
            for (place, _) in self.notes[open.note].within.iter_mut().rev() {
                if open.html + *place < at {
                    break;
                }
                *place += length;
            }
        }
    }

    fn find(&mut self, label: &str) -> usize {
        // The parser compares labels by Unicode case folding; this is the same for all letters but a few rare ones.
        let key: String = label.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
        *self.by_label.entry(key).or_insert_with(|| {
            self.notes.push(Note::default());
            self.notes.len() - 1
        })
    }

    /// The number of a note, given now if it has none, and which of the references to it this is, from 1.
    fn refer(&mut self, note: usize) -> (usize, usize) {
        let order = &mut self.order;
        let entry = &mut self.notes[note];
        let number = *entry.number.get_or_insert_with(|| {
            order.push(note);
            order.len()
        });
        entry.references += 1;
        (number, entry.references)
    }
}

impl Writer<'_> {
    /// Writes a reference to a footnote.
    pub(super) fn footnote_reference(&mut self, label: &str) {
        if self.images_open > 0 || self.links_open > 0 {
            // A description has no links, and no link may stand within a link.
            return;
        }
        let note = self.footnotes.find(label);
        if let Some(open) = self.footnotes.open.last() {
            let place = self.html.len() - open.html;
            let around = open.note;
            self.footnotes.notes[around].within.push((place, note));
            return;
        }
        let (number, nth) = self.footnotes.refer(note);
        let mut html = std::mem::take(&mut self.html);
        self.reference_into(number, nth, &mut html);
        self.html = html;
    }

    pub(super) fn open_footnote(&mut self, label: &str) {
        let mut note = self.footnotes.find(label);
        if self.footnotes.notes[note].is_defined {
            // The first definition counts; a second one can never be referred to.
            self.footnotes.notes.push(Note::default());
            note = self.footnotes.notes.len() - 1;
        }
        self.footnotes.notes[note].is_defined = true;
        self.footnotes.notes[note].block = self.finished_blocks();
        let (html, plain) = (self.html.len(), self.plain.len());
        self.footnotes.open.push(OpenNote { note, html, plain });
    }

    pub(super) fn close_footnote(&mut self) {
        let open = self.footnotes.open.pop().expect("the parser's events are balanced");
        let note = &mut self.footnotes.notes[open.note];
        note.html = self.html.split_off(open.html);
        note.plain = self.plain.split_off(open.plain);
    }

    /// Finishes the definitions, in order of their numbers. `all` takes in those that are never referred to; they
    /// get numbers after the others.
    pub(super) fn finish_footnotes(&mut self, all: bool) -> Vec<FinishedNote> {
        let mut resolved: Vec<Vec<ResolvedReference>> = Vec::new();
        let mut unused = 0;
        loop {
            while let Some(&note) = self.footnotes.order.get(resolved.len()) {
                let within = std::mem::take(&mut self.footnotes.notes[note].within);
                let refer = |(place, target)| {
                    let (number, nth) = self.footnotes.refer(target);
                    ResolvedReference { place, number, nth }
                };
                resolved.push(within.into_iter().map(refer).collect());
            }
            let notes = &self.footnotes.notes;
            let next =
                (unused..notes.len()).find(|&note| notes[note].is_defined && notes[note].number.is_none());
            let Some(note) = next.filter(|_| all) else { break };
            unused = note + 1;
            self.footnotes.refer(note);
            self.footnotes.notes[note].references -= 1;
        }
        let finish = |(index, within): (usize, &Vec<ResolvedReference>)| {
            let note = &self.footnotes.notes[self.footnotes.order[index]];
            let mut html = String::with_capacity(note.html.len() + 160);
            let mut written = 0;
            for &ResolvedReference { place, number, nth } in within {
                html.push_str(&note.html[written..place]);
                self.reference_into(number, nth, &mut html);
                written = place;
            }
            html.push_str(&note.html[written..]);
            self.links_back_into(index + 1, note.references, &mut html);
            FinishedNote { html, plain: note.plain.clone(), block: note.block }
        };
        resolved.iter().enumerate().map(finish).collect()
    }

    /// The section of footnotes at the end of a text; nothing if there are none.
    pub(super) fn footnote_section_into(&self, notes: &[FinishedNote], html: &mut String) {
        if notes.is_empty() {
            return;
        }
        html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        escape::attribute_into(&self.options.strings.footnotes, html);
        html.push_str("\">\n<ol>\n");
        for (index, note) in notes.iter().enumerate() {
            html.push_str("<li");
            self.id_into(index + 1, html);
            html.push_str(">\n");
            html.push_str(&note.html);
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n</section>\n");
    }

    /// A footnote in its own place, as a passage of an article.
    pub(super) fn footnote_block_into(&self, number: usize, note: &FinishedNote, html: &mut String) {
        html.push_str("<div class=\"footnote\" role=\"note\"");
        self.id_into(number, html);
        let _ = write!(html, ">\n<span class=\"fn-number\">{number}</span>");
        html.push_str(&note.html);
        html.push_str("</div>\n");
    }

    fn id_into(&self, number: usize, html: &mut String) {
        html.push_str(" id=\"");
        escape::attribute_into(&self.options.id_prefix, html);
        let _ = write!(html, "fn-{number}\"");
    }

    fn reference_into(&self, number: usize, nth: usize, html: &mut String) {
        html.push_str("<sup class=\"fn\"><a href=\"#");
        escape::attribute_into(&self.options.id_prefix, html);
        let _ = write!(html, "fn-{number}\" id=\"");
        self.reference_id_into(number, nth, html);
        html.push_str("\" role=\"doc-noteref\" aria-label=\"");
        escape::attribute_into(&self.options.strings.footnote, html);
        let _ = write!(html, " {number}\">{number}</a></sup>");
    }

    fn reference_id_into(&self, number: usize, nth: usize, html: &mut String) {
        escape::attribute_into(&self.options.id_prefix, html);
        let _ = write!(html, "fnref-{number}");
        if nth > 1 {
            let _ = write!(html, "-{nth}");
        }
    }

    /// The links from a note to its references, in the note's last paragraph if it ends in one.
    fn links_back_into(&self, number: usize, references: usize, html: &mut String) {
        if references == 0 {
            return;
        }
        let in_paragraph = html.ends_with("</p>\n");
        if in_paragraph {
            html.truncate(html.len() - "</p>\n".len());
        } else {
            html.push_str("<p>");
        }
        for nth in 1..=references {
            html.push_str(if nth > 1 || in_paragraph { " <a href=\"#" } else { "<a href=\"#" });
            self.reference_id_into(number, nth, html);
            html.push_str("\" class=\"fn-back\" role=\"doc-backlink\" aria-label=\"");
            escape::attribute_into(&self.options.strings.back_to_text, html);
            let _ = write!(html, " {number}");
            // U+FE0E asks for the arrow as a character of text, not as a picture.
            if nth > 1 {
                let _ = write!(html, ", {nth}\">↩\u{fe0e}<sup>{nth}</sup></a>");
            } else {
                html.push_str("\">↩\u{fe0e}</a>");
            }
        }
        html.push_str("</p>\n");
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::markup::{NoLinks, Options, render, render_blocks};

    fn check(source: &str, expected: Expect) {
        let options = Options { id_prefix: "t-".into(), ..Options::default() };
        expected.assert_eq(&render(source, &options, &NoLinks).html);
    }

    #[test]
    fn a_footnote_links_to_its_references_and_back() {
        check(
            "x[^a] y[^a] z[^b]\n\n[^unused]: -\n\n[^b]: ```\n    c\n    ```\n\n[^a]: A[^b]",
            expect![[r##"
            <p>x<sup class="fn"><a href="#t-fn-1" id="t-fnref-1" role="doc-noteref" aria-label="Footnote 1">1</a></sup> y<sup class="fn"><a href="#t-fn-1" id="t-fnref-1-2" role="doc-noteref" aria-label="Footnote 1">1</a></sup> z<sup class="fn"><a href="#t-fn-2" id="t-fnref-2" role="doc-noteref" aria-label="Footnote 2">2</a></sup></p>
            <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
            <ol>
            <li id="t-fn-1">
            <p>A<sup class="fn"><a href="#t-fn-2" id="t-fnref-2-2" role="doc-noteref" aria-label="Footnote 2">2</a></sup> <a href="#t-fnref-1" class="fn-back" role="doc-backlink" aria-label="Back to text, footnote 1">↩︎</a> <a href="#t-fnref-1-2" class="fn-back" role="doc-backlink" aria-label="Back to text, footnote 1, 2">↩︎<sup>2</sup></a></p>
            </li>
            <li id="t-fn-2">
            <pre tabindex="0"><code>c
            </code></pre>
            <p><a href="#t-fnref-2" class="fn-back" role="doc-backlink" aria-label="Back to text, footnote 2">↩︎</a> <a href="#t-fnref-2-2" class="fn-back" role="doc-backlink" aria-label="Back to text, footnote 2, 2">↩︎<sup>2</sup></a></p>
            </li>
            </ol>
            </section>
        "##]],
        );
    }

    #[test]
    fn numbers_follow_the_order_of_first_reference() {
        let numbers = |source: &str| -> Vec<String> {
            let html = render(source, &Options::default(), &NoLinks).html;
            let ids = html.split(" id=\"").skip(1);
            ids.map(|rest| rest[..rest.find('"').unwrap()].to_string()).collect()
        };
        let both = "\n\n[^a]: A\n\n[^b]: B";
        assert_eq!(numbers(&format!("x[^b] y[^a]{both}")), ["fnref-1", "fnref-2", "fn-1", "fn-2"]);
        assert_eq!(numbers(&format!("x[^b]{both}")), ["fnref-1", "fn-1"]);
        assert_eq!(
            numbers("[^a]: A[^b]\n\n[^b]: B\n\nx[^c] y[^a]\n\n[^c]: C"),
            ["fnref-1", "fnref-2", "fn-1", "fn-2", "fnref-3", "fn-3",]
        );
        assert_eq!(numbers("[^a]: A[^a]\n\nx[^a]"), ["fnref-1", "fn-1", "fnref-1-2"]);
        assert_eq!(numbers("x[^Ấ]\n\n[^ấ]: A\n\n[^Ấ]: B"), ["fnref-1", "fn-1"]);
        assert_eq!(numbers("x[^none]"), Vec::<String>::new());
        assert_eq!(numbers("[[x|y[^a] z]]\n\n[^a]: A"), Vec::<String>::new());
    }

    #[test]
    fn a_footnote_holds_any_markup() {
        let html = |source: &str| render(source, &Options::default(), &NoLinks).html;
        let found = html("x[^a]\n\n[^a]: > q[^b]\n    > — [[y]]\n\n[^b]: - l");
        assert!(
            found.contains("<figure class=\"quote\">\n<blockquote>\n<p>q<sup class=\"fn\"><a href=\"#fn-2\"")
        );
        assert!(found.contains("<li>l</li>\n</ul>\n<p><a href=\"#fnref-2\""), "{found}");
    }

    #[test]
    fn in_an_article_every_definition_stays_in_its_place() {
        let source = "x[^b]\n\n[^a]: A\n\n[^b]: B[^c]\n\ny\n\n[^c]: C";
        let rendered = render_blocks(source, &[], &Options::default(), &NoLinks);
        let starts: Vec<&str> = rendered
            .blocks
            .iter()
            .map(|block| {
                block.html.split_once(" id=\"").map_or("", |(_, rest)| &rest[..rest.find('"').unwrap()])
            })
            .collect();
        assert_eq!(starts, ["fnref-1", "fn-3", "fn-1", "", "fn-2"]);
        assert_eq!(rendered.blocks[1].plain, "A");
    }
}

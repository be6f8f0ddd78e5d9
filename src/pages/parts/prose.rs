//! Markdown by the portal's authors, rendered for a page.

use crate::display::words;
use crate::markup::{self, Link, Links, MarkupStrings, Options, Reference, Rendered, SiteFile, escape};
use crate::model::site::{Article, Markdown, Target, Thing, Wording, passage_number};
use crate::pages::Scope;
use crate::render::strings::Strings;
use crate::text::words::one_line;
use std::collections::HashMap;

/// The links of one text, by where they stand in it.
struct Followed<'a, 's> {
    scope: &'a Scope<'s>,
    targets: HashMap<usize, &'a Target>,
}

impl Links for Followed<'_, '_> {
    fn link(&self, reference: &Reference) -> Option<Link> {
        let target = self.targets.get(&reference.range.start)?;
        let href = self.scope.target_address(target);
        let (label, title, class) = match (target.thing, target.anchor.as_deref()) {
            (Thing::Article(id), anchor) => {
                let passage = anchor.and_then(passage_number);
                let passages = passage.map(|passage| (passage, passage));
                let (label, title) = self.scope.chip_words(id, passages);
                let class = reference.label.is_none().then(|| "sig".to_owned());
                (label, Some(title), class)
            }
            (thing, _) => (self.scope.name(thing), None, None),
        };
        let card = (class.is_none() && has_head(target.thing)).then(String::new);
        Some(Link { href, title, card, label: Some(label), class, keep: false })
    }

    fn file(&self, address: &str) -> Option<SiteFile> {
        let (path, rest, size) = self.scope.site.static_files.named(address)?;
        let rest = escape::url(rest)?;
        Some(SiteFile { href: format!("{}{}{rest}", self.scope.root, escape::path(path)), size })
    }
}

/// Whether the head of the page that a link leads to is about the thing: terms share the glossary.
fn has_head(thing: Thing) -> bool {
    !matches!(thing, Thing::Term(_))
}

/// The words that rendering Markdown needs.
pub fn markup_strings(strings: &Strings) -> MarkupStrings {
    let word = |key: &str| strings.get(key).to_owned();
    let before_number = |key: &str| strings.get(key).replace("{n}", "").trim().to_owned();
    MarkupStrings {
        note: word("alert_note"),
        tip: word("alert_tip"),
        important: word("alert_important"),
        warning: word("alert_warning"),
        caution: word("alert_caution"),
        footnotes: word("footnotes"),
        footnote: before_number("footnote"),
        back_to_text: before_number("footnote_back"),
        table: word("table"),
        done: word("task_done"),
        open: word("task_open"),
    }
}

impl Scope<'_> {
    /// The address of a thing, or of a place on its page, relative to the page.
    fn target_address(&self, target: &Target) -> String {
        let anchor = target.anchor.as_ref().map(|anchor| format!("#{anchor}"));
        format!("{}{}{}", self.root, self.path(target.thing), anchor.unwrap_or_default())
    }

    /// A link to a thing, or to a place on its page, that says its name.
    pub fn target_link(&self, target: &Target) -> String {
        let mark = if has_head(target.thing) { " data-card" } else { "" };
        format!("<a href=\"{}\"{mark}>{}</a>", self.target_address(target), self.name_html(target.thing))
    }

    fn followed<'a>(&'a self, source: &str, targets: &'a [Option<Target>]) -> Followed<'a, 'a> {
        let references = if targets.is_empty() { Vec::new() } else { markup::references(source) };
        self.leading(references.iter().map(|reference| reference.range.start), targets)
    }

    /// The links of a text whose references begin at `references` and lead to `targets`.
    fn leading<'a>(
        &'a self,
        references: impl Iterator<Item = usize>,
        targets: &'a [Option<Target>],
    ) -> Followed<'a, 'a> {
        let targets = references.zip(targets).filter_map(|(at, t)| Some((at, t.as_ref()?))).collect();
        Followed { scope: self, targets }
    }

    fn options(&self, prefix: &str) -> Options {
        Options {
            raw_html: self.site.portal.raw_html,
            heading_base: 2,
            id_prefix: prefix.to_owned(),
            own_page: None,
            strings: self.markup_strings(),
        }
    }

    /// Blocks; ids of headings and footnotes begin with `prefix`.
    pub fn blocks(&self, markdown: &Markdown, prefix: &str) -> Rendered {
        let links = self.followed(&markdown.source, &markdown.targets);
        markup::render(&markdown.source, &self.options(prefix), &links)
    }

    /// The text without markup: references as the names of what they lead to.
    pub fn plain(&self, markdown: &Markdown) -> String {
        one_line(&self.blocks(markdown, "").plain)
    }

    /// One paragraph's inlines.
    pub fn inline(&self, markdown: &Markdown) -> String {
        let links = self.followed(&markdown.source, &markdown.targets);
        markup::render_inline(&markdown.source, &self.options(""), &links)
    }

    /// The same of a text from the page of `source`, whose relative addresses lead from there.
    pub fn inline_of(&self, source: Thing, markdown: &Markdown) -> String {
        self.inline_from(&self.path(source), markdown)
    }

    /// The same of a text from the page at `path`, relative to the site's root.
    pub fn inline_from(&self, path: &str, markdown: &Markdown) -> String {
        let links = self.followed(&markdown.source, &markdown.targets);
        let own_page = Some(format!("{}{path}", self.root));
        markup::render_inline(&markdown.source, &Options { own_page, ..self.options("") }, &links)
    }

    /// One paragraph's inlines, if there is a text.
    pub fn maybe_inline(&self, markdown: Option<&Markdown>) -> Option<String> {
        markdown.map(|text| self.inline(text))
    }

    /// A plain text as HTML, made by `words`, its references as links.
    pub fn worded(&self, text: &Wording, words: impl Fn(&str) -> String) -> String {
        self.pieces(text, words, |link, label| {
            let mut html = String::from("<a href=\"");
            escape::attribute_into(&link.href, &mut html);
            for (name, value) in [("class", link.class), ("title", link.title)] {
                let Some(value) = value else { continue };
                html.push_str(&format!("\" {name}=\""));
                escape::attribute_into(&value, &mut html);
            }
            html + &format!("\">{}</a>", escape::text(&words::nfc(&label)))
        })
    }

    /// A plain text, its references as their labels or the names of what they lead to.
    pub fn worded_plain(&self, text: &Wording) -> String {
        self.pieces(text, str::to_owned, |_, label| label)
    }

    fn pieces(
        &self,
        text: &Wording,
        words: impl Fn(&str) -> String,
        linked: impl Fn(Link, String) -> String,
    ) -> String {
        let Markdown { source, targets } = text.references();
        if targets.is_empty() {
            return words(source);
        }
        let links = self.followed(source, targets);
        let mut out = String::new();
        let mut at = 0;
        for reference in markup::references(source) {
            out.push_str(&words(&source[at..reference.range.start]));
            let label = reference.label.clone();
            out.push_str(&match links.link(&reference) {
                Some(link) => {
                    let label = label.or_else(|| link.label.clone()).unwrap_or_default();
                    linked(link, label)
                }
                // What leads nowhere has been reported.
                None => words(&label.unwrap_or(reference.target)),
            });
            at = reference.range.end;
        }
        out + &words(&source[at..])
    }

    /// The text of a Markdown article, block by block, with marks at byte offsets into its body.
    pub fn article_blocks(&self, article: &Article, marks: &[markup::Mark]) -> markup::RenderedBlocks {
        let links =
            self.leading(article.references.iter().map(|reference| reference.range.start), &article.targets);
        markup::render_blocks(&article.text[article.body_start..], marks, &self.options("h-"), &links)
    }
}

//! What refers to a page's subject, with the sentence that does, grouped by kind and source.

use super::paging;
use crate::display::words;
use crate::markup::escape;
use crate::model::site::{Article, ArticleSentences, Backlink, Markdown, Place, Thing, passage_anchor};
use crate::pages::Scope;
use crate::resolve::relations::sentences::Sentences;
use crate::text::words::excerpt;
use crate::view::{BacklinkGroup, BacklinkSentence, BacklinkSource, Chip};
use std::collections::HashSet;
use std::ops::Range;

/// How many pages the backlinks of a thing need: at least one.
pub fn parts(site: &crate::model::site::Site, thing: Thing) -> usize {
    let links = site.links(thing);
    paging::parts(links.chunk_by(|a, b| a.source == b.source).count()).max(1)
}

impl Scope<'_> {
    /// The backlinks of the page's part: sources in order.
    pub fn backlinks(&self, thing: Thing) -> Vec<BacklinkGroup> {
        let links = self.site.links(thing);
        let mut groups: Vec<BacklinkGroup> = Vec::new();
        let by_source = links.chunk_by(|a, b| a.source == b.source);
        for links in self.on_page(by_source) {
            let source = links[0].source;
            let kind = source.kind();
            if groups.last().is_none_or(|g| g.kind != kind) {
                let label = self.strings.get(&format!("kind_{kind}")).to_owned();
                groups.push(BacklinkGroup { kind: kind.to_owned(), label, sources: Vec::new() });
            }
            let group = groups.last_mut().expect("just pushed");
            group.sources.push(self.backlink_source(source, thing, links));
        }
        groups
    }

    fn backlink_source(&self, source: Thing, target: Thing, links: &[Backlink]) -> BacklinkSource {
        let mut sentences = self.wanted("sentences", || self.sentences(source, target, links));
        if sentences.len() > 1 {
            let mut seen = HashSet::new();
            let is_new = sentences.iter().map(|s| seen.insert((&s.path, &s.text_html, &s.field, &s.chip)));
            let mut is_new = is_new.collect::<Vec<bool>>().into_iter();
            sentences.retain(|_| is_new.next().unwrap_or(true));
        }
        let chips = bare_chips(&mut sentences);
        for sentence in &mut sentences {
            sentence.begins_with_chip = begins_with_chip(sentence);
        }
        BacklinkSource {
            title_html: self.name_html(source),
            source_voice: matches!(source, Thing::Article(_) | Thing::Document(_)),
            path: self.path(source),
            siglum: match source {
                Thing::Article(id) => Some(self.site[id].siglum.clone()),
                _ => None,
            },
            chips,
            sentences,
        }
    }

    fn sentences(&self, source: Thing, target: Thing, links: &[Backlink]) -> Vec<BacklinkSentence> {
        let mut out = Vec::with_capacity(links.len());
        let article = match source {
            Thing::Article(id) => Some(&self.site[id]),
            _ => None,
        };
        let mut in_body = article.map(Sentences::of);
        let mut in_text = article.map(ArticleSentences::of);
        let page = self.path(source);
        let mut at = 0;
        while at < links.len() {
            let link = &links[at];
            at += 1;
            let place = |anchor: &Option<String>| {
                anchor.as_ref().map_or_else(|| page.clone(), |a| format!("{page}#{a}"))
            };
            let target_chip = match target {
                Thing::Article(id) => link.passage.map(|passage| self.chip(id, Some(passage))),
                _ => None,
            };
            out.push(match (&link.place, source, &mut in_text) {
                (Place::Text { range, passage }, Thing::Article(id), Some(sentences)) => {
                    let article = &self.site[id];
                    let whole = sentences.around(*passage, range);
                    let sentence = excerpt(&article.text, whole.clone(), range);
                    // Mentions of one sentence are marked together.
                    let mut marks = vec![range.clone()];
                    while let Some(Place::Text { range, .. }) = links.get(at).map(|l| &l.place)
                        && sentence.contains(&range.start)
                    {
                        marks.push(range.clone());
                        at += 1;
                    }
                    BacklinkSentence {
                        begins_with_chip: false,
                        chip: Some(self.chip(id, Some(*passage))),
                        path: format!("{page}#{}", passage_anchor(*passage)),
                        text_html: Some(match article.is_markdown {
                            true => self.inline_of(
                                source,
                                &Markdown {
                                    source: between_dots(&article.text[sentence.clone()], &whole, &sentence),
                                    targets: Vec::new(),
                                },
                            ),
                            false => marked(article, whole, sentence, &marks),
                        }),
                        source_voice: true,
                        field: None,
                    }
                }
                (Place::Body { reference }, ..) => BacklinkSentence {
                    begins_with_chip: false,
                    chip: target_chip,
                    path: page.clone(),
                    text_html: in_body
                        .as_mut()
                        .map(|sentences| self.inline_of(source, &sentences.around(*reference))),
                    source_voice: false,
                    field: None,
                },
                (Place::Markdown { sentence, field, anchor }, ..) => BacklinkSentence {
                    begins_with_chip: false,
                    chip: target_chip,
                    path: place(anchor),
                    text_html: Some(self.inline_of(source, sentence)),
                    source_voice: false,
                    field: (*field != "body").then(|| self.field_label(field)),
                },
                (Place::Field { field, anchor }, ..) => BacklinkSentence {
                    begins_with_chip: false,
                    chip: target_chip,
                    path: place(anchor),
                    text_html: None,
                    source_voice: false,
                    field: Some(self.field_label(field)),
                },
                (Place::Text { .. }, ..) => continue,
            });
        }
        out
    }

    /// A field in words: *Văn bản liên quan*.
    fn field_label(&self, field: &str) -> String {
        let key = format!("field_{field}");
        self.strings.find(&key).or_else(|| self.strings.find(field)).unwrap_or(field).to_owned()
    }
}

/// Takes out what has a passage and no sentence; the passages are left, each once, but for those that sentences name.
fn bare_chips(sentences: &mut Vec<BacklinkSentence>) -> Vec<Chip> {
    let bare = sentences.extract_if(.., |sentence| sentence.chip.is_some() && sentence.text_html.is_none());
    let mut chips: Vec<Chip> = bare.filter_map(|sentence| sentence.chip).collect();
    let named: HashSet<&str> =
        sentences.iter().filter_map(|sentence| Some(&*sentence.chip.as_ref()?.path)).collect();
    chips.retain(|chip| !named.contains(&*chip.path));
    // All are of one article, so that the shorter address has the smaller number.
    chips.sort_by(|a, b| (a.path.len(), &a.path).cmp(&(b.path.len(), &b.path)));
    chips.dedup();
    chips
}

fn begins_with_chip(sentence: &BacklinkSentence) -> bool {
    let (Some(chip), Some(text)) = (&sentence.chip, &sentence.text_html) else { return false };
    let first = text.strip_prefix("<a ").and_then(|text| text.split("</a>").next()?.split_once('>'));
    first.is_some_and(|(tag, label)| tag.contains("class=\"sig\"") && label == escape::text(&chip.label))
}

/// What is shown of a sentence, with dots where that is not the whole.
fn between_dots(words: &str, sentence: &Range<usize>, shown: &Range<usize>) -> String {
    let dots = |is_cut: bool, dots: &'static str| if is_cut { dots } else { "" };
    let (before, behind) = (shown.start > sentence.start, shown.end < sentence.end);
    format!("{}{words}{}", dots(before, "… "), dots(behind, " …"))
}

/// What is shown of a `sentence` of an article as HTML, with `marks` (sorted, within it) in `<mark>`; dots where it is not the whole.
pub fn marked(
    article: &Article,
    sentence: Range<usize>,
    shown: Range<usize>,
    marks: &[Range<usize>],
) -> String {
    let mut out = String::with_capacity(shown.len() + 32);
    let mut at = shown.start;
    for mark in marks {
        let (start, end) = (mark.start.max(at), mark.end.min(shown.end));
        if start >= end {
            continue;
        }
        words::push_part(article, at..start, &mut out);
        out.push_str("<mark>");
        words::push_part(article, start..end, &mut out);
        out.push_str("</mark>");
        at = end;
    }
    words::push_part(article, at.min(shown.end)..shown.end, &mut out);
    between_dots(&out, &sentence, &shown)
}

//! The events of our dialect, in order wherever the parser keeps them so.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, OffsetIter, Options as Extensions, Parser, Tag, TagEnd};

use super::references::is_wiki;

/// The events of a text. Offsets are bytes of `source`.
///
/// A link or an image lies within those around it, except that the parser finds the end of a `![[` or `[[` behind the
/// end of the link or image in which it stands (`[![[a] b] c](d) e]]`). Such brackets are text here.
pub(super) fn events(source: &str) -> Events<'_> {
    Events { source, inner: parser(source).into_offset_iter(), open: Vec::new() }
}

/// A parser of our dialect.
pub(super) fn parser(source: &str) -> Parser<'_> {
    let extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_HEADING_ATTRIBUTES
        | Extensions::ENABLE_GFM
        | Extensions::ENABLE_DEFINITION_LIST
        | Extensions::ENABLE_WIKILINKS;
    Parser::new_ext(source, extensions)
}

/// See [`events`].
pub(super) struct Events<'a> {
    source: &'a str,
    inner: OffsetIter<'a>,
    /// The links and images around the next event, the innermost last.
    open: Vec<Open>,
}

struct Open {
    /// Where it ends; if it is text, where the one around it ends.
    end: usize,
    /// Whether it is text.
    is_text: bool,
}

impl<'a> Iterator for Events<'a> {
    type Item = (Event<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let (event, range) = self.inner.next()?;
        Some(match self.stands_as_text(&event, &range) {
            Some(range) => (Event::Text(CowStr::Borrowed(&self.source[range.clone()])), range),
            None => (event, range),
        })
    }
}

impl Events<'_> {
    /// Follows what is open, and gives the stretch of the source that stands in the place of an event.
    fn stands_as_text(&mut self, event: &Event<'_>, range: &Range<usize>) -> Option<Range<usize>> {
        match event {
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
                let around = self.open.last().map_or(usize::MAX, |open| open.end);
                let is_text = is_wiki(*link_type) && range.contains(&around);
                self.open.push(Open { end: if is_text { around } else { range.end }, is_text });
                let brackets = if matches!(event, Event::Start(Tag::Image { .. })) { "![[" } else { "[[" };
                is_text.then_some(range.start..range.start + brackets.len())
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let open = self.open.pop()?;
                open.is_text.then_some(range.end - "]]".len()..range.end)
            }
            // All that stands between the brackets is their text; what stands behind the link comes once more.
            Event::Text(_) => {
                let open = self.open.last()?;
                (open.is_text && range.contains(&open.end)).then_some(range.start..open.end)
            }
            _ => None,
        }
    }
}

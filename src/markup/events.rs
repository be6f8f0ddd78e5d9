//! The events of our dialect, each within those around it.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, OffsetIter, Options as Extensions, Parser, Tag, TagEnd};

use super::references::is_wiki;

/// How often a text is read anew at most, each time with fewer brackets that cross.
const ATTEMPTS: usize = 8;

/// The events of a text. Offsets are bytes of `source`.
///
/// `![[target]]` is a `!` and a reference. Where other brackets cross (`[![[a] b] c](d) e]]`), the parser tears the text apart; in
/// CommonMark a link that is whole wins, so the brackets that cross it are text here.
pub(super) fn events(source: &str) -> Events<'_> {
    // Only `![` leaves brackets open across a link's end.
    let masked = (source.contains("![") && source.contains("[[")).then(|| Masked::new(source)).flatten();
    let Some(mut masked) = masked else { return Events::Direct(Box::new(parser(source).into_offset_iter())) };
    let mut events = masked.events();
    for _ in 0..ATTEMPTS {
        let crossing = masked.crossing(&events);
        if crossing.is_empty() {
            break;
        }
        // The second of two brackets: what is no pair ends no reference.
        crossing.into_iter().for_each(|end| masked.cover(end - 1));
        events = masked.events();
    }
    Events::Collected(events.into_iter())
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
pub(super) enum Events<'a> {
    /// As the parser makes them.
    Direct(Box<OffsetIter<'a>>),
    /// All of them, made before.
    Collected(std::vec::IntoIter<(Event<'a>, Range<usize>)>),
}

impl<'a> Iterator for Events<'a> {
    type Item = (Event<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Direct(events) => events.next(),
            Self::Collected(events) => events.next(),
        }
    }
}

/// A text in which other signs stand for some, so that these mean nothing to the parser.
struct Masked<'a> {
    source: &'a str,
    text: String,
    /// What stands for `!`, and for `]`: signs that the text does not have, and that mean nothing in Markdown.
    signs: [char; 2],
}

impl<'a> Masked<'a> {
    /// The text with the `!` of every `![[target]]` covered; none if it has too many control characters.
    fn new(source: &'a str) -> Option<Self> {
        let mut free = ('\u{1}'..'\u{9}').filter(|sign| !source.contains(*sign));
        let signs = [free.next()?, free.next()?];
        let mut masked = Self { source, text: source.to_owned(), signs };
        for (at, _) in source.match_indices("![[") {
            let is_escaped = source[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
            let target = &source[at + "![[".len()..];
            let end = target.find(['[', ']']).unwrap_or(target.len());
            if !is_escaped && target[end..].starts_with("]]") {
                masked.cover(at);
            }
        }
        Some(masked)
    }

    /// Covers the `!` or `]` at a place.
    fn cover(&mut self, at: usize) {
        let sign = self.signs[usize::from(self.source[at..].starts_with(']'))];
        self.text.replace_range(at..at + 1, sign.encode_utf8(&mut [0; 4]));
    }

    fn events(&self) -> Vec<(Event<'a>, Range<usize>)> {
        let events = parser(&self.text).into_offset_iter();
        events.map(|(event, range)| (self.uncovered(event, &range), range)).collect()
    }

    /// The ends of `[[…]]` that tear the text: they reach over the end of the link or image in which they begin, have brackets
    /// between theirs, which may be another's, or are the beginning of an image, in which they are then missing.
    fn crossing(&self, events: &[(Event<'_>, Range<usize>)]) -> Vec<usize> {
        let mut found = Vec::new();
        // Where the links and images end that are open, the innermost last.
        let mut open: Vec<usize> = Vec::new();
        for (index, (event, range)) in events.iter().enumerate() {
            match event {
                Event::Start(
                    Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. },
                ) => {
                    let leaves = open.last().is_some_and(|around| range.contains(around));
                    open.push(range.end);
                    let within = &self.source[range.start..];
                    if is_wiki(*link_type) {
                        let target = within.trim_start_matches('!').get("[[".len()..).unwrap_or_default();
                        if leaves || dest_url.contains('[') || !target.starts_with(&**dest_url) {
                            found.push(range.end);
                        }
                    } else if within.starts_with("![[") {
                        let next = events.get(index + 1).map_or(range.end, |(_, next)| next.start);
                        let missing = self.source.get(range.start..next).filter(|it| it.ends_with("]]"));
                        found.extend(missing.map(|_| next));
                    }
                }
                Event::End(TagEnd::Link | TagEnd::Image) => drop(open.pop()),
                _ => {}
            }
        }
        found
    }

    /// An event of the text, as it is of the source.
    fn uncovered(&self, event: Event<'_>, range: &Range<usize>) -> Event<'a> {
        let own = |text: CowStr<'_>| match text {
            // What is said as it stands needs no copy.
            text if self.text.get(range.clone()) == Some(&*text) => {
                CowStr::Borrowed(&self.source[range.clone()])
            }
            text => CowStr::from(text.replace(self.signs[0], "!").replace(self.signs[1], "]")),
        };
        match event {
            Event::Text(text) => Event::Text(own(text)),
            Event::Code(text) => Event::Code(own(text)),
            Event::Html(text) => Event::Html(own(text)),
            Event::InlineHtml(text) => Event::InlineHtml(own(text)),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let (dest_url, title, id) = (own(dest_url), own(title), own(id));
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let (dest_url, title, id) = (own(dest_url), own(title), own(id));
                Event::Start(Tag::Image { link_type, dest_url, title, id })
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(own(language))))
            }
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                let (id, classes) = (id.map(own), classes.into_iter().map(own).collect());
                let attrs = attrs.into_iter().map(|(name, value)| (own(name), value.map(own))).collect();
                Event::Start(Tag::Heading { level, id, classes, attrs })
            }
            other => other.into_static(),
        }
    }
}

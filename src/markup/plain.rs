//! The words of a text without its marks, and where they stand in it.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::events;

/// What a Markdown text says: words without marks, a space for each line break, a line end behind each block.
#[derive(Debug, Clone)]
pub struct Plain {
    /// The words.
    pub text: String,
    pieces: Vec<Piece>,
}

/// Words that stand together in the source.
#[derive(Debug, Clone)]
struct Piece {
    /// Half-open byte offsets into the words.
    plain: Range<usize>,
    /// Half-open byte offsets into the source.
    source: Range<usize>,
}

impl Piece {
    /// Whether the words stand in the source as they are: escapes and character references do not.
    fn is_verbatim(&self) -> bool {
        self.plain.len() == self.source.len()
    }
}

impl Plain {
    /// The words of `source`.
    pub fn new(source: &str) -> Self {
        let mut plain = Self { text: String::with_capacity(source.len()), pieces: Vec::new() };
        for (event, range) in events(source) {
            match event {
                Event::Text(text) => plain.push(&text, range),
                Event::Code(text) => {
                    let at = source[range.clone()].find(&*text).map(|at| range.start + at);
                    plain.push(&text, at.map_or(range, |at| at..at + text.len()));
                }
                Event::SoftBreak | Event::HardBreak => plain.push(" ", range),
                Event::End(
                    TagEnd::Paragraph
                    | TagEnd::Heading(_)
                    | TagEnd::Item
                    | TagEnd::TableCell
                    | TagEnd::DefinitionListTitle,
                ) => plain.push("\n", range.end..range.end),
                _ => {}
            }
        }
        plain
    }

    fn push(&mut self, text: &str, source: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { plain: start..self.text.len(), source });
    }

    /// Where a stretch of the words, which is not empty, begins and ends in the source.
    pub fn to_source(&self, words: &Range<usize>) -> Range<usize> {
        let first = &self.pieces[self.pieces.partition_point(|piece| piece.plain.end <= words.start)];
        let last = &self.pieces[self.pieces.partition_point(|piece| piece.plain.end < words.end)];
        let start = match first.is_verbatim() {
            true => first.source.start + (words.start - first.plain.start),
            false => first.source.start,
        };
        let end = match last.is_verbatim() {
            true => last.source.start + (words.end - last.plain.start),
            false => last.source.end,
        };
        start..end
    }

    /// The words of a stretch of the source.
    pub fn within(&self, source: &Range<usize>) -> String {
        let mut words = String::new();
        for piece in &self.pieces {
            let start = piece.source.start.max(source.start);
            let end = piece.source.end.min(source.end);
            if start < end {
                words.push_str(match piece.is_verbatim() {
                    true => {
                        let at = |offset: usize| piece.plain.start + (offset - piece.source.start);
                        self.text.get(at(start)..at(end)).unwrap_or_default()
                    }
                    false => &self.text[piece.plain.clone()],
                });
            } else if piece.source.is_empty() && source.contains(&piece.source.start) {
                words.push_str(&self.text[piece.plain.clone()]);
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::Plain;
    use crate::text::quote::find_quote;
    use proptest::prelude::{prop_assert, proptest};

    /// `words` are found in the plain text of `source` and stand at `expected` in it; back from there come the same words.
    fn check(source: &str, words: &str, expected: &str) {
        let plain = Plain::new(source);
        let found =
            find_quote(&plain.text, words).unwrap_or_else(|| panic!("{words:?} not in {:?}", plain.text));
        let range = plain.to_source(&found[0]);
        assert_eq!(&source[range.clone()], expected, "{source:?}");
        let again = plain.within(&range);
        assert_eq!(again.split_whitespace().collect::<Vec<_>>().join(" "), words, "{source:?}");
    }

    #[test]
    fn words_are_found_between_marks() {
        check("Đoạn **hai** có [liên kết](https://a.b).", "hai có liên kết", "hai** có [liên kết");
        check("Đoạn **hai** có `mã` x.", "Đoạn hai có mã", "Đoạn **hai** có `mã");
        check("a &amp; b \\* c", "a & b * c", "a &amp; b \\* c");
        check("một\nhai", "một hai", "một\nhai");
        check("# A\n\n- b\n- c", "b c", "b\n- c");
        check("xem [[article:a|bài *a*]] nhé", "xem bài a nhé", "xem [[article:a|bài *a*]] nhé");
    }

    proptest! {
        #[test]
        fn any_stretch_of_words_has_a_place(source in "[a-zđ *_`&;#\\[\\]()|>\\n-]{0,60}", from in 0..60usize, to in 0..60usize) {
            let plain = Plain::new(&source);
            let bounds: Vec<usize> = plain.text.char_indices().map(|(at, _)| at).chain([plain.text.len()]).collect();
            let (from, to) = (bounds[from % bounds.len()], bounds[to % bounds.len()]);
            if from < to {
                let range = plain.to_source(&(from..to));
                prop_assert!(source.get(range.clone()).is_some() || range.is_empty(), "{range:?}");
            }
        }
    }
}

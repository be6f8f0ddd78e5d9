//! The sentences of Markdown in which references stand, for whoever sees them from their targets.

use crate::markup;
use crate::model::site::{Article, Markdown, Target};
use crate::text::words::sentences;
use std::ops::Range;

/// The most that is shown of a sentence before a reference, and as much behind it: bytes.
const LONGEST_SIDE: usize = 1000;

/// Cuts out the sentences around references of one text.
///
/// It looks at the lines around a reference only, and keeps them: references that are asked for in their order cost time in proportion to
/// the text.
pub struct Sentences<'a> {
    text: &'a str,
    references: &'a [Range<usize>],
    targets: &'a [Option<Target>],
    lines: Option<Lines>,
}

/// Lines that flow into one another, and what lies between the ends of sentences in them.
struct Lines {
    /// Where they stand in the text, bytes.
    range: Range<usize>,
    /// Their text with line ends as spaces, byte for byte.
    flowing: String,
    /// Offsets into it.
    sentences: Vec<Range<usize>>,
}

impl<'a> Sentences<'a> {
    /// For a text with references at `references` (byte offsets, in order), which lead to `targets`.
    pub fn new(text: &'a str, references: &'a [Range<usize>], targets: &'a [Option<Target>]) -> Self {
        Self { text, references, targets, lines: None }
    }

    /// For the body of an article in Markdown.
    pub fn of(article: &'a Article) -> Self {
        Self::new(&article.text[article.body_start..], &article.references, &article.targets)
    }

    /// The sentence around a reference, the `at`-th of the text, with the references in it. Of a very long one only a part: else the
    /// excerpts of a list of thousands of references would be as long, all together, as its length squared.
    pub fn around(&mut self, at: usize) -> Markdown {
        let (text, reference) = (self.text, &self.references[at]);
        if !self.holds(at) {
            self.lines = Some(lines_around(text, reference));
        }
        let Some(Lines { range, flowing, sentences }) = &self.lines else { return Markdown::default() };
        let inside = reference.start - range.start..reference.end - range.start;
        let sentence = unmarked(flowing, touched(sentences, &inside), &inside);
        let (sentence, dots) =
            excerpt(text, sentence.start + range.start..sentence.end + range.start, reference);
        let source = format!("{}{}{}", dots[0], &text[sentence.clone()], dots[1]);
        // Cut out, a sentence may read otherwise than in its text; only what stands in both is followed.
        let followed = markup::references(&source).into_iter().map(|one| {
            let start = one.range.start.checked_sub(dots[0].len())? + sentence.start;
            let at = self.references.binary_search_by_key(&start, |r| r.start).ok()?;
            let is_same = text[self.references[at].clone()] == source[one.range];
            is_same.then(|| self.targets.get(at).cloned().flatten()).flatten()
        });
        Markdown { targets: followed.collect(), source }
    }

    /// Whether two references stand in one sentence.
    pub fn have_one(&mut self, one: usize, other: usize) -> bool {
        let sentence = self.around(other);
        self.holds(one) && self.around(one) == sentence
    }

    /// Whether a reference stands in the lines that are kept.
    fn holds(&self, at: usize) -> bool {
        let reference = &self.references[at];
        let lines = self.lines.as_ref().map_or(0..0, |lines| lines.range.clone());
        lines.start <= reference.start && reference.end <= lines.end
    }
}

/// From the sentence in which a range begins to the one in which it ends.
fn touched(sentences: &[Range<usize>], range: &Range<usize>) -> Range<usize> {
    let first = sentences.partition_point(|s| s.end <= range.start);
    let last = sentences.partition_point(|s| s.start < range.end);
    match sentences.get(first..last.max(first)) {
        Some([one, .., end]) => one.start.min(range.start)..end.end.max(range.end),
        Some([one]) => one.start.min(range.start)..one.end.max(range.end),
        _ => range.clone(),
    }
}

/// The part of a very long sentence around a reference, and what stands before and behind it for what was left out.
fn excerpt(
    text: &str,
    sentence: Range<usize>,
    reference: &Range<usize>,
) -> (Range<usize>, [&'static str; 2]) {
    let near = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = near(reference.start.saturating_sub(LONGEST_SIDE)).max(sentence.start);
    let end = near(reference.end + LONGEST_SIDE).min(sentence.end);
    let dots = |is_cut: bool| if is_cut { "…" } else { "" };
    (start..end, [dots(start > sentence.start), dots(end < sentence.end)])
}

/// A sentence without the signs of the block it begins (a list, a quotation, a heading), or its cell of a table.
fn unmarked(text: &str, sentence: Range<usize>, reference: &Range<usize>) -> Range<usize> {
    let line = text[..sentence.start].rfind('\n').map_or(0, |at| at + 1);
    if text[line..].trim_start().starts_with('|') {
        let start = text[sentence.start..reference.start]
            .rfind('|')
            .map_or(sentence.start, |at| sentence.start + at + 1);
        let end = text[reference.end..sentence.end].find('|').map_or(sentence.end, |at| reference.end + at);
        return start..end;
    }
    let words = &text[sentence.start..reference.start];
    let signs = words.len() - words.trim_start_matches(['-', '*', '+', '>', '#', ' ']).len();
    sentence.start + signs..sentence.end
}

/// The lines around a reference that flow into one another: a sentence goes on over them.
fn lines_around(text: &str, reference: &Range<usize>) -> Lines {
    let mut start = 0;
    for (at, _) in text[..reference.start].rmatch_indices('\n') {
        if !flows_on(text, at) {
            start = at + 1;
            break;
        }
    }
    let mut ends = text[reference.end..].match_indices('\n').map(|(at, _)| reference.end + at);
    let end = ends.find(|&at| !flows_on(text, at)).unwrap_or(text.len());
    let mut flowing = String::with_capacity(end - start);
    let mut at = start;
    for line in text[start..end].split_inclusive('\n') {
        at += line.len();
        match line.strip_suffix('\n').filter(|_| flows_on(text, at - 1)) {
            Some(line) => flowing.extend([line, " "]),
            None => flowing.push_str(line),
        }
    }
    let sentences = sentences(&flowing).collect();
    Lines { range: start..end, flowing, sentences }
}

/// Whether the line behind the line end `at` goes on with what the one before says, and begins no block of its own.
fn flows_on(text: &str, at: usize) -> bool {
    let next = text[at + 1..].split('\n').next().unwrap_or_default().trim_start();
    let before = text[..at].rsplit('\n').next().unwrap_or_default().trim();
    let begins_block = next.is_empty()
        || next.starts_with(['-', '*', '+', '>', '#', '|', ':', '`', '~'])
        || next.starts_with(|c: char| c.is_ascii_digit());
    !begins_block && !before.is_empty() && !before.starts_with('#')
}

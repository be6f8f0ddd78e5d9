//! A raw text as pieces: lines, and lines that a crawler has wrapped joined again, with what can be told of each alone.

use crate::parse::clean::{Lines, folded};
use crate::text::fold::lower_tone;

/// Lines shorter than this, in characters, end where their writer ended them.
const SHORTEST_WRAPPED: usize = 45;

/// From this many words on, a line that ends as a sentence does is prose.
const FEWEST_WORDS_OF_PROSE: usize = 15;

/// From this many words on, a line is prose however it ends.
const WORDS_OF_PROSE: usize = 45;

/// One line of the text that is not blank, or several that are one wrapped paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First and last line, from 1, both included.
    pub lines: (usize, usize),
    /// The words in NFC, white space folded.
    pub text: String,
    /// The words for comparing: as `text`, in lower case and with one placement of tone marks.
    pub key: String,
    /// How many words.
    pub words: usize,
    /// Whether it ends as sentences do.
    pub stop: bool,
    /// Which run of lines without a blank line between it stands in, from 0.
    pub block: usize,
}

impl Piece {
    /// Whether it reads as a paragraph of a text.
    pub fn is_prose(&self) -> bool {
        self.words >= WORDS_OF_PROSE || (self.stop && self.words >= FEWEST_WORDS_OF_PROSE)
    }

    /// The key without what decorates labels: colons, asterisks, arrows, a count in brackets.
    pub fn label(&self) -> &str {
        label(&self.key)
    }
}

/// A label without what decorates it.
pub fn label(key: &str) -> &str {
    let decoration = |c: char| !c.is_alphanumeric() && !matches!(c, '+');
    let bare = key.trim_matches(decoration);
    let without_count = bare.trim_end_matches(|c: char| c.is_ascii_digit() || decoration(c));
    match bare.len() > without_count.len()
        && key.trim_end().ends_with([')', ']'])
        && !without_count.is_empty()
    {
        true => without_count,
        false => bare,
    }
}

/// The pieces of `text`, in order; a text of blank lines only has none.
pub fn pieces(text: &str) -> Vec<Piece> {
    let lines = Lines::new(text);
    let all: Vec<(usize, String)> =
        (1..=lines.len()).filter_map(|n| lines.get(n).map(|range| (n, words(&text[range])))).collect();
    let mut out = Vec::new();
    let blocks = all.split(|(_, line)| line.is_empty()).filter(|block| !block.is_empty());
    for (number, block) in blocks.enumerate() {
        let wrapped = is_wrapped(block);
        let mut open: Option<(usize, usize, String)> = None;
        for (index, (line, words)) in block.iter().enumerate() {
            let joins = index > 0 && continues(&block[index - 1].1, words, wrapped);
            match &mut open {
                Some((_, last, text)) if joins => {
                    *last = *line;
                    text.push(' ');
                    text.push_str(words);
                }
                open => {
                    out.extend(open.take().map(|(first, last, text)| piece((first, last), text, number)));
                    *open = Some((*line, *line, words.clone()));
                }
            }
        }
        out.extend(open.map(|(first, last, text)| piece((first, last), text, number)));
    }
    out
}

fn words(line: &str) -> String {
    folded(&line.replace(['\u{200b}', '\u{feff}'], " "))
}

fn piece(lines: (usize, usize), text: String, block: usize) -> Piece {
    let key = lower_tone(&text);
    let words = text.split(' ').filter(|word| word.contains(char::is_alphanumeric)).count();
    let stop = ends_as_sentence(&text);
    Piece { lines, text, key, words, stop, block }
}

/// Whether a text ends with a sentence's stop, perhaps with closing quotation marks behind it.
fn ends_as_sentence(text: &str) -> bool {
    let closing = |c: char| matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']' | ' ' | '/');
    text.trim_end_matches(closing).ends_with(['.', '!', '?', '…', ';'])
}

/// Whether a block looks as if somebody had broken its paragraphs into lines of equal length: most lines but the last
/// go on in the next with a small letter.
fn is_wrapped(block: &[(usize, String)]) -> bool {
    let pairs = block.windows(2).filter(|pair| continues(&pair[0].1, &pair[1].1, false)).count();
    pairs > 0 && 5 * pairs >= 2 * (block.len() - 1)
}

/// Whether `next` goes on with the sentence of the line above it.
fn continues(line: &str, next: &str, wrapped: bool) -> bool {
    let is_long = line.chars().count() >= SHORTEST_WRAPPED;
    let first = next.chars().find(|c| c.is_alphanumeric());
    match wrapped {
        // In wrapped text a line may begin with a name, or the one before it end with a sentence.
        true => is_long,
        false => {
            is_long
                && !ends_as_sentence(line)
                && !line.ends_with(':')
                && first.is_some_and(char::is_lowercase)
                && next.starts_with(char::is_alphanumeric)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let shown: Vec<String> = pieces(text)
            .iter()
            .map(|p| format!("{}-{}@{} {}", p.lines.0, p.lines.1, p.block, p.text))
            .collect();
        assert_eq!(shown.join("|"), expected);
    }

    #[test]
    fn each_line_is_a_piece() {
        check("Một\nhai\r\n\n \u{a0}\u{200b}\n ba  bốn", "1-1@0 Một|2-2@0 hai|5-5@1 ba bốn");
        check("\n \n", "");
        check("", "");
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The council of the village met on Monday evening to talk\nabout the wells, and found that three of \
                    them were in need\nof repair. Mr Brown said so.\nMenu";
        check(
            &text.replace("\nMenu", ""),
            &format!("1-3@0 {}", text.replace("\nMenu", "").replace('\n', " ")),
        );
        check("Trang chủ\nthời sự", "1-1@0 Trang chủ|2-2@0 thời sự");
    }

    #[test]
    fn labels_lose_their_decoration() {
        assert_eq!(label("» họ và tên: *"), "họ và tên");
        assert_eq!(label("bình luận (12)"), "bình luận");
        assert_eq!(label("năm 2023"), "năm 2023");
        assert_eq!(label("(12)"), "12");
        assert_eq!(label("***"), "");
    }

    #[test]
    fn composed_and_decomposed_text_is_alike() {
        assert_eq!(pieces("Ho\u{323}c ho\u{300}a")[0].key, pieces("Học hoà")[0].key);
    }

    #[test]
    fn a_sentence_may_end_within_quotation_marks() {
        for text in ["Hết.", "“Hết.”", "Hết./.", "Hết…", "(Hết.)"] {
            assert!(ends_as_sentence(text), "{text}");
        }
        assert!(!ends_as_sentence("Hết"));
    }
}

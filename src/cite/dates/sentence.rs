//! Sentences as dates see them.

use std::ops::Range;

use crate::text::words::sentences;

/// The sentences of a text in which lines may be wrapped: a line end within a paragraph is a space, and what a semicolon
/// parts is one sentence.
pub(super) fn whole_sentences(text: &str) -> Vec<Range<usize>> {
    let flowing = flowing(text);
    let mut whole: Vec<Range<usize>> = Vec::new();
    for sentence in sentences(&flowing) {
        match whole.last_mut() {
            Some(last)
                if flowing[last.clone()].ends_with(';')
                    && !flowing[last.end..sentence.start].contains('\n') =>
            {
                last.end = sentence.end;
            }
            _ => whole.push(sentence),
        }
    }
    whole
}

/// The text with spaces for the line ends behind which a paragraph goes on, byte for byte.
fn flowing(text: &str) -> String {
    let mut flowing = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let flows = !line.trim().is_empty() && lines.peek().is_some_and(|next| goes_on(next));
        let words = if flows { line.trim_end_matches(['\r', '\n']) } else { line };
        flowing.push_str(words);
        flowing.extend(std::iter::repeat_n(' ', line.len() - words.len()));
    }
    flowing
}

/// Whether a line may go on with what the one before says: it is not blank, and begins with no mark or number of an item.
fn goes_on(line: &str) -> bool {
    let line = line.trim();
    let behind_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = line.starts_with(['-', '–', '—', '•', '*', '+', '#', '|', '>', '`'])
        || behind_number.len() < line.len()
            && [". ", ") "].iter().any(|sign| behind_number.starts_with(sign));
    !line.is_empty() && !is_item
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_goes_on_over_line_ends_and_semicolons() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = whole_sentences(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected);
        };
        check(
            "Năm 2021, họp\r\ntại Huế; ngày 5/3\nhọp. Rồi về.",
            &["Năm 2021, họp\r\ntại Huế; ngày 5/3\nhọp.", "Rồi về."],
        );
        check("Năm 2021\n\nNgày 5/3;\n \nrồi về", &["Năm 2021", "Ngày 5/3;", "rồi về"]);
        check(
            "Năm 2021:\n- ngày 5/3\n1. ngày 7/9\n5/3 họp",
            &["Năm 2021:", "- ngày 5/3", "1. ngày 7/9\n5/3 họp"],
        );
        check("", &[]);
    }
}

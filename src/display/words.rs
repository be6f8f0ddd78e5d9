//! Plain text as HTML: escaped, in NFC, with numbers and compounds kept on one line.

use crate::markup::escape;
use crate::model::DocumentNumber;
use crate::model::site::Article;
use crate::text::nfc::is_composed;
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// `text` in NFC.
pub fn nfc(text: &str) -> Cow<'_, str> {
    match is_composed(text) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfc().collect()),
    }
}

/// Escapes `text` into `out`, numbers of documents in `span.keep`.
pub fn push(text: &str, out: &mut String) {
    push_nfc(&nfc(text), out);
}

/// A stretch of an article, as [`push`]; most are known to be in NFC.
pub fn push_part(article: &Article, range: Range<usize>, out: &mut String) {
    match article.is_nfc {
        true => push_nfc(&article.text[range], out),
        false => push(&article.text[range], out),
    }
}

fn push_nfc(text: &str, out: &mut String) {
    // Byte by byte, which is much quicker than character by character.
    if !text.bytes().any(|byte| matches!(byte, b'/' | b'-')) {
        return escape::text_into(text, out);
    }
    let mut at = 0;
    for (start, word) in numbered(text) {
        escape::text_into(&text[at..start], out);
        out.push_str("<span class=\"keep\">");
        escape::text_into(word, out);
        out.push_str("</span>");
        at = start + word.len();
    }
    escape::text_into(&text[at..], out);
}

/// See [`push`].
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push(text, &mut out);
    out
}

/// A paragraph with `marks`, byte ranges of `text` in order, in `<mark>`.
pub fn paragraph(text: &str, marks: &[Range<usize>]) -> String {
    format!("<p>{}</p>", marked(text, marks, "<mark>"))
}

/// As [`html`], with `marks`, byte ranges of `text` in order, behind the start tag `open` of a `mark`.
pub fn marked(text: &str, marks: &[Range<usize>], open: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for mark in marks {
        push(&text[at..mark.start], &mut out);
        out.push_str(open);
        push(&text[mark.clone()], &mut out);
        out.push_str("</mark>");
        at = mark.end;
    }
    push(&text[at..], &mut out);
    out
}

/// Words that are the number of a document: byte offset and word, without punctuation around it.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.match_indices(['/', '-']).scan(0, |done, (at, _)| {
        if at < *done {
            return Some(None);
        }
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '.');
        let start = text[..at]
            .rfind(|c| !is_part(c))
            .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
        let end = text[at..].find(|c| !is_part(c)).map_or(text.len(), |i| at + i);
        *done = end;
        let word = text[start..end].trim_matches(['.', '-', '/']);
        let start = start + text[start..end].find(word).unwrap_or(0);
        let is_number =
            word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(|c: char| c.is_alphabetic());
        Some((is_number && DocumentNumber::parse(word).is_some()).then_some((start, word)))
    });
    words.flatten()
}

/// A heading: as [`html`], and `compounds` in `span.keep` as well, letter case aside.
pub fn heading(text: &str, compounds: &[String]) -> String {
    let text = nfc(text);
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return html(&text); // Offsets would not agree; a heading may break anywhere then.
    }
    // Few of them stand in any one heading.
    let small = compounds.iter().filter(|c| !c.is_empty()).map(|c| (c.to_lowercase(), c.len()));
    let present: Vec<(String, usize)> = small.filter(|(c, _)| lower.contains(c.as_str())).collect();
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    while at < text.len() {
        let next = present
            .iter()
            .filter_map(|(c, length)| Some((find_word(&lower, at, c)?, *length)))
            .min_by_key(|&(start, len)| (start, std::cmp::Reverse(len)));
        let Some((start, len)) = next.filter(|(start, len)| text.get(*start..start + len).is_some()) else {
            break;
        };
        push(&text[at..start], &mut out);
        out.push_str("<span class=\"keep\">");
        escape::text_into(&text[start..start + len], &mut out);
        out.push_str("</span>");
        at = start + len;
    }
    push(&text[at..], &mut out);
    out
}

fn find_word(text: &str, from: usize, word: &str) -> Option<usize> {
    text[from..].match_indices(word).map(|(at, _)| from + at).find(|&at| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let after = text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        before && after
    })
}

/// `text` with its first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `text` with its first letter in lower case.
pub fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// At most `limit` characters of `text`, cut at a word, with an ellipsis.
pub fn shorten(text: &str, limit: usize) -> String {
    let text = nfc(text.trim());
    if text.chars().count() <= limit {
        return text.into_owned();
    }
    let cut: String = text.chars().take(limit).collect();
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(head, _)| head);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_together() {
        let check = |text: &str, expected: &str| assert_eq!(html(text), expected);
        check("Kết luận số 57-KL/TW.", "Kết luận số <span class=\"keep\">57-KL/TW</span>.");
        check("57/100 - <b>", "57/100 - &lt;b&gt;");
        check("giai đoạn 2011-2020", "giai đoạn 2011-2020");
        check("-", "-");
    }

    #[test]
    fn headings_keep_compounds() {
        let compounds = ["hội nghị".to_owned(), "văn bản".to_owned()];
        assert_eq!(
            heading("Hội nghị và văn bản", &compounds),
            "<span class=\"keep\">Hội nghị</span> và <span class=\"keep\">văn bản</span>"
        );
    }
}

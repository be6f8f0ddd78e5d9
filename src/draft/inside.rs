//! What stands within the text: headings, captions, pull quotes, boxes.

use super::evidence::{Evidence, begins};
use super::kinds::{Guess, is_speaker};
use super::lines::Piece;
use super::title::is_longer_form;
use super::vocabulary::VOCABULARY;
use crate::parse::metadata::OmitKind;
use std::collections::HashMap;

/// Pull quotes have at least so many words.
const FEWEST_QUOTED: usize = 7;

/// Pull quotes have at most so many words.
const MOST_QUOTED: usize = 90;

/// Of more texts that begin alike, none is a pull quote.
const MOST_ALIKE: usize = 32;

/// From this score on, a line is a caption.
const CAPTION: f64 = 2.5;

/// Guesses for the pieces from `begin` to `end`, the text and what interrupts it.
pub fn text(
    pieces: &[Piece],
    told: &[Option<Evidence>],
    begin: usize,
    end: usize,
    title: Option<usize>,
) -> Vec<Guess> {
    let quoted = quoted(pieces, begin, end);
    let mut guesses: Vec<Guess> = Vec::with_capacity(end - begin);
    let mut boxed: Option<OmitKind> = None;
    for at in begin..end {
        let piece = &pieces[at];
        let before = guesses.last().and_then(|guess| guess.kind);
        let close_by = at > begin && pieces[at - 1].block == piece.block;
        if let Some(told) = told[at].as_ref().filter(|told| interrupts(told, piece)) {
            boxed = told.opens.then_some(told.kind);
            guesses.push(Guess::told(told));
            continue;
        }
        if piece.is_prose() {
            boxed = None;
        }
        guesses.push(if let Some(kind) = boxed {
            Guess::omit(kind, "below a label that opens such a box")
        } else if title.is_some_and(|title| is_longer_form(&pieces[title], piece)) {
            Guess::omit(OmitKind::Caption, "the title with a sign behind it: the name of a picture")
        } else if title.is_some_and(|title| at > begin && pieces[title].key == piece.key && piece.words >= 4)
        {
            Guess::omit(OmitKind::Caption, "the title again: the name of a picture")
        } else if close_by && is_picture_name(&guesses, title, pieces, at) && piece.words <= 40 {
            Guess::omit(OmitKind::Caption, "directly below the name of a picture")
        } else if at > begin && quoted.contains(&at) {
            Guess::omit(OmitKind::PullQuote, "stands in full in another paragraph")
        } else if before == Some(OmitKind::PullQuote) && is_speaker(piece) {
            Guess::omit(OmitKind::PullQuote, "a name below a pull quote")
        } else if is_doubled(pieces, at) {
            Guess::omit(OmitKind::Caption, "the same short line twice in a row")
        } else if !piece.is_prose() && is_caption(piece) {
            Guess::omit(OmitKind::Caption, "reads as captions do, and is no sentence")
        } else if is_heading(piece, told[at].as_ref()) {
            Guess { is_heading: true, ..Guess::text("a short line within the text that is no sentence") }
        } else {
            Guess::text("within the text")
        });
    }
    guesses
}

/// Whether a line is not the text even where text stands around it.
fn interrupts(told: &Evidence, piece: &Piece) -> bool {
    match told.kind {
        OmitKind::Caption | OmitKind::PhotoCredit | OmitKind::SourceUrl | OmitKind::RelatedNews => true,
        // *Thích* and *Nghe* may be headings of a text, but seldom are.
        OmitKind::UiResidue => true,
        OmitKind::CommentForm | OmitKind::SearchBox | OmitKind::Stats => !piece.is_prose(),
        OmitKind::Footer => !told.weak && told.opens && !piece.is_prose(),
        OmitKind::Date | OmitKind::Byline | OmitKind::Nav => false,
        OmitKind::Title | OmitKind::PullQuote => false,
    }
}

/// Whether the line above is the name of a picture, as pages keep it for those who cannot see it.
fn is_picture_name(guesses: &[Guess], title: Option<usize>, pieces: &[Piece], at: usize) -> bool {
    guesses.last().is_some_and(|guess| guess.kind == Some(OmitKind::Caption))
        && title.is_some_and(|title| {
            pieces[at - 1].key == pieces[title].key || is_longer_form(&pieces[title], &pieces[at - 1])
        })
}

fn is_doubled(pieces: &[Piece], at: usize) -> bool {
    let same = |other: usize| pieces.get(other).is_some_and(|other| other.key == pieces[at].key);
    let words = pieces[at].words;
    (2..=30).contains(&words) && (same(at + 1) || at > 0 && same(at - 1))
}

/// The pieces that stand, word for word, within a longer one.
fn quoted(pieces: &[Piece], begin: usize, end: usize) -> Vec<usize> {
    let bare = |at: usize| -> Vec<&str> {
        pieces[at].key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
    };
    // Texts that begin alike are held against each other; the same text again is one, and of too many none counts.
    let mut by_start: HashMap<&[&str], Vec<usize>> = HashMap::new();
    let mut again: HashMap<&[&str], Vec<usize>> = HashMap::new();
    let all: Vec<Vec<&str>> = (begin..end).map(bare).collect();
    for (at, words) in
        all.iter().enumerate().filter(|(_, w)| (FEWEST_QUOTED..=MOST_QUOTED).contains(&w.len()))
    {
        let same = again.entry(words).or_default();
        if same.is_empty() {
            by_start.entry(&words[..FEWEST_QUOTED]).or_default().push(at);
        }
        same.push(at);
    }
    by_start.retain(|_, alike| alike.len() <= MOST_ALIKE);
    let mut found = Vec::new();
    for words in &all {
        for start in 0..words.len().saturating_sub(FEWEST_QUOTED) {
            for &at in by_start.get(&words[start..start + FEWEST_QUOTED]).into_iter().flatten() {
                let quoted = &all[at];
                if words.len() > quoted.len() + 3 && words[start..].starts_with(quoted) {
                    found.push(at);
                }
            }
        }
    }
    let mut found: Vec<usize> = {
        found.sort_unstable();
        found.dedup();
        found.iter().flat_map(|&at| &again[all[at].as_slice()]).map(|at| begin + at).collect()
    };
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a line that is no prose reads as the caption of a picture.
pub fn is_caption(piece: &Piece) -> bool {
    caption_score(piece) >= CAPTION
}

/// Whether a line begins as only captions do.
pub fn is_scene(piece: &Piece) -> bool {
    piece.words <= 40
        && VOCABULARY.list("scenes").iter().any(|scene| begins(&piece.key, scene))
        && !is_numbered(&piece.key)
}

fn caption_score(piece: &Piece) -> f64 {
    let key = piece.key.as_str();
    let mut score = 0.0;
    let is_scene = VOCABULARY.list("scenes").iter().any(|scene| begins(key, scene));
    if piece.words < 3 || piece.words > 60 {
        return score;
    }
    if is_scene {
        score += 3.0;
    } else if VOCABULARY.list("persons").iter().any(|person| begins(key, person)) {
        score += 1.5;
    }
    score += if VOCABULARY.list("actions").iter().any(|action| has_phrase(key, action)) { 1.5 } else { 0.0 };
    score += if piece.words > 12 && !piece.stop { 1.0 } else { 0.0 };
    score += if piece.stop { -1.5 } else { 0.5 };
    score -= if is_numbered(key) || key.starts_with(['-', '•', '+', '*', '–']) { 4.0 } else { 0.0 };
    score -=
        if key.ends_with([':', '?', ',', '”', '"']) || key.starts_with(['“', '"']) { 2.0 } else { 0.0 };
    score -= if !is_scene && VOCABULARY.list("headings").iter().any(|heading| begins(key, heading)) {
        1.5
    } else {
        0.0
    };
    score -= if is_capitals(&piece.text) { 2.0 } else { 0.0 };
    score
}

/// Whether `phrase` stands in `text` between words.
fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let open = !text[..at].ends_with(char::is_alphanumeric);
        let ends_in_word = phrase.ends_with(char::is_alphanumeric);
        open && (!ends_in_word || !text[at + phrase.len()..].starts_with(char::is_alphanumeric))
    })
}

/// Whether a line begins with the number of an item: `1.`, `6.2.`, `IV.`, `a)`.
fn is_numbered(key: &str) -> bool {
    let (head, _) = key.split_once(' ').unwrap_or((key, ""));
    let bare = head.trim_end_matches(['.', ')', ':', '/']);
    let is_roman = bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) && !bare.is_empty();
    let is_number = bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    bare.len() < head.len() && (is_roman || is_number || bare.chars().count() == 1) || key.starts_with("thứ ")
}

fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

fn is_heading(piece: &Piece, told: Option<&Evidence>) -> bool {
    let ends_open = piece.text.ends_with([',', ';', ':', '”', '"']);
    let is_item = piece.text.starts_with(['-', '•', '+', '*', '–', '“', '"', '(', '—']);
    (2..=25).contains(&piece.words)
        && !piece.text.ends_with(['.', '…'])
        && !ends_open
        && !is_item
        && told.is_none()
}

#[cfg(test)]
mod tests {
    use super::super::lines::pieces;
    use super::*;

    #[test]
    fn captions_are_told_from_headings() {
        let caption = |text: &str| is_caption(&pieces(text)[0]);
        for text in [
            "Quang cảnh buổi lễ sáng nay",
            "Các đại biểu chụp ảnh lưu niệm tại buổi lễ",
            "Ông Nguyễn Văn A, Chủ tịch xã, phát biểu khai mạc tại hội thảo về giếng làng",
            "Mayor Ann Lee speaks at the opening of the new library on Elm Street on Monday",
            "A view of the harbour",
        ] {
            assert!(caption(text), "{text}: {}", caption_score(&pieces(text)[0]));
        }
        for text in [
            "Về nâng cao chất lượng nước",
            "6.2. Về nguồn lực",
            "How the wells were dug",
            "Ông Nguyễn Văn A chủ trì hội thảo.",
            "KẾT QUẢ BƯỚC ĐẦU",
            "- Tham dự đầy đủ các buổi họp;",
        ] {
            assert!(!caption(text), "{text}: {}", caption_score(&pieces(text)[0]));
        }
    }

    #[test]
    fn a_pull_quote_stands_in_another_paragraph() {
        let text = "Lead of some words.\n\nWe had never seen so much water in the well.\n\nMrs Lee was glad, she said: “We had \
                    never seen so much water in the well. It came at night.”";
        assert_eq!(quoted(&pieces(text), 0, 3), [1]);
    }
}

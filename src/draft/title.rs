//! Which line is the title.

use super::evidence::Evidence;
use super::lines::Piece;
use crate::parse::metadata::OmitKind;
use std::collections::HashSet;

/// The longest title, in characters.
const LONGEST: usize = 300;

/// The title among the pieces before the text, which begins at `begin`.
///
/// Titles stand near the text, are long for a label and no sentence, use the words of the text, come back as the
/// names of pictures, and have a date or a name beside them.
pub fn find(pieces: &[Piece], told: &[Option<Evidence>], begin: usize) -> Option<usize> {
    let words: HashSet<&str> = pieces[begin..]
        .iter()
        .take(8)
        .flat_map(|piece| piece.key.split(|c: char| !c.is_alphanumeric()))
        .collect();
    let scored = (0..begin).filter(|&at| told[at].is_none()).filter_map(|at| {
        let score = score(pieces, told, begin, at, &words)?;
        Some((at, score))
    });
    let best = scored.max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))?;
    // What stands alone above the text is no entry of a menu, however short it is.
    let is_alone = || (0..begin).filter(|&at| told[at].is_none() && pieces[at].words > 0).count() == 1;
    (best.1 > 0.0 || is_alone()).then_some(best.0)
}

fn score(
    pieces: &[Piece],
    told: &[Option<Evidence>],
    begin: usize,
    at: usize,
    words: &HashSet<&str>,
) -> Option<f64> {
    let piece = &pieces[at];
    if piece.words < 2 || piece.text.chars().count() > LONGEST || piece.text.ends_with('.') {
        return None;
    }
    let own: Vec<&str> = piece.key.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let shared = own.iter().filter(|word| words.contains(*word)).count() as f64 / own.len().max(1) as f64;
    let again = pieces[begin..].iter().any(|other| is_longer_form(piece, other) || other.key == piece.key);
    let beside = |other: Option<usize>| {
        let told = other.and_then(|other| told.get(other)).and_then(Option::as_ref);
        told.is_some_and(|told| matches!(told.kind, OmitKind::Date | OmitKind::Byline))
    };
    let mut score = 3.0 * shared - 0.25 * (begin - at).min(12) as f64;
    score += if (5..=35).contains(&piece.words) { 2.0 } else { -1.0 };
    score += if again { 4.0 } else { 0.0 };
    score += if beside(Some(at + 1)) { 1.5 } else { 0.0 };
    score += if beside(at.checked_sub(1)) { 1.0 } else { 0.0 };
    // A long line below a shorter one that could be the title is the sentence that leads into the text.
    let above = at.checked_sub(1).filter(|above| told[*above].is_none()).map(|above| &pieces[above]);
    let is_lead =
        piece.words > 16 && above.is_some_and(|above| (4..=16).contains(&above.words) && !above.stop);
    score -= if is_lead { 4.0 } else { 0.0 };
    // Two sentences in a line are a caption or a note, and below the date stands the text more often than its title.
    score -= if piece.text.contains(". ") { 2.0 } else { 0.0 };
    let is_told = |told: &Option<Evidence>| {
        told.as_ref().is_some_and(|t| matches!(t.kind, OmitKind::Date | OmitKind::Byline))
    };
    score -= if told[..at].iter().rev().take(4).any(is_told) { 0.5 } else { 0.0 };
    score += if at == 0 { 1.0 } else { 0.0 };
    Some(score)
}

/// Whether `other` is the title with a few signs or words behind it, as names of pictures and tabs are.
pub fn is_longer_form(title: &Piece, other: &Piece) -> bool {
    let rest = other.key.strip_prefix(title.key.as_str());
    title.words >= 4
        && rest.is_some_and(|rest| {
            !rest.is_empty()
                && !rest.starts_with(char::is_alphanumeric)
                && rest.split_whitespace().count() <= 6
        })
}

/// What speaks for the title at `at`.
pub fn why(pieces: &[Piece], at: usize, begin: usize) -> &'static str {
    let again = pieces[begin..].iter().any(|other| is_longer_form(&pieces[at], other));
    match (at, again) {
        (_, true) => "the line above the text that comes back as the name of a picture",
        (0, _) => "the first line, no sentence, above the text",
        _ => "a line above the text, no sentence, with the text's words",
    }
}

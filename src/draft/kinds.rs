//! What each piece of a raw text seems to be: the article, or which kind of what is not.
//!
//! A page has a head (menus, title, date), the text, and a tail (forms, other news, counters, the footer). The text is
//! found first, as the prose before the first label behind which hardly any prose stands; then each part is read in
//! its own way, because the same short line is an entry in a menu, a heading in a text and a title of other news.

use super::evidence::{Evidence, begins, evidence, is_attribution, is_name};
use super::inside;
use super::lines::Piece;
use super::tail;
use super::title;
use super::vocabulary::VOCABULARY;
use crate::parse::metadata::OmitKind;

/// What a piece seems to be, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// Its kind; none for the article itself.
    pub kind: Option<OmitKind>,
    /// Whether it is a heading within the article.
    pub is_heading: bool,
    /// Whether a label says so, so that a rule may be made of its words.
    pub is_label: bool,
    /// What was seen, for a person.
    pub why: String,
}

impl Guess {
    /// The article.
    pub(super) fn text(why: impl Into<String>) -> Self {
        Self { kind: None, is_heading: false, is_label: false, why: why.into() }
    }

    /// Something else.
    pub(super) fn omit(kind: OmitKind, why: impl Into<String>) -> Self {
        Self { kind: Some(kind), is_heading: false, is_label: false, why: why.into() }
    }

    /// What a line tells of itself.
    pub(super) fn told(evidence: &Evidence) -> Self {
        Self { is_label: evidence.is_label, ..Self::omit(evidence.kind, evidence.why.clone()) }
    }
}

/// Guesses the kind of every piece; as many guesses as pieces, in their order.
pub fn guess(pieces: &[Piece]) -> Vec<Guess> {
    let told: Vec<Option<Evidence>> = pieces.iter().map(evidence).collect();
    let is_text = |at: usize| told[at].is_none() && pieces[at].is_prose();
    let Some(begin) = (0..pieces.len()).find(|&at| is_text(at)).or_else(|| longest(pieces, &told)) else {
        return pieces.iter().zip(&told).map(|(piece, told)| alone(piece, told.as_ref())).collect();
    };
    // Short sentences right above are its first paragraphs.
    let is_sentence = |at: usize| {
        told[at].is_none() && pieces[at].stop && pieces[at].words >= 3 && !inside::is_scene(&pieces[at])
    };
    let begin = begin - (0..begin).rev().take_while(|&at| is_sentence(at)).count();
    let tail = tail::find(pieces, &told, begin);
    let end = (begin..tail).rev().find(|&at| is_text(at)).unwrap_or(begin) + 1;
    let title = title::find(pieces, &told, begin);
    let mut guesses = head(pieces, &told, begin, title);
    guesses.extend(inside::text(pieces, &told, begin, end, title));
    let close = close(pieces, &told, end, tail);
    guesses.extend(close);
    guesses.extend(after(pieces, &told, tail));
    guesses
}

/// Where no line is prose, the text begins with the longest line that tells nothing of itself.
fn longest(pieces: &[Piece], told: &[Option<Evidence>]) -> Option<usize> {
    let open = (0..pieces.len()).filter(|&at| told[at].is_none() && pieces[at].words >= 5);
    // The first line of a page that has nothing but short lines is its title.
    open.filter(|&at| at > 0).max_by_key(|&at| (pieces[at].stop, pieces[at].words, usize::MAX - at))
}

/// A line of a page that has no text.
fn alone(piece: &Piece, told: Option<&Evidence>) -> Guess {
    match told {
        Some(told) => Guess::told(told),
        None if piece.words == 0 => Guess::omit(OmitKind::UiResidue, "no words"),
        None => Guess::text("nothing says that this is not the article"),
    }
}

/// Everything before the text.
fn head(pieces: &[Piece], told: &[Option<Evidence>], begin: usize, title: Option<usize>) -> Vec<Guess> {
    let mut section: Option<OmitKind> = None;
    (0..begin)
        .map(|at| {
            let piece = &pieces[at];
            if title.is_some_and(|title| at == title || pieces[title].key == piece.key) {
                section = None;
                return Guess::omit(OmitKind::Title, title::why(pieces, at, begin));
            }
            if title.is_some_and(|title| title::is_longer_form(&pieces[title], piece)) {
                return Guess::omit(OmitKind::Title, "the title again, with a few more words");
            }
            let below = title.is_some_and(|title| at > title);
            if let Some(told) = &told[at] {
                let is_entry = told.is_list && !has_items(pieces, at, begin);
                let kind = if is_entry { OmitKind::Nav } else { told.kind };
                // A field's label among the entries of a menu is an entry.
                if told.opens {
                    section = Some(kind);
                }
                return Guess { kind: Some(kind), ..Guess::told(told) };
            }
            match section {
                _ if below => below_title(pieces, at, begin),
                Some(kind) if kind != OmitKind::CommentForm => {
                    Guess::omit(kind, "below a label that opens such a list")
                }
                _ if piece.words == 0 => Guess::omit(OmitKind::UiResidue, "no words"),
                _ => Guess::omit(OmitKind::Nav, "a short line before the title"),
            }
        })
        .collect()
}

/// A line between the title and the text that tells nothing of itself.
fn below_title(pieces: &[Piece], at: usize, begin: usize) -> Guess {
    let piece = &pieces[at];
    if inside::is_scene(piece) {
        return Guess::omit(OmitKind::Caption, "begins as captions do, above the text");
    }
    if is_name(piece) && piece.words >= 2 && piece.words <= 5 {
        return Guess::omit(OmitKind::Byline, "a name between the title and the text");
    }
    if piece.words >= 6 || (piece.stop && piece.words >= 4) {
        return Guess::text("a line between the title and the text, long enough for a lead");
    }
    match begin - at {
        1 if piece.words >= 4 && !is_name(piece) => Guess::text("directly above the text"),
        _ => Guess::omit(OmitKind::Nav, "a short line between the title and the text"),
    }
}

/// Whether titles stand below the label at `at`, before the next line that tells something of itself.
fn has_items(pieces: &[Piece], at: usize, end: usize) -> bool {
    pieces[at + 1..end].iter().take(2).any(|piece| piece.words >= 5 && evidence(piece).is_none())
}

/// What stands between the last paragraph and the tail.
fn close(pieces: &[Piece], told: &[Option<Evidence>], end: usize, tail: usize) -> Vec<Guess> {
    let mut named = false;
    (end..tail)
        .map(|at| {
            let piece = &pieces[at];
            if let Some(told) = &told[at] {
                return Guess::told(told);
            }
            let short = |at: usize| {
                pieces.get(at).is_some_and(|p| at < tail && p.words <= 5 && !p.stop && told[at].is_none())
            };
            if !named && is_name(piece) {
                named = true;
                return Guess::omit(OmitKind::Byline, "a name below the last paragraph");
            }
            if piece.stop && piece.words >= 2 {
                return Guess::text("a sentence below the last long paragraph");
            }
            if inside::is_caption(piece) {
                return Guess::omit(OmitKind::Caption, "reads as captions do, and is no sentence");
            }
            match piece.words > 5 || !(short(at + 1) || at > end && short(at - 1)) {
                true => Guess::text("nothing says that this is not the article"),
                false => Guess::omit(OmitKind::Nav, "one of several short lines below the text"),
            }
        })
        .collect()
}

/// The tail of the page, from the label that opens it.
fn after(pieces: &[Piece], told: &[Option<Evidence>], tail: usize) -> Vec<Guess> {
    let mut section: Option<OmitKind> = None;
    (tail..pieces.len())
        .map(|at| {
            let piece = &pieces[at];
            let inherited = |kind: OmitKind| Guess::omit(kind, "below a label that opens such a part");
            if section == Some(OmitKind::CommentForm) && VOCABULARY.list("fields").contains(&piece.label()) {
                return inherited(OmitKind::CommentForm);
            }
            let Some(told) = &told[at] else {
                return inherited(section.unwrap_or(OmitKind::Nav));
            };
            let is_entry = told.is_list && !has_items(pieces, at, pieces.len());
            let kind = if is_entry { OmitKind::Nav } else { told.kind };
            let speaks = match section {
                None => true,
                Some(kept) if kept == kind => true,
                // Items of a list carry dates, credits and names of their own.
                Some(OmitKind::RelatedNews) => {
                    told.opens
                        || matches!(kind, OmitKind::Nav | OmitKind::Stats | OmitKind::SearchBox)
                        || (matches!(kind, OmitKind::Footer | OmitKind::CommentForm) && !told.weak)
                }
                Some(OmitKind::CommentForm) => {
                    told.opens
                        || matches!(
                            kind,
                            OmitKind::Stats | OmitKind::SearchBox | OmitKind::Footer | OmitKind::RelatedNews
                        )
                }
                Some(OmitKind::Footer) => {
                    told.opens && kind != OmitKind::Nav
                        || matches!(kind, OmitKind::Stats | OmitKind::SearchBox)
                }
                Some(_) => true,
            };
            if !speaks {
                return inherited(section.unwrap_or(kind));
            }
            if told.opens || matches!(kind, OmitKind::Footer | OmitKind::CommentForm) {
                section = Some(kind);
            }
            Guess { kind: Some(kind), ..Guess::told(told) }
        })
        .collect()
}

/// Whether the name below a pull quote belongs to it.
pub(super) fn is_speaker(piece: &Piece) -> bool {
    is_attribution(piece) && !begins(&piece.key, "theo")
}

/// Whether a text is Vietnamese: letters that no other language has.
pub fn is_vietnamese(pieces: &[Piece]) -> bool {
    let (mut letters, mut vietnamese) = (0usize, 0usize);
    for c in pieces.iter().flat_map(|piece| piece.key.chars()).filter(|c| c.is_alphabetic()) {
        letters += 1;
        vietnamese += usize::from(matches!(c, 'ạ'..='ỹ' | 'ơ' | 'ư' | 'đ' | 'ă'));
    }
    vietnamese * 20 > letters
}

//! What can be told of a raw text by looking at it: guesses that a person confirms.
//!
//! Pure: texts and what a portal knows go in, drafts of metadata come out. Nothing here is used by a build; a portal's
//! words are its authors' own, and a draft only saves them the typing.

pub mod article;
mod evidence;
pub mod facts;
pub mod found;
mod inside;
pub mod kinds;
pub mod known;
pub mod lines;
pub mod names;
mod others;
pub mod portal;
pub mod rules;
pub mod shared;
mod tail;
mod title;
mod vocabulary;
mod when;
pub mod yaml;

use crate::parse::metadata::OmitKind;
use kinds::Guess;
use lines::Piece;

/// A raw text, read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its pieces.
    pub pieces: Vec<Piece>,
    /// What each seems to be.
    pub guesses: Vec<Guess>,
}

impl Reading {
    /// Reads a text.
    pub fn new(text: &str) -> Self {
        let pieces = lines::pieces(text);
        let guesses = kinds::guess(&pieces);
        Self { pieces, guesses }
    }

    /// Whether paragraphs follow each other without blank lines between them.
    pub fn every_line(&self) -> bool {
        let prose: Vec<&Piece> = self
            .pieces
            .iter()
            .zip(&self.guesses)
            .filter(|(p, g)| g.kind.is_none() && p.is_prose())
            .map(|(p, _)| p)
            .collect();
        let close = prose.windows(2).filter(|pair| pair[0].block == pair[1].block).count();
        let wrapped = prose.iter().any(|piece| piece.lines.0 != piece.lines.1);
        prose.len() > 2 && !wrapped && 2 * close > prose.len() - 1
    }

    /// Lines that read like paragraphs and are omitted for what stands before them, or by a rule: from 1, in order. A box within an article,
    /// or a rule that begins with an everyday word, may have swallowed words of its own.
    pub fn swallowed(&self) -> Vec<usize> {
        let is_swallowed = |(piece, guess): &(&Piece, &Guess)| {
            // These are single lines, told by what stands in them.
            let is_line = |kind| {
                matches!(
                    kind,
                    OmitKind::Title
                        | OmitKind::Date
                        | OmitKind::Byline
                        | OmitKind::SourceUrl
                        | OmitKind::Caption
                        | OmitKind::PhotoCredit
                        | OmitKind::PullQuote
                )
            };
            guess.kind.is_some_and(|kind| !is_line(kind)) && piece.is_prose()
        };
        let swallowed = self.pieces.iter().zip(&self.guesses).filter(is_swallowed);
        swallowed.flat_map(|(piece, _)| piece.lines.0..=piece.lines.1).collect()
    }

    /// The kind of each line that is not blank: its number, from 1, and its kind.
    pub fn line_kinds(&self) -> impl Iterator<Item = (usize, Option<OmitKind>)> {
        let of = |(piece, guess): (&Piece, &Guess)| (piece.lines, guess.kind);
        let all: Vec<_> = self.pieces.iter().zip(&self.guesses).map(of).collect();
        all.into_iter().flat_map(|((first, last), kind)| (first..=last).map(move |line| (line, kind)))
    }
}

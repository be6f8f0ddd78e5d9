//! Notes by the portal, with their places.

use super::context::{Context, passage_number};
use crate::diagnostic::Code;
use crate::model::site::Note;
use crate::parse::file::Parsed;
use crate::parse::metadata;

/// Notes with their places: passages of an article that has `passages` of them, or a thing as a whole.
pub fn notes<T>(
    context: &mut Context<'_>,
    parsed: &Parsed<T>,
    notes: &[metadata::Note],
    passages: Option<usize>,
) -> Vec<Note> {
    let mut made = Vec::with_capacity(notes.len());
    for (index, note) in notes.iter().enumerate() {
        let at = |field: &'static str| parsed.at(&["notes".into(), index.into(), field.into()]);
        if passages == Some(0) {
            continue; // Why the article has none has been reported.
        }
        let passage = match (note.at.as_deref(), passages) {
            (Some(anchor), Some(count)) => match passage_number(anchor).filter(|n| (*n as usize) < count) {
                Some(passage) => Some(passage),
                None => {
                    let hint = format!("its passages are p1 to p{count}");
                    context.error(
                        Code::NoSuchPlace,
                        format!("there is no passage `{anchor}`"),
                        at("at"),
                        Some(hint),
                    );
                    continue;
                }
            },
            (None, Some(count)) => {
                let hint = format!("add `at: p1` (or another passage, up to p{count})");
                context.error(
                    Code::MissingKey,
                    "the note names no passage".to_owned(),
                    at("text"),
                    Some(hint),
                );
                continue;
            }
            (_, None) => None,
        };
        let text = context.markdown(&note.text, &at("text"), &parsed.text);
        made.push(Note { passage, kind: note.kind, text });
    }
    made
}

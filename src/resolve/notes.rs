//! Notes by the portal, with their places.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::model::site::{Note, passage_number};
use crate::parse::file::{self, Parsed};
use crate::parse::metadata;
use crate::text::distance::nearest;
use schemars::JsonSchema;

/// Notes with their places: passages of an article that has `passages` of them, or a thing as a whole.
pub fn notes<T: JsonSchema>(
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
            (field, None) => {
                if let Some(field) = field {
                    about(context, parsed, field, at("at"));
                }
                None
            }
        };
        let text = context.markdown(&note.text, &at("text"), &parsed.text);
        made.push(Note { passage, kind: note.kind, text });
    }
    made
}

/// Warns of a note about a field that things of this kind do not have; one that this thing lacks may be what the note is
/// about.
fn about<T: JsonSchema>(context: &mut Context<'_>, parsed: &Parsed<T>, field: &str, at: Location) {
    if parsed.has(field) {
        return;
    }
    let schema = file::schema::<T>();
    let keys: Vec<&str> =
        schema["properties"].as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    if !keys.contains(&field) {
        let hint = did_you_mean(&nearest(field, keys.iter().copied(), 2))
            .unwrap_or_else(|| format!("name one of {}, or leave `at` out", keys.join(", ")));
        let message = format!("the note is about `{field}`, which no file of this kind has");
        context.diagnostics.push(Diagnostic::warning(Code::NoSuchPlace, message).at(at).hint(hint));
    }
}

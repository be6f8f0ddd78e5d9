//! What documents are called.

use super::words;
use crate::model::site::Document;
use crate::render::strings::Strings;

/// What a document is called: *Kết luận số 57-KL/TW*; without a number, its title or other name.
pub fn document_name(document: &Document, strings: &Strings) -> String {
    match (&document.kind, &document.number) {
        (Some(kind), Some(number)) => {
            strings.fill("document_name", &[("type", kind), ("number", &number.to_string())])
        }
        (None, Some(number)) => number.to_string(),
        (_, None) => {
            let title = document.title.shown().or(document.aliases.first());
            title.cloned().or_else(|| document.kind.clone()).unwrap_or_else(|| document.id.clone())
        }
    }
}

/// A short name for a ruler: *Kết luận 57*.
pub fn short_document_name(document: &Document, strings: &Strings) -> String {
    match (&document.kind, &document.number) {
        (Some(kind), Some(number)) => format!("{kind} {}", number.serial()),
        _ => words::shorten(&document_name(document, strings), 24),
    }
}

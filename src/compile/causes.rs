//! What stands behind a mistake where it is not what it looks like: marks around a value, and signs that nobody sees.

use crate::diagnostic::{Code, Diagnostic};
use crate::snapshot::{File, Snapshot};
use crate::text::unseen;
use std::collections::{HashMap, HashSet};

/// Where a value is wrong because of the quotation marks around it, that is one mistake: what is wrong with it is told, and how the
/// marks are mended.
pub(super) fn join_quotes(diagnostics: &mut Vec<Diagnostic>) {
    let place = |wrong: &Diagnostic| {
        let at = wrong.location.as_ref()?;
        Some((at.file.clone(), at.range.start, at.range.end))
    };
    let is_marks = |wrong: &Diagnostic| wrong.code == Code::TypographicQuotes;
    let marks = diagnostics.iter().filter(|wrong| is_marks(wrong));
    let cures: HashMap<_, String> =
        marks.map(|wrong| (place(wrong), wrong.hint.clone().unwrap_or_default())).collect();
    let mut joined = HashSet::new();
    for wrong in diagnostics.iter_mut().filter(|wrong| !cures.is_empty() && !is_marks(wrong)) {
        let at = place(wrong);
        if let Some(cure) = cures.get(&at) {
            wrong.hint = Some(format!("{cure}: its quotation marks are a part of the value"));
            joined.insert(at);
        }
    }
    diagnostics.retain(|wrong| !(is_marks(wrong) && joined.contains(&place(wrong))));
}

/// Mistakes in names, words of the format, dates and numbers.
const NAMES: [Code; 10] = [
    Code::UnknownKey,
    Code::UnknownValue,
    Code::UnknownReference,
    Code::WrongType,
    Code::InvalidDate,
    Code::InvalidNumber,
    Code::InvalidAddress,
    Code::MissingSeed,
    Code::NoSuchPlace,
    Code::OmitMatchesNothing,
];

/// Names the sign that nobody sees in what is told to be wrong, in the help: it looks right.
pub(super) fn name_unseen(diagnostics: &mut [Diagnostic], snapshot: &Snapshot) {
    for wrong in diagnostics.iter_mut().filter(|wrong| NAMES.contains(&wrong.code)) {
        let Some(at) = &wrong.location else { continue };
        let Some(File::Text(text)) = snapshot.get(&at.file) else { continue };
        let Some(part) = text.get(at.range.clone()) else { continue };
        let Some(unseen) = unseen::first(part) else { continue };
        let behind = match part[..unseen.at].lines().next_back().unwrap_or_default() {
            "" => "at its beginning".to_owned(),
            before => format!("behind `{}`", before.trim_start()),
        };
        let meant = unseen::without(part);
        let write = match meant.contains('\n') {
            true => "write a plain sign in its place".to_owned(),
            false => format!("write `{meant}`"),
        };
        let (name, code) = (unseen.name, unseen.sign as u32);
        wrong.hint = Some(format!("{write}: a {name} (U+{code:04X}) stands {behind}"));
    }
}

//! The same mistake in many places: told once, with the places.

use super::{Code, Diagnostic, Severity};
use std::collections::HashMap;

/// One mistake: where it is met first, and where again.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// The first of its diagnostics.
    pub first: &'a Diagnostic,
    /// The others, in order.
    pub more: Vec<&'a Diagnostic>,
}

/// Gathers diagnostics that are one mistake: of one code and severity, and with the same cause; where none is stated,
/// with the same message and hint. Groups come in the order of their first diagnostics; no diagnostics, no groups.
pub fn groups(diagnostics: &[Diagnostic]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        match known.get(&key(diagnostic)) {
            Some(&at) => groups[at].more.push(diagnostic),
            None => {
                known.insert(key(diagnostic), groups.len());
                groups.push(Group { first: diagnostic, more: Vec::new() });
            }
        }
    }
    groups
}

/// What the diagnostics of one mistake have in common: severity, code, the cause if there is one, and if not, message and
/// hint.
type Key<'a> = (Severity, Code, Option<&'a str>, Option<(&'a str, Option<&'a str>)>);

fn key(d: &Diagnostic) -> Key<'_> {
    let words = d.cause.is_none().then_some((d.message.as_str(), d.hint.as_deref()));
    (d.severity, d.code, d.cause.as_deref(), words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(diagnostics: &[Diagnostic], expected: &[usize]) {
        let sizes: Vec<usize> = groups(diagnostics).iter().map(|group| 1 + group.more.len()).collect();
        assert_eq!(sizes, expected);
    }

    fn unknown(surface: &str, number: &str) -> Diagnostic {
        Diagnostic::warning(Code::UnknownDocument, format!("no file describes `{surface}`")).cause(number)
    }

    #[test]
    fn one_cause_is_one_mistake_whatever_the_words() {
        check(
            &[
                unknown("57-KL/TW", "57-KL/TW"),
                unknown("9-KL/TW", "9-KL/TW"),
                unknown("57- KL/TW", "57-KL/TW"),
            ],
            &[2, 1],
        );
    }

    #[test]
    fn without_a_cause_message_and_hint_decide() {
        let key = |hint: &str| Diagnostic::error(Code::UnknownKey, "unknown key `titel`").hint(hint);
        check(&[key("title"), key("title"), key("terms")], &[2, 1]);
    }

    #[test]
    fn code_and_severity_part_mistakes() {
        let cause = |d: Diagnostic| d.cause("x");
        check(
            &[
                cause(Diagnostic::error(Code::UnknownKey, "a")),
                cause(Diagnostic::warning(Code::UnknownKey, "a")),
                cause(Diagnostic::warning(Code::DuplicateKey, "a")),
            ],
            &[1, 1, 1],
        );
        check(&[], &[]);
    }
}

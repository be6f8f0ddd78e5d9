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
/// with the same message and hint at the same `words` of their files. Groups come in the order of their first diagnostics; no diagnostics,
/// no groups.
pub fn groups<'a>(diagnostics: &'a [Diagnostic], words: impl Fn(&Diagnostic) -> &'a str) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let key = key(diagnostic, &words);
        match known.get(&key) {
            Some(&at) => groups[at].more.push(diagnostic),
            None => {
                known.insert(key, groups.len());
                groups.push(Group { first: diagnostic, more: Vec::new() });
            }
        }
    }
    groups
}

/// What the diagnostics of one mistake have in common: severity, code, the cause if there is one, and if not, message, hint and the words
/// in the file: one message may be told of quite different mistakes.
type Key<'a> = (Severity, Code, Option<&'a str>, Option<(&'a str, Option<&'a str>, &'a str)>);

fn key<'a>(d: &'a Diagnostic, words: impl Fn(&Diagnostic) -> &'a str) -> Key<'a> {
    let words = d.cause.is_none().then(|| (d.message.as_str(), d.hint.as_deref(), words(d)));
    (d.severity, d.code, d.cause.as_deref(), words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Location;

    fn check(diagnostics: &[Diagnostic], expected: &[usize]) {
        let sizes: Vec<usize> =
            groups(diagnostics, |_| "").iter().map(|group| 1 + group.more.len()).collect();
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
    fn other_words_in_the_file_are_another_mistake() {
        let at = |file: &str| Diagnostic::error(Code::InvalidYaml, "no YAML").at(Location::new(file, 0..1));
        let told = [at("a"), at("b"), at("c")];
        let words = |d: &Diagnostic| {
            d.location.as_ref().map_or("", |at| if at.file == "b" { "x: [" } else { "x: {" })
        };
        let sizes: Vec<usize> = groups(&told, words).iter().map(|group| 1 + group.more.len()).collect();
        assert_eq!(sizes, [2, 1]);
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

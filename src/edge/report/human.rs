//! Diagnostics for people: the line, the place in it, what would mend it; the same mistake once.

use super::places::Source;
use super::{Places, harmless, harmless_name};
use crate::diagnostic::{Diagnostic, Group as Mistake, Severity, groups};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

/// Mistakes of one code that are shown in full if they are warnings; more are counted.
const SAME_CODE: usize = 20;

/// Places that are named where the mistake of a warning is met again; more are counted.
const NAMED: usize = 20;

/// Writes `diagnostics`, which are sorted, and a blank line behind each.
pub(super) fn write(
    diagnostics: &[Diagnostic],
    places: &Places<'_>,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut shown = BTreeMap::new();
    let mut unshown: BTreeMap<_, usize> = BTreeMap::new();
    for mistake in groups(diagnostics, |diagnostic| places.words(diagnostic)) {
        let code = mistake.first.code;
        if mistake.first.severity == Severity::Warning {
            let count = shown.entry(code).or_insert(0);
            *count += 1;
            if *count > SAME_CODE {
                *unshown.entry(code).or_default() += 1 + mistake.more.len();
                continue;
            }
        }
        writeln!(out, "{}\n", one(&mistake, places, &renderer))?;
    }
    for (code, count) in unshown {
        writeln!(out, "and {count} more of `{}` (all of them: `--format json`)\n", code.name())?;
    }
    Ok(())
}

fn one(mistake: &Mistake<'_>, places: &Places<'_>, renderer: &Renderer) -> String {
    let diagnostic = mistake.first;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = harmless(&diagnostic.message);
    let hint = diagnostic.hint.as_deref().map(harmless);
    let place = diagnostic.location.as_ref();
    let file = place.map(|l| harmless_name(&l.file)).unwrap_or_default();
    let mut group = Group::with_title(level.primary_title(&message).id(diagnostic.code.name()));
    let window = place.and_then(|l| Some(window(places.source(l)?, &l.range)));
    match &window {
        Some((line, lines, range)) => {
            group = group.element(
                Snippet::source(lines)
                    .line_start(*line)
                    .path(&file)
                    .annotation(AnnotationKind::Primary.span(range.clone())),
            );
        }
        None if !file.is_empty() => group = group.element(Origin::path(&file)),
        None => {}
    }
    if let Some(hint) = &hint {
        group = group.element(Level::HELP.message(hint));
    }
    let again = again(&mistake.more, places);
    if let Some(again) = &again {
        group = group.element(Level::NOTE.message(again));
    }
    let told = renderer.render(&[group]);
    let (Some((line, lines, range)), Some(position)) = (&window, places.position(diagnostic)) else {
        return told;
    };
    // Columns are counted from where the line was cut.
    let column = lines[..range.start].chars().count() + 1;
    match column == position.column {
        true => told,
        false => told.replacen(
            &format!("{file}:{line}:{column}"),
            &format!("{file}:{line}:{}", position.column),
            1,
        ),
    }
}

/// *and 3 times more: content/a.yaml:3:1, seeds/b.txt:1:4, seeds/b.txt:7:4*; none if the mistake is not met again.
fn again(more: &[&Diagnostic], places: &Places<'_>) -> Option<String> {
    let times = match more.len() {
        0 => return None,
        1 => "and once more".to_owned(),
        n => format!("and {n} times more"),
    };
    let mut named: Vec<String> = Vec::new();
    for diagnostic in more {
        let Some(at) = &diagnostic.location else { continue };
        let file = harmless_name(&at.file);
        named.push(match places.position(diagnostic) {
            Some(position) => format!("{file}:{}:{}", position.line, position.column),
            None => file,
        });
    }
    named.dedup();
    // What is no error may be met in every article.
    let most = if more[0].severity == Severity::Error { named.len() } else { NAMED };
    let left = named.len().saturating_sub(most);
    named.truncate(most);
    if left > 0 {
        named.push(format!("and {left} more (all of them: `--format json`)"));
    }
    Some(if named.is_empty() { times } else { format!("{times}: {}", named.join(", ")) })
}

/// The first line of a stretch, cut around it if it is long: its number, the text, and the stretch within the text.
///
/// Only the line that matters is handed over: a passage of a seed may be very long, and a file has many of them.
fn window(source: &Source, range: &Range<usize>) -> (usize, String, Range<usize>) {
    const WIDTH: usize = 96;
    let (number, [before, marked, after]) = source.parts(range);
    // The mark that some editors put before a file's first letter is none of its text.
    let plain = |s: &'_ str, is_first: bool| match number == 1 && is_first {
        true => s.trim_start_matches('\u{feff}').to_owned(),
        false => s.to_owned(),
    };
    let is_first = (before.is_empty(), before.is_empty() && marked.is_empty());
    let (before, marked, after) = (plain(before, true), plain(marked, is_first.0), plain(after, is_first.1));
    let tail = |s: &str, n: usize| match s.char_indices().rev().nth(n) {
        Some((at, c)) => format!("…{}", &s[at + c.len_utf8()..]),
        None => s.to_owned(),
    };
    let head = |s: &str, n: usize| match s.char_indices().nth(n) {
        Some((at, _)) => format!("{}…", &s[..at]),
        None => s.to_owned(),
    };
    let before = harmless(&tail(&before, WIDTH / 2));
    let marked = harmless(&head(&marked, WIDTH));
    let after = harmless(&head(&after, WIDTH / 2));
    let span = before.len()..before.len() + marked.len();
    (number, format!("{before}{marked}{after}"), span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Location};
    use crate::snapshot::Snapshot;
    use expect_test::{Expect, expect};

    fn check(places: &[(&str, usize)], expected: Expect) {
        let text = "một\nhai\nba\nbốn\nnăm\nsáu\nbảy\ntám\n";
        let snapshot = Snapshot::from_files(places.iter().map(|(file, _)| (*file, text)));
        let starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let told: Vec<Diagnostic> = places
            .iter()
            .map(|(file, line)| {
                let at = starts[line - 1];
                Diagnostic::warning(Code::UnknownKey, "unknown key").at(Location::new(*file, at..at + 1))
            })
            .collect();
        let mut out = Vec::new();
        write(&told, &Places::new(&told, &snapshot), false, &mut out).expect("writing to memory");
        expected.assert_eq(&String::from_utf8(out).expect("UTF-8"));
    }

    #[test]
    fn a_mistake_is_told_once_with_its_places() {
        check(
            &[("a", 2)],
            expect![[r#"
            warning[unknown-key]: unknown key
             --> a:2:1
              |
            2 | hai
              | ^

        "#]],
        );
        check(
            &[("a", 2), ("b", 1)],
            expect![[r#"
                warning[unknown-key]: unknown key
                 --> a:2:1
                  |
                2 | hai
                  | ^

                warning[unknown-key]: unknown key
                 --> b:1:1
                  |
                1 | một
                  | ^

            "#]],
        );
        check(
            &[("a", 2), ("a", 4), ("a", 4), ("b", 1), ("b", 8)],
            expect![[r#"
                warning[unknown-key]: unknown key
                 --> a:2:1
                  |
                2 | hai
                  | ^

                warning[unknown-key]: unknown key
                 --> a:4:1
                  |
                4 | bốn
                  | ^
                  |
                  = note: and once more: a:4:1

                warning[unknown-key]: unknown key
                 --> b:1:1
                  |
                1 | một
                  | ^

                warning[unknown-key]: unknown key
                 --> b:8:1
                  |
                8 | tám
                  | ^

            "#]],
        );
    }

    #[test]
    fn the_column_is_that_of_the_whole_line() {
        let text = format!("Xem {}[[a]] hết.\n", "xem ".repeat(16));
        let snapshot = Snapshot::from_files([("a", text.as_str())]);
        let at = text.find('[').expect("it is there");
        let told = [Diagnostic::error(Code::UnknownKey, "unknown").at(Location::new("a", at..at + 5))];
        for color in [false, true] {
            let mut out = Vec::new();
            write(&told, &Places::new(&told, &snapshot), color, &mut out).expect("writing to memory");
            let out = String::from_utf8(out).expect("UTF-8");
            assert!(out.contains("a:1:69\n") && out.contains("…xem xem"), "{out}");
        }
    }

    #[test]
    fn many_places_are_counted() {
        let lines: Vec<(&str, usize)> =
            (0..30).map(|_| ("a", 1)).chain((1..=8).map(|line| ("a", line))).collect();
        check(
            &lines,
            expect![[r#"
                warning[unknown-key]: unknown key
                 --> a:1:1
                  |
                1 | một
                  | ^
                  |
                  = note: and 30 times more: a:1:1

                warning[unknown-key]: unknown key
                 --> a:2:1
                  |
                2 | hai
                  | ^

                warning[unknown-key]: unknown key
                 --> a:3:1
                  |
                3 | ba
                  | ^
                  |
                  = note: and 2 times more: a:4:1, a:7:1

                warning[unknown-key]: unknown key
                 --> a:5:1
                  |
                5 | năm
                  | ^

                warning[unknown-key]: unknown key
                 --> a:6:1
                  |
                6 | sáu
                  | ^

                warning[unknown-key]: unknown key
                 --> a:8:1
                  |
                8 | tám
                  | ^

            "#]],
        );
        let files: Vec<(&str, usize)> =
            "abcdefghi".split("").filter(|f| !f.is_empty()).map(|f| (f, 1)).collect();
        check(
            &files,
            expect![[r#"
                warning[unknown-key]: unknown key
                 --> a:1:1
                  |
                1 | một
                  | ^
                  |
                  = note: and 8 times more: b:1:1, c:1:1, d:1:1, e:1:1, f:1:1, g:1:1, h:1:1, i:1:1

            "#]],
        );
    }
}

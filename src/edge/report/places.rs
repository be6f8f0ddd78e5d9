//! Where diagnostics point: offsets turned into lines and columns, each file read and its lines counted once.

use crate::diagnostic::{Diagnostic, Location};
use crate::model::site::STATIC_FOLDER;
use crate::render::theme;
use crate::snapshot::Snapshot;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// The longest line, in characters, that is given as a whole; of a longer one the part around the place is.
const LONGEST_LINE: usize = 1000;

/// Between two places of a text up to which its characters are counted, in bytes.
const STRIDE: usize = 4096;

/// A file that is not UTF-8, and has a zero among so many bytes, is no text.
const BEGINNING: usize = 8000;

/// Where a diagnostic points: lines and columns from 1 (columns in characters), and the first line itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1; a byte-order mark is not counted.
    pub column: usize,
    /// The line in which the stretch ends, from 1.
    pub end_line: usize,
    /// The column behind the stretch's last character.
    pub end_column: usize,
    /// The line, without its end; cut around the column, with `…`, if it is very long.
    pub text: String,
}

/// Finds the position of one diagnostic in the files it was made from; for several, see [`Places`].
pub fn position(diagnostic: &Diagnostic, snapshot: &Snapshot) -> Option<Position> {
    Places::new(std::slice::from_ref(diagnostic), snapshot).position(diagnostic)
}

/// The files that diagnostics point into.
pub struct Places<'a> {
    files: HashMap<&'a str, Source>,
}

impl<'a> Places<'a> {
    /// Reads the files that `diagnostics` name: those of the portal, and of the built-in theme.
    pub fn new(diagnostics: &'a [Diagnostic], snapshot: &Snapshot) -> Self {
        let mut files = HashMap::new();
        for location in diagnostics.iter().filter_map(|d| d.location.as_ref()) {
            if !files.contains_key(location.file.as_str())
                && let Some(source) = Source::read(&location.file, snapshot)
            {
                files.insert(location.file.as_str(), source);
            }
        }
        Self { files }
    }

    /// Where a diagnostic points; none if it has no place, or one in no file that was read.
    pub fn position(&self, diagnostic: &Diagnostic) -> Option<Position> {
        let location = diagnostic.location.as_ref()?;
        Some(self.source(location)?.position(&location.range))
    }

    /// The words that a diagnostic marks, as far as they stand in one line; the whole line, if it marks none; nothing, if it is about the
    /// file as a whole.
    pub(super) fn words(&self, diagnostic: &Diagnostic) -> &str {
        let Some(location) = diagnostic.location.as_ref().filter(|at| at.range != (0..0)) else { return "" };
        let Some(source) = self.source(location) else { return "" };
        match source.parts(&location.range) {
            (number, [_, "", _]) => source.text[source.line(number)].trim(),
            (_, [_, marked, _]) => marked,
        }
    }

    /// The file of a place.
    pub(super) fn source(&self, location: &Location) -> Option<&Source> {
        self.files.get(location.file.as_str())
    }
}

/// A text whose lines and characters are counted.
pub(super) struct Source {
    text: String,
    /// Where lines begin; the first is 0.
    lines: Vec<usize>,
    /// How many characters begin before each multiple of [`STRIDE`].
    characters: Vec<usize>,
}

impl Source {
    fn read(file: &str, snapshot: &Snapshot) -> Option<Self> {
        let bytes = match snapshot.get(file) {
            Some(bytes) => Cow::Borrowed(&bytes[..]),
            None => Cow::Owned(theme::built_in(file)?.to_vec()),
        };
        // What is no text has no lines to show.
        let has_zero = || bytes.iter().take(BEGINNING).any(|byte| *byte == 0);
        let is_binary =
            std::str::from_utf8(&bytes).is_err() && (file.starts_with(STATIC_FOLDER) || has_zero());
        let text = if is_binary { String::new() } else { String::from_utf8_lossy(&bytes).into_owned() };
        Some(Self::new(text))
    }

    fn new(text: String) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        let mut characters = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut count = 0;
        for part in bytes.chunks(STRIDE) {
            characters.push(count);
            count += begun(part);
        }
        characters.push(count);
        Self { text, lines, characters }
    }

    /// The number of characters that begin before `at`.
    fn characters_before(&self, at: usize) -> usize {
        let mark = at / STRIDE;
        self.characters[mark] + begun(&self.text.as_bytes()[mark * STRIDE..at])
    }

    /// Line and column, from 1, of an offset.
    fn place(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at);
        let start = self.lines[line - 1];
        let mark = usize::from(self.text[start..at].starts_with('\u{feff}'));
        (line, self.characters_before(at) - self.characters_before(start) - mark + 1)
    }

    /// The stretch of the line (from 1) without its end.
    fn line(&self, number: usize) -> Range<usize> {
        let start = self.lines[number - 1];
        let end = self.lines.get(number).map_or(self.text.len(), |next| next - 1);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    fn position(&self, range: &Range<usize>) -> Position {
        let (start, end) = (self.floor(range.start), self.floor(range.end.max(range.start)));
        let ((line, column), (end_line, end_column)) = (self.place(start), self.place(end));
        let whole = &self.text[self.line(line)];
        let text = match whole.len() > LONGEST_LINE && whole.chars().count() > LONGEST_LINE {
            true => around(whole, start - self.lines[line - 1]),
            false => whole.to_owned(),
        };
        Position { line, column, end_line, end_column, text }
    }

    /// The first line of a stretch: its number, what stands before the stretch, in it, and behind it.
    pub(super) fn parts(&self, range: &Range<usize>) -> (usize, [&str; 3]) {
        let at = self.floor(range.start);
        let (number, _) = self.place(at);
        let line = self.line(number);
        // A stretch may begin at the end of a line that ends in a carriage return.
        let at = at.min(line.end);
        let end = self.floor(range.end).clamp(at, line.end);
        (number, [&self.text[line.start..at], &self.text[at..end], &self.text[end..line.end]])
    }

    /// The nearest place at or before `at` that is between two characters.
    fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// How many characters begin among these bytes of UTF-8.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

/// The part of a long line around the offset `at`.
fn around(line: &str, at: usize) -> String {
    let at = at.min(line.len());
    let half = LONGEST_LINE / 2;
    let start = line[..at].char_indices().rev().nth(half - 1).map_or(0, |(i, _)| i);
    let end = line[at..].char_indices().nth(half).map_or(line.len(), |(i, _)| at + i);
    let dots = |cut: bool| if cut { "…" } else { "" };
    format!("{}{}{}", dots(start > 0), &line[start..end], dots(end < line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn check(text: &str, range: Range<usize>, expected: (usize, usize, usize, usize, &str)) {
        let snapshot = Snapshot::from_files([("a.yaml", text)]);
        let at = Diagnostic::error(Code::InvalidYaml, "x").at(Location::new("a.yaml", range));
        let (line, column, end_line, end_column, text) = expected;
        let expected = Position { line, column, end_line, end_column, text: text.to_owned() };
        assert_eq!(position(&at, &snapshot), Some(expected));
    }

    #[test]
    fn columns_are_characters() {
        check("Kết luận\r\nsố 57", 0..4, (1, 1, 1, 3, "Kết luận"));
        check("Kết luận\r\nsố 57", 15..18, (2, 2, 2, 3, "số 57"));
        check("\u{feff}title: a\n", 3..8, (1, 1, 1, 6, "\u{feff}title: a"));
        check("a\n\nb", 2..2, (2, 1, 2, 1, ""));
        check("a\nb", 0..3, (1, 1, 2, 2, "a"));
    }

    #[test]
    fn places_beyond_the_end_or_within_a_letter_are_mended() {
        check("ạ", 1..99, (1, 1, 1, 2, "ạ"));
        check("", 5..9, (1, 1, 1, 1, ""));
        check("a\n", 2..2, (2, 1, 2, 1, ""));
    }

    #[test]
    fn characters_are_counted_alike_whether_or_not_a_line_is_long() {
        let text = "đường ".repeat(3000) + "\n" + &"một ".repeat(4000);
        for at in [0, 4095, 4096, 4097, 9000, 24_000, 24_001, 24_010, 30_000] {
            let source = Source::new(text.clone());
            let at = source.floor(at);
            let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
            let expected = (text[..at].matches('\n').count() + 1, text[start..at].chars().count() + 1);
            assert_eq!(source.place(at), expected, "{at}");
        }
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_place() {
        let text = format!("{}X{}", "ạ".repeat(5000), "b".repeat(5000));
        let shown = Source::new(text).position(&(15_000..15_001));
        assert_eq!(shown.column, 5001);
        assert_eq!(shown.text.chars().count(), LONGEST_LINE + 2);
        assert!(shown.text.starts_with("…ạ") && shown.text.contains('X') && shown.text.ends_with("b…"));
    }

    #[test]
    fn a_file_that_is_not_there_has_no_lines() {
        let at = Diagnostic::error(Code::BrokenLink, "x").at(Location::new("output/a.html", 0..0));
        assert_eq!(position(&at, &Snapshot::default()), None);
        let built_in = Location::new("themes/khue/templates/base.html", 1..1);
        let at = Diagnostic::error(Code::Template, "x").at(built_in);
        assert!(position(&at, &Snapshot::default()).is_some());
    }
}

//! Reads lines one by one, however many there are, and passes over those that are too long for the memory.

use std::io::{self, BufRead, Read};

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// A line, without its end.
    Whole(Vec<u8>),
    /// A line with more bytes than are allowed; it has been passed over.
    TooLong,
}

/// The next line of `from`, of at most `most` bytes; none at the end. A last line needs no end.
///
/// # Errors
/// Those of reading.
pub fn next(from: &mut impl BufRead, most: usize) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    from.by_ref().take(most as u64 + 1).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > most {
        from.skip_until(b'\n')?;
        return Ok(Some(Line::TooLong));
    }
    Ok(Some(Line::Whole(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, most: usize, expected: &[Option<&str>]) {
        let mut from = text.as_bytes();
        let mut found = Vec::new();
        while let Some(line) = next(&mut from, most).expect("memory can be read") {
            found.push(match line {
                Line::Whole(line) => Some(String::from_utf8(line).expect("it was text")),
                Line::TooLong => None,
            });
        }
        let found: Vec<Option<&str>> = found.iter().map(Option::as_deref).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn lines_end_with_a_line_feed_or_with_the_text() {
        check("", 3, &[]);
        check("a\n\nbc", 3, &[Some("a"), Some(""), Some("bc")]);
        check("a\n", 3, &[Some("a")]);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over_whole() {
        check("abc\nabcd\nab\n", 3, &[Some("abc"), None, Some("ab")]);
        check("abcdefghi", 3, &[None]);
    }
}

//! One range of bytes of a file (RFC 9110, section 14).

use std::ops::Range;

/// What a request wants of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of it: no range, or one that is not understood, which is as good as none.
    All,
    /// These bytes.
    Part(Range<usize>),
    /// What it has not.
    Nothing,
}

/// Reads the field `Range` of a request for a file of `length` bytes. Several ranges at once are answered with the whole.
pub fn read(field: &str, length: usize) -> Wanted {
    let Some((unit, spec)) = field.split_once('=') else { return Wanted::All };
    let Some((first, last)) = spec.trim().split_once('-') else { return Wanted::All };
    if !unit.trim().eq_ignore_ascii_case("bytes") || spec.contains(',') {
        return Wanted::All;
    }
    let number = |text: &str| -> Result<Option<usize>, ()> {
        match text {
            "" => Ok(None),
            // A number that no machine counts to stands behind every end.
            text if text.bytes().all(|b| b.is_ascii_digit()) => Ok(Some(text.parse().unwrap_or(usize::MAX))),
            _ => Err(()),
        }
    };
    let range = match (number(first), number(last)) {
        (Ok(Some(first)), Ok(Some(last))) if last < first => return Wanted::All,
        (Ok(Some(first)), Ok(last)) => first..last.map_or(length, |last| last.saturating_add(1).min(length)),
        (Ok(None), Ok(Some(last))) => length.saturating_sub(last)..length,
        _ => return Wanted::All,
    };
    if range.start >= range.end { Wanted::Nothing } else { Wanted::Part(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, expected: Wanted) {
        assert_eq!(read(field, 10), expected, "{field:?}");
    }

    #[test]
    fn one_range_is_a_part() {
        check("bytes=0-0", Wanted::Part(0..1));
        check("bytes=2-4", Wanted::Part(2..5));
        check("bytes=2-", Wanted::Part(2..10));
        check("bytes=2-99", Wanted::Part(2..10));
        check("bytes=-3", Wanted::Part(7..10));
        check("bytes=-99", Wanted::Part(0..10));
        check("Bytes = 2-4", Wanted::Part(2..5));
    }

    #[test]
    fn what_is_not_there_is_told() {
        check("bytes=10-", Wanted::Nothing);
        check("bytes=99999999999999999999999-", Wanted::Nothing);
        check("bytes=-0", Wanted::Nothing);
    }

    #[test]
    fn what_is_not_understood_is_the_whole() {
        for field in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=4-2",
            "bytes=a-b",
            "bytes=1-2,4-5",
            "lines=1-2",
            "bytes=+1-2",
        ] {
            check(field, Wanted::All);
        }
        assert_eq!(read("bytes=0-", 0), Wanted::Nothing);
    }
}

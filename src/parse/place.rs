//! Where a part of a value stands in the YAML that the value was written as.

use std::ops::Range;

/// The stretch of `raw`, a scalar as it was written (quotes, folded lines and all), that stands for `part` of its
/// `value`; byte offsets, half-open.
///
/// None where the two cannot be laid side by side: a value with escapes that stand for other signs, say.
pub fn within(raw: &str, value: &str, part: Range<usize>) -> Option<Range<usize>> {
    let style = Style::of(raw);
    let mut written = raw.char_indices().peekable();
    for _ in 0..raw[..style.head(raw)].chars().count() {
        written.next();
    }
    let (mut start, mut end) = (None, None);
    let mut signs = value.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if at >= part.end {
            break;
        }
        if sign.is_whitespace() {
            // White space was folded: a run of it stands for a run of it.
            let begin = written.peek()?.0;
            let mut any = false;
            while written.next_if(|(_, c)| c.is_whitespace()).is_some() {
                any = true;
            }
            if !any {
                return None;
            }
            if at == part.start {
                start = Some(begin);
            }
            while signs.next_if(|(next, c)| *next < part.end && c.is_whitespace()).is_some() {}
            continue;
        }
        // A value may begin on the line after its indicator.
        while start.is_none() && at == 0 && written.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        let (mut place, mut c) = written.next()?;
        let first = place;
        match (style, c) {
            (Style::Single, '\'') => (place, c) = written.next()?,
            (Style::Double, '\\') => {
                (place, c) = written.next()?;
                if !matches!(c, '"' | '\\' | '/') {
                    return None;
                }
            }
            _ => {}
        }
        if c != sign {
            return None;
        }
        if at == part.start {
            start = Some(first);
        }
        end = Some(place + c.len_utf8());
    }
    Some(start?..end?)
}

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    Single,
    Double,
    /// After `|` or `>`.
    Block,
}

impl Style {
    fn of(raw: &str) -> Self {
        match raw.trim_start().chars().next() {
            Some('\'') => Self::Single,
            Some('"') => Self::Double,
            Some('|' | '>') => Self::Block,
            _ => Self::Plain,
        }
    }

    /// The length of what stands before the value: a quotation mark, or the line with the indicator.
    fn head(self, raw: &str) -> usize {
        let blank = raw.len() - raw.trim_start().len();
        match self {
            Self::Plain => blank,
            Self::Single | Self::Double => blank + 1,
            Self::Block => raw.find('\n').map_or(raw.len(), |at| at + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::within;
    use crate::parse::yaml::{self, Step};

    /// Where `part` of the value of `a` stands in `text`.
    #[track_caller]
    fn check(text: &str, part: &str, expected: Option<&str>) {
        let tree = yaml::tree(text).expect("valid");
        let value: std::collections::BTreeMap<String, String> = yaml::read(text).expect("valid");
        let value = &value["a"];
        let raw = &text[tree.place(&[Step::Key("a")])];
        let at = value.find(part).expect("it is part of the value");
        let found = within(raw, value, at..at + part.len());
        assert_eq!(found.map(|range| &raw[range]), expected, "{raw:?} for {value:?}");
    }

    #[test]
    fn a_part_is_found_however_the_value_is_written() {
        check("a: x [[b|c d]] y\n", "[[b|c d]]", Some("[[b|c d]]"));
        check("a: 'it''s [[b|c]] y'\n", "[[b|c]]", Some("[[b|c]]"));
        check("a: 'it''s [[b|c]] y'\n", "it's", Some("it''s"));
        check("a: \"say \\\"x\\\" [[b|c]]\"\n", "[[b|c]]", Some("[[b|c]]"));
        check("a: \"\\u0041 [[b]]\"\n", "[[b]]", None);
        check("a: x\n  [[b|c\n   d]] y\n", "[[b|c d]]", Some("[[b|c\n   d]]"));
        check("a: >-\n  x\n  [[b|c\n  d]] y\n", "[[b|c d]]", Some("[[b|c\n  d]]"));
        check("a: >-\n  [[b]] y\n", "[[b]]", Some("[[b]]"));
        check("a: |\n  x\n\n  [[b]] [[b]]\n  z\n", "[[b]] [[b]]", Some("[[b]] [[b]]"));
        check(
            "a: >\n  Đoạn một.\n\n  Đoạn [[hai|nhãn\n  dài]].\n",
            "[[hai|nhãn dài]]",
            Some("[[hai|nhãn\n  dài]]"),
        );
    }

    #[test]
    fn nothing_is_found_where_nothing_fits() {
        assert_eq!(within("abc", "abd", 0..3), None);
        assert_eq!(within("", "abd", 0..3), None);
        assert_eq!(within("'", "a", 0..1), None);
        assert_eq!(within("ab", "abc", 1..3), None);
    }
}

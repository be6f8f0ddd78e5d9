//! What a build remembers of its seeds, so that the next can say which lines of a changed one have moved.
//!
//! The record is a file of the output, `.khue-seeds`: a line for each seed, with its SHA-256, a fingerprint of six
//! hexadecimal digits for each of its lines, and its path. It is made from the seeds alone, so that the same seeds give the
//! same bytes, and it is only ever used for messages: without it a build makes the same site.

use super::clean::Lines;
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64;

/// The record's file below the output folder.
pub const FILE: &str = ".khue-seeds";

/// The lines of a seed, each as a fingerprint of 24 bits.
pub type Fingerprints = Vec<u32>;

/// Fingerprints of the lines of `text`, white space at their ends aside.
pub fn fingerprints(text: &str) -> Fingerprints {
    let lines = Lines::new(text);
    let line = |number| lines.get(number).map(|range| (xxh3_64(text[range].trim().as_bytes()) >> 40) as u32);
    (1..=lines.len()).filter_map(line).collect()
}

/// The record's line for a seed; `sha256` is its hash in hexadecimal.
pub fn encode(path: &str, sha256: &str, text: &str) -> String {
    let mut out = format!("{sha256} ");
    for print in fingerprints(text) {
        out.push_str(&format!("{print:06x}"));
    }
    out.push_str(&format!(" {path}\n"));
    out
}

/// The seeds of a record: by path, the hash and the fingerprints. Lines that cannot be read are passed over.
pub fn decode(record: &[u8]) -> HashMap<String, (String, Fingerprints)> {
    let text = String::from_utf8_lossy(record);
    let seed = |line: &str| {
        let mut parts = line.splitn(3, ' ');
        let (sha256, digits, path) = (parts.next()?, parts.next()?, parts.next()?);
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let prints = (0..digits.len() / 6).map(|n| u32::from_str_radix(&digits[n * 6..n * 6 + 6], 16));
        Some((path.to_owned(), (sha256.to_owned(), prints.collect::<Result<_, _>>().ok()?)))
    };
    text.lines().filter_map(seed).collect()
}

/// Which lines have moved or changed, in words; none if no line has.
///
/// What is alike at the beginning and at the end is set aside; what lies between has changed, and what follows it has
/// moved.
pub fn moved(before: &[u32], after: &[u32]) -> Option<String> {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (before.len() - tail, after.len() - tail);
    if head == old_end && head == new_end {
        return None;
    }
    let span = |from: usize, to: usize| match to - from {
        1 => format!("line {to}"),
        _ => format!("lines {}–{to}", from + 1),
    };
    let mut parts = vec![match (old_end - head, new_end - head) {
        (0, _) if head == 0 => format!("{} new at the beginning", span(head, new_end)),
        (0, _) => format!("{} new after line {head}", span(head, new_end)),
        (_, 0) => format!("what was {} gone", span(head, old_end)),
        _ if old_end == new_end => format!("{} changed", span(head, old_end)),
        _ => format!("what was {} is {} now", span(head, old_end), span(head, new_end)),
    }];
    if tail > 0 && old_end != new_end {
        parts.push(format!("what was {} is {} now", span(old_end, before.len()), span(new_end, after.len())));
    }
    Some(parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, expected: &str) {
        let lines = |text: &str| fingerprints(&text.replace(' ', "\n"));
        assert_eq!(
            moved(&lines(before), &lines(after)).unwrap_or_default(),
            expected,
            "{before:?} {after:?}"
        );
    }

    #[test]
    fn what_moved_is_told_by_line_numbers() {
        check("a b c", "a b c", "");
        check("a b c d", "x a b c d", "line 1 new at the beginning; what was lines 1–4 is lines 2–5 now");
        check("a b c d", "a x y b c d", "lines 2–3 new after line 1; what was lines 2–4 is lines 4–6 now");
        check("a b c d", "a d", "what was lines 2–3 gone; what was line 4 is line 2 now");
        check("a b c", "a x c", "line 2 changed");
        check("a b c", "a x y c", "what was line 2 is lines 2–3 now; what was line 3 is line 4 now");
        check("a b", "a b c", "line 3 new after line 2");
        check("a a", "a a a", "line 3 new after line 2");
        check("", "a", "line 1 new at the beginning");
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let record = encode("seeds/bài một.txt", "ab12", "một\nhai\n");
        let seeds = decode(record.as_bytes());
        assert_eq!(seeds["seeds/bài một.txt"], ("ab12".to_owned(), fingerprints("một\nhai")));
        assert!(decode(b"\xff nonsense\nx y z\n").len() <= 1);
    }
}

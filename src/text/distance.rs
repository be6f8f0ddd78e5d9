//! Names that may have been meant.

use std::collections::BTreeSet;

pub use super::likeness::nearest_passage;

use super::fold::{bare, lower_tone};

/// Words longer than this, in characters, are no names; nothing is suggested for them.
const LONGEST: usize = 200;

/// The candidates that `word` may have been meant for, best first, at most `max` of them.
///
/// Likeness is the Damerau–Levenshtein distance (in its restricted form, where no part is edited twice) of the texts
/// without letter case and diacritics. A candidate is plausible if it is at most a third of the word's length away, or
/// one edit, and if not everything would have to be changed. Among equals, those come first whose diacritics
/// are nearer too, then in order of code points. Candidates that are given twice come once; the word itself may be
/// among them. An empty word has none.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, max: usize) -> Vec<&'a str> {
    if word.len() > 4 * LONGEST {
        return Vec::new();
    }
    let plain: Vec<char> = bare(word).chars().collect();
    let toned: Vec<char> = lower_tone(word).chars().collect();
    let limit = (plain.len() / 3).max(1);
    let mut found = BTreeSet::new();
    for candidate in candidates {
        // Folding turns a letter of at most three bytes (and marks) into one; what is far too long need not be folded.
        if candidate.len() > 8 * (plain.len() + limit) {
            continue;
        }
        let other: Vec<char> = bare(candidate).chars().collect();
        if other.len().abs_diff(plain.len()) > limit {
            continue;
        }
        let distance = edits(&plain, &other);
        if distance <= limit && distance < plain.len().max(other.len()) {
            let fine = edits(&toned, &lower_tone(candidate).chars().collect::<Vec<_>>());
            found.insert((distance, fine, candidate));
        }
    }
    found.into_iter().take(max).map(|(_, _, candidate)| candidate).collect()
}

/// The candidates that hold every part of `word` (its runs of letters and digits, without letter case and diacritics),
/// those with the fewest other parts first, then in order of code points; at most `max` of them. For names that somebody
/// wrote in short: *nghia* for *nguyen-trong-nghia*. A word without parts, or of one letter, has none.
pub fn holding<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, max: usize) -> Vec<&'a str> {
    fn parts(text: &str) -> Vec<String> {
        let plain = bare(text);
        let parts = plain.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }
    let wanted = parts(word);
    if word.len() > LONGEST || wanted.iter().map(String::len).sum::<usize>() < 2 {
        return Vec::new();
    }
    let mut found = BTreeSet::new();
    for candidate in candidates {
        let held = parts(candidate);
        if wanted.iter().all(|part| held.contains(part)) {
            found.insert((held.len(), candidate));
        }
    }
    found.into_iter().take(max).map(|(_, candidate)| candidate).collect()
}

/// The least number of characters to insert, leave out, replace, or swap with their neighbour to turn `a` into `b`.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, to) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(from != to);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *from == b[j - 1] && a[i - 1] == *to {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(word: &str, candidates: &[&str], expected: &[&str]) {
        assert_eq!(nearest(word, candidates.iter().copied(), 3), expected, "{word:?}");
    }

    #[test]
    fn slips_of_the_hand_are_mended() {
        let keys = ["title", "type", "number", "issued", "issuer", "aliases", "url"];
        check("titel", &keys, &["title"]);
        check("tilte", &keys, &["title"]);
        check("isued", &keys, &["issued"]);
        check("issue", &keys, &["issued", "issuer"]);
        check("Number", &keys, &["number"]);
        check("uri", &keys, &["url"]);
        check("banana", &keys, &[]);
    }

    #[test]
    fn numbers_are_near_numbers() {
        let numbers = ["57-KL/TW", "16-NQ/TW", "111-HD/BTGTW", "75-KL/TW"];
        check("58-KL/TW", &numbers, &["57-KL/TW", "75-KL/TW"]);
        check("57-KL/T", &numbers, &["57-KL/TW", "75-KL/TW"]);
        check("57- KL/TƯ", &numbers, &["57-KL/TW", "75-KL/TW"]);
    }

    #[test]
    fn diacritics_decide_among_equals() {
        check("Kết luận", &["ket luan", "kết luân", "Kết Luận"], &["Kết Luận", "kết luân", "ket luan"]);
        check("doi ngoai", &["đối nội", "đối ngoại"], &["đối ngoại", "đối nội"]);
    }

    #[test]
    fn ties_are_alphabetical_and_unique() {
        check("ab", &["ac", "aa", "ac", "ad", "ae"], &["aa", "ac", "ad"]);
    }

    #[test]
    fn short_forms_are_held_by_whole_names() {
        let check = |word: &str, expected: &[&str]| {
            let ids = ["nguyen-trong-nghia", "tran-nghia", "57-KL/TW", "Kết luận 16-KL/TW"];
            assert_eq!(holding(word, ids, 3), expected, "{word:?}");
        };
        check("nghia", &["tran-nghia", "nguyen-trong-nghia"]);
        check("Nghĩa Nguyễn", &["nguyen-trong-nghia"]);
        check("57", &["57-KL/TW"]);
        check("57/KL", &["57-KL/TW"]);
        check("kết luận số 16", &[]);
        check("kết luận 16", &["Kết luận 16-KL/TW"]);
        check("n", &[]);
        check("", &[]);
        check("-", &[]);
    }

    #[test]
    fn nothing_is_near_nothing() {
        check("", &["a", "", "b"], &[]);
        check("x", &["a", "xy"], &["xy"]);
        check("a", &[], &[]);
        check(&"a".repeat(1000), &[&"a".repeat(1000)], &[]);
    }

    #[test]
    fn swaps_are_one_edit() {
        let edits = |a: &str, b: &str| edits(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!(edits("ab", "ba"), 1);
        assert_eq!(edits("abcd", "acbd"), 1);
        assert_eq!(edits("ca", "abc"), 3);
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(edits("kitten", "sitting"), 3);
    }

    proptest! {
        #[test]
        fn a_word_is_nearest_to_itself(word in "[a-zđạ0-9-]{1,12}", others in prop::collection::vec("[a-zđạ0-9-]{1,12}", 0..6)) {
            let all = others.iter().map(String::as_str).chain([word.as_str()]);
            prop_assert_eq!(nearest(&word, all, 1), [word.as_str()]);
        }

        #[test]
        fn any_texts_may_be_compared(word in "\\PC{0,12}", other in "\\PC{0,12}") {
            prop_assert!(nearest(&word, [other.as_str()], 3).len() <= 1);
        }
    }
}

//! Names that may have been meant.

use std::collections::BTreeSet;

use super::edits::Word;
use super::fold::{bare, lower_tone};

/// Words longer than this, in characters, are no names; nothing is suggested for them.
const LONGEST: usize = 200;

/// The candidates that `word` may have been meant for, best first, at most `max` of them; [`Names`](super::names::Names)
/// is for whoever has many words for the same candidates.
///
/// Likeness is the Damerau–Levenshtein distance (in its restricted form, where no part is edited twice) of the texts
/// without letter case and diacritics. A candidate is plausible if it is at most a third of the word's length away, or
/// one edit, and if not everything would have to be changed. Among equals, those come first whose diacritics
/// are nearer too, then in order of code points. Candidates that are given twice come once; the word itself may be
/// among them. An empty word has none.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, max: usize) -> Vec<&'a str> {
    let Some(mut search) = Search::new(word, max) else { return Vec::new() };
    for candidate in candidates {
        if !search.is_far_too_long(candidate) {
            let plain = Plain::new(candidate);
            search.offer(candidate, &plain, |toned, most| toned.distance(&lower_tone(candidate), most));
        }
    }
    search.found()
}

/// A candidate without letter case and diacritics, and what tells most pairs of texts apart at a glance.
#[derive(Debug)]
pub(super) struct Plain {
    text: String,
    /// In characters.
    length: usize,
    /// A bit for each character that the text has; some share theirs.
    letters: u64,
}

impl Plain {
    pub(super) fn new(text: &str) -> Self {
        let text = bare(text);
        Self { length: text.chars().count(), letters: letters(text.chars()), text }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        self.text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty())
    }
}

/// A bit for each character; those of names mostly have their own.
fn letters(text: impl Iterator<Item = char>) -> u64 {
    let bit = |c: char| match c {
        'a'..='z' => c as u32 - 'a' as u32,
        '0'..='9' => c as u32 - '0' as u32 + 26,
        other => other as u32 % 28 + 36,
    };
    text.fold(0, |letters, c| letters | 1 << bit(c))
}

/// What is looked for by [`nearest`], and the best that was found.
pub(super) struct Search<'a> {
    plain: Word,
    toned: Word,
    letters: u64,
    limit: usize,
    max: usize,
    found: BTreeSet<(usize, usize, &'a str)>,
}

impl<'a> Search<'a> {
    /// None if nothing can be near to `word`.
    pub(super) fn new(word: &str, max: usize) -> Option<Self> {
        let plain = bare(word);
        (!plain.is_empty() && word.len() <= 4 * LONGEST).then(|| {
            let letters = letters(plain.chars());
            let (plain, toned) = (Word::new(&plain), Word::new(&lower_tone(word)));
            let limit = (plain.length() / 3).max(1);
            Self { plain, toned, letters, limit, max, found: BTreeSet::new() }
        })
    }

    /// Folding turns a letter of at most three bytes (and marks) into one; what is far too long need not be folded.
    pub(super) fn is_far_too_long(&self, candidate: &str) -> bool {
        candidate.len() > 8 * (self.plain.length() + self.limit)
    }

    /// Takes a candidate if it is better than what was found so far; `fine` tells the distance, diacritics included, from a word,
    /// if it is at most so much.
    pub(super) fn offer(
        &mut self,
        name: &'a str,
        plain: &Plain,
        fine: impl FnOnce(&Word, usize) -> Option<usize>,
    ) {
        let worst = self.found.last().filter(|_| self.found.len() >= self.max).map(|last| (last.0, last.1));
        let most = worst.map_or(self.limit, |worst| worst.0);
        // Each character that only one of them has costs an edit of its own.
        let own = |one: u64, other: u64| (one & !other).count_ones() as usize;
        if plain.length.abs_diff(self.plain.length()) > most
            || own(self.letters, plain.letters).max(own(plain.letters, self.letters)) > most
        {
            return;
        }
        let Some(distance) = self.plain.distance(&plain.text, most) else { return };
        if distance == self.plain.length().max(plain.length) {
            return;
        }
        let most_fine = worst.filter(|worst| worst.0 == distance).map_or(usize::MAX, |worst| worst.1);
        if let Some(fine) = fine(&self.toned, most_fine) {
            self.found.insert((distance, fine, name));
            if self.found.len() > self.max {
                self.found.pop_last();
            }
        }
    }

    /// What was found, best first.
    pub(super) fn found(self) -> Vec<&'a str> {
        self.found.into_iter().map(|(_, _, name)| name).collect()
    }
}

/// The parts of a word that [`Names::holding`](super::names::Names::holding) looks for.
pub(super) struct Parts {
    word: Plain,
    letters: u64,
}

impl Parts {
    /// None if nothing is found by this word.
    pub(super) fn new(word: &str) -> Option<Self> {
        let (is_name, word) = (word.len() <= LONGEST, Plain::new(word));
        let letters = letters(word.parts().flat_map(str::chars));
        let length: usize = word.parts().map(str::len).sum();
        (is_name && length >= 2).then_some(Self { word, letters })
    }

    /// How many parts a candidate has that holds them all.
    pub(super) fn held_by(&self, candidate: &Plain) -> Option<usize> {
        let holds = |part: &str| candidate.parts().any(|other| other == part);
        let may_hold = self.letters & !candidate.letters == 0;
        (may_hold && self.word.parts().all(holds)).then(|| candidate.parts().count())
    }
}

#[cfg(test)]
mod tests {
    use super::super::edits::tests::table;
    use super::super::names::Names;
    use super::*;
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

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
            assert_eq!(Names::new(ids).holding(word, 3), expected, "{word:?}");
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

    /// As [`nearest`], without any short cut.
    fn slowly_nearest<'a>(word: &str, candidates: &[&'a str], max: usize) -> Vec<&'a str> {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let (plain, toned) = (chars(&bare(word)), chars(&lower_tone(word)));
        let limit = (plain.len() / 3).max(1);
        let mut found = BTreeSet::new();
        for candidate in candidates {
            let other = chars(&bare(candidate));
            let distance = table(&plain, &other);
            if distance <= limit && distance < plain.len().max(other.len()) {
                found.insert((distance, table(&toned, &chars(&lower_tone(candidate))), *candidate));
            }
        }
        found.into_iter().take(max).map(|(_, _, candidate)| candidate).collect()
    }

    /// As [`Names::holding`], without any short cut.
    fn slowly_holding<'a>(word: &str, candidates: &[&'a str], max: usize) -> Vec<&'a str> {
        let parts = |text: &str| -> Vec<String> {
            let plain = bare(text);
            let parts = plain.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect()
        };
        let wanted = parts(word);
        if wanted.iter().map(String::len).sum::<usize>() < 2 {
            return Vec::new();
        }
        let held = candidates.iter().map(|candidate| (parts(candidate), *candidate));
        let held = held.filter(|(held, _)| wanted.iter().all(|part| held.contains(part)));
        let found: BTreeSet<(usize, &str)> = held.map(|(held, candidate)| (held.len(), candidate)).collect();
        found.into_iter().take(max).map(|(_, candidate)| candidate).collect()
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

        #[test]
        fn short_cuts_lead_to_the_same(
            word in "[aạbđ1-]{0,9}|\\PC{0,6}",
            others in prop::collection::vec("[aạbĐ1-]{0,9}|\\PC{0,6}", 0..12),
            max in 0usize..5,
        ) {
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            let expected = slowly_nearest(&word, &others, max);
            prop_assert_eq!(&nearest(&word, others.iter().copied(), max), &expected);
            let names = Names::new(others.iter().copied());
            prop_assert_eq!(names.nearest(&word, max), expected);
            prop_assert_eq!(names.holding(&word, max), slowly_holding(&word, &others, max));
        }
    }
}

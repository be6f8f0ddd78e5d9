//! How many edits lie between two texts.

/// Longer words, in characters, are compared cell by cell: a column of the table has a bit for each character.
const BITS: usize = u128::BITS as usize;

/// A word prepared for being compared with many texts.
///
/// One text is compared in time in proportion to its length: columns of the table of distances are numbers whose bits tell where they
/// grow and shrink (H. Hyyrö: *A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances*, Nordic Journal of
/// Computing 10, 2003).
pub(super) struct Word {
    chars: Vec<char>,
    /// Where each ASCII character stands in the word, a bit for each place.
    ascii: Box<[u128; 128]>,
    /// The same for other characters.
    others: Vec<(char, u128)>,
}

impl Word {
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let (mut ascii, mut others) = (Box::new([0; 128]), Vec::<(char, u128)>::new());
        for (at, c) in chars.iter().take(BITS).enumerate() {
            let places = match ascii.get_mut(*c as usize) {
                Some(places) => places,
                None => {
                    let known = others.iter().position(|(other, _)| other == c);
                    let index = known.unwrap_or_else(|| {
                        others.push((*c, 0));
                        others.len() - 1
                    });
                    &mut others[index].1
                }
            };
            *places |= 1 << at;
        }
        Self { chars, ascii, others }
    }

    /// In characters.
    pub(super) fn length(&self) -> usize {
        self.chars.len()
    }

    /// The least number of characters to insert, leave out, replace, or swap with their neighbour to turn the word into
    /// `text`, where no part is edited twice; none if it is more than `most`.
    pub(super) fn distance(&self, text: &str, most: usize) -> Option<usize> {
        let distance = match self.chars.len() {
            0 => text.chars().count(),
            1..=BITS => return self.distance_by_bits(text, most),
            _ => self.distance_by_cells(&text.chars().collect::<Vec<_>>()),
        };
        (distance <= most).then_some(distance)
    }

    fn places(&self, c: char) -> u128 {
        let other = || self.others.iter().find(|(other, _)| *other == c).map_or(0, |(_, places)| *places);
        self.ascii.get(c as usize).copied().unwrap_or_else(other)
    }

    /// Names are those of the paper, in words: a row is `up` where it is one more than the row above, `down` where one less.
    fn distance_by_bits(&self, text: &str, most: usize) -> Option<usize> {
        let last = 1 << (self.chars.len() - 1);
        let (mut up, mut down, mut same, mut places_before) = (u128::MAX, 0_u128, 0_u128, 0_u128);
        let mut distance = self.chars.len();
        let mut left = text.len();
        for c in text.chars() {
            let places = self.places(c);
            let swapped = ((!same & places) << 1) & places_before;
            same = ((places & up).wrapping_add(up) ^ up) | places | down | swapped;
            let (grown, shrunk) = (down | !(same | up), same & up);
            distance += usize::from(grown & last != 0);
            distance -= usize::from(shrunk & last != 0);
            // Each character to come takes one edit away at most, and there are no more of them than bytes.
            left -= c.len_utf8();
            if distance > most.saturating_add(left) {
                return None;
            }
            let grown = grown << 1 | 1;
            up = shrunk << 1 | !(same | grown);
            down = grown & same;
            places_before = places;
        }
        (distance <= most).then_some(distance)
    }

    fn distance_by_cells(&self, text: &[char]) -> usize {
        let mut before_last = vec![0; text.len() + 1];
        let mut last: Vec<usize> = (0..=text.len()).collect();
        for (i, from) in self.chars.iter().enumerate() {
            let mut row = Vec::with_capacity(text.len() + 1);
            row.push(i + 1);
            for (j, to) in text.iter().enumerate() {
                let replaced = last[j] + usize::from(from != to);
                let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
                if i > 0 && j > 0 && *from == text[j - 1] && self.chars[i - 1] == *to {
                    least = least.min(before_last[j - 1] + 1);
                }
                row.push(least);
            }
            before_last = std::mem::replace(&mut last, row);
        }
        last[text.len()]
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    /// The distance of two texts by the whole table, as the definition has it.
    pub(in super::super) fn table(a: &[char], b: &[char]) -> usize {
        let mut cells = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                cells[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let changed = cells[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let least = changed.min(cells[i - 1][j] + 1).min(cells[i][j - 1] + 1);
                    match i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        true => least.min(cells[i - 2][j - 2] + 1),
                        false => least,
                    }
                };
            }
        }
        cells[a.len()][b.len()]
    }

    fn edits(a: &str, b: &str) -> usize {
        Word::new(a).distance(b, usize::MAX).unwrap()
    }

    #[test]
    fn swaps_are_one_edit() {
        assert_eq!(edits("ab", "ba"), 1);
        assert_eq!(edits("abcd", "acbd"), 1);
        assert_eq!(edits("ca", "abc"), 3);
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(edits("abc", ""), 3);
        assert_eq!(edits("kitten", "sitting"), 3);
    }

    #[test]
    fn words_longer_than_a_number_has_bits_are_compared_too() {
        for length in [126, 127, 128, 129, 300] {
            let word = "ab".repeat(length)[..length].to_owned();
            assert_eq!(edits(&word, &word), 0);
            assert_eq!(edits(&word, &format!("{word}c")), 1);
            assert_eq!(edits(&word, &format!("c{word}")), 1);
            assert_eq!(edits(&format!("{word}xy"), &format!("{word}yx")), 1);
        }
    }

    proptest! {
        #[test]
        fn bits_tell_what_the_table_does(a in "[abđạ]{0,14}|[ab]{120,132}", b in "[abđạ]{0,14}|[ab]{120,132}", most in 0usize..9) {
            let distance = table(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
            prop_assert_eq!(edits(&a, &b), distance);
            prop_assert_eq!(Word::new(&a).distance(&b, most), (distance <= most).then_some(distance));
        }
    }
}

//! What Unicode tells of single letters, worked out once and then looked up.

/// Beyond Latin Extended-B and beyond Latin Extended Additional.
const ENDS: [char; 2] = ['\u{250}', '\u{1f00}'];

/// Where Latin Extended Additional begins, which has the Vietnamese letters with two marks.
const ADDITIONAL: char = '\u{1e00}';

/// A value for each character of Basic Latin, Latin-1, Latin Extended-A and -B, and Latin Extended Additional.
pub struct Letters<T>(Vec<T>);

impl<T: Copy> Letters<T> {
    /// The values that `of` gives.
    pub fn new(of: impl Fn(char) -> T) -> Self {
        Self(('\0'..ENDS[0]).chain(ADDITIONAL..ENDS[1]).map(of).collect())
    }

    /// The value of a character; none if it is of another block.
    pub fn get(&self, c: char) -> Option<T> {
        let at = match c {
            _ if c < ENDS[0] => c as usize,
            _ if (ADDITIONAL..ENDS[1]).contains(&c) => c as usize - ADDITIONAL as usize + ENDS[0] as usize,
            _ => return None,
        };
        self.0.get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Letters;

    #[test]
    fn each_letter_has_its_own_value() {
        let letters = Letters::new(|c| c);
        for c in ['\0', 'a', 'đ', '\u{24f}', '\u{1e00}', 'ệ', '\u{1eff}'] {
            assert_eq!(letters.get(c), Some(c));
        }
        for c in ['\u{250}', '\u{300}', '\u{1dff}', '\u{1f00}', '–', '日'] {
            assert_eq!(letters.get(c), None);
        }
    }
}

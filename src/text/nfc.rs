//! A text in Normalization Form C, with the way back to the bytes that it was made from.
//!
//! Newspapers mix precomposed and decomposed Vietnamese letters. We search the composed text and report positions in
//! the text as it was given.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

/// The NFC view of a text (Unicode Standard Annex #15 "Unicode Normalization Forms").
///
/// Borrows, at the cost of one look at each character, when the text is in NFC already.
#[derive(Clone, Debug)]
pub struct Nfc<'a> {
    source: &'a str,
    text: Cow<'a, str>,
    /// The stretches that normalization changed, in order and without overlap; all between them is alike.
    changes: Vec<Change>,
}

/// One stretch that reads otherwise in NFC: where it stands in the composed text and in the source.
#[derive(Clone, Debug)]
struct Change {
    text: Range<usize>,
    source: Range<usize>,
}

/// Whether a text is in NFC, as far as can be told without composing it; `false` may mean that it is all the same.
///
/// Precomposed Vietnamese is told by its bytes alone: every character of Latin-1, Latin Extended-A and -B up to U+01BF,
/// Latin Extended Additional, and General Punctuation from U+2002 to U+203F is in NFC, and none combines with another.
pub fn is_composed(text: &str) -> bool {
    let bytes = text.as_bytes();
    // The same without a branch, so that the compiler looks at many bytes at once: nearly every text ends here.
    let has_leads = bytes.iter().fold(true, |all, &b| all & ((b <= 0xc6) | (b == 0xe1) | (b == 0xe2)));
    let behind = bytes.get(1..).unwrap_or_default().iter().zip(bytes.get(2..).unwrap_or_default());
    let all_known = bytes.iter().zip(behind).fold(has_leads, |all, (&lead, (&second, &third))| {
        let in_additional = (0xb8..=0xbb).contains(&second);
        let in_punctuation = (second == 0x80) & (third > 0x81);
        all & ((lead != 0xe1) | in_additional) & ((lead != 0xe2) | in_punctuation)
    });
    if all_known {
        return true;
    }
    let mut at = 0;
    while at < bytes.len() {
        at += match bytes[at] {
            0..0x80 => 1,
            0xc2..=0xc6 => 2,
            0xe1 if matches!(bytes[at + 1], 0xb8..=0xbb) => 3,
            0xe2 if bytes[at + 1] == 0x80 && bytes[at + 2] > 0x81 => 3,
            _ => return is_nfc_quick(text[at..].chars()) == IsNormalized::Yes,
        };
    }
    true
}

impl<'a> Nfc<'a> {
    /// Composes `source`.
    pub fn new(source: &'a str) -> Self {
        if is_composed(source) || is_nfc(source) {
            return Self { source, text: Cow::Borrowed(source), changes: Vec::new() };
        }
        let mut text = String::with_capacity(source.len());
        let mut changes = Vec::new();
        let mut start = 0;
        while start < source.len() {
            let end = cluster_end(source, start);
            let cluster = &source[start..end];
            let from = text.len();
            match cluster.is_ascii() {
                true => text.push_str(cluster),
                false => text.extend(cluster.nfc()),
            }
            if text[from..] != *cluster {
                changes.push(Change { text: from..text.len(), source: start..end });
            }
            start = end;
        }
        Self { source, text: Cow::Owned(text), changes }
    }

    /// The text in NFC.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text as it was given to [`Nfc::new`].
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Where a range of the composed text stands in the source.
    ///
    /// Takes and gives half-open byte offsets. The answer lies within the source and on character boundaries, and never
    /// parts a base letter from its combining marks: a range that cuts into such a cluster gets all of it. Ranges
    /// that reach beyond the text are cut to it; a reversed one counts as empty at its start.
    pub fn to_source(&self, range: Range<usize>) -> Range<usize> {
        let start = range.start.min(self.text.len());
        let end = range.end.clamp(start, self.text.len());
        let start = match self.change_before(start) {
            Some(change) if start < change.text.end => change.source.start,
            Some(change) => change.source.end + (start - change.text.end),
            None => start,
        };
        let end = match self.change_before(end) {
            Some(change) if end == change.text.start => change.source.start,
            Some(change) if end < change.text.end => change.source.end,
            Some(change) => change.source.end + (end - change.text.end),
            None => end,
        };
        let start = cluster_start(self.source, start);
        match end <= start {
            true => start..start,
            false => start..next_cluster(self.source, end),
        }
    }

    /// The last change that starts at `offset` of the composed text or before it.
    fn change_before(&self, offset: usize) -> Option<&Change> {
        let after = self.changes.partition_point(|change| change.text.start <= offset);
        self.changes[..after].last()
    }
}

/// Whether a character may begin a cluster: it is no mark, and composes with nothing before it (as the vowels of
/// Hangul do, which are no marks).
fn begins_cluster(c: char) -> bool {
    if c < '\u{300}' {
        return true;
    }
    if is_combining_mark(c) {
        return false;
    }
    let mut first = None;
    decompose_canonical(c, |part| _ = first.get_or_insert(part));
    is_nfc_quick(first.into_iter()) != IsNormalized::Maybe
}

/// The end of the cluster that starts at `start`, a character boundary before the end of `text`.
fn cluster_end(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices();
    chars.next();
    chars.find(|(_, c)| begins_cluster(*c)).map_or(text.len(), |(at, _)| start + at)
}

/// The start of the cluster in which `offset` lies, or `offset` where a cluster starts there.
fn cluster_start(text: &str, offset: usize) -> usize {
    let is_start =
        |at: usize| text.get(at..).is_some_and(|rest| rest.chars().next().is_none_or(begins_cluster));
    (0..=offset).rev().find(|at| is_start(*at)).unwrap_or(0)
}

/// The first start of a cluster at `offset` or behind it, or the text's end.
fn next_cluster(text: &str, offset: usize) -> usize {
    let is_start =
        |at: usize| text.get(at..).is_some_and(|rest| rest.chars().next().is_none_or(begins_cluster));
    (offset..text.len()).find(|at| is_start(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    /// The part of `source` that answers to `part` of its composed text.
    fn check(source: &str, part: &str, expected: &str) {
        let nfc = Nfc::new(source);
        let start = nfc.as_str().find(part).expect("the part stands in the composed text");
        assert_eq!(&source[nfc.to_source(start..start + part.len())], expected, "{part:?} in {source:?}");
    }

    #[test]
    fn composed_text_is_borrowed() {
        let source = "Kết luận số 57-KL/TW, không có q\u{303}";
        let nfc = Nfc::new(source);
        assert!(matches!(nfc.text, Cow::Borrowed(_)));
        check(source, "57-KL/TW", "57-KL/TW");
        check(source, "", "");
    }

    #[test]
    fn decomposed_text_is_found_where_it_stands() {
        let source: String = "Hội nghị về Kết luận số 57-KL/TƯ".nfd().collect();
        let at = |text: &str| text.nfd().collect::<String>();
        for part in ["Hội nghị", "ộ", "nghị ", "Kết luận", "57-KL/TƯ", "ết l", "Ư", ""] {
            check(&source, part, &at(part));
        }
        check(&source, "Hội nghị về Kết luận số 57-KL/TƯ", &source);
    }

    #[test]
    fn half_composed_letters_are_composed() {
        // A vowel with its hat, the tone apart, as some keyboards write it.
        check("k\u{ea}\u{301}t lu\u{e2}\u{323}n", "kết luận", "k\u{ea}\u{301}t lu\u{e2}\u{323}n");
        check("e\u{301}\u{302}", "e\u{301}\u{302}".nfc().collect::<String>().as_str(), "e\u{301}\u{302}");
    }

    #[test]
    fn a_base_keeps_its_marks() {
        let source = "a q\u{303} e\u{301}";
        let nfc = Nfc::new(source);
        assert_eq!(&source[nfc.to_source(2..3)], "q\u{303}");
        assert_eq!(&source[nfc.to_source(3..5)], "q\u{303}");
        assert_eq!(&source[nfc.to_source(6..7)], "e\u{301}");
    }

    #[test]
    fn other_scripts_keep_their_clusters() {
        let hangul: String = "한국 tiếng".nfd().collect();
        check(&hangul, "한", &"한".nfd().collect::<String>());
        check("1\u{212b}2 e\u{301}", "Å", "\u{212b}");
        check("a\u{958}b", "b", "b");
    }

    #[test]
    fn ranges_beyond_the_text_are_cut() {
        let nfc = Nfc::new("e\u{301}a");
        assert_eq!(nfc.to_source(0..99), 0..4);
        assert_eq!(nfc.to_source(50..99), 4..4);
        #[allow(clippy::reversed_empty_ranges, reason = "that is the case")]
        let reversed = nfc.to_source(2..1);
        assert_eq!(reversed, 3..3);
        assert_eq!(Nfc::new("").to_source(0..1), 0..0);
    }

    proptest! {
        #[test]
        fn composes_any_text(source in "[\\PCa-zA-Zạếộ \n\u{300}-\u{30f}\u{323}\u{1100}\u{1161}\u{11a8}\u{212b}\u{958}]{0,24}") {
            let nfc = Nfc::new(&source);
            prop_assert_eq!(nfc.as_str(), source.nfc().collect::<String>());
        }

        #[test]
        fn ranges_are_good(source in "[\\PCaeoạ \n\u{300}-\u{303}\u{323}\u{1161}\u{212b}]{0,24}", a in 0usize..80, b in 0usize..80) {
            let nfc = Nfc::new(&source);
            let range = nfc.to_source(a.min(b)..a.max(b));
            let found = source.get(range.clone());
            prop_assert!(found.is_some());
            let inner = nfc.as_str().get(a.min(b)..a.max(b)).unwrap_or_default();
            prop_assert!(found.is_some_and(|f| f.nfc().collect::<String>().contains(inner)), "{:?} {:?}", range, inner);
        }
    }

    proptest! {
        #[test]
        fn what_counts_as_composed_is_in_nfc(text in "[ -~\u{80}-\u{1ff}\u{300}-\u{345}\u{1e00}-\u{1eff}\u{2000}-\u{2044}\u{1100}-\u{1175}\u{ac00}-\u{ac20}]{0,12}") {
            prop_assert!(!is_composed(&text) || is_nfc(&text), "{:?}", text);
        }
    }
}

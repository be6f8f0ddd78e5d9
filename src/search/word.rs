//! Words as the index knows them: what they are folded to, and which of the spellings with that fold they have.
//!
//! `reader.js` does the same in a browser; `tests/it/search/` holds the two together on random text.

use crate::cite::address::addresses;
use crate::text::fold::bare;
use crate::text::letters::Letters;
use crate::text::words::syllables;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// A word: a syllable in Vietnamese.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// Without letter case and diacritics, đ as d; a number without zeros before it; in English, the stem. Empty for what
    /// is diacritics alone, which the index leaves out.
    pub folded: String,
    /// Which spelling of the fold: see [`form`] and [`stem`]. 0 is the bare one.
    pub form: u8,
}

/// How words are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folding {
    /// By diacritics; the form tells them.
    Diacritics,
    /// By diacritics and endings; the form tells the ending.
    Endings,
}

impl Folding {
    /// The folding of a portal in `language` (BCP 47).
    pub fn of(language: &str) -> Self {
        match language.split('-').next() {
            Some("en") => Self::Endings,
            _ => Self::Diacritics,
        }
    }

    /// The word that a syllable or number is.
    pub fn word(self, text: &str) -> Word {
        let bare = bare(text);
        if !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()) {
            let short = bare.trim_start_matches('0');
            return Word { folded: if short.is_empty() { "0" } else { short }.to_owned(), form: 0 };
        }
        match self {
            Self::Diacritics => Word { form: form(text), folded: bare },
            Self::Endings => {
                let (folded, form) = stem(&bare);
                Word { folded, form }
            }
        }
    }

    /// The words of a text, in order.
    pub fn words(self, text: &str) -> Vec<Word> {
        spans(text).map(|range| self.word(&text[range])).collect()
    }
}

/// Where the words of a text stand, as byte ranges: its syllables, but for those of addresses on the web.
pub fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut addresses = addresses(text).into_iter().peekable();
    syllables(text).filter(move |range| {
        while addresses.next_if(|address| address.end <= range.start).is_some() {}
        addresses.peek().is_none_or(|address| range.end <= address.start)
    })
}

/// The diacritics of a syllable in a number below 72, by which no two spellings with the same [`bare`] letters have the
/// same: tone + 6 · (đ + 2 · (ư + 2 · other)), where tone is 0 (none), 1 (grave), 2 (acute), 3 (tilde), 4 (hook), 5 (dot
/// below); đ and ư are 1 where the letter is there; other is 1 for a circumflex, 2 for a breve, or a horn on *o*.
///
/// A Vietnamese syllable has one tone, and at most one of its vowels but *ư* is another than in the bare one, so that
/// where the tone is written does not matter: *hoà* is *hòa*. In other languages spellings may share a number.
pub fn form(text: &str) -> u8 {
    let mut all = Marks::default();
    for c in text.chars() {
        let Some(marks) = MARKS.get(c) else { return Marks::of(text.to_lowercase().nfd()).number() };
        all.add(marks);
    }
    all.number()
}

/// The marks of each letter alone.
static MARKS: LazyLock<Letters<Marks>> =
    LazyLock::new(|| Letters::new(|c| Marks::of(c.to_lowercase().collect::<String>().nfd())));

/// The diacritics of a syllable: see [`form`].
#[derive(Clone, Copy, Default)]
struct Marks {
    tone: u8,
    stroke: u8,
    horn: u8,
    other: u8,
}

impl Marks {
    /// Those of decomposed small letters.
    fn of(letters: impl Iterator<Item = char>) -> Self {
        let (mut marks, mut before) = (Self::default(), ' ');
        for c in letters {
            match c {
                '\u{300}' => marks.tone = 1,
                '\u{301}' => marks.tone = 2,
                '\u{303}' => marks.tone = 3,
                '\u{309}' => marks.tone = 4,
                '\u{323}' => marks.tone = 5,
                'đ' | 'ð' | '\u{256}' => marks.stroke = 1,
                '\u{31b}' if before == 'u' => marks.horn = 1,
                '\u{302}' => marks.other = 1,
                '\u{306}' | '\u{31b}' => marks.other = 2,
                _ => {}
            }
            if !('\u{300}'..='\u{36f}').contains(&c) {
                before = c;
            }
        }
        marks
    }

    /// Adds those of a letter behind.
    fn add(&mut self, next: Self) {
        let last = |one: u8, next: u8| if next == 0 { one } else { next };
        self.tone = last(self.tone, next.tone);
        self.stroke |= next.stroke;
        self.horn |= next.horn;
        self.other = last(self.other, next.other);
    }

    fn number(self) -> u8 {
        self.tone + 6 * (self.stroke + 2 * (self.horn + 2 * self.other))
    }
}

/// The stem of an English word in its bare spelling, and a number below 10 that tells what was taken off.
///
/// Light, and the same for all forms of a regular word: first a plural's *s* (not that of *ss*, *us* and *is*; 1), then *ed*
/// (2), *ing* (4) or *e* (6), behind which a doubled consonant is single again (*planned*, *plan*) unless it is l, s or z;
/// at last a *y* becomes an *i* (8 more where nothing else was taken off but the plural). Three letters with a vowel among
/// them always stay. So *policies*, *policy* meet, and so do *house*, *houses*, *housing*.
pub fn stem(bare: &str) -> (String, u8) {
    let is_stem = |rest: &&str| {
        let vowel = rest.bytes().any(|b| b"aeiouy".contains(&b));
        rest.len() >= 3 && vowel && rest.bytes().all(|b| b.is_ascii_lowercase())
    };
    let (mut rest, mut form) = (bare, 0);
    if let Some(singular) =
        rest.strip_suffix('s').filter(|one| is_stem(one) && !one.ends_with(['s', 'u', 'i']))
    {
        (rest, form) = (singular, 1);
    }
    for (ending, number) in [("ed", 2), ("ing", 4), ("e", 6)] {
        let Some(shorter) = rest.strip_suffix(ending).filter(is_stem) else { continue };
        (rest, form) = (shorter, form + number);
        let last = &rest[rest.len() - 1..];
        if ending != "e" && rest.len() > 3 && rest.ends_with(&last.repeat(2)) && !"aeiouylsz".contains(last) {
            rest = &rest[..rest.len() - 1];
        }
        break;
    }
    match rest.strip_suffix('y').filter(|rest| is_stem(&&**rest)) {
        Some(root) => (format!("{root}i"), if form < 2 { form + 8 } else { form }),
        None => (rest.to_owned(), form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};
    use std::collections::BTreeMap;

    fn check(folding: Folding, text: &str, expected: &str) {
        let words: Vec<String> =
            folding.words(text).into_iter().map(|w| format!("{}.{}", w.folded, w.form)).collect();
        assert_eq!(words.join(" "), expected, "{text}");
        let nfd: String = text.nfd().collect();
        assert_eq!(folding.words(&nfd), folding.words(text), "{text}");
    }

    proptest! {
        #[test]
        fn letters_have_their_marks_alone_as_in_their_text(text in "[a-zĐđêệơướẬÐÛẶĂǕẤƠ\u{256}]{0,8}") {
            prop_assert_eq!(form(&text), Marks::of(text.to_lowercase().nfd()).number());
        }
    }

    #[test]
    fn diacritics_are_a_number_and_not_the_key() {
        check(Folding::Diacritics, "Đối ngoại", "doi.32 ngoai.5");
        check(Folding::Diacritics, "đôi doi ĐỔI", "doi.30 doi.0 doi.34");
        check(Folding::Diacritics, "đường ươm uôm", "duong.67 uom.60 uom.24");
    }

    #[test]
    fn the_place_of_the_tone_does_not_matter() {
        check(Folding::Diacritics, "hoà hòa thuỷ thủy quý qúy", "hoa.1 hoa.1 thuy.4 thuy.4 quy.2 quy.2");
    }

    #[test]
    fn numbers_and_dates_are_words() {
        check(Folding::Diacritics, "57-KL/TW, 05/07/2023; 000", "57.0 kl.0 tw.0 5.0 7.0 2023.0 0.0");
    }

    #[test]
    fn addresses_are_passed_over() {
        check(Folding::Diacritics, "Xem https://a.vn/b-c?d và www.e.vn/f.", "xem.0 va.1");
    }

    #[test]
    fn english_endings_meet() {
        let stems = |text: &str| {
            Folding::Endings.words(text).into_iter().map(|word| word.folded).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(stems("house houses housing housed"), "hous hous hous hous");
        assert_eq!(stems("Meeting meetings meet meets"), "meet meet meet meet");
        assert_eq!(stems("planned planning plans plan"), "plan plan plan plan");
        assert_eq!(
            stems("class classes status Paris bus ring red cafés"),
            "class class status paris bus ring red caf"
        );
        assert_eq!(stems("policies policy studied studying study"), "polici polici studi studi studi");
        let forms = Folding::Endings.words("policy policies house houses plan plans planned planning");
        let forms: Vec<u8> = forms.into_iter().map(|word| word.form).collect();
        assert_eq!(forms, [8, 7, 6, 7, 0, 1, 2, 4]);
    }

    /// All onsets, rimes and tones of Vietnamese spelling, whether or not anybody uses the syllable.
    #[test]
    fn no_two_spellings_of_a_fold_have_the_same_form() {
        let onsets = "|b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x";
        let rimes = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et \
            ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh \
            oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn \
            ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya uych uyên uyêt uynh \
            uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu";
        let tones = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
        let mut seen: BTreeMap<Word, (String, usize)> = BTreeMap::new();
        for onset in onsets.split('|') {
            for rime in rimes.split_whitespace() {
                for (tone, mark) in tones.iter().enumerate() {
                    let vowel = rime.find(|c| "aăâeêioôơuưy".contains(c)).expect("every rime has one");
                    let length = rime[vowel..].chars().next().map_or(0, char::len_utf8);
                    let at = vowel + length;
                    let text = format!("{onset}{}{mark}{}", &rime[..at], &rime[at..]);
                    let plain = format!("{onset}{rime}");
                    let word = Folding::Diacritics.word(&text);
                    let known = seen.entry(word).or_insert_with(|| (plain.clone(), tone));
                    // *qua* may be qu-a or q-ua: the same letters are the same spelling.
                    assert_eq!(*known, (plain, tone), "{text}");
                }
            }
        }
        assert!(seen.len() > 20_000);
    }
}

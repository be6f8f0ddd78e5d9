//! Texts made alike: letter case, the two ways to place a tone mark, diacritics.

use super::letters::Letters;
use super::nfc::is_composed;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

/// Lower case, NFC, and one placement of tone marks; for comparing Vietnamese words whose tones count.
///
/// The placement is that of [`same_placement`]: *hoà*, *Hòa* and *HOÀ* all give `hòa`. Folding twice is folding once.
pub fn lower_tone(text: &str) -> String {
    if is_composed(text) {
        let mut all_known = true;
        let known = |c| {
            let letter = LOWER.get(c).flatten().or_else(|| lower(c));
            all_known &= letter.is_some();
            letter
        };
        let folded = placed(text.chars().map_while(known), text.len());
        if all_known {
            return folded;
        }
    }
    same_placement(&text.to_lowercase())
}

/// What [`lower`] tells of letters.
static LOWER: LazyLock<Letters<Option<char>>> = LazyLock::new(|| Letters::new(lower));

/// The lower case of a letter, or another character itself, where it is told by the block alone: in ASCII, Latin-1, the
/// Vietnamese letters of Latin Extended-A and -B, Latin Extended Additional, and General Punctuation.
fn lower(c: char) -> Option<char> {
    match c {
        '\0'..='\u{bf}' => Some(c.to_ascii_lowercase()),
        '×' | 'ß'..='ÿ' => Some(c),
        'À'..='Þ' => char::from_u32(c as u32 + 0x20),
        'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => Some(c),
        'Ă' | 'Đ' | 'Ĩ' | 'Ũ' | 'Ơ' => char::from_u32(c as u32 + 1),
        'Ư' => Some('ư'),
        'Ạ'..='ỹ' => char::from_u32(c as u32 | 1),
        '\u{2002}'..='\u{203f}' => Some(c),
        _ => None,
    }
}

/// As [`lower_tone`], and without any diacritics, đ as d: *Kết luận*, *KẾT LUẬN* and *ket luan* all give `ket luan`.
///
/// Letters of other scripts stay as they are, but for diacritics in Unicode's block *Combining Diacritical Marks*.
pub fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_bare(text, &mut out);
    out
}

/// Writes a text behind `out` as [`bare`] makes it.
pub fn push_bare(text: &str, out: &mut String) {
    let start = out.len();
    for c in text.chars() {
        let Some(letter) = BARE.get(c).flatten() else {
            out.truncate(start);
            bare_text(text, out);
            return;
        };
        out.push(letter);
    }
}

/// What letters are without letter case and diacritics, where that is one letter, whatever stands beside it.
static BARE: LazyLock<Letters<Option<char>>> = LazyLock::new(|| {
    Letters::new(|c| {
        let mut bare = String::new();
        bare_text(c.encode_utf8(&mut [0; 4]), &mut bare);
        let mut letters = bare.chars();
        letters.next().filter(|_| letters.next().is_none())
    })
});

fn bare_text(text: &str, out: &mut String) {
    let plain = |c: char| if c == 'đ' { 'd' } else { c };
    let without_marks =
        text.to_lowercase().nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect::<String>();
    out.extend(without_marks.nfc().map(stroke).map(plain));
}

/// NFC, with every tone mark on the letter where the older of the two customs puts it; letter case stays.
///
/// The customs differ in syllables that end in *oa*, *oe* or *uy*: *hoà, khoẻ, thuỷ* become *hòa, khỏe, thủy*. After
/// *q* the *u* belongs to the consonant and the tone to the *y*: *quý* stays, *qúy* becomes *quý*. Eth (`Ð`, `ð`), which
/// old keyboards give for the letter with a stroke that it looks like, becomes `Đ`, `đ`.
pub fn same_placement(text: &str) -> String {
    // Nearly every text is in NFC already, and composing is what costs.
    match is_composed(text) {
        true => placed(text.chars(), text.len()),
        false => placed(text.nfc(), text.len()),
    }
}

fn placed(chars: impl Iterator<Item = char>, length: usize) -> String {
    let mut folded = String::with_capacity(length);
    let mut chars = chars.map(stroke).peekable();
    let mut before = None;
    while let Some(first) = chars.next() {
        let second = match OPENS.get(first) {
            Some(true) => chars.next_if(|second| is_open_pair(plain_letter(first), plain_letter(*second))),
            _ => None,
        };
        let Some(second) = second else {
            folded.push(first);
            before = Some(first);
            continue;
        };
        let is_final = !chars.peek().is_some_and(|next| next.is_alphabetic() || is_combining_mark(*next));
        let after_q = matches!(before, Some('q' | 'Q'));
        let moved = match (split_tone(first), split_tone(second)) {
            ((u, Some(tone)), (y, None)) if after_q => compose(y, tone).map(|y| (u, y)),
            ((vowel, None), (last, Some(tone))) if is_final && !after_q => {
                compose(vowel, tone).map(|v| (v, last))
            }
            _ => None,
        };
        let (first, second) = moved.unwrap_or((first, second));
        folded.extend([first, second]);
        before = Some(second);
    }
    folded
}

/// Whether a letter is the first of a pair of vowels in which the customs may differ.
static OPENS: LazyLock<Letters<bool>> = LazyLock::new(|| {
    let is_first = |letter| is_open_pair(letter, 'a') || is_open_pair(letter, 'y');
    Letters::new(|c| is_first(plain_letter(c)))
});

/// A letter and its tone mark, if it has one: `ấ` is `â` and the acute.
pub(super) fn split_tone(letter: char) -> (char, Option<char>) {
    let mut base = None;
    let mut tone = None;
    decompose_canonical(letter, |part| match part {
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = Some(part),
        part => base = Some(base.map_or(part, |base| compose(base, part).unwrap_or(base))),
    });
    (base.unwrap_or(letter), tone)
}

/// A letter in lower case and without its tone.
fn plain_letter(letter: char) -> char {
    split_tone(letter).0.to_ascii_lowercase()
}

/// Whether two vowels without their tones end a syllable in which the customs differ.
fn is_open_pair(first: char, second: char) -> bool {
    matches!((first, second), ('o', 'a' | 'e') | ('u', 'y'))
}

/// The letter with a stroke for those that merely look like it: Eth, and the African D (U+0189).
pub(super) fn stroke(c: char) -> char {
    match c {
        'Ð' | '\u{189}' => 'Đ',
        'ð' | '\u{256}' => 'đ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    fn check(texts: &str, lower: &str, bare_one: &str) {
        for text in texts.split('|') {
            for form in [text.to_owned(), text.nfd().collect()] {
                assert_eq!(lower_tone(&form), lower, "{form:?}");
                assert_eq!(bare(&form), bare_one, "{form:?}");
            }
        }
    }

    #[test]
    fn lower_case_by_block_is_that_of_unicode() {
        for c in ('\0'..='\u{2fff}').filter(|c| lower(*c).is_some()) {
            assert_eq!(lower(c).map(String::from), Some(c.to_lowercase().collect()), "{c:?}");
        }
        assert!("ăâđêôơưĂÂĐÊÔƠƯạỹẠỸ".chars().all(|c| lower(c).is_some()));
    }

    #[test]
    fn tones_have_one_place() {
        check("hoà|hòa|HOÀ|Hòa|HÒA", "hòa", "hoa");
        check("khoẻ|khỏe|KHOẺ", "khỏe", "khoe");
        check("thuỷ|thủy|Thuỷ|THUỶ", "thủy", "thuy");
        check("Uỷ ban|Ủy ban", "ủy ban", "uy ban");
        check("Hoà, Hoá, Hoả, Hoã, Hoạ", "hòa, hóa, hỏa, hõa, họa", "hoa, hoa, hoa, hoa, hoa");
        check("toè toé toẻ toẽ toẹ", "tòe tóe tỏe tõe tọe", "toe toe toe toe toe");
        check("tuỳ tuý tuỷ tuỹ tuỵ", "tùy túy tủy tũy tụy", "tuy tuy tuy tuy tuy");
    }

    #[test]
    fn the_u_after_q_has_no_tone() {
        check("quý|qúy|Quý|QUÝ", "quý", "quy");
        check("Quỳnh", "quỳnh", "quynh");
    }

    #[test]
    fn other_syllables_stay() {
        check("hoàng khoái huỳnh ngoéo Đà", "hoàng khoái huỳnh ngoéo đà", "hoang khoai huynh ngoeo da");
        check("toán hoa tuy", "toán hoa tuy", "toan hoa tuy");
        check("", "", "");
    }

    #[test]
    fn eth_is_the_letter_with_a_stroke() {
        check("Ðảng|Đảng|ðảng|\u{189}ảng", "đảng", "dang");
        assert_eq!(same_placement("NÐ-CP Hoà"), "NĐ-CP Hòa");
    }

    #[test]
    fn other_scripts_stay() {
        check("한국 가", "한국 가", "한국 가");
        check("ÉTÉ Ñ", "été ñ", "ete n");
    }

    #[test]
    fn a_letter_parts_from_its_tone() {
        assert_eq!(split_tone('ấ'), ('â', Some('\u{301}')));
        assert_eq!(split_tone('Ợ'), ('Ơ', Some('\u{323}')));
        assert_eq!(split_tone('đ'), ('đ', None));
    }

    proptest! {
        #[test]
        fn letters_are_folded_alone_as_in_their_text(text in "[\\PCa-zĐđêệơướẬÐǅŀŉ \u{301}\u{345}]{0,12}") {
            let mut whole = String::new();
            bare_text(&text, &mut whole);
            prop_assert_eq!(bare(&text), whole);
        }

        #[test]
        fn folding_twice_is_folding_once(text in "[\\PCoaeuyqàáạỳýđÐ \u{301}\u{300}]{0,16}") {
            let lower = lower_tone(&text);
            prop_assert_eq!(&lower_tone(&lower), &lower);
            let plain = bare(&text);
            prop_assert_eq!(&bare(&plain), &plain);
            prop_assert_eq!(&bare(&lower), &plain);
        }
    }
}

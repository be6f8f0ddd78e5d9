//! The number of an official document, in any of its spellings.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use unicode_normalization::UnicodeNormalization;

/// Parts of symbols that are conventionally not all capitals: *Thủ tướng*, *Tờ trình*, *Chương trình*, *Quy định*.
const MIXED_CASE: [&str; 5] = ["TTg", "TTr", "CTr", "QyĐ", "QĐi"];

/// The most parts that a symbol may have; `TTLT-BTTTT-BKHĐT-BTC-BNV` has five.
const MOST_PARTS: usize = 8;

/// The number of an official document: `57-KL/TW`, `30/2020/NĐ-CP`.
///
/// A Party number is `SERIAL-KIND/BODY` (Hướng dẫn 36-HD/VPTW, *về thể thức và kỹ thuật trình bày văn bản của Đảng*,
/// 2018), a State number `SERIAL/KIND-BODY` or `SERIAL/YEAR/KIND-BODY` (Nghị định 30/2020/NĐ-CP, *về công tác văn thư*,
/// appendix I, part I, section II.3). Older numbers have symbols of one part (`115/CP`). Numbers are equal, and hash
/// alike, if they differ only in spelling: see [`DocumentNumber::key`]. They are ordered by serial as a number, then
/// by key.
#[derive(Clone, Debug)]
pub struct DocumentNumber {
    serial: String,
    /// What stands between serial and the rest: `-` for the Party, `/` for the State.
    separator: char,
    year: Option<String>,
    symbol: String,
    key: String,
}

impl DocumentNumber {
    /// The first number that stands within `text` among other words: *Kế hoạch số 7/KH-UBND*, `7/KH-UBND@2023-06-01`.
    ///
    /// Words are set apart by white space, `@` and commas, without brackets and quotation marks around them and stops behind
    /// them; `None` if none of them is a number.
    pub fn within(text: &str) -> Option<Self> {
        let around = |c: char| !c.is_alphanumeric();
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, '@' | ',' | ';'));
        words.map(|word| word.trim_matches(around)).find_map(Self::parse)
    }

    /// Reads a number that is the whole of `text`, without type word or `số`.
    ///
    /// Any letter case and normalization form; white space anywhere (line breaks and no-break spaces too); any dash for
    /// `-` and any slash for `/`; `TƯ` and `T.Ư` for `TW`; `Ð` (Eth) for `Đ`; `BGD&ĐT` for `BGDĐT`. `None` for all
    /// else: without a serial of one to six digits (and perhaps one letter, `30a`), with a year outside 1900 to
    /// 2099, or with a symbol that has fewer than two letters, letters that no abbreviation has (`3/ngày`), or digits
    /// that do not end a part (`QH13` is one). Whether a thing of the right shape (`60/kg`) is meant as a number is for
    /// the caller to judge.
    pub fn parse(text: &str) -> Option<Self> {
        let spelt: String = text.nfc().filter_map(normal).collect();
        let serial_end = spelt.find(['-', '/'])?;
        let (serial, rest) = spelt.split_at(serial_end);
        let separator = if rest.starts_with('-') { '-' } else { '/' };
        let rest = &rest[1..];
        if !is_serial(serial) {
            return None;
        }
        let (year, symbol) = match rest.split_once('/') {
            Some((year, symbol)) if separator == '/' && is_year(year) => (Some(year), symbol),
            _ => (None, rest),
        };
        if separator == '-' && !symbol.contains('/') {
            return None;
        }
        let symbol = canonical_symbol(symbol)?;
        let serial = serial.to_lowercase();
        let year = year.map(str::to_owned);
        let value = serial.trim_start_matches('0');
        let dated = year.as_ref().map(|year| format!("/{year}")).unwrap_or_default();
        let key = format!("{value}{dated}{separator}{}", symbol.to_lowercase());
        Some(Self { serial, separator, year, symbol, key })
    }

    /// The running number, as written (`57`, `01`, `30a`).
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// The year that is part of the number (`2020` in `30/2020/NĐ-CP`), four digits.
    pub fn year(&self) -> Option<&str> {
        self.year.as_deref()
    }

    /// Kind and issuing body, in canonical spelling: `KL/TW`, `NĐ-CP`, `QĐ-TTg`, `QH13`.
    pub fn symbol(&self) -> &str {
        &self.symbol
    }

    /// What all spellings of this number share: lower case, without leading zeros (`57-kl/tw`, `1/2024/tt-bnv`).
    ///
    /// Which of `-` and `/` stands where does count: `12-QĐ/BTC` and `12/QĐ-BTC` come from different bodies.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The serial as a number and what follows it in the key.
    fn order(&self) -> (u32, &str) {
        let value = self.serial.trim_end_matches(char::is_alphabetic).parse().unwrap_or(0);
        (value, &self.key)
    }
}

/// The canonical form: NFC, no white space, `-`, `/`, `TW`, capitals but for words such as `TTg`, and parts that were written with several
/// capitals and small letters (`GDTrH`).
impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.serial, self.separator)?;
        if let Some(year) = &self.year {
            write!(f, "{year}/")?;
        }
        f.write_str(&self.symbol)
    }
}

impl PartialEq for DocumentNumber {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for DocumentNumber {}

impl Hash for DocumentNumber {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl Ord for DocumentNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl PartialOrd for DocumentNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The usual character for one that stands for it in numbers; `None` for what counts as nothing.
fn normal(c: char) -> Option<char> {
    match c {
        c if c.is_whitespace() => None,
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Some('-'),
        '\u{2044}' | '\u{2215}' | '\u{ff0f}' => Some('/'),
        'Ð' | 'ð' | '\u{189}' => Some('Đ'),
        other => Some(other),
    }
}

/// One to six digits, perhaps with one letter behind.
fn is_serial(text: &str) -> bool {
    let digits = text.strip_suffix(|c: char| c.is_ascii_alphabetic()).unwrap_or(text);
    (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_year(text: &str) -> bool {
    text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.bytes().all(|b| b.is_ascii_digit())
}

/// A symbol in its canonical spelling, or `None` if it is none.
fn canonical_symbol(symbol: &str) -> Option<String> {
    let upper =
        symbol.to_uppercase().replace('&', "").replace("T.Ư", "TƯ").replace("T.W", "TW").replace("TƯ", "TW");
    let parts: Vec<&str> = upper.split(['-', '/', '.']).collect();
    let letters = upper.chars().filter(|c| is_letter(*c)).count();
    if parts.len() > MOST_PARTS || letters < 2 || !parts.iter().all(|part| is_part(part)) {
        return None;
    }
    let plain = symbol.replace('&', "");
    let written: Vec<&str> = plain.split(['-', '/', '.']).collect();
    let mut canonical = String::with_capacity(upper.len());
    for (index, part) in upper.split_inclusive(['-', '/', '.']).enumerate() {
        let (word, end) = part.split_at(part.trim_end_matches(['-', '/', '.']).len());
        let mixed = MIXED_CASE.iter().find(|mixed| mixed.to_uppercase() == word);
        let own = written.get(index).filter(|own| written.len() == parts.len() && is_mixed(own, word));
        canonical.push_str(mixed.or(own).copied().unwrap_or(word));
        canonical.push_str(end);
    }
    Some(canonical)
}

/// Whether a part is written with small letters of its own, as *GDTrH* is: behind several capitals, of which the first begins it.
fn is_mixed(written: &str, upper: &str) -> bool {
    let capitals = written.chars().filter(|c| c.is_uppercase()).count();
    let begins = written.starts_with(char::is_uppercase);
    begins && capitals > 1 && written != upper && written.to_uppercase() == upper
}

/// Letters, then perhaps digits: `KL`, `QH13`.
fn is_part(part: &str) -> bool {
    let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
    !letters.is_empty() && letters.chars().all(is_letter)
}

/// The capitals of Vietnamese abbreviations: without tones.
fn is_letter(c: char) -> bool {
    c.is_ascii_uppercase() || matches!(c, 'Đ' | 'Ă' | 'Â' | 'Ê' | 'Ô' | 'Ơ' | 'Ư')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};
    use std::collections::BTreeSet;

    /// All spellings, set apart by `|`, print as `canonical`, in NFD too.
    fn check(spellings: &str, canonical: &str) {
        for spelling in spellings.split('|') {
            for text in [spelling.to_owned(), spelling.nfd().collect()] {
                let number = DocumentNumber::parse(&text).unwrap_or_else(|| panic!("{text:?} is no number"));
                assert_eq!(number.to_string(), canonical, "{text:?}");
                assert_eq!(Some(&number), DocumentNumber::parse(canonical).as_ref(), "{text:?}");
            }
        }
    }

    fn check_none(texts: &[&str]) {
        for text in texts {
            assert!(DocumentNumber::parse(text).is_none(), "{text:?} is a number");
        }
    }

    #[test]
    fn small_letters_within_a_part_stay_as_they_are_written() {
        let check = |text: &str, expected: &str| {
            assert_eq!(
                DocumentNumber::parse(text).map(|n| n.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        };
        check("5512/BGDĐT-GDTrH", "5512/BGDĐT-GDTrH");
        check("01/CTrPH-BVHTTDL", "01/CTrPH-BVHTTDL");
        check("12/BGD&ĐT-GDTrH", "12/BGDĐT-GDTrH");
        check("57-Kl/Tw", "57-KL/TW");
        check("749/qđ-ttg", "749/QĐ-TTg");
        check("5512/bgdđt-gdtrh", "5512/BGDĐT-GDTRH");
        let numbers = ["5512/BGDĐT-GDTrH", "5512/BGDĐT-GDTRH"].map(DocumentNumber::parse);
        assert_eq!(numbers[0], numbers[1]);
    }

    #[test]
    fn party_numbers() {
        check(
            "57-KL/TW|57- KL/TW|57 - KL / TW|57 – KL/TW|57—KL/TW|57\u{a0}-\u{a0}KL/TW|57-\nKL/TW",
            "57-KL/TW",
        );
        check(
            "57-kl/tw|57-Kl/Tw|57-KL/TƯ|57-KL/T.Ư|57-KL/T. Ư|57-KL/T.W|57-kl/tư|57\u{2011}KL\u{2044}TW",
            "57-KL/TW",
        );
        check("111-HD/BTGTW|111-HD/BTGTƯ|111-HD/BTGT.Ư", "111-HD/BTGTW");
        check("16-NQ/TW", "16-NQ/TW");
        check("05-CTr/TU|05-ctr/tu", "05-CTr/TU");
        check("21-LCT/HĐNN8", "21-LCT/HĐNN8");
    }

    #[test]
    fn state_numbers() {
        check("30/2020/NĐ-CP|30/2020/NÐ-CP|30/2020/nđ-cp|30 / 2020 / NĐ – CP|30/2020/nð-cp", "30/2020/NĐ-CP");
        check("749/QĐ-TTg|749/QĐ-TTG|749/qđ-ttg|749/QÐ - TTg", "749/QĐ-TTg");
        check("12/2015/TTLT-BTTTT-BNV|12/2015/ttlt-btttt-bnv", "12/2015/TTLT-BTTTT-BNV");
        check("103/2016/QH13|103/2016/qh13", "103/2016/QH13");
        check("30a/2008/NQ-CP|30A/2008/NQ-CP", "30a/2008/NQ-CP");
        check("27/2020/TT-BGDĐT|27/2020/TT-BGD&ĐT", "27/2020/TT-BGDĐT");
        check("1643/QĐ-UBND", "1643/QĐ-UBND");
        check("115/CP", "115/CP");
        check("35/L-CTN", "35/L-CTN");
        check("2765/QĐ.UBND", "2765/QĐ.UBND");
    }

    #[test]
    fn a_number_is_found_among_other_words() {
        for text in
            ["số 57-kl/tw", "57-KL/TW@2023-06-15", "[“57-KL/TW”, 9]", "Kết luận 57-KL/TW.", "57-KL/TW"]
        {
            let found = DocumentNumber::within(text).map(|number| number.to_string());
            assert_eq!(found.as_deref(), Some("57-KL/TW"), "{text}");
        }
        assert_eq!(DocumentNumber::within("Kết luận 57 ngày 15/6/2023"), None);
    }

    #[test]
    fn parts_can_be_asked_for() {
        let number = DocumentNumber::parse("01/2024/tt-bnv").expect("a number");
        assert_eq!((number.serial(), number.year(), number.symbol()), ("01", Some("2024"), "TT-BNV"));
        assert_eq!(number.key(), "1/2024/tt-bnv");
        let number = DocumentNumber::parse("57-KL/TƯ").expect("a number");
        assert_eq!(
            (number.serial(), number.year(), number.symbol(), number.key()),
            ("57", None, "KL/TW", "57-kl/tw")
        );
    }

    #[test]
    fn a_leading_zero_makes_no_other_number() {
        assert_eq!(DocumentNumber::parse("01/2024/TT-BNV"), DocumentNumber::parse("1/2024/TT-BNV"));
        assert_ne!(DocumentNumber::parse("10/2024/TT-BNV"), DocumentNumber::parse("1/2024/TT-BNV"));
    }

    #[test]
    fn separators_tell_bodies_apart() {
        assert_ne!(DocumentNumber::parse("12-QĐ/BTC"), DocumentNumber::parse("12/QĐ-BTC"));
        assert_ne!(DocumentNumber::parse("12/2020/QĐ-BTC"), DocumentNumber::parse("12/QĐ-BTC"));
    }

    #[test]
    fn other_things_are_no_numbers() {
        check_none(&[
            "", "-", "/", "57", "57-", "57/", "57-KL", "KL/TW", "-KL/TW", "57-KL/", "57-/TW", "57//TW",
        ]);
        check_none(&[
            "57/100",
            "24/7",
            "27/7/1947 - 27/7/2022",
            "2011-2020",
            "15-6-2023",
            "30/2020",
            "30/3020/NĐ-CP",
        ]);
        check_none(&[
            "3G/4G",
            "km/h",
            "1/m",
            "3/ngày",
            "TCVN 6909:2001",
            "29A-123.45",
            "ISO/IEC 27001",
            "A/H5N1",
        ]);
        check_none(&[
            "số 57-KL/TW",
            "57-KL/TW.",
            "57-KL/TW, ngày 15/6/2023",
            "1234567/QĐ-TTg",
            "٥٧-KL/TW",
            "TP/HCM",
        ]);
    }

    #[test]
    fn serials_are_ordered_as_numbers() {
        let sorted: BTreeSet<DocumentNumber> =
            ["111-HD/BTGTW", "57-KL/TW", "016-NQ/TW", "57-NQ/TW", "57-kl/tư"]
                .iter()
                .filter_map(|text| DocumentNumber::parse(text))
                .collect();
        let sorted: Vec<String> = sorted.iter().map(DocumentNumber::to_string).collect();
        assert_eq!(sorted, ["016-NQ/TW", "57-KL/TW", "57-NQ/TW", "111-HD/BTGTW"]);
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read(text in "[0-9]{0,3}[aA]?[-–/ ](20[0-9]{2}/)?[A-ZĐƯa-z.&0-9\u{301}/-]{0,8}|\\PC{0,12}") {
            if let Some(number) = DocumentNumber::parse(&text) {
                let again = DocumentNumber::parse(&number.to_string());
                prop_assert_eq!(again.as_ref(), Some(&number));
                prop_assert_eq!(again.map(|n| n.to_string()), Some(number.to_string()));
                prop_assert_eq!(number.cmp(&number), Ordering::Equal);
            }
        }
    }
}

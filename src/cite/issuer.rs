//! Who issued a document, by its symbol and by the words behind it: `Chỉ thị 06 của Thủ tướng` is not `06-CT/TW`.

use super::folded::fold;
use super::near::words_after;
use crate::model::DocumentNumber;

/// Bodies of the state and of the Party whose documents are told apart by their symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Issuer {
    /// The Party's central bodies.
    Party,
    /// A Party committee of a province or city.
    ProvincialParty,
    /// The Government and the Prime Minister.
    Government,
    /// The National Assembly and its standing committee.
    Assembly,
    /// The President.
    President,
    /// A people's committee.
    Committee,
    /// A people's council.
    Council,
}

/// For each: its abbreviations in symbols, and how its names begin, folded.
const ISSUERS: [(Issuer, &[&str], &[&str]); 7] = [
    (
        Issuer::Party,
        &["TW", "TƯ", "BCHTW", "BCT", "BBT"],
        &["bộ chính trị", "ban bí thư", "ban chấp hành trung ương", "trung ương"],
    ),
    (Issuer::ProvincialParty, &["TU"], &["tỉnh ủy", "thành ủy"]),
    (Issuer::Government, &["TTg", "CP"], &["thủ tướng", "chính phủ"]),
    (Issuer::Assembly, &["QH", "UBTVQH"], &["quốc hội", "ủy ban thường vụ quốc hội"]),
    (Issuer::President, &["CTN"], &["chủ tịch nước"]),
    (Issuer::Committee, &["UBND"], &["ủy ban nhân dân", "ubnd"]),
    (Issuer::Council, &["HĐND"], &["hội đồng nhân dân", "hđnd"]),
];

/// The longest beginning of a name, in words.
const MOST_WORDS: usize = 5;

impl Issuer {
    /// The issuer that the last part of a symbol names: `TW` of `57-KL/TW`, `QH` of `24/2018/QH14`.
    pub(super) fn of_number(number: &DocumentNumber) -> Option<Self> {
        let number = number.to_string();
        let last = number.rsplit(['/', '-']).next()?.replace('.', "");
        let last = last.trim_end_matches(|c: char| c.is_ascii_digit());
        ISSUERS.iter().find(|(_, codes, _)| codes.contains(&last)).map(|(issuer, ..)| *issuer)
    }

    /// The issuer that the words right behind `end` name: `của Thủ tướng Chính phủ`, `do Bộ Chính trị`.
    pub(super) fn behind(text: &str, end: usize) -> Option<Self> {
        let mut words = words_after(text, end).map(|word| fold(&text[word]));
        words.next().filter(|word| matches!(&**word, "của" | "do"))?;
        let name = words.take(MOST_WORDS).collect::<Vec<_>>().join(" ");
        let begins = |phrase: &&str| {
            name.strip_prefix(*phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        ISSUERS.iter().find(|(_, _, names)| names.iter().any(begins)).map(|(issuer, ..)| *issuer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_and_words_name_issuers() {
        let of = |number: &str| Issuer::of_number(&DocumentNumber::parse(number).expect("a number"));
        assert_eq!(of("57-KL/TW"), Some(Issuer::Party));
        assert_eq!(of("06/CT-TTg"), Some(Issuer::Government));
        assert_eq!(of("24/2018/QH14"), Some(Issuer::Assembly));
        assert_eq!(of("111-HD/BTGTW"), None);
        assert_eq!(Issuer::behind(" của Thủ tướng Chính phủ", 0), Some(Issuer::Government));
        assert_eq!(Issuer::behind(" do Bộ\nChính trị ban hành", 0), Some(Issuer::Party));
        assert_eq!(Issuer::behind(" của Bộ Y tế", 0), None);
        assert_eq!(Issuer::behind(", của Thủ tướng", 0), None);
        assert_eq!(Issuer::behind(" Thủ tướng", 0), None);
    }
}

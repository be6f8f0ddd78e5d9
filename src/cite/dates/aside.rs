//! Years in a sentence that are not those of its days: of a birth, a comparison, a plan, a law; from when something holds, by when it is to be done.

use std::ops::Range;

use super::super::draft::folded_before;
use super::super::lexicon::WORDS;

/// The most words looked at before a year: *Luật Bảo vệ quyền lợi người tiêu dùng năm 2023* has nine, and `vào
/// ngày` may stand between.
const MOST_WORDS: usize = 12;

/// How many words before a year a plan may begin that it is for.
const LONGEST_PLAN: usize = 5;

/// How many words before a date may stand that say from when or by when: *có hiệu lực thi hành kể từ ngày*.
const LONGEST_TERM: usize = 6;

/// What stands between such words and the date.
const LEADS: [&str; 6] = ["năm", "tháng", "ngày", "vào", "từ", "kể"];

/// Whether a date or year that starts at `at` is the one from which something holds, or by which something is to be done. Others of its list
/// or span are too, so that these may take its year; what the sentence reports was at another time.
pub(super) fn is_term(text: &str, at: usize) -> bool {
    let words = folded_before(text, at, LONGEST_TERM);
    let word = |place: usize| words.get(place).map_or("", |(_, word)| &**word);
    // A year that is aimed at: *đến năm 2030*.
    let is_aim = word(0) == "năm" && matches!(word(1), "đến" | "tới");
    is_aim
        || (0..words.len()).any(|place| {
            WORDS.is_term(&format!("{} {}", word(place + 1), word(place)))
                || WORDS.is_term(word(place)) && (0..place).all(|led| LEADS.contains(&word(led)))
        })
}

/// Whether what stands before a date or year that starts at `at` keeps it from being the year of other days.
///
/// `at` is where the date starts, or the figures of a year behind `năm`. A law keeps any year within
/// [`MOST_WORDS`], a plan one within [`LONGEST_PLAN`], but for `đầu năm` and `cuối năm`, which are of the
/// plan's carrying out; nothing is looked for beyond a comma or other sign.
pub(super) fn is_aside(text: &str, at: usize) -> bool {
    let words = folded_before(text, at, MOST_WORDS);
    let led = words.iter().take_while(|(_, word)| LEADS.contains(&&**word)).count();
    let words = &words[led..];
    let both = |place: usize| Some(format!("{} {}", words.get(place + 1)?.1, words[place].1));
    let Some((_, last)) = words.first() else { return false };
    if WORDS.is_aside(last) || both(0).is_some_and(|both| WORDS.is_aside(&both)) {
        return true;
    }
    let is_capital = |range: &Range<usize>| text[range.clone()].starts_with(char::is_uppercase);
    let is_half = matches!(&**last, "đầu" | "cuối");
    words.iter().enumerate().any(|(place, (range, word))| {
        let both = both(place);
        let is = |of: fn(&str) -> bool| both.as_deref().is_some_and(of);
        place < LONGEST_PLAN && !is_half && is(|both| WORDS.is_plan(both))
            || is_capital(range) && WORDS.is_law(word)
            || words.get(place + 1).is_some_and(|(range, _)| is_capital(range))
                && is(|both| WORDS.is_law(both))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands behind the last blank is the year or date.
    fn check(text: &str, expected: bool) {
        let at = text.rfind(' ').expect("a blank") + 1;
        assert_eq!(is_aside(text, at), expected, "{text:?}");
    }

    #[test]
    fn years_of_other_things() {
        for text in [
            "ông A, sinh năm 1975",
            "B (sinh ngày 3/2/1990)",
            "tăng so với năm 2022",
            "so với cùng kỳ năm 2022",
            "vụ án xảy ra vào tháng 3/2019",
            "phê duyệt kế hoạch năm 2024",
            "kế hoạch công tác năm 2024",
            "theo Luật Đất đai năm 2013",
            "Hiến pháp năm 2013",
            "Luật Bảo vệ quyền lợi người tiêu dùng năm 2023",
            "Bộ luật Hình sự năm 2015",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn years_from_which_something_holds() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_term(text, text.rfind(' ').expect("a blank") + 1), expected, "{text:?}");
        };
        for text in [
            "có hiệu lực từ ngày 1/1/2025",
            "có hiệu lực thi hành kể từ ngày 1/1/2025",
            "áp dụng từ 1/1/2025",
            "sớm 5 tháng thay vì từ ngày 1/1/2025",
            "hoàn thành trước ngày 30/6/2026",
            "kéo dài đến hết năm 2026",
            "mục tiêu đến năm 2030",
        ] {
            check(text, true);
        }
        for text in
            ["họp ngày 5/7/2023", "hiệu lực, ngày 5/7/2023", "trước đó, ngày 5/7/2023", "đến ngày 5/7/2023"]
        {
            check(text, false);
        }
    }

    #[test]
    fn years_of_the_sentence() {
        for text in [
            "Năm 2021",
            "Sơ kết 6 tháng đầu năm 2023",
            "sơ kết nhiệm vụ 6 tháng đầu năm 2023",
            "thực hiện kế hoạch cuối năm 2023",
            "luật năm 2013",
            "Luật Đất đai, năm 2013",
            "họp ngày 5/7/2023",
        ] {
            check(text, false);
        }
    }
}

//! What stands before a date and says that it is one: `ngày`, a part of the day, a day of the week.

use std::ops::Range;

use jiff::civil::Weekday;

use super::super::draft::folded_before;
use super::super::near::{char_before, skip_blanks_back};
use super::clock::clock_at;

/// The words looked at for a day of the week: its own two and the one before.
const MOST_WORDS: usize = 3;

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

/// What stands before a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    /// Where the mention starts: at a part of the day, a day of the week, or the date itself.
    pub(super) start: usize,
    /// Where `ngày` or `mùng` starts, if one stands right before.
    pub(super) word: Option<usize>,
    /// Whether `mùng` or `mồng` stands right before.
    pub(super) has_mung: bool,
    /// Whether something says that a date follows.
    pub(super) is_cue: bool,
    /// The same, for sure enough that `15-6` or `15.6` is a date: `ngày` or a part of the day.
    pub(super) is_strong: bool,
    pub(super) part: Option<Part>,
    pub(super) weekday: Option<Weekday>,
}

/// Reads backwards from the first digit of a date: `[part of the day] [day of the week] [ngày] [mùng]`.
///
/// Commas and an opening bracket may stand between; words before a bracket are a cue, `tuần qua` too, but not part
/// of the mention.
pub(super) fn lead(text: &str, at: usize) -> Lead {
    let none = Lead {
        start: at,
        word: None,
        has_mung: false,
        is_cue: false,
        is_strong: false,
        part: None,
        weekday: None,
    };
    let mut lead = none.clone();
    let mut back = Back { text, at, open: true };
    for words in [&["mùng", "mồng"][..], &["ngày"]] {
        if back.take(words) {
            lead.word = Some(back.at);
            lead.has_mung |= words.contains(&"mùng");
            lead.is_cue = true;
            lead.is_strong = true;
        }
    }
    let mut to_bracket = back.clone();
    if !lead.is_cue && to_bracket.comma() && !to_bracket.open && to_bracket.days() {
        back = to_bracket;
        lead.is_cue = true;
        lead.is_strong = true;
    }
    if lead.is_cue && is_quantity(text, back.at) {
        return none;
    }
    let mut with_comma = back.clone();
    with_comma.comma();
    match with_comma.weekday() {
        Some((weekday, Claim::Sure)) => {
            back = with_comma;
            lead.weekday = Some(weekday);
            lead.is_cue = true;
            lead.start = if back.open { back.at } else { at };
        }
        Some((_, Claim::Cue)) => lead.is_cue = true,
        None => {}
    }
    let mut to_part = back.clone();
    let mut comma = to_part.comma();
    let now = to_part.take(&["nay", "qua", "mai", "sớm", "muộn"]);
    comma |= now && to_part.comma();
    if let Some((_, part)) = PARTS
        .iter()
        .find(|(word, _)| to_part.take(&[word]))
        .filter(|_| !comma || now || lead.weekday.is_some())
    {
        match part {
            Part::Morning => to_part.take(&["rạng"]),
            Part::Evening => to_part.take(&["chiều"]),
            _ => false,
        };
        lead.part = Some(*part);
        lead.is_cue = true;
        lead.is_strong = true;
        if to_part.open && (!comma || lead.weekday.is_some()) {
            lead.start = to_part.at;
        }
    } else {
        back.comma();
        let ahead = back.take(&["mai", "kia"]);
        if !ahead {
            back.take(&["nay", "qua"]);
        }
        // *Ngày nay* and *ngày qua* are no days.
        lead.is_cue |= back.take(&["hôm"]) || ahead && back.take(&["ngày"]);
    }
    lead
}

/// The parts of the day.
const PARTS: [(&str, Part); 6] = [
    ("sáng", Part::Morning),
    ("trưa", Part::Noon),
    ("chiều", Part::Afternoon),
    ("tối", Part::Evening),
    ("đêm", Part::Night),
    ("khuya", Part::Night),
];

/// What days of the week may follow, where an ordinal (*kỳ họp thứ hai*) may not.
const BEFORE_WEEKDAY: [&str; 22] = [
    "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "vào", "ngày", "hôm", "từ", "đến", "và", "tới", "trước",
    "sau", "nay", "qua", "lúc", "giờ", "phút", "sớm", "muộn",
];

/// What words such as `thứ sáu` say of the date behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Claim {
    /// That it is on this day of the week.
    Sure,
    /// No more than that it is a date: behind another word they may be an ordinal (*phiên họp thứ Sáu*).
    Cue,
}

/// Whether `ngày` at `at` is a measure: *mỗi ngày 3/4 số ca*, *ban ngày 10-12 độ*.
fn is_quantity(text: &str, at: usize) -> bool {
    folded_before(text, at, 1).first().is_some_and(|(_, word)| {
        matches!(&**word, "mỗi" | "hằng" | "hàng" | "vài" | "mấy" | "từng" | "nhiều" | "một" | "ban" | "quân")
    })
}

/// A place that moves backwards over words and commas.
#[derive(Clone)]
struct Back<'a> {
    text: &'a str,
    at: usize,
    /// Whether no bracket was passed.
    open: bool,
}

impl Back<'_> {
    /// Steps over one of these words, if one stands there.
    fn take(&mut self, words: &[&str]) -> bool {
        match folded_before(self.text, self.at, 1).first() {
            Some((word, folded)) if words.contains(&&**folded) => {
                self.at = word.start;
                true
            }
            _ => false,
        }
    }

    /// Steps over a comma or an opening bracket, if one stands there.
    fn comma(&mut self) -> bool {
        let Some(place) = skip_blanks_back(self.text, self.at) else { return false };
        let sign = char_before(self.text, place).filter(|c| matches!(c, ',' | '('));
        if let Some(sign) = sign {
            self.at = place - 1;
            self.open &= sign == ',';
        }
        sign.is_some()
    }

    /// Steps over what a bracket with days explains: `hai ngày`, `tuần qua`.
    fn days(&mut self) -> bool {
        if self.take(&["ngày"]) {
            return true;
        }
        let mut to_week = self.clone();
        to_week.take(&["qua", "này", "nay", "trước", "rồi", "tới", "sau"]);
        let is_week = to_week.take(&["tuần"]);
        if is_week {
            *self = to_week;
        }
        is_week
    }

    /// Steps over a day of the week: `thứ hai`, `Thứ 2`, `Chủ nhật`.
    ///
    /// Behind any word but a few it may be an ordinal, and is one unless the day has a capital (`thứ Sáu`).
    fn weekday(&mut self) -> Option<(Weekday, Claim)> {
        let before = folded_before(self.text, self.at, MOST_WORDS);
        let [(last, name), (first, lead), rest @ ..] = &before[..] else { return None };
        let weekday = match (&**lead, &**name) {
            ("chủ", "nhật") => Weekday::Sunday,
            ("thứ", "hai" | "2") => Weekday::Monday,
            ("thứ", "ba" | "3") => Weekday::Tuesday,
            ("thứ", "tư" | "4") => Weekday::Wednesday,
            ("thứ", "năm" | "5") => Weekday::Thursday,
            ("thứ", "sáu" | "6") => Weekday::Friday,
            ("thứ", "bảy" | "bẩy" | "7") => Weekday::Saturday,
            _ => return None,
        };
        let is_free = lead == "chủ"
            || rest.first().is_none_or(|(range, word)| {
                BEFORE_WEEKDAY.contains(&&**word) || clock_at_word(self.text, range)
            });
        let is_capital = self.text[last.clone()].starts_with(char::is_uppercase);
        self.at = first.start;
        match is_free {
            true => Some((weekday, Claim::Sure)),
            false => is_capital.then_some((weekday, Claim::Cue)),
        }
    }
}

/// Whether a word is a time of day: the `20h` of *20h thứ Bảy*.
fn clock_at_word(text: &str, word: &Range<usize>) -> bool {
    let digits = text[word.clone()].bytes().take_while(u8::is_ascii_digit).count();
    clock_at(text, &(word.start..word.start + digits)).is_some_and(|clock| clock.range.end == word.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` stands where the date begins.
    fn check(marked: &str, surface: &str, cue: bool, part: Option<Part>, weekday: Option<Weekday>) {
        let at = marked.find('|').expect("marked");
        let text = marked.replace('|', "");
        let lead = lead(&text, at);
        assert_eq!(
            (&text[lead.start..at], lead.is_cue, lead.part, lead.weekday),
            (surface, cue, part, weekday),
            "{text:?}"
        );
    }

    #[test]
    fn ngay_is_a_cue_and_stays_outside() {
        check("vào ngày |5/7", "", true, None, None);
        check("Ngày |5/7", "", true, None, None);
        check("hôm |5/7", "", true, None, None);
        check("mùng |5/7", "", true, None, None);
        check("hôm qua (|5/7)", "", true, None, None);
        check("Trong hai ngày (|5", "", true, None, None);
        check("tuần qua (|3-9/7)", "", true, None, None);
        check("mỗi ngày |3/4", "", false, None, None);
        check("mỗi ngày (|3/4", "", false, None, None);
        check("tuần qua |3/4", "", false, None, None);
        check("khoảng |3/4", "", false, None, None);
        check("|3/4", "", false, None, None);
        check("ngày\n\n|3/4", "", false, None, None);
        check("ngày, |3/4", "", false, None, None);
    }

    #[test]
    fn a_weekday_behind_another_word_is_no_more_than_a_cue() {
        for text in ["phiên giao dịch thứ Sáu (|7/7)", "họp báo thứ Năm |6/7", "diễn ra thứ Bảy, |8/7"]
        {
            check(text, "", true, None, None);
        }
    }

    #[test]
    fn days_ahead_are_a_cue() {
        for text in ["ngày mai |8/7", "ngày mai (|8/7)", "ngày kia, |8/7", "hôm kia |8/7"] {
            check(text, "", true, None, None);
        }
        check("ngày nay |3/4", "", false, None, None);
        check("ngày qua, |3/4", "", false, None, None);
    }

    #[test]
    fn parts_of_the_day_belong_to_the_date() {
        check("Chiều |11/10", "Chiều ", true, Some(Part::Afternoon), None);
        check("Ngay từ sáng sớm ngày |15/3", "sáng sớm ngày ", true, Some(Part::Morning), None);
        check("Sáng nay, |15/3", "", true, Some(Part::Morning), None);
        check("chiều nay (|15/3)", "", true, Some(Part::Afternoon), None);
        check("Chiều muộn |15/3", "Chiều muộn ", true, Some(Part::Afternoon), None);
        check("đêm muộn ngày |15/3", "đêm muộn ngày ", true, Some(Part::Night), None);
        check("Rạng sáng |15/3", "Rạng sáng ", true, Some(Part::Morning), None);
        check("Chiều tối |15/3", "Chiều tối ", true, Some(Part::Evening), None);
        check("ánh sáng, |15/3", "", false, None, None);
    }

    #[test]
    fn days_of_the_week_belong_to_the_date() {
        check("Thứ hai, |25/09/2023", "Thứ hai, ", true, None, Some(Weekday::Monday));
        check("Chủ Nhật ngày |15/3", "Chủ Nhật ngày ", true, None, Some(Weekday::Sunday));
        check("sáng thứ 4, |15/3", "sáng thứ 4, ", true, Some(Part::Morning), Some(Weekday::Wednesday));
        check("Thứ tư (|11/10)", "", true, None, Some(Weekday::Wednesday));
        check("vào thứ tư, ngày |11/10", "thứ tư, ngày ", true, None, Some(Weekday::Wednesday));
        check("kỳ họp thứ hai, ngày |25/9", "", true, None, None);
        check("lần thứ 5 |15/6", "", false, None, None);
        check("kỳ họp thứ hai |25/9", "", false, None, None);
        check("lúc 20h thứ Bảy, |8/7", "thứ Bảy, ", true, None, Some(Weekday::Saturday));
        check("lúc 20 giờ thứ Bảy (|8/7)", "", true, None, Some(Weekday::Saturday));
    }
}

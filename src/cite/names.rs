//! People and organisations by the names that the lexicon gives them.

use std::ops::Range;

use super::draft::{Draft, folded_before};
use super::folded::{fold, fold_phrase};
use super::lexicon::{Lexicon, WORDS};
use super::near::{
    char_after, char_before, is_blank, is_capitals, skip_blanks_back, word_after, words_after, words_before,
};
use super::phrases::{Hit, Owner};
use super::source::Source;
use super::{Mention, NameMention};

/// The most words of an office with its body: *Phó Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam thành phố* has
/// twelve.
const LONGEST_OFFICE: usize = 14;

/// Finds names, the leftmost and of those the longest: *Thanh tra Chính phủ* is not *Chính phủ*.
///
/// Needs the mentions of documents to be final: a name within one of them, or one that overlaps its edge, is
/// part of the document's name. A name that two people or two organisations bear is nobody's; a person's
/// behind a word such as *thành phố* or *đường* is a place's, unless an office stands before that word (*Chủ tịch
/// UBND tỉnh*). A body's behind words such as *Văn phòng* or before a country is another body's. A person's name
/// that goes on with another given name (*Nguyễn Thị Thúy* in *Nguyễn Thị Thúy Hằng*) is another person's.
pub(super) fn scan(source: &Source<'_>, _: &Lexicon, draft: &mut Draft) {
    let text = source.text();
    let mut done = 0;
    for hit in &draft.hits {
        let is_name =
            hit.owners.iter().any(|owner| matches!(owner, Owner::Person(_) | Owner::Organisation(_)));
        if !is_name
            || hit.range.start < done
            || is_taken(&draft.mentions, &hit.range)
            || source.in_address(&hit.range)
        {
            continue;
        }
        done = hit.range.end;
        match bearer(hit) {
            Some(Owner::Person(index))
                if !is_place(text, &hit.range)
                    && !goes_on(text, &draft.hits, hit)
                    && !begins_before(text, &draft.hits, hit) =>
            {
                draft.people.push(NameMention { range: hit.range.clone(), index });
            }
            Some(Owner::Organisation(index))
                if !is_part(text, &hit.range) && !is_abroad(text, hit.range.end) =>
            {
                draft.organisations.push(NameMention { range: hit.range.clone(), index });
            }
            _ => {}
        }
    }
}

/// The only person, or else the only organisation, that bears a name.
fn bearer(hit: &Hit) -> Option<Owner> {
    let only = |wanted: fn(&Owner) -> bool| {
        let mut bearers = hit.owners.iter().filter(|owner| wanted(owner));
        bearers.next().filter(|_| bearers.next().is_none()).copied()
    };
    only(|owner| matches!(owner, Owner::Person(_)))
        .or_else(|| only(|owner| matches!(owner, Owner::Organisation(_))))
}

/// Whether a document's mention overlaps a range without lying inside it.
fn is_taken(mentions: &[Mention], range: &Range<usize>) -> bool {
    let next = mentions.partition_point(|mention| mention.range.end <= range.start);
    let mut overlapping = mentions[next..].iter().take_while(|mention| mention.range.start < range.end);
    overlapping.any(|mention| {
        let is_inside = range.start <= mention.range.start && mention.range.end <= range.end;
        !is_inside || mention.range == *range
    })
}

/// Whether the words before make a person's name the name of a place.
fn is_place(text: &str, name: &Range<usize>) -> bool {
    // `TP. Hồ Chí Minh`
    let at = skip_blanks_back(text, name.start)
        .filter(|at| char_before(text, *at) == Some('.'))
        .map_or(name.start, |at| at - 1);
    let before = folded_before(text, at, 2);
    let is_behind_place = match &before[..] {
        [(_, last), (_, first), ..] => {
            let both = format!("{first} {last}");
            WORDS.is_place(&both) || WORDS.is_place(last) && !WORDS.is_not_place(&both)
        }
        [(_, last)] => WORDS.is_place(last),
        [] => false,
    };
    let is_namesake = || WORDS.is_namesake(&fold_phrase(&text[name.clone()]));
    is_behind_place && (is_namesake() || !is_behind_office(text, at))
        || is_behind_house(text, name) && is_namesake()
}

/// Whether a number stands right before a person's name, as one of a house before that of a street: *123 Lê Lợi*, *số 5 Trần Phú*.
fn is_behind_house(text: &str, name: &Range<usize>) -> bool {
    let before = folded_before(text, name.start, 2);
    let word = |place: usize| before.get(place).map_or("", |(_, word)| &**word);
    let is_number = (1..=4).contains(&word(0).len()) && word(0).bytes().all(|byte| byte.is_ascii_digit());
    // `2/9 Hồ Chí Minh`, `năm 1946 Hồ Chí Minh`
    let is_apart = before
        .first()
        .is_some_and(|(range, _)| char_before(text, range.start).is_none_or(|c| is_blank(c) || c == '('));
    is_number && is_apart && !matches!(word(1), "năm" | "tháng" | "ngày")
}

/// Whether the words before a body's name make it that of a part: *Văn phòng Chính phủ*. They begin with a capital, as verbs such as
/// *thanh tra* do not.
fn is_part(text: &str, name: &Range<usize>) -> bool {
    let before = folded_before(text, name.start, 4);
    let is_capital =
        |place: usize| before.get(place).is_some_and(|(range, _)| starts_upper(&text[range.clone()]));
    let [(_, last), rest @ ..] = &before[..] else { return false };
    let both = rest.first().map(|(_, first)| format!("{first} {last}"));
    let is_pair = both.is_some_and(|both| WORDS.is_part_of_body(&both));
    // *Cổng Thông tin điện tử Chính phủ*
    let is_named = is_capital(1) || last == "tử" && (2..before.len()).any(is_capital);
    is_pair && is_named || WORDS.is_part_of_body(last) && is_capital(0)
}

/// Whether a body's name that ends at `end` goes on with another country's: *Quốc hội Lào*, not *Công an Lào Cai*.
fn is_abroad(text: &str, end: usize) -> bool {
    let blank = char_after(text, end).filter(|c| matches!(c, ' ' | '\u{a0}'));
    let Some(start) = blank.map(|blank| end + blank.len_utf8()) else { return false };
    let words: Vec<Range<usize>> = words_after(text, start).take(5).collect();
    let is_first = words.first().is_some_and(|word| word.start == start && starts_upper(&text[word.clone()]));
    let goes_on = |count: usize| words.get(count).is_some_and(|word| starts_upper(&text[word.clone()]));
    let country = |count: usize| {
        words.get(count - 1).is_some_and(|last| WORDS.is_country(&fold_phrase(&text[start..last.end])))
    };
    // *Anh hùng* is no Englishman.
    let is_hero = words.get(1).is_some_and(|word| fold(&text[word.clone()]) == "hùng");
    is_first && !is_hero && (1..=4).any(|count| country(count) && !goes_on(count))
}

/// Whether the words before `at` are an office and the body that it belongs to: *Chủ tịch Ủy ban nhân dân tỉnh*.
fn is_behind_office(text: &str, at: usize) -> bool {
    let before = folded_before(text, at, LONGEST_OFFICE);
    for (place, (range, word)) in before.iter().enumerate() {
        let is_office = |first: &(Range<usize>, String)| WORDS.is_office(&format!("{} {word}", first.1));
        if WORDS.is_office(word) || before.get(place + 1).is_some_and(is_office) {
            return true;
        }
        if !starts_upper(&text[range.clone()]) && !WORDS.is_body_word(word) {
            return false;
        }
    }
    false
}

/// Whether a person's name goes on behind a hit: right behind one blank, with a capital, stands a given name that
/// begins no other hit, nor the name of a body or place.
///
/// `hits` are sorted by start. A name of one word may be a form of address, and is left alone; one in capitals goes on
/// only in capitals, and only with the last word of its phrase.
fn goes_on(text: &str, hits: &[Hit], hit: &Hit) -> bool {
    let Some(blank) = char_after(text, hit.range.end).filter(|c| matches!(c, ' ' | '\u{a0}')) else {
        return false;
    };
    let start = hit.range.end + blank.len_utf8();
    let Some(word) = word_after(text, start).filter(|word| starts_upper(&text[word.clone()])) else {
        return false;
    };
    let syllable = fold(&text[word.clone()]);
    if syllable == "city" {
        return true;
    }
    if !WORDS.is_given_name(&syllable) || !text[hit.range.clone()].contains(is_blank) {
        return false;
    }
    let next = words_after(text, word.end).next().filter(|next| next.start > word.end);
    let pair = next.map(|next| format!("{syllable} {}", fold(&text[next])));
    // A headline goes on in capitals with any word: *TÔ LÂM PHÁT BIỂU*.
    let is_headline = is_capitals(&text[hit.range.clone()]);
    if is_headline && pair.is_some() || is_headline != is_capitals(&text[word]) {
        return false;
    }
    let begins_other = hits[hits.partition_point(|other| other.range.start < start)..]
        .first()
        .is_some_and(|other| other.range.start == start);
    !begins_other && !pair.is_some_and(|pair| WORDS.is_not_given(&pair))
}

/// Whether a person's name begins before a hit: right before one blank stands a family name that ends no other hit, and the hit begins with
/// one, too: *Trần Nguyễn Văn An*.
fn begins_before(text: &str, hits: &[Hit], hit: &Hit) -> bool {
    let is_family = |word: &str| starts_upper(word) && WORDS.is_family_name(&fold(word));
    let first = word_after(text, hit.range.start).is_some_and(|word| is_family(&text[word]));
    let blank = char_before(text, hit.range.start).filter(|c| matches!(c, ' ' | '\u{a0}'));
    let (true, Some(blank)) = (first, blank) else { return false };
    let end = hit.range.start - blank.len_utf8();
    let before = words_before(text, end).next().filter(|word| word.end == end);
    // Hits are sorted by start; names are short.
    let place = hits.partition_point(|other| other.range.start < hit.range.start);
    let ends_other = hits[..place].iter().rev().take(8).any(|other| other.range.end == end);
    !ends_other && before.is_some_and(|word| is_family(&text[word]))
}

fn starts_upper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_name_before_a_name_makes_it_another() {
        let check = |text: &str, expected: bool| {
            let at = text.find("Nguyễn Văn An").expect("it is there");
            let hit = Hit { range: at..at + "Nguyễn Văn An".len(), owners: Vec::new() };
            assert_eq!(begins_before(text, &[], &hit), expected, "{text:?}");
        };
        check("Ông Trần Nguyễn Văn An", true);
        for text in [
            "Trần, Nguyễn Văn An",
            "Ông Nguyễn Văn An",
            "họ trần Nguyễn Văn An",
            "Nguyễn Văn An",
            "Đoàn Nguyễn Văn An",
        ] {
            check(text, false);
        }
    }

    /// `|` stands where the name begins; behind it stands `Trần An`, unless another name does.
    fn check_place(marked: &str, expected: bool) {
        let at = marked.find('|').expect("marked");
        let mut text = marked.replace('|', "");
        if text.len() == at {
            text.push_str("Trần An");
        }
        assert_eq!(is_place(&text, &(at..text.len())), expected, "{marked:?}");
    }

    #[test]
    fn places_are_named_after_people() {
        for text in ["chợ |", "Sông |", "bến xe |", "khu đô thị |"] {
            check_place(text, true);
        }
        check_place("phải bồi đền |", false);
        for text in
            ["Thành phố |", "TP. |", "TP.|", "tp |", "đường |", "Trường THPT |", "chính trị quốc gia |"]
        {
            check_place(text, true);
        }
        for text in ["Chủ tịch |", "|", "ông |", "hội nghị. |", "Bộ trưởng |"] {
            check_place(text, false);
        }
    }

    #[test]
    fn streets_have_numbers_and_people_do_not() {
        for text in
            ["ở 123 |Lê Lợi", "số 5 |Trần Phú", "(12 |Lê Lợi", "Đoàn TNCS |Hồ Chí Minh", "tượng đài |Lê Lợi"]
        {
            check_place(text, true);
        }
        for text in ["ngày 2/9 |Hồ Chí Minh", "năm 1946 |Hồ Chí Minh", "số 5 |", "123, |Lê Lợi"]
        {
            check_place(text, false);
        }
    }

    #[test]
    fn parts_of_bodies_and_bodies_of_other_countries_are_others() {
        let check = |text: &str, expected: bool| {
            let at = text.find("Chính phủ").expect("it is there");
            let range = at..at + "Chính phủ".len();
            assert_eq!(is_part(text, &range) || is_abroad(text, range.end), expected, "{text:?}");
        };
        for text in [
            "Văn phòng Chính phủ",
            "Cổng Thông tin điện tử Chính phủ",
            "Báo Điện tử Chính phủ",
            "Chính phủ Nhật Bản và",
            "Chính phủ Lào.",
            "Chính phủ Ả Rập Xê Út",
            "Chính phủ Hàn Quốc đã",
        ] {
            check(text, true);
        }
        for text in [
            "thanh tra Chính phủ",
            "Hôm nay thanh tra Chính phủ",
            "Thủ tướng Chính phủ",
            "Văn phòng, Chính phủ",
            "Chính phủ Việt Nam",
            "Chính phủ, Lào",
            "Chính phủ Lào Cai",
            "Chính phủ Anh hùng",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn an_office_makes_the_name_behind_its_body_a_persons() {
        for text in [
            "Chủ tịch UBND tỉnh |",
            "Phó Chủ tịch Thường trực Ủy ban nhân dân thành phố |",
            "Chủ tịch UBND TP. |",
            "Chủ tịch HĐND xã |",
            "Trưởng Công an phường |",
            "Giám đốc Sở Giáo dục và Đào tạo thành phố |",
            "Chủ tịch Ủy ban ATGT Quốc gia |",
            "Giám đốc Bệnh viện |",
            "Hiệu trưởng trường |",
        ] {
            check_place(text, false);
        }
        for text in [
            "Chủ tịch nước thăm trường |",
            "Bộ trưởng kiểm tra đường |",
            "Chủ tịch UBND tỉnh đến phường |",
            "Chủ tịch UBND, trường |",
            "Giám đốc Bệnh viện |Nguyễn Tri Phương",
            "Chủ tịch UBND phường |TRẦN PHÚ",
            "Chủ tịch UBND TP. |Hồ Chí Minh",
        ] {
            check_place(text, true);
        }
    }

    #[test]
    fn some_words_only_end_like_a_place() {
        for text in ["Bộ Tài nguyên và Môi trường |", "đại diện nhà trường |", "yêu cầu |", "toàn cầu |"]
        {
            check_place(text, false);
        }
        for text in ["cầu |", "qua cầu |", "quảng trường |"] {
            check_place(text, true);
        }
    }

    /// The first three words are the name, and `Thanh Ba` is another.
    fn check_goes_on(text: &str, expected: bool) {
        let end = "Nguyễn Thị Thúy".len();
        let hit = Hit { range: 0..end, owners: vec![Owner::Person(0)] };
        let other = text.find("Thanh Ba").map(|at| Hit { range: at..at + 8, owners: vec![Owner::Person(1)] });
        let hits: Vec<Hit> = std::iter::once(hit.clone()).chain(other).collect();
        assert_eq!(goes_on(text, &hits, &hit), expected, "{text:?}");
    }

    #[test]
    fn a_longer_name_is_another_persons() {
        for text in ["Nguyễn Thị Thúy Hằng", "Nguyễn Thị Thúy Anh, Giám đốc", "Nguyễn Thị Thúy\u{a0}Hằng Phó"]
        {
            check_goes_on(text, true);
        }
        for text in [
            "Nguyễn Thị Thúy",
            "Nguyễn Thị Thúy, Hằng",
            "Nguyễn Thị Thúy\nHằng",
            "Nguyễn Thị Thúy  Hằng",
            "Nguyễn Thị Thúy hằng",
            "Nguyễn Thị Thúy Bộ trưởng",
            "Nguyễn Thị Thúy Công an tỉnh",
            "Nguyễn Thị Thúy Hà Nội",
            "Nguyễn Thị Thúy Thanh Ba",
            "Nguyễn Thị Thúy Phó Giám đốc",
        ] {
            check_goes_on(text, false);
        }
    }

    #[test]
    fn a_name_of_several_is_nobodys() {
        let hit = |owners: &[Owner]| bearer(&Hit { range: 0..1, owners: owners.to_vec() });
        assert_eq!(hit(&[Owner::Person(1)]), Some(Owner::Person(1)));
        assert_eq!(hit(&[Owner::Person(1), Owner::Person(2)]), None);
        assert_eq!(hit(&[Owner::Document(0), Owner::Organisation(2)]), Some(Owner::Organisation(2)));
        assert_eq!(hit(&[Owner::Person(1), Owner::Organisation(2)]), Some(Owner::Person(1)));
    }
}

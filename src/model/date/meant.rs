//! What was probably meant by a text that is no date as the format writes them.

use super::{DateError, Point};
use unicode_normalization::UnicodeNormalization;

/// A longer text, in bytes, is no date in any form.
const LONGEST: usize = 200;

/// What is wrong with a text of another form: the form that was probably meant (`15/6/2023` → `2023-06-15`, `8h30 ngày 20/4/2024` →
/// `2024-04-20T08:30`), or that no such day exists.
pub(super) fn other_form(text: &str) -> DateError {
    if text.len() > LONGEST {
        return DateError::Form(None);
    }
    if let Some(meant) = with_time(text).or_else(|| interval(text)) {
        return DateError::Form(Some(meant));
    }
    point(text).map_or_else(|error| error, |meant| DateError::Form(Some(meant.to_string())))
}

/// A year, month or day, in the form of the format or in one from which that can be told.
fn point(text: &str) -> Result<Point, DateError> {
    let text = text.trim();
    match Point::parse(text) {
        Err(DateError::Form(_)) => {}
        told => return told,
    }
    // To EDTF the whole day is uncertain then; what sources leave open is the year.
    if let Some(certain) = text.strip_suffix('?').and_then(|certain| Point::parse(certain).ok()) {
        return Ok(Point { year_inferred: true, ..certain });
    }
    if let Some(date) = eight_digits(text) {
        return Ok(date);
    }
    match in_words(text) {
        Some(plain) => Point::parse(&plain).or_else(|_| of_numbers(&plain)),
        None => of_numbers(text),
    }
}

/// `15/6/2023`, `2023-6-5`, `6/2023`.
fn of_numbers(text: &str) -> Result<Point, DateError> {
    let number = |s: &str| (!s.is_empty() && s.len() <= 4).then(|| s.parse::<i16>().ok()).flatten();
    let numbers: Option<Vec<i16>> = text.split(['/', '.', '-', ' ']).map(number).collect();
    let (year, month, day) = match numbers.as_deref() {
        Some([year, month, day]) if *year > 31 => (*year, *month, *day),
        Some([day, month, year]) if *year > 31 => (*year, *month, *day),
        Some([month, year] | [year, month]) if *year > 31 && (1..=12).contains(month) => {
            return Point::parse(&format!("{year:04}-{month:02}"));
        }
        _ => return Err(DateError::Form(None)),
    };
    let point = |month: i16, day: i16| Point::parse(&format!("{year:04}-{month:02}-{day:02}"));
    // The month stands first in some countries.
    point(month, day).or_else(|error| match error {
        DateError::NoSuchDay(_) if month > 12 => point(day, month).map_err(|_| error),
        error => Err(error),
    })
}

/// `20240420`.
fn eight_digits(text: &str) -> Option<Point> {
    let is_date = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let date = is_date.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))?;
    Point::parse(&date).ok()
}

/// A day with a time in one of the forms of Vietnamese, before or behind it: `8h30`, `8g30`, `8 giờ 30 phút`, `8:30`.
fn with_time(text: &str) -> Option<String> {
    let text: String =
        text.nfc().collect::<String>().to_lowercase().replacen('t', " ", usize::from(is_iso(text)));
    let text = text.replace(" giờ", "h").replace("giờ ", "h").replace(" phút", "").replace(" h", "h");
    let mut words: Vec<String> = Vec::new();
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        let is_number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
        match words.last_mut() {
            // `8h 30`.
            Some(hour) if is_number && hour.ends_with('h') => hour.push_str(word),
            _ => words.push(word.to_owned()),
        }
    }
    let mut times = words.iter().enumerate().filter_map(|(at, word)| Some((at, time(word)?)));
    let (at, time) = times.next().filter(|_| times.next().is_none())?;
    words.remove(at);
    // A time belongs to a day that is certain.
    let day = point(&words.join(" ")).ok().filter(|point| !point.year_inferred)?.day()?;
    Some(format!("{day}T{time}"))
}

/// Whether a `T` may part a day from a time.
fn is_iso(text: &str) -> bool {
    text.split_once('T').is_some_and(|(day, _)| day.ends_with(|c: char| c.is_ascii_digit()))
}

/// `8h30`, `8g30`, `14h`, `8:30`.
fn time(word: &str) -> Option<String> {
    let (hour, minute) = word.split_once(['h', 'g', ':'])?;
    let number = |digits: &str| {
        let is_short = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_short.then(|| digits.parse::<u8>().ok()).flatten()
    };
    let minute = if minute.is_empty() && !word.ends_with(':') { 0 } else { number(minute)? };
    let hour = number(hour).filter(|hour| *hour < 24 && minute < 60)?;
    Some(format!("{hour:02}:{minute:02}"))
}

/// `2024-04-20 - 2024-04-22`.
fn interval(text: &str) -> Option<String> {
    let text: String = text.nfc().collect();
    let (start, end) = [" - ", "–", "—", " đến "].iter().find_map(|sign| text.split_once(sign))?;
    let (start, end) = (point(start).ok()?, point(end).ok()?);
    (start.earliest() <= end.latest()).then(|| format!("{start}/{end}"))
}

/// The numbers of a date in words, `20/4/2024` for `ngày 20 tháng 4 năm 2024`.
fn in_words(text: &str) -> Option<String> {
    let text: String = text.nfc().collect::<String>().to_lowercase();
    let (mut numbers, mut words) = (Vec::new(), Vec::new());
    for word in text.split([' ', '/', ',']).filter(|word| !word.is_empty()) {
        match word {
            "ngày" | "tháng" | "năm" => words.push(word),
            _ if word.bytes().all(|byte| byte.is_ascii_digit()) => numbers.push(word),
            _ => return None,
        }
    }
    let is_month = words.first() == Some(&"tháng");
    match numbers.as_slice() {
        [year] if words == ["năm"] && year.len() == 4 => Some((*year).to_owned()),
        [_, year] if is_month && year.len() == 4 => Some(numbers.join("/")),
        [_, _, year] if words.first() == Some(&"ngày") && year.len() == 4 => Some(numbers.join("/")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::When;
    use crate::model::date::DateError;
    use proptest::prelude::*;

    #[test]
    fn a_time_beside_what_is_no_certain_day_means_nothing() {
        for text in ["2023?-07-05T08:30", "2023?-07-05 8h30", "2023-07 8h30", "2023 8:30", "8h30"] {
            assert_eq!(When::parse(text), Err(DateError::Form(None)), "{text}");
        }
    }

    #[test]
    fn a_long_text_means_no_date() {
        assert_eq!(When::parse(&["2024"; 100_000].join(" - ")), Err(DateError::Form(None)));
    }

    proptest! {
        #[test]
        fn what_is_offered_is_a_date(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..8)) {
            if let Err(DateError::Form(Some(meant))) = When::parse(&pieces.concat()) {
                prop_assert!(When::parse(&meant).is_ok(), "{pieces:?} {meant}");
            }
        }
    }

    const PIECES: &[&str] = &[
        "2024",
        "2023?",
        "04",
        "4",
        "20",
        "31",
        "20240420",
        "2024-04-20",
        "20/4/2024",
        "-",
        "/",
        ".",
        " ",
        " - ",
        "–",
        " đến ",
        "T",
        "8h30",
        "14h",
        "8:30",
        "8 giờ 30 phút",
        "ngày ",
        "tháng ",
        " năm ",
        "?",
        "..",
    ];
}

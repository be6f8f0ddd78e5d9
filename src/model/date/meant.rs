//! What was probably meant by a text that is no date as the format writes them.

use super::{DateError, Point, When};
use unicode_normalization::UnicodeNormalization;

/// What is wrong with a text of another form: the form that was probably meant (`15/6/2023` → `2023-06-15`, `2023-6-5` →
/// `2023-06-05`), or that no such day exists.
pub(super) fn other_form(text: &str) -> DateError {
    // To EDTF the whole day is uncertain then; what sources leave open is the year.
    if let Some(certain) = text.strip_suffix('?').filter(|certain| Point::parse(certain).is_ok()) {
        return DateError::Form(Some(format!("{}?{}", &certain[..4], &certain[4..])));
    }
    if let Some(meant) = eight_digits(text).or_else(|| with_time(text)).or_else(|| interval(text)) {
        return DateError::Form(Some(meant));
    }
    if let Some(plain) = in_words(text) {
        return match point(&plain) {
            Ok(meant) => DateError::Form(Some(meant)),
            Err(error) => error,
        };
    }
    let number = |s: &str| (!s.is_empty() && s.len() <= 4).then(|| s.parse::<i16>().ok()).flatten();
    let numbers: Option<Vec<i16>> = text.split(['/', '.', '-', ' ']).map(number).collect();
    let (year, month, day) = match numbers.as_deref() {
        Some([year, month, day]) if *year > 31 => (*year, *month, *day),
        Some([day, month, year]) if *year > 31 => (*year, *month, *day),
        Some([month, year] | [year, month]) if *year > 31 && (1..=12).contains(month) => {
            return DateError::Form(Some(format!("{year:04}-{month:02}")));
        }
        _ => return DateError::Form(None),
    };
    let point = |month: i16, day: i16| Point::parse(&format!("{year:04}-{month:02}-{day:02}"));
    match point(month, day) {
        Ok(point) => DateError::Form(Some(point.to_string())),
        // The month stands first in some countries.
        Err(DateError::NoSuchDay(why)) => match point(day, month).ok().filter(|_| month > 12) {
            Some(point) => DateError::Form(Some(point.to_string())),
            None => DateError::NoSuchDay(why),
        },
        Err(_) => DateError::Form(None),
    }
}

/// A year, month or day, in the form of the format or in one from which that can be told.
fn point(text: &str) -> Result<String, DateError> {
    let text = text.trim();
    match Point::parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(DateError::Form(_)) => match other_form(text) {
            DateError::Form(Some(meant)) if Point::parse(&meant).is_ok() => Ok(meant),
            DateError::Form(_) => Err(DateError::Form(None)),
            error => Err(error),
        },
        Err(error) => Err(error),
    }
}

/// `20240420`.
fn eight_digits(text: &str) -> Option<String> {
    let is_date = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let date = is_date.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))?;
    Point::parse(&date).is_ok().then_some(date)
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
    let rest: Vec<&str> =
        words.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, word)| word.as_str()).collect();
    let meant = format!("{}T{time}", point(&rest.join(" ")).ok()?);
    When::parse(&meant).is_ok().then_some(meant)
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
    let meant = format!("{}/{}", point(start).ok()?, point(end).ok()?);
    When::parse(&meant).is_ok().then_some(meant)
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

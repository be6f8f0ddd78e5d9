//! Dates as authors write them: the part of EDTF that a study portal needs, and date-times.
//!
//! The forms are those of ISO 8601-2:2019, *Date and time — Representations for information interchange — Part 2:
//! Extensions*, and of its profile, the *Extended Date/Time Format (EDTF) Specification* of the Library of Congress
//! (2019): reduced precision (level 0), a component qualified by `?` (level 2), open and closed intervals (level 1).

mod meant;

use jiff::civil::{Date, Time};
use meant::other_form;
use std::fmt;

/// The months as English writes them, in small letters.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month, from 1, that a word in small letters names in English, whole or by its first three or four letters: `september`, `sept`, `sep`.
pub fn month_called(word: &str) -> Option<i8> {
    let is_it = |month: &&str| *month == word || matches!(word.len(), 3 | 4) && month.starts_with(word);
    MONTHS.iter().position(is_it).map(|month| month as i8 + 1)
}

/// When something was, as exactly as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// One day, month or year.
    On(Point),
    /// A day with a clock time.
    At {
        /// The day.
        date: Date,
        /// The time, to the minute.
        time: Time,
        /// Minutes east of UTC, if stated.
        offset: Option<i16>,
    },
    /// On or before: the start is open (`../2023-09-25`).
    Before(Point),
    /// On or after: the end is open (`2023-09-25/..`).
    After(Point),
    /// From the first to the second (`2023-07/2023-12`).
    Between(Point, Point),
}

/// A day, month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    /// The year, from 1 to 9999.
    pub year: i16,
    /// The month, if known.
    pub month: Option<i8>,
    /// The day, if known; never without a month.
    pub day: Option<i8>,
    /// Whether the year is inferred (`2023?-07-05`).
    pub year_inferred: bool,
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// The day or month does not exist; what the month has instead.
    NoSuchDay(String),
    /// The text has another form; the form that was probably meant.
    Form(Option<String>),
    /// An interval that ends before it begins.
    Backwards,
}

impl Point {
    /// The first day it may be.
    pub fn earliest(&self) -> Date {
        Date::constant(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it may be.
    pub fn latest(&self) -> Date {
        match (self.month, self.day) {
            (Some(month), Some(day)) => Date::constant(self.year, month, day),
            (Some(month), None) => Date::constant(self.year, month, 1).last_of_month(),
            _ => Date::constant(self.year, 12, 31),
        }
    }

    /// The day, if it is known.
    pub fn day(&self) -> Option<Date> {
        self.day.map(|_| self.earliest())
    }

    fn parse(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form(None);
        let (plain, year_inferred) = match text.find('?') {
            Some(4) => (format!("{}{}", &text[..4], &text[5..]), true),
            Some(_) => return Err(form()),
            None => (text.to_owned(), false),
        };
        let mut parts = plain.split('-');
        let mut number = |digits: usize| -> Result<Option<i16>, DateError> {
            match parts.next() {
                None => Ok(None),
                Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                    part.parse().map(Some).map_err(|_| form())
                }
                Some(_) => Err(form()),
            }
        };
        let year = number(4)?.ok_or_else(form)?;
        let month = number(2)?;
        let day = number(2)?;
        if parts.next().is_some() || year == 0 {
            return Err(form());
        }
        let (month, day) = (month.map(|m| m as i8), day.map(|d| d as i8));
        if let Some(month) = month {
            if !(1..=12).contains(&month) {
                return Err(DateError::NoSuchDay(format!("there is no month {month}")));
            }
            let days = Date::constant(year, month, 1).days_in_month();
            if let Some(day) = day
                && !(1..=days).contains(&day)
            {
                return Err(DateError::NoSuchDay(format!("month {month} of {year} has {days} days")));
            }
        }
        Ok(Self { year, month, day, year_inferred })
    }
}

impl When {
    /// Reads one of the forms of the module's description.
    ///
    /// # Errors
    /// [`DateError`] says whether the day does not exist or the form is another one.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        if let Some((start, end)) = text.split_once('/') {
            return match (start, end) {
                ("..", end) => Point::parse(end).map(Self::Before).map_err(|e| whole(e, text)),
                (start, "..") => Point::parse(start).map(Self::After).map_err(|e| whole(e, text)),
                (start, end) => {
                    let start = Point::parse(start).map_err(|e| whole(e, text))?;
                    let end = Point::parse(end).map_err(|e| whole(e, text))?;
                    if start.earliest() > end.latest() {
                        Err(DateError::Backwards)
                    } else {
                        Ok(Self::Between(start, end))
                    }
                }
            };
        }
        if let Some((date, time)) = text.split_once(['T', ' ']) {
            let point = Point::parse(date).map_err(|e| whole(e, text))?;
            let (Some(date), false) = (point.day(), point.year_inferred) else {
                return Err(other_form(text));
            };
            let (time, offset) = parse_time(time).ok_or_else(|| other_form(text))?;
            return Ok(Self::At { date, time, offset });
        }
        Point::parse(text).map(Self::On).map_err(|e| whole(e, text))
    }

    /// The first day it may be; none if the start is open.
    pub fn earliest(&self) -> Option<Date> {
        match self {
            Self::On(point) | Self::After(point) | Self::Between(point, _) => Some(point.earliest()),
            Self::At { date, .. } => Some(*date),
            Self::Before(_) => None,
        }
    }

    /// Whether the day is, or may be, the one that is meant.
    pub fn holds(&self, day: Date) -> bool {
        self.earliest().is_none_or(|earliest| earliest <= day)
            && self.latest().is_none_or(|latest| day <= latest)
    }

    /// Whether this is true wherever `exact` is: it says the same, or leaves open what that one tells: day or month, whether the year is
    /// sure, time, offset, how long before or after. Days on which something lasts (`2023-07-05/2023-07-07`) leave nothing open.
    pub fn allows(&self, exact: &Self) -> bool {
        let begins = |earliest| exact.earliest().is_some_and(|other| earliest <= other);
        let ends = |latest| exact.latest().is_some_and(|other| other <= latest);
        match (self, exact) {
            (Self::Between(start, end), Self::Between(first, last)) => {
                Self::On(*start).allows(&Self::On(*first)) && Self::On(*end).allows(&Self::On(*last))
            }
            (Self::Between(..), _) => false,
            (Self::At { date, time, offset }, Self::At { date: day, time: clock, offset: zone }) => {
                (date, time) == (day, clock) && (offset.is_none() || offset == zone)
            }
            (Self::At { .. }, _) => false,
            _ => {
                let is_surer = (self.earliest(), self.latest()) == (exact.earliest(), exact.latest())
                    && exact.year_inferred()
                    && !self.year_inferred();
                !is_surer && self.earliest().is_none_or(begins) && self.latest().is_none_or(ends)
            }
        }
    }

    /// The last day it may be; none if the end is open.
    pub fn latest(&self) -> Option<Date> {
        match self {
            Self::On(point) | Self::Before(point) | Self::Between(_, point) => Some(point.latest()),
            Self::At { date, .. } => Some(*date),
            Self::After(_) => None,
        }
    }

    /// The day, if exactly one is meant.
    pub fn day(&self) -> Option<Date> {
        match self {
            Self::On(point) => point.day(),
            Self::At { date, .. } => Some(*date),
            _ => None,
        }
    }

    /// The first and the last day, if both are known: of one day, or from one to another.
    pub fn days(&self) -> Option<(Date, Date)> {
        match self {
            Self::Between(start, end) => start.day().zip(end.day()),
            _ => self.day().map(|day| (day, day)),
        }
    }

    /// Whether the year is inferred.
    pub fn year_inferred(&self) -> bool {
        match self {
            Self::On(point) | Self::Before(point) | Self::After(point) => point.year_inferred,
            Self::Between(start, end) => start.year_inferred || end.year_inferred,
            Self::At { .. } => false,
        }
    }

    /// Where it stands among others: by the latest possible day, then time; open ends last on their day.
    pub fn sort_key(&self) -> (Date, Option<Time>) {
        match self {
            Self::At { date, time, .. } => (*date, Some(*time)),
            Self::After(point) => (point.earliest(), None),
            _ => (self.latest().expect("only `After` has an open end"), None),
        }
    }
}

/// An error in a part, told of the whole text.
fn whole(error: DateError, text: &str) -> DateError {
    match error {
        DateError::Form(_) => other_form(text),
        other => other,
    }
}

/// `19:49`, `19:49:00`, with `Z` or `+07:00` or nothing.
fn parse_time(text: &str) -> Option<(Time, Option<i16>)> {
    let (clock, offset) = match text.find(['+', '-', 'Z']) {
        Some(at) => (&text[..at], Some(parse_offset(&text[at..])?)),
        None => (text, None),
    };
    let fields: Vec<&str> = clock.split(':').collect();
    let number = |s: &str| {
        (s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse::<i8>().ok()).flatten()
    };
    let (hour, minute) = match fields.as_slice() {
        [hour, minute] => (number(hour)?, number(minute)?),
        [hour, minute, second] => {
            number(second).filter(|s| *s < 60)?;
            (number(hour)?, number(minute)?)
        }
        _ => return None,
    };
    Some((Time::new(hour, minute, 0, 0).ok()?, offset))
}

/// Minutes east of UTC of `Z`, `+07:00`, `-0330`.
pub fn parse_offset(text: &str) -> Option<i16> {
    if text == "Z" {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i16, i16) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.year_inferred {
            f.write_str("?")?;
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// The canonical EDTF text.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(point) => point.fmt(f),
            Self::At { date, time, offset } => {
                write!(f, "{date}T{:02}:{:02}", time.hour(), time.minute())?;
                offset.map_or(Ok(()), |minutes| f.write_str(&display_offset(minutes)))
            }
            Self::Before(point) => write!(f, "../{point}"),
            Self::After(point) => write!(f, "{point}/.."),
            Self::Between(start, end) => write!(f, "{start}/{end}"),
        }
    }
}

/// `+07:00`, or `Z` for 0.
pub fn display_offset(minutes: i16) -> String {
    if minutes == 0 {
        return "Z".to_owned();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = match When::parse(text) {
            Ok(when) => {
                let bound = |date: Option<Date>| date.map_or("..".to_owned(), |d| d.to_string());
                format!("{when} {} {}", bound(when.earliest()), bound(when.latest()))
            }
            Err(DateError::NoSuchDay(why)) => format!("no such day: {why}"),
            Err(DateError::Form(hint)) => format!("form: {}", hint.unwrap_or_default()),
            Err(DateError::Backwards) => "backwards".to_owned(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_precision_is_kept() {
        check("2023", "2023 2023-01-01 2023-12-31");
        check("2023-02", "2023-02 2023-02-01 2023-02-28");
        check("2023-07-05", "2023-07-05 2023-07-05 2023-07-05");
        check("2023?-07-05", "2023?-07-05 2023-07-05 2023-07-05");
        check("2023?", "2023? 2023-01-01 2023-12-31");
        check("2023-10-11T19:49", "2023-10-11T19:49 2023-10-11 2023-10-11");
        check("2023-10-11 19:49+07:00", "2023-10-11T19:49+07:00 2023-10-11 2023-10-11");
    }

    #[test]
    fn what_is_written_otherwise_is_told_its_form() {
        for (text, meant) in [
            ("20240420", "2024-04-20"),
            ("2024-04-20T8:30", "2024-04-20T08:30"),
            ("2024-04-20 8h30", "2024-04-20T08:30"),
            ("2024-04-20 8 giờ 30 phút", "2024-04-20T08:30"),
            ("20/4/2024 14h", "2024-04-20T14:00"),
            ("8h30 ngày 20/4/2024", "2024-04-20T08:30"),
            ("8 giờ 30 ngày 20 tháng 4 năm 2024", "2024-04-20T08:30"),
            ("ngày 20 tháng 4 năm 2024", "2024-04-20"),
            ("Ngày 20/4/2024", "2024-04-20"),
            ("tháng 4/2024", "2024-04"),
            ("Tháng 4 năm 2024", "2024-04"),
            ("năm 2024", "2024"),
            ("2024-04-20 - 2024-04-22", "2024-04-20/2024-04-22"),
            ("20/4/2024 – 22/4/2024", "2024-04-20/2024-04-22"),
            ("2024-04 đến 2024-06", "2024-04/2024-06"),
            ("ngày 4 năm 2024", ""),
            ("12345678", ""),
            ("2024-04-20 25h", ""),
            ("2024-04-22 - 2024-04-20", ""),
            ("sáng 20/4", ""),
            ("2024-04-20 8h30-9h", ""),
        ] {
            check(text, &format!("form: {meant}"));
        }
        check("ngày 31 tháng 4 năm 2024", "no such day: month 4 of 2024 has 30 days");
    }

    #[test]
    fn intervals_may_be_open() {
        check("../2023-09-25", "../2023-09-25 .. 2023-09-25");
        check("2023-09-25/..", "2023-09-25/.. 2023-09-25 ..");
        check("2023-07/2023-12", "2023-07/2023-12 2023-07-01 2023-12-31");
        check("2023-12/2023-07", "backwards");
    }

    #[test]
    fn what_leaves_more_open_allows_what_is_exact() {
        let allows = |one: &str, two: &str| {
            let [one, two] = [one, two].map(|text| When::parse(text).expect("a date"));
            one.allows(&two)
        };
        for (open, exact) in [
            ("2023", "2023-07"),
            ("2023-07", "2023-07-05"),
            ("2023-07", "2023-07-05/2023-07-07"),
            ("2023-07/2023-08", "2023-07-05/2023-08-01"),
            ("2023-07-05", "2023-07-05T14:00"),
            ("2023-07-05T14:00", "2023-07-05T14:00+07:00"),
            ("../2023-07-05", "2023-07-05"),
            ("../2023-07-05", "../2023-07-01"),
            ("2023-07-01/..", "2023-07"),
            ("2023?-07-05", "2023-07-05"),
            ("2023-07", "2023?-07-05"),
        ] {
            assert!(allows(open, exact) && !allows(exact, open), "{open} {exact}");
        }
        for (one, two) in [
            ("2023-07", "2023-08-05"),
            ("2023-07-05", "2023-07-06"),
            ("2023-07-05", "2023-07-05/2023-07-07"),
            ("2023-07-05T14:00", "2023-07-05T15:00"),
            ("2023-07-05T14:00+07:00", "2023-07-05T14:00Z"),
            ("2023-07-05/..", "../2023-07-05"),
            ("2023-07-05/..", "2023-07"),
        ] {
            assert!(!allows(one, two) && !allows(two, one), "{one} {two}");
        }
    }

    #[test]
    fn what_is_no_date_gets_a_suggestion() {
        check("2023-02-31", "no such day: month 2 of 2023 has 28 days");
        check("2023-13-01", "no such day: there is no month 13");
        check("15/6/2023", "form: 2023-06-15");
        check("31/2/2023", "no such day: month 2 of 2023 has 28 days");
        check("11.8.2023", "form: 2023-08-11");
        check("2023-6-5", "form: 2023-06-05");
        check("7/2023", "form: 2023-07");
        check("2023-07-05?", "form: 2023?-07-05");
        check("mai", "form: ");
        check("", "form: ");
        check("0000", "form: ");
        check("２０２３", "form: ");
    }
}

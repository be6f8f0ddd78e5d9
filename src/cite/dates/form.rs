//! The forms of a date in figures and words, from its first digit on.

use std::ops::Range;

use super::super::folded::fold;
use super::super::near::{is_blank, is_dash, is_unseen, is_word, may_start};

/// What stands between the figures of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// `15/6/2023`
    Slash,
    /// `15.6.2023`
    Dot,
    /// `15-6-2023`, `2023-06-15`
    Dash,
    /// `15 tháng 6`
    Month,
    /// `6 năm 2023`
    Year,
}

/// A date as its figures give it; not yet known to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// Where the first digit stands.
    pub(super) start: usize,
    /// Where the last digit ends.
    pub(super) end: usize,
    /// `None` for a month, which always has a year.
    pub(super) day: Option<i8>,
    pub(super) month: i8,
    pub(super) year: Option<i16>,
    /// What stands between day and month, or month and year.
    pub(super) joint: Joint,
}

impl Form {
    /// Whether some year's calendar might have the day, were all months as long as the longest.
    pub(super) fn is_plausible(&self) -> bool {
        (1..=12).contains(&self.month) && self.day.is_none_or(|day| (1..=31).contains(&day))
    }
}

/// Reads the date whose first figure is the first of `runs`, the runs of digits of `text` from there on.
///
/// Day, month and year in this order, or year, month and day as in ISO 8601-1:2019, section 5.2.2
/// (`2023-06-15`); day and month; month and year. Years have four digits. Days and months need not exist: a
/// full date of one or two digits each is one if at least its day or its month might.
pub(super) fn form_at(text: &str, runs: &[Range<usize>]) -> Option<Form> {
    let [first, second, ..] = runs else { return None };
    let third = runs.get(2);
    let joint = joint_between(text, first, second)?;
    let then = third.and_then(|third| joint_between(text, second, third));
    let small = |run: &Range<usize>| (run.len() <= 2).then(|| text[run.clone()].parse().ok())?;
    let year = |run: &Range<usize>| year_in(&text[run.clone()]);
    let form = |day, month, year, end: &Range<usize>| Form {
        start: first.start,
        end: end.end,
        day,
        month,
        year,
        joint,
    };
    let found = match (joint, then, third) {
        (Joint::Dash, Some(Joint::Dash), Some(third)) if first.len() == 4 => {
            let is_iso = second.len() == 2 && third.len() == 2;
            form(Some(small(third).filter(|_| is_iso)?), small(second)?, Some(year(first)?), third)
        }
        // A month and its year, which alone has four digits.
        (Joint::Slash | Joint::Dot | Joint::Dash | Joint::Year, ..) if second.len() == 4 => {
            form(None, small(first)?, Some(year(second)?), second)
        }
        (Joint::Month, Some(Joint::Slash | Joint::Dash | Joint::Dot | Joint::Year), Some(third))
            if third.len() == 4 =>
        {
            form(Some(small(first)?), small(second)?, Some(year(third)?), third)
        }
        (Joint::Month, ..) => form(Some(small(first)?), small(second)?, None, second),
        // A third figure that is no year makes it something else: `15/6/23`, `1.2.3`.
        (Joint::Slash | Joint::Dot | Joint::Dash, Some(then), Some(third)) if then == joint => {
            let form = form(Some(small(first)?), small(second)?, Some(year(third)?), third);
            let is_near = form.day.is_some_and(|day| day <= 31) || form.month <= 12;
            Some(form).filter(|_| is_near)?
        }
        (Joint::Slash | Joint::Dot | Joint::Dash, ..) => {
            form(Some(small(first)?), small(second)?, None, second)
        }
        (Joint::Year, ..) => return None,
    };
    let starts = may_start(text, first.start, joint == Joint::Dash);
    (starts && may_end(text, &found)).then_some(found)
}

/// A year of four figures.
pub(super) fn year_in(digits: &str) -> Option<i16> {
    let year = digits.parse().ok()?;
    (digits.len() == 4 && (1000..3000).contains(&year)).then_some(year)
}

/// What stands between two runs of digits, if it is what dates have there.
fn joint_between(text: &str, first: &Range<usize>, second: &Range<usize>) -> Option<Joint> {
    let between = text.get(first.end..second.start).filter(|between| between.len() <= 16)?;
    let sign = between.trim_matches(is_blank);
    match sign {
        "/" if between.len() <= 3 => Some(Joint::Slash),
        "." if between.len() == 1 => Some(Joint::Dot),
        _ if between.chars().count() == 1 && between.starts_with(is_dash) => Some(Joint::Dash),
        _ if between.starts_with(is_word) || between.ends_with(is_word) || between.contains("\n\n") => None,
        _ => match &*fold(sign) {
            "tháng" => Some(Joint::Month),
            "năm" | ", năm" => Some(Joint::Year),
            _ => None,
        },
    }
}

/// Whether nothing behind a date ties it to more: `5/7%`, `15/6/2023/2`, `11.8.2023.5`. A dash may lead to
/// another date.
fn may_end(text: &str, form: &Form) -> bool {
    let mut behind = text[form.end..].chars().skip_while(|c| is_unseen(*c));
    let Some(sign) = behind.next() else { return true };
    let next = behind.next();
    let digit = next.is_some_and(|c| c.is_ascii_digit());
    match sign {
        c if is_word(c) || c == '%' => false,
        '/' => !next.is_some_and(is_word),
        '.' | ':' => !digit,
        ',' => !digit || form.year.is_some(),
        c if is_dash(c) => !digit || form.joint != Joint::Dash,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, day: Option<i8>, month: i8, year: Option<i16>, end: &str) {
        let form = form_in(text).unwrap_or_else(|| panic!("{text:?} is no date"));
        assert_eq!((form.day, form.month, form.year), (day, month, year), "{text:?}");
        assert_eq!(&text[form.start..form.end], end);
    }

    fn form_in(text: &str) -> Option<Form> {
        let source = super::super::super::source::Source::new(text);
        form_at(text, source.digits())
    }

    #[test]
    fn full_dates() {
        check("15/6/2023.", Some(15), 6, Some(2023), "15/6/2023");
        check("25/09/2023 11:00", Some(25), 9, Some(2023), "25/09/2023");
        check("15/ 6/ 2023", Some(15), 6, Some(2023), "15/ 6/ 2023");
        check("11.8.2023 của", Some(11), 8, Some(2023), "11.8.2023");
        check("15-6-2023", Some(15), 6, Some(2023), "15-6-2023");
        check("14 tháng 2 năm 2012", Some(14), 2, Some(2012), "14 tháng 2 năm 2012");
        check("14 Tháng 2, năm 2012", Some(14), 2, Some(2012), "14 Tháng 2, năm 2012");
        check("14 tháng 2/2012", Some(14), 2, Some(2012), "14 tháng 2/2012");
        check("2023-06-15", Some(15), 6, Some(2023), "2023-06-15");
        check("31/2/2023", Some(31), 2, Some(2023), "31/2/2023");
        check("10/25/2023", Some(10), 25, Some(2023), "10/25/2023");
        check("27/7/1947-27/7/2022", Some(27), 7, Some(1947), "27/7/1947");
    }

    #[test]
    fn days_and_months() {
        check("11/10, tại", Some(11), 10, None, "11/10");
        check("5 tháng 7.", Some(5), 7, None, "5 tháng 7");
        check("7/2023", None, 7, Some(2023), "7/2023");
        check("7 năm 2023", None, 7, Some(2023), "7 năm 2023");
    }

    #[test]
    fn other_figures() {
        for text in [
            "15/6/23",
            "1.2.3",
            "57/100/2023",
            "45/63/2023",
            "2011-2020",
            "3.576.239",
            "0912-345-678",
            "15/6/2023/2",
        ] {
            assert_eq!(form_in(text), None, "{text:?}");
        }
        for text in [
            "5/7%",
            "15/6a",
            "A15/6",
            "1,15/6",
            "6 tháng",
            "6 tháng đầu năm 2023",
            "2/3/4",
            "11.8.2023.5",
            "103/2016/QH13",
        ] {
            assert_eq!(form_in(text), None, "{text:?}");
        }
    }
}

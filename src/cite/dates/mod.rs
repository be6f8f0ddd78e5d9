//! Days and months: `15/6/2023`, `Chiều 11/10`, `ngày 14 tháng 2 năm 2012`, `Thứ hai, 25/09/2023 11:00`,
//! `tháng 7/2023`, `ngày 30 tháng Tư năm 1975`.

mod aside;
mod chain;
mod clock;
mod form;
mod lead;
mod lunar;
mod sentence;
mod told;
mod worded;
mod year;

use std::ops::Range;

use jiff::civil::Date;

use super::count::{is_count, is_dose};
use super::draft::{Day, Draft, folded_before};
use super::folded::fold;
use super::lexicon::Lexicon;
use super::near::{is_blank, is_dash, is_word, may_start};
use super::source::Source;
use chain::bond;
use clock::{Clock, clock_at, clock_behind, hour_in};
use form::{Form, Joint, form_at, year_in};
use lead::{Lead, lead};
use lunar::{is_feast, is_lunar};
use told::is_yearly;
use worded::{month_before, worded_at};

pub use chain::is_span;
pub(super) use year::finish;

/// What is told apart by the number behind it, which is no day of the month that follows: *bão số 3 tháng 9/2024*.
const NUMBERED: [&str; 24] = [
    "số", "lớp", "tuần", "kỳ", "kì", "đợt", "quý", "khóa", "khoá", "phiên", "vòng", "lần", "nhóm", "tổ",
    "tập", "chương", "phần", "bài", "bước", "cấp", "hạng", "loại", "trang", "tầng",
];

/// The longest stretch, in bytes, between a time of day and its date.
const LONGEST_GLUE: usize = 24;

/// Finds days, months with a year, and years that stand by themselves (`năm 2023`), which later date the
/// others.
///
/// A full date is one anywhere. A day and month without year is one only behind a cue (`ngày`, `hôm`, `mùng`,
/// a part of the day, a day of the week, a time), in `từ 5/7 đến 8/7`, or listed behind such a date; written
/// with a dash or dot (`15-6`), only behind `ngày` or a part of the day. Days that are listed before it without
/// a month (`ngày 15 và 16/6`) are dates too. `ngày` before a date in figures stays outside the mention; a date
/// in words begins there. A part of the day, a day of the week and a time beside the date belong to it. Dates of
/// the lunar calendar (`âm lịch`, `năm Quý Mão`, `mùng 10/3`) are none, nor are days of every year (`10/10 hằng
/// năm`). Adds to [`Draft::days`] and [`Draft::years`], in order.
pub(super) fn scan(source: &Source<'_>, _: &Lexicon, draft: &mut Draft) {
    let mut dates = Dates { text: source.text(), runs: source.digits(), clock: None, listed: Vec::new() };
    let mut at = 0;
    while at < dates.runs.len() {
        at = dates.step(at, draft).max(at + 1);
    }
}

/// The state of a scan for dates.
struct Dates<'a> {
    text: &'a str,
    runs: &'a [Range<usize>],
    /// The last time of day seen.
    clock: Option<Clock>,
    /// The last days that wait for their month, one list: the 15 of *ngày 15 và 16/6*.
    listed: Vec<Range<usize>>,
}

impl Dates<'_> {
    /// Looks for a date from the run of digits at `at` on; gives the first run that was not used.
    fn step(&mut self, at: usize, draft: &mut Draft) -> usize {
        let text = self.text;
        let run = &self.runs[at];
        let rest = &self.runs[at..];
        if let Some(form) = form_at(text, rest).or_else(|| worded_at(text, rest)) {
            let lead = lead(text, run.start);
            if let Some(day) = self.day(at, &form, &lead, draft) {
                let end = day.range.end;
                if self.continues_listed(form.start) {
                    let before = self.listed.iter().filter_map(|run| listed_day(text, run, &day));
                    draft.days.extend(before);
                }
                draft.days.push(day);
                self.listed.clear();
                self.clock = None;
                return at + self.runs[at..].iter().take_while(|run| run.start < end).count();
            }
        }
        if let Some(clock) = clock_at(text, run) {
            self.clock = Some(clock);
        } else if let Some(month) = month_before(text, run) {
            let (start, month, year) = month;
            draft.days.push(month_in(start..run.end, month, Some(year)));
        } else if run.len() == 4 {
            draft.years.extend(year_at(text, run).map(|year| (run.start, year)));
        } else if self.is_listed_day(run) {
            if !self.continues_listed(run.start) {
                self.listed.clear();
            }
            self.listed.push(run.clone());
        }
        at + 1
    }

    /// The day or month that a form at run `at` is, if what stands around it agrees.
    fn day(&self, at: usize, form: &Form, lead: &Lead, draft: &Draft) -> Option<Day> {
        let text = self.text;
        if is_lunar(text, form.end) {
            return None;
        }
        let Some(day) = form.day else {
            let (word, _) =
                folded_before(text, form.start, 1).into_iter().find(|(_, word)| word == "tháng")?;
            return Some(month_in(word.start..form.end, form.month, form.year));
        };
        let is_of_no_year = is_yearly(text, form.end) || lead.has_mung && is_feast(day, form.month);
        if form.year.is_none() && is_of_no_year {
            return None;
        }
        let is_numbered = form.joint == Joint::Month && lead.word.is_none();
        if is_numbered
            && folded_before(text, form.start, 1).iter().any(|(_, word)| NUMBERED.contains(&&**word))
        {
            return None;
        }
        let before = self.clock_before(form, lead);
        let is_date = match (form.year, form.joint) {
            (Some(_), Joint::Slash | Joint::Month) => true,
            (Some(_), _) => form.is_plausible() || lead.is_strong,
            (None, _) if !form.is_plausible() || is_dose(text, form.end) => false,
            (None, Joint::Slash | Joint::Month) => {
                lead.is_cue || before.is_some() || self.continues(form, draft) || self.opens_span(at, form)
            }
            (None, _) => (lead.is_strong || self.continues(form, draft)) && !is_count(text, form.end),
        };
        if !is_date {
            return None;
        }
        let (year, end) = match form.year {
            Some(_) => (form.year, form.end),
            None => self.year_behind(at, form).map_or((None, form.end), |(year, end)| (Some(year), end)),
        };
        let starts_worded = lead.word.filter(|_| form.joint == Joint::Month && lead.start == form.start);
        let mut range = starts_worded.unwrap_or(lead.start)..end;
        let behind = self.runs[at..].iter().find(|run| run.start >= end);
        let behind = behind.and_then(|hour| clock_behind(text, end, hour)).filter(|_| before.is_none());
        if let Some(clock) = &before {
            range.start = clock.range.start;
        } else if let Some(clock) = &behind {
            range.end = clock.range.end;
        }
        let clock = before.or(behind).map(|clock| (hour_in(lead.part, clock.hour), clock.minute));
        let has_part = lead.part.is_some();
        Some(Day {
            range,
            year,
            month: form.month,
            day: Some(day),
            weekday: lead.weekday,
            clock,
            has_part,
            is_issue: false,
        })
    }

    /// The year that stands with its word behind a day in figures, and where it ends: `14/2 năm 2012`.
    fn year_behind(&self, at: usize, form: &Form) -> Option<(i16, usize)> {
        let run = self.runs[at..].iter().find(|run| run.start >= form.end)?;
        let between = self.text.get(form.end..run.start).filter(|between| between.len() <= LONGEST_GLUE)?;
        let is_year = fold(between.trim_matches(is_blank)) == "năm" && !between.contains("\n\n");
        let year = year_in(&self.text[run.clone()]).filter(|_| is_year)?;
        let is_day = form.day.is_none_or(|day| Date::new(year, form.month, day).is_ok());
        let is_whole = !self.text[run.end..].starts_with(|c: char| is_word(c) || c == '/');
        (is_day && is_whole).then_some((year, run.end))
    }

    /// The time right before a date: `19h49 ngày 11/10/2023`, `8h sáng 5/7`.
    fn clock_before(&self, form: &Form, lead: &Lead) -> Option<Clock> {
        let clock = self.clock.as_ref()?;
        let start = lead.start.min(form.start);
        let between = self.text.get(clock.range.end..start)?;
        let is_near = between.len() <= LONGEST_GLUE && !between.contains('\n');
        // A header may part time and date by a dash or bar.
        let is_sign = |c: char| c == ',' || form.year.is_some() && (is_dash(c) || c == '|');
        let glue = fold(between.trim_matches(|c| is_blank(c) || is_sign(c)));
        (is_near && matches!(&*glue, "" | "ngày" | "của ngày")).then(|| clock.clone())
    }

    /// Whether a date follows another one, or the first day of a range: `5/7 và 8/7`, `ngày 15-16/6`.
    fn continues(&self, form: &Form, draft: &Draft) -> bool {
        let last = draft.days.last().filter(|day| day.day.is_some()).map(|day| day.range.end);
        let listed = self.continues_listed(form.start);
        let follows = last.is_some_and(|end| is_list(self.text, end..form.start));
        (listed || follows) && !is_count(self.text, form.end)
    }

    /// Whether a date behind `từ` is followed by the end of the span: `từ 5/7 đến 8/7`.
    fn opens_span(&self, at: usize, form: &Form) -> bool {
        let text = self.text;
        let is_from = folded_before(text, form.start, 1).first().is_some_and(|(_, word)| word == "từ");
        let rest = &self.runs[at..];
        let rest = &rest[rest.iter().take_while(|run| run.start < form.end).count()..];
        is_from
            && rest.first().is_some_and(|next| is_list(text, form.end..next.start))
            && form_at(text, rest)
                .is_some_and(|next| next.day.is_some() && next.is_plausible() && !is_count(text, next.end))
    }

    /// Whether a run of digits is a day without month behind `ngày`, or listed behind one.
    fn is_listed_day(&self, run: &Range<usize>) -> bool {
        let is_day = run.len() <= 2 && may_start(self.text, run.start, false);
        is_day && (self.continues_listed(run.start) || lead(self.text, run.start).is_strong)
    }

    /// Whether what starts at `start` goes on with the days that wait for their month.
    fn continues_listed(&self, start: usize) -> bool {
        self.listed.last().is_some_and(|run| is_list(self.text, run.end..start))
    }
}

/// Whether what stands between two dates makes one list or span of them.
fn is_list(text: &str, between: Range<usize>) -> bool {
    bond(text, between).is_some()
}

/// The day whose figures are `run`, in the month of the one that its list ends with; `None` if it is not the earlier.
fn listed_day(text: &str, run: &Range<usize>, last: &Day) -> Option<Day> {
    let day: i8 = text[run.clone()].parse().ok()?;
    let is_earlier = last.day.is_some_and(|last| (1..last).contains(&day));
    is_earlier.then(|| Day { day: Some(day), ..month_in(run.clone(), last.month, last.year) })
}

/// A month of a year, without a day.
fn month_in(range: Range<usize>, month: i8, year: Option<i16>) -> Day {
    Day { range, year, month, day: None, weekday: None, clock: None, has_part: false, is_issue: false }
}

/// The year at a run of four digits behind `năm`; not one that lies ahead (`đến năm 2030`) or begins a span.
fn year_at(text: &str, run: &Range<usize>) -> Option<i16> {
    let before = folded_before(text, run.start, 2);
    let is_year = before.first().is_some_and(|(_, word)| word == "năm");
    let is_far = before
        .get(1)
        .is_some_and(|(_, word)| matches!(&**word, "đến" | "tới" | "trước" | "sau" | "từ" | "nhìn"));
    let mut behind = text[run.end..].chars();
    let is_span = behind.next().is_some_and(is_dash) && behind.next().is_some_and(|c| c.is_ascii_digit());
    (is_year && !is_far && !is_span).then(|| text[run.clone()].parse().ok())?
}

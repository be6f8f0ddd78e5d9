//! The time ruler: dated things at true scale, as percentages of its width.

use crate::display::{dates, names, words};
use crate::model::When;
use crate::model::site::{Thing, TimelineKind};
use crate::pages::Scope;
use crate::view::{Ruler, RulerMark, RulerPeriod};
use jiff::ToSpan;
use jiff::civil::Date;

/// Two marks nearer than this share of the span: the later keeps its mark and loses its label.
const TOO_NEAR: f64 = 0.15;

/// A thing on a ruler.
pub struct Dated {
    /// The thing.
    pub thing: Thing,
    /// What it is.
    pub kind: TimelineKind,
    /// Its day.
    pub day: Date,
}

impl Scope<'_> {
    /// What is known to the day among `things`, in order.
    pub fn dated(&self, things: &[Thing]) -> Vec<Dated> {
        let mut dated: Vec<Dated> = things
            .iter()
            .filter_map(|&thing| {
                let (when, kind): (Option<&When>, _) = match thing {
                    Thing::Document(id) => (self.site[id].issued.shown(), TimelineKind::Issuance),
                    Thing::Event(id) => (self.site[id].date.shown(), TimelineKind::Event),
                    Thing::Article(id) => (self.site[id].published.as_ref(), TimelineKind::Publication),
                    _ => return None,
                };
                Some(Dated { thing, kind, day: when?.day()? })
            })
            .collect();
        dated.sort_by_key(|d| (d.day, d.kind, d.thing));
        dated.dedup_by_key(|d| d.thing);
        dated
    }

    /// The things on the ruler of a page about `thing`: those of the home page, if it is among them.
    pub fn ruler_around(&self, thing: Thing) -> Option<Ruler> {
        let featured = self.featured_things();
        featured.contains(&thing).then(|| self.ruler(&self.dated(&featured), Some(thing))).flatten()
    }

    /// What the home page's ruler shows: what the author chose, or the featured document with the dated things that
    /// are connected with it.
    pub fn featured_things(&self) -> Vec<Thing> {
        let featured = &self.site.portal.featured;
        if !featured.timeline.is_empty() {
            return featured.timeline.clone();
        }
        let Some(id) = featured.document else { return Vec::new() };
        let document = &self.site[id];
        let mut things = vec![Thing::Document(id)];
        things.extend(document.relations.iter().map(|r| Thing::Document(r.target)));
        things.extend(self.site.related_from[id.index()].iter().map(|(from, _)| Thing::Document(*from)));
        let dealt_with = |event: &&crate::model::site::TimelineItem| match event.thing {
            Thing::Event(event) => self.site[event].documents.contains(&id),
            _ => false,
        };
        things.extend(self.site.timeline.iter().filter(dealt_with).map(|item| item.thing));
        things.truncate(12);
        things
    }

    /// A ruler of at least two days; on a page about `subject` the others are pale.
    pub fn ruler(&self, dated: &[Dated], subject: Option<Thing>) -> Option<Ruler> {
        let (first, last) = (dated.first()?.day, dated.last()?.day);
        let span = f64::from(first.until(last).ok()?.get_days());
        if span < 1.0 {
            return None;
        }
        let share = |day: Date| f64::from(first.until(day).map(|s| s.get_days()).unwrap_or_default()) / span;
        let percent = |share: f64| format!("{:.2}%", share * 100.0);
        let mut marks: Vec<RulerMark> = Vec::with_capacity(dated.len());
        let mut labelled: Option<f64> = None;
        for (index, item) in dated.iter().enumerate() {
            let at = share(item.day);
            let is_last = index + 1 == dated.len();
            let near = labelled.is_some_and(|before| at - before < TOO_NEAR);
            let crowds_last = !is_last && index > 0 && 1.0 - at < TOO_NEAR;
            let shows = (index == 0 || !near) && !crowds_last;
            if shows {
                labelled = Some(at);
            }
            let edge = if index == 0 {
                1
            } else if is_last {
                -1
            } else {
                0
            };
            let dim = subject.is_some_and(|s| s != item.thing);
            marks.push(RulerMark {
                x: percent(at),
                anchor: ["end", "middle", "start"][(edge + 1) as usize].to_owned(),
                date: shows.then(|| match first.year() == last.year() {
                    true => dates::short_day(item.day, self.strings),
                    false => dates::day(item.day, self.strings),
                }),
                name: shows.then(|| self.short_name(item.thing)),
                shape: if dim { "other" } else { shape(item.kind) }.to_owned(),
                dim,
                edge,
            });
        }
        let (ticks, periods) = self.periods(first, last, &share);
        let list: Vec<String> = dated
            .iter()
            .map(|d| format!("{} {}", self.short_name(d.thing), dates::day(d.day, self.strings)))
            .collect();
        let number = words::capitalised(&self.strings.number(dated.len()));
        Some(Ruler {
            label: self
                .strings
                .fill("ruler_label", &[("n", &number), ("list", &self.strings.enumerate(&list))]),
            ticks: ticks.into_iter().map(percent).collect(),
            periods: periods.into_iter().map(|(at, text)| RulerPeriod { x: percent(at), text }).collect(),
            marks,
        })
    }

    /// Beginnings of months or years between two days, and the names of those that lie between wholly, in their middles; where several years
    /// make a stretch, that of its first year, at its beginning.
    fn periods(
        &self,
        first: Date,
        last: Date,
        share: &dyn Fn(Date) -> f64,
    ) -> (Vec<f64>, Vec<(f64, String)>) {
        let days = first.until(last).map(|s| s.get_days()).unwrap_or_default();
        let years = i32::from(last.year()) - i32::from(first.year());
        let by_month = days <= 750;
        let years = (years / 8).max(1);
        let step = if by_month { 1.month() } else { i64::from(years).years() };
        let start = if by_month { first.first_of_month() } else { first.first_of_year() };
        let mut ticks = Vec::new();
        let mut periods = Vec::new();
        let mut day = start;
        while let Ok(next) = day.checked_add(step) {
            if day > last || ticks.len() > 40 {
                break;
            }
            if day > first {
                ticks.push(share(day));
                if next <= last {
                    let middle = (share(day) + share(next)) / 2.0;
                    let at = if by_month || years == 1 { middle } else { share(day) };
                    periods.push((at, self.period_name(day, by_month)));
                }
            }
            day = next;
        }
        let every = periods.len().div_ceil(8).max(1);
        (ticks, periods.into_iter().step_by(every).collect())
    }

    fn period_name(&self, day: Date, by_month: bool) -> String {
        if !by_month {
            return day.year().to_string();
        }
        self.strings.fill("month_name", &[("n", &day.month().to_string())])
    }

    /// A name short enough for a ruler.
    pub fn short_name(&self, thing: Thing) -> String {
        match thing {
            Thing::Document(id) => names::short_document_name(&self.site[id], self.strings),
            Thing::Article(id) => self.site[id].siglum.clone(),
            Thing::Event(id) if self.site[id].label.is_some() => {
                self.site[id].label.clone().unwrap_or_default()
            }
            thing => words::shorten(&self.name(thing), 24),
        }
    }
}

/// The shape of a dated thing: a square for a document, round for an event.
pub fn shape(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Issuance => "issue",
        TimelineKind::Event => "meet",
        TimelineKind::Publication => "post",
    }
}

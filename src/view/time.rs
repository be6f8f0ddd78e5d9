//! The ruler and the timeline.

use super::{Chip, Fact};
use crate::render::templates::ViewValue;
use serde::Serialize;

/// The time ruler: positions are percentages of the width.
#[derive(Clone, Debug, Serialize)]
pub struct Ruler {
    /// The sentence for those who cannot see it.
    pub label: String,
    /// Ends of months or years: `13.56%`.
    pub ticks: Vec<String>,
    /// Names of months or years: position and text.
    pub periods: Vec<RulerPeriod>,
    /// The dated things, in order.
    pub marks: Vec<RulerMark>,
}

/// A named stretch of the ruler.
#[derive(Clone, Debug, Serialize)]
pub struct RulerPeriod {
    /// Its middle: `26.69%`.
    pub x: String,
    /// *tháng 7*.
    pub text: String,
}

/// A dated thing on the ruler.
#[derive(Clone, Debug, Serialize)]
pub struct RulerMark {
    /// Its place: `48.31%`.
    pub x: String,
    /// `start`, `middle` or `end`, for `text-anchor`.
    pub anchor: String,
    /// *11/8*; none when a neighbour stands too near.
    pub date: Option<String>,
    /// A short name; none when a neighbour stands too near.
    pub name: Option<String>,
    /// `issue` (square), `meet` (round) or `other`.
    pub shape: String,
    /// Not the page's subject: drawn as a small ring, its text pale.
    pub dim: bool,
    /// Horizontal shift in pixels that keeps the mark inside: -1 at the end, 1 at the start, 0 between.
    pub edge: i8,
}

/// An entry of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineEntry {
    /// Its anchor.
    pub id: String,
    /// `issue`, `meet`, or `post`: the class of the dot.
    pub shape: String,
    /// `day`, `inferred` (half dot), or `open` (dashed).
    pub certainty: String,
    /// The date, with `<time>`.
    pub when_html: String,
    /// Precision in words, when not plain: *năm suy từ ngữ cảnh*, *buổi chiều*.
    pub precision: Vec<String>,
    /// Its name.
    pub title_html: String,
    /// Its page.
    pub path: Option<String>,
    /// A sentence.
    pub summary_html: Option<String>,
    /// What the sources disagree on.
    pub differing: Vec<Fact>,
    /// Who says so.
    pub chips: Vec<Chip>,
    /// *20 ngày sau*: the time since the entry before, when it is long enough to be said.
    pub gap: Option<String>,
}

/// The timeline's page, as `timeline`.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// Ruler at true scale.
    pub ruler: Option<Ruler>,
    /// The entries in order.
    pub entries: Vec<TimelineEntry>,
    /// Articles, events and documents that cannot be placed.
    pub unplaced: Vec<ViewValue>,
    /// Where articles stand with their dates, if these are too many for the timeline.
    pub articles_path: Option<String>,
}

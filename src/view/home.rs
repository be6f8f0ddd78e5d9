//! The home page.

use super::{ArticleRow, Chip, PointView, Ruler};
use crate::render::templates::ViewValue;
use serde::Serialize;

/// Home, as `home`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// *Học một văn bản qua năm bài nguồn*.
    pub kicker: String,
    /// The studied document, if one is featured.
    pub document: Option<HomeDocument>,
    /// The ruler of the featured dates.
    pub ruler: Option<Ruler>,
    /// *Bốn mốc trong 118 ngày*.
    pub dates_title: Option<String>,
    /// The featured dates.
    pub dates: Vec<HomeDate>,
    /// A pair of passages that disagree, with its title.
    pub pair: Option<PointView>,
    /// Questions to start from.
    pub questions: Vec<HomeQuestion>,
    /// The topics.
    pub topics: Vec<ViewValue>,
    /// *Năm bài nguồn*.
    pub articles_title: String,
    /// The articles, or the newest of them.
    pub articles: Vec<ArticleRow>,
    /// Whether sources are spoken of: there are some, or the menu leads to their list.
    pub has_sources: bool,
    /// The list of all articles, when not all stand here.
    pub all_articles_path: Option<String>,
    /// A chip to explain chips with.
    pub sample_chip: Option<Chip>,
}

/// The document that the portal studies.
#[derive(Clone, Debug, Serialize)]
pub struct HomeDocument {
    /// *Kết luận số 57-KL/TW*.
    pub name_html: String,
    /// Its title.
    pub title_html: Option<String>,
    /// *Bộ Chính trị ban hành ngày 15/6/2023, theo*.
    pub issued_html: Option<String>,
    /// Who says so.
    pub chips: Vec<Chip>,
    /// Whether others say otherwise.
    pub differs: bool,
    /// Its page.
    pub path: String,
    /// The first topic or point that compares sources.
    pub compare_path: Option<String>,
}

/// One of the featured dates.
#[derive(Clone, Debug, Serialize)]
pub struct HomeDate {
    /// The date.
    pub when_html: String,
    /// *ban hành*, *hội nghị*, *hội nghị, năm suy từ ngữ cảnh*.
    pub what: String,
    /// Its name.
    pub title_html: String,
    /// Its page.
    pub path: String,
    /// A short line.
    pub line_html: Option<String>,
}

/// A question that leads into the portal.
#[derive(Clone, Debug, Serialize)]
pub struct HomeQuestion {
    /// The question.
    pub title_html: String,
    /// Where it leads.
    pub path: String,
    /// One sentence.
    pub note_html: Option<String>,
}

//! The graph's pages.

use super::Chip;
use serde::Serialize;

/// A page of the graph, as `graph`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct GraphView {
    /// The width of the drawing, in units of which 16 are the page's size of text.
    pub width: i32,
    /// Its height, likewise.
    pub height: i32,
    /// The boxes, column by column; none where there is nothing to draw, and on further pages of the table.
    pub nodes: Vec<GraphNode>,
    /// The lines between them, relations of documents last.
    pub lines: Vec<GraphLine>,
    /// What the drawing leaves out.
    pub note: Option<String>,
    /// The connections of this page.
    pub rows: Vec<GraphRow>,
}

/// A box that leads to a thing.
#[derive(Clone, Debug, Serialize)]
pub struct GraphNode {
    /// `document`, `event`, `topic`.
    pub kind: &'static str,
    /// Kind and name in full.
    pub title: String,
    /// The thing's page.
    pub path: String,
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// The radius of its corners.
    pub round: i32,
    /// The middle of its text.
    pub text_x: i32,
    /// The base line of its first line of text; the next stands 18 below.
    pub text_y: i32,
    /// Its name in one or two lines, perhaps cut.
    pub lines: Vec<String>,
}

/// A line between two boxes.
#[derive(Clone, Debug, Serialize)]
pub struct GraphLine {
    /// `rel` for a relation of two documents, or empty.
    pub kind: &'static str,
    /// A path (Scalable Vector Graphics 2, section 9.3).
    pub curve: String,
    /// The path of the arrow's tip, if the line has a direction.
    pub tip: Option<String>,
    /// The connection in words.
    pub title: String,
}

/// A connection.
#[derive(Clone, Debug, Serialize)]
pub struct GraphRow {
    /// One end, linked.
    pub from_html: String,
    /// What it is to the other.
    pub label: String,
    /// The other end, linked.
    pub to_html: String,
    /// Who says so.
    pub chips: Vec<Chip>,
    /// Where the portal's editor says so: the words for that.
    pub editor: Option<String>,
}

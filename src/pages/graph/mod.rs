//! The graph: documents, events and topics with what connects them, as a drawing and as a table that says the same.

mod edges;
mod layout;

use super::glossary::in_menu;
use super::parts::paging;
use super::{Additions, Kind, Made, Plan, Scope, made};
use crate::display::words;
use crate::model::site::Thing;
use crate::view::{GraphLine, GraphNode, GraphRow, GraphView};
use edges::Edge;
use std::collections::BTreeMap;

/// Boxes of one kind in the drawing: more could not be followed with the eye. The table has all.
const MOST: usize = 24;

/// The graph.
pub const KIND: Kind = Kind {
    name: "graph",
    sees: "graph",
    plan: Plan::Named(|planner| {
        let edges = edges::edges(planner.site).len();
        if edges == 0 && !in_menu(&planner.site.portal, "graph") {
            return Vec::new();
        }
        let title = planner.strings.get("graph").to_owned();
        planner.named("graph", title, "graph", paging::parts(edges).max(1))
    }),
    view,
};

fn view(scope: &Scope<'_>) -> Made {
    let edges = edges::edges(scope.site);
    let mut view = if scope.part == 1 { drawing(scope, &edges) } else { GraphView::default() };
    view.rows = scope.on_page(&edges).map(|edge| row(scope, edge)).collect();
    let description = Some(scope.strings.get("graph_lead").to_owned());
    made(&view, Additions { description, ..Additions::default() })
}

fn row(scope: &Scope<'_>, edge: &Edge<'_>) -> GraphRow {
    GraphRow {
        from_html: scope.link(edge.from),
        label: scope.strings.get(edge.label).to_owned(),
        to_html: scope.link(edge.to),
        chips: edge.quote.iter().map(|quote| scope.quote_chip(quote)).collect(),
        editor: edge.is_editors.then(|| scope.strings.get("rel_editor").to_owned()),
    }
}

fn drawing(scope: &Scope<'_>, edges: &[Edge<'_>]) -> GraphView {
    let (columns, is_cut) = edges::columns(scope.site, edges, MOST);
    let longest = columns.iter().map(Vec::len).max().unwrap_or_default();
    let height = layout::height(longest);
    let mut places: BTreeMap<Thing, (usize, i32)> = BTreeMap::new();
    let mut nodes = Vec::new();
    for (column, things) in columns.iter().enumerate() {
        for (place, &thing) in things.iter().enumerate() {
            let middle = layout::middle(place, things.len(), height);
            places.insert(thing, (column, middle));
            nodes.push(node(scope, thing, column, middle));
        }
    }
    // Relations last, so that they lie above the others.
    let mut lines: Vec<GraphLine> = Vec::new();
    for edge in edges.iter().filter(|e| !e.is_relation()).chain(edges.iter().filter(|e| e.is_relation())) {
        if let (Some(&from), Some(&to)) = (places.get(&edge.from), places.get(&edge.to)) {
            let words =
                [scope.name(edge.from), scope.strings.get(edge.label).to_owned(), scope.name(edge.to)];
            lines.push(GraphLine {
                kind: if edge.is_relation() { "rel" } else { "" },
                curve: match (from, to) {
                    ((0, from), (2, to)) => layout::around(from, to, columns[1].len(), height),
                    _ => layout::curve(from, to),
                },
                tip: edge.is_relation().then(|| layout::tip(to.0, to.1)),
                title: words.join(" – "),
            });
        }
    }
    let (n, total) = (nodes.len().to_string(), all(edges).to_string());
    let note = is_cut.then(|| scope.strings.fill("graph_drawn", &[("n", &n), ("total", &total)]));
    GraphView { width: layout::WIDTH, height, nodes, lines, note, rows: Vec::new() }
}

/// How many things have connections.
fn all(edges: &[Edge<'_>]) -> usize {
    let things: std::collections::BTreeSet<Thing> =
        edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
    things.len()
}

fn node(scope: &Scope<'_>, thing: Thing, column: usize, middle: i32) -> GraphNode {
    let name = scope.name(thing);
    let kind = thing.kind();
    let lines = layout::lines(&name);
    let (width, height) = layout::BOX;
    GraphNode {
        kind,
        title: words::nfc(&format!("{}: {name}", scope.strings.get(&format!("kind_{kind}")))).into_owned(),
        path: scope.path(thing),
        x: layout::COLUMNS[column],
        y: middle - height / 2,
        width,
        height,
        round: match thing {
            Thing::Document(_) => 1,
            Thing::Event(_) => height / 2,
            _ => 8,
        },
        text_x: layout::COLUMNS[column] + width / 2,
        text_y: middle + 5 - 9 * (lines.len() as i32 - 1),
        lines,
    }
}

//! Tables, in a region that scrolls where the page is too narrow.

use pulldown_cmark::Alignment;

use super::escape;
use super::writer::Writer;

/// The table being written. CommonMark tables do not nest.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
    /// Where the cell's tag starts in the HTML, and where its content does.
    cell: usize,
    content: usize,
}

impl Writer<'_> {
    pub(super) fn open_table(&mut self, alignments: Vec<Alignment>) {
        self.table = Table { alignments, ..Table::default() };
        self.html.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
        escape::attribute_into(&self.options.strings.table, &mut self.html);
        self.html.push_str("\">\n<table>\n");
    }

    pub(super) fn close_table(&mut self) {
        self.html.push_str(if self.table.has_body {
            "</tbody>\n</table>\n</div>\n"
        } else {
            "</table>\n</div>\n"
        });
    }

    pub(super) fn open_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.html.push_str("<thead>\n<tr>");
    }

    pub(super) fn close_head(&mut self) {
        self.table.in_head = false;
        self.html.push_str("</tr>\n</thead>\n");
    }

    pub(super) fn open_row(&mut self) {
        self.table.column = 0;
        self.html.push_str(if self.table.has_body { "<tr>" } else { "<tbody>\n<tr>" });
        self.table.has_body = true;
    }

    pub(super) fn open_cell(&mut self) {
        self.table.cell = self.html.len();
        self.html.push_str(if self.table.in_head { "<th scope=\"col\"" } else { "<td" });
        self.html.push_str(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Right) => " class=\"al-r\">",
            Some(Alignment::Center) => " class=\"al-c\">",
            _ => ">",
        });
        self.table.content = self.html.len();
        self.table.column += 1;
    }

    pub(super) fn close_cell(&mut self) {
        if self.table.in_head && self.html.len() == self.table.content {
            // A header without text names nothing; assistive technology is better off with an empty cell.
            self.html.truncate(self.table.cell);
            self.html.push_str("<td></td>");
        } else {
            self.html.push_str(if self.table.in_head { "</th>" } else { "</td>" });
        }
        self.plain_gap(' ');
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::markup::{NoLinks, Options, render};

    fn check(source: &str, expected: Expect) {
        expected.assert_eq(&render(source, &Options::default(), &NoLinks).html);
    }

    #[test]
    fn cells_are_aligned_by_class() {
        check(
            "| | a | b |\n|:--|:-:|--:|\n| x | y | [[z\\|t]] \\| `u\\|v` |\n",
            expect![[r#"
            <div class="scroll" tabindex="0" role="region" aria-label="Table">
            <table>
            <thead>
            <tr><td></td><th scope="col" class="al-c">a</th><th scope="col" class="al-r">b</th></tr>
            </thead>
            <tbody>
            <tr><td>x</td><td class="al-c">y</td><td class="al-r">t | <code>u|v</code></td></tr>
            </tbody>
            </table>
            </div>
        "#]],
        );
    }

    #[test]
    fn a_table_may_have_a_head_alone() {
        check(
            "| a |\n|---|\n",
            expect![[r#"
            <div class="scroll" tabindex="0" role="region" aria-label="Table">
            <table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            </table>
            </div>
        "#]],
        );
    }

    #[test]
    fn the_plain_text_has_a_line_for_each_row() {
        let plain = render("| a | b |\n|---|---|\n| c | d |\n\ne", &Options::default(), &NoLinks).plain;
        assert_eq!(plain, "a b\nc d\ne");
    }
}

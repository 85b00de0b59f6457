//! One matrix or vector: its label, brackets and cells; where it is larger than its place, a window round the
//! selection with frozen row and column numbers.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::cells::Cells;
use super::hits::Hits;
use super::look::{Look, extent};
use crate::engine::ordinal;
use crate::session::Action;
use crate::theme::Role;

/// What `cells` takes across when `columns` of its columns and `rows` of its rows are shown.
pub fn width(cells: &Cells<'_>, rows: usize, columns: usize) -> usize {
    body_width(cells, rows, columns).max(cells.label().width())
}

/// The same without the label, which may reach over it.
pub fn body_width(cells: &Cells<'_>, rows: usize, columns: usize) -> usize {
    let columns = columns.min(cells.shape().1);
    let body = gutter(cells, rows) + 3 + columns * (cells.cell_width() + 1);
    let pointer = if cells.is_made() { 2 } else { 0 };
    body + pointer + cells.names_width()
}

/// How many columns of `cells` fit into `room`; at least one.
pub fn columns_in(cells: &Cells<'_>, rows: usize, room: usize) -> usize {
    if cells.label().width() > room {
        return 1;
    }
    // Counted, not tried: there may be thousands of them.
    let spare = room.saturating_sub(body_width(cells, rows, 0));
    let fit = spare / (cells.cell_width() + 1);
    fit.clamp(1, cells.shape().1.max(1))
}

/// The columns of the frozen row numbers; none where all rows are shown.
fn gutter(cells: &Cells<'_>, rows: usize) -> usize {
    let (all, _) = cells.shape();
    if rows < all {
        all.to_string().len() + 1
    } else {
        0
    }
}

/// `shown` of `all`, with `focus` among them and as near the middle as can be.
pub fn window(all: usize, shown: usize, focus: usize) -> Range<usize> {
    let shown = shown.min(all);
    let start = focus.saturating_sub(shown / 2).min(all - shown);
    start..start + shown
}

/// Draws `cells` with at most `rows` rows and `columns` columns; the first line of `area` is the label, the second one
/// the column numbers if `numbered`.
pub fn render(
    cells: &Cells<'_>,
    (rows, columns): (usize, usize),
    numbered: bool,
    look: Look,
    area: Rect,
    hits: &mut Hits,
    buf: &mut Buffer,
) {
    let (all_rows, all_columns) = cells.shape();
    let (row, column) = cells.focus();
    let across = window(all_columns, columns, column);
    let down = window(all_rows, rows, row);
    let margin = gutter(cells, down.len());
    let label = cells.label();
    line(label, area, 0, buf);
    // A shorter one stands in the middle of its taller neighbours, its column numbers right above it.
    let mut top = 1 + rows.saturating_sub(down.len()) / 2;
    if numbered {
        if across.len() < all_columns {
            line(numbers(cells, &across, margin, look), area, top, buf);
        }
        top += 1;
    }
    for (at, row_here) in down.clone().enumerate() {
        let brackets = brackets(row_here, all_rows, look);
        let mut spans = Vec::new();
        if margin > 0 {
            let number = format!("{:>1$} ", ordinal(row_here), margin - 1);
            let role = if row_here == row {
                Role::Now
            } else {
                Role::Dim
            };
            spans.push(look.span(number, role));
        }
        spans.push(look.span(format!("{} ", brackets.0), Role::Border));
        let start = Line::from(spans.clone()).width();
        for (nth, column) in across.clone().enumerate() {
            spans.push(cells.cell(row_here, column));
            spans.push(cells.mark(row_here, column));
            let cell = Rect {
                x: area
                    .x
                    .saturating_add(extent(start + nth * (cells.cell_width() + 1))),
                y: area.y.saturating_add(extent(top + at)),
                width: extent(cells.cell_width()),
                height: 1,
            };
            let selection = cells.selection_at(row_here, column);
            hits.add(cell.intersection(area), Action::Select(selection));
        }
        spans.push(look.span(brackets.1, Role::Border));
        if cells.is_made() {
            let pointer = if row_here == row {
                look.glyph(" ◀", " <")
            } else {
                "  "
            };
            spans.push(look.span(pointer, Role::Now));
        }
        if let Some(name) = cells.name(row_here) {
            spans.push(look.span(format!(" {name}"), Role::Dim));
        }
        line(Line::from(spans), area, top + at, buf);
    }
}

/// The frozen column numbers, over their columns.
fn numbers(cells: &Cells<'_>, across: &Range<usize>, margin: usize, look: Look) -> Line<'static> {
    let (_, focus) = cells.focus();
    let mut spans = vec![Span::raw(" ".repeat(margin + 2))];
    for column in across.clone() {
        let role = if column == focus {
            Role::Now
        } else {
            Role::Dim
        };
        let number = format!("{:>1$} ", ordinal(column), cells.cell_width());
        spans.push(look.span(number, role));
    }
    Line::from(spans)
}

/// The brackets of row `at` of `count`: they close only where the matrix ends, not where the window does.
pub fn brackets(at: usize, count: usize, look: Look) -> (&'static str, &'static str) {
    let (left, right) = match (at, count) {
        (_, 1) => ("[", "]"),
        (0, _) => ("⎡", "⎤"),
        (at, count) if at + 1 == count => ("⎣", "⎦"),
        _ => ("⎢", "⎥"),
    };
    (look.glyph(left, "["), look.glyph(right, "]"))
}

fn line(line: Line<'_>, area: Rect, down: usize, buf: &mut Buffer) {
    if down < usize::from(area.height) {
        line.render(
            Rect {
                y: area.y + extent(down),
                height: 1,
                ..area
            },
            buf,
        );
    }
}

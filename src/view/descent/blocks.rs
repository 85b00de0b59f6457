//! W and b, their gradient, and W and b after the step, side by side: the same rows and columns of each.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::engine::ordinal;
use crate::page::{Descent, DescentPart, Format, Selection};
use crate::session::Action;
use crate::theme::Role;
use crate::view::hits::Hits;
use crate::view::look::{Look, extent, shortened};
use crate::view::matrix::window;

const PARTS: [DescentPart; 3] = [
    DescentPart::Before,
    DescentPart::Gradient,
    DescentPart::After,
];

/// The three, ready.
pub struct Blocks<'a> {
    descent: &'a Descent<'a>,
    formats: [Format; 3],
    names: [String; 3],
    columns: Range<usize>,
    look: Look,
}

impl<'a> Blocks<'a> {
    /// As many columns round the one in question as fit into `width`; at least one.
    pub fn new(descent: &'a Descent<'a>, digits: usize, width: usize, look: Look) -> Self {
        let formats = PARTS.map(|part| descent.format(part, digits));
        let (_, all) = descent.shape();
        let names = [0, 1, 2].map(|at| name(descent, (at, formats[at]), look));
        let mut blocks = Self {
            descent,
            formats,
            names,
            columns: 0..0,
            look,
        };
        let signs = blocks.sign(0).width() + blocks.sign(1).width();
        let room = width.saturating_sub(signs + blocks.margin());
        let fits = |columns: &usize| {
            let widths = (0..3).map(|at| blocks.width(at, *columns));
            widths.sum::<usize>() <= room
        };
        let narrowest = formats
            .iter()
            .map(|format| format.width() + 1)
            .sum::<usize>();
        let most = (room / narrowest.max(1)).clamp(1, all);
        let shown = (1..=most).rev().find(fits).unwrap_or(1);
        blocks.columns = window(all, shown, descent.at.1);
        blocks
    }

    /// What one takes with so many columns: its brackets and cells, or its name.
    fn width(&self, at: usize, columns: usize) -> usize {
        let cells = 3 + columns * (self.formats[at].width() + 1);
        cells.max(Line::raw(self.names[at].as_str()).width() + 1)
    }

    /// The lines in which every row is shown: one with names, one with column numbers, and the rows.
    pub fn height(&self) -> usize {
        2 + self.descent.shape().0
    }

    /// The columns of the row numbers.
    fn margin(&self) -> usize {
        self.descent.shape().0.to_string().len() + 1
    }

    /// What stands before the second and the third.
    fn sign(&self, at: usize) -> Span<'static> {
        let sign = match at {
            0 => self.look.glyph(" − η·", " - eta*"),
            _ => " = ",
        };
        self.look.span(sign, Role::Text)
    }

    /// Draws them, the names on the first line.
    pub fn render(&self, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
        let (all, _) = self.descent.shape();
        let rows = usize::from(area.height).saturating_sub(2).max(1);
        let rows = window(all, rows, self.descent.at.0);
        let middle = rows.start + (rows.len().saturating_sub(1)) / 2;
        let mut x = area.x;
        for (row, y) in rows.clone().zip(area.y.saturating_add(2)..area.bottom()) {
            let number = format!("{:>1$} ", ordinal(row), self.margin() - 1);
            let is_here = row == self.descent.at.0;
            let role = if is_here { Role::Now } else { Role::Dim };
            Self::put(self.look.span(number, role).into(), (x, y), area, buf);
        }
        x = x.saturating_add(extent(self.margin()));
        for at in 0..PARTS.len() {
            let width = self.width(at, self.columns.len());
            let name = shortened(&self.names[at], width, self.look);
            let name = self.look.span(name, Role::Title);
            Self::put(name.into(), (x, area.y), area, buf);
            Self::put(self.numbers(at), (x, area.y.saturating_add(1)), area, buf);
            for (row, y) in rows.clone().zip(area.y.saturating_add(2)..area.bottom()) {
                Self::put(self.row(at, row), (x, y), area, buf);
                self.click(at, row, (x, y), area, hits);
                if at < 2 && row == middle {
                    let beside = x.saturating_add(extent(width));
                    Self::put(self.sign(at).into(), (beside, y), area, buf);
                }
            }
            let sign = if at < 2 { self.sign(at).width() } else { 0 };
            x = x.saturating_add(extent(width + sign));
        }
    }

    fn put(line: Line<'static>, (x, y): (u16, u16), area: Rect, buf: &mut Buffer) {
        let place = Rect {
            x,
            y,
            width: area.right().saturating_sub(x),
            height: 1,
        };
        line.render(place.intersection(area), buf);
    }

    /// The numbers of the columns; that of b is called so.
    fn numbers(&self, at: usize) -> Line<'static> {
        let width = self.formats[at].width();
        let mut spans = vec![Span::raw("  ")];
        for column in self.columns.clone() {
            let name = if self.descent.is_bias(column) {
                "b".to_owned()
            } else {
                ordinal(column).to_string()
            };
            let is_here = column == self.descent.at.1;
            let role = if is_here { Role::Now } else { Role::Dim };
            spans.push(self.look.span(format!("{name:>width$} "), role));
        }
        Line::from(spans)
    }

    fn row(&self, at: usize, row: usize) -> Line<'static> {
        let look = self.look;
        let bracket = |unicode, ascii| look.span(look.glyph(unicode, ascii), Role::Border);
        let mut spans = vec![bracket("│ ", "[ ")];
        for column in self.columns.clone() {
            let value = self.descent.value(PARTS[at], row, column);
            let text = look.script.digits(&self.formats[at].cell(value));
            let mut style = look.style(Look::sign(value));
            if (row, column) == self.descent.at {
                style = style.patch(look.style(Role::Selected));
            }
            spans.push(Span::styled(text, style));
            spans.push(Span::raw(" "));
        }
        spans.push(bracket("│", "]"));
        Line::from(spans)
    }

    /// A click on an entry selects it.
    fn click(&self, at: usize, row: usize, (x, y): (u16, u16), area: Rect, hits: &mut Hits) {
        let width = self.formats[at].width();
        for (nth, column) in self.columns.clone().enumerate() {
            let cell = Rect {
                x: x.saturating_add(extent(2 + nth * (width + 1))),
                y,
                width: extent(width),
                height: 1,
            };
            let selection = Selection {
                operand: at,
                unit: row,
                term: column,
            };
            hits.add(cell.intersection(area), Action::Select(selection));
        }
    }
}

/// What one is called, and the power of ten that its numbers share.
fn name(descent: &Descent<'_>, (at, format): (usize, Format), look: Look) -> String {
    let mut name = look.script.write(&descent.name(PARTS[at]));
    if PARTS[at] == DescentPart::After {
        name.push_str(" after");
    }
    match format.exponent() {
        0 => name,
        exponent => format!("{name} {}", look.script.power_of_ten(exponent)),
    }
}

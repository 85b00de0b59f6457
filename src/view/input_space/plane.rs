//! The scalar over a plane: a picture in half cells, the contour through x, the gradient there and all over.

mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::arrow::{Arrow, direction, octant};
use super::dots::{Dots, braille};
use super::shade::Scale;
use super::side::{self, Legend};
use super::{MARGIN, cell, layout, share, ticks};
use crate::engine::Trace;
use crate::lab::{Plane, PlaneFrame, Point};
use crate::page::Script;
use crate::session::Session;
use crate::theme::Role;
use crate::view::Look;

const SCALE: Scale = Scale::Sequential;

/// Draws it.
pub fn render(session: &Session, look: Look, inside: Rect, buf: &mut Buffer) {
    let frame = session.plane_frame();
    let (picture, beside) = layout(inside, frame.columns, frame.rows / 2);
    let found = session.findings().plane.as_ref();
    let drawing = Drawing {
        trace: session.trace(),
        look,
        frame,
        plane: found.filter(|plane| plane.frame.axes == frame.axes && !plane.values.is_empty()),
        area: picture,
    };
    drawing.shade(buf);
    if session.shows_field() {
        drawing.field(buf);
    }
    drawing.contour(buf);
    drawing.arrow(buf);
    let before = session.what_if().before();
    if let Some(before) = before {
        drawing.point(point(before.input().as_slice(), frame.axes), "○", "O", buf);
    }
    drawing.point(drawing.x(), "◉", "X", buf);
    drawing.ticks(buf);
    let plane = drawing.plane;
    let legend = plane.and_then(|plane| plane.range).map(|range| Legend {
        scale: SCALE,
        range,
        mark: share(drawing.trace.value(), range),
    });
    let (notes, signs) = (drawing.notes(), drawing.signs(session));
    let axes = [frame.axes.0, frame.axes.1];
    side::render(
        session,
        legend.as_ref(),
        &axes,
        (&notes, &signs),
        look,
        beside,
        buf,
    );
}

/// What there is to draw, and where.
struct Drawing<'a> {
    trace: &'a Trace,
    look: Look,
    /// What is looked at.
    frame: PlaneFrame,
    /// What was found last, perhaps of the walk before or of another frame.
    plane: Option<&'a Plane>,
    area: Rect,
}

fn point(vector: &[f64], axes: (usize, usize)) -> Point {
    let along = |axis: usize| vector.get(axis).copied().unwrap_or(f64::NAN);
    (along(axes.0), along(axes.1))
}

impl Drawing<'_> {
    fn x(&self) -> Point {
        point(self.trace.input().as_slice(), self.frame.axes)
    }

    fn gradient(&self) -> Point {
        let gradient = self.trace.backward().input_gradient();
        point(gradient.as_slice(), self.frame.axes)
    }

    /// The first sample that is shown: of a frame larger than the picture, the middle is.
    fn corner(&self) -> (usize, usize) {
        let (width, height) = (usize::from(self.area.width), usize::from(self.area.height));
        let columns = self.frame.columns.saturating_sub(width) / 2;
        let rows = self.frame.rows.saturating_sub(2 * height) / 2;
        (columns, rows)
    }

    /// Where a place in data units lies, in dots from the upper left corner of the picture.
    fn dot(&self, at: Point) -> Point {
        let (column, row) = self.frame.place(at);
        let (left, top) = self.corner();
        (
            2.0 * (column - left as f64 + 0.5),
            2.0 * (row - top as f64 + 0.5),
        )
    }

    /// The cell in which a place in data units lies.
    fn cell(&self, at: Point) -> Option<(u16, u16)> {
        let (x, y) = self.dot(at);
        cell(self.area, (x / 2.0, y / 4.0))
    }

    /// The share of the range at a sample of the picture; `None` where nothing was found, NaN where it is not finite.
    fn share(&self, column: usize, row: usize) -> Option<f64> {
        let plane = self.plane?;
        let (left, top) = self.corner();
        let at = self
            .frame
            .position((left + column) as f64, (top + row) as f64);
        let (column, row) = plane.frame.place(at);
        let (column, row) = (column.round(), row.round());
        let (columns, rows) = (plane.frame.columns, plane.frame.rows);
        let is_inside = column >= 0.0 && row >= 0.0 && column < columns as f64 && row < rows as f64;
        let value = is_inside.then(|| plane.values[row as usize * columns + column as usize])?;
        let range = plane.range.filter(|_| value.is_finite());
        Some(range.map_or(f64::NAN, |range| share(value, range)))
    }

    /// The two shares of a cell of the screen.
    fn halves(&self, (x, y): (u16, u16)) -> Option<(f64, f64)> {
        let (column, row) = (usize::from(x - self.area.x), usize::from(y - self.area.y));
        Some((
            self.share(column, 2 * row)?,
            self.share(column, 2 * row + 1)?,
        ))
    }

    fn shade(&self, buf: &mut Buffer) {
        for at in self.area.intersection(buf.area).positions() {
            if let Some((upper, lower)) = self.halves(at.into()) {
                let (character, style) = SCALE.halves(upper, lower, self.look);
                buf[at].set_char(character).set_style(style);
            }
        }
    }

    /// Draws `symbol` over what is in a cell.
    fn over(&self, at: (u16, u16), symbol: &str, role: Role, buf: &mut Buffer) {
        let halves = self.halves(at);
        let mean = halves.map_or(f64::NAN, |(upper, lower)| f64::midpoint(upper, lower));
        if let Some(cell) = buf.cell_mut(at) {
            cell.reset();
            cell.set_style(self.look.style(Role::Text))
                .set_symbol(symbol)
                .set_style(SCALE.over(mean, self.look, role));
        }
    }

    fn field(&self, buf: &mut Buffer) {
        for arrow in self.plane.iter().flat_map(|plane| &plane.field) {
            let Some(at) = self.cell(arrow.at) else {
                continue;
            };
            let towards = direction(arrow.gradient).map(octant);
            let glyph = towards.map_or(self.look.glyph("·", "."), |octant| self.glyph(octant));
            self.over(at, glyph, Role::Dim, buf);
        }
    }

    /// An arrow in one cell.
    fn glyph(&self, octant: usize) -> &'static str {
        const UNICODE: [&str; 8] = ["→", "↗", "↑", "↖", "←", "↙", "↓", "↘"];
        const ASCII: [&str; 8] = [">", "^", "^", "^", "<", "v", "v", "v"];
        let all = if self.look.script == Script::Ascii {
            ASCII
        } else {
            UNICODE
        };
        all[octant % 8]
    }

    /// The plane, if it was found for the walk as it is now: the contour of another x would not go through x.
    fn current(&self) -> Option<&Plane> {
        let is_current = |plane: &&Plane| {
            let same_level = plane.level.to_bits() == self.trace.value().to_bits();
            same_level && plane.x.at == self.x()
        };
        self.plane.filter(is_current)
    }

    fn contour(&self, buf: &mut Buffer) {
        let mut dots = Dots::new(self.area.width, self.area.height);
        for segment in self.current().iter().flat_map(|plane| &plane.contour) {
            dots.line(self.dot(segment.from), self.dot(segment.to), 1);
        }
        self.draw(&dots, "o", Role::Text, buf);
    }

    fn arrow(&self, buf: &mut Buffer) {
        let mut dots = Dots::new(self.area.width, self.area.height);
        let (from, gradient) = (self.dot(self.x()), self.gradient());
        let arrow = Arrow::new(from, gradient, dots.extent());
        let (Some(arrow), Some(towards)) = (arrow, direction(gradient)) else {
            return;
        };
        dots.line(arrow.from, arrow.to, 1);
        let octant = octant(towards);
        if self.look.script == Script::Ascii {
            self.draw(&dots, ["-", "/", "|", "\\"][octant % 4], Role::Now, buf);
            if let Some(tip) = cell(self.area, (arrow.to.0 / 2.0, arrow.to.1 / 4.0)) {
                self.over(tip, self.glyph(octant), Role::Now, buf);
            }
            return;
        }
        for (from, to) in arrow.strokes() {
            dots.line(from, to, 1);
        }
        self.draw(&dots, "", Role::Now, buf);
    }

    /// Draws dots over the picture, in ASCII `ascii` wherever there are some.
    fn draw(&self, dots: &Dots, ascii: &str, role: Role, buf: &mut Buffer) {
        for at in self.area.intersection(buf.area).positions() {
            let (column, row) = (
                usize::from(at.x - self.area.x),
                usize::from(at.y - self.area.y),
            );
            let Some(bits) = dots.bits(column, row) else {
                continue;
            };
            if self.look.script == Script::Ascii {
                self.over(at.into(), ascii, role, buf);
            } else {
                let symbol = braille(bits).to_string();
                self.over(at.into(), &symbol, role, buf);
            }
        }
    }

    fn point(&self, at: Point, unicode: &str, ascii: &str, buf: &mut Buffer) {
        if let Some(cell) = self.cell(at) {
            self.over(cell, self.look.glyph(unicode, ascii), Role::Now, buf);
        }
    }

    fn ticks(&self, buf: &mut Buffer) {
        let (left, top) = self.corner();
        let (right, bottom) = (
            left + usize::from(self.area.width),
            top + 2 * usize::from(self.area.height),
        );
        let least = self.frame.position(left as f64 - 0.5, bottom as f64 - 0.5);
        let greatest = self.frame.position(right as f64 - 0.5, top as f64 - 0.5);
        let column = |number| self.dot((number, self.frame.centre.1)).0 / 2.0;
        ticks::below(self.area, (least.0, greatest.0), column, self.look, buf);
        let row = |number| self.dot((self.frame.centre.0, number)).1 / 4.0;
        ticks::left(
            self.area,
            MARGIN,
            (least.1, greatest.1),
            row,
            self.look,
            buf,
        );
    }
}

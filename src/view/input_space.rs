//! The input space as a picture: the scalar over a plane, or over the one input, or x and its gradient as images.

mod arrow;
mod curve;
mod dots;
mod image;
mod legend;
mod plane;
mod shade;
mod side;
mod ticks;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::look::{Look, extent, shortened};
use crate::lab::Point;
use crate::page::{Letter, Math};
use crate::session::{Picture, Session};
use crate::theme::Role;

/// The columns of the numbers at the vertical axis.
const MARGIN: u16 = 6;

/// The fewest columns beside the picture.
const SIDE: u16 = 25;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, buf: &mut Buffer) {
    let ask = session.picture_ask();
    let is_done = ask.is_none_or(|ask| session.is_done(&ask));
    let note = if is_done { "" } else { "computing …" };
    let title = title(session, look, usize::from(area.width));
    let inside = look.frame(title, note, area, buf);
    let inside = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    };
    match session.picture() {
        Picture::Plane => plane::render(session, look, inside, buf),
        Picture::Curve => curve::render(session, look, inside, buf),
        Picture::Image(rows, columns) => image::render(session, look, (rows, columns), inside, buf),
    }
}

/// What is along which axis.
fn title(session: &Session, look: Look, width: usize) -> Line<'static> {
    let mut line = Line::from(look.span("the input space", Role::Title));
    let axes = match session.picture() {
        Picture::Plane => session.plane_frame().axes,
        Picture::Curve => (0, 0),
        Picture::Image(..) => return line,
    };
    let names = &session.captions().inputs;
    let room = width.saturating_sub(50) / 2;
    let axis = |axis: usize, arrow: &str| {
        let symbol = look.script.write(&component(axis));
        match names.get(axis) {
            Some(name) => {
                let name = shortened(&look.script.words(name), room, look);
                format!("{symbol} {name} {arrow}")
            }
            None => format!("{symbol} {arrow}"),
        }
    };
    let right = axis(axes.0, look.glyph("→", ">"));
    let mut words = format!(": {right}");
    if session.picture() == Picture::Plane {
        let up = axis(axes.1, look.glyph("↑", "^"));
        words = format!("{words}  {up}");
    }
    line.push_span(look.span(words, Role::Text));
    line
}

/// How a component of x is written: x₁.
fn component(axis: usize) -> Math {
    Math::letter(Letter::X).entry(&[axis])
}

/// The picture with so many columns and rows of cells, the room for numbers at its edges left free; and what is at its
/// side.
fn layout(inside: Rect, columns: usize, rows: usize) -> (Rect, Rect) {
    let most = inside.width.saturating_sub(MARGIN + 2 + SIDE);
    let picture = Rect {
        x: inside.x + MARGIN.min(inside.width),
        width: extent(columns).min(most),
        height: extent(rows).min(inside.height.saturating_sub(1)),
        ..inside
    };
    let left = (picture.right() + 2).min(inside.right());
    let side = Rect {
        x: left,
        width: inside.right() - left,
        ..inside
    };
    (picture, side)
}

/// The cell of `area` in which a place lies, which is counted in cells from its upper left corner.
fn cell(area: Rect, (column, row): Point) -> Option<(u16, u16)> {
    let within = |place: f64, length: u16| place >= 0.0 && place < f64::from(length);
    let is_inside = within(column, area.width) && within(row, area.height);
    is_inside.then(|| (area.x + column as u16, area.y + row as u16))
}

/// How far `value` is on the way from `least` to `greatest`, 0 to 1; the middle where they are equal. NaN for NaN.
fn share(value: f64, (least, greatest): (f64, f64)) -> f64 {
    if greatest <= least {
        return if value.is_nan() { value } else { 0.5 };
    }
    // In halves where the difference of two doubles is none.
    let scale = if (greatest - least).is_finite() {
        1.0
    } else {
        0.5
    };
    (value * scale - least * scale) / (greatest * scale - least * scale)
}

/// Writes `text` at `at`, as far as it lies in `area`.
fn write(text: &str, at: (u16, u16), style: Style, area: Rect, buf: &mut Buffer) {
    if area.contains(at.into()) {
        let room = usize::from(area.right() - at.0);
        buf.set_stringn(at.0, at.1, text, room, style);
    }
}

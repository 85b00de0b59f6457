//! x and its gradient as images side by side, a pixel selected, and that pixel in numbers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::legend;
use super::shade::Scale;
use super::{component, share, side};
use crate::engine::{Entry, Objective, Quantity, ordinal};
use crate::page::{Math, Numeral, entry_symbol, symbol};
use crate::session::Session;
use crate::theme::Role;
use crate::view::Look;
use crate::view::look::{extent, shortened};

/// The lines above and below the images: their names, the legends, and the pixel in numbers; with air, and without.
const LINES: (u16, u16) = (6, 4);

/// From this height on there is air.
const TALL: u16 = 14;

/// The largest side of a pixel, in rows.
const LARGEST: u16 = 6;

/// Draws it.
pub fn render(
    session: &Session,
    look: Look,
    shape: (usize, usize),
    inside: Rect,
    buf: &mut Buffer,
) {
    let trace = session.trace();
    let half = inside.width.saturating_sub(2) / 2;
    let air = u16::from(inside.height >= TALL);
    let lines = if air == 1 { LINES.0 } else { LINES.1 };
    let height = inside.height.saturating_sub(lines);
    let coloured = Scale::Sequential.is_coloured(look);
    let size = Size::fitting(shape, (half, height), coloured);
    let gradient = trace.backward().input_gradient();
    let (x, gradient) = (trace.input().as_slice(), gradient.as_slice());
    let finite = |values: &[f64]| {
        let finite = values.iter().copied().filter(|value| value.is_finite());
        finite.fold(None, |range: Option<(f64, f64)>, value| {
            Some(range.map_or((value, value), |(least, most)| {
                (least.min(value), most.max(value))
            }))
        })
    };
    let range = finite(x).unwrap_or((0.0, 0.0));
    let (least, greatest) = finite(gradient).unwrap_or((0.0, 0.0));
    let largest = least.abs().max(greatest.abs());
    let of_largest = |value: f64| {
        if largest == 0.0 {
            value
        } else {
            value / largest
        }
    };
    for (at, image) in [
        Image {
            name: look.script.write(&Math::letter(crate::page::Letter::X)),
            scale: Scale::Sequential,
            shares: x.iter().map(|value| share(*value, range)).collect(),
            ends: range,
        },
        Image {
            name: gradient_name(session, look),
            scale: Scale::Diverging,
            shares: gradient.iter().map(|value| of_largest(*value)).collect(),
            ends: (-largest, largest),
        },
    ]
    .iter()
    .enumerate()
    {
        let area = Rect {
            x: inside.x + extent(at) * (half + 2),
            width: half,
            ..inside
        };
        let room = Rect {
            y: area.y + 1,
            height,
            ..area
        };
        let bottom = image.render(shape, size, session.pixel(), look, room, buf);
        let below = Rect {
            y: bottom + air,
            height: inside.bottom().saturating_sub(bottom + air).min(2),
            ..area
        };
        image.legend(look, below, buf);
    }
    let last = Rect {
        y: inside.bottom().saturating_sub(1),
        height: inside.height.min(1),
        ..inside
    };
    pixel(session, shape, look).render(last, buf);
}

/// What the second image is, and what people call the component whose gradient it is.
fn gradient_name(session: &Session, look: Look) -> String {
    let name = look.script.write(&symbol(session.trace(), Quantity::G(1)));
    let Objective::Output { component } = session.trace().objective() else {
        return name;
    };
    match session.captions().outputs.get(component) {
        Some(output) => format!("{name}, {}", look.script.words(output)),
        None => name,
    }
}

/// The selected pixel in numbers.
fn pixel(session: &Session, (_, columns): (usize, usize), look: Look) -> Line<'static> {
    let (trace, pixel) = (session.trace(), session.pixel());
    let before = session.what_if().before();
    let written = |value| {
        look.script
            .number(&Numeral::significant(value, session.digits()))
    };
    let number = |quantity| {
        let entry = Entry::of(quantity, pixel);
        let now = entry.value(trace).unwrap_or(f64::NAN);
        let was = before.and_then(|before| entry.value(before));
        let was = was.filter(|was| was.to_bits() != now.to_bits());
        let role = was.map_or(Look::sign(now), |_| Role::Changed);
        let was = was.map_or_else(String::new, |was| format!(" (was {})", written(was)));
        [look.span(written(now), role), look.span(was, Role::Dim)]
    };
    let name = look.script.write(&component(pixel));
    let partial = entry_symbol(trace, Entry::of(Quantity::G(1), pixel));
    let (row, column) = (ordinal(pixel / columns), ordinal(pixel % columns));
    let place = format!("row {row}, column {column}:  ");
    let mut line = Line::from(look.span(place, Role::Dim));
    line.push_span(look.span(format!("{name} = "), Role::Text));
    line.spans.extend(number(Quantity::A(1)));
    let partial = format!("   {} = ", look.script.write(&partial));
    line.push_span(look.span(partial, Role::Text));
    line.spans.extend(number(Quantity::G(1)));
    line
}

/// How large a pixel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    /// So many rows, and the columns of a cell twice as high as wide.
    Square(u16, u16),
    /// One column and half a row.
    Half,
}

impl Size {
    /// The largest with which all rows and columns are seen in so much room; the smallest where none is.
    fn fitting((rows, columns): (usize, usize), room: (u16, u16), coloured: bool) -> Self {
        let fits = |wide: u16, high: u16| {
            columns.saturating_mul(usize::from(wide)) <= usize::from(room.0)
                && rows.saturating_mul(usize::from(high)) <= usize::from(room.1)
        };
        let square = (1..=LARGEST).rev().find(|side| fits(2 * side, *side));
        match square {
            Some(side) => Self::Square(2 * side, side),
            None if coloured => Self::Half,
            // Half cells take two colours.
            None => Self::Square(1, 1),
        }
    }

    /// How many columns and rows of pixels there are in so much room.
    fn seen(self, (width, height): (u16, u16)) -> (usize, usize) {
        match self {
            Self::Square(wide, high) => (usize::from(width / wide), usize::from(height / high)),
            Self::Half => (usize::from(width), 2 * usize::from(height)),
        }
    }
}

/// One of the images.
struct Image {
    name: String,
    scale: Scale,
    /// Pixel by pixel, row by row.
    shares: Vec<f64>,
    ends: (f64, f64),
}

impl Image {
    /// Draws its name in the line above `room` and as much of it as there is room for; the first line below it.
    fn render(
        &self,
        (rows, columns): (usize, usize),
        size: Size,
        pixel: usize,
        look: Look,
        room: Rect,
        buf: &mut Buffer,
    ) -> u16 {
        let (across, down) = size.seen((room.width, room.height));
        let (row, column) = (pixel / columns, pixel % columns);
        let (left, top) = (start(column, across, columns), start(row, down, rows));
        let note = if across < columns || down < rows {
            format!("  {rows}x{columns}, a part")
        } else {
            format!("  {rows}x{columns}")
        };
        let free = usize::from(room.width).saturating_sub(note.len());
        let title = vec![
            look.span(shortened(&self.name, free, look), Role::Title),
            look.span(note, Role::Dim),
        ];
        let above = Rect {
            y: room.y - 1,
            height: 1,
            ..room
        };
        Line::from(title).render(above, buf);
        let share = |row: usize, column: usize| {
            let is_inside = row < rows && column < columns;
            is_inside.then(|| self.shares.get(row * columns + column).copied())?
        };
        let mut bottom = room.y;
        for at in room.intersection(buf.area).positions() {
            let (x, y) = (at.x - room.x, at.y - room.y);
            let (upper, lower, at_column) = match size {
                Size::Square(wide, high) => {
                    let (row, column) = (top + usize::from(y / high), left + usize::from(x / wide));
                    (row, row, column)
                }
                Size::Half => {
                    let row = top + 2 * usize::from(y);
                    (row, row + 1, left + usize::from(x))
                }
            };
            let Some(first) = share(upper, at_column) else {
                continue;
            };
            // Below the last row of an odd number of rows there is nothing.
            let second = share(lower, at_column).unwrap_or(first);
            let (character, style) = self.scale.halves(first, second, look);
            buf[at].set_char(character).set_style(style);
            bottom = bottom.max(at.y + 1);
            if at_column == column && (upper == row || lower == row) {
                let share = if upper == row { first } else { second };
                let style = self.scale.over(share, look, Role::Now);
                let style = if self.scale.is_coloured(look) {
                    style
                } else {
                    style.add_modifier(Modifier::REVERSED)
                };
                let mark = match size {
                    Size::Square(1, _) => None,
                    Size::Square(wide, _) if x % wide == 0 => Some("["),
                    Size::Square(wide, _) if x % wide == wide - 1 => Some("]"),
                    Size::Square(..) => None,
                    Size::Half => Some(look.glyph("◉", "X")),
                };
                buf[at].set_style(style);
                if let Some(mark) = mark {
                    buf[at].set_symbol(mark);
                }
            }
        }
        bottom
    }

    /// Its legend, no wider than a legend must be.
    fn legend(&self, look: Look, area: Rect, buf: &mut Buffer) {
        let (least, greatest) = (
            side::short(self.ends.0, look),
            side::short(self.ends.1, look),
        );
        let bar = Rect {
            width: area.width.min(24),
            ..area
        };
        let mark = (self.scale == Scale::Diverging).then_some(0.5);
        legend::render(self.scale, (&least, &greatest), mark, look, bar, buf);
    }
}

/// The first of `all` that is seen, if so many are and `selected` is among them.
fn start(selected: usize, seen: usize, all: usize) -> usize {
    let middle = selected.saturating_sub(seen / 2);
    middle.min(all.saturating_sub(seen))
}

//! Which colour is how much.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::shade::Scale;
use crate::theme::Role;
use crate::view::Look;
use crate::view::look::extent;

/// Draws the bar in the first line of `area`, and below it its two ends in words and, between them, a mark.
pub fn render(
    scale: Scale,
    ends: (&str, &str),
    mark: Option<f64>,
    look: Look,
    area: Rect,
    buf: &mut Buffer,
) {
    let last = area.width.saturating_sub(1).max(1);
    for column in 0..area.width {
        let part = f64::from(column) / f64::from(last);
        let share = match scale {
            Scale::Sequential => part,
            Scale::Diverging => 2.0 * part - 1.0,
        };
        let (character, style) = scale.halves(share, share, look);
        if let Some(cell) = buf.cell_mut((area.x + column, area.y)) {
            cell.set_char(character).set_style(style);
        }
    }
    let below = Rect {
        y: area.y + 1,
        height: 1,
        ..area
    };
    if area.height < 2 {
        return;
    }
    let (least, greatest) = ends;
    look.span(least, Role::Dim).render(below, buf);
    Line::from(look.span(greatest, Role::Dim))
        .right_aligned()
        .render(below, buf);
    let Some(mark) = mark.filter(|mark| mark.is_finite()) else {
        return;
    };
    let column = extent((mark.clamp(0.0, 1.0) * f64::from(last)).round() as usize);
    let column = column.min(area.width.saturating_sub(1));
    let symbol = look.glyph("▲", "^");
    let (left, right) = (
        extent(Line::raw(least).width()),
        extent(Line::raw(greatest).width()),
    );
    // Beside a number the mark would be taken for a part of it: there it stands on the bar.
    let is_free = column > left && column + right + 1 < area.width;
    let (y, style) = if is_free {
        (below.y, look.style(Role::Now))
    } else {
        (area.y, scale.over(mark, look, Role::Now))
    };
    if let Some(cell) = buf.cell_mut((area.x + column, y)) {
        cell.set_symbol(symbol).set_style(style);
    }
}

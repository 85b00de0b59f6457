//! What a quantity carries: how well it agrees with dual numbers and differences.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::look::{Look, extent};
use crate::engine::Quantity;
use crate::page::{Badge, Page, Standing};
use crate::session::Session;
use crate::theme::Role;

/// What is left free for the key that stands at the right end of the same line.
pub const KEY: usize = 24;

/// The last gradient that the step makes and a check knows.
pub fn of_step(session: &Session, page: &Page<'_>) -> Option<Badge> {
    let made = page.operands().filter(|operand| operand.made);
    let rows = made.filter_map(|operand| session.check_of(operand.quantity));
    rows.last().map(Badge::of)
}

/// What a check knows of `quantity`, in at most `room` columns; `None` where nothing is known, or there is no room.
pub fn of_quantity(
    session: &Session,
    quantity: Quantity,
    room: usize,
    look: Look,
) -> Option<Span<'static>> {
    span(Badge::of(session.check_of(quantity)?), room, look)
}

/// Draws that of the step on the lower edge of `area`, always in the same place, unless what stands there already
/// takes more than `taken` columns leave.
pub fn render(
    session: &Session,
    page: &Page<'_>,
    look: Look,
    (area, taken): (Rect, usize),
    buf: &mut Buffer,
) {
    let room = usize::from(area.width).saturating_sub(taken + KEY + 6);
    let Some(badge) = of_step(session, page).and_then(|badge| span(badge, room, look)) else {
        return;
    };
    let line = Line::from(vec![
        look.span(" ", Role::Text),
        badge,
        look.span(" ", Role::Text),
    ]);
    let width = extent(usize::from(area.width).saturating_sub(KEY));
    let place = Rect {
        y: area.bottom().saturating_sub(1),
        width,
        height: 1,
        ..area
    };
    line.right_aligned().render(place.intersection(area), buf);
}

fn span(badge: Badge, room: usize, look: Look) -> Option<Span<'static>> {
    let role = match badge.standing {
        Standing::Holds => Role::Done,
        Standing::Silent => Role::Dim,
        Standing::Fails => Role::Notice,
    };
    let spans = [badge.write(look.script), badge.brief(look.script)];
    let spans = spans.map(|words| look.span(words, role));
    spans.into_iter().find(|span| span.width() <= room)
}

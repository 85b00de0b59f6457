//! all numbers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::hits::Hits;
use super::look::Look;
use crate::session::Session;
use crate::theme::Role;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
    let _ = (session, hits);
    look.frame(
        Line::from(look.span("all numbers", Role::Title)),
        "",
        area,
        buf,
    );
}

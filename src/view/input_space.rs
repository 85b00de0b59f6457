//! the input space.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::look::Look;
use crate::session::Session;
use crate::theme::Role;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, buf: &mut Buffer) {
    let _ = session;
    look.frame(
        Line::from(look.span("the input space", Role::Title)),
        "",
        area,
        buf,
    );
}

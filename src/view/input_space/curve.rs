//! The scalar over the one input.
use crate::session::Session;
use crate::view::Look;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
/// Draws it.
pub fn render(session: &Session, look: Look, inside: Rect, buf: &mut Buffer) {
    let _ = (session, look, inside, buf);
}

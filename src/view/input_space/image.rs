//! x and its gradient as images.
use crate::session::Session;
use crate::view::Look;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
/// Draws it.
pub fn render(
    session: &Session,
    look: Look,
    shape: (usize, usize),
    inside: Rect,
    buf: &mut Buffer,
) {
    let _ = (session, look, shape, inside, buf);
}

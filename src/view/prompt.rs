//! The prompt for a step's number, in the footer's place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::look::Look;
use crate::keymap;
use crate::session::Session;
use crate::theme::Role;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, buf: &mut Buffer) {
    let steps = session.walk().steps().len();
    let mut spans = vec![
        look.span(" go to step ", Role::Text),
        look.span(session.typed().to_owned(), Role::Now),
        look.span(look.glyph("▏", "_"), Role::Now),
        look.span(format!(" of {steps}    "), Role::Dim),
    ];
    for row in keymap::rows(session.mode()).filter(|row| !row.label.is_empty()) {
        spans.push(look.span(row.short(look.script), Role::Key));
        spans.push(look.span(format!(" {}  ", row.label), Role::Text));
    }
    Line::from(spans).render(area, buf);
}

//! What could not be done, in all its lines, where one line does not hold it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::look::{Look, extent, shortened};
use crate::printable::printable;
use crate::session::{Message, Session};
use crate::theme::Role;

/// Draws it at the foot of `area`, if there is something of several lines to say.
pub fn render(session: &Session, look: Look, area: Rect, buf: &mut Buffer) {
    let Some(Message::Failed(why)) = session.message() else {
        return;
    };
    let lines: Vec<&str> = why.lines().collect();
    if lines.len() < 2 {
        return;
    }
    let height = extent(lines.len() + 2).min(area.height);
    let place = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    Clear.render(place, buf);
    buf.set_style(place, look.style(Role::Text));
    let title = Line::from(look.span("not done", Role::Notice));
    let inside = look.frame(title, "everything is as it was", place, buf);
    for (line, y) in lines.into_iter().zip(inside.y..inside.bottom()) {
        let row = Rect {
            y,
            height: 1,
            ..inside
        };
        let text = look.script.words(&format!(" {}", printable(line)));
        let text = shortened(&text, usize::from(row.width), look);
        look.span(text, Role::Text).render(row, buf);
    }
}

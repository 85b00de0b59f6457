//! The last line: the keys of the current mode, or what the last action has to say.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::look::Look;
use crate::keymap::{self, Row};
use crate::session::Session;
use crate::theme::Role;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, buf: &mut Buffer) {
    if let Some(message) = session.message() {
        let message = look.script.words(&format!(" {message}"));
        look.span(message, Role::Notice).render(area, buf);
        return;
    }
    let labelled = || keymap::rows(session.mode()).filter(|row| !row.label.is_empty());
    let ranks = (0..=8).rev();
    let fits = |rank: &u8| {
        let line = line(labelled().filter(|row| row.rank <= *rank), look);
        line.width() <= usize::from(area.width)
    };
    let rank = ranks.clone().find(fits).unwrap_or(0);
    line(labelled().filter(|row| row.rank <= rank), look).render(area, buf);
}

fn line(rows: impl Iterator<Item = &'static Row>, look: Look) -> Line<'static> {
    let mut spans = vec![Span::raw(" ")];
    for row in rows {
        spans.push(look.span(row.short(look.script), Role::Key));
        spans.push(look.span(format!(" {}  ", row.label), Role::Text));
    }
    Line::from(spans)
}

//! The last line: the keys of the current mode, or what the last action has to say.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::hits::Hits;
use super::look::{Look, extent, shortened};
use super::message;
use crate::keymap::{self, Row};
use crate::printable::printable;
use crate::session::Session;
use crate::theme::Role;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
    if let Some(message) = session.message() {
        let words = message::words(session, message, look);
        let words = look.script.words(&printable(&words));
        let words = shortened(&words, usize::from(area.width.saturating_sub(1)), look);
        look.span(format!(" {words}"), Role::Notice)
            .render(area, buf);
        return;
    }
    let inside = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(1),
        ..area
    };
    keys(session, look, inside, hits, buf);
}

/// The keys of what is open that do something, as many as there is room for; a click on one does what it does.
pub fn keys(session: &Session, look: Look, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
    let does_something = |row: &&Row| {
        let mut actions = row.bound.iter().map(|(_, action, _)| *action);
        !row.label.is_empty() && actions.any(|action| session.offers(action))
    };
    let labelled = || keymap::rows(session.mode()).filter(does_something);
    let width = |rank: u8| {
        let rows = labelled().filter(|row| row.rank <= rank);
        rows.map(|row| label(row, look).width()).sum::<usize>()
    };
    let mut ranks = (0..=8).rev();
    let rank = ranks.find(|&rank| width(rank) <= usize::from(area.width) + 2);
    let rank = rank.unwrap_or(0);
    let mut place = area;
    for row in labelled().filter(|row| row.rank <= rank) {
        let label = label(row, look);
        let width = extent(label.width()).min(place.width);
        let button = Rect { width, ..place };
        label.render(button, buf);
        if let [(_, action, _), ..] = row.bound {
            hits.add(button, *action);
        }
        place = Rect {
            x: place.x + width,
            width: place.width - width,
            ..place
        };
    }
}

fn label(row: &Row, look: Look) -> Line<'static> {
    let key: Span<'_> = look.span(row.short(look.script), Role::Key);
    Line::from(vec![
        key,
        look.span(format!(" {}  ", row.label), Role::Text),
    ])
}

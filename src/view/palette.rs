//! The command palette: the commands that fit what is typed, over the panel that is open.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::hits::Hits;
use super::look::{Look, extent};
use super::matrix::window;
use crate::keymap::{Command, commands};
use crate::session::Session;
use crate::theme::Role;

/// The columns it takes at the most.
const WIDTH: u16 = 62;

/// The columns of the key.
const KEY: usize = 10;

/// Draws it at the foot of `area`.
pub fn render(session: &Session, look: Look, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
    let commands = commands(session.panel(), session.line().text());
    let height = extent(commands.len() + 2).min(area.height * 3 / 4).max(3);
    let place = Rect {
        y: area.bottom().saturating_sub(height),
        width: area.width.min(WIDTH),
        height,
        ..area
    }
    .intersection(area);
    Clear.render(place, buf);
    buf.set_style(place, look.style(Role::Text));
    let note = format!("{} of {}", commands.len(), self::commands_in_all(session));
    let title = Line::from(look.span("commands", Role::Title));
    let inside = look.frame(title, &note, place, buf);
    let chosen = session.chosen().min(commands.len().saturating_sub(1));
    let shown = window(commands.len(), usize::from(inside.height), chosen);
    for (at, y) in shown.zip(inside.y..inside.bottom()) {
        let row = Rect {
            y,
            height: 1,
            ..inside
        };
        line(commands[at], at == chosen, look).render(row, buf);
        if at == chosen {
            buf.set_style(row, look.style(Role::Lit));
        }
        hits.add(row, commands[at].action);
    }
    if commands.is_empty() {
        let typed = session.line().text().trim();
        let words = match typed.parse::<usize>() {
            Ok(number) => format!(" Enter goes to step {number}"),
            Err(_) => " no such command; a number goes to that step".to_owned(),
        };
        look.span(words, Role::Dim).render(inside, buf);
    }
}

fn commands_in_all(session: &Session) -> usize {
    commands(session.panel(), "").len()
}

fn line(command: Command, is_chosen: bool, look: Look) -> Line<'static> {
    let mark = if is_chosen {
        look.glyph(" ▶ ", " > ")
    } else {
        "   "
    };
    let key = command.key.name(look.script);
    let gap = " ".repeat(KEY.saturating_sub(key.chars().count()));
    Line::from(vec![
        look.span(mark, Role::Now),
        look.span(format!("{key}{gap}"), Role::Key),
        look.span(look.script.words(command.name), Role::Text),
    ])
}

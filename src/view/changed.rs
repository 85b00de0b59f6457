//! What an edit changed: before → after, and what is said of it under a step.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::badge;
use super::look::{Look, shortened};
use super::message::{entry_name, number};
use crate::engine::ordinal;
use crate::keymap;
use crate::page::{Changed, scalar};
use crate::session::{Action, Mode, Session};
use crate::theme::Role;

/// The digits of a difference.
const DIGITS: usize = 3;

/// `name: before → after (difference)`
pub fn line(change: &Changed, look: Look) -> Line<'static> {
    let arrow = look.glyph(" → ", " -> ");
    let difference = look.script.number(&change.difference(DIGITS));
    let sign = if change.after > change.before {
        "+"
    } else {
        ""
    };
    Line::from(vec![
        look.math(&change.name, Role::Changed),
        look.span(": ", Role::Dim),
        look.span(number(change.before, look), Role::Dim),
        look.span(arrow, Role::Dim),
        look.span(number(change.after, look), Role::Changed),
        look.span(format!("  ({sign}{difference})"), Role::Dim),
    ])
}

/// The columns that the notes on a panel's border take.
pub fn width(session: &Session, look: Look, area: Rect) -> usize {
    padded(session, look, area).width()
}

/// The notes, a blank on each side; nothing where there is nothing to say.
fn padded(session: &Session, look: Look, area: Rect) -> Line<'static> {
    // On a step, the key that asks where a number came from stands on the same border.
    let key = if session.panel() == Mode::Walk {
        badge::KEY
    } else {
        0
    };
    let room = usize::from(area.width).saturating_sub(7 + key);
    let mut line = notes(session, room, look);
    if !line.spans.is_empty() {
        line.spans.insert(0, look.span(" ", Role::Text));
        line.spans.push(look.span(" ", Role::Text));
    }
    line
}

/// Draws the notes on the lower border of the panel in `area`.
pub fn render(session: &Session, look: Look, area: Rect, buf: &mut Buffer) {
    Look::on_lower_border(padded(session, look, area), area, buf);
}

/// What is to be known of the walk as a whole: what is edited, where it begins to differ and what comes of it, or whose
/// values these are; and where the first number is that is not finite.
fn notes(session: &Session, room: usize, look: Look) -> Line<'static> {
    let what_if = session.what_if();
    let place = |entry: crate::engine::Entry| {
        let network = session.trace().network();
        ordinal(session.walk().place_making(entry.quantity, network))
    };
    // The higher its rank, the earlier a note gives way where room is short.
    let mut notes: Vec<(u8, Span<'static>)> = Vec::new();
    let mut say = |rank: u8, words: String, role: Role| {
        // An edit's look has no colour of its own, and would take the frame's.
        let style = match role {
            Role::Changed => look.style(Role::Now).patch(look.style(role)),
            role => look.style(role),
        };
        notes.push((rank, Span::styled(words, style)));
    };
    if what_if.shows_own() {
        say(0, "the file's own values".to_owned(), Role::Changed);
    } else if what_if.is_edited() {
        say(
            0,
            format!("what if: {}", edits(session, look)),
            Role::Changed,
        );
        match what_if.differs() {
            Some(entry) => say(
                2,
                format!("differs from step {} on", place(entry)),
                Role::Text,
            ),
            None => say(2, "nothing computed differs".to_owned(), Role::Text),
        }
        if let Some(before) = what_if.before() {
            let name = look.script.write(&scalar(session.trace()));
            let [before, after] =
                [before, session.trace()].map(|trace| number(trace.value(), look));
            let arrow = look.glyph(" → ", " -> ");
            say(3, format!("{name} {before}{arrow}{after}"), Role::Text);
        }
    }
    if let Some(entry) = session.trace().first_non_finite() {
        let value = entry.value(session.trace()).unwrap_or(f64::NAN);
        let name = entry_name(session.trace(), entry, look);
        let words = format!(
            "not finite since step {}: {name} = {}",
            place(entry),
            number(value, look)
        );
        say(1, words, Role::Notice);
    }
    if session.is_outdated() {
        let key = keymap::key_of(Action::Reload);
        let key = key.map_or_else(String::new, |key| key.name(look.script).into_owned());
        notes.push((
            1,
            look.span(format!("the file has changed: {key}"), Role::Notice),
        ));
    }
    fitting(notes, room, look)
}

/// What was edited: one entry by its name, several by their number, and how many descent steps were taken.
fn edits(session: &Session, look: Look) -> String {
    let (values, descents) = (session.what_if().values(), session.what_if().descents());
    let steps = match descents {
        1 => "1 descent step".to_owned(),
        steps => format!("{steps} descent steps"),
    };
    match (values.len(), values.last_key_value()) {
        (1, Some((entry, _))) if descents == 0 => {
            format!("{} edited", entry_name(session.trace(), *entry, look))
        }
        (0, _) if descents > 0 => steps,
        (count, _) if descents == 0 => format!("{count} edits"),
        (1, _) => format!("{steps}, 1 edit"),
        (count, _) => format!("{steps}, {count} edits"),
    }
}

/// As many of the notes as `room` columns hold.
fn fitting(mut notes: Vec<(u8, Span<'static>)>, room: usize, look: Look) -> Line<'static> {
    loop {
        let dot = look.span(look.glyph(" · ", " - "), Role::Dim);
        let spans = notes.iter().map(|(_, note)| note.clone());
        let line = Line::from(spans.collect::<Vec<_>>());
        let width = line.width() + dot.width() * notes.len().saturating_sub(1);
        if let ([(_, note)], true) = (notes.as_slice(), width > room) {
            let words = shortened(&note.content, room, look);
            return Line::from(Span::styled(words, note.style));
        }
        if width <= room {
            let mut spans = Vec::new();
            for span in line.spans {
                if !spans.is_empty() {
                    spans.push(dot.clone());
                }
                spans.push(span);
            }
            return Line::from(spans);
        }
        let last = notes.iter().map(|(rank, _)| *rank).max();
        notes.retain(|(rank, _)| Some(*rank) != last);
    }
}

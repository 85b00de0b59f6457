//! The prompts, in the footer's place: a line of text, or a question.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::footer;
use super::hits::Hits;
use super::look::{Look, extent};
use super::message::{entry_name, number};
use crate::page::symbol;
use crate::session::{Message, Mode, Session};
use crate::theme::Role;

/// The columns that the line of text keeps, whatever is said beside it.
const LEAST: usize = 20;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
    let (lead, note) = words(session, look);
    let mode = session.mode();
    let mut line = Line::from(look.span(format!(" {lead}"), Role::Text));
    let note = look.span(note, Role::Dim);
    if mode.is_line() || mode == Mode::GoTo {
        let taken = line.width() + note.width();
        let room = usize::from(area.width).saturating_sub(taken + 2).max(LEAST);
        line.spans.extend(typed(session, room, look));
    }
    line.push_span(note);
    line.push_span(Span::raw("   "));
    let keys = Rect {
        x: area.x + extent(line.width()).min(area.width),
        width: area.width.saturating_sub(extent(line.width())),
        ..area
    };
    line.render(area, buf);
    footer::keys(session, look, keys, hits, buf);
}

/// What stands before the line of text, and after it.
fn words(session: &Session, look: Look) -> (String, String) {
    let nothing = String::new;
    match session.mode() {
        Mode::GoTo => {
            let steps = session.walk().steps().len();
            ("go to step ".to_owned(), format!(" of {steps}"))
        }
        Mode::Command => (":".to_owned(), nothing()),
        Mode::Search => ("/".to_owned(), nothing()),
        Mode::Edit => {
            let entry = session.edited_entry();
            let name = entry.map(|entry| entry_name(session.trace(), entry, look));
            let was = entry
                .and_then(|entry| entry.value(session.what_if().own()))
                .map(|value| format!("  the file has {}", number(value, look)));
            // There is no other line to say it on.
            let note = match session.message() {
                Some(Message::NotANumber(_)) => Some("  is no number: 0.25, 1e-3, 1/3".to_owned()),
                _ => was,
            };
            (
                format!("{} = ", name.unwrap_or_default()),
                note.unwrap_or_default(),
            )
        }
        Mode::SaveAs => ("save as ".to_owned(), nothing()),
        Mode::Replace => {
            let what = if session.is_conflict() {
                "was changed by another program"
            } else {
                "exists already"
            };
            (format!("{} {what}", session.line().text()), nothing())
        }
        Mode::Copy => {
            let selected = session.selected_entry().map(|entry| entry.quantity);
            let name =
                selected.map(|quantity| look.script.write(&symbol(session.trace(), quantity)));
            (format!("copy {} as", name.unwrap_or_default()), nothing())
        }
        _ => {
            let what_if = session.what_if();
            let edits = what_if.values().len() + what_if.descents();
            let are = if edits == 1 { "edit is" } else { "edits are" };
            (format!("{edits} {are} not saved"), nothing())
        }
    }
}

/// The line of text in at most `room` columns, its end and the cursor in sight.
fn typed(session: &Session, room: usize, look: Look) -> Vec<Span<'static>> {
    let line = session.line();
    let characters: Vec<char> = line.text().chars().collect();
    let cursor = line.cursor().min(characters.len());
    let start = (cursor + 1).saturating_sub(room);
    let end = characters.len().min(start + room);
    let part = |range: std::ops::Range<usize>| {
        let text: String = characters[range].iter().collect();
        look.span(text, Role::Title)
    };
    let under = characters.get(cursor).copied().unwrap_or(' ');
    vec![
        part(start..cursor),
        look.span(under.to_string(), Role::Selected),
        part((cursor + 1).min(end)..end),
    ]
}

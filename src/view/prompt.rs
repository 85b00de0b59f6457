//! The prompts, in the footer's place: a line of text, or a question.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::footer;
use super::hits::Hits;
use super::look::{Look, extent};
use super::message::{entry_name, number};
use crate::page::symbol;
use crate::printable::{characters, printable};
use crate::session::{Conflict, Message, Mode, Session};
use crate::theme::Role;

/// The columns that the line of text keeps, whatever is said beside it.
const LEAST: usize = 20;

/// The columns that the keys which answer a question are left.
const ANSWERS: usize = 34;

/// Draws it.
pub fn render(session: &Session, look: Look, area: Rect, hits: &mut Hits, buf: &mut Buffer) {
    let (lead, note) = words(session, usize::from(area.width), look);
    let lead = look.script.words(&lead);
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

/// What stands before the line of text, and after it, on a screen of `width` columns.
fn words(session: &Session, width: usize, look: Look) -> (String, String) {
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
            let what = match session.conflict() {
                Some(Conflict::Text) => " was changed by another program",
                Some(Conflict::Tensors) => ": its tensors were changed",
                None => " exists already",
            };
            let room = width.saturating_sub(what.len() + ANSWERS).max(LEAST / 2);
            let path = end_of(session.line().text(), room, look);
            (format!("{path}{what}"), nothing())
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

/// The end of `path`, which names the file, in `room` columns.
fn end_of(path: &str, room: usize, look: Look) -> String {
    let path = printable(path);
    let width = |text: &str| Line::raw(text).width();
    if width(&path) <= room {
        return path.into_owned();
    }
    let ellipsis = look.glyph("…", "~");
    let room = room.saturating_sub(width(ellipsis));
    let mut starts = path.char_indices().map(|(at, _)| &path[at..]);
    let end = starts.find(|end| width(end) <= room).unwrap_or_default();
    format!("{ellipsis}{end}")
}

/// The line of text in about `room` columns, its end and the cursor in sight.
fn typed(session: &Session, room: usize, look: Look) -> Vec<Span<'static>> {
    let line = session.line();
    let written = |character: Cow<'_, str>| look.script.words(&character);
    let shown: Vec<String> = characters(line.text()).map(written).collect();
    let cursor = line.cursor().min(shown.len());
    let is_mark = |at: usize| Line::raw(&*shown[at]).width() == 0;
    // Marks stand on the character before them, and where that is not, as their escapes.
    let after = (cursor + 1..shown.len()).find(|&at| !is_mark(at));
    let after = after.unwrap_or(shown.len()).max(cursor);
    let under = printable(&shown[cursor..after].concat()).into_owned();
    let under = if under.is_empty() {
        " ".to_owned()
    } else {
        under
    };
    let width = |range: Range<usize>| Line::raw(shown[range].concat()).width();
    let room = room.saturating_sub(Line::raw(&*under).width());
    let starts = |start: &usize| !is_mark(*start) && width(*start..cursor) <= room;
    let start = (0..cursor).find(starts).unwrap_or(cursor);
    let left = room.saturating_sub(width(start..cursor));
    let ends = |end: &usize| width(after..*end) <= left;
    let end = (after..=shown.len()).rev().find(ends).unwrap_or(after);
    let part = |range: Range<usize>| look.span(shown[range].concat(), Role::Title);
    vec![
        part(start..cursor),
        look.span(under, Role::Selected),
        part(after..end),
    ]
}

//! The checks in full: a row for each quantity; or the error of a difference over its step.

mod chart;
mod curve;
pub(super) mod dots;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::look::Look;
use crate::engine::checked;
use crate::page::{METHODS, checked_scalar, checked_scalars, verdict};
use crate::session::Session;
use crate::theme::Role;

/// Draws them.
pub fn render(session: &Session, look: Look, area: Rect, buf: &mut Buffer) {
    let entry = session.curve_entry();
    let trace = session.trace();
    let scalar = checked_scalar(trace, trace.objective());
    let (title, note) = match entry {
        Some(_) => ("a central difference and its step h, ", ""),
        None => ("the checks, ", METHODS),
    };
    let title = Line::from(vec![
        look.span(title, Role::Title),
        look.span(scalar, Role::Gradient),
    ]);
    let fits = title.width() + note.len() + 10 <= usize::from(area.width);
    let frame = look.frame(title, if fits { note } else { "" }, area, buf);
    let inside = Rect {
        x: frame.x + 2,
        width: frame.width.saturating_sub(4),
        ..frame
    };
    match entry {
        Some(entry) => curve::render(session, entry, look, inside, buf),
        None => lines(table::lines(session, look, inside), inside, buf),
    }
}

/// `lines`, one under another.
fn lines(lines: Vec<Line<'static>>, area: Rect, buf: &mut Buffer) {
    for (line, y) in lines.into_iter().zip(area.y..area.bottom()) {
        let place = Rect {
            y,
            height: 1,
            ..area
        };
        line.render(place, buf);
    }
}

/// How many rows there will be: of each quantity one for each component, and one for the loss if there is a target.
fn expected(session: &Session) -> usize {
    let trace = session.trace();
    let objectives = trace.network().outputs() + usize::from(trace.target().is_some());
    checked(trace.network()).count() * objectives
}

/// What all rows come to, or how many are still to come.
fn overall(session: &Session, look: Look) -> Line<'static> {
    let (trace, all) = (session.trace(), expected(session));
    let Some(report) = session.check().filter(|report| !report.rows.is_empty()) else {
        let words = format!("0 of {all} rows computed");
        return Line::from(look.span(words, Role::Pending));
    };
    let found = report.rows.len();
    let role = if report.passed() {
        Role::Done
    } else {
        Role::Notice
    };
    let so_far = verdict(report);
    let words = if found < all {
        format!("{found} of {all} rows computed; so far: {so_far}")
    } else {
        format!("all {all} rows, {}: {so_far}", checked_scalars(trace))
    };
    Line::from(look.span(words, role))
}

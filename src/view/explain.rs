//! The selected entry, explained: what it is, every digit, its arithmetic term by term.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget};

use super::look::Look;
use super::matrix::window;
use super::sums;
use crate::page::{Explanation, Math, Operator, Page, Written};
use crate::session::Session;
use crate::theme::Role;

/// Draws it in the place of the step.
pub fn render(session: &Session, page: &Page<'_>, look: Look, area: Rect, buf: &mut Buffer) {
    let Some(explanation) = Explanation::of(page, session.captions()) else {
        return;
    };
    let title = Line::from(vec![
        look.span("explain ", Role::Now),
        look.math(&explanation.name, Role::Now),
    ]);
    let note = page.title.write(look.script);
    let inside = look.frame(title, &note, area, buf);
    let place = Rect {
        x: inside.x + 2,
        width: inside.width.saturating_sub(4),
        ..inside
    };
    let mut lines = lines(&explanation, usize::from(place.width), look);
    // A long sum is seen round its selected term, so that the keys that choose an entry scroll it.
    let lit = |line: &Line<'_>| {
        line.spans
            .last()
            .is_some_and(|span| span.style == look.style(Role::Now))
    };
    let focus = lines.iter().position(lit).unwrap_or(0);
    for prose in &explanation.prose {
        lines.push(Line::default());
        let wrapped = prose.wrapped(look.script, usize::from(place.width));
        lines.extend(
            wrapped
                .into_iter()
                .map(|line| Line::from(look.span(line, Role::Dim))),
        );
    }
    let height = usize::from(place.height);
    let start = window(lines.len(), height, focus).start + session.scrolled();
    let start = start.min(lines.len().saturating_sub(height));
    let shown = start..(start + height).min(lines.len());
    Paragraph::new(lines[shown].to_vec()).render(place, buf);
}

/// What it says: the value, what it is, and its arithmetic.
pub fn lines(explanation: &Explanation, width: usize, look: Look) -> Vec<Line<'static>> {
    let mut lines = vec![value(explanation, look)];
    let about = explanation.about.wrapped(look.script, width);
    lines.extend(
        about
            .into_iter()
            .map(|line| Line::from(look.span(line, Role::Dim))),
    );
    for written in &explanation.sums {
        lines.push(Line::default());
        lines.extend(term_by_term(written, look));
    }
    lines
}

fn value(explanation: &Explanation, look: Look) -> Line<'static> {
    let number = look.script.number(&explanation.value);
    Line::from(vec![
        look.math(&explanation.name, Role::Title),
        look.math(&Math::Sign(Operator::Equals), Role::Text),
        look.span(number, Look::sign(explanation.value.read())),
    ])
}

/// One term a line, so that each can be pointed at.
fn term_by_term(written: &Written, look: Look) -> Vec<Line<'static>> {
    // In no room at all every term has a line of its own.
    sums::lines(written, true, 0, look)
}

//! The selected entry, explained: what it is, every digit, its arithmetic term by term.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
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
    let mut lines = lines(&explanation, look);
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
    let shown = window(lines.len(), usize::from(place.height), focus);
    Paragraph::new(lines[shown].to_vec()).render(place, buf);
}

/// What it says: the value, what it is, and its arithmetic.
pub fn lines(explanation: &Explanation, look: Look) -> Vec<Line<'static>> {
    let mut lines = vec![value(explanation, look)];
    lines.push(Line::from(
        look.span(explanation.about.write(look.script), Role::Dim),
    ));
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
    let name = look.math(&written.name, Role::Title);
    let equals = look.math(&Math::Sign(Operator::Equals), Role::Text);
    let indent = " ".repeat(name.width() + equals.width());
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (at, term) in written.terms.iter().enumerate() {
        let role = if written.lit == Some(at) {
            Role::Now
        } else {
            Role::Text
        };
        let start = if at == 0 {
            vec![name.clone(), equals.clone()]
        } else {
            vec![Span::raw(indent.clone())]
        };
        let term = look.script.write(term);
        lines.push(Line::from(start));
        if let Some(line) = lines.last_mut() {
            line.push_span(look.span(term.trim_start().to_owned(), role));
        }
    }
    let result = sums::result(written, look);
    if !result.is_empty() {
        let mut spans = vec![Span::raw(" ".repeat(name.width()))];
        spans.extend(result);
        lines.push(Line::from(spans));
    }
    lines
}

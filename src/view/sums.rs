//! Written-out arithmetic: the entry's name, its terms, = or ≈, and the result, broken between terms.

use ratatui::text::{Line, Span};

use super::look::Look;
use crate::page::{Math, Operator, Written};
use crate::theme::Role;

/// `written` in lines of at most `width` columns; the terms of a broken sum stand under one another.
pub fn lines(written: &Written, lit: bool, width: usize, look: Look) -> Vec<Line<'static>> {
    let name = look.math(&written.name, Role::Now);
    let equals = look.math(&Math::Sign(Operator::Equals), Role::Text);
    let indent = name.width() + equals.width();
    let mut lines = Vec::new();
    let mut line = Line::from(vec![name, equals]);
    let mut push = |line: &mut Line<'static>, spans: Vec<Span<'static>>| {
        let taken: usize = spans.iter().map(Span::width).sum();
        if line.width() + taken > width && line.width() > indent {
            let next = Line::from(Span::raw(" ".repeat(indent)));
            lines.push(std::mem::replace(line, next));
        }
        line.spans.extend(spans);
    };
    for (at, term) in written.terms.iter().enumerate() {
        let role = if lit && written.lit == Some(at) {
            Role::Now
        } else {
            Role::Text
        };
        push(&mut line, vec![look.math(term, role)]);
    }
    push(&mut line, result(written, look));
    lines.push(line);
    lines
}

/// The relation and the result; nothing where the result is all there is to say.
pub fn result(written: &Written, look: Look) -> Vec<Span<'static>> {
    if written.is_given() {
        return Vec::new();
    }
    let role = Look::sign(written.result.read());
    let result = Span::styled(
        look.script.number(&written.result),
        look.style(Role::Title).patch(look.style(role)),
    );
    vec![look.math(&Math::Sign(written.relation), Role::Text), result]
}

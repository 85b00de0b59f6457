//! Written-out arithmetic: the entry's name, its terms, = or ≈, and the result, broken between terms.

use ratatui::text::{Line, Span};

use super::look::Look;
use crate::page::{Part, Written};
use crate::theme::Role;

/// `written` in lines of at most `width` columns; `lit` says whether its selected term is to be seen.
pub fn lines(written: &Written, lit: bool, width: usize, look: Look) -> Vec<Line<'static>> {
    let span = |(part, text): (Part, String)| match part {
        Part::Name => look.span(text, Role::Now),
        Part::LitTerm if lit => look.span(text, Role::Now),
        Part::Result => result(text, written, look),
        Part::Indent | Part::Term | Part::LitTerm | Part::Relation => look.span(text, Role::Text),
    };
    let lines = written.lines(look.script, width);
    lines
        .into_iter()
        .map(|line| line.into_iter().map(span).collect())
        .collect()
}

/// The result, bold and in the colour of its sign.
fn result(text: String, written: &Written, look: Look) -> Span<'static> {
    let sign = look.style(Look::sign(written.result.read()));
    Span::styled(text, look.style(Role::Title).patch(sign))
}

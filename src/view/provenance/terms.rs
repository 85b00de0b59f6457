//! What a number is made of: a line a term, with its share as a bar and its operands.

use ratatui::text::{Line, Span};

use super::mark;
use crate::engine::Trace;
use crate::page::{Given, Term};
use crate::theme::Role;
use crate::view::bar::filled;
use crate::view::look::Look;
use crate::view::message::{entry_name, number};

/// The columns of a term's value and of its bar.
const COLUMNS: (usize, usize) = (14, 12);

/// A term: its value, its share as a bar, and its operands. Where `width` is short, the bar gives way to the operands.
pub fn term(
    trace: &Trace,
    term: &Term,
    chosen: Option<usize>,
    width: usize,
    look: Look,
) -> Line<'static> {
    let mut lines = [COLUMNS.1, COLUMNS.1 / 2, 0]
        .into_iter()
        .map(|bar| with_bar(trace, term, chosen, bar, look));
    let shortest = with_bar(trace, term, chosen, 0, look);
    lines.find(|line| line.width() <= width).unwrap_or(shortest)
}

fn with_bar(
    trace: &Trace,
    term: &Term,
    chosen: Option<usize>,
    bar: usize,
    look: Look,
) -> Line<'static> {
    let (value, _) = COLUMNS;
    let sign = if term.value > 0.0 { "+" } else { "" };
    let text = format!("{sign}{}", number(term.value, look));
    let share = if term.share.is_finite() {
        format!("{:>4.0}% ", 100.0 * term.share.abs())
    } else {
        "      ".to_owned()
    };
    let filled = if bar == 0 {
        String::new()
    } else {
        filled(term.share.abs(), bar, look)
    };
    let gap = " ".repeat(bar.saturating_sub(filled.chars().count()) + 2 * usize::from(bar > 0));
    let mut spans = vec![
        mark(chosen.is_some(), look),
        look.span(format!("{text:<value$}"), Look::sign(term.value)),
        look.span(share, Role::Dim),
        look.span(filled, Look::sign(term.value)),
        Span::raw(gap),
    ];
    for (at, operand) in term.operands.iter().enumerate() {
        if at > 0 {
            spans.push(look.span(look.glyph(" · ", " * "), Role::Dim));
        }
        spans.extend(self::operand(trace, operand, chosen == Some(at), look));
    }
    Line::from(spans)
}

/// An operand: its name and its value.
fn operand(trace: &Trace, given: &Given, is_chosen: bool, look: Look) -> Vec<Span<'static>> {
    let name = given.entry.map(|entry| entry_name(trace, entry, look));
    let role = match (is_chosen, given.entry) {
        (true, Some(_)) => Role::Selected,
        _ => Role::Text,
    };
    let mut spans = Vec::new();
    if let Some(name) = name {
        spans.push(look.span(name, role));
        spans.push(Span::raw(" "));
    }
    let text = number(given.value, look);
    spans.push(look.span(text, Look::sign(given.value)));
    spans
}

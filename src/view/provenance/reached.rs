//! What a number reaches: a line a quantity that is computed from it, and one for all that follows.

use ratatui::text::{Line, Span};

use super::mark;
use crate::engine::{Quantity, Trace};
use crate::page::{Provenance, Reach, symbol};
use crate::session::Session;
use crate::theme::Role;
use crate::view::look::Look;
use crate::view::message::{entry_name, number};

/// The columns of a quantity's name.
const NAME: usize = 14;

/// A quantity that is reached: which of its entries, and the chosen one of them.
pub fn reached(
    session: &Session,
    reach: &Reach,
    chosen: Option<usize>,
    look: Look,
) -> Line<'static> {
    let entry = reach.entry(chosen.unwrap_or(0));
    let entries = if reach.entries == 1 {
        "one entry".to_owned()
    } else {
        format!("{} entries", reach.entries)
    };
    let name = look.script.write(&reach.name);
    let gap = " ".repeat(NAME.saturating_sub(Line::raw(name.as_str()).width()) + 1);
    let role = if chosen.is_some() {
        Role::Selected
    } else {
        Role::Text
    };
    let value = entry
        .value(session.trace())
        .filter(|_| session.is_known(entry));
    let value = match value {
        Some(value) => look.span(number(value, look), Look::sign(value)),
        None => look.span(look.glyph("·", "."), Role::Pending),
    };
    Line::from(vec![
        mark(chosen.is_some(), look),
        look.span(format!("{name}{gap}"), Role::Text),
        look.span(format!("{entries:<14}"), Role::Dim),
        look.span(entry_name(session.trace(), entry, look), role),
        Span::raw(" "),
        value,
    ])
}

/// What is reached in turn, as much of it as a line holds: the first and the last.
pub fn later(trace: &Trace, provenance: &Provenance, width: usize, look: Look) -> Line<'static> {
    let name = |quantity: &Quantity| look.script.write(&symbol(trace, *quantity));
    let names: Vec<String> = provenance.later.iter().map(name).collect();
    let all = names.len();
    let shown = |count: usize| {
        let head = names[..count].join(", ");
        let (hidden, last) = (all - count - 1, &names[all - 1]);
        let gap = if hidden > 0 {
            format!("{} ", look.script.gap(hidden))
        } else {
            String::new()
        };
        format!("  and through it {head}, {gap}{last}")
    };
    let fits = |text: &String| Line::raw(text.as_str()).width() <= width;
    let text = if let [only] = names.as_slice() {
        format!("  and through it {only}")
    } else {
        let mut shorter = (1..all).rev().map(shown);
        shorter.find(fits).unwrap_or_else(|| shown(1))
    };
    Line::from(look.span(text, Role::Dim))
}

//! Keys that a file has twice: where the first of them is.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::refusal::{Fault, quote};

/// The longest text that is read again for the line of the first key.
const LONG: usize = 1 << 20;

/// The key at `span` is there already.
pub(super) fn fault(span: Range<usize>, text: &str) -> Fault {
    let written = text.get(span.clone()).unwrap_or_default();
    let name = written.trim_matches(['"', '\'']);
    let line = |at: usize| text[..at].split('\n').count();
    let first = first(name, span.start, text);
    let fault = Fault::new(span, format!("duplicate key {}", quote(name)));
    let fault = match first {
        Some(at) => fault.label(format!("it is in line {} already", line(at))),
        None => fault,
    };
    if name == "layer" {
        fault.help("each layer begins with a line of its own, [[layer]]")
    } else {
        fault
    }
}

/// Where the key called `name` is that the one at `before` repeats.
fn first(name: &str, before: usize, text: &str) -> Option<usize> {
    if text.len() > LONG {
        return None;
    }
    let (document, _) = DeTable::parse_recoverable(text);
    let line = text[..before].rfind('\n').map_or(0, |feed| feed + 1);
    let is_header = text[line..before].trim_start().starts_with('[');
    // A table that cannot be put together is left out of the document.
    let of_file =
        last(document.get_ref(), name, before, false).or_else(|| header(name, &text[..line]));
    of_file
        .filter(|_| is_header)
        .or_else(|| last(document.get_ref(), name, before, true))
}

/// Where the first header of a table of that name is.
fn header(name: &str, text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        *at += line.len();
        Some((*at - line.len(), line))
    });
    lines.find_map(|(at, line)| {
        let inside = line
            .trim_start()
            .strip_prefix('[')?
            .trim_start_matches(['[', ' ', '\t']);
        let rest = inside.strip_prefix(name)?.trim_start();
        rest.starts_with([']', '.']).then_some(at)
    })
}

/// The last key of that name before the byte `before`, in `table` or, if `deep`, in what is in it.
fn last(table: &DeTable<'_>, name: &str, before: usize, deep: bool) -> Option<usize> {
    let own = table
        .keys()
        .filter(|key| key.get_ref() == name)
        .map(|key| key.span().start);
    let own = own.filter(|at| *at < before).max();
    let inner = table.values().filter(|_| deep);
    own.max(
        inner
            .filter_map(|value| within(value.get_ref(), name, before))
            .max(),
    )
}

fn within(value: &DeValue<'_>, name: &str, before: usize) -> Option<usize> {
    match value {
        DeValue::Table(table) => last(table, name, before, true),
        DeValue::Array(items) => {
            let items = items.iter();
            items
                .filter_map(|item| within(item.get_ref(), name, before))
                .max()
        }
        _ => None,
    }
}

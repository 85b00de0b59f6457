//! Which bytes of a file's text are replaced by which others.

use std::{collections::BTreeMap, iter, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::super::{
    NetworkFile, field::Section, layer, refusal::Fault, written::number as written,
};

/// What is written instead of the bytes from the key of the map to the first of the pair.
pub type Pieces = BTreeMap<usize, (usize, String)>;

/// What is to be written, and where, for `file`, whose text and document these are, to mean what is `meant`.
pub fn pieces(
    text: &str,
    document: &DeTable<'_>,
    file: &NetworkFile,
    meant: &NetworkFile,
) -> Result<Pieces, Fault> {
    let top = &Section::top(document);
    let mut pieces = Pieces::new();
    let mut added = Vec::new();
    for (key, old, new) in [("x", &file.x, &meant.x), ("y", &file.y, &meant.y)] {
        let (old, new) = (old.iter().flatten(), new.iter().flatten());
        match top.field(key) {
            Some(field) => replace(&mut pieces, field.list()?, old, new),
            None if new.clone().next().is_some() => {
                let numbers: Vec<_> = new.map(|entry| written(*entry)).collect();
                added.push(format!("{key} = [{}]", numbers.join(", ")));
            }
            None => {}
        }
    }
    if !added.is_empty() {
        let (at, added) = addition(text, top, &added);
        pieces.insert(at, (at, added));
    }
    for (section, l) in layer::sections(top)?.iter().zip(2..) {
        let (old, new) = (file.network.layer(l), meant.network.layer(l));
        let rows = section.required("W")?.list()?;
        for (row, index) in rows.iter().zip(0..) {
            let items = row.get_ref().as_array().map_or(&[][..], |row| row);
            let (old, new) = (old.weights.row(index), new.weights.row(index));
            replace(&mut pieces, items, old.iter(), new.iter());
        }
        let items = section.required("b")?.list()?;
        replace(&mut pieces, items, old.bias.iter(), new.bias.iter());
    }
    Ok(pieces)
}

/// Those of the numbers `items` whose bits differ, written anew.
fn replace<'a>(
    pieces: &mut Pieces,
    items: &[Spanned<DeValue<'_>>],
    old: impl Iterator<Item = &'a f64>,
    new: impl Iterator<Item = &'a f64>,
) {
    for (item, (old, new)) in iter::zip(items, old.zip(new)) {
        if old.to_bits() != new.to_bits() {
            let Range { start, end } = item.span();
            pieces.insert(start, (end, written(*new)));
        }
    }
}

/// Where `lines` may be added as keys of the file itself, and their text: after the last of those that are written out
/// as `key = …`, or else before all that is there.
fn addition(text: &str, top: &Section<'_>, lines: &[String]) -> (usize, String) {
    let feed = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: String = lines.iter().flat_map(|line| [line, feed]).collect();
    let last = top.entries().filter_map(|(key, value)| {
        // The place of a table with a header is its header, which holds the key; that of one made by dotted keys is the
        // key.
        let plain = value.span().start >= key.span().start && key.get_ref() != "layer";
        plain.then(|| end(value))
    });
    if let Some(last) = last.max() {
        return match text[last..].find('\n') {
            Some(length) => (last + length + 1, lines),
            None => (text.len(), format!("{feed}{lines}")),
        };
    }
    let first = top
        .entries()
        .map(|(key, value)| key.span().start.min(value.span().start));
    let first = first.min().unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    (start, format!("{lines}{feed}"))
}

/// Where a value ends: one made by dotted keys, where the last of its own does.
fn end(value: &Spanned<DeValue<'_>>) -> usize {
    let own = value.span().end;
    match value.get_ref() {
        DeValue::Table(table) => table.values().map(end).fold(own, usize::max),
        _ => own,
    }
}

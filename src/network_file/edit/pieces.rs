//! Which bytes of a file's text are replaced by which others.

use std::{collections::BTreeMap, iter, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    super::{
        field::{Field, Section},
        reference::Reference,
        refusal::Fault,
        text,
        written::number,
    },
    Edits,
    place::{Place, given, slice},
};
use crate::tensor_file::Stored;

/// What is written instead of the bytes from the key of the map to the first of the pair.
type Pieces = BTreeMap<usize, (usize, String)>;

/// What is to be written, and where, for the file with this text and document to mean what `edits` do; and the tensors
/// that the new tensor file has to hold.
pub fn pieces<'n>(
    text: &str,
    document: &DeTable<'_>,
    edits: &Edits<'n>,
) -> Result<(Pieces, Vec<(String, Stored<'n>)>), Fault> {
    let top = &Section::top(document);
    let (mut pieces, mut tensors) = (Pieces::new(), Vec::new());
    let given = given(top)?;
    for (place, field) in &given {
        let (Some(old), Some(new)) = (place.of(edits.read), place.of(edits.meant)) else {
            continue;
        };
        match field.reference()? {
            None => replace(&mut pieces, field, (&old, &new))?,
            Some(_) if !edits.gathers && place.is_same(slice(&new), edits.read) => {}
            Some(reference) => {
                rename(&mut pieces, text, &reference, (edits.beside, &place.name()))?;
                tensors.push((place.name(), turned(new, reference.transpose)));
            }
        }
    }
    let mut added = Vec::new();
    for place in [Place::Input, Place::Target] {
        if let Some(new) = place
            .of(edits.meant)
            .filter(|_| !given.contains_key(&place))
        {
            let numbers: Vec<_> = slice(&new).iter().map(|entry| number(*entry)).collect();
            added.push(format!("{} = [{}]", place.name(), numbers.join(", ")));
        }
    }
    if !added.is_empty() {
        let (at, added) = addition(text, top, &added);
        pieces.insert(at, (at, added));
    }
    Ok((pieces, tensors))
}

/// A matrix as the tensor has it that is read transposed, or not.
const fn turned(stored: Stored<'_>, transpose: bool) -> Stored<'_> {
    match stored {
        Stored::Matrix(matrix) if transpose => Stored::Transposed(matrix),
        stored => stored,
    }
}

/// `reference` names this tensor of this file.
fn rename(
    pieces: &mut Pieces,
    text: &str,
    reference: &Reference,
    (file, tensor): (&str, &str),
) -> Result<(), Fault> {
    let Range { start, end } = reference.file_span;
    let (file, tensor) = (text::string(file), text::string(tensor));
    if let Some(span) = &reference.tensor_span {
        pieces.insert(start, (end, file));
        pieces.insert(span.start, (span.end, tensor));
    } else if text[reference.span.start..].starts_with('{') {
        pieces.insert(start, (end, format!("{file}, tensor = {tensor}")));
    } else {
        let title = format!("{}: the new file needs a tensor name", reference.name);
        let fault = Fault::new(start..end, title);
        return Err(fault.help("written as { file = …, tensor = … } it can be edited"));
    }
    Ok(())
}

/// The numbers that `field` writes out, those of them written anew whose bits differ.
fn replace(
    pieces: &mut Pieces,
    field: &Field<'_>,
    (old, new): (&Stored<'_>, &Stored<'_>),
) -> Result<(), Fault> {
    let items = field.list()?;
    let (Stored::Matrix(old), Stored::Matrix(new)) = (old, new) else {
        let (old, new) = (slice(old).iter(), slice(new).iter());
        replace_items(pieces, items, old, new);
        return Ok(());
    };
    for (row, index) in items.iter().zip(0..) {
        let items = row.get_ref().as_array().map_or(&[][..], |row| row);
        let (old, new) = (old.row(index), new.row(index));
        replace_items(pieces, items, old.iter(), new.iter());
    }
    Ok(())
}

/// Those of the numbers `items` whose bits differ, written anew.
fn replace_items<'a>(
    pieces: &mut Pieces,
    items: &[Spanned<DeValue<'_>>],
    old: impl Iterator<Item = &'a f64>,
    new: impl Iterator<Item = &'a f64>,
) {
    for (item, (old, new)) in iter::zip(items, old.zip(new)) {
        if old.to_bits() != new.to_bits() {
            let Range { start, end } = item.span();
            pieces.insert(start, (end, number(*new)));
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

//! The entries of a tensor, read in chunks straight to where they stay.

use std::io::{self, Read};
use std::ops::Range;

use super::dtype::Encoding;

/// The entries that are read at a time; 1 MiB of doubles.
const CHUNK: usize = 1 << 17;

/// The columns that are transposed at a time: those of one cache line.
const BLOCK: usize = 8;

/// Why the entries of a tensor are not read.
pub(super) enum Fault {
    Source(io::Error),
    /// The entry at that place of the file is NaN or infinite.
    NotFinite(usize, f64),
    Memory,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Source(error)
    }
}

/// `count` entries, in the order of the file.
pub(super) fn straight(
    source: &mut dyn Read,
    encoding: Encoding,
    count: usize,
) -> Result<Vec<f64>, Fault> {
    let mut entries = zeros(count)?;
    let mut chunks = Chunks::new(source, encoding);
    for chunk in entries.chunks_mut(CHUNK) {
        chunks.next(chunk)?;
    }
    Ok(entries)
}

/// `rows` × `columns` entries that the file has row by row, column by column.
pub(super) fn transposed(
    source: &mut dyn Read,
    encoding: Encoding,
    rows: usize,
    columns: usize,
) -> Result<Vec<f64>, Fault> {
    let mut entries = zeros(rows * columns)?;
    let mut chunks = Chunks::new(source, encoding);
    let mut chunk = vec![0.0; CHUNK.min(entries.len())];
    for (band, span) in pieces(rows, columns) {
        let width = span.len();
        let chunk = &mut chunk[..band.len() * width];
        chunks.next(chunk)?;
        for block in (0..width).step_by(BLOCK) {
            for column in block..width.min(block + BLOCK) {
                let top = (span.start + column) * rows + band.start;
                let written = &mut entries[top..top + band.len()];
                for (entry, row) in written.iter_mut().zip(chunk.chunks_exact(width)) {
                    *entry = row[column];
                }
            }
        }
    }
    Ok(entries)
}

/// The pieces in which `rows` × `columns` entries are read or written row by row: some whole rows, or a part of one.
pub(super) fn pieces(
    rows: usize,
    columns: usize,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let parts = |count: usize, step: usize| {
        let starts = (0..count).step_by(step);
        starts.map(move |start| start..count.min(start.saturating_add(step)))
    };
    let height = (CHUNK / columns.max(1)).max(1);
    // Without columns there is nothing to come, however many rows are claimed.
    let rows = if columns == 0 { 0 } else { rows };
    parts(rows, height)
        .flat_map(move |band| parts(columns, CHUNK).map(move |span| (band.clone(), span)))
}

/// Room for `count` entries, or the answer that there is none; a plain `vec!` would end the program.
fn zeros(count: usize) -> Result<Vec<f64>, Fault> {
    // Given back at once: zeros that the system hands out cost nothing until they are written.
    let mut probe = Vec::<f64>::new();
    probe.try_reserve_exact(count).map_err(|_| Fault::Memory)?;
    drop(probe);
    Ok(vec![0.0; count])
}

/// Entries that come one chunk after another.
struct Chunks<'a> {
    source: &'a mut dyn Read,
    encoding: Encoding,
    bytes: Vec<u8>,
    done: usize,
}

impl<'a> Chunks<'a> {
    fn new(source: &'a mut dyn Read, encoding: Encoding) -> Self {
        Self {
            source,
            encoding,
            bytes: Vec::new(),
            done: 0,
        }
    }

    /// Fills `entries`, which are at most a chunk, with the next of the file.
    fn next(&mut self, entries: &mut [f64]) -> Result<(), Fault> {
        self.bytes
            .resize(entries.len() * self.encoding.dtype.size(), 0);
        self.source.read_exact(&mut self.bytes)?;
        self.encoding.decode(&self.bytes, entries);
        // No early end: like this the compiler takes several entries at a time.
        let finite = entries
            .iter()
            .fold(true, |all, entry| all & entry.is_finite());
        if !finite && let Some(at) = entries.iter().position(|entry| !entry.is_finite()) {
            return Err(Fault::NotFinite(self.done + at, entries[at]));
        }
        self.done += entries.len();
        Ok(())
    }
}

/// `entries`, which have that shape and whose first index runs fastest, reordered so that the last one does.
pub(super) fn row_by_row(entries: &[f64], shape: &[usize]) -> Vec<f64> {
    let mut index = vec![0; shape.len()];
    let mut strides = vec![1; shape.len()];
    for axis in 1..shape.len() {
        strides[axis] = strides[axis - 1] * shape[axis - 1];
    }
    let mut next = || {
        let at: usize = index
            .iter()
            .zip(&strides)
            .map(|(i, stride)| i * stride)
            .sum();
        for axis in (0..shape.len()).rev() {
            index[axis] += 1;
            if index[axis] < shape[axis] {
                break;
            }
            index[axis] = 0;
        }
        entries[at]
    };
    (0..entries.len()).map(|_| next()).collect()
}

/// The index, from 1 and in words, of the entry at place `at` of the file: `entry (2, 3)`.
pub(super) fn place(at: usize, shape: &[usize], first_runs_fastest: bool) -> String {
    let (mut at, mut index) = (at, vec![0; shape.len()]);
    let mut peel = |axis: usize| {
        index[axis] = at % shape[axis] + 1;
        at /= shape[axis];
    };
    if first_runs_fastest {
        (0..shape.len()).for_each(&mut peel);
    } else {
        (0..shape.len()).rev().for_each(&mut peel);
    }
    match index[..] {
        [] => "its entry".to_owned(),
        [entry] => format!("entry {entry}"),
        _ => {
            let index: Vec<_> = index.iter().map(ToString::to_string).collect();
            format!("entry ({})", index.join(", "))
        }
    }
}

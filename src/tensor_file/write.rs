//! Writing a safetensors file, whose tensors are never in memory as bytes.

use std::collections::HashSet;
use std::io::{self, Write};

use super::read::pieces;
use super::safetensors::{HEADER, METADATA};
use crate::engine::{Matrix, Vector};

/// The bytes of an entry.
const F64: usize = size_of::<f64>();

/// The entries of a column that are written at a time.
const PART: usize = 1 << 13;

/// What is written as a tensor.
#[derive(Debug, Clone, Copy)]
pub enum Stored<'a> {
    /// A matrix: its shape is rows × columns.
    Matrix(&'a Matrix),
    /// The transpose of a matrix: its shape is columns × rows.
    Transposed(&'a Matrix),
    /// A vector: it has one dimension.
    Vector(&'a Vector),
}

impl Stored<'_> {
    fn shape(&self) -> Vec<usize> {
        match self {
            Self::Matrix(matrix) => vec![matrix.nrows(), matrix.ncols()],
            Self::Transposed(matrix) => vec![matrix.ncols(), matrix.nrows()],
            Self::Vector(vector) => vec![vector.len()],
        }
    }

    fn bytes(&self) -> usize {
        F64 * match self {
            Self::Matrix(matrix) | Self::Transposed(matrix) => matrix.len(),
            Self::Vector(vector) => vector.len(),
        }
    }
}

/// Writes a safetensors file of F64 tensors, in the order given, bit by bit as they are.
///
/// # Errors
/// What `out` answers; or two tensors have the same name, one has the name that the format keeps for itself, or there
/// are so many names that [`TensorFile::open`](super::TensorFile::open) would refuse the file.
pub fn write(out: &mut dyn Write, tensors: &[(String, Stored<'_>)]) -> io::Result<()> {
    let header = header(tensors)?;
    out.write_all(&(header.len() as u64).to_le_bytes())?;
    out.write_all(header.as_bytes())?;
    for (_, stored) in tensors {
        match stored {
            Stored::Matrix(matrix) => by_rows(out, matrix)?,
            Stored::Transposed(matrix) => straight(out, matrix.as_slice())?,
            Stored::Vector(vector) => straight(out, vector.as_slice())?,
        }
    }
    Ok(())
}

/// The header, padded with spaces so that the data begins at a multiple of 8 bytes.
fn header(tensors: &[(String, Stored<'_>)]) -> io::Result<String> {
    let too_long = || refused("the names of the tensors are too long");
    if tensors.iter().map(|(name, _)| name.len()).sum::<usize>() > HEADER {
        return Err(too_long());
    }
    let (mut names, mut begin, mut entries) = (HashSet::new(), 0, Vec::new());
    for (name, stored) in tensors {
        if name == METADATA || !names.insert(name) {
            return Err(refused(
                "two tensors, or a tensor and the format, share a name",
            ));
        }
        let end = begin + stored.bytes();
        entries.push(format!(
            r#"{}:{{"dtype":"F64","shape":{:?},"data_offsets":[{begin},{end}]}}"#,
            serde_json::Value::from(name.as_str()),
            stored.shape()
        ));
        begin = end;
    }
    let mut header = format!("{{{}}}", entries.join(","));
    header.push_str(&" ".repeat(header.len().next_multiple_of(F64) - header.len()));
    if header.len() > HEADER {
        return Err(too_long());
    }
    Ok(header)
}

fn refused(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why)
}

fn straight(out: &mut dyn Write, entries: &[f64]) -> io::Result<()> {
    for part in entries.chunks(PART) {
        let bytes: Vec<u8> = part.iter().flat_map(|entry| entry.to_le_bytes()).collect();
        out.write_all(&bytes)?;
    }
    Ok(())
}

fn by_rows(out: &mut dyn Write, matrix: &Matrix) -> io::Result<()> {
    let mut bytes = Vec::new();
    for (band, span) in pieces(matrix.nrows(), matrix.ncols()) {
        bytes.resize(band.len() * span.len() * F64, 0);
        for (at, column) in span.clone().enumerate() {
            let entries = &matrix.as_slice()[column * matrix.nrows()..][band.clone()];
            for (row, entry) in bytes.chunks_exact_mut(span.len() * F64).zip(entries) {
                row[at * F64..][..F64].copy_from_slice(&entry.to_le_bytes());
            }
        }
        out.write_all(&bytes)?;
    }
    Ok(())
}

//! The end of a zip, looked at before a reader of zips sees it: such a reader makes room for as many entries as the
//! end claims, and searches the file where the claims do not fit.

use std::io::SeekFrom;

use crate::tensor_file::{Source, TensorError};

/// The bytes of the record that ends a zip, of the locator before it where the zip is a long one, and of the record
/// that this one points to.
const END: usize = 22;
const LOCATOR: usize = 20;
const LONG_END: usize = 56;

/// The most entries, and bytes of their directory.
const ENTRIES: u64 = 10_000;
const DIRECTORY: u64 = 16 << 20;

/// What the end of a zip claims.
struct Claims {
    entries: u64,
    size: u64,
    start: u64,
    /// Where the directory has to end.
    end: u64,
}

/// Holds what the end of `source` claims against its length in bytes and against the limits.
pub(super) fn check(source: &mut dyn Source, length: u64) -> Result<(), TensorError> {
    let claims = claims(source, length)?;
    let error = |message: &str| Err(TensorError::of_file(message));
    if claims.entries > ENTRIES || claims.size > DIRECTORY {
        return error(&format!("a zip of more than {ENTRIES} files is not read"));
    }
    // A member takes 46 bytes of the directory, and its name.
    let fits = claims.start.checked_add(claims.size) == Some(claims.end)
        && claims.entries * 46 <= claims.size;
    if fits {
        Ok(())
    } else {
        error("the zip is damaged: its directory is not where it should be")
    }
}

fn claims(source: &mut dyn Source, length: u64) -> Result<Claims, TensorError> {
    let tail = tail(source, length)?;
    let from_end = |bytes: usize| tail.len().checked_sub(bytes).map(|at| &tail[at..]);
    let Some(end) =
        from_end(END).filter(|end| end.starts_with(b"PK\x05\x06") && end[20..] == [0, 0])
    else {
        return Err(TensorError::of_file(
            "it is cut short, or something follows the end of the zip",
        ));
    };
    let position = length - END as u64;
    let long = from_end(END + LOCATOR).filter(|tail| tail.starts_with(b"PK\x06\x07"));
    if long.is_none() {
        return Ok(Claims {
            entries: number(&end[10..12]),
            size: number(&end[12..16]),
            start: number(&end[16..20]),
            end: position,
        });
    }
    let long = from_end(END + LOCATOR + LONG_END).filter(|tail| tail.starts_with(b"PK\x06\x06"));
    let Some(long) = long else {
        return Err(TensorError::of_file(
            "the zip is damaged: its end is not where it should be",
        ));
    };
    Ok(Claims {
        entries: number(&long[32..40]),
        size: number(&long[40..48]),
        start: number(&long[48..56]),
        end: position - (LOCATOR + LONG_END) as u64,
    })
}

fn tail(source: &mut dyn Source, length: u64) -> Result<Vec<u8>, TensorError> {
    let size = length.min((END + LOCATOR + LONG_END) as u64);
    let mut tail = vec![0; size as usize];
    source.seek(SeekFrom::Start(length - size))?;
    source.read_exact(&mut tail)?;
    Ok(tail)
}

/// A number whose bytes begin with the lowest.
fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, &byte| number << 8 | u64::from(byte))
}

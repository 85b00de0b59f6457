//! The tensor files that a network file names: opened once each, read within a limit, refused where they do not fit.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{
    field::{Field, count},
    reference::Reference,
    refusal::{Fault, quote},
};
use crate::{
    engine::{Matrix, Vector},
    printable::printable,
    tensor_file::{Dtype, Files, Kind, TensorError, TensorFile, TensorInfo},
};

/// The bytes of a number in memory, a double.
const DOUBLE: u64 = 8;

/// A matrix or a vector that was read from a tensor file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The file, printable.
    pub file: String,
    /// How its numbers are kept there.
    pub dtype: Dtype,
}

/// Tensor files that are open.
pub(super) struct Shelf<'f> {
    files: &'f dyn Files,
    open: BTreeMap<String, TensorFile>,
    limit: u64,
    room: u64,
    pub(super) taken: Vec<Taken>,
}

impl<'f> Shelf<'f> {
    /// Of `files`, from which as many numbers are read as fit into `limit` bytes.
    pub(super) const fn new(files: &'f dyn Files, limit: u64) -> Self {
        Self {
            files,
            open: BTreeMap::new(),
            limit,
            room: limit,
            taken: Vec::new(),
        }
    }

    /// The W that `reference` names; `bias` is b of the same layer, `before` is n_{l−1} unless that is layer 2.
    pub(super) fn matrix(
        &mut self,
        reference: &Reference,
        bias: &Field<'_>,
        before: Option<usize>,
    ) -> Result<Matrix, Fault> {
        let units = self.entries(bias)?;
        let (file, at) = self.find(reference)?;
        let found = &file.tensors()[at];
        let shape = oriented(reference, found)?;
        fits(reference, found, shape, (units, before))?;
        self.take(reference, |file| file.matrix(at, reference.transpose))
    }

    /// b, from wherever it stands; with `rows` entries, where it stands in a tensor file.
    pub(super) fn bias(&mut self, field: &Field<'_>, rows: usize) -> Result<Vector, Fault> {
        self.vector(field, rows, || {
            format!("W has {}", count(rows, "row", "rows"))
        })
    }

    /// A vector from wherever it stands; with `entries` of them, because `why`, where it stands in a tensor file.
    pub(super) fn vector(
        &mut self,
        field: &Field<'_>,
        entries: usize,
        why: impl FnOnce() -> String,
    ) -> Result<Vector, Fault> {
        let Some(reference) = field.reference()? else {
            return field.vector();
        };
        let (file, at) = self.find(&reference)?;
        let found = &file.tensors()[at];
        if found.len() != entries {
            let (name, shape) = (reference.named(), found.shape_words());
            let title = format!("{name} is {shape}, but {}", why());
            return Err(reference.fault(title).label(format!("{shape} here")));
        }
        if !reference.transpose || found.shape.len() < 2 {
            return self.take(&reference, |file| file.vector(at));
        }
        if found.shape.len() > 2 {
            let (name, shape) = (reference.named(), found.shape_words());
            let title = format!("{name} is {shape}, but only two dimensions can be transposed");
            return Err(reference.fault(title));
        }
        // The rows of the transpose are the columns, which is how a matrix is kept.
        let columns = |matrix: Matrix| Vector::from_column_slice(matrix.as_slice());
        self.take(&reference, |file| file.matrix(at, false).map(columns))
    }

    /// The entries of b, before it is read.
    fn entries(&mut self, field: &Field<'_>) -> Result<usize, Fault> {
        match field.reference()? {
            None => Ok(field.list()?.len()),
            Some(reference) => {
                let (file, at) = self.find(&reference)?;
                Ok(file.tensors()[at].len())
            }
        }
    }

    fn find(&mut self, reference: &Reference) -> Result<(&mut TensorFile, usize), Fault> {
        let file = match self.open.entry(reference.file.clone()) {
            Entry::Occupied(open) => open.into_mut(),
            Entry::Vacant(place) => {
                let opened = self.files.open(&reference.file);
                place.insert(opened.map_err(|why| reference.about_file(&why))?)
            }
        };
        let at = file.find(reference.tensor.as_deref());
        let at = at.map_err(|error| reference.unread(&error))?;
        // What is not read at all is not asked for its shape.
        if let Kind::Other(_) = file.tensors()[at].kind {
            file.vector(at).map_err(|error| reference.unread(&error))?;
        }
        Ok((file, at))
    }

    /// What `read` reads of the tensor of `reference`, if there is room for it.
    fn take<T>(
        &mut self,
        reference: &Reference,
        read: impl FnOnce(&mut TensorFile) -> Result<T, TensorError>,
    ) -> Result<T, Fault> {
        let (limit, room) = (self.limit, self.room);
        let (file, at) = self.find(reference)?;
        let found = &file.tensors()[at];
        let bytes = (found.len() as u64).saturating_mul(DOUBLE);
        let Some(left) = room.checked_sub(bytes) else {
            let limit = limit >> 20;
            let title = format!(
                "{} is {}: with it the tensors are more than {limit} MiB of doubles",
                reference.named(),
                found.shape_words()
            );
            return Err(reference.fault(title).help("--max-size sets another limit"));
        };
        let kind = found.kind.clone();
        let read = read(file).map_err(|error| reference.unread(&error))?;
        self.room = left;
        if let Kind::Float(dtype) = kind {
            let file = printable(&reference.file).into_owned();
            self.taken.push(Taken { file, dtype });
        }
        Ok(read)
    }
}

impl Reference {
    pub(super) fn fault(&self, title: String) -> Fault {
        Fault::new(self.span.clone(), title)
    }

    /// The field and the tensor that it names.
    fn named(&self) -> String {
        let file = quote(&self.file);
        match &self.tensor {
            Some(tensor) => format!("{}: {} in {file}", self.name, quote(tensor)),
            None => format!("{}: {file}", self.name),
        }
    }

    fn about_file(&self, why: &str) -> Fault {
        self.fault(format!("{}: {}: {why}", self.name, quote(&self.file)))
    }

    fn unread(&self, error: &TensorError) -> Fault {
        self.about_file(&error.to_string())
    }
}

/// Rows and columns of the matrix that is meant.
fn oriented(reference: &Reference, found: &TensorInfo) -> Result<(usize, usize), Fault> {
    match found.shape[..] {
        [rows, columns] if reference.transpose => Ok((columns, rows)),
        [rows, columns] => Ok((rows, columns)),
        _ => {
            let (name, shape) = (reference.named(), found.shape_words());
            let title = format!("{name} is {shape}, but a matrix has two dimensions");
            Err(reference.fault(title))
        }
    }
}

/// Whether a matrix of that shape is what is needed: n_l rows, as many as b has entries, and n_{l−1} columns. Where b
/// alone disagrees with it, it is b that does not fit.
fn fits(
    reference: &Reference,
    found: &TensorInfo,
    (rows, columns): (usize, usize),
    (units, before): (usize, Option<usize>),
) -> Result<(), Fault> {
    let follows = |found| before.is_none_or(|before| before == found);
    let would_fit = columns == units && follows(rows);
    if follows(columns) && (rows == units || !would_fit) {
        return Ok(());
    }
    // Without a layer before, it is b that is met the other way round.
    let needed = before.unwrap_or(rows);
    let turned = if reference.transpose {
        format!(", transposed {rows}×{columns}")
    } else {
        String::new()
    };
    let (name, shape) = (reference.named(), found.shape_words());
    let title = format!("{name} is {shape}{turned}, but {units}×{needed} is needed");
    let fault = reference
        .fault(title)
        .label(format!("{rows}×{columns} here"));
    Err(match (would_fit, reference.transpose) {
        (false, _) => fault,
        (true, false) => fault.help("did you mean transpose = true?"),
        (true, true) => fault.help("did you mean it without transpose = true?"),
    })
}

/// What of `taken` was kept with fewer digits than a double has, a line for each file and dtype.
pub(super) fn rounded(taken: &[Taken]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for Taken { file, dtype } in taken {
        let digits = match dtype {
            Dtype::F64 => continue,
            Dtype::F32 => "24 bits a number, about 7 digits",
            Dtype::F16 => "11 bits a number, about 3 digits",
            Dtype::Bf16 => "8 bits a number, about 2 digits",
        };
        let line = format!(
            "{file} holds {}: rounded to {digits}, when it was written; read as it is",
            dtype.name()
        );
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

//! Tensor files: the bytes of a safetensors, `.npy` or `.npz` file as named tensors, read one at a time; and writing
//! safetensors.
//!
//! Nothing here opens a path: the bytes come from a [`Source`], which is read by seeking and in chunks. It is never
//! mapped into memory, because a mapped file that another program cuts short ends the program that reads it (SIGBUS),
//! where a read answers an error. What a header claims is held against the length of the source before anything is
//! allocated for it.

mod dtype;
mod error;
mod find;
mod npy;
mod npz;
mod read;
mod safetensors;
mod strange;
mod tensor;
mod write;

use std::collections::HashMap;
use std::fmt;
use std::io::{Cursor, Read, Seek, SeekFrom};

use crate::engine::{Matrix, Vector};
use dtype::Encoding;
use error::unreadable;
use read::Fault;

pub use dtype::{Dtype, Kind};
pub use error::TensorError;
pub use tensor::TensorInfo;
pub use write::{Stored, write};

/// Where the bytes of a tensor file come from.
pub trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send> Source for T {}

/// Whoever opens the files that a network file names.
pub trait Files {
    /// Opens the file that the network file calls `path`.
    ///
    /// # Errors
    /// Why it cannot be opened: printable, and without the path.
    fn open(&self, path: &str) -> Result<TensorFile, String>;
}

/// The bytes that the name of a dtype may take.
const DTYPE: usize = 24;

/// A tensor and where it is.
struct Found {
    info: TensorInfo,
    place: Place,
}

/// Where the entries of a tensor are, and how they are written.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The bytes before the first entry: of the file, or of the member of a zip.
    start: u64,
    /// Which member of a zip it is.
    entry: usize,
    /// How an entry is written, if it is one that is read.
    encoding: Option<Encoding>,
    /// Whether the first index runs fastest.
    fortran: bool,
}

impl Place {
    const fn at(start: u64) -> Self {
        Self {
            start,
            entry: 0,
            encoding: None,
            fortran: false,
        }
    }
}

/// What the bytes are read from.
enum Container {
    Safetensors(Box<dyn Source>),
    Npy(Box<dyn Source>),
    Npz(Box<npz::Archive>),
}

/// A tensor file that is open: the headers are read, the entries are not.
pub struct TensorFile {
    tensors: Vec<TensorInfo>,
    /// Which of them has a name: a hostile file has a hundred thousand, and a network file asks for each.
    names: HashMap<String, usize>,
    places: Vec<Place>,
    container: Container,
}

impl TensorFile {
    /// Reads what there is; the format is told by the content.
    ///
    /// # Errors
    /// It is none of the three formats, or its headers are at odds with each other or with its length.
    pub fn open(mut source: Box<dyn Source>) -> Result<Self, TensorError> {
        let length = source.seek(SeekFrom::End(0))?;
        let mut head = vec![0; length.min(strange::HEAD as u64) as usize];
        source.seek(SeekFrom::Start(0))?;
        source.read_exact(&mut head)?;
        let (container, found) =
            if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
                let (archive, found) = npz::open(source, length)?;
                (Container::Npz(Box::new(archive)), found)
            } else if head.starts_with(npy::MAGIC) {
                let found = npy::open(&mut *source, length)?;
                (Container::Npy(source), vec![found])
            } else if let Some(message) = strange::strange(&head) {
                return Err(TensorError::of_file(&message));
            } else {
                let found = safetensors::open(&mut *source, length)?;
                (Container::Safetensors(source), found)
            };
        let (tensors, places): (Vec<TensorInfo>, _) = found
            .into_iter()
            .map(|tensor| (tensor.info, tensor.place))
            .unzip();
        let names = tensors.iter().enumerate();
        let names = names.filter_map(|(at, tensor)| Some((tensor.name.clone()?, at)));
        Ok(Self {
            names: names.collect(),
            tensors,
            places,
            container,
        })
    }

    /// The same of bytes that are in memory.
    ///
    /// # Errors
    /// As of any other source.
    pub fn of_bytes(bytes: &'static [u8]) -> Result<Self, TensorError> {
        Self::open(Box::new(Cursor::new(bytes)))
    }

    /// The tensors, in the order of the file.
    pub fn tensors(&self) -> &[TensorInfo] {
        &self.tensors
    }

    /// The index of the tensor called `name`; without a name, of the only tensor there is.
    ///
    /// # Errors
    /// There is no such tensor, or more than one to choose from.
    pub fn find(&self, name: Option<&str>) -> Result<usize, TensorError> {
        if let Some(at) = name.and_then(|name| self.names.get(name)) {
            return Ok(*at);
        }
        find::find(&self.tensors, name)
    }

    /// The tensor of index `at` as a matrix: its entry (i, j), or (j, i) with `transpose`, in row i and column j.
    /// Whoever has a limit holds [`TensorInfo::len`] against it first: 8 bytes for every entry are allocated.
    ///
    /// # Errors
    /// It has not two dimensions, its dtype is not read, an entry is not finite, or its bytes cannot be read.
    pub fn matrix(&mut self, at: usize, transpose: bool) -> Result<Matrix, TensorError> {
        self.entries(at, |source, info, encoding, fortran| {
            let [rows, columns] = info.shape[..] else {
                let shape = info.shape_words();
                return Err(Refused::Shape(format!(
                    "a matrix has two dimensions, and this is {shape}"
                )));
            };
            // The rows and columns that the bytes have where the last index runs fastest.
            let (height, width) = if fortran {
                (columns, rows)
            } else {
                (rows, columns)
            };
            Ok(if transpose == fortran {
                let entries = read::transposed(source, encoding, height, width)?;
                Matrix::from_vec(height, width, entries)
            } else {
                let entries = read::straight(source, encoding, info.len())?;
                Matrix::from_vec(width, height, entries)
            })
        })
    }

    /// The tensor of index `at`, of any number of dimensions, row by row (the last index runs fastest).
    ///
    /// # Errors
    /// Its dtype is not read, an entry is not finite, or its bytes cannot be read.
    pub fn vector(&mut self, at: usize) -> Result<Vector, TensorError> {
        self.entries(at, |source, info, encoding, fortran| {
            let entries = match info.shape[..] {
                [rows, columns] if fortran => read::transposed(source, encoding, columns, rows)?,
                _ if fortran => {
                    let entries = read::straight(source, encoding, info.len())?;
                    read::row_by_row(&entries, &info.shape)
                }
                _ => read::straight(source, encoding, info.len())?,
            };
            Ok(Vector::from_vec(entries))
        })
    }

    /// Has `read` read the entries of the tensor of index `at`.
    fn entries<T>(
        &mut self,
        at: usize,
        read: impl FnOnce(&mut dyn Read, &TensorInfo, Encoding, bool) -> Result<T, Refused>,
    ) -> Result<T, TensorError> {
        let (Some(info), Some(&place)) = (self.tensors.get(at), self.places.get(at)) else {
            return Err(TensorError::of_file(&format!(
                "there is no tensor of index {at}"
            )));
        };
        let Some(encoding) = place.encoding else {
            return Err(info.error(&self.unread(info)));
        };
        let read = |source: &mut dyn Read| {
            read(source, info, encoding, place.fortran)
                .map_err(|refused| info.error(&refused.message(info, place)))
        };
        match &mut self.container {
            Container::Safetensors(source) | Container::Npy(source) => {
                source
                    .seek(SeekFrom::Start(place.start))
                    .map_err(|error| info.error(&unreadable(&error)))?;
                read(source)
            }
            Container::Npz(archive) => npz::entries(archive, info, place, read),
        }
    }

    fn unread(&self, info: &TensorInfo) -> String {
        match (&info.kind, &self.container) {
            (Kind::Float(dtype), _) => format!("{} is not read", dtype.name()),
            (Kind::Other(name), Container::Safetensors(_)) => {
                format!("{name} is not read, only F64, F32, F16 and BF16")
            }
            (Kind::Other(name), _) => npy::unread(name),
        }
    }
}

/// Why a tensor is not read after all.
enum Refused {
    Shape(String),
    Entries(Fault),
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Entries(fault)
    }
}

impl Refused {
    fn message(self, info: &TensorInfo, place: Place) -> String {
        match self {
            Self::Shape(message) => message,
            Self::Entries(Fault::Source(error)) => unreadable(&error),
            Self::Entries(Fault::Memory) => {
                format!("there is no memory for {} entries", info.len())
            }
            Self::Entries(Fault::NotFinite(at, entry)) => {
                let place = read::place(at, &info.shape, place.fortran);
                format!("{place} is {entry}, and every number must be finite")
            }
        }
    }
}

impl fmt::Debug for TensorFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TensorFile")
            .field("tensors", &self.tensors)
            .finish_non_exhaustive()
    }
}

//! Tensor files: the bytes of a safetensors, `.npy` or `.npz` file as named tensors, read one at a time; and writing
//! safetensors.
//!
//! Nothing here opens a path: the bytes come from a [`Source`], which is read by seeking and in chunks. It is never
//! mapped into memory, because a mapped file that another program cuts short ends the program that reads it (SIGBUS),
//! where a read answers an error. What a header claims is held against the length of the source before anything is
//! allocated for it.

mod dtype;
mod error;
mod tensor;
mod write;

use std::fmt;
use std::io::{Read, Seek};

use crate::engine::{Matrix, Vector};

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

/// A tensor file that is open: the headers are read, the entries are not.
pub struct TensorFile {
    tensors: Vec<TensorInfo>,
}

impl TensorFile {
    /// Reads what there is; the format is told by the content.
    ///
    /// # Errors
    /// It is none of the three formats, or its headers are at odds with each other or with its length.
    pub fn open(source: Box<dyn Source>) -> Result<Self, TensorError> {
        drop(source);
        Err(TensorError::of_file("not read yet"))
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
        Err(TensorError::of(name, "not read yet"))
    }

    /// The tensor of index `at` as a matrix: its entry (i, j), or (j, i) with `transpose`, in row i and column j.
    ///
    /// # Errors
    /// It has not two dimensions, its dtype is not read, an entry is not finite, or its bytes cannot be read.
    pub fn matrix(&mut self, at: usize, transpose: bool) -> Result<Matrix, TensorError> {
        let _ = transpose;
        Err(self.tensors[at].error("not read yet"))
    }

    /// The tensor of index `at`, of any number of dimensions, row by row (the last index runs fastest).
    ///
    /// # Errors
    /// Its dtype is not read, an entry is not finite, or its bytes cannot be read.
    pub fn vector(&mut self, at: usize) -> Result<Vector, TensorError> {
        Err(self.tensors[at].error("not read yet"))
    }
}

impl fmt::Debug for TensorFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TensorFile")
            .field("tensors", &self.tensors)
            .finish_non_exhaustive()
    }
}

//! What is known of a tensor before its entries are read.

use super::{Kind, TensorError};

/// The most dimensions that a tensor may have.
pub(super) const DIMENSIONS: usize = 8;

/// The most that the other dimensions of a tensor without entries may come to: whoever runs through them must end.
const BESIDE_ZERO: usize = 1 << 24;

/// What the header says of a tensor, held against the length of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TensorInfo {
    /// Its name as the file has it, not made printable; none in a `.npy`, and in a `.npz` without the `.npy`.
    pub name: Option<String>,
    /// What its entries are.
    pub kind: Kind,
    /// Its dimensions, none for a scalar.
    pub shape: Vec<usize>,
}

impl TensorInfo {
    /// The number of entries; it is known not to overflow.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.shape.contains(&0)
    }

    /// The shape in words: `64×32`, `32`, `scalar`.
    pub fn shape_words(&self) -> String {
        if self.shape.is_empty() {
            return "scalar".to_owned();
        }
        let sizes: Vec<_> = self.shape.iter().map(ToString::to_string).collect();
        sizes.join("×")
    }

    /// What is wrong with this tensor.
    pub(super) fn error(&self, message: &str) -> TensorError {
        TensorError::of(self.name.as_deref(), message)
    }

    /// The bytes of the entries, of so many bits each, packed.
    ///
    /// # Errors
    /// The shape is one that no file holds: too many entries to count, or none, and too much beside the 0.
    pub(super) fn bytes(&self, bits: usize) -> Result<u64, TensorError> {
        let too_large = || self.error(&format!("its shape, {}, is too large", self.shape_words()));
        let mut sizes = self.shape.iter().filter(|&&size| size > 0);
        let beside_zero = sizes
            .try_fold(1, |product: usize, &size| product.checked_mul(size))
            .ok_or_else(too_large)?;
        if self.is_empty() {
            return if beside_zero <= BESIDE_ZERO {
                Ok(0)
            } else {
                Err(too_large())
            };
        }
        let bits = beside_zero.checked_mul(bits).ok_or_else(too_large)?;
        Ok(bits.div_ceil(8) as u64)
    }
}

//! What the entries of a tensor are, and how their bytes become doubles.

use half::{bf16, f16};

/// A floating-point format whose every value is a double.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dtype {
    /// IEEE 754 binary64, the double itself.
    F64,
    /// IEEE 754 binary32.
    F32,
    /// IEEE 754 binary16.
    F16,
    /// The upper half of a binary32.
    Bf16,
}

impl Dtype {
    /// What people call it: `f32`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::F64 => "f64",
            Self::F32 => "f32",
            Self::F16 => "f16",
            Self::Bf16 => "bf16",
        }
    }

    /// The bits of its significand, the leading one among them.
    pub const fn digits(self) -> u32 {
        match self {
            Self::F64 => 53,
            Self::F32 => 24,
            Self::F16 => 11,
            Self::Bf16 => 8,
        }
    }

    /// The bytes of one entry.
    pub(super) const fn size(self) -> usize {
        match self {
            Self::F64 => 8,
            Self::F32 => 4,
            Self::F16 | Self::Bf16 => 2,
        }
    }
}

/// What the entries of a tensor are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Numbers that are read.
    Float(Dtype),
    /// What is not read: the name of the dtype, as the file writes it, printable and cut.
    Other(String),
}

/// How the entries are written: their dtype and the order of their bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Encoding {
    pub(super) dtype: Dtype,
    pub(super) big_endian: bool,
}

impl Encoding {
    /// Decodes `bytes`, entry by entry, into `entries`; exactly, since every value is a double.
    pub(super) fn decode(self, bytes: &[u8], entries: &mut [f64]) {
        match self.dtype {
            Dtype::F64 => self.each(bytes, entries, f64::from_le_bytes),
            Dtype::F32 => self.each(bytes, entries, |entry| f64::from(f32::from_le_bytes(entry))),
            Dtype::F16 => self.each(bytes, entries, |entry| f16::from_le_bytes(entry).to_f64()),
            Dtype::Bf16 => self.each(bytes, entries, |entry| bf16::from_le_bytes(entry).to_f64()),
        }
    }

    fn each<const N: usize>(
        self,
        bytes: &[u8],
        entries: &mut [f64],
        decode: impl Fn([u8; N]) -> f64,
    ) {
        let written = entries.iter_mut().zip(bytes.as_chunks::<N>().0);
        if self.big_endian {
            written.for_each(|(entry, bytes)| {
                let mut bytes = *bytes;
                bytes.reverse();
                *entry = decode(bytes);
            });
        } else {
            written.for_each(|(entry, bytes)| *entry = decode(*bytes));
        }
    }
}

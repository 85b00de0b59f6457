//! Where the numbers of a network stand in its file, and which they are.

use std::collections::BTreeMap;

use super::{
    super::{
        field::{Field, Section},
        layer,
        refusal::Fault,
        tensors,
    },
    Values,
};
use crate::tensor_file::Stored;

/// A matrix or a vector that a file gives and that can be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// x.
    Input,
    /// y.
    Target,
    /// W⁽ˡ⁾.
    Weights(usize),
    /// b⁽ˡ⁾.
    Bias(usize),
}

/// The fields of a file that give numbers which can be edited.
pub fn given<'t>(top: &Section<'t>) -> Result<BTreeMap<Place, Field<'t>>, Fault> {
    let mut given = BTreeMap::new();
    for (key, place) in [("x", Place::Input), ("y", Place::Target)] {
        given.extend(top.field(key).map(|field| (place, field)));
    }
    for (section, l) in layer::sections(top)?.iter().zip(2..) {
        given.insert(Place::Weights(l), section.required("W")?);
        given.insert(Place::Bias(l), section.required("b")?);
    }
    Ok(given)
}

impl Place {
    /// Those of `numbers`.
    pub fn all(numbers: Values<'_>) -> impl Iterator<Item = Self> {
        let layers = numbers.network.layers();
        let layers = layers.flat_map(|l| [Self::Weights(l), Self::Bias(l)]);
        let x = numbers.x.map(|_| Self::Input);
        let y = numbers.y.map(|_| Self::Target);
        x.into_iter().chain(y).chain(layers)
    }

    /// The name of its tensor in a tensor file of ours.
    pub fn name(self) -> String {
        match self {
            Self::Input => "x".to_owned(),
            Self::Target => "y".to_owned(),
            Self::Weights(l) => tensors::weights(l),
            Self::Bias(l) => tensors::bias(l),
        }
    }

    /// What of `numbers` stands there, if they have it.
    pub fn of(self, numbers: Values<'_>) -> Option<Stored<'_>> {
        let network = numbers.network;
        let (Self::Weights(l) | Self::Bias(l)) = self else {
            let vector = if self == Self::Input {
                numbers.x
            } else {
                numbers.y
            };
            return vector.map(Stored::Vector);
        };
        if !network.layers().contains(&l) {
            return None;
        }
        Some(match self {
            Self::Weights(_) => Stored::Matrix(&network.layer(l).weights),
            _ => Stored::Vector(&network.layer(l).bias),
        })
    }

    /// The numbers that `field`, which is at this place, writes out, column by column.
    pub fn read(self, field: &Field<'_>) -> Result<Vec<f64>, Fault> {
        Ok(if matches!(self, Self::Weights(_)) {
            field.matrix()?.as_slice().to_vec()
        } else {
            field.vector()?.as_slice().to_vec()
        })
    }

    /// Whether `entries`, column by column, are what `numbers` has there, to the last bit.
    pub fn is_same(self, entries: &[f64], numbers: Values<'_>) -> bool {
        let others = self.of(numbers).map_or(&[][..], |stored| slice(&stored));
        let pairs = || entries.iter().zip(others);
        entries.len() == others.len()
            && pairs().all(|(one, other)| one.to_bits() == other.to_bits())
    }
}

/// The numbers, column by column.
pub fn slice<'n>(stored: &Stored<'n>) -> &'n [f64] {
    match stored {
        Stored::Matrix(matrix) | Stored::Transposed(matrix) => matrix.as_slice(),
        Stored::Vector(vector) => vector.as_slice(),
    }
}

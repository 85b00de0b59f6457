//! One entry of a quantity, by name: what may be selected, changed, and asked what it does.

use super::{Quantity, Trace};

/// An entry of a named quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entry {
    /// Of what.
    pub quantity: Quantity,
    /// Its row, from 0.
    pub row: usize,
    /// Its column, from 0; a vector has one.
    pub column: usize,
}

impl Entry {
    /// The entry of a vector at `row`.
    pub const fn of(quantity: Quantity, row: usize) -> Self {
        Self::at(quantity, row, 0)
    }

    /// The entry at `row` and `column`.
    pub const fn at(quantity: Quantity, row: usize, column: usize) -> Self {
        Self {
            quantity,
            row,
            column,
        }
    }

    /// Its value in `trace`, or `None` if that walk has no such quantity or the quantity no such entry.
    pub fn value(self, trace: &Trace) -> Option<f64> {
        let value = self.quantity.value(trace)?;
        let is_inside = self.row < value.rows() && self.column < value.columns();
        is_inside.then(|| value.entry(self.row, self.column))
    }
}

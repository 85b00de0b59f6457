//! What an edit changed: the selected entry before and after.

use std::cmp::Ordering;

use super::Page;
use super::math::Math;
use super::numeral::Numeral;
use super::operand::{Operand, Selection};
use super::symbol::entry_symbol;
use crate::engine::{Entry, Trace};

/// A number that an edit changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// What it is called.
    pub name: Math,
    /// Its value in the file's own walk.
    pub before: f64,
    /// Its value now.
    pub after: f64,
}

impl Changed {
    /// `entry`, called `name`, if the two walks have it with different values.
    pub fn of(before: &Trace, after: &Trace, entry: Entry, name: Math) -> Option<Self> {
        let (before, after) = (entry.value(before)?, entry.value(after)?);
        differs(before, after).then_some(Self {
            name,
            before,
            after,
        })
    }

    /// How much was added, to `digits` digits.
    pub fn difference(&self, digits: usize) -> Numeral {
        Numeral::significant(self.after - self.before, digits)
    }
}

/// Whether two numbers are not the same: 0 is the same as −0, and NaN as NaN.
fn differs(one: f64, other: f64) -> bool {
    let is_nan = one.is_nan() && other.is_nan();
    one.partial_cmp(&other) != Some(Ordering::Equal) && !is_nan
}

impl<'a> Page<'a> {
    /// The page, told against the file's own walk.
    #[must_use]
    pub fn against(self, before: Option<&'a Trace>) -> Self {
        Self { before, ..self }
    }

    /// Whether an edit changed the entry at `row`, `column` of `operand`'s layout.
    pub fn is_changed(&self, operand: Operand, row: usize, column: usize) -> bool {
        let before = || operand.quantity.value(self.before?);
        let (Some(before), Some(now)) = (before(), operand.quantity.value(self.trace)) else {
            return false;
        };
        let (before, now) = (
            operand.entry(&before, row, column),
            operand.entry(&now, row, column),
        );
        differs(before, now)
    }

    /// The selected entry by its name in the engine.
    pub fn selected_as_entry(&self) -> Option<Entry> {
        let operand = self.selected()?;
        let (row, column, _) = self.selected_entry()?;
        Some(Entry::at(operand.quantity, row, column))
    }

    /// The selected entry, if an edit changed it.
    pub fn changed(&self) -> Option<Changed> {
        let entry = self.selected_as_entry()?;
        let name = entry_symbol(self.trace, entry);
        Changed::of(self.before?, self.trace, entry, name)
    }

    /// The selection of `entry`, if this page shows its quantity.
    pub fn selection_of(&self, entry: Entry) -> Option<Selection> {
        let mut operands = self.operands().enumerate();
        let (at, operand) = operands.find(|(_, operand)| operand.quantity == entry.quantity)?;
        let (row, column) = if operand.is_lying() {
            (0, entry.row)
        } else {
            (entry.row, entry.column)
        };
        let mut selection = Selection {
            operand: at,
            ..self.selection
        };
        for (axis, index) in [(operand.rows, row), (operand.columns, column)] {
            match axis {
                super::Axis::Unit => selection.unit = index,
                super::Axis::Term => selection.term = index,
                super::Axis::Single => {}
            }
        }
        Some(selection)
    }
}

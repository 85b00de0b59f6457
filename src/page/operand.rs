//! The equation laid out: which quantities stand side by side, what joins them, and which entries are lit.

use super::math::{Math, Operator};
use crate::engine::{Quantity, Value};

/// Which of the two indices of a selection runs along a side of an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// The index of the entry that the step makes.
    Unit,
    /// The index that a sum runs over.
    Term,
    /// A side of length 1.
    Single,
}

/// A quantity in the laid-out equation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operand {
    /// Which quantity; its numbers are read from the trace.
    pub quantity: Quantity,
    /// What its rows are counted by.
    pub rows: Axis,
    /// What its columns are counted by.
    pub columns: Axis,
    /// Whether the step makes it, rather than reads it.
    pub made: bool,
}

impl Operand {
    /// A vector whose entries go with those that the step makes.
    pub const fn by_unit(quantity: Quantity) -> Self {
        Self {
            quantity,
            rows: Axis::Unit,
            columns: Axis::Single,
            made: false,
        }
    }

    /// A vector that a sum runs over.
    pub const fn by_term(quantity: Quantity) -> Self {
        Self {
            quantity,
            rows: Axis::Term,
            columns: Axis::Single,
            made: false,
        }
    }

    /// W as it is read going forward: row j makes unit j.
    pub const fn by_rows(quantity: Quantity) -> Self {
        Self {
            quantity,
            rows: Axis::Unit,
            columns: Axis::Term,
            made: false,
        }
    }

    /// The same W going back: column k makes unit k. That is the transpose; nothing is turned round.
    pub const fn by_columns(quantity: Quantity) -> Self {
        Self {
            quantity,
            rows: Axis::Term,
            columns: Axis::Unit,
            made: false,
        }
    }

    /// A vector that a sum runs over, lying on its side: the right factor of u vᵀ.
    pub const fn lying(quantity: Quantity) -> Self {
        Self {
            quantity,
            rows: Axis::Single,
            columns: Axis::Term,
            made: false,
        }
    }

    /// The same, made by the step.
    #[must_use]
    pub const fn made(self) -> Self {
        Self { made: true, ..self }
    }

    /// Whether the other is this one, made or read.
    pub fn is_same(self, other: Self) -> bool {
        Self {
            made: false,
            ..self
        } == Self {
            made: false,
            ..other
        }
    }

    /// Whether this is a vector lying on its side.
    pub fn is_lying(self) -> bool {
        self.rows == Axis::Single
    }

    /// Rows and columns as they are laid out.
    pub fn shape(self, value: &Value<'_>) -> (usize, usize) {
        if self.is_lying() {
            (1, value.rows())
        } else {
            (value.rows(), value.columns())
        }
    }

    /// The entry at `row`, `column` of the layout.
    pub fn entry(self, value: &Value<'_>, row: usize, column: usize) -> f64 {
        if self.is_lying() {
            value.entry(column, 0)
        } else {
            value.entry(row, column)
        }
    }

    /// Whether the product is with this matrix's transpose.
    pub fn is_transposed(self) -> bool {
        self.rows == Axis::Term && self.columns == Axis::Unit
    }
}

/// One thing in a laid-out line.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A matrix or vector.
    Operand(Operand),
    /// What joins its neighbours.
    Operator(Operator),
    /// A symbol that has no numbers to lay out.
    Symbol(Math),
}

/// One laid-out equation: operands and operators from left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line(pub Vec<Item>);

impl Line {
    /// A line that begins with `operand`.
    pub fn of(operand: Operand) -> Self {
        Self(vec![Item::Operand(operand)])
    }

    /// The line, then `operator` and `operand`.
    #[must_use]
    pub fn then(mut self, operator: Operator, operand: Operand) -> Self {
        self.0
            .extend([Item::Operator(operator), Item::Operand(operand)]);
        self
    }

    /// The line's operands.
    pub fn operands(&self) -> impl Iterator<Item = Operand> {
        self.0.iter().filter_map(|item| match item {
            Item::Operand(operand) => Some(*operand),
            _ => None,
        })
    }

    /// Whether `next` goes on from this line's last operand, so that the two can be drawn as one.
    pub fn leads_into(&self, next: &Self) -> bool {
        let last = self.operands().last().map(|operand| operand.quantity);
        last.is_some() && last == next.operands().next().map(|operand| operand.quantity)
    }

    /// This line and `next`, which it leads into, as one.
    #[must_use]
    pub fn joined(mut self, next: &Self) -> Self {
        self.0.extend(next.0.iter().skip(1).cloned());
        self
    }
}

/// Which entry of a page is selected: an operand, the unit whose sum is written out, and one term of that sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Selection {
    /// The operand, counted from 0 over the page's lines.
    pub operand: usize,
    /// The index of the entry that the step makes.
    pub unit: usize,
    /// The index that the sum runs over.
    pub term: usize,
}

impl Selection {
    /// The index that runs along `axis`.
    pub const fn along(self, axis: Axis) -> usize {
        match axis {
            Axis::Unit => self.unit,
            Axis::Term => self.term,
            Axis::Single => 0,
        }
    }
}

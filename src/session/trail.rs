//! The way through the numbers that was asked for: each where the one before came from, or what it reached.

use crate::engine::Entry;

/// A number on the way, and what is selected of its operands, or of what it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stop {
    /// The number.
    pub entry: Entry,
    /// Whether what it reaches is asked, rather than what made it.
    pub reaches: bool,
    /// The line selected: a term, or a quantity that is reached.
    pub line: usize,
    /// The operand selected within the term.
    pub operand: usize,
}

impl Stop {
    /// At `entry`, asking what made it.
    pub const fn at(entry: Entry) -> Self {
        Self {
            entry,
            reaches: false,
            line: 0,
            operand: 0,
        }
    }
}

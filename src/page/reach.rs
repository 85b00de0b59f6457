//! What is computed from one number, and which of its entries feel it.

use std::collections::BTreeSet;

use super::math::Math;
use super::provenance::Provenance;
use super::symbol::symbol;
use crate::engine::{Entry, Quantity, Trace, UsePart, uses};

/// A quantity that is computed from a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// The quantity.
    pub quantity: Quantity,
    /// Its symbol.
    pub name: Math,
    /// Which of its entries feel it.
    part: UsePart,
    /// How many of its entries feel it.
    pub entries: usize,
}

impl Reach {
    /// The entry at `at` among those that feel it.
    pub const fn entry(&self, at: usize) -> Entry {
        let (row, column) = match self.part {
            UsePart::Whole => (at, 0),
            UsePart::Row(row) => (row, at),
            UsePart::Column(column) => (at, column),
            UsePart::Entry(row, column) => (row, column),
        };
        Entry::at(self.quantity, row, column)
    }
}

/// What is computed directly from `entry`, in the order of the walk.
pub fn reaches(trace: &Trace, entry: Entry) -> Vec<Reach> {
    let reach = |part: crate::engine::Use| {
        let value = part.quantity.value(trace)?;
        Some(Reach {
            quantity: part.quantity,
            name: symbol(trace, part.quantity),
            part: part.part,
            entries: match part.part {
                UsePart::Whole | UsePart::Column(_) => value.rows(),
                UsePart::Row(_) => value.columns(),
                UsePart::Entry(..) => 1,
            },
        })
    };
    uses(trace, entry).into_iter().filter_map(reach).collect()
}

/// What is computed from those in turn, down to the last gradient: each quantity once, in the order of the walk.
pub fn later(trace: &Trace, reaches: &[Reach]) -> Vec<Quantity> {
    let network = trace.network();
    let mut open: Vec<Entry> = reaches.iter().map(|reach| reach.entry(0)).collect();
    let mut seen: BTreeSet<Quantity> = reaches.iter().map(|reach| reach.quantity).collect();
    let mut later = Vec::new();
    while let Some(entry) = open.pop() {
        for part in uses(trace, entry) {
            if seen.insert(part.quantity) {
                let (row, column) = match part.part {
                    UsePart::Whole => (0, 0),
                    UsePart::Row(row) => (row, 0),
                    UsePart::Column(column) => (0, column),
                    UsePart::Entry(row, column) => (row, column),
                };
                open.push(Entry::at(part.quantity, row, column));
                later.push(part.quantity);
            }
        }
    }
    later.sort_by_key(|quantity| quantity.moment(network));
    later
}

impl Provenance {
    /// How many lines there are to select from: terms, or quantities that are reached.
    pub const fn lines(&self, reaches: bool) -> usize {
        if reaches {
            self.reaches.len()
        } else {
            self.terms.len()
        }
    }

    /// How many operands a line has, or how many entries.
    pub fn operands(&self, reaches: bool, line: usize) -> usize {
        if reaches {
            self.reaches.get(line).map_or(0, |reach| reach.entries)
        } else {
            self.terms.get(line).map_or(0, |term| term.operands.len())
        }
    }

    /// The entry that is selected there, if it is one of the walk's.
    pub fn entry_at(&self, reaches: bool, line: usize, operand: usize) -> Option<Entry> {
        if reaches {
            let reach = self.reaches.get(line)?;
            return (operand < reach.entries).then(|| reach.entry(operand));
        }
        self.terms.get(line)?.operands.get(operand)?.entry
    }
}

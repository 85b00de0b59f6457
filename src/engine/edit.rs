//! What if: the same walk with some of the numbers that it was given replaced, and everything after them run anew.

use std::fmt;

use super::{Entry, Quantity, Trace, ordinal};

/// Why numbers cannot be replaced.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EditError {
    /// The quantity is not x, y, a W or a b: it is computed, or a norm's.
    NotGiven {
        /// What was to be replaced.
        quantity: Quantity,
    },
    /// The walk has no such entry: no such layer, row or column, or no target.
    NoSuchEntry {
        /// What was to be replaced.
        entry: Entry,
    },
    /// The new number is NaN or infinite.
    NotFinite {
        /// What was to be replaced.
        entry: Entry,
        /// By what.
        value: f64,
    },
}

impl Trace {
    /// The same network, input, target and objective with these entries of x, y, W and b replaced; of two values for
    /// one entry the later counts. Both passes are run anew. Layers that nothing replaces are shared, not copied.
    ///
    /// # Errors
    /// An entry that is not given, or not there; a value that is not finite.
    pub fn with_values(&self, values: &[(Entry, f64)]) -> Result<Self, EditError> {
        let mut changed = self.clone();
        changed.replace(values)?;
        Ok(changed)
    }

    /// Replaces these entries in place: a layer is copied only where another trace shares it. Both passes are run
    /// anew, the forward pass from the first layer that is changed.
    ///
    /// # Errors
    /// Those of [`with_values`](Self::with_values); then everything is as it was.
    pub fn replace(&mut self, values: &[(Entry, f64)]) -> Result<(), EditError> {
        for &(entry, value) in values {
            check(self, entry, value)?;
        }
        let (mut input, mut target) = (None, None);
        let mut first = self.network().depth() + 1;
        for &(entry, value) in values {
            let row = entry.row;
            match entry.quantity {
                Quantity::Weights(l) => {
                    let at = (row, entry.column);
                    self.network_mut().set_weight(l, at, value);
                    first = first.min(l);
                }
                Quantity::Bias(l) => {
                    self.network_mut().set_bias(l, row, value);
                    first = first.min(l);
                }
                Quantity::Target => {
                    if let Some(y) = target.get_or_insert_with(|| self.target().cloned()) {
                        y[row] = value;
                    }
                }
                _ => {
                    input.get_or_insert_with(|| self.input().clone())[row] = value;
                    first = 2;
                }
            }
        }
        if let Some(target) = target.flatten() {
            self.set_target(target);
        }
        self.rerun(first, input);
        Ok(())
    }
}

fn check(trace: &Trace, entry: Entry, value: f64) -> Result<(), EditError> {
    let quantity = entry.quantity;
    let is_given = matches!(
        quantity,
        Quantity::A(1) | Quantity::Target | Quantity::Weights(_) | Quantity::Bias(_)
    );
    if !is_given {
        return Err(EditError::NotGiven { quantity });
    }
    if entry.value(trace).is_none() {
        return Err(EditError::NoSuchEntry { entry });
    }
    if !value.is_finite() {
        return Err(EditError::NotFinite { entry, value });
    }
    Ok(())
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NotGiven { .. } => write!(f, "only x, y, W and b can be changed"),
            Self::NoSuchEntry { entry } => write!(f, "there is no {}", Name(entry)),
            Self::NotFinite { entry, value } => {
                write!(f, "{} must be finite, not {value}", Name(entry))
            }
        }
    }
}

impl std::error::Error for EditError {}

/// An entry that is given, in words.
struct Name(Entry);

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Entry {
            quantity,
            row,
            column,
        } = self.0;
        // An index that is not there may be any number.
        let [row, column] = [row, column].map(|index| ordinal(index.min(usize::MAX - 1)));
        match quantity {
            Quantity::Weights(l) => write!(f, "entry {row},{column} of W in layer {l}"),
            Quantity::Bias(l) => write!(f, "entry {row} of b in layer {l}"),
            Quantity::Target => write!(f, "component {row} of y"),
            _ => write!(f, "component {row} of x"),
        }
    }
}

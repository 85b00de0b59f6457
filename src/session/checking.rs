//! The checks in full: which quantity is selected, and whose curve is open.

use super::panels::moved;
use super::{Action, Direction, Effect, Session};
use crate::engine::{Entry, Quantity, checked};

impl Session {
    /// Which of the quantities that are checked is selected, and which one that is.
    pub fn checked_quantity(&self) -> (usize, Quantity) {
        let quantities = checked(self.trace().network()).enumerate();
        let up_to = quantities.take(self.focus.quantity.saturating_add(1));
        up_to.last().unwrap_or((0, Quantity::G(1)))
    }

    /// The entry of it that is selected.
    pub fn checked_entry(&self) -> Entry {
        let (_, quantity) = self.checked_quantity();
        let columns = quantity
            .value(self.trace())
            .map_or(1, |value| value.columns().max(1));
        let at = self.focus.entry.min(self.entries(quantity) - 1);
        Entry::at(quantity, at / columns, at % columns)
    }

    /// The entry whose curve is open, in the place of the table.
    pub fn curve_entry(&self) -> Option<Entry> {
        self.focus.is_curve.then(|| self.checked_entry())
    }

    pub(super) fn in_checks(&mut self, action: Action) -> Option<Effect> {
        let (at, quantity) = self.checked_quantity();
        match action {
            Action::Turn => self.focus.is_curve = !self.focus.is_curve,
            Action::Move(direction @ (Direction::Left | Direction::Right), count) => {
                // In the table no entry is to be seen.
                if self.focus.is_curve {
                    let entries = self.entries(quantity);
                    let entry = self.focus.entry.min(entries - 1);
                    self.focus.entry = moved(entry, direction, count, entries);
                }
            }
            Action::Move(direction, count) => {
                let all = checked(self.trace().network()).count();
                self.focus.quantity = moved(at, direction, count, all);
                self.focus.entry = 0;
            }
            _ => return None,
        }
        Some(Effect::None)
    }

    /// How many entries `quantity` has; at least one.
    fn entries(&self, quantity: Quantity) -> usize {
        let value = quantity.value(self.trace());
        value.map_or(1, |value| (value.rows() * value.columns()).max(1))
    }
}

//! The Jacobian, all rows: which of its entries is in question.

use super::panels::moved;
use super::{Action, Direction, Effect, Message, Mode, Session};
use crate::engine::{Entry, Objective, Quantity};

impl Session {
    /// The row and the column of the Jacobian that are in question. Where no single output is differentiated, the row
    /// is that of the output to come back to.
    pub fn jacobian_focus(&self) -> (usize, usize) {
        let network = self.trace().network();
        let row = self.component.min(network.outputs().saturating_sub(1));
        let column = self.focus.column.min(network.inputs().saturating_sub(1));
        (row, column)
    }

    pub(super) fn in_jacobian(&mut self, action: Action) -> Option<Effect> {
        let (row, column) = self.jacobian_focus();
        let network = self.trace().network();
        let (outputs, inputs) = (network.outputs(), network.inputs());
        match action {
            Action::Move(direction @ (Direction::Left | Direction::Right), count) => {
                self.focus.column = moved(column, direction, count, inputs);
            }
            Action::Move(direction, count) => {
                self.component = moved(row, direction, count, outputs);
                let objective = self.trace().objective();
                let is_other = self.component != row;
                if is_other && matches!(objective, Objective::Output { .. }) {
                    self.differentiate(Objective::Output {
                        component: self.component,
                    });
                }
            }
            Action::Open(Mode::Provenance) => self.ask_gradient(column),
            _ => return None,
        }
        Some(Effect::None)
    }

    /// Where the entry of ∇ₓ in this column came from: of the row that is the walk's.
    fn ask_gradient(&mut self, column: usize) {
        let entry = Entry::of(Quantity::G(1), column);
        if self.is_known(entry) {
            self.ask(entry);
        } else {
            self.message = Some(Message::NotYet(entry));
        }
    }
}

//! Which scalar is differentiated.

use super::{Message, Session};
use crate::engine::Objective;

impl Session {
    /// Whether what is differentiated is one of several outputs.
    pub(super) fn has_components(&self) -> bool {
        let is_output = matches!(self.trace().objective(), Objective::Output { .. });
        is_output && self.trace().network().outputs() > 1
    }

    /// One output, then the loss if there is a target, then the sum of the outputs if there are several.
    pub(super) fn change_objective(&mut self) {
        let output = Objective::Output {
            component: self.component,
        };
        let several = self.trace().network().outputs() > 1;
        let has_target = self.trace().target().is_some();
        let next = match self.trace().objective() {
            Objective::Output { .. } if has_target => Objective::Loss,
            Objective::Output { .. } | Objective::Loss if several => Objective::Sum,
            _ => output,
        };
        let skips_loss = !has_target && !matches!(self.trace().objective(), Objective::Sum);
        self.differentiate(next);
        // The seed of the loss has two terms, that of an output none: what was selected of a number may be gone.
        for stop in &mut self.trail {
            (stop.line, stop.operand) = (0, 0);
        }
        if skips_loss {
            self.message = Some(Message::NoTarget);
        }
    }

    pub(super) fn change_component(&mut self, by: usize) {
        let outputs = self.trace().network().outputs();
        match self.trace().objective() {
            Objective::Output { .. } if outputs == 1 => self.message = Some(Message::OneOutput),
            Objective::Output { component } => {
                let component = (component + by) % outputs;
                self.component = component;
                self.differentiate(Objective::Output { component });
            }
            Objective::Loss | Objective::Sum => self.message = Some(Message::NoComponents),
        }
    }

    pub(super) fn differentiate(&mut self, objective: Objective) {
        if self.what_if.differentiate(objective).is_err() {
            // A component is always one that there is: what can be missing is the target.
            self.message = Some(Message::NoTarget);
        }
    }
}

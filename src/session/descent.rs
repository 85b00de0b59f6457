//! The step after the last: gradient descent at the walk's sample, and the walk again with the new weights.

use super::panels::moved;
use super::{Action, Change, Direction, Effect, Message, Mode, Session};
use crate::engine::{Entry, Objective};
use crate::page::{Descent, Selection};

/// η at first: 0.05, as in the paper, on the ladder 1, 2, 5, 10, …
const RATE: i16 = -4;

/// The ends of the ladder, 10^-20 and 10^20.
const RUNGS: (i16, i16) = (-60, 60);

/// What is chosen in the panel. It may lie beyond the network after the file was read anew.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Descending {
    layer: usize,
    at: (usize, usize),
    /// Which rung of the ladder η is on; 0 is 1.
    rung: i16,
}

/// What a step would do to C, the loss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// η.
    pub rate: f64,
    /// C.
    pub before: f64,
    /// C after the step, once it is known.
    pub after: Option<f64>,
    /// C − η‖∇C‖², which is what the first order promises.
    pub promised: f64,
}

impl Default for Descending {
    fn default() -> Self {
        Self {
            layer: 2,
            at: (0, 0),
            rung: RATE,
        }
    }
}

impl Descending {
    fn rate(&self) -> f64 {
        let digit = [1, 2, 5][usize::from(self.rung.rem_euclid(3).unsigned_abs()).min(2)];
        // Read, not computed: 5e-2 is the double nearest to it.
        let text = format!("{digit}e{}", self.rung.div_euclid(3));
        text.parse().unwrap_or(1.0)
    }
}

impl Session {
    /// The descent step as it is looked at.
    pub fn descent(&self) -> Descent<'_> {
        let network = self.trace().network();
        let layer = self.descending.layer.clamp(2, network.depth());
        let (row, column) = self.descending.at;
        let rows = network.units(layer);
        Descent {
            trace: self.trace(),
            layer,
            rate: self.descending.rate(),
            at: (row.min(rows - 1), column.min(network.units(layer - 1))),
        }
    }

    /// η.
    pub(super) fn rate(&self) -> f64 {
        self.descending.rate()
    }

    /// What the step would do to C.
    pub fn outlook(&self) -> Outlook {
        let (trace, rate) = (self.trace(), self.rate());
        let before = trace.value();
        Outlook {
            rate,
            before,
            after: self.loss_after(rate),
            promised: before - rate * trace.squared_gradient(),
        }
    }

    /// The entry of W or b that is selected in the panel.
    pub(super) fn entry_of_descent(&self) -> Entry {
        let descent = self.descent();
        descent.entry(descent.at.0, descent.at.1)
    }

    /// Whether the step after the last is there: what descends is the loss.
    pub(super) fn can_descend(&self) -> bool {
        self.trace().objective() == Objective::Loss && self.trace().target().is_some()
    }

    /// Opens the panel, over the last step.
    pub(super) fn begin_descent(&mut self) {
        if !self.can_descend() {
            self.message = Some(Message::NotTheLoss);
            return;
        }
        self.what_if.show_edits();
        self.place = self.walk.last();
        self.panel = Mode::Descent;
    }

    pub(super) fn in_descent(&mut self, action: Action) -> Option<Effect> {
        let descent = self.descent();
        let ((rows, columns), (row, column)) = (descent.shape(), descent.at);
        let (layer, depth) = (descent.layer, self.trace().network().depth());
        match action {
            Action::Next | Action::Descend => self.descend(),
            Action::Back => self.leave(),
            Action::NextOperand => {
                self.descending.layer = if layer < depth { layer + 1 } else { 2 }
            }
            Action::PreviousOperand => {
                self.descending.layer = if layer > 2 { layer - 1 } else { depth };
            }
            Action::Move(direction @ (Direction::Up | Direction::Down), count) => {
                self.descending.at = (moved(row, direction, count, rows), column);
            }
            Action::Move(direction, count) => {
                self.descending.at = (row, moved(column, direction, count, columns));
            }
            Action::Select(Selection { unit, term, .. }) => self.descending.at = (unit, term),
            Action::Rate(change) => {
                let rung = match change {
                    Change::More => self.descending.rung + 1,
                    Change::Less => self.descending.rung - 1,
                };
                self.descending.rung = rung.clamp(RUNGS.0, RUNGS.1);
            }
            _ => return None,
        }
        Some(Effect::None)
    }

    /// Takes the step, and walks again.
    fn descend(&mut self) {
        let (rate, before) = (self.descending.rate(), self.trace().value());
        let trace = self.trace();
        let first = trace
            .first_non_finite()
            .or(trace.first_non_finite_gradient());
        if !before.is_finite() || first.is_some() {
            self.message = Some(Message::NoSlope);
            return;
        }
        if self.what_if.descend(rate).is_err() {
            self.message = Some(Message::NoTarget);
            return;
        }
        self.place = 0;
        self.panel = Mode::Walk;
        self.message = Some(Message::Descended {
            rate,
            before,
            after: self.trace().value(),
        });
    }

    /// Closes the panel where there is no such step any more.
    pub(super) fn refresh_descent(&mut self) {
        let is_there = self.place == self.walk.last() && self.can_descend();
        if self.panel == Mode::Descent && (!is_there || self.what_if.shows_own()) {
            self.panel = Mode::Walk;
        }
    }

    /// On the way to the last step: it is not quite the last one.
    pub(super) fn tell_of_descent(&mut self) {
        if self.place == self.walk.last() && self.can_descend() {
            self.message = Some(Message::Descends);
        }
    }
}

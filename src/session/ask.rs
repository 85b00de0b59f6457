//! Asking a number where it came from, and what it reaches.

use super::panels::moved;
use super::{Action, Conflict, Direction, Effect, Message, Mode, Picture, Session, Stop};
use crate::engine::{Entry, Moment, Quantity, takes_sweep};
use crate::page::{Changed, Provenance, entry_symbol};

impl Session {
    /// The entry that is in question: of the panel that is open, or of the page.
    pub fn selected_entry(&self) -> Option<Entry> {
        match self.trail.last() {
            Some(stop) => Some(stop.entry),
            None if self.panel == Mode::Numbers => self.entry_in_table(),
            None if self.panel == Mode::Descent => Some(self.entry_of_descent()),
            None if self.panel == Mode::Network => Some(self.entry_of_unit()),
            None if self.panel == Mode::InputSpace && self.shows_image() => {
                Some(Entry::of(Quantity::A(1), self.pixel()))
            }
            None => self.page().selected_as_entry(),
        }
    }

    /// Whether x is on the screen as an image, with a pixel that is marked.
    fn shows_image(&self) -> bool {
        matches!(self.picture(), Picture::Image(..))
    }

    /// The number in question, and where it came from.
    pub fn provenance(&self) -> Option<Provenance> {
        let stop = self.trail.last()?;
        let provenance = Provenance::of(self.trace(), &self.captions, &self.walk, stop.entry);
        let swept = || self.influence_of(stop.entry).cloned();
        Some(Provenance {
            influence: provenance.influence.clone().or_else(swept),
            ..provenance
        })
    }

    /// The number in question, if it takes a sweep to find what moves with it.
    pub(super) fn swept_entry(&self) -> Option<Entry> {
        let entry = self.trail.last()?.entry;
        takes_sweep(entry.quantity).then_some(entry)
    }

    /// How an edit changed `entry`, if one did.
    pub fn change_of(&self, entry: Entry) -> Option<Changed> {
        let before = self.what_if.before()?;
        let name = entry_symbol(self.trace(), entry);
        Changed::of(before, self.trace(), entry, name)
    }

    /// Asks for the selected entry.
    pub(super) fn begin_trail(&mut self) {
        match self.selected_entry() {
            Some(entry) if self.is_known(entry) => self.ask(entry),
            Some(entry) => self.message = Some(Message::NotYet(entry)),
            None => {}
        }
    }

    /// Asks where `entry` came from; when that is left, what is open now is there again.
    pub(super) fn ask(&mut self, entry: Entry) {
        self.asked_from = self.panel;
        self.panel = Mode::Provenance;
        self.trail = vec![Stop::at(entry)];
    }

    /// Leaves where a number came from, for where that was asked.
    pub(super) fn leave_provenance(&mut self) {
        self.trail.clear();
        self.panel = std::mem::replace(&mut self.asked_from, Mode::Walk);
    }

    pub(super) fn in_provenance(&mut self, action: Action) -> Option<Effect> {
        let provenance = self.provenance()?;
        match action {
            Action::Move(direction, count) => self.move_on_trail(&provenance, direction, count),
            Action::Into => self.go_into(&provenance),
            Action::Climb => {
                self.trail.pop();
                if self.trail.is_empty() {
                    self.leave_provenance();
                }
            }
            Action::Turn => {
                let stop = self.trail.last_mut()?;
                *stop = Stop {
                    reaches: !stop.reaches,
                    ..Stop::at(stop.entry)
                };
            }
            Action::ToItsStep => {
                self.asked_from = Mode::Walk;
                self.leave_provenance();
                self.step_by(Action::At(provenance.place));
                self.point_at(provenance.entry);
            }
            _ => return None,
        }
        Some(Effect::None)
    }

    fn move_on_trail(&mut self, provenance: &Provenance, direction: Direction, count: usize) {
        let Some(stop) = self.trail.last_mut() else {
            return;
        };
        match direction {
            Direction::Down | Direction::Up => {
                let lines = provenance.lines(stop.reaches);
                stop.line = moved(stop.line, direction, count, lines);
                let operands = provenance.operands(stop.reaches, stop.line);
                stop.operand = stop.operand.min(operands.saturating_sub(1));
            }
            Direction::Left | Direction::Right => {
                let operands = provenance.operands(stop.reaches, stop.line);
                stop.operand = moved(stop.operand, direction, count, operands);
            }
        }
    }

    fn go_into(&mut self, provenance: &Provenance) {
        let Some(stop) = self.trail.last() else {
            return;
        };
        let Some(entry) = provenance.entry_at(stop.reaches, stop.line, stop.operand) else {
            self.message = Some(Message::NoOperand);
            return;
        };
        if self.is_known(entry) {
            self.trail.push(Stop::at(entry));
        } else {
            self.message = Some(Message::NotYet(entry));
        }
    }

    /// Whether another program has changed the file since it was read.
    pub const fn is_outdated(&self) -> bool {
        self.is_outdated
    }

    /// What of it was said to be changed when it was asked whether the file is to be replaced.
    pub const fn conflict(&self) -> Option<Conflict> {
        self.conflict
    }

    /// Whether the walk has come to `entry` yet.
    pub fn is_known(&self, entry: Entry) -> bool {
        let moment: Moment = entry.quantity.moment(self.trace().network());
        moment <= self.step().moment()
    }

    /// After a step: numbers that are not computed yet are not asked any more.
    pub(super) fn retrace(&mut self) {
        if self.panel != Mode::Provenance {
            return;
        }
        let known = self
            .trail
            .iter()
            .take_while(|stop| self.is_known(stop.entry));
        let known = known.count();
        self.trail.truncate(known);
        if self.trail.is_empty() {
            self.leave_provenance();
        }
    }

    /// Selects `entry` on the page, if it is there.
    pub(super) fn point_at(&mut self, entry: Entry) {
        let page = self.page();
        let Some(selection) = page.selection_of(entry) else {
            return;
        };
        self.selections.insert(self.step(), selection);
    }
}

//! Steps, strides, and the walk that goes on by itself.

use super::{Action, Change, Message, Mode, Session};
use crate::engine::{Objective, Stride, Trace, Walk, ordinal};
use crate::page::Captions;

impl Session {
    pub(super) fn step_by(&mut self, action: Action) {
        self.play.is_on = false;
        let last = self.walk.last();
        match action {
            Action::Next => self.step_forward(),
            Action::Back => self.place = self.place.saturating_sub(1),
            Action::First => self.place = 0,
            Action::Last => self.place = last,
            Action::NextGroup => self.place = self.walk.next_group(self.place),
            Action::PreviousGroup => self.place = self.walk.previous_group(self.place),
            Action::At(place) if place <= last => self.place = place,
            Action::At(place) => {
                let steps = last + 1;
                let number = ordinal(place);
                self.message = Some(Message::NoStep { number, steps });
            }
            _ => {}
        }
        self.retrace();
    }

    fn step_forward(&mut self) {
        if self.place < self.walk.last() {
            self.place += 1;
            self.tell_of_descent();
        } else if self.can_descend() {
            self.open(Mode::Descent);
        } else if !self.parameters {
            self.message = Some(Message::Complete);
        }
    }

    /// The time for the next step that is played.
    pub(super) fn tick(&mut self) {
        if !self.play.is_on {
            return;
        }
        self.place = (self.place + 1).min(self.walk.last());
        if self.place == self.walk.last() {
            self.play.is_on = false;
        }
    }

    pub(super) fn toggle_play(&mut self) {
        if self.play.is_on {
            self.play.is_on = false;
            self.message = Some(Message::Stopped);
            return;
        }
        self.play.is_on = true;
        // From the end there is nowhere to go on to but the beginning.
        if self.place == self.walk.last() {
            self.place = 0;
            self.retrace();
        }
        self.message = Some(Message::Playing(self.play.pause()));
    }

    pub(super) fn change_tempo(&mut self, change: Change) {
        self.play.change(change);
        self.message = Some(Message::Playing(self.play.pause()));
    }

    pub(super) fn change_stride(&mut self) {
        let stride = match self.walk.stride() {
            Stride::Layer => Stride::Operation,
            Stride::Operation => Stride::Layer,
        };
        self.reschedule(stride);
    }

    pub(super) fn toggle_parameters(&mut self) {
        self.parameters = !self.parameters;
        self.reschedule(self.walk.stride());
        self.message = Some(if self.parameters {
            Message::WithParameters
        } else {
            Message::WithoutParameters
        });
    }

    fn reschedule(&mut self, stride: Stride) {
        let step = self.step();
        self.walk = Walk::new(self.trace().network(), stride, self.parameters);
        self.place = self.walk.place_of(step);
        self.retrace();
    }

    /// The file was read anew: the place stays, as near as the new network has it.
    pub(super) fn reloaded(&mut self, trace: Trace, captions: Captions) {
        // What is half typed is about the file as it was.
        if self.prompt == Some(Mode::Edit) {
            self.leave_prompt();
        }
        let (step, had_edits) = (self.step(), self.what_if.is_edited());
        let edits = self.what_if.reload(trace);
        self.captions = captions;
        self.is_outdated = false;
        // What was selected may not be there any more.
        self.selections.clear();
        self.unit = None;
        self.component = self.component.min(self.trace().network().outputs() - 1);
        if let Objective::Output { component } = self.trace().objective() {
            self.component = component;
        }
        self.walk = Walk::new(self.trace().network(), self.walk.stride(), self.parameters);
        self.place = self.walk.place_of(step);
        if self.panel == Mode::Provenance {
            self.leave_provenance();
        }
        self.message = Some(Message::Reloaded {
            edits: had_edits.then_some(edits),
        });
    }
}

//! What is open over the walk, and what actions mean to it.

use super::{Action, Effect, Mode, Session};

impl Session {
    /// What `action` means to the panel that is open; `None` if that is what it means to the walk.
    pub(super) fn in_panel(&mut self, action: Action) -> Option<Effect> {
        match self.panel {
            Mode::Provenance => self.in_provenance(action),
            _ => None,
        }
    }

    pub(super) fn open(&mut self, mode: Mode) {
        if mode.is_prompt() {
            self.open_prompt(mode);
        } else if self.panel == mode {
            self.leave();
        } else {
            self.panel = mode;
            self.trail.clear();
            if mode == Mode::Provenance {
                self.begin_trail();
            }
        }
    }

    /// Leaves the prompt that is open, or the panel.
    pub(super) fn leave(&mut self) {
        if self.prompt.is_some() {
            self.leave_prompt();
            return;
        }
        self.panel = Mode::Walk;
        self.trail.clear();
    }
}

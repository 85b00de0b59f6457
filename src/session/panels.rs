//! What is open over the walk, and what actions mean to it.

use super::{Action, Direction, Effect, Mode, Session};

/// How far the help goes down at the most; the screen stops earlier where it is shorter.
const SCROLL: usize = 256;

/// What is selected in the panels about derivatives. It may lie beyond the network after the file was read anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Focus {
    /// The column of the Jacobian.
    pub(super) column: usize,
    /// Which of the quantities that are checked.
    pub(super) quantity: usize,
    /// Which entry of it, row by row.
    pub(super) entry: usize,
    /// Whether the curve of that entry is open, in the place of the table.
    pub(super) is_curve: bool,
}

/// The place `count` further in `direction`, or back, of `length` places.
pub(super) fn moved(at: usize, direction: Direction, count: usize, length: usize) -> usize {
    let at = match direction {
        Direction::Down | Direction::Right => at.saturating_add(count),
        Direction::Up | Direction::Left => at.saturating_sub(count),
    };
    at.min(length.saturating_sub(1))
}

impl Session {
    /// What `action` means to the panel that is open; `None` if that is what it means to the walk.
    pub(super) fn in_panel(&mut self, action: Action) -> Option<Effect> {
        match self.panel {
            Mode::Provenance => self.in_provenance(action),
            Mode::Jacobian => self.in_jacobian(action),
            Mode::Checks => self.in_checks(action),
            Mode::InputSpace => self.in_space(action),
            Mode::Numbers => self.in_table(action),
            Mode::Network => self.in_network(action),
            Mode::Descent => self.in_descent(action),
            _ => None,
        }
    }

    pub(super) fn open(&mut self, mode: Mode) {
        if mode.is_prompt() {
            self.open_prompt(mode);
        } else if self.panel == mode && mode == Mode::Provenance {
            self.leave_provenance();
        } else if self.panel == mode {
            self.leave();
        } else if matches!(mode, Mode::Help | Mode::Blank) {
            // Who looks elsewhere loses no step.
            self.play.is_on = false;
            self.covered = self.panel;
            self.panel = mode;
        } else {
            // x moved in one panel and in the next are two edits.
            self.what_if.settle();
            match mode {
                Mode::Provenance => return self.begin_trail(),
                Mode::Descent if !self.can_descend() => return self.begin_descent(),
                _ => {}
            }
            self.panel = mode;
            self.trail.clear();
            self.asked_from = Mode::Walk;
            match mode {
                Mode::Numbers => self.begin_table(),
                Mode::Descent => self.begin_descent(),
                Mode::InputSpace => self.keep_frame(),
                _ => {}
            }
        }
    }

    /// Leaves the prompt that is open, or the panel.
    pub(super) fn leave(&mut self) {
        if self.prompt.is_some() {
            self.leave_prompt();
            return;
        }
        if matches!(self.panel, Mode::Help | Mode::Blank) {
            self.panel = std::mem::replace(&mut self.covered, Mode::Walk);
            return self.retrace();
        }
        self.panel = Mode::Walk;
        self.trail.clear();
        self.asked_from = Mode::Walk;
        self.what_if.settle();
    }

    pub(super) fn scroll(&mut self, direction: Direction, lines: usize) {
        self.scrolled = match direction {
            Direction::Up => self.scrolled.saturating_sub(lines),
            _ => (self.scrolled + lines).min(SCROLL),
        };
    }
}

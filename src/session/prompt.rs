//! Prompts on the last line: opened, typed into, answered, left.

use super::{Action, Direction, Effect, Line, Message, Mode, Session, Typing};
use crate::engine::index_of;

impl Session {
    pub(super) fn open_prompt(&mut self, mode: Mode) {
        if self.prompt == Some(Mode::Edit) {
            self.leave_prompt();
        }
        self.chosen = 0;
        match mode {
            Mode::Edit => return self.begin_edit(),
            Mode::SaveAs if !self.what_if.is_edited() => {
                self.message = Some(Message::NothingEdited);
                return;
            }
            Mode::SaveAs => {
                self.conflict = None;
                self.line = Line::of(self.save_as.as_str());
            }
            Mode::Search => {
                if self.panel != Mode::Numbers {
                    self.open(Mode::Numbers);
                }
                self.line = Line::of(self.filter());
            }
            _ => self.line = Line::default(),
        }
        self.prompt = Some(mode);
    }

    /// Leaves the prompt where `action` is not for it: a presenter goes on whatever digit was hit, and a command that
    /// was chosen is carried out where the palette was opened.
    pub(super) fn leave_prompt_for(&mut self, action: Action) {
        let for_prompt = matches!(
            action,
            Action::Digit(_) | Action::Type(_) | Action::Accept | Action::Choose(_) | Action::Leave
        );
        if matches!(self.prompt, Some(Mode::GoTo | Mode::Command)) && !for_prompt {
            self.prompt = None;
        }
    }

    pub(super) fn leave_prompt(&mut self) {
        match self.prompt {
            Some(Mode::Edit) => self.abandon_edit(),
            Some(Mode::Search) => self.clear_search(),
            _ => {}
        }
        self.prompt = None;
    }

    /// What `action` means to the prompt that is open; `None` if it is not for a prompt.
    pub(super) fn in_prompt(&mut self, action: Action) -> Option<Effect> {
        let prompt = self.prompt?;
        match action {
            Action::Type(typing) => self.type_into(prompt, typing),
            Action::Choose(Direction::Up | Direction::Left) => {
                self.chosen = self.chosen.saturating_sub(1);
            }
            Action::Choose(_) => self.chosen += 1,
            Action::Nudge(change, size) => self.nudge(change, size),
            Action::Accept => return Some(self.accept(prompt)),
            _ => return None,
        }
        Some(Effect::None)
    }

    fn type_into(&mut self, prompt: Mode, typing: Typing) {
        if let Some(editing) = &mut self.editing
            && std::mem::replace(&mut editing.is_fresh, false)
            && matches!(typing, Typing::Insert(_))
        {
            self.line = Line::default();
        }
        let changed = self.line.take(typing);
        if changed {
            self.chosen = 0;
        }
        match prompt {
            Mode::Edit if changed => self.try_line(),
            Mode::Search if changed => self.search_for_line(),
            _ => {}
        }
    }

    fn accept(&mut self, prompt: Mode) -> Effect {
        match prompt {
            Mode::GoTo => self.go(),
            Mode::Command => {
                self.prompt = None;
                self.message = Some(Message::NoCommand);
            }
            Mode::Edit => self.accept_edit(),
            Mode::Search => self.accept_search(),
            Mode::SaveAs | Mode::Replace => {
                self.prompt = None;
                let path = self.line.text().trim().to_owned();
                let replace = prompt == Mode::Replace;
                // What could not be saved is not to be typed again.
                self.save_as.clone_from(&path);
                return Effect::Save { path, replace };
            }
            _ => self.prompt = None,
        }
        Effect::None
    }

    pub(super) fn type_digit(&mut self, digit: u8) {
        if self.prompt != Some(Mode::GoTo) {
            self.open_prompt(Mode::GoTo);
        }
        // More digits than any walk has steps would only overflow.
        if self.line.text().len() < 6 {
            let digit = char::from(b'0' + digit.min(9));
            self.line.take(Typing::Insert(digit));
        }
    }

    fn go(&mut self) {
        self.prompt = None;
        let number: Option<usize> = self.line.text().parse().ok();
        match number.map(|number| (number, index_of(number))) {
            Some((_, Some(place))) => self.step_by(Action::At(place)),
            Some((number, None)) => {
                let steps = self.walk.steps().len();
                self.message = Some(Message::NoStep { number, steps });
            }
            None => {}
        }
    }
}

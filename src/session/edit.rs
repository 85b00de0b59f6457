//! Editing a number in place, undoing it, saving it.

use super::number::{nudged, read, step_near};
use super::what_if::Mark;
use super::{Action, Answer, Change, Effect, Form, Line, Message, Mode, Session, Size};
use crate::engine::{Entry, Quantity};
use crate::page::Numeral;

/// An edit under way.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Editing {
    /// What is edited.
    pub entry: Entry,
    /// How far one nudge goes.
    step: f64,
    /// Whether nothing was typed yet: what is typed first stands in the place of the old number.
    pub is_fresh: bool,
    /// What there was before, to go back to.
    before: Mark,
}

impl Session {
    pub(super) fn begin_edit(&mut self) {
        self.what_if.show_edits();
        let entry = self
            .selected_entry()
            .filter(|entry| is_editable(entry.quantity));
        let value = entry.and_then(|entry| entry.value(self.trace()));
        let (Some(entry), Some(value)) = (entry, value) else {
            self.message = Some(Message::NotEditable);
            return;
        };
        self.what_if.settle();
        self.editing = Some(Box::new(Editing {
            entry,
            step: step_near(value),
            is_fresh: true,
            before: self.what_if.mark(),
        }));
        self.line = Line::of(Numeral::shortest(value).as_str());
        self.prompt = Some(Mode::Edit);
    }

    /// Records the walk anew with what stands in the line, if that is a number.
    pub(super) fn try_line(&mut self) {
        if let (Some(editing), Some(value)) = (&self.editing, read(self.line.text()))
            && let Err(error) = self.what_if.set(editing.entry, value, true)
        {
            self.message = Some(Message::Failed(error.to_string()));
        }
    }

    pub(super) fn nudge(&mut self, change: Change, size: Size) {
        let Some(editing) = &self.editing else { return };
        let now = read(self.line.text()).or_else(|| editing.entry.value(self.trace()));
        let value = nudged(now.unwrap_or(0.0), editing.step, change, size);
        self.line = Line::of(Numeral::shortest(value).as_str());
        self.try_line();
    }

    pub(super) fn accept_edit(&mut self) {
        if read(self.line.text()).is_none() {
            self.message = Some(Message::NotANumber(self.line.text().to_owned()));
            return;
        }
        self.try_line();
        self.what_if.settle();
        self.editing = None;
        self.prompt = None;
    }

    pub(super) fn abandon_edit(&mut self) {
        if let Some(editing) = self.editing.take() {
            self.what_if.go_back_to(editing.before);
        }
    }

    pub(super) fn undo_or_redo(&mut self, action: Action) {
        let (now, nothing) = if action == Action::Undo {
            (self.what_if.undo(), Message::NothingToUndo)
        } else {
            (self.what_if.redo(), Message::NothingToRedo)
        };
        self.message = Some(now.map_or(nothing, Message::Now));
    }

    pub(super) fn toggle_files_own(&mut self) {
        let shown = self.what_if.toggle().map(Message::FilesOwn);
        self.message = Some(shown.unwrap_or(Message::NothingEdited));
    }

    pub(super) fn copy(&mut self, form: Form) -> Effect {
        self.prompt = None;
        let selected = self.selected_entry();
        selected.map_or(Effect::None, |entry| Effect::Copy(entry.quantity, form))
    }

    pub(super) fn quit(&mut self) -> Effect {
        // What is only half typed is no edit.
        if self.prompt == Some(Mode::Edit) {
            self.leave_prompt();
        }
        if !self.what_if.is_unsaved() {
            return Effect::Quit;
        }
        self.open(Mode::Unsaved);
        Effect::None
    }

    /// Takes what the terminal answers.
    pub fn take(&mut self, answer: Answer) {
        self.hear(answer);
        self.refresh_table();
        self.refresh_descent();
        self.answer_at_once();
    }

    fn hear(&mut self, answer: Answer) {
        self.message = Some(match answer {
            Answer::Saved {
                path,
                tensors,
                splits,
            } => {
                self.what_if.saved();
                Message::Saved {
                    path,
                    tensors,
                    splits,
                }
            }
            Answer::Exists(path) => {
                self.conflict = None;
                return self.ask_to_replace(path);
            }
            Answer::Conflict(path, conflict) => {
                self.is_outdated = true;
                self.conflict = Some(conflict);
                return self.ask_to_replace(path);
            }
            Answer::Copied(quantity, form) => Message::Copied(quantity, form),
            Answer::TooLarge(quantity) => Message::TooLarge(quantity),
            Answer::Reloaded(read) => {
                let (trace, captions) = *read;
                return self.reloaded(trace, captions);
            }
            Answer::Changed => {
                self.is_outdated = true;
                Message::Changed
            }
            Answer::Failed(why) | Answer::Unsure(why) => Message::Failed(why),
            Answer::Theme(name) => Message::Theme(name),
            Answer::Mouse(on) => Message::Mouse(on),
        });
    }

    fn ask_to_replace(&mut self, path: String) {
        self.leave_prompt();
        self.line = Line::of(path);
        self.prompt = Some(Mode::Replace);
    }
}

const fn is_editable(quantity: Quantity) -> bool {
    matches!(
        quantity,
        Quantity::A(1) | Quantity::Target | Quantity::Weights(_) | Quantity::Bias(_)
    )
}

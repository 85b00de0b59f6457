//! Edits undone, done again, and gone back from.

use super::WhatIf;
use super::edits::Edit;
use crate::engine::Entry;

/// Which edits there were, to come back to.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    done: usize,
    undone: Vec<Edit>,
}

/// What an edit was about that was undone, or done again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Undone {
    /// This entry, which has this value now.
    Entry(Entry, f64),
    /// A step of gradient descent.
    Descent {
        /// Its length η.
        rate: f64,
        /// Whether it was undone; else it was taken again.
        is_undone: bool,
    },
}

impl WhatIf {
    /// The next edit is one by itself.
    pub fn settle(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.settle();
        }
    }

    /// The edits as they are, to go back to.
    pub(in crate::session) fn mark(&self) -> Mark {
        Mark {
            done: self.done.len(),
            undone: self.undone.clone(),
        }
    }

    /// Everything as it was at `mark`; what is shown is another walk all the same.
    pub(in crate::session) fn go_back_to(&mut self, mark: Mark) {
        while self.done.len() > mark.done && self.undo().is_some() {}
        self.undone = mark.undone;
        self.look();
    }

    /// Takes the last edit back.
    pub fn undo(&mut self) -> Option<Undone> {
        let edit = self.done.pop()?;
        self.show_edits();
        let undone = match edit {
            Edit::Entry { entry, before, .. } => {
                // What a descent step made need not be finite; it cannot be set, but made again.
                if self.record(entry, before).is_err() {
                    self.replay();
                }
                Undone::Entry(entry, before)
            }
            Edit::Descent { rate } => {
                self.replay();
                Undone::Descent {
                    rate,
                    is_undone: true,
                }
            }
        };
        self.undone.push(edit);
        Some(undone)
    }

    /// Does the last edit that was undone again.
    pub fn redo(&mut self) -> Option<Undone> {
        let mut edit = self.undone.pop()?;
        self.show_edits();
        let redone = match edit {
            Edit::Entry { entry, after, .. } => {
                let _ = self.record(entry, after);
                Undone::Entry(entry, after)
            }
            Edit::Descent { rate } => {
                let _ = self.record_descent(rate);
                Undone::Descent {
                    rate,
                    is_undone: false,
                }
            }
        };
        edit.settle();
        self.done.push(edit);
        Some(redone)
    }
}

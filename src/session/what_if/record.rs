//! The edited walk recorded: changed in place by one edit more, or made anew from the file's own walk.

use super::edits::{Edit, made};
use super::{WhatIf, differs, is_same};
use crate::engine::{EditError, Entry, RecordError};

impl WhatIf {
    /// Records the walk with one value more; where nothing differs from the file any more, it is the file's.
    pub(super) fn record(&mut self, entry: Entry, value: f64) -> Result<(), EditError> {
        let own = &self.own;
        if self.descents() == 0 && is_same(entry.value(own), Some(value)) {
            // The passes of the file's own walk were run long ago.
            let is_own = |edit: &Edit| {
                let other = edit.entry().filter(|other| *other != entry);
                other.is_none_or(|other| is_same(other.value(own), other.value(self.latest())))
            };
            if self.done.iter().all(is_own) {
                self.edited = None;
                self.look();
                return Ok(());
            }
        }
        let edited = self.edited.get_or_insert_with(|| own.clone());
        let recorded = edited.replace(&[(entry, value)]);
        if recorded.is_ok() {
            self.look();
        } else if self.done.is_empty() {
            self.edited = None;
        }
        recorded
    }

    pub(super) fn record_descent(&mut self, rate: f64) -> Result<(), RecordError> {
        if self.own.target().is_none() {
            return Err(RecordError::NoTarget);
        }
        let own = &self.own;
        let edited = self.edited.get_or_insert_with(|| own.clone());
        edited.descend(rate)?;
        self.look();
        Ok(())
    }

    /// Makes the edits anew, from the file's own walk on.
    pub(super) fn replay(&mut self) {
        // Before there is a third network.
        self.edited = None;
        let edited = made(&self.own, &mut self.done);
        self.edited = edited.filter(|_| differs(&self.own, &self.done));
        self.look();
    }
}

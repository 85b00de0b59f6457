//! What would happen if: the file's own walk, the edits on it, and the walk that they make.

mod edits;
mod history;
mod record;

use std::collections::BTreeMap;

pub(super) use history::Mark;
pub use history::Undone;

use crate::engine::{EditError, Entry, Objective, Quantity, RecordError, Trace};
use edits::{Edit, Kept, kept, kept_still, made};

/// A walk with edits. There are never more than two networks: the file's own, and one with all edits, which is changed
/// in place. To undo an edit, what it was is kept, and not what it made.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    own: Trace,
    /// `None` while nothing differs from the file.
    edited: Option<Trace>,
    done: Vec<Edit>,
    undone: Vec<Edit>,
    /// What the edits came to when they were saved last.
    saved: Vec<Kept>,
    shows_own: bool,
    /// How often the walk that is shown became another one.
    generation: u64,
    /// How often it did but for what is differentiated.
    point: u64,
    /// How often the file's own walk did, but for that.
    source: u64,
    /// The first entry that is computed otherwise than in the file's own walk.
    differs: Option<Entry>,
}

impl WhatIf {
    /// The file's own walk, nothing edited.
    pub fn new(own: Trace) -> Self {
        Self {
            own,
            edited: None,
            done: Vec::new(),
            undone: Vec::new(),
            saved: Vec::new(),
            shows_own: false,
            generation: 0,
            point: 0,
            source: 0,
            differs: None,
        }
    }

    /// The walk that is shown.
    pub fn trace(&self) -> &Trace {
        match &self.edited {
            Some(edited) if !self.shows_own => edited,
            _ => &self.own,
        }
    }

    /// The file's own walk.
    pub const fn own(&self) -> &Trace {
        &self.own
    }

    /// The walk with all edits, whichever is shown.
    pub fn latest(&self) -> &Trace {
        self.edited.as_ref().unwrap_or(&self.own)
    }

    /// The file's own walk, where another one is shown.
    pub fn before(&self) -> Option<&Trace> {
        (self.edited.is_some() && !self.shows_own).then_some(&self.own)
    }

    /// Whether the file's own values are shown although there are others.
    pub const fn shows_own(&self) -> bool {
        self.shows_own && self.edited.is_some()
    }

    /// A number that is another one whenever the walk that is shown is another one.
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// The same for all that does not depend on which scalar is differentiated.
    pub const fn point(&self) -> u64 {
        self.point
    }

    /// The same as [`point`](Self::point) for the file's own walk.
    pub const fn source(&self) -> u64 {
        self.source
    }

    /// The first entry that is computed otherwise than in the file's own walk.
    pub const fn differs(&self) -> Option<Entry> {
        self.differs
    }

    /// Whether something differs from the file.
    pub const fn is_edited(&self) -> bool {
        self.edited.is_some()
    }

    /// The entries that were edited one by one and differ from the file, and their values now. What a descent step
    /// changed is not among them: that is all of W and b.
    pub fn values(&self) -> BTreeMap<Entry, f64> {
        let entries = self.done.iter().filter_map(Edit::entry);
        let differing = entries.filter_map(|entry| {
            let value = entry.value(self.latest());
            Some((
                entry,
                value.filter(|_| !is_same(entry.value(&self.own), value))?,
            ))
        });
        differing.collect()
    }

    /// How many steps of gradient descent were taken.
    pub fn descents(&self) -> usize {
        self.done.iter().filter(|edit| edit.is_descent()).count()
    }

    /// Whether something was edited since it was saved.
    pub fn is_unsaved(&self) -> bool {
        self.is_edited() && kept(&self.done, &self.own) != self.saved
    }

    /// The edits are saved now.
    pub fn saved(&mut self) {
        self.saved = kept(&self.done, &self.own);
    }

    /// Another value for `entry`. With `slides`, edits of the same entry in a row are one edit.
    ///
    /// # Errors
    /// An entry that cannot be edited, a value that is not finite.
    pub fn set(&mut self, entry: Entry, value: f64, slides: bool) -> Result<(), EditError> {
        self.show_edits();
        let before = entry.value(self.trace());
        if is_same(before, Some(value)) {
            return Ok(());
        }
        self.record(entry, value)?;
        self.undone.clear();
        let last = self.done.last_mut().filter(|_| slides);
        if !last.is_some_and(|last| last.slide(entry, value)) {
            self.done.push(Edit::Entry {
                entry,
                before: before.unwrap_or(f64::NAN),
                after: value,
                slides,
            });
        }
        Ok(())
    }

    /// One step of gradient descent of length `rate` (η) from where all edits lead: one edit.
    ///
    /// # Errors
    /// There is no target.
    pub fn descend(&mut self, rate: f64) -> Result<(), RecordError> {
        self.show_edits();
        self.record_descent(rate)?;
        self.undone.clear();
        self.settle();
        self.done.push(Edit::Descent { rate });
        Ok(())
    }

    /// Shows the edited values again, if the file's own are shown.
    pub fn show_edits(&mut self) {
        if self.shows_own() {
            self.toggle();
        }
        self.shows_own = false;
    }

    /// Shows the file's own values, or the edited ones; `None` where there are no others.
    pub fn toggle(&mut self) -> Option<bool> {
        self.edited.as_ref()?;
        self.shows_own = !self.shows_own;
        self.look();
        Some(self.shows_own)
    }

    /// Both walks, differentiated for another objective.
    ///
    /// # Errors
    /// The loss without a target.
    pub fn differentiate(&mut self, objective: Objective) -> Result<(), RecordError> {
        let own = self.own.with_objective(objective)?;
        let edited = self.edited.as_ref();
        self.edited = edited
            .map(|edited| edited.with_objective(objective))
            .transpose()?;
        self.own = own;
        let point = self.point;
        self.look();
        self.point = point;
        Ok(())
    }

    /// The file's own walk is another one now; whether the edits still fit, which are dropped where they do not. Where
    /// it is the walk that the edits made, because they were saved there, they are the file's own from now on.
    pub fn reload(&mut self, own: Trace) -> bool {
        // Entries of a network of another shape are other entries, even where they are there.
        let is_alike = own.network().sizes() == self.own.network().sizes();
        let has_all = self.is_edited() && is_equal(&own, self.latest());
        // W and b were saved there, but x or y, which the command line puts in their place, are not the file's.
        let has_network = self.is_edited() && own.network() == self.latest().network();
        let is_left = |entry: &Entry| {
            !has_network || matches!(entry.quantity, Quantity::A(1) | Quantity::Target)
        };
        let mut edits: Vec<Edit> = if has_all || !is_alike {
            Vec::new()
        } else if self.descents() == 0 || has_network {
            let values = self
                .values()
                .into_iter()
                .filter(|(entry, _)| is_left(entry));
            values
                .map(|(entry, after)| Edit::of(entry, after))
                .collect()
        } else {
            self.done.clone()
        };
        // Before there is a third network.
        self.edited = None;
        self.own = own;
        self.source += 1;
        let edited = made(&self.own, &mut edits);
        let fits = has_all || edited.is_some() && !edits.is_empty();
        self.edited = edited.filter(|_| differs(&self.own, &edits));
        self.done = if fits { edits } else { Vec::new() };
        let saved = std::mem::take(&mut self.saved);
        if fits && self.is_edited() {
            self.saved = kept_still(saved, &self.own);
        }
        self.undone.clear();
        self.look();
        fits
    }

    fn look(&mut self) {
        self.generation += 1;
        self.point += 1;
        let edited = self.edited.as_ref();
        self.differs = edited.and_then(|edited| self.own.first_difference(edited));
    }
}

/// Whether `edits` leave something that differs from `own`.
fn differs(own: &Trace, edits: &[Edit]) -> bool {
    !kept(edits, own).is_empty()
}

/// Whether two walks are through the same network from the same x to the same y.
fn is_equal(one: &Trace, other: &Trace) -> bool {
    let is_given_alike = one.input() == other.input() && one.target() == other.target();
    is_given_alike && one.network() == other.network()
}

fn is_same(one: Option<f64>, other: Option<f64>) -> bool {
    one.map(f64::to_bits) == other.map(f64::to_bits)
}

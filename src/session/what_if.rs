//! What would happen if: the file's own walk, the edits on it, and the walk that they make.

use std::collections::BTreeMap;

use crate::engine::{EditError, Entry, Objective, RecordError, Trace};

/// A walk with edits. Each makes a new trace; none is ever patched.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    own: Trace,
    /// `None` while nothing differs from the file.
    edited: Option<Trace>,
    done: Vec<Edit>,
    undone: Vec<Edit>,
    /// The edited values when they were saved last.
    saved: BTreeMap<Entry, f64>,
    shows_own: bool,
    /// How often the walk that is shown became another one.
    generation: u64,
    /// How often it did but for what is differentiated.
    point: u64,
    /// How often the file's own walk did, but for that.
    source: u64,
    /// The first entry that is computed otherwise than in the file's own walk.
    differs: Option<Entry>,
    /// The first entry of the walk shown that is not finite.
    non_finite: Option<Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Edit {
    entry: Entry,
    before: f64,
    after: f64,
    /// Whether the next edit of the same entry belongs to this one.
    slides: bool,
}

impl WhatIf {
    /// The file's own walk, nothing edited.
    pub fn new(own: Trace) -> Self {
        Self {
            non_finite: own.first_non_finite(),
            own,
            edited: None,
            done: Vec::new(),
            undone: Vec::new(),
            saved: BTreeMap::new(),
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

    /// The first entry of the walk shown that is not finite.
    pub const fn non_finite(&self) -> Option<Entry> {
        self.non_finite
    }

    /// The entries that differ from the file, and their values.
    pub fn values(&self) -> BTreeMap<Entry, f64> {
        let mut values: BTreeMap<Entry, f64> = self
            .done
            .iter()
            .map(|edit| (edit.entry, edit.after))
            .collect();
        values.retain(|entry, value| !is_same(entry.value(&self.own), Some(*value)));
        values
    }

    /// Whether something was edited since it was saved.
    pub fn is_unsaved(&self) -> bool {
        let values = self.values();
        !values.is_empty() && values != self.saved
    }

    /// The edits are saved now.
    pub fn saved(&mut self) {
        self.saved = self.values();
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
        match self.done.last_mut() {
            Some(last) if slides && last.slides && last.entry == entry => last.after = value,
            _ => self.done.push(Edit {
                entry,
                before: before.unwrap_or(f64::NAN),
                after: value,
                slides,
            }),
        }
        Ok(())
    }

    /// The next edit is one by itself.
    pub fn settle(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.slides = false;
        }
    }

    /// Everything as it was `before`; what is shown is another walk all the same.
    pub fn go_back_to(&mut self, before: Self) {
        *self = Self {
            generation: self.generation + 1,
            point: self.point + 1,
            source: self.source + 1,
            ..before
        };
    }

    /// Takes the last edit back; the entry and its value now.
    pub fn undo(&mut self) -> Option<(Entry, f64)> {
        let edit = self.done.pop()?;
        self.show_edits();
        // What was recorded once can be recorded again.
        let _ = self.record(edit.entry, edit.before);
        self.undone.push(edit);
        Some((edit.entry, edit.before))
    }

    /// Does the last edit that was undone again.
    pub fn redo(&mut self) -> Option<(Entry, f64)> {
        let edit = self.undone.pop()?;
        self.show_edits();
        let _ = self.record(edit.entry, edit.after);
        self.done.push(Edit {
            slides: false,
            ..edit
        });
        Some((edit.entry, edit.after))
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

    /// The file's own walk is another one now; whether the edits still fit, which are dropped where they do not.
    pub fn reload(&mut self, own: Trace) -> bool {
        let values: Vec<_> = self.values().into_iter().collect();
        // Entries of a network of another shape are other entries, even where they are there.
        let is_alike = own.network().sizes() == self.own.network().sizes();
        let edited = own.with_values(&values);
        let fits = is_alike && edited.is_ok() && !values.is_empty();
        self.own = own;
        self.source += 1;
        let is_own = |(entry, value): &(Entry, f64)| is_same(entry.value(&self.own), Some(*value));
        let differs = !values.iter().all(is_own);
        self.edited = edited.ok().filter(|_| fits && differs);
        // To undo an edit is to come back to what the file says now.
        let values = values.into_iter().filter(|_| fits);
        self.done = values
            .map(|(entry, after)| Edit {
                entry,
                before: entry.value(&self.own).unwrap_or(after),
                after,
                slides: false,
            })
            .collect();
        let own = &self.own;
        self.saved
            .retain(|entry, value| fits && !is_same(entry.value(own), Some(*value)));
        self.undone.clear();
        self.look();
        fits
    }

    /// Records the walk with one value more; where nothing differs from the file any more, it is the file's.
    fn record(&mut self, entry: Entry, value: f64) -> Result<(), EditError> {
        let current = self.edited.as_ref().unwrap_or(&self.own);
        let trace = current.with_values(&[(entry, value)])?;
        let same = |(entry, value): (Entry, f64)| is_same(entry.value(&self.own), Some(value));
        let mut edits = self.done.iter().map(|edit| edit.entry).chain([entry]);
        let all_same = edits.all(|entry| {
            let value = entry.value(&trace);
            value.is_some_and(|value| same((entry, value)))
        });
        self.edited = Some(trace).filter(|_| !all_same);
        self.look();
        Ok(())
    }

    fn look(&mut self) {
        self.generation += 1;
        self.point += 1;
        let edited = self.edited.as_ref();
        self.differs = edited.and_then(|edited| self.own.first_difference(edited));
        self.non_finite = self.trace().first_non_finite();
    }
}

fn is_same(one: Option<f64>, other: Option<f64>) -> bool {
    one.map(f64::to_bits) == other.map(f64::to_bits)
}

//! The edits themselves: small, whatever the size of the network, and made anew from the file's own walk.

use std::collections::BTreeMap;

use super::is_same;
use crate::engine::{Entry, Trace};

/// One edit, as it is undone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Edit {
    /// Another value for one entry.
    Entry {
        /// Which.
        entry: Entry,
        /// Its value before.
        before: f64,
        /// Its value from then on.
        after: f64,
        /// Whether the next edit of the same entry belongs to this one.
        slides: bool,
    },
    /// A step of gradient descent, from wherever the edits before it lead.
    Descent {
        /// η.
        rate: f64,
    },
}

/// What is left of an edit when it is saved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kept {
    /// The value of an entry.
    Value(Entry, f64),
    /// A step of gradient descent.
    Descent(f64),
}

impl Edit {
    /// One that sets `entry` to `after`, and does not know from what.
    pub const fn of(entry: Entry, after: f64) -> Self {
        Self::Entry {
            entry,
            before: after,
            after,
            slides: false,
        }
    }

    /// The entry, if it is about one.
    pub const fn entry(&self) -> Option<Entry> {
        match self {
            Self::Entry { entry, .. } => Some(*entry),
            Self::Descent { .. } => None,
        }
    }

    /// Whether it is a descent step.
    pub const fn is_descent(&self) -> bool {
        matches!(self, Self::Descent { .. })
    }

    /// Takes another value for `entry` as belonging to this edit, if it is open for that.
    pub fn slide(&mut self, entry: Entry, value: f64) -> bool {
        match self {
            Self::Entry {
                entry: own,
                after,
                slides: true,
                ..
            } if *own == entry => {
                *after = value;
                true
            }
            _ => false,
        }
    }

    /// Nothing more belongs to this edit.
    pub const fn settle(&mut self) {
        if let Self::Entry { slides, .. } = self {
            *slides = false;
        }
    }
}

/// The walk that `edits` make of `own`, one after the other, each told what it replaces; `None` if they do not fit.
pub fn made(own: &Trace, edits: &mut [Edit]) -> Option<Trace> {
    let mut made = own.clone();
    // Values between two descent steps are replaced at once, for one run of the passes.
    for edits in edits.chunk_by_mut(|one, next| !one.is_descent() && !next.is_descent()) {
        let mut values = BTreeMap::new();
        for edit in edits {
            match edit {
                Edit::Descent { rate } => made.descend(*rate).ok()?,
                Edit::Entry {
                    entry,
                    before,
                    after,
                    ..
                } => {
                    let now = values.get(entry).copied();
                    *before = now.or_else(|| entry.value(&made))?;
                    values.insert(*entry, *after);
                }
            }
        }
        if !values.is_empty() {
            let values: Vec<_> = values.into_iter().collect();
            made.replace(&values).ok()?;
        }
    }
    Some(made)
}

/// What `edits` of `own` come to: up to the last descent step what was done, after it which entries have which values,
/// and where there is no such step, only those that the file has not.
pub fn kept(edits: &[Edit], own: &Trace) -> Vec<Kept> {
    let last = edits.iter().rposition(Edit::is_descent);
    let (before, after) = edits.split_at(last.map_or(0, |last| last + 1));
    let kept = |edit: &Edit| match *edit {
        Edit::Entry { entry, after, .. } => Kept::Value(entry, after),
        Edit::Descent { rate } => Kept::Descent(rate),
    };
    let mut values = BTreeMap::new();
    for edit in after {
        if let Edit::Entry { entry, after, .. } = *edit {
            values.insert(entry, after);
        }
    }
    if last.is_none() {
        values.retain(|entry, value| !is_same(entry.value(own), Some(*value)));
    }
    let values = values.into_iter();
    let values = values.map(|(entry, value)| Kept::Value(entry, value));
    before.iter().map(kept).chain(values).collect()
}

/// What of `saved` still differs from the file, whose walk is `own` now.
pub fn kept_still(mut saved: Vec<Kept>, own: &Trace) -> Vec<Kept> {
    let is_descent = |kept: &Kept| matches!(kept, Kept::Descent(_));
    if !saved.iter().any(is_descent) {
        saved.retain(|kept| match kept {
            Kept::Value(entry, value) => !is_same(entry.value(own), Some(*value)),
            Kept::Descent(_) => true,
        });
    }
    saved
}

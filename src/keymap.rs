//! The one table of keys: what each means in which mode, and the words for it. The footer, the help and the README are
//! printed from it.

mod key;
mod table;

pub use key::Key;
pub use table::KEYMAP;

use crate::page::Script;
use crate::session::{Action, Mode};
use Key::{Char, Ctrl};

/// What people want to do with a key; the sections of the help, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Moving through the walk.
    Walk,
    /// Looking at the numbers of a step.
    Look,
    /// Choosing what is differentiated.
    Differentiate,
    /// The program itself.
    Program,
}

impl Section {
    /// All of them, in the order of the help.
    pub const ALL: [Self; 4] = [Self::Walk, Self::Look, Self::Differentiate, Self::Program];

    /// The section's heading.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Walk => "Walk",
            Self::Look => "Look at the numbers",
            Self::Differentiate => "Choose what is differentiated",
            Self::Program => "The program",
        }
    }
}

/// A row of the table: keys that belong together, and their words.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Where the keys mean this.
    pub mode: Mode,
    /// Where the help lists it; `None` for what only the footer of an open panel says.
    pub section: Option<Section>,
    /// The keys and what each does. The first key of each action is the one that the footer shows.
    pub keys: &'static [(&'static [Key], Action)],
    /// One or two words for the footer; empty for what the footer never shows.
    pub label: &'static str,
    /// How early the footer drops it when room is short: 0 stays longest.
    pub rank: u8,
    /// The words of the help.
    pub words: &'static str,
}

/// What `key` asks for in `mode`; `None` if it means nothing there.
pub fn action(mode: Mode, key: Key) -> Option<Action> {
    match find(mode, key) {
        Some(action) => Some(action),
        // These three work everywhere.
        None if matches!(key, Ctrl('c' | 'l' | 'z')) => find(Mode::Walk, key),
        // The explanation stands beside the walk, which goes on; and any of its keys leaves the prompt.
        None if matches!(mode, Mode::Explain | Mode::GoTo) => find(Mode::Walk, key),
        None if mode == Mode::Blank => Some(Action::Leave),
        None => None,
    }
}

fn find(mode: Mode, key: Key) -> Option<Action> {
    let mut pairs = rows(mode).flat_map(|row| row.keys);
    let found = pairs
        .find(|(keys, _)| keys.iter().any(|bound| bound.is(key)))?
        .1;
    Some(match (found, key) {
        (Action::Digit(_), Char(digit)) => {
            Action::Digit(digit.to_digit(10).map_or(0, |digit| digit as u8))
        }
        (action, _) => action,
    })
}

/// The first key that asks for `action`.
pub fn key_of(action: Action) -> Option<Key> {
    let mut pairs = KEYMAP.iter().flat_map(|row| row.keys);
    pairs
        .find(|(_, bound)| *bound == action)?
        .0
        .first()
        .copied()
}

/// The rows that hold in `mode`, in order.
pub fn rows(mode: Mode) -> impl Iterator<Item = &'static Row> {
    KEYMAP.iter().filter(move |row| row.mode == mode)
}

impl Row {
    /// The keys as the footer shows them: the first of each action; of keys with long names the first alone.
    pub fn short(&self, script: Script) -> String {
        let first = |(keys, _): &(&[Key], Action)| keys.first().map(|key| key.name(script));
        let names: Vec<_> = self.keys.iter().filter_map(first).collect();
        if names.iter().any(|name| name.chars().count() > 1) {
            return names.into_iter().next().unwrap_or_default().into_owned();
        }
        names.join(if names.len() > 2 { "" } else { " " })
    }

    /// All keys, as the help and the README list them: `→ Space PageDown`, actions set apart by `/`.
    pub fn long(&self, script: Script) -> String {
        let all = |(keys, _): &(&[Key], Action)| {
            keys.iter()
                .map(|key| key.name(script))
                .collect::<Vec<_>>()
                .join(" ")
        };
        self.keys.iter().map(all).collect::<Vec<_>>().join(" / ")
    }
}

//! The one table of keys: what each means in which mode, and the words for it. The footer, the help, the command palette
//! and the README are printed from it.

mod key;
mod palette;
mod table;

pub use key::Key;
pub use palette::{Command, commands};
pub use table::table;

use crate::page::Script;
use crate::session::{Action, Change, Direction, Mode, Session, Typing};
use Key::{Char, Ctrl};

/// The lines of a notch of the wheel.
const LINES: usize = 3;

/// What people want to do with a key; the sections of the help, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Moving through the walk.
    Walk,
    /// Looking at the numbers.
    Look,
    /// Asking a number where it came from.
    Ask,
    /// Trying other numbers.
    Try,
    /// Seeing pictures.
    See,
    /// Choosing what is differentiated.
    Differentiate,
    /// The program itself.
    Program,
}

impl Section {
    /// All of them, in the order of the help.
    pub const ALL: [Self; 7] = [
        Self::Walk,
        Self::Look,
        Self::Ask,
        Self::Try,
        Self::See,
        Self::Differentiate,
        Self::Program,
    ];

    /// The section's heading.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Walk => "Walk",
            Self::Look => "Look at the numbers",
            Self::Ask => "Ask where a number came from",
            Self::Try => "Try other numbers",
            Self::See => "See it as a picture",
            Self::Differentiate => "Choose what is differentiated",
            Self::Program => "The program",
        }
    }
}

/// Keys that mean the same, what they mean, and its name in the command palette; empty for what is no command.
pub type Bound = (&'static [Key], Action, &'static str);

/// A row of the table: keys that belong together, and their words.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Where the keys mean this.
    pub mode: Mode,
    /// Where the help lists it; `None` for what only the footer of what is open says.
    pub section: Option<Section>,
    /// The keys and what each does. The first key of each action is the one that the footer shows.
    pub bound: &'static [Bound],
    /// One or two words for the footer; empty for what the footer never shows.
    pub label: &'static str,
    /// How early the footer drops it when room is short: 0 stays longest.
    pub rank: u8,
    /// The words of the help.
    pub words: &'static str,
}

/// What `key` asks for; `None` if it means nothing now.
pub fn action(session: &Session, key: Key) -> Option<Action> {
    let mode = session.mode();
    match bound(mode, key) {
        Some(Action::Accept) if mode == Mode::Command => Some(palette::chosen(session)),
        Some(action) => Some(action),
        // These three work everywhere.
        None if matches!(key, Ctrl('c' | 'l' | 'z')) => bound(Mode::Walk, key),
        None if mode.is_beside_the_walk() => bound(Mode::Walk, key),
        None if mode == Mode::Blank => Some(Action::Leave),
        None => None,
    }
}

/// What a notch of the mouse's wheel asks for: other steps, or other lines of what is open.
/// `None` where a question waits for its answer.
pub fn wheel(session: &Session, up: bool) -> Option<Action> {
    let direction = if up { Direction::Up } else { Direction::Down };
    Some(match session.mode() {
        Mode::Blank => Action::Leave,
        mode if mode.is_prompt() && mode != Mode::Command => return None,
        Mode::Walk if up => Action::Back,
        Mode::Walk => Action::Next,
        Mode::Help => Action::Scroll(direction, LINES),
        Mode::InputSpace if up => Action::Zoom(Change::More),
        Mode::InputSpace => Action::Zoom(Change::Less),
        Mode::Command => Action::Choose(direction),
        Mode::Provenance | Mode::Network => Action::Move(direction, 1),
        _ => Action::Move(direction, LINES),
    })
}

/// What a click on something that asks for `action` asks for now. A question takes only its own answers.
pub fn clicked(session: &Session, action: Action) -> Option<Action> {
    let mode = session.mode();
    let is_answer = || {
        let mut bound = rows(mode).flat_map(|row| row.bound);
        bound.any(|(_, bound, _)| *bound == action)
    };
    match action {
        Action::Accept if mode == Mode::Command => Some(palette::chosen(session)),
        _ if matches!(mode, Mode::Command | Mode::GoTo) || !mode.is_prompt() => Some(action),
        _ => is_answer().then_some(action),
    }
}

/// What the table has for `key` in `mode`.
fn bound(mode: Mode, key: Key) -> Option<Action> {
    let mut bound = rows(mode).flat_map(|row| row.bound);
    let (_, found, _) = bound.find(|(keys, ..)| keys.iter().any(|bound| bound.is(key)))?;
    Some(match (*found, key) {
        (Action::Digit(_), Char(digit)) => {
            Action::Digit(digit.to_digit(10).map_or(0, |digit| digit as u8))
        }
        (Action::Type(Typing::Insert(_)), Char(character)) => {
            Action::Type(Typing::Insert(character))
        }
        (action, _) => action,
    })
}

/// The first key that asks for `action`.
pub fn key_of(action: Action) -> Option<Key> {
    let mut bound = table().flat_map(|row| row.bound);
    let (keys, ..) = bound.find(|(_, bound, _)| *bound == action)?;
    keys.first().copied()
}

/// The rows that hold in `mode`, in order.
pub fn rows(mode: Mode) -> impl Iterator<Item = &'static Row> {
    table().filter(move |row| row.mode == mode)
}

impl Row {
    /// The keys as the footer shows them: the first of each action; of keys with long names the first alone.
    pub fn short(&self, script: Script) -> String {
        let first = |(keys, ..): &Bound| keys.first().map(|key| key.name(script));
        let names: Vec<_> = self.bound.iter().filter_map(first).collect();
        if names.iter().any(|name| name.chars().count() > 1) {
            return names.into_iter().next().unwrap_or_default().into_owned();
        }
        names.join(if names.len() > 2 { "" } else { " " })
    }

    /// All keys, as the help and the README list them: `→ Space PageDown`, actions set apart by `/`.
    pub fn long(&self, script: Script) -> String {
        let all = |(keys, ..): &Bound| {
            keys.iter()
                .map(|key| key.name(script))
                .collect::<Vec<_>>()
                .join(" ")
        };
        self.bound.iter().map(all).collect::<Vec<_>>().join(" / ")
    }
}

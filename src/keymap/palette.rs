//! The command palette: every command of the table by its name, and a step by its number.

use super::{Key, table};
use crate::engine::index_of;
use crate::session::{Action, Mode, Session};

/// A command: its name, what it does, and the key that does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// What people call it.
    pub name: &'static str,
    /// What it does.
    pub action: Action,
    /// Its key outside of the palette.
    pub key: Key,
}

/// The commands whose names hold every word of `typed`, in the table's order, those of the panel that is open first;
/// all of them where nothing is typed.
pub fn commands(panel: Mode, typed: &str) -> Vec<Command> {
    let typed = typed.to_lowercase();
    let fits = |command: &Command| {
        let name = command.name.to_lowercase();
        typed.split_whitespace().all(|word| name.contains(word))
    };
    let of_mode = |mode: Mode| {
        let rows = table().filter(move |row| row.mode == mode);
        rows.flat_map(|row| row.bound)
            .filter_map(|&(keys, action, name)| {
                let key = *keys.first()?;
                // What is open is left by its key: the palette itself is open now.
                let is_command = !name.is_empty() && action != Action::Leave;
                is_command.then_some(Command { name, action, key })
            })
    };
    let of_panel = (panel != Mode::Walk).then(|| of_mode(panel));
    let all = of_panel.into_iter().flatten().chain(of_mode(Mode::Walk));
    // What a panel does by a key of its own need not be done by the walk's as well.
    let mut found: Vec<Command> = Vec::new();
    for command in all.filter(fits) {
        if !found.iter().any(|known| known.name == command.name) {
            found.push(command);
        }
    }
    found
}

/// What the line in the palette asks for: the step of that number, or the chosen command.
pub(super) fn chosen(session: &Session) -> Action {
    let typed = session.line().text().trim();
    if let Ok(number) = typed.parse::<usize>() {
        return index_of(number).map_or(Action::Accept, Action::At);
    }
    let commands = commands(session.panel(), typed);
    let chosen = session.chosen().min(commands.len().saturating_sub(1));
    // Where there is no such command, the session says so.
    commands.get(chosen).map_or(Action::Accept, |it| it.action)
}

//! Keys as they are typed: `type_keys(session, "→ → Tab j ?")`.

use gradwalk::keymap::{self, Key, table};
use gradwalk::page::Script;
use gradwalk::session::{Effect, Session};

/// Presses the keys of that name, one after another; the effect of the last one.
pub fn type_keys(session: &mut Session, names: &str) -> Effect {
    let press = |_, name: &str| {
        let action = keymap::action(session, key(name));
        action.map_or(Effect::None, |action| session.update(action))
    };
    names.split_whitespace().fold(Effect::None, press)
}

/// The key that the keymap calls `name`, or a character of its own.
pub fn key(name: &str) -> Key {
    let mut characters = name.chars();
    let single = characters.next().filter(|_| characters.as_str().is_empty());
    let bound = table()
        .flat_map(|row| row.bound)
        .flat_map(|(keys, ..)| *keys);
    let named = bound.copied().find(|key| key.name(Script::Unicode) == name);
    let key = named.or(single.map(Key::Char));
    key.unwrap_or_else(|| panic!("no key is called {name:?}"))
}

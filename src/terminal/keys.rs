//! From what crossterm reports to a key of the keymap.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::keymap::Key;

/// The key that was pressed; `None` for a release and for what the keymap has no name for.
pub fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    // Shift is folded into the character, or changes nothing; Alt and the others are not ours.
    let held = event.modifiers - KeyModifiers::SHIFT;
    if held == KeyModifiers::CONTROL {
        return match event.code {
            // What was typed before raw mode arrives as a line feed, and some terminals send Backspace so.
            KeyCode::Char('j') => Some(Key::Enter),
            KeyCode::Char('h') => Some(Key::Backspace),
            KeyCode::Char(letter) => Some(Key::Ctrl(letter.to_ascii_lowercase())),
            _ => None,
        };
    }
    if !held.is_empty() {
        return None;
    }
    Some(match event.code {
        KeyCode::Char(character) => Key::Char(character),
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab if event.modifiers.is_empty() => Key::Tab,
        KeyCode::Tab | KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        _ => return None,
    })
}

//! A key that was pressed, as the keymap knows it.

use std::borrow::Cow;

use crate::page::Script;

/// A key. Shift is folded into the character, because terminals report it in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character without Ctrl or Alt.
    Char(char),
    /// A letter with Ctrl, in lower case.
    Ctrl(char),
    /// In the keymap: any digit.
    Digit,
    /// In the keymap: any character.
    Text,
    /// The arrow.
    Left,
    /// The arrow.
    Right,
    /// The arrow.
    Up,
    /// The arrow.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
}

impl Key {
    /// Whether this key of the keymap means the `pressed` one.
    pub fn is(self, pressed: Self) -> bool {
        match (self, pressed) {
            (Self::Digit, Self::Char(character)) => character.is_ascii_digit(),
            (Self::Text, Self::Char(_)) => true,
            (bound, pressed) => bound == pressed,
        }
    }

    /// What people call the key.
    pub fn name(self, script: Script) -> Cow<'static, str> {
        let arrow = |unicode, ascii| {
            if script == Script::Ascii {
                ascii
            } else {
                unicode
            }
        };
        Cow::Borrowed(match self {
            Self::Char(' ') => "Space",
            Self::Char(character) => return Cow::Owned(character.to_string()),
            Self::Ctrl(letter) => return Cow::Owned(format!("Ctrl-{letter}")),
            Self::Digit => "0-9",
            Self::Text => "text",
            Self::Left => arrow("←", "Left"),
            Self::Right => arrow("→", "Right"),
            Self::Up => arrow("↑", "Up"),
            Self::Down => arrow("↓", "Down"),
            Self::Home => "Home",
            Self::End => "End",
            Self::PageUp => "PageUp",
            Self::PageDown => "PageDown",
            Self::Enter => "Enter",
            Self::Esc => "Esc",
            Self::Tab => "Tab",
            Self::BackTab => "Shift-Tab",
            Self::Backspace => "Backspace",
            Self::Delete => "Delete",
        })
    }
}

//! From what the terminal says to a key of the keymap.

use super::sequence::Said;
use crate::keymap::Key;

/// The key that was pressed; `None` for what the keymap has no name for, most keys with Ctrl among them.
pub fn key(said: &Said) -> Option<Key> {
    match said {
        Said::Character(character) => typed(*character),
        Said::Escape => Some(Key::Esc),
        Said::Ss3(last) => cursor(*last),
        Said::Csi(parameters, last) => {
            let mut parameters = parameters.split(';');
            let first = parameters.next().unwrap_or_default();
            let held = parameters.next().unwrap_or_default();
            special(first, Held::of(held)?, *last)
        }
        Said::OldMouse(_) => None,
    }
}

fn typed(character: char) -> Option<Key> {
    Some(match character {
        // What was typed before raw mode arrives as a line feed.
        '\r' | '\n' => Key::Enter,
        '\t' => Key::Tab,
        // Some terminals send the one, some the other.
        '\u{7f}' | '\u{8}' => Key::Backspace,
        '\u{1}'..='\u{1a}' => Key::Ctrl(char::from_u32(u32::from(character) + 0x60)?),
        '\0'..='\u{1f}' => return None,
        _ => Key::Char(character),
    })
}

/// What is held with a key.
#[derive(PartialEq, Eq)]
enum Held {
    /// Nothing, or Shift, which changes no key that is not a character.
    Nothing,
    Shift,
    Ctrl,
}

impl Held {
    /// Of one more than its bits, and after a colon 3 for the key's release, which is no press.
    fn of(parameter: &str) -> Option<Self> {
        let (bits, kind) = parameter.split_once(':').unwrap_or((parameter, "1"));
        if kind == "3" {
            return None;
        }
        match bits {
            "" | "1" => Some(Self::Nothing),
            "2" => Some(Self::Shift),
            "5" | "6" => Some(Self::Ctrl),
            _ => None,
        }
    }
}

fn special(first: &str, held: Held, last: char) -> Option<Key> {
    if last == 'u' {
        return coded(first, held);
    }
    if held == Held::Ctrl {
        return None;
    }
    match (first, last) {
        ("1" | "7", '~') => Some(Key::Home),
        ("3", '~') => Some(Key::Delete),
        ("4" | "8", '~') => Some(Key::End),
        ("5", '~') => Some(Key::PageUp),
        ("6", '~') => Some(Key::PageDown),
        ("" | "1", 'Z') => Some(Key::BackTab),
        ("" | "1", _) => cursor(last),
        _ => None,
    }
}

fn cursor(last: char) -> Option<Key> {
    Some(match last {
        'A' => Key::Up,
        'B' => Key::Down,
        'C' => Key::Right,
        'D' => Key::Left,
        'F' => Key::End,
        'H' => Key::Home,
        _ => return None,
    })
}

/// A key by the code of its character, as some terminals are set to send it.
fn coded(first: &str, held: Held) -> Option<Key> {
    let character = char::from_u32(first.split(':').next()?.parse().ok()?)?;
    match (character, held) {
        ('\u{1b}', _) => Some(Key::Esc),
        ('\t', Held::Shift) => Some(Key::BackTab),
        (letter, Held::Ctrl) => typed(char::from_u32(u32::from(letter) & 0x1f)?)
            .filter(|_| letter.is_ascii_alphabetic()),
        (character, Held::Nothing) => typed(character),
        (letter, Held::Shift) => typed(letter.to_uppercase().next()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csi(parameters: &str, last: char) -> Said {
        Said::Csi(parameters.to_owned(), last)
    }

    #[test]
    fn each_key_is_known_however_terminals_send_it() {
        let character = Said::Character;
        for (said, key) in [
            (character('q'), Key::Char('q')),
            (character('é'), Key::Char('é')),
            (character('\r'), Key::Enter),
            (character('\n'), Key::Enter),
            (character('\u{8}'), Key::Backspace),
            (character('\u{7f}'), Key::Backspace),
            (character('\u{3}'), Key::Ctrl('c')),
            (character('\u{1a}'), Key::Ctrl('z')),
            (csi("", 'A'), Key::Up),
            (csi("1;2", 'C'), Key::Right),
            (Said::Ss3('D'), Key::Left),
            (csi("", 'H'), Key::Home),
            (csi("1", '~'), Key::Home),
            (csi("7", '~'), Key::Home),
            (Said::Ss3('F'), Key::End),
            (csi("4", '~'), Key::End),
            (csi("8", '~'), Key::End),
            (csi("5", '~'), Key::PageUp),
            (csi("6;2", '~'), Key::PageDown),
            (csi("3", '~'), Key::Delete),
            (csi("", 'Z'), Key::BackTab),
            (csi("1;2", 'Z'), Key::BackTab),
            (csi("113", 'u'), Key::Char('q')),
            (csi("99;5", 'u'), Key::Ctrl('c')),
            (csi("103;2", 'u'), Key::Char('G')),
            (csi("27", 'u'), Key::Esc),
            (csi("13;1:1", 'u'), Key::Enter),
        ] {
            assert_eq!(super::key(&said), Some(key), "{said:?}");
        }
    }

    #[test]
    fn what_is_no_key_of_ours_is_none() {
        for said in [
            Said::Character('\0'),
            Said::Character('\u{1c}'),
            csi("1;5", 'C'),
            csi("1;3", 'A'),
            csi("1;1:3", 'A'),
            csi("113;1:3", 'u'),
            csi("24", '~'),
            csi("2", '~'),
            csi("", 'I'),
            csi("999;999", 'R'),
            csi("<0;3;4", 'M'),
            csi("?1;2", 'c'),
            csi("99999999999", 'u'),
            Said::Ss3('P'),
        ] {
            assert_eq!(key(&said), None, "{said:?}");
        }
    }
}

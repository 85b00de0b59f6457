//! From the bytes that a terminal sends to characters and control sequences (ECMA-48), whatever is lost on the way.
//!
//! No byte is waited for that need not come: a sequence that does not end takes one more character with it at most, and
//! none after a moment's silence; a control character ends any sequence, and is obeyed.

use std::time::Duration;

/// What goes on after this time is something else, also over a slow line.
const SILENCE: Duration = Duration::from_millis(500);

/// A paste comes at once, and people type: what comes after this time is a key.
const AFTER_PASTE: Duration = Duration::from_millis(100);

/// The longest parameters that mean anything.
const LONGEST: usize = 32;

/// What ends a paste.
const PASTED: &[u8] = b"\x1b[201~";

/// What a terminal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A character, control characters among them.
    Character(char),
    /// Escape, and nothing after it that would make it the beginning of something.
    Escape,
    /// `ESC [`, parameters, a last character.
    Csi(String, char),
    /// `ESC O` and a character.
    Ss3(char),
    /// A report of the mouse in the old form: button, column and row as bytes.
    OldMouse([u8; 3]),
}

/// What has been heard so far of something that is not ended.
#[derive(Debug, Default)]
enum Heard {
    #[default]
    Nothing,
    Escape,
    Csi(Vec<u8>),
    Ss3,
    /// `ESC [ [`, by which the Linux console's F1 to F5 begin.
    Function,
    OldMouse(Vec<u8>),
    /// A character of several bytes.
    Utf8(Vec<u8>),
    /// What is pasted is no key: how much of its end has been heard.
    Paste(usize),
}

/// Listens byte by byte.
#[derive(Debug, Default)]
pub struct Listener(Heard);

impl Listener {
    /// What is said next in these bytes, which it takes; nothing once all of them are heard.
    pub fn hear(&mut self, bytes: &mut &[u8]) -> Option<Said> {
        while let Some((byte, rest)) = bytes.split_first() {
            // No key is bound with Alt, which sends Escape first: a key right after Escape is that key.
            if self.is_after_escape() && !b"[O".contains(byte) {
                return self.give_up();
            }
            *bytes = rest;
            let said = self.byte(*byte);
            if said.is_some() {
                return said;
            }
        }
        None
    }

    /// What is said once this byte is heard, if that is all of it.
    fn byte(&mut self, byte: u8) -> Option<Said> {
        match std::mem::take(&mut self.0) {
            Heard::Nothing => self.begin(byte),
            Heard::Escape if byte == b'O' => self.go_on(Heard::Ss3),
            Heard::Escape => self.go_on(Heard::Csi(Vec::new())),
            Heard::Csi(parameters) => self.csi(parameters, byte),
            Heard::Paste(heard) => {
                // No end of what ends it is a beginning of it, but Escape.
                let heard = match PASTED.get(heard) {
                    Some(next) if *next == byte => heard + 1,
                    _ => usize::from(byte == PASTED[0]),
                };
                if heard < PASTED.len() {
                    self.0 = Heard::Paste(heard);
                }
                None
            }
            Heard::Utf8(bytes) => self.utf8(bytes, byte),
            // A control character is none of theirs.
            _ if byte < b' ' || byte == 0x7f => self.begin(byte),
            Heard::Ss3 => byte.is_ascii().then(|| Said::Ss3(char::from(byte))),
            Heard::Function => None,
            Heard::OldMouse(mut bytes) => {
                bytes.push(byte);
                match <[u8; 3]>::try_from(bytes) {
                    Ok(bytes) => Some(Said::OldMouse(bytes)),
                    Err(bytes) => self.go_on(Heard::OldMouse(bytes)),
                }
            }
        }
    }

    /// The longest silence within what is not ended, if there is such.
    pub const fn patience(&self) -> Option<Duration> {
        match self.0 {
            Heard::Nothing => None,
            Heard::Paste(_) => Some(AFTER_PASTE),
            _ => Some(SILENCE),
        }
    }

    /// Whether a key may have been Escape alone, and nothing more has come.
    pub const fn is_after_escape(&self) -> bool {
        matches!(self.0, Heard::Escape)
    }

    /// Nothing more will come of what is not ended.
    pub fn give_up(&mut self) -> Option<Said> {
        match std::mem::take(&mut self.0) {
            Heard::Escape => Some(Said::Escape),
            _ => None,
        }
    }

    fn go_on(&mut self, heard: Heard) -> Option<Said> {
        self.0 = heard;
        None
    }

    fn begin(&mut self, byte: u8) -> Option<Said> {
        match byte {
            0x1b => self.go_on(Heard::Escape),
            0xc2..=0xf4 => self.go_on(Heard::Utf8(vec![byte])),
            // No character begins so.
            0x80.. => None,
            _ => Some(Said::Character(char::from(byte))),
        }
    }

    fn csi(&mut self, mut parameters: Vec<u8>, byte: u8) -> Option<Said> {
        match byte {
            b'[' if parameters.is_empty() => self.go_on(Heard::Function),
            b'M' if parameters.is_empty() => self.go_on(Heard::OldMouse(Vec::new())),
            b'~' if parameters == b"200" => self.go_on(Heard::Paste(0)),
            b' '..=b'?' => {
                if parameters.len() <= LONGEST {
                    parameters.push(byte);
                }
                self.go_on(Heard::Csi(parameters))
            }
            b'@'..=b'~' => {
                let parameters = String::from_utf8(parameters).ok()?;
                (parameters.len() <= LONGEST).then(|| Said::Csi(parameters, char::from(byte)))
            }
            _ => self.begin(byte),
        }
    }

    fn utf8(&mut self, mut bytes: Vec<u8>, byte: u8) -> Option<Said> {
        if !matches!(byte, 0x80..=0xbf) {
            return self.begin(byte);
        }
        bytes.push(byte);
        match str::from_utf8(&bytes) {
            Ok(text) => text.chars().next().map(Said::Character),
            Err(error) if error.error_len().is_none() => self.go_on(Heard::Utf8(bytes)),
            Err(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(mut bytes: &[u8]) -> Vec<Said> {
        let mut listener = Listener::default();
        let mut all = Vec::new();
        while let Some(said) = listener.hear(&mut bytes) {
            all.push(said);
        }
        all.extend(listener.give_up());
        all
    }

    fn csi(parameters: &str, last: char) -> Said {
        Said::Csi(parameters.to_owned(), last)
    }

    #[test]
    fn characters_and_sequences_are_told_apart() {
        use Said::{Character, Escape, OldMouse, Ss3};
        for (bytes, expected) in [
            (
                "a\r\u{3}".as_bytes(),
                vec![Character('a'), Character('\r'), Character('\u{3}')],
            ),
            (
                "é∇😀".as_bytes(),
                vec![Character('é'), Character('∇'), Character('😀')],
            ),
            (b"\x1b[A\x1b[1;5C", vec![csi("", 'A'), csi("1;5", 'C')]),
            (b"\x1b[<0;3;4M", vec![csi("<0;3;4", 'M')]),
            (b"\x1b[M !!x", vec![OldMouse(*b" !!"), Character('x')]),
            (b"\x1bOAx", vec![Ss3('A'), Character('x')]),
            (b"\x1b[[Ax", vec![Character('x')]),
            (
                b"\x1bG\x1b\xc3\xa9\x1b\r",
                vec![
                    Escape,
                    Character('G'),
                    Escape,
                    Character('é'),
                    Escape,
                    Character('\r'),
                ],
            ),
            (b"\x1b", vec![Escape]),
            (b"\x1b\x1b[A", vec![Escape, csi("", 'A')]),
            (b"\x1b[200~q\x03\x1b[20\x1b[201~x", vec![Character('x')]),
        ] {
            assert_eq!(heard(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn what_does_not_end_takes_no_control_character_with_it() {
        let half: [&[u8]; 9] = [
            b"\x1b[",
            b"\x1b[<0;1",
            b"\x1b[?",
            b"\x1b[1;",
            b"\x1bO",
            b"\x1b[[",
            b"\x1b[M ",
            b"\xe2\x88",
            b"\xf0",
        ];
        for bytes in half {
            let next = [bytes, b"\x03"].concat();
            assert_eq!(heard(&next), [Said::Character('\u{3}')], "{bytes:?}");
            let arrow = [bytes, b"\x1b[A"].concat();
            assert_eq!(heard(&arrow), [csi("", 'A')], "{bytes:?}");
        }
        for invalid in [&b"\xff"[..], b"\x80", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5"] {
            let next = [invalid, b"x"].concat();
            assert_eq!(
                heard(&next).last(),
                Some(&Said::Character('x')),
                "{invalid:?}"
            );
        }
    }

    #[test]
    fn nothing_that_goes_on_for_ever_is_kept() {
        for (begin, more) in [("\x1b[", "1"), ("\x1b[<", ";1"), ("\x1b[200~", "x")] {
            let mut listener = Listener::default();
            let long = begin.to_owned() + &more.repeat(10_000);
            assert_eq!(listener.hear(&mut long.as_bytes()), None);
            assert!(format!("{listener:?}").len() < 300);
            assert_eq!(listener.give_up(), None);
            assert_eq!(listener.hear(&mut &b"q"[..]), Some(Said::Character('q')));
        }
    }
}

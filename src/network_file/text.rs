//! The bytes of a file as text, or what they are instead.

use std::fmt::Write as _;

use super::refusal::Fault;
use crate::printable::printable;

/// The byte order mark that a file may begin with.
pub(super) const MARK: &[u8] = "\u{feff}".as_bytes();

/// `source` as text.
pub(super) fn text(source: &[u8]) -> Result<&str, Fault> {
    if source.is_empty() {
        return Err(Fault::new(0..0, "the file is empty").unquoted());
    }
    if is_utf16(source) {
        let fault = Fault::new(0..0, "this looks like UTF-16").unquoted();
        return Err(fault.help("save it as UTF-8"));
    }
    if let Some(at) = source.iter().position(|&byte| byte == 0) {
        let fault = Fault::new(at..at, "this is a binary file: it holds a zero byte").unquoted();
        return Err(fault.help("a network file is TOML text"));
    }
    let text = std::str::from_utf8(source).map_err(|error| {
        let at = error.valid_up_to();
        let byte = source[at];
        Fault::new(at..at + 1, format!("byte 0x{byte:02x} is not UTF-8"))
            .help("a network file is TOML text in UTF-8")
    })?;
    if text.trim_start().starts_with('{') {
        let at = text.len() - text.trim_start().len();
        let fault = Fault::new(at..at + 1, "this looks like JSON: a network file is TOML");
        return Err(fault.label("no key begins with a brace"));
    }
    Ok(text)
}

/// A byte order mark, or a zero as every other byte of what should be letters.
fn is_utf16(source: &[u8]) -> bool {
    match source {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [a, b, c, d, ..] => matches!((a, b, c, d), (1.., 0, 1.., 0) | (0, 1.., 0, 1..)),
        _ => false,
    }
}

/// `text` as a TOML string on one line; what cannot be seen is escaped.
pub fn string(text: &str) -> String {
    format!("\"{}\"", escaped(text, true))
}

/// `text` as a TOML string of several lines. The reader ends each with a line feed, so the last has one too.
pub(super) fn paragraphs(text: &str) -> String {
    format!("\"\"\"\n{}\n\"\"\"", escaped(text, false))
}

fn escaped(text: &str, feeds: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        let is_seen = || *printable(&c.to_string()) == c.to_string();
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            '\n' if feeds => escaped.push_str("\\n"),
            ' '..='~' | '\n' => escaped.push(c),
            _ if is_seen() => escaped.push(c),
            // Writing to a string does not fail.
            _ => drop(write!(escaped, "\\U{:08X}", u32::from(c))),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use toml::Value;

    use super::*;

    #[test]
    fn a_string_is_read_as_it_was() {
        for text in [
            "fc1.weight",
            "a\"b\\c",
            "\0\u{1b}\n\t\u{7f}\u{202e}\u{feff}",
            "重み é e\u{301} 🦀",
            "\u{301}",
            "\\U0001F600",
        ] {
            let written = string(text);
            assert!(!written.contains(char::is_control), "{written:?}");
            let read: toml::Table = format!("s = {written}").parse().expect("it is TOML");
            assert_eq!(read["s"], Value::String(text.to_owned()));
        }
    }
}

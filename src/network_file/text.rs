//! The bytes of a file as text, or what they are instead.

use std::fmt::Write as _;

use super::refusal::Fault;
use crate::printable::printable;

/// The byte order mark that a file may begin with.
pub(super) const MARK: &[u8] = "\u{feff}".as_bytes();

/// `source` as text.
pub(super) fn text(source: &[u8]) -> Result<&str, Fault> {
    if source.is_empty() {
        let fault = Fault::new(0..0, "the file is empty").unquoted();
        return Err(fault.help("a network file has x = [1.0], and a [[layer]] with W and b"));
    }
    if let Some((name, help)) = kind(source) {
        let fault = Fault::new(0..0, format!("this is {name}, not a network file"));
        return Err(fault.unquoted().help(help));
    }
    if let Some(name) = wide(source) {
        let fault = Fault::new(0..0, format!("this looks like {name}")).unquoted();
        return Err(fault.help("save it as UTF-8"));
    }
    if let Some(at) = source.iter().position(|&byte| byte == 0) {
        let fault = Fault::new(at..at, "this is a binary file: it holds a zero byte").unquoted();
        return Err(fault.help(TOML));
    }
    let text = std::str::from_utf8(source).map_err(|error| {
        let at = error.valid_up_to();
        let byte = source[at];
        Fault::new(at..at + 1, format!("byte 0x{byte:02x} is not UTF-8"))
            .help("a network file is TOML text in UTF-8")
    })?;
    let begins = text.trim_start();
    let at = text.len() - begins.len();
    let list = begins.strip_prefix('[').map(str::trim_start);
    let fault = Fault::new(at..at + 1, "this looks like JSON: a network file is TOML");
    match list {
        _ if begins.starts_with('{') => Err(fault.label("no key begins with a brace")),
        Some(list) if list.starts_with('{') => {
            Err(fault.label("no table's name begins with a brace"))
        }
        _ => Ok(text),
    }
}

/// What to do about a file that is no text.
const TOML: &str = "a network file is TOML text";
const MODEL: &str = "`gradwalk import` makes a network file from it";
const PICKLE: &str = "write it with safetensors.torch.save_file, then gradwalk import";

/// What the file is, if its first bytes tell, and what to do about it.
fn kind(source: &[u8]) -> Option<(&'static str, &'static str)> {
    Some(match source {
        [b'P', b'K', 3, 4, ..] => (
            "a zip file",
            "of a .npz, gradwalk import makes a network file",
        ),
        [0x80, 2..=5, ..] => ("a pickle of Python", PICKLE),
        [0x93, b'N', b'U', b'M', b'P', b'Y', ..] => ("a .npy file", "W = { file = … } names it"),
        [0x89, b'H', b'D', b'F', ..] => ("an HDF5 file", TOML),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] => ("a picture", TOML),
        [0x1f, 0x8b, ..] => ("compressed with gzip", "unpack it first"),
        [0x7f, b'E', b'L', b'F', ..] => ("a program", TOML),
        [b'%', b'P', b'D', b'F', ..] => ("a PDF", TOML),
        // The length of the header, which is far below 2³², and its first brace.
        [_, _, _, _, 0, 0, 0, 0, b'{', ..] => ("a safetensors file", MODEL),
        _ => return None,
    })
}

/// UTF-16 or UTF-32: a byte order mark, or a zero as every other byte of what should be letters.
fn wide(source: &[u8]) -> Option<&'static str> {
    Some(match source {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => "UTF-32",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16",
        [a, b, c, d, ..] if matches!((a, b, c, d), (1.., 0, 1.., 0) | (0, 1.., 0, 1..)) => "UTF-16",
        _ => return None,
    })
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

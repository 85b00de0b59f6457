//! The bytes of a file as text, or what they are instead.

use super::refusal::Fault;

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

/// `text` as a TOML string.
pub(super) fn string(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\U{:08X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<Vec<_>>().concat())
}

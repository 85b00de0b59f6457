//! Why a tensor file, or a tensor of it, is refused: short and printable whatever the file holds.

use std::{fmt, io};

use crate::printable::characters;

/// The bytes that a message and the names in it may take.
const MESSAGE: usize = 150;
const NAME: usize = 40;

/// Stands for what was cut.
const ELLIPSIS: &str = "…";

/// Why a tensor file, or a tensor of it, is refused. Its `Display` is printable and takes at most 150 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TensorError {
    tensor: Option<String>,
    message: String,
}

impl TensorError {
    /// What is wrong with the file as a whole.
    pub(super) fn of_file(message: &str) -> Self {
        Self::of(None, message)
    }

    /// What is wrong with the tensor called `name`.
    pub(super) fn of(name: Option<&str>, message: &str) -> Self {
        let tensor = name.map(quoted);
        let message = match &tensor {
            Some(tensor) => format!("tensor `{tensor}`: {message}"),
            None => message.to_owned(),
        };
        let message = cut(&message, MESSAGE);
        Self { tensor, message }
    }

    /// The name of the tensor that is at fault, printable and cut, if it is one that has a name.
    pub const fn tensor(&self) -> Option<&str> {
        match &self.tensor {
            Some(tensor) => Some(tensor.as_str()),
            None => None,
        }
    }
}

impl fmt::Display for TensorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TensorError {}

impl From<io::Error> for TensorError {
    fn from(error: io::Error) -> Self {
        Self::of_file(&unreadable(&error))
    }
}

/// What is said when the source fails.
pub(super) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "it is cut short".to_owned(),
        _ => format!("it cannot be read: {error}"),
    }
}

/// A name of the file as a message quotes it: printable and cut.
pub(super) fn quoted(name: &str) -> String {
    cut(name, NAME)
}

/// `text` made printable, and cut to so many bytes.
pub(super) fn cut(text: &str, bytes: usize) -> String {
    let (mut short, mut whole) = (0, String::new());
    for character in characters(text) {
        whole.push_str(&character);
        if whole.len() > bytes {
            whole.truncate(short);
            return whole + ELLIPSIS;
        }
        if whole.len() + ELLIPSIS.len() <= bytes {
            short = whole.len();
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_is_no_longer_than_it_may_be_and_says_that_it_is_cut() {
        assert_eq!(cut("0123456789", 10), "0123456789");
        assert_eq!(cut("0123456789a", 10), "0123456…");
        assert_eq!(cut("\u{1b}\u{1b}", 10), "\\u{1b}…");
        assert_eq!(cut("ééééé", 10), "ééééé");
        assert_eq!(cut("éééééé", 10), "ééé…");
    }

    #[test]
    fn the_longest_name_leaves_room_for_what_is_wrong() {
        let error = TensorError::of(Some(&"\u{1b}".repeat(1000)), &"∇".repeat(1000));
        assert!(error.to_string().len() <= MESSAGE);
        assert!(error.to_string().contains("∇∇∇"));
        assert!(error.tensor().is_some_and(|name| name.len() <= NAME));
    }
}

//! Why a data file gives no samples, in words that are short and printable whatever the file holds.

use std::fmt;

use crate::printable::{characters, printable};

/// The bytes that a quotation may take.
const QUOTATION: usize = 32;

/// The bytes that the name of a file may take.
const NAME: usize = 48;

/// Stands for what was cut.
const ELLIPSIS: &str = "…";

/// Why a data file gives no samples. Its `Display` is printable, at most [`DataError::LIMIT`] bytes, and without a last
/// line feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataError {
    /// What stands in the file cannot be read as a table of what is needed.
    Refused(String),
    /// The file is in order, but what was asked of it is not in it, or does not fit the network.
    Misfit(String),
}

impl DataError {
    /// The bytes that a message takes at most.
    pub const LIMIT: usize = 600;
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(message) | Self::Misfit(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for DataError {}

/// The file's own words, between backquotes.
pub(super) fn quote(text: &str) -> String {
    // One more than may stay tells that there is more, however long the text is.
    let parts: Vec<_> = characters(text).take(QUOTATION + 1).collect();
    let all = parts.concat();
    if all.len() <= QUOTATION {
        return format!("`{all}`");
    }
    let mut room = QUOTATION - ELLIPSIS.len();
    let fits = parts.iter().take_while(|part| {
        let fits = part.len() <= room;
        room = room.saturating_sub(part.len());
        fits
    });
    let kept: String = fits.map(|part| &**part).collect();
    format!("`{kept}{ELLIPSIS}`")
}

/// The name of a file, made printable; of a long one the end stays.
pub(super) fn file_name(name: &str) -> String {
    let name = printable(name);
    if name.len() <= NAME {
        return name.into_owned();
    }
    let mut start = name.len() - (NAME - ELLIPSIS.len());
    while !name.is_char_boundary(start) {
        start += 1;
    }
    format!("{ELLIPSIS}{}", &name[start..])
}

/// `count` things, said in words.
pub(super) fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_cut_between_characters() {
        assert_eq!(quote("abc"), "`abc`");
        assert_eq!(quote("\u{1b}[2J"), "`\\u{1b}[2J`");
        for text in ["é".repeat(90), "\u{202e}".repeat(90), "x".repeat(90)] {
            let quoted = quote(&text);
            assert!(quoted.len() <= QUOTATION + 2, "{quoted}");
            assert!(quoted.ends_with("…`"), "{quoted}");
        }
    }

    #[test]
    fn of_a_long_path_the_last_name_stays() {
        let name = file_name(&format!("{}/données/x.csv", "é".repeat(100)));
        assert!(name.len() <= NAME && name.ends_with("/données/x.csv"));
    }
}

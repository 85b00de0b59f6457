//! Why there is no chain of Linear layers in a file.

use std::fmt;

use crate::printable::printable;

/// The most characters of a name that a message shows.
const NAME: usize = 40;

/// Why tensors were not taken as a network. Its `Display` is printable, with a sentence on each line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    sentences: Vec<String>,
    /// Whether all that is wrong is that the layers do not chain.
    pub(super) is_broken: bool,
}

impl Refused {
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self {
            sentences: vec![sentence.into()],
            is_broken: false,
        }
    }

    /// The same of layers that do not chain.
    pub(super) fn broken(sentence: String) -> Self {
        Self {
            is_broken: true,
            ..Self::new(sentence)
        }
    }

    /// The same, with something more to say.
    pub(super) fn and(mut self, sentence: String) -> Self {
        self.sentences.push(sentence);
        self
    }

    /// What there is to say, a sentence each.
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences.join("\n"))
    }
}

impl std::error::Error for Refused {}

/// A name as messages show it: printable, of a long one its two ends.
pub(super) fn quote(name: &str) -> String {
    format!("`{}`", shown(name))
}

/// The same without the marks around it.
pub fn shown(name: &str) -> String {
    // Of something endless no more is made printable than can be needed.
    let ends = |name: &str| cut(name, NAME);
    ends(&printable(&ends(name)))
}

/// `text`, or its two ends with `…` between, in at most `most` characters.
fn cut(text: &str, most: usize) -> String {
    let length = text.chars().count();
    if length <= most {
        return text.to_owned();
    }
    let tail = most / 2;
    let head = text.chars().take(most - 1 - tail);
    let tail = text.chars().skip(length - tail);
    head.chain(['…']).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_name_is_short_and_printable() {
        assert_eq!(quote("fc1.weight"), "`fc1.weight`");
        assert_eq!(quote("a\u{1b}[2J"), "`a\\u{1b}[2J`");
        for long in [
            "x".repeat(100_000),
            "\u{1b}".repeat(100_000),
            "…é\u{301}".repeat(9_999),
        ] {
            let quoted = quote(&long);
            assert!(quoted.chars().count() <= NAME + 2, "{quoted}");
            assert!(quoted.contains('…'), "{quoted}");
        }
    }
}

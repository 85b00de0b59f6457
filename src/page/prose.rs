//! Sentences with formulas in them.

use super::math::Math;
use super::notation::Script;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// A formula among the words.
    Math(Math),
}

/// A sentence, or a few.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Prose(pub Vec<Piece>);

impl Prose {
    /// The sentence with its formulas in `script`; LaTeX ones stand between dollar signs.
    pub fn write(&self, script: Script) -> String {
        let piece = |piece: &Piece| match (piece, script) {
            (Piece::Words(words), _) => script.words(words),
            (Piece::Math(math), Script::Latex) => format!("${}$", script.write(math)),
            (Piece::Math(math), _) => script.write(math),
        };
        self.0.iter().map(piece).collect()
    }

    /// The sentence in lines of at most `width` columns.
    pub fn wrapped(&self, script: Script, width: usize) -> Vec<String> {
        let text = self.write(script);
        textwrap::wrap(&text, width)
            .into_iter()
            .map(std::borrow::Cow::into_owned)
            .collect()
    }
}

impl From<&str> for Piece {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Piece {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<usize> for Piece {
    fn from(number: usize) -> Self {
        Self::Words(number.to_string())
    }
}

impl From<Math> for Piece {
    fn from(math: Math) -> Self {
        Self::Math(math)
    }
}

/// A sentence from its pieces: `prose!["row j of ", weights, " made ", z]`.
macro_rules! prose {
    ($($piece:expr),* $(,)?) => {
        $crate::page::prose::Prose(vec![$($crate::page::prose::Piece::from($piece)),*])
    };
}
pub(super) use prose;

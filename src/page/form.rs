//! In which form numbers leave the program.

/// In which form a matrix or a vector is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Rows of numbers.
    Text,
    /// A Markdown table.
    Markdown,
    /// A LaTeX matrix.
    Latex,
    /// A NumPy array.
    NumPy,
}

impl Form {
    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Latex => "LaTeX",
            Self::NumPy => "NumPy",
        }
    }
}

//! What is open, which decides what keys mean: panels that take the step's place, and prompts on the last line.

/// What is open. A panel is beside the walk, which goes on under it; a prompt takes all keys until it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// Panel: the walk itself.
    Walk,
    /// Panel: where a number came from, and what it reaches.
    Provenance,
    /// Panel: every number so far.
    Numbers,
    /// Panel: the network drawn.
    Network,
    /// Panel: the input space.
    InputSpace,
    /// Panel: all of the Jacobian.
    Jacobian,
    /// Panel: the walk held against other methods.
    Checks,
    /// Panel: one step of gradient descent, after the last step of a walk of the loss.
    Descent,
    /// Panel: the help.
    Help,
    /// Nothing at all, for a lecturer who wants to be looked at.
    Blank,
    /// Prompt: the number of a step.
    GoTo,
    /// Prompt: a command by its name.
    Command,
    /// Prompt: what to search for.
    Search,
    /// Prompt: another value for the selected entry.
    Edit,
    /// Prompt: the name of the file to save as.
    SaveAs,
    /// Prompt: whether to replace a file that exists.
    Replace,
    /// Prompt: in which form to copy the selection.
    Copy,
    /// Prompt: whether to leave with an edit unsaved.
    Unsaved,
}

impl Mode {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Walk,
        Self::Provenance,
        Self::Numbers,
        Self::Network,
        Self::InputSpace,
        Self::Jacobian,
        Self::Checks,
        Self::Descent,
        Self::Help,
        Self::Blank,
        Self::GoTo,
        Self::Command,
        Self::Search,
        Self::Edit,
        Self::SaveAs,
        Self::Replace,
        Self::Copy,
        Self::Unsaved,
    ];

    /// Whether this asks for something on the last line, over the panel that is open.
    pub const fn is_prompt(self) -> bool {
        matches!(
            self,
            Self::GoTo
                | Self::Command
                | Self::Search
                | Self::Edit
                | Self::SaveAs
                | Self::Replace
                | Self::Copy
                | Self::Unsaved
        )
    }

    /// Whether what is typed is text.
    pub const fn is_line(self) -> bool {
        matches!(
            self,
            Self::Command | Self::Search | Self::Edit | Self::SaveAs
        )
    }

    /// Whether the walk goes on under it, by its own keys.
    pub const fn is_beside_the_walk(self) -> bool {
        matches!(
            self,
            Self::Provenance
                | Self::Numbers
                | Self::Network
                | Self::InputSpace
                | Self::Jacobian
                | Self::Checks
                | Self::Descent
                | Self::GoTo
        )
    }
}

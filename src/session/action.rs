//! What can be asked of a session, what its keys can mean, and what it asks of the terminal in turn.

/// Something asked of a session. It carries no key: the mode decided what the key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// The next step.
    Next,
    /// The step before, exactly as it was.
    Back,
    /// The first step.
    First,
    /// The last step.
    Last,
    /// The next phase; within the operation stride the next layer.
    NextGroup,
    /// The start of this phase or layer, or of the one before.
    PreviousGroup,
    /// The other stride.
    Stride,
    /// The parameter gradients after ∇ₓ, or not.
    Parameters,
    /// The output or the loss.
    Objective,
    /// The next component of the output.
    NextComponent,
    /// The component before.
    PreviousComponent,
    /// The next matrix or vector of the page.
    NextOperand,
    /// The one before.
    PreviousOperand,
    /// Another entry of it, so many away.
    Move(Direction, usize),
    /// One significant digit more.
    MoreDigits,
    /// One significant digit fewer.
    FewerDigits,
    /// A transposed copy of W, or W as it is.
    Transpose,
    /// Something over the walk; asked for again, it closes.
    Open(Mode),
    /// Leave what is open.
    Leave,
    /// So many lines down, or up, in what is open.
    Scroll(Direction, usize),
    /// A digit of a step's number.
    Digit(u8),
    /// Take the last digit back.
    Erase,
    /// Go to the step whose number was typed.
    Go,
    /// Stop the program until the shell continues it.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Leave the program.
    Quit,
}

/// Where an entry lies from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// One column back.
    Left,
    /// One row on.
    Down,
    /// One row back.
    Up,
    /// One column on.
    Right,
}

/// What is open, which decides what keys mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// The walk itself.
    Walk,
    /// The selected entry, explained.
    Explain,
    /// The help.
    Help,
    /// The prompt for a step's number.
    GoTo,
    /// Nothing at all, for a lecturer who wants to be looked at.
    Blank,
}

/// What the terminal is asked to do after an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing but to draw.
    None,
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Draw everything anew, whatever is on the screen.
    Redraw,
    /// Give the terminal back and end.
    Quit,
}

/// What an action has to say. The words, and the keys they name, are found where the keys are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// ∇ₓ stands there, and the parameter gradients would be further steps.
    Complete,
    /// The parameter gradients follow ∇ₓ now.
    WithParameters,
    /// The walk ends at ∇ₓ now.
    WithoutParameters,
    /// There is one output only.
    OneOutput,
    /// The loss has no components.
    LossHasNoComponents,
    /// There is no target for the loss.
    NoTarget,
    /// The walk has no such step.
    NoStep {
        /// The number that was typed.
        number: usize,
        /// How many steps there are.
        steps: usize,
    },
}

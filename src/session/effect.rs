//! What a session asks of the terminal, what the terminal answers, and what a session has to say.

use super::Undone;
use crate::engine::{Entry, Quantity, Trace};
use crate::page::{Captions, Form};

/// What the terminal is asked to do after an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Nothing but to draw.
    None,
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Draw everything anew, whatever is on the screen.
    Redraw,
    /// Give the terminal back and end.
    Quit,
    /// Another theme.
    Theme,
    /// The mouse on, or off.
    Mouse,
    /// This matrix or vector in this form, to the clipboard.
    Copy(Quantity, Form),
    /// The edited network, to a file of this name.
    Save {
        /// The path as it was typed.
        path: String,
        /// Whether a file of that name may be replaced.
        replace: bool,
    },
    /// The file, read anew.
    Reload,
}

/// What another program has changed of the network's own file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// Its text, and perhaps more.
    Text,
    /// A tensor file that it names.
    Tensors,
}

/// What the terminal answers, perhaps some time later.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It was saved.
    Saved {
        /// Under this name.
        path: String,
        /// In this file, what stands in no text.
        tensors: Option<String>,
        /// The file that was replaced has other names, which go on naming it as it was.
        splits: bool,
    },
    /// There is a file of that name already.
    Exists(String),
    /// It is in its place, but is not known to be safe on the disk, and why.
    Unsure(String),
    /// That is the name of the network's own file, and another program has changed this since it was read.
    Conflict(String, Conflict),
    /// This was copied in this form.
    Copied(Quantity, Form),
    /// This has too many numbers to be copied.
    TooLarge(Quantity),
    /// The file was read anew.
    Reloaded(Box<(Trace, Captions)>),
    /// The file was changed by another program.
    Changed,
    /// Something could not be done, and why.
    Failed(String),
    /// The theme now has this name.
    Theme(&'static str),
    /// The mouse is on, or off.
    Mouse(bool),
}

/// What an action has to say. The words, and the keys they name, are found where the keys are known.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// ∇ₓ stands there, and the parameter gradients would be further steps.
    Complete,
    /// The walk is at its last step, and a descent step follows.
    Descends,
    /// A descent step was taken.
    Descended {
        /// η.
        rate: f64,
        /// C before it.
        before: f64,
        /// C after it.
        after: f64,
    },
    /// What is differentiated is no loss, and nothing descends.
    NotTheLoss,
    /// A descent step was asked for where not every number is finite.
    NoSlope,
    /// The parameter gradients follow ∇ₓ now.
    WithParameters,
    /// The walk ends at ∇ₓ now.
    WithoutParameters,
    /// There is one output only.
    OneOutput,
    /// What is differentiated has no components.
    NoComponents,
    /// There is no target for the loss.
    NoTarget,
    /// The walk has no such step.
    NoStep {
        /// The number that was typed.
        number: usize,
        /// How many steps there are.
        steps: usize,
    },
    /// No command has such a name.
    NoCommand,
    /// The number is not computed yet.
    NotYet(Entry),
    /// There is nothing to go into.
    NoOperand,
    /// Only x, y, W and b can be edited.
    NotEditable,
    /// What was typed is no number.
    NotANumber(String),
    /// There is no edit to undo.
    NothingToUndo,
    /// There is no edit to do again.
    NothingToRedo,
    /// Nothing is edited.
    NothingEdited,
    /// An edit was undone, or done again.
    Now(Undone),
    /// The file's own values are shown, or the edited ones again.
    FilesOwn(bool),
    /// The walk goes on by itself, one step in so many milliseconds.
    Playing(u32),
    /// It stopped.
    Stopped,
    /// It was saved.
    Saved {
        /// Under this name.
        path: String,
        /// In this file, what stands in no text.
        tensors: Option<String>,
        /// The file that was replaced has other names, which go on naming it as it was.
        splits: bool,
    },
    /// This was copied in this form.
    Copied(Quantity, Form),
    /// This has too many numbers to be copied.
    TooLarge(Quantity),
    /// The file was changed by another program.
    Changed,
    /// The file was read anew; whether the edits are still there.
    Reloaded {
        /// Whether the edits still fit, if there were any.
        edits: Option<bool>,
    },
    /// The theme has this name.
    Theme(&'static str),
    /// The mouse is on, or off.
    Mouse(bool),
    /// What there is to know of the network when it is opened.
    Note(String),
    /// Something could not be done, and why.
    Failed(String),
}

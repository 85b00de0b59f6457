//! What can be asked of a session.

use super::{Mode, Unit};
use crate::page::{Form, Selection};

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
    /// The step at this index.
    At(usize),
    /// The other stride.
    Stride,
    /// The parameter gradients after ∇ₓ, or not.
    Parameters,
    /// What is differentiated: one output, the loss, the sum of the outputs.
    Objective,
    /// The next component of the output.
    NextComponent,
    /// The component before.
    PreviousComponent,
    /// Let the walk go on by itself, or stop it.
    Play,
    /// A longer pause between two steps that are played, or a shorter one.
    Tempo(Change),
    /// The time for the next step that is played.
    Tick,
    /// The next matrix or vector of the page; the next column of a panel.
    NextOperand,
    /// The one before.
    PreviousOperand,
    /// Another entry of it, so many away.
    Move(Direction, usize),
    /// This entry of the page.
    Select(Selection),
    /// This row of a table.
    SelectRow(usize),
    /// This unit of the drawn network.
    SelectUnit(Unit),
    /// One significant digit more, or fewer.
    Digits(Change),
    /// The next of the numbers of digits that tables are read with.
    CycleDigits,
    /// A transposed copy of W, or W as it is.
    Transpose,
    /// What is open, or another thing over the walk; asked for again, it closes.
    Open(Mode),
    /// Leave what is open.
    Leave,
    /// So many lines down, or up, in what is open.
    Scroll(Direction, usize),
    /// From the selected number to those it is made of, or to those it reaches.
    Into,
    /// Back to the number before.
    Climb,
    /// What it is made of, or what it reaches.
    Turn,
    /// To the step that made the number in question.
    ToItsStep,
    /// x along the axes of its picture.
    MoveInput(Direction),
    /// The picture of the input space, larger or smaller.
    Zoom(Change),
    /// The gradients all over the picture, or not.
    Field,
    /// The next component of x along the horizontal, or the vertical axis of its picture.
    NextAxis(Axis),
    /// Another value nearby for what is edited.
    Nudge(Change, Size),
    /// The last edit, undone.
    Undo,
    /// The last edit undone, done again.
    Redo,
    /// The file's own values, or the edited ones.
    FilesOwn,
    /// Read the file again.
    Reload,
    /// A digit of a step's number.
    Digit(u8),
    /// In a line of text.
    Type(Typing),
    /// The next, or the previous of the choices.
    Choose(Direction),
    /// What was typed or asked, taken.
    Accept,
    /// Copy the selection in this form.
    Copy(Form),
    /// The next theme.
    Theme,
    /// The mouse, or not.
    Mouse,
    /// Stop the program until the shell continues it.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Leave the program.
    Quit,
    /// Leave it, whatever is unsaved.
    Abandon,
    /// One step of gradient descent, and the walk from its beginning with the new weights.
    Descend,
    /// A larger or smaller η.
    Rate(Change),
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

/// More or less of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// More.
    More,
    /// Less.
    Less,
}

/// How much more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    /// A little.
    Small,
    /// Ten times that.
    Large,
}

/// An axis of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axis {
    /// To the right.
    Horizontal,
    /// Upwards.
    Vertical,
}

/// A key in a line of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Typing {
    /// This character, where the cursor is.
    Insert(char),
    /// Without the character before the cursor.
    Erase,
    /// Without the character under the cursor.
    Delete,
    /// Without the word before the cursor.
    EraseWord,
    /// Without all before the cursor.
    EraseToStart,
    /// Without all from the cursor on.
    EraseToEnd,
    /// The cursor one character back.
    Left,
    /// The cursor one character on.
    Right,
    /// The cursor at the start.
    Start,
    /// The cursor at the end.
    End,
}

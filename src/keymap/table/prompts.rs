//! The prompts: lines of text, and questions.

use super::{Row, unlisted};
use crate::keymap::Bound;
use crate::keymap::Key::{
    BackTab, Backspace, Char, Ctrl, Delete, Digit, Down, End, Enter, Esc, Home, Left, Right, Tab,
    Text, Up,
};
use crate::session::{Action, Direction, Form, Mode, Typing};

/// What every line of text is edited with.
const LINE: &[Bound] = &[
    (&[Text], Action::Type(Typing::Insert(' ')), ""),
    (&[Backspace], Action::Type(Typing::Erase), ""),
    (&[Delete, Ctrl('d')], Action::Type(Typing::Delete), ""),
    (&[Ctrl('w')], Action::Type(Typing::EraseWord), ""),
    (&[Ctrl('u')], Action::Type(Typing::EraseToStart), ""),
    (&[Ctrl('k')], Action::Type(Typing::EraseToEnd), ""),
    (&[Left, Ctrl('b')], Action::Type(Typing::Left), ""),
    (&[Right, Ctrl('f')], Action::Type(Typing::Right), ""),
    (&[Home, Ctrl('a')], Action::Type(Typing::Start), ""),
    (&[End, Ctrl('e')], Action::Type(Typing::End), ""),
];

const ACCEPT: &[Bound] = &[(&[Enter], Action::Accept, "")];
const LEAVE: &[Bound] = &[(&[Esc], Action::Leave, "")];

pub const ROWS: &[Row] = &[
    unlisted(Mode::GoTo, ACCEPT, "go there", "go to the step"),
    unlisted(
        Mode::GoTo,
        &[(&[Digit], Action::Digit(0), "")],
        "",
        "a digit",
    ),
    unlisted(
        Mode::GoTo,
        &[(&[Backspace], Action::Type(Typing::Erase), "")],
        "erase",
        "take a digit back",
    ),
    unlisted(
        Mode::GoTo,
        &[(&[Esc, Char('q')], Action::Leave, "")],
        "leave",
        "go nowhere",
    ),
    unlisted(Mode::Command, LINE, "", "the line"),
    unlisted(
        Mode::Command,
        &[
            (&[Down, Tab], Action::Choose(Direction::Down), ""),
            (&[Up, BackTab], Action::Choose(Direction::Up), ""),
        ],
        "choose",
        "the next, the previous command",
    ),
    unlisted(Mode::Command, ACCEPT, "do it", "the chosen command"),
    unlisted(Mode::Command, LEAVE, "leave", "no command"),
    unlisted(Mode::Search, LINE, "", "the line"),
    unlisted(Mode::Search, ACCEPT, "keep", "keep what was found"),
    unlisted(Mode::Search, LEAVE, "leave", "search for nothing"),
    unlisted(Mode::Edit, LINE, "", "the line"),
    unlisted(Mode::Edit, ACCEPT, "keep", "keep the value"),
    unlisted(Mode::Edit, LEAVE, "as it was", "keep the value from before"),
    unlisted(Mode::SaveAs, LINE, "", "the line"),
    unlisted(Mode::SaveAs, ACCEPT, "save", "save under this name"),
    unlisted(Mode::SaveAs, LEAVE, "leave", "save nothing"),
    unlisted(
        Mode::Replace,
        &[(&[Char('y')], Action::Accept, "")],
        "replace",
        "replace the file",
    ),
    unlisted(
        Mode::Replace,
        &[(&[Esc, Char('n'), Char('q')], Action::Leave, "")],
        "leave it",
        "leave the file as it is",
    ),
    unlisted(
        Mode::Copy,
        &[(&[Char('t')], Action::Copy(Form::Text), "")],
        "text",
        "as plain text",
    ),
    unlisted(
        Mode::Copy,
        &[(&[Char('m')], Action::Copy(Form::Markdown), "")],
        "Markdown",
        "as a Markdown table",
    ),
    unlisted(
        Mode::Copy,
        &[(&[Char('l')], Action::Copy(Form::Latex), "")],
        "LaTeX",
        "as a LaTeX matrix",
    ),
    unlisted(
        Mode::Copy,
        &[(&[Char('n')], Action::Copy(Form::NumPy), "")],
        "NumPy",
        "as a NumPy array",
    ),
    unlisted(
        Mode::Copy,
        &[(&[Esc, Char('q')], Action::Leave, "")],
        "leave",
        "copy nothing",
    ),
    unlisted(
        Mode::Unsaved,
        &[(&[Char('w')], Action::Open(Mode::SaveAs), "")],
        "save it",
        "save first",
    ),
    unlisted(
        Mode::Unsaved,
        &[(&[Char('q'), Char('y'), Ctrl('c')], Action::Abandon, "")],
        "quit",
        "quit without saving",
    ),
    unlisted(
        Mode::Unsaved,
        &[(&[Esc, Char('n')], Action::Leave, "")],
        "stay",
        "stay",
    ),
];

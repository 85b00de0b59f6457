//! The step after the last: gradient descent.

use super::{PAGE, Row, Section, row, within};
use crate::keymap::Key::{
    BackTab, Backspace, Char, Ctrl, Down, Enter, Esc, Left, PageDown, PageUp, Right, Tab, Up,
};
use crate::session::{Action, Change, Direction, Mode};

pub const ROWS: &[Row] = &[
    row(
        Section::Try,
        &[(&[Char('D')], Action::Open(Mode::Descent), "descent step")],
        ("", 9),
        "a step of gradient descent down the loss, as after the walk's last step",
    ),
    within(
        Mode::Descent,
        Section::Try,
        &[(
            &[Right, Char(' '), PageDown, Enter],
            Action::Descend,
            "take the descent step",
        )],
        ("take it", 0),
        "there: take the step, and walk again with the new weights",
    ),
    within(
        Mode::Descent,
        Section::Try,
        &[(
            &[Left, Backspace, PageUp, Esc],
            Action::Leave,
            "back to the last step",
        )],
        ("back", 0),
        "there: back to the last step",
    ),
    within(
        Mode::Descent,
        Section::Try,
        &[
            (
                &[Char('+'), Char('=')],
                Action::Rate(Change::More),
                "a longer step",
            ),
            (&[Char('-')], Action::Rate(Change::Less), "a shorter step"),
        ],
        ("rate", 0),
        "there: a larger, a smaller learning rate",
    ),
    within(
        Mode::Descent,
        Section::Try,
        &[
            (&[Tab], Action::NextOperand, "next layer's weights"),
            (
                &[BackTab],
                Action::PreviousOperand,
                "previous layer's weights",
            ),
        ],
        ("layer", 1),
        "there: the weights of the next, the previous layer",
    ),
    within(
        Mode::Descent,
        Section::Try,
        &[
            (
                &[Char('h')],
                Action::Move(Direction::Left, 1),
                "weight to the left",
            ),
            (
                &[Char('j'), Down],
                Action::Move(Direction::Down, 1),
                "weight below",
            ),
            (
                &[Char('k'), Up],
                Action::Move(Direction::Up, 1),
                "weight above",
            ),
            (
                &[Char('l')],
                Action::Move(Direction::Right, 1),
                "weight to the right",
            ),
        ],
        ("entry", 2),
        "there: another weight, or a bias in the last column",
    ),
    within(
        Mode::Descent,
        Section::Try,
        &[
            (
                &[Ctrl('d')],
                Action::Move(Direction::Down, PAGE),
                "ten weights down",
            ),
            (
                &[Ctrl('u')],
                Action::Move(Direction::Up, PAGE),
                "ten weights up",
            ),
        ],
        ("", 9),
        "there: ten weights down, up",
    ),
];

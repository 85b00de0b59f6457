//! Looking at the numbers of a step, searching and taking them along.

use super::{PAGE, Row, Section, row, unlisted, within};
use crate::keymap::Bound;
use crate::keymap::Key::{BackTab, Char, Ctrl, Down, End, Esc, Home, PageDown, PageUp, Tab, Up};
use crate::session::{Action, Change, Direction, Mode};

pub const ROWS: &[Row] = &[
    row(
        Section::Look,
        &[
            (&[Tab], Action::NextOperand, "next matrix or vector"),
            (
                &[BackTab],
                Action::PreviousOperand,
                "previous matrix or vector",
            ),
        ],
        ("matrix", 1),
        "the next, the previous matrix or vector",
    ),
    row(
        Section::Look,
        &[
            (
                &[Char('h')],
                Action::Move(Direction::Left, 1),
                "entry to the left",
            ),
            (
                &[Char('j'), Down],
                Action::Move(Direction::Down, 1),
                "entry below",
            ),
            (
                &[Char('k'), Up],
                Action::Move(Direction::Up, 1),
                "entry above",
            ),
            (
                &[Char('l')],
                Action::Move(Direction::Right, 1),
                "entry to the right",
            ),
        ],
        ("entry", 1),
        "another entry of it: left, down, up, right",
    ),
    row(
        Section::Look,
        &[
            (
                &[Ctrl('d')],
                Action::Move(Direction::Down, PAGE),
                "ten entries down",
            ),
            (
                &[Ctrl('u')],
                Action::Move(Direction::Up, PAGE),
                "ten entries up",
            ),
        ],
        ("", 9),
        "ten entries down, up",
    ),
    row(
        Section::Look,
        &[(&[Char('t')], Action::Transpose, "transposed copy of W")],
        ("", 9),
        "draw a transposed copy of W where its transpose is multiplied, or W as it is",
    ),
    row(
        Section::Look,
        &[
            (
                &[Char('+'), Char('=')],
                Action::Digits(Change::More),
                "more digits",
            ),
            (&[Char('-')], Action::Digits(Change::Less), "fewer digits"),
        ],
        ("", 9),
        "more, fewer digits",
    ),
    row(
        Section::Look,
        &[(
            &[Char('a')],
            Action::Open(Mode::Numbers),
            "all numbers so far",
        )],
        ("", 9),
        "all numbers so far in one table",
    ),
    row(
        Section::Look,
        &[(
            &[Char('/')],
            Action::Open(Mode::Search),
            "search all numbers",
        )],
        ("", 9),
        "search all numbers so far: by name (z3, W[2]), by the component's name, by value",
    ),
    row(
        Section::Look,
        &[(&[Char('y')], Action::Open(Mode::Copy), "copy the selection")],
        ("", 9),
        "copy the selected matrix or vector: as text, Markdown, LaTeX or NumPy",
    ),
    within(
        Mode::Numbers,
        Section::Look,
        &[(&[Char('d')], Action::CycleDigits, "3, 6, 9 or 17 digits")],
        ("digits", 1),
        "among all numbers: 3, 6, 9 or 17 digits",
    ),
    within(
        Mode::Numbers,
        Section::Look,
        &[
            (
                &[PageDown, Char(' ')],
                Action::Move(Direction::Down, PAGE),
                "ten numbers down",
            ),
            (
                &[PageUp],
                Action::Move(Direction::Up, PAGE),
                "ten numbers up",
            ),
        ],
        ("ten", 5),
        "among all numbers: ten down, up",
    ),
    within(
        Mode::Numbers,
        Section::Look,
        &[
            (&[Tab, Char('l')], Action::NextOperand, "next quantity"),
            (
                &[BackTab, Char('h')],
                Action::PreviousOperand,
                "previous quantity",
            ),
        ],
        ("quantity", 4),
        "among all numbers: the next, the previous quantity",
    ),
    within(
        Mode::Numbers,
        Section::Look,
        &[
            (&[Home], Action::First, "first number"),
            (&[End, Char('G')], Action::Last, "last number"),
        ],
        ("", 9),
        "among all numbers: the first, the last",
    ),
    ranked(
        &[(&[Char('/')], Action::Open(Mode::Search), "")],
        ("search", 1),
        "search all numbers",
    ),
    ranked(
        &[(&[Char('y')], Action::Open(Mode::Copy), "")],
        ("copy", 2),
        "copy the quantity of the selected number",
    ),
    within(
        Mode::Numbers,
        Section::Look,
        &[(&[Esc], Action::Leave, "close the table")],
        ("close", 0),
        "close the table of all numbers",
    ),
];

/// Keys of the walk that the table's own footer tells, too.
const fn ranked(bound: &'static [Bound], label: (&'static str, u8), words: &'static str) -> Row {
    Row {
        rank: label.1,
        ..unlisted(Mode::Numbers, bound, label.0, words)
    }
}

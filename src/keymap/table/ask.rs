//! Asking a number where it came from, and what it reaches.

use super::{Row, Section, row, within};
use crate::keymap::Key::{BackTab, Backspace, Char, Down, Enter, Esc, Tab, Up};
use crate::session::{Action, Direction, Mode};

pub const ROWS: &[Row] = &[
    row(
        Section::Ask,
        &[(
            &[Enter],
            Action::Open(Mode::Provenance),
            "where the number came from",
        )],
        ("where from", 2),
        "where the selected number came from: every digit, every term with its share",
    ),
    within(
        Mode::Provenance,
        Section::Ask,
        &[
            (
                &[Down, Char('j')],
                Action::Move(Direction::Down, 1),
                "next term",
            ),
            (
                &[Up, Char('k')],
                Action::Move(Direction::Up, 1),
                "previous term",
            ),
            (
                &[Char('l')],
                Action::Move(Direction::Right, 1),
                "next operand",
            ),
            (
                &[Char('h')],
                Action::Move(Direction::Left, 1),
                "previous operand",
            ),
        ],
        ("operand", 1),
        "there: another term; another operand of it",
    ),
    within(
        Mode::Provenance,
        Section::Ask,
        &[(&[Enter], Action::Into, "into the operand")],
        ("into it", 0),
        "there: on into the selected operand, down to x, W and b",
    ),
    within(
        Mode::Provenance,
        Section::Ask,
        &[(
            &[Esc, Backspace],
            Action::Climb,
            "back to the number before",
        )],
        ("climb", 0),
        "there: climb back to the number before, and out",
    ),
    within(
        Mode::Provenance,
        Section::Ask,
        &[(&[Tab, BackTab], Action::Turn, "made of, or reaches")],
        ("turn", 1),
        "there: turn round, from what made the number to what it reaches",
    ),
    within(
        Mode::Provenance,
        Section::Ask,
        &[(
            &[Char('g')],
            Action::ToItsStep,
            "go to the step that made it",
        )],
        ("its step", 2),
        "there: go to the step that made the number",
    ),
    within(
        Mode::Numbers,
        Section::Ask,
        &[(&[Enter], Action::Into, "where the number came from")],
        ("where from", 0),
        "among all numbers: where the selected one came from",
    ),
    within(
        Mode::Numbers,
        Section::Ask,
        &[(&[Char('g')], Action::ToItsStep, "")],
        ("its step", 3),
        "among all numbers: to the step that made the selected one",
    ),
];

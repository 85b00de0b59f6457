//! Walking, and what is differentiated.

use super::{Row, Section, row};
use crate::keymap::Key::{Backspace, Char, Digit, End, Home, Left, PageDown, PageUp, Right};
use crate::session::{Action, Change};

pub const ROWS: &[Row] = &[
    row(
        Section::Walk,
        &[(&[Right, Char(' '), PageDown], Action::Next, "next step")],
        ("next", 0),
        "the next step",
    ),
    row(
        Section::Walk,
        &[(&[Left, Backspace, PageUp], Action::Back, "previous step")],
        ("back", 0),
        "the step before, exactly as it was",
    ),
    row(
        Section::Walk,
        &[
            (
                &[Char('<')],
                Action::PreviousGroup,
                "previous phase or layer",
            ),
            (&[Char('>')], Action::NextGroup, "next phase or layer"),
        ],
        ("phase", 5),
        "the previous, the next phase; by operations: the previous, the next layer",
    ),
    row(
        Section::Walk,
        &[
            (&[Home, Char('g')], Action::First, "first step"),
            (&[End, Char('G')], Action::Last, "last step"),
        ],
        ("", 9),
        "the first, the last step",
    ),
    row(
        Section::Walk,
        &[(&[Digit], Action::Digit(0), "")],
        ("", 9),
        "go to a step: its number, then Enter",
    ),
    row(
        Section::Walk,
        &[(&[Char('s')], Action::Stride, "stride: layers or operations")],
        ("stride", 3),
        "the stride: a whole layer a step, or one operation a step",
    ),
    row(
        Section::Walk,
        &[(
            &[Char('A')],
            Action::Play,
            "autoplay: let the walk go on by itself",
        )],
        ("", 9),
        "autoplay: the walk goes on by itself; any step of yours stops it",
    ),
    row(
        Section::Walk,
        &[
            (
                &[Char('[')],
                Action::Tempo(Change::More),
                "autoplay: slower",
            ),
            (
                &[Char(']')],
                Action::Tempo(Change::Less),
                "autoplay: faster",
            ),
        ],
        ("", 9),
        "autoplay slower, faster",
    ),
    row(
        Section::Differentiate,
        &[(
            &[Char('o')],
            Action::Objective,
            "objective: an output, the loss, the sum",
        )],
        ("objective", 4),
        "the objective, and with it the seed: one output (e_k), the loss (a − y), or the sum of the outputs (all ones)",
    ),
    row(
        Section::Differentiate,
        &[
            (
                &[Char('c')],
                Action::NextComponent,
                "next component of the output",
            ),
            (
                &[Char('C')],
                Action::PreviousComponent,
                "previous component of the output",
            ),
        ],
        ("component", 4),
        "the next, the previous component of the output",
    ),
    row(
        Section::Differentiate,
        &[(
            &[Char('p')],
            Action::Parameters,
            "gradients of W and b, or not",
        )],
        ("", 9),
        "the gradients of W and b as further steps after the input gradient, or not",
    ),
];

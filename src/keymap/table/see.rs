//! Seeing: the network, the input space, the Jacobian, the checks.

use super::{Row, Section, row, unlisted, within};
use crate::keymap::Key::{BackTab, Char, Down, Enter, Esc, Left, Right, Tab, Up};
use crate::session::{Action, Axis, Change, Direction, Mode};

pub const ROWS: &[Row] = &[
    row(
        Section::See,
        &[(
            &[Char('n')],
            Action::Open(Mode::Network),
            "the network drawn",
        )],
        ("", 9),
        "the network drawn: units and edges, and what this step carries over them",
    ),
    within(
        Mode::Network,
        Section::See,
        &[
            (
                &[Char('h'), BackTab],
                Action::Move(Direction::Left, 1),
                "layer before",
            ),
            (
                &[Char('j'), Down],
                Action::Move(Direction::Down, 1),
                "unit below",
            ),
            (
                &[Char('k'), Up],
                Action::Move(Direction::Up, 1),
                "unit above",
            ),
            (
                &[Char('l'), Tab],
                Action::Move(Direction::Right, 1),
                "next layer",
            ),
        ],
        ("unit", 0),
        "there: another layer, another unit",
    ),
    within(
        Mode::Network,
        Section::See,
        &[(&[Enter], Action::Into, "where the unit's number came from")],
        ("where from", 1),
        "there: where the unit's number came from",
    ),
    within(
        Mode::Network,
        Section::See,
        &[(&[Esc], Action::Leave, "close the drawing")],
        ("close", 0),
        "close the drawing of the network",
    ),
    row(
        Section::See,
        &[(
            &[Char('i')],
            Action::Open(Mode::InputSpace),
            "the input space as a picture",
        )],
        ("", 9),
        "the input space: the output over the plane, or a curve, or x and its gradient as pictures",
    ),
    within(
        Mode::InputSpace,
        Section::See,
        &[
            (&[Left], Action::MoveInput(Direction::Left), "move x left"),
            (&[Down], Action::MoveInput(Direction::Down), "move x down"),
            (&[Up], Action::MoveInput(Direction::Up), "move x up"),
            (
                &[Right],
                Action::MoveInput(Direction::Right),
                "move x right",
            ),
        ],
        ("move", 0),
        "there: move x, and everything follows; over an image, the pixel that is marked",
    ),
    within(
        Mode::InputSpace,
        Section::See,
        &[
            (
                &[Char('+'), Char('=')],
                Action::Zoom(Change::More),
                "zoom in",
            ),
            (&[Char('-')], Action::Zoom(Change::Less), "zoom out"),
        ],
        ("zoom", 2),
        "there: closer, farther",
    ),
    within(
        Mode::InputSpace,
        Section::See,
        &[(&[Char('f')], Action::Field, "field of gradients")],
        ("field", 1),
        "there: the gradients all over the plane, or not",
    ),
    within(
        Mode::InputSpace,
        Section::See,
        &[
            (
                &[Tab],
                Action::NextAxis(Axis::Horizontal),
                "next horizontal axis",
            ),
            (
                &[BackTab],
                Action::NextAxis(Axis::Vertical),
                "next vertical axis",
            ),
        ],
        ("axes", 2),
        "there: another component of x along the horizontal, the vertical axis",
    ),
    within(
        Mode::InputSpace,
        Section::See,
        &[(&[Char('t')], Action::Turn, "images or plane")],
        ("view", 3),
        "there, where x is an image: x and its gradient as images, or the plane",
    ),
    unlisted(
        Mode::InputSpace,
        &[
            (&[Char('c')], Action::NextComponent, ""),
            (&[Char('C')], Action::PreviousComponent, ""),
        ],
        "component",
        "another component of the output",
    ),
    within(
        Mode::InputSpace,
        Section::See,
        &[(&[Esc], Action::Leave, "close the picture")],
        ("close", 0),
        "close the picture of the input space",
    ),
    row(
        Section::See,
        &[(
            &[Char('J')],
            Action::Open(Mode::Jacobian),
            "the Jacobian, all rows",
        )],
        ("", 9),
        "the Jacobian: all rows ∂a_k/∂x_i, the current one lit",
    ),
    unlisted(
        Mode::Jacobian,
        &[
            (&[Char('h')], Action::Move(Direction::Left, 1), ""),
            (&[Char('j'), Down], Action::Move(Direction::Down, 1), ""),
            (&[Char('k'), Up], Action::Move(Direction::Up, 1), ""),
            (&[Char('l')], Action::Move(Direction::Right, 1), ""),
        ],
        "entry",
        "another column, another row and with it the component",
    ),
    unlisted(
        Mode::Jacobian,
        &[(&[Char('o')], Action::Objective, "")],
        "seed",
        "another seed",
    ),
    unlisted(
        Mode::Jacobian,
        &[(&[Enter], Action::Open(Mode::Provenance), "")],
        "where from",
        "where the entry of the gradient came from",
    ),
    within(
        Mode::Jacobian,
        Section::See,
        &[(&[Esc], Action::Leave, "close the Jacobian")],
        ("close", 0),
        "close the Jacobian",
    ),
    row(
        Section::See,
        &[(
            &[Char('v')],
            Action::Open(Mode::Checks),
            "the checks in full",
        )],
        ("", 9),
        "verify: the walk held against dual numbers and differences, and the error over their step",
    ),
    unlisted(
        Mode::Checks,
        &[
            (&[Char('j'), Down], Action::Move(Direction::Down, 1), ""),
            (&[Char('k'), Up], Action::Move(Direction::Up, 1), ""),
        ],
        "row",
        "another quantity",
    ),
    unlisted(
        Mode::Checks,
        &[
            (&[Char('h')], Action::Move(Direction::Left, 1), ""),
            (&[Char('l')], Action::Move(Direction::Right, 1), ""),
        ],
        "entry",
        "another entry of it, where its curve is open",
    ),
    unlisted(
        Mode::Checks,
        &[(&[Char('o')], Action::Objective, "")],
        "objective",
        "the rows of another objective",
    ),
    within(
        Mode::Checks,
        Section::See,
        &[(&[Enter], Action::Turn, "table or curve of the checks")],
        ("curve", 0),
        "there: the table, or the difference's error over its step h",
    ),
    within(
        Mode::Checks,
        Section::See,
        &[(&[Esc], Action::Leave, "close the checks")],
        ("close", 0),
        "close the checks",
    ),
];

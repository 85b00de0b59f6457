//! The table itself.

use super::{Key, Row, Section};
use crate::session::{Action, Direction, Mode};

const fn row(
    section: Section,
    keys: &'static [(&'static [Key], Action)],
    (label, rank): (&'static str, u8),
    words: &'static str,
) -> Row {
    Row {
        mode: Mode::Walk,
        section: Some(section),
        keys,
        label,
        rank,
        words,
    }
}

const fn within(
    mode: Mode,
    keys: &'static [(&'static [Key], Action)],
    label: &'static str,
    words: &'static str,
) -> Row {
    Row {
        mode,
        section: None,
        keys,
        label,
        rank: 0,
        words,
    }
}

use Key::{
    BackTab, Backspace, Char, Ctrl, Digit, Down, End, Enter, Esc, Home, Left, PageDown, PageUp,
    Right, Tab, Up,
};

/// How many entries a page within a matrix is.
const PAGE: usize = 10;

/// The table. Its order is that of the footer and, within a section, of the help.
pub const KEYMAP: &[Row] = &[
    row(
        Section::Walk,
        &[(&[Right, Char(' '), PageDown], Action::Next)],
        ("next", 0),
        "the next step",
    ),
    row(
        Section::Walk,
        &[(&[Left, Backspace, PageUp], Action::Back)],
        ("back", 0),
        "the step before, exactly as it was",
    ),
    row(
        Section::Walk,
        &[
            (&[Char('<')], Action::PreviousGroup),
            (&[Char('>')], Action::NextGroup),
        ],
        ("phase", 5),
        "the previous, the next phase; by operations: the previous, the next layer",
    ),
    row(
        Section::Walk,
        &[
            (&[Home, Char('g')], Action::First),
            (&[End, Char('G')], Action::Last),
        ],
        ("", 9),
        "the first, the last step",
    ),
    row(
        Section::Walk,
        &[
            (&[Digit], Action::Digit(0)),
            (&[Char(':')], Action::Open(Mode::GoTo)),
        ],
        ("", 9),
        "go to a step: its number, then Enter",
    ),
    row(
        Section::Walk,
        &[(&[Char('s')], Action::Stride)],
        ("stride", 3),
        "the stride: a whole layer a step, or one operation a step",
    ),
    row(
        Section::Look,
        &[
            (&[Tab], Action::NextOperand),
            (&[BackTab], Action::PreviousOperand),
        ],
        ("matrix", 1),
        "the next, the previous matrix or vector",
    ),
    row(
        Section::Look,
        &[
            (&[Char('h')], Action::Move(Direction::Left, 1)),
            (&[Char('j'), Down], Action::Move(Direction::Down, 1)),
            (&[Char('k'), Up], Action::Move(Direction::Up, 1)),
            (&[Char('l')], Action::Move(Direction::Right, 1)),
        ],
        ("entry", 1),
        "another entry of it: left, down, up, right",
    ),
    row(
        Section::Look,
        &[
            (&[Ctrl('d')], Action::Move(Direction::Down, PAGE)),
            (&[Ctrl('u')], Action::Move(Direction::Up, PAGE)),
        ],
        ("", 9),
        "ten entries down, up",
    ),
    row(
        Section::Look,
        &[(&[Enter], Action::Open(Mode::Explain))],
        ("explain", 2),
        "explain the selected entry: every digit, every term",
    ),
    row(
        Section::Look,
        &[(&[Char('t')], Action::Transpose)],
        ("", 9),
        "draw a transposed copy of W where its transpose is multiplied, or W as it is",
    ),
    row(
        Section::Look,
        &[
            (&[Char('+'), Char('=')], Action::MoreDigits),
            (&[Char('-')], Action::FewerDigits),
        ],
        ("digits", 6),
        "more, fewer digits",
    ),
    row(
        Section::Differentiate,
        &[(&[Char('o')], Action::Objective)],
        ("objective", 4),
        "the objective: one output, or the loss",
    ),
    row(
        Section::Differentiate,
        &[
            (&[Char('c')], Action::NextComponent),
            (&[Char('C')], Action::PreviousComponent),
        ],
        ("component", 4),
        "the next, the previous component of the output",
    ),
    row(
        Section::Differentiate,
        &[(&[Char('p')], Action::Parameters)],
        ("parameters", 7),
        "the gradients of W and b as further steps after the input gradient, or not",
    ),
    row(
        Section::Program,
        &[(&[Char('?')], Action::Open(Mode::Help))],
        ("help", 0),
        "this help",
    ),
    row(
        Section::Program,
        &[(&[Char('.')], Action::Open(Mode::Blank))],
        ("", 9),
        "blank the screen; any key brings it back",
    ),
    row(
        Section::Program,
        &[(&[Esc], Action::Leave)],
        ("", 9),
        "leave what is open; never the program",
    ),
    row(
        Section::Program,
        &[(&[Ctrl('l')], Action::Redraw)],
        ("", 9),
        "draw the screen anew",
    ),
    row(
        Section::Program,
        &[(&[Ctrl('z')], Action::Suspend)],
        ("", 9),
        "suspend; the shell's fg comes back",
    ),
    row(
        Section::Program,
        &[(&[Char('q'), Ctrl('c')], Action::Quit)],
        ("quit", 0),
        "quit",
    ),
    within(
        Mode::Explain,
        &[
            (&[Down], Action::Scroll(Direction::Down, 1)),
            (&[Up], Action::Scroll(Direction::Up, 1)),
        ],
        "scroll",
        "scroll",
    ),
    within(
        Mode::Explain,
        &[(&[Enter, Esc, Char('q')], Action::Leave)],
        "close",
        "close the explanation",
    ),
    within(
        Mode::Help,
        &[
            (&[Down, Char('j')], Action::Scroll(Direction::Down, 1)),
            (&[Up, Char('k')], Action::Scroll(Direction::Up, 1)),
            (
                &[PageDown, Char(' ')],
                Action::Scroll(Direction::Down, PAGE),
            ),
            (&[PageUp, Backspace], Action::Scroll(Direction::Up, PAGE)),
        ],
        "scroll",
        "scroll",
    ),
    within(
        Mode::Help,
        &[(&[Esc, Char('?'), Char('q'), Enter], Action::Leave)],
        "close",
        "close the help",
    ),
    within(
        Mode::GoTo,
        &[(&[Enter], Action::Go)],
        "go there",
        "go to the step",
    ),
    within(Mode::GoTo, &[(&[Digit], Action::Digit(0))], "", "a digit"),
    within(
        Mode::GoTo,
        &[(&[Backspace], Action::Erase)],
        "erase",
        "take a digit back",
    ),
    within(
        Mode::GoTo,
        &[(&[Esc, Char('q')], Action::Leave)],
        "leave",
        "go nowhere",
    ),
];

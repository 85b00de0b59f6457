//! The program itself.

use super::{PAGE, Row, Section, row, unlisted};
use crate::keymap::Key::{Backspace, Char, Ctrl, Down, Enter, Esc, PageDown, PageUp, Up};
use crate::session::{Action, Direction, Mode};

pub const ROWS: &[Row] = &[
    row(
        Section::Program,
        &[(&[Char(':')], Action::Open(Mode::Command), "command palette")],
        ("", 9),
        "the command palette: every command by its name, a step by its number",
    ),
    row(
        Section::Program,
        &[(&[Char('?')], Action::Open(Mode::Help), "help")],
        ("help", 0),
        "this help",
    ),
    row(
        Section::Program,
        &[(&[Char('T')], Action::Theme, "next theme")],
        ("", 9),
        "the next theme: dark, light, high contrast",
    ),
    row(
        Section::Program,
        &[(&[Char('m')], Action::Mouse, "mouse on or off")],
        ("", 9),
        "the mouse, on or off: click steps, entries, units and keys; turn the wheel",
    ),
    row(
        Section::Program,
        &[(&[Char('.')], Action::Open(Mode::Blank), "blank the screen")],
        ("", 9),
        "blank the screen; any key brings it back",
    ),
    row(
        Section::Program,
        &[(&[Esc], Action::Leave, "leave what is open")],
        ("", 9),
        "leave what is open; never the program",
    ),
    row(
        Section::Program,
        &[(&[Ctrl('l')], Action::Redraw, "draw the screen anew")],
        ("", 9),
        "draw the screen anew",
    ),
    row(
        Section::Program,
        &[(&[Ctrl('z')], Action::Suspend, "suspend")],
        ("", 9),
        "suspend; the shell's fg comes back",
    ),
    row(
        Section::Program,
        &[(&[Char('q'), Ctrl('c')], Action::Quit, "quit")],
        ("quit", 0),
        "quit; asks if an edit is unsaved",
    ),
    unlisted(
        Mode::Help,
        &[
            (&[Down, Char('j')], Action::Scroll(Direction::Down, 1), ""),
            (&[Up, Char('k')], Action::Scroll(Direction::Up, 1), ""),
            (
                &[PageDown, Char(' ')],
                Action::Scroll(Direction::Down, PAGE),
                "",
            ),
            (
                &[PageUp, Backspace],
                Action::Scroll(Direction::Up, PAGE),
                "",
            ),
        ],
        "scroll",
        "scroll",
    ),
    unlisted(
        Mode::Help,
        &[(&[Esc, Char('?'), Char('q'), Enter], Action::Leave, "")],
        "close",
        "close the help",
    ),
];

//! Trying what would happen if a number were another.

use super::{Row, Section, row, within};
use crate::keymap::Key::{Char, Ctrl, Down, PageDown, PageUp, Up};
use crate::session::{Action, Change, Mode, Size};

pub const ROWS: &[Row] = &[
    row(
        Section::Try,
        &[(
            &[Char('e')],
            Action::Open(Mode::Edit),
            "edit the selected number",
        )],
        ("edit", 3),
        "edit the selected entry of x, y, W or b: a number or a fraction such as 1/3",
    ),
    within(
        Mode::Edit,
        Section::Try,
        &[
            (
                &[Up],
                Action::Nudge(Change::More, Size::Small),
                "a little more",
            ),
            (
                &[Down],
                Action::Nudge(Change::Less, Size::Small),
                "a little less",
            ),
        ],
        ("nudge", 0),
        "there: a little more, a little less",
    ),
    within(
        Mode::Edit,
        Section::Try,
        &[
            (
                &[PageUp],
                Action::Nudge(Change::More, Size::Large),
                "much more",
            ),
            (
                &[PageDown],
                Action::Nudge(Change::Less, Size::Large),
                "much less",
            ),
        ],
        ("", 9),
        "there: ten times as much more, less",
    ),
    row(
        Section::Try,
        &[
            (&[Char('u')], Action::Undo, "undo the last edit"),
            (&[Ctrl('r')], Action::Redo, "redo the edit undone"),
        ],
        ("", 9),
        "undo the last edit; redo it",
    ),
    row(
        Section::Try,
        &[(
            &[Char('b')],
            Action::FilesOwn,
            "the file's own values, or the edited ones",
        )],
        ("", 9),
        "before: the file's own values; again, the edited ones",
    ),
    row(
        Section::Try,
        &[(
            &[Char('w')],
            Action::Open(Mode::SaveAs),
            "save the edited network",
        )],
        ("", 9),
        "write the edited network to a file of its own; comments and layout stay",
    ),
    row(
        Section::Try,
        &[(&[Char('r')], Action::Reload, "reload the file")],
        ("", 9),
        "reload the file; the place and the edits stay",
    ),
];

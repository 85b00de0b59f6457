//! The table itself, a file for what people do in each part of the program.

mod ask;
mod descend;
mod edit;
mod look;
mod program;
mod prompts;
mod see;

mod walk;

use super::{Bound, Row, Section};
use crate::session::Mode;

/// The table. Its order is that of the footer and, within a section, of the help.
const TABLES: [&[Row]; 8] = [
    walk::ROWS,
    look::ROWS,
    ask::ROWS,
    edit::ROWS,
    descend::ROWS,
    see::ROWS,
    program::ROWS,
    prompts::ROWS,
];

/// All rows, in order.
pub fn table() -> impl Iterator<Item = &'static Row> {
    TABLES.into_iter().flatten()
}

/// How many entries a page within a matrix is.
const PAGE: usize = 10;

/// Keys of the walk.
const fn row(
    section: Section,
    bound: &'static [Bound],
    (label, rank): (&'static str, u8),
    words: &'static str,
) -> Row {
    within(Mode::Walk, section, bound, (label, rank), words)
}

/// Keys of a panel.
const fn within(
    mode: Mode,
    section: Section,
    bound: &'static [Bound],
    (label, rank): (&'static str, u8),
    words: &'static str,
) -> Row {
    Row {
        mode,
        section: Some(section),
        bound,
        label,
        rank,
        words,
    }
}

/// Keys of what is open that its own footer tells, and the help leaves out.
const fn unlisted(
    mode: Mode,
    bound: &'static [Bound],
    label: &'static str,
    words: &'static str,
) -> Row {
    Row {
        mode,
        section: None,
        bound,
        label,
        rank: 0,
        words,
    }
}

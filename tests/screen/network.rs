//! The network drawn: what the lines and numbers say, what is folded, and how the selected unit is chosen.

mod extremes;
mod fans;
mod lines;
mod selecting;

use gradwalk::session::Session;
use ratatui::buffer::Buffer;

use crate::networks::Opened;
use crate::screen::session;
use crate::typing::type_keys;

/// The drawing on the whole screen, after these keys.
pub fn drawn(opened: &Opened, keys: &str) -> Session {
    let mut session = session(opened);
    type_keys(&mut session, "n");
    type_keys(&mut session, keys);
    session
}

/// Whether a cell holds dots of an edge.
pub fn is_dots(symbol: &str) -> bool {
    symbol.starts_with(|character| ('\u{2801}'..='\u{28ff}').contains(&character))
}

/// The rows of the drawing itself: below the two headings, above what is said of them.
pub fn rows(buffer: &Buffer) -> std::ops::Range<u16> {
    let text = |y| {
        let cells = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol());
        cells.collect::<String>()
    };
    let row_of = |words: &str| (5..buffer.area.height).find(|y| text(*y).contains(words));
    let end = row_of("w > 0").or_else(|| row_of("fan-in"));
    5..end.expect("the lines are explained, or a unit's numbers follow")
}

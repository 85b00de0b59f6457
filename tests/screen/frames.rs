//! What holds of every frame: it stays within the screen, and every cell of it can be shown.

use gradwalk::page::Script;
use gradwalk::printable::printable;
use gradwalk::session::{Mode, Session};
use gradwalk::view::{Hits, Look, SMALLEST, Screen};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::screen::symbols;

/// What stands around the screen before it is drawn.
const OUTSIDE: &str = "\u{2603}";

/// Draws a frame that is held to be sound; the last column and row are around the screen, not of it.
pub fn held(session: &Session, look: Look, (width, height): (u16, u16)) -> (Buffer, Hits) {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width + 1, height + 1));
    let right = (0..=height).map(|y| (width, y));
    let margin: Vec<_> = right.chain((0..width).map(|x| (x, height))).collect();
    for &at in &margin {
        buffer[at].set_symbol(OUTSIDE);
    }
    let hits = Screen { session, look }.draw(area, &mut buffer);
    for &at in &margin {
        assert_eq!(
            buffer[at].symbol(),
            OUTSIDE,
            "{width}x{height}: beyond the screen at {at:?}"
        );
    }
    hold_cells(&buffer, look, area);
    let is_small = width < SMALLEST.0 || height < SMALLEST.1;
    if is_small && session.mode() != Mode::Blank && width >= 5 && height > 0 {
        let screen = symbols(&buffer);
        assert!(screen.contains("60x16"), "{width}x{height}\n{screen}");
    }
    (buffer, hits)
}

fn hold_cells(buffer: &Buffer, look: Look, area: Rect) {
    let fault = |at: (u16, u16), what: &str| -> ! {
        panic!(
            "{}x{}: {what} at {at:?}\n{}",
            area.width,
            area.height,
            symbols(buffer)
        )
    };
    for y in 0..area.height {
        let mut covered = false;
        for x in 0..area.width {
            let symbol = buffer[(x, y)].symbol();
            if covered && symbol != " " {
                fault((x, y), "half of a wide character is written over");
            }
            covered = false;
            if matches!(symbol.as_bytes(), [b' '..=b'~']) {
                continue;
            }
            if look.script == Script::Ascii {
                fault((x, y), "not ASCII");
            }
            if printable(symbol) != symbol {
                fault((x, y), "what cannot be printed");
            }
            match Line::raw(symbol).width() {
                1 => {}
                2 if x + 1 < area.width => covered = true,
                2 => fault((x, y), "half of a wide character"),
                _ => fault((x, y), "no character"),
            }
        }
    }
}

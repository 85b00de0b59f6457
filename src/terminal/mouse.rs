//! From what crossterm reports of the mouse to what the explorer makes of it.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// What the mouse did, and where: column and row, counted from 0. Either may lie beyond the screen; such a report is to
/// be ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// The left button was pressed.
    Press(u16, u16),
    /// The wheel was turned by one notch.
    Wheel {
        /// Away from the user.
        up: bool,
        /// Where.
        at: (u16, u16),
    },
}

/// What a report means; `None` for releases, motion and other buttons.
pub fn pointer(event: MouseEvent) -> Option<Pointer> {
    let at = (event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Pointer::Press(at.0, at.1)),
        MouseEventKind::ScrollUp => Some(Pointer::Wheel { up: true, at }),
        MouseEventKind::ScrollDown => Some(Pointer::Wheel { up: false, at }),
        _ => None,
    }
}

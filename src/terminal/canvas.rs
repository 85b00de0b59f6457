//! The screen as it is and as it is to be: what differs goes out in one write, and nothing where nothing does.

use std::io::{self, Write as _};

use crossterm::terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::difference::{difference, settle_blank};
use super::guard::Frames;

/// The largest screen that is drawn; a terminal that claims more gets its upper left part.
const LARGEST: (u16, u16) = (500, 200);

/// Around each frame, so that the terminal shows all of it at once.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

const CLEAR: &[u8] = b"\x1b[m\x1b[2J";

/// Draws frames on the terminal.
#[derive(Debug, Default)]
pub struct Canvas {
    /// The terminal's size when the last frame was drawn, columns and rows.
    size: Option<(u16, u16)>,
    shown: Buffer,
    next: Buffer,
    out: Frames,
}

impl Canvas {
    /// Makes the next frame a full one: the screen is cleared first.
    pub fn repaint(&mut self) {
        self.size = None;
    }

    /// Draws a frame: `paint` gets an empty buffer and the area of it that is the screen.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Buffer, Rect)) -> io::Result<()> {
        let size = terminal::size()?;
        let whole = self.size.replace(size) != Some(size);
        let area = Rect::new(0, 0, size.0.min(LARGEST.0), size.1.min(LARGEST.1));
        if whole {
            self.shown = Buffer::empty(area);
        }
        self.next.resize(area);
        self.next.reset();
        paint(&mut self.next, area);
        self.next.content.iter_mut().for_each(settle_blank);
        let bytes = difference(&self.shown, &self.next);
        if whole || !bytes.is_empty() {
            let clear = if whole { CLEAR } else { b"" };
            for part in [BEGIN, clear, &bytes, END] {
                self.out.write_all(part)?;
            }
            self.out.flush()?;
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(())
    }
}

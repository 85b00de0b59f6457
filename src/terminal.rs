//! The explorer's loop: draw, read a key, look it up, update, carry the effect out.

mod canvas;
mod difference;
pub mod guard;
mod keys;
pub mod mouse;
mod pen;
mod signals;

use std::io;
use std::time::Duration;

use crossterm::event::{self, Event};
use ratatui::widgets::Widget as _;

use crate::keymap;
use crate::session::{Effect, Session};
use crate::view::{Look, Screen};
use canvas::Canvas;
use guard::Guard;

/// How often a terminal that says nothing is asked whether it is still there: on one that is gone, crossterm spins
/// until this is over.
const ALIVE: Duration = Duration::from_millis(100);

/// Runs the explorer until the user leaves or the terminal is gone. Everything that was switched on is switched off
/// again, whatever happens. `mouse`: the terminal reports the mouse, from the start.
///
/// # Errors
/// Those of the terminal; that it has none, before anything was touched.
pub fn run(mut session: Session, look: Look, mouse: bool) -> io::Result<()> {
    let guard = Guard::enter()?;
    if mouse {
        guard.mouse(true)?;
    }
    // Whether there is colour is the theme's decision. Left to itself, crossterm answers NO_COLOR by writing resets,
    // which take bold and reverse with them.
    crossterm::style::force_color_output(true);
    let mut canvas = Canvas::default();
    // Until it is asked for events, crossterm does not hear of a change of size.
    event::poll(Duration::ZERO)?;
    loop {
        if guard::take_repaint() {
            canvas.repaint();
        }
        canvas.draw(|buffer, area| {
            let session = &session;
            (&Screen { session, look }).render(area, buffer);
        })?;
        let Some(event) = next_event()? else {
            return Ok(());
        };
        let Event::Key(key) = event else { continue };
        let Some(key) = keys::key(key) else { continue };
        let Some(action) = keymap::action(&session, key) else {
            continue;
        };
        match session.update(action) {
            Effect::None => {}
            Effect::Redraw => canvas.repaint(),
            Effect::Suspend => guard.suspend()?,
            Effect::Quit => return Ok(()),
            _ => {}
        }
    }
}

/// The next event, however long it takes; `None` once the terminal is gone.
fn next_event() -> io::Result<Option<Event>> {
    while !event::poll(ALIVE)? {
        if !guard::has_terminal() {
            return Ok(None);
        }
    }
    event::read().map(Some)
}

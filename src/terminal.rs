//! The explorer's loop: draw, read a key, look it up, update, carry the effect out.

pub mod guard;
mod keys;
mod signals;

use std::io;
use std::time::Duration;

use crossterm::event::{self, Event};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

use crate::keymap;
use crate::session::{Effect, Session};
use crate::view::{Look, Screen};
use guard::{Frames, Guard};

/// How often a terminal that says nothing is asked whether it is still there: on one that is gone, crossterm spins
/// until this is over.
const ALIVE: Duration = Duration::from_millis(100);

/// The largest screen that is drawn; a terminal that claims more gets its upper left part.
const LARGEST: (u16, u16) = (500, 200);

/// Runs the explorer until the user leaves or the terminal is gone. Everything that was switched on is switched off
/// again, whatever happens.
///
/// # Errors
/// Those of the terminal; that it has none, before anything was touched.
pub fn run(mut session: Session, look: Look) -> io::Result<()> {
    let guard = Guard::enter()?;
    // Whether there is colour is the theme's decision. Left to itself, crossterm answers NO_COLOR by writing resets,
    // which take bold and reverse with them.
    crossterm::style::force_color_output(true);
    let mut terminal = Terminal::new(CrosstermBackend::new(Frames::default()))?;
    // Until it is asked for events, crossterm does not hear of a change of size.
    event::poll(Duration::ZERO)?;
    loop {
        if guard::take_repaint() {
            repaint(&mut terminal)?;
        }
        terminal.draw(|frame| {
            let area = frame.area();
            let area = Rect {
                width: area.width.min(LARGEST.0),
                height: area.height.min(LARGEST.1),
                ..area
            };
            frame.render_widget(
                &Screen {
                    session: &session,
                    look,
                },
                area,
            );
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
            Effect::Redraw => repaint(&mut terminal)?,
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

/// Makes the next frame a full one. `Terminal::clear` would ask the terminal where its cursor is, and wait.
fn repaint(terminal: &mut Terminal<CrosstermBackend<Frames>>) -> io::Result<()> {
    let size = terminal.size()?;
    terminal.resize(Rect::from((ratatui::layout::Position::ORIGIN, size)))
}

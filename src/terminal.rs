//! The explorer's loop: draw, wait for something to happen, look it up, update, carry the effect out.

mod abort;
mod canvas;
mod desk;
mod difference;
pub mod guard;
pub mod input;
mod keys;
mod line;
mod modes;
pub mod mouse;
mod pen;
mod sequence;
mod signals;
mod worker;

use std::io;
use std::time::{Duration, Instant};

use ratatui::layout::{Position, Rect};

use crate::document::Document;
use crate::engine::Quantity;
use crate::export::copied::copied;
use crate::keymap;
use crate::session::{Action, Answer, Effect, Form, Session};
use crate::view::{Hits, Look, Screen};
use canvas::Canvas;
use desk::Desk;
use guard::Guard;
use input::{Event, Input};
use mouse::Pointer;
use worker::Worker;

/// How often a terminal that says nothing is asked whether it is still there.
const ALIVE: Duration = Duration::from_millis(100);

/// How long a picture that is done waits for a key before it is drawn.
const BUSY: Duration = Duration::from_millis(10);

/// How long keys that keep coming keep the screen waiting: what is typed ahead is obeyed faster than it can be drawn.
const LATEST: Duration = Duration::from_millis(30);

/// Something that has to be answered with a frame.
enum Happening {
    Event(Event),
    /// It is time for the next step that is played.
    Tick,
    /// The worker has found something.
    Found,
    /// Another program changed the file.
    Changed,
}

/// The explorer at work.
struct Explorer {
    session: Session,
    look: Look,
    guard: Guard,
    input: Input,
    canvas: Canvas,
    /// What a click on the frame that is shown asks for.
    hits: Hits,
    /// The part of the terminal that it fills.
    area: Rect,
    worker: Worker,
    desk: Desk,
    mouse: bool,
    /// When the last step was played.
    played: Instant,
    /// When the last frame was drawn, and whether nothing has happened since.
    drawn: Instant,
    is_shown: bool,
}

/// How the explorer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The user left.
    Left,
    /// The terminal is gone, whether or not its signal was heard.
    Gone,
}

/// Runs the explorer until the user leaves or the terminal is gone. Everything that was switched on is switched off
/// again, whatever happens. `document` is the file behind `session`; `mouse`: the terminal reports the mouse, from the
/// start.
///
/// # Errors
/// Those of the terminal; that it has none, before anything was touched.
pub fn run(session: Session, document: Document, look: Look, mouse: bool) -> io::Result<Ending> {
    let guard = Guard::enter()?;
    if mouse {
        guard.mouse(true)?;
    }
    // Whether there is colour is the theme's decision. Left to itself, crossterm answers NO_COLOR by writing resets,
    // which take bold and reverse with them.
    crossterm::style::force_color_output(true);
    let mut explorer = Explorer {
        session,
        look,
        guard,
        input: Input::open()?,
        canvas: Canvas::default(),
        hits: Hits::default(),
        area: Rect::ZERO,
        worker: Worker::new(),
        desk: Desk::new(document),
        mouse,
        played: Instant::now(),
        drawn: Instant::now(),
        is_shown: false,
    };
    match explorer.explore() {
        // What went wrong then went wrong because of that.
        _ if !guard::has_terminal() => Ok(Ending::Gone),
        ended => ended.map(|()| Ending::Left),
    }
}

impl Explorer {
    fn explore(&mut self) -> io::Result<()> {
        self.draw()?;
        loop {
            if self.drawn.elapsed() >= LATEST {
                self.draw()?;
            }
            let Some(happening) = self.wait()? else {
                return Ok(());
            };
            // A click means what is drawn, so that has to be what is.
            if !self.is_shown && matches!(happening, Happening::Event(Event::Pointer(_))) {
                self.draw()?;
            }
            self.is_shown = false;
            let Some(action) = self.action(&happening) else {
                continue;
            };
            if self.obey(action)?.is_none() {
                return Ok(());
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        if guard::take_repaint() {
            self.canvas.repaint();
        }
        let (session, look, hits) = (&mut self.session, self.look, &mut self.hits);
        let (worker, drawn) = (&mut self.worker, &mut self.area);
        self.canvas.draw(|buffer, area| {
            *drawn = area;
            session.resize(area.width, area.height);
            worker.follow(session);
            *hits = Screen { session, look }.draw(area, buffer);
        })?;
        (self.drawn, self.is_shown) = (Instant::now(), true);
        Ok(())
    }

    /// What happens next, however long it takes; `None` once the terminal is gone.
    fn wait(&mut self) -> io::Result<Option<Happening>> {
        loop {
            // First what keys that are held down would keep waiting.
            if self.next_tick().is_some_and(|next| next.is_zero()) {
                self.played = Instant::now();
                return Ok(Some(Happening::Tick));
            }
            if self.worker.deliver(&mut self.session) {
                return Ok(Some(Happening::Found));
            }
            if self.desk.is_changed() {
                return Ok(Some(Happening::Changed));
            }
            let pause = if self.worker.is_busy() { BUSY } else { ALIVE };
            let next = self.next_tick();
            let pause = next.map_or(pause, |next| pause.min(next));
            // What waits is obeyed before it is drawn; then there is time.
            let pause = if self.is_shown { pause } else { Duration::ZERO };
            let event = self.input.next(pause);
            if !matches!(event, Ok(Some(_))) && !guard::has_terminal() {
                return Ok(None);
            }
            if let Some(event) = event? {
                return Ok(Some(Happening::Event(event)));
            }
            if !self.is_shown {
                self.draw()?;
            }
        }
    }

    /// How long it is until the next step is played, if one is.
    fn next_tick(&self) -> Option<Duration> {
        let play = self.session.play();
        let pause = Duration::from_millis(u64::from(play.pause()));
        play.is_on
            .then(|| pause.saturating_sub(self.played.elapsed()))
    }

    /// What is asked of the session by what happened.
    fn action(&mut self, happening: &Happening) -> Option<Action> {
        match happening {
            Happening::Event(Event::Key(key)) => keymap::action(&self.session, *key),
            Happening::Event(Event::Pointer(pointer)) if self.mouse => match *pointer {
                Pointer::Press(column, row) => {
                    keymap::clicked(&self.session, self.hits.at(column, row)?)
                }
                Pointer::Wheel { up, at } => {
                    let is_here = self.area.contains(Position::from(at));
                    is_here.then(|| keymap::wheel(&self.session, up))?
                }
            },
            Happening::Tick => Some(Action::Tick),
            Happening::Changed => {
                self.session.take(Answer::Changed);
                None
            }
            Happening::Event(_) | Happening::Found => None,
        }
    }

    /// Carries `action` out; `None` once the user has left.
    fn obey(&mut self, action: Action) -> io::Result<Option<()>> {
        if action == Action::Play {
            self.played = Instant::now();
        }
        if self.session.needs_alone(action) {
            self.worker.let_go();
        }
        let answer = match self.session.update(action) {
            Effect::None => return Ok(Some(())),
            Effect::Quit => return Ok(None),
            Effect::Redraw => {
                self.canvas.repaint();
                return Ok(Some(()));
            }
            Effect::Suspend => {
                self.guard.suspend()?;
                return Ok(Some(()));
            }
            Effect::Theme => {
                self.look.theme = self.look.theme.next();
                Answer::Theme(self.look.theme.name)
            }
            Effect::Mouse => {
                self.mouse = !self.mouse;
                self.guard.mouse(self.mouse)?;
                Answer::Mouse(self.mouse)
            }
            Effect::Copy(quantity, form) => self.copy(quantity, form)?,
            Effect::Save { path, replace } => self.save(&path, replace),
            Effect::Reload => self.desk.reload(&self.session),
        };
        self.session.take(answer);
        Ok(Some(()))
    }

    /// Saves the edits; saved over its own file, safely or not, they are the file's own values from then on.
    fn save(&mut self, path: &str, replace: bool) -> Answer {
        let answer = self.desk.save(&self.session, path, replace);
        let is_there = matches!(answer, Answer::Saved { .. } | Answer::Unsure(_));
        if is_there && self.desk.is_own(path) {
            let read = self.desk.reload(&self.session);
            if matches!(read, Answer::Reloaded(_)) {
                self.session.take(read);
            }
        }
        answer
    }

    /// Hands a matrix or vector to the terminal's clipboard.
    fn copy(&self, quantity: Quantity, form: Form) -> io::Result<Answer> {
        let session = &self.session;
        match copied(session.trace(), quantity, form, session.digits()) {
            None => Ok(Answer::TooLarge(quantity)),
            Some(text) if guard::copy(&text)? => Ok(Answer::Copied(quantity, form)),
            Some(_) => Ok(Answer::Failed(
                "not copied: the terminal took no more".to_owned(),
            )),
        }
    }
}

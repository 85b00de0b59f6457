//! A session and the terminal around it, which does whatever is asked of it, well or badly.

use gradwalk::engine::Trace;
use gradwalk::keymap;
use gradwalk::page::Captions;
use gradwalk::session::{Action, Answer, Conflict, Effect, Found, Session, Ticket};
use gradwalk::view::{Hits, Look};
use ratatui::buffer::Buffer;

use super::happening::{Event, Happening, Luck};
use super::{inverse, sound};
use crate::frames;
use crate::hostile;
use crate::networks::Opened;
use crate::screen::{ASCII, DARK, session};

/// What an operating system may have to say.
const CAUSE: &str = "\u{202e}网络.toml: \u{1b}[2J no space left on device (os error 28)\nyour file is unchanged\n\n  |\n4 | W";

/// How many findings are kept to arrive late.
const KEPT: usize = 8;

pub struct World {
    pub session: Session,
    /// The file's own walk, as it was read last.
    pub own: Trace,
    /// The walk as it was saved last.
    pub saved: Option<Trace>,
    captions: Captions,
    look: Look,
    size: (u16, u16),
    hits: Hits,
    found: Vec<(Ticket, Found)>,
}

impl World {
    pub fn new(opened: &Opened) -> Self {
        Self {
            session: session(opened),
            own: opened.trace.clone(),
            saved: None,
            captions: opened.captions.clone(),
            look: DARK,
            size: (80, 24),
            hits: Hits::default(),
            found: Vec::new(),
        }
    }

    /// Lets `event` happen, draws a frame, and holds what must hold.
    pub fn live(&mut self, event: Event) {
        self.happen(event.happening);
        sound::hold(&self.session);
        self.hits = frames::held(&self.session, self.look, self.size).1;
        inverse::hold(self, event.probe);
    }

    /// A frame of `session` on the screen as it is.
    pub fn frame(&self, session: &Session) -> Buffer {
        frames::held(session, self.look, self.size).0
    }

    fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Key(key, luck) => {
                if let Some(action) = keymap::action(&self.session, key) {
                    self.obey(action, luck);
                }
            }
            Happening::Click(x, y, luck) => {
                let hit = self.hits.at(x, y);
                if let Some(action) = hit.and_then(|hit| keymap::clicked(&self.session, hit)) {
                    self.obey(action, luck);
                }
            }
            Happening::Wheel(up) => {
                if let Some(action) = keymap::wheel(&self.session, up) {
                    self.obey(action, Luck::Well);
                }
            }
            Happening::Resize(width, height, is_told) => {
                self.size = (width, height);
                if is_told {
                    self.session.resize(width, height);
                }
            }
            Happening::Tick => drop(self.session.update(Action::Tick)),
            Happening::Work(patience) => self.work(patience),
            Happening::Late(at) => {
                if let Some((ticket, found)) = self.found.get(at) {
                    self.session.found(*ticket, found.clone());
                }
            }
            Happening::Changed => self.session.take(Answer::Changed),
            Happening::Answer(luck) => {
                let answer = Self::saved("a file.toml", luck, false);
                self.take(answer);
            }
        }
    }

    fn obey(&mut self, action: Action, luck: Luck) {
        let effect = self.session.update(action);
        let answer = match effect {
            Effect::None | Effect::Redraw | Effect::Suspend => return,
            // Nobody leaves without having said so, and nothing unsaved is left without having been asked.
            Effect::Quit => {
                let is_kept = action == Action::Quit && !self.session.what_if().is_unsaved();
                assert!(action == Action::Abandon || is_kept, "{action:?}");
                return;
            }
            Effect::Theme => {
                let is_unicode = self.look.script == DARK.script;
                self.look = if is_unicode { ASCII } else { DARK };
                Answer::Theme(self.look.theme.name)
            }
            Effect::Mouse => Answer::Mouse(luck == Luck::Well),
            Effect::Copy(quantity, form) => match luck {
                Luck::Well | Luck::Otherwise => Answer::Copied(quantity, form),
                Luck::Refused => Answer::TooLarge(quantity),
                Luck::Badly => Answer::Failed(CAUSE.to_owned()),
            },
            Effect::Save { path, replace } => Self::saved(&path, luck, replace),
            Effect::Reload => self.reloaded(luck),
        };
        self.take(answer);
    }

    fn take(&mut self, answer: Answer) {
        if matches!(answer, Answer::Saved { .. }) {
            self.saved = Some(self.session.what_if().latest().clone());
        }
        if let Answer::Reloaded(read) = &answer {
            self.own = read.0.clone();
        }
        self.session.take(answer);
    }

    fn saved(path: &str, luck: Luck, replace: bool) -> Answer {
        let path = path.to_owned();
        match luck {
            Luck::Well => Answer::Saved {
                path,
                tensors: None,
                splits: false,
            },
            Luck::Refused if replace => Answer::Conflict(path, Conflict::Text),
            Luck::Refused => Answer::Exists(path),
            Luck::Otherwise => Answer::Saved {
                path,
                tensors: Some("网络.safetensors".to_owned()),
                splits: true,
            },
            Luck::Badly => Answer::Failed(CAUSE.to_owned()),
        }
    }

    /// The file read anew: as it was, as it was saved over itself, as another one that fits, of another shape, not at all.
    fn reloaded(&self, luck: Luck) -> Answer {
        let what_if = self.session.what_if();
        let objective = self.session.trace().objective();
        let read = |trace: &Trace| trace.with_objective(objective).ok();
        let (trace, captions) = match luck {
            Luck::Well => (read(&self.own), self.captions.clone()),
            Luck::Otherwise => (read(what_if.latest()), self.captions.clone()),
            Luck::Refused => {
                let other = if self.own.network().inputs() == 6 {
                    hostile::named()
                } else {
                    hostile::image()
                };
                (Some(other.trace), other.captions)
            }
            Luck::Badly => (None, Captions::default()),
        };
        match trace {
            Some(trace) => Answer::Reloaded(Box::new((trace, captions))),
            None => Answer::Failed(CAUSE.to_owned()),
        }
    }

    fn work(&mut self, patience: usize) {
        let Some(job) = self.session.wanted() else {
            return;
        };
        let (mut left, mut found) = (patience, Vec::new());
        let mut keep_on = || {
            left = left.saturating_sub(1);
            left > 0
        };
        job.run(&mut keep_on, &mut |it| found.push((job.ticket(), it)));
        for (ticket, found) in &found {
            self.session.found(*ticket, found.clone());
        }
        self.found.extend(found);
        let spare = self.found.len().saturating_sub(KEPT);
        self.found.drain(..spare);
    }
}

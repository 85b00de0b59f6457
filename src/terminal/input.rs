//! What comes from the terminal, one event at a time: keys, the mouse, changes of its size.

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::ops::Range;
use std::os::fd::AsRawFd as _;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use filedescriptor::{POLLIN, pollfd};
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::pipe;

use super::keys::key;
use super::modes;
use super::mouse::{Pointer, pointer};
use super::sequence::Listener;
use crate::keymap::Key;

/// How long Escape may be the beginning of something: a sequence that is cut on its way arrives within this time.
const ESCAPE: Duration = Duration::from_millis(25);

/// Something that happened at the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The mouse was.
    Pointer(Pointer),
    /// The size has changed.
    Resize,
}

/// The terminal's input.
#[derive(Debug)]
pub struct Input {
    keyboard: File,
    resized: UnixStream,
    listener: Listener,
    bytes: [u8; 1024],
    /// The part of `bytes` that has not been listened to.
    left: Range<usize>,
    /// When the last byte came.
    heard: Instant,
}

impl Input {
    /// Of the terminal that a [`super::guard::Guard`] has entered.
    ///
    /// # Errors
    /// That there is no keyboard.
    pub fn open() -> io::Result<Self> {
        let (resized, tell) = UnixStream::pair()?;
        resized.set_nonblocking(true)?;
        pipe::register(SIGWINCH, tell)?;
        Ok(Self {
            keyboard: modes::keyboard()?,
            resized,
            listener: Listener::default(),
            bytes: [0; 1024],
            left: 0..0,
            heard: Instant::now(),
        })
    }

    /// The next event, if there is one within `patience`.
    ///
    /// # Errors
    /// Those of the terminal; that it is gone.
    pub fn next(&mut self, patience: Duration) -> io::Result<Option<Event>> {
        let until = Instant::now() + patience;
        loop {
            if let Some(event) = self.listen() {
                return Ok(Some(event));
            }
            let left = until.saturating_duration_since(Instant::now());
            let is_after_escape = self.listener.is_after_escape();
            let wait = if is_after_escape { ESCAPE } else { left };
            let [has_bytes, is_resized] = self.wait(wait)?;
            if is_resized {
                while matches!(self.resized.read(&mut [0; 64]), Ok(1..)) {}
                return Ok(Some(Event::Resize));
            }
            if has_bytes {
                self.read()?;
                // A key pressed right after Escape is that key; with Alt, both come together.
                let next = self.bytes.get(self.left.start);
                if is_after_escape && !next.is_some_and(|next| b"[O".contains(next)) {
                    return Ok(self.escaped());
                }
                // What says nothing may go on for ever.
                if left.is_zero() {
                    return Ok(self.listen());
                }
            } else if is_after_escape {
                return Ok(self.escaped());
            } else if left.is_zero() {
                return Ok(None);
            }
        }
    }

    /// The event in what has been read, if there is a whole one.
    fn listen(&mut self) -> Option<Event> {
        for at in self.left.by_ref() {
            let said = self
                .bytes
                .get(at)
                .and_then(|byte| self.listener.hear(*byte));
            let event = said.and_then(|said| {
                let mouse = || pointer(&said).map(Event::Pointer);
                key(&said).map(Event::Key).or_else(mouse)
            });
            if event.is_some() {
                return event;
            }
        }
        None
    }

    /// Escape, and nothing after it.
    fn escaped(&mut self) -> Option<Event> {
        let said = self.listener.give_up()?;
        key(&said).map(Event::Key)
    }

    fn read(&mut self) -> io::Result<()> {
        if self.heard.elapsed() > self.listener.patience() {
            self.listener.give_up();
        }
        match self.keyboard.read(&mut self.bytes) {
            Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                (self.left, self.heard) = (0..count, Instant::now());
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Waits for bytes or a change of size: which of them there are.
    fn wait(&self, limit: Duration) -> io::Result<[bool; 2]> {
        let descriptors = [self.keyboard.as_raw_fd(), self.resized.as_raw_fd()];
        let mut asked = descriptors.map(|fd| pollfd {
            fd,
            events: POLLIN,
            revents: 0,
        });
        match filedescriptor::poll(&mut asked, Some(limit)) {
            Ok(_) => Ok(asked.map(|one| one.revents != 0)),
            Err(filedescriptor::Error::Poll(error)) if error.kind() == ErrorKind::Interrupted => {
                Ok([false; 2])
            }
            Err(error) => Err(io::Error::other(error)),
        }
    }
}

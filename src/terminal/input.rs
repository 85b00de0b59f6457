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
        Ok(Self::of(modes::keyboard()?, resized))
    }

    fn of(keyboard: File, resized: UnixStream) -> Self {
        Self {
            keyboard,
            resized,
            listener: Listener::default(),
            bytes: [0; 1024],
            left: 0..0,
            heard: Instant::now(),
        }
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
            let silence = self.silence();
            let wait = match silence {
                _ if is_after_escape => ESCAPE,
                Some(silence) => silence.min(left),
                None => left,
            };
            let [has_bytes, is_resized] = self.wait(wait)?;
            if is_resized {
                while matches!(self.resized.read(&mut [0; 64]), Ok(1..)) {}
                return Ok(Some(Event::Resize));
            }
            if has_bytes {
                self.read()?;
                // What says nothing may go on for ever.
                if left.is_zero() {
                    return Ok(self.listen());
                }
                continue;
            }
            // Only silence ends what is cut: what waits to be read is not late, however long this program was busy.
            if is_after_escape || silence.is_some_and(|silence| silence <= wait) {
                let escape = self.give_up();
                if escape.is_some() {
                    return Ok(escape);
                }
            }
            if left.is_zero() {
                return Ok(None);
            }
        }
    }

    /// The event in what has been read, if there is a whole one.
    fn listen(&mut self) -> Option<Event> {
        let mut bytes = self.bytes.get(self.left.clone())?;
        let mut event = None;
        while let Some(said) = self.listener.hear(&mut bytes) {
            let mouse = || pointer(&said).map(Event::Pointer);
            event = key(&said).map(Event::Key).or_else(mouse);
            if event.is_some() {
                break;
            }
        }
        self.left.start = self.left.end - bytes.len();
        event
    }

    /// How much longer nothing has to come until what is not ended is given up.
    fn silence(&self) -> Option<Duration> {
        let patience = self.listener.patience()?;
        Some(patience.saturating_sub(self.heard.elapsed()))
    }

    /// Nothing more comes of what is not ended: Escape, if that is all there was.
    fn give_up(&mut self) -> Option<Event> {
        let said = self.listener.give_up()?;
        key(&said).map(Event::Key)
    }

    fn read(&mut self) -> io::Result<()> {
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

    /// Waits for bytes or a change of size: which of them there are. A signal shortens no wait.
    fn wait(&self, limit: Duration) -> io::Result<[bool; 2]> {
        let until = Instant::now() + limit;
        let descriptors = [self.keyboard.as_raw_fd(), self.resized.as_raw_fd()];
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let mut asked = descriptors.map(|fd| pollfd {
                fd,
                events: POLLIN,
                revents: 0,
            });
            match filedescriptor::poll(&mut asked, Some(left)) {
                Ok(_) => return Ok(asked.map(|one| one.revents != 0)),
                Err(filedescriptor::Error::Poll(error))
                    if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Seek as _, Write as _};
    use std::os::fd::OwnedFd;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
    use std::thread;

    use rustix::process::{Pid, Signal, kill_process};
    use signal_hook::flag;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// Where what is written to the other comes in; changes of size come as long as the last is there.
    fn line() -> (Input, UnixStream, UnixStream) {
        let (keyboard, keys) = UnixStream::pair().expect("a pair");
        let (resized, tell) = UnixStream::pair().expect("a pair");
        let input = Input::of(File::from(OwnedFd::from(keyboard)), resized);
        (input, keys, tell)
    }

    /// What a program that is busy for a second after each event makes of this, all of which waits to be read.
    fn events(bytes: &[u8]) -> Vec<Event> {
        let mut file = tempfile::tempfile().expect("a temporary file");
        file.write_all(bytes).expect("it can be written");
        file.rewind().expect("it can be read");
        let (resized, _tell) = UnixStream::pair().expect("a pair");
        let mut input = Input::of(file, resized);
        let mut all = Vec::new();
        loop {
            input.heard -= SECOND;
            match input.next(Duration::ZERO) {
                Ok(event) => all.extend(event),
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return all,
                Err(error) => panic!("{error}"),
            }
        }
    }

    #[test]
    fn no_key_typed_ahead_is_lost_however_long_each_is_obeyed() {
        for (one, key) in [
            ("\x1b[C", Key::Right),
            ("\x1bOA", Key::Up),
            ("∇", Key::Char('∇')),
        ] {
            let all = events(one.repeat(30_000).as_bytes());
            assert_eq!(all.len(), 30_000, "{one:?}");
            assert!(all.iter().all(|event| *event == Event::Key(key)), "{one:?}");
        }
    }

    #[test]
    fn what_is_cut_is_given_up_after_a_silence_alone() {
        let (mut input, mut keys, _tell) = line();
        let mut type_in = |text: &str| keys.write_all(text.as_bytes()).expect("it is taken");
        type_in("\x1b[");
        assert_eq!(input.next(Duration::ZERO).ok(), Some(None));
        // Late, but there when it is looked for.
        input.heard -= SECOND;
        type_in("C\x1b[");
        let next = |input: &mut Input| input.next(Duration::from_millis(600)).ok().flatten();
        assert_eq!(next(&mut input), Some(Event::Key(Key::Right)));
        assert_eq!(next(&mut input), None);
        type_in("C\x1bG\x1b");
        assert_eq!(next(&mut input), Some(Event::Key(Key::Char('C'))));
        assert_eq!(next(&mut input), Some(Event::Key(Key::Esc)));
        assert_eq!(next(&mut input), Some(Event::Key(Key::Char('G'))));
        assert_eq!(next(&mut input), Some(Event::Key(Key::Esc)));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_signal_shortens_no_wait() {
        let caught = Arc::new(AtomicBool::new(false));
        flag::register(signal_hook::consts::SIGUSR2, Arc::clone(&caught)).expect("it is allowed");
        let this = fs::read_link("/proc/thread-self").expect("it is there");
        let this = this
            .file_name()
            .and_then(|name| name.to_str()?.parse().ok());
        let this = this.and_then(Pid::from_raw).expect("a thread's number");
        let (input, _keys, _tell) = line();
        thread::scope(|scope| {
            scope.spawn(|| {
                while !caught.load(SeqCst) {
                    thread::sleep(Duration::from_millis(20));
                    kill_process(this, Signal::USR2).expect("this process");
                }
            });
            let start = Instant::now();
            let limit = Duration::from_millis(200);
            assert_eq!(input.wait(limit).ok(), Some([false; 2]));
            assert!(start.elapsed() + Duration::from_millis(5) > limit);
        });
    }
}

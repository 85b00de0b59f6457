//! The line to the terminal: one writer at a time, and a line that takes nothing holds nobody for ever.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::os::fd::{AsFd as _, AsRawFd as _, RawFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use filedescriptor::{POLLOUT, pollfd};
use rustix::fs::OFlags;
use rustix::termios::{QueueSelector, tcflush, tcgetpgrp, ttyname};

/// What a writer needs to hear that nobody is patient any more.
const HINT: Duration = Duration::from_millis(50);

/// How long a line that takes nothing is left alone.
const MOMENT: Duration = Duration::from_millis(2);

/// The most that is written at once: Linux keeps a piece until it is read as a whole, also when it is to drop it.
const PIECE: usize = 2048;

/// How often what has to go out at once is tried.
const TRIES: usize = 50;

/// Standard output's terminal, opened once more: what is set here is not set for the shell, which shares the other.
static LINE: OnceLock<File> = OnceLock::new();
/// Held by whoever writes to the terminal or changes its modes.
static TURN: Mutex<()> = Mutex::new(());
/// Whoever writes has been waited for long enough.
static GIVEN_UP: AtomicBool = AtomicBool::new(false);

/// The right to write.
pub type Turn = MutexGuard<'static, ()>;

/// Opens the line. Where its terminal cannot be opened, a writer may wait for ever, and the rest holds.
pub fn find() -> io::Result<()> {
    let own = || {
        let name = ttyname(io::stdout(), Vec::new()).ok()?;
        open(Path::new(OsStr::from_bytes(name.as_bytes())))
    };
    // Somebody else's, after `su`; by this name it is open to whoever sits at it.
    let controlling = || {
        tcgetpgrp(io::stdout()).ok()?;
        open(Path::new("/dev/tty"))
    };
    let shared = || io::stdout().as_fd().try_clone_to_owned().map(File::from);
    let _ = LINE.set(own().or_else(controlling).map_or_else(shared, Ok)?);
    Ok(())
}

fn open(path: &Path) -> Option<File> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let mut options = OpenOptions::new();
    options.write(true).custom_flags(flags.bits() as i32);
    options.open(path).ok()
}

/// The right to write, however long it takes.
pub fn turn() -> Turn {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The right to write, or nothing if whoever has it does not come to an end. What a writer could not write by then is
/// given up.
pub fn turn_by(deadline: Instant) -> Option<Turn> {
    let turn = next_turn(deadline).or_else(|| {
        GIVEN_UP.store(true, SeqCst);
        next_turn(Instant::now() + HINT)
    });
    // Who still writes is to hear of it, however late.
    if turn.is_some() {
        GIVEN_UP.store(false, SeqCst);
    }
    turn
}

fn next_turn(deadline: Instant) -> Option<Turn> {
    loop {
        match TURN.try_lock() {
            Ok(turn) => return Some(turn),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() >= deadline => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(MOMENT),
        }
    }
}

/// Writes, for as long as it takes; whether all was written, or the rest given up.
pub fn write(bytes: &[u8]) -> io::Result<bool> {
    written(bytes, || !GIVEN_UP.load(SeqCst))
}

/// Writes, after the deadline in place of what is on its way. Never fails, and allocates nothing.
pub fn write_by(deadline: Instant, bytes: &[u8]) {
    for _ in 0..TRIES {
        if written(bytes, || Instant::now() < deadline).unwrap_or(true) {
            return;
        }
        if let Some(line) = LINE.get() {
            let _ = tcflush(line, QueueSelector::OFlush);
        }
        thread::sleep(MOMENT);
    }
}

/// A last word on standard error, for who can wait for nothing: it is lost where a line takes nothing.
pub fn say(message: &[u8]) {
    if io::stderr().is_terminal() {
        let _ = written(message, || false);
    } else if takes_more(io::stderr().as_raw_fd()) {
        let _ = rustix::io::write(io::stderr(), message);
    }
}

/// Whether a short write, such as a pipe takes whole, would not wait.
fn takes_more(fd: RawFd) -> bool {
    let mut asked = [pollfd {
        fd,
        events: POLLOUT,
        revents: 0,
    }];
    filedescriptor::poll(&mut asked, Some(Duration::ZERO)).is_ok()
        && asked[0].revents & POLLOUT != 0
}

/// Writes all of it, or gives the rest up once the line takes nothing and `patient` says no.
fn written(bytes: &[u8], patient: impl Fn() -> bool) -> io::Result<bool> {
    let Some(mut line) = LINE.get() else {
        return Ok(true);
    };
    let mut rest = bytes;
    while !rest.is_empty() {
        match line.write(rest.get(..PIECE).unwrap_or(rest)) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                if !patient() {
                    return Ok(false);
                }
                thread::sleep(MOMENT);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

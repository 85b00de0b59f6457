//! The terminal's line discipline: raw while the program draws, and bit by bit as it was before.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::{Mutex, OnceLock, PoisonError, TryLockError};

use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr};

/// Where keys come from.
static KEYBOARD: OnceLock<OwnedFd> = OnceLock::new();
/// The modes before they were raw; none while they are not.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Looks for the keyboard: standard input, or the session's terminal where that is something else.
pub fn find_keyboard() -> io::Result<()> {
    if KEYBOARD.get().is_none() {
        let keyboard = if io::stdin().is_terminal() {
            io::stdin().as_fd().try_clone_to_owned()?
        } else {
            let mut options = OpenOptions::new();
            options.read(true).write(true).open("/dev/tty")?.into()
        };
        let _ = KEYBOARD.set(keyboard);
    }
    Ok(())
}

/// The keyboard that was found, to read from.
pub fn keyboard() -> io::Result<File> {
    let none = || io::Error::other("no keyboard has been looked for");
    let keyboard = KEYBOARD.get().ok_or_else(none)?;
    Ok(keyboard.try_clone()?.into())
}

/// Keys arrive one by one, unseen, and mean nothing to the terminal itself.
pub fn raw() -> io::Result<()> {
    let Some(keyboard) = KEYBOARD.get() else {
        return Ok(());
    };
    let before = tcgetattr(keyboard)?;
    let mut raw = before.clone();
    raw.make_raw();
    // Kept first: what is set is what can be undone.
    *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
    Ok(tcsetattr(keyboard, OptionalActions::Now, &raw)?)
}

/// As before. Never fails, never waits, and allocates nothing.
pub fn cooked() {
    let before = match BEFORE.try_lock() {
        Ok(mut before) => before.take(),
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().take(),
        Err(TryLockError::WouldBlock) => None,
    };
    if let (Some(keyboard), Some(before)) = (KEYBOARD.get(), before) {
        let _ = tcsetattr(keyboard, OptionalActions::Now, &before);
    }
}

/// How much was typed and not read.
pub fn unread() -> u64 {
    let keyboard = KEYBOARD.get();
    keyboard.map_or(0, |keyboard| {
        rustix::io::ioctl_fionread(keyboard).unwrap_or(0)
    })
}

/// Forgets what was typed and not read.
pub fn drop_input() {
    if let Some(keyboard) = KEYBOARD.get() {
        let _ = tcflush(keyboard, QueueSelector::IFlush);
    }
}

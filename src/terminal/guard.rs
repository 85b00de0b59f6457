//! The terminal's modes: switched on by one value, switched off whatever happens.
//!
//! ```text
//! let guard = Guard::enter()?;
//! let mut frames = Frames::default();      bytes, then flush: a frame in one write
//! let mut input = Input::open()?;           keys, the mouse, changes of size
//! guard.mouse(true)?;                       only where it is asked for
//! while guard::has_terminal() {
//!     if guard::take_repaint() { … }       draw all of the screen anew
//!     draw; input.next(100 ms)?; obey      Ctrl-Z: guard.suspend()?
//! }
//! ```

use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::{Duration, Instant};
use std::{mem, panic, thread};

use crossterm::clipboard::CopyToClipboard;
use signal_hook::{consts::SIGTSTP, low_level};

use super::{abort, line, modes, signals};

/// Alternate screen, cleared where there is none, and no cursor.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[2J\x1b[?25l";

/// Reports of the mouse, as numbers: buttons and the wheel, no motion.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Undoes [`ENTER`] and [`MOUSE_ON`], and what a frame cut short leaves on: a synchronized update, colours.
const RESTORE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1000l\x1b[?25h\x1b[?1049l";

/// How long it takes what was written to reach the terminal, and its last reports of the mouse to come back.
const ARRIVAL: Duration = Duration::from_millis(20);

/// How many pauses of that length a typist is given, to leave one untouched.
const PAUSES: usize = 3;

/// How long a frame on its way out is waited for before the terminal is restored over it.
pub(super) const PATIENCE: Duration = Duration::from_millis(350);

/// How long a frame waits before it asks again whether it may begin.
const MOMENT: Duration = Duration::from_millis(2);

/// What is needed once is there.
static INSTALLED: AtomicBool = AtomicBool::new(false);
/// A [`Guard`] is alive.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// The modes are on.
static ACTIVE: AtomicBool = AtomicBool::new(false);
/// Reports of the mouse are asked for, and on whenever the modes are.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// No new frame is to begin: the program is being suspended or ended.
static PAUSED: AtomicBool = AtomicBool::new(false);
/// The screen was lost, and the next frame has to draw all of it.
static REPAINT: AtomicBool = AtomicBool::new(false);

/// Owns what is switched on: raw mode, the alternate screen, the hidden cursor, the mouse. Dropping it restores the terminal; so
/// do a panic of the thread that entered and the signals that end or suspend the program.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Switches the modes on. Where that fails, nothing is left on.
    pub fn enter() -> io::Result<Self> {
        if !has_terminal() {
            return Err(io::Error::other("standard output is not a terminal"));
        }
        install()?;
        ENTERED.store(true, SeqCst);
        let guard = Self(());
        switch_on(|bytes| write(bytes).map(drop))?;
        Ok(guard)
    }

    /// Hands the terminal back to the shell until the program is continued; without a shell to continue it, does
    /// nothing. The request is carried out on the signal thread: go on as usual, and obey [`take_repaint`].
    pub fn suspend(&self) -> io::Result<()> {
        low_level::raise(SIGTSTP)
    }

    /// Switches reports of the mouse on or off: presses, releases and the wheel. They are off at first, and off as
    /// long as the program is suspended.
    pub fn mouse(&self, on: bool) -> io::Result<()> {
        let _turn = line::turn();
        MOUSE.store(on, SeqCst);
        // The signal thread may have switched all off meanwhile.
        if !ACTIVE.load(SeqCst) {
            return Ok(());
        }
        write(if on { MOUSE_ON } else { MOUSE_OFF }).map(drop)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Where frames are written. Bytes go out on `flush` alone, all at once, so that nothing comes between them; they wait
/// while the program is suspended, and are dropped once the guard is.
#[derive(Debug, Default)]
pub struct Frames(Vec<u8>);

impl Write for Frames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let is_whole = go_out(&self.0);
        self.0.clear();
        is_whole.map(drop)
    }
}

/// Writes once that is allowed; whether all was written.
fn go_out(bytes: &[u8]) -> io::Result<bool> {
    loop {
        let turn = line::turn();
        if !ENTERED.load(SeqCst) {
            return Ok(false);
        }
        if !PAUSED.load(SeqCst) {
            return write(bytes);
        }
        drop(turn);
        thread::sleep(MOMENT);
    }
}

/// Puts `text` into the clipboard of whoever sits at the terminal, also over SSH: OSC 52, which some terminals ignore.
/// Whether all of it was written.
pub fn copy(text: &str) -> io::Result<bool> {
    let mut bytes = Vec::new();
    crossterm::queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
    go_out(&bytes)
}

/// Whether the whole screen has to be drawn anew, because the program was suspended. Asking clears it.
pub fn take_repaint() -> bool {
    REPAINT.swap(false, SeqCst)
}

/// Whether standard output is a terminal; no longer so once the terminal has vanished.
pub fn has_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Lets the frame on its way out end, and no other begin.
pub(super) fn pause() {
    PAUSED.store(true, SeqCst);
}

/// Switches the modes off, if they are on. Never fails, never prints.
pub(super) fn restore() {
    let until = Instant::now() + PATIENCE;
    let turn = line::turn_by(until);
    if ACTIVE.swap(false, SeqCst) {
        line::write_by(until, RESTORE);
        // In the background the modes are the shell's, and touching them would stop the process.
        if signals::in_foreground() {
            // Raw until that has arrived: a Ctrl-C that means something wipes off what is on its way.
            let_arrive();
            // Reports of the mouse that were on their way, lest a shell read them.
            if turn.is_some() && MOUSE.load(SeqCst) {
                modes::drop_input();
            }
            modes::cooked();
        }
    }
}

/// Waits until what was written has reached the terminal, and a little longer for who goes on typing.
fn let_arrive() {
    let mut typed = modes::unread();
    for _ in 0..PAUSES {
        thread::sleep(ARRIVAL);
        let before = mem::replace(&mut typed, modes::unread());
        if before == typed {
            return;
        }
    }
}

/// Switches the modes on again after the program was stopped, and lets frames through.
pub(super) fn resume() {
    pause();
    restore();
    // Failing means that the terminal is gone: the next frame says so to the loop. The signal thread waits for nothing.
    let _ = switch_on(|bytes| {
        line::write_by(Instant::now(), bytes);
        Ok(())
    });
    REPAINT.store(true, SeqCst);
    PAUSED.store(false, SeqCst);
}

/// What is needed once, whatever is entered and left later.
fn install() -> io::Result<()> {
    if !INSTALLED.load(SeqCst) {
        modes::find_keyboard()?;
        line::find()?;
        signals::watch()?;
        abort::watch()?;
        hook_panics();
        INSTALLED.store(true, SeqCst);
    }
    Ok(())
}

/// A panic of this thread restores the terminal before its message is printed. That of another has nowhere to print
/// as long as the screen is drawn on, and ends no more than its thread.
fn hook_panics() {
    let previous = panic::take_hook();
    let drawing = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == drawing {
            leave();
        }
        if !ENTERED.load(SeqCst) {
            previous(panic);
        }
    }));
}

fn switch_on(write: impl Fn(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let _turn = line::turn_by(Instant::now() + PATIENCE);
    // Looked up under the lock: a guard dropped meanwhile must not be entered again.
    if !ENTERED.load(SeqCst) {
        return Ok(());
    }
    modes::raw()?;
    ACTIVE.store(true, SeqCst);
    let mouse: &[u8] = if MOUSE.load(SeqCst) { MOUSE_ON } else { b"" };
    write(&[ENTER, mouse].concat())
}

fn leave() {
    ENTERED.store(false, SeqCst);
    restore();
    MOUSE.store(false, SeqCst);
}

/// Writes; whether all was written. What is given up is on no screen: all of it has to be drawn anew.
fn write(bytes: &[u8]) -> io::Result<bool> {
    let is_whole = line::write(bytes)?;
    REPAINT.fetch_or(!is_whole, SeqCst);
    Ok(is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The private modes that end in `set` (`h` on, `l` off): the N of `ESC [ ? N h`.
    fn modes(bytes: &[u8], set: char) -> Vec<&str> {
        let text = str::from_utf8(bytes).expect("escape sequences are ASCII");
        text.split("\x1b[")
            .filter_map(|sequence| sequence.strip_prefix('?')?.strip_suffix(set))
            .collect()
    }

    #[test]
    fn every_mode_switched_on_is_switched_off() {
        for on in [ENTER, MOUSE_ON] {
            for mode in modes(on, 'h') {
                assert!(modes(RESTORE, 'l').contains(&mode), "{mode} stays on");
            }
            for mode in modes(on, 'l') {
                assert!(modes(RESTORE, 'h').contains(&mode), "{mode} stays off");
            }
        }
    }

    #[test]
    fn no_mode_but_screen_and_cursor_is_touched() {
        assert_eq!(
            (modes(ENTER, 'h'), modes(ENTER, 'l')),
            (vec!["1049"], vec!["25"])
        );
    }

    #[test]
    fn the_mouse_reports_buttons_as_numbers_and_no_motion() {
        let pair = (modes(MOUSE_ON, 'h'), modes(MOUSE_OFF, 'l'));
        assert_eq!(pair, (vec!["1000", "1006"], vec!["1006", "1000"]));
    }

    #[test]
    fn a_frame_after_the_guard_goes_nowhere() {
        let mut frames = Frames::default();
        frames.write_all(b"late").expect("kept in memory");
        frames.flush().expect("dropped");
        assert!(frames.0.is_empty());
    }
}

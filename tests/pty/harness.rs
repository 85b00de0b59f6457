//! A program in a pseudo-terminal of known size and environment: send keys, wait for text, look at what is left.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// No wait of a test is longer.
pub const TIME_OUT: Duration = Duration::from_secs(10);

const SIZE: (u16, u16) = (80, 24);

/// What every frame ends with: the synchronized update is over.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// A running program and the terminal it runs in.
pub struct Pty {
    output: Arc<Mutex<Output>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    reader: JoinHandle<()>,
    hung_up: Arc<AtomicBool>,
    modes_before: String,
}

struct Output {
    terminal: vt100::Parser,
    bytes: Vec<u8>,
    /// How many of the bytes the terminal has drawn: it reads as fast as they come, and draws when it is looked at.
    drawn: usize,
}

impl Pty {
    /// gradwalk with these arguments, at 80×24.
    pub fn gradwalk(arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gradwalk"));
        command.args(arguments);
        Self::start(command)
    }

    /// Any command, at 80×24.
    pub fn start(mut command: CommandBuilder) -> Self {
        fix_environment(&mut command);
        let (columns, rows) = SIZE;
        let pty = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a pty");
        let modes_before = modes(&*pty.master);
        let child = pty
            .slave
            .spawn_command(command)
            .expect("the command starts");
        let output = Arc::new(Mutex::new(Output {
            terminal: vt100::Parser::new(cells(rows), cells(columns), 0),
            bytes: Vec::new(),
            drawn: 0,
        }));
        let hung_up = Arc::new(AtomicBool::new(false));
        let source = pty.master.try_clone_reader().expect("a reader");
        let reader = {
            let (output, hung_up) = (Arc::clone(&output), Arc::clone(&hung_up));
            thread::spawn(move || read(source, &output, &hung_up))
        };
        let keys = pty.master.take_writer().expect("the only writer");
        Self {
            output,
            keys,
            child,
            master: pty.master,
            reader,
            hung_up,
            modes_before,
        }
    }

    pub fn send(&mut self, keys: &str) {
        self.send_bytes(keys.as_bytes());
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        self.keys.write_all(bytes).expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
    }

    /// The program's process, or the shell's that started it.
    pub fn id(&self) -> u32 {
        self.child.process_id().expect("it has been started")
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        self.output()
            .terminal
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master
            .resize(size(columns, rows))
            .expect("the terminal is resized");
    }

    /// Sends a signal to the leader of the foreground job: the program, also when a shell started it.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.foreground(), signal).expect("the program is there");
    }

    /// The leader of the foreground job.
    pub fn foreground(&self) -> Pid {
        let leader = self
            .master
            .process_group_leader()
            .expect("a foreground job");
        Pid::from_raw(leader).expect("process ids are positive")
    }

    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?}"), |screen| {
            screen.contents().contains(text)
        });
    }

    /// Waits until the screen is as it should be; `what` says how, for the panic when it never is.
    pub fn wait_until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let met = eventually(|| holds(self.output().terminal.screen()));
        assert!(met, "no {what} on the screen:\n{}", self.text());
    }

    /// Waits for a whole frame of the explorer on which this holds, trailing blanks cut, and gives that screen.
    pub fn frame(&self, what: &str, holds: impl Fn(&str) -> bool) -> vt100::Screen {
        let mut frame = None;
        let met = eventually(|| {
            let output = self.output();
            let screen = output.terminal.screen();
            if output.bytes.ends_with(FRAME_END) && holds(&screen.contents()) {
                frame = Some(screen.clone());
            }
            frame.is_some()
        });
        assert!(met, "no {what}:\n{}", self.text());
        frame.expect("it was met")
    }

    /// Waits for the end of the program: its exit status, 0 to 255.
    pub fn status(&mut self) -> u32 {
        assert!(
            self.ends_within(TIME_OUT),
            "still running:\n{}",
            self.text()
        );
        let status = self.child.wait().expect("the child can be waited for");
        assert_eq!(status.signal(), None, "killed by a signal");
        assert!(
            eventually(|| self.reader.is_finished()),
            "the terminal is still in use"
        );
        status.exit_code()
    }

    /// Waits until a signal that nobody can catch has ended the program.
    pub fn assert_killed(&mut self) {
        assert!(self.ends_within(TIME_OUT), "still running");
        let status = self.child.wait().expect("the child can be waited for");
        assert_eq!(status.signal(), Some("Killed"), "{status:?}");
    }

    /// Whether the program ends in this time.
    pub fn ends_within(&mut self, limit: Duration) -> bool {
        within(limit, || self.has_ended())
    }

    /// While nobody reads what the program writes, has it answer these keys, signals it, and waits until this holds:
    /// how long that took.
    pub fn stalled(
        &mut self,
        keys: &str,
        signal: Signal,
        mut holds: impl FnMut(&mut Self) -> bool,
    ) -> Duration {
        let output = Arc::clone(&self.output);
        let unread = output.lock().expect("the reader does not panic");
        self.send(keys);
        // Until no more of the answers fits between the two.
        thread::sleep(Duration::from_millis(300));
        let start = Instant::now();
        self.signal(signal);
        let held = eventually(|| holds(self));
        let took = start.elapsed();
        drop(unread);
        assert!(held, "blocked");
        took
    }

    /// Takes the terminal away, as a closed window does, while the program writes its answer to these keys.
    pub fn hang_up(mut self, keys: &str) -> Box<dyn Child + Send + Sync> {
        self.hung_up.store(true, SeqCst);
        self.send(keys);
        let closed = eventually(|| self.reader.is_finished());
        assert!(closed, "no answer to {keys:?}:\n{}", self.text());
        self.child
    }

    /// The screen's text, a line for each row, trailing blanks cut.
    pub fn text(&self) -> String {
        self.output().terminal.screen().contents()
    }

    /// A copy of the screen: cells with their colours and attributes, cursor, modes.
    pub fn screen(&self) -> vt100::Screen {
        self.output().terminal.screen().clone()
    }

    /// All bytes written so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.output().bytes.clone()
    }

    /// Whether the last that was written is a whole frame.
    pub fn has_frame(&self) -> bool {
        self.output().bytes.ends_with(FRAME_END)
    }

    pub fn in_alternate_screen(&self) -> bool {
        self.screen().alternate_screen()
    }

    pub fn is_cursor_hidden(&self) -> bool {
        self.screen().hide_cursor()
    }

    /// Whether the terminal's modes (termios) are not those it had before the program started.
    pub fn is_raw(&self) -> bool {
        self.modes() != self.modes_before
    }

    /// The normal screen, the cursor on it, and every bit of the modes as before.
    pub fn assert_restored(&self) {
        assert!(
            !self.in_alternate_screen(),
            "in the alternate screen:\n{}",
            self.text()
        );
        assert!(
            !self.is_cursor_hidden(),
            "the cursor is hidden:\n{}",
            self.text()
        );
        assert_eq!(self.modes(), self.modes_before, "the modes differ");
    }

    pub fn has_ended(&mut self) -> bool {
        self.child
            .try_wait()
            .expect("the child can be waited for")
            .is_some()
    }

    fn modes(&self) -> String {
        modes(&*self.master)
    }

    fn output(&self) -> MutexGuard<'_, Output> {
        let mut guard = self.output.lock().expect("the reader does not panic");
        let output = &mut *guard;
        output.terminal.process(&output.bytes[output.drawn..]);
        output.drawn = output.bytes.len();
        guard
    }
}

/// Asks again and again until it holds, for [`TIME_OUT`].
pub fn eventually(mut holds: impl FnMut() -> bool) -> bool {
    within(TIME_OUT, &mut holds)
}

/// Asks again and again until it holds, for so long.
pub fn within(limit: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    loop {
        if holds() {
            return true;
        }
        if start.elapsed() > limit {
            return false;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Every flag, control character and speed in words, so that a difference can be read.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:#?}", master.get_termios().expect("a terminal has modes"))
}

fn fix_environment(command: &mut CommandBuilder) {
    for (name, value) in [
        ("TERM", "xterm-256color"),
        ("COLORTERM", "truecolor"),
        ("LANG", "C.UTF-8"),
        ("RUST_BACKTRACE", "0"),
    ] {
        command.env(name, value);
    }
    for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "LINES", "COLUMNS"] {
        command.env_remove(name);
    }
    command.cwd(PathBuf::from(env!("CARGO_MANIFEST_DIR")));
}

fn read(mut source: Box<dyn Read + Send>, output: &Mutex<Output>, hung_up: &AtomicBool) {
    let mut buffer = [0; 8192];
    while let Ok(length @ 1..) = source.read(&mut buffer) {
        let mut output = output.lock().expect("no test panics in its hold");
        output.bytes.extend_from_slice(&buffer[..length]);
        if hung_up.load(SeqCst) {
            return;
        }
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// A terminal may say that it has none; the one that is drawn on has.
fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap_or(NonZeroU16::MIN)
}

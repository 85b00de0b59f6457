//! The small program the guard is driven by: this test crate, started again inside a pseudo-terminal.

use std::hint::black_box;
use std::io::{self, Write as _};
use std::time::Duration;
use std::{env, fs, process, thread};

use crossterm::terminal;
use gradwalk::keymap::Key;
use gradwalk::terminal::guard::{Frames, Guard, copy, has_terminal, take_repaint};
use gradwalk::terminal::input::{Event, Input};
use portable_pty::CommandBuilder;
use rustix::process::Pid;

use crate::harness::Pty;

/// Set where [`run`] is meant to run, so that `cargo test -- --ignored` passes it by.
pub const INSIDE: &str = "GRADWALK_TEST_INSIDE_PTY";

/// What `c` copies.
pub const COPIED: &str = "δ⁽³⁾ = 0.25\n";

pub const FRAME_END: &[u8] = b"end of frame";

/// A loop as the terminal's own is: draw, read, obey; each key tries one way to go wrong.
#[test]
#[ignore = "started by the other tests, inside a pseudo-terminal"]
fn run() -> io::Result<()> {
    if env::var_os(INSIDE).is_none() {
        return Ok(());
    }
    let guard = Guard::enter()?;
    let mut frames = Frames::default();
    let mut patience = Duration::from_millis(100);
    let mut input = Input::open()?;
    draw(&mut frames, "ready")?;
    while has_terminal() {
        if take_repaint() {
            frames.write_all(b"\x1b[2Hrepainted")?;
            frames.flush()?;
        }
        let Some(event) = input.next(patience)? else {
            continue;
        };
        match event {
            Event::Key(Key::Ctrl('z')) => guard.suspend()?,
            Event::Key(Key::Char(key)) => match key {
                'q' => break,
                'e' => return Err(io::Error::other("this is the error")),
                'p' => panic!("this is the panic"),
                'w' => {
                    let end = thread::spawn(|| panic!("this is the worker's panic")).join();
                    draw(
                        &mut frames,
                        if end.is_err() {
                            "worker lost"
                        } else {
                            "worker done"
                        },
                    )?;
                }
                'a' => process::abort(),
                'A' => drop(thread::spawn(|| process::abort()).join()),
                'd' => {
                    let _falls = PanicsWhenDropped;
                    panic!("this is the first panic");
                }
                'o' => drop(black_box(deep(0))),
                'O' => drop(thread::spawn(|| deep(0)).join()),
                'b' => {
                    draw(&mut frames, "busy")?;
                    thread::sleep(Duration::from_mins(1));
                }
                'l' => {
                    patience = Duration::from_mins(1);
                    draw(&mut frames, "listening")?;
                }
                'm' | 'n' => {
                    guard.mouse(key == 'm')?;
                    draw(
                        &mut frames,
                        if key == 'm' { "mouse on" } else { "mouse off" },
                    )?;
                }
                'c' | 'C' => {
                    // Once what everybody copies, once what no line takes unread.
                    let times = if key == 'c' { 1 } else { 100_000 };
                    let is_copied = copy(&COPIED.repeat(times))?;
                    draw(&mut frames, if is_copied { "copied" } else { "given up" })?;
                }
                'f' => draw_for_ever(&mut frames)?,
                other => draw(&mut frames, &format!("key {other}"))?,
            },
            Event::Key(_) => {}
            Event::Pointer(pointer) => draw(&mut frames, &format!("{pointer:?}"))?,
            Event::Resize => {
                let (columns, rows) = terminal::size()?;
                draw(&mut frames, &format!("{columns}×{rows}"))?;
            }
        }
    }
    Ok(())
}

struct PanicsWhenDropped;

impl Drop for PanicsWhenDropped {
    fn drop(&mut self) {
        panic!("this is the second panic");
    }
}

/// Calls itself until there is no stack left.
#[allow(unconditional_recursion, reason = "that is what it is for")]
fn deep(level: usize) -> usize {
    let frame = black_box([level; 64]);
    deep(frame[level % 64] + 1) + frame[0]
}

fn draw(frames: &mut Frames, text: &str) -> io::Result<()> {
    write!(frames, "\x1b[H\x1b[2K{text}")?;
    frames.flush()
}

/// Frames larger than what a terminal takes unread.
fn draw_for_ever(frames: &mut Frames) -> io::Result<()> {
    let frame = "\x1b[H\x1b[31mdrawing".repeat(8_000);
    loop {
        frames.write_all(frame.as_bytes())?;
        frames.write_all(FRAME_END)?;
        frames.flush()?;
    }
}

pub fn arguments() -> Vec<String> {
    let this = env::current_exe().expect("the path of this test crate");
    let mut arguments = vec![this.to_string_lossy().into_owned()];
    arguments.extend(["--exact", "program::run", "--ignored", "--nocapture"].map(String::from));
    arguments
}

fn start(words: &[String]) -> Pty {
    let mut command = CommandBuilder::from_argv(words.iter().map(Into::into).collect());
    command.env(INSIDE, "1");
    Pty::start(command)
}

/// The program alone, leader of its session.
pub fn started() -> Pty {
    let pty = start(&arguments());
    pty.wait_for("ready");
    pty
}

/// The program started by a shell script, in which it is `"$0" "$@"`.
pub fn started_by(script: &str) -> Pty {
    let shell = ["sh", "-c", script].map(String::from);
    start(&[shell.to_vec(), arguments()].concat())
}

/// The thread of the child that runs [`run`]; threads of tests are named after them.
#[cfg(target_os = "linux")]
pub fn drawing_thread(child: Pid) -> Pid {
    let threads = format!("/proc/{}/task", child.as_raw_nonzero());
    fs::read_dir(threads)
        .expect("the child's threads")
        .map(|thread| thread.expect("a thread").path())
        .find(|thread| {
            fs::read_to_string(thread.join("comm")).is_ok_and(|name| name.starts_with("program::"))
        })
        .and_then(|thread| Pid::from_raw(thread.file_name()?.to_str()?.parse().ok()?))
        .expect("the thread that draws")
}

//! The signal thread: ends, suspends and resumes the program, whatever the loop is busy with.

use std::ffi::c_int;
use std::time::Duration;
use std::{io, thread};

use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use rustix::termios::tcgetpgrp;
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    SIGVTALRM, SIGWINCH, SIGXCPU,
};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::guard;

/// Whatever would end a program that does not care. SIGPIPE is none of them: a closed pipe is an error of the write; nor
/// is SIGXFSZ, which the command line has seen to.
const FATAL: [c_int; 11] = [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGIO,
];

/// Those that Linux alone has.
#[cfg(target_os = "linux")]
const OF_LINUX: &[c_int] = &[libc::SIGPWR, libc::SIGSTKFLT];
#[cfg(not(target_os = "linux"))]
const OF_LINUX: &[c_int] = &[];

/// What a restore may take once the last frame is out or given up.
const GRACE: Duration = Duration::from_millis(200);

/// How long signals that belong together take to arrive.
const TOGETHER: Duration = Duration::from_millis(50);

/// Starts the thread.
pub(super) fn watch() -> io::Result<()> {
    let mut signals = Signals::new(FATAL.iter().chain(OF_LINUX).chain(&[SIGTSTP, SIGCONT]))?;
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            loop {
                obey(&mut signals);
            }
        })
        .map(drop)
}

/// Waits for signals and carries them out. A stop and a continue that come together cancel out.
fn obey(signals: &mut Signals) {
    let arrived: Vec<c_int> = signals.wait().collect();
    end_if_fatal(&arrived);
    if arrived.contains(&SIGCONT) {
        if in_foreground() {
            resume();
        } else {
            // `kill` continues a stopped job to end it, and the two signals may arrive in either order.
            thread::sleep(TOGETHER);
            end_if_fatal(&signals.pending().collect::<Vec<_>>());
            stop();
        }
    } else if arrived.contains(&SIGTSTP) && has_job_control() {
        suspend();
    }
}

fn end_if_fatal(arrived: &[c_int]) {
    if let Some(&signal) = arrived.iter().find(|signal| is_fatal(**signal)) {
        end(signal);
    }
}

fn is_fatal(signal: c_int) -> bool {
    FATAL.contains(&signal) || OF_LINUX.contains(&signal)
}

/// Restores the terminal and ends the process with the status a shell gives that signal.
fn end(signal: c_int) {
    let status = 128 + signal;
    guard::pause();
    // A terminal that takes no more bytes blocks whoever writes to it; the process ends all the same.
    let _ = thread::Builder::new().spawn(move || {
        thread::sleep(guard::PATIENCE + GRACE);
        low_level::exit(status);
    });
    guard::restore();
    low_level::exit(status);
}

fn suspend() {
    guard::pause();
    guard::restore();
    stop();
}

fn resume() {
    guard::resume();
    // The loop waits for events, and a change of size is one.
    let _ = low_level::raise(SIGWINCH);
}

/// The whole group, as the terminal itself would: a shell waits for all of a pipeline to stop. SIGCONT says when this
/// is over; the call itself may return just before the stop.
fn stop() {
    let _ = kill_current_process_group(Signal::STOP);
}

/// Whether some shell made this process group, and can continue it: nobody continues the leader of a session.
fn has_job_control() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Whether the terminal's modes are this program's to set. A terminal that does not say has no other claimant.
pub(super) fn in_foreground() -> bool {
    tcgetpgrp(io::stdout()).map_or(true, |foreground| foreground == getpgrp())
}

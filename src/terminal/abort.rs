//! The end of a program that fails in itself: `abort()`, a stack overflow, a bad address. The terminal is restored from
//! inside the signal's handler, because nothing else of the program may be trusted to run again.

use std::ffi::c_int;
use std::{io, mem, ptr};

use libc::{SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP};
use signal_hook::low_level;

use super::{guard, line};

/// The signals that a program raises against itself, and what is said of each: they come without a message, or their
/// message went to the screen that is no more.
const FAILURES: [(c_int, &str); 7] = [
    (SIGABRT, "fatal error: aborted (SIGABRT)\n"),
    (SIGBUS, "fatal error: a bad address (SIGBUS)\n"),
    (SIGFPE, "fatal error: arithmetic (SIGFPE)\n"),
    (SIGILL, "fatal error: an illegal instruction (SIGILL)\n"),
    (
        SIGSEGV,
        "fatal error: a stack overflow or a bad address (SIGSEGV)\n",
    ),
    (SIGSYS, "fatal error: a bad system call (SIGSYS)\n"),
    (SIGTRAP, "fatal error: a trap (SIGTRAP)\n"),
];

/// Has each of them restore the terminal, and end the program with the status a shell gives that signal.
#[allow(
    unsafe_code,
    reason = "on the stack that is left after an overflow, which no safe interface asks for"
)]
pub(super) fn watch() -> io::Result<()> {
    let handler: extern "C" fn(c_int) = end;
    for (signal, _) in FAILURES {
        // SAFETY: the structure is plain data, and all zeros is a value of it. `end` is a function of the type that is
        // called without SA_SIGINFO; it makes system calls and takes no lock that it would wait for, allocates nothing,
        // does not panic and never returns.
        let set = unsafe {
            let mut action: libc::sigaction = mem::zeroed();
            action.sa_sigaction = handler as usize;
            action.sa_flags = libc::SA_ONSTACK;
            libc::sigaction(signal, &raw const action, ptr::null_mut())
        };
        if set != 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

extern "C" fn end(signal: c_int) {
    guard::pause();
    guard::restore();
    for (_, message) in FAILURES.iter().filter(|(of, _)| *of == signal) {
        line::say(message.as_bytes());
    }
    low_level::exit(128 + signal);
}

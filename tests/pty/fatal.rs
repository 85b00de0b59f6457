//! A program that fails in itself: aborted, out of stack, panicking twice. The terminal is the learner's again.

use rustix::process::Signal;

use crate::program::{started, started_by};
use crate::undone::assert_undone;

#[test]
fn a_program_that_aborts_or_runs_out_of_stack_restores_the_terminal_before_the_last_word() {
    for (key, status, message) in [
        ("a", 134, "fatal error: aborted (SIGABRT)\r\n"),
        ("A", 134, "fatal error: aborted (SIGABRT)\r\n"),
        (
            "o",
            139,
            "fatal error: a stack overflow or a bad address (SIGSEGV)\r\n",
        ),
        (
            "O",
            139,
            "fatal error: a stack overflow or a bad address (SIGSEGV)\r\n",
        ),
    ] {
        for mouse in ["", "m"] {
            let mut pty = started();
            pty.send(mouse);
            pty.send(key);
            assert_eq!(pty.status(), status, "{key}:\n{}", pty.text());
            assert_undone(&pty.bytes(), message, key);
            pty.assert_restored();
        }
    }
}

#[test]
fn a_panic_within_a_panic_restores_the_terminal_before_both_messages() {
    let mut pty = started();
    pty.send("d");
    assert_eq!(pty.status(), 134, "{}", pty.text());
    let text = String::from_utf8_lossy(&pty.bytes()).into_owned();
    let (_, after) = text.split_once("\x1b[?1049l").expect("it is restored");
    for message in ["first panic", "second panic", "aborted (SIGABRT)"] {
        assert!(after.contains(message), "{after}");
    }
    pty.assert_restored();
}

#[test]
fn the_last_word_goes_where_errors_go() {
    let mut pty = started_by(r#""$0" "$@" 2> /dev/null"#);
    pty.wait_for("ready");
    pty.send("a");
    assert_eq!(pty.status(), 134);
    assert_undone(&pty.bytes(), "", "without standard error");
}

#[test]
#[cfg(target_os = "linux")]
fn the_last_word_waits_for_nobody_to_read_it() {
    let full = r#"p=$(mktemp -u); mkfifo "$p"; exec 2<> "$p"; dd if=/dev/zero bs=4096 oflag=nonblock of="$p" 2> /dev/null
        rm "$p"; "$0" "$@"; echo ended with $?"#;
    let mut pty = started_by(full);
    pty.wait_for("ready");
    pty.send("a");
    pty.wait_for("ended with 134");
    pty.status();
    pty.assert_restored();
}

#[test]
fn a_failure_while_the_program_is_busy_or_draws_restores_the_terminal() {
    for key in ["b", "f"] {
        let mut pty = started();
        pty.send(key);
        pty.wait_for(if key == "b" { "busy" } else { "drawing" });
        pty.signal(Signal::ABORT);
        assert_eq!(pty.status(), 134);
        assert_undone(&pty.bytes(), "fatal error: aborted (SIGABRT)\r\n", key);
        pty.assert_restored();
    }
}

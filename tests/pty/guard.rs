//! The guard: whatever ends or suspends the program, the terminal is the learner's again.

#[cfg(target_os = "linux")]
use std::fs;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder};
use rustix::process::{Signal, kill_process};

use crate::harness::{Pty, within};
use crate::program::{FRAME_END, INSIDE, arguments, drawing_thread, started, started_by};
use crate::undone::RESTORE;

fn assert_ends(mut pty: Pty, status: u32) {
    assert_eq!(pty.status(), status, "{}", pty.text());
    pty.assert_restored();
}

fn assert_entered(pty: &Pty) {
    assert!(pty.in_alternate_screen() && pty.is_cursor_hidden() && pty.is_raw());
}

#[test]
fn quitting_restores_the_terminal() {
    let mut pty = started();
    assert_entered(&pty);
    pty.send("q");
    assert_ends(pty, 0);
}

#[test]
fn keys_typed_while_the_program_leaves_wipe_nothing_off_the_line() {
    for _ in 0..3 {
        let mut pty = started();
        pty.send("q");
        // In the terminal's own modes it throws away what is not read yet.
        for _ in 0..20 {
            pty.send("\x03\x1a");
        }
        assert_eq!(pty.status(), 0);
        assert!(pty.bytes().windows(RESTORE.len()).any(|end| end == RESTORE));
        pty.assert_restored();
    }
}

#[test]
fn an_error_restores_the_terminal() {
    let mut pty = started();
    pty.send("e");
    pty.wait_for("this is the error");
    assert_ends(pty, 101);
}

#[test]
fn a_panic_restores_the_terminal_before_its_message() {
    let mut pty = started();
    pty.send("p");
    pty.wait_for("this is the panic");
    assert!(!pty.in_alternate_screen());
    assert_ends(pty, 101);
}

#[test]
fn a_panic_of_another_thread_leaves_the_screen_alone() {
    let mut pty = started();
    pty.send("w");
    pty.wait_for("worker lost");
    assert_entered(&pty);
    assert!(!pty.text().contains("panic"), "{}", pty.text());
    pty.send("k");
    pty.wait_for("key k");
    pty.send("q");
    assert_ends(pty, 0);
}

#[test]
fn nothing_is_touched_without_a_terminal_to_draw_on() {
    let mut pty = started_by(r#""$0" "$@" > /dev/null"#);
    assert_eq!(pty.status(), 101);
    assert!(pty.text().contains("not a terminal"), "{}", pty.text());
    assert!(!pty.bytes().contains(&b'\x1b'));
    pty.assert_restored();
}

#[test]
fn nothing_is_left_on_without_a_keyboard() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", r#""$0" "$@" < /dev/null"#]);
    command.args(arguments());
    command.env(INSIDE, "1");
    command.set_controlling_tty(false);
    let mut pty = Pty::start(command);
    assert_eq!(pty.status(), 101);
    assert!(!pty.bytes().contains(&b'\x1b'), "{}", pty.text());
    pty.assert_restored();
}

#[test]
fn fatal_signals_restore_the_terminal() {
    for (signal, status) in [
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
        (Signal::TERM, 143),
    ] {
        let pty = started();
        pty.signal(signal);
        assert_ends(pty, status);
    }
}

#[test]
fn a_signal_ends_a_program_that_does_not_listen() {
    let mut pty = started();
    pty.send("b");
    pty.wait_for("busy");
    pty.signal(Signal::TERM);
    assert!(pty.ends_within(Duration::from_secs(1)));
    assert_ends(pty, 143);
}

#[test]
#[cfg(target_os = "linux")]
fn a_signal_never_cuts_a_frame() {
    let mut pty = started();
    pty.send("f");
    pty.wait_for("end of frame");
    let drawing = drawing_thread(pty.foreground());
    pty.signal(Signal::TERM);
    // Each of these interrupts the write of a frame, and so gives the restore a gap to fall into.
    while !pty.ends_within(Duration::from_millis(1)) {
        let _ = kill_process(drawing, Signal::WINCH);
    }
    assert_eq!(pty.status(), 143);
    let bytes = pty.bytes();
    let frames = bytes
        .strip_suffix(RESTORE)
        .expect("nothing follows the restore");
    assert!(frames.ends_with(FRAME_END), "a frame was cut");
    pty.assert_restored();
}

#[test]
fn a_signal_ends_a_program_whose_output_is_stalled() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::ABORT, 134)] {
        let mut pty = started();
        let took = pty.stalled("f", signal, Pty::has_ended);
        assert!(took < Duration::from_secs(3), "{took:?}");
        assert_eq!(pty.status(), status);
        // What was on its way had to go; what undoes the modes is there for whoever reads on.
        assert!(pty.bytes().windows(RESTORE.len()).any(|end| end == RESTORE));
        pty.assert_restored();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_program_whose_output_is_stalled_can_be_suspended_and_ended() {
    let script = r#"set -m; "$0" "$@"; sleep 1; kill -TERM %1; kill -CONT %1;
        until wait %1; [ $? = 143 ]; do sleep 0.05; done; echo ended"#;
    let mut pty = started_by(script);
    pty.wait_for("ready");
    let stat = format!("/proc/{}/stat", pty.foreground().as_raw_nonzero());
    let is_stopped =
        |_: &mut Pty| fs::read_to_string(&stat).is_ok_and(|stat| stat.contains(") T "));
    pty.stalled("f", Signal::TSTP, is_stopped);
    assert_ends(pty, 0);
}

#[test]
fn suspending_hands_the_terminal_to_the_shell_and_takes_it_back() {
    let script = r#"set -m; "$0" "$@"; echo stopped; read line; fg; echo ended with $?"#;
    for request in ["key", "signal"] {
        let mut pty = started_by(script);
        pty.wait_for("ready");
        pty.send("l");
        pty.wait_for("listening");
        match request {
            "key" => pty.send("\x1a"),
            _ => pty.signal(Signal::TSTP),
        }
        pty.wait_for("stopped");
        pty.assert_restored();
        pty.send("\n");
        pty.wait_for("repainted");
        assert_entered(&pty);
        pty.send("q");
        pty.wait_for("ended with 0");
        assert_ends(pty, 0);
    }
}

#[test]
fn a_signal_ends_a_suspended_program() {
    let script = r#"set -m; "$0" "$@"; kill -TERM %1; kill -CONT %1;
        until wait %1; [ $? = 143 ]; do sleep 0.05; done; echo ended"#;
    let mut pty = started_by(script);
    pty.wait_for("ready");
    pty.send("\x1a");
    pty.wait_for("ended");
    assert_ends(pty, 0);
}

#[test]
fn a_program_continued_after_a_plain_stop_draws_anew() {
    let script = r#"set -m; "$0" "$@"; stty sane; printf '\033[?1049lstopped'; read line; fg"#;
    let mut pty = started_by(script);
    pty.wait_for("ready");
    pty.signal(Signal::STOP);
    pty.wait_for("stopped");
    pty.send("\n");
    pty.wait_for("repainted");
    assert_entered(&pty);
    pty.send("q");
    assert_eq!(pty.status(), 0);
    assert!(!pty.in_alternate_screen() && !pty.is_cursor_hidden());
}

#[test]
fn without_a_shell_to_continue_it_nothing_is_suspended() {
    let mut pty = started();
    pty.send("\x1ak");
    pty.wait_for("key k");
    assert_entered(&pty);
    pty.send("q");
    assert_ends(pty, 0);
}

#[test]
fn a_change_of_size_reaches_the_program() {
    let mut pty = started();
    pty.resize(100, 30);
    pty.wait_for("100×30");
    pty.send("q");
    assert_ends(pty, 0);
}

#[test]
fn a_vanished_terminal_ends_the_program() {
    // Idle or drawing, the loop may notice before the signal does.
    for (keys, status) in [("k", None), ("f", None), ("b", Some(129))] {
        let mut child = started().hang_up(keys);
        assert!(gone_within_a_second(&mut *child), "after {keys}");
        let ended = child.wait().expect("the child can be waited for");
        assert!(
            status.is_none_or(|status| ended.exit_code() == status),
            "{ended}"
        );
    }
}

#[test]
fn a_vanished_terminal_is_noticed_without_a_signal() {
    // The hang-up goes to the session's leader alone, here a shell that ignores it.
    let pty = started_by(r#"trap "" HUP; "$0" "$@"; exit"#);
    pty.wait_for("ready");
    assert!(gone_within_a_second(&mut *pty.hang_up("k")));
}

fn gone_within_a_second(child: &mut dyn Child) -> bool {
    within(Duration::from_secs(1), || {
        child.try_wait().is_ok_and(|status| status.is_some())
    })
}

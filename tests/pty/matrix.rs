//! Every signal in every state: the exit status, the terminal as it was bit by bit, and nothing left on.

use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Signal, kill_process};

use crate::dice::{Dice, cases};
use crate::harness::Pty;
use crate::states::{Folder, STATES, State, each};
use crate::undone::assert_undone;

const EXEC: &str = r#"exec "$0" "$@""#;

/// The signals that people and systems send to end a program.
const COMMON: [Signal; 5] = [
    Signal::HUP,
    Signal::INT,
    Signal::QUIT,
    Signal::TERM,
    Signal::ABORT,
];

/// Others that end a program which does not care.
const OTHERS: [Signal; 12] = [
    Signal::USR1,
    Signal::USR2,
    Signal::ALARM,
    Signal::VTALARM,
    Signal::PROF,
    Signal::XCPU,
    Signal::ILL,
    Signal::TRAP,
    Signal::FPE,
    Signal::BUS,
    Signal::SEGV,
    Signal::SYS,
];

/// The promises: how long a signal takes, also where nobody reads.
const PROMISED: Duration = Duration::from_millis(100);
const PROMISED_UNREAD: Duration = Duration::from_millis(600);

/// What a machine that runs other tests is given.
const AT_MOST: Duration = Duration::from_secs(2);

/// What a program that fails in itself says last.
fn last_word(signal: Signal) -> &'static str {
    match signal {
        Signal::ABORT => "fatal error: aborted (SIGABRT)\r\n",
        Signal::ILL => "fatal error: an illegal instruction (SIGILL)\r\n",
        Signal::TRAP => "fatal error: a trap (SIGTRAP)\r\n",
        Signal::FPE => "fatal error: arithmetic (SIGFPE)\r\n",
        Signal::BUS => "fatal error: a bad address (SIGBUS)\r\n",
        Signal::SEGV => "fatal error: a stack overflow or a bad address (SIGSEGV)\r\n",
        Signal::SYS => "fatal error: a bad system call (SIGSYS)\r\n",
        _ => "",
    }
}

fn assert_ended(mut pty: Pty, signal: Signal, when: &str) {
    let status = pty.status();
    assert_eq!(status.cast_signed(), 128 + signal.as_raw(), "{when}");
    pty.assert_restored();
    assert_undone(&pty.bytes(), last_word(signal), when);
}

#[test]
fn every_signal_that_ends_a_program_restores_the_terminal() {
    let folder = Folder::new();
    let signals = COMMON.iter().chain(&OTHERS).copied().collect();
    each(signals, |signal| {
        end_by(&folder, signal, STATES[0], Duration::ZERO);
    });
}

#[test]
fn the_common_signals_restore_the_terminal_whatever_the_explorer_does() {
    let folder = Folder::new();
    let states = STATES[1..].iter();
    let pairs = states.flat_map(|state| COMMON.map(|signal| (signal, *state)));
    each(pairs.collect(), |(signal, state)| {
        end_by(&folder, signal, state, Duration::ZERO);
    });
}

#[test]
#[ignore = "every signal in every state, at three random times"]
fn all_signals_restore_the_terminal_whatever_the_explorer_does_and_whenever() {
    let (folder, mut dice) = (Folder::new(), Dice::new(11));
    let mut all = Vec::new();
    for state in STATES {
        for signal in COMMON.iter().chain(&OTHERS) {
            for _ in 0..cases(3) {
                all.push((*signal, state, Duration::from_millis(dice.roll(400) as u64)));
            }
        }
    }
    each(all, |(signal, state, after)| {
        end_by(&folder, signal, state, after);
    });
}

/// Ends it by this signal, `after` so long: how long that took.
fn end_by(folder: &Folder, signal: Signal, state: State, after: Duration) -> Duration {
    let mut pty = folder.explorer(EXEC, state);
    thread::sleep(after);
    let when = format!("{signal:?} at {}", state.name);
    let start = Instant::now();
    pty.signal(signal);
    assert!(pty.ends_within(AT_MOST), "{when}");
    let took = start.elapsed();
    assert_ended(pty, signal, &when);
    took
}

/// Ends one whose screen nobody reads: how long that took.
fn end_unread_by(folder: &Folder, signal: Signal) -> Duration {
    let mut pty = folder.explorer(EXEC, STATES[0]);
    pty.send("\x0c");
    // Full screens, more of them than fit into the line.
    let took = pty.stalled(&"\x0c".repeat(300), signal, Pty::has_ended);
    assert!(took < AT_MOST, "{signal:?}: {took:?}");
    assert_ended(pty, signal, &format!("{signal:?} while nobody reads"));
    took
}

#[test]
fn a_signal_restores_a_terminal_that_nobody_reads() {
    let folder = Folder::new();
    each(COMMON.to_vec(), |signal| {
        end_unread_by(&folder, signal);
    });
}

#[test]
#[ignore = "one at a time, within what is promised of a release build"]
fn a_signal_ends_the_explorer_within_what_is_promised() {
    let folder = Folder::new();
    for state in STATES {
        for signal in COMMON.iter().chain(&OTHERS) {
            let took = end_by(&folder, *signal, state, Duration::ZERO);
            let when = format!("{signal:?} at {}: {took:?}", state.name);
            assert!(took <= PROMISED, "{when}");
        }
    }
    for signal in COMMON {
        let took = end_unread_by(&folder, signal);
        assert!(took <= PROMISED_UNREAD, "{signal:?} unread: {took:?}");
    }
}

#[test]
fn a_suspended_explorer_comes_back_from_every_state() {
    let folder = Folder::new();
    let script =
        r#"set -m; "$0" "$@"; echo stopped; read line; fg > /dev/null; echo ended with $?"#;
    each(STATES.to_vec(), |state| {
        let mut pty = folder.explorer(script, state);
        pty.signal(Signal::TSTP);
        pty.wait_for("stopped");
        pty.assert_restored();
        assert_undone(&pty.bytes(), "stopped\r\n", state.name);
        pty.send("\n");
        pty.frame(state.name, |text| {
            text.contains(state.shows) || state.name == "autoplay" && text.contains("step")
        });
        assert!(pty.in_alternate_screen() && pty.is_cursor_hidden() && pty.is_raw());
        pty.signal(Signal::TERM);
        pty.wait_for("ended with 143");
        assert_eq!(pty.status(), 0);
        pty.assert_restored();
    });
}

#[test]
fn a_signal_ends_an_explorer_that_is_suspended() {
    let folder = Folder::new();
    each(
        vec![
            ("HUP", 129),
            ("INT", 130),
            ("QUIT", 131),
            ("TERM", 143),
            ("ABRT", 134),
        ],
        |(name, status)| {
            let script = format!(
                r#"set -m; "$0" "$@"; kill -{name} %1; kill -CONT %1;
            until wait %1; [ $? = {status} ]; do sleep 0.02; done; echo ended"#
            );
            let mut pty = folder.explorer(&script, STATES[5]);
            pty.signal(Signal::TSTP);
            pty.wait_for("ended");
            assert_eq!(pty.status(), 0, "{name}");
            pty.assert_restored();
        },
    );
}

#[test]
fn a_thousand_changes_of_size_are_survived() {
    let folder = Folder::new();
    each(STATES.to_vec(), |state| {
        let pty = folder.explorer(EXEC, state);
        let program = pty.foreground();
        for _ in 0..1_000 {
            kill_process(program, Signal::WINCH).expect("it is there");
        }
        pty.resize(100, 30);
        pty.frame(state.name, |text| text.lines().count() == 30);
        pty.signal(Signal::TERM);
        assert_ended(pty, Signal::TERM, state.name);
    });
}

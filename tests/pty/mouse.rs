//! The mouse and the clipboard: on when they are asked for, and nothing of them is left in the learner's shell.

use std::fs;

use rustix::process::Signal;
use vt100::{MouseProtocolEncoding, MouseProtocolMode};

use crate::harness::{Pty, eventually};
use crate::program::{started, started_by};

const ON: (MouseProtocolMode, MouseProtocolEncoding) =
    (MouseProtocolMode::PressRelease, MouseProtocolEncoding::Sgr);
const OFF: (MouseProtocolMode, MouseProtocolEncoding) =
    (MouseProtocolMode::None, MouseProtocolEncoding::Default);

fn mouse(pty: &Pty) -> (MouseProtocolMode, MouseProtocolEncoding) {
    let screen = pty.screen();
    (
        screen.mouse_protocol_mode(),
        screen.mouse_protocol_encoding(),
    )
}

fn with_mouse(mut pty: Pty) -> Pty {
    pty.wait_for("ready");
    assert_eq!(mouse(&pty), OFF);
    pty.send("m");
    pty.wait_for("mouse on");
    assert_eq!(mouse(&pty), ON);
    pty
}

#[test]
fn the_mouse_is_switched_on_and_off_while_the_program_runs() {
    let mut pty = with_mouse(started());
    pty.send("\x1b[<0;3;4M");
    pty.wait_for("Press(2, 3)");
    pty.send("\x1b[<64;1;1M");
    pty.wait_for("Wheel { up: true, at: (0, 0) }");
    pty.send("n");
    pty.wait_for("mouse off");
    assert_eq!(mouse(&pty), OFF);
    pty.send("q");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

#[test]
fn the_mouse_is_off_however_the_program_ends() {
    for (key, signal, status) in [
        ("q", None, 0),
        ("e", None, 101),
        ("p", None, 101),
        ("k", Some(Signal::TERM), 143),
        ("b", Some(Signal::HUP), 129),
    ] {
        let mut pty = with_mouse(started());
        pty.send(key);
        if let Some(signal) = signal {
            pty.signal(signal);
        }
        assert_eq!(pty.status(), status);
        assert_eq!(mouse(&pty), OFF, "after {key}");
        pty.assert_restored();
    }
}

#[test]
fn the_mouse_is_off_while_the_program_is_suspended_and_then_on_again() {
    let mut pty = with_mouse(started_by(
        r#"set -m; "$0" "$@"; echo stopped; read line; fg; echo ended with $?"#,
    ));
    pty.send("\x1a");
    pty.wait_for("stopped");
    assert_eq!(mouse(&pty), OFF);
    pty.assert_restored();
    pty.send("\n");
    pty.wait_for("repainted");
    assert_eq!(mouse(&pty), ON);
    pty.send("q");
    pty.wait_for("ended with 0");
    assert_eq!(mouse(&pty), OFF);
    pty.assert_restored();
}

#[test]
fn no_report_of_the_mouse_reaches_the_shell() {
    let count = r#"set -m; "$0" "$@"; stty -icanon min 0 time 0; echo left: $(wc -c)"#;
    let mut pty = with_mouse(started_by(count));
    // The program is asleep and reads nothing of this.
    pty.send("b");
    pty.wait_for("busy");
    pty.send("\x1b[<0;3;4M\x1b[<0;3;4m");
    pty.signal(Signal::TERM);
    pty.wait_for("left: 0");
}

#[test]
fn what_is_copied_goes_out_as_osc_52() {
    let mut pty = started();
    pty.send("c");
    pty.wait_for("copied");
    // What `printf 'δ⁽³⁾ = 0.25\n' | base64` prints.
    let copied = "\x1b]52;c;zrTigb3Cs+KBviA9IDAuMjUK\x1b\\";
    let bytes = String::from_utf8(pty.bytes()).expect("all output is UTF-8");
    assert_eq!(bytes.matches(copied).count(), 1, "{bytes:?}");
    pty.send("q");
    pty.status();
}

#[test]
#[cfg(target_os = "linux")]
fn what_a_terminal_did_not_take_is_not_said_to_be_copied() {
    let mut pty = started_by(r#"set -m; "$0" "$@"; sleep 1; fg > /dev/null"#);
    pty.wait_for("ready");
    let stat = format!("/proc/{}/stat", pty.foreground().as_raw_nonzero());
    let is_stopped =
        |_: &mut Pty| fs::read_to_string(&stat).is_ok_and(|stat| stat.contains(") T "));
    pty.stalled("C", Signal::TSTP, is_stopped);
    let is_given_up = || {
        let bytes = pty.bytes();
        bytes.windows(8).any(|word| word == b"given up")
    };
    assert!(eventually(is_given_up), "{}", pty.text());
    pty.send("q");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

#[test]
fn the_explorer_has_the_mouse_only_where_it_is_asked_for() {
    for (arguments, expected) in [(&[][..], OFF), (&["--mouse"], ON)] {
        let mut pty = Pty::gradwalk(arguments);
        pty.frame("first step", |text| text.contains("step 1 of"));
        assert_eq!(mouse(&pty), expected);
        // Also a report from beyond the screen.
        pty.send("\x1b[<0;3;4M\x1b[<65;500;1M\x1b[<0;0;0M ");
        pty.frame("second step", |text| text.contains("step 2 of"));
        pty.send("q");
        assert_eq!(pty.status(), 0);
        assert!(eventually(|| mouse(&pty) == OFF));
        pty.assert_restored();
    }
}

/// A click on what stands in this column and row, counted from 1.
fn click(pty: &mut Pty, column: usize, row: usize) {
    pty.send(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"));
}

/// Where `text` begins on the screen, counted from 1.
fn place(pty: &Pty, text: &str) -> (usize, usize) {
    let screen = pty.text();
    let mut rows = screen.lines().zip(1..);
    let found = rows.find_map(|(line, row)| Some((line.find(text)?, line, row)));
    let (at, line, row) = found.unwrap_or_else(|| panic!("no {text:?}:\n{screen}"));
    (line[..at].chars().count() + 1, row)
}

#[test]
fn a_click_goes_to_a_step_selects_an_entry_and_presses_a_key_of_the_footer() {
    let mut pty = Pty::gradwalk(&["--mouse"]);
    pty.frame("first step", |text| text.contains("step 1 of"));
    let (column, row) = place(&pty, "δ⁽³⁾ ○");
    click(&mut pty, column + 5, row);
    pty.frame("the step of δ⁽³⁾", |text| text.contains("step 6 of"));
    let (column, row) = place(&pty, "−0.07032");
    click(&mut pty, column + 2, row);
    pty.frame("the sum of entry 2", |text| text.contains("δ⁽³⁾₂ ="));
    let (column, row) = place(&pty, "? help");
    click(&mut pty, column, row);
    pty.frame("the help", |text| text.contains("all keys"));
    pty.send("\x1b");
    pty.frame("the walk", |text| text.contains("→ next"));
    pty.send("\x1b[<64;20;10M");
    pty.frame("the wheel goes back", |text| text.contains("step 5 of"));
    pty.send("\x1b[<65;20;10M\x1b[<65;20;10M");
    pty.frame("and on", |text| text.contains("step 7 of"));
    pty.send("m");
    pty.frame("the mouse goes off", |text| {
        text.contains("the mouse is off")
    });
    assert!(eventually(|| mouse(&pty) == OFF));
    pty.send("q");
    assert_eq!(pty.status(), 0);
}

//! The explorer itself: what a learner sees and presses, and the terminal that is left behind.

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use crate::harness::{Pty, eventually};

const PROGRAM: &str = env!("CARGO_BIN_EXE_gradwalk");

/// A key and the step it leads to from each step of a walk of eight, in which arrows and their aliases mix.
const FORWARD: [&str; 7] = [" ", "\x1b[C", "\x1b[6~", "\x1bOC", " ", "\x1b[C", "\x1b[6~"];
const BACK: [&str; 7] = [
    "\x7f", "\x1b[D", "\x1b[5~", "\x1bOD", "\x7f", "\x1b[D", "\x1b[5~",
];

/// A shell script in which the program is `"$0"`.
fn in_shell(script: &str) -> Pty {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", script, PROGRAM]);
    Pty::start(command)
}

/// The program with these variables set.
fn with(variables: &[&str], arguments: &[&str]) -> Pty {
    let mut command = CommandBuilder::new("env");
    command.args(variables);
    command.arg(PROGRAM);
    command.args(arguments);
    Pty::start(command)
}

fn opened(arguments: &[&str]) -> Pty {
    let pty = Pty::gradwalk(arguments);
    pty.frame("first step", |text| text.contains("step 1 of"));
    pty
}

/// A whole frame at step `number` of `count`.
fn at(pty: &Pty, number: usize, count: usize) -> String {
    let step = format!("step {number} of {count} ");
    pty.frame(&step, |text| text.contains(&step)).contents()
}

fn quit(mut pty: Pty) {
    pty.send("q");
    assert_eq!(pty.status(), 0, "{}", pty.text());
    pty.assert_restored();
}

#[test]
fn the_default_network_opens_and_quitting_leaves_no_trace() {
    for key in ["q", "\x03"] {
        let mut pty = opened(&[]);
        assert!(pty.in_alternate_screen() && pty.is_cursor_hidden() && pty.is_raw());
        assert_eq!(pty.text().lines().count(), 24);
        pty.send(key);
        assert_eq!(pty.status(), 0);
        pty.assert_restored();
        assert_eq!(pty.text().trim(), "");
    }
}

#[test]
fn stepping_back_shows_each_step_as_it_was() {
    let mut pty = opened(&[]);
    let mut seen = vec![at(&pty, 1, 8)];
    for (key, number) in FORWARD.iter().zip(2..) {
        pty.send(key);
        seen.push(at(&pty, number, 8));
    }
    for (key, before) in BACK.iter().zip(seen.iter().rev().skip(1)) {
        pty.send(key);
        pty.frame("step as it was", |text| text == before);
    }
    pty.send("G");
    assert_eq!(at(&pty, 8, 8), seen[7]);
    pty.send("\x1b[H");
    assert_eq!(at(&pty, 1, 8), seen[0]);
    quit(pty);
}

#[test]
fn a_number_and_enter_go_to_that_step() {
    let mut pty = opened(&["vanishing"]);
    for (keys, number) in [
        ("12\r", 12),
        (":3\r", 3),
        ("99\r:20\r", 20),
        ("14\x7f8\r", 18),
    ] {
        pty.send(keys);
        at(&pty, number, 20);
    }
    quit(pty);
}

#[test]
fn the_help_opens_and_closes() {
    let mut pty = opened(&[]);
    let before = at(&pty, 1, 8);
    for close in ["?", "\x1b", "q"] {
        pty.send("?");
        pty.frame("help", |text| text != before && text.contains("help"));
        pty.send(close);
        pty.frame("step as it was", |text| text == before);
    }
    quit(pty);
}

#[test]
fn every_key_that_changes_the_walk_does() {
    let mut pty = opened(&["higham"]);
    pty.send("s");
    pty.frame("operation stride", |text| !text.contains("of 8 "));
    pty.send("s");
    let output = at(&pty, 1, 8);
    for (there, back) in [("o", "oo"), ("c", "C"), ("p", "p"), (".", " ")] {
        pty.send(there);
        pty.frame("change", |text| text != output);
        pty.send(back);
        pty.send("\x0c");
        pty.frame("step as it was", |text| text == output);
    }
    quit(pty);
}

#[test]
fn the_screen_follows_the_size_of_the_terminal() {
    let mut pty = opened(&[]);
    let first = at(&pty, 1, 8);
    pty.resize(120, 36);
    pty.frame("larger screen", |text| text.lines().count() == 36);
    pty.send(" ");
    at(&pty, 2, 8);
    pty.resize(40, 10);
    pty.frame("notice of the size it needs", |text| text.contains("60x16"));
    pty.send("\x7f");
    for (columns, rows) in [(1, 1), (0, 0), (2, 50), (300, 1)] {
        pty.resize(columns, rows);
        pty.send("lh");
    }
    pty.resize(80, 24);
    pty.frame("first screen", |text| text == first);
    quit(pty);
}

#[test]
fn a_suspended_explorer_comes_back_where_it_was() {
    let mut pty =
        in_shell(r#"set -m; "$0" --step 3; echo stopped; read line; fg; echo ended with $?"#);
    let before = at(&pty, 3, 8);
    pty.send("\x1a");
    pty.wait_for("stopped");
    pty.assert_restored();
    pty.send("\n");
    pty.frame("step as it was", |text| text == before);
    assert!(pty.in_alternate_screen() && pty.is_cursor_hidden() && pty.is_raw());
    pty.send(" ");
    at(&pty, 4, 8);
    pty.send("q");
    pty.wait_for("ended with 0");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

#[test]
fn a_fatal_signal_restores_the_terminal() {
    for (signal, status) in [(Signal::HUP, 129), (Signal::INT, 130), (Signal::TERM, 143)] {
        let mut pty = opened(&[]);
        pty.signal(signal);
        assert_eq!(pty.status(), status);
        pty.assert_restored();
    }
}

#[test]
fn keys_come_from_the_terminal_where_the_network_comes_from_a_pipe() {
    let mut pty = in_shell(r#"cat networks/hagan.toml | "$0" -"#);
    at(&pty, 1, 6);
    pty.send(" ");
    at(&pty, 2, 6);
    quit(pty);
}

#[test]
fn a_refused_network_leaves_the_terminal_alone() {
    for script in [
        r#"echo 'x = [nan]' | "$0" -"#,
        r#""$0" no-such-network"#,
        r#""$0" --step 9"#,
    ] {
        let mut pty = in_shell(script);
        assert!((1..=2).contains(&pty.status()));
        assert!(pty.text().starts_with("error: "), "{}", pty.text());
        assert!(!pty.bytes().contains(&b'\x1b'));
        pty.assert_restored();
    }
}

#[test]
fn without_a_screen_the_walk_is_text() {
    let mut pty = with(&["TERM=dumb"], &["hagan", "--step", "6"]);
    assert_eq!(pty.status(), 0);
    assert!(pty.text().contains("Step 6 of 6"), "{}", pty.text());
    assert!(!pty.bytes().contains(&b'\x1b'));
    let mut closed = in_shell(r#""$0" >&-"#);
    assert_eq!((closed.status(), closed.bytes().len()), (0, 0));
    let mut piped = in_shell(r#""$0" | tail -c 1 > /dev/null"#);
    assert_eq!((piped.status(), piped.bytes().len()), (0, 0));
}

#[test]
fn without_colour_bold_and_reverse_stay() {
    let mut pty = with(&["NO_COLOR=1"], &[]);
    let (mut bold, mut reverse) = (false, false);
    for number in 1..=8 {
        at(&pty, number, 8);
        let screen = pty.screen();
        for (row, column) in (0..24).flat_map(|row| (0..80).map(move |column| (row, column))) {
            let cell = screen.cell(row, column).expect("80×24 cells");
            let colours = (cell.fgcolor(), cell.bgcolor());
            assert_eq!(colours, (vt100::Color::Default, vt100::Color::Default));
            bold |= cell.bold();
            reverse |= cell.inverse();
        }
        pty.send(" ");
    }
    assert!(bold && reverse);
    quit(pty);
}

#[test]
fn ascii_reaches_every_screen() {
    for mut pty in [
        Pty::gradwalk(&["layer-norm", "--ascii"]),
        with(&["LANG=C"], &["layer-norm"]),
    ] {
        pty.frame("first step", |text| text.contains("step 1 of"));
        pty.send("?");
        pty.frame("help", |text| text.contains("close"));
        pty.send("?\rso");
        // To the last step, and on to the step of descent that follows it under the loss.
        for _ in 0..24 {
            pty.send(" ");
        }
        pty.send("1\r");
        pty.frame("first step", |text| text.contains("step 1 of"));
        assert!(pty.bytes().is_ascii(), "{}", pty.text());
        quit(pty);
    }
}

#[test]
fn what_is_no_key_breaks_nothing() {
    let mut pty = opened(&[]);
    let before = at(&pty, 1, 8);
    // An arrow that arrives in two parts is an arrow all the same.
    pty.send("\x1b[");
    pty.send("C");
    at(&pty, 2, 8);
    pty.send("\x7f");
    pty.frame("step as it was", |text| text == before);
    for noise in [
        "é∇😀",
        "\x1b[24~",
        "\x1b[1;5P",
        "\x1b[200~pasted\x1b[201~",
        "\x1b[<0;3;4M",
        "\x1b[I\x1b[O",
        "\x00\x01\x02\x07\x1c\x1d",
        "\x1bx\x1b\x1b",
        "\x1b[999;999R",
        "\x1b[",
        "\x1b[;;;",
        "\x1b]x\x07",
        "\x1bO",
    ] {
        pty.send(noise);
        // A sequence that never ended takes the next keys with it, but not all.
        let alive = eventually(|| {
            pty.send("\x0cG");
            pty.text().contains("step 8 of 8")
        });
        assert!(alive, "after {noise:?}:\n{}", pty.text());
        pty.send("g");
        at(&pty, 1, 8);
    }
    quit(pty);
}

#[test]
fn keys_typed_ahead_are_all_obeyed() {
    let mut pty = in_shell(r#"echo ready; read line; "$0""#);
    pty.wait_for("ready");
    pty.send("\n");
    pty.send(&" \x7f".repeat(1_000));
    pty.send("G");
    at(&pty, 8, 8);
    quit(pty);
}

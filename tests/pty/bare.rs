//! Bare terminals and none: the walk as text, in ASCII where there is no more, and no explorer that cannot be seen.

use portable_pty::CommandBuilder;

use crate::harness::Pty;
use crate::states::each;

const PROGRAM: &str = env!("CARGO_BIN_EXE_gradwalk");

/// What is asked of any terminal: to move, to erase, attributes, and modes; those that it has not are ignored.
const ASKED: &str = "HGJKmhl";

/// A shell script in which the program is `"$0"`, in this environment and no other.
fn bare(variables: &[&str], script: &str) -> Pty {
    let mut command = CommandBuilder::new("env");
    command.args(["-i", "PATH=/usr/bin:/bin"]);
    command.args(variables);
    command.args(["sh", "-c", script, PROGRAM]);
    Pty::start(command)
}

fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\r' | b'\n')
}

#[test]
fn a_terminal_that_moves_no_cursor_gets_the_walk_as_text_in_ascii() {
    for variables in [
        &["TERM=dumb", "LANG=C"][..],
        &["TERM=dumb"],
        &["TERM=", "LANG=C"],
        &["LANG=C"],
        &[],
    ] {
        let mut pty = bare(variables, r#""$0""#);
        assert_eq!(pty.status(), 0);
        let text = String::from_utf8_lossy(&pty.bytes()).into_owned();
        assert!(text.contains("Step 8 of 8"), "{variables:?}: {text}");
        assert!(text.bytes().all(is_printable), "{variables:?}: {text}");
        assert!(text.lines().all(|line| line.len() <= 80), "{text}");
        pty.assert_restored();
    }
}

#[test]
fn an_old_terminal_without_utf_8_gets_the_explorer_in_ascii_and_in_few_colours() {
    let terms = vec!["vt100", "vt102", "vt220", "linux", "ansi", "xterm"];
    each(terms, |term| {
        let mut pty = bare(&[&format!("TERM={term}"), "LANG=C"], r#"exec "$0""#);
        pty.frame("first step", |text| text.contains("step 1 of"));
        for keys in [
            "?", "\x1b", "a", "\x1b", "n", "\x1b", "J", "\x1b", ":", "\x1b", "\r", "\x1b\x1b",
        ] {
            pty.send(keys);
        }
        pty.send("G");
        pty.frame("last step", |text| text.contains("step 8 of"));
        pty.send("q");
        assert_eq!(pty.status(), 0);
        pty.assert_restored();
        let bytes = pty.bytes();
        assert!(bytes.is_ascii(), "{term}");
        let text = String::from_utf8(bytes).expect("ASCII");
        for many in ["38;5;", "48;5;", "38;2;", "48;2;"] {
            assert!(!text.contains(many), "{term}: {many}");
        }
        for part in text.split('\x1b').skip(1) {
            let last = part.find(|c: char| c.is_ascii_alphabetic());
            let last = last.and_then(|at| part[at..].chars().next());
            let is_asked = last.is_some_and(|last| ASKED.contains(last));
            assert!(part.starts_with('[') && is_asked, "{part:?}");
        }
    });
}

#[test]
fn whatever_is_closed_nothing_panics_and_the_status_says_so() {
    for (script, status) in [
        (r#""$0" <&-"#, 0),
        (r#""$0" trace <&- > /dev/null"#, 0),
        (r#""$0" - <&-"#, 1),
        (r#""$0" >&-"#, 0),
        (r#""$0" <&- >&- 2>&-"#, 0),
        (r#""$0" no-such-network 2>&-"#, 1),
        (r#""$0" --no-such-option 2>&-"#, 2),
        (r#""$0" no-such-network <&- >&- 2>&-"#, 1),
        (r#""$0" trace > /dev/full"#, 1),
        (r#""$0" > /dev/full"#, 1),
        (r#"exec setsid -w "$0" < /dev/null > /dev/null"#, 0),
    ] {
        // Where the keyboard is the terminal itself, the explorer runs, and is left.
        let mut pty = bare(&["TERM=xterm", "LANG=C"], script);
        if script == r#""$0" <&-"# {
            pty.frame("first step", |text| text.contains("step 1 of"));
            pty.send("q");
        }
        assert_eq!(pty.status(), status, "{script}: {}", pty.text());
        assert!(!pty.text().contains("panicked"), "{script}: {}", pty.text());
        pty.assert_restored();
    }
}

#[test]
fn without_a_session_of_its_own_the_explorer_says_that_there_is_no_keyboard() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", r#"exec "$0" < /dev/null"#, PROGRAM]);
    command.set_controlling_tty(false);
    let mut pty = Pty::start(command);
    assert_eq!(pty.status(), 1);
    assert!(
        pty.text().contains("cannot use the terminal"),
        "{}",
        pty.text()
    );
    assert!(!pty.bytes().contains(&b'\x1b'));
    pty.assert_restored();
}

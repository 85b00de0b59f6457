//! What cannot be read or carried out: exit status and message.

use std::io::Read as _;
use std::process::Stdio;

use crate::program::{Folder, command, run, run_reading};

const BARE: &str = "[[layer]]\nactivation = \"tanh\"\nW = [[1.0, 2.0]]\nb = [0.5]\n";

const COMMANDS: [&[&str]; 4] = [&[], &["trace"], &["grad"], &["check"]];

#[test]
fn what_cannot_be_read_is_a_failure() {
    let folder = Folder::new("unreadable", &[("empty.toml", "")]);
    for command in COMMANDS {
        for name in ["missing.toml", "no/such/folder.toml", ".", "empty.toml", ""] {
            folder.run(&[command, &[name]].concat()).failed(1);
        }
    }
}

#[test]
fn a_refused_file_is_a_failure_that_says_where() {
    let text = BARE.replace("0.5", "0.5, 1.5");
    let folder = Folder::new("refused", &[("net.toml", &text)]);
    for command in COMMANDS {
        let error = folder.run(&[command, &["net.toml"]].concat()).failed(1);
        assert!(error.contains("net.toml:4:5"), "{error}");
    }
    let error = run_reading(text.as_bytes(), &["grad", "-"]).failed(1);
    assert!(error.contains("standard input:4:5"), "{error}");
}

#[test]
fn an_unknown_name_is_a_failure_with_a_suggestion() {
    assert!(run(&["hihgam"]).failed(1).contains("\"higham\""));
    assert!(
        run(&["grad", "Vanishing"])
            .failed(1)
            .contains("\"vanishing\"")
    );
    assert!(
        run(&["nothing-like-it"])
            .failed(1)
            .contains("gradwalk list")
    );
}

#[test]
fn a_message_is_printable_whatever_the_arguments_hold() {
    let name = "a\x1b[31m\u{202e}b\nc";
    let folder = Folder::new("printable", &[(name, "x = [nan]")]);
    for file in [name, "missing\x1b]0;title\x07"] {
        let error = folder.run(&["grad", file]).failed(1);
        assert!(error.contains("\\u{1b}"), "{error}");
    }
    for arguments in [["--\x1b[31m\u{202e}", "x"], ["-x", "1,\x1b[31m\u{202e}"]] {
        run(&arguments).failed(2);
    }
}

#[test]
fn a_network_without_an_input_needs_one() {
    for command in COMMANDS {
        let arguments = [command, &["-"]].concat();
        let error = run_reading(BARE.as_bytes(), &arguments).failed(2);
        assert!(error.contains("-x"), "{error}");
        let with = [command, &["-", "-x", "-1,0.5"]].concat();
        run_reading(BARE.as_bytes(), &with).succeeded();
    }
}

#[test]
fn the_loss_without_a_target_is_a_wrong_use() {
    let loss = ["-", "-x", "1,2", "--objective", "loss"];
    for command in COMMANDS {
        run_reading(BARE.as_bytes(), &[command, &loss].concat()).failed(2);
        let with = [command, &loss, &["-y", "-1"]].concat();
        run_reading(BARE.as_bytes(), &with).succeeded();
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    for arguments in [
        &[
            "trace",
            "digits-shape.toml",
            "--parameters",
            "--stride",
            "operation",
        ][..],
        &["trace", "digits-shape.toml", "--format", "markdown"],
        &["trace", "digits-shape.toml", "--format", "json"],
        &["digits-shape.toml"],
    ] {
        let goldens = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/goldens");
        let mut command = command(arguments);
        let mut child = command
            .current_dir(goldens)
            .spawn()
            .expect("the program starts");
        let mut stdout = child.stdout.take().expect("it is piped");
        stdout.read_exact(&mut [0]).expect("there is some output");
        drop(stdout);
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {output:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn results_that_cannot_be_written_are_a_failure() {
    for arguments in [
        &["trace"][..],
        &["grad"],
        &["check"],
        &["list"],
        &["--help"],
    ] {
        let full = std::fs::File::create("/dev/full").expect("Linux has it");
        let output = command(arguments)
            .stdout(Stdio::from(full))
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_message_that_quotes_something_endless_stays_short() {
    let endless = "9".repeat(5_000) + "a";
    for arguments in [
        vec!["grad", "-x", &endless],
        vec!["grad", &endless],
        vec!["--step", &endless],
    ] {
        let message = run(&arguments).err;
        assert!(message.len() <= 600, "{message}");
    }
}

//! Completions and the manual page: all that the command line takes, from its one definition.

use std::collections::BTreeSet;
use std::process::Command;

use crate::program::{Folder, command, ended, run};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

const COMMANDS: [&str; 8] = [
    "trace",
    "grad",
    "check",
    "import",
    "train",
    "list",
    "completions",
    "man",
];

/// The words of a help that look like options.
fn options(help: &str) -> BTreeSet<&str> {
    let words = help.split(|c: char| c.is_whitespace() || ",|[]()".contains(c));
    let is_option = |word: &&str| {
        let name = word.trim_start_matches('-');
        name.len() < word.len() && name.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    words
        .filter(is_option)
        .map(|word| word.trim_end_matches('.'))
        .collect()
}

/// What follows the usage in the help of a command: its options, without examples.
fn help_of(arguments: &[&str]) -> String {
    let help = run(&[arguments, &["--help"]].concat()).succeeded();
    help.split("Examples:")
        .next()
        .expect("what goes before")
        .to_owned()
}

fn every_help() -> Vec<String> {
    let of_commands = COMMANDS.map(|command| help_of(&[command]));
    [vec![help_of(&[])], of_commands.to_vec()].concat()
}

#[test]
fn bash_completes_every_command_and_option() {
    let script = run(&["completions", "bash"]).succeeded();
    let words: BTreeSet<&str> = script
        .split(|c: char| c.is_whitespace() || c == '"')
        .collect();
    for help in every_help() {
        let options = options(&help);
        assert!(options.len() >= 10, "{options:?}");
        for option in options {
            assert!(words.contains(option), "{option} in\n{script}");
        }
    }
    for word in COMMANDS
        .iter()
        .chain(&["dark", "high-contrast", "markdown", "operation"])
    {
        assert!(words.contains(word), "{word} in\n{script}");
    }
}

#[test]
fn bash_understands_what_it_is_given() {
    let folder = Folder::new("completions", &[]);
    let script = run(&["completions", "bash"]).succeeded();
    std::fs::write(folder.path().join("gradwalk.bash"), script).expect("a file in a new folder");
    let asked = r#". ./gradwalk.bash
        COMP_WORDS=(gradwalk --theme h) COMP_CWORD=2
        _gradwalk gradwalk h --theme
        echo "${COMPREPLY[@]}""#;
    let mut bash = Command::new("bash");
    let Ok(answer) = bash.args(["-c", asked]).current_dir(folder.path()).output() else {
        return; // There is no bash here.
    };
    assert_eq!(
        String::from_utf8_lossy(&answer.stdout),
        "high-contrast\n",
        "{answer:?}"
    );
}

#[test]
fn every_shell_is_told_of_every_command() {
    for shell in SHELLS {
        let script = run(&["completions", shell]).succeeded();
        for word in COMMANDS.iter().chain(&["mouse", "objective", "theme"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
        assert!(
            !script.contains(|c: char| c.is_control() && !"\n\t".contains(c)),
            "{shell}"
        );
    }
    for wrong in [
        &["completions"][..],
        &["completions", "cmd"],
        &["completions", "bash", "zsh"],
    ] {
        run(wrong).failed(2);
    }
}

#[test]
fn the_manual_page_names_every_command_option_and_exit_status() {
    let page = run(&["man"]).succeeded();
    assert!(page.is_ascii() && !page.contains(|c: char| c.is_control() && c != '\n'));
    // Roff writes a minus sign that is one as an escape.
    let text = page
        .replace(r"\-", "-")
        .replace(r"\fR", " ")
        .replace(r"\fB", " ");
    for help in every_help() {
        for option in options(&help) {
            assert!(text.contains(&format!(" {option} ")), "{option} in\n{text}");
        }
    }
    for command in COMMANDS {
        assert!(
            page.contains(&format!("\\fB{command}\\fR")),
            "{command} in\n{page}"
        );
    }
    let status = page
        .split("EXIT STATUS")
        .nth(1)
        .expect("a section of its own");
    for word in ["0 done", "1 the network", "2 usage", "128+n"] {
        assert!(status.contains(word), "{word} in\n{status}");
    }
    for heading in [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "COMMANDS",
        "EXAMPLES",
    ] {
        assert_eq!(
            page.matches(&format!(".SH {heading}\n")).count(),
            1,
            "{heading}"
        );
    }
    // There is but this one page.
    assert!(!page.contains("(1)\n"), "{page}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    for arguments in [&["man"][..], &["completions", "zsh"]] {
        let script = r#"{ sleep 0.1; "$0" "$@"; echo "ended with $?" >&2; } | true"#;
        let mut shell = Command::new("sh");
        shell
            .args(["-c", script, env!("CARGO_BIN_EXE_gradwalk")])
            .args(arguments);
        assert_eq!(ended(&mut shell).err, "ended with 0\n", "{arguments:?}");
    }
}

#[test]
fn neither_depends_on_the_locale() {
    for arguments in [&["man"][..], &["completions", "fish"]] {
        let plain = ended(command(arguments).env("LANG", "C")).succeeded();
        assert!(plain.is_ascii());
        assert_eq!(plain, run(arguments).succeeded());
        assert_eq!(plain, run(&[arguments, &["--ascii"]].concat()).succeeded());
    }
}

#[test]
fn a_file_named_like_a_command_is_reached_by_its_path() {
    let network = "activation = 'tanh'\nx = [1]\n[[layer]]\nW = [[1]]\nb = [0]\n";
    let folder = Folder::new("named-man", &[("man", network)]);
    assert_eq!(folder.run(&["man"]).succeeded(), run(&["man"]).succeeded());
    assert!(folder.run(&["./man"]).succeeded().contains("Step 1 of"));
    assert!(
        folder
            .run(&["trace", "man"])
            .succeeded()
            .contains("Step 1 of")
    );
}

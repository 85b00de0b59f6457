//! Names that hold escapes, markup and commands: inert wherever they are told.

use crate::answer::{Answer, folder};

const HOSTILE: [&str; 8] = [
    "20-names-with-escapes",
    "20-title-with-escapes",
    "21-raw-c1",
    "22-invisible-names",
    "23-zero-width-twin",
    "24-latex",
    "24-markdown",
    "24-script",
];

#[test]
fn every_command_tells_hostile_names_harmlessly() {
    for name in HOSTILE {
        let file = format!("{name}.toml");
        for command in [
            &["trace", &file, "--parameters"][..],
            &["trace", &file, "--stride", "operation", "--ascii"],
            &["trace", &file, "--format", "markdown"],
            &["trace", &file, "--format", "markdown", "--ascii"],
            &["trace", &file, "--format", "json"],
            &["trace", &file, "--objective", "loss"],
            &["grad", &file],
            &["check", &file],
            &[&file],
        ] {
            let answer = Answer::of(&folder(), command, 400_000);
            assert_eq!(answer.status, 0, "{command:?}: {answer:?}");
            if command.contains(&"--ascii") {
                assert!(answer.out.is_ascii(), "{command:?}");
            }
        }
    }
}

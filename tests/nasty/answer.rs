//! What the program says of a file.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::harmless::{assert_brief, is_harmless};

/// No answer is waited for longer, on a machine with much else to do; a quick one gives it within a second.
const PATIENCE: Duration = Duration::from_secs(20);

/// The folder of the files.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/nasty")
}

/// What a run left behind.
#[derive(Debug)]
pub struct Answer {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    /// Runs the program in `folder`, with at most so many KiB of memory, and holds what every answer promises.
    pub fn of(folder: &Path, arguments: &[&str], kib: u32) -> Self {
        let mut command = Command::new("sh");
        let limited = format!("ulimit -v {kib}; exec \"$0\" \"$@\"");
        command.args(["-c", &limited, env!("CARGO_BIN_EXE_gradwalk")]);
        command.args(arguments).current_dir(folder).env_clear();
        command.env("LANG", "C.UTF-8").env("TERM", "xterm-256color");
        let null = File::open("/dev/null").expect("every Unix has it");
        command.stdin(Stdio::from(null));
        let begun = Instant::now();
        let output = command.output().expect("every Unix has a shell");
        assert!(begun.elapsed() < PATIENCE, "{arguments:?}");
        let text = |bytes| String::from_utf8(bytes).expect("all output is UTF-8");
        let answer = Self {
            status: output.status.code().expect("no signal ended it"),
            out: text(output.stdout),
            err: text(output.stderr),
        };
        assert_brief(&answer.err);
        assert!(
            answer.out.chars().all(is_harmless),
            "{arguments:?}: {}",
            answer.out
        );
        match answer.status {
            0 => assert!(
                answer.err.is_empty() || answer.err.starts_with("note: "),
                "{answer:?}"
            ),
            1 | 2 => {
                assert!(
                    answer.err.starts_with("error: ") && answer.out.is_empty(),
                    "{answer:?}"
                );
            }
            _ => panic!("{arguments:?}: {answer:?}"),
        }
        answer
    }

    /// All of it, with the beginning of the output.
    pub fn shown(&self, lines: usize) -> String {
        let out: Vec<_> = self.out.lines().take(lines).collect();
        let (status, err, out) = (self.status, self.err.trim_end(), out.join("\n"));
        format!("exit status {status}\n--- stderr\n{err}\n--- stdout begins\n{out}")
    }
}

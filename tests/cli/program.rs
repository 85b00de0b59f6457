//! Runs the program in a clean environment, and folders of files for it to read.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run left behind.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The results of a run that ought to succeed without a word.
    pub fn succeeded(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{self:?}");
        assert!(!self.out.is_empty(), "{self:?}");
        self.out
    }

    /// The message of a run that ought to fail: printable, on stderr, and nothing on stdout.
    pub fn failed(self, status: i32) -> String {
        assert_eq!((self.status, self.out.as_str()), (status, ""), "{self:?}");
        assert!(self.err.starts_with("error: "), "{self:?}");
        let hidden = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!self.err.contains(hidden), "{self:?}");
        self.err
    }
}

/// The program with these arguments, without a terminal, in a locale that is UTF-8.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradwalk"));
    command.args(arguments).env_clear().env("LANG", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it in the root of the repository.
pub fn run(arguments: &[&str]) -> Run {
    ended(command(arguments).current_dir(env!("CARGO_MANIFEST_DIR")))
}

/// Runs it with these bytes on standard input.
pub fn run_reading(input: &[u8], arguments: &[&str]) -> Run {
    let mut command = command(arguments);
    let mut child = command
        .stdin(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    // A program that refuses its arguments reads nothing.
    let _ = stdin.write_all(input);
    drop(stdin);
    of(child.wait_with_output().expect("the program ends"))
}

/// Runs a command to its end.
pub fn ended(command: &mut Command) -> Run {
    of(command.output().expect("the program starts"))
}

fn of(output: Output) -> Run {
    let text = |bytes| String::from_utf8(bytes).expect("all output is UTF-8");
    Run {
        status: output.status.code().expect("no signal ended it"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// A folder with these files, for the test of that name alone.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(test: &str, files: &[(&str, &str)]) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        if path.exists() {
            fs::remove_dir_all(&path).expect("it is the test's own");
        }
        fs::create_dir_all(&path).expect("cargo made its parent");
        for (name, text) in files {
            fs::write(path.join(name), text).expect("a file in a new folder");
        }
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        ended(command(arguments).current_dir(&self.0))
    }
}

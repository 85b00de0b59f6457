//! What the explorer may be busy with when something happens to it.

use std::fmt::Write as _;
use std::fs;
use std::sync::Mutex;
use std::thread;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::harness::Pty;

const PROGRAM: &str = env!("CARGO_BIN_EXE_gradwalk");

/// How many programs run at a time: they wait most of it.
const AT_A_TIME: usize = 6;

/// Keys that lead to a state, and what the screen shows there.
#[derive(Debug, Clone, Copy)]
pub struct State {
    pub name: &'static str,
    arguments: &'static [&'static str],
    keys: &'static str,
    pub shows: &'static str,
}

pub const STATES: [State; 7] = [
    state("the first step", &[], "", "step 1 of"),
    state("the help", &[], "?", "all keys"),
    state("a prompt half filled in", &[], "e\x150.2", "0.2"),
    state("autoplay", &["vanishing"], "[[[[A", "autoplay"),
    state("a job computing", &["large.toml"], "v", "rows computed"),
    state("the mouse on", &["--mouse"], " ", "step 2 of"),
    state("an edit not saved", &["large.toml"], "e\x152\r", "what if"),
];

const fn state(
    name: &'static str,
    arguments: &'static [&'static str],
    keys: &'static str,
    shows: &'static str,
) -> State {
    State {
        name,
        arguments,
        keys,
        shows,
    }
}

/// A folder of its own with a network whose checks take a while.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let path = folder.path().join("large.toml");
        fs::write(path, large(&[40, 160, 160, 10])).expect("it can be written");
        Self(folder)
    }

    /// The explorer in this state; `script` runs it as `"$0" "$@"`.
    pub fn explorer(&self, script: &str, state: State) -> Pty {
        let mut pty = self.started(script, state.arguments);
        pty.frame("first step", |text| text.contains("step 1 of"));
        pty.send(state.keys);
        pty.frame(state.name, |text| text.contains(state.shows));
        pty
    }

    /// The program within the folder, started by a shell script in which it is `"$0" "$@"`.
    pub fn started(&self, script: &str, arguments: &[&str]) -> Pty {
        let mut command = CommandBuilder::new("sh");
        let folder = self.0.path().display();
        command.args(["-c", &format!("cd '{folder}'; {script}"), PROGRAM]);
        command.args(arguments);
        Pty::start(command)
    }
}

/// A network of these sizes.
fn large(sizes: &[usize]) -> String {
    let entry = |j: usize, k: usize| ((j * 7 + k * 3) % 19) as f64 / 100.0 - 0.09;
    let row = |j: usize, n: usize| {
        let entries: Vec<String> = (0..n).map(|k| entry(j, k).to_string()).collect();
        format!("[{}]", entries.join(", "))
    };
    let mut text = format!("activation = \"tanh\"\nx = {}\n", row(1, sizes[0]));
    for pair in sizes.windows(2) {
        let rows: Vec<String> = (0..pair[1]).map(|j| row(j, pair[0])).collect();
        let (rows, b) = (rows.join(",\n"), row(2, pair[1]));
        write!(text, "[[layer]]\nW = [{rows}]\nb = {b}\n").expect("in memory");
    }
    text
}

/// Runs the cases, some at a time.
pub fn each<T: Send>(cases: Vec<T>, run: impl Fn(T) + Sync) {
    let cases = Mutex::new(cases.into_iter());
    let work = || {
        loop {
            let Some(case) = cases.lock().expect("no case panics here").next() else {
                return;
            };
            run(case);
        }
    };
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(work);
        }
    });
}

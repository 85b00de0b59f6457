//! The real program, which trains and imports: what it is given, and whether what it leaves is a network.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use gradwalk::document::{Document, Overrides};

/// What it trains on: thirty numbers a row, so that a small network has a thousand parameters and more.
pub fn data() -> String {
    let row = |first: u32| {
        let numbers = (first..first + 31).map(|k| k.to_string());
        numbers.collect::<Vec<_>>().join(",")
    };
    format!("{}\n{}\n", row(1), row(2))
}

/// The arguments that train a network with tensors of its own.
pub fn training(seed: usize) -> Vec<String> {
    let words =
        "train --data data.csv --init 30-35-1 --scale 30 --iterations 2 -o out.toml --force --seed";
    let words = words.split(' ').map(String::from);
    words.chain([seed.to_string()]).collect()
}

/// The arguments that import the model of that number into the folder `in`.
pub fn importing(model: usize) -> Vec<String> {
    let model = format!("{model}/m.safetensors");
    let words = ["import", &model, "-o", "in/out.toml", "--copy", "--force"];
    words.map(String::from).to_vec()
}

/// A model of one layer whose weights are all `value`; the network that is made of it has no x.
pub fn model(value: f32) -> Vec<u8> {
    let header = br#"{"fc.weight":{"dtype":"F32","shape":[20,30],"data_offsets":[0,2400]}}"#;
    let length = u64::try_from(header.len()).expect("it is short");
    let weights = value.to_le_bytes().repeat(600);
    [&length.to_le_bytes()[..], header, &weights].concat()
}

/// The program with these arguments in `folder`.
pub fn gradwalk(folder: &Path, arguments: &[String]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradwalk"));
    command.args(arguments).current_dir(folder).env_clear();
    command.env("LANG", "C.UTF-8");
    command
}

/// Runs it to its end.
pub fn run(folder: &Path, arguments: &[String]) -> Output {
    gradwalk(folder, arguments).output().expect("it starts")
}

/// Runs it to a good end.
pub fn succeeded(folder: &Path, arguments: &[String]) {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{output:?}");
}

/// All numbers of the network at `path`, which can be opened.
pub fn numbers(path: &Path) -> Vec<u64> {
    let overrides = Overrides {
        x: Some(vec![0.0; 30]),
        ..Overrides::default()
    };
    let document = Document::open(Some(path.as_os_str()), overrides);
    let document = document.unwrap_or_else(|error| panic!("{error}"));
    let network = document.network();
    let layers = network.layers().map(|l| network.layer(l));
    let entries = layers.flat_map(|layer| layer.weights.iter().chain(&layer.bias));
    entries.map(|entry| entry.to_bits()).collect()
}

/// The message of a run that failed: short, printable, and with the status of a failure.
pub fn failed(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let message = String::from_utf8(output.stderr.clone()).expect("it is text");
    let errors = message
        .lines()
        .skip_while(|line| !line.starts_with("error: "));
    let message = errors.collect::<Vec<_>>().join("\n");
    assert!(!message.is_empty() && message.len() <= 600, "{output:?}");
    assert!(
        !message.contains(|c: char| c != '\n' && c.is_control()),
        "{message:?}"
    );
    message
}

/// One thing that the program saves, again and again.
pub struct Job {
    /// What it is asked, for one of two versions.
    pub arguments: fn(usize) -> Vec<String>,
    /// The folder of what it makes, below that where it runs.
    pub made: &'static str,
}

/// Those that save two files as one.
pub const JOBS: [Job; 2] = [
    Job {
        arguments: training,
        made: ".",
    },
    Job {
        arguments: importing,
        made: "in",
    },
];

impl Job {
    /// Makes `folder` what it needs, with the first version in place.
    pub fn prepare(&self, folder: &Path) {
        let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes);
        for name in ["in", "1", "2"] {
            fs::create_dir(folder.join(name)).expect("a new folder");
        }
        write("data.csv", data().as_bytes()).expect("it is written");
        for (name, value) in [("1/m.safetensors", 1.0), ("2/m.safetensors", 2.0)] {
            write(name, &model(value)).expect("it is written");
        }
        succeeded(folder, &(self.arguments)(1));
    }

    /// The numbers of what was made in `folder`.
    pub fn numbers(&self, folder: &Path) -> Vec<u64> {
        numbers(&folder.join(self.made).join("out.toml"))
    }
}

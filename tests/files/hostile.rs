//! Bytes that nobody wrote by hand: no panic, and whatever is refused is refused briefly and in print.

use std::time::Instant;

use crate::dice::cases;
use crate::{held, mutate};

const SOURCE: &str = r#"title = "two layers \u001b"
activation = "gelu"
x = [0.5, -1]
inputs = ["width", "höhe"]
image = [1, 2]
[[layer]]
W = [[1, 0x2], [3e0, 4]]
b = [5, 6]
norm = "layer"
gamma = [1, 2]
eps = 1e-3
[[layer]]
W = [[0.25, 1e-3]]
b = [0.0]
activation = { name = "elu", alpha = 0.1 }
"#;

/// What is put in: pieces of TOML and characters that are not to be shown.
const PIECES: [&str; 32] = [
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    "\"",
    "'''",
    "\n",
    "\r",
    "#",
    ".",
    "-",
    "nan",
    "inf",
    "1e400",
    "0x",
    "[[layer]]",
    "W = [[1]]",
    "b",
    "\u{1b}[2J",
    "\u{7}",
    "\u{9b}",
    "\u{202e}",
    "\u{200b}",
    "\u{e0041}",
    "\u{301}\u{301}\u{301}",
    "\u{3164}",
    "网络",
    "\0",
    "\t",
    "\"\\u202e\" = 1\n",
];

fn hold(source: &[u8], name: &str) -> bool {
    held::toml(source, name)
}

/// A network as it may be, and what a person might misspell.
const SECOND: &str = "x=[0,5, 1/3]\ny=[-1]\nactivation.name='elu'\n[[layer]]\nW={file='w.npy',transpose=true}\nb=[.5]\n";

fn storm(cases: usize, seed: u64) {
    let files = [SOURCE, SOURCE, SECOND].map(|source| source.as_bytes().to_vec());
    let pieces = PIECES.map(str::as_bytes);
    mutate::storm((cases, seed), &files, &pieces, |bytes| {
        hold(&bytes, "net.toml")
    });
}

#[test]
fn no_mutation_of_a_file_breaks_the_reader_or_its_messages() {
    storm(cases(20_000), 7);
}

#[test]
#[ignore = "a minute with optimization"]
fn a_million_mutations_of_a_file_break_nothing() {
    storm(cases(1_000_000), 8);
}

#[test]
fn every_beginning_of_a_file_is_read_or_refused() {
    for end in 0..=SOURCE.len() {
        hold(&SOURCE.as_bytes()[..end], "net.toml");
    }
}

#[test]
fn long_and_hostile_names_keys_and_lines_stay_short_and_printable() {
    let bad = [
        "k",
        "\u{1b}",
        "网",
        "\u{202e}",
        "e\u{301}\u{301}\u{301}\u{301}",
        "\t",
        "\u{e0041}",
    ];
    for piece in bad {
        let long = piece.repeat(3000);
        for source in [
            format!("'{long}' = 1"),
            format!("title = '{long}'; '{long}'"),
            format!("{long}z = 1"),
            format!("x = ['{long}', 1, '{long}']"),
            format!("activation = '{long}'"),
            format!("activation = {{ name = 'tanh', '{long}' = 1 }}"),
            format!("[[layer]]\nW = [['{long}']]\nb = [0]"),
        ] {
            hold(source.as_bytes(), &long);
            hold(source.as_bytes(), "net.toml");
        }
    }
}

#[test]
fn a_fault_far_down_a_long_file_fits_too() {
    let source = format!(
        "{}layer = [{{{}'{}' = 1 }}]",
        "\n".repeat(999_999),
        " ".repeat(1_000_000),
        "k".repeat(1000),
    );
    hold(source.as_bytes(), &"/a/long/path".repeat(100));
}

#[test]
fn what_once_broke_parsers_is_refused_at_once() {
    let start = Instant::now();
    for source in [
        format!("x = {}", "[".repeat(1_000_000)),
        format!("x = {}1", "+".repeat(100_000)),
        format!("x{}", "=".repeat(100_000)),
        format!("[{}a]", "a.".repeat(100_000)),
        format!("x = {}", "{a=".repeat(100_000)),
        format!("x = 1e{}", "9".repeat(100_000)),
        format!("x = [{}]", "9".repeat(100_000)),
    ] {
        hold(source.as_bytes(), "net.toml");
    }
    assert!(start.elapsed().as_secs() < 10);
}

//! Bytes that nobody wrote by hand: no panic, and whatever is refused is refused briefly and in print.

use std::time::Instant;

use gradwalk::network_file::{NetworkFile, Refusal};

use crate::dice::{Dice, cases};
use crate::harmless::is_harmless;

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

fn hold(source: &[u8], name: &str) {
    if let Err(refusal) = NetworkFile::parse(source, name) {
        let message = refusal.to_string();
        assert!(
            message.len() <= Refusal::LIMIT,
            "{} bytes: {message}",
            message.len()
        );
        assert!(message.chars().all(is_harmless), "{message:?}");
        assert!(
            message.starts_with("error: ") && !message.ends_with('\n'),
            "{message}"
        );
        let (line, column) = refusal.place();
        assert!(message.contains(&format!(":{line}:{column}")), "{message}");
    }
}

fn mutated(random: &mut Dice) -> Vec<u8> {
    let mut source = SOURCE.as_bytes().to_vec();
    for _ in 0..=random.roll(3) {
        let at = random.roll(source.len().max(1)).min(source.len());
        match random.roll(6) {
            0 => source.truncate(at),
            1 => drop(source.drain(at..(at + 1 + random.roll(12)).min(source.len()))),
            2 => source.extend(
                (0..random.roll(20)).map(|_| u8::try_from(random.roll(256)).expect("a byte")),
            ),
            3 if at < source.len() => source[at] = u8::try_from(random.roll(256)).expect("a byte"),
            _ => drop(source.splice(at..at, PIECES[random.roll(PIECES.len())].bytes())),
        }
    }
    source
}

#[test]
fn no_mutation_of_a_file_breaks_the_reader_or_its_messages() {
    let mut random = Dice::new(7);
    for _ in 0..cases(20_000) {
        hold(&mutated(&mut random), "net.toml");
    }
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

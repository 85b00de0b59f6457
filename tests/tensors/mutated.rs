//! Files with bytes changed, cut out and put in: no panic, no waiting, and a refusal is brief and in print.

use crate::dice::cases;
use crate::given::{fixture, fixtures, open};
use crate::{held, mutate};

/// What is put in: what the formats are made of, and numbers that are too large.
const PIECES: [&[u8]; 20] = [
    b"\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\x01",
    b"{",
    b"}",
    b"[",
    b"(",
    b"\"",
    b"'",
    b",",
    b"9",
    b"0",
    b"-",
    b"18446744073709551615",
    b"\x1b]0;\x07",
    "\u{202e}".as_bytes(),
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"PK\x06\x07",
];

fn read(bytes: Vec<u8>) -> usize {
    held::tensors(bytes)
}

/// Accidents to the fixtures whose names end so, in turn.
fn storm(ending: &str, cases: usize, seed: u64) {
    let names = fixtures().into_iter().filter(|name| name.ends_with(ending));
    let files: Vec<_> = names.map(|name| fixture(&name)).collect();
    assert!(!files.is_empty(), "no {ending}");
    mutate::storm((cases, seed), &files, &PIECES, |bytes| read(bytes) > 0);
}

#[test]
fn every_fixture_survives_a_few_thousand_accidents() {
    // More, where somebody has the time: GRADWALK_CASES=100000.
    for ending in [".safetensors", ".npy", ".npz"] {
        storm(ending, cases(5_000), 39);
    }
}

#[test]
#[ignore = "some minutes with optimization"]
fn a_million_accidents_of_each_format_break_nothing() {
    for ending in [".safetensors", ".npy", ".npz"] {
        storm(ending, cases(1_000_000), 40);
    }
}

#[test]
fn every_fixture_cut_anywhere_is_refused() {
    for name in fixtures() {
        let bytes = fixture(&name);
        for length in 0..bytes.len() {
            // Objects of Python have no length that could be known.
            let unknown = ["object.npy", "structured.npy"].contains(&name.as_str());
            assert!(
                open(&bytes[..length]).is_err() || unknown,
                "{name} cut to {length}"
            );
            read(bytes[..length].to_vec());
        }
    }
}

#[test]
fn every_fixture_that_is_left_alone_can_be_read() {
    for name in fixtures() {
        let unread = ["int", "bf16", "object", "structured", "time", "bzip2"];
        let unread = unread.iter().any(|unread| name.starts_with(unread));
        assert_eq!(read(fixture(&name)) == 0, unread, "{name}");
    }
}

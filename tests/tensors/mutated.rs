//! Files with bytes changed, cut out and put in: no panic, no waiting, and a refusal is brief and in print.

use std::time::{Duration, Instant};

use gradwalk::tensor_file::TensorError;

use crate::dice::{Dice, cases};
use crate::given::{fixture, fixtures, open};

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

fn mutate(bytes: &mut Vec<u8>, random: &mut Dice) {
    let at = random.roll(bytes.len().max(1));
    // Whatever a format keeps at its end is as likely to be met as what it keeps at its start.
    let at = if random.roll(3) == 0 {
        bytes.len().saturating_sub(1 + random.roll(100))
    } else {
        at
    };
    match random.roll(6) {
        _ if bytes.is_empty() => bytes.push(0),
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..bytes.len().min(at + 1 + random.roll(16)))),
        2 => drop(bytes.splice(at..at, PIECES[random.roll(PIECES.len())].iter().copied())),
        3 => {
            let piece = PIECES[random.roll(PIECES.len())];
            let end = bytes.len().min(at + piece.len());
            bytes[at..end].copy_from_slice(&piece[..end - at]);
        }
        4 => bytes[at] ^= 1 << random.roll(8),
        _ => bytes[at] = random.roll(256) as u8,
    }
}

/// Opens the file and reads all there is in every way; how much of that succeeded.
fn read(bytes: Vec<u8>) -> usize {
    let fine = |error: &TensorError| {
        let message = error.to_string();
        assert!(message.len() <= 150, "{message}");
        assert_eq!(message, gradwalk::printable::printable(&message));
    };
    let mut file = match open(bytes) {
        Ok(file) => file,
        Err(error) => {
            fine(&error);
            return 0;
        }
    };
    let mut read = 0;
    let mut count = |result: Result<usize, TensorError>, needed: usize| match result {
        Ok(length) => {
            assert_eq!(length, needed);
            read += 1;
        }
        Err(error) => fine(&error),
    };
    for at in 0..file.tensors().len() {
        let length = file.tensors()[at].len();
        count(file.vector(at).map(|vector| vector.len()), length);
        count(file.matrix(at, false).map(|matrix| matrix.len()), length);
        count(file.matrix(at, true).map(|matrix| matrix.len()), length);
    }
    file.find(None).err().iter().for_each(fine);
    file.find(Some("fc1.weight")).err().iter().for_each(fine);
    read
}

#[test]
fn every_fixture_survives_a_few_thousand_accidents() {
    // More, where somebody has the time: GRADWALK_CASES=100000.
    let mut random = Dice::new(39);
    for name in fixtures() {
        let bytes = fixture(&name);
        let mut slowest = Duration::ZERO;
        for _ in 0..cases(400) {
            let mut bytes = bytes.clone();
            for _ in 0..=random.roll(3) {
                mutate(&mut bytes, &mut random);
            }
            let start = Instant::now();
            read(bytes);
            slowest = slowest.max(start.elapsed());
        }
        assert!(slowest < Duration::from_secs(1), "{name}: {slowest:?}");
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

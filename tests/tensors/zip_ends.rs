//! The two ends that a zip may have, the plain one and the one for large files, and what they claim.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::given::{dict, npy, open, refusal};

const END: usize = 22;

/// A `.npz` of one tensor.
fn plain() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let entries: Vec<u8> = [0.5_f64, -2.0]
        .iter()
        .flat_map(|it| it.to_le_bytes())
        .collect();
    let mut bytes = npy(&dict("<f8", "(2,)"), 0);
    bytes.extend(entries);
    zip.start_file("a.npy", SimpleFileOptions::default())
        .expect("it has a name of its own");
    zip.write_all(&bytes).expect("there is room");
    zip.finish().expect("there is room").into_inner()
}

/// What the long end claims: entries, bytes of the directory, where that starts.
#[derive(Clone, Copy)]
struct Claims {
    entries: u64,
    size: u64,
    start: u64,
}

impl Claims {
    fn of(zip: &[u8]) -> Self {
        let end = &zip[zip.len() - END..];
        let number =
            |at: usize| u32::from_le_bytes([end[at], end[at + 1], end[at + 2], end[at + 3]]);
        Self {
            entries: 1,
            size: number(12).into(),
            start: number(16).into(),
        }
    }
}

/// The same zip with the end for large files before the plain one, which leaves all to it.
fn long(claims: Claims) -> Vec<u8> {
    let mut zip = plain();
    let at = zip.len() - END;
    let mut end = zip.split_off(at);
    let position = zip.len() as u64;
    zip.extend(b"PK\x06\x06");
    zip.extend(44_u64.to_le_bytes());
    zip.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [claims.entries, claims.entries, claims.size, claims.start] {
        zip.extend(number.to_le_bytes());
    }
    zip.extend(b"PK\x06\x07\0\0\0\0");
    zip.extend(position.to_le_bytes());
    zip.extend([1, 0, 0, 0]);
    end[8..20].fill(0xff);
    zip.extend(end);
    zip
}

#[test]
fn a_zip_with_the_end_of_a_large_file_is_read() {
    let zip = plain();
    for bytes in [zip.clone(), long(Claims::of(&zip))] {
        let mut file = open(bytes).unwrap_or_else(|error| panic!("{error}"));
        let at = file.find(Some("a")).expect("it is there");
        let vector = file.vector(at).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(vector.as_slice(), [0.5, -2.0]);
    }
}

#[test]
fn an_end_of_a_large_file_that_lies_is_refused() {
    let right = Claims::of(&plain());
    let Claims { size, start, .. } = right;
    let misplaced = "the zip is damaged: its directory is not where it should be";
    for wrong in [
        Claims {
            start: start + 1,
            ..right
        },
        Claims {
            size: size - 1,
            ..right
        },
        Claims {
            start: u64::MAX,
            ..right
        },
        Claims {
            entries: 2,
            ..right
        },
    ] {
        assert_eq!(refusal(long(wrong)), misplaced);
    }
    let many = Claims {
        entries: u64::MAX,
        ..right
    };
    assert!(refusal(long(many)).starts_with("a zip of more than"));
    let large = Claims {
        size: u64::MAX,
        ..right
    };
    assert!(refusal(long(large)).starts_with("a zip of more than"));
}

#[test]
fn a_plain_end_that_lies_is_refused() {
    let misplaced = "the zip is damaged: its directory is not where it should be";
    // Its entries, the bytes of its directory, and where that starts.
    for (at, by) in [(10, 1), (12, 1), (16, 1)] {
        let mut zip = plain();
        let end = zip.len() - END;
        zip[end + at] += by;
        assert_eq!(refusal(zip), misplaced, "{at}");
    }
}

#[test]
fn a_locator_of_nothing_is_refused() {
    let mut zip = long(Claims::of(&plain()));
    let end = zip.len() - END - 20 - 56;
    zip[end] = b'Q';
    assert_eq!(
        refusal(zip),
        "the zip is damaged: its end is not where it should be"
    );
}

#[test]
fn what_follows_the_end_of_a_zip_is_refused() {
    let cut = "it is cut short, or something follows the end of the zip";
    let mut followed = plain();
    followed.extend(b"\0\0");
    assert_eq!(refusal(followed), cut);
    let mut commented = plain();
    let at = commented.len() - 2;
    commented[at] = 1;
    assert_eq!(refusal(commented), cut);
}

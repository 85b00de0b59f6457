//! `.npz` files that are refused, and with which words.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::given::{dict, fixture, npy, open, refusal};

const STORED: CompressionMethod = CompressionMethod::Stored;
const DEFLATED: CompressionMethod = CompressionMethod::Deflated;

fn zip(method: CompressionMethod, members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in members {
        zip.start_file(*name, options)
            .expect("it has a name of its own");
        zip.write_all(bytes).expect("there is room");
    }
    zip.finish().expect("there is room").into_inner()
}

/// `bytes` with `to` in place of `from`, wherever that stands.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let places: Vec<_> = (0..=bytes.len() - from.len())
        .filter(|&at| bytes[at..].starts_with(from))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn a_zip_of_something_else_is_told_by_name() {
    let torch = zip(
        STORED,
        &[("archive/data.pkl", b"\x80\x02"), ("archive/data/0", b"")],
    );
    let message = refusal(torch);
    assert!(
        message.contains("PyTorch") && message.contains("safetensors.torch.save_file"),
        "{message}"
    );
    let keras = zip(
        STORED,
        &[("config.json", b"{}"), ("model.weights.h5", b"\x89HDF")],
    );
    assert!(refusal(keras).contains("numpy.savez"));
    let other = refusal(zip(DEFLATED, &[("a.txt", b"")]));
    assert!(
        other.starts_with("it is a zip without any .npy; if it is from PyTorch"),
        "{other}"
    );
    let empty = open(zip(STORED, &[])).expect("numpy.savez without arrays writes this");
    assert!(empty.tensors().is_empty());
}

#[test]
fn a_member_that_is_encrypted_or_compressed_otherwise_is_refused_by_name() {
    let message = refusal(fixture("bzip2.npz"));
    assert_eq!(
        message,
        "tensor `a`: its compression, Bzip2, is not read, only deflate"
    );
    let zip = zip(STORED, &[("a.npy", &npy(&dict("<f8", "(1,)"), 8))]);
    let (mut local, mut central) = (b"PK\x03\x04".to_vec(), b"PK\x01\x02".to_vec());
    for (header, flags) in [(&mut local, 6), (&mut central, 8)] {
        let at = zip
            .windows(4)
            .position(|bytes| bytes == &header[..])
            .expect("it is there");
        *header = zip[at..=at + flags].to_vec();
    }
    let encrypted =
        |header: &[u8]| [&header[..header.len() - 1], &[header[header.len() - 1] | 1]].concat();
    let zip = replaced(&zip, &local, &encrypted(&local));
    let zip = replaced(&zip, &central, &encrypted(&central));
    assert_eq!(refusal(zip), "tensor `a`: it is encrypted");
}

#[test]
fn a_member_is_read_to_its_end_and_no_further() {
    for method in [STORED, DEFLATED] {
        let member = |data| zip(method, &[("a.npy", &npy(&dict("<f8", "(2,)"), data))]);
        assert!(open(member(16)).is_ok());
        assert_eq!(
            refusal(member(17)),
            "tensor `a`: 1 bytes follow its entries"
        );
        assert!(refusal(member(15)).starts_with("tensor `a`: it is cut short"));
        let huge = zip(
            method,
            &[("a.npy", &npy(&dict("<f8", "(4294967296, 1048576)"), 16))],
        );
        assert!(refusal(huge).starts_with("tensor `a`: it is cut short"));
        assert_eq!(
            refusal(zip(method, &[("a.npy", b"not what it is called")])),
            "tensor `a`: it is no .npy, though it is called one"
        );
    }
}

#[test]
fn what_the_zip_claims_of_a_size_is_not_trusted() {
    // 80 + 800 bytes deflated to less; the directory claims a terabyte, and so does the header.
    let array = npy(&dict("<f8", "(100,)"), 800);
    let size = (array.len() as u32).to_le_bytes();
    for method in [STORED, DEFLATED] {
        let zip = zip(method, &[("a.npy", &array)]);
        for claim in [0_u32, 16, 879, 4_000_000_000] {
            let zip = replaced(&zip, &size, &claim.to_le_bytes());
            let read = open(zip).and_then(|mut file| file.vector(0));
            assert!(read.is_err(), "{claim}");
        }
    }
}

#[test]
fn a_member_whose_bytes_were_changed_does_not_pass() {
    let array = npy(&dict("<f8", "(2,)"), 16);
    let mut zip = zip(STORED, &[("a.npy", &array)]);
    let at = zip
        .windows(6)
        .position(|bytes| bytes == b"\x93NUMPY")
        .expect("it is stored");
    zip[at + array.len() - 1] = 0x3f;
    let error = open(zip)
        .and_then(|mut file| file.vector(0))
        .expect_err("the checksum is another");
    assert!(error.to_string().starts_with("tensor `a`: "), "{error}");
}

#[test]
fn a_directory_that_claims_too_much_is_refused_before_it_is_read() {
    let array = npy(&dict("<f8", "(1,)"), 8);
    let zip = zip(STORED, &[("a.npy", &array)]);
    let end = zip.len() - 22;
    for (at, bytes) in [
        (10, &[0xff, 0xff][..]),
        (10, &[0x11, 0x27]),
        (12, &[0xff; 4]),
        (16, &[0xff; 4]),
        (20, &[1]),
    ] {
        let mut zip = zip.clone();
        zip[end + at..end + at + bytes.len()].copy_from_slice(bytes);
        let refusal = refusal(zip);
        assert!(refusal.contains("zip"), "{refusal}");
    }
}

#[test]
fn ten_thousand_members_are_read_and_one_more_is_not() {
    let array = npy(&dict("<f8", "()"), 8);
    let names: Vec<_> = (0..10_001).map(|at| format!("{at}.npy")).collect();
    let members: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), &array[..]))
        .collect();
    assert_eq!(
        open(zip(STORED, &members[1..])).map(|file| file.tensors().len()),
        Ok(10_000)
    );
    assert_eq!(
        refusal(zip(STORED, &members)),
        "a zip of more than 10000 files is not read"
    );
}

#[test]
fn two_members_of_one_name_are_refused() {
    let array = npy(&dict("<f8", "()"), 8);
    let zip = zip(STORED, &[("a.npy", &array), ("b.npy", &array)]);
    let zip = replaced(&zip, b"b.npy", b"a.npy");
    assert_eq!(refusal(zip), "two files in the zip have the same name");
}

#[test]
fn a_name_that_cannot_be_shown_is_escaped() {
    let zip = zip(
        STORED,
        &[("\u{1b}]0;\u{202e}.npy", &npy(&dict("<f8", "(2,)"), 15))],
    );
    let message = refusal(zip);
    assert!(
        message.starts_with("tensor `\\u{1b}]0;\\u{202e}`: it is cut short"),
        "{message}"
    );
}

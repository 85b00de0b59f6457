//! `.npy` files that are refused, and with which words.

use crate::given::{dict, npy, open, opened, refusal};

fn unread(name: &str) -> String {
    opened(name)
        .vector(0)
        .expect_err("it is not read")
        .to_string()
}

#[test]
fn what_is_no_float_is_refused_by_name() {
    for (name, message) in [
        (
            "object.npy",
            "|O holds objects of Python (pickle), which can run code and are never read",
        ),
        (
            "structured.npy",
            "a structured dtype is not read, only f8, f4 and f2",
        ),
        (
            "bf16.npy",
            "<V2 may be bfloat16, which a .npy cannot name: save it .astype(\"float32\")",
        ),
        (
            "int.npy",
            "<i8 is not read, only f8, f4 and f2: save it .astype(\"f8\")",
        ),
        (
            "time.npy",
            "<M8[ns] is not read, only f8, f4 and f2: save it .astype(\"f8\")",
        ),
    ] {
        assert_eq!(unread(name), message);
    }
    let mut file = open(npy(&dict("\u{1b}x", "(1,)"), 8)).expect("it may be some dtype");
    let message = file.vector(0).expect_err("it is none").to_string();
    assert!(message.starts_with("\\u{1b}x is not read"), "{message}");
}

#[test]
fn a_shape_is_held_against_the_length() {
    let message = |shape: &str, data| refusal(npy(&dict("<f8", shape), data));
    assert_eq!(
        message("(3, 4)", 80),
        "it is cut short: its shape, 3×4, needs 96 bytes, and 80 are there"
    );
    assert_eq!(message("(3, 4)", 97), "1 bytes follow its entries");
    assert_eq!(message("()", 16), "8 bytes follow its entries");
    assert!(message("(4294967296, 4294967296)", 8).contains("too large"));
    assert!(message("(0, 18446744073709551615)", 0).contains("too large"));
    assert!(message("(1, 1, 1, 1, 1, 1, 1, 1, 1)", 8).contains("more than 8 dimensions"));
    assert!(message("(1152921504606,)", 8).contains("cut short"));
    assert!(refusal(npy(&dict("<i8", "(3,)"), 23)).contains("cut short"));
    assert!(refusal(npy(&dict("<U4", "(3,)"), 49)).contains("1 bytes follow"));
}

#[test]
fn native_order_is_the_order_of_the_machine() {
    for descr in ["=f8", "f8", "|f8"] {
        let mut bytes = npy(&dict(descr, "(1,)"), 0);
        bytes.extend(0.1_f64.to_ne_bytes());
        let read = open(bytes)
            .and_then(|mut file| file.vector(0))
            .expect("it is read");
        assert_eq!(read.as_slice(), [0.1]);
    }
}

#[test]
fn a_header_that_lies_is_refused() {
    let mut bytes = npy(&dict("<f8", "(1,)"), 8);
    bytes[6] = 9;
    assert_eq!(refusal(bytes), "version 9.0 of .npy is not read");
    let mut bytes = npy(&dict("<f8", "(1,)"), 8);
    bytes[8..10].copy_from_slice(&[0xff, 0xff]);
    assert_eq!(refusal(bytes), "it is cut short");
    let claim = b"\x93NUMPY\x02\0\xff\xff\xff\xff".to_vec();
    assert_eq!(
        refusal(claim),
        "its header claims 4294967295 bytes, more than the 65536 there may be"
    );
    assert_eq!(
        refusal(b"\x93NUMPY\x03\0\x09\0\0\0{".to_vec()),
        "it is cut short"
    );
    assert!(refusal(b"\x93NUMPY\x03\0\x01\0\0\0\xe9".to_vec()).contains("not UTF-8"));
}

#[test]
fn brackets_may_be_nested_as_deep_as_they_like() {
    for nested in [
        "[".repeat(22) + &"]".repeat(22),
        "[(".repeat(30_000),
        "[".repeat(60_000),
    ] {
        let dict = format!("{{'descr': {nested}, 'fortran_order': False, 'shape': (3,), }}");
        if let Ok(mut file) = open(npy(&dict, 8)) {
            assert!(file.vector(0).is_err());
        }
        let dict = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': {nested}, }}");
        assert!(refusal(npy(&dict, 8)).contains("not what numpy writes"));
    }
}

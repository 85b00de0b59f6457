//! Files that are refused, and with which words: what is no tensor file, and safetensors.

use gradwalk::tensor_file::TensorFile;

use crate::given::{dict, fixture, npy, open, opened, refusal, safetensors};
use crate::sources::{Shrinking, Sparse};

#[test]
fn what_is_no_tensor_file_is_told_by_name() {
    for (bytes, message) in [
        (&b""[..], "it is empty"),
        (b"x,y\n1,2\n", "it is text, not a tensor file"),
        (
            b"\n<!DOCTYPE html><html>",
            "it is a page of HTML or XML, not a tensor file",
        ),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0",
            "git lfs pull fetches",
        ),
        (
            b"\x80\x02}q\0(X",
            "safetensors.torch.save_file(model.state_dict(), …)",
        ),
        (
            b"\x89HDF\r\n\x1a\n\0\0\0\0",
            "it is HDF5 (Keras .h5), which is not read: write it with numpy.savez",
        ),
        (b"\x1f\x8b\x08\0\0\0\0\0", "gzip: unpack it first"),
        (b"GGUF\x03\0\0\0\0\0\0\0", "it is GGUF"),
        (
            b"\x7fELF\x02\x01\x01\0\0\0",
            "neither safetensors nor .npy nor .npz: it begins with 7f 45 4c 46",
        ),
        (b"\x10\0\0\0", "it is cut short"),
    ] {
        let refusal = refusal(bytes);
        assert!(refusal.contains(message), "{refusal}");
    }
}

const TENSOR: &str = r#""a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}"#;

#[test]
fn a_header_that_lies_about_its_length_is_refused() {
    let with_length = |length: u64| {
        let mut bytes = safetensors(&format!("{{{TENSOR}}}"), 16);
        bytes[..8].copy_from_slice(&length.to_le_bytes());
        refusal(bytes)
    };
    assert_eq!(
        with_length(u64::MAX),
        "its header claims 18446744073709551615 bytes, more than the 16777216 there may be"
    );
    assert!(with_length(101 << 20).contains("more than the 16777216"));
    assert_eq!(
        with_length(1000),
        "it is cut short: its header claims 1000 bytes, and 71 follow"
    );
    for length in 0..55 {
        let refusal = with_length(length);
        let told = ["its header is refused: ", "tensor `a`: "];
        assert!(
            told.iter().any(|start| refusal.starts_with(start)),
            "{length}: {refusal}"
        );
    }
}

fn refused(header: &str, data: usize, message: &str) {
    let refusal = refusal(safetensors(header, data));
    assert!(refusal.contains(message), "{refusal}");
    assert!(refusal.len() <= 150);
}

#[test]
fn bytes_that_overlap_leave_a_hole_or_are_not_there_are_refused() {
    let two = |second: &str| {
        format!(r#"{{{TENSOR},"b":{{"dtype":"F64","shape":[2],"data_offsets":{second}}}}}"#)
    };
    refused(
        &two("[8,24]"),
        24,
        "tensor `b`: its bytes, 8 to 24, overlap another tensor",
    );
    refused(
        &two("[0,16]"),
        16,
        "tensor `b`: its bytes, 0 to 16, overlap another tensor",
    );
    refused(
        &two("[24,40]"),
        40,
        "tensor `b`: its bytes, 24 to 40, follow a gap",
    );
    refused(
        &two("[16,32]"),
        24,
        "tensor `b`: its bytes, 16 to 32, are not among the 24 there are",
    );
    refused(
        &two("[32,16]"),
        64,
        "tensor `b`: its bytes, 32 to 16, are not among the 64",
    );
    refused(&two("[16,18446744073709551615]"), 32, "tensor `b`");
    refused(&two("[16,32]"), 33, "1 bytes follow the last tensor");
    refused(
        &two("[16,24]"),
        24,
        "tensor `b`: its shape, 2, needs 16 bytes, and it has 8",
    );
    refused("{}", 5, "5 bytes follow");
}

fn shaped(shape: &str, dtype: &str, end: u64) -> String {
    format!(r#"{{"a\u001b":{{"dtype":"{dtype}","shape":{shape},"data_offsets":[0,{end}]}}}}"#)
}

#[test]
fn a_shape_that_no_file_holds_is_refused() {
    let large = "is too large";
    refused(&shaped("[4294967296,4294967296]", "F64", 0), 0, large);
    refused(&shaped("[0,18446744073709551615]", "F64", 0), 0, large);
    refused(&shaped("[18446744073709551615,2,0]", "F64", 0), 0, large);
    refused(&shaped("[2305843009213693952]", "F64", 0), 0, large);
    refused(&shaped("[4294967296,4294967296]", "X9", 0), 0, large);
    refused(
        &shaped("[1152921504606846976]", "U8", 8),
        8,
        "needs 1152921504606846976 bytes, and it has 8",
    );
    refused(
        &shaped("[18446744073709551616]", "F64", 0),
        0,
        "tensor `a\\u{1b}`: invalid type",
    );
    refused(&shaped("[-1]", "F64", 0), 0, "tensor `a\\u{1b}`");
    refused(&shaped("[2.0]", "F64", 16), 16, "tensor `a\\u{1b}`");
    let million = format!("[{}1]", "1,".repeat(1_000_000));
    refused(
        &shaped(&million, "F64", 8),
        8,
        "tensor `a\\u{1b}`: more than 8 dimensions",
    );
    assert!(open(safetensors(&shaped("[1,1,1,1,1,1,1,2]", "F64", 16), 16)).is_ok());
}

#[test]
fn a_header_that_is_no_list_of_tensors_is_refused() {
    for header in [
        r#"{"a":1}"#,
        r#"{"a":{}}"#,
        r#"{"a":{"dtype":"F64","shape":[2]}}"#,
        r#"{"a":{"dtype":"F64","shape":2,"data_offsets":[0,16]}}"#,
        r#"{"a":{"dtype":7,"shape":[2],"data_offsets":[0,16]}}"#,
        r#"{"a":{"dtype":"F64","dtype":"F32","shape":[2],"data_offsets":[0,16]}}"#,
        r#"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16,16]}}"#,
        r#"{"a":{"dtype":"F64","shape":[2],"data_offsets":[-1,16]}}"#,
        r#"{"__metadata__":{},"__metadata__":{}}"#,
        "{} {}",
        "{\"\\ud800\":1}",
        &"{\"a\":".repeat(100_000),
        &format!("{{\"__metadata__\":{}", "[".repeat(100_000)),
        &format!("{{{TENSOR},{TENSOR}}}"),
    ] {
        let refusal = refusal(safetensors(header, 16));
        assert!(refusal.len() <= 150 && refusal.is_ascii(), "{refusal}");
    }
    refused(
        &format!("{{{TENSOR},{TENSOR}}}"),
        16,
        "tensor `a`: there are two of that name",
    );
    let entry = |at: usize| format!(r#""{at}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#);
    let entries: Vec<_> = (0..100_001).map(entry).collect();
    refused(
        &format!("{{{}}}", entries.join(",")),
        0,
        "more than 100000 tensors",
    );
    assert!(refusal(b"\x02\0\0\0\0\0\0\0{\xff".to_vec()).starts_with("its header is refused"));
}

#[test]
fn a_dtype_that_is_not_read_spoils_nothing_but_its_own_tensor() {
    for (dtype, bits) in [
        ("BOOL", 8),
        ("U8", 8),
        ("I8", 8),
        ("F8_E5M2", 8),
        ("F8_E4M3", 8),
        ("F8_E8M0", 8),
        ("I16", 16),
        ("U16", 16),
        ("I32", 32),
        ("U32", 32),
        ("I64", 64),
        ("U64", 64),
        ("C64", 64),
        ("F4", 4),
        ("F6_E2M3", 6),
        ("Q7\\u001b", 8),
    ] {
        let bytes = bits * 16 / 8;
        let header = format!(
            r#"{{"n":{{"dtype":"{dtype}","shape":[4,4],"data_offsets":[0,{bytes}]}},
                 "w":{{"dtype":"F64","shape":[1],"data_offsets":[{bytes},{}]}}}}"#,
            bytes + 8
        );
        let mut file = open(safetensors(&header, bytes + 8)).expect("it is opened all the same");
        assert_eq!(file.vector(1).expect("it is read").as_slice(), [0.0]);
        let error = file.matrix(0, false).expect_err("it is not read");
        assert_eq!(error.tensor(), Some("n"));
        let dtype = dtype.replace("\\u001b", "\\u{1b}");
        let message = format!("tensor `n`: {dtype} is not read, only F64, F32, F16 and BF16");
        assert_eq!(error.to_string(), message);
    }
    refused(&shaped("[2]", "I64", 8), 8, "needs 16 bytes, and it has 8");
}

#[test]
fn an_entry_that_is_not_finite_is_refused_with_its_place() {
    let bits =
        |bits: &[u64]| -> Vec<u8> { bits.iter().flat_map(|bits| bits.to_le_bytes()).collect() };
    let (nan, infinite) = (f64::NAN.to_bits(), f64::NEG_INFINITY.to_bits());
    let mut bytes = safetensors(
        r#"{"w":{"dtype":"F64","shape":[2,3],"data_offsets":[0,48]}}"#,
        0,
    );
    bytes.extend(bits(&[0, 0, 0, 0, 0, nan]));
    let mut file = open(bytes).expect("its header is right");
    for error in [
        file.matrix(0, false).err(),
        file.matrix(0, true).err(),
        file.vector(0).err(),
    ] {
        let message = error.map(|error| error.to_string());
        let expected = "tensor `w`: entry (2, 3) is NaN, and every number must be finite";
        assert_eq!(message.as_deref(), Some(expected));
    }
    let mut bytes = npy(
        "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3)}",
        0,
    );
    bytes.extend(bits(&[0, 0, 0, infinite, 0, 0]));
    let mut file = open(bytes).expect("its header is right");
    let message = file.matrix(0, false).map_err(|error| error.to_string());
    assert_eq!(
        message,
        Err("entry (2, 2) is -inf, and every number must be finite".to_owned())
    );
    let mut bytes = npy(&dict(">f2", "(2,)"), 0);
    bytes.extend([0, 0, 0x7c, 0]);
    let message = open(bytes)
        .and_then(|mut file| file.vector(0))
        .map_err(|error| error.to_string());
    assert_eq!(
        message,
        Err("entry 2 is inf, and every number must be finite".to_owned())
    );
}

#[test]
fn what_a_header_claims_of_an_endless_file_is_not_allocated() {
    let header = shaped("[1073741824,134217728]", "F64", 1 << 60);
    let head = safetensors(&header, 0);
    let length = head.len() as u64 + (1 << 60);
    let mut file =
        TensorFile::open(Box::new(Sparse::new(head, length))).expect("the length is right");
    let message = file.matrix(0, false).map_err(|error| error.to_string());
    assert_eq!(
        message,
        Err("tensor `a\\u{1b}`: there is no memory for 144115188075855872 entries".to_owned())
    );
    let head = npy(&dict("<f8", "(1073741824, 134217728)"), 0);
    let length = head.len() as u64 + (1 << 60);
    let mut file =
        TensorFile::open(Box::new(Sparse::new(head, length))).expect("the length is right");
    assert!(file.vector(0).is_err() && file.matrix(0, true).is_err());
    for head in [
        &b"PK\x03\x04"[..],
        b"\x93NUMPY\x01\0\xff\xff",
        b"\x93NUMPY\x02\0\xff\xff\xff\xff",
        b"\0",
        b"\xff",
    ] {
        let source = Sparse::new(head.to_vec(), 1 << 60);
        assert!(TensorFile::open(Box::new(source)).is_err());
    }
}

#[test]
fn a_file_that_shrinks_before_it_is_read_is_cut_short() {
    for (name, at) in [
        ("single.safetensors", 0),
        ("c-f8.npy", 0),
        ("fortran-f8.npy", 0),
    ] {
        let bytes = fixture(name);
        let to = bytes.len() - 20;
        let mut file =
            TensorFile::open(Box::new(Shrinking::new(bytes, to))).expect("the header is there");
        let message = file
            .matrix(at, false)
            .expect_err("its end is not")
            .to_string();
        assert!(message.ends_with("it is cut short"), "{message}");
    }
}

#[test]
fn an_index_that_nothing_has_is_refused() {
    assert!(opened("c-f8.npy").matrix(1, false).is_err());
    assert!(opened("mixed.safetensors").vector(usize::MAX).is_err());
}

//! The files of `fixtures`, which numpy, ml_dtypes and safetensors wrote, and what is in them as Python prints it.

#![expect(clippy::unreadable_literal, clippy::approx_constant)] // The digits are those that Python prints.

use std::io::Cursor;
use std::path::Path;

use gradwalk::tensor_file::{TensorError, TensorFile};

pub const F64: [[f64; 5]; 3] = [
    [0.1, -0.2, 0.3333333333333333, 1.0, -2.5],
    [0.0, -0.0, 0.001, 65504.0, 3.14159265358979],
    [7.0, -10000.0, 6.103515625e-05, 5.960464477539063e-08, 0.7],
];

pub const F32: [[f64; 5]; 3] = [
    [
        0.10000000149011612,
        -0.20000000298023224,
        0.3333333432674408,
        1.0,
        -2.5,
    ],
    [
        0.0,
        -0.0,
        0.0010000000474974513,
        65504.0,
        3.1415927410125732,
    ],
    [
        7.0,
        -10000.0,
        6.103515625e-05,
        5.960464477539063e-08,
        0.699999988079071,
    ],
];

pub const F16: [[f64; 5]; 3] = [
    [0.0999755859375, -0.199951171875, 0.333251953125, 1.0, -2.5],
    [0.0, -0.0, 0.0010004043579101562, 65504.0, 3.140625],
    [
        7.0,
        -10000.0,
        6.103515625e-05,
        5.960464477539063e-08,
        0.7001953125,
    ],
];

pub const BF16: [[f64; 5]; 3] = [
    [0.10009765625, -0.2001953125, 0.333984375, 1.0, -2.5],
    [0.0, -0.0, 0.00099945068359375, 65536.0, 3.140625],
    [
        7.0,
        -9984.0,
        6.103515625e-05,
        5.960464477539063e-08,
        0.69921875,
    ],
];

/// The bytes of the fixture called `name`.
pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).expect("it is in the repository")
}

/// The names of all fixtures, sorted.
pub fn fixtures() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the folder is in the repository");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<_> = names
        .map(|name| name.into_string().expect("the names are ASCII"))
        .filter(|name| name != "make.py")
        .collect();
    names.sort();
    names
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tensors/fixtures")
}

pub fn open(bytes: impl Into<Vec<u8>>) -> Result<TensorFile, TensorError> {
    TensorFile::open(Box::new(Cursor::new(bytes.into())))
}

pub fn opened(name: &str) -> TensorFile {
    open(fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Why these bytes are refused.
pub fn refusal(bytes: impl Into<Vec<u8>>) -> String {
    open(bytes).expect_err("it is refused").to_string()
}

/// A safetensors file with that header, and so many bytes of data.
pub fn safetensors(header: &str, data: usize) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.resize(bytes.len() + data, 0);
    bytes
}

/// A `.npy` with that dict, and so many bytes of data.
pub fn npy(dict: &str, data: usize) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\0".to_vec();
    bytes.extend((dict.len() as u16).to_le_bytes());
    bytes.extend(dict.as_bytes());
    bytes.resize(bytes.len() + data, 0);
    bytes
}

/// The dict of an array in C order.
pub fn dict(descr: &str, shape: &str) -> String {
    format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n")
}

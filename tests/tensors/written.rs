//! What `write` writes, the crate of the format reads; and it comes back bit by bit.

use gradwalk::engine::{Matrix, Vector};
use gradwalk::tensor_file::{Stored, write};
use safetensors::{Dtype, SafeTensors};

use crate::given::open;

/// Finite numbers of every size, so that no two entries are alike.
fn matrix(rows: usize, columns: usize) -> Matrix {
    let entry = |row: usize, column: usize| {
        let bits = ((row * columns + column) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        f64::from_bits(bits & !(1 << 62))
    };
    Matrix::from_fn(rows, columns, entry)
}

fn written(tensors: &[(&str, Stored<'_>)]) -> Vec<u8> {
    let tensors: Vec<_> = tensors
        .iter()
        .map(|(name, stored)| ((*name).to_owned(), *stored))
        .collect();
    let mut bytes = Vec::new();
    write(&mut bytes, &tensors).expect("a vector takes them");
    bytes
}

fn little_endian<'a>(entries: impl Iterator<Item = &'a f64>) -> Vec<u8> {
    entries.flat_map(|entry| entry.to_le_bytes()).collect()
}

#[test]
fn the_crate_of_the_format_reads_it() {
    let (matrix, vector) = (
        matrix(3, 5),
        Vector::from_vec(vec![0.1, -0.0, f64::MIN_POSITIVE]),
    );
    let name = "layer 2.W \"∇\u{1b}\u{202e}\\";
    let bytes = written(&[
        (name, Stored::Matrix(&matrix)),
        ("b", Stored::Vector(&vector)),
        ("T", Stored::Transposed(&matrix)),
    ]);
    let read = SafeTensors::deserialize(&bytes).expect("it is such a file");
    assert_eq!(read.len(), 3);
    for (name, shape, data) in [
        (name, &[3, 5][..], little_endian(matrix.transpose().iter())),
        ("b", &[3], little_endian(vector.iter())),
        ("T", &[5, 3], little_endian(matrix.iter())),
    ] {
        let tensor = read.tensor(name).expect("it is there");
        assert_eq!((tensor.dtype(), tensor.shape()), (Dtype::F64, shape));
        assert_eq!(tensor.data(), data, "{name}");
    }
    let start = 8 + u64::from_le_bytes(bytes[..8].try_into().expect("eight bytes"));
    assert_eq!(start % 8, 0);
}

#[test]
fn the_order_given_is_the_order_of_the_file() {
    let vectors: Vec<_> = (0..3).map(|size| Vector::zeros(3 - size)).collect();
    let bytes = written(&[
        ("z", Stored::Vector(&vectors[0])),
        ("a", Stored::Vector(&vectors[1])),
        ("m", Stored::Vector(&vectors[2])),
    ]);
    let file = open(bytes).expect("it is read again");
    let names: Vec<_> = file
        .tensors()
        .iter()
        .filter_map(|tensor| tensor.name.as_deref())
        .collect();
    assert_eq!(names, ["z", "a", "m"]);
}

#[test]
fn whatever_the_shape_it_comes_back_bit_by_bit() {
    // Chunks and cache lines end within, at and beside the ends of rows.
    for (rows, columns) in [
        (0, 3),
        (3, 0),
        (1, 1),
        (1, 140_000),
        (140_000, 1),
        (2, 131_073),
        (131_072, 2),
        (363, 361),
        (1000, 257),
        (8, 16_384),
    ] {
        let matrix = matrix(rows, columns);
        let bytes = written(&[
            ("W", Stored::Matrix(&matrix)),
            ("T", Stored::Transposed(&matrix)),
        ]);
        let mut file = open(bytes).expect("it is read again");
        let same = |read: &Matrix, what: &str| {
            let bits = |matrix: &Matrix| -> Vec<_> {
                matrix.iter().map(|entry| entry.to_bits()).collect()
            };
            assert_eq!(read.shape(), matrix.shape());
            assert!(bits(read) == bits(&matrix), "{rows}×{columns}, {what}");
        };
        for (name, transpose) in [("W", false), ("T", true)] {
            let at = file.find(Some(name)).expect("it is there");
            same(&file.matrix(at, transpose).expect("it is read"), name);
        }
    }
}

#[test]
fn names_that_could_not_be_read_again_are_not_written() {
    let vector = Vector::zeros(1);
    let refused = |names: &[&str]| {
        let tensors: Vec<_> = names
            .iter()
            .map(|name| ((*name).to_owned(), Stored::Vector(&vector)))
            .collect();
        let mut bytes = Vec::new();
        write(&mut bytes, &tensors).is_err() && bytes.is_empty()
    };
    assert!(refused(&["a", "b", "a"]));
    assert!(refused(&["__metadata__"]));
    assert!(refused(&["long".repeat(5 << 20).as_str()]));
    assert!(!refused(&["", "a"]));
}

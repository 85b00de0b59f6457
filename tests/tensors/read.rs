//! What other libraries wrote is read as they meant it, bit by bit.

use gradwalk::engine::Matrix;
use gradwalk::tensor_file::{Dtype, Kind, TensorFile};

use crate::given::{BF16, F16, F32, F64, opened};

/// Rows of numbers by their bits: −0 is not 0.
fn bits(matrix: &Matrix) -> Vec<Vec<u64>> {
    let row = |row| {
        matrix
            .row(row)
            .iter()
            .map(|entry| entry.to_bits())
            .collect()
    };
    (0..matrix.nrows()).map(row).collect()
}

fn holds(file: &mut TensorFile, at: usize, entries: &[[f64; 5]; 3], what: &str) {
    let flat: Vec<_> = entries.iter().flatten().copied().collect();
    let expected = Matrix::from_row_slice(3, 5, &flat);
    let matrix = file.matrix(at, false).expect("it is a matrix");
    assert_eq!(bits(&matrix), bits(&expected), "{what}");
    let matrix = file.matrix(at, true).expect("it is a matrix");
    assert_eq!(
        bits(&matrix),
        bits(&expected.transpose()),
        "{what}, transposed"
    );
    let vector = file.vector(at).expect("it is a vector");
    let vector: Vec<_> = vector.iter().map(|entry| entry.to_bits()).collect();
    let flat: Vec<_> = flat.iter().map(|entry| entry.to_bits()).collect();
    assert_eq!(vector, flat, "{what}, as a vector");
}

#[test]
fn an_npy_of_any_float_order_and_version_holds_what_numpy_saved() {
    for (name, dtype, entries) in [
        ("c-f8.npy", Dtype::F64, F64),
        ("c-f4.npy", Dtype::F32, F32),
        ("c-f2.npy", Dtype::F16, F16),
        ("fortran-f8.npy", Dtype::F64, F64),
        ("big-f8.npy", Dtype::F64, F64),
        ("big-f4.npy", Dtype::F32, F32),
        ("big-f2.npy", Dtype::F16, F16),
        ("version-2.npy", Dtype::F64, F64),
        ("version-3.npy", Dtype::F64, F64),
    ] {
        let mut file = opened(name);
        let [tensor] = file.tensors() else {
            panic!("{name} holds one tensor")
        };
        assert_eq!(tensor.name, None);
        assert_eq!(
            (&tensor.kind, &tensor.shape[..]),
            (&Kind::Float(dtype), &[3, 5][..]),
            "{name}"
        );
        assert_eq!((tensor.len(), tensor.shape_words()), (15, "3×5".to_owned()));
        holds(&mut file, 0, &entries, name);
    }
}

#[test]
fn a_scalar_a_vector_and_a_cube_are_vectors_and_no_matrices() {
    for (name, shape, entries) in [
        ("scalar.npy", "scalar", vec![0.1]),
        ("vector.npy", "5", F64[0].to_vec()),
        ("cube.npy", "2×3×4", (0..24).map(f64::from).collect()),
        (
            "fortran-cube.npy",
            "2×3×4",
            (0..24).map(f64::from).collect(),
        ),
    ] {
        let mut file = opened(name);
        assert_eq!(file.tensors()[0].shape_words(), shape);
        assert_eq!(
            file.vector(0).expect("it is read").as_slice(),
            entries,
            "{name}"
        );
        let error = file
            .matrix(0, false)
            .expect_err("it has not two dimensions")
            .to_string();
        assert_eq!(
            error,
            format!("a matrix has two dimensions, and this is {shape}")
        );
    }
}

#[test]
fn a_matrix_without_rows_is_empty() {
    let mut file = opened("empty.npy");
    assert!(file.tensors()[0].is_empty());
    assert_eq!(file.matrix(0, false).expect("it is read").shape(), (0, 5));
    assert_eq!(file.matrix(0, true).expect("it is read").shape(), (5, 0));
    assert!(file.vector(0).expect("it is read").is_empty());
}

#[test]
fn an_npz_is_read_whether_stored_or_deflated() {
    for name in ["stored.npz", "deflated.npz"] {
        let mut file = opened(name);
        let names: Vec<_> = file
            .tensors()
            .iter()
            .filter_map(|tensor| tensor.name.clone())
            .collect();
        assert_eq!(
            names,
            ["fc1.weight", "fc1.bias", "größe/∇ 1", "steps"],
            "{name}"
        );
        holds(&mut file, 0, &F64, name);
        holds(&mut file, 2, &F16, name);
        assert_eq!(file.vector(1).expect("it is read").as_slice(), F32[0]);
        assert_eq!(file.tensors()[3].kind, Kind::Other("<i8".to_owned()));
    }
}

#[test]
fn an_npz_takes_names_from_numpy_and_leaves_what_is_no_tensor() {
    let mut file = opened("unnamed.npz");
    let at = file.find(Some("arr_1")).expect("numpy calls it so");
    assert_eq!(file.vector(at).expect("it is read").as_slice(), F64[0]);
    let mut file = opened("mixed.npz");
    assert_eq!(file.find(None), Ok(0));
    holds(&mut file, 0, &F64, "a member in the long form");
}

#[test]
fn a_safetensors_file_holds_what_was_saved_under_any_name() {
    let mut file = opened("mixed.safetensors");
    for (name, dtype, entries) in [
        ("f64", Dtype::F64, F64),
        ("layers.0.weight", Dtype::F32, F32),
        ("dense/kernel:0", Dtype::F16, F16),
        ("größe ∇\t\u{202e}\"x\"", Dtype::Bf16, BF16),
    ] {
        let at = file.find(Some(name)).expect("it is there");
        assert_eq!(file.tensors()[at].kind, Kind::Float(dtype));
        holds(&mut file, at, &entries, name);
    }
    let vector = |file: &mut TensorFile, name: &str| {
        let at = file.find(Some(name)).expect("it is there");
        file.vector(at).expect("it is read").as_slice().to_vec()
    };
    assert_eq!(vector(&mut file, ""), F64[0]);
    assert_eq!(vector(&mut file, "scalar"), [0.1]);
    assert!(vector(&mut file, "none").is_empty());
    assert_eq!(
        file.find(Some("__metadata__"))
            .map_err(|error| error.tensor().map(str::to_owned)),
        Err(Some("__metadata__".to_owned()))
    );
}

#[test]
fn a_file_of_one_tensor_needs_no_name_and_keras_keeps_it_transposed() {
    let mut file = opened("single.safetensors");
    let at = file.find(None).expect("there is one");
    assert_eq!(file.tensors()[at].shape, [5, 3]);
    let matrix = file.matrix(at, true).expect("it is read");
    let row: Vec<_> = matrix.row(0).iter().copied().collect();
    assert_eq!(row, F64[0]);
}

#[test]
fn a_dtype_has_a_name_and_digits() {
    let all = [Dtype::F64, Dtype::F32, Dtype::F16, Dtype::Bf16];
    let named = all.map(|dtype| (dtype.name(), dtype.digits()));
    assert_eq!(named, [("f64", 53), ("f32", 24), ("f16", 11), ("bf16", 8)]);
}

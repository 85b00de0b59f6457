//! A number that is none is refused wherever it stands, and its place is told as people count.

use crate::given::{npy, open, safetensors};

/// What is said of a tensor of these sizes whose entry `at` of the file is NaN and whose others are 1.
fn said(sizes: &[usize], at: usize) -> String {
    let entries: usize = sizes.iter().product();
    let header = format!(
        r#"{{"a":{{"dtype":"F64","shape":{sizes:?},"data_offsets":[0,{}]}}}}"#,
        8 * entries
    );
    let mut bytes = safetensors(&header, 0);
    bytes.extend(numbers(entries, at));
    refused(bytes)
}

fn numbers(entries: usize, at: usize) -> Vec<u8> {
    let number = |index| if index == at { f64::NAN } else { 1.0 };
    let numbers = (0..entries).map(number);
    numbers.flat_map(f64::to_le_bytes).collect()
}

fn refused(bytes: Vec<u8>) -> String {
    let mut file = open(bytes).unwrap_or_else(|error| panic!("{error}"));
    let error = file.vector(0).expect_err("one is no number");
    error.to_string()
}

#[test]
fn in_a_vector_of_any_length() {
    for length in 1..10 {
        for at in 0..length {
            let said = said(&[length], at);
            assert!(said.contains(&format!("entry {} is NaN", at + 1)), "{said}");
        }
    }
}

#[test]
fn beyond_what_is_read_at_once() {
    let chunk = 1 << 17;
    for at in [chunk - 1, chunk, 2 * chunk + 2] {
        let said = said(&[2 * chunk + 3], at);
        assert!(said.contains(&format!("entry {} is NaN", at + 1)), "{said}");
    }
}

#[test]
fn in_a_matrix_by_row_and_column() {
    assert!(said(&[2, 3], 4).contains("entry (2, 2) is NaN"));
    assert!(said(&[2, 3, 2], 9).contains("entry (2, 2, 2) is NaN"));
    let fortran = "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }\n";
    let mut bytes = npy(fortran, 0);
    bytes.extend(numbers(6, 4));
    let said = refused(bytes);
    assert!(said.contains("entry (1, 3) is NaN"), "{said}");
}

//! W, b and x that stand in tensor files: read as they are meant, refused where they do not fit, said where they were
//! rounded, and never lost when the network is saved.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use gradwalk::document::{Access, Document, Existing, Overrides};
use gradwalk::engine::{Matrix, Network, Objective, Vector};
use gradwalk::network_file::Values;
use safetensors::tensor::{Dtype, TensorView, serialize};
use tempfile::TempDir;

use crate::folders::folder;

const OUTPUT: Objective = Objective::Output { component: 0 };

/// A network of 2-3-1 whose numbers stand in `m.safetensors`.
const NETWORK: &str = r#"# mine
activation = "tanh"
x = [0.5, -1.0]

[[layer]]
W = { file = "m.safetensors", tensor = "fc1.weight" } # the first
b = { file = "m.safetensors", tensor = "fc1.bias" }

[[layer]]
W = { file = "m.safetensors", tensor = "out/kernel", transpose = true }
b = [0.25]
"#;

/// The same with its numbers in the text.
const WRITTEN_OUT: &str = r#"
activation = "tanh"
x = [0.5, -1.0]

[[layer]]
W = [[1.0, 0.5], [0.25, -2.0], [3.0, -0.125]]
b = [0.5, -0.75, 1.5]

[[layer]]
W = [[2.0, -1.0, 0.5]]
b = [0.25]
"#;

/// Every number of these is one of any of the four dtypes.
const FC1: ([usize; 2], &[f64]) = ([3, 2], &[1.0, 0.5, 0.25, -2.0, 3.0, -0.125]);
const BIAS: ([usize; 1], &[f64]) = ([3], &[0.5, -0.75, 1.5]);
const OUT: ([usize; 2], &[f64]) = ([3, 1], &[2.0, -1.0, 0.5]);

fn bytes(dtype: Dtype, values: &[f64]) -> Vec<u8> {
    let bytes = |value: &f64| match dtype {
        Dtype::F32 => (*value as f32).to_le_bytes().to_vec(),
        Dtype::F16 => half::f16::from_f64(*value).to_le_bytes().to_vec(),
        Dtype::BF16 => half::bf16::from_f64(*value).to_le_bytes().to_vec(),
        _ => value.to_le_bytes().to_vec(),
    };
    values.iter().flat_map(bytes).collect()
}

/// A file that another program's writer wrote.
fn tensors(path: &Path, dtype: Dtype, tensors: &[(&str, &[usize], &[f64])]) {
    let kept: BTreeMap<&str, (Vec<usize>, Vec<u8>)> = tensors
        .iter()
        .map(|(name, shape, values)| (*name, (shape.to_vec(), bytes(dtype, values))))
        .collect();
    let views = kept.iter().map(|(name, (shape, bytes))| {
        let view = TensorView::new(dtype, shape.clone(), bytes).expect("the shape fits");
        (*name, view)
    });
    let file = serialize(views, None).expect("it is a file");
    fs::write(path, file).expect("it is written");
}

pub fn model(folder: &Path, dtype: Dtype) {
    let all: [(&str, &[usize], &[f64]); 3] = [
        ("fc1.weight", &FC1.0, FC1.1),
        ("fc1.bias", &BIAS.0, BIAS.1),
        ("out/kernel", &OUT.0, OUT.1),
    ];
    tensors(&folder.join("m.safetensors"), dtype, &all);
}

/// A `.npy` file of version 1.0 with doubles.
fn npy(path: &Path, shape: &str, values: &[f64]) {
    let mut header = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}");
    while (header.len() + 11) % 64 != 0 {
        header.push(' ');
    }
    header.push('\n');
    let length = u16::try_from(header.len()).expect("it is short");
    let parts = [
        b"\x93NUMPY\x01\x00".to_vec(),
        length.to_le_bytes().to_vec(),
        header.into_bytes(),
        bytes(Dtype::F64, values),
    ];
    fs::write(path, parts.concat()).expect("it is written");
}

/// A folder with the network and its tensor file.
pub fn prepared(dtype: Dtype) -> TempDir {
    let folder = folder();
    model(folder.path(), dtype);
    fs::write(folder.path().join("net.toml"), NETWORK).expect("it is written");
    folder
}

fn attempt(path: &Path, access: Access) -> Result<Document, String> {
    let document = Document::open_with(Some(path.as_os_str()), Overrides::default(), access);
    document.map_err(|error| error.to_string())
}

pub fn open(path: &Path) -> Document {
    attempt(path, Access::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// The message about a network with this text, beside the model.
fn refusal(text: &str) -> String {
    let folder = prepared(Dtype::F64);
    let path = folder.path().join("bad.toml");
    fs::write(&path, text).expect("it is written");
    let message = attempt(&path, Access::default()).expect_err("it does not fit");
    assert!(message.len() <= 600, "{message}");
    message
}

fn with(old: &str, new: &str) -> String {
    let text = NETWORK.replace(old, new);
    assert_ne!(text, NETWORK);
    text
}

fn assert_says(message: &str, parts: &[&str]) {
    for part in parts {
        assert!(message.contains(part), "no {part:?} in\n{message}");
    }
}

pub fn bits(network: &Network) -> Vec<u64> {
    let layers = network.layers().map(|l| network.layer(l));
    let entries = layers.flat_map(|layer| layer.weights.iter().chain(&layer.bias));
    entries.map(|entry| entry.to_bits()).collect()
}

#[test]
fn numbers_in_a_tensor_file_are_those_written_out_whatever_their_dtype() {
    let plain = folder();
    let path = plain.path().join("plain.toml");
    fs::write(&path, WRITTEN_OUT).expect("it is written");
    let expected = bits(open(&path).network());
    for dtype in [Dtype::F64, Dtype::F32, Dtype::F16, Dtype::BF16] {
        let folder = prepared(dtype);
        let document = open(&folder.path().join("net.toml"));
        assert_eq!(bits(document.network()), expected, "{dtype:?}");
    }
}

#[test]
fn rounding_on_the_way_into_the_file_is_said_and_doubles_are_not() {
    let said = |dtype| {
        let folder = prepared(dtype);
        let document = open(&folder.path().join("net.toml"));
        let (_, captions) = document.trace(OUTPUT).expect("it has an output");
        let said = document.remarks().join("\n");
        assert!(captions.description.ends_with(&said));
        said
    };
    assert_eq!(said(Dtype::F64), "");
    for (dtype, name, digits) in [
        (Dtype::F32, "f32", "7 digits"),
        (Dtype::F16, "f16", "3 digits"),
        (Dtype::BF16, "bf16", "2 digits"),
    ] {
        let said = said(dtype);
        assert_says(&said, &["m.safetensors", name, digits]);
        assert_eq!(said.lines().count(), 1, "once a file, not once a tensor");
    }
}

#[test]
fn a_matrix_that_would_fit_transposed_is_refused_with_both_shapes_and_the_hint() {
    let message = refusal(&with(", transpose = true", ""));
    assert_says(
        &message,
        &[
            "bad.toml:10:5",
            "layer 3: W: `out/kernel` in `m.safetensors` is 3×1, but 1×3 is needed",
            "did you mean transpose = true?",
        ],
    );
    let turned = with("\"fc1.weight\"", "\"fc1.weight\", transpose = true");
    let message = refusal(&turned);
    assert_says(
        &message,
        &[
            "layer 2: W: `fc1.weight` in `m.safetensors` is 3×2, transposed 2×3, but 3×2 is needed",
            "did you mean it without transpose = true?",
        ],
    );
    let message = refusal(&with(
        "tensor = \"out/kernel\", transpose = true",
        "tensor = \"fc1.weight\"",
    ));
    assert_says(&message, &["`fc1.weight`", "is 3×2, but 1×3 is needed"]);
    assert!(!message.contains("transpose"), "{message}");
}

#[test]
fn vectors_that_do_not_fit_are_refused_with_what_is_needed() {
    let message = refusal(&with(
        "b = [0.25]",
        "b = { file = 'm.safetensors', tensor = 'fc1.bias' }",
    ));
    assert_says(
        &message,
        &["layer 3: b: `fc1.bias` in `m.safetensors` is 3, but W has 1 row"],
    );
    let text = WRITTEN_OUT.replace(
        "b = [0.25]",
        "b = { file = 'm.safetensors', tensor = 'fc1.bias' }",
    );
    let message = refusal(&text);
    assert_says(
        &message,
        &["layer 3: b: `fc1.bias` in `m.safetensors` is 3, but W has 1 row"],
    );
    let text = WRITTEN_OUT.replace(
        "x = [0.5, -1.0]",
        "x = { file = 'm.safetensors', tensor = 'fc1.bias' }",
    );
    assert_says(
        &refusal(&text),
        &["x: `fc1.bias` in `m.safetensors` is 3, but layer 1 has 2 units"],
    );
    let message = refusal(&with("\"fc1.weight\"", "\"fc1.bias\""));
    assert_says(
        &message,
        &[
            "layer 2: W: `fc1.bias`",
            "is 3, but a matrix has two dimensions",
        ],
    );
}

#[test]
fn what_is_not_there_is_named_with_its_place() {
    let message = refusal(&with("\"fc1.weight\"", "\"fc1.wieght\""));
    assert_says(
        &message,
        &[
            "bad.toml:6:5",
            "layer 2: W: `m.safetensors`",
            "fc1.wieght",
            "fc1.weight",
        ],
    );
    let message = refusal(&with(
        "{ file = \"m.safetensors\", tensor = \"fc1.bias\" }",
        "{ file = \"n.npy\" }",
    ));
    assert_says(&message, &["layer 2: b: `n.npy`", "No such file"]);
    assert_says(
        &refusal(&with("tensor = \"fc1.bias\"", "tensr = \"fc1.bias\"")),
        &["did you mean `tensor`?"],
    );
    assert_says(
        &refusal(&with(
            "file = \"m.safetensors\", tensor = \"fc1.bias\"",
            "tensor = \"fc1.bias\"",
        )),
        &["layer 2: b: file is missing"],
    );
    for other in ["bad.toml", "."] {
        let text = with(
            "\"m.safetensors\", tensor = \"fc1.bias\"",
            &format!("\"{other}\""),
        );
        assert_says(&refusal(&text), &["layer 2: b: `"]);
    }
}

#[test]
fn an_input_of_any_shape_is_read_row_by_row() {
    let folder = folder();
    npy(
        &folder.path().join("sample.npy"),
        "(2, 3)",
        &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
    );
    let text = "activation = 'tanh'\nimage = [2, 3]\nx = { file = 'sample.npy' }\n[[layer]]\nW = [[1, 1, 1, 1, 1, 1]]\nb = [0]\n";
    let path = folder.path().join("net.toml");
    fs::write(&path, text).expect("it is written");
    let (trace, _) = open(&path).trace(OUTPUT).expect("it has an output");
    assert_eq!(trace.input().as_slice(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
}

#[test]
fn files_outside_the_folder_are_read_only_where_that_is_allowed() {
    let outer = prepared(Dtype::F64);
    let inner = outer.path().join("inner");
    fs::create_dir(&inner).expect("it is made");
    let path = inner.join("net.toml");
    let absolute = outer.path().join("m.safetensors");
    symlink(&absolute, inner.join("link.safetensors")).expect("it is made");
    for file in [
        "../m.safetensors",
        "../inner/../m.safetensors",
        "link.safetensors",
        &absolute.to_string_lossy(),
    ] {
        fs::write(&path, NETWORK.replace("m.safetensors", file)).expect("it is written");
        let message = attempt(&path, Access::default()).expect_err("it is outside");
        assert_says(&message, &["layer 2: ", "outside", "--allow-outside"]);
        let access = Access {
            allow_outside: true,
            ..Access::default()
        };
        attempt(&path, access).expect("that is allowed");
    }
    fs::create_dir(inner.join("deep")).expect("it is made");
    model(&inner.join("deep"), Dtype::F64);
    fs::write(
        &path,
        NETWORK.replace("m.safetensors", "deep/../deep/m.safetensors"),
    )
    .expect("it is written");
    open(&path);
}

#[test]
fn tensors_beyond_the_limit_are_refused_before_they_are_read() {
    let folder = prepared(Dtype::F32);
    let path = folder.path().join("net.toml");
    let limited = |tensors| {
        attempt(
            &path,
            Access {
                tensors,
                ..Access::default()
            },
        )
    };
    let all = 8 * (6 + 3 + 3);
    limited(all).expect("they fit exactly");
    let message = limited(all - 1).expect_err("a byte is missing");
    assert_says(&message, &["layer 3: W: `out/kernel`", "--max-size"]);
}

/// The network with one weight of layer 2 and one of layer 3 changed as asked.
pub fn changed(network: &Network, first: f64, last: f64) -> Network {
    let mut layers: Vec<_> = network.layers().map(|l| network.layer(l).clone()).collect();
    layers[0].weights[(2, 1)] = first;
    layers[1].weights[(0, 2)] = last;
    Network::new(layers).expect("the shapes are the same")
}

#[test]
fn edits_of_tensors_go_to_a_new_file_beside_and_what_stayed_stays_where_it_is() {
    let folder = prepared(Dtype::F32);
    let document = open(&folder.path().join("net.toml"));
    let network = changed(document.network(), -0.125, 0.1);
    let meant = Values {
        network: &network,
        x: None,
        y: None,
    };
    let path = folder.path().join("new.toml");
    let tensors = document.save_edited(&path, Existing::Refuse, meant);
    let tensors = tensors.expect("it is saved").tensors;
    let tensors = tensors.expect("a matrix changed");
    assert_eq!(Path::new(&tensors), folder.path().join("new.safetensors"));
    let text = fs::read_to_string(&path).expect("it is there");
    let expected = NETWORK.replace(
        "\"m.safetensors\", tensor = \"out/kernel\"",
        "\"new.safetensors\", tensor = \"layer3.W\"",
    );
    assert_eq!(text, expected);
    assert_eq!(bits(open(&path).network()), bits(&network));
    // Another program reads it too, in the shape that the old tensor had.
    let file = fs::read(&tensors).expect("it is there");
    let read = safetensors::SafeTensors::deserialize(&file).expect("it is a tensor file");
    assert_eq!(read.names(), ["layer3.W"]);
    let tensor = read.tensor("layer3.W").expect("it is there");
    assert_eq!((tensor.dtype(), tensor.shape()), (Dtype::F64, &[3, 1][..]));
}

#[test]
fn a_tensor_file_that_is_there_is_never_replaced() {
    let folder = prepared(Dtype::F64);
    let path = folder.path().join("net.toml");
    let document = open(&path);
    let mut before = document.network().clone();
    for (value, name) in [(7.0, "net.safetensors"), (8.0, "net-2.safetensors")] {
        let network = changed(&before, value, value);
        let meant = Values {
            network: &network,
            x: None,
            y: None,
        };
        let document = open(&path);
        let tensors = document.save_edited(&path, Existing::Replace, meant);
        let expected = folder.path().join(name).to_string_lossy().into_owned();
        assert_eq!(tensors.expect("it is saved").tensors, Some(expected));
        assert_eq!(bits(open(&path).network()), bits(&network));
        before = network;
    }
}

#[test]
fn in_another_folder_nothing_of_the_old_one_is_named() {
    let (folder, other) = (prepared(Dtype::F64), folder());
    npy(&folder.path().join("x.npy"), "(2,)", &[0.5, -1.0]);
    let text = with("x = [0.5, -1.0]", "x = { file = \"x.npy\" }");
    fs::write(folder.path().join("net.toml"), text).expect("it is written");
    let document = open(&folder.path().join("net.toml"));
    let meant = Values {
        network: document.network(),
        x: Some(&Vector::from_vec(vec![0.5, 2.0])),
        y: None,
    };
    let path = other.path().join("copy.toml");
    document
        .save_edited(&path, Existing::Refuse, meant)
        .expect("it is saved");
    drop(folder);
    let copy = open(&path);
    assert_eq!(bits(copy.network()), bits(document.network()));
    let (trace, _) = copy.trace(OUTPUT).expect("it has an output");
    assert_eq!(trace.input().as_slice(), [0.5, 2.0]);
}

#[test]
fn a_text_that_cannot_be_saved_leaves_no_tensor_file() {
    let folder = prepared(Dtype::F64);
    let document = open(&folder.path().join("net.toml"));
    let network = changed(document.network(), 1.0, 1.0);
    let meant = Values {
        network: &network,
        x: None,
        y: None,
    };
    fs::create_dir(folder.path().join("taken.toml")).expect("it is made");
    for existing in [Existing::Refuse, Existing::Replace] {
        let saved = document.save_edited(&folder.path().join("taken.toml"), existing, meant);
        saved.expect_err("it is a folder");
    }
    assert!(!folder.path().join("taken.safetensors").exists());
}

#[test]
fn a_tensor_file_that_another_program_writes_is_a_change() {
    let folder = prepared(Dtype::F64);
    let document = open(&folder.path().join("net.toml"));
    assert!(!document.is_changed_on_disk());
    model(folder.path(), Dtype::F32);
    assert!(document.is_changed_on_disk());
    let reloaded = document.reload().expect("it is a network");
    assert!(!reloaded.is_changed_on_disk());
    assert_eq!(reloaded.remarks().len(), 1);
}

#[test]
fn a_hostile_name_is_shown_and_not_obeyed() {
    let escaped = "\\u001b[2J\\u202e".repeat(1000);
    for text in [
        with("fc1.bias", &escaped),
        with(
            "\"m.safetensors\", tensor = \"fc1.bias\"",
            &format!("\"{escaped}\""),
        ),
    ] {
        let message = refusal(&text);
        assert!(!message.contains(['\u{1b}', '\u{202e}']));
    }
}

#[test]
fn large_matrices_are_read_in_their_place() {
    let folder = folder();
    let (rows, columns) = (130, 257);
    let values: Vec<f64> = (0..rows * columns)
        .map(|k| f64::from(k as u32) / 7.0)
        .collect();
    let bias = vec![0.5; rows];
    let all: [(&str, &[usize], &[f64]); 2] =
        [("W", &[rows, columns], &values), ("b", &[rows], &bias)];
    tensors(&folder.path().join("m.safetensors"), Dtype::F64, &all);
    let x = vec!["0.5"; columns].join(",");
    let text = format!(
        "activation = 'tanh'\nx = [{x}]\n[[layer]]\nW = {{ file = 'm.safetensors', tensor = 'W' }}\nb.file = 'm.safetensors'\nb.tensor = 'b'\n"
    );
    let path = folder.path().join("net.toml");
    fs::write(&path, text).expect("it is written");
    let document = open(&path);
    let expected = Matrix::from_row_slice(rows, columns, &values);
    assert_eq!(document.network().layer(2).weights, expected);
}

#[test]
fn a_network_file_named_like_a_tensor_file_does_not_take_its_place() {
    let folder = prepared(Dtype::F64);
    let document = open(&folder.path().join("net.toml"));
    let network = changed(document.network(), 5.0, 6.0);
    let meant = Values {
        network: &network,
        x: None,
        y: None,
    };
    let path = folder.path().join("new.safetensors");
    let tensors = document.save_edited(&path, Existing::Refuse, meant);
    let tensors = tensors.expect("it is saved").tensors;
    let tensors = tensors.expect("a matrix changed");
    assert_ne!(Path::new(&tensors), path);
    assert_eq!(bits(open(&path).network()), bits(&network));
}

#[test]
fn a_transposed_input_is_read_column_by_column() {
    let folder = folder();
    npy(
        &folder.path().join("x.npy"),
        "(2, 2)",
        &[1.0, 2.0, 3.0, 4.0],
    );
    let text = "activation = 'tanh'\nx = { file = 'x.npy', transpose = true }\n[[layer]]\nW = [[1, 1, 1, 1]]\nb = [0]\n";
    let path = folder.path().join("net.toml");
    fs::write(&path, text).expect("it is written");
    let (trace, _) = open(&path).trace(OUTPUT).expect("it has an output");
    assert_eq!(trace.input().as_slice(), [1.0, 3.0, 2.0, 4.0]);
}

#[test]
fn behind_a_link_the_folder_of_the_real_file_counts() {
    let (folder, other) = (prepared(Dtype::F64), folder());
    let (real, link) = (
        folder.path().join("net.toml"),
        other.path().join("link.toml"),
    );
    symlink(&real, &link).expect("it is made");
    let document = open(&link);
    let network = changed(document.network(), 5.0, 6.0);
    let meant = Values {
        network: &network,
        x: None,
        y: None,
    };
    let tensors = document.save_edited(&link, Existing::Replace, meant);
    let tensors = tensors.expect("it is saved").tensors;
    let tensors = tensors.expect("a matrix changed");
    assert_eq!(Path::new(&tensors).parent(), Some(folder.path()));
    assert!(link.is_symlink());
    assert_eq!(bits(open(&link).network()), bits(&network));
}

#[test]
fn a_dtype_that_is_not_read_is_named_whatever_its_shape() {
    let folder = prepared(Dtype::F64);
    let file = fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/tensors/fixtures/object.npy"
    ));
    fs::write(folder.path().join("o.npy"), file.expect("it is there")).expect("it is written");
    let text = with("\"m.safetensors\", tensor = \"fc1.weight\"", "\"o.npy\"");
    let path = folder.path().join("bad.toml");
    fs::write(&path, text).expect("it is written");
    let message = attempt(&path, Access::default()).expect_err("it is not read");
    assert_says(&message, &["layer 2: W: `o.npy`", "|O", "pickle"]);
}

//! What must load, and what it must mean.

use std::{fs, path::Path};

use gradwalk::{
    engine::{Activation, DEFAULT_EPS, Matrix, Vector},
    network_file::NetworkFile,
};

fn load(source: &str) -> NetworkFile {
    NetworkFile::parse(source.as_bytes(), "net.toml").unwrap_or_else(|refusal| panic!("{refusal}"))
}

const SMALL: &str = "x = [3]\n[[layer]]\nW = [[2]]\nb = [-1]\nactivation = 'tanh'\n";

#[test]
fn every_golden_network_loads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let mut loaded = 0;
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let file = entry.expect("its entries can be read").path();
        if file
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let source = fs::read(&file).expect("the file can be read");
            let name = file.display().to_string();
            let read =
                NetworkFile::parse(&source, &name).unwrap_or_else(|refusal| panic!("{refusal}"));
            assert_eq!(
                read.x.map(|x| x.len()),
                Some(read.network.inputs()),
                "{name}"
            );
            loaded += 1;
        }
    }
    assert_eq!(loaded, 10);
}

#[test]
fn every_optional_key_is_read() {
    let read = load(
        r#"
        title = "two layers"
        description = """one
two"""
        activation = "gelu"
        x = [0.5, -1]
        y = [1]
        inputs = ["width", "height"]
        outputs = ["area"]
        image = [1, 2]

        [[layer]]
        W = [[1, 2], [3, 4]]
        b = [5, 6]
        residual = true
        norm = "layer"
        gamma = [1, 2]
        beta = [3, 4]
        eps = 1e-3

        [[layer]]
        W = [[0.25, 1e-3]]
        b = [0.0]
        residual = false
        norm = "layer"
        activation = { name = "leaky_relu", alpha = 0.1 }
        "#,
    );
    assert_eq!(read.title.as_deref(), Some("two layers"));
    assert_eq!(read.description.as_deref(), Some("one\ntwo"));
    assert_eq!(read.x, Some(Vector::from_vec(vec![0.5, -1.0])));
    assert_eq!(read.y, Some(Vector::from_vec(vec![1.0])));
    assert_eq!(read.inputs, ["width", "height"]);
    assert_eq!(read.outputs, ["area"]);
    assert_eq!(read.image, Some((1, 2)));
    let (first, last) = (read.network.layer(2), read.network.layer(3));
    assert_eq!(
        first.weights,
        Matrix::from_row_slice(2, 2, &[1.0, 2.0, 3.0, 4.0])
    );
    assert_eq!(first.bias, Vector::from_vec(vec![5.0, 6.0]));
    assert_eq!(first.activation, Activation::Gelu);
    assert!(first.residual && !last.residual);
    let norm = first.norm.as_ref().expect("a norm");
    assert_eq!(norm.gamma, Vector::from_vec(vec![1.0, 2.0]));
    assert_eq!(norm.beta, Vector::from_vec(vec![3.0, 4.0]));
    assert_eq!(norm.eps.to_bits(), 1e-3_f64.to_bits());
    assert_eq!(last.activation, Activation::LeakyRelu { alpha: 0.1 });
    let norm = last.norm.as_ref().expect("a norm");
    assert_eq!(norm.gamma, Vector::from_vec(vec![1.0]));
    assert_eq!(norm.eps.to_bits(), DEFAULT_EPS.to_bits());
}

#[test]
fn what_is_optional_may_be_missing() {
    let read = load("[[layer]]\nW = [[2]]\nb = [0]\nactivation = 'relu'");
    assert_eq!(
        (read.title, read.description, read.image),
        (None, None, None)
    );
    assert_eq!((read.x, read.y), (None, None));
    assert!(read.inputs.is_empty() && read.outputs.is_empty());
    assert!(read.network.layer(2).norm.is_none());
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_change_nothing() {
    let plain = load(SMALL);
    assert_eq!(load(&format!("\u{feff}{SMALL}")), plain);
    assert_eq!(load(&SMALL.replace('\n', "\r\n")), plain);
}

#[test]
fn layers_may_be_written_in_one_list() {
    let inline = "x = [3]\nlayer = [{ W = [[2]], b = [-1], activation.name = 'tanh' }]";
    assert_eq!(load(inline), load(SMALL));
}

#[test]
fn numbers_are_rounded_once_and_integers_are_numbers() {
    for (written, value) in [
        ("3", 3.0),
        ("+1_000", 1000.0),
        ("-0", -0.0),
        ("-0.0", -0.0),
        ("0xff", 255.0),
        ("0o17", 15.0),
        ("0b101", 5.0),
        (
            "0xffffffffffffffffffffffffffffffff",
            340_282_366_920_938_463_463_374_607_431_768_211_455.0,
        ),
        ("9007199254740993", 9_007_199_254_740_992.0),
        (
            "123456789012345678901234567890",
            123_456_789_012_345_678_901_234_567_890.0,
        ),
        ("1.7976931348623157e308", f64::MAX),
        ("5e-324", 5e-324),
        ("1e-400", 0.0),
        ("1_0.5e1_0", 10.5e10),
    ] {
        let read = load(&SMALL.replace("[3]", &format!("[{written}]")));
        let x = read.x.expect("an x")[0];
        assert_eq!(
            x.to_bits(),
            f64::to_bits(value),
            "{written} was read as {x}"
        );
    }
}

#[test]
fn text_is_printable_once_it_is_read() {
    let read = load(
        "title = \"\\e[2J\\x1b]52;c;ZXZpbA==\\x07\"\ndescription = '''\r\none\u{202e}\r\ntwo'''\r\n\
         inputs = ['a\u{200b}']\noutputs = [\"\\t\"]\n[[layer]]\nW = [[1]]\nb = [0]\nactivation = 'relu'",
    );
    assert_eq!(
        read.title.as_deref(),
        Some("\\u{1b}[2J\\u{1b}]52;c;ZXZpbA==\\u{7}")
    );
    assert_eq!(read.description.as_deref(), Some("one\\u{202e}\ntwo"));
    assert_eq!(read.inputs, ["a\\u{200b}"]);
    assert_eq!(read.outputs, ["\\u{9}"]);
}

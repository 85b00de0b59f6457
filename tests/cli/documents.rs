//! The formats: JSON's fields and numbers, `grad`'s lines, text and Markdown.

use gradwalk::library::BUILT_IN;
use serde_json::Value;

use crate::program::{run, run_reading};

/// The trace of these arguments as JSON.
pub fn json(arguments: &[&str]) -> Value {
    let out = run(&[&["trace", "--format", "json"], arguments].concat()).succeeded();
    serde_json::from_str(&out).expect("the trace is JSON")
}

fn bits(numbers: &Value) -> Vec<u64> {
    let numbers = numbers.as_array().expect("a list of numbers");
    let bits = |number: &Value| number.as_f64().expect("a number").to_bits();
    numbers.iter().map(bits).collect()
}

fn assert_fields(object: &Value, fields: &[&str]) {
    let mut names: Vec<&str> = object
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    let mut fields = fields.to_vec();
    names.sort_unstable();
    fields.sort_unstable();
    assert_eq!(names, fields);
}

#[test]
fn the_lines_of_grad_are_the_numbers_of_the_trace_bit_by_bit() {
    for network in BUILT_IN {
        for objective in ["output", "loss"] {
            let arguments = [network.name, "--objective", objective];
            let out = run(&[&["grad"][..], &arguments].concat()).succeeded();
            let lines: Vec<u64> = out
                .lines()
                .map(|line| line.parse::<f64>().expect("a number a line").to_bits())
                .collect();
            assert_eq!(
                lines,
                bits(&json(&arguments)["input_gradient"]),
                "{arguments:?}"
            );
        }
    }
}

#[test]
fn json_has_exactly_the_fields_of_its_format() {
    let trace = json(&["default"]);
    assert_fields(
        &trace,
        &[
            "format",
            "title",
            "sizes",
            "objective",
            "component",
            "value",
            "output",
            "input",
            "target",
            "forward",
            "backward",
            "input_gradient",
            "parameter_gradients",
            "non_finite",
        ],
    );
    assert_eq!(trace["format"], "gradwalk-trace/1");
    let numbers = |field: &str| {
        let layers = trace[field].as_array().expect("a list of layers");
        let numbers = layers.iter().map(|layer| layer["l"].as_u64());
        numbers
            .collect::<Option<Vec<_>>>()
            .expect("every l is there")
    };
    assert_eq!(numbers("forward"), [2, 3, 4]);
    assert_eq!(numbers("backward"), [4, 3, 2]);
    assert_eq!(numbers("parameter_gradients"), [2, 3, 4]);
    let layer = |field: &str| &trace[field][0];
    assert_fields(
        layer("forward"),
        &["l", "activation", "z", "sigma_prime", "a"],
    );
    assert_fields(layer("backward"), &["l", "delta", "pullback"]);
    assert_fields(layer("parameter_gradients"), &["l", "dW", "db"]);
}

#[test]
fn json_says_what_is_differentiated() {
    let of = |arguments: &[&str]| {
        let trace = json(arguments);
        (trace["objective"].clone(), trace["component"].clone())
    };
    assert_eq!(of(&["higham"]), ("output".into(), 1.into()));
    assert_eq!(
        of(&["higham", "--component", "2"]),
        ("output".into(), 2.into())
    );
    assert_eq!(
        of(&["higham", "--objective", "loss"]),
        ("loss".into(), Value::Null)
    );
    assert_eq!(
        bits(&json(&["-x", "-0.0,1e-320"])["input"]),
        [1 << 63, 2024]
    );
}

#[test]
fn what_is_missing_is_null_and_what_is_not_finite_a_string() {
    let network = r#"
        x = [1e300]
        [[layer]]
        activation = "identity"
        W = [[1e300], [-1e300]]
        b = [0, 0]
        [[layer]]
        activation = "identity"
        W = [[1, 1]]
        b = [0]
    "#;
    let out = run_reading(network.as_bytes(), &["trace", "-", "--format=json"]).succeeded();
    let trace: Value = serde_json::from_str(&out).expect("the trace is JSON");
    assert_eq!(trace["target"], Value::Null);
    let z = Value::from(vec!["Infinity", "-Infinity"]);
    assert_eq!(trace["forward"][0]["z"], z);
    assert_eq!(trace["value"], "NaN");
}

#[test]
fn the_gradients_of_many_parameters_are_written_on_request() {
    let row = |width: usize, entry: &str| format!("[{}]", vec![entry; width].join(","));
    let network = format!(
        "activation = \"tanh\"\nx = {}\n[[layer]]\nW = {}\nb = {}\n[[layer]]\nW = [{}]\nb = [0]\n",
        row(100, "0.1"),
        row(1000, &row(100, "0.01")),
        row(1000, "0"),
        row(1000, "0.01"),
    );
    let trace = |arguments: &[&str]| -> Value {
        let arguments = [&["trace", "-", "--format", "json"], arguments].concat();
        let out = run_reading(network.as_bytes(), &arguments).succeeded();
        serde_json::from_str(&out).expect("the trace is JSON")
    };
    let mut without = trace(&[]);
    assert_eq!(without["parameter_gradients"], Value::Null);
    let with = trace(&["--parameters"]);
    let rows = with["parameter_gradients"][0]["dW"].as_array();
    assert_eq!(rows.map(Vec::len), Some(1000));
    without["parameter_gradients"] = with["parameter_gradients"].clone();
    assert_eq!(with, without);
}

#[test]
fn escapes_in_ascii_lose_nothing() {
    let network = "title = \"σ, 😀 and \\u202e\"\nx = [1]\n[[layer]]\nactivation = \"tanh\"\nW = [[1]]\nb = [0]\n";
    let trace = |arguments: &[&str]| -> Value {
        let arguments = [&["trace", "-", "--format", "json"], arguments].concat();
        let out = run_reading(network.as_bytes(), &arguments).succeeded();
        serde_json::from_str(&out).expect("the trace is JSON")
    };
    assert_eq!(trace(&["--ascii"]), trace(&[]));
}

#[test]
fn text_and_markdown_tell_every_step() {
    for network in BUILT_IN {
        for arguments in [
            &[network.name][..],
            &[network.name, "--format", "markdown"],
            &[network.name, "--stride", "operation", "--parameters"],
            &[network.name, "--format", "markdown", "--objective", "loss"],
        ] {
            let out = run(&[&["trace"], arguments].concat()).succeeded();
            assert!(
                !out.contains('\x1b') && out.ends_with('\n'),
                "{arguments:?}"
            );
            let steps = out.matches("Step ").count();
            assert!(
                out.contains(&format!("Step {steps} of {steps}")),
                "{arguments:?}"
            );
            assert_eq!(out.matches("$$").count() % 2, 0, "{arguments:?}");
        }
    }
}

#[test]
fn grad_says_where_the_numbers_stopped_being_finite() {
    let run = run(&["grad", "exploding", "-x", "1e308,1e308"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.lines().any(|line| line == "NaN"), "{run:?}");
    let note = "note: since step 2 of the walk not every number is finite. (W⁽²⁾ a⁽¹⁾)₁ = ∞: one of its terms is";
    assert!(run.err.starts_with(note), "{run:?}");
}

//! The JSON export: its schema, and its numbers bit by bit.

use gradwalk::engine::{Matrix, Objective, Trace, Vector};
use gradwalk::export::json::{self, PARAMETERS};
use gradwalk::page::Captions;
use serde_json::Value;

use crate::networks::{Opened, all_built_in, built_in, objectives, parsed};

fn written(trace: &Trace, captions: &Captions, parameters: bool) -> Value {
    let mut out = Vec::new();
    json::write(&mut out, trace, captions, parameters).expect("memory can be written");
    assert!(out.ends_with(b"}\n"));
    serde_json::from_slice(&out).expect("it is JSON")
}

fn of(opened: &Opened) -> Value {
    written(&opened.trace, &opened.captions, false)
}

/// The number that `value` stands for.
fn number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => number.as_f64().expect("it is a double"),
        Value::String(name) => match name.as_str() {
            "NaN" => f64::NAN,
            "Infinity" => f64::INFINITY,
            "-Infinity" => f64::NEG_INFINITY,
            other => panic!("{other:?} is no number"),
        },
        other => panic!("{other} is no number"),
    }
}

fn assert_same(value: &Value, entries: &Vector) {
    let found = value.as_array().expect("a list");
    assert_eq!(found.len(), entries.len());
    for (found, entry) in found.iter().zip(entries) {
        let (found, entry) = (number(found), *entry);
        assert!(
            found.to_bits() == entry.to_bits() || (found.is_nan() && entry.is_nan()),
            "{found} is {entry}"
        );
    }
}

/// Every number in `value` is the walk's.
fn hold(value: &Value, trace: &Trace) {
    let (network, forward, backward) = (trace.network(), trace.forward(), trace.backward());
    assert_eq!(value["format"], "gradwalk-trace/1");
    assert_eq!(value["sizes"], serde_json::json!(network.sizes()));
    assert_same(&value["output"], forward.output());
    assert_same(&value["input"], trace.input());
    assert_same(&value["input_gradient"], backward.input_gradient());
    assert_same(
        &serde_json::json!([value["value"]]),
        &Vector::repeat(1, trace.value()),
    );
    let layers: Vec<_> = network.layers().collect();
    for (value, &l) in list(&value["forward"], layers.len()).iter().zip(&layers) {
        let made = forward.layer(l);
        assert_eq!(value["l"], l);
        assert_eq!(value["activation"], network.layer(l).activation.name());
        assert_same(&value["z"], &made.z);
        assert_same(&value["sigma_prime"], &made.sigma_prime);
        assert_same(&value["a"], &made.a);
    }
    for (value, &l) in list(&value["backward"], layers.len())
        .iter()
        .zip(layers.iter().rev())
    {
        assert_eq!(value["l"], l);
        assert_same(&value["delta"], &backward.layer(l).delta);
        assert_same(&value["pullback"], backward.g(l - 1));
    }
    for (value, &l) in list(&value["parameter_gradients"], layers.len())
        .iter()
        .zip(&layers)
    {
        let (delta, a) = (&backward.layer(l).delta, forward.a(l - 1));
        assert_eq!(value["l"], l);
        assert_same(&value["db"], delta);
        for (row, delta) in list(&value["dW"], delta.len()).iter().zip(delta) {
            assert_same(row, &(a * *delta));
        }
    }
}

fn list(value: &Value, length: usize) -> &[Value] {
    let list = value.as_array().expect("a list");
    assert_eq!(list.len(), length);
    list
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn every_number_of_every_built_in_network_is_the_walks_bit_by_bit() {
    for opened in all_built_in() {
        for trace in objectives(&opened.trace) {
            hold(&written(&trace, &opened.captions, false), &trace);
        }
    }
}

#[test]
fn the_fields_are_those_of_the_format() {
    let value = of(&built_in("default"));
    let sorted = |mut keys: Vec<&'static str>| {
        keys.sort_unstable();
        keys
    };
    let top = vec![
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
    ];
    assert_eq!(keys(&value), sorted(top));
    let forward = vec!["l", "activation", "z", "sigma_prime", "a"];
    assert_eq!(keys(&value["forward"][0]), sorted(forward));
    assert_eq!(
        keys(&value["backward"][0]),
        sorted(vec!["l", "delta", "pullback"])
    );
    assert_eq!(
        keys(&value["parameter_gradients"][0]),
        sorted(vec!["l", "dW", "db"])
    );
    assert_eq!(value["title"], "2-2-3-1, sigmoid");
}

#[test]
fn the_component_counts_from_one_and_is_null_under_the_sum_and_the_loss() {
    let opened = built_in("higham");
    let walks = objectives(&opened.trace);
    let seen: Vec<_> = walks
        .iter()
        .map(|trace| written(trace, &opened.captions, false))
        .map(|value| (value["objective"].clone(), value["component"].clone()))
        .collect();
    let expected = [
        ("output", Some(1)),
        ("output", Some(2)),
        ("sum", None),
        ("loss", None),
    ];
    let expected = expected.map(|(objective, component)| (objective.into(), component.into()));
    assert_eq!(seen, expected);
}

#[test]
fn without_a_target_there_is_null() {
    let opened = parsed(
        "no-y",
        "x = [1]\n[[layer]]\nW = [[2]]\nb = [0]\nactivation = 'tanh'\n",
    );
    assert_eq!(of(&opened)["target"], Value::Null);
    assert_same(&of(&built_in("default"))["target"], &Vector::repeat(1, 1.0));
}

#[test]
fn numbers_beyond_the_doubles_are_named() {
    let source = "x = [1e200, -1e200]\ny = [0, 0, 0]\n[[layer]]\nactivation = 'identity'\n\
                  W = [[1e200, 0], [0, 1e200], [1e200, 1e200]]\nb = [0, 0, 0]\n";
    let opened = parsed("overflow", source);
    let value = of(&opened);
    hold(&value, &opened.trace);
    assert_eq!(value["forward"][0]["z"][0], "Infinity");
    assert_eq!(value["forward"][0]["z"][1], "-Infinity");
    assert_eq!(value["forward"][0]["z"][2], "NaN");
    let text = value.to_string();
    assert!(!text.contains("null"), "{text}");
}

#[test]
fn the_gradients_of_many_parameters_are_null_unless_asked_for() {
    let trace = |parameters: usize| {
        let inputs = parameters - 1;
        let layer = gradwalk::engine::Layer::new(
            Matrix::repeat(1, inputs, 1e-6),
            Vector::zeros(1),
            gradwalk::engine::Activation::Identity,
        );
        let network = gradwalk::engine::Network::new(vec![layer]).expect("it fits");
        let objective = Objective::Output { component: 0 };
        Trace::record(network.into(), Vector::repeat(inputs, 1.0), None, objective)
            .expect("it fits")
    };
    let captions = Captions::default();
    let gradients =
        |trace: &Trace, asked| written(trace, &captions, asked)["parameter_gradients"].is_array();
    let (few, many) = (trace(PARAMETERS), trace(PARAMETERS + 1));
    assert!(gradients(&few, false));
    assert!(!gradients(&many, false));
    assert!(gradients(&many, true));
}

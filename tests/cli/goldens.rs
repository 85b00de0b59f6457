//! The JSON of every golden network against values that were computed with 1,000 digits.

use std::fs;

use serde_json::Value;

use crate::documents::json;
use crate::golden_files::paths;

/// Agreement relative to the number itself.
const RELATIVE: f64 = 1e-12;
/// Agreement relative to the largest entry beside it, where sums cancel; of a deep network ten times that.
const OF_LARGEST: f64 = 4e-15;
const DEEP: usize = 12;
/// Differences below this do not count.
const NOTHING: f64 = 1e-300;

#[test]
fn every_number_of_the_trace_is_the_golden_one() {
    for network in paths() {
        let text = fs::read_to_string(network.with_extension("json")).expect("its values");
        let goldens: Vec<Value> = serde_json::from_str(&text).expect("a list of traces");
        for golden in goldens {
            let objective = golden["objective"].as_str().expect("its objective");
            let component = golden["component"].to_string();
            let path = network.to_str().expect("an ASCII path");
            let trace = json(&[path, "--objective", objective, "--component", &component]);
            assert_agrees(&golden, &trace, path);
        }
    }
}

fn assert_agrees(golden: &Value, trace: &Value, path: &str) {
    let fields = golden.as_object().expect("a trace is an object");
    let layers = trace["sizes"].as_array().map_or(0, Vec::len);
    let of_largest = if layers > DEEP { 10.0 } else { 1.0 } * OF_LARGEST;
    for (field, golden) in fields {
        if field == "component" && trace["objective"] == "loss" {
            assert!(trace["component"].is_null());
            continue;
        }
        compare(
            golden,
            &trace[field],
            of_largest,
            &format!("{path}: {field}"),
        );
    }
}

/// Every vector and matrix of `golden` with the one at the same place of `found`.
fn compare(golden: &Value, found: &Value, of_largest: f64, place: &str) {
    let (mut expected, mut numbers) = (Vec::new(), Vec::new());
    if flatten(golden, &mut expected) && flatten(found, &mut numbers) {
        assert_eq!(shape(golden), shape(found), "{place}");
        let largest = expected.iter().fold(0.0, |most: f64, n| most.max(n.abs()));
        for (expected, number) in expected.iter().zip(numbers) {
            let bound = (RELATIVE * expected.abs()).max(of_largest * largest);
            let error = (expected - number).abs();
            assert!(
                error <= bound.max(NOTHING),
                "{place}: {number}, not {expected}"
            );
        }
        return;
    }
    match (golden, found) {
        (Value::Array(golden), Value::Array(found)) => {
            assert_eq!(golden.len(), found.len(), "{place}");
            for (golden, found) in golden.iter().zip(found) {
                compare(golden, found, of_largest, place);
            }
        }
        (Value::Object(golden), Value::Object(found)) => {
            for (field, golden) in golden {
                compare(
                    golden,
                    &found[field],
                    of_largest,
                    &format!("{place} {field}"),
                );
            }
        }
        (golden, found) => assert_eq!(golden, found, "{place}"),
    }
}

/// Appends all numbers of a number, a vector or a matrix; false if it is something else.
fn flatten(value: &Value, numbers: &mut Vec<f64>) -> bool {
    match value {
        Value::Number(number) => {
            numbers.extend(number.as_f64());
            true
        }
        Value::Array(entries) => entries.iter().all(|entry| flatten(entry, numbers)),
        _ => false,
    }
}

fn shape(value: &Value) -> Vec<usize> {
    let mut shape = Vec::new();
    let mut value = Some(value);
    while let Some(Value::Array(entries)) = value {
        shape.push(entries.len());
        value = entries.first();
    }
    shape
}

//! Every number of `tests/goldens`, which an independent program computed with 1,000 digits.

use std::{fs, path::Path, sync::Arc};

use gradwalk::{
    engine::{Network, Objective, Quantity, Trace, Vector, Verdict, check, index_of},
    library,
    network_file::NetworkFile,
};
use serde_json::Value;

use crate::golden_files::paths;

#[test]
fn every_golden_number_is_met() {
    for path in paths() {
        meet(&path);
    }
}

#[test]
fn every_golden_network_passes_the_check() {
    for path in paths() {
        let (network, x, y) = read(&path);
        let trace = Trace::record(network, x, y, Objective::Loss).expect("x and y fit");
        for row in check(&trace).rows {
            assert_eq!(
                row.dual.verdict,
                Verdict::Agrees,
                "{}: {row:?}",
                path.display()
            );
            assert!(row.passed(), "{}: {row:?}", path.display());
        }
    }
}

/// The walk of component 0 through a network of `tests/goldens`.
pub fn golden(name: &str) -> Trace {
    let paths = paths();
    let path = paths
        .iter()
        .find(|path| path.file_stem().is_some_and(|stem| stem == name));
    first_component(read(path.expect("there is such a golden")))
}

/// The walk of component 0 through a built-in network.
pub fn built_in(name: &str) -> Trace {
    let source = library::built_in(name).expect("it is built in").source;
    first_component(parse(source.as_bytes(), name))
}

/// The walk of component 0 through the network at `path`, and ∇ₓ as the golden has it for each of its objectives.
pub fn numbers_of(path: &Path) -> (Trace, Vec<(Objective, Vec<f64>)>) {
    let gradient = |entry: &Value| (objective(entry), numbers(&entry["input_gradient"]));
    let gradients = entries(path).iter().map(gradient).collect();
    (first_component(read(path)), gradients)
}

fn first_component((network, x, y): (Arc<Network>, Vector, Option<Vector>)) -> Trace {
    let objective = Objective::Output { component: 0 };
    Trace::record(network, x, y, objective).expect("x and y fit")
}

fn entries(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path.with_extension("json")).expect("its numbers can be read");
    serde_json::from_str(&text).expect("they are JSON")
}

fn read(path: &Path) -> (Arc<Network>, Vector, Option<Vector>) {
    let source = fs::read(path).expect("a golden network can be read");
    parse(&source, &path.display().to_string())
}

fn parse(source: &[u8], name: &str) -> (Arc<Network>, Vector, Option<Vector>) {
    let file = NetworkFile::parse(source, name).expect("a golden network is a network");
    let x = file.x.expect("a golden network has x");
    (Arc::new(file.network), x, file.y)
}

fn meet(path: &Path) {
    let (network, x, y) = read(path);
    for entry in entries(path) {
        let objective = objective(&entry);
        let trace = Trace::record(Arc::clone(&network), x.clone(), y.clone(), objective)
            .expect("x and y fit");
        Golden {
            name: format!("{}, {objective:?}", path.display()),
            bound: if network.depth() - 1 > 12 {
                4e-14
            } else {
                4e-15
            },
        }
        .meet(&entry, &trace);
    }
}

fn objective(entry: &Value) -> Objective {
    match entry["objective"].as_str() {
        Some("loss") => Objective::Loss,
        Some("output") => {
            let component = entry["component"]
                .as_u64()
                .expect("a component has a number");
            let component = usize::try_from(component).expect("it is small");
            Objective::Output {
                component: index_of(component).expect("components count from 1"),
            }
        }
        other => panic!("no such objective: {other:?}"),
    }
}

struct Golden {
    name: String,
    /// How far a number may be off, relative to the largest of its vector or matrix.
    bound: f64,
}

impl Golden {
    fn meet(&self, entry: &Value, trace: &Trace) {
        assert_keys(
            entry,
            &[
                "objective",
                "component",
                "value",
                "output",
                "forward",
                "backward",
                "input_gradient",
                "parameter_gradients",
            ],
        );
        let last = trace.network().depth();
        self.compare("value", &entry["value"], &[trace.value()]);
        self.compare("output", &entry["output"], &all(trace, Quantity::A(last)));
        self.compare(
            "input_gradient",
            &entry["input_gradient"],
            &all(trace, Quantity::G(1)),
        );
        self.meet_layers(&entry["forward"], trace, 2..=last, |l| {
            vec![
                ("z", Quantity::Z(l)),
                ("sigma_prime", Quantity::SigmaPrime(l)),
                ("a", Quantity::A(l)),
            ]
        });
        self.meet_layers(&entry["backward"], trace, (2..=last).rev(), |l| {
            vec![
                ("delta", Quantity::Delta(l)),
                ("pullback", Quantity::G(l - 1)),
            ]
        });
        self.meet_layers(&entry["parameter_gradients"], trace, 2..=last, |l| {
            vec![
                ("dW", Quantity::WeightGradient(l)),
                ("db", Quantity::BiasGradient(l)),
            ]
        });
    }

    fn meet_layers(
        &self,
        entries: &Value,
        trace: &Trace,
        layers: impl Iterator<Item = usize> + Clone,
        quantities: impl Fn(usize) -> Vec<(&'static str, Quantity)>,
    ) {
        let entries = entries.as_array().expect("a list of layers");
        assert_eq!(entries.len(), layers.clone().count(), "{}", self.name);
        for (entry, l) in entries.iter().zip(layers) {
            assert_eq!(entry["l"].as_u64(), Some(l as u64), "{}", self.name);
            let quantities = quantities(l);
            let keys: Vec<_> = quantities
                .iter()
                .map(|(key, _)| *key)
                .chain(["l"])
                .collect();
            assert_keys(entry, &keys);
            for (key, quantity) in quantities {
                self.compare(
                    &format!("{key} of layer {l}"),
                    &entry[key],
                    &all(trace, quantity),
                );
            }
        }
    }

    fn compare(&self, what: &str, expected: &Value, found: &[f64]) {
        let expected = numbers(expected);
        assert_eq!(expected.len(), found.len(), "{}: {what}", self.name);
        let largest = expected
            .iter()
            .fold(0.0_f64, |largest, e| largest.max(e.abs()));
        for (i, (expected, found)) in expected.iter().zip(found).enumerate() {
            let error = (expected - found).abs();
            assert!(
                error <= 1e-12 * expected.abs() || error <= self.bound * largest || error < 1e-300,
                "{}: {what}, entry {i}: {found:e} should be {expected:e}",
                self.name,
            );
        }
    }
}

/// All entries, row by row.
fn all(trace: &Trace, quantity: Quantity) -> Vec<f64> {
    let value = quantity.value(trace).expect("every walk has it");
    let columns = value.columns();
    (0..value.rows() * columns)
        .map(|i| value.entry(i / columns, i % columns))
        .collect()
}

/// The numbers in a number, a list or a list of rows, in that order.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(entries) => entries.iter().flat_map(numbers).collect(),
        number => vec![number.as_f64().expect("a number")],
    }
}

/// So that no field is passed over.
fn assert_keys(entry: &Value, keys: &[&str]) {
    let mut found: Vec<_> = entry
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    let mut keys = keys.to_vec();
    found.sort_unstable();
    keys.sort_unstable();
    assert_eq!(found, keys);
}

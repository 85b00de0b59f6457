//! The trace as JSON, `gradwalk-trace/1`: a public interface, whose fields may grow in number but never change.

mod non_finite;

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::engine::{Objective, Quantity, Trace, Value, Vector, ordinal};
use crate::page::{Captions, Numeral};
use non_finite::NonFinite;

/// Above so many parameters their gradients are left out unless asked for.
pub const PARAMETERS: usize = 100_000;

/// Writes it; `parameters` asks for the parameter gradients however many there are.
///
/// # Errors
/// Those of `out`.
pub fn write(
    out: &mut impl Write,
    trace: &Trace,
    captions: &Captions,
    parameters: bool,
) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &document(trace, captions, parameters))?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    title: &'a str,
    sizes: Vec<usize>,
    objective: &'static str,
    component: Option<usize>,
    value: Number,
    output: Numbers<'a>,
    input: Numbers<'a>,
    target: Option<Numbers<'a>>,
    forward: Vec<Forward<'a>>,
    backward: Vec<Backward<'a>>,
    input_gradient: Numbers<'a>,
    parameter_gradients: Option<Vec<Parameters<'a>>>,
    non_finite: Vec<NonFinite>,
}

#[derive(Serialize)]
struct Forward<'a> {
    l: usize,
    activation: &'static str,
    z: Numbers<'a>,
    sigma_prime: Numbers<'a>,
    a: Numbers<'a>,
}

#[derive(Serialize)]
struct Backward<'a> {
    l: usize,
    delta: Numbers<'a>,
    pullback: Numbers<'a>,
}

#[derive(Serialize)]
struct Parameters<'a> {
    l: usize,
    #[serde(rename = "dW")]
    weights: Rows<'a>,
    #[serde(rename = "db")]
    bias: Numbers<'a>,
}

/// A number; one that is not finite is the string that protobuf's JSON mapping has for it, never null.
struct Number(f64);

/// The entries of a vector.
struct Numbers<'a>(&'a Vector);

/// The rows of a matrix, none of them built before it is written.
struct Rows<'a>(Value<'a>);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            value if value.is_finite() => serializer.serialize_f64(value),
            value => serializer.serialize_str(Numeral::shortest(value).as_str()),
        }
    }
}

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().copied().map(Number))
    }
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.0.rows()).map(|row| Row(self.0, row)))
    }
}

struct Row<'a>(Value<'a>, usize);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(value, row) = self;
        serializer.collect_seq((0..value.columns()).map(|column| Number(value.entry(*row, column))))
    }
}

fn document<'a>(trace: &'a Trace, captions: &'a Captions, parameters: bool) -> Document<'a> {
    let network = trace.network();
    let (forward, backward) = (trace.forward(), trace.backward());
    let (objective, component) = match trace.objective() {
        Objective::Output { component } => ("output", Some(ordinal(component))),
        Objective::Sum => ("sum", None),
        Objective::Loss => ("loss", None),
    };
    let of_layer = |l| Forward {
        l,
        activation: network.layer(l).activation.name(),
        z: Numbers(&forward.layer(l).z),
        sigma_prime: Numbers(&forward.layer(l).sigma_prime),
        a: Numbers(&forward.layer(l).a),
    };
    let back = |l| Backward {
        l,
        delta: Numbers(&backward.layer(l).delta),
        pullback: Numbers(backward.g(l - 1)),
    };
    let gradients = |l| {
        let weights = Rows(Quantity::WeightGradient(l).value(trace)?);
        Some(Parameters {
            l,
            weights,
            bias: Numbers(&backward.layer(l).delta),
        })
    };
    let wanted = parameters || network.parameters() <= PARAMETERS;
    Document {
        format: "gradwalk-trace/1",
        title: &captions.title,
        sizes: network.sizes(),
        objective,
        component,
        value: Number(trace.value()),
        output: Numbers(forward.output()),
        input: Numbers(trace.input()),
        target: trace.target().map(Numbers),
        forward: network.layers().map(of_layer).collect(),
        backward: network.layers().rev().map(back).collect(),
        input_gradient: Numbers(backward.input_gradient()),
        parameter_gradients: wanted.then(|| network.layers().filter_map(gradients).collect()),
        non_finite: non_finite::of(trace, wanted),
    }
}

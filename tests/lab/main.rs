//! Experiments, held against walks that are recorded at the places they show.

mod contours;
mod curves;
mod extremes;
mod fields;
mod frames;
mod planes;

#[path = "../support/networks.rs"]
#[allow(dead_code, reason = "the pages need more of it")]
mod networks;

use std::sync::Arc;

use gradwalk::engine::{Activation, Layer, Matrix, Network, Objective, Trace, Vector};
use gradwalk::lab::{self, Plane, PlaneFrame};

/// The walk of `trace` at another input.
fn recorded(trace: &Trace, input: Vector) -> Trace {
    let network = Arc::new(trace.network().clone());
    Trace::record(network, input, trace.target().cloned(), trace.objective())
        .expect("it fits as x did")
}

/// x with two components moved.
fn moved(trace: &Trace, axes: (usize, usize), point: (f64, f64)) -> Vector {
    let mut input = trace.input().clone();
    (input[axes.0], input[axes.1]) = point;
    input
}

/// All planes that are told.
fn planes(trace: &Trace, frame: &PlaneFrame) -> Vec<Plane> {
    let mut told = Vec::new();
    lab::plane(trace, frame, &mut || true, &mut |plane| told.push(plane));
    told
}

/// The last of them.
fn full(trace: &Trace, frame: &PlaneFrame) -> Plane {
    planes(trace, frame).pop().expect("it is told")
}

fn frame(centre: (f64, f64), step: f64, columns: usize, rows: usize) -> PlaneFrame {
    PlaneFrame {
        axes: (0, 1),
        centre,
        step,
        columns,
        rows,
        spacing: 8,
    }
}

/// f(x) = w·x, with x.
fn linear(weights: &[f64], x: &[f64]) -> Trace {
    let layer = Layer::new(
        Matrix::from_row_slice(1, weights.len(), weights),
        Vector::zeros(1),
        Activation::Identity,
    );
    let network = Network::new(vec![layer]).expect("a row is a matrix");
    let objective = Objective::Output { component: 0 };
    Trace::record(
        Arc::new(network),
        Vector::from_column_slice(x),
        None,
        objective,
    )
    .expect("x fits the row")
}
